"""Taking micro-credentials over: from a pasted list to cards, and one by hand."""

from __future__ import annotations

import threading
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from mcdesk.errors import Refused
from mcdesk.exchange.takeover import Options
from mcdesk.ui import language, theme
from mcdesk.ui.board import words
from mcdesk.ui.takeover import jobs
from mcdesk.ui.takeover.jobs import Source
from mcdesk.ui.takeover.model import ListModel
from mcdesk.ui.takeover.page import TakeOverPage
from mcdesk.ui.takeover.result import failed_text
from mcdesk.ui.takeover.single import TakeOverDialog
from mcdesk.ui.takeover.source import source_of
from tests.ui.dragging import COPIED, answers_to_move
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    TODAY,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)

LIST = (
    "Code\tJudul\tProdi\tTahap\tSejak\tDosen\tNo\n"
    "MC-7\tEtika Digital\tLAW\t4\t1/10/2026\tSME-03\t1\n"
    "MC-8\tPodcast\tLaw\t99\t1/10/2026\tRatna Dewi, M.Sn.\t2\n"
    "MC-9\t=SUM(A1)\tLaw\t9\t2026-10-02\tRatna Dewi, M.Sn.\t3\n"
)


class Host:
    """Answers instead of asking."""

    def __init__(self, path=None) -> None:
        self.path = path
        self.shown = []

    def choose_list(self, parent, title, kinds):
        return self.path

    def choose_file(self, parent, title, name, kinds):
        return self.path.with_name(name) if self.path else None

    def show_file(self, path):
        self.shown.append(path)
        return True


@pytest.fixture
def page(qtbot, tasks, tmp_path):
    made = keep(qtbot, tasks, TakeOverPage(tasks, Host(tmp_path / "list.xlsx")))
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def checked(qtbot, page):
    """The page with the list given and checked."""
    page.source.given.emit(Source("Pasted rows", text=LIST))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    return page


def finish(qtbot, page):
    page.check.run.click()
    qtbot.waitUntil(lambda: page._finished is not None)


def codes(desk):
    return {tile.code: tile.stage for tile in desk.board().tiles}


def test_a_pasted_list_is_checked_row_by_row(qtbot, page):
    QGuiApplication.clipboard().setText("")
    page.source._on_paste()
    assert "no text" in page.source._words.text()
    QGuiApplication.clipboard().setText(LIST)
    qtbot.keyClick(page.source, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    check = page.check
    assert [chip.text() for chip in check._chips] == ["All 3", "Ready 2", "With remarks 2"]
    assert check.run.text() == "Take over 2"
    assert "1 row is kept aside: correct what is marked here" in check._why.text()
    assert "1 person will be added" in check._why.text()
    words = [line.cells[2] for line in check.problems.lines.lines]
    assert words[0].startswith("“99” is no stage")
    assert "English titles" in check._notes.text()


def test_the_words_of_a_cell_stand_apart_from_its_border(qtbot, checked):
    table = checked.check.table
    qtbot.waitUntil(table.isVisible)
    cell = table.visualRect(table.model().index(0, 0)).adjusted(0, 2, 0, -2)
    picture = table.viewport().grab(cell).toImage()
    ground = picture.pixelColor(1, 1)
    inked = [
        x for x in range(picture.width() - 2)
        if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    ]  # fmt: skip
    assert min(inked) >= 6


def test_what_no_column_holds_is_given_once_for_all_rows(qtbot, page):
    text = "Judul\tProdi\nEtika Digital\tLAW\nPodcast\tLaw\n"
    page.source.given.emit(Source("Pasted rows", text=text))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    check = page.check
    asked = check.for_all
    assert asked.isVisible()
    assert not asked.box("programme").isVisible(), "a column holds it"
    assert "for all rows: Stage, In this stage since" in check._why.text()
    asked.box("stage").setCurrentIndex(asked.box("stage").findData("4"))
    asked.box("stage").activated.emit(4)
    asked.day.setText("1/10/2026")
    asked.day.ended.emit()
    qtbot.waitUntil(lambda: check.run.text() == "Take over 2")
    assert asked.day.text() == "1 Oct 2026"
    commands = [row.command for row in page._state.proposal.rows]
    assert [(each.stage, each.since) for each in commands] == [("timeline", "2026-10-01")] * 2
    check._on_mapped(0, "since")
    qtbot.waitUntil(lambda: not asked.day.isVisible())


def test_the_list_is_a_sound_model(qtmodeltester, qtbot, checked):
    qtmodeltester.check(checked.check.model)
    qtmodeltester.check(checked.check.problems.lines)
    model = ListModel()
    qtmodeltester.check(model)
    index = checked.check.model.index(1, 3)
    assert "is no stage" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.BackgroundRole) == theme.current().bad_soft
    head = checked.check.model.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert head == "Row 3: kept aside"


