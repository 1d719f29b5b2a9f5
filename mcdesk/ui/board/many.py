"""The dialog about several cards, and how they are listed: put to rest, or opened again.

Each names every card by its code: those that go, and those that stay with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, language, plural
from mcdesk.procedure.content import as_date
from mcdesk.ui import parts
from mcdesk.ui.board.words import stage_name
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.resting import past_words
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.forms.parts import column
from mcdesk.ui.saying import in_place, sentence, together
from mcdesk.ui.theme import WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import CardTile, Changes
    from mcdesk.errors import Finding, McDeskError
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.board.meanwhile import CardsWatch, Moved
    from mcdesk.ui.tasks import Tasks

ROWS = 4  # so many cards of a list are in sight at once
ROW = 52  # pixels of each


@dataclass(frozen=True, slots=True)
class ManyWords:
    """What a dialog about several cards says: its title, its button, what it means.

    `cancel` is what the button is called that leaves all as it is, "" as ever.
    """

    title: str
    action: str
    text: str
    cancel: str = ""


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
        self.watch: CardsWatch | None = None
        if words.cancel:
            self.call_cancel(words.cancel)
        self.news = news_line()
        self.body.addWidget(self.news)
        if words.text:
            self.say(words.text)
        self._listed = column(gap=WIDE)
        self.body.addLayout(self._listed)

    def list_cards(self, heading: str, entries: Sequence[Entry]) -> None:
        """Add a list of cards below a heading; nothing where there are none."""
        if entries:
            listed = cards_list(heading)
            self._listed.addWidget(parts.label(heading, "heading", wrap=True))
            self._listed.addWidget(listed)
            self.lists.append(listed)
            show_cards(listed, entries)

    def renew(self, title: str, tiles: Sequence[CardTile], moved: Mapping[str, Moved]) -> None:
        """Say who moved cards meanwhile; the lists of the others are given anew, words stay."""
        self.entitle(title)
        self.tiles = tuple(tiles)
        show_news(self.news, moved)
        parts.clear(self._listed)
        self.lists = []
        self.bring_up(self.news)

    @override
    def reasons(self) -> list[str]:
        if self.watch is not None and not self.tiles and not self._busy:
            return [_("None of these cards stands where it stood: look at them again.")]
        day = as_date(self.value("until")) if self._has_day else None
        return [*super().reasons(), *past_words(day, self.today)]

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
        self._watch_cards(on=False)
        self.check()
        self._take_back_refusal()
        self.wanted.emit()

    def _watch_cards(self, *, on: bool) -> None:
        """Hear of others' moves, but not of what is done here."""
        if self.watch is not None:
            self.watch.is_off = not on

    def end(self, changes: Changes) -> None:
        """Close: it was done for one card at least."""
        self._on_done(changes)

    def stay(self, error: McDeskError | None = None) -> None:
        """Stay open with all that was typed: it was done for no card."""
        self._watch_cards(on=True)
        if error is not None:
            self._on_failed(error)
            return
        self._busy = False
        self.check()
        if self.watch is not None:
            self.watch.look()


def news_line() -> QLabel:
    """Return where it is said which cards others moved meanwhile; hidden until they do."""
    made = parts.label("", "heading", state="bad", wrap=True)
    made.hide()
    return made


def show_news(line: QLabel, moved: Mapping[str, Moved]) -> None:
    """Say which cards others moved meanwhile."""
    line.setText("\n".join(sentence(each.why) for each in moved.values()))
    line.setVisible(bool(moved))


def rest_words(count: int, what: str) -> ManyWords:
    """Return what the dialog says that puts so many cards to rest, or opens them again."""
    cards = plural("{n} card", "{n} cards", count)
    title, action, text = RESTS[what]
    keep = _("Keep them") if what == "cancel" else ""
    return ManyWords(_(title).format(cards=cards), _(action), _(text), keep)


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
