"""A place that somebody is led to is in sight, however long the page above it is."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollBar

from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.page import SectionPage
from mcdesk.ui.forms.table_field import TableEditor
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

LONG = "Draft clauses of a contract that a small business can understand and keep. " * 3


def opened(open_form: Open) -> tuple[Stage, str]:
    """Open the design document; return the path of a cell in the last table of a section."""
    definition = make_view("F7").definition
    section = next(
        each for each in definition.sections
        if sum(entry.type is FieldType.TABLE and not entry.table for entry in each.fields) > 2
    )  # fmt: skip
    tables = [entry for entry in section.fields if entry.type is FieldType.TABLE]
    rows = {
        table.id: tuple(
            Row(f"{table.id}-{n}", str(n), {column.id: LONG for column in table.columns
                                            if column.type is FieldType.TEXT
                                            or column.type is FieldType.LINE})
            for n in range(1, 9)
        )
        for table in tables
    }  # fmt: skip
    last = tables[-1]
    assert section is not definition.sections[0]
    column = next(c.id for c in last.columns if c.type in (FieldType.TEXT, FieldType.LINE))
    return open_form(make_view("F7", rows=rows)), f"{last.id}/{last.id}-7/{column}"


def settle() -> None:
    for _turn in range(20):
        QApplication.processEvents()


def is_in_sight(page: SectionPage, path: str) -> bool:
    for table in page.findChildren(TableEditor):
        cell: QRect = table.view.rect_of(path)
        if cell.isValid():
            at = table.view.viewport().mapTo(page.viewport(), cell.center())
            return page.viewport().rect().contains(at)
    return False


def test_a_row_of_a_section_that_was_never_shown_is_scrolled_to(open_form: Open) -> None:
    stage, path = opened(open_form)
    stage.editor.go(path)
    settle()
    page = stage.editor.bench.stack.currentWidget()
    assert page.verticalScrollBar().value() > 0
    assert is_in_sight(page, path)


def test_a_page_that_was_scrolled_since_stays_where_it_is(open_form: Open) -> None:
    stage, path = opened(open_form)
    stage.editor.go(path)
    settle()
    page = stage.editor.bench.stack.currentWidget()
    page.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderToMinimum)
    stage.editor.resize(1366, 700)
    settle()
    assert page.verticalScrollBar().value() == 0
