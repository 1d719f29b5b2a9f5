"""Filing scans in the window: dropped, looked at, filed with who signed, or kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from mcdesk.exchange.scans import reading
from mcdesk.procedure import commands as do
from mcdesk.reports.booklet import print_booklet
from mcdesk.ui.dialogs import ReasonDialog
from mcdesk.ui.filing.by_hand import FormDialog
from mcdesk.ui.filing.dropping import DropTarget
from mcdesk.ui.filing.page import FilingPage
from mcdesk.ui.tasks import Tasks
from tests.exchange.conftest import InPlace, as_pdf, images, pdf, scanned
from tests.exchange.odd_pictures import saved, short
from tests.ui.dragging import COPIED, answers_to_move
from tests.ui.shared_desk import OneAtATime
from tests.walk import PEOPLE, Walker


@pytest.fixture
def desk(desk):
    """A desk for the workers of the page and for the test."""
    return OneAtATime(desk)


@pytest.fixture
def letter(desk, card):
    """An assignment letter that waits for its signatures."""
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    return desk.outline("MC-1").forms[0].form_id


@pytest.fixture
def scan(app, desk, letter, tmp_path) -> Path:
    """The letter printed, signed and scanned upside down, with an empty page behind it."""
    path = tmp_path / "print.pdf"
    app.print_sheets([desk.sheet(letter, "frozen")], path)
    pages = images(path.read_bytes()) + images(pdf([""]))
    return as_pdf([scanned(page, turn=181) for page in pages], tmp_path / "scan.pdf")


@pytest.fixture
def tasks(qapp, desk):
    made = Tasks(lambda: desk)
    yield made
    assert made.close()


@pytest.fixture
def page(qtbot, tasks, desk, card, monkeypatch):
    monkeypatch.setattr(reading, "Scanner", InPlace)
    made = FilingPage(tasks)
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._around is not None)
    yield made
    made.shut()


def read(qtbot, page, *paths) -> dict:
    """Have scans read; return the sides by the state of their bundles."""
    page.read(paths)
    qtbot.waitUntil(lambda: page._run is None, timeout=20_000)
    return {side.bundle.state: side for side in page.sorted.sides.values()}


def filed(qtbot, page) -> None:
    page.file.click()
    qtbot.waitUntil(lambda: page._run is None and page._tasks.is_idle())


def lines(desk, form) -> dict:
    return {line.role: line for line in desk.form(form).signatures}


def test_who_signed_is_ticked_and_recorded_with_the_scan(qtbot, page, desk, letter, scan):
    sides = read(qtbot, page, scan)
    assert set(sides) == {"current", "none"}
    assert page.file.text() == "File 1 form"
    side = sides["current"]
    rows = {row.line.role: row for row in side.rows}
    assert list(rows) == ["hsp", "sme"]
    assert rows["hsp"].person.text() == "HSP-LAW"
    rows["hsp"].tick.setChecked(True)
    with qtbot.waitSignal(page.said) as said:
        filed(qtbot, page)
    assert said.args == ["1 form filed, 1 decision recorded, 1 kept as unfiled"]
    found = lines(desk, letter)
    assert (found["hsp"].state, found["hsp"].medium) == ("done", "paper")
    (file,) = desk.page("MC-1").files
    assert found["hsp"].evidence_id == file.id
    assert found["sme"].state == "waiting"
    assert [entry.name for entry in desk.unfiled()] == ["scanned page 2.pdf"]
    qtbot.waitUntil(lambda: page.start.list.shown == 1)
    assert page.stack.currentIndex() == 0


def test_a_page_printed_after_a_decision_pays_its_scan_only_where_that_is_ticked(
    qtbot, page, app, desk, letter, tmp_path
):
    desk.execute(do.SignForm(form=letter, role="hsp", person="HSP-LAW", medium="paper",
                             scan_owed=True))  # fmt: skip
    printed = tmp_path / "later.pdf"
    app.print_sheets([desk.sheet(letter, "frozen")], printed)

    def scanned_again(name: str) -> Path:
        return as_pdf([scanned(each, turn=1) for each in images(printed.read_bytes())],
                      tmp_path / name)  # fmt: skip

    side = read(qtbot, page, scanned_again("one.pdf"))["current"]
    (owed,) = side.owed
    assert owed.text().startswith("Head of Study Program: decided by HSP-LAW, ")
    assert not owed.isChecked()
    assert owed.height() >= owed.heightForWidth(owed.width()), "all of its words are seen"
    row = next(row for row in side.rows if row.line.role == "sme")
    row.tick.setChecked(True)
    row.answers.press(row.line.decisions[0])
    filed(qtbot, page)
    found = lines(desk, letter)
    assert (found["sme"].state, found["hsp"].scan_owed) == ("done", True)
    side = read(qtbot, page, scanned_again("two.pdf"))["current"]
    side.way.press("file")  # just these pages hang there already
    side.owed[0].setChecked(True)
    with qtbot.waitSignal(page.said) as said:
        filed(qtbot, page)
    assert said.args == ["1 form filed, 1 decision has its scan now"]
    assert not lines(desk, letter)["hsp"].scan_owed


def test_the_cover_of_a_booklet_is_known_and_not_kept(qtbot, page, desk, letter, tmp_path):
    path = tmp_path / "booklet.pdf"
    print_booklet(desk.booklet("HSP-LAW"), path)
    sides = read(qtbot, page, as_pdf(images(path.read_bytes())[:1], tmp_path / "cover.pdf"))
    assert not sides["cover"].choose.isVisible()
    assert page.file.text() == "Done"
    page.file.click()
    qtbot.waitUntil(lambda: page._state is not None and not page._state.bundles)
    assert desk.unfiled() == ()


def test_nothing_is_filed_before_all_is_said(qtbot, page, desk, letter, scan):
    side = read(qtbot, page, scan)["current"]
    row = next(row for row in side.rows if "return" in row.line.decisions)
    row.tick.setChecked(True)
    row.person.setText("Somebody")
    page.file.click()
    assert "say who decided" in page.words.text()
    row.person.setText(PEOPLE[row.line.role])
    page.file.click()
    assert "say what was decided" in page.words.text()
    row.answers.press("return")
    page.file.click()
    assert "needs its reason" in page.words.text()
    assert row.note.isVisible()
    row.on.setText("31 Dec 2026")
    row.note.setText("Another topic")
    page.file.click()
    assert "lies in the future" in page.words.text()
    assert desk.page("MC-1").files == ()
    row.on.setText("23 Nov 2026")
    filed(qtbot, page)
    assert lines(desk, letter)[row.line.role].state == "returned"


def test_a_day_before_the_freeze_is_doubted_as_in_the_dialog_that_signs(
    qtbot, page, desk, letter, scan
):
    row = read(qtbot, page, scan)["current"].rows[0]
    row.tick.setChecked(True)
    assert not row.advice.isVisible()
    row.on.setText("1 Nov 2026")
    assert row.advice.isVisible()
    assert "before the form was frozen on 23 Nov 2026" in row.advice.text()
    row.on.setText("23 Nov 2026")
    assert not row.advice.isVisible()
    row.on.setText("1 Nov 2026")
    row.tick.setChecked(False)
    assert not row.advice.isVisible()


def test_an_acting_signature_needs_its_letter_and_is_recorded_with_it(
    qtbot, page, desk, letter, scan
):
    side = read(qtbot, page, scan)["current"]
    row = next(row for row in side.rows if row.line.role == "hsp")
    row.tick.setChecked(True)
    row.capacity.setCurrentIndex(row.capacity.findData("Plh."))
    row.capacity.activated.emit(row.capacity.currentIndex())
    assert row.acting.on_behalf_of.text() == "HSP-LAW"
    row.person.setText("DEAN-LAW")
    page.file.click()
    assert "Name the letter that gives the capacity" in page.words.text()
    row.acting.letter.setText("12/PLH/2026")
    page.file.click()
    assert "from when the letter" in page.words.text()
    row.acting.since.setText("1 Nov 2026")
    filed(qtbot, page)
    found = lines(desk, letter)["hsp"]
    assert (found.state, found.capacity, found.on_behalf_of) == ("done", "Plh.", "HSP-LAW")
    assert (found.letter, found.letter_since) == ("12/PLH/2026", "2026-11-01")


def test_a_refused_decision_stays_with_its_reason_and_is_mended(qtbot, page, desk, letter, scan):
    side = read(qtbot, page, scan)["current"]
    side.rows[0].tick.setChecked(True)
    side.rows[0].person.setText("GD-01")
    with qtbot.waitSignal(page.said) as said:
        filed(qtbot, page)
    assert said.args == ["1 form filed, 1 kept as unfiled"]  # and no decision
    qtbot.waitUntil(lambda: list(page.sorted.sides) == [side.bundle.key])
    assert side.refused.isVisible()
    side.rows[0].person.setText(PEOPLE["hsp"])
    filed(qtbot, page)
    assert lines(desk, letter)["hsp"].state == "done"
    assert len(desk.page("MC-1").files) == 1
    assert page.stack.currentIndex() == 0


def test_a_page_without_a_code_gets_its_form_by_hand(qtbot, page, desk, letter, scan, monkeypatch):
    sides = read(qtbot, page, scan)
    page.sorted.list.pick(sides["none"].bundle.key)

    def choose(dialog):
        qtbot.waitUntil(lambda: bool(dialog.form))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(FormDialog, "exec", choose)
    sides["none"].choose.click()
    qtbot.waitUntil(
        lambda: any(s.bundle.state == "by_hand" for s in page.sorted.sides.values())
    )  # fmt: skip
    assert page.file.text() == "File 2 forms"
    filed(qtbot, page)
    assert len(desk.page("MC-1").files) == 2
    assert desk.unfiled() == ()


def named(page) -> list[str]:
    return [line.cells[0] for line in page.sorted.list.lines.lines]


def test_rows_without_a_form_are_called_after_their_files(qtbot, page, desk, letter, tmp_path):
    """And by the page where a file has several; whole under the pointer, and beside the pages."""
    (blank,) = images(pdf([""]))
    photo = tmp_path / "a photo of the whiteboard in the seminar room.png"
    blank.save(photo)
    scan = as_pdf([blank, blank], tmp_path / "scan.pdf")
    read(qtbot, page, photo, scan)
    assert named(page) == [photo.name, "scan.pdf, page 1", "scan.pdf, page 2"]
    model = page.sorted.list.model()
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith(f"{photo.name}\nNo code could be read on it.")
    assert page.sorted.list.textElideMode() == Qt.TextElideMode.ElideMiddle
    side = next(each for each in page.sorted.sides.values() if each.bundle.pages == (2,))
    assert "scan.pdf, page 2" in [label.text() for label in side.findChildren(QLabel)]
    filed(qtbot, page)
    page.start.list.selectAll()
    page.start.again.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=20_000)
    assert sorted(named(page)) == ["scanned page 1.pdf", "scanned page 2.pdf"]  # the same twice


def test_a_form_chosen_by_hand_and_who_signed_stay_when_files_are_added(
    qtbot, page, desk, letter, scan, monkeypatch, tmp_path
):
    sides = read(qtbot, page, scan)
    page.sorted.list.pick(sides["none"].bundle.key)

    def choose(dialog):
        qtbot.waitUntil(lambda: bool(dialog.form))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(FormDialog, "exec", choose)
    sides["none"].choose.click()
    qtbot.waitUntil(lambda: any(s.bundle.state == "by_hand" for s in page.sorted.sides.values()))
    chosen = next(s for s in page.sorted.sides.values() if s.bundle.state == "by_hand")
    chosen.rows[0].tick.setChecked(True)
    chosen.rows[0].note.setText("Seen on the page")
    more = as_pdf(images(pdf(["another"])), tmp_path / "more.pdf")
    found = read(qtbot, page, more)
    assert sorted(s.bundle.state for s in page.sorted.sides.values()) == [
        "by_hand", "current", "foreign"]  # fmt: skip
    row = found["by_hand"].rows[0]
    assert row.tick.isChecked()
    assert row.note.text() == "Seen on the page"


def test_what_was_ticked_stays_when_a_missing_page_joins(qtbot, page, app, desk, tmp_path):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    walker.freeze("F2")
    path = tmp_path / "print.pdf"
    proposal = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    app.print_sheets([desk.sheet(proposal, "frozen")], path)
    sheets = images(path.read_bytes())
    assert len(sheets) > 1
    first, rest = tmp_path / "first.pdf", tmp_path / "rest.pdf"
    as_pdf(sheets[-1:], first)
    as_pdf(sheets[:-1], rest)
    side = read(qtbot, page, first)["current"]
    assert side.bundle.missing
    side.way.press("file")
    side.rows[0].tick.setChecked(True)
    side.rows[0].on.setText("20 Nov 2026")
    side = read(qtbot, page, rest)["current"]
    assert side.bundle.is_complete
    assert side.chosen_way() == "file"
    assert side.rows[0].tick.isChecked()
    assert side.rows[0].on.iso() == "2026-11-20"
    qtbot.waitUntil(page._own.is_idle, timeout=20_000)


def test_what_was_filed_does_not_come_back_when_files_are_added(
    qtbot, page, desk, letter, scan, tmp_path
):
    side = read(qtbot, page, scan)["current"]
    side.rows[0].tick.setChecked(True)
    side.rows[0].person.setText("GD-01")
    filed(qtbot, page)
    qtbot.waitUntil(lambda: list(page.sorted.sides) == [side.bundle.key])
    read(qtbot, page, as_pdf(images(pdf(["another"])), tmp_path / "more.pdf"))
    assert sorted(s.bundle.state for s in page.sorted.sides.values()) == ["current", "foreign"]
    assert page.sorted.sides[side.bundle.key].rows[0].tick.isChecked()


def test_a_scan_that_is_filed_already_is_told_and_filed_again_only_where_that_is_chosen(
    qtbot, page, desk, letter, scan, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    read(qtbot, page, scan)
    filed(qtbot, page)
    (file,) = desk.page("MC-1").files
    again = read(qtbot, page, scan)["current"]
    assert (again.filed.id, again.chosen_way()) == (file.id, "leave")
    told = [label.text() for label in again.findChildren(QLabel)]
    words = f"These pages are filed already, as “{file.name}” on 23 Nov 2026."
    assert any(text.startswith(words) for text in told)
    again.open.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].fileName() == file.name
    filed(qtbot, page)
    assert [each.id for each in desk.page("MC-1").files] == [file.id]
    assert "done" not in {line.state for line in lines(desk, letter).values()}
    chosen = read(qtbot, page, scan)["current"]
    chosen.way.press("file")
    chosen.rows[0].tick.setChecked(True)
    filed(qtbot, page)
    assert [each.id for each in desk.page("MC-1").files] == [file.id]
    assert lines(desk, letter)["hsp"].evidence_id == file.id


def test_who_leaves_a_scan_that_is_filed_already_keeps_no_more_of_it(
    qtbot, page, desk, letter, scan
):
    read(qtbot, page, scan)
    filed(qtbot, page)
    read(qtbot, page, scan)
    page.shut()
    qtbot.waitUntil(page._tasks.is_idle)
    assert "R1 MC-1 v1.pdf" not in {file.name for file in desk.unfiled()}


def test_unfiled_scans_are_looked_at_again_and_filed_or_put_away(
    qtbot, page, desk, letter, scan, monkeypatch
):
    side = read(qtbot, page, scan)["current"]
    side.way.press("keep")
    assert page.file.text() == "Keep all 2 as unfiled"
    filed(qtbot, page)
    assert desk.page("MC-1").files == ()
    qtbot.waitUntil(lambda: page.start.list.shown == 2)
    kept = {file.name: file.id for file in desk.unfiled()}
    page.start.list.pick(kept["R1 MC-1 v1.pdf"])
    page.start.again.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=20_000)
    filed(qtbot, page)
    assert [file.purpose for file in desk.page("MC-1").files] == ["scan"]
    assert [file.name for file in desk.unfiled()] == ["scanned page 2.pdf"]
    qtbot.waitUntil(lambda: page.start.list.shown == 1)
    qtbot.waitUntil(page._tasks.is_idle)
    page.start.away.click()
    dialog = page.findChild(ReasonDialog)
    dialog._edit.setPlainText("An empty page")
    with qtbot.waitSignal(page.said):
        dialog.ok.click()
    assert desk.unfiled() == ()


def test_unfiled_scans_that_are_kept_again_stay_as_they_are(qtbot, page, desk, letter, scan):
    read(qtbot, page, scan)["current"].way.press("keep")
    filed(qtbot, page)
    before = {file.id for file in desk.unfiled()}
    qtbot.waitUntil(lambda: page.start.list.shown == 2)
    page.start.list.selectAll()
    page.start.again.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=20_000)
    for side in page.sorted.sides.values():
        side.way.press("keep") if side.chosen_way() != "keep" else None
    filed(qtbot, page)
    assert {file.id for file in desk.unfiled()} == before


def test_what_was_not_filed_when_the_page_goes_is_kept(qtbot, page, desk, letter, scan):
    read(qtbot, page, scan)
    assert page.may_leave()
    page.shut()
    qtbot.waitUntil(page._tasks.is_idle)
    assert len(desk.unfiled()) == 2


def test_leaving_while_a_scan_is_read_says_that_nothing_of_it_is_kept(qtbot, page, desk, scan):
    page.read([scan])
    with qtbot.waitSignal(page.said) as said:
        page.shut()
    assert "nothing of it is kept" in said.args[0]
    qtbot.waitUntil(page._own.is_idle, timeout=20_000)
    assert desk.unfiled() == ()


def test_files_that_are_no_scans_are_told(qtbot, page, tmp_path):
    (tmp_path / "no.pdf").write_text("no")
    read(qtbot, page, tmp_path / "no.pdf")
    assert page.stack.currentIndex() == 0
    assert "no.pdf: This is no scan" in page.start.said.text()


def test_a_picture_that_cannot_be_read_does_not_stop_the_scans_beside_it(
    qtbot, page, letter, scan, tmp_path
):
    damaged = short(images(pdf([""]))[0], tmp_path / "short.jpg")
    icon = saved(Image.new("L", (1, 1)), tmp_path / "icon.png")
    assert set(read(qtbot, page, damaged, icon, scan)) == {"current", "none"}
    assert len(page._state.bundles) == 2
    assert page.sorted.refused.isVisible()
    said = page.sorted.refused.text().splitlines()
    assert [line.split(":")[0] for line in said] == ["icon.png", "short.jpg"]


def test_where_no_page_can_be_taken_out_of_its_file_it_is_told(qtbot, page, tmp_path):
    read(qtbot, page, short(images(pdf([""]))[0], tmp_path / "short.jpg"))
    assert page.start.said.text().startswith("short.jpg: It is damaged")
    assert page.stack.currentIndex() == 0


def test_an_unfiled_scan_stays_on_the_list_while_a_page_of_it_is_lost(
    qtbot, page, desk, letter, scan
):
    read(qtbot, page, scan)["current"].way.press("keep")
    filed(qtbot, page)
    qtbot.waitUntil(lambda: page.start.list.shown == 2)
    page.start.list.selectAll()
    page.start.again.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=20_000)
    state = page._state
    (current,) = [each for each in state.bundles if each.state == "current"]
    lost = state.reading.pages[current.pages[0]]
    reading = replace(state.reading, pages=(*state.reading.pages, lost),
                      lost=frozenset({len(state.reading.pages)}))  # fmt: skip
    page._state = replace(state, reading=reading)
    filed(qtbot, page)
    assert [file.purpose for file in desk.page("MC-1").files] == ["scan"]
    assert len(desk.unfiled()) == 2


def test_pages_are_shown_from_the_signatures_on(qtbot, page, scan, letter):
    read(qtbot, page, scan)
    view = page.sorted.view
    qtbot.waitUntil(lambda: view.count > 0 and view.has_all)
    assert view.page == view.count - 1


def dropped(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and drop them; tell whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(target.rect().center(), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        drop = QDropEvent(QPointF(5, 5), copy, data, left, none)
        QApplication.sendEvent(target, drop)
    return enter.isAccepted()


def test_only_scans_and_forms_that_are_dropped_on_the_window_are_taken(qtbot):
    window, taken = QWidget(), []
    qtbot.addWidget(window)
    may = [True]
    said = []
    DropTarget(window, taken.append, lambda: may[0], said.append)
    assert dropped(window, Path("/tmp/a.pdf"), Path("/tmp/b.TIFF"))
    assert taken == [(Path("/tmp/a.pdf"), Path("/tmp/b.TIFF"))]
    assert dropped(window, Path("/tmp/F2.DOCX"))
    assert taken.pop() == (Path("/tmp/F2.DOCX"),)
    assert not said
    assert dropped(window, Path("/tmp/c.pdf"), Path("/tmp/list.xlsx"))
    assert taken.pop() == (Path("/tmp/c.pdf"),)
    assert said.pop().endswith("list.xlsx")
    assert dropped(window, Path("/tmp/ctl.mcdesk"))
    assert said.pop().endswith("ctl.mcdesk")
    assert not dropped(window)
    may[0] = False
    assert not dropped(window, Path("/tmp/a.pdf"))
    assert len(taken) == 1


def test_a_scan_that_is_dropped_on_the_window_is_copied_never_moved(qtbot):
    """A program that drags a file to be moved takes away what was moved."""
    window, taken = QWidget(), []
    qtbot.addWidget(window)
    target = DropTarget(window, taken.append, lambda: True, taken.append)
    give = partial(target.eventFilter, window)
    assert answers_to_move(give, give, Path("/tmp/a.pdf")) == COPIED
    assert taken == [(Path("/tmp/a.pdf"),)]


def test_the_files_of_a_scan_stay_until_nobody_reads_them(qtbot, tasks, card):
    """The page's own worker may still draw from them when the page goes, and ends before them."""
    page = FilingPage(tasks)
    qtbot.addWidget(page)
    folder, begun, go, found = Path(page._folder.name), Event(), Event(), list[bool]()

    def draw(_desk) -> None:
        begun.set()
        assert go.wait(20)
        found.append(folder.exists())

    page._own.run(draw, found.append)
    assert begun.wait(20)
    page.showing._drawing[0] = page._own.run(lambda _desk: found.append(False), found.append)
    page.shut()
    saved = list[str]()
    tasks.run(lambda _desk: "saved", saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=20_000)
    assert not found, "neither the window nor what is saved in it waits for it"
    go.set()
    assert tasks.close()
    assert found == [True], "what is not drawn yet is drawn no more"
    assert not folder.exists()
    assert page._own._local.join(0), "who closes the workspace's workers leaves none of the page's"


