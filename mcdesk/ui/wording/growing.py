"""Adding fields, sections, answers and columns to a form: what is offered and asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure import wording
from mcdesk.procedure.definition import MADE, FieldType
from mcdesk.procedure.guide import GUIDE
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_add import (
    COLUMN_TYPES,
    FIELD_TYPES,
    is_own,
    with_answer,
    with_column,
    with_field,
    with_section,
)
from mcdesk.ui import theme
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import text
from mcdesk.ui.wording.adding import free_roles, with_last_signer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.wording import Data

TYPES = {
    FieldType.LINE: N_("Short text, one line"),
    FieldType.TEXT: N_("Long text"),
    FieldType.NUMBER: N_("Number, with or without decimals"),
    FieldType.DATE: N_("Date"),
    FieldType.YESNO: N_("Yes or no, with a note"),
    FieldType.TICK: N_("Tick"),
    FieldType.CHOICE: N_("One of several answers"),
    FieldType.CHOICES: N_("Several answers"),
    FieldType.CHECKLIST: N_("Checklist"),
    FieldType.PERSON: N_("Person of the directory"),
    FieldType.TABLE: N_("Table"),
}
OTHER_TYPES = {
    FieldType.TAGS: N_("Words or codes"),
    FieldType.PROGRAMME: N_("Study programme"),
    FieldType.FILE: N_("File"),
    FieldType.COMPUTED: N_("Worked out by the program"),
    FieldType.GROUP: N_("Several fields together"),
    FieldType.DECISION: N_("Decision of a signer"),
}
"""The words of types that only the program's own fields have."""
CLOSED = (GUIDE, wording.PROCEDURE)
"""The guide has an editor of its own; the stages of the procedure are the program's."""


def is_made(entry: Data) -> bool:
    """Tell whether the program fills a field, so that nothing can be demanded of people."""
    return str(entry.get("type")) in {type_.value for type_ in MADE} or bool(entry.get("compute"))


def type_words(type_: object) -> str:
    """Return what is filled into a field, in words."""
    words = {**TYPES, **OTHER_TYPES}.get(FieldType(str(type_))) if type_ else ""
    return _(words) if words else ""


def offers(kind: str, entry: Data, place: str, form: str) -> Iterator[tuple[str, str]]:
    """Yield what may be added at an entry of a form: its kind, and the words of the button."""
    if form in CLOSED or kind == wording.PROCEDURE:
        return
    own = is_own(place)
    if own and (entry.get("type") in ("choice", "choices") or kind == "choice"):
        yield "choice", _("Add an answer")
    if own and (entry.get("type") == "table" or kind == "column"):
        yield "column", _("Add a column…")
    if kind in ("section", "field"):
        yield "field", _("Add a field…")
    if kind in ("form", "section"):
        yield "section", _("Add a section…")


def is_signed(kind: str, form: str) -> bool:
    """Tell whether a signer may be added at an entry: nobody signs the guide (domain.md, F1)."""
    return kind in ("form", "signer") and form not in CLOSED


def may_go(data: Data, place: str) -> bool:
    """Tell whether an entry may be taken away again: the last answer or column of a field stays."""
    kind = wording.kind_of(place)
    if kind not in ("choice", "column", "item"):
        return True
    return len(wording.list_of(wording.entry_at(data, wording.parent_of(place)), kind)) > 1


def show_count(count: QLabel, length: int, most: int) -> None:
    """Say how many letters of those that have room are written."""
    count.setText(f"{length} / {most}")
    theme.dress(count, state="bad" if length > most else "")


class GrowDialog(FormDialog):
    """Asks for the label of a new field or section in both languages, and a field's type."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        title = _("Add a field") if kind == "field" else _("Add a section")
        super().__init__(title, _("Add"), parent)
        self.types = ChoiceBox()
        for type_ in FIELD_TYPES:
            self.types.addItem(_(TYPES[type_]), type_)
        self._most = wording.LONGEST[kind, "label" if kind == "field" else "title"]
        self.en, self.id = QLineEdit(), QLineEdit()
        self.counts = (text("", "small"), text("", "small"))
        names = (_("Label (English)"), _("Label (Indonesian)"))
        for edit, words, count in zip((self.en, self.id), names, self.counts, strict=True):
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.textChanged.connect(self.check)
            self.body.addWidget(labelled(words, edit))
            self.body.addWidget(count)
        if kind == "field":
            hint = _("It stays as it is once the field is published.")
            self.body.addWidget(labelled(_("What is filled in"), self.types, hint=hint))
        words = _("Level, help, answers and columns are set afterwards, at the right. Nobody is "
                  "asked for it before you publish.")  # fmt: skip
        self.body.addWidget(text(words, "muted", wrap=True))
        self.body.addStretch(1)
        self.check()
        self.en.setFocus()

    @override
    def check(self) -> None:
        for edit, count in zip((self.en, self.id), self.counts, strict=True):
            show_count(count, len(edit.text().strip()), self._most)
        super().check()

    @override
    def reasons(self) -> list[str]:
        if not (self.label.en and self.label.id):
            return [_("Write the label in English and Indonesian.")]
        if max(len(self.label.en), len(self.label.id)) > self._most:
            return [_("The label is longer than {n} letters.").format(n=self._most)]
        return []

    @property
    def label(self) -> Label:
        """What was written."""
        return Label(self.en.text().strip(), self.id.text().strip())

    @property
    def type(self) -> FieldType:
        return FieldType(self.types.currentData())


class Growing(QObject):
    """Asks what is added to a wording.

    Signals:
        made: the wording with the addition, and the place of what was added.
    """

    made = Signal(object, str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def ask(self, what: str, data: Data, place: str) -> None:
        """Add something at a place of a wording, after what has to be asked."""
        kind = wording.kind_of(place)
        if what == "choice":
            field = wording.parent_of(place) if kind == "choice" else place
            self.made.emit(*with_answer(data, field))
        elif what == "column":
            field = wording.parent_of(place) if kind == "column" else place
            self._ask_column(data, field)
        else:
            dialog = GrowDialog(what, self._page)
            dialog.accepted.connect(partial(self._grow, dialog, what, data, place))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _grow(self, dialog: GrowDialog, what: str, data: Data, place: str) -> None:
        if what == "field":
            self.made.emit(*with_field(data, place, dialog.type, dialog.label))
        else:
            self.made.emit(*with_section(data, place, dialog.label))

    def _ask_column(self, data: Data, field: str) -> None:
        self._menu({_(TYPES[type_]): partial(with_column, data, field, type_)
                    for type_ in COLUMN_TYPES})  # fmt: skip

    def ask_signer(self, data: Data, roles: Mapping[str, Label]) -> None:
        """Offer the roles that do not sign a form yet; the new one signs after everybody else."""
        self._menu({label.text(): partial(with_last_signer, data, role)
                    for role, label in free_roles(data, roles)})  # fmt: skip

    def _menu(self, ways: Mapping[str, partial[tuple[dict[str, object], str]]]) -> None:
        menu = QMenu(self._page)
        for words, make in ways.items():
            menu.addAction(words).triggered.connect(partial(self._make, make))
        menu.exec(self._page.mapToGlobal(self._middle()))
        menu.deleteLater()

    def _make(self, make: partial[tuple[dict[str, object], str]]) -> None:
        self.made.emit(*make())

    def _middle(self) -> QPoint:
        """Return where a menu opens: over the editor at the right."""
        rect = self._page.rect()
        return QPoint(rect.width() * 3 // 4, rect.height() // 3)
