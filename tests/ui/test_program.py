"""The program in front of the screen: its order of starting, one window each, going back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from mcdesk.__main__ import _read_tiles
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.ui import places, single
from mcdesk.ui.program import Program
from mcdesk.ui.start.page import NewWorkspace
from mcdesk.ui.state import WindowState
from mcdesk.ui.window import MainWindow


@pytest.fixture
def path(tmp_path):
    app, path = App(), tmp_path / "ctl.mcdesk"
    app.close(app.create(path, "CTL", "CTL lead"))
    return path


@pytest.fixture
def program(tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr("mcdesk.ui.program.default_path", lambda: tmp_path / "window.ini")
    monkeypatch.setattr("mcdesk.ui.state.default_path", lambda: tmp_path / "window.ini")
    monkeypatch.setattr("mcdesk.bootstrap.data_folder", lambda: tmp_path / "data")
    program = Program(App, _read_tiles, WindowState(tmp_path / "window.ini"))
    yield program
    if program._crash is not None:
        program._crash.remove()
    if program.window is not None:
        program.window.close()
    program.shut()
    program._single.stop()


def opened(program, qtbot) -> MainWindow:
    """Wait until the window is furnished and its workers have answered."""
    window = program.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.is_furnished and window.info is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.board.models.is_whole, timeout=20_000)
    return window


def test_the_first_frame_comes_before_everything_else(program, path, qtbot):
    program.open(path)
    assert program.window.isVisible()
    assert not program.window.is_furnished
    window = opened(program, qtbot)
    assert window.windowTitle() == "CTL - MC Desk"
    assert WindowState(window.state.front_path.with_suffix(".ini")).recent == [path.resolve()]


def test_a_second_start_brings_the_window_to_the_front(program, path, qtbot):
    assert not single.raise_other(path)
    program.open(path)
    opened(program, qtbot)
    qtbot.waitUntil(lambda: program._single._server is not None)
    with qtbot.waitSignal(program._single.called):
        assert single.raise_other(path)
    program.show_start()
    assert not single.raise_other(path)


def test_from_the_first_page_a_workspace_is_made_and_opened(program, tmp_path, qtbot):
    program.show_start()
    made = tmp_path / "new.mcdesk"
    program.create(NewWorkspace(path=made, name="New", person="Head of CTL", roles=("ctl_lead",)))
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    window = opened(program, qtbot)
    assert window.info.name == "New"
    assert window.board.empty.isVisible()


def test_a_file_that_is_no_workspace_leads_back_to_the_first_page(
    program, tmp_path, qtbot, monkeypatch
):
    told = []
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *rest: told.append(error.code))
    bad = tmp_path / "bad.mcdesk"
    bad.write_text("no database" * 300)
    program.open(bad)
    qtbot.waitUntil(lambda: type(program.window) is QMainWindow, timeout=20_000)
    assert told
    assert bad.read_text().startswith("no database")


def test_only_columns_are_promised_before_they_were_ever_seen(program, path, qtbot):
    program.open(path)
    window = opened(program, qtbot)
    stages, _phases = places.shipped_columns()
    assert list(window.board.columns.columns) == [stage.id for stage in stages]
    assert QApplication.instance().styleSheet()


def test_what_was_changed_is_backed_up_when_the_window_closes(program, path, qtbot, monkeypatch):
    asked = []
    kept = App.daily_backup

    def note(app, path, folder=None, *, closing=False):
        asked.append(closing)
        return kept(app, path, folder, closing=closing)

    monkeypatch.setattr(App, "daily_backup", note)
    program.open(path)
    window = opened(program, qtbot)
    qtbot.waitUntil(lambda: asked == [False])
    assert window.close()
    assert asked == [False, True]


def test_damage_that_a_backup_finds_is_told(program, path, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *rest: told.append(error.code))

    def broken(*_given, **_named):
        raise Trouble("damaged", "The workspace is damaged.", "Restore a backup.")

    monkeypatch.setattr(App, "daily_backup", broken)
    program.open(path)
    opened(program, qtbot)
    qtbot.waitUntil(lambda: told == ["damaged"])
