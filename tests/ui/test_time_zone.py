"""The time zone is chosen in the settings, and what shows moments is told in it at once."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mcdesk.application.views import Changes
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import use_zone, zone_name
from mcdesk.ui.day import DayKeeper
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.settings.page import GROUPS, SettingsPage
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.window import MainWindow
from mcdesk.ui.wiring import Wiring
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
    make_app,
)
from tests.ui.settings_page import Host, Looks, saved


@pytest.fixture
def page(qtbot, tasks, tmp_path):
    made = keep(qtbot, tasks, SettingsPage(tasks, Host(tmp_path), Looks()))
    made.resize(1100, 700)
    made.go(GROUPS.index("Calendar"))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.data_ is not None and made.isActiveWindow())
    qtbot.waitUntil(lambda: bool(clock_of(made)._names))
    return made


def clock_of(page):
    return page.sections[GROUPS.index("Calendar")].clock


def test_one_of_the_three_is_taken_at_once(qtbot, page):
    clock = clock_of(page)
    assert clock.radios["Asia/Jakarta"].isChecked()
    assert not clock.other.isEnabled()
    clock.radios["Asia/Jayapura"].click()
    saved(qtbot, page)
    assert (zone_name(), page.data_.settings.time_zone) == ("Asia/Jayapura",) * 2
    assert clock.radios["Asia/Jayapura"].isChecked()


def test_another_is_found_by_typing_some_of_its_name(qtbot, page):
    clock = clock_of(page)
    clock.radios[""].click()
    assert clock.other.hasFocus()
    QTest.keyClicks(clock.other, "singa")
    offered = clock.other.completer().popup().model()
    assert "Asia/Singapore" in [offered.index(n, 0).data() for n in range(offered.rowCount())]
    clock.other.completer().popup().hide()
    clock.other.setText("asia/singapore")
    QTest.keyClick(clock.other, Qt.Key.Key_Return)
    saved(qtbot, page)
    assert (zone_name(), clock.other.text()) == ("Asia/Singapore",) * 2
    assert clock.radios[""].isChecked()


def test_a_name_that_is_none_is_refused_where_it_stands(qtbot, page, tasks):
    clock = clock_of(page)
    clock.radios[""].click()
    QTest.keyClicks(clock.other, "Mars/Base")
    QTest.keyClick(clock.other, Qt.Key.Key_Return)
    assert "“Mars/Base” is no time zone that this computer knows" in clock.note.text()
    assert clock.note.isVisible()
    assert from_worker(qtbot, tasks, lambda desk: desk.settings_view().time_zone) == "Asia/Jakarta"
    clock.other.clear()
    clock.other.clearFocus()
    assert clock.radios["Asia/Jakarta"].isChecked()
    assert clock.note.isHidden()


def test_a_zone_that_is_unknown_here_is_told(page):
    clock, read = clock_of(page), page.data_
    clock.show_read(replace(read, settings=replace(read.settings, time_zone="Mars/Base")))
    assert clock.radios[""].isChecked()
    assert clock.other.text() == "Mars/Base"
    assert "does not know “Mars/Base”" in clock.note.text()


def test_who_may_not_change_it_sees_it(page):
    clock, read = clock_of(page), page.data_
    clock.show_read(replace(read, info=replace(read.info, rights=frozenset())))
    assert not any(radio.isEnabled() for radio in clock.radios.values())
    assert clock.other.isReadOnly()


@pytest.fixture
def window(qtbot, prepared, tmp_path):
    """A real window on a real workspace, with a card and a form of it open."""
    path = shutil.copy(prepared, tmp_path / "window.mcdesk")
    app = make_app()
    with_comment = app.open(path)
    with_comment.execute(do.WriteComment(form="MC-1/R1", path="topic", text="See."))
    app.close(with_comment)
    made = MainWindow(WindowState(tmp_path / "window.ini"))
    made.show_front(path, keeps=False)
    tasks = Tasks(lambda: app.open(path), lambda: app.open(path, read_only=True))
    made.furnish(tasks, wiring=Wiring())
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.board.loaded):
        made.begin()
    qtbot.waitUntil(lambda: made.info is not None)
    yield made
    assert tasks.close()


def labels(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def hours(card) -> set[str]:
    entries = card.body.history.list.lines.entries
    return {entry.meta for entry in entries if not entry.is_heading}


def test_open_pages_tell_the_hours_of_another_zone_as_soon_as_it_is_set(window, qtbot):
    """The card's history and the form's comments: 09:00 in UTC is 16:00 in Jakarta."""
    (tile,) = window.board.models.tiles.values()
    window.open_card(tile.id)
    card = window.host.page
    qtbot.waitUntil(lambda: card.state is not None)
    card.body.tabs.setCurrentWidget(card.body.history)
    qtbot.waitUntil(lambda: hours(card) == {"16:00"})
    window.open_form(tile.id, "R1")
    qtbot.waitUntil(lambda: isinstance(window.host.page, FormEditor))
    form = window.host.page
    qtbot.waitUntil(lambda: form.session is not None and "16:00" in labels(form))
    window.do(do.SetSetting(key="time_zone", value="Asia/Jayapura"))
    qtbot.waitUntil(lambda: "18:00" in labels(form) and "16:00" not in labels(form))
    window.host.back()
    qtbot.waitUntil(lambda: hours(card) == {"18:00"})


def test_the_window_hears_only_of_another_zone(window, qtbot):
    keeper = window.findChild(DayKeeper)
    with qtbot.assertNotEmitted(window.board.loaded, wait=50):
        keeper._hear(Changes(tables=frozenset({"setting"})))
    use_zone("Asia/Makassar")
    with qtbot.waitSignal(window.board.loaded):
        keeper._hear(Changes(tables=frozenset({"setting"})))
    with qtbot.assertNotEmitted(window.board.loaded, wait=50):
        keeper._hear(Changes(tables=frozenset({"setting"})))
