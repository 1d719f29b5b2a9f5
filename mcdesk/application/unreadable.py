"""What came from a hub and cannot be read: an entry is told with who sent it, a card shows it.

Whoever speaks to a hub without the program can write what no program would. It may cost that one
entry or card, never everybody's exchange (docs/decisions/0015).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcdesk.application.days import moment
from mcdesk.application.journal import MEANT
from mcdesk.application.tiles import bare_tile, first_tile, tile_of_card
from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_, _
from mcdesk.procedure.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.journal import Line
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views.tile import CardTile
    from mcdesk.procedure.records import Card, TeamMember


@contextmanager
def naming(line: Line, reader: Reader) -> Iterator[None]:
    """Turn what an entry of a hub's journal makes fail into Trouble that names it."""
    try:
        yield
    except MEANT as error:
        person = reader.find(Person, line.person_id)
        raise Trouble(
            "unreadable_entry",
            _("Entry {seq} of the hub’s journal cannot be read: {who} sent it ({on}).").format(
                seq=line.seq, who=person.name if person else line.person_id, on=moment(line.at)
            ),
            _("No program of ours writes such an entry. Nothing was taken in, and work goes on "
              "here. Tell who looks after the hub: without this entry (an earlier backup of the "
              "hub, or the hub rebuilt from a workspace) exchanging goes on."),
        ) from error  # fmt: skip


def cannot_be_done_again() -> Finding:
    """Return why something that waited goes to a person: what it is about cannot be read."""
    return Finding("unreadable", N_("What this is about cannot be read any more."))


def tile_to_show(knowledge: Knowledge, card: Card) -> CardTile:
    """Return the tile of a card; of one that cannot be read, one that says so."""
    try:
        return tile_of_card(knowledge, card)
    except (*MEANT, Trouble):
        text = N_("Something in this micro-credential cannot be read; tell who looks after the "
                  "hub.")  # fmt: skip
        words = Finding("unreadable", text)
    return bare_tile(card)._replace(
        blocked_count=1, blocked_en=words.sentence("en"), blocked_id=words.sentence("id")
    )


def first_tile_to_show(knowledge: Knowledge, card: Card, team: Iterable[TeamMember]) -> CardTile:
    """Return the first tile of a card that came with a hub, before it is worked out."""
    try:
        return first_tile(knowledge, card, team)
    except MEANT:
        return bare_tile(card)
