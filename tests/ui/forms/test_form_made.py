"""What the program works out stands in the editor, follows the typing, and cannot be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mcdesk.application.surroundings import surroundings_of
from mcdesk.errors import Finding
from mcdesk.i18n import _, use_language
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.inspect import inspection
from mcdesk.procedure.matrix import GAP_SIGN
from mcdesk.procedure.stage import Label
from mcdesk.ui import theme
from mcdesk.ui.forms.freeze import FreezeDialog
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.pills import Pill
from mcdesk.ui.forms.table_model import CellRole
from mcdesk.ui.forms.values import show
from tests.ui.forms.fakes import make_view

if TYPE_CHECKING:
    from mcdesk.i18n import Language
    from mcdesk.ui.forms.table_view import TableView
    from tests.ui.forms.stage import Open

OUTCOMES = (Row("o1", "1", {"code": "1.1", "statement": "Explain", "outcomes": ["LO1"]}),)
STEPS = (Row("s1", "1", {"kind": "read", "title": "Book", "module": "1", "outcomes": ["1.1"]}),)


def test_the_matrix_follows_the_learning_sequence_and_is_closed(open_form: Open) -> None:
    stage = open_form(make_view("F7", rows={"d7": OUTCOMES, "d8": STEPS}))
    stage.session.set("d8/s1/title", "Reader")
    editor = stage.block("d9").editor
    assert [row.cells["material"] for row in editor.model.rows] == ["Book"]
    stage.editor.bench.inspector.inspect()
    assert [row.cells["material"] for row in editor.model.rows] == ["Reader"]
    cell = editor.model.index(0, 0)
    assert editor.model.rowCount() == 1
    assert cell.data(CellRole.IS_CLOSED)
    assert not editor.model.can_add_rows()
    assert editor.foot["add"].isHidden()


def test_a_gap_in_the_matrix_is_shown_at_the_outcome(open_form: Open) -> None:
    stage = open_form(make_view("F7", rows={"d7": OUTCOMES, "d8": STEPS}))
    codes = {finding.code for finding in stage.editor.bench.inspector.of_field("d7")}
    assert {"aligned_practice", "aligned_assessment"} <= codes
    assert "aligned_material" not in codes


def test_the_forms_own_matrix_shows_its_gaps_red_and_says_so(open_form: Open) -> None:
    stage = open_form(make_view("F7", rows={"d7": OUTCOMES, "d8": STEPS}), at="d9")
    editor = stage.block("d9").editor
    names = [each.id for each in editor.model.columns]
    material = editor.model.index(0, names.index("material"))
    practice = editor.model.index(0, names.index("practice"))
    assert GAP_SIGN not in editor.model.look(material).words
    assert editor.model.look(practice).words == GAP_SIGN
    assert editor.model.look(practice).mark == "gap"
    said = practice.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1.1 has nothing in “Practice” yet." in said
    assert _("empty") not in said
    assert ground_of(editor.view, practice) == theme.current().bad_soft.name()
    assert ground_of(editor.view, material) == theme.current().window.name()
    stage.session.set("d8/s1/kind", "do")
    stage.editor.bench.inspector.inspect()
    assert not editor.model.look(practice).mark
    assert editor.model.look(material).mark == "gap"


def ground_of(view: TableView, cell: QModelIndex) -> str:
    """The colour of a cell near its lower right corner, where no words stand."""
    view.scrollTo(cell)
    at = view.visualRect(cell).bottomRight() - QPoint(4, 4)
    return view.viewport().grab().toImage().pixelColor(at).name()


def test_the_row_of_orphans_keeps_its_name_in_sight_while_it_is_scrolled(open_form: Open) -> None:
    steps = tuple(Row(f"s{n}", f"{n:03}", {"kind": "read", "title": f"Step {n}", "module": "1"})
                  for n in range(80))  # fmt: skip
    stage = open_form(make_view("F7", rows={"d7": OUTCOMES, "d8": steps}), at="d9")
    view, model = stage.block("d9").editor.view, stage.block("d9").editor.model
    names = [each.id for each in model.columns]
    cell = model.index(1, names.index("statement"))
    assert model.look(cell).mark == "orphan"
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.visualRect(cell).top() < 0 < view.visualRect(cell).bottom()
    top = QRect(view.visualRect(cell).left() + 4, 0, view.visualRect(cell).width() - 8, 60)
    drawn = view.viewport().grab(top).toImage()
    inks = {
        drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())
    }
    assert len(inks) > 4  # the letters and their edges, not the ground alone


@pytest.mark.parametrize(("column", "path"), [
    ("code", "d7/o1/code"), ("material", "d8/s1/outcomes"), ("practice", "d8//outcomes"),
])  # fmt: skip
@pytest.mark.parametrize("way", ["click", "enter"])
def test_a_cell_of_the_matrix_leads_to_the_row_behind_it(
    open_form: Open, column: str, path: str, way: str
) -> None:
    stage = open_form(make_view("F7", rows={"d7": OUTCOMES, "d8": STEPS}), at="d9")
    editor, bench = stage.block("d9").editor, stage.editor.bench
    names = [each.id for each in editor.model.columns]
    cell = editor.model.index(0, names.index(column))
    editor.view.setFocus()
    if way == "click":
        editor.view.scrollTo(cell)
        at = editor.view.visualRect(cell).center()
        QTest.mouseClick(editor.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    else:
        editor.view.setCurrentIndex(cell)
        QTest.keyClick(editor.view, Qt.Key.Key_Return)
    field, row, _column = path.split("/")
    assert bench.section_id == bench.session.definition.section_of(field).id
    table = stage.block(field).editor
    assert table.view.hasFocus()
    now = table.view.currentIndex()
    assert table.model.path(now).split("/")[::2] == path.split("/")[::2]
    if row:
        assert table.model.path(now) == path


def test_many_short_parts_stand_in_rows_that_a_page_has_room_for(open_form: Open) -> None:
    stage = open_form(make_view("F7"))
    parts = stage.block("d12").parts
    assert [part.entry.id for part in parts] == ["version", "writer", "reviewer", "reviewed"]
    tops = [part.mapTo(stage.block("d12"), part.rect().topLeft()).y() for part in parts]
    assert tops[0] == tops[1] < tops[2] == tops[3]


def test_a_code_taken_from_another_form_is_no_number() -> None:
    entry = Field("c", Label("Id", "Id"), FieldType.COMPUTED, compute="copied")
    assert show(entry, "4127", ViewNames.of(make_view())) == "4127"
    total = Field("t", Label("Total", "Total"), FieldType.COMPUTED, compute="column_total")
    assert show(total, "4127", ViewNames.of(make_view())) == "4,127"


def test_a_worked_out_number_stands_with_its_unit(open_form: Open) -> None:
    stage = open_form(make_view("F9", values={"e3.A1": "4", "e3.A2": "3"}))
    block = stage.block("e4")
    shown = {part.entry.id: part.editor.label.text() for part in block.parts}
    assert shown["total"] == "87.5 %"
    assert shown["b"] == "Nothing to work out yet"


def test_what_comes_from_the_essentials_of_a_take_over_says_so(open_form: Open) -> None:
    others = {"F2": Content({"p1": "Village Tourism"})}
    stage = open_form(replace(make_view("F7"), others=others, from_essentials="F2"))
    parts = {part.entry.id: part.editor for part in stage.block("d2").parts}
    assert parts["title"].label.text() == "Village Tourism"
    assert parts["title"].source.text() == "from the essentials of the take-over"
    assert parts["weeks"].label.text() == "Not known"
    wanted: list[str] = []
    stage.editor.inspector.essentials_wanted.connect(lambda: wanted.append("essentials"))
    parts["weeks"].source.click()
    assert wanted == ["essentials"]
    plain = open_form(replace(make_view("F7"), others=others))
    assert all(part.editor.source.isHidden() for part in plain.block("d2").parts)


def test_an_empty_table_of_a_take_over_takes_what_the_essentials_say(open_form: Open) -> None:
    known = Content(rows={"p20": (Row("lo1", "V", {"code": "LO1", "statement": "Turn"}),)})
    stage = open_form(replace(make_view("F7"), others={"F2": known}, from_essentials="F2"))
    table = stage.block("d5").editor
    assert table.foot["known"].text() == "Take over 1 row from the essentials"
    table.foot["known"].click()
    assert stage.desk.done[-1] == do.FillUsualRows(form="form-1", field="d5")
    modules = stage.block("d6").editor
    assert modules.foot["known"].text() == "Enter it in the essentials of the take-over…"
    wanted: list[str] = []
    stage.editor.inspector.essentials_wanted.connect(lambda: wanted.append("essentials"))
    modules.foot["known"].click()
    assert wanted == ["essentials"]
    assert stage.block("d7").editor.foot["known"].isHidden()


@pytest.mark.parametrize(("language", "said"), [("en", "in the essentials"), ("id", "data pokok")])
def test_what_keeps_a_take_over_from_freezing_leads_to_its_essentials(
    qtbot: QtBot, language: Language, said: str
) -> None:
    use_language(language)
    view = replace(make_view("F7"), from_essentials="F2", facts={"essentials": "F2"})
    found = inspection(view.definition, view.content, surroundings_of(view), view.levels).due
    (outcomes,) = (each for each in found if each.path == "d5")
    assert said in outcomes.sentence(language)
    others = [each for each in found if each.path in ("d3", "d7", "d13")]
    assert not [each for each in others if said in each.sentence(language)]
    dialog = FreezeDialog(view, (outcomes, *others), {})
    qtbot.addWidget(dialog)
    links = [each for each in dialog.findChildren(QPushButton) if each.text() == _("Essentials…")]
    with qtbot.waitSignal(dialog.essentials_requested):
        links[0].click()
    assert len(links) == 1


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_five_scores_of_an_item_stand_in_one_row(open_form: Open, language: Language) -> None:
    use_language(language)
    stage = open_form(make_view("F9", values={"e3.A1": "4"}))
    for width, rows in ((1366, 1), (1920, 1), (740, 2)):
        stage.editor.resize(width, 768)
        line = stage.block("e3").editor.rows[0]
        QApplication.processEvents()
        tops = [pill.y() for pill in line.pills.findChildren(Pill)]
        assert len(set(tops)) == rows, width
        assert tops.count(tops[0]) >= 4, width


def test_a_form_of_each_loop_is_named_by_its_loop_as_the_card_is(open_form: Open) -> None:
    view = make_view("R10")
    stage = open_form(replace(view, header=replace(view.header, loop=2)))
    assert stage.editor.bench.bar._round.text() == "Loop 2"
    view = make_view("F7")
    stage = open_form(replace(view, header=replace(view.header, round=1, loop=2)))
    assert stage.editor.bench.bar._round.text() == "Round 1"


def test_what_only_a_later_gate_asks_for_is_no_error_of_the_form(open_form: Open) -> None:
    """The register's entry is verified before anybody makes components (domain.md, F4)."""
    view = make_view("F4", values={"semester": "odd", "year": "2026/2027"})
    stage = open_form(view)
    inspector = stage.editor.inspector
    assert not [each for each in inspector.missing if each.level == "block" and each.path]
    assert [each.code for each in inspector.later if each.path == "gd"] == ["maker_named"]
    assert [each.level for each in inspector.of_field("gd")] == ["warn"]
    assert not inspector.progress["entry"].wrong
    stage.session.enter("year")
    stage.session.write("year", "2026/2029")
    inspector.inspect()
    assert [each.level for each in inspector.of_field("year")] == ["block"]
    assert inspector.progress["entry"].wrong


