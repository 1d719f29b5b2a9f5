"""A hub that was moved, renamed or overwritten: what is said of it, and how it is followed."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow

from mcdesk.bootstrap import App
from mcdesk.errors import Refused, Trouble
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.team import moved
from mcdesk.ui.team.exchange import Exchanger
from mcdesk.ui.team.line import long_words
from mcdesk.ui.team.moved import MovedDialog
from mcdesk.ui.team.page import TeamPage
from mcdesk.ui.team.place import HubWish
from tests.conftest import TODAY
from tests.walk import set_up


@pytest.fixture
def app(tmp_path) -> App:
    return App(day=lambda: TODAY, keys_folder=tmp_path / "keys")


@pytest.fixture
def team(app, tmp_path) -> Path:
    """A workspace with a hub; returns the hub's path."""
    with closing(app.create(tmp_path / "mine.mcdesk", "Team", "CTL-01")) as desk:
        set_up(desk)
        app.make_hub(desk, str(tmp_path / "team.mcdhub"))
    return tmp_path / "team.mcdhub"


class Shown(QMainWindow):
    """What following a hub needs of a window."""

    from PySide6.QtCore import Signal

    closing = Signal()

    def __init__(self, app: App, path: Path) -> None:
        super().__init__()
        self.tasks = Tasks(partial(app.open, path), partial(app.open, path, read_only=True))
        self.said: list[str] = []
        self.say = self.said.append
        self.info = None


@pytest.fixture
def window(qtbot, app, team, tmp_path):
    made = Shown(app, tmp_path / "mine.mcdesk")
    qtbot.addWidget(made)
    made.exchanger = Exchanger(made, lambda: app)
    qtbot.waitUntil(lambda: made.exchanger.standing.kind == "synced")
    yield made
    made.closing.emit()
    assert made.tasks.close()


@pytest.mark.parametrize("content", [b"", b"a list of names\n" * 400], ids=["emptied", "other"])
def test_a_hub_that_was_overwritten_is_told_as_that_to_its_team(window, qtbot, team, content):
    """Not as to somebody who joins and took the wrong file."""
    page = TeamPage(window.tasks, window.exchanger)
    qtbot.addWidget(page)
    team.write_bytes(content)
    window.exchanger.exchange()
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "stopped")
    words = long_words(window.exchanger.standing)
    assert words.startswith(f"Something else lies where the team’s hub was: {team}.")
    for part in ("Work goes on here, and nothing of it is lost", "from a backup",
                 "The hub lies elsewhere now…", "Rebuild the hub…"):  # fmt: skip
        assert part in words
    assert "Share with a team" not in words
    assert not page.make_anew.isHidden()


@pytest.mark.parametrize("how", ["file", "folder"])
def test_a_hub_that_was_renamed_is_followed_from_the_page(app, window, qtbot, team, how):
    page = TeamPage(window.tasks, window.exchanger)
    qtbot.addWidget(page)
    window.exchanger.exchange()
    qtbot.waitUntil(page.moved.isHidden)
    if how == "folder":
        place = team.parent / "share"
        place.mkdir()
    else:
        place = team.parent
    new = team.rename(place / "new.mcdhub")
    window.exchanger.exchange()
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "offline")
    assert "“The hub lies elsewhere now…” on the team’s page" in (
        long_words(window.exchanger.standing)
    )
    assert not page.moved.isHidden()
    done: list[str] = []
    moved.follow_hub(
        window, window.exchanger, lambda: app, HubWish(str(new)), done.append, pytest.fail
    )
    qtbot.waitUntil(lambda: window.exchanger.standing.kind == "synced")
    assert done == [str(new)]
    assert window.exchanger.standing.state.address == str(new)
    qtbot.waitUntil(page.moved.isHidden)


def test_only_the_same_hub_is_followed(app, window, qtbot, team, tmp_path):
    other = tmp_path / "other.mcdhub"
    with closing(app.create(tmp_path / "theirs.mcdesk", "Theirs", "CTL-01")) as desk:
        app.make_hub(desk, str(other))
    failed: list[Exception] = []
    for place in (other, tmp_path / "nothing.mcdhub", tmp_path):
        moved.follow_hub(
            window, window.exchanger, lambda: app, HubWish(str(place)), pytest.fail, failed.append
        )
    qtbot.waitUntil(lambda: len(failed) == 3)
    assert isinstance(failed[0], Refused)
    assert failed[0].code == "other_hub"
    assert isinstance(failed[1], Trouble)
    assert window.exchanger.standing.state.address == str(team)


