"""Beside a field: a change of mine to it collided, and waits in the team's list to be settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from mcdesk.i18n import _
from mcdesk.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.seams import Jobs


class AskedBadge(QPushButton):
    """Marks a field with an open collision and leads to it; hidden while there is none.

    `holds` tells which paths are the field's own.
    """

    def __init__(
        self, inspector: Inspector, holds: Callable[[str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inspector, self._holds = inspector, holds
        self.number = 0
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setText(_("A change of yours needs a look"))
        self.setIcon(icons.icon("circle-alert", theme.current().warn, 14, after=theme.TIGHT))
        self.setToolTip(_("It collided with somebody else’s: show both in the team’s list"))
        self.setAccessibleDescription(self.toolTip())
        self.clicked.connect(self._on_clicked)
        self.follow()

    def follow(self) -> None:
        """Show whether something in the field needs a look."""
        found = [number for path, number in self._inspector.asked.items() if self._holds(path)]
        self.number = min(found, default=0)
        self.setVisible(bool(found))

    def _on_clicked(self) -> None:
        self._inspector.look_wanted.emit(self.number)


class Asked(QObject):
    """Keeps a form's inspector told of what in it needs a look."""

    def __init__(self, jobs: Jobs, inspector: Inspector, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._inspector = jobs, inspector
        inspector.session.view_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Ask anew."""
        form = self._inspector.session.form_id
        self._jobs.run(partial(_asked, form), self._on_read, _ignore)

    def _on_read(self, asked: Mapping[str, int]) -> None:
        if asked != self._inspector.asked:
            self._inspector.asked = asked
            self._inspector.asked_changed.emit()


def _asked(form: str, desk: DeskPort) -> Mapping[str, int]:
    """Return the places of a form that need a look, each with its number in the list."""
    places = desk.team_marks(waiting=False).places
    return {place.path: place.n for place in places if place.form_id == form}


def _ignore(_error: object) -> None:
    """Show no mark where the list cannot be read: the line below the board says why."""
