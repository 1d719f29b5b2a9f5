"""What waited in a workspace that was set aside comes into the one that was joined in its place."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from mcdesk.application.drafts import DraftFile
from mcdesk.application.healing import HUB_ID
from mcdesk.application.journal import Head
from mcdesk.application.packet import Packet
from mcdesk.application.proving import proven
from mcdesk.application.views.salvage import Salvaged
from mcdesk.models.content import keep_copy, place_of
from mcdesk.models.salvage import Left, left_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.drafts import Draft, Kept
    from mcdesk.application.packets import PacketDesk
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.models.workspace import Workspace


def salvage(desk: ReplicaDesk, aside: Path) -> Salvaged | None:
    """Take in what waited in a workspace of the same hub, as from a packet; None for another's.

    What was typed there and is no entry yet lies in the drafts again, under whose it is.

    Raises:
        Trouble: The workspace cannot be written to.
    """
    try:
        left = left_in(aside)
    except OSError:
        left = Left()
    store = cast("Workspace", desk.store)
    own, origin = cast("PacketDesk", desk), store.origin()
    hub_id = store.facts()[HUB_ID]
    is_same = left.hub_id == hub_id if left.hub_id is not None else left.origin == origin
    if not is_same:
        is_known = left.hub_id is not None or left.origin is not None
        return None if is_known else Salvaged(aside, is_whole=False)
    drafts = _drafts(store, aside)
    if not left.bodies or not desk.person_id:
        return Salvaged(aside, unread=left.unread + len(left.bodies), drafts=drafts,
                        is_whole=left.is_whole)  # fmt: skip
    _files(own, aside, left.bodies)
    packet = Packet(hub_id, origin, "", "", own.stamp(), Head(), left.bodies, is_own=True)
    taken = own.take_packet(packet)
    return Salvaged(
        aside, taken.kept, taken.known, taken.collided, left.unread, drafts, left.is_whole
    )


def _drafts(store: Workspace, aside: Path) -> int:
    """Take over what was typed and did not become an entry; return how many texts that is."""
    there = DraftFile(aside.with_name(f"{aside.name}.drafts"))
    if not there.path.is_file():
        return 0
    with suppress(OSError):
        found: list[Draft | Kept] = [*there.pending(), *there.aside()]
        DraftFile(store.drafts).append(found)
        return len(found)
    return 0


def _files(own: PacketDesk, aside: Path, bodies: tuple[str, ...]) -> None:
    """Copy the contents that entries name; one that is not whole is missing, and is told so."""
    files = aside.with_name(f"{aside.name}.files")
    for digest in set(_named(bodies)):
        with suppress(OSError):
            keep_copy(place_of(files, digest), own.file_path(digest), digest)


def _named(bodies: tuple[str, ...]) -> Iterator[str]:
    for body in bodies:
        for effect in proven(body).effects:
            if effect.table == "file" and not effect.new.get("link"):
                yield str(effect.new["digest"])
