"""Asking for a hub's place: parts and mistakes told, no password shown, a try answered in words."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton

from mcdesk.application.views import HubSight, Whereabouts
from mcdesk.errors import Trouble
from mcdesk.ui.start.join_sheet import JoinSheet
from mcdesk.ui.start.new_form import NewForm
from mcdesk.ui.start.page import JOIN, StartActions, StartPage
from mcdesk.ui.tasks import Job, Tasks
from mcdesk.ui.team import wiring
from mcdesk.ui.team.place import HubPlace, HubWish
from mcdesk.ui.team.share import PasswordDialog, ShareDialog

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="it is a path there")
FOUND = HubSight(Whereabouts("server", "db.uni.ac.id"), "CTL team", 12, "SME-03")


@pytest.fixture
def tries():
    return []


@pytest.fixture
def place(qtbot, tries):
    made = HubPlace("join", lambda *given: tries.append(given))
    qtbot.addWidget(made)
    made.by_server.setChecked(True)
    return made


def test_the_parts_of_an_address_and_its_mistakes_are_told(place):
    place.address.setText("postgresql://sme03@db.uni.ac.id/mcdesk")
    assert "Server db.uni.ac.id, port 5432; database mcdesk; you log in as sme03." in (
        place.told.text()
    )
    assert place.attempt.isEnabled()
    place.address.setText("postgresql://db.uni.ac.id/mcdesk")
    assert "The login is missing" in place.told.text()
    assert not place.attempt.isEnabled()
    assert place.wish() is None


ON_THE_WAY = ["/", "//", ".", "..", "~", "", " ", "/srv/", "C:\\", '"', '""', "~nobody-here/x",
              f"/srv/{'a' * 300}"]  # fmt: skip


@pytest.mark.parametrize("typed", ON_THE_WAY)
def test_a_path_on_its_way_is_no_mistake(qtbot, tmp_path, typed):
    """Who types a path passes through things that name no file."""
    place = HubPlace("share", lambda *_given: None)
    join, new = JoinSheet(tmp_path, lambda *_given: None), NewForm(tmp_path)
    for widget, edit in ((place, place.file), (join, join.path), (new, new.path)):
        qtbot.addWidget(widget)
        for end in {*range(min(len(typed), 20)), len(typed)}:
            edit.setText(typed[:end])
        edit.setText("/srv/team")
    assert place.wish() == HubWish(str(Path("/srv/team.mcdhub")))
    assert join._whole() == new.wish().path == Path("/srv/team.mcdesk")


def test_a_path_copied_with_quotes_is_what_lies_between_them(qtbot, tmp_path):
    sheet = JoinSheet(tmp_path, lambda *_given: None)
    qtbot.addWidget(sheet)
    sheet.place.file.setText(f' "{tmp_path / "team.mcdhub"}" ')
    sheet.path.setText(f'"{tmp_path / "mine"}"')
    wished = []
    sheet.wished.connect(lambda *given: wished.append(given))
    sheet.ok.click()
    assert wished == [(str(tmp_path / "team.mcdhub"), tmp_path / "mine.mcdesk")]


def test_the_fields_of_a_sheet_begin_at_the_same_place(qtbot, tmp_path):
    sheet = JoinSheet(tmp_path, lambda *_given: None)
    qtbot.addWidget(sheet)
    sheet.show()
    for kind in (sheet.place.by_file, sheet.place.by_server):
        kind.setChecked(True)
        edits = (sheet.place.file, sheet.place.address, sheet.place.password, sheet.path)
        seen = {edit.mapTo(sheet, QPoint()).x() for edit in edits if edit.isVisible()}
        assert len(seen) == 1


def test_a_password_within_the_address_goes_to_its_own_field(place):
    place.address.setText("postgresql://sme03:gehe%40im@db.uni.ac.id/mcdesk")
    assert place.address.text() == "postgresql://sme03@db.uni.ac.id/mcdesk"
    assert place.password.text() == "gehe@im"
    assert place.password.echoMode() is QLineEdit.EchoMode.Password
    assert place.wish() == HubWish("postgresql://sme03:gehe%40im@db.uni.ac.id/mcdesk")


def test_a_try_says_in_words_what_it_found(place, tries):
    place.address.setText("postgresql://sme03@db.uni.ac.id/mcdesk")
    place.attempt.setFocus()
    place.attempt.click()
    place.attempt.click()
    assert len(tries) == 1, "one try at a time"
    assert place.focusWidget() is place.attempt, "the keyboard stays where it was"
    (_wish, done, failed), *_more = tries
    failed(Trouble("login", "The server does not know this login.", "Check it."))
    assert place.found.text() == "The server does not know this login. Check it."
    place.attempt.click()
    tries[-1][1](FOUND)
    assert place.found.text() == (
        "The hub “CTL team” is there, with 12 entries. You are SME-03 there."
    )
    place.attempt.click()
    place.address.setText("postgresql://sme04@db.uni.ac.id/mcdesk")
    tries[-1][1](FOUND)
    assert not place.found.text(), "an answer to what was typed before is none"
    done(FOUND)
    assert not place.found.text()


def test_a_hub_in_a_new_file_gets_our_ending_and_one_on_a_server_a_login(qtbot, tmp_path):
    dialog = ShareDialog(lambda *_given: None, lambda *_given: None)
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    dialog.place.file.setText(str(tmp_path / "team"))
    assert dialog.wish() == HubWish(str(tmp_path / "team.mcdhub"))
    dialog.place.by_server.setChecked(True)
    dialog.place.address.setText("postgresql://office@s/d")
    assert not dialog.ok.isEnabled()
    dialog.place.login.setText("ctl01")
    dialog.place.secret.setText("mine")
    assert dialog.wish() == HubWish("postgresql://office@s/d", "ctl01", "mine")
    assert dialog.ok.isEnabled()


def test_the_name_of_a_new_hubs_file_is_told_before_it_is_made(qtbot, tmp_path):
    place = HubPlace("share", lambda *_given: None)
    qtbot.addWidget(place)
    place.file.setText(str(tmp_path / "hub.db"))
    told = place.told.text().replace("\u200b", "")
    assert "The hub’s file will be called hub.db.mcdhub." in told
    assert str(tmp_path) in told


def test_a_folder_is_no_place_for_a_hubs_file_until_it_has_a_name(qtbot, tmp_path):
    place = HubPlace("share", lambda *_given: None)
    qtbot.addWidget(place)
    place.file.setText(str(tmp_path))
    for act in (wiring._look, wiring._share):
        with pytest.raises(Trouble, match="is a folder") as caught:
            rest = (place.wish(), None, None)
            act(*(rest[:2] if act is wiring._look else (None, *rest)))
        assert str(tmp_path / "team.mcdhub") in caught.value.advice


@pytest.fixture
def sharing(qtbot, tmp_path) -> tuple[ShareDialog, list[tuple], Job]:
    """The dialog with a place filled in, what it asked for, and the job that it got for that."""
    asked: list[tuple] = []
    job = Job(lambda _desk: None, lambda _result: None, None)
    dialog = ShareDialog(lambda *_given: None, lambda *given: (asked.append(given), job)[1])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.file.setText(str(tmp_path / "team"))
    return dialog, asked, job


def test_what_was_filled_in_stays_where_a_hub_is_refused(sharing, tmp_path):
    dialog, asked, _job = sharing
    dialog.ok.click()
    dialog.ok.click()
    dialog.reject()
    ((wish, made, failed, _progress),) = asked
    assert wish == HubWish(str(tmp_path / "team.mcdhub"))
    assert dialog.isVisible(), "while it is being made"
    failed(Trouble("folder", "No hub can be there.", "Choose another folder."))
    assert dialog.place.found.text() == "No hub can be there. Choose another folder."
    assert dialog.place.file.text() == str(tmp_path / "team")
    assert dialog.place.isEnabled()
    dialog.ok.click()
    made()
    assert not dialog.isVisible()
    assert dialog.result() == ShareDialog.DialogCode.Accepted


def test_the_making_of_a_hub_says_how_far_it_is_and_is_cancelled(sharing):
    dialog, asked, job = sharing
    assert dialog.bar.isHidden()
    dialog.ok.click()
    ((_wish, _made, failed, progress),) = asked
    assert dialog.bar.isVisible()
    progress(3, 12)
    assert (dialog.bar.value(), dialog.bar.maximum()) == (3, 12)
    stop = dialog.buttons.buttons()[-1]
    assert (stop.text(), stop.isEnabled(), dialog.ok.isEnabled()) == ("Cancel", True, False)
    stop.click()
    assert job.is_cancelled
    assert not stop.isEnabled(), "once is enough"
    assert dialog.isVisible(), "until it stopped"
    failed(Trouble("cancelled", "Stopped: nothing was made."))
    assert dialog.place.found.text() == "Stopped: nothing was made."
    assert dialog.place.found.property("state") != "bad", "it is what was asked for"
    assert dialog.bar.isHidden()
    assert dialog.ok.isEnabled()
    assert stop.isEnabled()
    stop.click()
    assert not dialog.isVisible()


def test_the_making_of_a_hub_that_waits_for_its_turn_is_cancelled_too(qtbot, app, tmp_path):
    app.close(app.create(tmp_path / "alone.mcdesk", "Alone", "CTL-01"))
    window, gate = QMainWindow(), Event()
    qtbot.addWidget(window)
    window.tasks = Tasks(lambda: app.open(tmp_path / "alone.mcdesk"))
    window.tasks.run(lambda _desk: gate.wait(5), lambda _answer: None)
    make = partial(wiring.make_hub, window, None, lambda: app)
    dialog = ShareDialog(lambda *_given: None, make)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.file.setText(str(tmp_path / "team"))
    dialog.ok.click()
    dialog.reject()
    gate.set()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.place.found.text() == "Stopped: nothing was made."
    assert not (tmp_path / "team.mcdhub").exists()
    dialog.reject()
    assert not dialog.isVisible()
    assert window.tasks.close()


def test_a_hub_that_is_made_is_no_longer_cancelled_while_its_files_follow(sharing):
    dialog, asked, job = sharing
    dialog.ok.click()
    ((_wish, made, _failed, progress),) = asked
    progress(1, 1)
    assert "its files follow" in dialog.place.found.text()
    assert not dialog.buttons.buttons()[-1].isEnabled()
    dialog.reject()
    assert not job.is_cancelled
    made()
    assert dialog.result() == ShareDialog.DialogCode.Accepted


def test_the_files_that_follow_are_measured_and_need_not_be_waited_for(sharing):
    dialog, asked, job = sharing
    dialog.ok.click()
    ((_wish, made, _failed, progress),) = asked
    progress(1, 1)
    progress(100, 400)
    assert (dialog.bar.value(), dialog.bar.maximum()) == (100, 400)
    assert (dialog.cancel.text(), dialog.cancel.isEnabled()) == ("Let them follow", True)
    progress(400, 400)
    dialog.cancel.click()
    assert job.is_cancelled
    made()
    assert dialog.result() == ShareDialog.DialogCode.Accepted, "the hub is made"


def test_no_button_jumps_when_the_bar_appears(sharing):
    dialog, *_rest = sharing
    before = dialog.cancel.mapTo(dialog, QPoint())
    dialog.ok.click()
    assert dialog.bar.isVisible()
    assert dialog.cancel.mapTo(dialog, QPoint()) == before


def test_the_dialog_is_as_high_as_what_it_asks_for(qtbot):
    dialog = ShareDialog(lambda *_given: None, lambda *_given: None)
    qtbot.addWidget(dialog)
    dialog.show()
    low = dialog.height()
    dialog.place.by_server.setChecked(True)
    assert dialog.height() > low
    dialog.place.by_file.setChecked(True)
    assert dialog.height() == low


def test_a_password_is_asked_for_hidden(qtbot):
    dialog = PasswordDialog("postgresql://sme03@s/d")
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    edit = dialog.findChild(QLineEdit)
    edit.setText("secret")
    assert (dialog.password, dialog.ok.isEnabled()) == ("secret", True)
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_team_is_joined_from_the_first_page(qtbot, tmp_path):
    calls: list[tuple] = []

    def nothing(*_given) -> None:
        """Do nothing."""

    actions = StartActions(nothing, nothing, nothing, nothing, nothing,
                           lambda *given: calls.append(given), nothing, tmp_path,
                           nothing)  # fmt: skip
    page = StartPage(actions)
    qtbot.addWidget(page)
    join = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Join a team"))
    join.click()
    assert page._stack.currentIndex() == JOIN
    sheet = page._join
    sheet.place.by_server.setChecked(True)
    sheet.place.address.setText("postgresql://sme03@db/mcdesk")
    sheet.place.password.setText("x")
    (tmp_path / "there.mcdesk").touch()
    sheet.path.setText("there")
    assert not sheet.ok.isEnabled()
    assert "a file of this name" in sheet.why.text()
    sheet.path.setText("mine")
    sheet.ok.click()
    assert calls == [("postgresql://sme03:x@db/mcdesk", tmp_path / "mine.mcdesk")]


@pytest.mark.parametrize("purpose", ["join", "share"])
def test_a_servers_address_that_is_given_as_a_file_goes_to_the_server(qtbot, purpose):
    place = HubPlace(purpose, lambda *_given: None)
    qtbot.addWidget(place)
    place.show()
    place.file.setFocus()
    typed = "postgresql://sme03@db.uni.ac.id/mcdesk"
    for letter in typed:
        QTest.keyClicks(place.focusWidget(), letter)
    assert place.is_server
    assert (place.file.text(), place.address.text()) == ("", typed)
    told = place.told.text().replace("\u200b", "")
    assert told.startswith("This is the address of a database server, not a file")
    assert "Server db.uni.ac.id" in told
    place.by_file.setChecked(True)
    assert "not a file" not in place.told.text()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hub", "Give the whole path"),
        ("share/hub.mcdhub", "Give the whole path"),
        ("/srv/share/", "such as /srv/share/team.mcdhub"),
        ("https://files.uni.ac.id/team", "an address of the web"),
        pytest.param("\\\\srv\\share\\hub", "as Windows has it", marks=NOT_ON_WINDOWS),
        pytest.param("H:\\hub.mcdhub", "as Windows has it", marks=NOT_ON_WINDOWS),
    ],
)
@pytest.mark.parametrize("purpose", ["share", "join", "move"])
def test_a_place_that_depends_on_where_one_stands_is_none_and_says_why(
    qtbot, purpose, typed, words
):
    place = HubPlace(purpose, lambda *_given: None)
    qtbot.addWidget(place)
    place.file.setText(typed)
    assert place.wish() is None
    assert not place.attempt.isEnabled()
    assert words in place.told.text().replace("\u200b", "")


@pytest.mark.parametrize("typed", ["/srv/team.mcdhub", "H:\\hub.mcdhub", "\\\\srv\\share\\hub"])
def test_a_path_that_is_given_as_a_servers_address_goes_to_the_file(place, typed):
    place.address.setText(typed)
    assert not place.is_server
    assert place.file.text() == typed
    assert not place.address.text()
    place.file.setText("postgresql://sme03@db/mcdesk")
    assert place.is_server
    place.address.setText(typed)
    assert not place.is_server, "there and back again"
