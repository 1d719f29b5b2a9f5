"""Checks for what is needed only when something else holds, and on checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.definition import FieldType, Item
from mcdesk.procedure.rules_registry import (
    Hit,
    applies,
    cells,
    check,
    gives,
    has,
    values,
)
from mcdesk.procedure.rules_values import find_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Row, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule


@check
@gives()
def needs_when(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The fields are filled when `when` holds one of `values` (the ◐ of domain.md)."""
    if applies(content, rule):
        yield from (Hit(path) for path in rule.paths if not has(content, path))


@check
@gives()
def needs_when_other(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The fields are filled when a cell of another form starts with one of `starts`.

    Rows whose column `positive` is nought do not count (domain.md, F3 t4: if p40 has video).
    """
    field_id, column = str(rule.params["other"]).split("/", 1)
    positive = rule.params.get("positive")
    starts = tuple(str(start) for start in rule.params["starts"])
    planned = any(
        row.text(column).startswith(starts)
        and (positive is None or (row.number(positive) or 0) > 0)
        for row in surroundings.other(str(rule.params["form"])).table(field_id)
    )
    if planned:
        yield from (Hit(path) for path in rule.paths if not has(content, path))


@check
@gives()
def needs_when_other_value(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The fields are filled when `when` applies and the field `other` of another form fits.

    It holds one of `expected` (domain.md, F2 p32: a cohort has its dates in R13).
    """
    other = surroundings.other(str(rule.params["form"])).text(str(rule.params["other"]))
    if other in rule.params["expected"] and applies(content, rule):
        yield from (Hit(path) for path in rule.paths if not has(content, path))


@check
@gives()
def rows_or_words(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The table has a row, or the text `in` speaks of the matter (domain.md, F2 p12)."""
    text = content.text(str(rule.params["in"]))
    spoken = find_word(text, list(rule.params["words"])) is not None
    yield from (Hit(path) for path in rule.paths if not spoken and not has(content, path))


@check
@gives()
def one_filled(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """At least one of the fields is filled (domain.md, F4: GD or DCS before stage 9)."""
    if not any(has(content, path) for path in rule.paths):
        yield Hit(rule.paths[0])


@check
@gives()
def should_be_empty(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Nothing stands here any more (domain.md, F7 d22); definitions of before ask it."""
    yield from (Hit(path) for path in rule.paths if has(content, path))


@check
@gives("expected")
def equal_or_reason(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A value is that of another form, or the field `reason` says why not (domain.md, F3 t1)."""
    expected = surroundings.other(str(rule.params["form"])).text(str(rule.params["other"]))
    reason = content.text(str(rule.params["reason"])).strip()
    for path, value in values(content, rule):
        if expected and str(value) != expected and not reason:
            yield Hit(path, {"expected": expected})


@check
@gives()
def not_in_other(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A value stands not in a column of another form (decisions.md, 8: assessor and maker)."""
    field_id, column = str(rule.params["other"]).split("/", 1)
    rows = surroundings.other(str(rule.params["form"])).table(field_id)
    taken = {row.text(column) for row in rows}
    yield from (Hit(path) for path, value in values(content, rule) if str(value) in taken)


@check
@gives()
def cell_needed_when(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A cell is filled when `column` of its row holds one of `values` (domain.md, F5 c1)."""
    wanted = {str(value) for value in rule.params["values"]}
    for path in rule.paths:
        for row, place in cells(content, path):
            if row.text(str(rule.params["column"])) in wanted and not has(content, place):
                yield Hit(place)


@check
@gives()
def cell_needed_as_set(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A cell says something, unless the setting says no (domain.md, F1: captions; F7 d11).

    One of `words` says that there is nothing. A setting that is not known counts as yes: so it
    was for everybody before it was one.
    """
    if surroundings.setting(str(rule.params["asked_setting"])) is False:
        return
    nothing = {"", *(str(word).casefold() for word in rule.params.get("words", ()))}
    for path in rule.paths:
        for row, place in cells(content, path):
            said = row.text(path.split("/", 1)[1]).strip().casefold()
            if said in nothing and not row.is_blank:
                yield Hit(place)


@check
@gives()
def row_with_value_when(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Some row has `value` in this column when `when` applies (domain.md, R2 and R10)."""
    for path in rule.paths if applies(content, rule) else ():
        field_id, column = path.split("/", 1)
        if not any(row.text(column) == rule.params["value"] for row in content.table(field_id)):
            yield Hit(field_id)


@check
@gives("count")
def no_open_rows_when(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No row with `value` lacks the date `closed` when `when` applies (domain.md, R10)."""
    for path in rule.paths if applies(content, rule) else ():
        column, closed = path.split("/", 1)[1], str(rule.params["closed"])
        found = [row for row, _ in cells(content, path) if _is_open(row, column, closed, rule)]
        if found:
            yield Hit(path.split("/", 1)[0], {"count": len(found)})


def _is_open(row: Row, column: str, closed: str, rule: Rule) -> bool:
    return row.text(column) == rule.params["value"] and not row.text(closed)


def _answers(
    content: Content, rule: Rule, definition: FormDefinition
) -> Iterator[tuple[str, str, Item]]:
    """Yield path, answer and item of every answered item; a yes/no field counts as one item."""
    for path in rule.paths:
        entry = definition.field_of(path)
        listed = entry.type is FieldType.CHECKLIST
        items = entry.items if listed else (Item(path, entry.label),)
        for item in items:
            place = f"{path}.{item.id}" if listed else path
            if content.text(place):
                yield place, content.text(place), item


@check
@gives("item")
def note_when(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """An answer among `values`, by default no and n.a., has a note (domain.md, `ynn`)."""
    wanted = rule.params.get("values", ("no", "na"))
    for path, answer, item in _answers(content, rule, definition):
        if answer in wanted and not content.text(f"{path}.note").strip():
            yield Hit(f"{path}.note", {"item": item.label})


@check
@gives("item")
def must_items_yes(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every answered ★ item is yes, or one of `accept` (domain.md, F6 a2)."""
    good = {"yes", *rule.params.get("accept", ())}
    for path, answer, item in _answers(content, rule, definition):
        if item.must and answer not in good:
            yield Hit(path, {"item": item.label})


@check
@gives("item")
def other_no_needs_condition(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A "no" on an item that is not ★ needs a row in `conditions` (domain.md, F6 a2)."""
    if content.table(str(rule.params["conditions"])):
        return
    for path, answer, item in _answers(content, rule, definition):
        if answer == "no" and not item.must:
            yield Hit(path, {"item": item.label})


@check
@gives("count", "least")
def conditions_for_each_no(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Fewer rows in `conditions` than items that are not ★ and "no": one may be forgotten.

    One condition may settle several items, so it is a question, no demand (domain.md, F6 a2).
    """
    table = str(rule.params["conditions"])
    rows = len(content.table(table))
    given = _answers(content, rule, definition)
    noes = sum(answer == "no" and not item.must for _path, answer, item in given)
    if 0 < rows < noes:
        yield Hit(table, {"count": str(rows), "least": str(noes)})
