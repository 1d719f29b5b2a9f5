"""Opening a form: its address, and what stands in it from the start (pre-filling copies once).

The pre-fill vocabulary of a field: `card.title_en`, `team.sme`, `setting.passing_mark`, `today`,
`after.review_months` for today and so many months, `edition.F1` for the version of a form that
the card keeps, `assessor` for who has no sheet yet, or `F2.p48` for the card's current form of
that kind; a table copies the rows of a table, or takes the `team.members`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import months_later
from mcdesk.procedure.canonical import Json, is_empty, json_text
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Field, FieldType, FormDefinition
from mcdesk.procedure.identity import form_id, natural_id, ranks, value_id
from mcdesk.procedure.placed import placed
from mcdesk.procedure.records import Assignment, Card, Form, FormValue, Record
from mcdesk.procedure.rows import record_of
from mcdesk.procedure.sheets import ASSESSOR, without_sheet
from mcdesk.procedure.usual_rows import defined_keys, usual_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


def address(
    definition: FormDefinition, card: Card, scope: str = ""
) -> tuple[str, str, str, int, int]:
    """Return subject kind, subject id, scope, round and loop of a card's current form."""
    per = definition.per
    return (
        definition.subject,
        card.id,
        scope or ("1" if {"meeting", "assessor"} & set(per) else ""),
        card.round if "round" in per else 1,
        card.loop if "loop" in per else 1,
    )


def new_form(definition: FormDefinition, card: Card, opened_on: str, scope: str = "") -> Form:
    """Return the form of a kind that a card has now; two people make the same record."""
    subject, subject_id, scope, round_, loop = address(definition, card, scope)
    return Form(
        id=form_id(subject, subject_id, definition.id, scope, round_, loop),
        kind=definition.id,
        subject_kind=subject,
        subject_id=subject_id,
        card_id=card.id,
        scope=scope,
        round=round_,
        loop=loop,
        definition_id=definition.digest,
        opened_on=opened_on,
    )


def open_form(
    definition: FormDefinition,
    card: Card,
    situation: Situation,
    *,
    scope: str = "",
    earlier: FormState | None = None,
    revised: Callable[[str], Content] | None = None,
    by: str = "",
) -> Iterator[Record]:
    """Yield the records of a form just opened: the form, and what it is pre-filled with.

    A new round or meeting begins with the content of the earlier sheet, if there is one; of a round
    what the wording of the earlier one had not is pre-filled: what stands empty there a person left
    so. A form of a revision begins with what `revised` gives for its id, and pre-filled where that
    holds nothing. `by` is who opens it: an assessor without a sheet begins the own one (domain.md,
    F9 e1).
    """
    form = new_form(definition, card, situation.today.isoformat(), scope)
    yield form
    if definition.subject == "letter":
        covered = natural_id("assignment", form.id, card.id)
        yield Assignment(id=covered, form_id=form.id, card_id=card.id)
    if earlier is not None and "meeting" not in definition.per:
        for path, entry in definition.fields.items():
            if not _had(earlier, path, entry):
                yield from _prefilled(form, path, entry, situation, by)
        yield from _copied(definition, form, situation, earlier, earlier.content)
        return
    begun = revised(form.id) if revised is not None else Content()
    for path, entry in definition.fields.items():
        if path not in begun.values and path not in begun.rows:
            yield from _prefilled(form, path, entry, situation, by)
    yield from _begun(definition, form, begun)
    if earlier is not None:
        kept = people_and_topics(definition, earlier.content)
        yield from _copied(definition, form, situation, earlier, kept)


def _had(earlier: FormState, path: str, entry: Field) -> bool:
    """Tell whether an earlier sheet holds a field, or a person could leave it empty there."""
    if path in earlier.content.values or path in earlier.content.rows:
        return True
    found, table = earlier.definition.fields.get(path), FieldType.TABLE
    return (
        found is not None and not found.compute and (found.type is table) is (entry.type is table)
    )


def people_and_topics(definition: FormDefinition, content: Content) -> Content:
    """Return what the next meeting begins with: lists and tables, never the old verdict."""
    lists = (FieldType.TAGS, FieldType.CHOICES)
    values = {
        path: value
        for path, value in content.values.items()
        if path in definition.fields and definition.fields[path].type in lists
    }
    return Content(values, content.rows)


def _copied(
    definition: FormDefinition,
    form: Form,
    situation: Situation,
    earlier: FormState,
    content: Content,
) -> Iterator[Record]:
    """Yield the records of an earlier sheet's content in this one, its rows with new ids."""
    yield from _begun(
        definition, form, as_carried(definition, form, situation, earlier.form, content)
    )


def goes_on(definition: FormDefinition) -> bool:
    """Tell whether a form of a new round begins with the text of the one before it."""
    return definition.per == ("round",)


def as_carried(
    definition: FormDefinition, form: Form, situation: Situation, earlier: Form, content: Content
) -> Content:
    """Return an earlier sheet's content as another sheet begins with it, its rows with its ids."""
    names: dict[str, str] = {}
    for field_id, kept in content.rows.items():
        entry = definition.fields.get(field_id)
        keys = usual_keys(earlier.id, entry, situation) if entry is not None else {}
        names |= names_here(form.id, field_id, kept, keys)
    rows = {
        field_id: tuple(renamed(Row(names[row.id], row.rank, row.cells), names) for row in kept)
        for field_id, kept in content.rows.items()
    }
    return Content(content.values, rows)


def usual_keys(form: str, entry: Field, situation: Situation) -> dict[str, str]:
    """Return the keys of the rows that a form's table begins with, by the ids that they have there.

    Where the table begins with rows for each module, it may have begun when none was known.
    """
    keys = {*defined_keys(entry), *_prefilled_rows(entry, situation)}
    return {natural_id("row", form, entry.id, key): key for key in keys}


