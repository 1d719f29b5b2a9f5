"""A window that belongs to a team: it exchanges by itself, tells how it stands, and settles."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from unittest.mock import Mock

import psycopg
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)

from mcdesk.application import copied
from mcdesk.application.views import (
    AheadOf,
    Collided,
    Copied,
    Healing,
    MemberProgram,
    PutBack,
    ReplicaState,
)
from mcdesk.application.views.packet import PacketLine
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.models import hub
from mcdesk.models.hub_troubles import hub_damaged
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, theme
from mcdesk.ui.enter import PressingWindow
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.team import bridge, exchange, heal, listener, members, wiring
from mcdesk.ui.team.by_clock import do_again
from mcdesk.ui.team.collision import CollisionView
from mcdesk.ui.team.exchange import Exchanger
from mcdesk.ui.team.healings import HealingsDialog, Noticed
from mcdesk.ui.team.line import TeamLine, long_words, short_words, waits_long
from mcdesk.ui.team.packet_dialogs import WaitingDialog, waiting_words
from mcdesk.ui.team.page import TeamPage
from mcdesk.ui.team.place import HubWish
from mcdesk.ui.team.settling import AnewDialog, TextDialog
from mcdesk.ui.team.standing import Standing
from tests.conftest import TODAY
from tests.sync.conftest import address_of, clock
from tests.ui.team_state import STATE
from tests.walk import set_up


@pytest.fixture
def app(tmp_path) -> App:
    return App(day=lambda: TODAY, keys_folder=tmp_path / "keys")


@pytest.fixture(scope="module")
def made_team(tmp_path_factory) -> Path:
    """A folder with a hub and two replicas, for every test to copy."""
    folder = tmp_path_factory.mktemp("team")
    app = App(day=lambda: TODAY, keys_folder=folder / "keys")
    first = app.create(folder / "first.mcdesk", "Team", "CTL-01")
    set_up(first)
    app.make_hub(first, str(folder / "team.mcdhub"))
    app.close(app.join(folder / "second.mcdesk", str(folder / "team.mcdhub"), "CTL-01"))
    app.close(first)
    return folder


@pytest.fixture(scope="module")
def made_apart(made_team, tmp_path_factory) -> Path:
    """The same, with a title that both have changed: that of the second one was not taken."""
    folder = Path(shutil.copytree(made_team, tmp_path_factory.mktemp("apart") / "team"))
    app = App(day=lambda: TODAY, keys_folder=folder / "keys")
    for name, title in (("first", "One"), ("second", "Other")):
        with closing(app.open(folder / f"{name}.mcdesk")) as desk:
            desk.follow(desk.replica().hub_id, str(folder / "team.mcdhub"))
            desk.execute(do.ChangeCard(card="MC-1", title_en=title))
            app.exchange(desk)
            desk.store.set_fact(copied.PLACE, "")
    return folder


@pytest.fixture
def shared(request, app, tmp_path, made_team):
    """A hub with two replicas; returns the second one's path, the first one's desk."""
    is_apart = "collided" in request.fixturenames
    made = request.getfixturevalue("made_apart") if is_apart else made_team
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    address = str(tmp_path / "team.mcdhub")
    for name in ("first", "second"):
        with closing(app.open(tmp_path / f"{name}.mcdesk")) as desk:
            desk.follow(desk.replica().hub_id, address)
    first = app.open(tmp_path / "first.mcdesk")
    yield tmp_path / "second.mcdesk", first
    app.close(first)


class Window:
    """What the exchanger needs of a window."""

    def __init__(self, qtbot, app: App, path: Path) -> None:
        from PySide6.QtWidgets import QMainWindow

        class Shown(QMainWindow):
            from PySide6.QtCore import Signal

            closing = Signal()

        self.widget = Shown()
        qtbot.addWidget(self.widget)
        self.widget.tasks = Tasks(partial(app.open, path), partial(app.open, path, read_only=True))
        self.exchanger = Exchanger(self.widget, lambda: app)
        self.told: list[str] = []
        self.exchanger.told.connect(lambda standing: self.told.append(standing.kind))

    def close(self) -> None:
        self.widget.closing.emit()
        assert self.widget.tasks.close()


@pytest.fixture
def window(qtbot, app, shared, monkeypatch):
    monkeypatch.setattr(exchange, "SOON", 50)
    monkeypatch.setattr(exchange, "REGULARLY", 150)
    monkeypatch.setattr(exchange, "LATER", 150)
    made = Window(qtbot, app, shared[0])
    yield made
    made.close()


def synced(window: Window) -> bool:
    return window.exchanger.standing.kind == "synced"


def test_what_others_do_appears_by_itself(qtbot, app, shared, window):
    qtbot.waitUntil(partial(synced, window))
    heard = []
    window.widget.tasks.changed.connect(heard.append)
    shared[1].execute(do.ChangeCard(card="MC-1", title_en="From the other"))
    app.exchange(shared[1])
    qtbot.waitUntil(lambda: any(t.title_en == "From the other" for c in heard for t in c.tiles))


def test_a_workspace_whose_login_is_another_s_says_so_at_opening_and_is_read(
    qtbot, app, shared, monkeypatch
):
    path, first = shared
    with closing(app.open(path)) as desk:
        desk.note_login(next(p.id for p in first.directory().people if p.name == "SME-03"))
    monkeypatch.setattr(Exchanger, "exchange", lambda _self: None)  # it says so before
    made = Window(qtbot, app, path)
    qtbot.waitUntil(lambda: made.exchanger.standing.state is not None)
    told = made.exchanger.standing.state.other_login.sentence()
    assert "stands for SME-03: the hub will not take what CTL-01 does here" in told
    read = []
    made.widget.tasks.run(lambda desk: desk.board(), read.append, kind="reader")
    qtbot.waitUntil(lambda: bool(read))
    made.close()


def test_what_is_done_here_goes_by_itself(qtbot, app, shared, window):
    qtbot.waitUntil(partial(synced, window))
    command = do.ChangeCard(card="MC-1", title_en="From here")
    window.widget.tasks.run(lambda desk: desk.execute(command), lambda _changes: None)
    qtbot.waitUntil(lambda: "waiting" in window.told or "working" in window.told)
    qtbot.waitUntil(
        lambda: (
            synced(window)
            and app.exchange(shared[1]).pulled + 1
            and _title(shared[1]) == "From here"
        )
    )


def _after_exchange(app: App, desk) -> str:
    app.exchange(desk)
    return _title(desk)


def _title(desk) -> str:
    return desk.outline("MC-1").tile.title_en


def test_a_hub_that_is_away_is_told_and_comes_back(qtbot, shared, window, tmp_path):
    qtbot.waitUntil(partial(synced, window))
    hidden = (tmp_path / "team.mcdhub").rename(tmp_path / "hidden")
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "offline")
    assert "out of reach" in long_words(window.exchanger.standing)
    hidden.rename(tmp_path / "team.mcdhub")
    qtbot.waitUntil(partial(synced, window))


def test_a_hub_that_was_away_for_a_moment_is_soon_asked_again(
    qtbot, shared, window, tmp_path, monkeypatch
):
    qtbot.waitUntil(partial(synced, window))
    monkeypatch.setattr(exchange, "REGULARLY", 600_000)
    monkeypatch.setattr(exchange, "FIRST", 100)
    hidden = (tmp_path / "team.mcdhub").rename(tmp_path / "hidden")
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "offline")
    pauses = []
    for _time in range(3):
        qtbot.waitUntil(window.exchanger._timer.isActive)
        pauses.append(window.exchanger._timer.interval())
        qtbot.waitUntil(lambda: window.exchanger._timer.interval() > pauses[-1])
    assert set(pauses) <= {100 << missed for missed in range(11)}
    hidden.rename(tmp_path / "team.mcdhub")
    qtbot.waitUntil(partial(synced, window), timeout=10_000)


def test_a_hub_out_of_reach_is_tried_as_often_as_the_guide_says_and_the_line_says_when(
    qtbot, shared, window, tmp_path, monkeypatch
):
    qtbot.waitUntil(partial(synced, window))
    monkeypatch.setattr(exchange, "REGULARLY", 20_000)
    monkeypatch.setattr(exchange, "FIRST", 15_000)
    hidden = (tmp_path / "team.mcdhub").rename(tmp_path / "hidden")
    window.exchanger.exchange()
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "offline")
    assert window.exchanger._timer.interval() == 15_000
    assert "It is tried again at " in long_words(window.exchanger.standing)
    window.exchanger.exchange()
    qtbot.waitUntil(lambda: window.exchanger._timer.interval() == 20_000)
    hidden.rename(tmp_path / "team.mcdhub")
    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(partial(synced, window))
    assert "tried again" not in long_words(window.exchanger.standing)


def test_a_window_that_is_come_back_to_leaves_a_hub_that_is_well_alone(qtbot, window):
    qtbot.waitUntil(partial(synced, window))
    window.exchanger._timer.stop()
    window.told.clear()
    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert window.told == []


def test_a_hub_that_is_gone_is_rebuilt_from_the_page(qtbot, app, window, tmp_path, monkeypatch):
    """Offered only while it is lost; asked first."""
    hub = tmp_path / "team.mcdhub"
    page = TeamPage(window.widget.tasks, window.exchanger)
    qtbot.addWidget(page)
    qtbot.waitUntil(partial(synced, window))
    assert page.make_anew.isHidden()
    hub.unlink()
    qtbot.waitUntil(lambda: not page.make_anew.isHidden())
    said = []
    window.widget.say = said.append
    monkeypatch.setattr(heal.RebuildDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    heal.rebuild(window.widget, window.exchanger, lambda: app)
    assert not hub.exists()
    monkeypatch.setattr(heal.RebuildDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    heal.rebuild(window.widget, window.exchanger, lambda: app)
    qtbot.waitUntil(lambda: said == ["The hub is rebuilt."])
    qtbot.waitUntil(partial(synced, window))
    assert page.make_anew.isHidden()


def test_on_a_server_rebuilding_is_told_as_an_order(qtbot):
    dialog = heal.RebuildDialog("postgresql://ctl01@db.example/mcdesk")
    qtbot.addWidget(dialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "mcdesk hub rebuild postgresql://OWNER@db.example/mcdesk" in told


def test_what_others_push_to_a_server_is_heard_at_once(qtbot, server, tmp_path, monkeypatch):
    """No clock is waited for: the hub tells, and what is done here is sent at once."""
    app = clock()  # an event is of the day on which it was made
    monkeypatch.setattr(exchange, "REGULARLY", 600_000)
    monkeypatch.setattr(exchange, "SOON", 600_000)
    first = app.create(tmp_path / "one.mcdesk", "Team", "CTL-01")
    set_up(first)
    database = f"heard_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {database}")
    app.make_hub(first, address_of(server, database), database, "chosen")
    second = app.join(tmp_path / "two.mcdesk", first.replica().address, "CTL-01")
    app.close(second)
    window = Window(qtbot, app, tmp_path / "two.mcdesk")
    qtbot.waitUntil(partial(synced, window))
    heard = []
    window.widget.tasks.changed.connect(heard.append)
    first.execute(do.ChangeCard(card="MC-1", title_en="Heard"))
    app.exchange(first)
    qtbot.waitUntil(lambda: any(t.title_en == "Heard" for c in heard for t in c.tiles))
    command = do.ChangeCard(card="MC-1", title_en="Sent")
    window.widget.tasks.run(lambda desk: desk.execute(command), lambda _changes: None)
    qtbot.waitUntil(lambda: _after_exchange(app, first) == "Sent")
    window.close()
    app.close(first)


def test_a_window_that_closes_does_not_wait_for_the_hub(qtbot, app, shared, tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "SOON", 0)
    window = Window(qtbot, app, shared[0])
    window.exchanger.exchange()
    window.close()


def test_a_share_that_is_slow_holds_up_no_work(qtbot, app, shared, monkeypatch):
    """What is done here is kept while the share lets everybody wait, and goes when it answers.

    Fault 8 of reliability.md.
    """
    monkeypatch.setattr(exchange, "SOON", 0)
    asked, answers, connect = Event(), Event(), hub.SqliteHub._connect

    def slowly(self, begin: str):
        asked.set()
        assert answers.wait(30)
        return connect(self, begin)

    with monkeypatch.context() as slow:
        slow.setattr(hub.SqliteHub, "_connect", slowly)
        window, done, read = Window(qtbot, app, shared[0]), [], []
        qtbot.waitUntil(asked.is_set)
        command = do.ChangeCard(card="MC-1", title_en="Meanwhile")
        window.widget.tasks.run(lambda desk: desk.execute(command), done.append)
        window.widget.tasks.run(_title, read.append, kind="reader")
        qtbot.waitUntil(lambda: bool(done and read))
        assert not answers.is_set(), "nobody waited for the share"
        assert window.exchanger.standing.is_working
        answers.set()
        qtbot.waitUntil(lambda: _after_exchange(app, shared[1]) == "Meanwhile")
    window.close()


def test_what_is_written_while_an_exchange_ends_goes_soon(qtbot, app, shared, monkeypatch):
    """The exchange that is under way may have counted what waits before: it says nothing does."""
    monkeypatch.setattr(exchange, "SOON", 50)
    asked, answers, real = Event(), Event(), exchange._exchange

    def ends(*given, **more):
        report = real(*given, **more)
        asked.set()
        assert answers.wait(30)
        return report

    monkeypatch.setattr(exchange, "_exchange", ends)
    window, done = Window(qtbot, app, shared[0]), []
    qtbot.waitUntil(asked.is_set)
    command = do.ChangeCard(card="MC-1", title_en="Just behind")
    window.widget.tasks.run(lambda desk: desk.execute(command), done.append)
    qtbot.waitUntil(lambda: bool(done))
    answers.set()
    qtbot.waitUntil(lambda: _after_exchange(app, shared[1]) == "Just behind")
    window.close()


def test_a_workspace_without_a_hub_exchanges_nothing(qtbot, app, tmp_path):
    alone = app.create(tmp_path / "alone.mcdesk", "Alone", "CTL-01")
    app.close(alone)
    window = Window(qtbot, app, tmp_path / "alone.mcdesk")
    qtbot.waitUntil(lambda: bool(window.told))
    window.exchanger.exchange()
    assert set(window.told) == {"none"}
    window.close()


# --- the line -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(STATE), "Team: all there"),
        (Standing(STATE, is_working=True), "Team: exchanging"),
        (Standing(STATE, trouble=Trouble("no_hub", "Out of reach.", retry=True)), "Team: offline"),
        (Standing(STATE, trouble=Trouble("other_hub", "Another.")), "Team: stopped"),
    ],
)
def test_the_line_tells_how_it_stands(qtbot, standing, words):
    line = TeamLine()
    qtbot.addWidget(line)
    line.show_standing(standing)
    assert line.text().strip() == short_words(standing) == words
    assert "Last exchanged" in line.accessibleName()
    if standing.trouble is None:
        said = "It is being exchanged." if standing.is_working else "Everything is exchanged."
        assert line.accessibleName().startswith(said)
    language.switch("id")
    try:
        assert line.text().strip() not in ("", words)
    finally:
        language.switch("en")


def test_files_that_come_are_counted():
    standing = Standing(STATE, is_working=True, files=(3, 12))
    assert short_words(standing) == "Team: files 3/12"
    assert short_words(replace(standing, is_working=False)) == "Team: all there"


def test_work_that_waits_for_days_is_warned_about(qtbot):
    """Three days, whatever the reason: the others do not see it."""
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    waiting = replace(STATE, waiting=2, synced_at=moment.isoformat())
    assert not waits_long(waiting, moment + timedelta(days=2))
    assert waits_long(waiting, moment + timedelta(days=4))
    assert not waits_long(replace(waiting, waiting=0), moment + timedelta(days=4))
    long_ago = replace(waiting, synced_at="2020-01-01T09:00:00+00:00")
    assert "more than three days" in long_words(Standing(long_ago))
    another = long_words(Standing(long_ago, trouble=Trouble("other_hub", "Another hub.")))
    assert "more than three days" in another
    assert "out of reach" not in another


@pytest.fixture
def away(qtbot, shared, window, tmp_path):
    """The second one's page, with a title changed while the hub is out of reach."""
    qtbot.waitUntil(partial(synced, window))
    window.hidden = (tmp_path / "team.mcdhub").rename(tmp_path / "hidden")
    command = do.ChangeCard(card="MC-1", title_en="From the train")
    window.widget.tasks.run(lambda desk: desk.execute(command), lambda _changes: None)
    page = TeamPage(window.widget.tasks, window.exchanger)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.data_ is not None and page.data_[0].waiting == 1)
    return page


