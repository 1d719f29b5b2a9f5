"""Checks on the sheet of an assessor: what is scored, how low, how far apart (domain.md, F9)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.compute import LOW, codes_named, sheets_of_others, total_score
from mcdesk.procedure.rules_registry import (
    Hit,
    applies,
    bound,
    cells,
    check,
    choice_label,
    gives,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Item, Rule

CRITICAL = 3
"""A critical item below this score means not eligible."""


@check
@gives("group", "count")
def items_scored(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The items that fall to this kind of assessor are scored (domain.md, F9: A+D or B+C+E).

    `asked` gives the groups for each answer of the field `when`.
    """
    groups = rule.params["asked"].get(content.text(str(rule.params["when"])), ())
    for path in rule.paths:
        entry = definition.field_of(path)
        for group in entry.groups:
            own = [item for item in entry.items if item.group == group.id]
            open_ = [item for item in own if not content.text(f"{path}.{item.id}")]
            if group.id in groups and open_:
                yield Hit(f"{path}.{open_[0].id}", {"group": group.label, "count": len(open_)})


def _scored(
    content: Content, path: str, definition: FormDefinition
) -> Iterator[tuple[str, str, Item]]:
    """Yield path, score and item of every item that has a score."""
    for item in definition.field_of(path).items:
        place = f"{path}.{item.id}"
        if content.text(place).isdecimal():
            yield place, content.text(place), item


@check
@gives("item", "score")
def critical_scores(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No critical item lies below 3 where `when` applies (domain.md, F9 e3)."""
    for path in rule.paths if applies(content, rule) else ():
        for place, score, item in _scored(content, path, definition):
            if item.must and int(score) < CRITICAL:
                yield Hit(place, {"item": item.label, "score": score})


@check
@gives("item", "label")
def low_scores_listed(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every item scored 1 or 2 of the list `field` stands in the column (domain.md, F9 e6)."""
    for path in rule.paths:
        field_id, column = path.split("/", 1)
        named = codes_named(row.text(column) for row, _place in cells(content, path))
        for _place, score, item in _scored(content, str(rule.params["field"]), definition):
            if score in LOW and item.id.upper() not in named:
                yield Hit(field_id, {"item": item.id, "label": item.label})


@check
@gives("gap", "most")
def score_gap(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The totals of the assessors lie no more than `most` points apart (domain.md, F9 e4)."""
    most = bound(rule, surroundings, "most") or Decimal(0)
    field_id, reviewer = str(rule.params["field"]), str(rule.params["reviewer"])
    others = sheets_of_others(content, surroundings, definition.id, reviewer)
    totals = [total_score(each, field_id) for each in (content, *others)]
    known = [total for total in totals if total is not None]
    if len(known) > 1 and max(known) - min(known) > most:
        yield Hit(rule.paths[0], {"gap": shown(max(known) - min(known)), "most": shown(most)})


@check
@gives("missing")
def kinds_covered(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The sheets of a round cover each of `values`; the answer `whole` covers all (F9 e1)."""
    path, reviewer = rule.paths[0], str(rule.params["reviewer"])
    if not content.text(path):
        return
    others = sheets_of_others(content, surroundings, definition.id, reviewer)
    told = {each.text(path) for each in (content, *others)}
    for value in rule.params["values"]:
        if value not in told and str(rule.params["whole"]) not in told:
            yield Hit(path, {"missing": choice_label(definition, path, str(value))})
