"""Rows of table fields as records and back: typed tables and plain rows look the same to forms."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import UNREAD, Json, clean_text, json_text, read_json, read_object
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Form,
    FormRow,
    FormValue,
    Record,
    TypedRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BASE = {entry.name for entry in fields(TypedRow)}


@cache
def typed_columns(table: str) -> frozenset[str]:
    """Return the columns that a typed table has of its own."""
    return frozenset(entry.name for entry in fields(TYPED_ROWS[table])) - _BASE


def record_of(form: Form, field_id: str, table: str, row: Row) -> TypedRow | FormRow:
    """Return the record that keeps a row: of its typed table, or a plain form row."""
    cells = {key: _clean(value) for key, value in row.cells.items() if value is not None}
    if not table:
        return FormRow(
            id=row.id, form_id=form.id, field=field_id, rank=row.rank, cells=json_text(cells)
        )
    own = typed_columns(table)
    known: dict[str, Any] = {key: str(value) for key, value in cells.items() if key in own}
    rest = {key: value for key, value in cells.items() if key not in own}
    return TYPED_ROWS[table](
        id=row.id,
        form_id=form.id,
        card_id=form.card_id,
        field=field_id,
        rank=row.rank,
        extra=json_text(rest),
        **known,
    )


def _clean(value: Json) -> Json:
    return clean_text(value) if isinstance(value, str) else value


def row_of(kept: TypedRow | FormRow) -> Row:
    """Return a kept row as the form sees it."""
    if isinstance(kept, FormRow):
        return Row(kept.id, kept.rank, read_object(kept.cells))
    cells: dict[str, Json] = {
        name: getattr(kept, name)
        for name in typed_columns(type(kept).table)
        if getattr(kept, name) is not None
    }
    return Row(kept.id, kept.rank, {**read_object(kept.extra), **cells})


def with_cell(row: Row, column: str, value: Json) -> Row:
    """Return the row with one cell changed; None takes the cell away."""
    cells = {key: kept for key, kept in row.cells.items() if key != column}
    if value is not None:
        cells[column] = value
    return Row(row.id, row.rank, cells)


def content_of(records: Iterable[Record]) -> Content:
    """Return the content of a form from its values and rows, in the order of their ranks."""
    values: dict[str, Json] = {}
    rows: dict[str, list[Row]] = {}
    for kept in records:
        if kept.deleted:
            continue
        if isinstance(kept, FormValue):
            value = read_json(kept.value, UNREAD)
            if value is not UNREAD:
                values[kept.path] = value
        elif isinstance(kept, FormRow | TypedRow):
            rows.setdefault(kept.field, []).append(row_of(kept))
    return Content(
        values,
        {
            field_id: tuple(sorted(found, key=lambda row: (row.rank.encode(), row.id)))
            for field_id, found in rows.items()
        },
    )


def content_as_data(content: Content) -> dict[str, Json]:
    """Return a content as plain data for a revision."""
    return {
        "values": dict(content.values),
        "rows": {
            field_id: [{"id": row.id, "rank": row.rank, "cells": dict(row.cells)} for row in rows]
            for field_id, rows in content.rows.items()
        },
    }


def content_from_text(text: str) -> Content:
    """Return the content that a revision holds, as it is kept; an empty one for no such text."""
    return content_from_data(read_object(text))


def content_from_data(data: Mapping[str, Json]) -> Content:
    """Return the content that a revision holds.

    What is no row is passed over: anybody can write a hub's file, and a revision stays for ever.
    """
    values, rows = data.get("values"), data.get("rows")
    rows = rows if isinstance(rows, dict) else {}
    return Content(
        values if isinstance(values, dict) else {},
        {
            str(field_id): tuple(
                Row(str(row["id"]), str(row["rank"]), row["cells"]) for row in found if _is_row(row)
            )
            for field_id, found in rows.items()
            if isinstance(found, list)
        },
    )


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and {"id", "rank"} <= row.keys()
        and isinstance(row.get("cells"), dict)
    )


def rows_due(rows: Iterable[Row], stages: Mapping[str, int], by: str) -> list[Row]:
    """Return the components that are due by a stage; one without a stage is due by the ninth."""
    return [row for row in rows if stages.get(row.text("due_stage"), 9) <= stages.get(by, 0)]


def names_of(row: Row) -> frozenset[str]:
    """Return what a component may be called elsewhere: its code, its title, both."""
    code, title = (row.text(name).strip().casefold() for name in ("code", "component"))
    return frozenset((code, title, f"{code} {title}")) - {"", " "}