def test_the_dialog_begins_with_the_place_that_is_known_and_stays_until_it_is_found(qtbot, team):
    asked: list[tuple] = []
    dialog = MovedDialog(str(team), lambda *_given: None, lambda *given: asked.append(given))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.place.file.text() == str(team)
    dialog.place.file.setText("team.mcdhub")
    assert not dialog.ok.isEnabled(), "no whole path"
    dialog.place.file.setText(str(team.with_name("new.mcdhub")))
    dialog.ok.click()
    dialog.ok.click()
    ((wish, done, failed, _is_wanted),) = asked
    assert wish == HubWish(str(team.with_name("new.mcdhub")))
    failed(Trouble("no_hub_there", "There is no hub there."))
    assert dialog.isVisible()
    assert dialog.place.found.text() == "There is no hub there."
    dialog.ok.click()
    done("there")
    assert not dialog.isVisible()


def test_the_dialog_of_a_server_asks_for_an_address(qtbot):
    dialog = MovedDialog("postgresql://sme03@old/d", lambda *_given: None, lambda *_given: None)
    qtbot.addWidget(dialog)
    assert dialog.place.is_server
    assert dialog.place.address.text() == "postgresql://sme03@old/d"
    assert dialog.first is dialog.place.address


def shown_for(window, app, qtbot) -> MovedDialog:
    """Return the dialog as the window opens it."""
    state = window.exchanger.standing.state
    dialog = MovedDialog(
        state.address, partial(moved._try, window.exchanger, state.hub_id),
        partial(moved.follow_hub, window, window.exchanger, lambda: app), window,
    )  # fmt: skip
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def go_away(dialog: MovedDialog) -> None:
    """Close a dialog as Cancel does, and let it go as who opened it does."""
    dialog.cancel.click()
    assert not dialog.isVisible()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def let_finish(window, qtbot) -> None:
    """Let the worker that looks at hubs, and the one that writes, do what they were asked."""
    seen: list[object] = []
    window.exchanger.ask(lambda _app: None, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.waitUntil(window.tasks.is_idle)
    QCoreApplication.processEvents()


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("what", ["follow", "try"])
def test_what_is_cancelled_while_it_is_looked_for_is_not_followed(
    app, window, qtbot, team, what, is_there
):
    new = team.rename(team.with_name("new.mcdhub")) if is_there else team.with_name("not.mcdhub")
    dialog = shown_for(window, app, qtbot)
    dialog.place.file.setText(str(new))
    (dialog.ok if what == "follow" else dialog.place.attempt).click()
    with qtbot.captureExceptions() as found:
        go_away(dialog)
        let_finish(window, qtbot)
    assert not found
    assert not window.said
    assert window.exchanger.standing.state.address == str(team)


def test_a_hub_that_is_followed_while_the_dialog_goes_is_said(app, window, qtbot, team):
    """It was written already when Cancel was pressed."""
    new = str(team.rename(team.with_name("new.mcdhub")))
    asked: list[tuple] = []
    dialog = MovedDialog(str(team), lambda *_given: None, lambda *given: asked.append(given))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.place.file.setText(new)
    dialog.ok.click()
    ((_wish, done, failed, is_wanted),) = asked
    assert is_wanted()
    dialog.cancel.click()
    assert not is_wanted()
    done(new)
    failed(Trouble("gone", "It is gone."))
    assert not dialog.isVisible()
    assert dialog.result() == dialog.DialogCode.Rejected


def test_a_try_that_nobody_waits_for_can_be_made_again(qtbot, team):
    asked: list[tuple] = []
    dialog = MovedDialog(str(team), lambda *given: asked.append(given), lambda *_given: None)
    qtbot.addWidget(dialog)
    for _time in range(2):
        dialog.show()
        dialog.place.attempt.click()
        dialog.hide()
    assert len(asked) == 2
    assert not dialog.place.found.text()
