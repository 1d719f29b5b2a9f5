"""The editors of single values: each binds one input to one path of the session.

An editor writes at every keystroke and leaves when the focus goes; what the session holds is
shown again unless it is what stands in the input already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.canonical import same
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.wording_numbers import bounds_label
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.parts import row, text
from mcdesk.ui.forms.values import parse, show
from mcdesk.ui.theme import dress

if TYPE_CHECKING:
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.inspector import Inspector

SHORT = 28


@dataclass(frozen=True, slots=True)
class Place:
    """Where one types: the path, what stands there as text, and the caret in it (-1: the end).

    What is marked reaches from `mark` to the caret, in UTF-16 code units as Qt counts; in a line
    there is no second one.
    """

    path: str
    words: str
    at: int = -1
    mark: int = -1
    is_line: bool = False


def place_in_line(path: str, line: QLineEdit) -> Place:
    """Return where one types in a line."""
    at = line.cursorPosition()
    ends = {line.selectionStart(), line.selectionEnd()} if line.hasSelectedText() else {at}
    mark = min(ends) if at == max(ends) else max(ends)
    return Place(path, line.text(), at, mark, is_line=True)


class Editor(QWidget):
    """What all editors have: a path, its field, the session, and being open or closed.

    Signals:
        focused: the focus came to the path.
    """

    focused = Signal(str)

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path, self.entry = path, entry
        self.inspector, self.session = inspector, inspector.session

    @property
    def value(self) -> Json:
        return self.inspector.value(self.path)

    def refresh(self) -> None:
        """Show what the session holds."""

    def set_writable(self, *, writable: bool) -> None:
        """Let the field be written, or only read."""

    def input(self) -> QWidget | None:
        """Return the widget that takes the focus."""
        return self.focusProxy()

    def typed_at(self) -> Place | None:
        """Return where one types, if text is typed here."""
        return None

    def spread(self) -> bool:
        """Tell whether the editor wants the whole width."""
        return True

    def _begin(self) -> None:
        self.session.enter(self.path)
        self.focused.emit(self.path)

    def _on_overflowed(self, rest: str) -> None:
        self.session.keep_rest(self.path, rest)

    def _adopt(self, widget: QWidget, label: str) -> None:
        """Make `widget` the input that takes the focus and carries the field's name."""
        widget.setAccessibleName(label)
        if self.entry.help:
            widget.setAccessibleDescription(self.entry.help.text())
        self.setFocusProxy(widget)


QWIDGETSIZE_MAX = 16_777_215  # "no limit"; PySide6 does not export it


