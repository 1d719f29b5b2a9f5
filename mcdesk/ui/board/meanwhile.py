"""Somebody else moves some of the cards that a dialog is about: they are left where they went.

As with one card (`credential/moved.py`): whoever has the dialog open is told, and what was
confirmed before the news came is refused for these cards, which stand elsewhere than was shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import CardTile, Changes, Outcome
    from mcdesk.errors import Finding
    from mcdesk.ui.tasks import Tasks


class Moved(NamedTuple):
    """A card as it is now, and who moved it where."""

    tile: CardTile
    why: Finding


@dataclass(frozen=True, slots=True)
class ReadMoved:
    """Asks which of these cards stand at another stage than was shown; runs on a worker."""

    tiles: tuple[CardTile, ...]

    def __call__(self, desk: DeskPort) -> Mapping[str, Moved]:
        from mcdesk.ui.credential.moved import moved_words

        if not self.tiles:
            return {}
        now = {tile.id: tile for tile in desk.board(archived=True, at_once=True).tiles}
        return {
            tile.id: Moved(now[tile.id], moved_words(desk.page(tile.id)))
            for tile in self.tiles
            if tile.id in now and now[tile.id].stage != tile.stage
        }


@dataclass(frozen=True, slots=True)
class EachFrom:
    """Carries out commands about several cards, each as long as its card stands where it stood."""

    steps: tuple[tuple[CardTile, do.Command], ...]

    def __call__(self, desk: DeskPort, progress: Progress) -> tuple[tuple[Outcome, ...], Changes]:
        from mcdesk.application.views import Changes, Outcome
        from mcdesk.ui.credential.moved import CODE

        shown = tuple(tile for tile, command in self.steps if _moves(command))
        moved = ReadMoved(shown)(desk)
        stay = tuple(Outcome(id_, (each.why,), CODE) for id_, each in moved.items())
        going = [(tile.id, command) for tile, command in self.steps if tile.id not in moved]
        if not going:
            return stay, Changes()
        outcomes, changes = desk.execute_each(going, progress)
        return (*stay, *outcomes), changes


def _moves(command: do.Command) -> bool:
    """Tell whether a command leads a card away from its stage."""
    return isinstance(command, do.MoveCard | do.CompleteCard)


class CardsWatch(QObject):
    """Looks after the cards of an open dialog, and tells which of them stand elsewhere by now.

    Signals:
        moved: some do; `tiles` are the cards as they are now, `gone` those that were moved.
    """

    moved = Signal()

    def __init__(self, tasks: Tasks, tiles: Sequence[CardTile], dialog: QWidget) -> None:
        super().__init__(dialog)
        self._tasks, self.tiles = tasks, tuple(tiles)
        self.gone: dict[str, Moved] = {}
        self.is_off = False  # what the dialog does itself is no news
        tasks.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if not self.is_off and any(tile.id in changes.cards for tile in self.tiles):
            self.look()

    def look(self) -> None:
        """Read where the cards stand."""
        self._tasks.run(ReadMoved(self.tiles), self._on_read, _ignore, kind="reader")

    def _on_read(self, found: Mapping[str, Moved]) -> None:
        if not found or self.is_off:
            return
        self.gone |= found
        self.tiles = tuple(found[tile.id].tile if tile.id in found else tile for tile in self.tiles)
        self.moved.emit()


def _ignore(_error: object) -> None:
    """Let what cannot be read now be refused when it is done."""
