"""The faculties and programmes of the directory as a table; an empty one explains itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.people.place_dialog import PlaceDialog
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from mcdesk.application.views import Directory, FacultyLine, ProgrammeLine
    from mcdesk.ui.tasks import Tasks


class PlacesView(QWidget):
    """Programmes under their faculties; a faculty without any has a line of its own.

    Signals:
        picked: another line is the current one.
        opened: the current line was activated.
        faculty_wanted: the first faculty is to be added, from the empty page.
    """

    picked = Signal()
    opened = Signal()
    faculty_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._last = ""
        headings = (_("Faculty"), _("Faculty code"), _("Study programme"), _("Code"),
                    _("Name (Indonesian)"))  # fmt: skip
        self.lines = LinesView(headings, (0, 2, 4))
        self.lines.setAccessibleName(_("Faculties and programmes"))
        self.lines.picked.connect(self.picked)
        self.lines.opened.connect(self.opened)
        words = _(
            "No faculty is entered yet. Add a faculty first, then its study programmes: their "
            "codes stand in the codes of the micro-credentials, and Deans and Heads are appointed "
            "to them."
        )
        self._empty = QWidget()
        self.first = parts.button(_("Add a faculty…"), "primary", "plus")
        self.first.clicked.connect(self.faculty_wanted)
        beginning = QVBoxLayout(self._empty)
        beginning.setContentsMargins(0, 0, 0, 0)
        beginning.addWidget(parts.label(words, "muted", wrap=True))
        beginning.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        beginning.addStretch(1)
        self._buttons: tuple[QWidget, ...] = ()
        self._directory: Directory | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.addWidget(self._empty)
        column.addWidget(self.lines, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(0, 4, 0, 0)
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Put buttons about the current line below the table; they come with the first line."""
        self._buttons = buttons
        for place, button in enumerate(buttons):
            self._foot.insertWidget(place, button)

    def show_directory(self, directory: Directory) -> None:
        """Show what the directory holds; the current line stays it."""
        self._directory = directory
        self.lines.show_lines(_place_lines(directory))
        has_any = bool(directory.faculties)
        self.lines.setVisible(has_any)
        self._empty.setVisible(not has_any)
        for button in self._buttons:
            button.setVisible(has_any)
        self._go_to_last()

    @property
    def programme(self) -> ProgrammeLine | None:
        """The programme of the current line."""
        entries = self._directory.programmes if self._directory is not None else ()
        return next((entry for entry in entries if entry.id == self.lines.current), None)

    @property
    def faculty(self) -> FacultyLine | None:
        """The faculty of the current line."""
        entry = self.programme
        wanted = entry.faculty_id if entry is not None else self.lines.current
        entries = self._directory.faculties if self._directory is not None else ()
        return next((faculty for faculty in entries if faculty.id == wanted), None)

    def dialog(self, *, programme: bool, known: bool = False) -> PlaceDialog:
        """Return a dialog that adds an entry, or corrects the current one."""
        assert self._directory is not None
        entry = (self.programme if programme else self.faculty) if known else None
        faculty = self.faculty
        dialog = PlaceDialog(
            self._tasks,
            self._directory,
            programme=programme,
            entry=entry,
            faculty_id=faculty.id if faculty is not None else "",
            parent=self.window(),
        )
        if not programme:
            dialog.accepted.connect(partial(self._on_kept, dialog))
        return dialog

    def _on_kept(self, dialog: PlaceDialog) -> None:
        """Go to the faculty that was added; a programme added next is proposed to be its own."""
        self._last = dialog.code.text().strip().upper()
        self._go_to_last()

    def _go_to_last(self) -> None:
        entries = self._directory.faculties if self._directory is not None else ()
        faculty = next((entry for entry in entries if entry.code == self._last), None)
        if faculty is not None:
            self._last = ""
            programmes = self._directory.programmes if self._directory is not None else ()
            own = [entry.id for entry in programmes if entry.faculty_id == faculty.id]
            self.lines.pick(own[0] if own else faculty.id)


def _place_lines(directory: Directory) -> list[Line]:
    """Return the programmes with their faculties; a faculty without any has a line of its own."""
    lines = [
        Line(p.id, (p.faculty.text(), p.faculty_code, p.name.en, p.code, p.name.id))
        for p in directory.programmes
    ]
    used = {entry.faculty_id for entry in directory.programmes}
    lines += [
        Line(f.id, (f.name.text(), f.code, "–", "", ""), "faint")
        for f in directory.faculties
        if f.id not in used
    ]
    return sorted(lines, key=lambda line: (line.cells[0].casefold(), line.cells[2].casefold()))
