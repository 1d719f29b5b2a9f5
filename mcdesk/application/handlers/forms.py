"""Commands about what stands in a form: values, rows, remarks, files."""

from __future__ import annotations

import json
from typing import Any

from mcdesk.application import shelf
from mcdesk.application.handlers import handles
from mcdesk.application.knowledge import open_paths_of
from mcdesk.application.merge import Collision, merge
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import Json, clean_text, is_empty, json_text
from mcdesk.procedure.commands import CURRENT
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import Field, FieldType, FormDefinition
from mcdesk.procedure.identity import natural_id, new_id, place_in, ranks, value_id
from mcdesk.procedure.opening import assignees, open_form
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Assignment,
    Comment,
    External,
    Form,
    FormRow,
    FormValue,
    Revision,
    StoredFile,
    changed,
)
from mcdesk.procedure.rows import record_of, row_of, with_cell
from mcdesk.procedure.schedule import planned


@handles(do.OpenForm)
def open_form_of_card(command: do.OpenForm, work: Work) -> None:
    """Open a form of a card; opening one that is open changes nothing."""
    card = work.card(command.card)
    situation = work.situation(card)
    definition = situation.definitions.get(command.form)
    if definition is None:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=command.form)
    work.demand("fill", card)
    present = situation.forms.get(command.form)
    if present is not None and command.scope in ("", present.form.scope):
        return
    scope = command.scope
    earlier = present if present is not None and "meeting" in definition.per else None
    made = tuple(open_form(definition, card, situation, scope=scope, earlier=earlier))
    work.put_all(made)


@handles(do.CoverCard)
def cover_card(command: do.CoverCard, work: Work) -> None:
    """Let a letter cover another card too."""
    form, first = work.form(command.form)
    card = work.card(command.card)
    work.demand("cards", card)
    definition = work.situation(first).definitions[form.kind]
    if definition.subject != "letter":
        refuse("not_letter", N_("Only an assignment letter covers several cards."))
    if form.revision_id:
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=definition.short)
    own = work.uow.select(Form, card_id=card.id, kind=form.kind)
    for other in own:
        if other.id != form.id and not other.revision_id:
            work.put(changed(other, superseded=True, deleted=True))
    id_ = natural_id("assignment", form.id, card.id)
    work.put(Assignment(id=id_, form_id=form.id, card_id=card.id))
    entry = definition.fields["assignees"]
    for cells in assignees(work.situation(card), {column.id for column in entry.columns}).values():
        kept = _records(work, form, entry)
        rank = _rank_after(kept, "", entry)
        row = Row(natural_id("row", form.id, entry.id, card.id, str(cells["person"])), rank, cells)
        work.put(record_of(form, entry.id, entry.table, row))


def open_for_writing(
    work: Work, ref: str, path: str, column: str = ""
) -> tuple[Form, FormDefinition, Field]:
    """Return a form and its field, refusing one that is frozen, unknown or not to be filled."""
    form, card = work.form(ref)
    work.demand("fill", card)
    definition = work.situation(card).definitions[form.kind]
    if form.definition_id and form.definition_id != definition.digest:
        definition = shelf.form_definition(work.uow, form.definition_id)
    try:
        entry = definition.field_of(path)
        cell = entry.column(column) if column else None
    except KeyError:
        refuse("unknown_field", N_("{form} has no field “{path}”."),
               form=definition.short, path=f"{path}/{column}" if column else path)  # fmt: skip
    top = definition.fields[path.split("/", 1)[0].split(".", 1)[0]]
    computed = entry.type in (FieldType.COMPUTED, FieldType.DECISION) or (cell and cell.compute)
    if computed:
        refuse("computed", N_("“{field}” is worked out by the program."), field=entry.label)
    living = entry.living or top.living or (cell is not None and cell.living)
    if form.superseded or (form.revision_id and not living and not _is_left_open(work, form, top)):
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=definition.short)
    return form, definition, entry


def _is_left_open(work: Work, form: Form, top: Field) -> bool:
    """Tell whether a frozen form still lets this field be supplied (due only later)."""
    return top.id in open_paths_of(work.uow.find(Revision, form.revision_id))


def _plain(value: Any) -> Json:
    """Return a value as it is stored: clean text, decimals as text."""
    return json.loads(json_text(value))  # type: ignore[no-any-return] # JSON in, JSON out


def _known_path(definition: FormDefinition, entry: Field, path: str) -> None:
    """Refuse a path within a field that the field does not have."""
    rest = path.partition(".")[2]
    if path in definition.fields and entry.type not in (FieldType.TABLE, FieldType.GROUP,
                                                        FieldType.CHECKLIST):  # fmt: skip
        return
    items = {item.id for item in entry.items}
    allowed = (
        rest == "note"
        if entry.type is FieldType.YESNO
        else rest.removesuffix(".note") in items
        if entry.type is FieldType.CHECKLIST
        else False
    )
    if not allowed:
        refuse("unknown_field", N_("{form} has no field “{path}”."),
               form=definition.short, path=path)  # fmt: skip


