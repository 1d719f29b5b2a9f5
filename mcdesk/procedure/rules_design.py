"""Checks on the design document: alignment, order, minutes, seconds, items (domain.md, F7)."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.compute import to_cents
from mcdesk.procedure.rules_registry import (
    ZERO,
    Hit,
    bound,
    cells,
    check,
    gives,
    numbers,
    outside,
    shown,
)
from mcdesk.procedure.rules_tables import HUNDRED, folded_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Row, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule

MINUTE = 60
_YEAR = re.compile(r"([0-9]{4})[a-z]?")


def _among(row: Row, column: object, values: object) -> bool:
    """Tell whether a row counts: no column is asked for, or it holds one of the values."""
    wanted = values if isinstance(values, list) else []
    return column is None or row.text(str(column)) in wanted


@check
@gives("code")
def code_used_where(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Each code of this column stands in the column `in`, in a row that counts (F7 d8, d15).

    `column` and `values` choose the rows asked for; `kind` and `kinds` those that count. The
    other table counts only once it is begun.
    """
    params = rule.params
    field_id, column = str(params["in"]).split("/", 1)
    there = content.table(field_id)
    if not there:
        return
    used = {
        folded_code(code)
        for row in there
        if _among(row, params.get("kind"), params.get("kinds"))
        for code in row.many(column)
    }
    for path in rule.paths:
        for row, place in cells(content, path):
            code = row.text(path.split("/", 1)[1]).strip()
            asked = _among(row, params.get("column"), params.get("values"))
            if code and asked and folded_code(code) not in used:
                yield Hit(place, {"code": code})


