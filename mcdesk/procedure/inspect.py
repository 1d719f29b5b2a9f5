"""What a form still lacks: required fields, rules, values that do not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from mcdesk.errors import Finding, Level
from mcdesk.i18n import N_
from mcdesk.procedure import compute, rules
from mcdesk.procedure import compute_tables as tables
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Due, Field, FieldType, FormDefinition, Profile
from mcdesk.procedure.essentials import are_known_to
from mcdesk.procedure.late import asked_of, holds_anything
from mcdesk.procedure.names import unknown_names
from mcdesk.procedure.sound import sound
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def computed_content(
    definition: FormDefinition, content: Content, surroundings: Surroundings
) -> Content:
    """Return the values of all computed fields, and the rows with their computed cells.

    Numbers that are told as wrong are in no total.
    """
    reckoned = sound(definition, content)
    rows, told = dict(reckoned.rows), {}
    for entry in definition.fields.values():
        if entry.type is FieldType.TABLE and entry.compute:
            rows[entry.id] = told[entry.id] = tables.worked_out(entry, content, surroundings)
        elif any(column.compute for column in entry.columns):
            found = content.rows.get(entry.id, ())
            made = tuple(
                _computed_cells(entry, row, reckoned, surroundings)
                for row in reckoned.rows.get(entry.id, ())
            )
            told[entry.id] = tuple(map(_with_cells, found, made))
            rows[entry.id] = tuple(map(_with_cells, reckoned.rows.get(entry.id, ()), made))
    filled = Content(reckoned.values, rows)
    values = {
        path: compute.COMPUTED[entry.compute](filled, surroundings, entry.params)
        for path, entry in definition.fields.items()
        if entry.compute and entry.type is not FieldType.TABLE
    }
    return Content(values, told)


def _computed_cells(
    entry: Field, row: Row, content: Content, surroundings: Surroundings
) -> dict[str, Json]:
    return {
        column.id: compute.COMPUTED_CELLS[column.compute](row, content, surroundings, column.params)
        for column in entry.columns
        if column.compute
    }


def _with_cells(row: Row, cells: Mapping[str, Json]) -> Row:
    return Row(row.id, row.rank, {**row.cells, **cells})


def whole_content(
    definition: FormDefinition, content: Content, surroundings: Surroundings
) -> Content:
    """Return the content with its computed values and cells, as rules and prints read it."""
    return _overlaid(content, computed_content(definition, content, surroundings))


def _overlaid(content: Content, made: Content) -> Content:
    return Content({**content.values, **made.values}, {**content.rows, **made.rows})


def is_filled(entry: Field, content: Content, path: str = "") -> bool:
    """Tell whether a field holds what makes it filled: a value, rows, all items or all parts.

    `path` is given for a part, whose own id is not its path.
    """
    if entry.type is FieldType.TABLE:
        return len(content.table(entry.id)) >= max(entry.min_rows, 1)
    if entry.type is FieldType.CHECKLIST:
        return all(content.value(f"{entry.id}.{item.id}") for item in entry.items)
    if entry.type is FieldType.GROUP:
        return all(
            not is_empty(content.value(f"{entry.id}.{part.id}"))
            for part in entry.parts
            if part.required.full != "off"
        ) and any(not is_empty(content.value(f"{entry.id}.{part.id}")) for part in entry.parts)
    return not is_empty(content.value(path or entry.id))


def findings(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    gate: str | None,
) -> tuple[Finding, ...]:
    """Return what is wrong or missing in a form, by the levels of the workspace.

    Args:
        definition: The form's definition.
        content: Its live content.
        surroundings: What rules may know besides the form.
        levels: Levels set in the workspace, by `F2.p1` or by `F2.<rule id>`.
        gate: The stage whose exit is asked about; None asks for everything, whenever due.
    """
    whole = whole_content(definition, content, surroundings)
    found = [
        *_misfits(definition, whole, surroundings),
        *_missing(definition, whole, surroundings, levels, gate),
        *broken_rules(definition, whole, surroundings, levels, gate),
    ]
    return tuple(found)


def _misfits(
    definition: FormDefinition, whole: Content, surroundings: Surroundings
) -> Iterator[Finding]:
    """Yield what is wrong whenever it is asked: values that do not fit, names unknown."""
    yield from type_findings(definition, whole, surroundings.profile)
    yield from _placed(definition, whole, unknown_names(definition, whole, surroundings))


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that an editor shows of a form: what is computed, what is wrong, what is due now."""

    computed: Content
    all: tuple[Finding, ...]
    due: tuple[Finding, ...]


def inspection(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
) -> Inspection:
    """Return `findings` with and without the gate of the form's stage, worked out once."""
    gate = definition.stage
    computed = computed_content(definition, content, surroundings)
    whole = _overlaid(content, computed)
    misfits = tuple(_misfits(definition, whole, surroundings))
    broken = tuple(broken_rules(definition, whole, surroundings, levels, None))
    due = {rule.id for rule in definition.rules if _is_due(rule.due, surroundings, gate)}
    return Inspection(
        computed,
        (*misfits, *_missing(definition, whole, surroundings, levels, None), *broken),
        (
            *misfits,
            *_missing(definition, whole, surroundings, levels, gate),
            *(finding for finding in broken if finding.code in due),
        ),
    )


def missing(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    gate: str | None,
) -> tuple[Finding, ...]:
    """Return what `findings` says of required fields, without trying rules and types."""
    whole = whole_content(definition, content, surroundings)
    return tuple(_missing(definition, whole, surroundings, levels, gate))


