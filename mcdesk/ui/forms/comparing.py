"""Two contents side by side, place by place, with a tick for what is to be taken over.

What stands here is at the left, gone words red and struck; what came is at the right, new words
green. Ticked from the start is only what overwrites nothing of one's own.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, plural
from mcdesk.ui import theme
from mcdesk.ui.escape import Escape
from mcdesk.ui.forms.compared import STATES, Compared, Pieces, Place
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.forms.ticks import SIDE, TickBox
from mcdesk.ui.saying import sentence
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QMouseEvent

    from mcdesk.application.proposal import Proposed, Unplaced
    from mcdesk.application.redline import Kind

STEP = 40
"""So many places are shown at once; the next ones come when they are asked for."""


@dataclass(frozen=True)
class Again:
    """How a comparison was shown: what was ticked (by paths), how much of it, and where."""

    chosen: frozenset[str]
    shown: int
    scrolled: int


class ComparePage(QFrame):
    """What came back, or another draft, beside what stands here.

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
        self.boxes: list[tuple[TickBox, Proposed]] = []
        self._compared: Compared | None = None
        self._again: Again | None = None
        self._open: Mapping[str, bool] = {}
        Escape(self, self.closed.emit)
        outer = column(self, gap=0)
        self._head = column(gap=TIGHT)
        self._head.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, GAP)
        outer.addLayout(self._head)
        self._inner = QWidget()
        self._inner.setProperty("role", "page")
        self._list = column(self._inner, gap=GAP)
        self._list.setContentsMargins(4 * GAP, GAP, 4 * GAP, 4 * GAP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inner)
        outer.addWidget(self.area, 1)
        self._foot = self._make_foot()
        outer.addLayout(self._foot)

    def _make_foot(self) -> QHBoxLayout:
        self.take = button(_("Take over chosen"), self._take, "primary")
        self._all = button(_("Choose all"), partial(self._choose, yes=True), "quiet")
        self._none = button(_("Choose none"), partial(self._choose, yes=False), "quiet")
        self._close = button(_("Close"), self.closed.emit)
        self.more = button("", self.show_more, "link")
        foot = row(gap=GAP)
        foot.setContentsMargins(4 * GAP, GAP, 4 * GAP, GAP)
        foot.addWidget(self._all)
        foot.addWidget(self._none)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self.take)
        return foot

    # --- showing ---------------------------------------------------------------------------

    def show_compared(
        self, compared: Compared, open_: Mapping[str, bool], again: Again | None = None
    ) -> None:
        """Show a comparison; `open_` tells by its path which place may be written.

        `again` brings it up as it was shown before.
        """
        self._compared, self._open = compared, open_
        self._may_any = any(open_.values())
        self.setAccessibleName(compared.source())
        self.boxes.clear()
        clear(self._head)
        clear(self._list)
        self._head.addWidget(text(compared.source(), "title", wrap=True))
        self._told = text("", "muted", wrap=True)
        self._head.addWidget(self._told)
        for note in compared.proposal.notes:
            self._head.addWidget(text(sentence(note), "", state="warn", wrap=True))
        self._before = ""
        self._list.addStretch(1)
        self._again = again
        self._append()
        self._go_on()

    def _go_on(self) -> None:
        """Show what was shown before, a few places at a time, so that nobody waits."""
        again = self._again
        if again is None:
            return
        if len(self.boxes) < again.shown:
            self._append()
            QTimer.singleShot(0, self, self._go_on)
            return
        self._again = None
        layout = self._inner.layout()
        assert layout is not None
        layout.activate()
        self.area.verticalScrollBar().setValue(again.scrolled)

    def now(self) -> Again:
        """Return how it is shown, so that it can come up again."""
        if self._again is not None:
            return self._again
        chosen = frozenset(one.path for one in self.chosen)
        return Again(chosen, len(self.boxes), self.area.verticalScrollBar().value())

    def show_more(self) -> None:
        """Show the next places, below those that are shown."""
        first = len(self.boxes)
        self._append()
        if first < len(self.boxes):
            self.boxes[first][0].setFocus()

    def _append(self) -> None:
        """Add the next places above the empty room at the end."""
        self._list.takeAt(self._list.count() - 1)
        self._add_step(self._again.chosen if self._again is not None else None)
        self._list.addStretch(1)
        self._write()

    def _add_step(self, chosen: Collection[str] | None) -> None:
        assert self._compared is not None
        first = len(self.boxes)
        definition = self._compared.view.definition
        for place in self._compared.places[first : first + STEP]:
            top = place.one.path.split("/", 1)[0].split(".", 1)[0]
            title = definition.fields[top].label.text()
            if top != self._before and title != place.name:
                self._list.addWidget(text(title, "heading", wrap=True))
            self._before = top
            is_chosen = place.one.is_chosen if chosen is None else place.one.path in chosen
            self._list.addWidget(self._card(place, is_chosen=is_chosen))
        if len(self.boxes) == len(self._compared.places):
            self._add_unplaced(self._compared.proposal.unplaced)

    def _write(self) -> None:
        """Say how many places differ, and how many of them are shown."""
        assert self._compared is not None
        shown, of = len(self.boxes), len(self._compared.places)
        words = plural("{n} place differs", "{n} places differ", of)
        if not of:
            words = _("Nothing differs from what stands here.")
        elif shown < of:
            words = _("{words}; the first {n} are shown.").format(words=words, n=shown)
        closed = sum(not self._is_open(place) for place in self._compared.places)
        may = closed < of
        if of and not may:
            told = _("The form is closed: nothing can be taken over.")
            words = f"{words.rstrip('.')}. {told}"
        elif closed:
            locked = plural("{n} of them is closed here, to be read only.",
                            "{n} of them are closed here, to be read only.", closed)  # fmt: skip
            words = f"{words.rstrip('.')}. {locked}"
        self._told.setText(words)
        self.more.setText(_("Show {n} more").format(n=min(STEP, of - shown)))
        self.more.setVisible(shown < of)
        words = _("Choose the {n} shown").format(n=shown)
        self._all.setText(words if shown < of else _("Choose all"))
        for widget in (self.take, self._all, self._none):
            widget.setVisible(may)
        self._count()

    def _is_open(self, place: Place) -> bool:
        return self._open.get(place.one.path, False)

    def _card(self, place: Place, *, is_chosen: bool) -> QFrame:
        assert self._compared is not None
        one, is_open = place.one, self._is_open(place)
        card = QFrame()
        card.setProperty("role", "panel")
        layout = column(card, gap=TIGHT)
        layout.setContentsMargins(WIDE, GAP, WIDE, GAP)
        box = TickBox("")
        box.setAccessibleName(place.name)
        box.setFixedWidth(SIDE + 6)
        box.setChecked(is_chosen and is_open)
        box.setEnabled(is_open)
        if not self._may_any:
            box.hide()
        box.toggled.connect(self._count)
        self.boxes.append((box, one))
        head = row(gap=GAP)
        head.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(_Name(place.name, box), 1)
        words, look = STATES[one.state]
        if not is_open and self._may_any:
            words, look = N_("closed here"), ""
        if words:
            head.addWidget(text(_(words), "chip", state=look), 0, Qt.AlignmentFlag.AlignTop)
        go = button(_("Go"), partial(self.go_requested.emit, one.path), "link")
        go.setAccessibleName(_("Go to {place}").format(place=place.name))
        head.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        if one.why is not None:
            layout.addWidget(text(sentence(one.why), "small", state="warn", wrap=True))
        side = self._compared.side()
        both = row(gap=WIDE)
        here = place.whole or place.pieces
        both.addWidget(_side(_("Here"), here, "gone", is_empty=not place.mine), 1)
        both.addWidget(_side(side, place.pieces, "added", is_empty=not place.theirs), 1)
        layout.addLayout(both)
        if place.whole:
            layout.addWidget(_side(_("Taken over together"), place.whole, "added"))
        told = _("Here: {mine}. {side}: {theirs}")
        box.setAccessibleDescription(
            told.format(mine=place.mine or _("empty"), side=side, theirs=place.theirs or _("empty"))
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

    def focus_first(self) -> None:
        """Bring the focus where one goes on: to take over, to the first tick, or to the end."""
        boxes = [box for box, _one in self.boxes if box.isEnabled()]
        first = self.take if self.take.isEnabled() else boxes[0] if boxes else self._close
        first.setFocus()

    # --- choosing --------------------------------------------------------------------------

    @property
    def chosen(self) -> list[Proposed]:
        """The places that are ticked."""
        return [one for box, one in self.boxes if box.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen)
        self.take.setText(_("Take over chosen ({n})").format(n=count))
        self.take.setEnabled(count > 0)

    def _choose(self, *, yes: bool) -> None:
        for box, _one in self.boxes:
            box.setChecked(yes and box.isEnabled())

    def _take(self) -> None:
        self.taken.emit(self.chosen)


class _Name(QLabel):
    """What a place is called; a click ticks its box."""

    def __init__(self, words: str, box: TickBox) -> None:
        super().__init__(words)
        self._box = box
        self.setProperty("role", "heading")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(0, 3, 0, 0)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._box.isEnabled() and self.rect().contains(event.position().toPoint()):
            self._box.toggle()
        event.accept()


def _side(name: str, pieces: Pieces, kind: Kind, *, is_empty: bool = False) -> QWidget:
    """Return one of the two texts with its words that went, or came, marked."""
    made = QWidget()
    layout = column(made, gap=2)
    layout.addWidget(text(name, "small", wrap=True))
    shown = QLabel()
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setWordWrap(True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    nothing = html.escape(_("empty"))
    muted = theme.current().muted.name()
    empty = f'<i style="color:{muted}">{nothing}</i>'
    shown.setText(empty if is_empty else _redline(pieces, kind))
    layout.addWidget(shown)
    layout.addStretch(1)
    return made


def _redline(pieces: Pieces, kind: Kind) -> str:
    colours = theme.current()
    ink, back = (
        (colours.bad, colours.bad_soft) if kind == "gone" else (colours.good, colours.good_soft)
    )
    line = "line-through" if kind == "gone" else "underline"
    style = f"color:{ink.name()};background-color:{back.name()};text-decoration:{line}"
    parts = []
    for piece in pieces:
        words = html.escape(piece.text).replace("\n", "<br>")
        if piece.kind == "same":
            parts.append(words)
        elif piece.kind == kind:
            parts.append(f'<span style="{style}">{words}</span>')
    return "".join(parts)
