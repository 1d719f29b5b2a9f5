"""The first page: what is under way, what was worked on, and what a restored backup replaced."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from mcdesk.application.views import ReplicaState
from mcdesk.bootstrap import App as ProgramApp
from mcdesk.errors import Trouble
from mcdesk.procedure.calendar import use_zone
from mcdesk.ui import dialogs, theme
from mcdesk.ui.parts import Link
from mcdesk.ui.start.making import create
from mcdesk.ui.start.new_form import NewWorkspace
from mcdesk.ui.start.page import CHOICES, FORM, JOIN, StartActions, StartPage
from mcdesk.ui.start.recent import Recent, free_name, moment_text, recent_of, short_folder
from mcdesk.ui.start.restoring import Restored, restore, unsent, workspace_name
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks

DIALOG = "mcdesk.ui.start.asking.QFileDialog"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "work"
    made.mkdir()
    return made


@pytest.fixture
def start(qtbot, folder):
    calls = []
    actions = StartActions(
        create=lambda wish: calls.append(("create", wish)),
        open=lambda path: calls.append(("open", path)),
        check=lambda backup, done: done(backup),
        restore=lambda source, target: calls.append(("restore", source, target)),
        sample=lambda: calls.append(("sample",)),
        join=lambda hub, path: calls.append(("join", hub, path)),
        try_hub=lambda wish, done, failed: calls.append(("try", wish)),
        folder=folder,
        count=lambda _target, done: done(0),
    )
    page = StartPage(actions)
    page.calls = calls
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def tasks(qapp):
    made = Tasks(lambda: "the app")
    yield made
    made.close()


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_sentences_of_choices_stand_right_below_their_buttons(start, qtbot):
    start.resize(1366, 768)
    told = {label.text(): label for label in start.findChildren(QLabel)}
    short, long = told["Bring a backup back."], told["Try everything; nothing is kept."]
    long.setText("A sentence that takes more than one line. " * 3)
    qtbot.waitUntil(lambda: long.parentWidget().height() > 90)
    assert long.parentWidget().height() == short.parentWidget().height()
    assert short.height() < long.height()  # a label with more room centres its words


# --- progress -------------------------------------------------------------------------------


def test_long_work_shows_what_it_is_and_how_far(qtbot, start, tasks):
    gate, done = threading.Event(), []

    def job(app, progress):
        progress(30, 60)
        assert gate.wait(5)
        return app

    start.run(tasks, "Filling the sample …", job, done.append, stops=True)
    assert start.focusWidget() is start._work.cancel
    qtbot.waitUntil(lambda: "50 %" in words(start))
    assert "Filling the sample" in words(start)
    assert start.findChild(QProgressBar).value() == 30
    theme.theme_changed.emit()
    assert "Filling the sample" in words(start)
    gate.set()
    qtbot.waitUntil(lambda: done == ["the app"])
    assert start._stack.currentIndex() == 0


def test_work_that_is_cancelled_is_forgotten(qtbot, start, tasks):
    done, seen, begun, gate = [], [], threading.Event(), threading.Event()

    def job(_app, progress):
        begun.set()
        assert gate.wait(5)
        seen.append(progress(1, 2))
        return "half"

    start.run(tasks, "Filling the sample …", job, done.append, stops=True)
    assert begun.wait(5)
    start._work.cancel.click()
    assert start._stack.currentIndex() == 0
    assert start.focusWidget().text() == "New workspace"
    gate.set()
    qtbot.waitUntil(lambda: seen == [False])
    tasks.close()
    qtbot.wait(20)
    assert done == []


def test_work_that_fails_leads_back_to_the_choices(qtbot, start, tasks):
    def job(_app, _progress):
        raise Trouble("disk", "No room.", "Make some.")

    failed = []
    start.run(tasks, "Restoring …", job, print, failed.append)
    assert not start._work.cancel.isVisible()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert start._stack.currentIndex() == 0


def test_a_workspace_that_cannot_be_made_leads_back_to_what_was_filled_in(qtbot, start, tasks):
    def job(_app, _progress):
        raise Trouble("folder", "/x cannot be written to.", "Choose another folder.")

    start._show_form()
    start._form.person.setText("CTL-01")
    failed = []
    start.run(tasks, "Making …", job, print, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert start._form.isVisible()
    assert start._form.person.text() == "CTL-01"
    assert start.focusWidget() is start._form.path


# --- restoring ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backup", "name"),
    [
        ("ctl-52afab-auto-2026-11-28.mcdesk-backup.zip", "ctl.mcdesk"),
        ("ctl-2026-11-28.mcdesk-backup.zip", "ctl.mcdesk"),
        ("ctl-2026-11-28-091500.mcdesk-backup.zip", "ctl.mcdesk"),
        ("Law team.mcdesk-backup.zip", "Law team.mcdesk"),
        ("x.zip", "x.mcdesk"),
    ],
)
def test_a_backup_tells_what_its_workspace_was_called(backup, name):
    assert workspace_name(Path(backup)) == name


def test_the_dialog_proposes_that_name_and_does_not_ask_to_replace(start, folder, monkeypatch):
    asked = []

    def save(*given):
        asked.extend(given)
        return str(folder / "ctl.mcdesk"), ""

    backup = "/b/ctl-52afab-auto-2026-11-28.mcdesk-backup.zip"
    monkeypatch.setattr(f"{DIALOG}.getOpenFileName", lambda *_given: (backup, ""))
    monkeypatch.setattr(f"{DIALOG}.getSaveFileName", save)
    start.ask_restore()
    assert str(folder / "ctl.mcdesk") in asked
    assert "DontConfirmOverwrite" in str(asked[-1])
    assert start.calls == [("restore", Path(backup), folder / "ctl.mcdesk")]


@pytest.mark.parametrize("agrees", [True, False])
def test_a_workspace_that_is_there_is_told_of_first(start, folder, monkeypatch, agrees):
    (folder / "ctl.mcdesk").touch()
    monkeypatch.setattr(f"{DIALOG}.getOpenFileName", lambda *_given: ("/b/ctl.zip", ""))
    monkeypatch.setattr(f"{DIALOG}.getSaveFileName", lambda *_g: (str(folder / "ctl.mcdesk"), ""))
    monkeypatch.setattr(dialogs.Dialog, "exec", lambda _self: int(agrees))
    start.ask_restore()
    assert bool(start.calls) == agrees


class Team:
    """Opens a workspace in which changes wait for the hub, to be read only."""

    def __init__(self, waiting: int) -> None:
        self.state = ReplicaState("hub", "/srv/team.mcdhub", None, waiting, 0)
        self.closed = 0

    def open(self, _path, *, read_only):
        assert read_only
        return SimpleNamespace(replica=lambda: self.state)

    def close(self, _desk):
        self.closed += 1


def counted_in(app):
    return lambda target, done: done(unsent(target, app, lambda *_told: True))


@pytest.mark.parametrize("press", ["Restore all the same", "Exchange or pack first", "Cancel"])
def test_changes_that_wait_for_the_hub_are_told_before_a_workspace_is_set_aside(
    start, folder, monkeypatch, press
):
    target, team, told = folder / "ctl.mcdesk", Team(2), []
    target.touch()
    start._do = replace(start._do, count=counted_in(team))
    monkeypatch.setattr(f"{DIALOG}.getOpenFileName", lambda *_given: ("/b/ctl.zip", ""))
    monkeypatch.setattr(f"{DIALOG}.getSaveFileName", lambda *_g: (str(target), ""))

    def answer(dialog):
        dialog.show()
        told.append(words(dialog))
        assert dialog.action_button().text() == "Exchange or pack first"
        assert [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()] == [
            "Exchange or pack first"
        ]
        next(b for b in dialog.findChildren(QPushButton) if b.text() == press).click()
        return dialog.result()

    monkeypatch.setattr(dialogs.Dialog, "exec", answer)
    start.ask_restore()
    assert "2 changes in it were never sent to the team’s hub" in told[0]
    assert "nothing is lost" not in told[0]
    assert team.closed == 1
    calls = {"Restore": ("restore", Path("/b/ctl.zip"), target), "Exchange": ("open", target)}
    assert start.calls == ([calls[press.split()[0]]] if press != "Cancel" else [])


def test_a_workspace_is_set_aside_with_words_for_what_is_known_of_it(start, folder, monkeypatch):
    target, told = folder / "ctl.mcdesk", []
    target.touch()
    monkeypatch.setattr(f"{DIALOG}.getOpenFileName", lambda *_given: ("/b/ctl.zip", ""))
    monkeypatch.setattr(f"{DIALOG}.getSaveFileName", lambda *_g: (str(target), ""))
    monkeypatch.setattr(dialogs.Dialog, "exec", lambda d: (d.show(), told.append(words(d)), 0)[2])
    for app in (Team(0), ProgramApp()):
        start._do = replace(start._do, count=counted_in(app))
        start.ask_restore()
    assert "nothing is lost" in told[0]
    assert "is not known" in told[1]
    assert "nothing is lost" not in told[1]


ASIDE = "ctl before 2026-11-28 0915.mcdesk"


class App:
    """Restores as the program does: what is there goes aside."""

    persons = ("SME-01",)

    def open(self, _path, **_how):
        info = SimpleNamespace(person=self.persons[-1], persons=self.persons)
        return SimpleNamespace(info=lambda: info)

    def close(self, _desk):
        """Close nothing."""

    def restore(self, _source, path):
        aside = path.with_name(ASIDE) if path.exists() else None
        if aside is not None:
            path.rename(aside)
        path.write_text("restored")
        return aside


def test_what_was_set_aside_is_named_and_the_restored_one_opened(qtbot, start, folder):
    target = folder / "ctl.mcdesk"
    assert restore(Path("b.zip"), target, App(), lambda _done, _of: True) == Restored(target)
    restored = restore(Path("b.zip"), target, App(), lambda _done, _of: True)
    assert restored == Restored(target, folder / ASIDE)
    start.show_restored(Restored(target))
    assert start.calls == [("open", target)]
    start.show_restored(restored)
    assert ASIDE in words(start)
    assert start.focusWidget() is start._result.open
    theme.theme_changed.emit()
    assert ASIDE in words(start)
    start._result.open.click()
    assert start.calls == [("open", target)] * 2


@pytest.mark.parametrize("there", [False, True])
def test_as_whom_one_works_in_what_was_restored_is_said_where_it_may_be_another(
    qtbot, start, folder, there
):
    """It is who worked there when the backup was made."""
    target, app = folder / "ctl.mcdesk", App()
    app.persons = ("CTL-01", "SME-01")
    if there:
        target.write_text("before")
    restored = restore(Path("b.zip"), target, app, lambda _done, _of: True)
    assert restored.person == "SME-01"
    start.show_restored(restored)
    assert start.calls == []
    assert "You work there as SME-01" in words(start)
    assert ("is kept as" in words(start)) == there
    start._result.open.click()
    assert start.calls == [("open", target)]


def test_dialogs_begin_in_a_folder_that_is_there(start, folder, monkeypatch, tmp_path):
    asked = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(
            f"{DIALOG}.{name}", lambda *given: (asked.append(given[2]), ("", ""))[1]
        )
    start._open()
    folder.rmdir()
    start._open()
    start.ask_restore()
    start._form._browse()
    monkeypatch.setattr(f"{DIALOG}.getOpenFileName", lambda *_given: ("/b/ctl.zip", ""))
    start.ask_restore()
    home = str(Path.home())
    file = str(Path.home() / "ctl.mcdesk")
    assert asked == [str(folder), home, home, file, file]
    start._do = replace(start._do, recent=(tmp_path / "old.mcdesk",))
    monkeypatch.setattr(
        f"{DIALOG}.getOpenFileName", lambda *given: (asked.append(given[2]), ("", ""))[1]
    )
    start._open()
    assert asked[-1] == str(tmp_path)


# --- names and recent ones --------------------------------------------------------------------


def test_a_new_workspace_proposes_a_name_that_is_free(start, folder, qtbot):
    (folder / "ctl.mcdesk").touch()
    assert free_name(folder, "ctl.mcdesk") == "ctl-2.mcdesk"
    theme.theme_changed.emit()
    form = start._form
    assert form.path.text() == str(folder / "ctl-2.mcdesk")
    form.person.setText("Sari")
    assert form.ok.isEnabled()
    form.path.setText(str(folder / "ctl.mcdesk"))
    assert not form.ok.isEnabled()
    assert "already" in form.why.text()
    form.path.setText("team")
    assert form.wish().path == folder / "team.mcdesk"
    form.path.setText("  ")
    assert not form.ok.isEnabled()


def test_up_to_five_workspaces_are_shown_with_folder_and_time(start, folder):
    when = datetime(2026, 11, 20, 8, tzinfo=UTC)
    for number in range(7):
        (folder / f"w{number}.mcdesk").touch()
    known = [Recent(folder / "law.mcdesk", "Law team", when), folder / "w3.mcdesk"]
    found = recent_of(known, folder)
    assert [entry.title for entry in found[:2]] == ["Law team", "w3"]
    assert len(found) == len({entry.path for entry in found}) == 5
    assert recent_of([], folder / "nowhere") == ()
    theme.theme_changed.emit()
    links = [link.text() for link in start.findChildren(Link)]
    assert sum(text.startswith("w") for text in links) >= 5
    assert short_folder(Path.home() / "x") == str(Path("~") / "x")
    assert len(short_folder(Path("/" + "long/" * 40))) < 60


def test_enter_presses_the_button_that_has_the_focus(start, qtbot):
    start._show_join()
    start._join.place.file.setText("/srv/team.mcdhub")
    start._join.place.attempt.setFocus()
    qtbot.keyClick(start._join.place.attempt, Qt.Key.Key_Return)
    assert [name for name, *_more in start.calls] == ["try"]


def test_the_enter_that_begins_something_does_not_stop_it(qtbot, start, tasks):
    """The button to stop it has the focus at once, and must not get the same key."""
    gate, done = threading.Event(), []

    def begin(*_given):
        start.run(tasks, "Joining …", lambda _app, _progress: gate.wait(5), done.append, stops=True)

    start._join.wished.connect(begin)
    start._show_join()
    start._join.place.file.setText("/srv/team.mcdhub")
    qtbot.keyClick(start._join.path, Qt.Key.Key_Return)
    gate.set()
    qtbot.waitUntil(lambda: done == [True])


@pytest.mark.parametrize(("show", "step"), [("_show_join", JOIN), ("_show_form", FORM)])
def test_escape_leaves_a_sheet_that_asks(start, qtbot, show, step):
    start.show()
    getattr(start, show)()
    assert start._stack.currentIndex() == step
    edit = start._join.place.file if step == JOIN else start._form.person
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert start._stack.currentIndex() == CHOICES
    assert start._first.hasFocus() or not start.isActiveWindow()
    qtbot.keyClick(start, Qt.Key.Key_Escape)
    assert start._stack.currentIndex() == CHOICES


def test_a_moment_is_told_in_the_workspaces_own_time_zone(start, tmp_path):
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert moment_text(moment) == "21 November 2026 06:30"
    assert moment_text(moment, "Asia/Jayapura") == "21 November 2026 08:30"
    state = WindowState(tmp_path / "state.ini")
    state.note_recent(tmp_path / "law.mcdesk")
    use_zone("Asia/Jayapura")
    state.note_zone(str(tmp_path / "law.mcdesk"))
    again = WindowState(tmp_path / "state.ini")
    assert again.zone(tmp_path / "law.mcdesk") == "Asia/Jayapura"
    assert again.zone(tmp_path / "other.mcdesk") == ""


def test_a_folder_given_as_the_file_holds_the_file_and_says_so(start, folder):
    form = start._form
    (folder / "team").mkdir()
    form.path.setText(str(folder / "team"))
    assert form.wish().path == folder / "team" / "ctl.mcdesk"
    assert f"{folder / 'team'} is a folder" in form.why.text()
    form.path.setText(str(folder / "other"))
    assert form.wish().path == folder / "other.mcdesk"
    assert not form.why.text()


def test_a_new_workspace_is_asked_for_its_university_and_may_go_without(folder):
    app = ProgramApp()
    for name, wished in (("one", ""), ("two", "Universitas Contoh")):
        wish = NewWorkspace(
            "Sari", ("ctl",), "CTL team workspace", folder / f"{name}.mcdesk", wished
        )
        create(wish, app, lambda _done, _of: True)
        desk = app.open(wish.path)
        kept = {line.key: line.value for line in desk.settings_view().settings}
        assert (kept["university"] or "") == wished
        app.close(desk)
