"""Two contents side by side, place by place, with a tick for what is to be taken over.

What stands here is at the left, gone words red and struck; what came is at the right, new words
green. Ticked from the start is only what overwrites nothing of one's own.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QWidget

from mcdesk.application.redline import compare_words
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import Column
from mcdesk.ui import theme
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.forms.values import show
from mcdesk.ui.saying import sentence
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from mcdesk.application.names import Names
    from mcdesk.application.proposal import Proposal, Proposed, Unplaced
    from mcdesk.application.redline import Kind
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Field, FormDefinition

STATES = {
    "theirs": ("", ""),
    "merged": (N_("both changes put together"), ""),
    "conflict": (N_("changed on both sides"), "warn"),
    "doubt": (N_("not understood"), "warn"),
}
MOST = 400
"""So many places are shown; the rest comes when these are taken over."""


class ComparePage(QFrame):
    """What came back beside what stands here.

    Signals:
        taken: the places that were ticked are to be taken over.
        closed: nothing more is wanted of it.
        go_requested: the path of a place.
    """

    taken = Signal(object)
    closed = Signal()
    go_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What came back"))
        self.boxes: list[tuple[QCheckBox, Proposed]] = []
        outer = column(self, gap=0)
        self._head = column(gap=TIGHT)
        self._head.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, GAP)
        outer.addLayout(self._head)
        self._inner = QWidget()
        self._inner.setProperty("role", "page")
        self._list = column(self._inner, gap=GAP)
        self._list.setContentsMargins(4 * GAP, GAP, 4 * GAP, 4 * GAP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        outer.addWidget(area, 1)
        self.take = button(_("Take over chosen"), self._take, "primary")
        self._all = button(_("Choose all"), self._choose_all, "quiet")
        self._none = button(_("Choose none"), self._choose_none, "quiet")
        self._close = button(_("Close"), self.closed.emit)
        foot = row(gap=GAP)
        foot.setContentsMargins(4 * GAP, GAP, 4 * GAP, GAP)
        foot.addWidget(self._all)
        foot.addWidget(self._none)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self.take)
        outer.addLayout(foot)

    def show_proposal(
        self, proposal: Proposal, source: str, definition: FormDefinition, names: Names,
        *, may_write: bool,
    ) -> None:  # fmt: skip
        """Show what a file or another form proposes; `source` is what it is called."""
        self.boxes.clear()
        clear(self._head)
        clear(self._list)
        self._head.addWidget(text(_("From {source}").format(source=source), "title", wrap=True))
        found = proposal.found[:MOST]
        words = plural("{n} place differs", "{n} places differ", len(proposal.found))
        if not found:
            words = _("Nothing differs from what stands here.")
        self._head.addWidget(text(words, "muted", wrap=True))
        for note in proposal.notes:
            self._head.addWidget(text(sentence(note), "", state="warn", wrap=True))
        before = ""
        for one in found:
            top = one.path.split("/", 1)[0].split(".", 1)[0]
            title = definition.fields[top].label.text()
            if top != before and title != place_of(one):
                self._list.addWidget(text(title, "heading"))
            before = top
            self._list.addWidget(self._card(one, names, may_write=may_write))
        self._add_unplaced(proposal.unplaced)
        self._list.addStretch(1)
        for widget in (self.take, self._all, self._none):
            widget.setVisible(bool(found) and may_write)
        self._count()

    def _card(self, one: Proposed, names: Names, *, may_write: bool) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        layout = column(card, gap=TIGHT)
        layout.setContentsMargins(WIDE, GAP, WIDE, GAP)
        box = QCheckBox(place_of(one).replace("&", "&&"))
        box.setChecked(one.is_chosen and may_write)
        box.setEnabled(may_write)
        box.toggled.connect(self._count)
        self.boxes.append((box, one))
        head = row(gap=GAP)
        head.addWidget(box)
        head.addStretch(1)
        words, look = STATES[one.state]
        if words:
            head.addWidget(text(_(words), "chip", state=look))
        head.addWidget(button(_("Go"), _Go(self, one.path), "link"))
        layout.addLayout(head)
        if one.why is not None:
            layout.addWidget(text(sentence(one.why), "small", state="warn", wrap=True))
        mine, theirs = sides(one, names)
        both = row(gap=WIDE)
        both.addWidget(_side(_("Here"), mine, theirs, "gone"), 1)
        both.addWidget(_side(_("Came back"), mine, theirs, "added"), 1)
        layout.addLayout(both)
        if one.state == "merged":
            kind = one.entry
            whole = show(kind, one.value, names)
            layout.addWidget(_side(_("Taken over together"), mine, whole, "added"))
        box.setAccessibleDescription(
            _("Here: {mine}. Came back: {theirs}").format(mine=mine, theirs=theirs)
        )
        return card

    def _add_unplaced(self, unplaced: tuple[Unplaced, ...]) -> None:
        if not unplaced:
            return
        self._list.addWidget(text(_("No place in this form"), "heading"))
        words = _("This came back too. Nothing of it is lost: copy it where it belongs.")
        self._list.addWidget(text(words, "muted", wrap=True))
        for left in unplaced:
            told = text(f"{left.name}\n{left.text}", "", wrap=True)
            told.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._list.addWidget(told)

    def _count(self) -> None:
        count = sum(box.isChecked() for box, _one in self.boxes)
        self.take.setText(_("Take over chosen ({n})").format(n=count))
        self.take.setEnabled(count > 0)

    def _choose_all(self) -> None:
        for box, _one in self.boxes:
            box.setChecked(True)

    def _choose_none(self) -> None:
        for box, _one in self.boxes:
            box.setChecked(False)

    def _take(self) -> None:
        self.taken.emit([one for box, one in self.boxes if box.isChecked()])


class _Go:
    """Goes to a place of the form."""

    def __init__(self, page: ComparePage, path: str) -> None:
        self._page, self._path = page, path

    def __call__(self) -> None:
        self._page.go_requested.emit(self._path)


def place_of(one: Proposed) -> str:
    """Return what a place is called: its label, in a table with its row."""
    if one.act == "add":
        return _("New row")
    if one.act == "remove":
        return _("Row {n}, to be taken out").format(n=one.row)
    if isinstance(one.entry, Column):
        return _("Row {n} · {column}").format(n=one.row, column=one.label.text())
    label, note = one.label.text(), _("Note")
    return f"{label} · {note}" if one.path.endswith(".note") else label


def sides(one: Proposed, names: Names) -> tuple[str, str]:
    """Return what stands here and what came, as people read it."""
    if one.act == "remove":
        return _("The row as it stands"), ""
    if one.act == "add":
        cells = (f"{kind.label.text()}: {show(kind, value, names)}" for kind, value in one.cells)
        return "", "\n".join(cells)
    return _shown(one.entry, one.mine, names), _shown(one.entry, one.theirs, names)


def _shown(entry: Field | Column, value: Json, names: Names) -> str:
    return "" if is_empty(value) else show(entry, value, names)


def _side(name: str, mine: str, theirs: str, kind: Kind) -> QWidget:
    """Return one of the two texts with its words that went, or came, marked."""
    made = QWidget()
    layout = column(made, gap=2)
    layout.addWidget(text(name, "small"))
    shown = QLabel()
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setWordWrap(True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    own = mine if kind == "gone" else theirs
    nothing = html.escape(_("empty"))
    shown.setText(_redline(mine, theirs, kind) if own else f"<i>{nothing}</i>")
    layout.addWidget(shown)
    layout.addStretch(1)
    return made


def _redline(mine: str, theirs: str, kind: Kind) -> str:
    colours = theme.current()
    ink, back = (
        (colours.bad, colours.bad_soft) if kind == "gone" else (colours.good, colours.good_soft)
    )
    line = "line-through" if kind == "gone" else "underline"
    style = f"color:{ink.name()};background-color:{back.name()};text-decoration:{line}"
    parts = []
    for piece in compare_words(mine, theirs):
        words = html.escape(piece.text).replace("\n", "<br>")
        if piece.kind == "same":
            parts.append(words)
        elif piece.kind == kind:
            parts.append(f'<span style="{style}">{words}</span>')
    return "".join(parts)
