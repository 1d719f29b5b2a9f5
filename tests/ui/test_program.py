"""The program in front of the screen: its order of starting, one window each, going back."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
import zipfile
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mcdesk.__main__ import _read_tiles
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.models import joining as models_joining
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from mcdesk.ui import freshening, places, single, switching
from mcdesk.ui.backing import Backups
from mcdesk.ui.program import Program
from mcdesk.ui.start.joining import Joining
from mcdesk.ui.start.new_form import NewForm
from mcdesk.ui.start.page import NewWorkspace
from mcdesk.ui.start.window import FirstWindow
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.window import MainWindow
from mcdesk.ui.wording.page import WordingPage
from mcdesk.ui.wording.preview import FormPreview


@pytest.fixture(scope="module")
def made_file(tmp_path_factory):
    app, path = App(), tmp_path_factory.mktemp("made") / "ctl.mcdesk"
    app.close(app.create(path, "CTL", "CTL lead"))
    return path


@pytest.fixture
def path(tmp_path, made_file):
    return shutil.copyfile(made_file, tmp_path / "ctl.mcdesk")


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


def test_scripts_use_the_workspace_that_the_window_opened_last(
    program, path, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr("mcdesk.bootstrap.config_folder", lambda: tmp_path)
    program.show_start()
    proposed = program.window.findChild(NewForm).wish().path
    assert App().default_path().name == proposed.name == "ctl.mcdesk"
    program.open(path)
    opened(program, qtbot)
    assert App().default_path() == path.resolve()


def test_a_second_start_brings_the_window_to_the_front(program, path, qtbot):
    """Fault 21 of reliability.md."""
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
    qtbot.waitUntil(lambda: type(program.window) is FirstWindow, timeout=20_000)
    assert told == ["no_workspace"]
    assert bad.read_text().startswith("no database")


def test_only_columns_are_promised_before_they_were_ever_seen(program, path, qtbot):
    program.open(path)
    window = opened(program, qtbot)
    stages, _phases = places.shipped_columns()
    assert list(window.board.columns.columns) == [stage.id for stage in stages]
    assert QApplication.instance().styleSheet()


def names_in(backup, folder) -> set[str]:
    """Return the people in the workspace of a backup."""
    with zipfile.ZipFile(backup) as archive:
        archive.extract("workspace.mcdesk", folder)
    with closing(sqlite3.connect(folder / "workspace.mcdesk")) as connection:
        return {name for (name,) in connection.execute("select name from person")}


def test_the_last_words_are_in_the_backup_that_is_made_at_the_end(program, path, qtbot, tmp_path):
    program.open(path)
    window = opened(program, qtbot)
    data = tmp_path / "data"
    qtbot.waitUntil(lambda: bool(list(data.rglob("*.zip"))), timeout=20_000)

    def slowly(desk):
        threading.Event().wait(0.3)
        return desk.execute(do.AddPerson(name="Last words"))

    window.tasks.run(slowly, lambda _changes: None)
    assert window.close()
    (backup,) = data.rglob("*.zip")
    assert "Last words" in names_in(backup, tmp_path / "out")


def test_a_large_workspace_is_not_backed_up_while_it_closes(path, tmp_path, monkeypatch):
    monkeypatch.setattr("mcdesk.ui.backing.QUICK", path.stat().st_size + 1000)
    backups = Backups(App, path, WindowState(tmp_path / "window.ini"))
    assert backups.is_quick()
    files = path.with_name(f"{path.name}.files") / "ab"
    files.mkdir(parents=True)
    (files / "abc").write_bytes(b"x" * 2000)
    assert not backups.is_quick()


class Stays(QWidget):
    """A page that does not want to go."""

    def may_leave(self) -> bool:
        return False


def test_at_the_end_the_backup_that_is_being_written_is_waited_for(path, tmp_path):
    """Two at once would write one file, and each take twice as long."""
    inside, most = [], []

    class Slow:
        def daily_backup(self, *_where, closing=False):
            inside.append(closing)
            most.append(len(inside))
            time.sleep(0.2)
            inside.remove(closing)

    backups = Backups(Slow, path, WindowState(tmp_path / "window.ini"))
    first = threading.Thread(target=backups.daily, args=(None,))
    first.start()
    backups.closing(None, lambda _done, _of: True)
    first.join()
    assert most == [1, 1]


def test_a_page_is_asked_once_whether_it_may_go(program, path, qtbot):
    program.open(path)
    window = opened(program, qtbot)
    asked, page = [], QWidget()
    page.may_leave = lambda: asked.append("asked") is None
    window.open_page(page, "any")
    qtbot.waitUntil(window.tasks.is_idle)  # then it also leaves a picture of its board behind
    program.show_start()
    qtbot.waitUntil(lambda: program.window is not window)
    assert asked == ["asked"]


def test_a_window_whose_page_stays_is_not_replaced(program, path, qtbot):
    program.open(path)
    window = opened(program, qtbot)
    window.open_page(Stays(), "stays")
    program.show_start()
    qtbot.wait(20)
    assert program.window is window
    assert window.isVisible()
    qtbot.waitUntil(lambda: single.raise_other(path))  # it listens in a turn of its own
    window.host._trail.clear()


def test_another_person_finds_no_page_of_the_one_before(program, path, qtbot):
    program.open(path)
    window = opened(program, qtbot)
    window.tasks.run(lambda desk: desk.execute(do.AddPerson(name="Reader")), lambda _c: None)
    qtbot.waitUntil(lambda: len(window.info.persons) == 2)
    other = next(p.id for p in window.info.persons if p.name == "Reader")
    window.go("directory")
    before = window.host.page
    window.open_page(QWidget(), "any")
    switching.use_person(window, other)
    qtbot.waitUntil(lambda: window.info.person_id == other)
    assert window.host.page is window.board
    window.go("directory")
    assert window.host.page is not before


def test_whom_the_hub_takes_nothing_of_is_told_when_the_person_is_switched(
    program, path, qtbot, monkeypatch
):
    program.open(path)
    window = opened(program, qtbot)
    owner = window.info.person_id
    window.tasks.run(lambda desk: desk.execute(do.AddPerson(name="Reader")), lambda _c: None)
    window.tasks.run(lambda desk: desk.follow("hub", "postgresql://x@s/d"), lambda _c: None)
    window.tasks.run(lambda desk: desk.note_login(owner), lambda _c: None)
    qtbot.waitUntil(lambda: len(window.info.persons) == 2)
    other = next(p.id for p in window.info.persons if p.name == "Reader")
    banner = window.banner
    switching.use_person(window, other)
    qtbot.waitUntil(lambda: "the hub will not take what Reader does" in banner._label.text())
    switching.use_person(window, owner)
    qtbot.waitUntil(banner.isHidden)


def test_a_second_program_leaves_the_first_one_reachable(
    program, path, qtbot, tmp_path, monkeypatch
):
    quits = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(1))
    program.open(path)
    opened(program, qtbot)
    qtbot.waitUntil(lambda: program._single._server is not None)
    second = Program(App, _read_tiles, WindowState(tmp_path / "second.ini"))
    second.open(path)
    qtbot.waitUntil(lambda: quits == [1], timeout=20_000)
    assert single.raise_other(path)
    second.window.close()
    if second._crash is not None:
        second._crash.remove()
    second.shut()


def test_every_start_that_asks_is_heard(program, path, qtbot):
    program.open(path)
    opened(program, qtbot)
    qtbot.waitUntil(lambda: program._single._server is not None)
    heard = []
    program._single.called.connect(lambda: heard.append(1))
    for _ in range(20):
        assert single.raise_other(path)
    qtbot.waitUntil(lambda: len(heard) == 20)


def test_the_sample_goes_with_its_window(program, path, qtbot, tmp_path):
    folder = tmp_path / "throw-away"
    folder.mkdir()
    copy = folder / "sample.mcdesk"
    shutil.copyfile(path, copy)
    program.open(copy, folder)
    opened(program, qtbot)
    program.show_start()
    assert not folder.exists()


def test_damage_that_a_backup_finds_is_told(program, path, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *rest: told.append(error.code))

    def broken(*_given, **_named):
        raise Trouble("damaged", "The workspace is damaged.", "Restore a backup.")

    monkeypatch.setattr(App, "daily_backup", broken)
    program.open(path)
    opened(program, qtbot)
    qtbot.waitUntil(lambda: told == ["damaged"])


def test_the_first_page_stands_where_the_window_stood(program, path, qtbot, tmp_path):
    program.open(path)
    opened(program, qtbot).resize(1000, 600)
    program.show_start()
    assert program.window.height() == 600  # the screen of the tests is too narrow for its width
    program.window.resize(700, 610)
    program.show_start()
    assert program.window.size().toTuple() == (700, 610)
    later = Program(App, _read_tiles, WindowState(tmp_path / "window.ini"))
    later.state.keep_place(program.window)
    later.show_start()
    qtbot.addWidget(later.window)
    assert later.window.size().toTuple() == (700, 610)
    later._crash.remove()
    later.shut()


@pytest.mark.parametrize(("height", "then"), [(0, 740), (610, 610)])
def test_a_workspace_opens_where_a_person_put_the_first_page(program, path, qtbot, height, then):
    """Unless nobody touched it: a board needs more room."""
    program.show_start()
    if height:
        program.window.resize(760, height)
    program.open(path)
    assert opened(program, qtbot).height() == then


FILES = "mcdesk.ui.start.asking.QFileDialog"


def test_the_menu_s_restore_keeps_the_board_until_it_is_known_what_comes_back(
    program, path, qtbot, monkeypatch, tmp_path
):
    program.open(path)
    window = opened(program, qtbot)
    (tmp_path / "data" / "backups").mkdir(parents=True, exist_ok=True)
    asked = []
    monkeypatch.setattr("mcdesk.ui.program.data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(f"{FILES}.getOpenFileName", lambda *g: (asked.append(g[2]), ("", ""))[1])
    window.actions_["restore"].trigger()
    assert asked == [str(tmp_path / "data" / "backups")]
    assert program.window is window

    backup = App().backup(path, tmp_path / "x.mcdesk-backup.zip")
    target = tmp_path / "again.mcdesk"
    monkeypatch.setattr(f"{FILES}.getOpenFileName", lambda *_given: (str(backup), ""))
    monkeypatch.setattr(f"{FILES}.getSaveFileName", lambda *_given: (str(target), ""))
    window.actions_["restore"].trigger()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    assert opened(program, qtbot).info.path == str(target)


def test_the_backup_of_today_comes_back_as_it_was_chosen(
    program, path, qtbot, monkeypatch, tmp_path
):
    """The window that makes way for it does not write it anew with what it is to undo."""
    monkeypatch.setattr("mcdesk.ui.program.data_folder", lambda: tmp_path / "data")
    program.open(path)
    window = opened(program, qtbot)
    backups = tmp_path / "data" / "backups"
    qtbot.waitUntil(lambda: bool(list(backups.glob("*.zip"))), timeout=20_000)
    (chosen,) = backups.glob("*.zip")
    as_chosen = chosen.read_bytes()
    done = []
    window.tasks.run(lambda desk: desk.execute(do.AddPerson(name="ID-07")), done.append)
    qtbot.waitUntil(lambda: bool(done))
    monkeypatch.setattr(f"{FILES}.getOpenFileName", lambda *_given: (str(chosen), ""))
    monkeypatch.setattr(f"{FILES}.getSaveFileName", lambda *_given: (str(path), ""))
    monkeypatch.setattr("mcdesk.ui.start.asking.dialogs.Dialog.exec", lambda _dialog: 1)
    window.actions_["restore"].trigger()
    qtbot.waitUntil(lambda: isinstance(program.window, FirstWindow), timeout=20_000)
    qtbot.waitUntil(lambda: program._start._restored is not None, timeout=20_000)
    program._start._result.open.click()
    again = opened(program, qtbot)
    assert chosen.read_bytes() == as_chosen
    found = []
    again.tasks.run(lambda desk: [each.name for each in desk.directory().people], found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert "ID-07" not in found[0]


def test_what_is_no_backup_is_said_before_a_place_is_asked_for(
    program, qtbot, monkeypatch, tmp_path
):
    told, asked = [], []
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *rest: told.append(error.code))
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("letter.txt", "no backup")
    monkeypatch.setattr(f"{FILES}.getOpenFileName", lambda *_given: (str(bad), ""))
    monkeypatch.setattr(f"{FILES}.getSaveFileName", lambda *g: (asked.append(g), ("", ""))[1])
    program.show_start()
    program._start.ask_restore()
    qtbot.waitUntil(lambda: told == ["bad_backup"], timeout=20_000)
    assert asked == []


def test_a_pdf_is_checked_beside_the_window_and_what_it_is_is_shown(program, path, tmp_path, qtbot):
    from reportlab.pdfgen.canvas import Canvas

    from mcdesk.ui import checking

    stranger = tmp_path / "bill.pdf"
    page = Canvas(str(stranger))
    page.drawString(100, 400, "A bill")
    page.save()
    program.open(path)
    window = opened(program, qtbot)
    assert any(action.id == "check_pdf" for action in program._actions(window))
    checking.check_file(window, program.make_app, str(stranger))
    qtbot.waitUntil(lambda: window.findChild(checking.CheckDialog) is not None, timeout=30_000)
    dialog = window.findChild(checking.CheckDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "bill.pdf" in said
    assert "The file carries no signature." in said
    dialog.close()


def test_a_signed_pdf_that_is_dropped_is_checked_and_any_other_is_a_scan(
    program, path, tmp_path, qtbot, monkeypatch
):
    from mcdesk.ui import checking

    scans = []
    monkeypatch.setattr(checking, "file_scans", lambda _window, paths: scans.append(paths))
    signed, plain = tmp_path / "signed.pdf", tmp_path / "scan.pdf"
    signed.write_bytes(b"%PDF-1.7 /ByteRange [0 1 2 3]")
    plain.write_bytes(b"%PDF-1.7 nothing")
    program.open(path)
    window = opened(program, qtbot)
    window.wiring.file_scans(window, (signed,))
    qtbot.waitUntil(lambda: window.findChild(checking.CheckDialog) is not None, timeout=30_000)
    window.findChild(checking.CheckDialog).close()
    assert scans == []
    window.wiring.file_scans(window, (plain,))
    qtbot.waitUntil(lambda: scans == [(plain,)], timeout=30_000)
    window.wiring.file_scans(window, (signed, plain))
    qtbot.waitUntil(lambda: scans == [(plain,), (signed, plain)], timeout=30_000)


@pytest.fixture
def late(path, tmp_path):
    """A workspace that has just joined a team: nothing on its board is worked out yet."""
    app, hub = App(), tmp_path / "team.mcdhub"
    with closing(app.open(path)) as desk:
        desk.execute(do.AddFaculty(code="LAW", name_en="Law"))
        desk.execute(do.AddProgramme(code="LAW", name_en="Law", faculty="LAW"))
        for title in ("One", "Two", "Three"):
            desk.execute(do.CreateCard(title_en=title, programme="LAW"))
        app.make_hub(desk, str(hub))
    with closing(app.join(tmp_path / "late.mcdesk", str(hub), "CTL lead", later=True)) as desk:
        assert len(desk.store.stale_tiles("9999")) == 3
    return tmp_path / "late.mcdesk"


def test_a_board_is_there_and_can_be_worked_on_while_it_is_worked_out(
    program, late, qtbot, monkeypatch
):
    some, go = freshening._some, threading.Event()
    monkeypatch.setattr(freshening, "FIRST", 0)
    monkeypatch.setattr(freshening, "AT_ONCE", 1)
    monkeypatch.setattr(
        freshening, "_some", lambda most, desk: (most and go.wait(20), some(most, desk))[1]
    )
    program.open(late)
    window = opened(program, qtbot)
    tiles = window.board.models.tiles
    assert sorted(tile.title_en for tile in tiles.values()) == ["One", "Three", "Two"]
    assert not any(tile.of for tile in tiles.values())
    said = "Looking at what each micro-credential needs: 0 of 3"
    qtbot.waitUntil(lambda: window.busy.isVisible() and said in window.busy._label.text())
    one = next(tile.id for tile in tiles.values() if tile.title_en == "One")
    window.do(do.ChangeCard(card=one, title_en="First"))
    go.set()
    qtbot.waitUntil(lambda: all(tile.of for tile in window.board.models.tiles.values()))
    qtbot.waitUntil(lambda: window.board.models.tiles[one].title_en == "First")
    qtbot.waitUntil(lambda: window.busy.isHidden())


def test_what_cannot_be_worked_out_is_told_and_taken_up_at_the_next_start(
    program, late, qtbot, monkeypatch
):
    told, some = [], freshening._some

    def refuse(most, desk):
        if most:
            raise Trouble("disk_full", "The disk is full.")
        return some(most, desk)

    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *rest: told.append(error.code))
    monkeypatch.setattr(freshening, "FIRST", 0)
    monkeypatch.setattr(freshening, "_some", refuse)
    program.open(late)
    window = opened(program, qtbot)
    qtbot.waitUntil(lambda: "disk_full" in told)
    assert window.busy.isHidden()
    assert len(window.board.models.tiles) == 3
    monkeypatch.undo()
    assert App().open(late, read_only=True).store.stale_tiles("9999-1")


class Held:
    """Holds a joining at its end, until it is let go."""

    def __init__(self, monkeypatch) -> None:
        self.go, self.error, settle = threading.Event(), None, Workspace.settle

        def hold(store: Workspace) -> None:
            assert self.go.wait(20)
            if self.error is not None:
                raise self.error
            settle(store)

        monkeypatch.setattr(Workspace, "settle", hold)


@pytest.fixture
def joining(program, late, tmp_path, qtbot, monkeypatch):
    """A window whose team's history still comes; what is explained is told."""
    held = Held(monkeypatch)
    held.told, held.path = [], tmp_path / "own" / "own.mcdesk"
    held.path.parent.mkdir()
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *_: held.told.append(error.code))
    program.show_start()
    program.join(str(tmp_path / "team.mcdhub"), held.path)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    window = program.window
    qtbot.waitUntil(lambda: window.is_furnished and window.board.models.is_whole, timeout=20_000)
    yield held
    held.go.set()


