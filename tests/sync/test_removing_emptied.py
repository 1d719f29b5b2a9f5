"""What was emptied, deleted or put back between is removed for ever as all else is."""

from __future__ import annotations

import shutil

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, records
from tests.sync.meeting import form_of, meet, text_of, write
from tests.sync.secret import SECRET, leaked, lines_of, whole

CELL = "statement"


def set_cell(desk, row: str, new: str | None) -> None:
    view = form_of(desk)
    found = next(each for each in view.content.rows["p20"] if each.id == row)
    desk.execute(do.SetCell(form=view.form_id, field="p20", row=row, column=CELL, new=new,
                            base=found.cells.get(CELL)))  # fmt: skip


def add_row(desk, text: str) -> str:
    desk.execute(do.AddRow(form=form_of(desk).form_id, field="p20", cells={CELL: text}))
    return form_of(desk).content.rows["p20"][-1].id


def gone_everywhere(team: Team) -> None:
    """See that the hub took a removal, and that the secret stands nowhere."""
    meet(team)
    team.sync("r2")
    for desk in team.desks.values():
        assert not desk.attention()
        assert not desk.waiting()
        assert not leaked(desk)
        assert whole(desk) == ()
    assert not leaked(team.hub)


def remove(desk, path: str) -> None:
    desk.execute(do.RemoveContent(form=form_of(desk).form_id, path=path, reason="Asked"))


@pytest.mark.parametrize("ends", ["filled", "emptied"])
def test_a_text_that_was_emptied(team: Team, ends):
    """Once refilled, and where only the history holds it."""
    one = team.desks["r0"]
    write(one, f"First {SECRET}.")
    write(one, None)
    meet(team)
    if ends == "filled":
        write(one, SECRET)
        meet(team)
    remove(one, "p10")
    gone_everywhere(team)
    is_filled = ends == "filled"
    assert text_of(team.desks["r1"]).startswith("[Removed on") == is_filled
    write(one, "Written anew.")
    meet(team)
    assert text_of(team.desks["r1"]) == "Written anew."


@pytest.mark.parametrize("ends", ["filled", "emptied"])
def test_a_cell_that_was_emptied(team: Team, ends):
    """Once refilled, and where only the history holds it; then nothing is left to remove."""
    one = team.desks["r0"]
    row = add_row(one, f"First {SECRET}.")
    set_cell(one, row, None)
    if ends == "filled":
        set_cell(one, row, SECRET)
    meet(team)
    remove(one, f"p20/{row}/{CELL}")
    gone_everywhere(team)
    if ends == "emptied":
        with pytest.raises(Refused, match="now or in its history"):
            remove(one, f"p20/{row}/{CELL}")
    set_cell(one, row, "Written anew.")
    meet(team)
    assert form_of(team.desks["r1"]).content.rows["p20"][-1].cells[CELL] == "Written anew."


def test_where_nothing_ever_stood_nothing_is_removed(team: Team):
    one = team.desks["r0"]
    row = add_row(one, "First.")
    meet(team)
    for path in ("p18", f"p20/{row}/code"):
        with pytest.raises(Refused, match="now or in its history"):
            remove(one, path)


def test_who_writes_into_an_emptied_cell_meanwhile_lets_the_removal_be_asked_about(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    row = add_row(one, f"First {SECRET}.")
    set_cell(one, row, None)
    meet(team)
    set_cell(other, row, "Quite other words.")
    team.sync("r1")
    remove(one, f"p20/{row}/{CELL}")
    meet(team)
    (line,) = one.attention()
    assert line.kind == "ContentRemoved"
    assert form_of(one).content.rows["p20"][-1].cells[CELL] == "Quite other words."


@pytest.mark.parametrize("ends", ["back", "out"])
def test_a_cell_of_a_row_that_was_taken_out(team: Team, ends):
    one = team.desks["r0"]
    row = add_row(one, f"First {SECRET}.")
    set_cell(one, row, SECRET)
    one.execute(do.RemoveRow(form=form_of(one).form_id, field="p20", row=row))
    meet(team)
    if ends == "back":
        one.undo()
        meet(team)
    remove(one, f"p20/{row}/{CELL}")
    gone_everywhere(team)


def test_a_text_whose_first_words_were_undone(team: Team):
    one = team.desks["r0"]
    write(one, SECRET, "p16")
    one.undo()
    write(one, f"Then {SECRET}.", "p16")
    meet(team)
    remove(one, "p16")
    gone_everywhere(team)


def test_the_choices_that_stood_in_a_place_are_gone_from_the_command_too(team: Team):
    one = team.desks["r0"]
    chosen = ["professionals", "public"]
    one.execute(do.SetValue(form=form_of(one).form_id, path="p15", new=chosen))
    meet(team)
    remove(one, "p15")
    gone_everywhere(team)
    for source in (team.hub, one, team.desks["r1"]):
        assert not any('["professionals","public"]' in line.body for line in lines_of(source))


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("stood", ["", "As it was before."])
def test_what_only_wrote_what_was_removed_writes_nothing_at_a_hub_that_was_put_back(team, stood):
    """The hub has the text of before still, so it takes no new version of the words over it."""
    one = team.desks["r0"]
    if stood:
        write(one, stood, "p16")
        meet(team)
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    write(one, SECRET, "p16")
    meet(team)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p16", reason="Why"))
    meet(team)
    shutil.copy(kept, team.hub.path)
    write(one, "More.", "p10")
    assert team.sync("r0").restored
    meet(team)
    assert records(team.hub) == records(one) == records(team.desks["r1"])
    assert text_of(one, "p16").startswith("[Removed on ")
    assert not leaked(team.hub)
    assert not one.attention()
    assert whole(one) == ()
