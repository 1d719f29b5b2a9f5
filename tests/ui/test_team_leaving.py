"""Leaving a team while changes wait for its hub: said, counted, and packed first."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team import wiring
from mcdesk.ui.team.standing import Standing
from tests.ui.team_state import STATE


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []
        self.tasks = SimpleNamespace(run=lambda *_given: self.did.append("left"))
        self.pack = lambda: self.did.append("packed")


@pytest.fixture
def asked(qtbot, monkeypatch):
    """Ask with so many changes that wait, press something; return what was told and done."""

    def ask(waiting: int, press) -> tuple[str, list[str]]:
        window, told = Window(), list[str]()
        qtbot.addWidget(window)

        def run(dialog: Dialog) -> int:
            dialog.show()
            told.extend(label.text() for label in dialog.findChildren(QLabel))
            press(dialog)
            return dialog.result()

        monkeypatch.setattr(Dialog, "exec", run)
        standing = Standing(replace(STATE, waiting=waiting))
        wiring.leave(window, SimpleNamespace(standing=standing), window)
        return " ".join(told), window.did

    return ask


def enter(dialog: Dialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_enter_packs_what_waits_and_leaves_nobody(asked):
    told, did = asked(12, enter)
    assert "12 changes wait for the hub" in told
    assert did == ["packed"]


def test_one_may_leave_all_the_same(asked):
    assert asked(1, lambda dialog: dialog.ok.click())[1] == ["left"]
    assert asked(1, lambda dialog: dialog.reject())[1] == []


def test_where_nothing_waits_nothing_is_packed_and_joining_again_is_told(asked):
    told, did = asked(0, enter)
    assert did == ["left"]
    assert "wait for the hub" not in told
    assert "gets another workspace file" in told