def test_a_change_of_the_list_is_undone_and_redone_there(qtbot, checked):
    page = checked
    before = page._state.table
    page.check._on_edited(0, 0, "Another title")
    qtbot.waitUntil(lambda: page._state is not None and page._state.table is not before)
    changed = page._state.table
    assert page.can_undo
    page.undo()
    qtbot.waitUntil(lambda: page._state.table == before)
    page.redo()
    qtbot.waitUntil(lambda: page._state.table == changed)
    page.stack.setCurrentIndex(0)
    assert not page.can_undo  # the workspace's own undo goes on


def test_a_cell_is_mended_in_place(qtbot, checked):
    model = checked.check.model
    assert model.setData(model.index(1, 3), "3")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    assert checked._edited
    assert not model.setData(model.index(1, 3), "4", Qt.ItemDataRole.DisplayRole)


def test_two_quick_changes_are_both_kept(qtbot, checked):
    model = checked.check.model
    model.setData(model.index(1, 3), "3")
    model.setData(model.index(1, 4), "2/10/2026")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    assert model.index(1, 4).data() == "2/10/2026"


def test_a_column_can_mean_something_else(qtbot, checked):
    checked.check.header.mapped.emit(6, "stage")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    assert checked._state.mapping[3] == ""
    checked.check.header.mapped.emit(6, "")
    qtbot.waitUntil(lambda: not checked.check.run.isEnabled())
    assert "Stage" in checked.check._why.text()


def test_the_list_has_most_of_the_room_on_a_laptop(qtbot, checked):
    checked.resize(1310, 706)
    check = checked.check
    qtbot.waitUntil(lambda: check.table.height() > checked.height() * 0.5)
    tops = {box.geometry().top() for box in (check._headings, check._people, check._missing)}
    assert len(tops) == 1
    assert check.problems.isVisible()


def test_delete_empties_the_chosen_cells_as_one_step(qtbot, checked):
    table, model = checked.check.table, checked.check.model
    table.setFocus()
    table.setCurrentIndex(model.index(0, 0))
    table.selectionModel().select(model.index(1, 1), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: checked._state.table.rows[0][0] == "")
    assert checked._state.table.rows[1][:2] == ("MC-8", "")
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "")
    checked.undo()
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "MC-7")
    assert checked._state.table.rows[1][1] == "Podcast"


def test_a_short_list_leaves_its_room_to_what_is_the_matter(qtbot, page):
    rows = "".join(f"MC-{n}\tEtika\tLAW\t99\t32/13/2026\tSME-03\t{n}\n" for n in range(5))
    page.resize(1310, 706)
    page.source.given.emit(Source("Pasted rows", text=LIST.splitlines()[0] + "\n" + rows))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    check = page.check
    head = check.problems.horizontalHeader().height()
    line = check.problems.rowHeight(0)
    qtbot.waitUntil(lambda: check.problems.height() >= head + 6 * line)
    last = check.model.index(4, 0)
    assert check.table.visualRect(last).bottom() < check.table.viewport().height()


def test_who_shares_the_room_by_hand_keeps_it_so(qtbot, checked):
    checked.resize(1310, 706)
    split = checked.check.split
    split.setSizes([200, 300])
    split.splitterMoved.emit(200, 1)
    before = split.sizes()
    checked.check.model.setData(checked.check.model.index(1, 3), "98")
    qtbot.waitUntil(lambda: checked._state.table.rows[1][3] == "98")
    checked.check.show_state(checked._state)
    assert split.sizes() == before


def test_what_a_column_means_is_read_whole(qtbot, checked):
    header = checked.check.header
    boxes = header._boxes
    for box in boxes:
        box.addItem("Perancang pembelajaran utama", "long")
    header.show_mapping(["a"] * len(boxes), header._targets, ["long"] * len(boxes))
    wanted = header.fontMetrics().horizontalAdvance("Perancang pembelajaran utama")
    assert all(box.width() > wanted + 20 for box in boxes)


