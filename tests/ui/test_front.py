"""The first frame: kept at the end of a session, shown at the next start, never a stale one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from mcdesk import i18n
from mcdesk.procedure.stage import Label
from mcdesk.ui import front, theme
from mcdesk.ui.after_paint import AfterPaint
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.fit import Arrangement
from mcdesk.ui.front_picture import picture_of
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.window import MainWindow


@pytest.fixture
def window(qtbot, made, tmp_path):
    desk = made.desk(made.tiles(25))
    window = MainWindow(WindowState(tmp_path / "window.ini"))
    defined = made.procedure()
    window.furnish(Tasks(lambda: desk, lambda: desk), stages=defined.stages, phases=defined.phases)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.board.loaded):
        window.begin()
    qtbot.waitUntil(lambda: window.info is not None)
    yield window
    window.tasks.close()


def test_what_was_seen_is_the_first_frame_of_the_next_start(window, qtbot):
    workspace = Path(window.info.path)
    window.keep_front()
    again = WindowState(window.state.front_path.with_suffix(".ini"))
    shown = front.front_of(again, workspace)
    assert shown.picture.toImage() == picture_of(window).toImage().convertToFormat(
        shown.picture.toImage().format()
    )
    stages, phases = again.columns(workspace)
    assert [stage.id for stage in stages] == list(window.board.columns.columns)
    assert [phase.id for phase in phases] == [phase.id for phase in window.board.phases]
    assert stages[3].title.id == window.board.columns.columns[stages[3].id].stage.title.id


def test_the_picture_shows_columns_where_they_stand_and_no_cards(window):
    column = next(c for c in window.board.columns.visible_columns() if c.list.cards.tiles)
    picture = picture_of(window).toImage()
    middle = column.list.mapTo(window, column.list.rect().center())
    ratio = window.devicePixelRatioF()
    found = picture.pixelColor(round(middle.x() * ratio), round(middle.y() * ratio))
    assert found == theme.current().column
    ball = column.header.mapTo(window, column.header.rect().topLeft())
    near = {
        picture.pixelColor(round((ball.x() + x) * ratio), round((ball.y() + 15) * ratio)).name()
        for x in range(4, 34)
    }
    assert QColor(theme.current().phase(column.stage.phase)).name() in near


@pytest.mark.parametrize("what", ["nothing", "size", "title"])
def test_the_picture_is_made_anew_only_when_it_would_be_another(window, monkeypatch, what):
    window.keep_front()
    column = window.board.columns.visible_columns()[0]
    if what == "size":
        window.resize(1000, 700)
    elif what == "title":
        column.stage = column.stage._replace(title=Label("Another", "Lain"))
    window.seen_front = None
    made = []
    monkeypatch.setattr(front, "save", lambda *told: made.append(told))
    window.keep_front()
    assert bool(made) == (what != "nothing")


@pytest.mark.parametrize("what", ["language", "theme", "workspace", "columns", "filter"])
def test_a_picture_of_another_look_is_not_shown(window, what, tmp_path):
    workspace = Path(window.info.path)
    window.keep_front()
    assert front.front_of(window.state, workspace).picture is not None
    if what == "language":
        i18n.use_language("id")
    elif what == "theme":
        window.state.theme = "dark"
    elif what == "columns":
        window.state.keep_board(workspace, Arrangement(closed={"design"}), Filter())
    elif what == "filter":
        window.state.keep_board(workspace, Arrangement(), Filter(late=True))
    else:
        workspace = tmp_path / "other.mcdesk"
        assert window.state.columns(workspace) is None
    assert front.front_of(window.state, workspace).picture is None


PIXELS = front.pack(bytes(4 * 3 * 3))
DAMAGED = PIXELS[:-1] + bytes([PIXELS[-1] ^ 1])
CONTENTS = (
    b"", b"3x3\n", b"axb\nzz", b"9999x9999\n" + PIXELS, b"0x0\n" + front.pack(b""),
    b"3x3\n" + DAMAGED, b"3x3\n" + PIXELS[:4],
)  # fmt: skip


def test_pixels_are_packed_and_unpacked(qtbot, tmp_path):
    path = tmp_path / "window.front"
    path.write_bytes(b"key\n3x3\n" + PIXELS)
    assert front.unpack(PIXELS) == bytes(4 * 3 * 3)
    assert front.load(path, "key") is not None


@pytest.mark.parametrize("content", CONTENTS)
def test_a_damaged_picture_is_no_picture(tmp_path, content, qtbot):
    path = tmp_path / "window.front"
    path.write_bytes(content)
    assert front.load(path, "key") is None
    path.write_bytes(b"key\n" + content)
    assert front.load(path, "key") is None
    assert front.load(tmp_path / "none", "key") is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"workspace": "x"}', '{"stages": 3}'])
def test_damaged_columns_are_no_columns(tmp_path, kept):
    state = WindowState(tmp_path / "window.ini")
    state._kept.setValue("board/columns", kept)
    assert state.columns(tmp_path / "x") is None


def test_columns_are_not_kept_while_another_page_is_shown(window):
    window.state.front_path.unlink(missing_ok=True)
    window.seen_front = None
    window.go("ideas")
    window.keep_front()
    assert not window.state.front_path.exists()


def test_it_tells_its_first_paint_once(qtbot):
    shown, told = front.Front(), []
    shown.painted.connect(lambda: told.append(1))
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.painted):
        shown.show()
    shown.repaint()
    qtbot.wait(20)
    assert told == [1]


def test_a_folder_that_cannot_be_written_keeps_no_picture(window, tmp_path):
    assert not front.save(picture_of(window), tmp_path / "none" / "window.front", "key")


def test_what_follows_the_first_paint_is_not_called_once_the_widget_is_gone(qtbot):
    """A window on a team that is joined may be taken back before its first paint is over."""
    called = []
    for is_gone in (True, False):
        widget = QWidget()
        AfterPaint(widget, partial(called.append, is_gone))
        with qtbot.waitExposed(widget):
            widget.show()
        widget.repaint()
        if is_gone:
            shiboken6.delete(widget)
        else:
            qtbot.addWidget(widget)
            qtbot.waitUntil(lambda: bool(called))
    assert called == [False]


def test_the_picture_and_the_icons_of_menus_are_made_once_the_board_stands(window, qtbot):
    qtbot.waitUntil(window.state.front_path.exists)
    drawn = [made for action, made in window.actions_._living() if action.icon]
    qtbot.waitUntil(lambda: not any(made.icon().isNull() for made in drawn))
    assert drawn
