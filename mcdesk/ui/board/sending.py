"""Several cards are sent back: what falls is shown, why is asked, others' moves are heard."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural
from mcdesk.procedure import commands as do
from mcdesk.ui.board.many import ManyDialog, ManyWords, named, stay_entry
from mcdesk.ui.board.meanwhile import CardsWatch
from mcdesk.ui.board.several import EACH, Several, goes_to
from mcdesk.ui.board.words import known_stages, stage_name
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.moving import is_signed, signed_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.ui.board.meanwhile import Moved
    from mcdesk.ui.board.several import Falls, Parted
    from mcdesk.ui.tasks import Tasks

NOBODY: Mapping[str, Moved] = MappingProxyType({})


class SendBack:
    """One asking: to which stage (or each to its own), what keeps cards from it, what falls."""

    def __init__(self, stage: str, falls: Falls) -> None:
        self._stage, self._falls = stage, falls

    def dialog(self, parted: Parted, tasks: Tasks, today: date, home: QWidget) -> ManyDialog:
        """Return the dialog that asks for the reason."""
        words = send_back_words(len(parted.going), self._stage)
        where = {tile.id: goes_to(self._stage, tile) for tile in parted.going}
        made = ManyDialog(words, parted.going, partial(_back, where), tasks, today, home)
        tiles = (*parted.going, *(tile for tile, _found in parted.stay), *parted.here)
        made.watch = CardsWatch(tasks, tiles, made)
        made.watch.moved.connect(partial(self._leave_out, made))
        return send_back_dialog(parted, self._falls.forms, made, self._stage)

    def _leave_out(self, dialog: ManyDialog) -> None:
        """Leave cards where others moved them: what falls of them is not what was shown."""
        assert dialog.watch is not None
        moved = dialog.watch.gone
        left = tuple(tile for tile in dialog.watch.tiles if tile.id not in moved)
        parted = Several(left, known_stages(), self._falls.targets).parted(self._stage, back=True)
        title = send_back_words(len(parted.going), self._stage).title
        dialog.renew(title, parted.going, moved)
        list_falls(parted, self._falls.forms, dialog, self._stage, moved)
        dialog.check()


def _back(where: Mapping[str, str], card: str, reason: str, _until: str) -> do.Command:
    return do.MoveCard(card=card, to=where[card], reason=reason)


def list_falls(
    parted: Parted, falls: Mapping[str, tuple[FormLine, ...]], dialog: ManyDialog, stage: str,
    moved: Mapping[str, Moved] = NOBODY,
) -> None:  # fmt: skip
    """List in the dialog that sends cards back what falls of each, and which stay."""
    heading = falls_heading([falls.get(tile.id, ()) for tile in parted.going])
    going = [fall_entry(tile, falls.get(tile.id, ()), stage) for tile in parted.going]
    dialog.list_cards(heading, going)
    staying = [stay_entry(tile, found) for tile, found in parted.stay]
    staying += [Entry(tile.id, named(tile), _("It is in this stage already."), "map-pin")
                for tile in parted.here]  # fmt: skip
    staying += [stay_entry(each.tile, (each.why,)) for each in moved.values()]
    words = plural("{n} card stays:", "{n} cards stay:", len(staying))
    dialog.list_cards(words, staying)


def falls_heading(fallen: Sequence[Sequence[FormLine]]) -> str:
    """Say over the forms that fall of each card whether anything of them is signed."""
    count = sum(map(bool, fallen))
    if not count:
        return _("No sign-off falls:")
    if any(map(is_signed, (form for forms in fallen for form in forms))):
        return plural(
            "Forms of {n} card are drafts again, and their sign-offs fall:",
            "Forms of {n} cards are drafts again, and their sign-offs fall:",
            count,
        )
    return plural(
        "Forms of {n} card are drafts again; nothing of them is signed:",
        "Forms of {n} cards are drafts again; nothing of them is signed:",
        count,
    )


def send_back_dialog(
    parted: Parted, falls: Mapping[str, tuple[FormLine, ...]], dialog: ManyDialog, stage: str
) -> ManyDialog:
    """Fill the dialog that sends cards back: what falls of each, what stays, the reason."""
    list_falls(parted, falls, dialog, stage)
    hint = _("Everybody on the cards sees it, in the history and on the board.")
    dialog.ask(hint=hint)
    return dialog


def send_back_words(count: int, stage: str) -> ManyWords:
    """Return what the dialog says that sends so many cards back."""
    cards = plural("{n} card", "{n} cards", count)
    title = _("Send back to {stage}: {cards}").format(stage=stage_name(stage), cards=cards)
    if stage == EACH:
        title = _("Send each back where its return asks: {cards}").format(cards=cards)
    return ManyWords(title, _("Send back"), "")


def fall_entry(tile: CardTile, forms: Sequence[FormLine], stage: str) -> Entry:
    """Return a card that goes back, with the forms whose sign-offs fall, and what its return asks.

    Where all go to one stage only a return that names another one is told.
    """
    asked, where = tile.returned_to, stage_name(tile.returned_to)
    titles = [f"{form.title.text()} ({signed_words(form)})" for form in forms]
    said = "; ".join(titles) if titles else _("No sign-off falls.")
    if stage == EACH:
        said = _("To {stage}. {falls}").format(stage=where, falls=said)
    elif asked not in ("", stage):
        said = _("Its return asks for {stage}. {falls}").format(stage=where, falls=said)
    if not forms:
        return Entry(tile.id, named(tile), said, "corner-up-left")
    return Entry(tile.id, named(tile), said, "triangle-alert", "warn", help="\n".join(titles))
