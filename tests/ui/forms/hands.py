"""Typing into a form on screen, and answering what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from mcdesk.errors import Trouble
from mcdesk.ui.dialogs import Dialog
from tests.ui.forms.stage import Stage

LOCKED = Trouble("locked", "The file is locked.", "Try again later.", retry=True)


def type_into(stage: Stage, path: str, words: str) -> Any:
    """Type into a text field and stay there."""
    block = stage.block(path)
    block.focus_path(path)
    widget = block.editor.focusProxy()
    if isinstance(widget, QLineEdit):
        widget.home(False)
    QTest.keyClicks(widget, words)
    return widget


@contextmanager
def answering(*, stays: bool) -> Iterator[list[str]]:
    """Answer the dialogs that are opened here; yields what each of them says."""
    said: list[str] = []

    def answer_now(dialog: Dialog) -> bool:
        said.append(" ".join(label.text() for label in dialog.findChildren(QLabel)))
        return not stays

    with patch.object(Dialog, "exec", answer_now):
        yield said
