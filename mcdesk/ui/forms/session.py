"""A form being edited: sends what the ledger holds and keeps drafts of what is being typed.

Widgets call `enter`, `write` and `leave` with a path; one focus session is one command, one
undo step. Nothing here draws; nothing else in the editor sends commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from mcdesk.application.ports import DeskPort
from mcdesk.application.views import Changes, FormView
from mcdesk.procedure.commands import Command
from mcdesk.procedure.definition import FieldType, FormDefinition
from mcdesk.ui.forms.drafts import Draft, DraftWriter, Settled
from mcdesk.ui.forms.fold import Edit, stored
from mcdesk.ui.forms.ledger import Batch, Conflict, Ledger
from mcdesk.ui.forms.values import same

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.ui.forms.seams import Host, Jobs

DRAFT_EVERY = 1000
IDLE_AFTER = 30_000
EVERYWHERE: frozenset[str] = frozenset()
SaveState = Literal["saved", "typing", "saving", "failed"]
Answer = tuple[Changes | None, FormView]


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
        self.failure: Exception | None = None
        self.source = f"form:{view.form_id}:{id(self):x}"
        self._draft_timer = self._timer(DRAFT_EVERY, self.save_drafts)
        self._idle_timer = self._timer(IDLE_AFTER, self.flush)

    def _timer(self, interval: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

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
    def save_state(self) -> SaveState:
        if self._ledger.flying:
            return "saving"
        if self._ledger.stuck or self._writer.failure is not None:
            return "failed"
        return "typing" if self._ledger.open else "saved"

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

    # --- typing ----------------------------------------------------------------------------

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
            line = Draft(self.form_id, path, edit.base, edit.value, self._at())
            self._writer.write([line, Settled(self.form_id, path, self._at(), aside=True)])
        self._announce(EVERYWHERE)

    def keep_mine(self, path: str) -> None:
        """Settle a conflict for what was typed here."""
        self._ledger.keep_mine(path)
        self.conflicts_changed.emit()
        self.leave(path)

    def save_drafts(self) -> None:
        """Write what is being typed to the draft file."""
        at, edits = self._at(), self._ledger.open
        self._writer.write(
            Draft(self.form_id, path, edits[path].base, edits[path].value, at)
            for path in sorted(self._dirty & edits.keys())
        )
        self._dirty.clear()

    def put_back(self, drafts: Iterable[Draft]) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
        """Take up drafts that a crash left; return those put back and those without a place.

        What still fits becomes a command; what changed meanwhile opens as a conflict.
        """
        back: list[Draft] = []
        homeless: list[Draft] = []
        for draft in drafts:
            if same(self.content.value(draft.path), stored(draft.text)):
                self._settle([draft.path])
            elif self._fits(draft.path):
                self._ledger.reopen(Edit(draft.path, draft.base, draft.text))
                back.append(draft)
            else:
                homeless.append(draft)
        self._announce(EVERYWHERE)
        self._commit(self._ledger.free())
        return tuple(back), tuple(homeless)

    def put_aside(self, drafts: Iterable[Draft]) -> None:
        """Keep drafts out of the way, in the file."""
        self._writer.write(Settled(d.form, d.path, self._at(), aside=True) for d in drafts)

    def _fits(self, path: str) -> bool:
        try:
            entry = self.definition.field_of(path)
            living = entry.living or ("/" in path and entry.column(path.rsplit("/", 1)[1]).living)
        except KeyError:
            return False
        fixed = entry.type in (FieldType.COMPUTED, FieldType.DECISION)
        if fixed or (entry.type is FieldType.TABLE and path == entry.id):
            return False
        return living or not self.view.read_only

    # --- sending ---------------------------------------------------------------------------

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
        self._run(_undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self.flush()
        self._run(_redo)

    def reload(self) -> None:
        """Read the form anew, because somebody else changed it."""
        self._run(None)

    def _commit(self, edits: Sequence[Edit]) -> None:
        if not edits:
            return
        batch, unchanged = self._ledger.plan(edits)
        self._dirty.difference_update(edit.path for edit in edits)
        self._settle(unchanged)
        if batch is not None:
            self._send(batch)
        else:
            self._ledger.refold()
            self._announce(frozenset(unchanged))

    def _send(self, batch: Batch) -> None:
        self._ledger.sending(batch)
        self._announce(EVERYWHERE)
        job = _Job(self.form_id, _Execute(batch.commands, self.source))
        landing = _Landing(self, batch)
        self._jobs.run(job, landing.done, landing.failed)

    def _run(self, act: Callable[[DeskPort], Changes] | None) -> None:
        self._jobs.run(_Job(self.form_id, act), self._on_read, self.refused.emit)

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
        self.saved_at = self._host.now().strftime("%H:%M")
        self.failure = None
        self._announce(EVERYWHERE, read=True)
        self.committed.emit(changes)
        self._answer_waiting()

    def on_bounced(self, batch: Batch, error: Exception) -> None:
        """Keep what a failed batch carried, as typed text that is not stored."""
        self._ledger.bounced(batch)
        self._dirty.update(edit.path for edit in batch.edits)
        self.failure = error
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


def _undo(desk: DeskPort) -> Changes:
    return desk.undo()


def _redo(desk: DeskPort) -> Changes:
    return desk.redo()


@dataclass(frozen=True, slots=True)
class _Execute:
    """Carries out commands as one step."""

    commands: tuple[Command, ...]
    source: str

    def __call__(self, desk: DeskPort) -> Changes:
        if len(self.commands) == 1:
            return desk.execute(self.commands[0], source=self.source)
        return desk.execute_together(self.commands, source=self.source)


@dataclass(frozen=True, slots=True)
class _Job:
    """Does something and reads the form after it, in one go."""

    form: str
    act: Callable[[DeskPort], Changes] | None

    def __call__(self, desk: DeskPort) -> Answer:
        changes = self.act(desk) if self.act is not None else None
        return changes, desk.form(self.form)


@dataclass(frozen=True, slots=True)
class _Landing:
    """Tells the session how one batch ended."""

    session: FormSession
    batch: Batch

    def done(self, answer: Answer) -> None:
        self.session.on_landed(self.batch, answer)

    def failed(self, error: Exception) -> None:
        self.session.on_bounced(self.batch, error)
