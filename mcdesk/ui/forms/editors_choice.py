"""The editors of answers: one of several, several of them, words, a tick, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.typed import joiner, offers_people
from mcdesk.i18n import _, language
from mcdesk.procedure.canonical import is_empty
from mcdesk.ui.forms.editors import Editor, Place, TextEditor
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import column, row
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.tags import TagBox
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.values import ANSWER_LETTERS, ANSWERS, is_ticked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.definition import Choice, Field
    from mcdesk.ui.forms.inspector import Inspector

FEW = 5


class ChoiceEditor(Editor):
    """One of a few answers as pills, one of many from a list."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        layout = row(self)
        self.pills: Pills | None = None
        self.box: ChoiceBox | None = None
        answers = [(choice.id, choice.label.text()) for choice in entry.choices]
        if len(answers) <= FEW:
            self.pills = Pills(answers)
            self.pills.chosen.connect(self._on_pressed)
            self.pills.began.connect(self._begin)
            layout.addWidget(self.pills, 1)
            self._adopt(self.pills, entry.label.text())
        else:
            self.box = self._make_box(answers)
            layout.addWidget(self.box)
            layout.addStretch(1)
            self._adopt(self.box, entry.label.text())

    def _make_box(self, answers: list[tuple[str, str]]) -> ChoiceBox:
        box = ChoiceBox()
        box.addItem("—", "")
        for key, words in answers:
            box.addItem(words, key)
        box.setMinimumWidth(240)
        box.setMaximumWidth(460)
        box.activated.connect(self._on_activated)
        box.began.connect(self._begin)
        return box

    def _on_pressed(self) -> None:
        assert self.pills is not None
        self.session.set(self.path, next(iter(self.pills.values()), None))

    def _on_activated(self, _at: int) -> None:
        assert self.box is not None
        self.session.set(self.path, self.box.currentData() or None)

    @override
    def refresh(self) -> None:
        value = self.value
        if self.pills is not None:
            self.pills.show_values([] if is_empty(value) else [str(value)])
        elif self.box is not None:
            at = self.box.findData("" if is_empty(value) else value)
            if at < 0:
                self.box.addItem(str(value), value)
                at = self.box.count() - 1
            self.box.setCurrentIndex(at)

    @override
    def set_writable(self, *, writable: bool) -> None:
        if self.pills is not None:
            self.pills.set_writable(writable=writable)
        elif self.box is not None:
            self.box.setEnabled(writable)

    @override
    def spread(self) -> bool:
        return self.pills is not None and len(self.entry.choices) > 2


class ChoicesEditor(Editor):
    """Several of a few answers."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        answers = [(choice.id, choice.label.text()) for choice in entry.choices]
        self.pills = Pills(answers, several=True)
        self.pills.chosen.connect(self._on_pressed)
        self.pills.began.connect(self._begin)
        row(self).addWidget(self.pills, 1)
        self._adopt(self.pills, entry.label.text())

    def _on_pressed(self) -> None:
        strange = [v for v in self._stored() if v not in {c.id for c in self.entry.choices}]
        self.session.set(self.path, [*self.pills.values(), *strange] or None)

    def _stored(self) -> list[str]:
        value = self.value
        return [str(each) for each in value] if isinstance(value, list) else []

    @override
    def refresh(self) -> None:
        self.pills.show_values(self._stored())

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.pills.set_writable(writable=writable)


class TagsEditor(Editor):
    """Words as chips."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.box = TagBox()
        self.box.line.setPlaceholderText(_("Type and press Enter"))
        if offers_people(entry):
            self.box.take_people(self._people, self._is_name)
        row(self).addWidget(self.box)
        self._adopt(self.box.line, entry.label.text())
        self.box.began.connect(self._begin)
        self.box.changed.connect(self._on_changed)
        self.box.ended.connect(self._on_ended)

    def _people(self) -> list[str]:
        """Return the names of the directory, as they stand now."""
        return sorted(self.inspector.names.persons.values(), key=str.casefold)

    def _is_name(self, text: str) -> bool:
        return self.inspector.names.is_name(text)

    def _on_changed(self) -> None:
        self.session.write(self.path, self.box.words())

    def _on_ended(self) -> None:
        self.session.leave(self.path)

    @override
    def typed_at(self) -> Place | None:
        return Place(self.path, joiner(self.entry).join(self.box.words()))

    @override
    def refresh(self) -> None:
        value = self.value
        words = [str(each) for each in value] if isinstance(value, list) else []
        self.box.show_words(words or ([str(value)] if isinstance(value, str) and value else []))

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.box.set_writable(writable=writable)


class TickEditor(Editor):
    """A box to tick, with its label beside it."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.box = TickBox(entry.label.text())
        layout = row(self)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self._adopt(self.box, entry.label.text())
        self.box.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.focused.emit(self.path)
        self.session.set(self.path, True if self.box.isChecked() else None)

    @override
    def refresh(self) -> None:
        self.box.setChecked(is_ticked(self.value))

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.box.setEnabled(writable)


def answer_pills(*, rows: bool = False) -> Pills:
    """Return yes, no and n/a to press, each with its key in the language in use."""
    answers = [(key, _(words)) for key, words in ANSWERS]
    pills = Pills(answers, rows=rows, letters=ANSWER_LETTERS[language()])
    pills.setToolTip(_("Keys: Y yes, N no, T n/a, Del takes the answer back"))
    return pills


def score_pills(choices: tuple[Choice, ...]) -> Pills:
    """Return the scores of an item to press, each with its number as its key."""
    pills = Pills(
        [(choice.id, choice.label.text()) for choice in choices],
        rows=True,
        alone=True,
        letters={choice.id[:1]: choice.id for choice in choices},
    )
    pills.setToolTip(_("Keys: the number of the score, Del takes it back"))
    return pills


class YesNoEditor(Editor):
    """Yes, no or not applicable, with a note that "no" and "n/a" ask for."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        layout = column(self)
        self.pills = answer_pills()
        self.pills.chosen.connect(self._on_pressed)
        self.pills.began.connect(self._begin)
        layout.addWidget(self.pills)
        self.note = TextEditor(inspector, f"{path}.note", entry, lines=1)
        self.note.box.setPlaceholderText(_("Note"))
        self.note.box.setAccessibleName(_("Note: {label}").format(label=entry.label.text()))
        self.note.focused.connect(self.focused)
        layout.addWidget(self.note)
        self._adopt(self.pills, entry.label.text())

    def _on_pressed(self) -> None:
        self.session.set(self.path, next(iter(self.pills.values()), None))

    @override
    def refresh(self) -> None:
        value = self.value
        self.pills.show_values([] if is_empty(value) else [str(value)])
        self.note.refresh()
        said = self.session.content.value(self.note.path)
        self.note.setVisible(value in ("no", "na") or not is_empty(said))

    @override
    def set_writable(self, *, writable: bool) -> None:
        self.pills.set_writable(writable=writable)
        self.note.set_writable(writable=writable)
