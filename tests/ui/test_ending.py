"""What is still being written when a window closes is named and waited for, or left away."""

from __future__ import annotations

import threading
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from mcdesk.ui import ending
from mcdesk.ui.backing import BackupKeeper, Backups
from mcdesk.ui.ending import EndingDialog
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks


class Slow:
    """A program whose closing backup takes until it is let go, or not wanted any more."""

    def __init__(self) -> None:
        self.go, self.ended = threading.Event(), list[str]()

    def daily_backup(self, _path, _folder, progress=None, *, closing=False):
        if closing:
            while not self.go.wait(0.02):
                if not progress(1, 4):
                    self.ended.append("left away")
                    return ""
            self.ended.append("written")
        return ""


class Window(QWidget):
    closing = Signal()


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.go.set()


@pytest.fixture
def window(qtbot, slow, tmp_path, monkeypatch):
    monkeypatch.setattr(ending, "PATIENCE", 0.05)
    made, path = Window(), tmp_path / "mine.mcdesk"
    path.write_bytes(b"x")
    qtbot.addWidget(made)
    made.tasks, beside = Tasks(Mock), Tasks(Mock)
    made.keeper = BackupKeeper(
        made, beside, Backups(lambda: slow, path, WindowState(tmp_path / "w"))
    )
    yield made
    slow.go.set()
    assert beside.close()


def at_dialog(qtbot, monkeypatch, window, act):
    """Close the window; do something with the dialog, then return what came of it and was told."""
    told: list[str] = []

    def run(dialog: EndingDialog) -> int:
        dialog.show()
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        act(dialog)
        qtbot.waitUntil(dialog.isHidden)
        return dialog.result()

    monkeypatch.setattr(EndingDialog, "exec", run)
    window.closing.emit()
    return ending.wait_for(window), " ".join(told)


def test_the_closing_backup_is_waited_for_and_named(qtbot, monkeypatch, window, slow):
    def act(dialog):
        qtbot.waitUntil(lambda: (dialog.bar.value(), dialog.bar.maximum()) == (1, 4))
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space):
            QTest.keyClick(dialog, key)
        assert dialog.isVisible(), "no key gives the backup up"
        slow.go.set()

    has_ended, words = at_dialog(qtbot, monkeypatch, window, act)
    assert has_ended
    assert slow.ended == ["written"]
    assert "All that you did is stored. Today’s backup" in words
    assert "unfinished" not in words


def test_one_closes_without_the_backup(qtbot, monkeypatch, window, slow):
    has_ended, _words = at_dialog(qtbot, monkeypatch, window, lambda each: each.without.click())
    assert has_ended
    assert slow.ended == ["left away"]


def test_other_work_is_named_by_its_own_words(qtbot, monkeypatch, window, slow):
    go = threading.Event()
    window.tasks.run(lambda _desk: go.wait(20), lambda _told: None, busy="Printing …")
    slow.go.set()
    has_ended, words = at_dialog(qtbot, monkeypatch, window, lambda each: each.without.click())
    assert not has_ended, "it is not waited for"
    assert "What was begun is still being done: Printing." in words
    go.set()
    qtbot.waitUntil(window.tasks.has_ended)


def test_where_all_is_written_nothing_is_said(qtbot, monkeypatch, window, slow):
    slow.go.set()
    monkeypatch.setattr(ending, "PATIENCE", 20)
    monkeypatch.setattr(EndingDialog, "exec", lambda _dialog: pytest.fail("nothing to wait for"))
    window.closing.emit()
    assert ending.wait_for(window)