def test_what_waits_for_the_hub_is_listed_in_words(qtbot, window, away, tmp_path):
    """Who did what, when and where, and what it was before; it goes once the hub has it."""
    assert not away.waiting.isHidden()
    model = away.waiting.view.model()
    told = [str(model.index(0, column).data()) for column in range(5)]
    assert told[1:] == ["CTL-01", "MC-1", "", "Details changed"]
    assert "From the train" in away.waiting.all.text()
    window.hidden.rename(tmp_path / "team.mcdhub")
    qtbot.waitUntil(lambda: away.data_[0].waiting == 0, timeout=20_000)
    assert away._stack.currentIndex() == 1


def test_the_line_is_hidden_without_a_hub(qtbot):
    line = TeamLine()
    qtbot.addWidget(line)
    line.show_standing(Standing(ReplicaState("", "", None, 0, 0)))
    assert line.isHidden()


# --- the page -----------------------------------------------------------------------------


def listed(qtbot, window):
    """Return the second one's page, on screen, once it lists what collided."""
    page = TeamPage(window.widget.tasks, window.exchanger)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.data_ is not None and len(page.data_[1]) == 1)
    return page


def test_a_title_that_both_have_changed_comes_into_the_list(qtbot, app, shared, window):
    qtbot.waitUntil(partial(synced, window))
    _path, first = shared
    window.exchanger._timer.stop()
    first.execute(do.ChangeCard(card="MC-1", title_en="One"))
    app.exchange(first)
    command = do.ChangeCard(card="MC-1", title_en="Other")
    window.exchanger._is_working = True  # it waits until both have written
    window.widget.tasks.run(lambda desk: desk.execute(command), lambda _changes: None)
    qtbot.waitUntil(window.widget.tasks.is_idle)
    window.exchanger._is_working = False
    window.exchanger.exchange()
    text = listed(qtbot, window).detail.toPlainText()
    assert all(said in text for said in ("Before:", "Mine:", "Other", "Now:", "One"))


