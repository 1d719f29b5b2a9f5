"""The bar that finds and replaces: below the form's bar, over all sections, also in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.content import top_of
from mcdesk.ui.forms.elided import Elided
from mcdesk.ui.forms.fold import command_of
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.parts import button, column, row, text
from mcdesk.ui.forms.search import Match, Query, excerpt, matches, replaced
from mcdesk.ui.theme import GAP, TIGHT, WIDE, dress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from mcdesk.ui.forms.inspector import Inspector

SOON = 120
LONGEST = 120
FIELD_WIDTH = 260


class FindBar(QFrame):
    """Finds words in the whole form and puts others in their place; hidden until it is wanted.

    Signals:
        shown: a find (`Match`) to bring into sight.
        replaced: words that say what was replaced, once the step is stored.
        replacing: a step is about to be sent.
        closed: the bar was closed; the path that was shown last, or "".
    """

    shown = Signal(object)
    replacing = Signal()
    replaced = Signal(str)
    closed = Signal(str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspector, self._session = inspector, inspector.session
        self.found: tuple[Match, ...] = ()
        self.at = -1
        self._begin, self._said = "", ""
        self._replaced = 0
        self.setProperty("role", "bar")
        self.setAccessibleName(_("Find and replace"))
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.timeout.connect(self.search)
        layout = column(self, gap=TIGHT)
        layout.setContentsMargins(WIDE, TIGHT, WIDE, TIGHT)
        layout.addLayout(self._find_row())
        self._second = QWidget()
        self._second.setLayout(self._replace_row())
        layout.addWidget(self._second)
        self.where = Elided()
        self.where.setProperty("role", "muted")
        layout.addWidget(self.where)
        inspector.inspected.connect(self._on_inspected)
        self._session.committed.connect(self._on_stored)
        self._session.refused.connect(self._on_refused)
        self.hide()

    def panes(self) -> list[QWidget]:
        """Return what Tab comes to first: from the words that are looked for to those for them."""
        return [self.words, self.other, self._one, self._every, self]

    # --- building --------------------------------------------------------------------------

    def _find_row(self) -> QHBoxLayout:
        line = row(gap=GAP)
        self.words = self._input(_("Find in this form"))
        self.words.textChanged.connect(self._on_typed)
        self.count = text("")
        self.count.setMinimumWidth(96)
        self._back = button("‹", self.go_back)
        self._next = button("›", self.go_next)
        for each, name, keys in (
            (self._back, _("Previous find"), "Shift+F3"),
            (self._next, _("Next find"), "F3"),
        ):
            each.setToolTip(f"{name} ({keys})")
            each.setAccessibleName(name)
        self.case = self._choice(_("Match case"))
        self.whole = self._choice(_("Whole words"))
        self.case.setChecked(self._inspector.find_choices.case)
        self.whole.setChecked(self._inspector.find_choices.whole)
        self._more = self._choice(_("Replace"))
        self._more.setToolTip(_("Put other words in their place (Ctrl+H)"))
        self._more.toggled.connect(self._on_more)
        shut = button(_("Close"), self.close_bar, "link")
        shut.setToolTip(_("Close (Esc)"))
        for widget in (self.words, self.count, self._back, self._next, self.case, self.whole):
            line.addWidget(widget)
        line.addWidget(self._more)
        line.addStretch(1)
        line.addWidget(shut)
        return line

    def _replace_row(self) -> QHBoxLayout:
        line = row(gap=GAP)
        self.other = self._input(_("Replace with"))
        self._one = button(_("Replace this"), self.replace_one)
        self._every = button(_("Replace all"), self.replace_all)
        for widget in (self.other, self._one, self._every):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _input(self, name: str) -> Line:
        made = Line()
        made.setFixedWidth(FIELD_WIDTH)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        return made

    def _choice(self, words: str) -> QPushButton:
        made = button(words, self.search, "chip")
        made.setCheckable(True)
        return made

    # --- opening and closing ---------------------------------------------------------------

    def open_bar(self, words: str, path: str, *, replace: bool) -> None:
        """Show the bar; `words` are taken up, and the search begins at the field of `path`."""
        self._begin = top_of(path)
        self.show()
        self._more.setChecked(replace or self._more.isChecked())
        self._second.setVisible(self._more.isChecked())
        if words:
            self.words.setText(words)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.search()

    def close_bar(self) -> None:
        """Hide the bar and give the focus back to the place that was shown."""
        self._timer.stop()
        self.hide()
        self.closed.emit(self.found[self.at].path if 0 <= self.at < len(self.found) else "")

    # --- finding ---------------------------------------------------------------------------

    def search(self) -> None:
        """Look for the words now; the find shown stays, or the first one from here on is."""
        self._timer.stop()
        self._look()
        if self.found and self.at < 0:
            self.at = self._first()
        self._tell(go=True)

    def _first(self) -> int:
        """Return the number of the first find at or behind the field that was in use."""
        order = {field: n for n, field in enumerate(self._session.definition.fields)}
        begin = order.get(self._begin, 0)
        return next((n for n, m in enumerate(self.found) if order[top_of(m.path)] >= begin), 0)

    def _look(self) -> None:
        before = self.found[self.at] if 0 <= self.at < len(self.found) else None
        case, whole = self.case.isChecked(), self.whole.isChecked()
        self._inspector.find_choices.note(case=case, whole=whole)
        query = Query(self.words.text(), case, whole)
        session, inspector = self._session, self._inspector
        self.found = matches(
            session.definition, session.content, query, inspector.names, inspector.can_edit
        )
        places = [(match.path, match.start) for match in self.found]
        same = (before.path, before.start) if before is not None else None
        if same in places:
            self.at = places.index(same)
        elif before is not None and self.found:
            self.at = min(self.at, len(self.found) - 1)
        else:
            self.at = -1

    def go_next(self) -> None:
        """Show the next find; after the last comes the first."""
        self._step(1)

    def go_back(self) -> None:
        """Show the find before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._timer.isActive() or not self.found:
            self.search()
            return
        self.at = (self.at + by) % len(self.found)
        self._tell(go=True)

    def _on_typed(self) -> None:
        self.at, self.found, self._replaced = -1, (), 0
        self._timer.start()

    def _on_more(self) -> None:
        self._second.setVisible(self._more.isChecked())

    def _on_inspected(self) -> None:
        """Count anew after the form changed; nothing moves under the hand.

        Where there are more of the words than before, as after an undo, they are counted from the
        first, and what was replaced is said no more.
        """
        if self.isVisible() and not self._timer.isActive():
            before = len(self.found)
            self._look()
            if self._replaced and len(self.found) > before:
                self._replaced, self.at = 0, max(self.at, 0)
            self._tell(go=False)

    def _tell(self, *, go: bool) -> None:
        """Say how many there are and where the one shown stands."""
        shown = self.found[self.at] if 0 <= self.at < len(self.found) else None
        self._open(self._back, self._next, may=bool(self.found))
        self._open(self._every, may=any(not match.why for match in self.found))
        self._open(self._one, may=shown is not None and not shown.why)
        if shown is None:
            self._tell_none()
            return
        dress(self.count, state="")
        words = _("{n} of {all}").format(n=self.at + 1, all=len(self.found))
        self.count.setText(words)
        self.where.setText(_told(shown))
        self.where.show()
        if go:
            self.shown.emit(shown)

    def _tell_none(self) -> None:
        """Say that there are no such words: any more, where they were replaced just now."""
        nothing = bool(self.words.text()) and not self._replaced
        dress(self.count, state="bad" if nothing else "good" if self._replaced else "")
        none = _("Nothing found") if nothing else ""
        done = plural("{n} replaced", "{n} replaced", self._replaced)
        self.count.setText(done if self._replaced else none)
        self.where.setText(_("These words stand nowhere in this form.") if nothing else "")
        self.where.setVisible(nothing)

    def _open(self, *buttons: QPushButton, may: bool) -> None:
        """Open buttons or shut them; the keyboard goes from one that shuts to the words sought."""
        for each in buttons:
            if each.hasFocus() and not may:
                self.words.setFocus()
            each.setEnabled(may)

    # --- replacing -------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Put the other words in the place of the find shown, and go on to the next."""
        self._session.flush()
        self._look()
        if not 0 <= self.at < len(self.found) or self.found[self.at].why:
            self._tell(go=True)
            return
        match = self.found[self.at]
        behind = match.start + len(self.other.text())
        self._send([match])
        self._look()
        after = [(n, each) for n, each in enumerate(self.found) if each.path == match.path]
        later = next((n for n, each in after if each.start >= behind), None)
        if later is None and after:
            later = (after[-1][0] + 1) % len(self.found)
        if later is not None:
            self.at = later
        self._tell(go=True)

    def replace_all(self) -> None:
        """Put the other words in the place of every find that allows it, as one step."""
        self._session.flush()
        self._look()
        found = self.found
        done = sum(not match.why for match in found)
        if not done:
            return
        said = [plural("{n} place replaced.", "{n} places replaced.", done)]
        left = len(found) - done
        if left:
            said.append(
                plural(
                    "{n} was left as it is: frozen, or chosen from a list.",
                    "{n} were left as they are: frozen, or chosen from a list.",
                    left,
                )
            )
        self._said = " ".join(said)
        if not self._send(found):
            self._said = ""

    def _on_stored(self) -> None:
        """Count what is left, and say what was replaced once that is stored."""
        if self._said and self._session.save_state != "saving":
            said, self._said = self._said, ""
            self.search()
            self.replaced.emit(said)
        else:
            self._on_inspected()

    def _on_refused(self) -> None:
        """Say nothing of what was not replaced, and count again."""
        self._said, self._replaced = "", 0
        self._on_inspected()

    def _send(self, found: Sequence[Match]) -> bool:
        """Send what replaces these finds as one step; what is in conflict is left alone."""
        session = self._session
        held = session.conflicts
        made = replaced(found, self.other.text(), exact=self.case.isChecked())
        edits = [edit for edit in made if edit.path not in held]
        if not edits:
            return False
        self.replacing.emit()
        self._replaced += sum(not match.why and match.path not in held for match in found)
        form, content = session.form_id, session.content
        session.send([command_of(form, edit, content) for edit in edits], edits)
        return True

    # --- keys ------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter shows the next find, with Shift the one before.

        On a button Enter presses that, as everywhere.
        """
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._on_button():
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self.other.hasFocus() and not back and self._one.isEnabled():
                self.replace_one()
            else:
                self._step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _on_button(self) -> bool:
        return isinstance(self.window().focusWidget(), QPushButton)


def _told(match: Match) -> str:
    """Return where a find stands, with a little of the text around it."""
    before, words, after = excerpt(match)
    said = f"{match.place}: {before}[{words}]{after}"
    why = {
        "closed": _("can only be read here, and is not replaced"),
        "chosen": _("is not written text, and is not replaced"),
    }.get(match.why)
    return f"{said} ({why})" if why else said


def selected_words() -> str:
    """Return what is selected in the input that has the focus, where it is a few words."""
    widget = QApplication.focusWidget()
    words = ""
    if isinstance(widget, Line):
        words = widget.selectedText()
    elif isinstance(widget, GrowingText):
        words = widget.textCursor().selectedText()
    return words if 0 < len(words) <= LONGEST and "\u2029" not in words else ""