def test_reading_that_is_cancelled_leaves_the_page_as_it_was(qtbot, page, scan, monkeypatch):
    begun, gate = Event(), Event()

    class Slow(InPlace):
        def read(self, paths, progress):
            begun.set()
            assert gate.wait(5)
            return super().read(paths, progress) if progress(0, 2) else None

    monkeypatch.setattr(reading, "Scanner", Slow)
    page.read([scan])
    assert begun.wait(5)
    page.start.cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: page._run is None)
    assert "Cancelled: nothing was filed." in page.start.said.text()
    monkeypatch.setattr(reading, "Scanner", InPlace)
    assert set(read(qtbot, page, scan))


def test_a_page_that_joins_what_is_filed_already_is_not_taken_for_filed(
    qtbot, page, desk, letter, scan, monkeypatch
):
    def choose(dialog):
        qtbot.waitUntil(lambda: bool(dialog.form))
        return QDialog.DialogCode.Accepted

    def by_hand():
        side = read(qtbot, page, scan)["none"]
        page.sorted.list.pick(side.bundle.key)
        side.choose.click()
        qtbot.waitUntil(
            lambda: any(s.bundle.state == "by_hand" for s in page.sorted.sides.values())
        )
        return next(s for s in page.sorted.sides.values() if s.bundle.state == "by_hand")

    monkeypatch.setattr(FormDialog, "exec", choose)
    by_hand()
    filed(qtbot, page)
    side = by_hand()
    assert (side.filed is not None, side.chosen_way()) == (True, "leave")
    more = replace(side.bundle, pages=(0, *side.bundle.pages))
    gone = frozenset(each.key for each in page._state.bundles)
    page._on_made(gone, more, {more.key: scan}, {})
    (side,) = page.sorted.sides.values()
    assert (side.filed, side.chosen_way()) == (None, "file")
