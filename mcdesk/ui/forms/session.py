"""A form being edited: sends what the ledger holds and keeps drafts of what is being typed.

Widgets call `enter`, `write` and `leave` with a path; one focus session is one command, one
undo step. Nothing here draws; nothing else in the editor sends commands.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from mcdesk.application.merge import COLLISION
from mcdesk.errors import Refused
from mcdesk.procedure.calendar import moment_of
from mcdesk.procedure.canonical import same
from mcdesk.ui.forms import sending
from mcdesk.ui.forms.barred import bar, barred_on, barred_words
from mcdesk.ui.forms.fold import Edit, stored
from mcdesk.ui.forms.formstate import EVERYWHERE, FormState
from mcdesk.ui.forms.keeping import Keeper
from mcdesk.ui.forms.kept import entries_of
from mcdesk.ui.forms.ledger import Batch
from mcdesk.ui.forms.places import differences
from mcdesk.ui.forms.sending import Answer, Collided, Execute, Job, Landing
from mcdesk.ui.steps import redone_words, undone_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mcdesk.application.drafts import Draft, DraftWriter, Kept
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.ledger import Asker
    from mcdesk.ui.forms.seams import Host, Jobs

DRAFT_EVERY = 1000
IDLE_AFTER = 30_000


class FormSession(FormState):
    """Writes into one open form."""

    def __init__(
        self,
        jobs: Jobs,
        view: FormView,
        host: Host,
        writer: DraftWriter,
        parent: QObject | None = None,
        who: str = "",
    ) -> None:
        keeper = Keeper(view.form_id, host, writer, who=who, entries=entries_of(view, who))
        super().__init__(view, keeper, parent)
        keeper.setParent(self)
        keeper.aside_changed.connect(self._on_aside_changed)
        self._jobs, self._host = jobs, host
        self._waiting: list[tuple[Callable[[], None], Callable[[], None]]] = []
        self._stepping = 0
        self._collided: set[str] = set()
        self._unkept: tuple[Kept, ...] = ()
        self.source = f"form:{view.form_id}:{id(self):x}"
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._draft_timer.timeout.connect(self.save_drafts)
        self._idle_timer = QTimer(self, singleShot=True, interval=IDLE_AFTER)
        self._idle_timer.timeout.connect(self.flush)

    def enter(self, path: str) -> None:
        """Note what stands at `path` as the base of what is typed from now on."""
        self._ledger.enter(path)

    def write(self, path: str, value: Json) -> None:
        """Take what stands in the widget now; it is drafted soon and shown everywhere at once."""
        if self.is_shut(path):
            self.write_barred(path, value)
            return
        begins = self._ledger.write(path, value)
        self.keeper.note(path)
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._idle_timer.start()
        if begins:
            self.state_changed.emit()
        self.content_changed.emit(frozenset((path,)))

    def is_shut(self, path: str) -> bool:
        """Tell whether a place is closed, as by a freeze, to whoever may fill the form."""
        return self.view.no_write is None and not self._ledger.fits(path)

    def write_barred(self, path: str, value: Json) -> None:
        """Keep what is typed on at a place that was closed meanwhile, with what is kept of it."""
        edit = Edit(path, self.content.value(path), value)
        was = self.barred.get(path)
        self.barred[path] = barred_on(self.keeper, self.view, was, edit, self.me)
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self.content_changed.emit(frozenset((path,)))

    def remark(self, path: str, words: str) -> None:
        """Keep a comment as far as it is written, soon in the file of drafts too."""
        self.keeper.remark(path, words)
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def leave(self, path: str) -> None:
        """End the focus session at `path`: what was typed becomes one command.

        While a step is being undone it waits: only then is it known what it stands over.
        """
        if self._stepping:
            self._ledger.unfocus(path)
        else:
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
        self.keeper.forget(path)
        if edit is not None:
            self.keeper.keep_aside(path, edit.base, edit.value)
            self.keeper.settle([path])
        self._announce(EVERYWHERE)

    def keep_mine(self, path: str) -> None:
        """Settle a conflict for what was typed here."""
        self._ledger.keep_mine(path)
        self.conflicts_changed.emit()
        self.leave(path)

    def keep_both(self, path: str) -> None:
        """Settle a conflict with both texts, theirs first; mine can then be worked in."""
        both = self._ledger.both(path)
        if both:
            self.write(path, both)
            self.keep_mine(path)

    def has_place(self, path: str) -> bool:
        """Tell whether a text that was kept aside can be put back."""
        return self._ledger.fits(path)

    def put_back(self, kept: Kept) -> bool:
        """Put a text that was kept aside into its place again; tell whether it has one."""
        if not self._ledger.fits(kept.path):
            return False
        self.set(kept.path, kept.text)
        self.keeper.put_away(kept)
        return True

    def save_drafts(self) -> None:
        """Write what is being typed to the draft file."""
        self.keeper.save(self._ledger.open)
        self._follow_disk()

    def _follow_disk(self) -> None:
        """Say where what is kept apart could not be written, and try again soon."""
        before, self._unkept = self._unkept, self.keeper.unkept
        if self._unkept:
            self._draft_timer.start()
        if before != self._unkept:
            self.content_changed.emit(frozenset(kept.path for kept in (*before, *self._unkept)))
            self.state_changed.emit()

    def take_up(self, drafts: Iterable[Draft]) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
        """Take up drafts that a crash left; return those put back and those without a place.

        What still fits becomes a command; what changed meanwhile opens as a conflict. What has no
        place is kept aside at once, before anything else is typed there.
        """
        left = tuple(drafts)
        if not left:
            return (), ()  # nothing is other than it was: nothing is to be shown or told anew
        back, homeless, done = self._ledger.take_up(left)
        self.keeper.put_aside(homeless)
        self.keeper.settle(done)
        self._announce(EVERYWHERE)
        self._commit(self._ledger.free())
        return back, homeless

    def send(self, commands: Sequence[Command], edits: Sequence[Edit] = ()) -> None:
        """Send commands as one undo step, after what is being typed.

        What was not typed but brought in (pasted rows) comes as `edits` too: it is drafted, and
        kept where the commands fail.
        """
        self._commit_free()
        if commands:
            self.keeper.draft(edits)
            self._send(Batch(tuple(commands), tuple(edits)))

    def carry_out(self, command: Command, asker: Asker) -> None:
        """Send a command for a sheet that waits: it hears whether it was done, or why not."""
        self._commit_free()
        self._send(Batch((command,), asker=asker))

    def flush(
        self, stored: Callable[[], None] | None = None, unsaved: Callable[[], None] | None = None
    ) -> None:
        """Turn everything typed into commands; then `stored` is called, or `unsaved` if not all."""
        self.save_drafts()
        if stored is not None and unsaved is not None:
            self._waiting.append((stored, unsaved))
        self._commit_free()
        self._answer_waiting()

    def retry(self) -> None:
        """Try again what was refused or met trouble."""
        self._ledger.stuck.clear()
        self.flush()

    def undo(self, *, anywhere: bool = False) -> None:
        """Undo the last step in this form, or of the whole workspace."""
        self._step(sending.Undo("" if anywhere else self.form_id), undone_words)

    def redo(self, *, anywhere: bool = False) -> None:
        """Do again what was undone in this form, or anywhere."""
        self._step(sending.Redo("" if anywhere else self.form_id), redone_words)

    def reload(self) -> None:
        """Read the form anew, because somebody else changed it."""
        self._jobs.run(Job(self.form_id, None), self._on_read, self.refused.emit)

    def _step(self, act: Callable[[DeskPort], Changes], words: Callable[[Changes], str]) -> None:
        """Go a step back or forth; what it brings is the base of what is typed, no conflict."""
        self.flush()
        self._stepping += 1
        done = partial(self._on_stepped, words)
        self._jobs.run(Job(self.form_id, act), done, self._on_not_stepped)

    @property
    def is_stepping(self) -> bool:
        """Tell whether a step back or forth is under way, or is told just now why it is not."""
        return self._stepping > 0

    def _commit_free(self) -> None:
        if not self._stepping:
            self._commit(self._ledger.free())

    def _commit(self, edits: Sequence[Edit]) -> None:
        if not edits:
            return
        self.keeper.draft_typed(edits)
        batch, unchanged = self._ledger.plan(edits)
        self.keeper.settle(unchanged)
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

    def _on_read(self, answer: Answer) -> None:
        self._ledger.take(answer[1])
        self._announce(EVERYWHERE, read=True)

    def _on_stepped(self, words: Callable[[Changes], str], answer: Answer) -> None:
        changes, view = answer
        places = differences(self.definition, self.view.content, view.content)
        self._ledger.take(view, own=True)
        self._announce(EVERYWHERE, read=True)
        self.committed.emit(changes)
        self._end_step()
        if changes is not None:
            self.said.emit(words(changes))
            if words is undone_words:
                self.undid.emit()
        if places:
            self.stepped.emit(places)

    def _on_not_stepped(self, error: Exception) -> None:
        self.refused.emit(error)
        self._end_step()

    def _end_step(self) -> None:
        self._stepping -= 1
        if not self._stepping:
            self._commit(self._ledger.left())
            self._answer_waiting()

    def on_landed(self, batch: Batch, answer: Answer) -> None:
        """Take what the workspace holds after a batch."""
        changes, view = answer
        self.keeper.settle(self._ledger.landed(batch, view))
        self._collided.clear()
        self.is_denied = False
        self.saved_at = f"{moment_of(self._host.now().isoformat()):%H:%M}"
        self._announce(EVERYWHERE, read=True)
        self.committed.emit(changes)
        if batch.asker is not None and isValid(batch.asker):
            batch.asker.recorded()
        self._answer_waiting()

    def on_bounced(self, batch: Batch, error: Exception) -> None:
        """Keep what a failed batch carried, as typed text that is not stored."""
        self._ledger.bounced(batch)
        self._bar()
        self.is_denied = isinstance(error, Refused) and error.code == "no_right"
        paths = {edit.path for edit in batch.edits}
        self.keeper.note(*paths)
        self.save_drafts()
        self._announce(EVERYWHERE)
        if batch.asker is not None and isValid(batch.asker):
            batch.asker.refused(error)
            self._answer_waiting()
        elif _is_collision(error) and not paths & self._collided:
            self._collided |= paths
            after = Collided(self, batch, error)
            self._jobs.run(Job(self.form_id, None), after.done, after.failed)
        else:
            self.on_not_collided(error)

    def on_not_collided(self, error: Exception) -> None:
        """Tell why a batch failed; what it carried waits for a person."""
        self.refused.emit(error)
        self._answer_waiting()

    def on_collided(self, batch: Batch, error: Exception, view: FormView) -> None:
        """Take what stands there now: merge with it and try once more, or show both texts."""
        self._ledger.loosen(edit.path for edit in batch.edits)
        self._ledger.take(view)
        self._announce(EVERYWHERE, read=True)
        if self.conflicts:
            self.refused.emit(error)
        self._commit_free()
        self._answer_waiting()

    def _answer_waiting(self) -> None:
        if not self._ledger.flying and not self._stepping:
            waiting, self._waiting = self._waiting, []
            for stored, unsaved in waiting:
                unsaved() if self._ledger.open else stored()

    def _bar(self) -> None:
        """Keep what was typed where the form was closed meanwhile apart from it, and say so."""
        barred = bar(self.keeper, self.view, self.barred, self._ledger.barred(), self.me)
        self.barred.update(barred)
        if barred:
            self._draft_timer.start()
        for path, each in barred.items():
            is_kept = not self.keeper.has_failed
            self.told.emit(barred_words(self.view, path, each.why, is_kept=is_kept))

    def _on_aside_changed(self) -> None:
        aside = {kept.id for kept in self.keeper.aside}
        gone = [path for path, each in self.barred.items() if each.kept.id not in aside]
        for path in gone:
            del self.barred[path]
        if gone:
            self.content_changed.emit(frozenset(gone))

    def _announce(self, paths: frozenset[str], *, read: bool = False) -> None:
        if read:
            self._bar()
            self.view_changed.emit()
        self.content_changed.emit(paths)
        self.conflicts_changed.emit()
        self.state_changed.emit()


def _is_collision(error: Exception) -> bool:
    """Tell whether the workspace refused because somebody changed the same place meanwhile."""
    return isinstance(error, Refused) and any(f.code == COLLISION for f in error.findings)