@pytest.fixture
def collided(qtbot, window):
    """The second one's page, with a title that both have changed."""
    return listed(qtbot, window)


def test_what_collided_is_shown_with_before_mine_and_now(qtbot, collided):
    text = collided.detail.toPlainText()
    assert "CTL-01" in text
    for said in ("Before:", "Mine:", "Other", "Now:", "One"):
        assert said in text
    names = {made.objectName() for made in collided.findChildren(QPushButton)}
    assert {"settle.again", "settle.away"} <= names


def test_it_is_settled_by_doing_it_again(qtbot, app, shared, collided):
    with qtbot.waitSignal(collided.said):
        collided.findChild(QPushButton, "settle.again").click()
    qtbot.waitUntil(lambda: not collided.data_[1])
    assert not collided._empty.isHidden()
    qtbot.waitUntil(lambda: _after_exchange(app, shared[1]) == "Other")


def test_undo_brings_what_was_given_up_back_into_the_list(qtbot, window, collided):
    with qtbot.waitSignal(collided.said):
        collided.findChild(QPushButton, "settle.away").click()
    qtbot.waitUntil(lambda: not collided.data_[1])
    window.widget.tasks.run(lambda desk: desk.undo(), lambda _changes: None)
    qtbot.waitUntil(lambda: len(collided.data_[1]) == 1)
    qtbot.waitUntil(lambda: window.exchanger.standing.state.attention == 1)


