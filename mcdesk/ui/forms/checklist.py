"""The editor of a checklist: its items under headings, each answered or scored, with a note."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget
from typing_extensions import override

from mcdesk.errors import that_block
from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import Field, FieldType, Item
from mcdesk.procedure.shown_as import number_of
from mcdesk.ui.forms.abreast import HeadLayout
from mcdesk.ui.forms.editors import Editor, TextEditor
from mcdesk.ui.forms.editors_choice import answer_pills, score_pills
from mcdesk.ui.forms.labels import line_text
from mcdesk.ui.forms.parts import column, other_language, row, text
from mcdesk.ui.forms.sight import scroll_to
from mcdesk.ui.forms.values import ANSWERS
from mcdesk.ui.saying import sentence
from mcdesk.ui.theme import GAP, TIGHT, WIDE, dress

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mcdesk.ui.forms.inspector import Inspector

_TOP = Qt.AlignmentFlag.AlignTop
NARROW_ANSWERS, LEAST_WORDS = 190, 280
"""The least room of the answers, and of what stands before them where they have one row."""


class ChecklistEditor(Editor):
    """All items of a checklist field."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.rows: list[ItemRow] = []
        self._tally = text("", "small", wrap=True)
        layout = column(self, gap=GAP)
        layout.addWidget(self._tally)
        titles = {group.id: group.label for group in entry.groups}
        for key, items in groupby(entry.items, key=lambda item: item.group):
            if key in titles:
                head = HeadLayout(gap=GAP)
                head.addWidget(line_text(titles[key].text(), "heading"))
                head.addWidget(line_text(titles[key].text(other_language()), "small"))
                layout.addSpacing(GAP)
                layout.addLayout(head)
            layout.addWidget(self._panel(list(items)))
        inspector.inspected.connect(self._show_findings)

    def _panel(self, items: list[Item]) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        body = column(panel, gap=0)
        for number, item in enumerate(items):
            if number:
                rule = QFrame()
                rule.setProperty("role", "rule")
                body.addWidget(rule)
            line = ItemRow(self.inspector, self.path, self.entry, item)
            line.focused.connect(self.focused)
            line.step_requested.connect(self._on_step)
            self.rows.append(line)
            body.addWidget(line)
        return panel

    @override
    def refresh(self) -> None:
        answers: dict[str, int] = {}
        for line in self.rows:
            line.refresh()
            said = str(self.session.content.value(line.path) or "")
            answers[said] = answers.get(said, 0) + 1
        done = len(self.rows) - answers.get("", 0)
        has_star = any(item.must for item in self.entry.items)
        if self.entry.choices:
            words, star = _("{done} of {all} answered"), _("★ critical")
        else:
            words = _("{done} of {all} answered · {yes} yes · {no} no · {na} n/a")
            star = _("★ must be yes")
        counts = {key: answers.get(key, 0) for key, _words in ANSWERS}
        said = words.format(done=done, all=len(self.rows), **counts)
        self._tally.setText(f"{said} · {star}" if has_star else said)

    @override
    def set_writable(self, *, writable: bool) -> None:
        for line in self.rows:
            line.set_writable(writable=writable)

    @override
    def input(self) -> QWidget | None:
        empty = (line for line in self.rows if not self.session.content.value(line.path))
        return next(empty, self.rows[0]).pills if self.rows else None

    def row_of(self, path: str) -> ItemRow | None:
        """Return the row that a path belongs to."""
        own = path.removesuffix(".note")
        return next((line for line in self.rows if line.path == own), None)

    def _on_step(self, step: int) -> None:
        """Go to the answers of the item above or below."""
        at = self.rows.index(cast("ItemRow", self.sender())) + step
        if 0 <= at < len(self.rows):
            self.rows[at].pills.setFocus(Qt.FocusReason.OtherFocusReason)
            scroll_to(self.rows[at])

    def _show_findings(self) -> None:
        for line in self.rows:
            line.show_findings()