def test_the_board_is_there_while_the_teams_history_comes(program, joining, qtbot):
    window = program.window
    tiles = window.board.models.tiles
    assert sorted(tile.title_en for tile in tiles.values()) == ["One", "Three", "Two"]
    assert not joining.path.exists()
    assert window.info is None
    one = next(tile.id for tile in tiles.values() if tile.title_en == "One")
    window.board.columns.choose([one])
    window.actions_.refresh()
    writing = [f"card.{name}" for name in ("new", "move", "advance", "hold")]
    assert not [id_ for id_ in writing if window.actions_[id_].isEnabled()]
    window.board.mover.move([one], "discussion")
    assert joining.told == ["not_here_yet"], "nobody is chosen yet who could do it"
    qtbot.waitUntil(window.busy.isVisible)
    assert "say who works here" in window.busy._label.text()
    joining.go.set()
    qtbot.waitUntil(lambda: window.info is not None, timeout=20_000)
    assert window.windowTitle().endswith("MC Desk")
    assert joining.path.is_file()
    assert program.window is window
    qtbot.waitUntil(lambda: window.actions_["card.move"].isEnabled())
    assert len(joining.told) == 1


@pytest.mark.parametrize(
    ("hub", "told"),
    [
        ("team.mcdhub", "look around, then say who works here"),
        ("postgresql://gd01@server/mcdesk", "what you do waits for it"),
    ],
)
def test_the_line_at_the_foot_says_how_far_it_is(program, late, qtbot, hub, told):
    """With a server, what one does waits: it knows who that is."""
    window = MainWindow(program.state)
    qtbot.addWidget(window)
    window.furnish(Tasks(lambda: None))
    window.show()
    coming = Joining(hub, late, window)
    coming.show_in(window)
    coming.came.emit(30, 100)
    qtbot.waitUntil(window.busy.isVisible)
    coming.at = (60, 100)
    coming.came.emit(*coming.at)
    assert told in window.busy._label.text()
    assert window.board.mover.is_shut is window.board.is_read_only is ("say who" in told)
    assert (window.busy._bar.value(), window.busy._bar.maximum()) == (60, 100)
    coming._compare()
    assert "is compared with the journal" in window.busy._label.text()
    assert told.split()[-1] in window.busy._label.text()
    assert (window.busy._bar.value(), window.busy._bar.maximum()) == (60, 100)
    coming.ended.emit()
    assert window.busy.isHidden()


