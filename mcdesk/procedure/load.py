"""Reads definitions from TOML text into the dataclasses of `definition.py`.

A broken file reports every mistake at once, each with file, table and key. The digest of a
definition is SHA-256 over the canonical JSON of its parsed content, so comments and the layout
of the file do not count.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any, Literal, cast

from mcdesk.procedure import compute, effects, guards, rules
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.definition import (
    Choice,
    Column,
    Definitions,
    EffectUse,
    Field,
    FieldType,
    FormDefinition,
    GuardUse,
    Item,
    Phase,
    ProcedureDefinition,
    Role,
    Rule,
    Section,
    SettingDefinition,
    Signer,
    Stage,
    Transition,
)
from mcdesk.procedure.toml_table import BrokenDefinitions, Mistake, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "BrokenDefinitions",
    "Mistake",
    "digest_of",
    "read_definitions",
    "read_form",
    "read_procedure",
]
DECISIONS = ("approve", "return", "reject", "acknowledge", "verify", "accept", "advise")
MEDIA = ("program", "paper", "pdf", "letter", "minutes")
TABLES = ("", "component", "milestone", "condition", "finding")


def digest_of(text: str) -> str:
    """Return the digest of a definition's TOML text; raises tomllib.TOMLDecodeError."""
    data = tomllib.loads(text)
    return hashlib.sha256(json_text(data).encode()).hexdigest()


def _parse(text: str, file: str, mistakes: list[Mistake]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(file, "file", f"is not TOML: {error}"))
        return None


def read_procedure(text: str, file: str, mistakes: list[Mistake]) -> ProcedureDefinition | None:
    """Read one procedure file; what is wrong is added to `mistakes`."""
    data = _parse(text, file, mistakes)
    if data is None:
        return None
    table = Table(data, file, "", mistakes)
    definition = ProcedureDefinition(
        id=table.take("id", str),
        version=table.take("version", str),
        title=table.label("title"),
        phases=table.each("phase", lambda t: Phase(t.take("id", str), t.label("title"))),
        roles=table.each("role", _role),
        stages=table.each("stage", _stage),
        transitions=table.each("transition", _transition),
        settings=table.each("setting", _setting),
        rights={key: tuple(value) for key, value in table.take("rights", dict, {}).items()},
        digest=digest_of(text),
    )
    table.finish()
    _check_procedure(definition, table)
    return definition


def _role(table: Table) -> Role:
    scope = table.one_of("scope", ("card", "programme", "faculty", "university"))
    return Role(
        id=table.take("id", str),
        label=table.label("label"),
        short=table.label("short"),
        scope=cast(Literal["card", "programme", "faculty", "university"], scope),
        several=table.take("several", bool, True),
    )


def _stage(table: Table) -> Stage:
    return Stage(
        id=table.take("id", str),
        number=table.take("number", int),
        phase=table.take("phase", str),
        title=table.label("title"),
        short=table.label("short"),
        purpose=table.label("purpose"),
        days=table.take("days", int),
        owes=table.texts("owes"),
        forms=table.texts("forms"),
    )


def _transition(table: Table) -> Transition:
    kind = table.one_of("kind", ("forward", "back", "finish"))
    return Transition(
        id=table.take("id", str),
        source=table.take("from", str),
        target=table.take("to", str, ""),
        kind=cast(Literal["forward", "back", "finish"], kind),
        title=table.label("title"),
        guards=table.each("guard", _guard),
        effects=table.each("effect", _effect),
        movers=table.texts("movers"),
        reason=table.take("reason", bool, False),
    )


def _guard(table: Table) -> GuardUse:
    name = table.known("name", guards.GUARDS, "guard")
    return GuardUse(name, table.levels("level", "block"), table.take("with", dict, {}))


def _effect(table: Table) -> EffectUse:
    name = table.known("name", effects.EFFECTS, "effect")
    return EffectUse(name, table.take("with", dict, {}))


def _setting(table: Table) -> SettingDefinition:
    return SettingDefinition(
        key=table.take("key", str),
        label=table.label("label"),
        value=table.data.pop("value", None),
        unit=table.maybe_label("unit"),
    )


def _check_procedure(definition: ProcedureDefinition, table: Table) -> None:
    """Note what does not fit together between the tables of a procedure."""
    stages = {stage.id for stage in definition.stages}
    roles = {role.id for role in definition.roles}
    phases = {phase.id for phase in definition.phases}
    _no_twice((stage.id for stage in definition.stages), "stage", table)
    _no_twice((role.id for role in definition.roles), "role", table)
    _no_twice((way.id for way in definition.transitions), "transition", table)
    _no_twice((setting.key for setting in definition.settings), "setting", table)
    for stage in definition.stages:
        if stage.phase not in phases:
            table.wrong(f"stage[{stage.id}].phase", f"there is no phase {stage.phase!r}")
        for role in set(stage.owes) - roles:
            table.wrong(f"stage[{stage.id}].owes", f"there is no role {role!r}")
    _check_ways(definition, table, stages, roles)
    numbers = [stage.number for stage in definition.stages]
    if numbers != list(range(1, len(numbers) + 1)):
        table.wrong("stage", "the stages must be numbered 1, 2, 3 … in order")


