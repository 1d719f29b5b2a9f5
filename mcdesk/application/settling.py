"""What needs a look in a workspace: the list, and settling an entry of it as a command."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import attention
from mcdesk.application.as_of_now import (
    hindered,
    in_vain,
    is_at_rest_so,
    open_again,
    since_then,
)
from mcdesk.application.badges import marks_of
from mcdesk.application.desk import Done, is_signature
from mcdesk.application.filled_again import filled
from mcdesk.application.healing import HUB_ID, HealingDesk
from mcdesk.application.journal import MEANT, read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.meanwhile import Lately
from mcdesk.application.merge import ROW_OUT
from mcdesk.application.packet_fit import takes_an_id
from mcdesk.application.rebase import COVERING, collisions, command_of
from mcdesk.application.refused_again import is_by_hub, is_in_vain, refusals_of
from mcdesk.application.replay import Replay
from mcdesk.application.steps import step_name
from mcdesk.application.taken import (
    DECIDES,
    WHOSE,
    as_theirs,
    is_signed,
    is_taken,
    made_by,
    taken_note,
)
from mcdesk.errors import Finding, McDeskError, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.commands import FillForm
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.attention import Aside
    from mcdesk.application.desk import Act
    from mcdesk.application.journal import Event
    from mcdesk.application.refused_again import Refusals
    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.application.views import AttentionLine, Changes, Settling, TeamMarks
    from mcdesk.procedure.commands import Command


THEIR_WORDS = ("mine", "both")
"""The ways that put what an entry says in its place; another text is of who writes it."""
SAME_CLOCK = N_("The clock of this computer still says {on}, which the hub did not take: set it "
                "right first. If it is right by now, exchange, then do it again.")  # fmt: skip
NO_CODES: frozenset[str] = frozenset()
SO_ALREADY: Mapping[str, frozenset[str]] = {
    "CardMoved": frozenset({"same_stage"}),
    "FormReopened": frozenset({"not_frozen"}),
    "FormSigned": frozenset({"signed_twice"}),
    "PeriodSigned": frozenset({"signed_twice"}),
    "PeriodClosed": frozenset({"closed"}),
    "StatementNumbered": frozenset({"numbered"}),
    "RowRemoved": frozenset({ROW_OUT}),
    "CardArchived": frozenset({"archived"}),
    "ContentRemoved": frozenset({"removed"}),
    "EntriesMatched": frozenset({"same_entry"}),
}
"""The codes with which each kind of deed is refused where what it wants is so already."""
OWN_WORDS = ("EndKey", "RemoveContent", "UndoEvent", "WithdrawSignOff", "WriteComment")
"""Commands that, done again, are another deed: of who does them, and about what there is now."""


class SettlingDesk(HealingDesk):
    """A desk that keeps what could not be kept otherwise, until a person settled it."""

    def refusals(self) -> Refusals:
        """Return what the hub refused, and which hub refuses now, to whom."""
        return refusals_of(self.store.facts(), self.today.isoformat(), self.person_id)

    def attention(self) -> tuple[AttentionLine, ...]:
        """Return what could not be kept and was not settled yet, oldest first."""
        known = self.refusals()
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            lines = [(kept, attention.line_of(knowledge, kept)) for kept in unit.asides()]
            tried = ((kept, self._tried(unit, kept, line, known)) for kept, line in lines)
            return tuple(self._as_of_now(unit, knowledge, *each) for each in tried)

    def _as_of_now(
        self, unit: ReplicaUnit, knowledge: Knowledge, kept: Aside, line: AttentionLine
    ) -> AttentionLine:  # fmt: skip
        """Return an entry with whose work it is, and who changed its places since."""
        try:
            event = read_event(kept.body)
            now = since_then(unit, knowledge, event, line, self.person_id)
        except (*MEANT, McDeskError):
            return line
        is_mine = knowledge.same(made_by(event)) == knowledge.same(self.person_id)
        return replace(line, is_mine=is_mine, now=(*now, *line.now))

    def _tried(
        self, unit: ReplicaUnit, kept: Aside, line: AttentionLine, known: Refusals
    ) -> AttentionLine:
        """Return an entry without the way of doing it again, where that would be refused now.

        The deed is tried as it would be done, and nothing of it is kept. What it wanted may be
        so already: then there is nothing to settle.
        """
        how = next((each for each in line.settles if each in ("again", "anew", "mine")), None)
        knowledge = Knowledge(unit, self.today, self.keys.verify)
        command = attention.way_of(knowledge, kept, how) if how is not None else None
        if command is None or how is None:
            return line
        if how == "again" and not line.by_clock and is_in_vain(unit, known, kept, command):
            return in_vain(line)
        act = done_so(unit, knowledge, kept, self._act(""), (command, how))
        findings: tuple[Finding, ...] = ()
        work = self._work(unit, knowledge, act or self._act(""))
        unit.tries = True
        try:
            must_not_cover(unit, knowledge, kept)
            self._handle(command, work)
            is_so = how != "mine" and not unit.effects()
        except Refused as refusal:
            findings = refusal.findings
            is_so = {each.code for each in findings} <= SO_ALREADY.get(kept.kind, NO_CODES)
            is_so = is_so or is_at_rest_so(unit, read_event(kept.body))
        except (*MEANT, McDeskError):
            return line
        finally:
            unit.tries = False
            unit.discard()
        if is_so or findings:
            return hindered(line, how, findings, is_so=is_so)
        if how != "again":
            return line
        said = open_again(unit, knowledge, kept, command, by_hub=is_by_hub(known, kept))
        return replace(line, now=(*line.now, said))

    def team_marks(self, *, waiting: bool) -> TeamMarks:
        """Return which cards and places need a look, and, if asked for, whose changes wait."""
        is_replica = bool(self.store.facts().get(HUB_ID, ""))
        with self.store.look() as unit:
            return marks_of(unit, waiting=waiting and is_replica)

    def _settling(self, number: int, how: Settling, text: str) -> Sequence[Command]:
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            return attention.commands_of(knowledge, _kept(unit, number), how, text)

    def _must_be_offered(self, number: int, how: Settling) -> None:
        """Refuse a way that the list does not offer now, as it is said there."""
        known = self.refusals()
        with self.store.look() as unit:
            kept = _kept(unit, number)
            line = attention.line_of(Knowledge(unit, self.today, self.keys.verify), kept)
            tried = self._tried(unit, kept, line, known)
        if how not in line.settles:
            raise Refused(Finding("no_way", attention.NO_WAY))
        if how not in tried.settles:
            raise Refused(Finding("not_offered", "{why}", {"why": tried.now[-1]}))

    def settle(self, number: int, how: Settling, text: str = "") -> Changes:
        """Settle what could not be kept: mine, both, another text, again; theirs, or put away.

        Raises:
            Refused: It cannot be done so, or the list does not offer it; it stays in the list.
        """
        self._must_be_offered(number, how)
        self._ready_key(self._settling(number, how, text))
        with self.store.rewrite() as unit:
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            kept = _kept(unit, number)
            commands = tuple(attention.commands_of(done.knowledge, kept, how, text))
            group, theirs = new_id(), _of_another(done.knowledge, kept, self.person_id)
            for command in commands[:-1]:
                act = self._act(group)
                again = done_so(unit, done.knowledge, kept, act, (command, how))
                if again is None and is_signature(command):
                    raise Refused(Finding("no_way", attention.NO_WAY))
                act = again or act
                if theirs is not None and (again is not None or how in THEIR_WORDS):
                    act = replace(act, note=as_theirs(theirs))
                self._carry_out(unit, command, act, done)
            whose = {WHOSE: made_by(theirs)} if theirs is not None else {}
            self._carry_out(unit, commands[-1], replace(self._act(group), note=whose), done)
            changes = self._finish(unit, done, "attention")
            name = step_name(commands, done.effects, done.cards, changes, done.knowledge)
            body = attention.without_removed(done.knowledge, kept)
            unit.close_aside(number, how, self.stamp(), self.person_id, body)
        self.keys.signed()
        self._remember(commands, name, group if done.events else "")
        return self._told(changes)

    def settle_by_clock(self) -> tuple[int, int]:
        """Do again all that the hub refused for the day of a wrong clock, each in its turn.

        Returns how many were done, and how many stay in the list because they would be refused.

        Raises:
            Refused: The clock says the day of one that was refused, and not that of the hub.
        """
        numbers, done = [line.n for line in self.attention() if line.by_clock], 0
        with self.store.look() as unit:
            days = {read_event(_kept(unit, number).body).today for number in numbers}
        if self.today.isoformat() in days and not self.clock_is_right():
            raise Refused(Finding("same_clock", SAME_CLOCK, {"on": self.today.isoformat()}))
        for number in numbers:
            with suppress(Refused):
                self.settle(number, "again")
                done += 1
        return done, len(numbers) - done


def _of_another(knowledge: Knowledge, kept: Aside, person: str) -> Event | None:
    """Return the event of an entry where it is the work of another; None where it is one's own."""
    try:
        event = read_event(kept.body)
    except MEANT:
        return None
    return event if knowledge.same(made_by(event)) != knowledge.same(person) else None


