"""Filled forms that are dropped anywhere: their form is found, begun if a person says so, shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from mcdesk.application.outside import read_sent, to_fill
from mcdesk.exchange.forms_docx import document_to_fill
from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_to_fill
from mcdesk.ui import checking
from mcdesk.ui.board import words
from mcdesk.ui.credential.attaching import FilesDialog
from mcdesk.ui.credential.page import CardPageView
from mcdesk.ui.returned import ReturnDialog
from mcdesk.ui.tasks import Tasks
from tests.ui.shared_desk import OneAtATime


@pytest.fixture
def desk(desk):
    return OneAtATime(desk)


@pytest.fixture
def tasks(qapp, desk):
    made = Tasks(lambda: desk)
    yield made
    assert made.close()


class Window(QWidget):
    """A window that notes what it is told, and where a file was shown."""

    shown = Signal(str, object)
    scanned = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks, self.said, self.errors = tasks, [], []
        self.opener = SimpleNamespace(take_in=self.shown.emit)

    def say(self, told: str) -> None:
        self.said.append(told)

    def show_error(self, error: Exception) -> None:
        self.errors.append(error)


@pytest.fixture
def window(qtbot, tasks, monkeypatch):
    made = Window(tasks)
    qtbot.addWidget(made)
    monkeypatch.setattr(checking, "file_scans", lambda window, paths=(): window.scanned.emit(paths))
    made.show()
    return made


@pytest.fixture
def page(qtbot, tasks, desk, card):
    """The page of the card."""
    words.use_names(desk.info().role_labels, desk.info().stages)
    view = CardPageView(tasks, desk.outline(card).tile.id)
    tasks.changed.connect(view.apply_changes)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.loaded):
        view.show()
    return view


@pytest.fixture(params=["pdf", "docx"])
def filled(request, desk, card, tmp_path) -> Path:
    """The proposal, sent out before it was begun."""
    path = tmp_path / f"back.{request.param}"
    sheet = to_fill(*desk.coming_form("MC-1", "F2"), is_coming=True)
    make = print_to_fill if request.param == "pdf" else document_to_fill
    path.write_bytes(make(sheet))
    return path


def begun(desk) -> set[str]:
    return {line.kind for line in desk.outline("MC-1").forms}


def asked(qtbot, home: QWidget) -> ReturnDialog:
    """Return the question that is asked."""
    qtbot.waitUntil(lambda: bool(home.findChildren(ReturnDialog)), timeout=30_000)
    (dialog,) = home.findChildren(ReturnDialog)
    return dialog


def told(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def take(window: Window, *paths: Path) -> None:
    checking.take_files(lambda: None, window, paths)


def test_a_file_dropped_on_the_window_begins_its_form_once_that_is_agreed_to(
    window, desk, qtbot, filled
):
    take(window, filled)
    dialog = asked(qtbot, window)
    named = f"“{filled.name}” was sent out for Micro-Credential Development Proposal of MC-1."
    assert named in told(dialog).replace("\N{WORD JOINER}", "")
    assert "is begun by this" in told(dialog)
    assert begun(desk) == {"R1"}
    with qtbot.waitSignal(window.shown, timeout=30_000) as shown:
        dialog.ok.click()
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    assert shown.args == [form, filled]
    assert [line.kind for line in desk.history("MC-1", limit=1)] == ["FormOpened"]


def test_where_it_is_not_agreed_to_nothing_is_begun(window, desk, qtbot, filled):
    take(window, filled)
    dialog = asked(qtbot, window)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not window.findChildren(ReturnDialog))
    assert begun(desk) == {"R1"}


def test_what_is_of_a_form_that_is_open_is_shown_there_at_once(window, desk, qtbot, filled):
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    with qtbot.waitSignal(window.shown, timeout=30_000) as shown:
        take(window, filled)
    assert shown.args[1] == filled
    assert not window.findChildren(ReturnDialog)


def test_what_is_no_form_is_a_scan_as_before(window, qtbot, tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "scan.pdf")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7 nothing")
    paths = (tmp_path / "scan.pdf", tmp_path / "damaged.pdf", tmp_path / "scan.png")
    with qtbot.waitSignal(window.scanned, timeout=30_000) as scanned:
        take(window, *paths)
    assert scanned.args == [paths]
    with qtbot.waitSignal(window.scanned) as scanned:
        take(window)
    assert scanned.args == [()]


def test_scans_among_them_are_filed_and_of_several_forms_one_is_taken(
    window, desk, qtbot, filled, tmp_path
):
    other = tmp_path / f"again{filled.suffix}"
    other.write_bytes(filled.read_bytes())
    with qtbot.waitSignal(window.scanned, timeout=30_000) as scanned:
        take(window, filled, tmp_path / "scan.png", other)
    assert scanned.args == [(tmp_path / "scan.png",)]
    assert filled.name in told(asked(qtbot, window))
    assert other.name in window.said[0]


def of_elsewhere(desk, path: Path) -> Path:
    """Write a form that another workspace sent out."""
    sheet = to_fill(*desk.coming_form("MC-1", "F2"), is_coming=True)
    sent = replace(read_sent(sheet.sent), workspace="00000000")
    path.write_bytes(document_to_fill(replace(sheet, sent=sent.text())))
    return path


def test_what_is_of_another_workspace_or_no_form_is_told(window, desk, card, qtbot, tmp_path):
    take(window, of_elsewhere(desk, tmp_path / "x.docx"))
    qtbot.waitUntil(lambda: len(window.errors) == 1, timeout=30_000)
    assert window.errors[0].code == "other_workspace"
    (tmp_path / "y.docx").write_text("nothing")
    take(window, tmp_path / "y.docx")
    qtbot.waitUntil(lambda: len(window.errors) == 2, timeout=30_000)
    assert window.errors[1].code == "filled_kind"
    assert not window.findChildren(ReturnDialog)


def drop(page: CardPageView, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)


def attaching(page: CardPageView) -> list[FilesDialog]:
    return page.findChildren(FilesDialog)


def test_a_file_dropped_on_the_page_of_a_card_begins_its_form_too(page, desk, qtbot, filled):
    drop(page, filled)
    dialog = asked(qtbot, page)
    with qtbot.waitSignal(page.filled_requested, timeout=30_000) as shown:
        dialog.ok.click()
    assert desk.form(shown.args[0]).definition.id == "F2"
    assert shown.args[1] == filled
    assert not attaching(page)


def test_there_it_may_be_attached_instead(page, desk, qtbot, filled):
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    drop(page, filled)
    dialog = asked(qtbot, page)
    assert "not begun" not in told(dialog)
    attach = next(each for each in dialog.findChildren(QPushButton) if "MC-1" in each.text())
    attach.click()
    qtbot.waitUntil(lambda: bool(attaching(page)), timeout=30_000)


def test_of_what_belongs_elsewhere_it_is_said_why_and_it_may_be_attached(
    page, desk, qtbot, tmp_path
):
    drop(page, of_elsewhere(desk, tmp_path / "x.docx"))
    dialog = asked(qtbot, page)
    assert "sent out from another workspace. Nothing was taken in: open that" in told(dialog)
    attach = next(each for each in dialog.findChildren(QPushButton) if "MC-1" in each.text())
    attach.click()
    qtbot.waitUntil(lambda: bool(attaching(page)), timeout=30_000)


def test_a_document_that_is_no_form_is_attached_as_before(page, qtbot, tmp_path):
    (tmp_path / "y.docx").write_text("nothing")
    drop(page, tmp_path / "y.docx")
    qtbot.waitUntil(lambda: bool(attaching(page)), timeout=30_000)
    assert not page.findChildren(ReturnDialog)
