"""What stands in a form: values by path, rows by table field; plain, frozen and comparable.

Paths: `p1` a field, `p14.note` a part, `a2.07` a checklist item, `a2.07.note` its note,
`p20/<row id>/statement` a cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import Json, decimal, is_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from mcdesk.procedure.definition import Profile

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def top_of(path: str) -> str:
    """Return the field that a part, item, note or cell belongs to."""
    return path.split("/", 1)[0].split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table field; `cells` by column id, `rank` gives the order."""

    id: str
    rank: str
    cells: Mapping[str, Json]

    def text(self, column: str) -> str:
        value = self.cells.get(column)
        return "" if value is None else str(value)

    def number(self, column: str) -> Decimal | None:
        return decimal(self.cells.get(column))

    def day(self, column: str) -> date | None:
        return as_date(self.cells.get(column))

    def many(self, column: str) -> tuple[str, ...]:
        """Return the cell as a tuple of texts; a text is split at commas and spaces."""
        value = self.cells.get(column)
        if isinstance(value, list):
            return tuple(str(entry) for entry in value)
        return tuple(str(value).replace(",", " ").replace(";", " ").split()) if value else ()

    @property
    def is_blank(self) -> bool:
        for value in self.cells.values():
            if not is_empty(value):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Content:
    """The values and rows of one form; never changed, so what is found of it is kept.

    That are digests taken over it, and the rows of its tables that hold anything.
    """

    values: Mapping[str, Json] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    digests: dict[tuple[str, ...], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    tables: dict[str, tuple[Row, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def value(self, path: str) -> Json:
        """Return the value at `path` (a cell too), or None."""
        if "/" in path:
            field_id, row_id, column = path.split("/", 2)
            for row in self.rows.get(field_id, ()):
                if row.id == row_id:
                    return row.cells.get(column)
            return None
        return self.values.get(path)

    def text(self, path: str) -> str:
        value = self.value(path)
        return "" if value is None else str(value)

    def number(self, path: str) -> Decimal | None:
        return decimal(self.value(path))

    def day(self, path: str) -> date | None:
        return as_date(self.value(path))

    def many(self, path: str) -> tuple[str, ...]:
        value = self.value(path)
        return tuple(str(entry) for entry in value) if isinstance(value, list) else ()

    def table(self, field_id: str) -> tuple[Row, ...]:
        """Return the rows of a table field that hold anything."""
        found = self.tables.get(field_id)
        if found is None:
            found = tuple(row for row in self.rows.get(field_id, ()) if not row.is_blank)
            self.tables[field_id] = found
        return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules and computed fields may know besides the form itself.

    `setting` gives the value of a setting that binds; `other` the content of the card's current
    form of a kind (empty where there is none); `look` a fact by name, such as `card.title_en`,
    `team.sme`, `person:<id>`, `programme:<id>`, `status:<kind of form>`; `stages` the number of
    each stage; `sheets` the contents of a form that has a sheet for each assessor. A signed form
    is judged as of the day on which it was frozen; `present` is the day itself, for what is written
    into it afterwards.
    """

    today: date
    profile: Profile = "essential"
    setting: Callable[[str], Any] = lambda _key: None
    other: Callable[[str], Content] = lambda _kind: Content()
    look: Callable[[str], Json] = lambda _name: None
    holidays: frozenset[date] = frozenset()
    stages: Mapping[str, int] = field(default_factory=dict)
    sheets: Callable[[str], tuple[Content, ...]] = lambda _kind: ()
    present: date | None = None


def as_date(value: object) -> date | None:
    """Return stored ISO text as a date, or None where it is not a date that exists."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