def done_so(
    unit: ReplicaUnit, knowledge: Knowledge, kept: Aside, act: Act, way: tuple[Command, Settling]
) -> Act | None:
    """Return how what was set aside is done again, as a person chose; None for another deed.

    A form filled at once is filled over what stands now, whichever way was chosen.
    """
    command, how = way
    event = read_event(kept.body)
    fill = filled(knowledge, event) if isinstance(command, FillForm) else None
    again = once_more(unit, kept, act, command) if how == "again" or fill is not None else None
    if fill is None:
        return again
    note = taken_note(event)
    replay = Replay(fill.done(knowledge, how)[1])
    return replace(again or replace(act, note=note), replay=replay)


def must_not_cover(unit: ReplicaUnit, knowledge: Knowledge, kept: Aside) -> None:
    """Refuse to put whole rows in the place of what others changed since: nobody has seen that."""
    event = read_event(kept.body)
    found = collisions(event, unit, knowledge, Lately(unit))
    if event.command.get("do") in COVERING and (over := tuple(found)):
        raise Refused(*over)


def once_more(unit: ReplicaUnit, kept: Aside, act: Act, command: Command) -> Act | None:
    """Return how what was set aside is done again as itself; None where it is another deed.

    It keeps its id, what it drew, and whose work it is: whichever way it comes besides, it counts
    once. What one says in one's own name is one's own word then, and a decision that is recorded
    here is about what is frozen now. A decision in the program keeps its moment, which is signed.
    What is done in other words (another code) draws the same ids, and is an event of its own.
    """
    event = read_event(kept.body)
    done = event.command.get("do")
    if done in OWN_WORDS or (done in DECIDES and not is_taken(event)):
        return None
    if unit.line_named(event.id) is not None or takes_an_id(unit, event) is not None:
        return None
    replay = Replay(event.effects, anew=done not in COVERING)
    at = event.at if is_signed(event) else act.at
    id_ = event.id if command == command_of(event) else ""
    return replace(act, event=id_, at=at, replay=replay, note=taken_note(event))


def _kept(unit: ReplicaUnit, number: int) -> Aside:
    """Return an entry of the list; raises Refused where it was settled already."""
    found = unit.asides(number)
    if not found:
        raise Refused(Finding("settled", N_("This was settled already.")))
    return found[0]
