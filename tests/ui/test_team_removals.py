"""A removal for ever that the hub refuses is told wherever one is by then."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from mcdesk.application.views import AttentionLine, Changes
from mcdesk.procedure.stage import Label
from mcdesk.ui.team.removals import RefusedRemovals
from mcdesk.ui.team.standing import Standing
from tests.ui.team_state import STATE


def line(n: int, kind: str = "ContentRemoved") -> AttentionLine:
    what = Label(f"Removed for ever: {n}", f"Dihapus selamanya: {n}")
    return AttentionLine(n=n, kind=kind, what=what, who="CTL", at="2026-11-23T09:00:00Z",
                         card_id="", card_code="", form_id="", form="", reasons=(), places=(),
                         settles=("away",))  # fmt: skip


class Tasks(QObject):
    """Reads at once what needs a look."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.kept: tuple[AttentionLine, ...] = ()

    def run(self, job, done, _failed, *, kind="local"):
        assert kind == "reader"
        done(job(SimpleNamespace(attention=lambda: self.kept)))


class Window(QObject):
    """What the watch needs of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks, self.said = Tasks(), []
        toast = SimpleNamespace(say=lambda words, *, look: self.said.append((words, look)))
        self.rooms = SimpleNamespace(toast=toast)


@pytest.fixture
def window():
    return Window()


def test_a_removal_that_is_refused_is_told_once_with_the_way_to_why(window):
    looked = []
    watch = RefusedRemovals(window, looked.append)
    asks = Standing(replace(STATE, attention=1))
    window.tasks.kept = (line(1),)
    watch.follow(asks)
    assert not window.said, "nothing was removed here since"
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"})))
    watch.follow(replace(asks, is_working=True))
    watch.follow(asks)
    assert not window.said, "it was told before"
    window.tasks.kept = (line(1), line(2), line(3, "ValueSet"))
    watch.follow(asks)
    watch.follow(asks)
    ((words, look),) = window.said
    assert words == "Not removed, all is as it was: Removed for ever: 2"
    look()
    assert looked == [2]


def test_of_several_that_are_refused_at_once_each_is_named(window):
    looked = []
    watch = RefusedRemovals(window, looked.append)
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"})))
    window.tasks.kept = (line(4), line(5))
    watch.follow(Standing(replace(STATE, attention=2)))
    ((words, look),) = window.said
    assert words == (
        "2 removals were refused, all is as it was: Removed for ever: 4; Removed for ever: 5"
    )
    look()
    assert looked == [4]


def test_many_that_are_refused_are_counted(window):
    watch = RefusedRemovals(window, lambda _n: None)
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"})))
    window.tasks.kept = tuple(line(n) for n in range(1, 6))
    watch.follow(Standing(replace(STATE, attention=5)))
    ((words, _look),) = window.said
    assert words.startswith("5 removals were refused")
    assert words.endswith("Removed for ever: 3; and 2 more")


def test_one_that_is_refused_after_another_is_told_too(window):
    """It waited still when the first one was refused."""
    watch = RefusedRemovals(window, lambda _n: None)
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"})))
    window.tasks.kept = (line(1),)
    watch.follow(Standing(replace(STATE, attention=1, waiting=1)))
    window.tasks.kept = (line(1), line(2))
    watch.follow(Standing(replace(STATE, attention=2)))
    assert [words[-1] for words, _look in window.said] == ["1", "2"]


def test_what_the_hub_took_and_what_came_from_others_is_not_waited_for(window):
    watch = RefusedRemovals(window, lambda _n: None)
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"}), source="hub"))
    window.tasks.kept = (line(1),)
    watch.follow(Standing(replace(STATE, attention=1)))
    window.tasks.kept = ()
    window.tasks.changed.emit(Changes(tables=frozenset({"redaction"})))
    watch.follow(Standing(replace(STATE, waiting=1)))
    watch.follow(Standing(STATE))
    window.tasks.kept = (line(2),)
    watch.follow(Standing(replace(STATE, attention=1)))
    assert not window.said
