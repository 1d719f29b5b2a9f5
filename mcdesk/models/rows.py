"""The rows of records: by their ids, by what their columns equal, and as records."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Boolean, Select, bindparam, select

from mcdesk.models import tables
from mcdesk.models.statements import Rows, rows
from mcdesk.procedure.records import RECORDS, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from mcdesk.procedure.records import R

Fill = Callable[[Record, Any], None]
LISTS = (list, tuple, set, frozenset)
IN_CHUNK = 512


def rows_where(connection: Connection, table: str, equal: Mapping[str, object]) -> Rows:
    """Return the rows not deleted whose columns equal these values (one list: one of them)."""
    plain = {key: value for key, value in equal.items() if not isinstance(value, LISTS)}
    assert len(equal) - len(plain) <= 1, "at most one list is asked for at once"
    many = next((key for key in equal if key not in plain), "")
    if not many:
        return rows(connection, _where(table, tuple(plain)), plain)
    found: Rows = []
    for part in _parts(list(_listed(equal[many]))):
        named = {f"{many}_{number}": value for number, value in enumerate(part)}
        found += rows(connection, _where(table, tuple(plain), many, len(part)), {**plain, **named})
    return found


def rows_by_id(connection: Connection, table: str, ids: Sequence[str]) -> Rows:
    """Return the rows with these ids, deleted or not."""
    found: Rows = []
    for part in _parts(ids):
        named = {f"id_{number}": id_ for number, id_ in enumerate(part)}
        found += rows(connection, _by_id(table, len(part)), named)
    return found


def rows_whole(connection: Connection, table: str) -> Rows:
    """Return every row of a table, deleted or not, as its database keeps it."""
    return rows(connection, _whole(table), {})


@cache
def _whole(table: str) -> Select[Any]:
    return select(tables.metadata.tables[table])


def record_of(kind: type[R], row: Sequence[Any]) -> R:
    """Return the record of a row, its slots filled one by one.

    A frozen class with twenty attributes takes three times as long to be called, and a command
    reads some fifty records. Not every driver knows truth values.
    """
    made = object.__new__(kind)
    for fill, value in zip(_fillers(kind.table), row, strict=True):
        fill(made, value)
    for fill, at in _truths(kind.table):
        fill(made, bool(row[at]))
    return made


@cache
def _fillers(table: str) -> tuple[Fill, ...]:
    """Return what sets each attribute of a record, in the order of the columns."""
    kind = RECORDS[table]
    return tuple(getattr(kind, str(column.name)).__set__ for column in tables.TABLES[table].columns)


@cache
def _truths(table: str) -> tuple[tuple[Fill, int], ...]:
    """Return what sets each truth value of a record, and its place in a row."""
    columns = enumerate(tables.TABLES[table].columns)
    return tuple(
        (_fillers(table)[at], at) for at, column in columns if isinstance(column.type, Boolean)
    )


def _listed(value: object) -> Iterator[object]:
    assert isinstance(value, LISTS)
    yield from value


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield a list in parts whose lengths are few, so that there are few statements.

    Each is filled up to a power of two by its last entry, which asks for nothing more.
    """
    for at in range(0, len(values), IN_CHUNK):
        part = list(values[at : at + IN_CHUNK])
        full = 1 << (len(part) - 1).bit_length()
        yield part + part[-1:] * (full - len(part))


@cache
def _where(name: str, plain: tuple[str, ...], many: str = "", count: int = 0) -> Select[Any]:
    table = tables.TABLES[name]
    statement = select(table).where(table.c.deleted.is_(False))
    for column in plain:
        statement = statement.where(table.c[column] == bindparam(column))
    if many:
        statement = statement.where(table.c[many].in_(_places(many, count)))
    return statement


@cache
def _by_id(name: str, count: int) -> Select[Any]:
    table = tables.TABLES[name]
    return select(table).where(table.c.id.in_(_places("id", count)))


def _places(column: str, count: int) -> list[BindParameter[Any]]:
    return [bindparam(f"{column}_{number}") for number in range(count)]