class LineEditor(Editor):
    """One line of text, a number with its unit, a date, a name: text that is parsed."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self._names = inspector.names
        self.line = self._make_line()
        layout = row(self)
        layout.addWidget(self.line, 9)
        if entry.unit:
            layout.addWidget(text(entry.unit.text(), "muted"))
        bounds = bounds_label(entry)
        if bounds is not None:
            layout.addWidget(text(f"({bounds.text()})", "small"))
        if entry.unit or self.line.maximumWidth() < QWIDGETSIZE_MAX:
            layout.addStretch(1)
        self._adopt(self.line, entry.label.text())
        if entry.placeholder:
            self.line.setPlaceholderText(entry.placeholder.text())
        self.line.began.connect(self._begin)
        self.line.changed.connect(self._on_changed)
        self.line.ended.connect(self._on_ended)
        self.line.overflowed.connect(self._on_overflowed)

    def mark(self, *, wrong: bool) -> None:
        """Frame what does not fit the field."""
        if bool(self.line.property("state")) != wrong:
            dress(self.line, state="bad" if wrong else "")

    def _make_line(self) -> Line:
        match self.entry.type:
            case FieldType.DATE:
                return self._date_line()
            case FieldType.PERSON:
                return self._name_line(self._person_names(), 340)
            case FieldType.PROGRAMME:
                lines = self.session.view.programmes
                return self._name_line([line.name.text() for line in lines], 340)
            case FieldType.NUMBER:
                line = Line()
                line.setFixedWidth(150 if (self.entry.maximum or 1e9) > 99999 else 96)
                return line
        line = Line()
        if 0 < self.entry.max <= SHORT:
            line.setFixedWidth(240)
        elif 0 < self.entry.max <= 2 * SHORT:
            line.setMaximumWidth(480)
        return line

    def _date_line(self) -> Line:
        line = DateLine(self.session.view.today)
        line.setFixedWidth(150)
        line.setPlaceholderText(_("day month year"))
        line.picked.connect(self._on_picked)
        return line

    def _name_line(self, names: list[str], width: int) -> Line:
        may_add = self.inspector.may_add(self.path)
        line = NameLine(names, may_add=may_add)
        line.stranger_wanted.connect(self._on_stranger)
        line.setMinimumWidth(min(width, 280))
        line.setMaximumWidth(width)
        line.setPlaceholderText(_("Type a part of the name"))
        line.picked.connect(self._on_picked)
        return line

    def _person_names(self) -> list[str]:
        """Return every name, those who hold the field's role first."""
        role = self.entry.role
        persons = sorted(self.session.view.persons, key=lambda line: role not in line.roles)
        return [self.inspector.names.person(line.id) for line in persons]

    @override
    def typed_at(self) -> Place | None:
        return place_in_line(self.path, self.line)

    @override
    def spread(self) -> bool:
        return self.entry.type is FieldType.LINE and not 0 < self.entry.max <= SHORT

    def _typed(self) -> Json:
        if self.entry.type is FieldType.LINE:
            return self.line.text()
        names = self.inspector.names
        return parse(self.entry, self.line.text(), names, self.session.view.today)

    def _on_changed(self) -> None:
        self.session.write(self.path, self._typed())

    def _on_stranger(self, name: str) -> None:
        self.inspector.person_wanted.emit(self.path, name)

    def _follow_names(self) -> None:
        """Offer who is in the directory by now, and name who stands here as it does."""
        if isinstance(self.line, NameLine) and self._names is not self.inspector.names:
            self._names = self.inspector.names
            self.line.use_names(self._person_names())
            if not self.session.is_open(self.path):
                self.line.show_text(show(self.entry, self.value, self._names))

    def _on_picked(self) -> None:
        self.session.leave(self.path)
        self.session.enter(self.path)

    def _on_ended(self) -> None:
        self.session.leave(self.path)
        self.line.show_text(show(self.entry, self.value, self.inspector.names))
        self.refresh()

    @override
    def refresh(self) -> None:
        if self.entry.type is FieldType.PERSON:
            self._follow_names()
        if not (self.line.hasFocus() and same(self._typed(), self.value)):
            self.line.show_text(show(self.entry, self.value, self.inspector.names))
        if isinstance(self.line, DateLine) and not self.line.hasFocus():
            self.line.mark()

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.line.setReadOnly(not writable)


class TextEditor(Editor):
    """Long text, as high as what stands in it."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None,
        *, lines: int = 3,
    ) -> None:  # fmt: skip
        super().__init__(inspector, path, entry, parent)
        self.box = GrowingText(lines=lines)
        layout = row(self)
        layout.addWidget(self.box)
        self._adopt(self.box, entry.label.text())
        if entry.placeholder:
            self.box.setPlaceholderText(entry.placeholder.text())
        self.box.began.connect(self._begin)
        self.box.changed.connect(self._on_changed)
        self.box.ended.connect(self._on_ended)

    @override
    def typed_at(self) -> Place | None:
        cursor = self.box.textCursor()
        return Place(self.path, self.box.toPlainText(), cursor.position(), cursor.anchor())

    def _on_changed(self) -> None:
        self.session.write(self.path, self.box.toPlainText())

    def _on_ended(self) -> None:
        self.session.leave(self.path)

    @override
    def refresh(self) -> None:
        value = self.value
        self.box.show_text("" if value is None else str(value))

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.box.setReadOnly(not writable)
