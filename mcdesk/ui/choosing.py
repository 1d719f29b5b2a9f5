"""Choosing files: it begins where the last file was taken from, at first among the documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _
from mcdesk.paths import is_folder
from mcdesk.ui.printing.host import first_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

SCANS = "PDF, JPEG, PNG, TIFF (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"


def or_any(kinds: str) -> tuple[str, str]:
    """Return these kinds of files, and all files for what is none of them."""
    return kinds, _("All files (*)")


class FileChooser(QFileDialog):
    """Asks for a file that is there, or for several; gone when it is closed.

    The system would begin in the folder the program was started from.
    """

    used_last: ClassVar[Path | None] = None
    """The folder of what was chosen last, until the program ends."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        kinds: Sequence[str] = (),
        *,
        several: bool = False,
    ) -> None:
        super().__init__(parent, title)
        last = self.used_last
        self.setDirectory(str(last if last is not None and is_folder(last) else first_folder()))
        mode = QFileDialog.FileMode
        self.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
        if kinds:
            self.setNameFilters(list(kinds))
        self.fileSelected.connect(self._remember)
        self.filesSelected.connect(self._remember_first)
        self.finished.connect(self.deleteLater)

    def _remember(self, path: str) -> None:
        if path:
            FileChooser.used_last = Path(path).parent

    def _remember_first(self, paths: Sequence[str]) -> None:
        self._remember(next(iter(paths), ""))
