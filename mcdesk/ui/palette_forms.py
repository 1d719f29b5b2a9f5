"""Finds the forms of cards for Ctrl+K: some words name the card, the others the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.ui.palette import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.ui.window import MainWindow

MOST_CARDS = 8
"""Of how many cards the forms are read: more are too many to choose from."""
Read = dict[str, tuple["FormLine", ...]]


class FormFinder:
    """Knows the forms of the cards that were asked about while the palette is open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._forms: Read = {}
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
            for form in self._forms.get(tile.id, ()):
                if _is_meant(wanted, tile.search, _called(form)):
                    run = partial(self._window.open_form_id, form.form_id)
                    yield Hit(f"{tile.code}   {form.title.text()}", "file-text", run)

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

    def _on_read(self, forms: Read) -> None:
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


def _read(cards: Sequence[str], desk: DeskPort) -> Read:
    """Read the forms of cards; those that no longer count are left out."""
    gone = ("void", "superseded")
    return {
        card: tuple(form for form in desk.outline(card).forms if form.status not in gone)
        for card in cards
    }
