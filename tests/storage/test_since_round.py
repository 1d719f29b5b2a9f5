"""What changed in a form of a new round: it goes on with the text of the round before."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.reports.words import changes_label
from mcdesk.ui.forms.since_when import base_of, read_base
from mcdesk.ui.printing.documents import _form
from tests.asking import form_of
from tests.walk import Walker


@pytest.fixture
def sent_back(confirming):
    """A card sent back to design for round 2; its design document is open again."""
    confirming.execute(do.MoveCard(card="MC-1", to="design", reason="Two outcomes are not met"))
    return confirming


def paths(sheet) -> list[str]:
    return sorted(each.path for each in sheet.since.found)


def test_a_new_round_is_compared_with_the_last_version_of_the_round_before(sent_back):
    form = form_of(sent_back, "F7")
    view = sent_back.form(form)
    assert view.revisions == ()
    assert (view.before.version, view.before.round) == (1, 1)
    sheet = sent_back.redline(form, "draft", "last")
    assert (sheet.since.version, sheet.since.round, sheet.since.to_version) == (1, 1, 0)
    assert paths(sheet) == [], "it began with that text, row by row"
    sent_back.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    sheet = sent_back.redline(form, "draft", "last")
    assert paths(sheet) == ["d3"]
    label = changes_label(sheet)
    assert label.en.startswith("Changes since version 1 of round 1 (")
    assert label.id.startswith("Perubahan sejak versi 1 pada putaran 1 (")


def test_the_first_version_of_a_round_tells_what_changed_since_the_round_before(sent_back):
    """Who signs it wants to see just that."""
    form = form_of(sent_back, "F7")
    sent_back.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    Walker(sent_back).freeze("F7")
    frozen = sent_back.redline(form, "frozen", "last")
    assert paths(frozen) == ["d3"]
    assert (frozen.since.round, frozen.since.to_version) == (1, 1)
    assert paths(sent_back.redline(form, "draft", "before")) == ["d3"]
    assert sent_back.redline(form, "draft", "last").since.round == 0, "its own version 1"


def test_the_editor_shows_it_and_offers_the_other_bases(sent_back):
    form = form_of(sent_back, "F7")
    base = base_of(sent_back.form(form), "", "version")
    assert (base.kind, base.title) == ("before", "Changed since version 1 of round 1")
    content, _now, history = read_base(form, base, sent_back)
    assert content.text("d3") == sent_back.form(form).content.text("d3")
    assert history
    Walker(sent_back).freeze("F7")
    base = base_of(sent_back.form(form), "2026-11-23T09:00:00Z", "version")
    assert base.kind == "before"
    assert [key for key, _words in base.others] == ["own", "look"]
    base = base_of(sent_back.form(form), "", "own")
    assert (base.kind, [key for key, _words in base.others]) == ("own", ["before"])
    assert read_base(form, base, sent_back)[0].text("d3") == content.text("d3")


def test_the_preview_offers_the_version_of_the_round_before(sent_back):
    document = _form(sent_back, form_of(sent_back, "F7"), "")
    assert [base.key for base in document.bases if not base.key.endswith("Z")] == ["before"]
    assert document.bases[0].words.startswith("Version 1 of round 1, frozen")


def test_what_is_judged_anew_has_nothing_to_be_compared_with(sent_back):
    """F5 goes on with itself; the sheets of assessors, builds and loops begin empty."""
    for line in sent_back.page("MC-1").all_forms:
        view = sent_back.form(line.form_id)
        if line.kind not in ("F7", "F8", "R13"):
            assert view.before is None, line.kind
    form = form_of(sent_back, "R1")
    with pytest.raises(Refused, match="no earlier version"):
        sent_back.redline(form, "frozen", "last")


def test_what_the_round_carried_in_is_told_as_what_the_form_began_with(sent_back):
    form = form_of(sent_back, "F7")
    sent_back.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    lines = [
        line for line in sent_back.history(form=form) if "d3" in {c.path for c in line.changes}
    ]
    assert [line.begins for line in lines] == [False, True]
    since = sent_back.redline(form, "draft", "last").since
    assert [[(who.who, who.at) for who in told] for told in since.who] == [
        [(lines[0].who, lines[0].at)],
    ]  # fmt: skip


def test_only_what_one_person_changed_is_marked(sent_back):
    form = form_of(sent_back, "F7")
    sent_back.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    who = sent_back.redline(form, "draft", "last").since.who[0][0].who
    since = sent_back.redline(form, "draft", "last", by=who).since
    assert ([each.path for each in since.found], since.only, since.others) == (["d3"], who, 0)
    with pytest.raises(Refused, match="changed nothing since then") as refused:
        sent_back.redline(form, "draft", "last", by="Nobody")
    assert who in str(refused.value)


def second(desk) -> str:
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    return next(person.id for person in desk.info().persons if person.name == "CTL-02")


def note(desk, form: str, words: str) -> str:
    """Write into the first row of the learners' profile, and return the place."""
    row = desk.form(form).content.rows["d4"][0].id
    desk.execute(do.SetCell(form=form, field="d4", row=row, column="note", new=words))
    return f"d4/{row}/note"


