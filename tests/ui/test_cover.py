"""The picture of the whole window: shown only while it is true, and never in anybody's way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mcdesk.application.views import Changes
from mcdesk.ui import cover, front
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.window import MainWindow


@pytest.fixture
def open_window(qtbot, made, tmp_path):
    """Opens a window on the same workspace again and again, as one start after another."""
    workspace = tmp_path / "ctl.mcdesk"
    workspace.write_bytes(bytes(range(64)))
    tiles, opened = made.tiles(25), []

    def start(*, begins=True):
        desk, defined = made.desk(list(tiles)), made.procedure()
        window = MainWindow(WindowState(tmp_path / "window.ini"))
        qtbot.addWidget(window)
        shown = window.show_front(workspace)
        window.show()
        tasks = Tasks(lambda: desk, lambda: desk)
        window.furnish(tasks, stages=defined.stages, phases=defined.phases)
        opened.append(window)
        if begins:
            with qtbot.waitSignal(window.board.loaded):
                window.begin()
            qtbot.waitUntil(lambda: window.info is not None and window.tasks.is_idle())
            window.info = replace(window.info, path=str(workspace))
        return window, shown

    yield start
    for window in opened:
        window.tasks.close()


def is_over(shown: front.Front) -> bool:
    return shiboken6.isValid(shown) and not shown.isHidden()


def test_a_start_after_nothing_changed_shows_the_window_as_it_was_left(open_window, qtbot):
    first, shown = open_window()
    assert not shown.is_whole
    left = first.grab().toImage()
    first.close()
    second, shown = open_window(begins=False)
    assert shown.is_whole
    assert is_over(shown)
    assert shown.picture.toImage() == left.convertToFormat(shown.picture.toImage().format())
    assert shown.size() == second.size()


def test_the_picture_shows_no_search_for_the_next_start_begins_without(open_window):
    first, _shown = open_window()
    first.board.show_filter(Filter(text="zzzz"))
    first.board.show_filter(Filter())
    left = first.grab().toImage()
    first.board.show_filter(Filter(text="zzzz"))
    first.close()
    _second, shown = open_window(begins=False)
    assert shown.is_whole
    assert shown.picture.toImage() == left.convertToFormat(shown.picture.toImage().format())


def test_the_board_takes_the_pictures_place_once_it_shows_the_same(open_window, qtbot):
    open_window()[0].close()
    second, shown = open_window()
    assert shown.is_whole
    qtbot.waitUntil(lambda: not is_over(shown))
    assert second.board.models.is_whole


def changed_file(window: MainWindow) -> None:
    with Path(window.info.path).open("r+b") as file:
        file.seek(27)
        file.write(b"\xff")


def changed_time(window: MainWindow) -> None:
    os.utime(window.info.path, (1, 1))


def other_day(window: MainWindow) -> None:
    pass


def other_size(window: MainWindow) -> None:
    window.resize(1000, 700)
    window.state.keep_place(window)
    window.state.save()


@pytest.mark.parametrize("what", [changed_file, changed_time, other_day, other_size])
def test_a_picture_that_may_no_longer_be_true_is_not_shown(open_window, monkeypatch, what):
    first, _shown = open_window()
    first.close()
    what(first)
    if what is other_day:
        monkeypatch.setattr(front, "strftime", lambda _form: "2031-01-01")
    assert not open_window(begins=False)[1].is_whole


def test_a_window_that_stands_elsewhere_looks_the_same(open_window):
    first, _shown = open_window()
    first.close()
    first.move(first.pos() + QPoint(40, 30))
    first.state.keep_place(first)
    first.state.save()
    assert open_window(begins=False)[1].is_whole


def test_a_session_that_ends_in_the_middle_of_work_leaves_no_picture(open_window):
    """The one from before stays, and its key tells that it is no longer true."""
    open_window()[0].close()
    second, _shown = open_window()
    before = second.state.board_path.read_bytes()
    path = Path(second.info.path)
    second.tasks.run(lambda _desk: path.write_bytes(bytes(90)), lambda _told: None)
    second.close()
    assert second.state.board_path.read_bytes() == before
    assert not open_window(begins=False)[1].is_whole


def test_what_is_written_while_the_window_ends_makes_its_picture_untrue_or_is_in_its_key(
    open_window,
):
    first, _shown = open_window()
    path = Path(first.info.path)

    def back_up(_desk: object) -> None:
        path.write_bytes(bytes(80))

    first.closing.connect(lambda: first.tasks.run(back_up, lambda _told: None))
    first.close()
    assert open_window(begins=False)[1].is_whole


@pytest.mark.parametrize("how", ["mouse", "key", "changes", "size"])
def test_whoever_touches_the_window_sees_the_board_itself(open_window, qtbot, how):
    open_window()[0].close()
    second, shown = open_window(begins=False)
    assert is_over(shown)
    place = second.rect().center()
    if how == "mouse":
        assert second.childAt(place) is not shown
        QTest.mouseClick(second.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    elif how == "key":
        QTest.keyClick(second.windowHandle(), Qt.Key.Key_Down)
    elif how == "size":
        second.resize(1000, 700)
    else:
        second.tasks.publish(Changes(gone=frozenset(("c1",))))
    qtbot.waitUntil(lambda: not is_over(shown), timeout=1000)


def test_it_never_stands_for_good(open_window, qtbot, monkeypatch):
    open_window()[0].close()
    monkeypatch.setattr(cover, "LONGEST", 30)
    _second, shown = open_window(begins=False)
    qtbot.waitUntil(lambda: not is_over(shown), timeout=1000)


def test_the_picture_has_nothing_chosen_and_each_column_from_its_first_card(open_window):
    window, _shown = open_window()
    cards = next(c for c in window.board.columns.lists() if len(c.cards.tiles) > 1)
    cards.choose(len(cards.cards.tiles) - 1)
    assert cover.picture_of(window) is not None
    assert window.board.columns.selected_ids() == []
    assert cards.verticalScrollBar().value() == 0


def test_without_a_board_read_whole_there_is_no_picture(open_window):
    window, _shown = open_window(begins=False)
    assert cover.picture_of(window) is None