@pytest.mark.parametrize(("settled", "next_"), [(2, "3"), (4, "3"), (1, "2")])
def test_after_settling_the_entry_beside_is_chosen(collided, monkeypatch, settled, next_):
    """And no button has the focus: one more press settles nothing unseen."""
    state, (line,), waits = collided.data_
    lines = tuple(replace(line, n=n) for n in (1, 2, 3, 4))

    def show(left: tuple) -> None:
        collided.data_ = state, left, waits
        collided.show_data(collided.data_)

    left = tuple(each for each in lines if each.n != settled)
    at_once = SimpleNamespace(run=lambda _job, done, _failed: done(None))
    monkeypatch.setattr(collided, "tasks", at_once)
    monkeypatch.setattr(collided, "refresh", lambda: show(left))
    monkeypatch.setattr(collided._exchanger, "look", lambda: None)
    show(lines)
    collided.choose(settled)
    collided.settle("away")
    assert collided.view.current == next_
    assert not isinstance(QApplication.focusWidget(), QPushButton)


def test_what_a_wrong_clock_put_there_is_done_again_at_once(collided, monkeypatch):
    state, (line,), waits = collided.data_
    collided.data_ = state, tuple(replace(line, n=n, by_clock=True) for n in (1, 2)), waits
    collided.show_data(collided.data_)
    jobs, told = [], []
    run = SimpleNamespace(run=lambda job, done, _failed: jobs.append((job, done)))
    monkeypatch.setattr(collided, "tasks", run)
    monkeypatch.setattr(collided, "refresh", lambda: told.append("read again"))
    monkeypatch.setattr(collided._exchanger, "look", lambda: None)
    collided.said.connect(told.append)
    collided.clock.again.click()
    collided.clock.again.click()
    ((job, done),) = jobs
    assert job is do_again
    done((2, 0))
    assert told == ["2 changes were done again.", "read again"]


def test_a_double_click_settles_one_entry_not_the_one_that_slides_under_it(
    qtbot, collided, monkeypatch
):
    state, (line,), waits = collided.data_
    lines = tuple(replace(line, n=n) for n in (1, 2, 3))
    settled = []

    def run(_job, done, _failed):
        settled.append(collided._chosen().n)
        left = tuple(each for each in lines if each.n not in settled)
        collided.data_ = state, left, waits
        done(None)
        collided.show_data(collided.data_)

    monkeypatch.setattr(collided, "tasks", SimpleNamespace(run=run))
    monkeypatch.setattr(collided, "refresh", lambda: None)
    monkeypatch.setattr(collided._exchanger, "look", lambda: None)
    collided.data_ = state, lines, waits
    collided.show_data(collided.data_)
    collided.choose(1)
    for _click in range(2):
        collided.findChild(QPushButton, "settle.away").click()
    assert settled == [1]
    assert collided.view.current == "2"
    collided._hush.stop()
    collided.findChild(QPushButton, "settle.away").click()
    assert settled == [1, 2]


def test_a_press_while_another_is_carried_out_does_nothing(qtbot, collided, monkeypatch):
    """Also after the time of a double click, and as long as the list was not read again."""
    state, (line,), waits = collided.data_
    under_way, lines = [], tuple(replace(line, n=n) for n in (1, 2))

    def run(_job, done, failed):
        under_way.append((done, failed))

    failed = Mock()
    monkeypatch.setattr(collided, "tasks", SimpleNamespace(run=run, failed=failed))
    monkeypatch.setattr(collided, "refresh", lambda: None)
    monkeypatch.setattr(collided._exchanger, "look", lambda: None)
    collided.data_ = state, lines, waits
    collided.show_data(collided.data_)
    collided.choose(1)

    def press() -> None:
        collided._hush.stop()
        collided.findChild(QPushButton, "settle.away").click()

    for _press in range(2):
        press()
    assert len(under_way) == 1
    under_way[0][1](Trouble("disk", "The disk is full."))
    failed.emit.assert_called_once()
    press()
    assert len(under_way) == 2, "what failed may be tried again"
    under_way[1][0](None)
    press()
    assert len(under_way) == 2, "it was settled, and still stands in the list"
    collided.data_ = state, lines[1:], waits
    collided.show_data(collided.data_)
    press()
    assert len(under_way) == 3


