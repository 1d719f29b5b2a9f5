"""In which period each card stands, and what a closed register says (decisions.md, 24)."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mcdesk.application.views import RegisterLine
from mcdesk.procedure.canonical import json_text, read_json
from mcdesk.procedure.period import Closed, Period, way_of
from mcdesk.procedure.records import Card, ClosedPeriod, Form, FormValue
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.canonical import Json

KIND = "F4"
FORMAT = 1


def period_of(record: ClosedPeriod) -> Period:
    """Return which period a record closes."""
    return Period(record.year, record.semester)


def closings(reader: Reader) -> tuple[ClosedPeriod, ...]:
    """Return every closing there was, also of periods that were reopened; the oldest first."""
    kept = (entry for entry in reader.select(ClosedPeriod) if not entry.deleted)
    return tuple(sorted(kept, key=lambda entry: (period_of(entry).order, entry.version)))


def closed_now(reader: Reader) -> tuple[Closed, ...]:
    """Return the periods that are closed, as cards are placed by them."""
    return tuple(
        Closed(
            period_of(entry),
            Period(entry.next_year, entry.next_semester),
            cards_of(entry.ended),
        )
        for entry in closings(reader)
        if not entry.reopened_on
    )


def closing_of(reader: Reader, period: Period, version: int = 0) -> ClosedPeriod | None:
    """Return what closed a period, or None while it is open; a version also once reopened."""
    kept = reader.select(ClosedPeriod, year=period.year, semester=period.semester)
    if version:
        standing = [e for e in kept if not e.deleted and e.version == version]
    else:
        standing = [e for e in kept if not e.deleted and not e.reopened_on]
    return max(standing, key=lambda entry: entry.version, default=None)


def cards_of(ended: str) -> frozenset[str]:
    """Return the cards that a closing kept as ended; none where that cannot be read."""
    kept = read_json(ended)
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def ways(reader: Reader) -> Mapping[str, tuple[Period, ...]]:
    """Return for each card the periods that it has stood in, the present one last; by code."""
    said: dict[str, dict[str, str]] = {}
    for path in ("year", "semester"):
        for value in reader.select(FormValue, path=path):
            if not value.deleted:
                said.setdefault(value.form_id, {})[path] = str(read_json(value.value) or "")
    entered: dict[str, Period] = {}
    forms = (form for form in reader.select(Form, kind=KIND) if not form.deleted)
    for form in _in_order(forms):
        entered[form.card_id] = _entered(said.get(form.id, {}))
    closed = closed_now(reader)
    cards = (card for card in reader.select(Card) if not card.deleted)
    return {
        card.id: way_of(card.id, entered.get(card.id, Period()), closed, ended=card.status in ENDED)
        for card in sorted(cards, key=lambda card: card.code)
    }


def way_of_card(reader: Reader, card: Card) -> tuple[Period, ...]:
    """Return the periods that one card has stood in, the present one last."""
    entered = Period()
    for form in _in_order(reader.select(Form, card_id=card.id, kind=KIND)):
        values = reader.select(FormValue, form_id=form.id)
        entered = _entered({v.path: str(read_json(v.value) or "") for v in values})
    return way_of(card.id, entered, closed_now(reader), ended=card.status in ENDED)


def carried_from(way: tuple[Period, ...]) -> Label:
    """Return the period that a card was carried over from, in words; empty where from none."""
    return way[-2].label if len(way) > 1 else Label("", "")


def _in_order(forms: Iterable[Form]) -> list[Form]:
    """Return the entries of a register so that the one that counts comes last."""
    return sorted(forms, key=lambda form: (not form.superseded, form.round, form.id))


def _entered(told: Mapping[str, str]) -> Period:
    return Period(told.get("year", "").strip(), told.get("semester", "").strip())


# --- what was signed ----------------------------------------------------------------------


def content_text(period: Period, head: Mapping[str, str], lines: Iterable[RegisterLine]) -> str:
    """Return a register as the text that is kept and hashed."""
    return json_text(
        {
            "format": FORMAT,
            "year": period.year,
            "semester": period.semester,
            **head,
            "lines": [line_data(line) for line in lines],
        }
    )


def lines_of(content: Mapping[str, Any]) -> tuple[RegisterLine, ...]:
    """Return the lines of a register as it was closed."""
    return tuple(_line(data) for data in content["lines"])


def line_data(line: RegisterLine) -> dict[str, Json]:
    """Return a line as plain data, for keeping and for scripts."""
    return {entry.name: _plain(getattr(line, entry.name)) for entry in fields(line)}


def _plain(value: object) -> Json:
    if isinstance(value, Label):
        return {"en": value.en, "id": value.id}
    return value if value is None or isinstance(value, str | int) else str(value)


READERS: Mapping[str, Callable[[Any], object]] = {
    "Label": lambda value: Label(value["en"], value["id"]),
    "Decimal | None": lambda value: None if value is None else Decimal(value),
    "date | None": lambda value: None if value is None else date.fromisoformat(value),
}


def _line(data: Mapping[str, Any]) -> RegisterLine:
    """Return a kept line; what a newer program added is left out, what is new stays as it is."""
    known = {entry.name: str(entry.type) for entry in fields(RegisterLine)}
    told: dict[str, Any] = {
        name: READERS[known[name]](value) if known[name] in READERS else value
        for name, value in data.items()
        if name in known
    }
    return RegisterLine(**told)