@check
@gives("code", "count", "least", "most")
def rows_per_code(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Each code of this column has between `least` and `most` rows in the table of `in`.

    A cell such as 2.1 belongs to the code 2 (domain.md, F7 d7: two to five for each module).
    """
    field_id, column = str(rule.params["in"]).split("/", 1)
    counts: dict[str, int] = defaultdict(int)
    for row in content.table(field_id):
        counts[folded_code(row.text(column).split(".")[0])] += 1
    for path in rule.paths if counts else ():
        for row, place in cells(content, path):
            code = row.text(path.split("/", 1)[1]).strip()
            count = counts[folded_code(code)]
            broken = outside(Decimal(count), rule, surroundings) if code else None
            if broken:
                least, most = broken
                shown_ = {"least": shown(least), "most": shown(most)}
                yield Hit(place, {"code": code, "count": count, **shown_})


@check
@gives("level", "highest", "code")
def level_not_above(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A Bloom level is not above that of the outcome that it supports (domain.md, F7 d7).

    `by` is the row's column of codes; `among` the codes of the other table, whose column of the
    same name holds their levels.
    """
    others, code_column = str(rule.params["among"]).split("/", 1)
    for path in rule.paths:
        column = path.split("/", 1)[1]
        levels = {folded_code(r.text(code_column)): r.text(column) for r in content.table(others)}
        for row, place in cells(content, path):
            for code in row.many(str(rule.params["supports"])):
                highest = levels.get(folded_code(code), "")
                if highest and row.text(column) > highest:
                    shown_ = {"level": row.text(column), "highest": highest, "code": code}
                    yield Hit(place, shown_)


def sums_by(content: Content, path: str, group: str) -> dict[str, Decimal]:
    """Return the sum of a column for each value of the column `group`."""
    field_id, column = path.split("/", 1)
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in content.table(field_id):
        number = row.number(column)
        if number is not None:
            found[folded_code(row.text(group))] += number
    return found


@check
@gives("code", "sum", "expected")
def sum_per_code(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up, for each code of `among`, to `times` its number in `target`.

    `within` per cent are left free (domain.md, F7 d8: minutes as hours; d12: seconds as minutes).
    Codes without a row are not asked about: the table may have been begun only.
    """
    params = rule.params
    field_id, code_column = str(params["among"]).split("/", 1)
    target = str(params["target"]).split("/", 1)[1]
    times, within = Decimal(str(params.get("times", 1))), Decimal(str(params.get("within", 0)))
    for path in rule.paths:
        sums = sums_by(content, path, str(params["group"]))
        for row in content.table(field_id):
            code, number = row.text(code_column).strip(), row.number(target)
            total = sums.get(folded_code(code))
            if total is None or number is None:
                continue
            expected = number * times
            if abs(total - expected) * HUNDRED > expected * within:
                told = {"code": code, "sum": shown(total), "expected": shown(expected)}
                yield Hit(path.split("/", 1)[0], told)


@check
@gives("code", "sum", "total")
def sum_each_is(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to `total` for each value of `group` (domain.md, F7 d15: weights)."""
    wanted = bound(rule, surroundings, "total") or ZERO
    for path in rule.paths:
        names = {
            folded_code(row.text(str(rule.params["group"]))): row.text(str(rule.params["group"]))
            for row in content.table(path.split("/", 1)[0])
        }
        for code, total in sums_by(content, path, str(rule.params["group"])).items():
            if total != wanted:
                told = {"code": names[code] or "–", "sum": shown(total), "total": shown(wanted)}
                yield Hit(path.split("/", 1)[0], told)


@check
@gives("sum", "other", "within")
def sum_near_other(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to that of another form, `within` so many per cent (domain.md, F7 d6)."""
    other_form = surroundings.other(str(rule.params["form"]))
    wanted = sum((n for _, n in numbers(other_form, str(rule.params["other"]))), ZERO)
    within = Decimal(str(rule.params["within"]))
    for path in rule.paths if wanted else ():
        found = numbers(content, path)
        total = sum((number for _, number in found), ZERO)
        if found and abs(total - wanted) * HUNDRED > wanted * within:
            told = {"sum": shown(total), "other": shown(wanted), "within": shown(within)}
            yield Hit(path.split("/", 1)[0], told)


@check
@gives("sum", "least", "other")
def sum_times_other(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to at least `times` the column `other` (F7 d14: bank twice the items)."""
    other = sum((number for _, number in numbers(content, str(rule.params["other"]))), ZERO)
    least = other * Decimal(str(rule.params["times"]))
    for path in rule.paths:
        found = numbers(content, path)
        total = sum((number for _, number in found), ZERO)
        if found and total < least:
            told = {"sum": shown(total), "least": shown(least), "other": shown(other)}
            yield Hit(path.split("/", 1)[0], told)


@check
@gives("code")
def comes_before(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Of the rows with one code, the first of `first` comes before the first of `then`.

    The path is the column of codes, `kind` that of the kinds (domain.md, F7 d8: practice comes
    before assessment).
    """
    kind = str(rule.params["kind"])
    for path in rule.paths:
        column = path.split("/", 1)[1]
        begun: set[str] = set()
        told: set[str] = set()
        practised = {
            folded_code(code)
            for row, _ in cells(content, path)
            if row.text(kind) in rule.params["first"]
            for code in row.many(column)
        }
        for row, place in cells(content, path):
            codes = {folded_code(code): code for code in row.many(column)}
            if row.text(kind) in rule.params["first"]:
                begun |= set(codes)
            elif row.text(kind) in rule.params["then"]:
                for key in (set(codes) & practised) - begun - told:
                    told.add(key)
                    yield Hit(place, {"code": codes[key]})


@check
@gives()
def needs_when_row(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The tables have rows when a cell of `other` holds one of `values` (domain.md, F7 d14)."""
    field_id, column = str(rule.params["other"]).split("/", 1)
    if any(row.text(column) in rule.params["values"] for row in content.table(field_id)):
        yield from (Hit(path) for path in rule.paths if not content.table(path))


@check
@gives("code")
def planned_specified(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Each component of another form whose code starts with `starts` has a row here.

    Source: domain.md, F7 d10 and d11: rows match F5. A table that is not begun is `required`'s.
    """
    field_id, column = str(rule.params["other"]).split("/", 1)
    rows = surroundings.other(str(rule.params["form"])).table(field_id)
    starts = tuple(str(start) for start in rule.params["starts"])
    wanted = dict.fromkeys(
        row.text(column)
        for row in rows
        if row.text(column).startswith(starts) and row.text("status") != "not_applicable"
    )
    for path in rule.paths:
        table, own = path.split("/", 1)
        there = content.table(table)
        present = {folded_code(row.text(own)) for row in there}
        for code in wanted if there else ():
            if folded_code(code) not in present:
                yield Hit(table, {"code": code})


@check
@gives("words", "room")
def speech_fits(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Narration can be spoken in its seconds at `rate` words a minute (domain.md, F7 d12).

    `within` per cent more are left free.
    """
    rate = bound(rule, surroundings, "rate") or ZERO
    free = 1 + Decimal(str(rule.params.get("within", 0))) / HUNDRED
    for path in rule.paths if rate else ():
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            words = len(row.text(column).split())
            seconds = row.number(str(rule.params["seconds"]))
            if words and seconds is not None:
                room = seconds * rate / MINUTE
                if words > room * free:
                    yield Hit(place, {"words": words, "room": shown(room.quantize(Decimal(1)))})


@check
@gives("share", "least", "years")
def recent_share(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """At least `least` per cent of the years lie within the last `years` (domain.md, F7 d20).

    APA writes 2020a and 2020b where a year has several works of one author; "n.d." is no year.
    """
    years, least = int(rule.params["years"]), Decimal(str(rule.params["least"]))
    for path in rule.paths:
        column = path.split("/", 1)[1]
        written = (_YEAR.fullmatch(row.text(column).strip()) for row, _at in cells(content, path))
        found = [int(year[1]) for year in written if year]
        recent = sum(number > surroundings.today.year - years for number in found)
        if found and recent * HUNDRED < least * len(found):
            share = to_cents(Decimal(recent) * HUNDRED / len(found))
            told = {"share": shown(share), "least": shown(least), "years": years}
            yield Hit(path.split("/", 1)[0], told)


@check
@gives("count")
def rows_closed(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every row has the date of this column (domain.md, F7 d22: no issue is open at signing)."""
    for path in rule.paths:
        field_id, column = path.split("/", 1)
        open_ = [row for row in content.table(field_id) if is_empty(row.cells.get(column))]
        if open_:
            yield Hit(field_id, {"count": len(open_)})
