"""The register as lines of a table: what each cell shows, and what it is sorted by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.application.views.register import GONE
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.values import show_date, show_number
from mcdesk.ui.people.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.views import Fact, Register, RegisterLine


def since_lines(register: Register) -> Iterator[Line]:
    """Yield what changed since a register was closed, a line for each fact."""
    for changed in register.since:
        for label, old, new in changed.changes or ((GONE, "", ""),):
            cells = (changed.before.code, label.text(), _shown(old), _shown(new))
            yield Line(changed.before.card_id, cells)


def table_line(number: int, line: RegisterLine) -> Line:
    """Return a micro-credential as a row below the headings."""
    facts: tuple[Fact, ...] = (number, *line.facts())
    return Line(
        line.card_id,
        tuple(_shown(fact) for fact in facts),
        tone="warn" if line.late else "",
        tip=line.remarks,
        keys=tuple(_key(place, fact) for place, fact in enumerate(facts)),
    )


def _shown(fact: Fact) -> str:
    if isinstance(fact, date):
        return show_date(fact.isoformat())
    if isinstance(fact, Label):
        return fact.text()
    return show_number(str(fact)) if isinstance(fact, Decimal) else str(fact)


NUMBERS = frozenset((0, 10, 11, 12, 17, 18))
STAGE = 15


def _key(place: int, fact: Fact) -> str | float:
    """Return what a cell is sorted by: numbers by size, days by the calendar."""
    if place in NUMBERS:
        return float(fact) if isinstance(fact, int | Decimal) else -1.0
    if place == STAGE and isinstance(fact, Label):
        return f"{fact.en.split()[0]:0>2}"
    return fact.isoformat() if isinstance(fact, date) else _shown(fact)
