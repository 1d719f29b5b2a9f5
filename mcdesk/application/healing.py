"""What a replica does beside exchanging, so that a hub and its team stay whole."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from typing_extensions import override

from mcdesk.application import ahead_of, attention, copied, healed, put_back
from mcdesk.application.altered_hub import missing_in, said_of
from mcdesk.application.attention import LOST
from mcdesk.application.clock_apart import ClockDesk
from mcdesk.application.desk import HUB
from mcdesk.application.journal import read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.rebase import has_arrived
from mcdesk.application.refused_again import HUB_SAID
from mcdesk.application.settled import NOTICE
from mcdesk.application.views import AheadOf, Changes, Copied, Healing, PutBack, Report, Taken
from mcdesk.application.wording import OLD_RULES
from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Event, Line
    from mcdesk.application.replica_unit import ReplicaUnit

HUB_ID, REPLICA, REPORTED = "hub_id", "replica", "reported"
LOGIN, ADDRESS = "login", "hub"
"""Whom the login of a hub's address stands for, kept with that address; the address."""
BACK = "back"
"""How an event is kept that a server lost, or that waited in the list, once it came again."""


class LostUnit(Protocol):
    """A unit of work that keeps what was set aside."""

    def set_aside(self, aside: Aside) -> None: ...

    def asides(self, number: int = 0, state: str = "open") -> tuple[Aside, ...]: ...

    def close_aside(self, number: int, state: str, at: str, by: str) -> None: ...