def test_the_last_entry_of_a_long_list_is_seen_whole(qtbot, collided, monkeypatch):
    """The words of an entry come and go beside the list, which keeps the chosen one in sight."""
    state, (line,), waits = collided.data_
    lines = tuple(replace(line, n=n) for n in range(1, 74))
    monkeypatch.setattr(collided, "refresh", lambda: None)
    collided.data_ = state, lines, waits
    collided.show_data(collided.data_)
    collided.view.setFocus()
    qtbot.keyClick(collided.view, Qt.Key.Key_End)
    assert collided.view.current == "73"
    for height in (700, 560, 660, 480):
        collided.resize(1100, height)
        QApplication.processEvents()
        shown = collided.view.visualRect(collided.view.currentIndex())
        assert collided.view.viewport().rect().contains(shown.center())
        assert shown.bottom() <= collided.view.viewport().rect().bottom()


def test_the_page_does_not_say_again_what_stands_on_top(qtbot, collided):
    at = "2026-11-23T02:10:00.000000Z"
    standing = collided._exchanger.standing
    noticed = {"copied": Copied(at, "LAPTOP-1", "/a.mcdesk", is_here=False),
               "put_back": PutBack(at, at, 3, 1)}  # fmt: skip
    collided._on_told(replace(standing, state=replace(standing.state, **noticed)))
    assert "copied or moved" not in collided.state.text()
    assert "earlier state" not in collided.state.text()
    assert "Last exchanged" in collided.state.text()


def test_that_the_hub_was_put_back_is_told_until_the_page_is_left(qtbot, collided):
    seen = Mock()
    standing = collided._exchanger.standing
    healing = Healing("2026-11-23T02:10:00.000000Z", 12, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collided._exchanger, "standing",
                      replace(standing, state=replace(standing.state, healed=healing)))  # fmt: skip
        patch.setattr(collided, "tasks", SimpleNamespace(run=seen))
        collided._on_told(collided._exchanger.standing)
        assert "the hub had been put back" in collided.state.text()
        assert not seen.called
        collided.hide()
        assert seen.call_count == 1
        desk = Mock()
        seen.call_args.args[0](desk)
        desk.note_healings_seen.assert_called_once_with()
        patch.setattr(collided._exchanger, "standing", standing)
    collided.show()
    collided.hide()
    assert seen.call_count == 1


def test_what_was_settled_is_said_by_its_name(qtbot, collided):
    with qtbot.waitSignal(collided.said) as said:
        collided.findChild(QPushButton, "settle.away").click()
    assert said.args[0].startswith("Settled: ")
    assert "MC-1" in said.args[0]


def test_tab_goes_from_the_list_to_the_ways_of_settling_and_the_text_below(qtbot, collided):
    window = PressingWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(collided)
    QPushButton("Back", collided).show()  # made after the page, before its ways
    collided._offered = None
    collided._on_chosen()
    window.show()
    QApplication.processEvents()  # shows the ways
    window.activateWindow()
    collided.view.setFocus()
    passed = []
    for _tab in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        passed.append(now.objectName() if now is not collided.detail else "text")
    assert passed == ["settle.again", "settle.away", "settle.go", "text"]
    collided.findChild(QPushButton, "settle.go").setFocus()
    collided.show_data(collided.data_)
    assert QApplication.focusWidget() is collided.findChild(QPushButton, "settle.go")
    window.takeCentralWidget()


def shown_with(page: TeamPage, **changes) -> set[str]:
    """Show the page's entry with some changes; return what its buttons say."""
    state, (line,), waits = page.data_
    page.data_ = state, (replace(line, **changes),), waits
    page.show_data(page.data_)
    ways = page.findChildren(QPushButton)
    return {made.text() for made in ways if made.objectName().startswith("settle.")}


def test_the_buttons_say_what_becomes_of_an_entry(collided):
    assert {"Do it again", "Give mine up"} <= shown_with(collided)
    told = shown_with(collided, settles=("mine", "theirs"), is_row_out=True)
    assert {"Put the row back with mine", "Leave it as it is"} <= told
    brought = shown_with(collided, settles=("mine", "away"), is_mine=False,
                         is_row_out=False)  # fmt: skip
    assert {"Put this in its place", "Give this up"} <= brought
    told = collided.detail.toPlainText()
    assert "Mine:" not in told
    assert f"{collided.data_[1][0].who}:" in told
    notice = shown_with(collided, kind="Notice", settles=("away",))
    assert "Seen, take it off the list" in notice
    assert "Give mine up" not in notice


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"kind": "FormSigned", "is_so": False}, "Not frozen."),
        ({"kind": "FormSigned", "is_so": True}, "It is so."),
        ({"kind": "CellSet", "is_row_out": True, "is_so": False}, "Not frozen."),
        ({"kind": "CardMoved", "is_so": False}, "Stood there."),
    ],
)
def test_the_list_says_why_and_not_what_a_decision_was_over(collided, line, why):
    """That stands below, in full."""
    labels = [Label(words, words) for words in ("Not frozen.", "Stood there.", "It is so.")]
    shown_with(collided, **line, reasons=(labels[0],), now=(*labels[1:],))
    model = collided.view.model()
    assert model.index(0, 4).data() == why


