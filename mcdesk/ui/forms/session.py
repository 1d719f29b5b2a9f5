"""A form being edited: sends what the ledger holds and keeps drafts of what is being typed.

Widgets call `enter`, `write` and `leave` with a path; one focus session is one command, one
undo step. Nothing here draws; nothing else in the editor sends commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mcdesk.ui.forms import sending
from mcdesk.ui.forms.drafts import Draft, DraftWriter, Settled
from mcdesk.ui.forms.fold import Edit, stored
from mcdesk.ui.forms.ledger import Batch, Conflict, Ledger
from mcdesk.ui.forms.sending import Answer, Execute, Job, Landing
from mcdesk.ui.forms.values import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.seams import Host, Jobs

DRAFT_EVERY = 1000
IDLE_AFTER = 30_000
EVERYWHERE: frozenset[str] = frozenset()


class FormSession(QObject):
    """The state of one open form.

    Signals:
        content_changed: the paths whose shown value may have changed (EVERYWHERE: any of them).
        view_changed: the stored form was read anew.
        state_changed: what became of the last writing.
        conflicts_changed: somebody else changed a place typed in, or that was settled.
        refused: an error that a command met; the typed text is still there.
        committed: the `Changes` of a command.
    """

    content_changed = Signal(object)
    view_changed = Signal()
    state_changed = Signal()
    conflicts_changed = Signal()
    refused = Signal(object)
    committed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        view: FormView,
        host: Host,
        writer: DraftWriter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._host, self._writer = jobs, host, writer
        self._ledger = Ledger(view)
        self._dirty: set[str] = set()
        self._waiting: list[Callable[[bool], None]] = []
        self.saved_at = ""
        self.source = f"form:{view.form_id}:{id(self):x}"
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._draft_timer.timeout.connect(self.save_drafts)
        self._idle_timer = QTimer(self, singleShot=True, interval=IDLE_AFTER)
        self._idle_timer.timeout.connect(self.flush)

    @property
    def view(self) -> FormView:
        return self._ledger.view

    @property
    def definition(self) -> FormDefinition:
        return self._ledger.view.definition

    @property
    def content(self) -> Content:
        """What the screen shows: stored, sent and typed."""
        return self._ledger.content

    @property
    def conflicts(self) -> dict[str, Conflict]:
        return self._ledger.conflicts

    @property
    def form_id(self) -> str:
        return self._ledger.view.form_id

    @property
    def save_state(self) -> str:
        """What became of the typing: saved, typing, saving or failed."""
        if not self._ledger.flying and (self._ledger.stuck or self._writer.failure is not None):
            return "failed"
        return "saving" if self._ledger.flying else "typing" if self._ledger.open else "saved"

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The places whose text was refused and is only a draft."""
        return tuple(self._ledger.stuck)

    def is_open(self, path: str) -> bool:
        """Tell whether something is being typed at `path`."""
        return path in self._ledger.open

    def base_of(self, path: str) -> Json:
        """Return what stood at `path` when the typing began."""
        edit = self._ledger.open.get(path)
        return edit.base if edit else self.content.value(path)

    def enter(self, path: str) -> None:
        """Note what stands at `path` as the base of what is typed from now on."""
        self._ledger.enter(path)

    def write(self, path: str, value: Json) -> None:
        """Take what stands in the widget now; it is drafted soon and shown everywhere at once."""
        begins = self._ledger.write(path, value)
        self._dirty.add(path)
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._idle_timer.start()
        if begins:
            self.state_changed.emit()
        self.content_changed.emit(frozenset((path,)))

    def leave(self, path: str) -> None:
        """End the focus session at `path`: what was typed becomes one command."""
        self._commit(self._ledger.leave(path))

    def set(self, path: str, value: Json) -> None:
        """Set a value at once, as a tick or a choice does."""
        if self.is_open(path) or not same(stored(value), self.content.value(path)):
            self.enter(path)
            self.write(path, value)
            self.leave(path)

    def take_theirs(self, path: str) -> None:
        """Give up what was typed at `path`; it is kept aside in the draft file."""
        edit = self._ledger.drop(path)
        self._dirty.discard(path)
        if edit is not None:
            self._draft([edit])
            self._writer.write([Settled(self.form_id, path, self._at(), aside=True)])
        self._announce(EVERYWHERE)

    def keep_mine(self, path: str) -> None:
        """Settle a conflict for what was typed here."""
        self._ledger.keep_mine(path)
        self.conflicts_changed.emit()
        self.leave(path)

    def save_drafts(self) -> None:
        """Write what is being typed to the draft file."""
        edits = self._ledger.open
        self._draft(edits[path] for path in sorted(self._dirty & edits.keys()))
        self._dirty.clear()

    def _draft(self, edits: Iterable[Edit]) -> None:
        at = self._at()
        self._writer.write(Draft(self.form_id, e.path, e.base, e.value, at) for e in edits)

    def put_back(self, drafts: Iterable[Draft]) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
        """Take up drafts that a crash left; return those put back and those without a place.

        What still fits becomes a command; what changed meanwhile opens as a conflict.
        """
        back, homeless, done = self._ledger.take_up(drafts)
        self._settle(done)
        self._announce(EVERYWHERE)
        self._commit(self._ledger.free())
        return back, homeless

    def put_aside(self, drafts: Iterable[Draft]) -> None:
        """Keep drafts out of the way, in the file."""
        self._writer.write(Settled(each.form, each.path, self._at(), aside=True) for each in drafts)

    def send(self, commands: Sequence[Command]) -> None:
        """Send commands as one undo step, after what is being typed."""
        self._commit(self._ledger.free())
        if commands:
            self._send(Batch(tuple(commands)))

    def flush(self, then: Callable[[bool], None] | None = None) -> None:
        """Turn everything typed into commands; `then` hears whether all of it is stored."""
        self.save_drafts()
        if then is not None:
            self._waiting.append(then)
        self._commit(self._ledger.free())
        self._answer_waiting()

    def retry(self) -> None:
        """Try again what was refused or met trouble."""
        self._ledger.stuck.clear()
        self.flush()

    def undo(self) -> None:
        """Undo the last step of the workspace."""
        self.flush()
        self._run(sending.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self.flush()
        self._run(sending.redo)

    def reload(self) -> None:
        """Read the form anew, because somebody else changed it."""
        self._run(None)

    def _commit(self, edits: Sequence[Edit]) -> None:
        if not edits:
            return
        self._draft(edit for edit in edits if edit.path in self._dirty)
        self._dirty.difference_update(edit.path for edit in edits)
        batch, unchanged = self._ledger.plan(edits)
        self._settle(unchanged)
        if batch is not None:
            return self._send(batch)
        self._ledger.refold()
        self._announce(frozenset(unchanged))

    def _send(self, batch: Batch) -> None:
        self._ledger.sending(batch)
        self._announce(EVERYWHERE)
        job = Job(self.form_id, Execute(batch.commands, self.source))
        landing = Landing(self, batch)
        self._jobs.run(job, landing.done, landing.failed)

    def _run(self, act: Callable[[DeskPort], Changes] | None) -> None:
        self._jobs.run(Job(self.form_id, act), self._on_read, self.refused.emit)

    def _on_read(self, answer: Answer) -> None:
        changes, view = answer
        self._ledger.take(view)
        self._announce(EVERYWHERE, read=True)
        if changes is not None:
            self.committed.emit(changes)

    def on_landed(self, batch: Batch, answer: Answer) -> None:
        """Take what the workspace holds after a batch."""
        changes, view = answer
        self._settle(self._ledger.landed(batch, view))
        self.saved_at = self._host.now().astimezone().strftime("%H:%M")
        self._announce(EVERYWHERE, read=True)
        self.committed.emit(changes)
        self._answer_waiting()

    def on_bounced(self, batch: Batch, error: Exception) -> None:
        """Keep what a failed batch carried, as typed text that is not stored."""
        self._ledger.bounced(batch)
        self._dirty.update(edit.path for edit in batch.edits)
        self.save_drafts()
        self._announce(EVERYWHERE)
        self.refused.emit(error)
        self._answer_waiting()

    def _answer_waiting(self) -> None:
        if not self._ledger.flying:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(not self._ledger.open)

    def _announce(self, paths: frozenset[str], *, read: bool = False) -> None:
        if read:
            self.view_changed.emit()
        self.content_changed.emit(paths)
        self.conflicts_changed.emit()
        self.state_changed.emit()

    def _settle(self, paths: Iterable[str]) -> None:
        self._writer.write([Settled(self.form_id, path, self._at()) for path in paths])

    def _at(self) -> str:
        return self._host.now().isoformat(timespec="seconds")
