"""What the list of what needs a look says: which place, who did what meanwhile, and no ids."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, write
from tests.walk import Walker

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


def set_cell(desk, row, new: str, column: str = "statement", field: str = "p20") -> None:
    form = form_of(desk)
    base = form.content.value(f"{field}/{row.id}/{column}")
    desk.execute(do.SetCell(form=form.form_id, field=field, row=row.id, column=column,
                            base=base, new=new))  # fmt: skip


@pytest.fixture
def row_out(team: Team):
    """Two desks: one took a row out, in which the other wrote two cells; with that row."""
    one, other = team.desks["r0"], team.desks["r1"]
    (row,) = form_of(one).content.table("p20")
    one.execute(do.RemoveRow(form=form_of(one).form_id, field="p20", row=row.id))
    set_cell(other, row, "Mine.")
    set_cell(other, row, "LO9", "code")
    meet(team)
    return one, other, row


@FILE
def test_entries_are_told_apart_by_their_places(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddRow(form=form_of(one).form_id, field="p20", cells={"code": "LO2"}))
    meet(team)
    first, second = form_of(one).content.table("p20")
    for desk, text in ((one, "One."), (other, "Other.")):
        write(desk, text)
        for row in (first, second):
            set_cell(desk, row, text)
    meet(team)
    told = [(line.what.en, line.what.id) for line in other.attention()]
    assert told == [
        ("Filled: Background and problem", "Diisi: Latar belakang dan masalah"),
        ("Filled: Learning outcomes, row 1, Outcome",
         "Diisi: Capaian pembelajaran (CP), baris 1, Rumusan capaian"),
        ("Filled: Learning outcomes, row 2, Outcome",
         "Diisi: Capaian pembelajaran (CP), baris 2, Rumusan capaian"),
    ]  # fmt: skip
    assert [line.places[0].label.en for line in other.attention()][2].startswith(
        "Learning outcomes, row 2, "
    )


@FILE
def test_what_wrote_many_places_names_the_first_and_how_many_more(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    for desk, text in ((one, "One."), (other, "Other.")):
        values = {"p10": text, "p16": text, "p3": text}
        desk.execute(do.FillForm(form=form_of(desk).form_id, values=values))
    meet(team)
    (line,) = other.attention()
    assert line.what.en.startswith("Filled: Background and problem and 2 more")
    assert line.what.id.startswith("Diisi: Latar belakang dan masalah dan 2 lagi")


@FILE
def test_a_row_that_was_taken_out_names_who_did_it_and_no_id(row_out):
    _one, other, row = row_out
    for line in other.attention():
        (reason,) = line.reasons
        assert reason.en.startswith("CTL-01 took this row out (23 Nov 2026, ")
        assert "CTL-01" in reason.id
        assert row.id not in f"{line.what} {line.reasons} {[each.label for each in line.places]}"
        assert (line.is_row_out, line.settles) == (True, ("mine", "theirs"))
        assert line.what.en.startswith("Filled: Learning outcomes, row “LO1, One. Two.”, ")


def test_a_row_without_words_is_named_by_its_cells_and_where_it_stood(team: Team):
    """A number, a choice: whatever tells the row from the others; of an empty one its place."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).fill_proposal()
    one.execute(do.AddRow(form="MC-1/F2", field="p28"))
    team.settle_all()
    form, rows = form_of(one).form_id, form_of(one).content.rows["p28"]
    for row in rows[1:]:
        one.execute(do.RemoveRow(form=form, field="p28", row=row.id))
        set_cell(other, row, "25", "hours", "p28")
    meet(team)
    practice, empty = other.attention()
    assert practice.what.en == "Filled: Workload, row “Practice · 20”, Hours"
    assert practice.what.id.startswith("Diisi: Beban belajar, baris “")
    assert practice.now[0].en == "The row that was taken out stood in place 2: Practice · 20"
    assert empty.what.en == "Filled: Workload, row 2 as it was, taken out, Hours"
    assert not empty.now


@FILE
def test_what_waits_is_named_as_what_needs_a_look(row_out):
    """A cell with its row; a row that goes by what stood in it."""
    one, _other, _row = row_out
    form = form_of(one).form_id
    for code in ("LO2", "LO3"):
        one.execute(do.AddRow(form=form, field="p20", cells={"code": code, "statement": "Said."}))
    first, second = form_of(one).content.table("p20")
    set_cell(one, second, "")
    one.execute(do.RemoveRow(form=form, field="p20", row=first.id))
    gone, cell = one.waits()[:2]
    assert gone.what.en.startswith("Row removed: Learning outcomes, row “LO2, Said.”, ")
    assert cell.what.en == "Filled: Learning outcomes, row 1, Outcome"
    assert cell.what.id == "Diisi: Capaian pembelajaran (CP), baris 1, Rumusan capaian"
    assert [each.label.en for each in cell.changes] == ["Learning outcomes, row 1, Outcome"]