def _check_ways(
    definition: ProcedureDefinition, table: Table, stages: set[str], roles: set[str]
) -> None:
    """Note ways and rights that name stages or roles which are not there."""
    for way in definition.transitions:
        for key, stage_id in (("from", way.source), ("to", way.target)):
            if stage_id not in stages and not (key == "to" and way.kind == "finish"):
                table.wrong(f"transition[{way.id}].{key}", f"there is no stage {stage_id!r}")
        for role in set(way.movers) - roles:
            table.wrong(f"transition[{way.id}].movers", f"there is no role {role!r}")
    for right, holders in definition.rights.items():
        for role in set(holders) - roles:
            table.wrong(f"rights.{right}", f"there is no role {role!r}")


def _no_twice(ids: Iterable[str], key: str, table: Table) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            table.wrong(f"{key}[{id_}]", "stands twice")
        seen.add(id_)


def read_form(text: str, file: str, mistakes: list[Mistake]) -> FormDefinition | None:
    """Read one form file; what is wrong is added to `mistakes`."""
    data = _parse(text, file, mistakes)
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
        compute=table.known("compute", compute.COMPUTED, "computed field"),
        prefill=table.take("prefill", str, ""),
        params=table.take("with", dict, {}),
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
        compute=table.known("compute", compute.COMPUTED_CELLS, "computed column"),
        params=table.take("with", dict, {}),
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
        check=table.known("check", rules.CHECKS, "check"),
        paths=table.texts("paths"),
        levels=table.levels("level", "block"),
        due=table.due("due", stage),
        message=table.label("message"),
        params=table.take("with", dict, {}),
    )


def _check_form(definition: FormDefinition, table: Table) -> None:
    """Note ids that stand twice and rules that point at fields the form does not have."""
    ids = [entry.id for section in definition.sections for entry in section.fields]
    _no_twice(ids, "field", table)
    _no_twice((rule.id for rule in definition.rules), "rule", table)
    for rule in definition.rules:
        for path in rule.paths:
            try:
                entry = definition.field_of(path)
                if "/" in path:
                    entry.column(path.rsplit("/", 1)[1])
            except KeyError:
                table.wrong(f"rule[{rule.id}].paths", f"there is no field {path!r}")


def read_definitions(procedure: tuple[str, str], forms: Mapping[str, str]) -> Definitions:
    """Read a procedure `(file, text)` and its forms `{file: text}` together.

    Raises:
        BrokenDefinitions: Something is wrong; it lists every mistake of every file.
    """
    mistakes: list[Mistake] = []
    definition = read_procedure(procedure[1], procedure[0], mistakes)
    found: dict[str, FormDefinition] = {}
    files: dict[str, str] = {}
    for file, text in sorted(forms.items()):
        form = read_form(text, file, mistakes)
        if form is None:
            continue
        if form.id in found:
            mistakes.append(Mistake(file, "id", f"{form.id!r} stands in {files[form.id]} too"))
        found[form.id], files[form.id] = form, file
    if definition is not None:
        mistakes.extend(_across(definition, procedure[0], found, files))
    if mistakes or definition is None:
        raise BrokenDefinitions(mistakes)
    return Definitions(definition, found)


def _across(
    procedure: ProcedureDefinition,
    file: str,
    forms: Mapping[str, FormDefinition],
    files: Mapping[str, str],
) -> Iterable[Mistake]:
    """Yield what does not fit between a procedure and its forms."""
    stages = {stage.id for stage in procedure.stages}
    roles = {role.id for role in procedure.roles}
    for stage in procedure.stages:
        for kind in set(stage.forms) - set(forms):
            yield Mistake(file, f"stage[{stage.id}].forms", f"there is no form {kind!r}")
    for way in procedure.transitions:
        for params in (*(g.params for g in way.guards), *(e.params for e in way.effects)):
            named = params.get("form")
            if named is not None and named not in forms:
                yield Mistake(file, f"transition[{way.id}]", f"there is no form {named!r}")
    for kind, form in forms.items():
        yield from _misfits(form, files[kind], stages, roles)


def _misfits(
    form: FormDefinition, file: str, stages: set[str], roles: set[str]
) -> Iterable[Mistake]:
    """Yield the stages and roles that a form names and the procedure does not have."""
    if form.stage not in stages:
        yield Mistake(file, "stage", f"there is no stage {form.stage!r}")
    for signer in form.signers:
        if signer.role not in roles:
            yield Mistake(file, "signer", f"there is no role {signer.role!r}")
    for path, entry in form.fields.items():
        for stage_id in {entry.due.essential, entry.due.full} - stages:
            yield Mistake(file, f"field[{path}].due", f"no stage {stage_id!r}")
