"""The dialog that brings another workspace in: what is doubtful is decided first."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMainWindow

from mcdesk.ui.tasks import Tasks
from mcdesk.ui.team import bringing
from mcdesk.ui.team.bringing import BRING, LEAVE, OPEN, BringDialog
from tests.sync.brought import made
from tests.sync.conftest import clock


@pytest.fixture(scope="module")
def apart(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("apart")
    made(folder / "ours.mcdesk", "Ours", "CTL-01")
    made(folder / "theirs.mcdesk", "Theirs", "CTL-02")
    return folder


@pytest.fixture
def dialog(qtbot, apart, tmp_path):
    app, theirs = clock(), Path(shutil.copy(apart / "theirs.mcdesk", tmp_path / "theirs.mcdesk"))
    path = Path(shutil.copy(apart / "ours.mcdesk", tmp_path / "ours.mcdesk"))
    window = QMainWindow()
    qtbot.addWidget(window)
    window.tasks = Tasks(partial(app.open, path), partial(app.open, path, read_only=True))
    desk = app.open(path, read_only=True)
    found = bringing._plan(lambda: app, theirs, desk)
    app.close(desk)
    shown = BringDialog(window, lambda: app, theirs, found)
    shown.show()
    shown.told = []
    shown.brought.connect(shown.told.append)
    shown.opened = partial(app.open, path, read_only=True)
    yield shown
    assert window.tasks.close()


def test_what_is_doubtful_is_decided_first(qtbot, dialog):
    assert not dialog.action.isEnabled()
    assert dialog.why == "7 are still to be decided."
    boxes = (*dialog.cards.values(), *dialog.entries.values())
    for box in boxes:
        assert box.property("state") == ("warn" if box.currentData() == OPEN else "")
    first = min(box.mapTo(dialog, QPoint()).y() for box in dialog.entries.values())
    assert dialog.same.mapTo(dialog, QPoint()).y() < first, "in sight however many there are"
    dialog.same.click()
    assert dialog.why == "1 is still to be decided."
    (doubtful,) = [box for box in dialog.cards.values() if box.findData(OPEN) >= 0]
    doubtful.setCurrentIndex(doubtful.findData(LEAVE))
    doubtful.activated.emit(doubtful.currentIndex())
    assert dialog.action.isEnabled()
    qtbot.waitUntil(lambda: dialog._counting is None)
    count = dialog.counted.text().partition(" ")[0]
    dialog.action.click()
    qtbot.waitUntil(lambda: bool(dialog.told))
    assert dialog.told == [f"Brought in: {count} entries of the journal."]
    desk = dialog.opened()
    assert sorted(tile.code for tile in desk.board().tiles) == ["MC-1", "MC-5", "MC-9"]
    assert [line.name for line in desk.info().persons].count("ID-02") == 1
    desk.close()


def test_another_person_can_be_chosen(dialog):
    entry = next(e for e in dialog.plan.entries if e.name == "CTL-02")
    box = dialog.entries[entry.id]
    assert box.currentData() == ""
    box.setCurrentIndex(next(i for i in range(box.count()) if "CTL-01" in box.itemText(i)))
    assert dialog.choices.matches[entry.id] == box.currentData() != ""
    card = next(iter(dialog.cards))
    dialog.cards[card].setCurrentIndex(dialog.cards[card].findData(BRING))
    assert card in dialog.choices.bring


def test_what_cannot_be_brought_in_is_said_and_nothing_came(qtbot, dialog, apart):
    dialog.take_names()
    for box in dialog.cards.values():
        box.setCurrentIndex(box.findData(BRING))
    Path(dialog._path).unlink()
    dialog.accept()
    qtbot.waitUntil(lambda: "no workspace" in dialog.why)
    assert dialog.action.isEnabled()
