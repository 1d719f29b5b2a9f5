"""Records as they stood before a place in the journal: what heads a form that was frozen then."""

from __future__ import annotations

from mcdesk.application.stood import freezing_of, records_before
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card, Faculty, Programme, Revision
from tests.asking import form_of


def test_what_was_changed_since_a_freeze_is_found_as_it_stood_then(proposal):
    form = form_of(proposal, "F2")
    with proposal.store.read() as reader:
        (revision,) = reader.select(Revision, form_id=form)
        (programme,) = reader.select(Programme, code="LAW")
        (card,) = reader.select(Card, code="MC-1")
        place = freezing_of(reader, revision).place
    proposal.execute(do.ChangeProgramme(programme="LAW", name_en="Law and more"))
    proposal.execute(do.ChangeCard(card="MC-1", title_en="Another title"))
    with proposal.store.read() as reader:
        (now,) = reader.select(Programme, code="LAW")
        then = records_before(reader, place, Programme)
        faculties = records_before(reader, place, Faculty)
        kept = records_before(reader, place, Card, card.id, card.id)
        assert reader.select(Card, code="MC-1")[0].title_en == "Another title"
        assert set(faculties) == {each.id for each in reader.select(Faculty)}
    assert now.name_en == "Law and more"
    assert then[programme.id]["name_en"] == programme.name_en
    assert list(kept) == [card.id]
    assert kept[card.id]["title_en"] == card.title_en