def test_a_joining_that_is_cancelled_in_the_window_leaves_nothing(program, joining, qtbot):
    program.window.busy.cancel_requested.emit()
    joining.go.set()
    qtbot.waitUntil(lambda: type(program.window) is FirstWindow, timeout=20_000)
    assert list(joining.path.parent.iterdir()) == []
    assert joining.told == []


def test_a_joining_is_cancelled_in_the_window_while_what_came_is_compared(
    program, late, tmp_path, qtbot, monkeypatch
):
    go, ended, compare = threading.Event(), list[str](), models_joining.check_copied

    def hold(connection, progress):
        progress(1, 10)
        assert go.wait(20)
        return compare(connection, progress)

    monkeypatch.setattr(models_joining, "check_copied", hold)
    monkeypatch.setattr(Workspace, "settle", lambda _self: ended.append("settled"))
    monkeypatch.setattr("mcdesk.ui.dialogs.explain", lambda error, *_: ended.append(error.code))
    own = tmp_path / "own" / "own.mcdesk"
    own.parent.mkdir()
    program.show_start()
    program.join(str(tmp_path / "team.mcdhub"), own)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    qtbot.waitUntil(lambda: program.window.is_furnished, timeout=20_000)
    line = program.window.busy
    qtbot.waitUntil(line._cancel.isVisible, timeout=20_000)
    assert "is compared with the journal" in line._label.text()
    assert line._bar.maximum() == 100
    qtbot.mouseClick(line._cancel, Qt.MouseButton.LeftButton)
    go.set()
    qtbot.waitUntil(lambda: type(program.window) is FirstWindow, timeout=20_000)
    assert list(own.parent.iterdir()) == []
    assert ended == []


