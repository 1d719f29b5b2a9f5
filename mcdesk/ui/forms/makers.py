"""Which editor a field gets, by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from mcdesk.procedure.definition import Field, FieldType
from mcdesk.ui.forms.checklist import ChecklistEditor
from mcdesk.ui.forms.editors import Editor, LineEditor, TextEditor
from mcdesk.ui.forms.editors_choice import (
    ChoiceEditor,
    ChoicesEditor,
    TagsEditor,
    TickEditor,
    YesNoEditor,
)
from mcdesk.ui.forms.editors_other import ComputedEditor, FileEditor
from mcdesk.ui.forms.inspector import Inspector
from mcdesk.ui.forms.signatures import DecisionEditor
from mcdesk.ui.forms.table_field import TableEditor

Maker = Callable[[Inspector, str, Field, QWidget], Editor]

MAKERS: Mapping[FieldType, Maker] = {
    FieldType.LINE: LineEditor,
    FieldType.TEXT: TextEditor,
    FieldType.NUMBER: LineEditor,
    FieldType.DATE: LineEditor,
    FieldType.PERSON: LineEditor,
    FieldType.PROGRAMME: LineEditor,
    FieldType.CHOICE: ChoiceEditor,
    FieldType.CHOICES: ChoicesEditor,
    FieldType.TAGS: TagsEditor,
    FieldType.TICK: TickEditor,
    FieldType.YESNO: YesNoEditor,
    FieldType.CHECKLIST: ChecklistEditor,
    FieldType.TABLE: TableEditor,
    FieldType.FILE: FileEditor,
    FieldType.COMPUTED: ComputedEditor,
    FieldType.DECISION: DecisionEditor,
}


def make_editor(inspector: Inspector, path: str, entry: Field, parent: QWidget) -> Editor | None:
    """Return the editor of a field; a group has none, its parts have theirs."""
    if entry.type is FieldType.GROUP:
        return None
    return MAKERS[entry.type](inspector, path, entry, parent)
