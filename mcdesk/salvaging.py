"""What waited in a workspace that was set aside comes into the one that was joined in its place."""

from __future__ import annotations

import errno
from contextlib import ExitStack, contextmanager, suppress
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
from mcdesk.errors import Finding, McDeskError, Refused, Trouble, system_words
from mcdesk.i18n import N_, _
from mcdesk.models import salvage_note
from mcdesk.models.aside import place_for, set_aside
from mcdesk.models.content import keep_copy, place_of
from mcdesk.models.left_behind import ENDS
from mcdesk.models.salvage import Left, left_in
from mcdesk.paths import is_there
from mcdesk.procedure.records import Settlement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mcdesk.application.attention import Aside
    from mcdesk.application.drafts import Draft, Kept
    from mcdesk.application.packets import PacketDesk
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.models.workspace import Workspace

FULL = (errno.ENOSPC, errno.EDQUOT)
"""How a system says that there is no room: what is there is not damaged, and comes along later."""


@contextmanager
def room_made(path: Path) -> Iterator[None]:
    """Set a workspace aside for the one that is made within; what is owed of it is noted first.

    Where that one is not made, everything has its name again.

    Raises:
        Trouble: It cannot be renamed; then everything has its name still.
    """
    before, ends = salvage_note.owed(path), ("", *ENDS)
    place = place_for(path, ends)
    with ExitStack() as stack:
        stack.callback(salvage_note.keep, path, before)
        try:
            salvage_note.keep(path, (*before, place) if is_there(path) else before)
            aside = set_aside(path, ends, place=place)
        except OSError as error:
            raise _not_set_aside(path, error) from error
        stack.callback(aside.put_back)
        yield
        stack.pop_all()


def _not_set_aside(path: Path, error: OSError) -> Trouble:
    title = _("{file} could not be set aside: {why}. Nothing was changed.")
    advice = _("Mend the cause (another program has it open, the disk is full), and try again.")
    return Trouble("not_set_aside", title.format(file=path.name, why=system_words(error)), advice)


def salvage_owed(
    desk: ReplicaDesk, path: Path, salvaged: Callable[[Salvaged], object] | None = None
) -> None:
    """Take in what waited in each workspace that was set aside and did not come along whole yet.

    Once it came along it is owed no more; so it is taken in once, however often a try breaks off.

    Raises:
        Trouble: Something did not come along; it is owed still.
    """
    left = list(salvage_note.owed(path))
    while left:
        place = left[0]
        try:
            found = salvage(desk, place)
            if found is not None and salvaged is not None:
                salvaged(found)
            del left[0]
            salvage_note.keep(path, left)
        except (McDeskError, OSError) as error:
            raise _not_whole(place, error) from error


def _not_whole(place: Path, error: Exception) -> Trouble:
    told = error.title if isinstance(error, Trouble) else system_words(error)
    return Trouble(
        "not_salvaged",
        _("The workspace was made anew, but what waited in {aside} did not all come along: {why}")
        .format(aside=place.name, why=told),
        _("Nothing of it is lost: it lies in that file. Once the cause is mended, open the "
          "workspace, or give the same command again: the rest comes along then, once."),
    )  # fmt: skip


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
    left = _left(aside, is_wanted=True)
    store = cast("Workspace", desk.store)
    own, origin = cast("PacketDesk", desk), store.origin()
    hub_id = store.facts()[HUB_ID]
    is_same = left.hub_id == hub_id if left.hub_id is not None else left.origin == origin
    if not is_same:
        is_known = left.hub_id is not None or left.origin is not None
        return None if is_known else Salvaged(aside, is_whole=False)
    found = Salvaged(aside, unread=left.unread, unlisted=left.unlisted, is_whole=left.is_whole)
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
    return replace(found, listed=len(listed), drafts=_drafts(store, aside))


def _left(path: Path, *, is_wanted: bool = False) -> Left:
    """Return what waited in a workspace; one that cannot be copied tells nothing.

    Raises:
        OSError: There is no room for a copy, and it `is_wanted`.
    """
    try:
        return left_in(path)
    except OSError as error:
        if is_wanted and error.errno in FULL:
            raise
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
        there = unit.asides()
        told = {(entry.event_id, entry.noted_at) for entry in there if entry.kind == NOTICE}
        fresh = [entry for entry in entries
                 if (entry.event_id, entry.noted_at) not in told
                 and (entry.kind == NOTICE or entry.event_id not in known)]  # fmt: skip
        fresh = [entry for entry in fresh if entry.event_id not in settled]
        before, came = {entry.n for entry in there}, dict[str, Event]()
        for entry in fresh:
            unit.set_aside(entry)
            line = unit.line_named(entry.event_id)
            if line is not None:
                came[entry.event_id] = read_event(line.body)
        note_back(unit, came, desk.stamp())
        return [entry for entry in unit.asides() if entry.n not in before]


def _drafts(store: Workspace, aside: Path) -> int:
    """Take over what was typed and did not become an entry; return how many texts that is.

    It comes last: a later text of the same place takes its place, and none is newer now.

    Raises:
        OSError: It cannot be written.
    """
    there = DraftFile(aside.with_name(f"{aside.name}.drafts"))
    found: list[Draft | Kept] = []
    with suppress(OSError):
        found = [*there.pending(), *there.aside()]
    DraftFile(store.drafts).append(found)
    return len(found)


def _files(own: PacketDesk, aside: Path, packet: Packet) -> None:
    """Copy the contents that entries name which are not here: the others come by the hub.

    One that is not whole is missing, and is told so; one that was removed for ever stays away.

    Raises:
        OSError: There is no room for one.
    """
    with own.store.look() as unit:
        fresh = [event for event in packet.events if unit.line_named(event.id) is None]
    named = tuple((digest, 0) for digest in sorted(set(_contents(fresh))))
    files = aside.with_name(f"{aside.name}.files")
    for digest in own.wanted_files(replace(packet, files=named)):
        try:
            keep_copy(place_of(files, digest), own.file_path(digest), digest)
        except OSError as error:
            if error.errno in FULL:
                raise


def _contents(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        for effect in event.effects:
            yield from contents_of(effect, is_brought=is_brought(event.kind))
