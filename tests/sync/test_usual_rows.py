"""Usual rows that one filled in, while somebody else wrote in the same table."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team

LIST = {"form": "MC-9/F5", "field": "c1"}


@pytest.fixture(params=["never", "taken out"])
def two(team: Team, request):
    """Two people before a list of components that never had its usual ones, or lost them."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.TakeOverCard(title_en="Tourism", programme="LAW", stage="design",
                                since="2026-10-01", code="MC-9", designer="ID-02",
                                forms=[{"form": "F5", "state": "missing"}]))  # fmt: skip
    if request.param == "taken out":
        one.execute(do.FillUsualRows(**LIST))
        one.execute_together(do.RemoveRow(**LIST, row=row.id) for row in rows(one))
    team.settle_all()
    assert not rows(other)
    return one, other


def rows(desk) -> tuple:
    forms = desk.outline("MC-9").forms
    form = next(line.form_id for line in forms if line.kind == "F5")
    return desk.form(form).content.table("c1")


def notes(desk) -> dict[str, str]:
    return {row.id: row.text("note") for row in rows(desk) if row.text("note")}


def test_a_row_that_another_added_meanwhile_stands_beside_them(team, two):
    one, other = two
    one.execute(do.FillUsualRows(**LIST))
    filled = rows(one)
    one.execute(do.SetCell(**LIST, row=filled[0].id, column="note", new="Mine"))
    other.execute(do.AddRow(**LIST, cells={"component": "Theirs"}, id="theirs"))
    team.sync("r1")
    team.settle_all()
    for desk in two:
        assert {row.id for row in rows(desk)} == {*(row.id for row in filled), "theirs"}
        assert [row.id for row in rows(desk) if row.id != "theirs"] == [row.id for row in filled]
        assert notes(desk) == {filled[0].id: "Mine"}
        assert not desk.attention()


def test_two_who_filled_them_in_have_them_once_and_nobody_is_asked(team, two):
    one, _other = two
    for desk in two:
        desk.execute(do.FillUsualRows(**LIST))
    filled = rows(one)
    one.execute(do.SetCell(**LIST, row=filled[0].id, column="note", new="Mine"))
    team.sync("r1")
    team.settle_all()
    for desk in two:
        assert [row.id for row in rows(desk)] == [row.id for row in filled]
        assert notes(desk) == {filled[0].id: "Mine"}
        assert not desk.attention()


@pytest.mark.parametrize("two", ["never"], indirect=True)
def test_what_another_filled_in_and_took_out_stays_out_and_what_was_written_in_it_is_told(
    team, two
):
    one, other = two
    for desk in two:
        desk.execute(do.FillUsualRows(**LIST))
    first, second, *_more = rows(one)
    one.execute(do.SetCell(**LIST, row=second.id, column="note", new="Mine"))
    other.execute_together(do.RemoveRow(**LIST, row=row.id) for row in (first, second))
    team.sync("r1")
    team.settle_all()
    assert {first.id, second.id}.isdisjoint(row.id for row in rows(one))
    assert rows(one) == rows(other)
    (aside,) = one.attention()
    assert aside.kind == "CellSet"
