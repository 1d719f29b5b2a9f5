"""Checks on what forms say of components, of each other and of the team (F5, F8, R10, R13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import as_date
from mcdesk.procedure.rows import names_of
from mcdesk.procedure.rules_registry import Hit, applies, cells, check, choice_label, gives
from mcdesk.procedure.usual_rows import ends_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule


@check
@gives("component")
def component_known(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A component is called as in the list of the form `form` (domain.md, R10, F8 k4).

    Only then does the verdict reach it. A list that is not begun says nothing.
    """
    rows = surroundings.other(str(rule.params["form"])).table(str(rule.params["other"]))
    known = {name for row in rows for name in names_of(row)}
    for path in rule.paths if known else ():
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            named = row.text(column).strip()
            if named and named.casefold() not in known:
                yield Hit(place, {"component": named})


@check
@gives("due", "end")
def due_within_plan(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A component is due by the planned end of its stage (domain.md, F5 c1: due ≤ F3).

    `form` and `other` name the timeline, `column` the stage of the component.
    """
    planned = surroundings.other(str(rule.params["form"])).table(str(rule.params["other"]))
    ends = ends_of(planned)
    for path in rule.paths:
        column = path.split("/", 1)[1]
        for row, place in cells(content, path):
            due, end = row.day(column), as_date(ends.get(row.text(str(rule.params["column"]))))
            if due is not None and end is not None and due > end:
                yield Hit(place, {"due": due.isoformat(), "end": end.isoformat()})


@check
@gives("person")
def team_listed(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Whoever holds one of `roles` stands in the column, once it is begun (domain.md, F5 c3)."""
    for path in rule.paths:
        field_id, column = path.split("/", 1)
        rows = content.table(field_id)
        listed = {row.text(column) for row in rows}
        for role in rule.params["roles"] if rows else ():
            person = surroundings.look(f"team.{role}")
            if isinstance(person, str) and person and person not in listed:
                name = surroundings.look(f"person:{person}") or person
                yield Hit(field_id, {"person": str(name)})


@check
@gives("count")
def none_elsewhere(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """No row of another form holds one of `values`, where this is ticked (domain.md, F8 k7)."""
    field_id, column = str(rule.params["other"]).split("/", 1)
    rows = surroundings.other(str(rule.params["form"])).table(field_id)
    count = sum(row.text(column) in rule.params["values"] for row in rows)
    for path in rule.paths if count else ():
        if content.value(path) is True:
            yield Hit(path, {"count": count})


@check
@gives("item")
def checks_met(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """Every check that the program works out says yes, where `when` applies (domain.md, R13)."""
    for path in rule.paths if applies(content, rule) else ():
        field_id, column = path.split("/", 1)
        named = str(rule.params["named"])
        for row in content.table(field_id):
            if row.text(column) == "no":
                label = choice_label(definition, f"{field_id}/{named}", row.text(named))
                yield Hit(field_id, {"item": label})
