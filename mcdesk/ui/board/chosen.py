"""What the side panel says of several cards: how many, how they stand, what can be done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.i18n import _, language, plural
from mcdesk.procedure.status import RESTING
from mcdesk.ui import parts
from mcdesk.ui.board import words
from mcdesk.ui.board.filter import is_ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QVBoxLayout

    from mcdesk.application.views import CardTile
    from mcdesk.ui.board.page import BoardPage

FOR_SEVERAL = ("advance", "move", "hold", "resume", "archive", "print")
MOST = 12  # so many cards are named


class Chosen(NamedTuple):
    """Several cards, the day, and what can be done with all of them."""

    tiles: tuple[CardTile, ...]
    today: date
    acts: tuple[QAction, ...]


def chosen_on(board: BoardPage) -> Chosen:
    """Return the cards that are chosen on a board, with what can be done with several."""
    acts = tuple(board.actions_[f"card.{act}"] for act in FOR_SEVERAL)
    return Chosen(tuple(board.chosen()), board.models.today, acts)


def facts(chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Yield how the cards stand, in words with a tone: their stages, what is late or ready."""
    tiles = chosen.tiles
    counts = Counter(tile.stage for tile in tiles)
    stages = [stage.id for stage in words.known_stages() if stage.id in counts]
    yield " · ".join(f"{words.stage_name(id_)}: {counts[id_]}" for id_ in stages), ""
    late = sum(tile.is_late(chosen.today) for tile in tiles)
    ready = sum(map(is_ready, tiles))
    resting = sum(tile.status in RESTING for tile in tiles)
    if late:
        yield plural("{n} is late", "{n} are late", late), "bad"
    if ready:
        yield plural("{n} is ready for its next stage", "{n} are ready for their next stage",
                     ready), "good"  # fmt: skip
    if resting:
        yield plural("{n} is on hold or halted", "{n} are on hold or halted", resting), "warn"


def show_chosen(body: QVBoxLayout, chosen: Chosen) -> None:
    """Fill the panel with what can be said of several cards and done with them."""
    count = len(chosen.tiles)
    title = plural("{n} card chosen", "{n} cards chosen", count)
    body.addWidget(parts.label(title, "title", wrap=True))
    for said, tone in facts(chosen):
        body.addWidget(parts.label(said, "heading" if tone else "muted", state=tone, wrap=True))
    for act in chosen.acts:
        made = parts.button(act.text())
        made.setEnabled(act.isEnabled())
        made.setToolTip(act.toolTip())
        made.clicked.connect(act.trigger)
        body.addWidget(made)
    frame, column = parts.panel((12, 10, 12, 10), 6)
    for tile in chosen.tiles[:MOST]:
        column.addWidget(parts.label(f"{tile.code}  {tile.title(language())}", wrap=True))
        column.addWidget(parts.label(words.stage_name(tile.stage), "small"))
    if count > MOST:
        column.addWidget(parts.label(_("and {n} more").format(n=count - MOST), "small"))
    body.addWidget(frame)
    body.addStretch(1)