def who_wrote(sheet) -> dict[str, list[str]]:
    found, who = sheet.since.found, sheet.since.who
    return {each.path: [one.who for one in told] for each, told in zip(found, who, strict=True)}


def test_what_a_round_carried_in_is_not_of_who_sent_the_card_back(confirming):
    """Compared with a day before it, all of the form is new."""
    confirming.use_person(second(confirming))
    confirming.execute(do.MoveCard(card="MC-1", to="design", reason="Two outcomes are not met"))
    form = form_of(confirming, "F7")
    confirming.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    told = who_wrote(confirming.redline(form, "draft", "2026-11-20"))
    assert len(told) > 5
    assert {path: who for path, who in told.items() if who} == {"d3": ["CTL-02"]}


def test_what_was_written_long_before_is_still_somebodys(sent_back):
    form, first = form_of(sent_back, "F7"), sent_back.info().person_id
    sent_back.use_person(second(sent_back))
    place = note(sent_back, form, "By the second.")
    sent_back.use_person(first)
    drafts = (do.SetValue(form=form, path="d3", new=f"Draft {n}") for n in range(1001))
    sent_back.execute_together(drafts)
    assert who_wrote(sent_back.redline(form, "draft", "last"))[place] == ["CTL-02"]


def test_what_was_undone_is_nobodys_and_what_was_done_again_is(sent_back):
    form, first = form_of(sent_back, "F7"), sent_back.info().person_id
    two = second(sent_back)
    sent_back.use_person(two)
    sent_back.execute(do.SetValue(form=form, path="d3", new="By the second."))
    sent_back.undo()
    sent_back.use_person(first)
    place = note(sent_back, form, "By the first.")
    name = next(person.name for person in sent_back.info().persons if person.id == first)
    assert who_wrote(sent_back.redline(form, "draft", "last")) == {place: [name]}
    with pytest.raises(Refused, match="CTL-02 changed nothing"):
        sent_back.redline(form, "draft", "last", by="CTL-02")
    sent_back.execute(do.SetValue(form=form, path="d3", new="By the first."))
    assert who_wrote(sent_back.redline(form, "draft", "last"))["d3"] == [name]
    sent_back.undo()
    sent_back.redo()
    assert who_wrote(sent_back.redline(form, "draft", "last"))["d3"] == [name]


def test_what_a_form_began_with_is_nobodys_though_its_opening_was_undone_and_done_again(confirming):
    confirming.execute(do.MoveCard(card="MC-1", to="design", reason="Two outcomes are not met"))
    confirming.undo()
    between = confirming.stamp()
    confirming.redo()
    form = form_of(confirming, "F7")
    confirming.execute(do.SetValue(form=form, path="d3", new="Anything else."))
    told = who_wrote(confirming.redline(form, "draft", between))
    assert len(told) > 5
    assert [path for path, who in told.items() if who] == ["d3"]
