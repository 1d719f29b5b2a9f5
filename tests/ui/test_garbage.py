"""Garbage is collected on the window's thread, and the board leaves the focus to others."""

from __future__ import annotations

import gc

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from mcdesk.ui import garbage, launch, theme
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.garbage import Garbage
from mcdesk.ui.shots import Studio


class Node:
    """Refers to itself, so only the collector frees it."""

    freed = 0

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Node.freed += 1


def test_cycles_are_freed_by_the_timer_only(qtbot):
    garbage = Garbage()
    try:
        assert not gc.isenabled()
        for _number in range(gc.get_threshold()[0] * 3):
            Node()
        assert Node.freed == 0
        garbage.collect()
        assert Node.freed > 0
    finally:
        garbage.stop()
    assert gc.isenabled()


def test_a_stored_field_leaves_the_focus_in_the_form(app, desk, card, qtbot):
    """The board, hidden behind the form, must not take the focus when its card changes."""
    path = desk.store.path
    app.close(desk)
    theme.apply(launch.make_application(), "light")
    studio = Studio(lambda: app, path, QSize(1366, 768))
    window = studio.window
    qtbot.addWidget(window)
    window.show()
    window.begin()
    studio.settle()
    card_id = next(iter(window.board.models.tiles))
    window.board.columns.choose([card_id], focus=True)
    window.open_form(card_id, "R1")
    studio.settle()
    lines = [line for line in window.host.page.findChildren(Line) if line.isVisible()]
    lines[0].setFocus()
    qtbot.keyClicks(lines[0], "12/LAW")
    lines[1].setFocus()
    studio.settle()
    studio.settle()
    assert QApplication.focusWidget() is lines[1]
    assert window.close()
    studio._state.cleanup()
    desk.store.take_lock()
    assert desk.history(limit=1)[0].changes[0].new == "12/LAW"


def test_what_has_settled_is_left_out_of_collections():
    before = gc.get_freeze_count()
    kept = [[number] for number in range(100)]
    garbage.settle()
    assert gc.get_freeze_count() >= before + len(kept)
    gc.unfreeze()
