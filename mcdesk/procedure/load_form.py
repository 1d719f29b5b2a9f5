"""Reads one form definition from TOML text."""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any

from mcdesk.procedure import compute, rules
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.definition import (
    Choice,
    Column,
    Field,
    FieldType,
    FormDefinition,
    Item,
    Rule,
    Section,
    Signer,
)
from mcdesk.procedure.needs import parameters
from mcdesk.procedure.toml_table import Mistake, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

DECISIONS = ("approve", "return", "reject", "acknowledge", "verify", "accept", "advise")
MEDIA = ("program", "paper", "pdf", "letter", "minutes")
TABLES = ("", "component", "milestone", "condition", "finding")


def digest_of(text: str) -> str:
    """Return the digest of a definition's TOML text; raises tomllib.TOMLDecodeError."""
    data = tomllib.loads(text)
    return hashlib.sha256(json_text(data).encode()).hexdigest()


def parsed(text: str, file: str, mistakes: list[Mistake]) -> dict[str, Any] | None:
    """Return the content of a TOML text, or None where it is none (a mistake is added)."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(file, "file", f"is not TOML: {error}"))
        return None


def no_twice(ids: Iterable[str], key: str, table: Table) -> None:
    """Note ids that stand twice."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            table.wrong(f"{key}[{id_}]", "stands twice")
        seen.add(id_)


def read_form(text: str, file: str, mistakes: list[Mistake]) -> FormDefinition | None:
    """Read one form file; what is wrong is added to `mistakes`."""
    data = parsed(text, file, mistakes)
    if data is None:
        return None
    table = Table(data, file, "", mistakes)
    stage = table.take("stage", str)
    definition = FormDefinition(
        id=table.take("id", str),
        version=table.take("version", str),
        title=table.label("title"),
        short=table.label("short"),
        stage=stage,
        until=table.take("until", str, ""),
        subject=table.one_of("subject", ("card", "letter", "period"), "card"),
        per=table.texts("per"),
        intro=table.maybe_label("intro"),
        statement=table.maybe_label("statement"),
        signers=table.each("signer", _signer),
        sections=table.each("section", lambda t: _section(t, stage)),
        rules=table.each("rule", lambda t: _rule(t, stage)),
        digest=digest_of(text),
    )
    table.finish()
    _check_form(definition, table)
    return definition


def _signer(table: Table) -> Signer:
    signer = Signer(
        role=table.take("role", str),
        step=table.take("step", int),
        act=table.label("act"),
        decisions=table.texts("decisions", ("approve", "return", "reject")),
        media=table.texts("media", MEDIA),
        optional=table.take("optional", bool, False),
    )
    for key, values, known in (
        ("decisions", signer.decisions, DECISIONS),
        ("media", signer.media, MEDIA),
    ):
        for value in set(values) - set(known):
            table.wrong(key, f"{value!r} is none of {', '.join(known)}")
    return signer


def _section(table: Table, stage: str) -> Section:
    return Section(
        id=table.take("id", str),
        title=table.label("title"),
        help=table.maybe_label("help"),
        fields=table.each("field", lambda t: _field(t, stage)),
    )


def _choices(table: Table, key: str) -> tuple[Choice, ...]:
    return table.each(key, lambda t: Choice(t.take("id", str), t.label("label")))


def _type(table: Table) -> FieldType:
    value = table.one_of("type", tuple(FieldType))
    return FieldType(value) if value in tuple(FieldType) else FieldType.LINE


def _field(table: Table, stage: str) -> Field:
    type_ = _type(table)
    entry = Field(
        id=table.take("id", str),
        label=table.label("label"),
        type=type_,
        required=table.levels("required"),
        due=table.due("due", stage),
        living=table.take("living", bool, False),
        by=table.texts("by"),
        help=table.maybe_label("help"),
        placeholder=table.maybe_label("placeholder"),
        source=table.take("source", str, ""),
        max=table.take("max", int, 0),
        unit=table.maybe_label("unit"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        decimals=table.take("decimals", int, 0),
        choices=_choices(table, "choice"),
        parts=table.each("part", lambda t: _field(t, stage)),
        columns=table.each("column", _column),
        items=table.each("item", _item),
        groups=_choices(table, "group"),
        min_rows=table.take("min_rows", int, 0),
        max_rows=table.take("max_rows", int, 0),
        table=table.one_of("table", TABLES, ""),
        role=table.take("role", str, ""),
        compute=(name := table.known("compute", compute.COMPUTED, "computed field")),
        prefill=table.take("prefill", str, ""),
        params=parameters(table, name),
        rows=tuple(table.take("rows", list, [])),
        default=table.data.pop("default", None),
    )
    _check_field(entry, table)
    return entry


def _check_field(entry: Field, table: Table) -> None:
    """Note what a field of this type must have, and does not."""
    if entry.type in (FieldType.CHOICE, FieldType.CHOICES) and not entry.choices:
        table.wrong("choice", "a choice field needs its choices")
    if entry.type is FieldType.TABLE and not entry.columns:
        table.wrong("column", "a table needs its columns")
    if entry.type is FieldType.CHECKLIST and not entry.items:
        table.wrong("item", "a checklist needs its items")
    if entry.type is FieldType.COMPUTED and not entry.compute:
        table.wrong("compute", "a computed field needs the name of its function")
    columns = {column.id for column in entry.columns}
    for row in entry.rows:
        for key in set(row) - columns - {"key"}:
            table.wrong("rows", f"there is no column {key!r}")
    groups = {group.id for group in entry.groups}
    for item in entry.items:
        if item.group and item.group not in groups:
            table.wrong(f"item[{item.id}].group", f"there is no group {item.group!r}")


def _column(table: Table) -> Column:
    type_ = _type(table)
    return Column(
        id=table.take("id", str),
        label=table.label("label"),
        type=type_,
        required=table.take("required", bool, False),
        living=table.take("living", bool, False),
        width=table.take("width", float, 1.0),
        max=table.take("max", int, 0),
        unit=table.maybe_label("unit"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        decimals=table.take("decimals", int, 0),
        choices=_choices(table, "choice"),
        role=table.take("role", str, ""),
        compute=(name := table.known("compute", compute.COMPUTED_CELLS, "computed column")),
        params=parameters(table, name),
        help=table.maybe_label("help"),
    )


def _item(table: Table) -> Item:
    return Item(
        id=table.take("id", str),
        label=table.label("label"),
        group=table.take("group", str, ""),
        must=table.take("must", bool, False),
    )


def _rule(table: Table, stage: str) -> Rule:
    return Rule(
        id=table.take("id", str),
        check=(name := table.known("check", rules.CHECKS, "check")),
        paths=table.texts("paths"),
        levels=table.levels("level", "block"),
        due=table.due("due", stage),
        message=table.label("message"),
        params=parameters(table, name),
    )


def _check_form(definition: FormDefinition, table: Table) -> None:
    """Note ids that stand twice and rules that point at fields the form does not have."""
    ids = [entry.id for section in definition.sections for entry in section.fields]
    no_twice(ids, "field", table)
    no_twice((rule.id for rule in definition.rules), "rule", table)
    for rule in definition.rules:
        for path in rule.paths:
            try:
                entry = definition.field_of(path)
                if "/" in path:
                    entry.column(path.rsplit("/", 1)[1])
            except KeyError:
                table.wrong(f"rule[{rule.id}].paths", f"there is no field {path!r}")
