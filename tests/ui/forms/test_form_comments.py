"""Comments: on a cell, with a person named, filtered, counted beside the field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mcdesk.application.views import CommentLine
from mcdesk.errors import Trouble
from mcdesk.procedure.commands import WriteComment
from mcdesk.procedure.content import Row
from mcdesk.ui.forms.comments import Sent
from mcdesk.ui.forms.keeping import UNSENT
from mcdesk.ui.forms.parts import text
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

AT = "2026-11-23T03:00:00+00:00"
STEPS = (Row("s1", "1", {"title": "Chart"}), Row("s2", "2", {"title": "Quiz"}))
COMMENTS = (
    CommentLine("k1", "d8/s2/title", "Which quiz?", "Rina", AT, False),
    CommentLine("k2", "d8/s1/title", "Too long", "Rina", AT, True),
    CommentLine("k3", "d23", "What is new?", "Rina", AT, False),
)


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F7", rows={"d8": STEPS}, comments=COMMENTS))


def panel(stage: Stage) -> Any:
    return stage.editor.bench.side.comments


def shown(stage: Stage) -> str:
    layout = panel(stage)._list
    holders = [layout.itemAt(n).widget() for n in range(layout.count())]
    return "\n".join(label.text() for each in holders for label in each.findChildren(QLabel))


def test_a_comment_on_a_cell_names_its_row_and_leads_there(stage: Stage) -> None:
    stage.editor.bench.show_section("sequence")
    assert "Learning sequence, row 2, Title" in shown(stage)
    go = [b for b in panel(stage).findChildren(QPushButton) if b.text() == "Go"][0]
    go.click()
    view = stage.editor.bench.page("sequence").blocks["d8"].editor.view
    assert (view.currentIndex().row(), view.hasFocus()) == (1, True)


def test_comments_are_filtered(stage: Stage) -> None:
    stage.editor.bench.show_section("sequence")
    assert "What is new?" not in shown(stage)
    panel(stage)._ways["open"].click()
    assert "What is new?" in shown(stage)
    assert "Too long" not in shown(stage)
    panel(stage)._ways["all"].click()
    assert "Too long" in shown(stage)
    assert panel(stage)._ways["open"].text() == "Open: 2"
    assert panel(stage)._ways["all"].isChecked()
    assert not panel(stage)._ways["open"].isChecked()


def test_a_comment_goes_to_the_cell_in_use(stage: Stage) -> None:
    stage.editor.bench.go("d8/s1/title")
    panel(stage).box.setPlainText("Shorten")
    panel(stage)._on_send()
    assert stage.done[-1].path == "d8/s1/title"
    assert stage.done[-1].text == "Shorten"


def test_a_comment_is_sent_from_the_keyboard(stage: Stage) -> None:
    box = panel(stage).box
    box.setFocus()
    QTest.keyClicks(box, "Shorten")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.done[-1].text == "Shorten"
    assert box.toPlainText() == ""


def test_the_field_says_how_many_are_open_and_shows_them(stage: Stage) -> None:
    block = stage.block("d8")
    assert block.head.badge.text() == "1 open comment"
    assert block.head.badge.isVisible()
    assert not stage.block("d3").head.badge.isVisible()
    stage.editor.bench.beside.show_tab(1)
    stage.block("d8").head.badge.click()
    assert stage.editor.bench.beside.tabs[0].isChecked()
    panel(stage).close_comment(COMMENTS[0])
    assert not block.head.badge.isVisible()


def test_tab_comes_to_a_mark_that_is_new_just_before_its_field(stage: Stage) -> None:
    block = stage.block("d3")
    for mark in (block.head.asked, block.head.badge):
        mark.show()
    block.editor.setFocus()
    reached = []
    for _step in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        reached.append(QApplication.focusWidget())
    assert reached == [block.head.asked, block.head.badge]


def test_a_comment_that_is_opened_from_elsewhere_comes_into_sight(
    open_form: Open, qtbot: Any
) -> None:
    many = tuple(CommentLine(f"m{n}", f"d8/s{n % 2 + 1}/title", "Long words. " * 20, "Rina", AT,
                             done=False) for n in range(12))  # fmt: skip
    asked = CommentLine("me", "d8/s2/title", "@Budi look", "Rina", AT, done=False)
    stage = open_form(make_view("F7", rows={"d8": STEPS}, comments=(*many, asked)))
    stage.editor.go("d8/s2/title")
    stage.editor.show_comment("me")
    side = stage.editor.bench.side

    def in_sight() -> bool:
        made = panel(stage).pointed_out
        top = made.mapTo(side.viewport(), made.rect().topLeft()).y()
        return 0 <= top and top + made.height() <= side.viewport().height()

    qtbot.waitUntil(in_sight)
    assert "@Budi look" in [each.text() for each in panel(stage).pointed_out.findChildren(QLabel)]
    stage.editor.bench.show_section("sequence")
    assert panel(stage).pointed_out is not None
    stage.editor.bench.show_section(stage.editor.bench.sections[0].id)
    assert panel(stage).pointed_out is None


def test_an_at_sign_offers_the_people_and_enter_takes_one(stage: Stage) -> None:
    box = panel(stage).box
    box.setFocus()
    QTest.keyClicks(box, "Ask @wija")
    offered = box.offered
    assert offered.popup().isVisible()
    assert offered.currentCompletion() == "Dr. Rina Wijaya, M.M."
    QTest.keyClick(offered.popup(), Qt.Key.Key_Return)
    assert box.toPlainText() == "Ask @Dr. Rina Wijaya, M.M. "
    assert not offered.popup().isVisible()


def test_the_team_of_the_card_is_offered_before_all_others(open_form: Open) -> None:
    view = make_view("F7")
    stage = open_form(replace(view, facts={**view.facts, "team.gd": "u-agus"}))
    box = panel(stage).box
    box.setFocus()
    QTest.keyClicks(box, "@")
    assert box.offered.currentCompletion() == "Dr. Agus Halim"


def test_the_names_that_are_offered_cover_nothing_that_is_typed(stage: Stage) -> None:
    box = panel(stage).box
    room = box.screen().geometry()
    stage.editor.move(room.right() - box.mapTo(stage.editor, box.rect().topRight()).x() - 20, 0)
    box.setFocus()
    for words in ("Please look at how long this takes and ask @", "Di"):
        QTest.keyClicks(box, words)
        popup = box.offered.popup()
        assert popup.isVisible()
        shown = QRect(popup.mapToGlobal(QPoint(0, 0)), popup.size())
        own = QRect(box.mapToGlobal(QPoint(0, 0)), box.size())
        caret = box.cursorRect()
        line = QRect(box.viewport().mapToGlobal(caret.topLeft()), caret.size())
        assert own.left() <= shown.left()
        assert shown.right() <= own.right()
        assert shown.top() > line.bottom() or shown.bottom() < line.top()
    box.offered.popup().hide()


def test_without_a_field_in_use_a_comment_goes_to_the_first_that_people_fill(
    stage: Stage,
) -> None:
    stage.editor.bench.show_section("course")
    section = stage.editor.bench.sections[0]
    assert section.fields[0].is_made
    box = panel(stage)
    box.show_section(section, "")
    box.box.setPlainText("Look here")
    box._on_send()
    assert stage.done[-1].path == "d3"


def test_an_address_is_no_mention(stage: Stage) -> None:
    box = panel(stage).box
    box.setFocus()
    QTest.keyClicks(box, "rina@wija")
    assert not box.offered.popup().isVisible()


def test_a_remark_begun_is_there_again_when_the_form_is(open_form: Open) -> None:
    first = open_form(make_view("F7"))
    panel(first).box.setPlainText("Half a remark")
    again = open_form(make_view("F7"))
    assert panel(again).box.toPlainText() == "Half a remark"
    assert not panel(again)._send.isHidden()
    panel(again)._on_send()
    assert panel(open_form(make_view("F7"))).box.toPlainText() == ""


def test_an_endless_word_makes_no_label_wider(qapp: QApplication) -> None:
    made = text("x" * 50_000, wrap=True)
    assert made.minimumSizeHint().width() < 400
    assert len(made.text()) < 5_000


def begun(stage: Stage, kind: type = QPushButton) -> list[Any]:
    layout = panel(stage)._begun
    shown = [layout.itemAt(n).widget() for n in range(layout.count())]
    return [each for each in shown if isinstance(each, kind)]


def test_a_remark_stays_with_the_field_where_it_was_begun(stage: Stage) -> None:
    stage.editor.bench.go("d8/s1/title")
    panel(stage).box.setPlainText("Too long")
    stage.editor.bench.go("d8/s2/title")
    assert panel(stage).box.toPlainText() == ""
    assert panel(stage)._send.isHidden()
    assert not any(isinstance(each, WriteComment) for each in stage.done)
    panel(stage).box.setPlainText("Which one?")
    stage.editor.bench.show_section(stage.editor.bench.sections[0].id)
    assert panel(stage).box.toPlainText() == ""
    assert [each.text() for each in begun(stage, QLabel)] == [
        "Begun, not sent: Learning sequence, row 1, Title",
        "Begun, not sent: Learning sequence, row 2, Title",
    ]
    begun(stage)[0].click()
    assert panel(stage).box.toPlainText() == "Too long"
    panel(stage)._send.click()
    assert (stage.done[-1].path, stage.done[-1].text) == ("d8/s1/title", "Too long")
    assert panel(stage).box.toPlainText() == ""
    (left,) = begun(stage)
    left.click()
    assert panel(stage).box.toPlainText() == "Which one?"
    assert begun(stage) == []


def test_a_remark_begun_outlives_the_program(open_form: Open, tmp_path: Path) -> None:
    file = tmp_path / "w.mcdesk.drafts"
    stage = open_form(make_view("F7", rows={"d8": STEPS}), file)
    stage.editor.bench.go("d8/s1/title")
    panel(stage).box.setPlainText("Half a remark")
    stage.editor.save_drafts()
    UNSENT.clear()
    again = open_form(make_view("F7", rows={"d8": STEPS}), file)
    assert panel(again).box.toPlainText() == ""
    begun(again)[0].click()
    assert panel(again).box.toPlainText() == "Half a remark"
    panel(again)._on_send()
    again.editor.shut()
    UNSENT.clear()
    assert begun(open_form(make_view("F7", rows={"d8": STEPS}), file)) == []


def test_a_key_begins_a_comment_on_the_field_in_use(stage: Stage, qtbot: Any) -> None:
    stage.editor.bench.go("d8/s2/title")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, keys)
    box, side = panel(stage).box, stage.editor.bench.side
    assert box.hasFocus()

    def in_sight() -> bool:
        foot = box.mapTo(side.viewport(), box.rect().bottomLeft()).y()
        return bool(0 < foot <= side.viewport().height())

    qtbot.waitUntil(in_sight)
    QTest.keyClicks(box, "Why?")
    assert begun(stage) == []
    panel(stage)._on_send()
    assert stage.done[-1].path == "d8/s2/title"


def test_a_comment_that_cannot_be_stored_stands_in_the_box_again(stage: Stage) -> None:
    stage.editor.bench.go("d8/s1/title")
    stage.desk.refuse = Trouble("full", "The disk is full.")
    remarks = panel(stage)._session.keeper.remarks
    panel(stage).box.setPlainText("A long and careful remark")
    panel(stage)._send.click()
    assert panel(stage).box.toPlainText() == "A long and careful remark"
    assert list(remarks.values()) == ["A long and careful remark"]
    stage.desk.refuse = None
    panel(stage)._send.click()
    assert panel(stage).box.toPlainText() == ""
    assert not remarks


def test_a_comment_that_is_stored_after_its_form_was_closed_is_not_offered_again(
    stage: Stage,
) -> None:
    stage.editor.bench.go("d8/s1/title")
    shown, session = panel(stage), panel(stage)._session
    remarks = session.keeper.remarks
    shown.box.setPlainText("Sent while it closes")
    place = next(iter(remarks))
    waiting = Sent(session, shown, place, "Sent while it closes")
    shown.deleteLater()
    QApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete)
    waiting.recorded()
    assert not remarks


def test_a_row_and_a_cell_with_a_comment_are_marked_and_lead_to_it(
    stage: Stage, qtbot: Any
) -> None:
    editor = stage.block("d8").editor
    model = editor.model
    assert [model.headerData(n, Qt.Orientation.Vertical) for n in (0, 1)] == ["1", "2 \u2022"]
    tip = model.headerData(1, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Comment by Rina: Which quiz?"
    column = next(n for n, each in enumerate(model.columns) if each.id == "title")
    cells = [model.index(row, column) for row in (0, 1)]
    assert [model.look(cell).is_remarked for cell in cells] == [False, True]
    assert "Which quiz?" in cells[1].data(Qt.ItemDataRole.AccessibleTextRole)
    asked: list[str] = []
    section = stage.session.definition.section_of("d8").id
    stage.editor.bench.page(section).comments_requested.connect(asked.append)
    editor.view.verticalHeader().sectionClicked.emit(0)
    assert asked == []
    editor.view.verticalHeader().sectionClicked.emit(1)
    assert asked == ["d8/s2/title"]