TEXT_NOW = {
    "kind": "FormFrozen",
    "settles": ("anew", "away"),
    "digest": "abc",
    "noted_at": "2026-11-23T09:05:00Z",
    "now": (Label("Another text stands there now.", "Teks lain ada di sana sekarang."),),
    "places": (Collided(Label("Aim", "Tujuan"), "Was so.", "Was so.", "Is so.",
                        Label("SME-03, 23 Nov 2026, 16:00", "SME-03, 23 Nov 2026, 16:00")),),
}  # fmt: skip


def test_before_mine_and_now_stand_below_each_other_and_one_place_is_named_once(collided):
    place = Collided(Label("Aim", "Tujuan"), "Was so.", "Was mine.", "Was theirs.")
    line = {
        "what": Label("Filled: Aim", "Diisi: Tujuan"),
        "places": (place,),
        "reasons": (),
        "now": (),
    }
    shown_with(collided, **line)
    blocks = collided.detail.document()
    words = [blocks.findBlockByNumber(n) for n in range(blocks.blockCount())]
    assert [each.text() for each in words] == [
        "Filled: Aim", "Before:\tWas so.", "Mine:\tWas so mine.", "Now:\tWas so theirs.",
    ]  # fmt: skip
    beside = {each.blockFormat().leftMargin() for each in words[1:]}
    assert len(beside) == 1
    assert beside.pop() > 0
    shown_with(collided, **{**line, "places": (place, place)})
    assert "\nAim\n" in collided.detail.toPlainText()


def test_another_text_is_frozen_only_after_it_was_shown(collided, monkeypatch):
    """Cancel leaves all as it is; what was shown goes along, so that no third text is frozen."""
    assert "Freeze what stands now…" in shown_with(collided, **TEXT_NOW)
    text = collided.detail.toPlainText()
    assert text.index("Another text stands there now.") < text.index("23 Nov 2026, 16:05: ")
    assert "As frozen:\tWas so.\nNow:\tWas Is so.  (SME-03, 23 Nov 2026, 16:00)" in text
    assert "Mine:" not in text
    shown, done = [], []
    tasks = SimpleNamespace(run=lambda job, *_done, **reads: reads or done.append(job))
    monkeypatch.setattr(collided, "tasks", tasks)
    for answer in (0, 1):
        monkeypatch.setattr(AnewDialog, "exec", lambda dialog, is_=answer: shown.append(
            dialog.findChild(CollisionView).toPlainText()) or is_)  # fmt: skip
        collided.settle("anew")
    assert shown == [text, text]
    assert [job.args[1:] for job in done] == [("anew", "abc")]


OF_BOTH = {
    "kind": "FieldSet",
    "settles": ("mine", "edit", "away"),
    "both": "Mine and theirs.",
    "places": (Collided(Label("Aim", "Tujuan"), "Was so.", "Mine.", "Theirs."),),
}


def test_what_was_typed_is_not_put_over_what_came_meanwhile_unseen(collided, monkeypatch):
    """The dialog comes again with the words that were typed and with what stands there now."""
    assert "Another text…" in shown_with(collided, **OF_BOTH)
    now = replace(OF_BOTH["places"][0], theirs="Theirs, once more.")
    later = replace(collided.data_[1][0], places=(now,))
    shown, done = [], []
    tasks = SimpleNamespace(run=lambda job, *_done, **reads: reads or done.append(job))
    monkeypatch.setattr(collided, "tasks", tasks)

    def answered(dialog):
        edit = dialog.findChild(QPlainTextEdit)
        views = dialog.findChildren(CollisionView)
        shown.append((edit.toPlainText(), "".join(view.toPlainText() for view in views)))
        if len(shown) == 1:
            edit.setPlainText("What I typed.")
            collided.data_ = collided.data_[0], (later,), collided.data_[2]
            collided.show_data(collided.data_)
        return 1

    monkeypatch.setattr(TextDialog, "exec", answered)
    collided.settle("edit")
    assert [text for text, _said in shown] == ["Mine and theirs.", "What I typed."]
    assert "Theirs, once more." in shown[1][1]
    assert [job.args[1:] for job in done] == [("edit", "What I typed.")]


def test_what_is_so_already_is_only_seen(collided):
    told = shown_with(collided, settles=("away",), is_so=True)
    assert "Seen, take it off the list" in told
    assert "Give mine up" not in told


def test_what_waits_is_a_click_away_while_something_needs_a_look(collided, monkeypatch):
    """The list of what needs a look has the page; the one of what waits opens above it."""
    state, lines, _waits = collided.data_
    waits = tuple(PacketLine("2026-11-23T09:00:00Z", "CTL-01", f"MC-{n}", "F7", Label("Filled", ""))
                  for n in range(3))  # fmt: skip
    assert collided.waits.isHidden()
    collided.data_ = replace(state, waiting=5), lines, waits
    collided.show_data(collided.data_)
    shown = []
    monkeypatch.setattr(
        WaitingDialog, "exec", lambda dialog: shown.extend(dialog.changes.view.shown_ids)
    )
    collided.waits.click()
    assert len(shown) == 3
    assert waiting_words(3, 5) == "5 changes wait for the hub. The latest 3 are listed."


def test_the_tick_says_the_same_in_other_colours(collided):
    for seen in (True, False):
        collided.show_seen(seen=seen)
        theme.theme_changed.emit()
        assert collided.seen.isChecked() is seen


def test_what_the_window_says_at_its_foot_covers_no_way_of_settling(collided):
    way = collided.findChild(QPushButton, "settle.away")
    assert way.mapTo(collided, QPoint()).y() < collided.detail.mapTo(collided, QPoint()).y()


def test_without_a_team_a_link_leads_to_joining_one(qtbot, collided):
    state, _lines, _waits = collided.data_
    collided.data_ = replace(state, hub_id=""), (), ()
    collided.show_data(collided.data_)
    assert collided._stack.currentIndex() == 0
    with qtbot.waitSignal(collided.join_requested):
        collided.join.click()