def test_that_assessors_differ_is_said_before_what_one_sheet_lacks(qtbot: QtBot) -> None:
    """Thirty low scores without a note would else stand before it."""
    view = make_view("F9")
    low = [Finding("low_note", f"{n} is low.", path="e3", level="warn") for n in range(30)]
    apart = Finding("gap", "The reviewers are 29.51 points apart.", path="e4.total", level="warn")
    dialog = FreezeDialog(view, (*low, apart), {})
    qtbot.addWidget(dialog)
    said = [each.text() for each in dialog.findChildren(QLabel)]
    assert said.index("The reviewers are 29.51 points apart.") < said.index("0 is low.")


@pytest.mark.parametrize(("form", "open_"), [("R1", ""), ("F6", "Closed on")])
def test_the_freeze_dialog_names_only_what_stays_open_in_its_form(
    qtbot: QtBot, form: str, open_: str
) -> None:
    dialog = FreezeDialog(make_view(form), (), {})
    qtbot.addWidget(dialog)
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Freezing makes version" in said
    assert ("stays open" in said) is bool(open_)
    assert open_ in said


def test_the_freeze_dialog_names_nothing_as_open_that_is_worked_out(qtbot: QtBot) -> None:
    view = make_view("F5")
    columns = [each for each in view.definition.fields["c1"].columns if each.living]
    named = {each.label.text() for each in columns if each.type is not FieldType.COMPUTED}
    made = {each.label.text() for each in columns} - named
    dialog = FreezeDialog(view, (), {})
    qtbot.addWidget(dialog)
    said = next(
        text for each in dialog.findChildren(QLabel) if "stays open" in (text := each.text())
    )
    assert named
    assert made
    assert all(name in said for name in named)
    assert not any(name in said for name in made)


@pytest.mark.parametrize(("kind", "path"), [("F7", "d2"), ("F3", "t6"), ("F3", "t1")])
def test_the_parts_of_a_field_stand_in_the_order_of_the_paper(
    open_form: Open, kind: str, path: str
) -> None:
    block = open_form(make_view(kind)).block(path)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    places = [part.mapTo(block, QPoint(0, 0)) for part in block.parts]
    assert places == sorted(places, key=lambda at: (at.y(), at.x()))
