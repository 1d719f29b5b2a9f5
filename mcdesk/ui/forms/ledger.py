"""What is stored of a form, what was sent, and what is being typed, laid over each other. Pure.

An open edit is never overwritten: a change from elsewhere is merged into it where that is safe,
and otherwise stands beside it as a conflict until a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.merge import Merged, merge
from mcdesk.procedure.canonical import same
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.fold import Edit, applied, command_of, has_row, stored, with_value
from mcdesk.ui.forms.writable import has_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.drafts import Draft
    from mcdesk.application.views import FormView
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.content import Content


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place typed in that somebody else changed meanwhile."""

    path: str
    mine: Json
    theirs: Json
    who: str


class Asker(Protocol):
    """A sheet that waits for what becomes of what it asked for."""

    def recorded(self) -> None: ...

    def refused(self, error: Exception) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Commands on their way to the workspace, and the edits that they came from.

    `asker` is the sheet that waits for them, if one does.
    """

    commands: tuple[Command, ...]
    edits: tuple[Edit, ...] = ()
    asker: Asker | None = None


class Ledger:
    """The layers of one open form; `content` is what the screen shows.

    `open` are the edits being typed, `stuck` the places whose edit was refused and waits for a
    person, `bases` what stood in a place when the focus came in.
    """

    def __init__(self, view: FormView) -> None:
        self.view = view
        self.content = view.content
        self.open: dict[str, Edit] = {}
        self.bases: dict[str, Json] = {}
        self.stuck: set[str] = set()
        self.flying: list[Batch] = []
        self.conflicts: dict[str, Conflict] = {}

    # --- typing ----------------------------------------------------------------------------

    def enter(self, path: str) -> None:
        if path not in self.open:
            self.bases[path] = self.content.value(path)

    def write(self, path: str, value: Json) -> bool:
        """Note what stands at `path` now; tell whether this begins an edit."""
        edit = self.open.get(path)
        base = edit.base if edit else self.bases.get(path, self.content.value(path))
        self.open[path] = Edit(path, base, value)
        self.stuck.discard(path)
        self.content = with_value(self.content, path, value)
        return edit is None

    def leave(self, path: str) -> list[Edit]:
        """End a focus session; return the edit to be sent, if any."""
        self.bases.pop(path, None)
        if path in self.open and path not in self.conflicts and path not in self.stuck:
            return [self.open.pop(path)]
        return []

    def unfocus(self, path: str) -> None:
        """Note that the focus left a place whose edit cannot be sent yet."""
        self.bases.pop(path, None)

    def left(self) -> list[Edit]:
        """Take the open edits of places that the focus is no longer in."""
        paths = [path for path in self.open if path not in self.bases]
        return [edit for path in paths for edit in self.leave(path)]

    def free(self) -> list[Edit]:
        """Take every open edit that may be sent."""
        held = self.conflicts.keys() | self.stuck
        return [self.open.pop(path) for path in list(self.open) if path not in held]

    def drop(self, path: str) -> Edit | None:
        """Give up the edit at `path` and return it."""
        self.conflicts.pop(path, None)
        self.stuck.discard(path)
        edit = self.open.pop(path, None)
        self.refold()
        return edit

    def keep_mine(self, path: str) -> None:
        """Settle a conflict for what was typed here: it now stands over what is stored."""
        conflict = self.conflicts.pop(path, None)
        edit = self.open.get(path)
        if conflict is not None and edit is not None:
            self.open[path] = Edit(path, conflict.theirs, edit.value)

    def both(self, path: str) -> str:
        """Return the two texts of a conflict, theirs first; mine can then be worked in."""
        conflict, edit = self.conflicts.get(path), self.open.get(path)
        if conflict is None or edit is None:
            return ""
        between = "\n\n" if self._is_long(path) else " / "
        return f"{conflict.theirs or ''}{between}{edit.value or ''}"

    def loosen(self, paths: Iterable[str]) -> None:
        """Let refused edits be sent again."""
        self.stuck.difference_update(paths)

    # --- sending ---------------------------------------------------------------------------

    def plan(self, edits: Iterable[Edit]) -> tuple[Batch | None, list[str]]:
        """Return the batch that edits become, and the places where nothing changed in the end."""
        content = self.sent()
        commands: list[Command] = []
        kept: list[Edit] = []
        unchanged: list[str] = []
        for edit in edits:
            clean = Edit(edit.path, edit.base, stored(edit.value))
            if same(clean.value, content.value(edit.path)):
                unchanged.append(edit.path)
                continue
            kept.append(clean)
            commands.append(command_of(self.view.form_id, clean, content))
            content = applied(content, commands[-1])
        return (Batch(tuple(commands), tuple(kept)) if commands else None), unchanged

    def sending(self, batch: Batch) -> None:
        self.flying.append(batch)
        self._rebase()

    def landed(self, batch: Batch, view: FormView) -> list[str]:
        """Take the view read after `batch`; return the places whose edit is done with."""
        self.flying.remove(batch)
        self.take(view)
        return [edit.path for edit in batch.edits if edit.path not in self.open]

    def bounced(self, batch: Batch) -> None:
        """Keep what a refused batch carried as typed text that is not stored.

        What was typed there later, or sent behind it, is what stands on; the base is the oldest.
        """
        self.flying.remove(batch)
        for edit in batch.edits:
            newer = self.open.get(edit.path) or self._sent_later(edit.path) or edit
            is_first = newer is edit or same(newer.base, edit.value)
            base = edit.base if is_first else newer.base
            self.open[edit.path] = Edit(edit.path, base, newer.value)
            self.stuck.add(edit.path)
        self.refold()

    def barred(self) -> list[Edit]:
        """Take the open edits of places that were closed meanwhile, as somebody's freeze does.

        What is not stored as it was typed is returned; the rest is done with.
        """
        if self.view.no_write is not None:
            return []
        paths = [path for path in self.open if not self.fits(path)]
        edits = [self.open.pop(path) for path in paths]
        for path in paths:
            self.conflicts.pop(path, None)
            self.stuck.discard(path)
        self.refold()
        return [e for e in edits if not same(self.content.value(e.path), stored(e.value))]

    def _sent_later(self, path: str) -> Edit | None:
        """Return the newest edit of a place that is still on its way."""
        sent = (edit for batch in self.flying for edit in batch.edits if edit.path == path)
        return max(enumerate(sent), default=(0, None), key=lambda pair: pair[0])[1]

    # --- what is stored --------------------------------------------------------------------

    def take(self, view: FormView, *, own: bool = False) -> None:
        """Take a view read anew: merge it under the open edits, or note conflicts.

        What a step of one's `own` (undo, redo) brought is the new base, never a conflict.
        """
        self.view = view
        content = self.sent()
        for path, edit in list(self.open.items()):
            theirs = content.value(path)
            if same(theirs, edit.base) or ("/" in path and not _row_there(content, path)):
                continue
            if same(theirs, stored(edit.value)):
                self.drop(path)
            elif own:
                self.open[path] = Edit(path, theirs, edit.value)
                self.conflicts.pop(path, None)
            else:
                self._merge(edit, theirs)
        self._rebase()

    def take_up(
        self, drafts: Iterable[Draft]
    ) -> tuple[tuple[Draft, ...], tuple[Draft, ...], list[str]]:
        """Take up what an earlier run of the program left behind.

        Returns the drafts that stand in their place again, those without a place any more, and
        the places where nothing is left to do.
        """
        back: list[Draft] = []
        homeless: list[Draft] = []
        done: list[str] = []
        for draft in drafts:
            if same(self.content.value(draft.path), stored(draft.text)):
                done.append(draft.path)
            elif self.fits(draft.path):
                self.open[draft.path] = Edit(draft.path, draft.base, draft.text)
                back.append(draft)
            else:
                homeless.append(draft)
        self.take(self.view)
        return tuple(back), tuple(homeless), done

    def fits(self, path: str) -> bool:
        """Tell whether the form has a place for a value, and one that may be written."""
        return has_place(self.view, path)

    def sent(self) -> Content:
        """Return what will be stored when everything sent has arrived."""
        content = self.view.content
        for batch in self.flying:
            for command in batch.commands:
                content = applied(content, command)
        return content

    def refold(self) -> None:
        content = self.sent()
        for edit in self.open.values():
            content = with_value(content, edit.path, edit.value)
        self.content = content

    def _rebase(self) -> None:
        """Let what was sent or read be the base of what is typed on in the same place."""
        self.refold()
        for path in self.bases:
            if path not in self.open:
                self.bases[path] = self.content.value(path)

    def _merge(self, edit: Edit, theirs: Json) -> None:
        outcome = merge(edit.base, stored(edit.value), theirs, long_text=self._is_long(edit.path))
        if isinstance(outcome, Merged):
            self.open[edit.path] = Edit(edit.path, theirs, outcome.value)
            self.conflicts.pop(edit.path, None)
        else:
            who = self._who_changed(edit.path)
            self.stuck.discard(edit.path)
            self.conflicts[edit.path] = Conflict(edit.path, edit.value, theirs, who)

    def _is_long(self, path: str) -> bool:
        entry = self.view.definition.field_of(path)
        type_ = entry.column(path.rsplit("/", 1)[1]).type if "/" in path else entry.type
        return type_ is FieldType.TEXT or path.endswith(".note")

    def _who_changed(self, path: str) -> str:
        for line in self.view.history:
            if any(change.path == path for change in line.changes):
                return line.who
        return ""


def _row_there(content: Content, path: str) -> bool:
    field_id, row_id, _column = path.split("/", 2)
    return has_row(content, field_id, row_id)
