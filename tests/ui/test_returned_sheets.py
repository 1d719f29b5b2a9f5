"""A form that each assessor has a sheet of (F9): what comes back goes into the sheet of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.application.outside import to_fill
from mcdesk.application.proposal import propose
from mcdesk.errors import Refused
from mcdesk.exchange.filled import read_filled
from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_to_fill
from mcdesk.ui.forms.outside import _compare
from mcdesk.ui.returned import TakeIn
from tests.exchange.filled import filled_in, taken_over

JUDGED = {"e1:expertise": "Contract law", "e3:A1:note": "The clause is out of date."}
BY_HAND = {f"e3:A{n}:note": "Written by hand." for n in (2, 3)}


@pytest.fixture(autouse=True)
def two_assessors(desk, card):
    desk.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    desk.execute(do.JoinTeam(card=card, person="REV-02", role="rev"))


def who(desk, name: str) -> str:
    return next(person.id for person in desk.directory().people if person.name == name)


@pytest.fixture
def sent_out(desk, card, tmp_path):
    """A function that sends F9 out before it is begun, has it filled in, and tells the file."""

    def send(texts: dict[str, str], *, blank: bool = False, name: str = "back") -> Path:
        data = print_to_fill(to_fill(*desk.coming_form(card, "F9"), blank=blank, is_coming=True))
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(filled_in(data, texts))
        return path

    return send


def begin(desk, name: str, scope: str = "") -> str:
    """Begin the sheet of an assessor in the program, and return its id."""
    known = {line.form_id for line in sheets(desk)}
    desk.execute(do.OpenForm(card="MC-1", form="F9", scope=scope))
    (form,) = {line.form_id for line in sheets(desk)} - known
    desk.execute(do.SetValue(form=form, path="e1", new=name))
    return form


def sheets(desk) -> list:
    return [line for line in desk.page("MC-1").all_forms if line.kind == "F9"]


def taken(desk, path: Path) -> str:
    """Take a file in as the window does, with all that is ticked beforehand; return the form."""
    _changes, form = TakeIn(path)(desk)
    taken_over(desk, propose(desk.form(form), read_filled(path)))
    return form


def notes_of(desk, name: str) -> dict[str, str]:
    """What stands in the sheets of an assessor of the items that were judged."""
    found = {}
    for line in sheets(desk):
        if line.assessor == name:
            values = desk.form(line.form_id).content.values
            found |= {path: text for path, text in values.items() if path.endswith(".note")}
    return found


def judged(text: str = JUDGED["e3:A1:note"]) -> dict[str, str]:
    return {"e3.A1.note": text}


@pytest.mark.parametrize("reader", ["CTL-01", "REV-01", "REV-02", "SME-03"])
def test_whoever_takes_it_in_the_sheet_is_the_sent_assessor_s(app, desk, sent_out, reader):
    path = sent_out(JUDGED)
    with app.acting_as(desk, reader):
        _changes, form = TakeIn(path)(desk)
        view = desk.form(form)
        assert view.content.values["e1"] == who(desk, "REV-01")
    taken_over(desk, propose(view, read_filled(path)))
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == (judged(), {})


@pytest.mark.parametrize("begun", ["REV-01", "REV-02"])
def test_it_goes_into_the_own_sheet_whichever_was_begun_meanwhile(desk, sent_out, begun):
    path = sent_out(JUDGED)
    other = begin(desk, begun)
    form = taken(desk, path)
    assert (form == other) is (begun == "REV-01")
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == (judged(), {})


def test_where_both_are_begun_it_finds_its_own(desk, sent_out):
    path = sent_out(JUDGED)
    begin(desk, "REV-02")
    own = begin(desk, "REV-01", "2")
    assert TakeIn(path).look(desk).begins is False
    assert taken(desk, path) == own
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == (judged(), {})


def test_two_blanks_of_one_card_are_two_sheets(desk, sent_out):
    for name in ("REV-01", "REV-02"):
        taken(desk, sent_out({**JUDGED, "e1": name, "e3:A1:note": name}, blank=True))
    assert notes_of(desk, "REV-01") == judged("REV-01")
    assert notes_of(desk, "REV-02") == judged("REV-02")
    assert [line.scope for line in sheets(desk)] == ["1", "2"]


def test_who_wrote_another_name_into_it_has_the_own_sheet(desk, sent_out):
    form = taken(desk, sent_out({**JUDGED, "e1": "REV-02"}))
    assert desk.form(form).content.values["e1"] == who(desk, "REV-02")
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == ({}, judged())


def test_a_blank_that_names_nobody_begins_nothing(desk, sent_out):
    path = sent_out(JUDGED, blank=True)
    found = TakeIn(path).look(desk)
    assert found.why.code == "whose_sheet"
    assert "does not say whose" in str(found.why)
    with pytest.raises(Refused):
        TakeIn(path)(desk)
    assert sheets(desk) == []


def test_one_that_names_nobody_is_taken_in_at_a_sheet_and_that_is_said(desk, sent_out):
    path = sent_out(JUDGED, blank=True)
    own = begin(desk, "REV-02")
    assert TakeIn(path).look(desk).why.code == "whose_sheet"
    compared, other = _compare(own, path, desk)
    assert other is None
    (note,) = compared.proposal.notes
    assert note.sentence("en") == (
        "The file does not say whose sheet it is; the one that is open is REV-02’s."
    )
    assert any(one.is_chosen for one in compared.proposal.found)


@pytest.mark.parametrize("name", ["SME-03", "Somebody Else"])
def test_who_assesses_nothing_there_has_no_sheet(desk, sent_out, name):
    path = sent_out({**JUDGED, "e1": name}, blank=True)
    found = TakeIn(path).look(desk)
    assert found.why.code == "no_assessor"
    assert f"The file is {name}’s" in str(found.why)
    begin(desk, "REV-01")
    assert TakeIn(path).look(desk).why.code == "no_assessor"


def test_in_another_assessor_s_sheet_nothing_is_ticked(desk, sent_out):
    path = sent_out(JUDGED)
    other = begin(desk, "REV-02")
    compared, there = _compare(other, path, desk)
    assert there.why is None
    assert there.form != other
    assert [one for one in compared.proposal.found if one.is_chosen] == []
    (note,) = compared.proposal.notes
    assert note.sentence("en").startswith(
        "The file is REV-01’s, and this sheet is REV-02’s. Nothing is chosen"
    )


def test_in_the_own_sheet_all_is_ticked(desk, sent_out):
    path = sent_out(JUDGED)
    begin(desk, "REV-02")
    own = begin(desk, "REV-01", "2")
    compared, other = _compare(own, path, desk)
    assert other is None
    assert compared.proposal.notes == ()
    assert all(one.is_chosen for one in compared.proposal.found)


def test_a_sheet_that_was_given_to_another_takes_nothing_of_the_first(desk, tmp_path, sent_out):
    """It was sent out once it was begun."""
    form = begin(desk, "REV-01")
    data = print_to_fill(to_fill(desk.form(form), desk.sheet(form, "draft")))
    path = tmp_path / "later.pdf"
    path.write_bytes(filled_in(data, JUDGED))
    assert taken(desk, path) == form
    desk.undo()
    desk.execute(do.SetValue(form=form, path="e1", new="REV-02"))
    taken(desk, path)
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == (judged(), {})


def test_what_is_looked_at_before_is_what_begins(desk, sent_out):
    path = sent_out(JUDGED)
    begin(desk, "REV-02")
    found = TakeIn(path).look(desk)
    assert (found.begins, found.whose) == (True, "REV-01")
    assert TakeIn(path)(desk)[1] == found.form
    assert [line.scope for line in sheets(desk)] == ["1", "2"]


def test_a_file_of_a_round_that_is_over_begins_no_sheet(desk, sent_out):
    path = sent_out(JUDGED)
    filled = read_filled(path)
    gone = replace(filled.sent, form_id="5e1f0a52-0000-5000-8000-000000000000")
    with pytest.raises(Refused) as caught:
        desk.destination(replace(filled, sent=gone))
    assert caught.value.code == "other_round"


def test_who_was_put_away_as_another_s_second_entry_is_that_one(desk, sent_out):
    path = sent_out(JUDGED)
    desk.execute(do.AddPerson(name="LECTURER-07", roles=["rev"]))
    desk.execute(do.MatchEntry(kind="person", entry="REV-01", same_as="LECTURER-07"))
    form = taken(desk, path)
    assert [line.assessor for line in sheets(desk)] == ["LECTURER-07"]
    assert TakeIn(path)(desk)[1] == form
    assert notes_of(desk, "LECTURER-07") == {}, "the name is another one, so a person ticks it"


def test_a_blank_of_a_sheet_that_is_begun_names_nobody_and_is_of_that_sheet(desk, tmp_path):
    form = begin(desk, "REV-02")
    sheet = to_fill(desk.form(form), desk.sheet(form, "draft"), blank=True)
    path = tmp_path / "blank.pdf"
    path.write_bytes(filled_in(print_to_fill(sheet), JUDGED))
    assert taken(desk, path) == form
    assert notes_of(desk, "REV-02") == judged()
    assert propose(desk.form(form), read_filled(path)).notes == ()


def test_a_sheet_that_is_nobody_s_becomes_that_of_whom_the_file_names(desk, tmp_path):
    form = begin(desk, "REV-02")
    desk.execute(do.SetValue(form=form, path="e1", new=None))
    sheet = to_fill(desk.form(form), desk.sheet(form, "draft"))
    path = tmp_path / "nobody.pdf"
    path.write_bytes(filled_in(print_to_fill(sheet), {**JUDGED, "e1": "REV-01"}))
    assert taken(desk, path) == form
    assert (notes_of(desk, "REV-01"), notes_of(desk, "REV-02")) == (judged(), {})


def test_a_sheet_that_names_nobody_any_more_takes_nothing_unasked(desk, sent_out):
    path = sent_out(JUDGED)
    form = begin(desk, "REV-01")
    desk.execute(do.SetValue(form=form, path="e1", new=None))
    proposal = propose(desk.form(form), read_filled(path))
    assert [one for one in proposal.found if one.is_chosen] == []
    assert "names nobody" in proposal.notes[0].sentence("en")


def test_whose_sheet_it_is_is_not_taken_away_unasked(desk, sent_out):
    path = sent_out({**JUDGED, "e1": ""})
    proposal = propose(desk.form(begin(desk, "REV-01")), read_filled(path))
    chosen = {one.path: one.is_chosen for one in proposal.found}
    assert chosen == {"e1": False, "e1.expertise": True, "e3.A1.note": True}


def test_a_lecturer_may_begin_a_sheet_that_begins_as_theirs(app, desk, sent_out):
    """Whose sheet it is they may not write."""
    path = sent_out(JUDGED)
    begin(desk, "REV-02")
    with app.acting_as(desk, "SME-03"):
        TakeIn(path)(desk)
    assert [line.kind for line in desk.history("MC-1", limit=1)] == ["FormOpened"]
    assert [line.assessor for line in sheets(desk)] == ["REV-02", "REV-01"]


def test_a_file_that_was_chosen_at_another_form_is_not_taken(desk, sent_out):
    path, card = sent_out(JUDGED), desk.outline("MC-1").tile.id
    for of in ((card, "F2"), ("another", "F9")):
        with pytest.raises(Refused) as caught:
            TakeIn(path, of).look(desk)
        assert caught.value.code == "other_form"
        assert "another form (F9)" in str(caught.value)
    assert TakeIn(path, (card, "F9")).look(desk).begins
