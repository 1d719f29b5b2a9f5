"""The drafts of one open form: what is being typed goes to the file, what is given up stays there.

Nothing here decides what is typed or sent; the session says it, this writes it down. What another
person typed at this computer is told apart: it is never put back under the name now working.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.application.drafts import REMARK, Away, Draft, DraftWriter, Kept, Settled
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.fold import Edit
    from mcdesk.ui.forms.seams import Host


UNSENT: dict[tuple[str, str], dict[str, str]] = {}
"""Comments begun and not yet sent, by form and person, then place: leaving a page loses none."""


class Keeper(QObject):
    """Writes the drafts of a form and of comments on it, and knows what is kept aside.

    `who` is the person (id) who works here, `entries` are all the entries (ids) that the directory
    has of them. `left` are the drafts of an earlier run that are theirs, or nobody's that is known;
    `others` is what other people typed and did not store.

    Signals:
        aside_changed: something was put aside, or put away.
    """

    aside_changed = Signal()

    def __init__(
        self, form_id: str, host: Host, writer: DraftWriter, parent: QObject | None = None,
        who: str = "", entries: Collection[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._form_id, self._host, self._writer, self._who = form_id, host, writer, who
        self._dirty: set[str] = set()
        self._retyped: set[str] = set()
        self._drafted: set[str] = set()
        file, own = writer.file, {"", who, *entries}
        drafts, aside = file.of_form(form_id) if file is not None else ((), ())
        self._aside = [kept for kept in aside if kept.who in own]
        every: tuple[Draft | Kept, ...] = (*drafts, *aside)
        self._others = [each for each in every if each.who not in own]
        self.left = self._adopted([d for d in drafts if d.form == form_id and d.who in own])
        remarks = [draft for draft in drafts if draft.form != form_id and draft.who in own]
        self._fresh: set[str] = set()
        self._remarks = UNSENT.setdefault((form_id, who), {})
        for each in remarks:
            self._remarks.setdefault(each.path, str(each.text))
        self._foreign = {
            draft.path: draft.who for draft in remarks
            if draft.who != who and self._remarks[draft.path] == draft.text
        }  # fmt: skip

    def _adopted(self, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
        """Take what one typed under another entry of the directory as one's own, in the file, too.

        Of two texts in one place the later stands there, and the earlier is kept aside.
        """
        latest = {draft.path: draft for draft in drafts if draft.who}
        named = latest.values()
        earlier = [draft for draft in drafts if draft.who and draft not in named]
        if earlier:
            self.put_aside(earlier)
        taken = {d.path: replace(d, who=self._who) for d in named if d.who != self._who}
        at = self._at()
        self._writer.write(
            line for path, own in taken.items()
            for line in (own, Settled(own.form, path, at, who=latest[path].who))
        )  # fmt: skip
        kept = [draft for draft in drafts if draft not in earlier]
        return tuple(taken.get(draft.path, draft) if draft.who else draft for draft in kept)

    @property
    def has_failed(self) -> bool:
        """Tell whether something could not be written yet."""
        return self._writer.failure is not None

    @property
    def unkept(self) -> tuple[Kept, ...]:
        """What is kept aside, and could not be written: it stands on the screen only."""
        owed = {entry.id for entry in self._writer.owed if isinstance(entry, Kept)}
        return tuple(kept for kept in self._aside if kept.id in owed)

    @property
    def aside(self) -> tuple[Kept, ...]:
        """What is kept aside, in the order of its keeping."""
        return tuple(self._aside)

    @property
    def others(self) -> tuple[Draft | Kept, ...]:
        """What other people typed here and did not store, in the order of their typing."""
        return tuple(self._others)

    @property
    def remarks(self) -> Mapping[str, str]:
        """The comments that were begun, by the place that each is about."""
        return self._remarks

    def remark(self, path: str, words: str) -> None:
        """Remember a comment as far as it is written; none where it is empty."""
        if words == self._remarks.get(path, ""):
            return
        self._fresh.add(path)
        if words.strip():
            self._remarks[path] = words
        else:
            self._remarks.pop(path, None)

    def save_remarks(self) -> None:
        """Write the comments that were written on since."""
        form, at = REMARK + self._form_id, self._at()
        fresh, self._fresh = sorted(self._fresh), set()
        words = [(path, self._remarks.get(path, "")) for path in fresh]
        self._writer.write(
            Draft(form, path, None, said, at, self._who) if said
            else Settled(form, path, at, who=self._who)
            for path, said in words
        )  # fmt: skip
        theirs = [(path, self._foreign.pop(path)) for path in fresh if path in self._foreign]
        self._writer.write(Settled(form, path, at, who=who) for path, who in theirs)

    def note(self, *paths: str) -> None:
        """Remember that what is typed at some places is not in the file yet."""
        self._dirty.update(paths)

    def forget(self, path: str) -> None:
        """Forget that something was typed at a place."""
        self._dirty.discard(path)

    def save(self, edits: Mapping[str, Edit]) -> None:
        """Write what is being typed, and what could not be written before."""
        self._writer.retry()
        self.draft(edits[path] for path in sorted(self._dirty & edits.keys()))
        self._dirty.clear()
        self._writer.write([kept for kept in self._aside if kept.id in self._retyped])
        self._retyped.clear()
        self.save_remarks()

    def draft_typed(self, edits: Iterable[Edit]) -> None:
        """Write those edits that were typed on since they were last written."""
        fresh = [edit for edit in edits if edit.path in self._dirty]
        self._dirty.difference_update(edit.path for edit in fresh)
        self.draft(fresh)

    def draft(self, edits: Iterable[Edit]) -> None:
        """Write edits, whether typed or pasted."""
        at = self._at()
        lines = [Draft(self._form_id, e.path, e.base, e.value, at, self._who) for e in edits]
        self._drafted.update(line.path for line in lines)
        self._writer.write(lines)

    def settle(self, paths: Iterable[str]) -> None:
        """Note that what was typed at some places is done with."""
        done, at = tuple(paths), self._at()
        self._drafted.difference_update(done)
        self._writer.write([Settled(self._form_id, path, at, who=self._who) for path in done])

    def put_aside(self, drafts: Iterable[Draft]) -> None:
        """Keep drafts of an earlier run out of the way, in the file."""
        given, at = tuple(drafts), self._at()
        self._keep(Kept(new_id(), d.form, d.path, d.base, d.text, d.at, d.who) for d in given)
        done = [d for d in given if d.who != self._who or d.path not in self._drafted]
        self._writer.write(Settled(d.form, d.path, at, who=d.who) for d in done)

    def keep_aside(self, path: str, base: Json, text: Json) -> Kept:
        """Keep a text aside that has no place any more, or none yet; drafts stay as they are."""
        kept = Kept(new_id(), self._form_id, path, base, text, self._at(), self._who)
        self._keep([kept])
        return kept

    def retype(self, kept: Kept, text: Json) -> Kept:
        """Let another text stand for one that is aside, in the file, too, with the next drafts."""
        now = replace(kept, text=text, at=self._at())
        self._aside = [now if each == kept else each for each in self._aside]
        self._retyped.add(now.id)
        self.aside_changed.emit()
        return now

    def keep_block(self, path: str, text: str) -> None:
        """Keep a pasted block aside, once however often it is tried."""
        if self._block(path, text) is None:
            self.keep_aside(path, None, text)

    def release_block(self, path: str, text: str) -> None:
        """Put a pasted block away that was taken whole after all."""
        kept = self._block(path, text)
        if kept is not None:
            self.put_away(kept)

    def _block(self, path: str, text: str) -> Kept | None:
        return next((k for k in self._aside if (k.path, k.text) == (path, text)), None)

    def put_away(self, kept: Kept) -> None:
        """Show a text that is aside no longer."""
        if kept in self._aside:
            self._aside.remove(kept)
            self._writer.write([Away(kept.id)])
            self.aside_changed.emit()

    def put_away_other(self, entry: Draft | Kept) -> None:
        """Put away what another person typed here, for good."""
        if entry in self._others:
            self._others.remove(entry)
            gone = (
                Away(entry.id) if isinstance(entry, Kept)
                else Settled(entry.form, entry.path, self._at(), who=entry.who)
            )  # fmt: skip
            self._writer.write([gone])
            self.aside_changed.emit()

    def _keep(self, texts: Iterable[Kept]) -> None:
        kept = tuple(texts)
        self._writer.write(kept)
        self._aside.extend(kept)
        self.aside_changed.emit()

    def _at(self) -> str:
        return self._host.now().isoformat(timespec="seconds")