def test_boxes_of_the_header_follow_their_columns(qtbot, checked):
    header = checked.check.header
    boxes = header._boxes
    assert [box.currentData() for box in boxes][:3] == ["code", "title_id", "programme"]
    header.resizeSection(0, 300)
    assert boxes[1].x() == header.sectionViewportPosition(1) + 4
    boxes[6].setCurrentIndex(boxes[6].findData("round"))
    boxes[6].activated.emit(0)
    qtbot.waitUntil(lambda: "round" in checked._state.mapping)


def test_rows_are_narrowed_and_problems_lead_to_their_cell(qtbot, checked):
    check = checked.check
    check._on_chip("wrong")
    assert check.model.rowCount() == 2
    check.problems.pick(check.problems.lines.lines[0].id)
    index = check.table.currentIndex()
    assert index.data() == "99"
    check._on_chip("ready")
    assert not check.model.place_of(3, "stage").isValid()
    assert check.model.place_of(2, "stage").isValid()
    assert isinstance(check.table, QTableView)


def test_options_and_headings_are_read_anew(qtbot, checked):
    checked.check._people.click()
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 1")
    checked.check._headings.click()
    qtbot.waitUntil(lambda: checked.check.model.rowCount() == 4)
    assert checked._state.options == Options(add_people=False)
    assert checked._state.mapping[:2] == ("code", "title_id")


def test_what_was_mended_stays_when_the_list_is_read_another_way(qtbot, checked):
    model = checked.check.model
    model.setData(model.index(1, 3), "3")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    checked.check._headings.click()
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    assert model.index(2, 3).data() == "3"
    checked.check._headings.click()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    assert model.index(1, 3).data() == "3"
    assert checked._edited


UNKNOWN = (
    "Code\tJudul\tProdi\tFakultas\tTahap\tSejak\tDosen\tID\n"
    "MC-7\tLuka\tKeperawatan\tFakultas Keperawatan\t4\t1/10/2026\tRina Amelia; Tono\tSari\n"
)


def test_a_programme_without_a_faculty_is_said_to_go_under_the_only_one(qtbot, page):
    text = "Code\tJudul\tProdi\tTahap\tSejak\nMC-7\tLuka\tKeperawatan\t4\t1/10/2026\n"
    page.source.given.emit(Source("x", text=text))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    panel = page.check.programmes
    assert not panel._guessed.isVisible()
    panel.box.click()
    qtbot.waitUntil(panel._guessed.isVisible)
    assert panel._guessed.text().startswith("No faculty is named for Keperawatan: put under “Law”")
    panel.table.item(0, 2).setText("Nursing")
    qtbot.waitUntil(lambda: not panel._guessed.isVisible())


def test_unknown_programmes_are_added_and_undone_with_their_rows(qtbot, page, desk):
    page.source.given.emit(Source("x", text=UNKNOWN))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    panel = page.check.programmes
    assert panel.isVisible()
    assert not panel.box.isChecked()
    assert not page.check.run.isEnabled()
    panel.box.click()
    qtbot.waitUntil(lambda: page.check.run.text() == "Take over 1")
    assert "1 programme will be added" in page.check._why.text()
    assert [panel.table.item(0, column).text() for column in range(4)] == [
        "Keperawatan", "KEP", "Fakultas Keperawatan", "KEP",
    ]  # fmt: skip
    panel.table.item(0, 1).setText("ners")
    qtbot.waitUntil(lambda: panel.table.item(0, 1).text() == "NERS")
    panel.table.item(0, 3).setText("too long")
    qtbot.waitUntil(lambda: not page.check.run.isEnabled())
    panel.table.item(0, 3).setText("FON")
    qtbot.waitUntil(lambda: page.check.run.isEnabled())
    finish(qtbot, page)
    assert not page.result.failed.lines.lines
    known = {(line.faculty_code, line.code) for line in desk.directory().programmes}
    assert ("FON", "NERS") in known
    tile = next(tile for tile in desk.board().tiles if tile.code == "MC-7")
    team = {(m.person, m.role, m.lead, m.since) for m in desk.page(tile.id).team}
    assert team == {
        ("Rina Amelia", "sme", True, "2026-10-01"), ("Tono", "sme", False, "2026-10-01"),
        ("Sari", "id", False, "2026-10-01"),
    }  # fmt: skip
    desk.undo()
    assert set(codes(desk)) == {"MC-1"}
    left = {(line.faculty_code, line.code) for line in desk.directory().programmes}
    assert ("FON", "NERS") not in left
    page.result.finished.emit()
    page.source.given.emit(Source("x", text=UNKNOWN))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    panel.box.click()
    qtbot.waitUntil(lambda: page.check.run.text() == "Take over 1")
    finish(qtbot, page)
    assert not page.result.failed.lines.lines, "what was undone can be entered again"


