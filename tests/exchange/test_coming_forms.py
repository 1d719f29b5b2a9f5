"""A form that a card has not begun goes out blank, and is opened when it comes back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from mcdesk.application.outside import Sent, read_sent, to_fill
from mcdesk.application.proposal import propose
from mcdesk.errors import Refused
from mcdesk.exchange.filled_docx import read_docx
from mcdesk.exchange.filled_pdf import read_pdf
from mcdesk.exchange.forms_docx import document_to_fill
from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_to_fill
from tests.asking import destination
from tests.exchange.filled import filled_in, taken_over
from tests.walk import create

TITLE = "Drafting Digital Contracts MC-1"
KINDS = ("R1", "R2", "F2", "F3", "F5", "F6", "F7", "F8", "F9", "R10", "R11", "R13", "R14")


def blank(desk, kind: str):
    return to_fill(*desk.coming_form("MC-1", kind), blank=True, is_coming=True)


def to_begin(desk, sent: Sent) -> tuple:
    """Return what begins the form that a file with this record was sent out for."""
    return destination(desk, sent).begin


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_of_a_coming_form_is_what_begins(desk, card, kind):
    coming, sheet = desk.coming_form(card, kind)
    sent = read_sent(to_fill(coming, sheet, blank=True, is_coming=True).sent)
    desk.execute(do.OpenForm(card=card, form=kind))
    (opened,) = (line for line in desk.outline(card).forms if line.kind == kind)
    view = desk.form(opened.form_id)
    assert (coming.form_id, coming.content) == (view.form_id, view.content)
    assert coming.definition == view.definition
    there = read_sent(to_fill(view, desk.sheet(view.form_id, "draft"), blank=True).sent)
    assert sent == replace(there, card=sent.card)
    assert sheet.code.form_id == view.form_id


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sent_out_pre_filled_is_what_would_be_sent_out_once_it_is_open(desk, card, kind):
    coming = to_fill(*desk.coming_form(card, kind), is_coming=True)
    desk.execute(do.OpenForm(card=card, form=kind))
    (opened,) = (line for line in desk.outline(card).forms if line.kind == kind)
    there = to_fill(desk.form(opened.form_id), desk.sheet(opened.form_id, "draft"))
    sent = read_sent(coming.sent)
    assert sent == replace(read_sent(there.sent), card=sent.card)
    for name in ("header", "content", "persons", "programmes", "covers", "stages"):
        assert getattr(coming, name) == getattr(there, name), name
    assert coming.computed.values == there.computed.values
    of_versions = {"d1"} if kind == "F7" else set()  # the list of versions begins with the form
    for name in {*coming.computed.rows, *there.computed.rows} - of_versions:
        assert coming.computed.rows[name] == there.computed.rows[name], name


def test_a_blank_that_comes_back_opens_its_form_and_is_taken_in(desk, card):
    data = filled_in(print_to_fill(blank(desk, "F2")), {"p18": "Contract officer"})
    filled = read_pdf(data)
    begin = to_begin(desk, filled.sent)
    assert begin == (do.OpenForm(card=desk.outline(card).tile.id, form="F2"),)
    foreseen = propose(desk.coming_form(card, "F2")[0], filled)
    desk.execute_together(begin, source="filled")
    view = desk.form(filled.sent.form_id)
    proposal = propose(view, filled)
    assert proposal.found == foreseen.found
    assert [(one.path, one.state) for one in proposal.found] == [("p18", "theirs")]
    taken_over(desk, proposal)
    assert desk.form(view.form_id).content.value("p18") == ["Contract officer"]
    kinds = [line.kind for line in desk.history(card, limit=2)]
    assert kinds == ["ValueSet", "FormOpened"]


def test_one_that_was_opened_meanwhile_goes_the_usual_way(desk, card):
    data = filled_in(print_to_fill(blank(desk, "F2")), {"p18": "Contract officer"})
    desk.execute(do.OpenForm(card=card, form="F2"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new="Somebody wrote this."))
    filled = read_pdf(data)
    assert to_begin(desk, filled.sent) == ()
    found = propose(desk.form(filled.sent.form_id), filled).found
    assert [one.path for one in found] == ["p18"], "what a blank left empty takes nothing away"


def sent_out(desk, kind: str) -> bytes:
    """Return a form as it is sent out with what it would be pre-filled with."""
    return print_to_fill(to_fill(*desk.coming_form("MC-1", kind), is_coming=True))


def taken_in(desk, data: bytes):
    """Begin the form that a file was sent out for, and return what the file proposes."""
    filled = read_pdf(data)
    desk.execute_together(to_begin(desk, filled.sent), source="filled")
    return propose(desk.form(filled.sent.form_id), filled)


def test_of_what_was_pre_filled_only_what_was_changed_outside_is_proposed(desk, card):
    data = sent_out(desk, "F2")
    assert read_pdf(data).fields["p1"] == TITLE
    proposal = taken_in(desk, filled_in(data, {"p18": "Contract officer", "p3": "Contracts"}))
    assert [(one.path, one.state) for one in proposal.found] == [("p3", "theirs"),
                                                                 ("p18", "theirs")]  # fmt: skip
    taken_over(desk, proposal)
    content = desk.form(proposal.form_id).content
    assert (content.value("p3"), content.value("p1")) == ("Contracts", TITLE)


def test_what_changed_on_the_card_meanwhile_stays_where_the_sender_did_not_touch_it(desk, card):
    data = sent_out(desk, "F2")
    desk.execute(do.ChangeCard(card=card, title_en="Contracts Online", short_title="Contracts"))
    proposal = taken_in(desk, filled_in(data, {"p18": "Contract officer"}))
    assert [one.path for one in proposal.found] == ["p18"]
    taken_over(desk, proposal)
    content = desk.form(proposal.form_id).content
    assert (content.value("p1"), content.value("p3")) == ("Contracts Online", "Contracts")


def test_what_both_changed_is_left_to_a_person(desk, card):
    data = sent_out(desk, "F2")
    desk.execute(do.ChangeCard(card=card, title_en="Contracts Online"))
    proposal = taken_in(desk, filled_in(data, {"p1": "Digital Contracts"}))
    (one,) = proposal.found
    assert (one.path, one.state, one.mine, one.theirs) == (
        "p1", "conflict", "Contracts Online", "Digital Contracts"
    )  # fmt: skip


def test_rows_of_a_team_that_changed_meanwhile_are_those_of_today(desk, card):
    """Nobody outside touched the list of who hears of the components."""
    data = sent_out(desk, "F5")
    desk.execute(do.AddPerson(name="SECOND", roles=["sme"]))
    desk.execute(do.HandOver(card=card, from_person="SME-03", to_person="SECOND", role="sme",
                             reason="Leave"))  # fmt: skip
    filled = read_pdf(data)
    assert filled.sent.base.rows, "rows went out"
    assert taken_in(desk, data).found == ()
    begun = desk.form(filled.sent.form_id)
    assert begun.content.rows != filled.sent.base.rows


def test_a_word_document_carries_the_form_that_will_be_opened(desk, card):
    filled = read_docx(BytesIO(document_to_fill(blank(desk, "F5"))).getvalue())
    assert [each.form for each in to_begin(desk, filled.sent)] == ["F5"]


def test_who_may_not_begin_a_form_begins_none_by_a_file(app, desk, card):
    sent = read_sent(blank(desk, "F2").sent)
    desk.execute(do.AddPerson(name="READER", roles=["reader"]))
    with app.acting_as(desk, "READER"), pytest.raises(Refused) as caught:
        desk.execute_together(to_begin(desk, sent), source="filled")
    assert caught.value.code == "no_right"
    assert "F2" not in {line.kind for line in desk.outline(card).forms}


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"workspace": "00000000"}, "other_workspace"), ({"card": "nowhere"}, "no_such_card"),
     ({"workspace": "00000000", "card": "nowhere"}, "other_workspace"),
     ({"form_id": "5e1f0a52-0000-5000-8000-000000000000"}, "other_round"),
     ({"kind": "F99"}, "no_kind")],
)  # fmt: skip
def test_what_is_of_elsewhere_or_of_another_round_begins_nothing(desk, card, changed, code):
    sent = replace(read_sent(blank(desk, "F7").sent), **changed)
    with pytest.raises(Refused) as caught:
        to_begin(desk, sent)
    assert caught.value.code == code


def test_a_record_of_a_form_that_was_begun_names_no_card_and_begins_nothing(desk, card):
    desk.execute(do.OpenForm(card=card, form="F2"))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == "F2")
    sent = read_sent(to_fill(desk.form(form), desk.sheet(form, "draft")).sent)
    assert sent.card == ""
    assert to_begin(desk, sent) == ()
    gone = replace(sent, form_id="5e1f0a52-0000-5000-8000-000000000000")
    with pytest.raises(Refused) as caught:
        to_begin(desk, gone)
    assert caught.value.code == "no_such_form"


def test_what_was_begun_here_takes_in_nothing_of_another_workspace(desk, card):
    """One made as a copy of this file has the same forms."""
    desk.execute(do.OpenForm(card=card, form="F2"))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == "F2")
    sent = read_sent(to_fill(desk.form(form), desk.sheet(form, "draft")).sent)
    with pytest.raises(Refused) as caught:
        to_begin(desk, replace(sent, workspace="00000000"))
    assert caught.value.code == "other_workspace"
    assert to_begin(desk, replace(sent, workspace="")) == ()


def test_that_a_card_was_undone_here_is_not_called_another_workspace(desk, card):
    create(desk, "MC-7")
    sent = read_sent(to_fill(*desk.coming_form("MC-7", "F2"), blank=True, is_coming=True).sent)
    while any(tile.code == "MC-7" for tile in desk.board().tiles):
        desk.undo()
    with pytest.raises(Refused) as caught:
        to_begin(desk, sent)
    assert caught.value.code == "no_such_card"
    assert "another workspace" not in str(caught.value)
    assert "do again what was undone" in str(caught.value)


def test_the_first_sheet_is_begun_though_a_later_one_stands(desk, card):
    sent = read_sent(blank(desk, "R2").sent)
    for scope in ("", "2"):
        desk.execute(do.OpenForm(card=card, form="R2", scope=scope))
    desk.execute(do.RemoveSheet(form=sent.form_id))
    desk.execute_together(to_begin(desk, sent), source="filled")
    assert desk.form(sent.form_id).header.scope == "1"


def test_the_paper_of_a_form_that_is_not_begun_says_so(desk, card):
    code = desk.coming_form(card, "F7")[1].code.text()
    (bundle,) = desk.sort_scans([[code]])
    assert "A form (F7) that was sent out before it was begun" in bundle.answer.sentence("en")
    desk.execute(do.OpenForm(card=card, form="F7"))
    (bundle,) = desk.sort_scans([[code]])
    assert bundle.state == "blank"