def test_who_is_in_the_team_is_asked_of_the_hub(qtbot, collided, monkeypatch):
    shown, said = [], []
    monkeypatch.setattr(members.MembersDialog, "exec", lambda dialog: shown.append(dialog))
    window = collided.window()
    window.say, window.info = said.append, None
    window.now = lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)
    collided.members_requested.connect(lambda: members.show_members(window, collided._exchanger))
    collided.members.click()
    qtbot.waitUntil(lambda: bool(shown))
    rows = [line.cells for line in shown[0].view.lines.lines]
    assert rows
    assert [who for who, _day, _program in rows] == ["CTL-01 · computer 1", "CTL-01 · computer 2"]
    old = member(is_old=True, version="0.0.9", day="2026-01-02")
    dialog = members.MembersDialog(members.TeamAtHub((old, member(day="2026-11-02"))))
    qtbot.addWidget(dialog)
    cells = [line.cells for line in dialog.view.lines.lines]
    assert [day for _who, day, _program in cells] == ["2 Nov 2026", "2 Jan 2026"]
    assert cells[1][2] == "0.0.9: older than the one here"


def member(**given) -> MemberProgram:
    whole = {"who": "SME-03", "version": "0.1.0", "schema": "0001", "day": "", "is_old": False}
    return MemberProgram(**(whole | given))


def test_the_hub_that_is_out_of_reach_is_named_once(collided):
    standing = collided._exchanger.standing
    trouble = Trouble("no_hub", f"The team’s hub is out of reach: {standing.state.address}.")
    for each in (standing, replace(standing, trouble=trouble)):
        collided._on_told(each)
        words = collided.state.text().replace("\u200b", "")
        assert words.count(standing.state.address) == 1


def test_a_card_of_the_list_opens(qtbot, collided):
    (line,) = collided.data_[1]
    with qtbot.waitSignal(collided.card_opened) as opened:
        collided.view.opened.emit(str(line.n))
    assert opened.args == [line.card_id]


def test_an_entry_leads_to_its_place_in_the_form_and_is_found_from_there(qtbot, collided):
    (line,) = collided.data_[1]
    collided.findChild(QPushButton, "settle.go")
    written = replace(line, n=line.n + 1, form_id="form-1", path="p10")
    collided.data_ = (collided.data_[0], (line, written), ())
    collided.choose(written.n)
    collided.show_data(collided.data_)
    assert collided.view.current == str(written.n)
    with qtbot.waitSignal(collided.place_opened) as opened:
        collided.findChild(QPushButton, "settle.go").click()
    assert opened.args == ["form-1", "p10"]


def test_the_page_speaks_the_language_in_use(qtbot, collided):
    language.switch("id")
    try:
        qtbot.waitUntil(lambda: "Sebelum" in collided.detail.toPlainText())
        assert collided.sync.text() == "Tukar sekarang"
    finally:
        language.switch("en")


def test_another_text_begins_with_both(qtbot, collided):
    dialog = TextDialog(replace(collided.data_[1][0], both="One\n\nOther"))
    qtbot.addWidget(dialog)
    assert dialog.text == "One\n\nOther"


# --- sharing, leaving, joining ------------------------------------------------------------


class Host:
    """What sharing asks of a window."""

    def __init__(self, window: Window) -> None:
        self.tasks = window.widget.tasks
        self.said: list[str] = []
        self.host = self
        self.page = None

    def say(self, words: str) -> None:
        self.said.append(words)


def test_a_workspace_is_shared_and_left_again(qtbot, app, tmp_path, monkeypatch):
    alone = app.create(tmp_path / "alone.mcdesk", "Alone", "CTL-01")
    app.close(alone)
    window = Window(qtbot, app, tmp_path / "alone.mcdesk")
    host = Host(window)
    wish = HubWish(str(tmp_path / "shared.mcdhub"))
    told: list[object] = []
    wiring.make_hub(host, window.exchanger, lambda: app, HubWish(str(tmp_path / "no" / "x")),
                    lambda: told.append("made"), told.append, at_none)  # fmt: skip
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "There is no folder" in str(told[0])
    at: list[tuple[int, int]] = []
    wiring.make_hub(
        host, window.exchanger, lambda: app, wish, lambda: told.append("made"), told.append,
        lambda *given: at.append(given),
    )  # fmt: skip
    qtbot.waitUntil(lambda: told[1:] == ["made"] and bool(host.said))
    assert len(at) > 5
    assert at[-1] == (1, 1), "what follows cannot be stopped any more"
    assert (tmp_path / "shared.mcdhub").is_file()
    qtbot.waitUntil(partial(synced, window))
    monkeypatch.setattr(wiring.Dialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(wiring.Dialog, "__init__", _bare_dialog)
    wiring.leave(host, window.exchanger)
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "none")
    window.close()


def at_none(_done: int, _of: int) -> None:
    """Tell nobody."""


def test_the_making_of_a_hub_that_is_cancelled_leaves_nothing(qtbot, app, tmp_path, monkeypatch):
    app.close(app.create(tmp_path / "alone.mcdesk", "Alone", "CTL-01"))
    (tmp_path / "team").mkdir()
    window = Window(qtbot, app, tmp_path / "alone.mcdesk")
    host, told, begun, go = Host(window), list[object](), Event(), Event()
    copy = hub.copy_tables

    def hold(*given):
        begun.set()
        assert go.wait(20)
        return copy(*given)

    monkeypatch.setattr(hub, "copy_tables", hold)
    wish = HubWish(str(tmp_path / "team" / "shared.mcdhub"))
    job = wiring.make_hub(
        host, window.exchanger, lambda: app, wish, lambda: told.append("made"), told.append, at_none
    )
    assert begun.wait(20)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].code == "cancelled"
    assert not list((tmp_path / "team").iterdir())
    assert window.exchanger.standing.kind == "none"
    window.close()


def _bare_dialog(self, title, _parent, *, width: int = 460) -> None:
    _real_dialog(self, title, None, width=width)


_real_dialog = wiring.Dialog.__init__


