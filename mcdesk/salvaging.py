"""What waited in a workspace that was set aside comes into the one that was joined in its place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from mcdesk.application.brought import is_brought
from mcdesk.application.drafts import DraftFile
from mcdesk.application.healing import HUB_ID, note_back
from mcdesk.application.held_files import contents_of
from mcdesk.application.journal import Event, Head, read_event
from mcdesk.application.packet import Packet
from mcdesk.application.settled import NOTICE
from mcdesk.application.views.salvage import Salvaged
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.models.content import keep_copy, place_of
from mcdesk.models.salvage import Left, left_in
from mcdesk.procedure.records import Settlement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mcdesk.application.attention import Aside
    from mcdesk.application.drafts import Draft, Kept
    from mcdesk.application.packets import PacketDesk
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.models.workspace import Workspace


def must_be_named(path: Path) -> None:
    """Refuse to set a workspace aside for nobody where something waits that would not come along.

    Raises:
        Refused: Something waits in it or needs a look, or that cannot be read.
    """
    if _left(path).has_waiting:
        text = N_("In {file} changes wait for the hub or entries need a look, or it cannot be read "
                  "whether they do. They come along only to somebody: say with --as who works in "
                  "it. Nothing was changed.")  # fmt: skip
        raise Refused(Finding("nobody_named", text, {"file": path.name}))


def salvage(desk: ReplicaDesk, aside: Path) -> Salvaged | None:
    """Take in what waited in a workspace of the same hub, as from a packet; None for another's.

    What needed a look there lies in the attention list again; what was typed and is no entry yet
    in the drafts, under whose it is.

    Raises:
        Trouble: The workspace cannot be written to.
    """
    left = _left(aside)
    store = cast("Workspace", desk.store)
    own, origin = cast("PacketDesk", desk), store.origin()
    hub_id = store.facts()[HUB_ID]
    is_same = left.hub_id == hub_id if left.hub_id is not None else left.origin == origin
    if not is_same:
        is_known = left.hub_id is not None or left.origin is not None
        return None if is_known else Salvaged(aside, is_whole=False)
    drafts = _drafts(store, aside)
    found = Salvaged(aside, unread=left.unread, drafts=drafts, unlisted=left.unlisted,
                     is_whole=left.is_whole)  # fmt: skip
    if left.bodies and desk.person_id:
        packet = Packet(hub_id, origin, "", "", own.stamp(), Head(), left.bodies, is_own=True)
        _files(own, aside, packet)
        taken = own.take_packet(packet)
        needless = len(left.bodies) - taken.kept - taken.known - taken.collided
        found = replace(found, kept=taken.kept, known=taken.known, collided=taken.collided,
                        needless=needless)  # fmt: skip
    elif left.bodies:
        found = replace(found, unread=left.unread + len(left.bodies))
    listed = _list_again(own, left.asides)
    bodies = tuple(entry.body for entry in listed)
    _files(own, aside, Packet(hub_id, origin, "", "", own.stamp(), Head(), bodies))
    return replace(found, listed=len(listed))


def _left(path: Path) -> Left:
    """Return what waited in a workspace; one that cannot be copied tells nothing."""
    try:
        return left_in(path)
    except OSError:
        return Left()


def _list_again(desk: PacketDesk, entries: Sequence[Aside]) -> Sequence[Aside]:
    """Put open entries of the attention list there into the one here; return those that stay.

    What was settled since, or came by another way, needs no look any more. It is done once what
    waited is taken in: an entry that only tells of a change bears its id.
    """
    with desk.store.rewrite() as unit:
        settled = {each.event_id for each in unit.select(Settlement)
                   if each.person_id == desk.person_id and not each.deleted}  # fmt: skip
        known = unit.asides_known()
        fresh = [entry for entry in entries
                 if entry.kind == NOTICE or entry.event_id not in known]  # fmt: skip
        fresh = [entry for entry in fresh if entry.event_id not in settled]
        before, came = {entry.n for entry in unit.asides()}, dict[str, Event]()
        for entry in fresh:
            unit.set_aside(entry)
            line = unit.line_named(entry.event_id)
            if line is not None:
                came[entry.event_id] = read_event(line.body)
        note_back(unit, came, desk.stamp())
        return [entry for entry in unit.asides() if entry.n not in before]


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


def _files(own: PacketDesk, aside: Path, packet: Packet) -> None:
    """Copy the contents that entries name which are not here: the others come by the hub.

    One that is not whole is missing, and is told so; one that was removed for ever stays away.
    """
    with own.store.look() as unit:
        fresh = [event for event in packet.events if unit.line_named(event.id) is None]
    named = tuple((digest, 0) for digest in sorted(set(_contents(fresh))))
    files = aside.with_name(f"{aside.name}.files")
    for digest in own.wanted_files(replace(packet, files=named)):
        with suppress(OSError):
            keep_copy(place_of(files, digest), own.file_path(digest), digest)


def _contents(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        for effect in event.effects:
            yield from contents_of(effect, is_brought=is_brought(event.kind))