def type_findings(
    definition: FormDefinition, content: Content, profile: Profile
) -> Iterator[Finding]:
    """Yield values that do not fit; no length limit blocks in Essential (decisions.md, 18)."""
    for hit in rules.type_hits(content, definition):
        code = str(hit.params.get("code", "type"))
        text = str(hit.params.get("text", N_("{field}: this value does not fit.")))
        params = {"field": definition.field_of(hit.path).label, **hit.params}
        params |= place_of(definition, content, hit.path)
        level: Level = "warn" if code == "too_long" and profile == "essential" else "block"
        yield Finding(code, text, params, definition.id, hit.path, level=level)


def _placed(
    definition: FormDefinition, content: Content, found: Iterable[Finding]
) -> Iterator[Finding]:
    for finding in found:
        params = {**finding.params, **place_of(definition, content, finding.path)}
        yield replace(finding, params=params)


def place_of(definition: FormDefinition, content: Content, path: str) -> dict[str, object]:
    """Return `where` for a cell, its table, row and column in words, and each of the three."""
    if path.count("/") != 2:
        return {}
    field_id, row_id, column_id = path.split("/")
    entry = definition.field_of(field_id)
    numbers = [row.id for row in content.rows.get(field_id, ())]
    column = next((each for each in entry.columns if each.id == column_id), None)
    if row_id not in numbers or column is None:
        return {}
    number = numbers.index(row_id) + 1
    return {
        "row_number": number,
        "in_table": entry.label,
        "in_column": column.label,
        "where": Label(
            f"{entry.label.en}, row {number}, {column.label.en}",
            f"{entry.label.id}, baris {number}, {column.label.id}",
        ),
    }


def _is_due(due: Due, surroundings: Surroundings, gate: str | None) -> bool:
    stage = due.of(surroundings.profile)
    if gate is None or not stage:
        return True
    return surroundings.stages.get(stage, 0) <= surroundings.stages.get(gate, 0)


def level_of(definition: FormDefinition, key: str, own: Level, levels: Mapping[str, str]) -> Level:
    """Return the level that binds: the workspace's own, else the profile's."""
    return cast("Level", levels.get(f"{definition.id}.{key}", own)) if levels else own


def _missing(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    gate: str | None,
) -> Iterator[Finding]:
    for path, entry in definition.fields.items():
        level = level_of(definition, path, entry.required.of(surroundings.profile), levels)
        if level == "off" or entry.is_made or is_filled(entry, content, path):
            continue
        if _is_due(entry.due, surroundings, gate) and not _part_of_missing(
            definition, path, content
        ):
            text, params = _words_of_missing(entry, content, surroundings)
            yield Finding(
                "required",
                text,
                {"field": entry.label, "id": path, **params},
                definition.id,
                path,
                entry.by[0] if entry.by else "",
                level,
            )


def _words_of_missing(
    entry: Field, content: Content, surroundings: Surroundings
) -> tuple[str, dict[str, object]]:
    """Say that a field is empty, or how many items of a checklist are still open.

    Of a card that was taken over (decisions.md, 4) also where else it may be entered.
    """
    if entry.type is FieldType.CHECKLIST:
        open_items = [i for i in entry.items if not content.value(f"{entry.id}.{i.id}")]
        if len(open_items) < len(entry.items):
            params: dict[str, object] = {"n": len(open_items), "of": len(entry.items)}
            return N_("“{field}”: still to be answered: {n} of {of} items."), params
    if are_known_to(entry, surroundings.look("essentials")):
        return N_("“{field}” is still empty: fill it in, or enter it in the essentials of the "
                  "take-over and take it over from there."), {}  # fmt: skip
    return N_("“{field}” is still empty."), {}


def _part_of_missing(definition: FormDefinition, path: str, content: Content) -> bool:
    """Tell whether the part's whole field is missing already, so that it is named once."""
    top, _, part = path.partition(".")
    if not part or definition.fields[top].type is not FieldType.GROUP:
        return False
    whole = definition.fields[top]
    return whole.required.full != "off" and not is_filled(whole, content)


def broken_rules(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    gate: str | None,
    check: str = "",
) -> Iterator[Finding]:
    """Yield what the rules of a form find; those of one check only where that is named."""
    reckoned = sound(definition, content)
    for rule in definition.rules:
        if check and rule.check != check:
            continue
        level = level_of(definition, rule.id, rule.levels.of(surroundings.profile), levels)
        if level == "off" or not _is_due(rule.due, surroundings, gate):
            continue
        for hit in rules.CHECKS[rule.check](reckoned, surroundings, rule, definition):
            entry = definition.field_of(hit.path)
            yield Finding(
                rule.id,
                rule.message.en,
                {
                    "field": definition.fields.get(hit.path, entry).label,
                    **hit.params,
                    **place_of(definition, content, hit.path),
                },
                definition.id,
                hit.path,
                entry.by[0] if entry.by else "",
                level,
                (rule.message.en, rule.message.id),
            )


def late_paths(
    definition: FormDefinition, content: Content, surroundings: Surroundings, gate: str
) -> tuple[str, ...]:
    """Return the frozen fields that are empty and fall due only after `gate`.

    They may be supplied later without voiding a sign-off (docs: "Fields that are due later").
    """
    return tuple(
        entry.id
        for section in definition.sections
        for entry in section.fields
        if not entry.is_made
        and not entry.living
        and _is_late(definition, entry, surroundings, gate)
        and not is_filled(entry, content)
        and not holds_anything(entry, content)
    )


def _is_late(
    definition: FormDefinition, entry: Field, surroundings: Surroundings, gate: str
) -> bool:
    """Tell whether a field is demanded after `gate` only; a group is demanded as its parts are."""
    asked = asked_of(definition, entry, surroundings.profile)
    return bool(asked) and not any(_is_due(each.due, surroundings, gate) for each in asked)