class HealingDesk(ClockDesk):
    """A desk that tells the hub which program works here, and knows who may rebuild the hub."""

    _looked: date | None = None

    def note_unsent(self, line: Line, name: str, why: str) -> Taken:
        """Tell whoever works here that the hub does not take a file which an event names.

        The event has gone all the same: one file holds up nothing.
        """
        told = Finding(
            "file_unsent",
            N_("“{name}” did not reach the hub: the others see its name, and cannot open it. "
               "Attach the file again, or a link to it."),
            {"name": name},
        )  # fmt: skip
        event = read_event(line.body)
        with self.store.rewrite() as unit:
            findings = (told, Finding("refused_by_hub", why))
            unit.set_aside(attention.notice(line.id, event, findings, self.stamp()))
        changes = Changes(source=HUB, undo=self.next_undo, redo=self.next_redo)
        return Taken(changes, 0, 0)

    def demand_office(self) -> None:
        """Refuse an act of the office unless who works here keeps the directory."""
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            self._work(unit, knowledge, self._act("")).demand("directory")

    def office(self) -> tuple[str, ...]:
        """Return who keeps the directory: with fewer than two, an illness locks a team out."""
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            held = self._work(unit, knowledge, self._act("")).procedure.rights["directory"]
            people = sorted(knowledge.persons.values(), key=lambda person: person.name)
            found = [each for each in people if set(held) & set(knowledge.actor(each.id).roles)]
            return tuple(person.name for person in found)

    def note_healed(
        self, lost: Iterable[Line], there: Iterable[Line], mine: Container[str]
    ) -> None:
        """Remember that the hub had lost these entries, but for what is there, and which go again.

        Args:
            lost: What this workspace knew behind the last entry that both have.
            there: What the hub has there now.
            mine: The ids of what waits again here.
        """
        lost, there = tuple(lost), tuple(there)
        known = {line.id for line in there}
        gone = [line.id for line in lost if line.id not in known]
        kept = self.store.facts().get(healed.HEALED, "")
        again = [id_ for id_ in gone if id_ in mine]
        if gone:
            with self.store.look() as unit:
                knowledge = Knowledge(unit, self.today, self.keys.verify)
                missing = [said_of(knowledge, line) for line in missing_in(lost, there)]
            text = healed.noted(kept, self.stamp(), len(gone), again, missing)
            self.store.set_fact(healed.HEALED, text)

    def healings(self) -> tuple[Healing, ...]:
        """Return each time the hub was found put back, the newest first, and what went again."""
        kept = self.store.facts().get(healed.HEALED, "")
        with self.store.look() as unit:
            return healed.healings(Knowledge(unit, self.today, self.keys.verify), kept)

    def note_healings_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        self._note_seen(healed.SEEN, healed.newest(self.store.facts()))

    def _note_seen(self, fact: str, newest: Healing | Copied | PutBack | AheadOf | None) -> None:
        """Remember it, but for who only reads the workspace: they are told the next time, too."""
        if newest is not None and not self.store.read_only:
            self.store.set_fact(fact, newest.at)

    def follow(self, hub_id: str, address: str) -> None:
        """Let this workspace be a replica of a hub from now on."""
        self.store.set_fact(ADDRESS, address)
        self.store.set_fact(HUB_ID, hub_id)
        self.note_place()

    def note_place(self) -> None:
        """Notice that the file is a copy: it exchanges as a workspace of its own from then on."""
        facts, path = self.store.facts(), self.store.path
        here = copied.place_of(path)
        if not facts.get(HUB_ID) or facts.get(copied.PLACE) == here:
            return
        copy = copied.origin_of(facts.get(copied.PLACE, ""), path, self.stamp())
        if copy is not None:
            self._note_copied(facts.get(copied.COPIES, ""), copy)
        self.store.set_fact(copied.PLACE, here)

    def _note_copied(self, kept: str, copy: Copied) -> None:
        """Remember that the workspace is a copy, and be another one for the hub: it is told anew.

        Blocks of numbers are held by place and are reserved anew by themselves (`reserving.py`).
        """
        self.store.set_fact(copied.COPIES, copied.noted(kept, copy))
        for fact in (REPLICA, REPORTED):
            self.store.set_fact(fact, "")

    def copies(self) -> tuple[Copied, ...]:
        """Return each time that the workspace was found to be a copy, the newest first."""
        return copied.copies(self._with_copy(self.store.facts()))

    def notices(self, unit: ReplicaUnit, facts: dict[str, str]) -> dict[str, Any]:
        """Return what was noticed and nobody looked at yet, and how often each was.

        Who only reads cannot write it into the file, and is told all the same.
        """
        facts = self._with_put_back(unit, self._with_copy(facts))
        return {
            "healed": healed.newest(facts),
            "healings": healed.count(facts),
            "copied": copied.newest(facts),
            "copies": len(copied.copies(facts)),
            "put_back": put_back.newest(facts),
            "put_backs": len(put_back.times(facts)),
            "ahead": ahead_of.newest(facts),
        }

    def note_ahead(self, lines: Iterable[Line]) -> None:
        """Remember who made a change that bears a later moment than it is here."""
        person, of = ahead_of.found(lines, self.person_id, self.stamp())
        if not person:
            return
        with self.store.look() as unit:
            name = Knowledge(unit, self.today, self.keys.verify).name(person)
        self.keep_ahead(AheadOf(self.stamp(), name, of))

    def ahead(self) -> AheadOf | None:
        """Return the last change that came so."""
        return ahead_of.kept_of(self.store.facts())

    def note_ahead_seen(self) -> None:
        """Remember that somebody looked at it."""
        self._note_seen(ahead_of.AHEAD_SEEN, ahead_of.newest(self.store.facts()))

    def tell_ahead(self) -> AheadOf | None:
        """Return it to a script, once."""
        newest = ahead_of.newest(self.store.facts(), ahead_of.AHEAD_TOLD)
        if newest is not None:
            self.store.set_fact(ahead_of.AHEAD_TOLD, newest.at)
        return newest

    def _with_copy(self, facts: dict[str, str]) -> dict[str, str]:
        """Return what the file says of itself with that it is a copy, where none wrote so yet."""
        was, path = facts.get(copied.PLACE, ""), self.store.path
        copy = copied.origin_of(was, path, self.stamp()) if facts.get(HUB_ID) else None
        if copy is None:
            return facts
        return {**facts, copied.COPIES: copied.noted(facts.get(copied.COPIES, ""), copy)}

    def _with_put_back(self, unit: ReplicaUnit, facts: dict[str, str]) -> dict[str, str]:
        """Return it with that it was put back, where none wrote so yet."""
        hub_id = facts.get(HUB_ID)
        if not hub_id or not self.store.read_only:
            return facts
        before = put_back.recall(hub_id, self.store.path)
        back = put_back.found(unit, before, facts.get(put_back.COUNT, ""), self.stamp())
        if back is None:
            return facts
        return {**facts, put_back.BACK: put_back.noted(facts.get(put_back.BACK, ""), back)}

    def note_put_back(self) -> None:
        """Notice that the file has less than it had at this place, and remember it as it is."""
        facts, path = self.store.facts(), self.store.path
        hub_id, mark = facts.get(HUB_ID, ""), facts.get(put_back.COUNT, "")
        before = put_back.recall(hub_id, path) if hub_id else None
        if before is None:
            return
        with self.store.look() as unit:
            back = put_back.found(unit, before, mark, self.stamp())
        if back is not None:
            text = put_back.noted(facts.get(put_back.BACK, ""), back)
            self.store.set_fact(put_back.BACK, text)
            self.remember()

    def remember(self) -> None:
        """Remember on this computer what the file holds, where that is not known yet."""
        facts, path = self.store.facts(), self.store.path
        hub_id, mark = facts.get(HUB_ID, ""), facts.get(put_back.COUNT, "")
        if not hub_id or self.store.read_only:
            return
        before = put_back.recall(hub_id, path)
        count = max(put_back.count_in(mark), before.count if before is not None else 0)
        with self.store.look() as unit:
            now = put_back.as_it_is(unit, mark, count + 1, self.stamp())
        if before is not None and replace(now, count=count, at=before.at) == before:
            return
        self.store.set_fact(put_back.COUNT, now.mark)
        put_back.keep(hub_id, path, now)

    def put_backs(self) -> tuple[PutBack, ...]:
        """Return each time that the workspace was found put back, the newest first."""
        facts = self.store.facts()
        with self.store.look() as unit:
            return put_back.times(self._with_put_back(unit, facts))

    def note_put_backs_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        self._note_seen(put_back.BACK_SEEN, put_back.newest(self.store.facts()))

    def tell_put_back(self) -> PutBack | None:
        """Return the newest of them to a script, once."""
        newest = put_back.newest(self.store.facts(), put_back.BACK_TOLD)
        if newest is not None:
            self.store.set_fact(put_back.BACK_TOLD, newest.at)
        return newest

    @override
    def close(self) -> None:
        with suppress(Trouble):  # what is not remembered now is the next time
            self.remember()
        super().close()

    def note_copies_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        self._note_seen(copied.COPIES_SEEN, copied.newest(self.store.facts()))

    def tell_copy(self) -> Copied | None:
        """Return the newest copy to a script, once."""
        newest = copied.newest(self.store.facts(), copied.COPIES_TOLD)
        if newest is not None:
            self.store.set_fact(copied.COPIES_TOLD, newest.at)
        return newest

    def look_due(self) -> bool:
        """Tell whether the hub was not found whole yet today, for as long as the program runs."""
        return self._looked != self.today

    def note_looked(self) -> None:
        """Remember that the hub was found whole today."""
        self._looked = self.today

    def note_login(self, person_id: str) -> None:
        """Remember whom the login at the hub's server stands for."""
        facts = self.store.facts()
        login = f"{person_id} {facts.get(ADDRESS, '')}"
        if facts.get(LOGIN) != login:
            self.store.set_fact(LOGIN, login)

    def note_hub(self, said: str) -> None:
        """Remember what the hub says of itself: with that, what it refuses may change."""
        if self.store.facts().get(HUB_SAID, "") != said:
            self.store.set_fact(HUB_SAID, said)

    def note_rules(self, *, older: bool) -> None:
        """Remember whether the functions of the hub's server are older than this program."""
        if bool(self.store.facts().get(OLD_RULES)) != older:
            self.store.set_fact(OLD_RULES, "older" if older else "")

    def foreign_login(self) -> Finding | None:
        """Return why the hub will not take what is done: its login is another one's, if so."""
        facts = self.store.facts()
        person, _, address = facts.get(LOGIN, "").partition(" ")
        is_known = bool(person and facts.get(HUB_ID)) and address == facts.get(ADDRESS)
        if not is_known or person == self.person_id:
            return None
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            if knowledge.same(person) == self.person_id:
                return None
            named = {"name": knowledge.name(person), "wanted": knowledge.name(self.person_id)}
        text = N_("This workspace’s login at the hub stands for {name}: the hub will not take what "
                  "{wanted} does here. Work as {name}, or join with the login of "
                  "{wanted}.")  # fmt: skip
        return Finding("other_login", text, named, level="warn")

    def report_due(self, program: str) -> Report | None:
        """Return what the hub is to be told of this program and person; None if it was today."""
        facts = self.store.facts()
        if facts.get(REPORTED) == self._mark(facts.get(HUB_ID, ""), program):
            return None
        if not facts.get(REPLICA):
            self.store.set_fact(REPLICA, new_id())
        replica = self.store.facts()[REPLICA]
        return Report(replica, self.person_id, self.today.isoformat())

    def note_reported(self, program: str) -> None:
        """Remember that it was told."""
        self.store.set_fact(REPORTED, self._mark(self.store.facts().get(HUB_ID, ""), program))

    def _mark(self, hub_id: str, program: str) -> str:
        return f"{hub_id} {program} {self.person_id} {self.today.isoformat()}"

    def take_on_lost(self) -> int:
        """Let what a server lost of others be looked at and done again by who works here.

        Returns how much that is.

        Raises:
            Refused: Who works here does not keep the directory.
        """
        self.demand_office()
        with self.store.rewrite() as unit:
            lost = unit.asides(state=LOST)
            for aside in lost:
                unit.close_aside(aside.n, "open", "", "")
        return len(lost)


def keep_lost(unit: LostUnit, lines: Iterable[Line], now: str) -> None:
    """Keep what a server lost of others: it takes an event from its author only.

    It is in nobody's list until its author's workspace brought it again, or the office takes it
    on because there is none any more.
    """
    reason = Finding("lost_at_hub", N_("The hub lost this when it was put back, and nobody brought "
                                       "it again. Done again, it is yours."))  # fmt: skip
    for line in lines:
        kept = attention.aside(line.id, read_event(line.body), (reason,), now)
        unit.set_aside(replace(kept, state=LOST))


def note_back(unit: LostUnit, came: Mapping[str, Event], now: str) -> None:
    """Let go of what was kept so, or waits in the list, where it came by another way.

    What a person has to know of an event that was kept stays in the list.
    """
    for kept in unit.asides(state=LOST):
        if kept.event_id in came:
            unit.close_aside(kept.n, BACK, now, "")
    for kept in unit.asides():
        event = came.get(kept.event_id)
        if event is None or kept.kind == NOTICE:
            continue
        if has_arrived(read_event(kept.body), event):
            unit.close_aside(kept.n, BACK, now, "")