def test_the_keyboard_goes_along_with_the_steps(qtbot, page):
    page.take_focus()
    assert page.source.isAncestorOf(page.focusWidget())
    QGuiApplication.clipboard().setText(LIST)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert page.focusWidget() is page.check.table
    finish(qtbot, page)
    assert page.focusWidget() is page.result._mend


def test_a_check_that_comes_back_leaves_the_keyboard_where_it_is(qtbot, checked):
    checked.check.run.setFocus()
    model = checked.check.model
    model.setData(model.index(1, 3), "3")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    assert checked.focusWidget() is checked.check.run


def test_rows_become_cards_and_one_undo_takes_them_back(qtbot, checked, desk):
    finish(qtbot, checked)
    assert checked.result._heading.text() == "2 micro-credentials were taken over"
    assert codes(desk) | {"MC-7": "timeline", "MC-9": "development"} == codes(desk)
    people = {person.name: person for person in desk.directory().people}
    assert people["Ratna Dewi"].titles_after == "M.Sn."
    line = checked.result.failed.lines.lines[0]
    assert line.cells[0] == "3"
    checked._tasks.publish(desk.undo())
    assert set(codes(desk)) == {"MC-1"}
    assert checked.result._heading.text() == "The take-over was undone"
    assert "(Ctrl+Z)" not in checked.result._words.text()
    checked._tasks.publish(desk.redo())
    assert checked.result._heading.text() == "2 micro-credentials were taken over"


def test_the_list_with_all_that_was_mended_is_there_again_after_the_undo(qtbot, checked, desk):
    model = checked.check.model
    model.setData(model.index(1, 3), "3")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    finish(qtbot, checked)
    assert checked.result._again.isHidden()
    checked._tasks.publish(desk.undo())
    assert not checked.result._again.isHidden()
    checked.result._again.click()
    qtbot.waitUntil(lambda: checked.stack.currentIndex() == 1)
    model = checked.check.model
    assert model.index(1, 3).data() == "3"
    assert checked.check.run.text() == "Take over 3"
    finish(qtbot, checked)
    assert checked.result._heading.text() == "3 micro-credentials were taken over"


def test_the_new_cards_are_listed_and_opened_by_a_click(qtbot, checked, desk):
    words.use_names(desk.info().role_labels, desk.info().stages)
    finish(qtbot, checked)
    taken = checked.result.taken
    assert taken.isVisible()
    assert checked.result.failed.isVisible()
    assert [line.cells[0] for line in taken.lines.lines] == ["MC-7", "MC-9"]
    stages = ["4 Timeline discussion", "9 Material development"]
    assert [line.cells[2] for line in taken.lines.lines] == stages
    place = taken.visualRect(taken.model().index(1, 0)).center()
    with qtbot.waitSignal(checked.card_requested) as asked:
        QTest.mouseClick(taken.viewport(), Qt.MouseButton.LeftButton, pos=place)
    ids = {tile.code: tile.id for tile in desk.board().tiles}
    assert asked.args == [ids["MC-9"]]
    taken.pick(ids["MC-7"])
    with qtbot.waitSignal(checked.card_requested) as asked:
        QTest.keyClick(taken, Qt.Key.Key_Return)
    assert asked.args == [ids["MC-7"]]
    checked._tasks.publish(desk.undo())
    assert not taken.isVisible()
    checked._tasks.publish(desk.redo())
    assert taken.isVisible()
    with qtbot.waitSignal(checked.taken) as told:
        checked.result._done.click()
    assert told.args == [[ids["MC-7"], ids["MC-9"]]]


