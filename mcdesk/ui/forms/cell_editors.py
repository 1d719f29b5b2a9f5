"""What a cell of a table is edited with, by the type of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.definition import Column, FieldType
from mcdesk.ui.forms.cell_choice import CellChoice
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.pasting import read_block
from mcdesk.ui.forms.values import ANSWERS

if TYPE_CHECKING:
    from mcdesk.ui.forms.inspector import Inspector


def make_editor(parent: QWidget, column: Column, inspector: Inspector) -> QWidget:
    """Return an empty editor for the cells of a column."""
    editor = _make(parent, column, inspector)
    editor.setAccessibleName(column.label.text())
    return editor


def _make(parent: QWidget, column: Column, inspector: Inspector) -> QWidget:
    view = inspector.session.view
    match column.type:
        case FieldType.CHOICE | FieldType.YESNO:
            return _choice_box(parent, column)
        case FieldType.TEXT:
            box = GrowingText(parent, lines=1, most=12)
            box.setTabChangesFocus(False)
            return box
        case FieldType.DATE:
            return DateLine(view.today, parent)
        case FieldType.PERSON:
            ranked = sorted(view.persons, key=lambda who: column.role not in who.roles)
            return NameLine([inspector.names.person(who.id) for who in ranked], parent)
        case FieldType.PROGRAMME:
            return NameLine([line.name.text() for line in view.programmes], parent)
    return Line(parent)


def _choice_box(parent: QWidget, column: Column) -> CellChoice:
    box = CellChoice(parent)
    box.addItem("—", None)
    if column.type is FieldType.YESNO:
        for key, words in ANSWERS:
            box.addItem(_(words), key)
    for choice in column.choices:
        box.addItem(choice.label.text(), choice.id)
    return box


def show_value(editor: QWidget, value: Json, words: str) -> None:
    """Show a cell in its editor; `words` is the value as text."""
    if isinstance(editor, QComboBox):
        _show_choice(editor, value)
    elif isinstance(editor, GrowingText):
        editor.show_text(words)
        editor.selectAll()
    elif isinstance(editor, Line):
        editor.setText(words)
        editor.selectAll()


def text_in(editor: QWidget) -> str:
    """Return the text that stands in an editor."""
    if isinstance(editor, GrowingText):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, Line) else ""


def takes_rows(editor: QWidget, words: str) -> bool:
    """Tell whether what is pasted here is rows for the table, not text for the cell.

    That is where nothing stands in the cell beside it: a row that was just begun, or a cell that
    is marked whole. Lines without columns are a text where the cell takes one of several lines.
    """
    block = read_block(words)
    is_wide = bool(block) and len(block[0]) > 1
    if isinstance(editor, GrowingText):
        chosen, is_rows = editor.textCursor().selectedText(), is_wide
    elif isinstance(editor, Line):
        chosen, is_rows = editor.selectedText(), is_wide or len(block) > 1
    else:
        return False
    return is_rows and len(chosen) == len(text_in(editor))


def _show_choice(box: QComboBox, value: Json) -> None:
    at = box.findData(None if is_empty(value) else value)
    if at < 0:
        box.addItem(str(value), value)
        at = box.count() - 1
    box.setCurrentIndex(at)