@FILE
def test_mine_puts_a_row_back_that_was_taken_out_and_undo_takes_it_out_again(team, row_out):
    """With the words of both cells, at the place where it stood, in one step each."""
    one, other, row = row_out
    first, second = other.attention()
    other.settle(first.n, "mine")
    (back,) = form_of(other).content.table("p20")
    assert (back.id, back.text("statement")) == (row.id, "Mine.")
    assert back.text("code") == row.text("code"), "the rest is as it was when it was taken out"
    other.undo()
    assert not form_of(other).content.table("p20")
    assert [line.n for line in other.attention()] == [first.n, second.n]
    other.redo()
    (left,) = other.attention()
    assert not left.is_row_out
    other.settle(left.n, "mine")
    meet(team)
    (back,) = form_of(one).content.table("p20")
    assert (back.text("statement"), back.text("code")) == ("Mine.", "LO9")
    assert not one.attention()
    assert not other.attention()


@FILE
def test_a_script_is_told_of_a_row_that_was_taken_out_and_may_put_it_back(row_out):
    one, _other, row = row_out
    form = form_of(one).form_id
    with pytest.raises(Refused, match="was taken out"):
        one.execute(do.SetCell(form=form, field="p20", row=row.id, column="code", new="LO3"))
    one.execute(
        do.SetCell(form=form, field="p20", row=row.id, column="code", new="LO3", restore=True)
    )
    assert form_of(one).content.table("p20")[0].text("code") == "LO3"
    with pytest.raises(Refused, match="has no row"):
        one.execute(do.SetCell(form=form, field="p11", row=row.id, column="kind", new="LO3",
                               restore=True))  # fmt: skip


@FILE
def test_a_choice_is_told_by_its_label(team: Team):
    desk = team.desks["r0"]
    form = form_of(desk).form_id
    desk.execute(do.SetValue(form=form, path="p14", new="none"))
    with pytest.raises(Refused) as refusal:
        desk.execute(do.SetValue(form=form, path="p14", base="complements", new="overlaps"))
    said = refusal.value.findings[0]
    assert "“none”" not in said.sentence("en") + said.sentence("id")


@FILE
def test_a_deed_that_fell_names_what_others_did_meanwhile(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    walker = Walker(other)
    walker.fill_proposal()
    meet(team)
    one.execute(do.MoveCard(card="MC-1", to="discussion", reason="Topic is too broad"))
    walker.freeze("F2")
    meet(team)
    (line,) = other.attention()
    assert line.kind == "FormFrozen"
    last = line.reasons[-1]
    assert last.en.startswith("CTL-01 did this meanwhile (23 Nov 2026, ")
    assert last.en.endswith("Moved: 2 Initial discussion. Reason: Topic is too broad")
    assert "Dipindahkan: 2 " in last.id
    assert len(set(line.reasons)) == len(line.reasons), "each is said once"
    assert not line.places, "the number of a version that is none tells a person nothing"


@FILE
def test_who_was_changed_and_what_was_created_is_named(team):
    """Nothing else in the list says it: neither is about a micro-credential that is here."""
    one, other = team.desks["r0"], team.desks["r1"]
    for desk, words in ((one, "Theirs"), (other, "Mine")):
        desk.execute(do.ChangePerson(person="SME-03", position=words))
        desk.execute(do.ChangeProgramme(programme="LAW", name_en=words))
        desk.execute(do.CreateCard(title_en=words, programme="LAW", code="MC-7"))
    meet(team)
    told = {line.kind: (line.what.en, line.card_code) for line in other.attention()}
    assert told["PersonChanged"] == ("Person changed: SME-03", "")
    assert told["ProgrammeChanged"] == ("Programme corrected: Mine", "")
    assert told["CardCreated"] == ("Created: Mine", "MC-7")


@FILE
def test_rows_that_were_filled_in_and_taken_out_are_told_apart_by_their_words(team: Team):
    """The number of a module names no row: several have the same."""
    one, other = team.desks["r0"], team.desks["r1"]
    row = {"no": "1", "title": "First module"}, {"no": "1", "title": "Second module"}
    one.execute(do.FillForm(form="MC-1/F2", values={"p47": "Base."}, rows={"p35": list(row)}))
    meet(team)
    write(one, "Theirs.", "p47")
    mine = [{"no": "1", "title": "Mine"}, {"no": "1", "title": "Mine, too"}]
    other.execute(do.FillForm(form="MC-1/F2", values={"p47": "Mine."}, rows={"p35": mine},
                              replace=True))  # fmt: skip
    meet(team)
    (line,) = other.attention()
    named = [place.label.en.partition("row ")[2].rpartition(",")[0] for place in line.places]
    assert {"“First module”", "“Second module”", "“Mine”", "“Mine, too”"} == {
        each for each in named if each
    }


@FILE
def test_a_remark_that_needs_a_look_names_its_place(team: Team):
    desk = team.desks["r0"]
    row = form_of(desk).content.table("p20")[0].id
    places = {"p10": "Background and problem", f"p20/{row}/statement":
              "Learning outcomes, row 1, Outcome"}  # fmt: skip
    for path, label in places.items():
        desk.execute(do.WriteComment(form="MC-1/F2", path=path, text="Why?"))
        desk.set_aside(desk.waiting()[-1].id, "not yours")
        assert desk.attention()[-1].what.en == f"Comment written: {label}"