def test_a_second_list_tells_only_of_its_own_cards(qtbot, checked, desk):
    finish(qtbot, checked)
    checked.result._done.click()
    checked.source.given.emit(Source("x", text=UNKNOWN))
    qtbot.waitUntil(lambda: checked.stack.currentIndex() == 1)
    checked.check.programmes.box.click()
    second = UNKNOWN.replace("MC-7", "MC-20")
    checked.source.given.emit(Source("x", text=second))
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 1")
    finish(qtbot, checked)
    assert checked.result._heading.text() == "1 micro-credential was taken over"
    assert [line.cells[0] for line in checked.result.taken.lines.lines] == ["MC-20"]
    ids = {tile.code: tile.id for tile in desk.board().tiles}
    with qtbot.waitSignal(checked.taken) as told:
        checked.result._done.click()
    assert told.args == [[ids["MC-20"]]], "a new programme touches the cards of before, too"


def test_failed_rows_are_copied_and_mended(qtbot, checked, desk):
    finish(qtbot, checked)
    checked.result._copy.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0].endswith("\tReason")
    assert copied[1].startswith("MC-8\tPodcast")
    assert len(copied) == 2
    checked.result._mend.click()
    qtbot.waitUntil(lambda: checked.stack.currentIndex() == 1)
    assert checked.check.model.rowCount() == 1
    model = checked.check.model
    model.setData(model.index(0, 3), "10")
    qtbot.waitUntil(lambda: checked.check.run.isEnabled())
    finish(qtbot, checked)
    assert codes(desk)["MC-8"] == "reexamination"
    with qtbot.waitSignal(checked.closed):
        checked.result._done.click()
    assert checked.stack.currentIndex() == 0


def test_copied_rows_hold_no_formula(desk):
    state = jobs.read_source(Source("x", text=LIST.replace("\t9\t", "\t77\t")), Options(), desk)
    finished = jobs.Finished(state, ())
    assert "'=SUM(A1)" in failed_text(finished)


def test_what_the_desk_refuses_stands_apart(qtbot, checked, desk, monkeypatch):
    real = desk._carry_out

    def refuse_one(uow, command, group, done):
        if getattr(command, "code", "") == "MC-9":
            raise Refused(code="later")
        real(uow, command, group, done)

    monkeypatch.setattr(desk, "_carry_out", refuse_one)
    finish(qtbot, checked)
    reasons = {line.cells[0]: line.cells[2] for line in checked.result.failed.lines.lines}
    assert reasons["4"] == "later"
    assert "MC-7" in codes(desk)


def test_a_run_can_be_cancelled(qtbot, page, desk, monkeypatch):
    begun, gate = threading.Event(), threading.Event()
    real = desk._carry_out

    def slow(uow, command, group, done):
        begun.set()
        assert gate.wait(5)
        real(uow, command, group, done)

    monkeypatch.setattr(desk, "_carry_out", slow)
    rows = "".join(f"MC-{n}\tT{n}\tLAW\t3\t1/10/2026\n" for n in range(20, 60))
    page.source.given.emit(Source("x", text="Code\tTitle\tProdi\tTahap\tSejak\n" + rows))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    page.check.run.click()
    assert begun.wait(5)
    assert not page.may_leave()
    page.result._cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: page._finished is not None)
    assert len(codes(desk)) == 2
    assert "cancelled" in page.result.failed.lines.lines[-1].cells[2]


def test_a_run_that_is_cancelled_before_it_began_goes_back_to_the_list(qtbot, page, desk):
    begun, gate = threading.Event(), threading.Event()
    rows = "Code\tTitle\tProdi\tTahap\tSejak\nMC-20\tT\tLAW\t3\t1/10/2026\n"
    page.source.given.emit(Source("x", text=rows))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    page._tasks.run(lambda _desk: (begun.set(), gate.wait(5)), lambda _answer: None)
    assert begun.wait(5)
    page.check.run.click()
    page.result._cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert "MC-20" not in codes(desk)
    page.check.run.click()
    qtbot.waitUntil(lambda: page._finished is not None)
    assert "MC-20" in codes(desk)


