"""The head of the page: what it is, how it stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from mcdesk import i18n
from mcdesk.i18n import _, plural
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.credential.wording import CARD_STATES, joined
from mcdesk.ui.forms.elided import Elided
from mcdesk.ui.forms.parts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mcdesk.application.views import CardPage, CardTile
    from mcdesk.ui.credential.deeds import DeedButton, Deeds
    from mcdesk.ui.credential.state import PageState

SHOWN = {
    "active": ("send_back", "move", "hold", "beside", "advance"),
    "on_hold": ("resume", "advance"),
    "halted": ("resume", "advance"),
    "cancelled": ("reopen",),
    "completed": ("correction", "revision"),
}
ORDER = ("send_back", "move", "hold", "resume", "reopen", "correction", "revision", "beside",
         "advance")  # fmt: skip
ALL = (
    "send_back", "move", "exception", "complete", "hold", "resume", "halt", "cancel", "reopen",
    "archive", "retrieve", "scan", "binder", "catalogue", "edit", "essentials", "hand_over",
    "correction", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One word about how the card stands."""

    words: str
    tone: str = ""
    help: str = ""


def chips(state: PageState) -> Iterator[Chip]:
    """Yield how the card stands: what matters most first."""
    tile = state.tile
    if tile.sample:
        yield Chip(_("Sample"), "accent", _("Part of the sample workspace."))
    if tile.status in CARD_STATES:
        words, tone = CARD_STATES[tile.status]
        yield Chip(_(words), tone, tile.status_reason)
    if state.outline.resume_on:
        yield _until(state.outline.resume_on, state.today)
    yield from _period_chips(state)
    if tile.is_late(state.today):
        yield _end_chip(state, _("Late: planned end {day}"), _("Late: usual end {day}"), "bad")
    elif tile.planned_end and tile.status == "active":
        yield _end_chip(state, _("Planned end {day}"), _("Usual end {day}"), "")
    if tile.returned:
        yield _against_chip(state)
    if tile.ready_for and tile.status == "active":
        yield Chip(_ready(state), "good")
    if tile.debts:
        tone = "bad" if tile.late_debts else "warn"
        yield Chip(plural("{n} open debt", "{n} open debts", tile.debts), tone)
    if tile.scans_owed:
        yield Chip(plural("{n} scan is owed", "{n} scans are owed", tile.scans_owed), "warn")
    yield from _turns(tile)


def _against_chip(state: PageState) -> Chip:
    """Return who returned, or rejected, a form of the stage."""
    tile = state.tile
    if tile.rejected_by:
        who = state.role_name(tile.rejected_by)
        return Chip(_("Rejected by {who}").format(who=who), "bad")
    return Chip(state.returned_words(), "warn")


def _end_chip(state: PageState, planned: str, usual: str, tone: str) -> Chip:
    """Return when the stage ends, and where that day is from (decisions.md, 10)."""
    by_length = state.outline.is_usual_end
    words = (usual if by_length else planned).format(day=language.long_day(state.tile.planned_end))
    why = _("No timeline plans this stage: its usual length counts from the day of entry, or from "
            "the take-over where that came later.")  # fmt: skip
    return Chip(words, tone, why if by_length else _("As the timeline plans it."))


def _until(day: str, today: date) -> Chip:
    """Return the day to which a card on hold is put off; a day that has passed is a question."""
    told = language.long_day(day)
    if day < today.isoformat():
        return Chip(_("Was to be resumed on {day}").format(day=told), "bad")
    return Chip(_("To be resumed on {day}").format(day=told), "warn")


def _period_chips(state: PageState) -> Iterator[Chip]:
    """Yield that the card is off the board, and from which period it was carried over."""
    tile = state.tile
    if tile.archived_on:
        day = language.long_day(tile.archived_on)
        yield Chip(_("Archived since {day}").format(day=day), "", _(
            "It is off the board. Reopened it is on it again, and in the register of the period "
            "that follows."
        ))  # fmt: skip
    if state.outline.carried_from.en:
        where = state.outline.carried_from.text()
        yield Chip(_("Carried over from {period}").format(period=where), "", _(
            "It was still open when the register of that period was closed."
        ))  # fmt: skip


def _turns(tile: CardTile) -> Iterator[Chip]:
    """Yield the round and the loop where they are not the first."""
    if tile.round > 1:
        yield Chip(_("Round {n}").format(n=tile.round), "accent", _("Returned to the design."))
    if tile.loop > 1:
        words = _("Returned from the re-examination to the master course.")
        yield Chip(_("Loop {n}").format(n=tile.loop), "accent", words)


