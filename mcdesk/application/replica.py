"""A workspace that is a replica of a team's hub: what comes is taken in, and what waits done again.

Everything here is one local transaction each; the room `sync` does the talking with the hub
between them.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from mcdesk.application import attention, refused_again
from mcdesk.application.acted_then import held_role, was_secretary
from mcdesk.application.already_so import needs_nobody
from mcdesk.application.bringing_desk import BringingDesk
from mcdesk.application.desk import HUB, Act, Done
from mcdesk.application.first_board import first_tiles
from mcdesk.application.frozen_anew import asked_anew, decided_otherwise, refrozen
from mcdesk.application.healing import ADDRESS, HUB_ID, keep_lost, note_back
from mcdesk.application.journal import MEANT, Event, Head, Line, chained, read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.meanwhile import last_changes, meanwhile
from mcdesk.application.rebase import (
    Redone,
    collisions,
    command_of,
    confirm_waiting,
    evidence_of,
    has_arrived,
    is_fact,
    narrowed,
    note_redone,
    on_what_stands,
    over_own,
    reaches_further,
    removals_first,
    renumbered,
    taken_back,
    undone_by,
)
from mcdesk.application.redacting import without
from mcdesk.application.refused_again import REFUSED_AT
from mcdesk.application.replay import Replay
from mcdesk.application.reserving import ReservingDesk
from mcdesk.application.settling import SettlingDesk
from mcdesk.application.standing import StandingDesk
from mcdesk.application.taken import kept_note
from mcdesk.application.unreadable import cannot_be_done_again, naming
from mcdesk.application.views import Changes, Taken
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.meanwhile import Foreign
    from mcdesk.application.ports import Progress
    from mcdesk.application.replica_unit import ReplicaUnit

GUARDED = ("revision", "closed_period", "definition")
"""Tables whose rows are never taken away, but for a rebase (`schema.py`)."""
NOTHING: Mapping[str, Finding] = MappingProxyType({})


class ReplicaDesk(BringingDesk, ReservingDesk, SettlingDesk, StandingDesk):
    """A desk whose workspace may be a replica of a hub."""

    def take_in(
        self, lines: Sequence[Line], common: int | None = None, *,
        whole: Sequence[Line] = (), everybodys: bool = True,
    ) -> Taken:  # fmt: skip
        """Put on what came from the hub, then carry out again what still waits.

        Args:
            lines: The hub's entries behind the last one seen, or behind `common`.
            common: The last entry that both journals have, where the hub was restored; what was
                confirmed behind it waits again.
            whole: The hub's entries of before from which a removal that it does not have took
                words here (`cut_before`): they stand there again, until it is done again.
            everybodys: Whoever did it; else what was done by who works here alone, because the
                hub takes everything from its author only.

        Raises:
            Trouble: The entries do not follow from the ones seen; nothing was changed.
        """
        with self.store.rewrite() as unit:
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            if common is None and _arrived(unit, lines):
                return Taken(Changes(), 0, 0)
            lost = () if common is None else unit.lines_after(common, 1 << 30)
            gone = () if everybodys else lost
            mine = self._off(unit, common, done, everybodys=everybodys)
            for event in unit.make_whole(whole, lines):
                self._touch(unit, event, done)
            keep_lost(unit, (line for line in gone if line.id not in mine), self.stamp())
            came = sum(line.id not in mine for line in lines)
            foreign = self._on(unit, lines, mine, done)
            note_back(unit, {line.id: read_event(line.body) for line in lines}, self.stamp())
            collided = self._again(unit, mine, foreign, done)
            changes = self._finish(unit, done, HUB)
            self._keep_steps(unit)
            self.person_id = done.knowledge.same(self.person_id)
        if common is not None:
            self.note_healed(lost, lines, mine)
        self.note_ahead(lines)
        return Taken(self._told(changes), came, collided)

    def set_aside(self, event_id: str, why: str) -> Taken:
        """Keep for a person what the hub refuses, and carry out again what waits besides."""
        known = self.refusals()
        with self.store.rewrite() as unit:
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            mine = self._off(unit, None, done, everybodys=True)
            refused = {event_id: Finding("refused_by_hub", why)}
            collided = self._again(unit, mine, {}, done, refused=refused)
            changes = self._finish(unit, done, HUB)
            self._keep_steps(unit)
            kept = refused_again.noted(unit, known, event_id)
        self.store.set_fact(REFUSED_AT, kept)
        changes = self._told(changes)
        return Taken(changes, 0, collided)

    def _keep_steps(self, unit: ReplicaUnit) -> None:
        """Let Undo and Redo forget the steps of which nothing could be kept."""
        for steps in (self._undo, self._redo):
            steps[:] = [step for step in steps if unit.journal(event=step.group, limit=1)]

    def _off(
        self, unit: ReplicaUnit, common: int | None, done: Done, *, everybodys: bool
    ) -> dict[str, Line]:
        """Take off what waits, and what the hub no longer has; return it by id, oldest first."""
        waiting = unit.waiting()
        lost = () if common is None else unit.lines_after(common, 1 << 40)
        mine = [(line, read_event(line.body)) for line in (*lost, *waiting)]
        is_guarded = bool(lost) or any(_is_guarded(event.effects) for _line, event in mine)
        with unit.unguarded() if is_guarded else nullcontext():
            for line, event in reversed(mine):
                self._touch(unit, event, done)
                unit.take_off(line)
        kept = (line for line, _event in mine)
        return {
            line.id: line
            for line in kept
            if everybodys or line.seq is None or line.person_id == self.person_id
        }

    def _on(
        self, unit: ReplicaUnit, lines: Sequence[Line], mine: dict[str, Line], done: Done
    ) -> dict[tuple[str, str], Foreign]:
        """Put on the hub's entries; what of mine is among them has arrived."""
        head, put = unit.head(), []
        unit.foresee(lines)
        for line in lines:
            own = mine.get(line.id)
            with naming(line, unit):
                event = read_event(line.body)
                is_known = line.hash in unit.vouched
                head = unit.absorb(line, after=head)
                self._touch(unit, event, done)
            if own is not None and (is_known or _has_come(unit, own, line)):
                del mine[line.id]
            elif own is not None:
                _name_anew(mine, own.id)
            if own is None:
                put.append((line, event))
        return last_changes(put)

    def _again(
        self,
        unit: ReplicaUnit,
        mine: dict[str, Line],
        foreign: Mapping[tuple[str, str], Foreign],
        done: Done,
        *,
        fresh: Container[str] = (),
        refused: Mapping[str, Finding] = NOTHING,
    ) -> int:
        """Carry out again what still waits, in its order; return how many were refused.

        What is `fresh` came from elsewhere: of it nothing is a fact, whatever it says of itself.
        What the hub `refused` is not tried again.
        """
        collided, carried, redone = 0, set[str](), Redone()
        events = removals_first({id_: read_event(line.body) for id_, line in mine.items()}, unit)
        for id_, event in events.items():
            back = taken_back(events, event)
            there = [each for key, each in back.items() if key in carried]
            if back and not there:  # what it takes back could not be kept
                continue
            is_undone = len(undone_by(events, id_)) % 2 == 1  # on balance, before it ever left
            knowledge = Knowledge(unit, date.fromisoformat(event.today), self.keys.verify)
            again = Done(knowledge)
            try:
                bare = narrowed(event, there) if back else event
                seen = over_own(bare, redone)
                found = tuple(collisions(seen, unit, knowledge, foreign))
                found = (refused[id_],) if id_ in refused else found
                if found:
                    raise Refused(*found)
                self._once_more(unit, id_, event, again)
                made = again.effects
                further = (*reaches_further(event, made, knowledge, foreign),
                           *decided_otherwise(event, made, events.values(), unit))  # fmt: skip
                if further:
                    with unit.unguarded() if _is_guarded(made) else nullcontext():
                        unit.take_off(unit.waiting()[-1])
                    raise Refused(*further)
                numbers = () if is_undone else renumbered(event, made)
                told = (*numbers, *refrozen(event, made, unit), *asked_anew(event, made, knowledge))
                if told:
                    unit.set_aside(attention.notice(id_, event, told, self.stamp()))
            except Refused as refusal:
                unit.discard()
                if is_undone or needs_nobody(event, unit):
                    continue
                is_no_fact = id_ in fresh or id_ in refused
                if is_no_fact or not self._as_fact(unit, id_, event, again):
                    collided += 1
                    told = meanwhile(refusal, event, knowledge, foreign, unit)
                    unit.set_aside(attention.aside(id_, event, told, self.stamp()))
                    continue
            if again.events:
                carried.add(id_)
            note_redone(redone, bare, seen, again.effects)
            _add(done, again)
        done.knowledge.forget(done.effects)
        return collided

    def _once_more(self, unit: ReplicaUnit, id_: str, event: Event, done: Done) -> None:
        command = command_of(event)
        if command is None:
            raise Refused(_from_newer())
        act = Act(event.by, event.at, event.group, id_, Replay(event.effects), kept_note(event))
        try:
            self._carry_out(unit, command, act, done)
        except Trouble as trouble:  # what the command names did not come, or cannot be read
            raise Refused(Finding(trouble.code, trouble.title)) from trouble
        except MEANT as error:
            raise Refused(cannot_be_done_again()) from error

    def _as_fact(self, unit: ReplicaUnit, id_: str, event: Event, done: Done) -> bool:
        """Keep a decision that was made outside as it was recorded: it is a fact.

        What it is worth follows from what the form says now (design.md, section 6).
        """
        command = command_of(event)
        facts = [effect for effect in event.effects if effect.table == "sign_off"]
        if command is None or not is_fact(command) or any(effect.old for effect in facts):
            return False
        if any(effect.new["recorded_by"] != event.by for effect in facts):
            return False  # somebody else's record: who takes it in needs the right for it
        if any(was_secretary(effect, event, unit, unit) for effect in facts):
            return False
        if not all(held_role(effect, event, done.knowledge) for effect in facts):
            return False
        standing = [on_what_stands(effect, unit) for effect in facts]
        facts = [effect for effect in standing if effect is not None]
        if len(facts) < len(standing):
            return False  # what was decided about did not reach the hub: a person looks at both
        facts = [*evidence_of(event, facts, unit), *facts]
        kept = replace(event, id=id_, effects=tuple(facts))
        unit.put_on(kept.effects)
        line = Line(id_, event.kind, event.by, event.at, event.group, kept.body())
        unit.keep_line(line, facts)
        done.effects.extend(facts)
        done.events.append(id_)
        self._touch(unit, kept, done)
        return True

    @staticmethod
    def _touch(unit: ReplicaUnit, event: Event, done: Done) -> None:
        """Note the cards that an event concerns while its records can still be asked."""
        done.effects.extend(event.effects)
        done.cards |= unit.cards_of(event.effects)

    # --- life of a replica ----------------------------------------------------------------

    def leave(self) -> int:
        """Stop being a replica: what waits is confirmed here. Returns how much that was."""
        with self.store.rewrite() as unit:
            waited = confirm_waiting(unit)
        self.store.set_fact(HUB_ID, "")
        self.store.set_fact(ADDRESS, "")
        return waited

    def begin_summaries(self) -> None:
        """Give every card of a replica that was just made a first summary, to be worked out."""
        with self.store.write() as uow:
            self.store.save_tiles(uow, first_tiles(Knowledge(uow, self.today)), "")

    def summarise_all(self, progress: Progress | None = None) -> None:
        """Work out the summaries that a replica that was just made has not yet."""
        _changes, left = self.refresh_some()
        of = left
        while left and (progress is None or progress(of - left, of)):
            _changes, left = self.refresh_some()


