"""Commands about what stands in a form: values and rows."""

from __future__ import annotations

from typing import Any

from mcdesk.application import shelf
from mcdesk.application.facts import Facts
from mcdesk.application.free_places import in_free_places
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.dividing import within_parts
from mcdesk.application.handlers.writing import (
    as_stored,
    merged,
    must_hold,
    open_for_writing,
    opened,
    plain,
    refuse_unknown_path,
    write_value,
)
from mcdesk.application.merge import ROW_OUT
from mcdesk.application.row_back import rank_back
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.commands import CURRENT
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import Field, FieldType, FormDefinition
from mcdesk.procedure.identity import last_rank, natural_id, place_in, ranks
from mcdesk.procedure.opening import prefilled_rows
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Form,
    FormRow,
    changed,
)
from mcdesk.procedure.rows import record_of, row_of, with_cell
from mcdesk.procedure.schedule import planned
from mcdesk.procedure.taking import Part, keys_between, may_take, parts, with_new_names
from mcdesk.procedure.usual_rows import among


@handles(do.SetValue)
@within_parts
def set_value(command: do.SetValue, work: Work) -> None:
    """Set one value; a change made meanwhile is merged, or refused as a collision."""
    form, definition, entry = open_for_writing(work, command.form, command.path)
    refuse_unknown_path(definition, entry, command.path)
    must_hold(entry, command.new)
    write_value(work, form, entry, command.path, command.base, command.new)


def _kind_of_rows(entry: Field) -> type[Any]:
    return TYPED_ROWS[entry.table] if entry.table else FormRow


def kept_rows(work: Work, form: Form, entry: Field) -> list[Any]:
    """Return the kept rows of a table field in their order."""
    if entry.type is not FieldType.TABLE:
        refuse("no_table", N_("“{field}” is not a table."), field=entry.label)
    found = work.uow.select(_kind_of_rows(entry), form_id=form.id, field=entry.id)
    return sorted(found, key=lambda row: (row.rank.encode(), row.id))


def kept_row(work: Work, form: Form, entry: Field, ref: str) -> Any:
    """Return a kept row by its id, or by its number from 1."""
    found = kept_rows(work, form, entry)
    for row in found:
        if row.id == ref:
            return row
    if ref.isdecimal() and 1 <= int(ref) <= len(found):
        return work.meant("row", ref, found[int(ref) - 1])
    if removed_row(work, form, entry, ref) is not None:
        refuse(ROW_OUT, N_("This row of “{field}” was taken out meanwhile."), field=entry.label)
    refuse("unknown_row", N_("“{field}” has no row “{row}”; it may have been removed meanwhile."),
           field=entry.label, row=ref)  # fmt: skip


def removed_row(work: Work, form: Form, entry: Field, id_: str) -> Any:
    """Return a row of a table field that was taken out, as it stood then; None where it was not."""
    found: Any = work.uow.find(_kind_of_rows(entry), id_)
    its = found is not None and (found.form_id, found.field) == (form.id, entry.id)
    return found if its and found.deleted else None


def was_row(work: Work, form: Form, entry: Field, id_: str) -> bool:
    """Tell whether a table has a row, or had it: one that was taken out is kept."""
    kept = work.uow.find(_kind_of_rows(entry), id_)
    return kept is not None and (kept.form_id, kept.field) == (form.id, entry.id)


def rank_after(work: Work, rows: list[Any], after: str, entry: Field, moving: str = "") -> str:
    """Return the rank behind the row `after`; the end when empty, the top for "^"."""
    others = [row for row in rows if row.id != moving]
    order = [row.rank for row in others]
    if not after:
        return place_in(order, len(order))
    if after == "^":
        return place_in(order, 0)
    for index, row in enumerate(others):
        if after in (row.id, str(index + 1)):
            work.meant("behind", after, row)
            return place_in(order, index + 1)
    refuse("unknown_row", N_("“{field}” has no row “{row}”; it may have been removed meanwhile."),
           field=entry.label, row=after)  # fmt: skip


def cells_of(
    work: Work, entry: Field, cells: dict[str, Any], definition: FormDefinition
) -> dict[str, Json]:
    """Return a row's cells, refusing columns that the table does not have."""
    known = {column.id for column in entry.columns if not column.compute}
    for column in cells:
        if column not in known:
            refuse("unknown_field", N_("{form} has no field “{path}”."),
                   form=definition.short, path=f"{entry.id}/{column}")  # fmt: skip
    for column, value in cells.items():
        must_hold(entry.column(column), value)
    found = {
        column: as_stored(work, entry.column(column), plain(value))
        for column, value in cells.items()
    }
    return {column: value for column, value in found.items() if not is_empty(value)}


