"""In the window: what undoing a change of the history reaches is asked about and taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea

from mcdesk.application.views import HistoryLine, TakenBackLine
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.ui import taking_back
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.dialogs import FindingsDialog
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.window import MainWindow
from mcdesk.ui.wiring import Wiring
from tests.ui.shared_desk import OneAtATime


@pytest.fixture
def desk(desk, card):
    desk.execute_each(
        [
            (
                code,
                do.TakeOverCard(
                    title_en=f"Title {code}", programme="LAW", stage="design", code=code,
                    since="2026-11-01",
                ),
            )
            for code in ("T-1", "T-2")
        ]
    )  # fmt: skip
    return OneAtATime(desk)


@pytest.fixture
def window(qtbot, desk, tmp_path):
    made = MainWindow(WindowState(tmp_path / "window.ini"))
    made.show_front(tmp_path / "ctl.mcdesk")
    wiring = Wiring(now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    made.furnish(Tasks(lambda: desk, lambda: desk), stages=desk.info().stages, wiring=wiring)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.board.loaded):
        made.begin()
    qtbot.waitUntil(lambda: made.info is not None)
    yield made
    made.tasks.close()


def codes(desk) -> set[str]:
    return {tile.code for tile in desk.board().tiles}


def history_of(window, desk, qtbot, code: str):
    window.open_card(desk.outline(code).tile.id)
    page = window.host.page
    qtbot.waitUntil(lambda: page.state is not None)
    page.body.tabs.setCurrentWidget(page.body.history)
    history = page.body.history
    qtbot.waitUntil(lambda: bool(history.list.lines.entries))
    history.list.choose(next(e.key for e in history.list.lines.entries if not e.is_heading))
    return history


def said_in(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_asks_which_cards_go_and_every_key_goes_with_that_step(window, desk, qtbot):
    desk.undo()
    desk.redo()
    history = history_of(window, desk, qtbot, "T-1")
    history.deeds["undo"].trigger()
    dialog = next(d for d in window.findChildren(taking_back.UndoDialog) if d.isVisible())
    assert "Title T-1" in said_in(dialog)
    assert "T-2" in said_in(dialog)
    assert codes(desk) >= {"T-1", "T-2"}, "it is only asked"
    assert dialog.focusWidget() is dialog.cancel, "Enter, pressed on, takes nothing away"
    dialog.accept()
    toast = window.rooms.toast
    qtbot.waitUntil(lambda: toast.text.startswith("Undone: Taken over"))
    assert "T-1, T-2" in toast.text
    assert not codes(desk) & {"T-1", "T-2"}
    assert "Taken over" in window.actions_["undo"].text()
    qtbot.waitUntil(lambda: not toast.isHidden())
    toast._undo.click()
    qtbot.waitUntil(lambda: toast.text.startswith("Redone: Taken over"))
    assert codes(desk) >= {"T-1", "T-2"}
    window.redo()
    qtbot.waitUntil(lambda: toast.text.startswith("Undone: Taken over"))
    assert not codes(desk) & {"T-1", "T-2"}


def test_the_key_to_do_again_says_after_an_undo_of_the_history_which_key_takes_it_back(
    window, desk, qtbot
):
    assert not window.actions_["redo"].isEnabled()
    history_of(window, desk, qtbot, "T-1").deeds["undo"].trigger()
    next(d for d in window.findChildren(taking_back.UndoDialog) if d.isVisible()).accept()
    toast = window.rooms.toast
    qtbot.waitUntil(lambda: toast.text.startswith("Undone: Taken over"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    said = "Nothing to do again: the last step was “Undone: Taken over · T-1”"
    qtbot.waitUntil(lambda: toast.text == f"{said}, and Ctrl+Z takes it back")
    assert "T-1" not in codes(desk)
    toast._undo.click()
    qtbot.waitUntil(lambda: toast.text.startswith("Redone: Taken over"))
    assert "T-1" in codes(desk)


def test_what_was_undone_into_nothing_is_found_and_comes_back(window, desk, qtbot):
    desk.undo()
    window.actions_["undone"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(taking_back.UndoneDialog)))
    (dialog,) = window.findChildren(taking_back.UndoneDialog)
    assert "T-1   Title T-1" in said_in(dialog)
    dialog.findChildren(taking_back.parts.Link)[0].click()
    qtbot.waitUntil(lambda: window.rooms.toast.text.startswith("Redone: Taken over"))
    assert codes(desk) >= {"T-1", "T-2"}


def test_a_refused_undo_says_which_step_the_key_takes_next(window, desk, qtbot, monkeypatch):
    window.do(do.ChangeCard(card="T-1", title_en="Mine"))
    qtbot.waitUntil(lambda: "Details changed" in window.actions_["undo"].text())
    desk.execute(do.ChangeCard(card="T-1", title_en="Later"))
    desk._undo.pop()
    shown = []
    monkeypatch.setattr(FindingsDialog, "exec", lambda dialog: shown.append(said_in(dialog)))
    window.undo()
    qtbot.waitUntil(lambda: bool(shown))
    assert "Not undone: Details changed · T-1" in shown[0]
    assert "takes back: Taken over · T-1, T-2" in shown[0]
    assert "Taken over" in window.actions_["undo"].text()


def test_what_cannot_be_undone_is_told_without_an_offer_to_undo_it(window, desk, qtbot):
    window.open_card(desk.outline("T-1").tile.id)
    page = window.host.page
    qtbot.waitUntil(lambda: page.state is not None)
    page.body.card.moves.rest("cancel")
    dialog = next(d for d in window.findChildren(CommandDialog) if d.isVisible())
    dialog.input("reason").setPlainText("No demand")
    with qtbot.waitSignal(dialog.carried_out):
        dialog.accept()
    toast = window.rooms.toast
    qtbot.waitUntil(lambda: toast.text.startswith("T-1 is cancelled"))
    assert "reopen" in toast.text
    qtbot.waitUntil(lambda: not toast.isHidden())
    assert not toast._undo.isVisible()


def line_of(count: int, *, takes: int = 0) -> HistoryLine:
    title = Label("Title of a card", "Judul sebuah kartu")
    return HistoryLine(
        event_id="e", at="2026-11-23T09:00:00Z", who="CTL-01", kind="HandedOver",
        what=Label("Handed over", "Diserahterimakan"), card_code="", card_id="", form="", note="",
        changes=(), undoable=True, cards=tuple(f"MC-2026-{n:04}" for n in range(count)),
        takes=tuple((f"MC-2026-{n:04}", title) for n in range(takes)),
    )  # fmt: skip


@pytest.mark.parametrize(("count", "takes"), [(400, 0), (400, 100)])
def test_the_codes_of_many_cards_scroll_and_none_is_cut(qtbot, count, takes):
    dialog = taking_back.UndoDialog(line_of(count, takes=takes))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.height() < 720
    for area in dialog.findChildren(QScrollArea):
        listed = area.widget()
        assert listed.height() >= listed.heightForWidth(listed.width())
        assert area.verticalScrollBar().maximum() > 0
    assert dialog.buttons.geometry().bottom() < dialog.height()


def test_what_cannot_come_back_says_why_and_offers_no_way_that_is_refused(qtbot):
    cards = (("MC-9", Label("First", "Pertama")),)
    lines = [TakenBackLine(str(n), "2026-11-23T09:00:00Z", "CTL-01", cards, taken)
             for n, taken in enumerate(((), ("MC-9",)))]  # fmt: skip
    dialog = taking_back.UndoneDialog(lines)
    qtbot.addWidget(dialog)
    (link,) = dialog.findChildren(taking_back.parts.Link)
    assert "another micro-credential bears this code" in said_in(dialog)
    link.click()
    assert dialog.wanted == "0"