def _name_anew(mine: dict[str, Line], taken: str) -> None:
    """Give what waits another id, as something else came under its own: a copy made that.

    It stays in its place: what was done after it goes on from it, and what undoes it names it so.
    """
    id_ = new_id()
    waiting = [
        replace(line, id=id_) if line.id == taken else _naming(line, taken, id_)
        for line in mine.values()
    ]
    mine.clear()
    mine.update((line.id, line) for line in waiting)


def _naming(line: Line, taken: str, id_: str) -> Line:
    """Return what waits with another id for the event that it undoes, where that bears it now."""
    event = read_event(line.body)
    if event.command.get("of") != taken:
        return line
    return replace(line, body=replace(event, command={**event.command, "of": id_}).body())


def _has_come(unit: ReplicaUnit, own: Line, line: Line) -> bool:
    """Tell whether a line that came is one's own, as both are without what was removed for ever.

    One's own is so already; by another way it may come to the hub as it was before.
    """
    bodies = own.body, line.body
    for removal in unit.removals:
        bodies = without(bodies[0], removal), without(bodies[1], removal)
    return has_arrived(read_event(bodies[0]), read_event(bodies[1]), unit)


def _is_guarded(effects: Iterable[Effect]) -> bool:
    """Tell whether effects made what is never taken away, but for a rebase."""
    return any(effect.table in GUARDED for effect in effects)


def _arrived(unit: ReplicaUnit, lines: Sequence[Line]) -> bool:
    """Confirm what waits where just that came back, in its order: nothing has to be done again."""
    waiting = unit.waiting()[: len(lines)]
    if [(line.id, line.body) for line in waiting] != [(line.id, line.body) for line in lines]:
        return False
    head = unit.head()
    for line in lines:
        if line.seq != head.seq + 1 or line.hash != chained(head.hash, line.body):
            return False  # the way that takes nothing tells what is wrong
        unit.confirm(line)
        head = Head(line.seq, line.hash)
    return bool(lines)


def _from_newer() -> Finding:
    return Finding("newer", N_("A newer MC Desk made this change; update to send it."))


def _add(done: Done, more: Done) -> None:
    """Count what was done once more to what this transaction did."""
    done.effects.extend(more.effects)
    done.events.extend(more.events)
    done.cards |= more.cards
