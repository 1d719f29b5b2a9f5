"""Days and places in words, as people read them, in the language in use.

Apart from the other values (`shown.py`), since the window speaks of days before any form is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.i18n import Language, _, language
from mcdesk.procedure.calendar import known_moment
from mcdesk.procedure.content import as_date
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
}
MOST_RUNS = 6
_ISO = re.compile(r"(?<![\w/-])\d{4}-\d{2}-\d{2}(?![\w/-])")


def show_date(value: Json, shown: Language | None = None) -> str:
    """Return a stored date as `12 Nov 2026`; what is not a date is shown as it stands."""
    day = as_date(value)
    if day is None:
        return "" if value is None else str(value)
    return f"{day.day} {MONTHS[shown or language()][day.month - 1]} {day.year}"


def in_both(day: str) -> Label:
    """Return a day in both languages."""
    return Label(show_date(day, "en"), show_date(day, "id"))


def moment(at: str) -> Label | str:
    """Return a time of the journal as day and hour at the institution, in both languages."""
    here = known_moment(at)
    if here is None:
        return at
    day = here.date().isoformat()
    return Label(f"{show_date(day, 'en')}, {here:%H:%M}", f"{show_date(day, 'id')}, {here:%H:%M}")


def days_in(words: str) -> str:
    """Return words with every ISO date that exists written as a day."""
    return _ISO.sub(lambda found: show_date(found.group()), words)


def told(finding: Finding, rows: Iterable[int] = ()) -> str:
    """Return a finding in words; one in a table with its row before it, or these rows of it.

    Its column stands there, too, unless the sentence names it.
    """
    table, column = (finding.params.get(key) for key in ("in_table", "in_column"))
    words = finding.sentence()
    if not isinstance(table, Label) or not isinstance(column, Label):
        return words
    several = set(rows)
    place = _("{table}, rows {rows}") if len(several) > 1 else _("{table}, row {n}")
    number = finding.params["row_number"]
    place = place.format(table=table.text(), n=number, rows=runs(several))
    bare = replace(finding, about="").sentence()
    if column.text() not in bare:
        place += f", {column.text()}"
    return f"{words.removesuffix(bare)}{place}: {bare}"


def runs(numbers: Iterable[int]) -> str:
    """Return the numbers of rows in words, those that follow each other as one."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found[:MOST_RUNS]]
    return ", ".join(shown) + (" …" if len(found) > MOST_RUNS else "")
