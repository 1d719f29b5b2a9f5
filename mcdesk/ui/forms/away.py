"""Who is to decide is away: it is said, and that somebody acts for them is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.parts import button, column, text
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import PersonLine


class AwayBox(QWidget):
    """Says until when who was chosen is away, with the way to record who acts for them.

    It decides nothing (decisions.md, 9): whoever is away may sign all the same.

    Signals:
        acting_requested: somebody acts for the person chosen.
    """

    acting_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = text("", "small", state="warn", wrap=True)
        self.link = button(_("Somebody acts for them (Plh.)…"), self.acting_requested.emit, "link")
        layout = column(self, gap=0)
        layout.addWidget(self.words)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_for(self, people: Iterable[PersonLine], person: str) -> None:
        """Show it where a person (id) is away, else nothing."""
        line = next((each for each in people if each.id == person and each.away_until), None)
        self.setVisible(line is not None)
        if line is not None:
            said = _("{name} is away until {day}.")
            self.words.setText(said.format(name=line.name, day=show_date(line.away_until)))