class ItemRow(QWidget):
    """One item: what is asked in both languages, the answer, the note.

    Signals:
        focused: the focus came to the item.
        step_requested: the item above (-1) or below (1) is wanted.
    """

    focused = Signal(str)
    step_requested = Signal(int)

    def __init__(self, inspector: Inspector, path: str, entry: Field, item: Item) -> None:
        super().__init__()
        self.path = f"{path}.{item.id}"
        self.item = item
        self._inspector, self._session = inspector, inspector.session
        self._entry = Field(item.id, item.label, FieldType.YESNO, living=entry.living)
        self._is_scored = bool(entry.choices)
        self._noted = tuple(entry.params.get("notes", ("no", "na")))
        self._note: TextEditor | None = None
        self._given: list[str] | None = None
        self._said: tuple[tuple[str, ...], str] | None = None
        self._writable, self._set = True, ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(WIDE, GAP, WIDE, GAP)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._place_texts(number_of(entry, item), item)
        self.pills = score_pills(entry.choices) if entry.choices else answer_pills(rows=True)
        self.pills.setAccessibleName(self._spoken())
        self.pills.chosen.connect(self._on_chosen)
        self.pills.began.connect(self._on_began)
        self.pills.ended.connect(self._on_ended)
        self.pills.lettered.connect(self._on_lettered)
        self.pills.step_requested.connect(self.step_requested)
        self._grid.addWidget(self.pills, 0, 2, _TOP)
        self._message = text("", "small", wrap=True)
        self._message.hide()
        self._grid.addWidget(self._message, 2, 1, 1, 2)

    def _share(self) -> None:
        """Give the answers one row, or what is asked its room where both would be too much."""
        whole = max(self.pills.row_width(), NARROW_ANSWERS)
        is_wide = self.width() >= whole + LEAST_WORDS
        room = whole if is_wide else max(self.pills.row_width(without=1), NARROW_ANSWERS)
        if room != self._grid.columnMinimumWidth(2):
            self._grid.setColumnMinimumWidth(2, room)

    def _place_texts(self, name: str, item: Item) -> None:
        number = text(name, "small")
        number.setFixedWidth(28 if self._is_scored else 22)
        star = text("★" if item.must else "", "heading", state="accent")
        star.setFixedWidth(16)
        hint = _("Critical for the result.") if self._is_scored else _("Must be “yes” to pass.")
        star.setToolTip(hint if item.must else "")
        marks = row(gap=0)
        marks.addWidget(number, 0, _TOP)
        marks.addWidget(star, 0, _TOP)
        self._grid.addLayout(marks, 0, 0, _TOP)
        words = column(gap=0)
        words.addWidget(text(item.label.text(), wrap=True))
        words.addWidget(text(item.label.text(other_language()), "small", wrap=True))
        self._grid.addLayout(words, 0, 1)

    def _spoken(self) -> str:
        must = _("critical") if self._is_scored else _("must be yes")
        must = must if self.item.must else ""
        return ", ".join(part for part in (self.item.label.text(), must) if part)

    def refresh(self) -> None:
        """Show the answer, and the note where one is needed or stands there."""
        answer = self._session.content.value(self.path)
        given = [] if is_empty(answer) else [str(answer)]
        if given != self.pills.values() or given != self._given:
            self._given = given
            self.pills.show_values(given)
        noted = not is_empty(self._session.content.value(f"{self.path}.note"))
        if (answer in self._noted or noted) and self._note is None:
            self._make_note()
        if self._note is not None:
            self._note.refresh()
            shown = answer in self._noted or noted or self._note.box.hasFocus()
            if shown == self._note.isHidden():
                self._note.setVisible(shown)
        self.show_findings()

    def show_findings(self) -> None:
        """Show what rules say about this item."""
        own = (self.path, f"{self.path}.note")
        found = [f for f in self._inspector.of_field(self.path.split(".")[0]) if f.path in own]
        state = "" if not found else "warn"
        if that_block(found):
            state = "bad"
        words = [f"! {sentence(finding)}" for finding in found]
        said = (*([self._set] if self._set else []), *words), state
        if said == self._said:
            return
        was = self._said[1] if self._said is not None else ""
        self._said = said
        self._message.setText("\n".join(said[0]))
        self._message.setVisible(bool(said[0]))
        if state != was:
            dress(self._message, state=state)

    def set_writable(self, *, writable: bool) -> None:
        """Let the item be answered, or only read."""
        self._writable = writable
        self.pills.set_writable(writable=writable)
        if self._note is not None:
            self._note.set_writable(writable=writable)

    def _make_note(self) -> None:
        self._note = TextEditor(self._inspector, f"{self.path}.note", self._entry, lines=1)
        self._note.box.setPlaceholderText(_("Note: why, and what then?"))
        self._note.box.setAccessibleName(_("Note: {label}").format(label=self.item.label.text()))
        self._note.set_writable(writable=self._writable)
        self._note.focused.connect(self.focused)
        self._grid.addWidget(self._note, 1, 1, 1, 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _on_chosen(self) -> None:
        self._set = ""
        self._session.set(self.path, next(iter(self.pills.values()), None))

    def _on_lettered(self, answer: str) -> None:
        """Say what a letter has set: it may have been meant for another place."""
        self._set = _("Set by a key: {answer} (Del takes it back)").format(answer=answer)
        self.show_findings()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._set))

    def _on_ended(self) -> None:
        self._set = ""
        self.show_findings()

    def _on_began(self) -> None:
        self.focused.emit(self.path)
