"""What the session has done on the worker: commands carried out, then the form read anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shiboken6 import isValid

from mcdesk.application.views import Changes, FormView

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import DeskPort
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.ledger import Batch

Answer = tuple[Changes | None, FormView]


class Sender(Protocol):
    """Who hears how a batch ended."""

    def on_landed(self, batch: Batch, answer: Answer) -> None: ...

    def on_bounced(self, batch: Batch, error: Exception) -> None: ...

    def on_collided(self, batch: Batch, error: Exception, view: FormView) -> None: ...

    def on_not_collided(self, error: Exception) -> None: ...


@dataclass(frozen=True, slots=True)
class Undo:
    """Undoes the last step in a form, or of the whole workspace ("")."""

    form: str

    def __call__(self, desk: DeskPort) -> Changes:
        return desk.undo(self.form)


@dataclass(frozen=True, slots=True)
class Redo:
    """Does again what was undone in a form, or anywhere ("")."""

    form: str

    def __call__(self, desk: DeskPort) -> Changes:
        return desk.redo(self.form)


@dataclass(frozen=True, slots=True)
class Execute:
    """Carries out commands as one step."""

    commands: tuple[Command, ...]
    source: str

    def __call__(self, desk: DeskPort) -> Changes:
        if len(self.commands) == 1:
            return desk.execute(self.commands[0], source=self.source)
        return desk.execute_together(self.commands, source=self.source)


@dataclass(frozen=True, slots=True)
class Job:
    """Does something and reads the form after it, in one go."""

    form: str
    act: Callable[[DeskPort], Changes] | None

    def __call__(self, desk: DeskPort) -> Answer:
        changes = self.act(desk) if self.act is not None else None
        return changes, desk.form(self.form)


@dataclass(frozen=True, slots=True)
class Landing:
    """Tells the session how one batch ended."""

    session: Sender
    batch: Batch

    def done(self, answer: Answer) -> None:
        if isValid(self.session):
            self.session.on_landed(self.batch, answer)

    def failed(self, error: Exception) -> None:
        if isValid(self.session):
            self.session.on_bounced(self.batch, error)


@dataclass(frozen=True, slots=True)
class Collided:
    """Tells the session what stands in the form after a batch met somebody else's change."""

    session: Sender
    batch: Batch
    error: Exception

    def done(self, answer: Answer) -> None:
        if isValid(self.session):
            self.session.on_collided(self.batch, self.error, answer[1])

    def failed(self, _error: Exception) -> None:
        if isValid(self.session):
            self.session.on_not_collided(self.error)
