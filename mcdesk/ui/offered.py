"""Words offered below an input while somebody types: one look and one way of finding."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QStyledItemDelegate

from mcdesk.ui import theme


def offering(completer: QCompleter, most: int = 10) -> QAbstractItemView:
    """Let a completer find words by any part of them, in any case; return its list, dressed.

    Qt gives its list a delegate of its own, which knows no style sheet.
    """
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(most)
    popup = completer.popup()
    assert popup is not None, "it shows its words in a list"
    popup.setItemDelegate(QStyledItemDelegate(popup))
    theme.dress(popup, kind="offered")
    return popup