@pytest.mark.parametrize(("person_id", "times"), [("", 1), ("person-1", 0)])
def test_who_joins_is_asked_once_who_works_there(qtbot, person_id, times):
    from PySide6.QtCore import QObject

    class Asked(QObject):
        info = None
        asked = 0

        def say(self, _words: str) -> None:
            """Say nothing."""

        def choose_person(self) -> None:
            self.asked += 1

    window = Asked()
    who = wiring.WhoWorks(window)
    who.ask(Standing(STATE))
    window.info = SimpleNamespace(person_id=person_id)
    who.ask(Standing(ReplicaState("", "", None, 0, 0)))
    assert not window.asked
    who.ask(Standing(STATE))
    who.ask(Standing(STATE))
    assert window.asked == times


def test_the_listener_survives_a_server_that_falls_silent(qtbot, monkeypatch):
    """It rests and begins anew; only the hint is lost meanwhile."""
    monkeypatch.setattr(listener, "RESTS", 0.01)
    calls: list[str] = []

    class Silent:
        def listen(self, address, heard, is_over) -> None:
            calls.append(address)
            if len(calls) < 3:
                raise Trouble("no_answer", "silent", retry=True)
            heard()
            while not is_over():
                Event().wait(0.01)

    parent = QObject()
    hears = listener.Listener(Silent, "postgresql://a@b/c", parent)
    with qtbot.waitSignal(hears.heard):
        pass
    hears.close()
    assert calls == ["postgresql://a@b/c"] * 3


def test_a_workspace_that_is_busy_is_told_apart_from_one_that_closes(qtbot, monkeypatch):
    monkeypatch.setattr(bridge, "PATIENCE", 0.0)
    tasks = SimpleNamespace(run=lambda *_given, **_named: None)
    parent = QObject()
    asking = bridge.Bridge(tasks, parent)
    with pytest.raises(Trouble, match="busy with something long") as caught:
        asking.replica()
    assert caught.value.retry
    asking.close()
    with pytest.raises(Trouble, match="being closed"):
        asking.replica()


def test_that_the_hub_was_put_back_is_said_in_the_line_and_the_state():
    healing = Healing("2026-11-23T02:10:00.000000Z", 12, 5)
    standing = Standing(replace(STATE, healed=healing))
    assert short_words(standing) == "Team: hub put back"
    said = ("23 Nov 2026, 09:10: the hub had been put back to an older state, without 12 entries. "
            "Sent to it again from here: 5.")  # fmt: skip
    assert said in long_words(standing)
    others = replace(STATE, healed=replace(healing, again=0))
    assert "bring them again" in long_words(Standing(others))


def test_the_most_serious_stands_first_in_the_line():
    """An old note that the hub was put back hides neither a damaged hub nor one out of reach."""
    healing = Healing("2026-11-23T02:10:00.000000Z", 12, 5)
    noted = replace(STATE, healed=healing, attention=2)
    damaged = Standing(noted, trouble=hub_damaged("/srv/team.mcdhub"))
    assert short_words(damaged) == "Team: stopped"
    assert long_words(damaged).startswith("The team’s hub is damaged")
    away = Trouble("no_hub", "The team’s hub is out of reach.", "Work goes on.", retry=True)
    offline = Standing(noted, trouble=away)
    assert short_words(offline) == "2 need a look"
    told = long_words(offline)
    order = ["need a look", "out of reach", "had been put back"]
    assert sorted(order, key=told.index) == order
    assert short_words(Standing(replace(STATE, healed=healing), trouble=away)) == "Team: offline"


def test_each_time_the_hub_was_put_back_is_listed_with_what_was_sent_again(qtbot):
    what = Label("Filled", "Diisi")
    line = PacketLine("2026-11-23T02:00:00.000000Z", "CTL-01", "MC-1", "F2", what)
    healing = Healing("2026-11-23T02:10:00.000000Z", 12, 1, (line,))
    dialog = HealingsDialog(Noticed((healing,)))
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("23 Nov 2026, 09:10: the hub had been put back") for text in words)
    assert dialog.changes.isVisibleTo(dialog)


def test_that_the_workspace_was_put_back_is_said_in_the_line_with_what_to_look_for(qtbot):
    at = "2026-11-23T02:10:00.000000Z"
    back = PutBack(at, "2026-11-22T09:00:00.000000Z", 154, 2)
    standing = Standing(replace(STATE, put_back=back))
    assert short_words(standing) == "Workspace put back"
    said = long_words(standing)
    assert "to an earlier state: on 22 Nov 2026, 16:00 more was in its file" in said
    assert "are not in it any more: 2." in said
    assert "earlier state" not in long_words(standing, with_noticed=False)
    dialog = HealingsDialog(Noticed(put_backs=(back,)))
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("23 Nov 2026, 09:10: This workspace was put back") for text in words)


def test_a_clock_that_goes_ahead_is_said_in_the_line_with_what_to_do(qtbot):
    at = "2026-11-23T02:10:00.000000Z"
    ahead = AheadOf(at, "ID-01", "2027-11-23T02:10:00.000000Z")
    standing = Standing(replace(STATE, ahead=ahead))
    assert short_words(standing) == "Team: clocks differ"
    assert "A change of ID-01 came that bears 23 Nov 2027, 09:10: later" in long_words(standing)
    dialog = HealingsDialog(Noticed(ahead=ahead))
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("23 Nov 2026, 09:10: A change of ID-01") for text in words)
    assert any(text.startswith("Compare the clocks") for text in words)


def test_that_the_workspace_is_a_copy_is_said_in_the_line_with_what_to_check(qtbot):
    copy = Copied("2026-11-23T02:10:00.000000Z", "LAPTOP-1", "/home/ctl.mcdesk", is_here=False)
    standing = Standing(replace(STATE, copied=copy))
    assert short_words(standing) == "Workspace copied"
    said = long_words(standing)
    assert "from another computer, LAPTOP-1, where it lay at /home/ctl.mcdesk." in said
    assert "Check who works here" in said
    dialog = HealingsDialog(Noticed(copies=(copy,)))
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("23 Nov 2026, 09:10: This workspace was copied") for text in words)
    assert any(text.startswith("Check who works here") for text in words)
