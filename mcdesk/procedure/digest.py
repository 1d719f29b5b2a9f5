"""The digest of a form's frozen content (design.md, section 4).

SHA-256 over the byte-sorted lines `path TAB json-text` of the frozen values, plus the
definition's digest, so that PostgreSQL computes the same with `string_agg ... collate "C"`. Rows
count by their position, so a row typed anew gives the same digest. Living, computed and decision
fields stand outside; `open_paths` are fields that were not yet due and empty when frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty, json_text, text_digest
from mcdesk.procedure.content import Content, Row, top_of
from mcdesk.procedure.definition import Field, FieldType, FormDefinition
from mcdesk.procedure.living import is_living

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def frozen_content(definition: FormDefinition, content: Content) -> Content:
    """Return the part of `content` that a revision binds."""
    values = {
        path: value
        for path, value in content.values.items()
        if not is_empty(value) and _is_frozen(definition, path)
    }
    rows = {
        entry.id: tuple(_frozen_rows(entry, content.rows.get(entry.id, ())))
        for entry in _frozen_tables(definition)
    }
    return Content(values, {key: kept for key, kept in rows.items() if kept})


def living_content(
    definition: FormDefinition, content: Content, late: Collection[str] = ()
) -> Content:
    """Return the part of `content` that changes after signing without touching a sign-off.

    `late` names fields that stand outside the digest as a whole.
    """
    values = {
        path: value
        for path, value in content.values.items()
        if not is_empty(value) and (top_of(path) in late or not _is_frozen(definition, path))
    }
    rows: dict[str, tuple[Row, ...]] = {}
    for entry in definition.fields.values():
        if entry.type is FieldType.TABLE:
            living = entry.living or any(column.living for column in entry.columns)
            kept = content.table(entry.id) if living or entry.id in late else ()
            if kept:
                rows[entry.id] = kept
    return Content(values, rows)


def without_living(definition: FormDefinition, content: Content) -> Content:
    """Return `content` without what goes on living, as it stood when a revision was made of it."""
    lives = {entry.id: {column.id for column in entry.columns if column.living}
             for entry in definition.fields.values()}  # fmt: skip
    values = {
        path: value for path, value in content.values.items()
        if top_of(path) not in definition.fields or not is_living(definition, path)
    }  # fmt: skip
    rows = {
        id_: tuple(_without(row, lives.get(id_, set())) for row in kept)
        for id_, kept in content.rows.items()
        if id_ not in definition.fields or not definition.fields[id_].living
    }
    return Content(values, rows)


def _without(row: Row, columns: Collection[str]) -> Row:
    cells = {key: value for key, value in row.cells.items() if key not in columns}
    return Row(row.id, row.rank, cells)


def supplied(
    definition: FormDefinition, content: Content, open_paths: Collection[str]
) -> tuple[str, ...]:
    """Return the fields left open at freezing in which something stands now."""
    filled = {top_of(path) for path, value in content.values.items() if not is_empty(value)}
    return tuple(
        path for path in open_paths
        if path in definition.fields and (path in filled or content.table(path))
    )  # fmt: skip


def digest_lines(
    definition: FormDefinition, content: Content, open_paths: Collection[str] = ()
) -> list[str]:
    """Return the lines that the digest of `content` is taken over, sorted by their bytes."""
    frozen = frozen_content(definition, content)
    lines = [f"~definition\t{json_text(definition.digest)}"]
    lines += [
        f"{path}\t{json_text(value)}"
        for path, value in frozen.values.items()
        if top_of(path) not in open_paths
    ]
    for field_id, rows in frozen.rows.items():
        if field_id in open_paths:
            continue
        for number, row in enumerate(rows, start=1):
            lines += [
                f"{field_id}/{number:05d}/{column}\t{json_text(value)}"
                for column, value in row.cells.items()
            ]
    return sorted(lines, key=str.encode)


def digest(definition: FormDefinition, content: Content, open_paths: Collection[str] = ()) -> str:
    """Return the digest of a form's frozen content as 64 hexadecimal digits."""
    key = (definition.digest, *sorted(open_paths))
    if key not in content.digests:
        text = "\n".join(digest_lines(definition, content, open_paths))
        content.digests[key] = text_digest(text)
    return content.digests[key]


def short_digest(full: str) -> str:
    """Return the first twelve digits in groups of four, as printed on every page."""
    return " ".join(full[at : at + 4] for at in range(0, 12, 4))


def _is_frozen(definition: FormDefinition, path: str) -> bool:
    try:
        top, entry = definition.fields[top_of(path)], definition.field_of(path)
    except KeyError:
        return False
    outside = top.is_made or entry.is_made
    return not (top.living or entry.living or outside)


def _frozen_tables(definition: FormDefinition) -> Iterator[Field]:
    for entry in definition.fields.values():
        if entry.type is FieldType.TABLE and not entry.living and not entry.is_made:
            yield entry


def _frozen_rows(entry: Field, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows with their frozen cells only; a row without any does not count."""
    kept = [column.id for column in entry.columns if not column.living and not column.compute]
    for row in rows:
        cells = {key: row.cells[key] for key in kept if not is_empty(row.cells.get(key))}
        if cells:
            yield Row(row.id, row.rank, cells)