def names_here(
    form: str, field_id: str, rows: Iterable[Row], keys: Mapping[str, str]
) -> dict[str, str]:
    """Return which ids the rows of a table get that is carried into a form, by those they have.

    What the table begins with is known by its key there as well; any other row is named by itself.
    """
    return {row.id: natural_id("row", form, field_id, keys.get(row.id, row.id)) for row in rows}


def renamed(row: Row, names: Mapping[str, str]) -> Row:
    """Return a row with every cell that named another row naming it by its new id."""
    return Row(row.id, row.rank, {key: _renamed(cell, names) for key, cell in row.cells.items()})


def _renamed(value: Json, names: Mapping[str, str]) -> Json:
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


def _begun(definition: FormDefinition, form: Form, content: Content) -> Iterator[Record]:
    """Yield the records of a content, but for what the form's wording has no place for any more.

    That stays in the sheet that it was written in, in sight there.
    """
    begun = placed(definition, content)
    for path, value in begun.values.items():
        yield kept_value(form, path, value)
    for field_id, rows in begun.rows.items():
        for row in rows:
            yield record_of(form, field_id, definition.fields[field_id].table, row)


def kept_value(form: Form, path: str, value: Json) -> FormValue:
    """Return the record that keeps the value at `path`."""
    return FormValue(id=value_id(form.id, path), form_id=form.id, path=path, value=json_text(value))


def _prefilled(
    form: Form, path: str, entry: Field, situation: Situation, by: str
) -> Iterator[Record]:
    if entry.type is FieldType.TABLE:
        yield from prefilled_rows(form, entry, situation)
        return
    if entry.prefill == "assessor":
        value: Json = _next_assessor(situation, form.kind, by)
    else:
        value = prefill_value(entry.prefill, situation) if entry.prefill else entry.default
    if not is_empty(value):
        yield kept_value(form, path, value)


def prefilled_rows(form: Form, entry: Field, situation: Situation) -> Iterator[Record]:
    """Yield the rows that a table begins with; two people make the same records."""
    rows = _prefilled_rows(entry, situation)
    for (key, cells), rank in zip(rows.items(), ranks(len(rows)), strict=True):
        row = Row(natural_id("row", form.id, entry.id, key), rank, cells)
        yield record_of(form, entry.id, entry.table, row)


def _prefilled_rows(entry: Field, situation: Situation) -> dict[str, Mapping[str, Json]]:
    columns = {column.id for column in entry.columns if not column.compute}
    if entry.prefill.startswith("team."):
        found = TEAMS[entry.prefill](situation)
        return {key: _only(cells, columns) for key, cells in found.items()}
    kind, _, source = entry.prefill.partition(".")
    if source and kind in situation.definitions:
        found = {row.id: row.cells for row in situation.content(kind).table(source)}
    else:
        found = dict(usual_rows(entry, situation))
    return {key: _only(cells, columns) for key, cells in found.items()}


def _only(cells: Mapping[str, Json], columns: set[str]) -> dict[str, Json]:
    return {key: value for key, value in cells.items() if key in columns and value}


def assignees(situation: Situation) -> dict[str, Mapping[str, Json]]:
    """Return a row of the assignment letter for each lecturer of the card."""
    rows: dict[str, Mapping[str, Json]] = {}
    for member in situation.members("sme"):
        cells: dict[str, Json] = {
            "card": situation.card.code,
            "person": member.person_id,
            "role": "lead" if member.lead else "co",
            "programme": situation.card.programme_id,
        }
        rows[member.id] = cells
    return rows


def members(situation: Situation, offices: tuple[str, ...] = ()) -> dict[str, Mapping[str, Json]]:
    """Return a row with person and role for each who makes it, then for these offices."""
    today = situation.today.isoformat()
    held = [
        (m.role, m.person_id)
        for m in situation.team
        if m.role != ASSESSOR and (not m.until or m.until > today)
    ]
    held += [(role, str(situation.facts.get(f"team.{role}") or "")) for role in offices]
    labels = {role: situation.role_label(role) for role, _person in held}
    return {
        f"{role}.{person}": {"person": person, "role": labels[role].in_both()}
        for role, person in held
        if person
    }


def recipients(situation: Situation) -> dict[str, Mapping[str, Json]]:
    """Return a row for everybody who hears of the components (domain.md, F5 c3)."""
    return members(situation, ("hsp", "ctl", "plh"))


TEAMS: Mapping[str, Callable[[Situation], dict[str, Mapping[str, Json]]]] = {
    "team.assignees": assignees, "team.members": members, "team.recipients": recipients,
}  # fmt: skip


def prefill_value(token: str, situation: Situation) -> Json:
    """Return what a pre-fill token stands for; None where there is nothing yet."""
    head, _, rest = token.partition(".")
    if token == "today":
        return situation.today.isoformat()
    if head == "after":
        return _months_later(situation, rest)
    if head == "setting":
        value = situation.setting(rest)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if head == "edition":
        form = situation.definitions.get(rest)
        return form.version if form is not None else None
    if head in ("card", "team"):
        value = situation.facts.get(token)
        return value if isinstance(value, str | list) else None
    return situation.content(head).value(rest)


def _next_assessor(situation: Situation, kind: str, by: str) -> str | None:
    """Return who of the team's assessors has no sheet of this form yet (F9 e1); `by` first."""
    waiting = without_sheet(situation, kind)
    return by if by in waiting else next(iter(waiting), None)


def _months_later(situation: Situation, key: str) -> str | None:
    """Return the day that lies as many months ahead as a setting says (domain.md, R14)."""
    months = situation.setting(key)
    return months_later(situation.today, int(months)).isoformat() if months else None
