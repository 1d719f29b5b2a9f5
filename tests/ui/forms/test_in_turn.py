"""Each further click on a cell leads to the next place behind it."""

from __future__ import annotations

from mcdesk.ui.forms.in_turn import InTurn

PATHS = ("d5/1", "d5/2")


def test_a_cell_leads_to_its_places_in_turn():
    turn = InTurn()
    assert [turn.next((0, 1), PATHS) for _n in range(3)] == ["d5/1", "d5/2", "d5/1"]


def test_another_cell_begins_anew_though_the_same_places_stand_behind_it():
    turn = InTurn()
    assert turn.next((0, 1), PATHS) == "d5/1"
    assert turn.next((0, 2), PATHS) == "d5/1"
    assert turn.next((0, 2), PATHS) == "d5/2"
    assert turn.next((0, 1), ()) == ""


def test_what_stands_behind_a_cell_now_is_gone_round_anew():
    turn = InTurn()
    turn.next((0, 1), PATHS)
    assert turn.next((0, 1), (*PATHS, "d5/3")) == "d5/1"
