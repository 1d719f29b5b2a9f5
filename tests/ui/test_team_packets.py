"""Packets in the window: packed from a dialog, dropped on it, looked into, taken in."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMainWindow, QTableView

from mcdesk.application.views import Change
from mcdesk.application.views.packet import PacketLine, PacketSight
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.ui.busy import BusyLine
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.team import packet_dialogs, packets
from mcdesk.ui.team.packets import Packets
from tests.conftest import TODAY
from tests.walk import set_up


class Window(QMainWindow):
    """What packets need of a window."""

    def __init__(self, app: App, path) -> None:
        super().__init__()
        self.tasks = Tasks(partial(app.open, path), partial(app.open, path, read_only=True))
        self.tasks.failed.connect(lambda error: self.said.append(str(error)))
        self.busy, self.host = BusyLine(self), SimpleNamespace(page=None)
        self.said: list[str] = []
        self.say = self.said.append
        self.now = partial(datetime.now, UTC)
        self.looked = []
        exchanger = SimpleNamespace(look=partial(self.looked.append, True))
        self.packets = Packets(self, lambda: app, exchanger)


@pytest.fixture
def app(tmp_path) -> App:
    return App(day=lambda: TODAY, keys_folder=tmp_path / "keys")


@pytest.fixture
def copies(app, tmp_path):
    """Two copies of a workspace; in the first one a micro-credential was changed."""
    paths = tmp_path / "one.mcdesk", tmp_path / "other.mcdesk"
    desk = app.create(paths[0], "Test", "CTL-01")
    set_up(desk)
    app.close(desk)
    shutil.copy(*paths)
    desk = app.open(paths[0])
    desk.execute(do.ChangeCard(card="MC-1", title_en="By one"))
    app.close(desk)
    return paths


@pytest.fixture
def opened(qtbot, app):
    made: list[Window] = []

    def opener(path) -> Window:
        made.append(Window(app, path))
        qtbot.addWidget(made[-1])
        return made[-1]

    yield opener
    for window in made:
        assert window.tasks.close()


@pytest.fixture
def packet(app, copies, tmp_path):
    desk = app.open(copies[0], read_only=True)
    path, _count = app.packet_out(desk, tmp_path / "one", card="MC-1")
    app.close(desk)
    return path


def drop(window: Window, path) -> bool:
    """Drag a file onto the window and let it go there; False where the window does not take it."""
    data, press = QMimeData(), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *press)
    QApplication.sendEvent(window, entered)
    QApplication.sendEvent(
        window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *press)
    )
    return entered.isAccepted()


def test_what_waits_of_one_card_is_packed(qtbot, copies, opened, tmp_path, monkeypatch):
    window, target = opened(copies[0]), tmp_path / "packed"
    offered = []

    def choose(dialog) -> bool:
        cards, _forms = dialog.findChildren(QComboBox)
        offered.extend(cards.itemText(n) for n in range(cards.count()))
        cards.setCurrentIndex(1)
        return True

    monkeypatch.setattr(packet_dialogs.PackDialog, "exec", choose)
    proposed = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *given: (proposed.append(given[2]), (str(target), ""))[1],
    )
    window.packets.pack()
    qtbot.waitUntil(lambda: bool(window.said))
    assert re.fullmatch(r"Test-CTL-01-MC-1-\d{4}-\d\d-\d\d-\d{4}\.mcpacket", Path(proposed[0]).name)
    assert offered[1].startswith("MC-1 (")
    assert window.said[0].endswith("packed.mcpacket")
    assert target.with_name("packed.mcpacket").is_file()


def test_a_packet_that_is_dropped_is_shown_and_taken_in(
    qtbot, app, copies, opened, packet, monkeypatch
):
    window, shown, heard = opened(copies[1]), [], []

    def take(dialog) -> bool:
        rows = dialog.findChild(QTableView).model()
        shown.append([rows.index(n, 4).data() for n in range(rows.rowCount())])
        return dialog.ok.isEnabled()

    monkeypatch.setattr(packet_dialogs.PacketDialog, "exec", take)
    window.tasks.changed.connect(heard.append)
    drop(window, packet)
    qtbot.waitUntil(lambda: bool(window.said))
    assert "Details changed" in shown[0][0]
    assert any("here already" in cell for cell in shown[0])
    assert window.said == ["1 change was taken in"]
    assert heard[0].tiles[0].title_en == "By one"
    assert window.looked


def test_two_micro_credentials_of_one_code_are_packed_apart(qtbot):
    words = Label("Filled", "Diisi")
    lines = tuple(PacketLine("", "", "MC-1", "F2", words, card_id=id_) for id_ in ("a", "b", "b"))
    dialog = packet_dialogs.PackDialog(PacketSight("", "", "", lines), "b")
    qtbot.addWidget(dialog)
    assert (dialog.card, dialog.code) == ("b", "MC-1")
    assert dialog._cards.count() == 3


def test_what_a_change_wrote_is_shown_whole(qtbot):
    words, long = Label("Filled", "Diisi"), "A sentence. " * 40
    lines = (PacketLine("2026-11-23T09:00:00Z", "", "MC-1", "F2", words,
                        changes=(Change(Label("Background", "Latar"), "", long),)),)  # fmt: skip
    dialog = packet_dialogs.PacketDialog(PacketSight("", "2026-11-23T09:00:00Z", "", lines))
    qtbot.addWidget(dialog)
    assert long in dialog.changes.all.text()


def test_whose_work_is_adopted_and_what_it_is_is_shown(qtbot):
    line = PacketLine("2026-11-23T09:00:00Z", "SME-03", "MC-1", "F2", Label("Filled", "Diisi"))
    sight = PacketSight("", "2026-11-23T09:00:00Z", "", (line,), left=("SME-03",))
    dialog = packet_dialogs.AdoptDialog(sight)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Adopt the work of SME-03?"
    assert dialog.ok.text() == "Adopt 1 change"
    rows = dialog.findChild(QTableView).model()
    assert rows.index(0, 1).data() == "SME-03"


def test_what_is_here_already_can_only_be_looked_at(qtbot, copies, opened, packet, monkeypatch):
    window, told = opened(copies[0]), []

    def look(dialog) -> bool:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        assert not hasattr(dialog, "ok")
        return False

    monkeypatch.setattr(packet_dialogs.PacketDialog, "exec", look)
    drop(window, packet)
    qtbot.waitUntil(lambda: bool(told))
    assert "All of it is here already: there is nothing to take in." in told


def test_other_files_are_left_to_others(opened, copies, packet, monkeypatch):
    window, looked = opened(copies[1]), []
    monkeypatch.setattr(window.packets, "look_into", looked.append)
    assert not drop(window, packet.with_suffix(".pdf"))
    assert not looked
    assert drop(window, packet)
    assert looked == [packet]


def test_another_packet_that_is_dropped_meanwhile_is_not_passed_over_in_silence(
    qtbot, copies, opened, packet, monkeypatch
):
    window, go, looked = opened(copies[1]), Event(), []

    def slow(_app, _desk, path, progress=None):
        go.wait(20)
        return path

    monkeypatch.setattr(App, "look_into_packet", slow)
    monkeypatch.setattr(
        packets.Packets, "_on_looked", lambda _self, path, _sight: looked.append(path)
    )
    window.packets.look_into(packet)
    window.packets.look_into(packet)
    assert not window.said, "it is the same one"
    window.packets.look_into(packet.with_name("another.mcpacket"))
    assert window.said == [
        "One at a time: “Looking into the packet” is still under way. Try again afterwards."
    ]
    go.set()
    qtbot.waitUntil(lambda: looked == [packet])
    qtbot.waitUntil(window.tasks.is_idle)


def test_what_waits_is_read_once_with_words_and_is_stopped(qtbot, copies, opened, monkeypatch):
    """Thousands of changes take seconds."""
    window, go, asked = opened(copies[0]), Event(), []

    def slow(_app, desk, progress=None):
        while progress(3, 9):
            if go.wait(0.02):
                return "read"
        raise Trouble("cancelled", "Stopped: nothing was made.")

    monkeypatch.setattr(App, "look_into_waiting", slow)
    monkeypatch.setattr(packets.Packets, "_on_waiting", lambda _self, sight: asked.append(sight))
    busy = []
    window.tasks.busy_changed.connect(busy.append)
    window.packets.pack()
    window.packets.pack()
    qtbot.waitUntil(lambda: window.busy._bar.value() == 3)
    assert not window.busy._cancel.isHidden()
    assert busy == ["Reading what waits for the hub"]
    window.busy.cancel_requested.emit()
    qtbot.waitUntil(lambda: window.said == ["Stopped: nothing was made."])
    assert asked == []
    go.set()
    window.packets.pack()
    qtbot.waitUntil(lambda: asked == ["read"])
    qtbot.waitUntil(window.tasks.is_idle)
    assert asked == ["read"], "once"
