"""Why a card was sent back, wherever it is shown while that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.ui import language, parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from mcdesk.application.views import SentBack


def sent_back_title(stage: str) -> str:
    """Return that a card was sent back, and from which stage."""
    return _("Sent back from {stage}").format(stage=stage)


def show_sent_back(column: QVBoxLayout, sent: SentBack) -> None:
    """Write the words, who said them and when into a panel."""
    column.addWidget(parts.passage(sent.reason or _("No reason was given.")))
    said = _("{who}, {day}").format(who=sent.who, day=language.long_day(sent.on))
    column.addWidget(parts.label(said, "small", wrap=True))
