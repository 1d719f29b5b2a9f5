"""What was done with cards, in words: of one card, and of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcdesk.i18n import N_, _, plural
from mcdesk.ui.board.words import stage_name
from mcdesk.ui.saying import not_moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import CardTile
    from mcdesk.procedure import commands as do


class Words(NamedTuple):
    """What is said of one card once it is done, and what of several, after their number."""

    one: str
    many: str


WORDS = {
    "HoldCard": Words(N_("{code} is on hold"), N_("put on hold")),
    "HaltCard": Words(N_("{code} is halted"), N_("halted")),
    "CancelCard": Words(N_("{code} is cancelled. The CTL lead can reopen it, with a reason."),
                        N_("cancelled")),
    "ReopenCard": Words(N_("{code} is open again"), N_("opened again")),
    "ResumeCard": Words(N_("{code} goes on"), N_("resumed")),
    "ArchiveCard": Words(N_("{code} is archived"), N_("archived")),
    "RetrieveCard": Words(N_("{code} is on the board again"), N_("taken out of the archive")),
}  # fmt: skip
"""By the names of the commands, which are not loaded before one of them is given."""


MOST = 3  # so many cards are named


def done_one(tile: CardTile, command: do.Command, where: str) -> str:
    """Return what was done with a card; `where` names the stage it was moved to."""
    words = WORDS.get(type(command).__name__)
    if words is not None:
        return _(words.one).format(code=tile.code)
    return _("{code} moved to {stage}").format(code=tile.code, stage=where)


def done_each(done: Sequence[tuple[CardTile, do.Command]], *, hides: bool) -> str:
    """Return what was done with cards; those that are complete are named, for they are hidden."""
    complete = [tile for tile, command in done if type(command).__name__ == "CompleteCard"]
    others = len(done) - len(complete)
    said = [done_many(others, next(command for _tile, command in done))] if others else []
    if complete:
        said.append(_completed(complete))
    if complete and hides:
        said.append(_("finished cards are hidden (More › Finished too)"))
    return " · ".join(said)


def _completed(tiles: Sequence[CardTile]) -> str:
    """Return that cards were declared complete, by their codes."""
    codes = ", ".join(tile.code for tile in tiles[:MOST])
    more = len(tiles) - MOST
    named = _("{codes} and {n} more").format(codes=codes, n=more) if more > 0 else codes
    return _("Declared complete: {codes}").format(codes=named)


def done_many(count: int, command: do.Command) -> str:
    """Return what was done with several cards."""
    words = WORDS.get(type(command).__name__)
    if words is None:
        return plural("{n} card moved", "{n} cards moved", count)
    cards = plural("{n} card", "{n} cards", count)
    return _("{cards}: {done}").format(cards=cards, done=_(words.many))


def refused_title(tile: CardTile, command: do.Command) -> str:
    """Return as a title what could not be done with a card."""
    kind = type(command).__name__
    if kind == "MoveCard":
        return not_moved(tile.code, stage_name(getattr(command, "to", "")))
    if kind == "CompleteCard":
        return not_moved(tile.code, "")
    return _("This cannot be done with {code} yet").format(code=tile.code)


def stays_title(command: do.Command) -> str:
    """Return as a title that it was not done with all cards."""
    if is_move(command):
        return _("Some cards stay where they are")
    return _("Some cards stay as they are")


def is_move(command: do.Command) -> bool:
    """Tell whether a command takes cards to another place, or else lets them rest or go on."""
    return type(command).__name__ not in WORDS
