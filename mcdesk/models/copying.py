"""A database's shared tables into another one: a hub is made so, and joined so."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from mcdesk.models import tables
from mcdesk.models.engines import translated
from mcdesk.models.older_hub import columns_there
from mcdesk.models.replaying import blanks
from mcdesk.models.statements import parts_from, pour, rows
from mcdesk.models.unit_of_work import inserting

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Select

    from mcdesk.application.ports import Progress

CHUNK = 500
EARLY = (
    "card",
    "team",
    "person",
    "office",
    "faculty",
    "programme",
    "setting",
    "idea",
    "definition",
)
"""The tables that a board is made of; small beside the history."""


def copy_tables(
    source: Connection,
    target: Connection,
    progress: Progress | None = None,
    early: Callable[[], object] | None = None,
    path: str = "",
) -> bool:
    """Copy all that is shared from one database into an empty one; False when cancelled.

    What the source, of an older schema, does not have yet says what an older entry means by it.
    The progress counts rows. `early` is called once what a board is made of is there. `path` is
    that of a workspace here: what it cannot take is its own trouble, not the source's.
    """
    own = partial(translated, path) if path else nullcontext
    there = columns_there(source)
    shared = [
        table
        for table in tables.metadata.sorted_tables
        if table.name not in tables.LOCAL and there.get(table.name)
    ]
    of = sum(rows(source, _count_of(table.name), {})[0][0] for table in shared)
    done = 0
    for table in sorted(shared, key=lambda each: each.name not in EARLY):
        if early is not None and table.name not in EARLY:
            early()
            early = None
        columns, blank = there[table.name], blanks(table.name)
        new = tuple(name for name in blank if name not in columns)
        more = tuple(blank[name] for name in new)
        for part in parts_from(source, _all_of(table.name, columns), CHUNK, target):
            if progress is not None and not progress(done, of):
                return False
            given = [(*row, *more) for row in part] if more else part
            with own():
                pour(target, inserting(table.name), columns + new, given)
            done += len(part)
    return True


@cache
def _count_of(table_name: str) -> Select[Any]:
    """Return what asks for how many rows a table has; each is made once."""
    return select(func.count()).select_from(tables.metadata.tables[table_name])


@cache
def _all_of(table_name: str, columns: tuple[str, ...]) -> Select[Any]:
    """Return what asks for all rows of a table in their order; each is made once."""
    table = tables.metadata.tables[table_name]
    order = table.c.n if "n" in table.c else next(iter(table.primary_key))
    return select(*(table.c[name] for name in columns)).order_by(order)
