"""To which earlier stage a return would have the card go back: CTL decides, or one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import column

if TYPE_CHECKING:
    from mcdesk.application.views import SignatureLine


class BackTo(QWidget):
    """Asked of a return alone (decisions.md, 1): whoever returns need not know, and moves nothing.

    A line whose return can name no earlier stage is not asked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.box = ChoiceBox()
        hint = _("CTL sees it, and confirms it when the card is sent back.")
        column(self, gap=0).addWidget(labelled(_("Back to stage"), self.box, hint=hint))
        self.hide()

    def offer(self, line: SignatureLine) -> None:
        """Offer the stages before that of the line's card, the nearest first; CTL decides."""
        kept = self.box.currentData()
        self.box.clear()
        self.box.addItem(_("CTL decides"), "")
        for id_, name in reversed(line.returns_to):
            self.box.addItem(name.text(), id_)
        self.box.setCurrentIndex(max(self.box.findData(kept), 0))

    def show_for(self, decision: str) -> None:
        """Ask where the decision is a return that can name a stage."""
        self.setVisible(decision == "return" and self.box.count() > 1)

    def stage(self) -> str:
        """The stage (id) that is named, or ""; nothing is named where it is not asked."""
        return "" if self.isHidden() else str(self.box.currentData() or "")

    def choose(self, stage: str) -> None:
        """Name a stage, if it is offered."""
        self.box.setCurrentIndex(max(self.box.findData(stage), 0))