@handles(do.AddRow)
@within_parts
def add_row(command: do.AddRow, work: Work) -> None:
    """Add a row where it was asked for."""
    form, definition, entry = open_for_writing(work, command.form, command.field)
    rank = rank_after(work, kept_rows(work, form, entry), command.after, entry)
    id_ = work.id_for(_kind_of_rows(entry), command.id)
    row = Row(id_, rank, cells_of(work, entry, command.cells, definition))
    work.put(record_of(form, entry.id, entry.table, row))


@handles(do.SetCell)
@within_parts
def set_cell(command: do.SetCell, work: Work) -> None:
    """Set one cell; a change made meanwhile is merged, or refused as a collision.

    A row that was taken out says what it did then; a cell that is to restore it puts it back where
    it stood.
    """
    form, _definition, entry = open_for_writing(work, command.form, command.field, command.column)
    out = removed_row(work, form, entry, command.row) if command.restore else None
    kept = out if out is not None else kept_row(work, form, entry, command.row)
    row = row_of(kept)
    if out is not None:
        rank = rank_back(work.uow, out, kept_rows(work, form, entry))
        row = Row(row.id, rank, row.cells)
    stored = row.cells.get(command.column)
    found = work.as_found(kept, kept.table, kept.id)
    first = row_of(found).cells.get(command.column) if found is not None else None
    base = first if command.base is CURRENT else plain(command.base)
    path = f"{entry.id}/{row.id}/{command.column}"
    must_hold(entry.column(command.column), command.new)
    mine = as_stored(work, entry.column(command.column), plain(command.new))
    value = merged(entry, path, form, base, mine, stored)
    if value != stored or out is not None:
        work.put(record_of(form, entry.id, entry.table, with_cell(row, command.column, value)))


@handles(do.MoveRow)
@within_parts
def move_row(command: do.MoveRow, work: Work) -> None:
    """Move a row behind another one."""
    form, _definition, entry = open_for_writing(work, command.form, command.field)
    rows = kept_rows(work, form, entry)
    kept = kept_row(work, form, entry, command.row)
    row = row_of(kept)
    rank = rank_after(work, rows, command.after, entry, moving=row.id)
    work.put(record_of(form, entry.id, entry.table, Row(row.id, rank, row.cells)))


@handles(do.RemoveRow)
@within_parts
def remove_row(command: do.RemoveRow, work: Work) -> None:
    """Remove a row; it is kept as deleted, and undo brings it back."""
    form, _definition, entry = open_for_writing(work, command.form, command.field)
    work.put(changed(kept_row(work, form, entry, command.row), deleted=True))


@handles(do.FillForm)
@within_parts
def fill_form(command: do.FillForm, work: Work) -> None:
    """Fill many places at once: all of them, or none where one is refused.

    It goes by the order that the journal keeps them in, so that done again it draws the same ids.
    """
    for path, value in sorted(command.values.items()):
        form, definition, entry = open_for_writing(work, command.form, path)
        refuse_unknown_path(definition, entry, path)
        must_hold(entry, value)
        write_value(work, form, entry, path, CURRENT, value)
    for field_id, rows in sorted(command.rows.items()):
        form, definition, entry = open_for_writing(work, command.form, field_id)
        kept = kept_rows(work, form, entry)
        if command.replace:
            for old in filter(work.was_there, kept):
                work.put(changed(old, deleted=True))
        last = "" if command.replace else last_rank([row.rank for row in kept])
        for cells, rank in zip(rows, ranks(len(rows), last), strict=True):
            id_ = work.draw_id(_kind_of_rows(entry))
            row = Row(id_, rank, cells_of(work, entry, cells, definition))
            there: Any = work.uow.find(_kind_of_rows(entry), id_)
            if there is None or there.deleted:  # else it came by another way, and stays as it is
                work.put(record_of(form, entry.id, entry.table, row))


@handles(do.TakeFromForm)
@within_parts
def take_from_form(command: do.TakeFromForm, work: Work) -> None:
    """Take over parts of another card's form; what is filled here stays unless it is named."""
    form, _card, definition = opened(work, command.form)
    source, origin = work.form(command.source)
    if source.kind != form.kind or origin.id == form.card_id or not may_take(definition):
        text = N_(
            "{form} can only be taken over from another micro-credential’s, "
            "and only a form that is a text."
        )
        refuse("no_source", text, form=definition.short)
    if form.revision_id or form.superseded:
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=definition.short)
    known = {section.id for section in definition.sections}
    for section in command.sections:
        if section not in known:
            refuse("unknown_section", N_("{form} has no section “{section}”."),
                   form=definition.short, section=section)  # fmt: skip
    for part in chosen_parts(work, form, source, command.sections, command.overwrite):
        _form, _definition, entry = open_for_writing(work, command.form, part.path)
        for path, value in part.values.items():
            write_value(work, form, entry, path, CURRENT, value)
        if part.rows:
            _replace_rows(work, form, entry, part.rows)
    work.note["taken_from"] = origin.code
    work.note["version"] = str(source.version) if source.revision_id else ""


