"""Where a replica stands towards its team's hub: what waits, what it needs, what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import attention
from mcdesk.application.altered_hub import (
    ALTERED,
    altered_hub,
    altered_or_late,
    is_altered,
    removals_told,
    said_of,
    takers_of,
)
from mcdesk.application.healing import ADDRESS, HUB_ID, HealingDesk
from mcdesk.application.held_files import (
    WANTED,
    held_back,
    kept_from,
    named_files,
    wanted_in,
    wanted_text,
    why_kept_from,
)
from mcdesk.application.journal import Head, Line, read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.packet import lines_of
from mcdesk.application.redacting import cut_by
from mcdesk.application.taken_anew import lies_ahead
from mcdesk.application.views import ReplicaState
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.records import Redaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.application.views.packet import PacketLine
    from mcdesk.errors import Finding

MOST = 200
"""Events that travel in one transaction (design.md, section 6)."""
SYNCED = "synced_at"


class StandingDesk(HealingDesk):
    """A desk that knows how far its workspace and the hub have told each other everything."""

    def replica(self) -> ReplicaState:
        """Return where the workspace stands towards its hub."""
        facts, other = self.store.facts(), self.foreign_login()
        old_rules = self.old_rules()
        with self.store.look() as unit:
            return ReplicaState(
                hub_id=facts.get(HUB_ID, ""),
                address=facts.get(ADDRESS, ""),
                head=unit.head(),
                waiting=len(unit.waiting()),
                attention=len(unit.asides()),
                lost=len(unit.asides(state=attention.LOST)),
                synced_at=facts.get(SYNCED, ""),
                other_login=other,
                old_rules=old_rules,
                altered=facts.get(ALTERED, ""),
                **self.notices(unit, facts),
            )

    def waiting(self, most: int = MOST) -> tuple[Line, ...]:
        """Return the first lines that wait for the hub."""
        with self.store.look() as unit:
            lines: tuple[Line, ...] = unit.waiting()
        return lines[:most]

    def waits(self, most: int = MOST) -> tuple[PacketLine, ...]:
        """Return in words the last of what waits for the hub, the latest first."""
        has_hub = bool(self.store.facts().get(HUB_ID, ""))
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            latest = unit.waiting()[-most:] if has_hub else ()
            return tuple(lines_of(knowledge, (read_event(line.body) for line in latest)))[::-1]

    def hash_at(self, seq: int) -> str:
        """Return the hash of a confirmed entry; "" where the journal does not reach so far."""
        if not seq:
            return Head().hash
        with self.store.look() as unit:
            line = unit.line_at(seq)
        return str(line.hash) if line is not None else ""

    def cut_before(self, common: int) -> Sequence[int]:
        """Return the entries up to one from which a removal behind it took words, in order."""
        with self.store.look() as unit:
            behind = (read_event(line.body) for line in unit.lines_after(common, 1 << 30)
                      if line.kind == RemoveContent.event)  # fmt: skip
            named = {id_ for event in behind for id_ in cut_by(event)}
            found = (unit.line_named(id_) for id_ in named)
            return sorted(line.seq for line in found if line is not None and line.seq
                          and line.seq <= common)  # fmt: skip

    def id_at(self, seq: int) -> str:
        """Return which entry is confirmed under a number; "" where none is."""
        with self.store.look() as unit:
            line = unit.line_at(seq)
        return str(line.id) if line is not None else ""

    def must_be_unaltered(self, lines: Sequence[Line]) -> None:
        """Refuse a hub in which an entry of this workspace's journal says something else.

        Args:
            lines: What the hub has behind the last common entry; compared are the first ones that
                stand here in the same order, since they were done on the same ground.

        Raises:
            Trouble: It does; the entry is named.
        """
        with self.store.look() as unit:
            last = unit.line_at(unit.head().seq)
            known = (self.stamp(), *([last.at] if last is not None else ()))
            own, is_ahead = self._altered_in(unit, lines, known)
            if own is None:
                return
            said = said_of(Knowledge(unit, self.today, self.keys.verify), own)
        raise (altered_or_late if is_ahead else altered_hub)(said)

    def _altered_in(
        self, unit: ReplicaUnit, lines: Sequence[Line], known: Sequence[str]
    ) -> tuple[Line | None, bool]:
        """Return the first entry of this journal that says something else in a hub's lines.

        With it whether that is only a moment, later than those that are `known` to have been.
        """
        removals: tuple[Redaction, ...] | None = None
        takers: frozenset[tuple[str, str]] = frozenset()
        for there in lines:
            own = unit.line_at(int(there.seq or 0))
            if own is None or own.id != there.id:
                break
            if own.body == there.body:
                continue
            if removals is None:
                removals = (*unit.select(Redaction), *removals_told(lines))
            if is_altered(own, there, removals, unit, takers):
                return own, False
            if lies_ahead(read_event(there.body), known):
                return own, True
            takers |= takers_of(own, there)
        return None, False

    def said_at(self, seq: int) -> str:
        """Return in words what an entry says in this journal; "" where it has none there."""
        with self.store.look() as unit:
            own = unit.line_at(seq)
            if own is None:
                return ""
            return said_of(Knowledge(unit, self.today, self.keys.verify), own)

    def note_altered(self, said: str) -> None:
        """Remember that the last exchange found the hub altered, and how; "" for not."""
        if self.store.facts().get(ALTERED, "") != said:
            self.store.set_fact(ALTERED, said)

    def absent_files(self) -> tuple[str, ...]:
        """Return the contents to fetch: named, not in the store here, and not held back."""
        wanted = wanted_in(self.store.facts())
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            held = held_back(knowledge, self.person_id)
            asked = held & wanted
            coming = asked - kept_from(knowledge, self.person_id, asked)
            named = named_files(knowledge) - (held - coming)
        return tuple(each for each in sorted(named) if not self._has_file(each))

    def why_kept_from(self, digest: str) -> Finding | None:
        """Return why a content that is not here does not come to who works here, either."""
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            return why_kept_from(knowledge, self.person_id, digest)

    def files_kept_from(self) -> int:
        """Return how many files are not here, and do not come to who works here."""
        with self.store.look() as unit:
            knowledge = Knowledge(unit, self.today, self.keys.verify)
            held = held_back(knowledge, self.person_id) & named_files(knowledge)
            kept = kept_from(knowledge, self.person_id, held)
        return sum(not self._has_file(each) for each in kept)

    def want_file(self, digest: str) -> None:
        """Let a content that was held back come with the next exchange."""
        wanted = wanted_in(self.store.facts())
        if digest not in wanted:
            self.store.set_fact(WANTED, wanted_text({*wanted, digest}))

    def kept_files(self) -> tuple[str, ...]:
        """Return the contents that records name and that are in the store here."""
        with self.store.look() as unit:
            named = named_files(Knowledge(unit, self.today, self.keys.verify))
        return tuple(each for each in sorted(named) if self._has_file(each))

    def note_synced(self) -> None:
        """Remember when everything was exchanged with the hub last."""
        self.store.set_fact(SYNCED, self.stamp())
        self.remember()
