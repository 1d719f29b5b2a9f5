"""Packets: waiting changes that leave as a file, and come in elsewhere with the full merge.

What comes in is carried out again by who takes it in, as in a rebase, and keeps the ids of its
events: so it counts once, whichever way it comes (docs/decisions/0012-packets.md).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, cast

from mcdesk.application import attention
from mcdesk.application.brought import is_brought
from mcdesk.application.desk import Done
from mcdesk.application.healing import HUB_ID, note_back
from mcdesk.application.held_files import contents_of, gone_contents
from mcdesk.application.journal import MEANT, Event, Head, Line, read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.meanwhile import Lately
from mcdesk.application.packet import Packet, all_lines
from mcdesk.application.packet_choice import chosen, is_own_only, meant, stays_behind
from mcdesk.application.packet_fit import (
    Here,
    PacketUnit,
    has_duties,
    is_other,
    not_by_another,
    removals_among,
    why_not,
)
from mcdesk.application.rebase import command_of, confirm_waiting
from mcdesk.application.replica import ReplicaDesk
from mcdesk.application.settled import NOTICE
from mcdesk.application.taken import as_adopted, as_taken, is_signed, made_by
from mcdesk.application.taken_anew import must_be_made_by_now
from mcdesk.application.views.packet import PacketSight, PacketTaken
from mcdesk.application.work import refuse
from mcdesk.errors import Finding, McDeskError, Refused, Trouble
from mcdesk.i18n import N_, _
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.records import Card, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.ports import Progress
    from mcdesk.application.replica_unit import ReplicaUnit


A_MONTH = timedelta(days=31)
"""How far back a packet of a workspace goes that waits for no hub, where nobody says."""
PASSED = "passed"
"""The state of what needed no look: an event that changed nothing here, and was taken in."""
EVERYTHING = 1 << 40


class PacketStore(Protocol):
    """The workspace as packets need it: what all copies and replicas of one have in common."""

    def origin(self) -> str: ...


class PacketDesk(ReplicaDesk):
    """A desk whose waiting changes can leave as a file, and that takes in those of others."""

    # --- out --------------------------------------------------------------------------------

    def pack(self, card: str = "", form: str = "", since: str = "") -> Packet:
        """Return what waits here as a packet: all of it, or of one micro-credential or form.

        Args:
            card: Only what concerns the micro-credential with this code or id.
            form: Only its forms of this kind, or the form with this id.
            since: From this day on, confirmed or not; else what waits, or without a hub the last
                month's.

        Raises:
            Refused: There is nothing to pack, or no such micro-credential or form.
        """
        here, name = self._here(), self.info().name
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            is_meant = meant(unit, card, form)
            if not here.hub_id:
                since = since or (self.today - A_MONTH).isoformat()
            base, lines = _leaving(unit, since)
            events = chosen(
                [read_event(line.body) for line in lines],
                is_meant,
                lambda event: unit.cards_of(event.effects),
            )
            if lines and all(is_own_only(read_event(line.body)) for line in lines):
                refuse("own_only", N_("What waits is for the hub only: numbers reserved for this "
                                      "computer, a key, or what you settled in your list. None "
                                      "of it leaves in a packet."))  # fmt: skip
            if not events:
                refuse("nothing_waits", N_("Nothing of this waits: there is nothing to pack."))
            bodies = {line.id: line.body for line in lines}
            return Packet(
                hub_id=here.hub_id,
                origin=here.origin,
                workspace=name,
                sender=knowledge.name(self.person_id),
                made_at=self.stamp(),
                base=base,
                bodies=tuple(bodies[event.id] for event in events),
                files=tuple(self._sizes(events)),
            )

    def _sizes(self, events: Iterable[Event]) -> Iterator[tuple[str, int]]:
        """Yield the contents that events name and that are here, each with its size."""
        named = {
            digest
            for event in events
            for effect in event.effects
            for digest in contents_of(effect, is_brought=is_brought(event.kind))
        }
        for digest in sorted(named):
            if self._has_file(digest):
                yield digest, self.store.file_path(digest).stat().st_size

    # --- looking ------------------------------------------------------------------------------

    def look_into(
        self, packet: Packet, progress: Progress | None = None,
        *, without_login: frozenset[str] = frozenset(),
    ) -> PacketSight:  # fmt: skip
        """Return what a packet holds, in words; who has no login at the hub any more has left.

        Raises:
            Trouble: It was stopped.
        """
        here = self._here()
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            known = self._known(unit, packet.events)
            lines = all_lines(knowledge, packet, known, progress)
            authors = sorted({made_by(event) for event in packet.events})
            return PacketSight(
                sender=packet.sender,
                made_at=packet.made_at,
                workspace=packet.workspace,
                lines=lines,
                files=len(packet.files),
                size=sum(size for _digest, size in packet.files),
                why_not=why_not(unit, packet, here),
                left=tuple(
                    knowledge.name(each)
                    for each in authors
                    if each in without_login - {self.person_id} or self._is_gone(unit, each)
                ),
            )

    def is_new(self, packet: Packet) -> bool:
        """Tell whether anything of a packet is not here yet.

        Raises:
            Trouble: It is another team's, or rests on what is not here.
        """
        here = self._here()
        with self.store.look() as unit:
            self._must_fit(unit, packet, here)
            return len(self._known(unit, packet.events)) < len(packet.bodies)

    @staticmethod
    def _must_fit(unit: ReplicaUnit, packet: Packet, here: Here) -> None:
        why = why_not(unit, packet, here)
        if why:
            raise Trouble("unfit_packet", _("This packet cannot be taken in here."), why)

    # --- in -----------------------------------------------------------------------------------

    def wanted_files(self, packet: Packet) -> tuple[str, ...]:
        """Return the contents of a packet that are not here, and were not removed for ever."""
        with self.store.look() as unit:
            gone = gone_contents(unit)
        named = [digest for digest, _size in packet.files if digest not in gone]
        return tuple(digest for digest in named if not self._has_file(digest))

    def take_packet(
        self, packet: Packet, *, adopted: bool = False, without_login: frozenset[str] = frozenset()
    ) -> PacketTaken:
        """Carry out what a packet holds and is not here, under the right of who works here.

        Args:
            packet: With its files in the store already.
            adopted: Whether the work of people who left is taken on as one's own.
            without_login: Who has no login at the hub any more: they left, too.

        Raises:
            Refused: It is to be adopted from somebody who has not left, or was made later than now.
            Trouble: It is another team's, or rests on what is not here.
        """
        here = self._here()
        with self.store.rewrite() as unit:
            self._must_fit(unit, packet, here)
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            known = self._known(unit, packet.events)
            fresh = [event for event in packet.events if event.id not in known]
            note_back(unit, {event.id: event for event in fresh}, self.stamp())
            if adopted:
                self._must_be_gone(unit, done.knowledge, fresh, without_login)
            elif here.hub_id and not packet.is_own:
                must_be_made_by_now(fresh, self.stamp())
            collided, lines = 0, dict[str, Line]()
            for event in fresh:
                mine = self._adopted(event) if adopted else self._own(event, packet)
                why = self._not_brought(unit, mine)
                if why is not None:
                    unit.set_aside(attention.aside(mine.id, mine, (why,), self.stamp()))
                    collided += 1
                elif not stays_behind(mine, is_own=mine is event):
                    lines[mine.id] = _line(mine)
            collided += self._again(unit, lines, Lately(unit), done, fresh=lines.keys())
            if not here.hub_id:
                confirm_waiting(unit)
            kept = sum(unit.line_named(id_) is not None for id_ in lines)
            self._pass_over(unit, fresh)
            changes = self._finish(unit, done, "packet")
        return self._taken(PacketTaken(changes, kept, len(known), collided))

    def look_at_left(self, without_login: frozenset[str] = frozenset()) -> PacketSight:
        """Return what waits here and was done by people who left, in words.

        Raises:
            Refused: Nothing of the kind waits.
        """
        with self.store.look() as unit:
            lines = {line.id: line for line in unit.waiting()}
            events = [read_event(line.body) for line in lines.values()]
            aside = self._set_aside_by_others(unit)
            theirs = self._of_who_left(unit, [*events, *aside.values()], without_login)
            bodies = tuple(lines[id_].body if id_ in lines else aside[id_].body() for id_ in theirs)
            head = unit.head()
        packet = Packet("", "", self.info().name, "", self.stamp(), head, bodies)
        return self.look_into(packet, without_login=without_login)

    def _set_aside_by_others(self, unit: ReplicaUnit) -> dict[str, Event]:
        """Return the events by others that could not be kept here and are not settled."""
        found: dict[str, Event] = {}
        for kept in unit.asides():
            if kept.kind != NOTICE and kept.person_id != self.person_id:
                with suppress(*MEANT, McDeskError):
                    found[kept.event_id] = read_event(kept.body)
        return found

    def _of_who_left(
        self, unit: ReplicaUnit, events: Iterable[Event], without_login: frozenset[str]
    ) -> list[str]:
        """Return the events, by their ids, that were done by people who left."""
        theirs = [event.id for event in events
                  if event.by != self.person_id and not is_own_only(event)
                  and (event.by in without_login or self._is_gone(unit, event.by))]  # fmt: skip
        if not theirs:
            refuse(
                "nothing_to_adopt",
                N_("Nothing that waits or needs a look here is by somebody who left."),
            )
        return theirs

    def adopt_waiting(self, without_login: frozenset[str] = frozenset()) -> PacketTaken:
        """Take on as one's own what waits or needs a look here and was done by people who left.

        Raises:
            Refused: Nothing of the kind waits.
        """
        with self.store.rewrite() as unit:
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            events = [read_event(line.body) for line in unit.waiting()]
            aside = self._set_aside_by_others(unit)
            theirs = self._of_who_left(unit, [*events, *aside.values()], without_login)
            mine = self._off(unit, None, done, everybodys=True)
            for event in events:
                if event.id in theirs:
                    mine[event.id] = _line(self._adopted(event))
            collided = self._again(unit, mine, {}, done, fresh=theirs)
            left = {id_: self._adopted(aside[id_]) for id_ in theirs if id_ in aside}
            note_back(unit, left, self.stamp())
            lines = {id_: _line(event) for id_, event in left.items()}
            collided += self._again(unit, lines, Lately(unit), done, fresh=theirs)
            changes = self._finish(unit, done, "packet")
            kept = sum(unit.line_named(id_) is not None for id_ in theirs)
        return self._taken(PacketTaken(changes, kept, 0, collided))

    def _own(self, event: Event, packet: Packet | None = None) -> Event:
        if packet is not None and packet.is_own and event.by == self.person_id:
            return event
        return as_taken(event, self.person_id, self.stamp(), self.today.isoformat())

    def _not_brought(self, unit: ReplicaUnit, event: Event) -> Finding | None:
        """Return why an event is not carried out; a decision of others takes a right held today.

        It keeps the day on which it was made: the right of that day alone proves nothing.
        """
        why, command = not_by_another(unit, event), command_of(event)
        if why is not None or not is_signed(event):
            return why
        if event.today > self.today.isoformat():
            text = N_("The decision cannot be dated {on}, after today.")
            return Finding("future", text, {"on": event.today})
        if made_by(event) == self.person_id:
            return None
        knowledge = Knowledge(unit, self.today, self.keys.verify)
        work = self._work(unit, knowledge, self._act(""))
        try:
            if isinstance(command, do.SignForm):
                form = unit.find(Form, command.form)
                work.demand("record", unit.find(Card, form.card_id) if form is not None else None)
            elif isinstance(command, do.SignPeriod):
                work.demand("move")
        except Refused as refusal:
            return refusal.findings[0]
        return None

    def _taken(self, taken: PacketTaken) -> PacketTaken:
        """Forget the steps of this session: they rest on what was there before."""
        self._undo.clear()
        self._redo.clear()
        return replace(taken, changes=self._told(taken.changes))

    def _pass_over(self, unit: PacketUnit, fresh: Iterable[Event]) -> None:
        """Remember what changed nothing here, so that taken in once more it changes nothing."""
        asides = unit.asides_known()
        for event in fresh:
            if unit.line_named(event.id) is None and event.id not in asides:
                aside = attention.aside(event.id, event, (), self.stamp())
                unit.set_aside(replace(aside, state=PASSED))

    def _known(self, unit: PacketUnit, events: Iterable[Event]) -> frozenset[str]:
        """Return the events that are here already: in the journal, or taken in before.

        What somebody else took in without the right to it is not, nor what a server lost.

        Raises:
            Trouble: One is here as something else: the packet was made up.
        """
        asides = unit.asides_known(by=self.person_id)
        found, events = set[str](), tuple(events)
        removals = tuple(removals_among(events))
        for event in events:
            line = unit.line_named(event.id)
            if line is not None and is_other(unit, line, event, removals):
                raise Trouble(
                    "altered_packet",
                    _("An entry of this packet is known here with other content."),
                    _("Nothing was taken in. Ask the sender to pack it anew."),
                )
            if line is not None or event.id in asides:
                found.add(event.id)
        return frozenset(found)

    # --- who left -------------------------------------------------------------------------------

    def _adopted(self, event: Event) -> Event:
        return as_adopted(self._own(event))

    def _is_gone(self, unit: ReplicaUnit, person_id: str) -> bool:
        """Tell whether somebody has no office and no duty any more."""
        if person_id == self.person_id:
            return False
        return not has_duties(Knowledge(unit, self.today), person_id)

    def _must_be_gone(
        self,
        unit: ReplicaUnit,
        knowledge: Knowledge,
        events: Iterable[Event],
        without_login: frozenset[str],
    ) -> None:
        for author in sorted({made_by(event) for event in events} - {self.person_id}):
            if author not in without_login and not self._is_gone(unit, author):
                refuse("still_here", N_("{name} still has duties here: take the packet in, and it "
                                        "stays the work of {name}."),
                       name=knowledge.name(author) or "–")  # fmt: skip

    def _here(self) -> Here:
        """Return which workspace this is; asked before a transaction begins."""
        store = cast("PacketStore", self.store)
        return Here(self.store.facts().get(HUB_ID, ""), store.origin())


def _leaving(unit: ReplicaUnit, since: str) -> tuple[Head, Sequence[Line]]:
    """Return the lines that may leave, and the last entry before them: what waits, or all since."""
    if not since:
        return unit.head(), unit.waiting()
    before, found = Head(), list[Line]()
    for line in unit.lines_after(0, EVERYTHING):
        if found or day_of(line.at) >= since:
            found.append(line)
        else:
            before = Head(line.seq or 0, line.hash or "")
    return before, (*found, *unit.waiting())


def _line(event: Event) -> Line:
    return Line(event.id, event.kind, event.by, event.at, event.group, event.body())
