"""Finds the forms of cards for Ctrl+K: some words name the card, the others the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.i18n import _
from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.words import known_stages
from mcdesk.ui.credential.seams import KnowsTitles
from mcdesk.ui.palette import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.procedure.stage import Label
    from mcdesk.ui.window import MainWindow

GONE = ("void", "superseded")
"""How forms stand that no longer count: they are left out."""
MOST_CARDS = 8
"""Of how many cards the forms are read: more are too many to choose from."""


class Forms(NamedTuple):
    """The forms that a card has, and the kinds with their titles that it may begin."""

    begun: tuple[FormLine, ...]
    titles: Mapping[str, Label]


class FormFinder:
    """Knows the forms of the cards that were asked about while the palette is open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._forms: dict[str, Forms] = {}
        self._asked: set[str] = set()

    def forget(self) -> None:
        """Read the forms anew the next time."""
        self._forms.clear()
        self._asked.clear()

    def find(self, wanted: Sequence[str]) -> Iterator[Hit]:
        """Yield the forms that fit the words; what is not known yet comes a moment later."""
        cards = self._cards(wanted)
        unknown = [tile.id for tile in cards if tile.id not in self._asked]
        if unknown:
            self._asked.update(unknown)
            self._window.tasks.run(partial(_read, unknown), self._on_read, kind="reader")
        for tile in cards:
            if tile.id in self._forms:
                yield from self._found(tile, self._forms[tile.id], wanted)

    def _found(self, tile: CardTile, forms: Forms, wanted: Sequence[str]) -> Iterator[Hit]:
        """Yield the forms of a card that fit the words, also those that are not begun yet."""
        for form in forms.begun:
            if form.status not in GONE and _is_meant(wanted, tile.search, _called(form)):
                run = partial(self._window.open_form_id, form.form_id)
                name = f"{tile.code}   {form.title.text()}"
                yield Hit(name, "file-text", partial(self._open, tile.id, run))
        info, begun = self._window.info, {form.kind for form in forms.begun}
        if tile.status in ENDED or info is None or info.read_only:
            return
        for kind in (kind for stage in known_stages() for kind in stage.forms):
            title = forms.titles.get(kind)
            if kind in begun or title is None:
                continue
            if _is_meant(wanted, tile.search, f"{kind} {title.en} {title.id}".casefold()):
                words = _("Begin: {form}").format(form=title.text())
                begin = partial(self._window.open_form, tile.id, kind)
                name = f"{tile.code}   {words}"
                yield Hit(name, "circle-dashed", partial(self._open, tile.id, begin))

    def _open(self, card: str, run: Callable[[], object]) -> None:
        """Open a form of a card, at which the board stands when one comes back to it."""
        self._window.opener.stand_at_card(card)
        run()

    def _cards(self, wanted: Sequence[str]) -> list[CardTile]:
        """Return the cards that some of the words name: those named by their code first."""
        if len(wanted) < 2:
            return []
        tiles = self._window.board.models.all_tiles()
        named = [(_count(wanted, tile.code.casefold()), _count(wanted, tile.search), tile)
                 for tile in tiles]  # fmt: skip
        fit = [each for each in named if each[1]]
        fit.sort(key=lambda each: (-each[0], -each[1], each[2].code))
        return [tile for _code, _all, tile in fit[:MOST_CARDS]]

    def _on_read(self, forms: dict[str, Forms]) -> None:
        self._forms.update(forms)
        self._window.rooms.palette.look_again()


def _count(words: Sequence[str], text: str) -> int:
    return sum(word in text for word in words)


def _is_meant(words: Sequence[str], card: str, form: str) -> bool:
    """Tell whether words mean a form of a card: each names either, and some the form.

    A word of the form may stand in the title of the card, too.
    """
    names = [word in form for word in words]
    return any(names) and all(
        is_form or word in card for word, is_form in zip(words, names, strict=True)
    )


def _called(form: FormLine) -> str:
    """Return all that a form is called, in both languages."""
    title, short = form.title, form.short
    return " ".join((form.kind, title.en, title.id, short.en, short.id, form.sheet)).casefold()


def _read(cards: Sequence[str], desk: DeskPort) -> dict[str, Forms]:
    """Read the forms of cards, and what those are called that they may begin."""
    titled = desk if isinstance(desk, KnowsTitles) else None
    return {
        card: Forms(desk.outline(card).forms, titled.form_titles(card) if titled else {})
        for card in cards
    }