def test_a_joining_that_breaks_off_leads_back_and_says_why_once(program, joining, qtbot):
    joining.error = Trouble("hub_out_of_reach", "Cut.", retry=True)
    joining.go.set()
    qtbot.waitUntil(lambda: bool(joining.told), timeout=20_000)
    assert type(program.window) is FirstWindow
    qtbot.wait(50)
    assert joining.told == ["hub_out_of_reach"]
    assert list(joining.path.parent.iterdir()) == []


def test_a_window_that_closes_while_the_history_comes_gives_it_up(program, joining, qtbot):
    window = program.window
    with qtbot.waitSignal(window.closed):
        window.close()
    joining.go.set()
    qtbot.waitUntil(lambda: not list(joining.path.parent.iterdir()), timeout=20_000)
    assert joining.told == []


def test_a_form_is_looked_at_from_its_wording(program, path, qtbot, capfd):
    """The layouts of the window keep their items, whatever went before."""
    program.open(path)
    window = opened(program, qtbot)
    window.go("wording")
    qtbot.waitUntil(lambda: window.findChild(WordingPage) is not None)
    page = window.findChild(WordingPage)
    qtbot.waitUntil(lambda: bool(page.drafts), timeout=20_000)
    page._on_form("R2")
    page._on_look()
    qtbot.waitUntil(lambda: page.findChild(FormPreview) is not None, timeout=20_000)
    dialog = page.findChild(FormPreview)
    qtbot.wait(300)
    assert "already deleted" not in capfd.readouterr().err
    dialog.reject()