def _set_value(work: Work, form: Form, entry: Field, path: str, base: Any, new: Any) -> None:
    kept = work.uow.find(FormValue, value_id(form.id, path))
    stored = json.loads(kept.value) if kept is not None and not kept.deleted else None
    mine = _plain(new)
    value = _merged(entry, path, form, stored if base is CURRENT else _plain(base), mine, stored)
    if value == stored:
        return
    work.put(
        FormValue(
            id=value_id(form.id, path),
            form_id=form.id,
            path=path,
            value=json_text(value),
            deleted=value is None,
        )
    )


def _merged(entry: Field, path: str, form: Form, base: Json, mine: Json, stored: Json) -> Json:
    long_text = entry.type in (FieldType.TEXT, FieldType.TABLE)
    result = merge(base, mine, stored, long_text=long_text)
    if isinstance(result, Collision):
        raise Refused(
            Finding(
                "collision",
                N_("“{field}” was changed meanwhile: it says “{theirs}” now."),
                {"field": entry.label, "theirs": result.theirs, "mine": result.mine},
                form.kind,
                path,
            )
        )
    return None if is_empty(result.value) and result.value is not False else result.value


@handles(do.SetValue)
def set_value(command: do.SetValue, work: Work) -> None:
    """Set one value; a change made meanwhile is merged, or refused as a collision."""
    form, definition, entry = open_for_writing(work, command.form, command.path)
    _known_path(definition, entry, command.path)
    _set_value(work, form, entry, command.path, command.base, command.new)


# --- rows -----------------------------------------------------------------------------------


def _kind_of_rows(entry: Field) -> type[Any]:
    return TYPED_ROWS[entry.table] if entry.table else FormRow


def _records(work: Work, form: Form, entry: Field) -> list[Any]:
    """Return the kept rows of a table field in their order."""
    if entry.type is not FieldType.TABLE:
        refuse("no_table", N_("“{field}” is not a table."), field=entry.label)
    found = work.uow.select(_kind_of_rows(entry), form_id=form.id, field=entry.id)
    return sorted(found, key=lambda row: (row.rank.encode(), row.id))


def _row(work: Work, form: Form, entry: Field, ref: str) -> Any:
    """Return a kept row by its id, or by its number from 1."""
    found = _records(work, form, entry)
    for row in found:
        if row.id == ref:
            return row
    if ref.isdecimal() and 1 <= int(ref) <= len(found):
        return found[int(ref) - 1]
    refuse("unknown_row", N_("“{field}” has no row “{row}”; it may have been removed meanwhile."),
           field=entry.label, row=ref)  # fmt: skip


def _rank_after(rows: list[Any], after: str, entry: Field, moving: str = "") -> str:
    """Return the rank behind the row `after`; the end when empty, the top for "^"."""
    others = [row for row in rows if row.id != moving]
    order = [row.rank for row in others]
    if not after:
        return place_in(order, len(order))
    if after == "^":
        return place_in(order, 0)
    for index, row in enumerate(others):
        if after in (row.id, str(index + 1)):
            return place_in(order, index + 1)
    refuse("unknown_row", N_("“{field}” has no row “{row}”; it may have been removed meanwhile."),
           field=entry.label, row=after)  # fmt: skip


def _cells(entry: Field, cells: dict[str, Any], definition: FormDefinition) -> dict[str, Json]:
    """Return a row's cells, refusing columns that the table does not have."""
    known = {column.id for column in entry.columns if not column.compute}
    for column in cells:
        if column not in known:
            refuse("unknown_field", N_("{form} has no field “{path}”."),
                   form=definition.short, path=f"{entry.id}/{column}")  # fmt: skip
    plain = {column: _plain(value) for column, value in cells.items()}
    return {column: value for column, value in plain.items() if not is_empty(value)}


@handles(do.AddRow)
def add_row(command: do.AddRow, work: Work) -> None:
    """Add a row where it was asked for."""
    form, definition, entry = open_for_writing(work, command.form, command.field)
    rank = _rank_after(_records(work, form, entry), command.after, entry)
    id_ = work.id_for(_kind_of_rows(entry), command.id)
    row = Row(id_, rank, _cells(entry, command.cells, definition))
    work.put(record_of(form, entry.id, entry.table, row))


@handles(do.SetCell)
def set_cell(command: do.SetCell, work: Work) -> None:
    """Set one cell; a change made meanwhile is merged, or refused as a collision."""
    form, _definition, entry = open_for_writing(work, command.form, command.field, command.column)
    kept = _row(work, form, entry, command.row)
    row = row_of(kept)
    stored = row.cells.get(command.column)
    base = stored if command.base is CURRENT else _plain(command.base)
    path = f"{entry.id}/{row.id}/{command.column}"
    value = _merged(entry, path, form, base, _plain(command.new), stored)
    if value != stored:
        work.put(record_of(form, entry.id, entry.table, with_cell(row, command.column, value)))


@handles(do.MoveRow)
def move_row(command: do.MoveRow, work: Work) -> None:
    """Move a row behind another one."""
    form, _definition, entry = open_for_writing(work, command.form, command.field)
    rows = _records(work, form, entry)
    kept = _row(work, form, entry, command.row)
    row = row_of(kept)
    rank = _rank_after(rows, command.after, entry, moving=row.id)
    work.put(record_of(form, entry.id, entry.table, Row(row.id, rank, row.cells)))


