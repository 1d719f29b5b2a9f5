"""A wording being changed: its steps, what differs from the version it builds on, its keeping."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.wording import differences
from mcdesk.ui.forms.drafts import Draft, Settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.views import WordingForm
    from mcdesk.procedure.wording import Data, Difference
    from mcdesk.ui.forms.drafts import DraftWriter

NAME = "wording:"


class WordingDraft:
    """The changed wording of one form, with its steps back and forth."""

    def __init__(self, form: WordingForm) -> None:
        self.form = form
        self.data: Data = form.newest.data
        self._back: list[Data] = []
        self._forth: list[Data] = []
        self._last = ""

    @property
    def base(self) -> Data:
        """The version that the draft builds on."""
        return self.form.newest.data

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from the version that the draft builds on."""
        return differences(self.base, self.data)

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


class KeptDrafts:
    """The changed wordings of a workspace, kept in the file of its other drafts."""

    def __init__(self, writer: DraftWriter) -> None:
        self._writer = writer

    def read(self) -> Mapping[str, dict[str, Any]]:
        """Return the kept wordings by kind of form."""
        if self._writer.file is None:
            return {}
        return {
            draft.form.removeprefix(NAME): draft.text
            for draft in self._writer.file.pending()
            if draft.form.startswith(NAME) and isinstance(draft.text, dict)
        }

    def keep(self, draft: WordingDraft) -> None:
        """Keep a draft as it stands, or forget it where nothing is changed any more."""
        name, moment = NAME + draft.form.kind, datetime.now(UTC).isoformat()
        if draft.is_changed:
            line = Draft(name, "", draft.form.newest.digest, dict(draft.data), moment)
            self._writer.write([line])
        else:
            self._writer.write([Settled(name, "", moment)])

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()
