"""A form that the card has not begun: sent out, and begun by the file that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_, _
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.forms.outside import ask_where, making_to_fill, show_making

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, Sheet
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.printing.making import MakingDialog


class ComingForms(QObject):
    """Sends out a form that is not begun, blank or pre-filled, and takes in what comes back of it.

    Signals:
        arrived: a form (id) was begun, or was since; what a file (path) proposes is to be shown.
    """

    arrived = Signal(str, object)

    def __init__(self, errands: Errands, home: QWidget) -> None:
        super().__init__(home)
        self._errands, self._home = errands, home
        self.dialog: MakingDialog | None = None

    # --- out -------------------------------------------------------------------------------

    def send_out(self, card: str, code: str, kind: str, *, blank: bool) -> None:
        """Ask where a form goes: blank, or with what it would be pre-filled with now."""
        named = partial(self.save, card, kind, blank=blank)
        ask_where(self._home.window(), f"{kind} {code}.pdf", named)

    def save(self, card: str, kind: str, name: str, *, blank: bool) -> None:
        """Write the file, beside everything else."""
        words = _("What comes back filled in is taken in here, at the same line: the form is begun "
                  "by it.")  # fmt: skip
        path = Path(name)
        making = making_to_fill(path, partial(_read, card, kind, blank=blank), words)
        self.dialog = show_making(making, path, self._errands.tasks, self._home.window())

    # --- in --------------------------------------------------------------------------------

    def take_in(self, card: str, kind: str) -> None:
        """Choose a file that came back."""
        words = _("Take in a filled form")
        dialog = FileChooser(self._home.window(), words, ["PDF, Word (*.pdf *.docx)"])
        dialog.fileSelected.connect(partial(self.take_file, card, kind))
        dialog.open()

    def take_file(self, card: str, kind: str, name: str) -> None:
        """Begin the form that a file is of; what the file proposes is looked at there."""
        job, path = BeginFrom(card, kind, Path(name)), Path(name)
        self._errands.tasks.run(job, partial(self._on_begun, path), self._errands.explain)

    def _on_begun(self, path: Path, answer: tuple[Changes | None, str]) -> None:
        changes, form = answer
        if changes is not None:
            self._errands.changed.emit(changes)
        self.arrived.emit(form, path)


@dataclass(frozen=True, slots=True)
class BeginFrom:
    """Opens the form of a card that a file was sent out for, and tells its id; on the worker."""

    card: str
    kind: str
    path: Path

    def __call__(self, desk: DeskPort) -> tuple[Changes | None, str]:
        from mcdesk.application.coming import to_begin
        from mcdesk.exchange.filled import read_filled

        sent = read_filled(self.path).sent
        if sent is None:
            raise Refused(Finding(
                "no_record", N_("The file does not say which form it is: begin the form, then take "
                                "the file in there."),
            ))  # fmt: skip
        if (sent.card, sent.kind) != (self.card, self.kind):
            words = N_("The file was sent out for another form ({kind}), not for this one.")
            raise Refused(Finding("other_form", words, {"kind": sent.kind}))
        begin = to_begin(desk, sent)
        if begin is None:
            return None, sent.form_id
        return desk.execute_together([begin], source="card"), sent.form_id


def _read(card: str, kind: str, desk: DeskPort, _progress: Progress, *, blank: bool) -> Sheet:
    from mcdesk.application.outside import to_fill

    return to_fill(*desk.coming_form(card, kind), blank=blank, is_coming=True)
