"""What the settings page shows, and what its sections have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mcdesk.ui import parts, theme

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import KeysView, SettingsView, WorkspaceInfo

WIDEST = 880


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that the sections show."""

    settings: SettingsView
    info: WorkspaceInfo
    today: date
    keys: KeysView

    @property
    def may(self) -> bool:
        return "settings" in self.info.rights and not self.info.read_only


class Section(QWidget):
    """One group of settings, under its heading and a sentence.

    `widest` is the width beyond which it does not grow.

    Signals:
        wished: commands are to be carried out, all of them or none.
        reread: something was changed that no command tells of.
    """

    widest = WIDEST
    wished = Signal(object)
    reread = Signal()

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(theme.WIDE)
        self.column.addWidget(parts.label(title, "title"))
        self.column.addWidget(parts.label(words, "muted", wrap=True))

    def show_setting(self, key: str) -> bool:
        """Put the keyboard on a setting of the guide, if it is changed here."""
        return not key

    def show_read(self, read: Read) -> None:
        """Show the settings as they are."""
        raise NotImplementedError


def in_scroll(section: Section) -> QScrollArea:
    """Return a section that scrolls where the window is low, no wider than can be read."""
    section.setMaximumWidth(section.widest)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(section)
    area.viewport().setAutoFillBackground(False)
    section.setAutoFillBackground(False)
    return area
