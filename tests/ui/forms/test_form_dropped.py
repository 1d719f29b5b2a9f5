"""Files dropped on an open form: ours find their form, the rest is attached or looked at."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
from PIL import Image
from pypdf import PdfWriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from reportlab.pdfgen.canvas import Canvas

from mcdesk.application.outside import tables, to_fill
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.exchange.forms_docx import document_to_fill
from mcdesk.exchange.scans.pages import PageRead
from mcdesk.exchange.scans.reading import Page, Reading
from mcdesk.exchange.scans.sources import Source
from mcdesk.reports.form import print_form
from mcdesk.ui.credential.entries import Role
from mcdesk.ui.forms import dropped, outside
from mcdesk.ui.forms.dropped import DroppedDialog
from mcdesk.ui.returned import Returned
from tests.ui.dragging import COPIED, answers_to_move

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def filled_form(stage: Stage, folder: Path) -> Path:
    """Write the open form as a Word document, as it comes back."""
    form = stage.editor.form_id
    sent = to_fill(stage.desk.form(form), stage.desk.sheet(form, "draft"))
    path = folder / "back.docx"
    path.write_bytes(document_to_fill(sent))
    return path


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
    """Let every page be read as one without a code of ours; keeps which files were read."""
    read: list[Path] = []

    def reading(paths: tuple[Path, ...], _desk: object, _progress: object) -> Reading:
        read.extend(paths)
        return without_codes(paths)

    monkeypatch.setattr(dropped, "read_scans", reading)
    return read


def without_codes(paths: tuple[Path, ...]) -> Reading:
    """Return a reading in which no page bears a code; a ticket bears one that is not ours."""
    codes = {"ticket.png": ("https://tickets.example/1",)}
    pages = ((path, PageRead(0, codes.get(path.name, ()))) for path in paths)
    return Reading(tuple(Page(Source(path, "image", 1), page) for path, page in pages))


def workbook(folder: Path) -> Path:
    (folder / "list.xlsx").write_bytes(b"PK")
    return folder / "list.xlsx"


def test_pictures_and_a_pdf_without_codes_of_ours_may_be_looked_at_as_scans(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    files = [picture(tmp_path), picture(tmp_path, "ticket.png"), plain_pdf(tmp_path)]
    assert drop(stage, *files)
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"photo.png", "ticket.png", "letter.pdf"}
    assert "3 files have no code of this program." in said(dialog)
    assert unread == files
    assert dialog.scan.text() == "Look at them as scans"
    dialog.scan.click()
    assert handed == files
    assert stage.desk.page("MC-1").files == ()


def test_what_is_no_scan_is_still_asked_about_where_the_others_are_looked_at_as_scans(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    photo, letter, table = picture(tmp_path), plain_pdf(tmp_path), workbook(tmp_path)
    assert drop(stage, table, photo, letter)
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"photo.png", "letter.pdf", "list.xlsx"}
    assert unread == [photo, letter]
    assert dialog.scan.text() == "Look at 2 of them as scans"
    dialog.scan.click()
    dialog = asked(stage, qtbot)
    assert handed == []
    assert "1 file is no form of this program" in said(dialog)
    assert listed(dialog)["photo.png"] == "It is looked at as a scan afterwards."
    assert not dialog.scan.isVisible()
    dialog.accept()
    qtbot.waitUntil(lambda: handed == [photo, letter])
    assert [file.name for file in stage.desk.page("MC-1").files] == ["list.xlsx"]


def test_a_file_dropped_on_the_form_is_copied_never_moved(
    stage: Stage, qtbot: Any, tmp_path: Path
) -> None:
    give = partial(stage.editor.outside.eventFilter, stage.editor)
    assert answers_to_move(give, give, workbook(tmp_path)) == COPIED
    asked(stage, qtbot).reject()


def test_what_is_ours_finds_its_form_though_the_rest_is_left(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    """The list says so: it is filed afterwards."""
    print_ = printed(stage, tmp_path / "scan.pdf")
    assert drop(stage, picture(tmp_path), print_)
    asked(stage, qtbot).reject()
    assert handed == [print_]
    assert stage.desk.page("MC-1").files == ()


def test_what_is_being_attached_is_not_looked_at_as_a_scan_besides(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert drop(stage, picture(tmp_path))
    dialog = asked(stage, qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(dialog.tasks, "run", lambda *_given, **_more: None)
        dialog.accept()
    dialog.scan.click()
    assert (handed, dialog.isVisible()) == ([], True)


class Held:
    """Reads the pages of files once it is let go on; keeps which files were read.

    A file may have to wait `apart` from the others.
    """

    def __init__(self) -> None:
        self.may_go = Event()
        self.read: list[Path] = []
        self.apart: dict[str, Event] = {}
        self.troubles: list[Trouble] = []

    def __call__(self, paths: tuple[Path, ...], _desk: object, progress: Any) -> Reading:
        progress(0, len(paths))
        assert self.apart.get(paths[0].name, self.may_go).wait(10)
        if self.troubles:
            raise self.troubles.pop()
        self.read.extend(paths)
        return without_codes(paths)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    made = Held()
    monkeypatch.setattr(dropped, "read_scans", made)
    yield made
    made.may_go.set()


def test_what_is_dropped_while_pages_are_read_is_asked_about_with_them(
    stage: Stage, handed: list[Path], held: Held, qtbot: Any, tmp_path: Path
) -> None:
    one, two, three = (picture(tmp_path, f"{name}.png") for name in ("one", "two", "three"))
    assert drop(stage, one, plain_pdf(tmp_path))
    notice = stage.editor.bench.notice
    qtbot.waitUntil(lambda: notice.words == "Page 0 of 2 read")
    assert drop(stage, two, three, one)
    held.may_go.set()
    dialog = asked(stage, qtbot)
    assert list(listed(dialog)) == ["one.png", "letter.pdf", "two.png", "three.png"]
    assert held.read == [one, tmp_path / "letter.pdf", two, three]
    dialog.scan.click()
    assert handed == [one, tmp_path / "letter.pdf", two, three]


def test_files_dropped_one_soon_after_the_other_are_all_asked_about(
    stage: Stage, unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    one, two, table = picture(tmp_path, "one.png"), picture(tmp_path, "two.png"), workbook(tmp_path)
    for path in (one, two, table):
        assert drop(stage, path)
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"one.png", "two.png", "list.xlsx"}
    assert unread == [one, two]


def test_after_a_question_is_answered_what_is_dropped_is_asked_about_alone(
    stage: Stage, handed: list[Path], unread: list[Path], qtbot: Any, tmp_path: Path
) -> None:
    assert drop(stage, picture(tmp_path, "one.png"))
    asked(stage, qtbot).reject()
    assert drop(stage, picture(tmp_path, "two.png"))
    assert set(listed(asked(stage, qtbot))) == {"two.png"}


def test_what_was_dropped_meanwhile_is_looked_at_though_the_reading_failed(
    stage: Stage, held: Held, qtbot: Any, tmp_path: Path
) -> None:
    told: list[object] = []
    stage.editor.outside.dropped.failed.connect(told.append)
    held.troubles.append(Trouble("full", "The disk is full.", "Make room."))
    assert drop(stage, picture(tmp_path, "one.png"))
    assert drop(stage, picture(tmp_path, "two.png"))
    held.may_go.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert set(listed(asked(stage, qtbot))) == {"two.png"}


def test_a_filled_form_is_handed_on_though_the_pages_beside_it_could_not_be_read(
    stage: Stage, handed: list[Path], held: Held, qtbot: Any, tmp_path: Path
) -> None:
    told: list[object] = []
    stage.editor.outside.dropped.failed.connect(told.append)
    held.troubles.append(Trouble("full", "The disk is full.", "Make room."))
    filled = filled_form(stage, tmp_path)
    assert drop(stage, filled, picture(tmp_path))
    held.may_go.set()
    qtbot.waitUntil(lambda: handed == [filled])
    assert len(told) == 1


def test_what_was_looked_at_before_a_reading_was_cancelled_is_still_asked_about(
    stage: Stage, handed: list[Path], held: Held, qtbot: Any, tmp_path: Path
) -> None:
    held.may_go.set()
    held.apart["two.png"] = Event()
    filled = filled_form(stage, tmp_path)
    assert drop(stage, filled, picture(tmp_path, "one.png"))
    assert drop(stage, picture(tmp_path, "two.png"))
    lot = stage.editor.outside.dropped
    qtbot.waitUntil(lambda: tmp_path / "one.png" in held.read)
    qtbot.waitUntil(lambda: stage.editor.bench.notice.words == "Page 0 of 1 read")
    qtbot.waitUntil(lambda: lot._looked.paths[:1] == (filled,))
    lot.stop()
    held.apart["two.png"].set()
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"back.docx", "one.png"}
    dialog.reject()
    qtbot.waitUntil(lambda: handed == [filled])


@pytest.mark.parametrize("way", ["cancelled", "unread", "unsorted"])
def test_what_is_no_scan_is_asked_about_though_nothing_becomes_of_the_pages_beside_it(
    stage: Stage, handed: list[Path], held: Held, qtbot: Any, tmp_path: Path, way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    full, told = Trouble("full", "The disk is full.", "Make room."), list[object]()
    lot = stage.editor.outside.dropped
    lot.failed.connect(told.append)
    held.troubles += [full] if way == "unread" else []
    if way == "unsorted":
        monkeypatch.setattr(dropped, "_sorted", Mock(side_effect=full))
    filled, table = filled_form(stage, tmp_path), workbook(tmp_path)
    assert drop(stage, table, filled, picture(tmp_path), damaged(tmp_path))
    qtbot.waitUntil(lambda: stage.editor.bench.notice.words == "Page 0 of 1 read")
    if way == "cancelled":
        lot.stop()
    held.may_go.set()
    dialog = asked(stage, qtbot)
    assert set(listed(dialog)) == {"list.xlsx", "back.docx", "notes.docx"}
    assert "2 files are no forms of this program." in said(dialog)
    assert told == ([] if way == "cancelled" else [full])
    dialog.accept()
    qtbot.waitUntil(lambda: handed == [filled])
    attached = stage.desk.form(stage.editor.form_id).attached
    assert {file.name for file in attached} == {"list.xlsx", "notes.docx"}


def test_what_can_be_no_form_is_asked_about_though_the_forms_could_not_be_looked_into(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, told = Trouble("full", "The disk is full.", "Make room."), list[object]()
    stage.editor.outside.dropped.failed.connect(told.append)
    monkeypatch.setattr(dropped, "LookInto", lambda _paths: Mock(side_effect=full))
    files = filled_form(stage, tmp_path), plain_pdf(tmp_path), picture(tmp_path)
    assert drop(stage, *files, workbook(tmp_path))
    assert set(listed(asked(stage, qtbot))) == {"list.xlsx"}
    assert (told, handed) == ([full], [])


def test_what_is_dropped_after_a_reading_was_cancelled_is_asked_about_alone(
    stage: Stage, held: Held, qtbot: Any, tmp_path: Path
) -> None:
    """The worker that was told to stop may answer all the same, and later."""
    held.apart["one.png"] = late = Event()
    assert drop(stage, picture(tmp_path, "one.png"))
    notice = stage.editor.bench.notice
    qtbot.waitUntil(lambda: notice.words == "Page 0 of 1 read")
    first = stage.editor.outside.dropped._own
    assert first is not None
    stage.editor.outside.dropped.stop()
    notice.reword("")
    assert drop(stage, picture(tmp_path, "two.png"))
    qtbot.waitUntil(lambda: notice.words == "Page 0 of 1 read")
    late.set()
    qtbot.waitUntil(first.is_idle)
    held.may_go.set()
    assert set(listed(asked(stage, qtbot))) == {"two.png"}


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
    assert drop(stage, workbook(tmp_path))
    dialog = asked(stage, qtbot)
    assert not dialog.scan.isVisible()
    assert unread == []


def test_of_a_filled_form_that_cannot_be_taken_in_it_is_said_why(
    stage: Stage, unread: list[Path], qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = Refused(Finding("other_workspace", "It was sent out from another workspace."))
    theirs, ours = tmp_path / "theirs.docx", tmp_path / "ours.docx"
    found = (Returned(theirs, why=strange), Returned(ours, form="f"))
    monkeypatch.setattr(dropped, "LookInto", lambda _paths: lambda _desk: found)
    assert drop(stage, theirs, ours, picture(tmp_path))
    said_of = listed(asked(stage, qtbot))
    assert said_of["theirs.docx"] == "It was sent out from another workspace."
    assert said_of["ours.docx"] == "A filled form: it is taken in afterwards."


def fillable(folder: Path, field: str) -> Path:
    """A PDF to be filled in that no workspace sent out, with one field."""
    canvas = Canvas(str(folder / "invoice.pdf"))
    canvas.drawString(50, 700, "Invoice")
    canvas.acroForm.textfield(name=field, x=50, y=600, value="12")
    canvas.save()
    return folder / "invoice.pdf"


def damaged(folder: Path) -> Path:
    (folder / "notes.docx").write_bytes(b"no zip")
    return folder / "notes.docx"


@pytest.mark.parametrize("kind", ["fillable", "damaged"])
def test_one_file_that_is_not_ours_is_asked_about_as_several_are(
    stage: Stage, unread: list[Path], qtbot: Any, tmp_path: Path, kind: str
) -> None:
    path = fillable(tmp_path, "total") if kind == "fillable" else damaged(tmp_path)
    assert drop(stage, path)
    assert list(listed(asked(stage, qtbot))) == [path.name]
    assert stage.editor.comparison.page is None


@pytest.mark.parametrize("of_a_table", [False, True])
def test_one_file_that_has_lost_its_record_is_compared_where_its_fields_are_the_forms(
    stage: Stage, qtbot: Any, tmp_path: Path, of_a_table: bool
) -> None:
    table = next(iter(tables(stage.editor.session.view.definition)))
    field = f"{table.id}/r1/{table.columns[0].id}" if of_a_table else "p16"
    assert drop(stage, fillable(tmp_path, field))
    qtbot.waitUntil(lambda: stage.editor.comparison.page is not None)
    assert stage.editor.findChildren(DroppedDialog) == []


def test_of_one_form_whose_fields_lost_their_names_it_is_said_what_to_do(
    stage: Stage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Trouble("filled_nameless", "Its fields have no names.", "Fill in another.")
    monkeypatch.setattr(outside, "read_filled", Mock(side_effect=lost))
    told: list[object] = []
    stage.editor.outside.failed.connect(told.append)
    assert drop(stage, damaged(tmp_path))
    qtbot.waitUntil(lambda: told == [lost])
    assert stage.editor.findChildren(DroppedDialog) == []


def test_what_cannot_be_attached_and_is_no_scan_is_told_as_what_it_is(
    stage: Stage, handed: list[Path], qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(stage.editor.outside.dropped), "may_take", False)
    told: list[Any] = []
    stage.editor.outside.failed.connect(told.append)
    assert drop(stage, damaged(tmp_path))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert (told[0].code, handed) == ("filled_kind", [])


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
