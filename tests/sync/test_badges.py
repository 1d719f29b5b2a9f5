"""What is marked: whose changes wait, what needs a look, and where; who changed it meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.views import AskedPlace, TeamMarks
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import form_of, meet, write

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


@FILE
def test_what_waits_and_what_collided_is_marked_with_its_place(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    card, form = one.outline("MC-1").tile.id, form_of(one).form_id
    write(one, "It begins with one. It goes on here. It ends here.")
    assert one.team_marks(waiting=True) == TeamMarks(frozenset({card}))
    assert one.team_marks(waiting=False) == TeamMarks()
    row = form_of(other).content.rows["p20"][0].id
    base = form_of(other).content.rows["p20"][0].cells["code"]
    write(other, "It begins with other. It goes on here. It ends here.")
    for desk, new in ((one, "LO-A"), (other, "LO-B")):
        desk.execute(do.SetCell(form=form, field="p20", row=row, column="code", base=base, new=new))
    meet(team)
    text, cell = other.attention()
    assert (text.path, cell.path) == ("p10", f"p20/{row}/code")
    marks = other.team_marks(waiting=True)
    assert (marks.waits, marks.asks) == (frozenset(), frozenset({card}))
    assert marks.places == (
        AskedPlace(text.n, form, "p10"),
        AskedPlace(cell.n, form, f"p20/{row}/code"),
    )
    other.settle(text.n, "theirs")
    assert [place.n for place in other.team_marks(waiting=True).places] == [cell.n]


@FILE
def test_a_text_that_collided_names_who_changed_it_and_when(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    for desk, text in ((one, "One."), (other, "Other.")):
        write(desk, text)
        desk.execute(do.ChangeCard(card="MC-1", title_en=text))
    meet(team)
    written, titled = other.attention()
    assert written.reasons == titled.reasons  # what it says now is shown, and changes meanwhile
    (reason,) = titled.reasons
    assert reason.en.startswith("CTL-01 changed this meanwhile (23 Nov 2026, ")
    assert "CTL-01" in reason.id
    assert "2026-11-23" not in reason.en + reason.id


@FILE
def test_what_cannot_be_read_hides_no_other_mark(team: Team):
    """It is in the list by its kind, as a newer program made it."""
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "It begins with one. It goes on here. It ends here.")
    write(other, "It begins with other. It goes on here. It ends here.")
    meet(team)
    with other.store.rewrite() as unit:
        (kept,) = unit.asides()
        unit.set_aside(replace(kept, event_id="x", body="[]", kind="CardGilded"))
    assert len(other.attention()) == 2
    assert [place.n for place in other.team_marks(waiting=True).places] == [kept.n]