def chosen_parts(
    work: Work, form: Form, source: Form, sections: list[str], overwrite: list[str]
) -> tuple[Part, ...]:
    """Return what of a source is taken: of these sections, and not over what is filled here."""
    definition, of_source = (shelf.form_definition(work.uow, each.definition_id)
                             for each in (form, source))  # fmt: skip
    theirs = work.knowledge.content(source, of_source)
    mine = work.knowledge.content(form, definition)
    before, now = (work.situation(work.card(each.card_id)) for each in (source, form))
    keys = keys_between(source.id, before, now)
    found = parts(definition, (form.id, mine), theirs, of_source, keys)
    taken = [
        part for part in found
        if (not sections or part.section in sections)
        and (not part.is_filled or "*" in overwrite or part.path in overwrite)
    ]  # fmt: skip
    if not taken:
        refuse("nothing_taken", N_("There is nothing to take over: the other form is empty there, "
                                   "or what stands here is not to be overwritten."))  # fmt: skip
    return with_new_names(taken)


def _replace_rows(work: Work, form: Form, entry: Field, rows: tuple[Row, ...]) -> None:
    """Put rows in the place of those that stand in a table."""
    new = {row.id for row in rows}
    for old in kept_rows(work, form, entry):
        if old.id not in new and work.was_there(old):
            work.put(changed(old, deleted=True))
    work.put_all(record_of(form, entry.id, entry.table, row) for row in rows)


@handles(do.PlanTimeline)
def plan_timeline(command: do.PlanTimeline, work: Work) -> None:
    """Give dates and people to the activities that have none, from the timeline's start."""
    form, definition, entry = open_for_writing(work, command.form, "t3")
    content = work.knowledge.content(form, definition)
    start = content.day("t1.start")
    if start is None:
        refuse("no_start", N_("Enter the start of the timeline first."))
    days = entry.params.get("days", {})
    lengths = {natural_id("row", form.id, entry.id, key): int(n) for key, n in days.items()}
    dates = planned(content.rows.get(entry.id, ()), start, lengths, work.knowledge.holidays)
    people = Facts(work.knowledge, work.card(form.card_id))
    for kept in kept_rows(work, form, entry):
        row = row_of(kept)
        if row.id in dates:
            begins, ends = dates[row.id]
            row = with_cell(row, "planned_start", begins.isoformat())
            row = with_cell(row, "planned_end", ends.isoformat())
            expected = people.get(f"team.{row.text('role')}") if row.text("role") else None
            if expected and not row.text("person"):
                row = with_cell(row, "person", expected)
            work.put(record_of(form, entry.id, entry.table, row))


@handles(do.FillUsualRows)
@within_parts
def fill_usual_rows(command: do.FillUsualRows, work: Work) -> None:
    """Put in the usual rows that are missing, each at its place; what stands is left as it is."""
    form, _definition, entry = open_for_writing(work, command.form, command.field)
    situation = work.situation(work.card(form.card_id))
    usual: list[Any] = list(in_free_places(work.uow, prefilled_rows(form, entry, situation)))
    if not usual:
        refuse("no_usual_rows", N_("“{field}” has no usual rows."), field=entry.label)
    missing = {made.id for made in usual if _is_missing(work, made)}
    if not missing:
        refuse("usual_rows_stand", N_("All the usual rows of “{field}” are there already."),
               field=entry.label)  # fmt: skip
    standing = [row_of(kept) for kept in kept_rows(work, form, entry) if kept.id not in missing]
    known = missing.union(row.id for row in standing)
    rows = among((row_of(made) for made in usual if made.id in known), standing)
    work.put_all(record_of(form, entry.id, entry.table, row) for row in rows)


def _is_missing(work: Work, made: Any) -> bool:
    """Tell whether a usual row is to be put in: it never was, says nothing, or was taken out.

    Done again after an exchange, what somebody else took out meanwhile stays out.
    """
    kept: Any = work.uow.find(type(made), made.id)
    if kept is None:
        return True
    if not kept.deleted:
        return row_of(kept).is_blank
    found = work.as_found(kept, kept.table, kept.id)
    return work.was_there(kept) and found is not None and found.deleted
