"""Who wrote where a form changed: what it began with is nobody's change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.redline import Act, Difference
from mcdesk.application.views import Change, HistoryLine
from mcdesk.application.wrote import Wrote, writers, wrote
from mcdesk.procedure.stage import Label

WORDS = Label("", "")


def line(day: int, who: str, *paths: str, begins: bool = False) -> HistoryLine:
    changes = tuple(Change(WORDS, "", "", path) for path in paths)
    return HistoryLine(f"e{day}", f"2026-11-{day:02}", who, "", WORDS, "", "", changes=changes,
                       begins=begins)  # fmt: skip


def changed(path: str, act: Act = "value") -> Difference:
    return Difference(path, path.split("/", 1)[0], WORDS, (), act)


HISTORY = (line(9, "B", "d3"), line(8, "C", "d7/r1/code"), line(7, "B", "d3"),
           line(5, "A", "d3", "d4", "d7/r1/code", begins=True))  # fmt: skip


@pytest.mark.parametrize(("path", "act", "names"), [
    ("d3", "value", ("B",)),  # what the round carried in is not its opener's
    ("d4", "value", ()),  # who opened the form typed nothing
    ("d7/r1/code", "cell", ("C",)),
    ("d7/r1/title", "new", ("C",)),
    ("d9", "value", ()),
])  # fmt: skip
def test_who_wrote_is_who_wrote_since_the_form_began(
    path: str, act: Act, names: tuple[str, ...]
) -> None:
    assert writers([changed(path, act)], HISTORY) == (names,)


def test_when_somebody_wrote_there_last_is_told() -> None:
    assert wrote([changed("d3")], HISTORY) == ((Wrote("B", "2026-11-09"),),)
    before = (*HISTORY, line(2, "D", "d3"))
    assert wrote([changed("d3")], before)[0][-1] == Wrote("D", "2026-11-02")
    assert wrote([changed("d3")], ()) == ((),)


def undo(day: int, who: str, of: str) -> HistoryLine:
    return replace(line(day, who, "d3"), kind="EventUndone", of=of)


WRITTEN, BESIDE = replace(line(7, "B", "d3"), group="g"), replace(line(8, "C", "d3"), group="g")


@pytest.mark.parametrize(("history", "names"), [
    ((undo(9, "B", "e7"), WRITTEN), ()),
    ((undo(9, "C", "e7"), WRITTEN), ()),
    ((undo(9, "B", "g"), BESIDE, WRITTEN), ("C",)),  # one's own part of a step
    ((undo(9, "A", "g"), BESIDE, WRITTEN), ()),
    ((undo(10, "B", "e9"), undo(9, "B", "e7"), WRITTEN), ("B",)),  # done again
    ((undo(11, "B", "e10"), undo(10, "B", "e9"), undo(9, "B", "e7"), WRITTEN), ()),
    ((undo(9, "C", "e2"), WRITTEN), ("C", "B")),  # what it undoes was done before since
    ((line(12, "C", "d3"), undo(9, "B", "e7"), WRITTEN), ("C",)),
])  # fmt: skip
def test_what_was_undone_since_is_nobodys(
    history: tuple[HistoryLine, ...], names: tuple[str, ...]
) -> None:
    assert writers([changed("d3")], history) == (names,)
