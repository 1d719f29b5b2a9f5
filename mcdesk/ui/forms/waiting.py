"""A form's dialog that stays open, with what was typed, until what it asks for is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.dialogs import FormDialog


class WaitingDialog(FormDialog):
    """Asks for something and waits; where it is refused, it says why and keeps what was typed.

    Subclasses answer `faults` in the place of `reasons`.

    Signals:
        record_requested: it is to be done; then call `recorded` or `refused`.
    """

    record_requested = Signal()
    _busy = False

    def faults(self) -> list[str]:
        """Return why the action is not possible yet; empty when it is."""
        return []

    @override
    def reasons(self) -> list[str]:
        return [_("Being carried out …")] if self._busy else self.faults()

    @override
    def accept(self) -> None:
        """Ask for it once; the dialog waits for what becomes of it."""
        if not self._busy:
            self._busy = True
            self.check()
            self.record_requested.emit()

    def recorded(self) -> None:
        """Close: it is on record."""
        self._busy = False
        super().accept()

    def refused(self, error: Exception) -> None:
        """Say why it was not done; everything typed stays."""
        self._busy = False
        self.say_refused(error)

    @override
    def reject(self) -> None:
        """Close; not while it is being carried out."""
        if not self._busy:
            super().reject()
