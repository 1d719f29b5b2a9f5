"""A form that somebody else freezes while one types in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.views import Changes
from mcdesk.ui.forms.barred import BarredBox
from tests.ui.forms.fakes import frozen_view
from tests.ui.forms.stage import Stage


def type_on(stage: Stage, path: str, words: str) -> Any:
    block = stage.block(path)
    block.focus_path(path)
    field = block.editor.focusProxy()
    QTest.keyClicks(field, words)
    return field


def freeze(stage: Stage) -> None:
    """Let what somebody else froze arrive by an exchange."""
    view = frozen_view(content=stage.desk.view.content)
    revision = replace(view.revision, version=2, frozen_by="Ana Lestari")
    stage.desk.view = replace(view, revision=revision)
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))


def box_of(stage: Stage, path: str) -> BarredBox:
    """Return what stands at a field of what was typed there, and closed."""
    return stage.block(path).barred.boxes[path]


def press(stage: Stage, path: str, words: str) -> None:
    box = box_of(stage, path)
    next(b for b in box.findChildren(QPushButton) if b.text() == words).click()