def test_a_file_is_opened_and_its_sheets_offered(qtbot, page, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    other = book.create_sheet("Daftar")
    for line in LIST.replace("=SUM(A1)", "Sums").splitlines():
        other.append(line.split("\t"))
    book.save(tmp_path / "list.xlsx")
    page.source.file_requested.emit()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    sheet = page.check._sheet
    assert [sheet.itemText(at) for at in range(sheet.count())] == ["Sheet", "Daftar"]
    sheet.setCurrentIndex(1)
    sheet.activated.emit(1)
    qtbot.waitUntil(lambda: page.check.model.rowCount() == 3)
    assert page.check.run.text() == "Take over 2"
    page.check.left.emit()
    assert page.stack.currentIndex() == 0


def test_a_file_that_is_no_list_is_told(qtbot, page, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(b"%PDF-1.7")
    page.source.file_requested.emit()
    qtbot.waitUntil(lambda: "neither a spreadsheet" in page.source._words.text())
    page._host.path = None
    page.source.file_requested.emit()
    page.source.template_requested.emit()


def test_the_workbook_to_fill_in_is_written_and_shown(qtbot, page, tmp_path):
    page.source.template_requested.emit()
    qtbot.waitUntil(lambda: "Saved as" in page.source._words.text())
    assert page._host.shown == [tmp_path / "take-over.xlsx"]
    assert openpyxl.load_workbook(page._host.shown[0]).worksheets[0]["A1"].value == "Code"


def test_what_is_dropped_is_a_file_or_a_text(tmp_path):
    data = QMimeData()
    assert source_of(data) is None
    data.setText("a\tb")
    assert source_of(data).text == "a\tb"
    data.setUrls([QUrl("https://example.org/x.xlsx")])
    assert source_of(data).path is None
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.csv"))])
    assert source_of(data).path == tmp_path / "x.csv"


def test_a_list_that_is_dropped_is_copied_never_moved(page, tmp_path):
    given = []
    page.source.given.disconnect()
    page.source.given.connect(given.append)
    enter, drop = page.source.dragEnterEvent, page.source.dropEvent
    assert answers_to_move(enter, drop, tmp_path / "x.csv") == COPIED
    assert [source.path for source in given] == [tmp_path / "x.csv"]


def test_language_and_colours_change_without_losing_the_list(qtbot, checked, qapp):
    model = checked.check.model
    model.setData(model.index(1, 3), "3")
    qtbot.waitUntil(lambda: checked.check.run.text() == "Take over 3")
    language.switch("id")
    theme.theme_changed.emit()
    assert checked.stack.currentIndex() == 1
    assert checked.check.model.index(1, 3).data() == "3"
    assert checked.page_title()


# --- by hand --------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, tasks, desk):
    made = keep(qtbot, tasks, TakeOverDialog(tasks, desk.info(), TODAY))
    made.show()
    return made


def fill(dialog):
    dialog.title_en.setText("Ethics")
    dialog.programme.setCurrentIndex(0)
    dialog.stage.setCurrentIndex(3)
    dialog.stage.activated.emit(3)
    dialog.since.setText("1 Oct 2026")
    dialog.check()


def test_delete_removes_rows_that_are_marked_whole(qtbot, checked):
    check, table = checked.check, checked.check.table
    table.selectRow(1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: check.model.rowCount() == 2)
    assert [check.model.headerData(n, Qt.Orientation.Vertical) for n in (0, 1)] == ["2", "4"]
    assert check.run.text() == "Take over 2"
    assert not check._why.text().startswith("1 row is kept aside")
    assert (table.currentIndex().row(), checked._edited) == (1, True)
    check._on_edited(1, 1, "Podcast dan Siaran")
    check._headings.click()
    qtbot.waitUntil(lambda: check.model.rowCount() == 3)
    assert [row[0] for row in checked._state.table.rows] == ["Code", "MC-7", "MC-9"]
    assert checked._state.table.rows[2][1] == "Podcast dan Siaran"
    checked._on_reread(Source("Pasted rows", text=LIST))
    qtbot.waitUntil(lambda: check.model.rowCount() == 2)


def test_removed_rows_come_back_with_undo_and_cells_are_emptied_as_before(qtbot, checked):
    check, table = checked.check, checked.check.table
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: check.model.rowCount() == 0)
    assert not check.run.isEnabled()
    checked.undo()
    qtbot.waitUntil(lambda: check.model.rowCount() == 3)
    assert check.run.text() == "Take over 2"
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    check._on_edited(2, 1, "Kept")  # asked before the answer to what was removed has come
    qtbot.waitUntil(lambda: check.model.rowCount() == 2)
    assert checked._state.table.rows[1][1] == "Kept"
    checked.undo()
    checked.undo()
    qtbot.waitUntil(lambda: check.model.rowCount() == 3)


def test_by_hand_reasons_come_one_after_the_other(dialog):
    assert dialog.why == "The English title is missing."
    fill(dialog)
    assert dialog.reasons() == []
    dialog.since.setText("1 Dec 2026")
    assert dialog.reasons() == ["The date of entry lies in the future."]
    dialog.since.setText("31/2/2026")
    dialog.hours.setText("x")
    dialog.forms._entries["F2"].date.setText("yesterday")
    assert len(dialog.reasons()) == 3
    dialog.accept()
    assert dialog.isVisible()


def test_by_hand_a_card_is_taken_over_with_its_earlier_forms(qtbot, dialog, desk):
    fill(dialog)
    earlier = dialog.forms._entries
    assert list(earlier) == ["R1", "R2", "F2"]
    earlier["F2"].number.setText("CTL/7")
    earlier["F2"].date.setText("2 Sep 2026")
    earlier["R2"].state.setCurrentIndex(1)
    earlier["R2"].state.activated.emit(1)
    assert not earlier["R2"].number.isEnabled()
    dialog.outcomes.setPlainText("Sort\nReport")
    dialog.hours.setText("1,5")
    dialog.weeks.setText("6")
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    tile = next(tile for tile in desk.board().tiles if tile.title_en == "Ethics")
    assert tile.stage == "timeline"
    page = desk.page(tile.id)
    assert page.essentials == {"outcomes": ["Sort", "Report"], "hours": "1.5", "weeks": 6}
    states = {line.kind: line.status for line in page.all_forms}
    assert states["F2"] == "before"
    assert states["R2"] == "missing"


def test_by_hand_a_refusal_leaves_what_was_typed(qtbot, dialog):
    fill(dialog)
    dialog.code.setText("MC-1")
    dialog.action.click()
    qtbot.waitUntil(lambda: "taken" in dialog.why)
    assert dialog.isVisible()
    assert dialog.title_en.text() == "Ethics"
    dialog.stage.setCurrentIndex(0)
    dialog.stage.activated.emit(0)
    assert dialog.forms.entries() == []


def test_mending_a_cell_leaves_the_keyboard_there(qtbot, page):
    page.source.given.emit(Source("x", text=LIST.replace("\t9\t", "\t77\t")))
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    check, problem = page.check, page.check.problems
    for chip in (check._chips[0], check._chips[2]):
        chip.click()
        problem.pick(problem.lines.lines[0].id)
        row = check.model.rowCount() - 1
        check.table.setCurrentIndex(check.model.index(row, 4))
        at = check.table.currentIndex()
        number, answered = check.model.number_at(check.model.row_of(at)), page._number
        check.model.setData(check.model.index(row, 4), f"2026-10-0{row + 3}")
        qtbot.waitUntil(lambda before=answered: page._number > before)
        qtbot.wait(150)
        now = check.table.currentIndex()
        assert (check.model.number_at(check.model.row_of(now)), now.column()) == (number, 4)


def test_mending_failed_rows_keeps_adding_programmes(qtbot, page, desk):
    heads = "Judul\tProdi\tFakultas\tTahap\tSejak\tDosen\n"
    rows = "Satu\tKeperawatan\tFakultas Keperawatan\t4\t1/10/2026\tSME-03\n"
    rows += "Dua\tKebidanan\tFakultas Keperawatan\t99\t1/10/2026\tSME-03\n"
    state = jobs.read_source(Source("x", text=heads + rows), Options(), desk)
    state = replace(state, proposal=replace(state.proposal, adds_programmes=True))
    assert jobs.again(state, (1,), desk).proposal.adds_programmes


def test_failed_rows_are_named_in_the_language_in_use(desk):
    heads = "Title\tJudul\tProdi\tTahap\tSejak\tDosen\n"
    text = f"{heads}Ethics\tEtika\tLaw\t99\t1/10/2026\tSME-03\n"
    state = jobs.read_source(Source("x", text=text), Options(), desk)
    (row,) = state.proposal.rows
    assert (row.title_in("en"), row.title_in("id")) == ("Ethics", "Etika")
