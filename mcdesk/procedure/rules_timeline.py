"""Checks on the timeline: order, predecessors, stages, studios (domain.md, F3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import add_working_days, working_days
from mcdesk.procedure.rules_registry import (
    Hit,
    applies,
    bound,
    cells,
    check,
    choice_label,
    gives,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Row, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule


@check
@gives("start", "end")
def end_not_before_start(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """In each row the second date is not before the first (domain.md, F3 t3)."""
    first, second = (path.split("/", 1)[1] for path in rule.paths)
    for row, place in cells(content, rule.paths[1]):
        start, end = row.day(first), row.day(second)
        if start is not None and end is not None and end < start:
            yield Hit(place, {"start": start.isoformat(), "end": end.isoformat()})


@check
@gives("no", "start", "end")
def starts_after_predecessor(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A row starts after the end of each row that its cell names (domain.md, F3 t3)."""
    number, start, end = (str(rule.params[key]) for key in ("no", "start", "end"))
    for path in rule.paths:
        column = path.split("/", 1)[1]
        ends = {row.text(number): row.day(end) for row, _ in cells(content, path)}
        for row, place in cells(content, path):
            begins = row.day(start)
            for before in row.many(column):
                ended = ends.get(before)
                if begins is not None and ended is not None and begins <= ended:
                    shown = {"start": begins.isoformat(), "end": ended.isoformat()}
                    yield Hit(place, {"no": before, **shown})


@check
@gives("stage")
def stages_have_rows(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Each of `stages` stands in the column (domain.md, F3 t3: stages 8 to 13)."""
    for path in rule.paths:
        field_id, column = path.split("/", 1)
        rows = content.table(field_id)
        present = {row.text(column) for row in rows}
        for stage in rule.params["stages"] if rows else ():
            if stage not in present:
                yield Hit(field_id, {"stage": choice_label(definition, path, stage)})


@check
@gives("end", "by")
def ends_by(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No date of the column lies after the field `by` (domain.md, F3 t3: last end ≤ opening).

    Rows whose `column` holds one of `except` do not count.
    """
    last = content.day(str(rule.params["by"]))
    spared = set(rule.params.get("except", ()))
    for path in rule.paths if last is not None else ():
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            end = row.day(column)
            if row.text(str(rule.params.get("column", ""))) in spared:
                continue
            if end is not None and last is not None and end > last:
                yield Hit(place, {"end": end.isoformat(), "by": last.isoformat()})


@check
@gives("days", "least")
def working_days_between(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """From the first date to the second lie at least `least` working days (domain.md, F3 t5).

    The day of receipt does not count.
    """
    first, second = (path.split("/", 1)[1] for path in rule.paths)
    least = bound(rule, surroundings, "least") or 0
    for row, place in cells(content, rule.paths[1]):
        start, end = row.day(first), row.day(second)
        if start is None or end is None:
            continue
        days = working_days(start, end, surroundings.holidays)
        days -= working_days(start, start, surroundings.holidays) if days else 0
        if days < least:
            yield Hit(place, {"days": days, "least": int(least)})


@check
@gives("days", "least")
def working_days_of_role(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Where `column` names who holds `role`, that many working days lie between the dates.

    Source: domain.md, F1: the window in which the lecturer reviews.
    """
    person = surroundings.look(f"team.{rule.params['role']}")
    column = str(rule.params["column"])
    mine = {row.id for row, _ in cells(content, rule.paths[1]) if row.text(column) == person}
    for hit in working_days_between(content, surroundings, rule, definition):
        if person and hit.path.split("/")[1] in mine:
            yield hit


@check
@gives("days", "by", "most")
def slips_within(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A day lies at most so many working days behind that of another form.

    Source: domain.md, ambiguity 5: a slip of the opening over ten of them asks the Dean again.
    """
    planned = surroundings.other(str(rule.params["form"])).day(str(rule.params["other"]))
    most = bound(rule, surroundings, "most")
    for path in rule.paths if applies(content, rule) else ():
        day = content.day(path)
        if planned is None or day is None or most is None or day <= planned:
            continue
        days = working_days(planned, day, surroundings.holidays)
        days -= working_days(planned, planned, surroundings.holidays)
        if days > most:
            yield Hit(path, {"days": days, "by": planned.isoformat(), "most": int(most)})


@check
@gives("date", "days")
def ticked_days_before(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The tick stands `days` working days before the row's `date` (domain.md, F3 t4: script)."""
    days = int(bound(rule, surroundings, "days") or 0)
    near = add_working_days(surroundings.today, days, surroundings.holidays)
    for path in rule.paths:
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            day = row.day(str(rule.params["date"]))
            if day is not None and day < near and row.cells.get(column) is not True:
                yield Hit(place, {"date": day.isoformat(), "days": days})


@check
@gives("column", "date", "from")
def no_double_booking(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No studio and no person is booked twice at a time; the later row is named (F3 t4)."""
    for path in rule.paths:
        column = path.split("/", 1)[1]
        before: list[Row] = []
        for row, place in cells(content, path):
            if row.text(column) and any(_clash(row, other, column, rule) for other in before):
                shown = {key: row.text(str(rule.params[key])) for key in ("date", "from")}
                yield Hit(
                    place, {"column": definition.field_of(path).column(column).label, **shown}
                )
            before.append(row)


def _clash(one: Row, other: Row, column: str, rule: Rule) -> bool:
    """Tell whether two rows want the same thing on the same day at overlapping times."""
    day, start, end = (str(rule.params[key]) for key in ("date", "from", "to"))
    same = one.text(column).casefold() == other.text(column).casefold()
    if not same or not one.text(day) or one.text(day) != other.text(day):
        return False
    mine, theirs = _span(one, start, end), _span(other, start, end)
    return mine is not None and theirs is not None and mine[0] < theirs[1] and theirs[0] < mine[1]


def _span(row: Row, start: str, end: str) -> tuple[int, int] | None:
    """Return the times of a row, or None where one of them is not a time."""
    first, last = _minutes(row.text(start)), _minutes(row.text(end))
    return None if first is None or last is None else (first, last)


def _minutes(text: str) -> int | None:
    """Return a time such as 09:30 or 9.30 as minutes after midnight, or None."""
    hours, _, minutes = text.strip().replace(".", ":").partition(":")
    if not hours.isdecimal() or not (minutes or "0").isdecimal():
        return None
    return int(hours) * 60 + int(minutes or 0)
