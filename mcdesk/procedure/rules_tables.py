"""Checks on tables: counts, sums, shares, codes, roles."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.compute import to_cents
from mcdesk.procedure.rows import names_of, rows_due
from mcdesk.procedure.rules_registry import (
    ZERO,
    Hit,
    bound,
    cell_path,
    cells,
    check,
    choice_label,
    either,
    gives,
    numbers,
    outside,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Row, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule

HUNDRED = Decimal(100)


@check
@gives("least", "most", "count")
def row_count(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A table that is begun has between `least` and `most` rows (domain.md, F2 p20, p35)."""
    for path in rule.paths:
        count = len(content.table(path))
        broken = outside(Decimal(count), rule, surroundings) if count else None
        if broken:
            yield Hit(path, {"least": shown(broken[0]), "most": shown(broken[1]), "count": count})


@check
@gives("component")
def missing_covered(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A component due by a stage that is not there yet is named as an exception (F8 k4)."""
    path, states = rule.paths[0], rule.params["values"]
    column = path.rsplit("/", 1)[1]
    named = {row.text(column).strip().casefold() for row, _place in cells(content, path)}
    rows = surroundings.other(str(rule.params["form"])).table(str(rule.params["other"]))
    for row in rows_due(rows, surroundings.stages, str(rule.params["stage"])):
        if row.text("status") not in states and not names_of(row) & named:
            label = f"{row.text('code')} {row.text('component')}".strip()
            yield Hit(path.split("/", 1)[0], {"component": label})


@check
@gives("column")
def cells_filled(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every row has what its required columns ask for (domain.md, the tables' columns)."""
    for path in rule.paths:
        needed = [column for column in definition.field_of(path).columns if column.required]
        for row in content.table(path):
            for column in needed:
                if is_empty(row.cells.get(column.id)):
                    yield Hit(cell_path(path, row, column.id), {"column": column.label})


def _total(content: Content, path: str) -> Decimal | None:
    found = numbers(content, path)
    return sum((number for _, number in found), ZERO) if found else None


@check
@gives("sum", "total")
def sum_is(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to `total` (domain.md, F2 p37: weights make 100)."""
    wanted = bound(rule, surroundings, "total")
    for path in rule.paths:
        total = _total(content, path)
        if total is not None and total != wanted:
            yield Hit(path.split("/", 1)[0], {"sum": shown(total), "total": shown(wanted)})


@check
@gives("sum", "other")
def sum_equals_field(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to the number, or the column, `other` (domain.md, F2 p28 and p36)."""
    named = str(rule.params["other"])
    other = _total(content, named) if "/" in named else content.number(named)
    for path in rule.paths:
        total = _total(content, path)
        if total is not None and other is not None and total != other:
            yield Hit(path.split("/", 1)[0], {"sum": shown(total), "other": shown(other)})


@check
@gives("sum", "least", "most")
def total_between(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A column adds up to between `least` and `most` (domain.md, F2 p28)."""
    for path in rule.paths:
        total = _total(content, path)
        broken = outside(total, rule, surroundings) if total is not None else None
        if broken:
            params = {"least": shown(broken[0]), "most": shown(broken[1])}
            yield Hit(path.split("/", 1)[0], {"sum": shown(total), **params})


@check
@gives("share", "most")
def share_at_most(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No row holds more than `most` per cent of its column's total (domain.md, F2 p37)."""
    most = bound(rule, surroundings, "most")
    for path in rule.paths:
        total = _total(content, path)
        if not total or most is None:
            continue
        for place, number in numbers(content, path):
            share = to_cents(number / total * HUNDRED)
            if share > most:
                yield Hit(place, {"share": shown(share), "most": shown(most)})


def folded_code(text: str) -> str:
    """Return a code as it is compared: "lo 1" is LO1."""
    return "".join(text.split()).casefold()


@check
@gives("code")
def unique_codes(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No code stands twice in a column; the later row is named (domain.md, F2 p20)."""
    for path in rule.paths:
        column = path.split("/", 1)[1]
        seen: set[str] = set()
        for row, place in cells(content, path):
            code = folded_code(row.text(column))
            if code and code in seen:
                yield Hit(place, {"code": choice_label(definition, path, row.text(column))})
            seen.add(code)


def _used(content: Content, path: str) -> set[str]:
    column = path.split("/", 1)[1]
    return {folded_code(code) for row, _ in cells(content, path) for code in row.many(column)}


@check
@gives("code")
def each_code_used(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every code of this column stands in the column `in` (domain.md, F2 p35, p37).

    The other table counts only once it is begun; until then its own `required` speaks.
    """
    other = str(rule.params["in"])
    if not content.table(other.split("/", 1)[0]):
        return
    used = _used(content, other)
    for path in rule.paths:
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            code = row.text(column).strip()
            if code and folded_code(code) not in used:
                yield Hit(place, {"code": code})


@check
@gives("code")
def codes_known(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every code in these cells stands in the column `among` (domain.md, F2 p35, F3 t3)."""
    among = str(rule.params["among"])
    known = {folded_code(row.text(among.split("/", 1)[1])) for row, _ in cells(content, among)}
    for path in rule.paths:
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            for code in row.many(column):
                if folded_code(code) not in known:
                    yield Hit(place, {"code": code})


@check
@gives("code")
def known_elsewhere(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every code in these cells stands in a column of another form, once that has rows (F5 c1)."""
    field_id, column = str(rule.params["other"]).split("/", 1)
    rows = surroundings.other(str(rule.params["form"])).table(field_id)
    known = {folded_code(code) for row in rows for code in row.many(column)}
    for path in rule.paths if known else ():
        for row, place in cells(content, path):
            for code in row.many(path.split("/", 1)[1]):
                if folded_code(code) not in known:
                    yield Hit(place, {"code": code})


@check
@gives("missing")
def contains_role(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Of each group in `roles` the column names at least one (domain.md, F2 p41)."""
    for path in rule.paths:
        field_id, column = path.split("/", 1)
        rows = content.table(field_id)
        present = {row.text(column) for row in rows}
        for group in rule.params["roles"] if rows else ():
            if not present & set(group):
                labels = (choice_label(definition, path, role) for role in group)
                yield Hit(field_id, {"missing": either(labels)})


@check
@gives("group", "count")
def one_per_group(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """In each `group` exactly one row has `value` (domain.md, ambiguity 21: one lead SME)."""
    for path in rule.paths:
        column = path.split("/", 1)[1]
        groups: dict[str, list[tuple[Row, str]]] = {}
        for row, place in cells(content, path):
            groups.setdefault(folded_code(row.text(str(rule.params["group"]))), []).append(
                (row, place)
            )
        for found in groups.values():
            count = sum(row.text(column) == rule.params["value"] for row, _ in found)
            if count != 1:
                name = found[0][0].text(str(rule.params["group"])).strip()
                yield Hit(found[-1][1], {"group": name or "–", "count": count})


@check
@gives("group")
def unique_pairs(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No value stands twice beside the same value of the column `with` (domain.md, R1)."""
    for path in rule.paths:
        column, other = path.split("/", 1)[1], str(rule.params["with"])
        seen: Counter[tuple[str, str]] = Counter()
        for row, place in cells(content, path):
            pair = (folded_code(row.text(column)), folded_code(row.text(other)))
            seen[pair] += 1
            if all(pair) and seen[pair] > 1:
                yield Hit(place, {"group": row.text(other).strip()})


@check
@gives()
def differs(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A cell is another than the cell `other` of its row (domain.md, F5: maker is not checker)."""
    for path in rule.paths:
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            if row.text(column) and row.text(column) == row.text(str(rule.params["other"])):
                yield Hit(place)
