"""Words typed in a field that somebody else closed meanwhile, as by a freeze: told at the field.

They are no part of the frozen text: they are kept aside, and stand apart from it until they are
put away, or put back once the form is open again (design.md, section 1: nothing typed is lost).
Until then they are a text that one may go on with, as who was typing does without looking up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from mcdesk.i18n import _, apart
from mcdesk.procedure.canonical import same
from mcdesk.procedure.form_state import FROZEN
from mcdesk.ui.forms.aside import copy_text, place_name, plain_words
from mcdesk.ui.forms.fold import stored
from mcdesk.ui.forms.inputs import GrowingText, units
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtGui import QKeyEvent

    from mcdesk.application.drafts import Kept
    from mcdesk.application.views import FormView
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import Field, Item
    from mcdesk.ui.forms.editors import Place
    from mcdesk.ui.forms.fold import Edit
    from mcdesk.ui.forms.keeping import Keeper
    from mcdesk.ui.forms.session import FormSession

MOST_LINES = 8
HELD = "\u00a0"
"""A blank that holds words together: a text of several lines gives it back as a plain one."""


@dataclass(frozen=True, slots=True)
class Barred:
    """What was typed at a place that was closed meanwhile, and why it is closed."""

    kept: Kept
    why: str


def bar(
    keeper: Keeper, view: FormView, was: Mapping[str, Barred], edits: list[Edit], me: str
) -> dict[str, Barred]:  # fmt: skip
    """Keep edits aside whose places were closed; return those to be told, by their paths.

    One that is refused late, after a text that was typed over it, is kept behind that one.
    """
    why, barred = why_closed(view, me), {}
    for edit in edits:
        keeper.forget(edit.path)
        kept = keeper.keep_aside(edit.path, edit.base, edit.value)
        keeper.settle([edit.path])
        later = was.get(edit.path)
        if later is None or not same(later.kept.base, stored(edit.value)):
            barred[edit.path] = Barred(kept, why)
    return barred


def barred_on(
    keeper: Keeper, view: FormView, was: Barred | None, edit: Edit, me: str
) -> Barred:  # fmt: skip
    """Keep what is typed at a place that is closed already; it goes on with what is kept of it."""
    if was is None:
        return Barred(keeper.keep_aside(edit.path, edit.base, edit.value), why_closed(view, me))
    if was.kept.text == edit.value:
        return was
    return replace(was, kept=keeper.retype(was.kept, edit.value))


def who_closed(view: FormView) -> str:
    """Return who froze a form, or a part of it, last; "" where that is not known."""
    if view.parts:
        return next((line.who for line in view.history if line.kind == "FormFrozen"), "")
    return view.revision.frozen_by if view.status in FROZEN and view.revision is not None else ""


def why_closed(view: FormView, me: str) -> str:
    """Return who closed a form, and how, as far as that is known."""
    who = who_closed(view)
    if view.parts:
        if not who or who == me:
            return _("This part of the form was frozen while you were typing here.")
        words = _("{who} froze this part of the form while you were typing here.")
        return words.format(who=apart(who))
    if view.status not in FROZEN or view.revision is None:
        return _("This form was closed while you were typing here.")
    n = view.revision.version
    if not who or who == me:
        words = _("This form was frozen as version {n} while you were typing here.")
    else:
        words = _("{who} froze this form as version {n} while you were typing here.")
    return words.format(who=apart(who), n=n)


def barred_words(view: FormView, path: str, why: str, *, is_kept: bool) -> str:
    """Return what is said above the form of words that are no part of it any more."""
    words = _("{why} What you typed in “{field}” is not in it. It is kept on this computer, at "
              "the field and at the right.")  # fmt: skip
    if not is_kept:
        words = _("{why} What you typed in “{field}” is not in it, and drafts cannot be written to "
                  "the disk of this computer: copy it at the field before you leave.")  # fmt: skip
    return words.format(why=why, field=place_name(view.definition, path))


def place_within(entry: Field, content: Content, path: str) -> str:
    """Return which cell of a table or item of a checklist a path is; "" for the field itself."""
    if "/" not in path:
        items = (item for item in entry.items if path in _paths_of(entry, item))
        return next((item.label.text() for item in items), "")
    _field, row_id, column = path.split("/", 2)
    rows = [each.id for each in content.rows.get(entry.id, ())]
    label = entry.column(column).label.text()
    if row_id not in rows:
        return label
    return _("Row {n} · {column}").format(n=rows.index(row_id) + 1, column=label)


def _paths_of(entry: Field, item: Item) -> tuple[str, str]:
    return f"{entry.id}.{item.id}", f"{entry.id}.{item.id}.note"


class BarredBoxes(QWidget):
    """What was typed in one field and is kept apart: a box for each place in it.

    Signals:
        typed: the words of a box are others now (its path, and all of them).
    """

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, BarredBox] = {}
        self._column = column(self, gap=GAP)

    def box(self, path: str) -> BarredBox:
        """Return the box of a place, made when it is first needed."""
        if path not in self.boxes:
            made = self.boxes[path] = BarredBox(path, self)
            made.typed.connect(self.typed)
            self._column.addWidget(made)
        return self.boxes[path]

    def show_kept(
        self, session: FormSession, entry: Field, shown: Mapping[str, tuple[Barred, str | None]]
    ) -> None:
        """Show what was typed at some places, each with what it was typed as; nothing else."""
        for path, box in self.boxes.items():
            box.setVisible(path in shown)
        before = ""
        for path, (barred, typed) in shown.items():
            place = place_within(entry, session.content, path)
            self.box(path).show_kept(session, barred, typed, place=place, before=before)
            before = barred.why
        self.setVisible(bool(shown))


class BarredBox(QFrame):
    """The words typed at one place (`path`) that are kept apart; hidden while there are none.

    Signals:
        typed: they are others now (the path, and all of them).
    """

    typed = Signal(str, str)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._act: dict[str, Callable[[], object]] = {}
        self.setProperty("role", "banner")
        layout = column(self, gap=GAP)
        layout.setContentsMargins(WIDE, GAP, WIDE, GAP)
        self._place = text("", "heading", state="warn", wrap=True)
        self._words = text("", state="warn", wrap=True)
        self.mine = GrowingText(lines=1, most=MOST_LINES)
        self.mine.changed.connect(self._on_changed)
        self.mine.setAccessibleName(_("What you typed, not in the form"))
        self._offers = row(gap=GAP)
        layout.addWidget(self._place)
        layout.addWidget(self._words)
        layout.addWidget(self.mine)
        layout.addLayout(self._offers)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_kept(
        self, session: FormSession, barred: Barred, typed: str | None, *, place: str, before: str
    ) -> None:
        """Show what was typed, why it is not in the form, and what can be done with it.

        `typed` is what it was typed as; None where it was chosen, and so not to be typed on.
        `before` is why what stands in the box above is not in it, which is said once.
        """
        if barred.kept in session.keeper.unkept:
            words = _("{why} Your words are not in it. They could not be written to the disk of "
                      "this computer: they stand here only. Copy them before you leave, or make "
                      "room on the disk.")  # fmt: skip
        else:
            words = _("{why} Your words are not in it; they are kept as a draft on this computer:")
        self._words.setText(words.format(why=barred.why))
        self._words.setVisible(before != barred.why)
        self._place.setText(place)
        self._place.setVisible(bool(place))
        self.setAccessibleName(" ".join(filter(None, (place, self._words.text()))))
        self.mine.setReadOnly(typed is None)
        self.mine.show_text(plain_words(barred.kept.text) if typed is None else typed)
        self._offer(dict(_offers(session, barred.kept)))
        self.show()

    def _offer(self, acts: dict[str, Callable[[], object]]) -> None:
        """Offer what can be done; buttons that stand there already stay while one types on."""
        before, self._act = self._act.keys(), acts
        if before == acts.keys():
            return
        clear(self._offers)
        for label in acts:
            self._offers.addWidget(button(label, partial(self._on_pressed, label)))
        self._offers.addStretch(1)

    def _on_pressed(self, label: str) -> None:
        self._act[label]()

    def type_on(self, place: Place, key: QKeyEvent) -> None:
        """Go on at the caret of a field with a key that came to it too late.

        Where other words are kept here already, nothing that was marked in the field is marked in
        them: the key comes behind them, and they stay.
        """
        is_going_on = self.mine.hasFocus()
        if self.isHidden():
            self._place.hide()
            self._words.hide()
            self.mine.show_text(place.words)
        self.show()
        self.mine.setFocus()
        cursor = self.mine.textCursor()
        end = units(self.mine.toPlainText())
        if self.mine.toPlainText() == place.words.replace(HELD, " "):
            at = min(place.at, end) if place.at >= 0 else end
            cursor.setPosition(min(place.mark, end) if place.mark >= 0 else at)
            cursor.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
        elif not is_going_on:
            cursor.setPosition(end)
        self.mine.setTextCursor(cursor)
        QCoreApplication.sendEvent(self.mine, key)

    def _on_changed(self) -> None:
        self.typed.emit(self.path, self.mine.toPlainText())


def _offers(session: FormSession, kept: Kept) -> Iterator[tuple[str, Callable[[], object]]]:
    yield _("Copy"), partial(copy_text, kept)
    if session.has_place(kept.path):
        yield _("Put back"), partial(session.put_back, kept)
    yield _("Give mine up"), partial(session.keeper.put_away, kept)
