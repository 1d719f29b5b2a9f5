"""What hubs of both kinds answer in the same way, from the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from mcdesk.application.journal import Head
from mcdesk.models import tables

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from mcdesk.application.journal import Line
    from mcdesk.models.replaying import SqlReplicaUnit


class HubReading:
    """Reads a hub's journal, a call a transaction; a kind of hub says how one is begun."""

    def _reading(self) -> AbstractContextManager[SqlReplicaUnit]:
        raise NotImplementedError

    def identity(self) -> tuple[str, str, Head]:
        """Return the hub's id, its schema and the last entry of its journal.

        Raises:
            Trouble: It is out of reach, no hub, or damaged.
        """
        table = tables.workspace
        with self._reading() as unit:
            named = select(table.c.value).where(table.c.key == "hub_id")
            version = text("SELECT version_num FROM alembic_version")
            found = (unit.connection.execute(each).scalar_one() for each in (named, version))
            hub_id, made = map(str, found)
            return hub_id, made, unit.head()

    def lines_after(self, seq: int, most: int) -> tuple[Line, ...]:
        """Return the entries behind one, in their order."""
        with self._reading() as unit:
            return unit.lines_after(seq, most)

    def hash_at(self, seq: int) -> str:
        """Return the hash of an entry; "" where the journal does not reach so far."""
        if not seq:
            return Head().hash
        with self._reading() as unit:
            line = unit.line_at(seq)
        return str(line.hash) if line is not None else ""