def _ready(state: PageState) -> str:
    if state.tile.ready_for == "end":
        return _("Ready to complete")
    return _("Ready for {stage}").format(stage=state.stage_name(state.tile.ready_for))


def kin_words(page: CardPage) -> str:
    """Say what a card is a revision of, and what revises it; "" where neither is."""
    told = []
    if page.revision_of:
        words = _("Revision of {code}: it began with what was signed there.")
        told.append(words.format(code=page.revision_of))
    if page.revised_by:
        codes = ", ".join(page.revised_by)
        told.append(_("Revised as {codes}.").format(codes=codes))
    return " ".join(told)


class Header(QFrame):
    """Code, titles, chips and actions.

    Signals:
        closed: back to where the page was opened from.
    """

    closed = Signal()

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._deeds = deeds
        self._back = parts.button("", "quiet", "chevron-left")
        self._back.clicked.connect(self.closed)
        self._code = parts.label("", "caption")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title = parts.label("", "title", wrap=True)
        self._under = parts.label("", "muted", wrap=True)
        self._kin = parts.label("", "caption", wrap=True)
        for shown in (self._title, self._under, self._kin):
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self._more = QPushButton()
        self._buttons: dict[str, DeedButton] = {}
        self._lay_out()
        theme.theme_changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 16, 10)
        outer.setSpacing(2)
        top = parts.row(self._back, self._code, 1, spacing=6)
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._more.setAutoDefault(False)
        self._more.setIconSize(QSize(14, 14))
        top.addWidget(self._more)
        for id_ in ORDER:
            kind = "primary" if id_ == "advance" else ""
            self._buttons[id_] = self._deeds.button(f"page.{id_}", kind)
            top.addWidget(self._buttons[id_])
        outer.addLayout(top)
        inner = QVBoxLayout()
        inner.setContentsMargins(32, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self._title)
        inner.addWidget(self._under)
        inner.addWidget(self._kin)
        inner.addSpacing(4)
        inner.addWidget(self._chips)
        outer.addLayout(inner)
        self._menu = QMenu(self._more)

    def _dress(self) -> None:
        self._back.setIcon(icons.icon("chevron-left"))
        self._back.setFixedSize(26, 26)
        self._more.setIcon(icons.icon("chevron-down"))

    def show_state(self, state: PageState) -> None:
        """Show a card's head."""
        tile = state.tile
        first, second = tile.title_en, tile.title_id
        if i18n.language() == "id" and second:
            first, second = second, first
        self._back.setAccessibleName(_("Back to the board"))
        self._back.setToolTip(_("Back to the board"))
        self._code.setText(tile.code)
        self._title.setText(first)
        faculty = tile.faculty_en if i18n.language() == "en" else tile.faculty_in
        programme = tile.programme(i18n.language())
        under = joined(second, programme, faculty if faculty != programme else "")
        self._under.setText(under)
        self._kin.setText(kin_words(state.page))
        self._kin.setVisible(bool(self._kin.text()))
        self._show_chips(state)
        shown = SHOWN.get(tile.status, ())
        others = [way.target for way in state.outline.beside if way.target]
        self._show_menu(shown if others else tuple(id_ for id_ in shown if id_ != "beside"))

    def _show_chips(self, state: PageState) -> None:
        parts.clear(self._flow)
        for chip in chips(state):
            made = parts.label(chip.words, "chip", state=chip.tone)
            if chip.help:
                made.setToolTip(parts.tip(chip.help))
                made.setAccessibleDescription(chip.help)
            self._flow.addWidget(made)
        if state.tile.status_reason:
            reason = Elided(state.tile.status_reason)
            reason.setProperty("role", "muted")
            self._flow.addWidget(reason)
        self._chips.setVisible(self._flow.count() > 0)

    def _show_menu(self, shown: tuple[str, ...]) -> None:
        """Show the deeds that fit the status as buttons, all others in the menu."""
        for id_, button in self._buttons.items():
            button.setVisible(id_ in shown)
        self._more.setText(_("More"))
        rest = [f"page.{id_}" for id_ in ALL if id_ not in shown]
        old, self._menu = self._menu, self._deeds.menu(rest, self._more)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._more.setMenu(self._menu)
        old.deleteLater()
