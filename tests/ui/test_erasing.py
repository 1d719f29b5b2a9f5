"""Removing for ever from the window: a plain warning, a reason, the CTL lead alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from mcdesk.ui.erasing import ErasingDialog


def test_the_warning_is_plain_and_a_reason_is_needed(qtbot):
    dialog = ErasingDialog("scan.pdf")
    qtbot.addWidget(dialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for words in ("scan.pdf is removed here", "cannot be undone", "Older backups"):
        assert words in told
    assert not dialog.ok.isEnabled()
    dialog.findChild(QPlainTextEdit).setPlainText("Asked by the person")
    assert dialog.ok.isEnabled()
    assert dialog.reason == "Asked by the person"
