"""Whether a packet fits a workspace, and what of it nobody but its author can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.journal import Event, Head, Line, chained, read_event
from mcdesk.application.rebase import command_of
from mcdesk.application.redacting import without
from mcdesk.application.replay import RANDOM, VERSION_AT
from mcdesk.application.replica_unit import ReplicaUnit
from mcdesk.application.taken import is_taken
from mcdesk.errors import Finding
from mcdesk.i18n import N_, _
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import RECORDS, Redaction, TeamMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.packet import Packet


class PacketUnit(ReplicaUnit, Protocol):
    """A unit of work that also tells what came in before."""

    def asides_known(self, by: str = "") -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Here:
    """Which workspace this is: its hub's id, and what its copies and replicas have in common."""

    hub_id: str
    origin: str


def why_not(unit: ReplicaUnit, packet: Packet, here: Here) -> str:
    """Return why a packet cannot be taken in here, or ""."""
    if packet.origin != here.origin or (
        here.hub_id and packet.hub_id and here.hub_id != packet.hub_id
    ):
        return _("It comes from another team’s workspace: {name}.").format(name=packet.workspace)
    head, base = unit.head(), packet.base
    line = unit.line_at(base.seq) if base.seq else None
    if base.seq > head.seq:
        return _("It rests on entries that are not here yet ({theirs}; here {mine}). Exchange "
                 "with the hub first, then take it in.").format(
                     theirs=base.seq, mine=head.seq)  # fmt: skip
    if base.hash != (line.hash if line is not None else Head().hash):
        return _("Its workspace and this one went different ways before it was packed. Both "
                 "exchange with the hub first, then it is packed anew.")  # fmt: skip
    return ""


def removals_among(events: Iterable[Event]) -> Iterator[Redaction]:
    """Yield the removals for ever that are among events."""
    for event in events:
        if event.kind == do.RemoveContent.event:
            for effect in event.effects:
                if effect.table == Redaction.table:
                    yield Redaction(**effect.new)


def is_other(
    unit: PacketUnit, line: Line, event: Event, removals: Iterable[Redaction] = ()
) -> bool:
    """Tell whether an entry that is here is another one than an event of the same id.

    One whose words were removed for ever is the same all the same (docs/decisions/0016), here or
    by one of `removals`, which come with it.
    """
    body = line.body
    for removal in removals:
        body = without(body, removal)
    if event.command in (read_event(line.body).command, read_event(body).command):
        return False
    before = unit.line_at(line.seq - 1) if line.seq and line.seq > 1 else None
    previous = before.hash if before is not None else Head().hash
    return line.seq is None or chained(previous or "", line.body) == line.hash


def not_by_another(unit: ReplicaUnit, event: Event) -> Finding | None:
    """Return why an event of a packet is not carried out as it is; None where it is.

    Whose work it is says the packet alone: it may name who takes it in (docs/decisions/0012).
    """
    is_sent = is_taken(event) and "adopted" not in event.note
    if is_sent and isinstance(command_of(event), do.WriteComment):
        return Finding(
            "own_remark",
            N_(
                "Everyone remarks in their own name: it comes when its "
                "author exchanges. Done again, it is a remark of yours."
            ),
        )
    return takes_an_id(unit, event) or removes_what_waits(unit, event)


def removes_what_waits(unit: ReplicaUnit, event: Event) -> Finding | None:
    """Return that work waits here in the place of a removal: it goes to the hub first.

    As where somebody removes it here (`take_out`): what waits would be written anew, and follow
    from nothing that the hub has.
    """
    places = {
        (str(effect.new["subject_table"]), str(effect.new["subject_id"]))
        for effect in event.effects
        if effect.table == Redaction.table and effect.old is None
    }
    written = {(effect.table, effect.id) for line in (unit.waiting() if places else ())
               for effect in read_event(line.body).effects}  # fmt: skip
    if not places & written:
        return None
    return Finding("waiting", N_("Changes wait for the team’s hub: exchange first, then remove."))


def takes_an_id(unit: ReplicaUnit, event: Event) -> Finding | None:
    """Return that an id that an event says it drew is taken here; None where all are free."""
    for effect in event.effects:
        kind = RECORDS.get(effect.table)
        is_drawn = effect.old is None and effect.id[VERSION_AT : VERSION_AT + 1] == RANDOM
        if is_drawn and kind is not None and unit.find(kind, effect.id) is not None:
            return Finding("id_taken", N_("The id {id} is taken."), {"id": effect.id})
    return None


def has_duties(knowledge: Knowledge, person_id: str) -> bool:
    """Tell whether somebody has an office or a duty on the day: who has none has left."""
    if knowledge.actor(person_id).roles:
        return True
    day = knowledge.today.isoformat()
    members = knowledge.reader.select(TeamMember, person_id=person_id)
    return any(member.is_on(day) for member in members)