@handles(do.RemoveRow)
def remove_row(command: do.RemoveRow, work: Work) -> None:
    """Remove a row; it is kept as deleted, and undo brings it back."""
    form, _definition, entry = open_for_writing(work, command.form, command.field)
    work.put(changed(_row(work, form, entry, command.row), deleted=True))


@handles(do.FillForm)
def fill_form(command: do.FillForm, work: Work) -> None:
    """Fill many places at once: all of them, or none where one is refused."""
    for path, value in command.values.items():
        form, definition, entry = open_for_writing(work, command.form, path)
        _known_path(definition, entry, path)
        _set_value(work, form, entry, path, CURRENT, value)
    for field_id, rows in command.rows.items():
        form, definition, entry = open_for_writing(work, command.form, field_id)
        kept = _records(work, form, entry)
        if command.replace:
            for old in kept:
                work.put(changed(old, deleted=True))
        last = "" if command.replace or not kept else kept[-1].rank
        for cells, rank in zip(rows, ranks(len(rows), last), strict=True):
            row = Row(new_id(), rank, _cells(entry, cells, definition))
            work.put(record_of(form, entry.id, entry.table, row))


@handles(do.PlanTimeline)
def plan_timeline(command: do.PlanTimeline, work: Work) -> None:
    """Give dates to the activities that have none, from the timeline's start."""
    form, definition, entry = open_for_writing(work, command.form, "t3")
    content = work.knowledge.content(form, definition)
    start = content.day("t1.start")
    if start is None:
        refuse("no_start", N_("Enter the start of the timeline first."))
    days = entry.params.get("days", {})
    lengths = {natural_id("row", form.id, entry.id, key): int(n) for key, n in days.items()}
    dates = planned(content.rows.get(entry.id, ()), start, lengths, work.knowledge.holidays)
    for kept in _records(work, form, entry):
        row = row_of(kept)
        if row.id in dates:
            begins, ends = dates[row.id]
            row = with_cell(row, "planned_start", begins.isoformat())
            row = with_cell(row, "planned_end", ends.isoformat())
            work.put(record_of(form, entry.id, entry.table, row))


# --- remarks, files, external originals -------------------------------------------------


@handles(do.WriteComment)
def write_comment(command: do.WriteComment, work: Work) -> None:
    """Write a remark on a field."""
    form, card = work.form(command.form)
    if not command.text.strip():
        refuse("empty", N_("A remark needs words."))
    work.put(
        Comment(
            id=work.id_for(Comment, command.id),
            form_id=form.id,
            card_id=card.id,
            path=command.path,
            text=clean_text(command.text.strip()),
            author=work.actor.person_id,
            at=work.now,
        )
    )


@handles(do.CloseComment)
def close_comment(command: do.CloseComment, work: Work) -> None:
    """Mark a remark as done, or open."""
    work.put(changed(work.get(Comment, command.comment, "remark"), done=command.done))


@handles(do.AttachFile)
def attach_file(command: do.AttachFile, work: Work) -> None:
    """Attach a stored file or a link to a card, and to a form of it."""
    card = work.card(command.card)
    form = work.form(command.form)[0].id if command.form else ""
    if not command.name.strip():
        refuse("no_name", N_("A file needs a name."))
    work.put(
        StoredFile(
            id=work.id_for(StoredFile, command.id),
            card_id=card.id,
            form_id=form,
            name=clean_text(command.name.strip()),
            size=command.size,
            digest=command.digest,
            purpose=command.purpose,
            note=clean_text(command.note),
            link=command.link,
            added_by=work.actor.person_id,
            added_at=work.now,
        )
    )


@handles(do.RemoveFile)
def remove_file(command: do.RemoveFile, work: Work) -> None:
    """Take a file off a card; its content stays in the store."""
    work.put(changed(work.get(StoredFile, command.file, "file"), deleted=True))


@handles(do.RecordExternal)
def record_external(command: do.RecordExternal, work: Work) -> None:
    """Fulfil a form by an external original."""
    card = work.card(command.card)
    situation = work.situation(card)
    definition = situation.definitions.get(command.form)
    if definition is None:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=command.form)
    state = situation.forms.get(command.form)
    if state is not None and state.revision is not None:
        refuse("frozen_inside", N_("{form} was frozen in MC Desk already."), form=definition.short)
    if not command.number.strip() or not command.signed_by.strip():
        refuse("external_incomplete", N_("An external original needs a number and a signer."))
    if state is None:
        made = tuple(open_form(definition, card, situation))
        work.put_all(made)
        form = next(entry for entry in made if isinstance(entry, Form))
    else:
        form = state.form
    work.put(
        External(
            id=natural_id("external", form.id),
            form_id=form.id,
            card_id=card.id,
            kind=definition.id,
            state="original",
            number=command.number,
            dated=work.a_day(command.date),
            signed_by=command.signed_by,
            file_id=command.file,
            note=clean_text(command.note),
            facts=json_text(command.facts),
        )
    )
