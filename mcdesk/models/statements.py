"""Statements that SQLAlchemy writes once and the driver runs ever after.

A command takes some thirty statements, and SQLAlchemy's way from a statement to its rows costs
more than the database's answer. So text and order of the parameters come from SQLAlchemy's
compiler for the dialect, are kept, and go to the driver's own cursor, inside SQLAlchemy's
transaction. Errors come out as SQLAlchemy's, like everybody else's.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Executable, Select

STILL_THERE = "still there"
"""Where a connection keeps what is called while something comes over it (`server_line.Watch`)."""
Rows = list[tuple[Any, ...]]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as its driver takes it; `order` of the parameters where they have no names.

    `fixed` are the values that the statement was made with.
    """

    text: str
    order: tuple[str, ...] | None
    fixed: Mapping[str, Any]

    def parameters(self, values: Mapping[str, Any] | tuple[Any, ...]) -> Any:
        """Return the values as the driver takes them; a tuple stands in the order already."""
        if isinstance(values, tuple):
            return values
        if self.fixed:
            values = {**self.fixed, **values}
        if self.order is None:
            return values
        return tuple([values[name] for name in self.order])


_WRITTEN: dict[tuple[str, Executable, tuple[str, ...]], Written] = {}


def written(
    connection: Connection, statement: Executable, columns: tuple[str, ...] = ()
) -> Written:
    """Return a statement in the words of the connection's database; each is compiled once.

    Args:
        connection: Tells the dialect.
        statement: Made once and used again: it is known by what it is, not by what it says.
        columns: What an INSERT or UPDATE writes.
    """
    key = (connection.dialect.name, statement, columns)
    if key not in _WRITTEN:
        compiled = statement.compile(  # type: ignore[attr-defined] # every one of ours has it
            dialect=connection.dialect, column_keys=list(columns) or None
        )
        order = getattr(compiled, "positiontup", None)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        _WRITTEN[key] = Written(str(compiled), None if order is None else tuple(order), fixed)
    return _WRITTEN[key]


def rows(connection: Connection, statement: Executable, values: Values) -> Rows:
    """Return all rows that a SELECT finds, as the driver gives them."""
    return _run(connection, written(connection, statement), [values])


def write(connection: Connection, statement: Executable, values: Sequence[Values]) -> Rows:
    """Run an INSERT or UPDATE with each of these values, which all name the same columns.

    Returns:
        What a single one with RETURNING returns.
    """
    return _run(connection, written(connection, statement, tuple(values[0])), values)


def parts_from(
    source: Connection, statement: Select[Any], size: int, to: Connection
) -> Iterator[Rows]:
    """Yield the rows that a SELECT without parameters finds, so many at a time, for a database.

    A file takes them as the driver gives them. A server knows truth values, which files keep as 0
    and 1; it sends them as they are read, and is still there as long as they come.
    """
    if to.dialect.name != "sqlite":
        for part in source.execute(statement).partitions(size):
            yield [tuple(row) for row in part]
        return
    cursor: Any = source.connection.cursor()
    asked = written(source, statement).text
    with closing(cursor):
        if source.dialect.name == "sqlite":
            found = cursor.execute(asked)
        else:
            found = cursor.stream(asked, size=size)
        with closing(found):
            while part := list(islice(found, size)):
                yield part
                source.info.get(STILL_THERE, _ignore)()


def _ignore() -> None:
    """Tell nobody: a file does not fall silent."""


def pour(
    connection: Connection, statement: Executable, columns: tuple[str, ...], found: Rows
) -> None:
    """Run an INSERT with each of these rows, whose values stand in the order of the columns.

    What is copied from one database into another goes through no dictionaries: they cost more
    than reading and writing.
    """
    known = written(connection, statement, columns)
    if known.order == columns:
        _run(connection, known, found)
    else:
        _run(connection, known, [dict(zip(columns, row, strict=True)) for row in found])


def _run(
    connection: Connection, known: Written, values: Sequence[Values] | Sequence[tuple[Any, ...]]
) -> Rows:
    driver = connection.dialect.loaded_dbapi
    try:
        cursor = connection.connection.cursor()
        try:
            if len(values) > 1:
                cursor.executemany(known.text, [known.parameters(each) for each in values])
                return []
            cursor.execute(known.text, known.parameters(values[0]))
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            cursor.close()
    except driver.Error as error:
        raise DBAPIError.instance(
            known.text, None, error, driver.Error, dialect=connection.dialect
        ) from error
