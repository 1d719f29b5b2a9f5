"""What the editor asks of the window around it: a worker for jobs and a place for drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import FormView, HistoryLine, WorkspaceInfo

T = TypeVar("T")


class Running(Protocol):
    """A job on its way."""

    def cancel(self) -> None:
        """Ask the job to stop; one that has its answer already still gives it."""
        ...


class Jobs(Protocol):
    """Runs a job on a worker; one of `done` and `failed` is called, here, later.

    Where nobody is told of a failure, the window is.
    The `reader` only reads, beside what is written.
    """

    def run(
        self,
        job: Callable[[DeskPort], T],
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
        *,
        kind: Literal["local", "reader"] = "local",
    ) -> Running | None: ...

    def run_long(
        self,
        job: Callable[[DeskPort, Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
        *,
        kind: Literal["local", "reader"] = "local",
    ) -> Running:
        """Run a job that tells its progress and stops when it is cancelled."""
        ...


class Host(Protocol):
    """The window that holds an editor."""

    @property
    def drafts_path(self) -> Path | None:
        """The file `FILE.drafts` beside the workspace; None keeps no drafts (tests)."""
        ...

    def now(self) -> datetime:
        """Return the time, with its zone."""
        ...


EVENTS = 1000
"""So many of the latest events of a form are listed beside it."""


def read_open(form: str, desk: DeskPort) -> tuple[FormView, WorkspaceInfo]:
    """Read what an open form needs: itself, and who works where."""
    return desk.form(form), desk.info()


def look_at(form: str, desk: DeskPort) -> str:
    """Note that a form is looked at, and return when that was the last time before."""
    return desk.look(form)


def read_history(form: str, desk: DeskPort) -> tuple[HistoryLine, ...]:
    """Read the latest of what was done with a form."""
    return tuple(desk.history(form=form, limit=EVENTS))
