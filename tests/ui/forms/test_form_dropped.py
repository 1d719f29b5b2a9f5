"""Files dropped on an open form: ours find their form, the rest is attached or looked at."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pypdf import PdfWriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from mcdesk.exchange.scans.pages import PageRead
from mcdesk.exchange.scans.reading import Page, Reading
from mcdesk.exchange.scans.sources import Source
from mcdesk.reports.form import print_form
from mcdesk.ui.credential.entries import Role
from mcdesk.ui.forms import dropped
from mcdesk.ui.forms.dropped import DroppedDialog

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.forms.stage import OpenReal, Stage


@pytest.fixture
def stage(open_real: OpenReal) -> Stage:
    return open_real("F2")


@pytest.fixture
def handed(stage: Stage) -> list[Path]:
    given: list[Path] = []
    stage.editor.handed_on.connect(given.extend)
    return given


def picture(folder: Path, name: str = "photo.png") -> Path:
    Image.new("L", (60, 40), 200).save(folder / name)
    return folder / name


def plain_pdf(folder: Path, name: str = "letter.pdf", pages: int = 1) -> Path:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(folder / name)
    return folder / name


def printed(stage: Stage, path: Path) -> Path:
    with path.open("wb") as out:
        print_form(stage.desk.sheet(stage.editor.form_id, "draft"), out)
    return path


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(stage: Stage, *paths: Path) -> bool:
    """Drag files over the form and drop them; tell whether it took them."""
    copy, left, none = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton,
                        Qt.KeyboardModifier.NoModifier)  # fmt: skip
    data, target = mime(*paths), stage.editor.outside
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, none)
    taken = target.eventFilter(stage.editor, enter)
    event = QDropEvent(QPointF(9, 9), copy, data, left, none)
    return bool(target.eventFilter(stage.editor, event)) and taken


def asked(stage: Stage, qtbot: Any) -> DroppedDialog:
    def found() -> DroppedDialog | None:
        shown = stage.editor.findChildren(DroppedDialog)
        return next((each for each in shown if each.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=30_000)
    dialog = found()
    assert dialog is not None
    return dialog


def said(dialog: DroppedDialog) -> str:
    QApplication.processEvents()
    labels = [each for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog)]
    return " ".join(each.text() for each in labels)


def listed(dialog: DroppedDialog) -> dict[str, str]:
    """Return what is listed: each file with what is said of it."""
    model = dialog.list.model()
    rows = (model.index(row, 0).data(Role.ENTRY) for row in range(model.rowCount()))
    return {entry.title: entry.detail for entry in rows}


def test_each_file_is_told_apart_and_what_is_not_ours_is_attached(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    photo, print_ = picture(tmp_path), printed(stage, tmp_path / "scan.pdf")
    assert drop(stage, photo, print_)
    dialog = asked(stage, qtbot)
    assert "1 file has no code of this program." in said(dialog)
    assert listed(dialog)["photo.png"] == str(tmp_path)
    assert "pages were recognised by their codes" in listed(dialog)["scan.pdf"]
    assert dialog.value("form") == stage.editor.form_id
    assert handed == []
    dialog.accept()
    qtbot.waitUntil(lambda: handed == [print_])
    view = stage.desk.form(stage.editor.form_id)
    assert [file.name for file in view.attached] == ["photo.png"]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let every page be read as one without a code; keeps which files were read."""
    read: list[Path] = []

    def reading(paths: tuple[Path, ...], _desk: object, _progress: object) -> Reading:
        read.extend(paths)
        return Reading(tuple(Page(Source(path, "image", 1), PageRead(0)) for path in paths))

    monkeypatch.setattr(dropped, "read_scans", reading)
    return read


def test_a_picture_and_a_pdf_without_codes_may_be_looked_at_as_scans(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    photo, letter = picture(tmp_path), plain_pdf(tmp_path)
    table = tmp_path / "list.xlsx"
    table.write_bytes(b"PK")
    assert drop(stage, photo, letter, table)
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"photo.png", "letter.pdf", "list.xlsx"}
    assert unread == [photo, letter]
    assert dialog.scan.text() == "Look at them as scans"
    dialog.scan.click()
    assert handed == [photo, letter]
    assert stage.desk.page("MC-1").files == ()


def test_one_pdf_without_fields_is_asked_about_and_left_when_that_is_cancelled(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    assert drop(stage, plain_pdf(tmp_path))
    dialog = asked(stage, qtbot)
    assert dialog.scan.text() == "Look at it as a scan"
    dialog.reject()
    assert (handed, stage.desk.page("MC-1").files) == ([], ())


def test_what_is_no_scan_at_all_is_attached_without_reading_it(
    stage: Stage, unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    table = tmp_path / "list.xlsx"
    table.write_bytes(b"PK")
    assert drop(stage, table)
    dialog = asked(stage, qtbot)
    assert not dialog.scan.isVisible()
    assert unread == []


def test_prints_alone_are_handed_on_without_a_question(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    one, other = (printed(stage, tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert drop(stage, one, other)
    qtbot.waitUntil(lambda: handed == [one, other], timeout=30_000)
    assert stage.editor.findChildren(DroppedDialog) == []


def test_reading_is_told_and_ends_when_it_is_cancelled(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, ended = Event(), Event()

    def reading(_paths: object, _desk: object, progress: Any) -> None:
        progress(1, 2)
        assert may_go.wait(10)
        assert not progress(2, 2)
        ended.set()

    monkeypatch.setattr(dropped, "read_scans", reading)
    assert drop(stage, picture(tmp_path), plain_pdf(tmp_path))
    notice = stage.editor.bench.notice
    qtbot.waitUntil(lambda: notice.words == "Page 1 of 2 read")
    stage.editor.outside.dropped.stop()
    may_go.set()
    qtbot.waitUntil(partial(ended.wait, 0.01))
    QApplication.processEvents()
    assert notice.isHidden()
    assert (handed, stage.editor.findChildren(DroppedDialog)) == ([], [])


def test_packets_are_left_to_the_window(stage: Stage, tmp_path: Path) -> None:
    from mcdesk.ui.team.dropped import SUFFIX

    assert not drop(stage, tmp_path / f"a{SUFFIX}")
