"""A wording being changed: its steps, what differs from the version it builds on, its keeping."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mcdesk.application.drafts import Draft, Settled
from mcdesk.procedure.wording import Data, differences
from mcdesk.procedure.wording_merge import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.application.drafts import DraftWriter
    from mcdesk.application.views import WordingForm, WordingVersion, WordingView
    from mcdesk.errors import McDeskError
    from mcdesk.procedure.wording import Difference
    from mcdesk.ui.tasks import Tasks

NAME = "wording:"


class WordingDraft:
    """The changed wording of one form, with its steps back and forth.

    It builds on `version`: the one that binds today, or a planned one that is being worked on.
    `clashes` tells what somebody else published meanwhile and the draft changes, too.
    """

    def __init__(self, form: WordingForm, version: WordingVersion | None = None) -> None:
        self.form = form
        self.version = version or form.current
        self.data: Data = self.version.data
        self.clashes: tuple[Difference, ...] = ()
        self.was_moved = False
        self._compared: tuple[Data, Data, tuple[Difference, ...]] = (self.data, self.data, ())
        self._back: list[Data] = []
        self._forth: list[Data] = []
        self._last = ""

    @classmethod
    def resumed(cls, form: WordingForm, base: str, data: Data) -> WordingDraft:
        """Return a draft with what was written over the version of digest `base`.

        Where another version binds by now, the changes are brought over that one. Over a version
        that was taken back, what was written stands whole over the one that binds.
        """
        own = next((each for each in form.versions if each.digest == base), None)
        if own is not None and own.state == "earlier":
            made = cls(form)
            data, made.clashes = merged(own.data, data, made.base)
            made.was_moved = True
        else:
            made = cls(form, own)
        made.put(data)
        return made

    def over(self, version: WordingVersion) -> WordingDraft:
        """Return a draft with the same changes over another version of the form."""
        made = WordingDraft(self.form, version)
        if self.is_changed:
            data, made.clashes = merged(self.base, self.data, version.data)
            made.put(data)
        return made

    def with_withdrawn(self, plan: WordingVersion) -> WordingDraft:
        """Return a draft with the text of a version that was taken back, and with its changes."""
        if self.version.digest == plan.digest or not self.is_changed:
            made = WordingDraft(self.form)
            made.put(self.data if self.version.digest == plan.digest else plan.data)
            return made
        data, self.clashes = merged(self.base, self.data, plan.data)
        self.put(data)
        return self

    def following(self, form: WordingForm) -> WordingDraft:
        """Return the draft over the form as it is by now: itself, while its version is not past.

        The text of a planned version that somebody took back meanwhile is a draft.
        """
        own = next((each for each in form.versions if each.digest == self.version.digest), None)
        if own is not None and own.state != "earlier":
            self.form, self.version = form, own
            return self
        if self.is_changed or own is None:
            return WordingDraft.resumed(form, self.version.digest, self.data)
        return WordingDraft(form)

    @property
    def base(self) -> Data:
        """The version that the draft builds on."""
        return self.version.data

    @property
    def is_on_plan(self) -> bool:
        """Tell whether it builds on a version that does not bind yet."""
        return self.version.state == "planned"

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from the version that the draft builds on, compared once."""
        base, data, found = self._compared
        if base is not self.base or data is not self.data:
            found = differences(self.base, self.data)
            self._compared = (self.base, self.data, found)
        return found

    @property
    def is_changed(self) -> bool:
        """Tell whether anything differs; the number of the version does not count."""
        return {**self.data, "version": ""} != {**self.base, "version": ""}

    @property
    def can_undo(self) -> bool:
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        return bool(self._forth)

    def put(self, data: Data, step: str = "") -> None:
        """Take another wording; what is typed in one place (`step`) is one step back."""
        if data == self.data:
            return
        if not step or step != self._last:
            self._back.append(self.data)
        self._forth.clear()
        self.data, self._last = data, step

    def undo(self) -> None:
        """Go one step back."""
        if self._back:
            self._forth.append(self.data)
            self.data, self._last = self._back.pop(), ""

    def redo(self) -> None:
        """Go one step forth again."""
        if self._forth:
            self._back.append(self.data)
            self.data, self._last = self._forth.pop(), ""


Known = tuple[str, Data]
"""A draft as it is kept: the digest of the version that it builds on, and its text."""


def followed(
    view: WordingView, drafts: Mapping[str, WordingDraft], known: Mapping[str, Known]
) -> dict[str, WordingDraft]:
    """Return a draft for each form and the procedure by now; `known` are those that were kept."""
    found: dict[str, WordingDraft] = {}
    for form in view.everything:
        if form.kind in drafts:
            found[form.kind] = drafts[form.kind].following(form)
        elif form.kind in known and view.may:
            found[form.kind] = WordingDraft.resumed(form, *known[form.kind])
        else:
            found[form.kind] = WordingDraft(form)
    return found


class KeptDrafts:
    """The changed wordings of a workspace, kept in the file of its other drafts.

    Each belongs to who wrote it, as what is typed into forms does: `who` is the person (id) who
    works here. One without a person, of an earlier version, is taken by whoever changes it first.
    They are read once, by a job, and follow what is kept.
    """

    def __init__(self, writer: DraftWriter) -> None:
        self._writer = writer
        self._all: dict[tuple[str, str], Known] = {}
        self.who = ""
        self.is_read = False

    def of(self, who: str) -> dict[str, Known]:
        """Return the drafts of who works here, by kind, and those whose writer is not known."""
        self.who = who
        return {kind: self._all[each, kind] for each in ("", who) for owner, kind in self._all
                if owner == each}  # fmt: skip

    def others(self, kind: str) -> list[str]:
        """Return who else (ids) has a draft of a form on this computer."""
        return [who for who, each in self._all if each == kind and who not in ("", self.who)]

    def read(self, _desk: object = None) -> dict[tuple[str, str], Known]:
        """Return what the file holds, by person and kind of form; a worker's job."""
        if self._writer.file is None:
            return {}
        return {
            (draft.who, draft.form.removeprefix(NAME)): (str(draft.base), draft.text)
            for draft in self._writer.file.pending()
            if draft.form.startswith(NAME) and isinstance(draft.text, dict)
        }

    def read_first(self, tasks: Tasks, then: Callable[[], object]) -> None:
        """Have the file read, once, before something else is done."""
        if self.is_read:
            then()
            return
        self.is_read = True

        def know(known: dict[tuple[str, str], Known]) -> None:
            self._all.update(known)
            then()

        def fail(error: McDeskError) -> None:
            tasks.failed.emit(error)
            then()

        tasks.run(self.read, know, fail, kind="reader")

    def keep(self, draft: WordingDraft) -> None:
        """Keep a draft as it stands, or forget it where nothing is changed any more."""
        kind, moment = draft.form.kind, datetime.now(UTC).isoformat()
        name, who = NAME + kind, self.who
        gone = {who: self._all.pop((who, kind), None), "": self._all.pop(("", kind), None)}
        done = [Settled(name, "", moment, who=each) for each, known in gone.items() if known]
        if draft.is_changed:
            self._all[who, kind] = (draft.version.digest, draft.data)
            line = Draft(name, "", draft.version.digest, dict(draft.data), moment, who)
            self._writer.write([line, *(each for each in done if each.who != who)])
        else:
            self._writer.write(done)

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()
