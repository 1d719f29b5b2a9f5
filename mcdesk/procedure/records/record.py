"""What every record is, and the register of all record classes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has."""

    table: ClassVar[str] = ""
    id: str
    row_version: int = 0
    deleted: bool = False


R = TypeVar("R", bound=Record)
RECORDS: dict[str, type[Record]] = {}


def record(cls: type[R]) -> type[R]:
    """Register a record class under the name of its table."""
    RECORDS[cls.table] = cls
    return cls


def as_data(value: Record) -> dict[str, Any]:
    """Return a record as the plain data of an effect."""
    return dict(zip(columns(value.table), _values_of(value.table)(value), strict=True))


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, in the order of the record's attributes."""
    return tuple(entry.name for entry in fields(RECORDS[table]))


@cache
def _values_of(table: str) -> Callable[[Record], tuple[Any, ...]]:
    """Return what gives the values of a record's columns, all of them in one call."""
    return attrgetter(*columns(table))


def from_data(table: str, data: dict[str, Any]) -> Record:
    """Return the record of an effect; columns that this program does not know are left out."""
    cls = RECORDS[table]
    known = {entry.name for entry in fields(cls)}
    return cls(**{key: value for key, value in data.items() if key in known})


def changed(before: R, /, **changes: Any) -> R:
    """Return the record with changes."""
    return replace(before, **changes)
