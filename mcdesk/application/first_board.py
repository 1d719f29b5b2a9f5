"""The board of a workspace that has just joined a team, before it is known what each card needs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.unreadable import first_tile_to_show
from mcdesk.application.views.tile import Board
from mcdesk.procedure.records import Card, Idea, TeamMember

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views.tile import CardTile


def first_tiles(knowledge: Knowledge) -> tuple[CardTile, ...]:
    """Return a first tile of every card."""
    reader, teams = knowledge.reader, defaultdict[str, list[TeamMember]](list)
    for member in reader.select(TeamMember):
        teams[member.card_id].append(member)
    return tuple(
        first_tile_to_show(knowledge, card, teams[card.id]) for card in reader.select(Card)
    )


def first_board(reader: Reader, today: date) -> Board:
    """Return the board with the first tiles of the cards that are not archived."""
    procedure = shelf.procedure_of(reader, shelf.published(reader, today)[0])
    tiles = [tile for tile in first_tiles(Knowledge(reader, today)) if not tile.archived_on]
    tiles.sort(key=lambda tile: (tile.rank, tile.code))
    ideas = len(reader.select(Idea, state="open"))
    return Board(procedure.stages, procedure.phases, tuple(tiles), today, ideas)
