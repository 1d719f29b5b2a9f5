"""Where several cards may go: each stage with how many go on to it, or back, and which stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import parts
from mcdesk.ui.board.many import cards_list, news_line, show_cards, show_news, stay_entry
from mcdesk.ui.board.meanwhile import CardsWatch
from mcdesk.ui.board.several import EACH, ReadEach, Several, goes_to
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.forms.dialogs import FormDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.stage import Stage
    from mcdesk.ui.board.several import Parted, Targets
    from mcdesk.ui.credential.wording import Tone
    from mcdesk.ui.tasks import Tasks


ASKED = "asked"
"""The key of the aim that each card goes back to where its return asks."""


class Aim(NamedTuple):
    """A stage that cards are to go on to, or back to, and what becomes of each.

    Without a stage each goes back to the one that its return names.
    """

    stage: Stage | None
    is_back: bool
    parted: Parted

    @property
    def key(self) -> str:
        if self.stage is None:
            return ASKED
        return f"{self.stage.id} back" if self.is_back else self.stage.id

    @property
    def asked(self) -> int:
        """How many of the cards go back to where their return asks."""
        if not self.is_back:
            return 0
        to = self.stage.id if self.stage is not None else EACH
        return sum(tile.returned_to == goes_to(to, tile) for tile in self.parted.going)

    def entry(self) -> Entry:
        """Return the aim as a line: how many of the cards go."""
        parted = self.parted
        going, here = len(parted.going), len(parted.here)
        of = going + here + len(parted.stay)
        if not going and not parted.stay:
            said, icon = _("here now"), "map-pin"
        elif not going:
            said, icon = _("none may go"), "ban"
        elif self.is_back:
            said, icon = _("{n} of {of} back, with a reason"), "corner-up-left"
        else:
            said, icon = _("{n} of {of} may go"), "circle-check"
        said = said.format(n=going, of=of)
        if self.stage is None:
            name = _("Each back where its return asks")
            return Entry(self.key, name, icon=icon, state=said)
        if self.asked:
            said += " · " + plural("{n} return asks for it", "{n} returns ask for it", self.asked)
        if here and (going or parted.stay):
            said += " · " + plural("{n} here now", "{n} here now", here)
        tone: Tone = "good" if icon == "circle-check" else ""
        name = f"{self.stage.number} {self.stage.title.text()}"
        return Entry(self.key, name, icon=icon, tone=tone, state=said, is_pale=not going)


def aims_of(several: Several) -> list[Aim]:
    """Return what cards can be moved to: where most go on first, back or closed to all below.

    A stage to which some go on and others back is two aims. Where their returns name several
    stages, that each goes to its own is another, before all.
    """
    onward, rest = [], []
    own = Aim(None, True, several.parted(EACH, back=True))
    named = {tile.returned_to for tile in own.parted.going}
    for stage in several.stages:
        on = Aim(stage, False, several.parted(stage.id, back=False))
        back = Aim(stage, True, several.parted(stage.id, back=True))
        if on.parted.going:
            onward.append(on)
        if back.parted.going or not on.parted.going:
            rest.append(back if back.parted.going else on)
    onward.sort(key=lambda aim: -len(aim.parted.going))
    return [*([own] if len(named) > 1 else []), *onward, *rest]


def proposed(aims: Sequence[Aim]) -> str:
    """Return the aim to begin with: back to where half of the cards' returns ask, or the first."""
    most = max(aims, key=lambda aim: aim.asked)
    cards = len([*most.parted.going, *most.parted.here, *most.parted.stay])
    if most.asked * 2 >= cards:
        return most.key
    return next(aim.key for aim in aims if aim.stage is not None)


class MoveManyDialog(FormDialog):
    """Every stage with how many of the cards may go there, and below it those that stay.

    Signals:
        wanted: those that may are to go as it was aimed (Aim).
        card_wanted: the card (id) that stays is to be looked at.
    """

    wanted = Signal(object)
    card_wanted = Signal(str)

    def __init__(self, several: Several, tasks: Tasks, parent: QWidget | None = None) -> None:
        title = plural("Move {n} card to…", "Move {n} cards to…", len(several.tiles))
        super().__init__(title, _("Move"), parent)
        self.tiles, self._stages = several.tiles, several.stages
        self.news = news_line()
        self.body.addWidget(self.news)
        self._tasks = tasks
        self.watch = CardsWatch(tasks, several.tiles, self)
        self.watch.moved.connect(self._on_moved)
        aims = aims_of(several)
        self._aims = {aim.key: aim for aim in aims}
        self.list = self.first = EntryList(_("Stages"))
        self.list.setProperty("role", "panel")
        self.list.setMinimumHeight(260)
        self._stays = parts.label("", "heading", wrap=True)
        self.stays = cards_list(_("Cards that stay"))
        self.stays.opened.connect(self._on_card)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._stays)
        self.body.addWidget(self.stays)
        self.list.show_entries([aim.entry() for aim in aims], "")
        self.list.choose(proposed(aims))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._on_chosen()
        self.resize(640, 680)

    def _on_moved(self) -> None:
        """Read anew where the cards may go, as others moved some of them."""
        read = ReadEach(tuple(tile.id for tile in self.watch.tiles))
        self._tasks.run(read, self._renew, kind="reader")

    def _renew(self, targets: Mapping[str, Targets]) -> None:
        """Say who moved cards meanwhile, and offer the stages anew as they stand now."""
        several = Several(self.watch.tiles, self._stages, targets)
        self.tiles, wanted = several.tiles, self.list.key()
        show_news(self.news, self.watch.gone)
        aims = aims_of(several)
        self._aims = {aim.key: aim for aim in aims}
        self.list.show_entries([aim.entry() for aim in aims], "")
        self.list.choose(wanted if wanted in self._aims else proposed(aims))
        self._on_chosen()
        self.bring_up(self.news)

    @property
    def aim(self) -> Aim:
        """What is chosen."""
        return self._aims[self.list.key()]

    def _on_chosen(self) -> None:
        if self.list.key() not in self._aims:
            return
        stay = self.aim.parted.stay
        self._stays.setText(plural("{n} card stays:", "{n} cards stay:", len(stay)))
        self._stays.setVisible(bool(stay))
        show_cards(self.stays, [stay_entry(tile, found) for tile, found in stay])
        self.action.setText(_("Send back…") if self.aim.is_back else _("Move"))
        self.check()

    def _on_opened(self, _key: str) -> None:
        self.accept()

    def _on_card(self, card: str) -> None:
        if self.leave():
            self.card_wanted.emit(card)

    @override
    def reasons(self) -> list[str]:
        if self.list.key() not in self._aims:
            return [_("Choose a stage.")]
        if self.aim.parted.going:
            return []
        if self.aim.parted.stay:
            return [_("No card may go to this stage now; the reasons stand above.")]
        return [_("The cards are in this stage already.")]

    @override
    def accept(self) -> None:
        if self.reasons():
            self.tell_why()
            return
        aim = self.aim
        super().accept()
        self.wanted.emit(aim)
