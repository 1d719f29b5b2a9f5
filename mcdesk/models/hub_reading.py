"""What hubs of both kinds answer in the same way, from the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Select, func, select, text

from mcdesk.application.journal import Head
from mcdesk.application.namesakes import resolved
from mcdesk.application.views import HubSight, Whereabouts
from mcdesk.models import tables
from mcdesk.models.hub_troubles import hub_damaged
from mcdesk.models.older_hub import columns_there, fitting
from mcdesk.procedure.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from mcdesk.application.journal import Line
    from mcdesk.models.replaying import SqlReplicaUnit

_LAST = tables.journal.c.seq == select(func.max(tables.journal.c.seq)).scalar_subquery()
IDENTITY = select(
    select(tables.workspace.c.value).where(tables.workspace.c.key == "hub_id").scalar_subquery(),
    text("(SELECT version_num FROM alembic_version)"),
    *(select(column).where(_LAST).scalar_subquery()
      for column in (tables.journal.c.seq, tables.journal.c.hash)),
)  # fmt: skip
"""What a hub is, and the last entry of its journal: one answer of a server to wait for."""


class HubReading:
    """Reads a hub's journal, a call a transaction; a kind of hub says how one is begun."""

    where: Whereabouts
    asked: ClassVar[Select[Any]] = IDENTITY
    """What `identity` asks; what a kind of hub adds to it is heard by `hear`."""
    had_older_rules = False
    """Whether its rules were older than the program's when `identity` was last asked."""
    member: str | None = None
    """Whom the login stood for then, "" for nobody; None where a hub has no logins."""
    said = ""
    """What it said of itself then, besides."""

    @property
    def place(self) -> str:
        """Where it lies, in words."""
        raise NotImplementedError

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Read everything as of one moment."""
        raise NotImplementedError

    def _reading(self) -> AbstractContextManager[SqlReplicaUnit]:
        raise NotImplementedError

    def has_older_rules(self) -> bool:
        """Tell whether its functions are of a program before this one; a file has none.

        Raises:
            Trouble: It is out of reach.
        """
        return False

    def identity(self) -> tuple[str, str, Head]:
        """Return the hub's id, its schema and the last entry of its journal.

        Raises:
            Trouble: It is out of reach, no hub, or damaged.
        """
        with self._reading() as unit:
            hub_id, made, seq, hash_, *more = unit.connection.execute(self.asked).one()
        self.hear(more)
        if hub_id is None or made is None:
            raise hub_damaged(self.place)
        return str(hub_id), str(made), Head() if seq is None else Head(int(seq), str(hash_))

    def hear(self, more: Sequence[object]) -> None:
        """Hear what a kind of hub asks besides."""

    def must_be_whole(self) -> None:
        """Raise Trouble where the hub is damaged in a place that nobody may come upon for long.

        A server looks after its own pages.
        """

    def sight(self, person_id: str = "") -> HubSight:
        """Return what who wants to join is told of the hub; `person_id` is whose login it is."""
        table = tables.workspace
        with self._reading() as unit:
            facts = select(table.c.key, table.c.value).where(table.c.key.in_(("name", "hub_id")))
            told = {str(key): str(value or "") for key, value in unit.connection.execute(facts)}
            person = unit.find(Person, person_id) if person_id else None
            who = person.name if person is not None else ""
            entries = unit.head().seq
            return HubSight(self.where, told.get("name", ""), entries, who, told.get("hub_id", ""))

    def words_for(self, person_id: str) -> frozenset[str]:
        """Return by which ids, logins and names one may say a person; also one entered twice."""
        with self._reading() as unit:
            entries = (unit.find(Person, person_id), resolved(unit, Person, person_id))
        return frozenset(
            word.casefold() for entry in entries if entry is not None
            for word in (entry.id, entry.login, entry.name, entry.full_name) if word
        )  # fmt: skip

    def lines_after(self, seq: int, most: int) -> tuple[Line, ...]:
        """Return the entries behind one, in their order."""
        with self._reading() as unit:
            return unit.lines_after(seq, most)

    def part_after(self, seq: int, most: int) -> tuple[Line, ...]:
        """Return the first entries behind one: as many as come in time, one at least."""
        return self.lines_after(seq, most)

    def fitting(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Return those of these lines, from the first on, that a hub of an older schema holds."""
        with self._reading() as unit:
            there = columns_there(unit.connection)
            return lines[: fitting(lines, there, self._kinds(unit.connection))]

    def _kinds(self, _connection: Connection) -> Mapping[str, Iterable[str]]:
        """Return the kinds of events that the hub knows with their tables; none: it takes all."""
        return {}

    def hash_at(self, seq: int) -> str:
        """Return the hash of an entry; "" where the journal does not reach so far."""
        if not seq:
            return Head().hash
        with self._reading() as unit:
            line = unit.line_at(seq)
        return str(line.hash) if line is not None else ""
