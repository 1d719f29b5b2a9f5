"""Dialogs about several cards: where to, back with what falls, put to rest for one reason.

Each names every card by its code: those that go, and those that stay with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, language, plural
from mcdesk.ui import parts
from mcdesk.ui.board.words import stage_name
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.saying import in_place, together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import CardTile, Changes, FormLine
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Stage
    from mcdesk.ui.board.several import Parted, Several
    from mcdesk.ui.credential.wording import Tone
    from mcdesk.ui.tasks import Tasks

ROWS = 4  # so many cards of a list are in sight at once
ROW = 52  # pixels of each


class Aim(NamedTuple):
    """A stage that cards are to go on to, or back to, and what becomes of each."""

    stage: Stage
    is_back: bool
    parted: Parted

    @property
    def key(self) -> str:
        return f"{self.stage.id} back" if self.is_back else self.stage.id

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
        if here and (going or parted.stay):
            said += " · " + plural("{n} here now", "{n} here now", here)
        tone: Tone = "good" if icon == "circle-check" else ""
        name = f"{self.stage.number} {self.stage.title.text()}"
        return Entry(self.key, name, icon=icon, tone=tone, state=said, is_pale=not going)


def aims_of(several: Several) -> list[Aim]:
    """Return what cards can be moved to: where most go on first, back or closed to all below.

    A stage to which some go on and others back is two aims.
    """
    onward, rest = [], []
    for stage in several.stages:
        on = Aim(stage, False, several.parted(stage.id, back=False))
        back = Aim(stage, True, several.parted(stage.id, back=True))
        if on.parted.going:
            onward.append(on)
        if back.parted.going or not on.parted.going:
            rest.append(back if back.parted.going else on)
    return sorted(onward, key=lambda aim: -len(aim.parted.going)) + rest


class MoveManyDialog(FormDialog):
    """Every stage with how many of the cards may go there, and below it those that stay.

    Signals:
        wanted: those that may are to go as it was aimed (Aim).
        card_wanted: the card (id) that stays is to be looked at.
    """

    wanted = Signal(object)
    card_wanted = Signal(str)

    def __init__(self, several: Several, parent: QWidget | None = None) -> None:
        title = plural("Move {n} card to…", "Move {n} cards to…", len(several.tiles))
        super().__init__(title, _("Move"), parent)
        aims = aims_of(several)
        self._aims = {aim.key: aim for aim in aims}
        self.list = self.first = EntryList(_("Stages"))
        self.list.setProperty("role", "panel")
        self.list.setMinimumHeight(260)
        self._heading = parts.label("", "heading", wrap=True)
        self.stays = cards_list(_("Cards that stay"))
        self.stays.opened.connect(self._on_card)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._heading)
        self.body.addWidget(self.stays)
        self.list.show_entries([aim.entry() for aim in aims], "")
        self.list.choose(aims[0].key)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._on_chosen()
        self.resize(640, 680)

    @property
    def aim(self) -> Aim:
        """What is chosen."""
        return self._aims[self.list.key()]

    def _on_chosen(self) -> None:
        if self.list.key() not in self._aims:
            return
        stay = self.aim.parted.stay
        self._heading.setText(plural("{n} card stays:", "{n} cards stay:", len(stay)))
        self._heading.setVisible(bool(stay))
        show_cards(self.stays, [stay_entry(tile, found) for tile, found in stay])
        self.action.setText(_("Send back…") if self.aim.is_back else _("Move"))
        self.check()

    def _on_opened(self, _key: str) -> None:
        self.accept()

    def _on_card(self, card: str) -> None:
        self.reject()
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


@dataclass(frozen=True, slots=True)
class ManyWords:
    """What a dialog about several cards says: its title, its button, what it means."""

    title: str
    action: str
    text: str


class Rest(NamedTuple):
    """A way in which cards come to rest or are opened again: what is asked about it."""

    title: str
    action: str
    text: str


RESTS = {
    "hold": Rest(N_("Put on hold: {cards}"), N_("Put on hold"),
                 N_("Work and clock rest until they are resumed; their dates shift by the days "
                    "they rested.")),
    "halt": Rest(N_("Halt: {cards}"), N_("Halt"),
                 N_("They stop at their stages and can be resumed there.")),
    "cancel": Rest(N_("Cancel: {cards}"), N_("Cancel the micro-credentials"),
                   N_("Only the CTL lead can reopen a cancelled card.")),
    "reopen": Rest(N_("Reopen: {cards}"), N_("Reopen"),
                   N_("They are under way again at their stages.")),
}  # fmt: skip


class ManyDialog(CommandDialog):
    """Asks once for what is done with several cards, and stays open until one of them is done.

    `make` makes the command of a card from its id, the reason and the expected day.

    Signals:
        wanted: what was asked for is to be carried out.
    """

    wanted = Signal()

    def __init__(
        self, words: ManyWords, tiles: Sequence[CardTile],
        make: Callable[[str, str, str], Command], tasks: Tasks, today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(words.title, words.action, tasks, today, parent)
        self.tiles, self._make, self._has_day = tuple(tiles), make, False
        self.lists: list[EntryList] = []
        if words.text:
            self.say(words.text)

    def list_cards(self, heading: str, entries: Sequence[Entry]) -> None:
        """Add a list of cards below a heading; nothing where there are none."""
        if entries:
            listed = cards_list(heading)
            self.say(heading, "heading")
            self.body.addWidget(listed)
            self.lists.append(listed)
            show_cards(listed, entries)

    def ask(self, *, hint: str = "", has_day: bool = False) -> None:
        """Add the inputs; call it last."""
        need = _("Write the reason.")
        self.place(self.note("reason", _("Reason"), need=need, hint=hint))
        self._has_day = has_day
        if has_day:
            hint = _("A reminder only; it is resumed by hand.")
            self.place(self.day("until", _("Expected until"), hint=hint), QWidget())
        self.first = self.input("reason")
        self.finish(600)

    @override
    def commands(self) -> Sequence[Command]:
        until = self.value("until") if self._has_day else ""
        return [self._make(tile.id, self.value("reason"), until) for tile in self.tiles]

    @override
    def accept(self) -> None:
        if self.reasons():
            self.tell_why()
            return
        self._busy = True
        self.check()
        self._take_back_refusal()
        self.wanted.emit()

    def end(self, changes: Changes) -> None:
        """Close: it was done for one card at least."""
        self._on_done(changes)

    def stay(self, error: McDeskError | None = None) -> None:
        """Stay open with all that was typed: it was done for no card."""
        if error is not None:
            self._on_failed(error)
            return
        self._busy = False
        self.check()


def send_back_dialog(
    parted: Parted, falls: Mapping[str, tuple[FormLine, ...]], dialog: ManyDialog
) -> ManyDialog:
    """Fill the dialog that sends cards back: what falls of each, what stays, the reason."""
    count = sum(bool(falls.get(tile.id)) for tile in parted.going)
    fall = plural("Sign-offs of {n} card fall:", "Sign-offs of {n} cards fall:", count)
    heading = fall if count else _("No sign-off falls:")
    dialog.list_cards(heading, [fall_entry(tile, falls.get(tile.id, ())) for tile in parted.going])
    staying = [stay_entry(tile, found) for tile, found in parted.stay]
    staying += [Entry(tile.id, named(tile), _("It is in this stage already."), "map-pin")
                for tile in parted.here]  # fmt: skip
    words = plural("{n} card stays:", "{n} cards stay:", len(staying))
    dialog.list_cards(words, staying)
    hint = _("Everybody on the cards sees it, in the history and on the board.")
    dialog.ask(hint=hint)
    return dialog


def send_back_words(count: int, stage: str) -> ManyWords:
    """Return what the dialog says that sends so many cards back."""
    cards = plural("{n} card", "{n} cards", count)
    title = _("Send back to {stage}: {cards}").format(stage=stage_name(stage), cards=cards)
    return ManyWords(title, _("Send back"), "")


def rest_words(count: int, what: str) -> ManyWords:
    """Return what the dialog says that puts so many cards to rest, or opens them again."""
    cards = plural("{n} card", "{n} cards", count)
    title, action, text = RESTS[what]
    return ManyWords(_(title).format(cards=cards), _(action), _(text))


def rest_dialog(
    dialog: ManyDialog, stay: Sequence[tuple[CardTile, str]], *, has_day: bool
) -> ManyDialog:
    """Fill the dialog that puts cards to rest or reopens them: which, what stays, the reason."""
    going = dialog.tiles
    cards = plural("{n} card", "{n} cards", len(going))
    dialog.list_cards(cards, [named_entry(tile) for tile in going])
    words = plural("{n} card stays:", "{n} cards stay:", len(stay))
    entries = [Entry(tile.id, named(tile), why, "ban", help=why) for tile, why in stay]
    dialog.list_cards(words, entries)
    dialog.ask(has_day=has_day)
    return dialog


def named_entry(tile: CardTile) -> Entry:
    """Return a card as a line."""
    return Entry(tile.id, named(tile), stage_name(tile.stage), "file-text")


def cards_list(name: str) -> EntryList:
    """Return a list of cards, empty yet."""
    made = EntryList(name)
    made.setProperty("role", "panel")
    return made


def show_cards(listed: EntryList, entries: Sequence[Entry]) -> None:
    """Show cards, a few at once; the rest is scrolled."""
    listed.show_entries(entries, "")
    listed.setVisible(bool(entries))
    listed.setFixedHeight(min(max(len(entries), 1), ROWS) * ROW)


def named(tile: CardTile) -> str:
    """Return a card's code and title."""
    return f"{tile.code}  {tile.title(language())}"


def stay_entry(tile: CardTile, found: Sequence[Finding]) -> Entry:
    """Return a card that stays, with why."""
    told = together(found)
    more = len(told) - 1
    said = in_place(*told[0]) if told else ""
    rest = plural("and {n} more thing", "and {n} more things", more) if more > 0 else ""
    every = "\n".join(in_place(*each) for each in told)
    return Entry(tile.id, named(tile), f"{said} ({rest})" if rest else said, "ban", help=every)


def fall_entry(tile: CardTile, forms: Sequence[FormLine]) -> Entry:
    """Return a card that goes back, with the forms whose sign-offs fall."""
    if not forms:
        return Entry(tile.id, named(tile), _("No sign-off falls."), "corner-up-left")
    said = _("{title} ({done} of {of} signed)")
    titles = [said.format(title=form.title.text(), done=form.signed, of=form.signers)
              for form in forms]  # fmt: skip
    return Entry(tile.id, named(tile), "; ".join(titles), "triangle-alert", "warn",
                 help="\n".join(titles))  # fmt: skip
