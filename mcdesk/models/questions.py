"""The questions that records are read by: SQLAlchemy writes each once, the driver answers it.

A command asks some twenty of them, and SQLAlchemy's way from a statement to its rows costs more
than SQLite's answer. So the text and the order of its parameters come from SQLAlchemy's compiler
for the dialect, are kept, and go to the driver's own cursor, inside SQLAlchemy's transaction.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Boolean, Connection, Dialect, Select, bindparam, select

from mcdesk.models import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.procedure.records import R

Rows = list[tuple[Any, ...]]
LISTS = (list, tuple, set, frozenset)
IN_CHUNK = 512
_COLUMNS = {
    name: tuple(str(column.name) for column in table.columns)
    for name, table in tables.TABLES.items()
}
_BOOLEANS = {
    name: tuple(str(column.name) for column in table.columns if isinstance(column.type, Boolean))
    for name, table in tables.TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Question:
    """A statement as its driver takes it; `order` of the parameters where they have no names."""

    text: str
    order: tuple[str, ...] | None

    def answer(self, connection: Connection, values: dict[str, object]) -> Rows:
        """Return all rows, as the driver gives them."""
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(
                self.text,
                values if self.order is None else tuple(values[name] for name in self.order),
            )
            return list(cursor.fetchall())


_KNOWN: dict[tuple[str, str, tuple[str, ...], str, int], Question] = {}


def rows_where(connection: Connection, table: str, equal: Mapping[str, object]) -> Rows:
    """Return the rows not deleted whose columns equal these values (one list: one of them)."""
    plain = {key: value for key, value in equal.items() if not isinstance(value, LISTS)}
    many = next((key for key in equal if key not in plain), "")
    if not many:
        return _question(connection.dialect, table, tuple(plain)).answer(connection, plain)
    found: Rows = []
    for part in _parts(list(_listed(equal[many]))):
        question = _question(connection.dialect, table, tuple(plain), many, len(part))
        named = {f"{many}_{number}": value for number, value in enumerate(part)}
        found += question.answer(connection, {**plain, **named})
    return found


def rows_by_id(connection: Connection, table: str, ids: Sequence[str]) -> Rows:
    """Return the rows with these ids, deleted or not."""
    found: Rows = []
    for part in _parts(ids):
        question = _question(connection.dialect, table, (), "", len(part))
        found += question.answer(connection, {f"id_{n}": id_ for n, id_ in enumerate(part)})
    return found


def record_of(kind: type[R], row: Sequence[Any]) -> R:
    """Return the record of a row; not every driver knows truth values."""
    data = dict(zip(_COLUMNS[kind.table], row, strict=True))
    for name in _BOOLEANS[kind.table]:
        data[name] = bool(data[name])
    return kind(**data)


def _listed(value: object) -> Iterator[object]:
    assert isinstance(value, LISTS)
    yield from value


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield a list in parts whose lengths are few, so that there are few questions.

    Each is filled up to a power of two by its last entry, which asks for nothing more.
    """
    for at in range(0, len(values), IN_CHUNK):
        part = list(values[at : at + IN_CHUNK])
        full = 1 << (len(part) - 1).bit_length()
        yield part + part[-1:] * (full - len(part))


def _question(
    dialect: Dialect, table: str, plain: tuple[str, ...], many: str = "", count: int = 0
) -> Question:
    """Return the question of these conditions; a count without a name asks by id alone."""
    key = (dialect.name, table, plain, many, count)
    if key not in _KNOWN:
        compiled = _statement(table, plain, many, count).compile(dialect=dialect)
        order = getattr(compiled, "positiontup", None)
        _KNOWN[key] = Question(str(compiled), None if order is None else tuple(order))
    return _KNOWN[key]


def _statement(name: str, plain: tuple[str, ...], many: str, count: int) -> Select[Any]:
    table = tables.TABLES[name]
    statement = select(table)
    if many or not count:
        statement = statement.where(table.c.deleted.is_(False))
    for column in plain:
        statement = statement.where(table.c[column] == bindparam(column))
    if count:
        column = many or "id"
        among: list[BindParameter[Any]] = [
            bindparam(f"{column}_{number}") for number in range(count)
        ]
        statement = statement.where(table.c[column].in_(among))
    return statement
