"""A form that the card has not begun: sent out, and begun by the file that comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.forms.outside import ask_where, making_to_fill, show_making
from mcdesk.ui.returned import TO_CHOOSE, ReturnDialog, TakeIn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, Sheet
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.printing.making import MakingDialog
    from mcdesk.ui.returned import Returned


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
        words = _("Drop what comes back filled in on the window, or take it in here, at the same "
                  "line: the form is begun by it.")  # fmt: skip
        path = Path(name)
        making = making_to_fill(path, partial(_read, card, kind, blank=blank), words)
        self.dialog = show_making(making, path, self._errands.tasks, self._home)

    # --- in --------------------------------------------------------------------------------

    def take_in(self, card: str, kind: str) -> None:
        """Choose a file that came back."""
        words = _("Take in a filled form")
        dialog = FileChooser(self._home.window(), words, TO_CHOOSE)
        dialog.fileSelected.connect(partial(self.take_file, card, kind))
        dialog.open()

    def take_file(self, card: str, kind: str, name: str) -> None:
        """Ask whether the form that a file is of is to begin; what it proposes is shown there."""
        job = TakeIn(Path(name), (card, kind))
        done = partial(self._on_looked, job)
        self._errands.tasks.run(job.look, done, self._errands.explain, kind="reader")

    def _on_looked(self, job: TakeIn, found: Returned) -> None:
        if found.why is not None:
            self._errands.explain(found.why)
        elif found.begins:
            dialog = ReturnDialog(found, self._home.window())
            dialog.accepted.connect(partial(self._begin, job))
            self._errands.show(dialog)
        else:
            self.arrived.emit(found.form, found.path)

    def _begin(self, job: TakeIn) -> None:
        self._errands.tasks.run(job, partial(self._on_begun, job.path), self._errands.explain)

    def _on_begun(self, path: Path, begun: tuple[Changes, str]) -> None:
        self.arrived.emit(begun[1], path)


def _read(card: str, kind: str, desk: DeskPort, _progress: Progress, *, blank: bool) -> Sheet:
    from mcdesk.application.outside import to_fill

    return to_fill(*desk.coming_form(card, kind), blank=blank, is_coming=True)
