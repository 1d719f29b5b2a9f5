"""What a form's definition must be in itself: fields, rules, messages, numbers that can be."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from mcdesk.i18n import N_
from mcdesk.procedure import rules
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.needs import check_paths
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.toml_table import Table


_OF_MANY = (FieldType.TABLE, FieldType.GROUP, FieldType.CHECKLIST)
_NO_DECISION = (*_OF_MANY, FieldType.CHOICES, FieldType.TAGS, FieldType.LINE, FieldType.TEXT)
"""Free text is none: a sign-off keeps what it decided, also when that is removed for ever."""


def no_twice(ids: Iterable[str], key: str, table: Table) -> None:
    """Note ids that stand twice."""
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            table.wrong(f"{key}[{id_}]", words(N_("stands twice")))
        seen.add(id_)


def check_field(entry: Field, table: Table) -> None:
    """Note what a field of this type must have, and does not."""
    if entry.type in (FieldType.CHOICE, FieldType.CHOICES) and not entry.choices:
        table.wrong("choice", words(N_("a choice field needs its choices")))
    if entry.type is FieldType.TABLE and not entry.columns:
        table.wrong("column", words(N_("a table needs its columns")))
    if entry.type is FieldType.CHECKLIST and not entry.items:
        table.wrong("item", words(N_("a checklist needs its items")))
    if entry.type is FieldType.COMPUTED and not entry.compute:
        table.wrong("compute", words(N_("a computed field needs the name of its function")))
    columns = {column.id for column in entry.columns}
    for row in entry.rows:
        if not isinstance(row, dict):
            table.wrong("rows", words(N_("must be a list of tables")))
            continue
        for key in set(row) - columns - {"key", "each", "per"}:
            table.wrong("rows", words(N_("there is no column {name}"), name=repr(key)))
    check_numbers(entry, table)
    _check_ids(entry, table)
    groups = {group.id for group in entry.groups}
    for item in entry.items:
        if item.group and item.group not in groups:
            table.wrong(
                f"item[{item.id}].group",
                words(N_("there is no group {name}"), name=repr(item.group)),
            )


def _check_ids(entry: Field, table: Table) -> None:
    """Note columns, items, parts and choices that stand twice."""
    for key, many in (("column", entry.columns), ("item", entry.items), ("part", entry.parts)):
        no_twice((str(each.id) for each in many), key, table)
    no_twice((choice.id for choice in entry.choices), "choice", table)


def check_numbers(entry: Field | Column, table: Table) -> None:
    """Note lengths, places and bounds that cannot be."""
    for key in ("max", "decimals", "min_rows", "max_rows"):
        if getattr(entry, key, 0) < 0:
            table.wrong(key, words(N_("must not be negative")))
    least, most = entry.minimum, entry.maximum
    if least is not None and most is not None and least > most:
        table.wrong("minimum", words(N_("is more than the maximum")))


def check_form(definition: FormDefinition, table: Table) -> None:
    """Note ids that stand twice and rules that point at fields the form does not have."""
    ids = [entry.id for section in definition.sections for entry in section.fields]
    no_twice(ids, "field", table)
    no_twice((rule.id for rule in definition.rules), "rule", table)
    _check_deciders(definition, table)
    for rule in definition.rules:
        check_paths(table, rule.check, rule.id, rule.paths)
        for key, text in (("en", rule.message.en), ("id", rule.message.id)):
            fault = _message_fault(text, rule.check)
            if fault:
                table.wrong(f"rule[{rule.id}].message.{key}", fault)
        for path in rule.paths:
            try:
                entry = definition.field_of(path)
                if "/" in path:
                    entry.column(path.rsplit("/", 1)[1])
            except KeyError:
                table.wrong(
                    f"rule[{rule.id}].paths", words(N_("there is no field {name}"), name=repr(path))
                )


def _check_deciders(definition: FormDefinition, table: Table) -> None:
    """Note fields that state a decision of a role that signs nothing, or that hold no one value."""
    deciding = ((path, entry) for path, entry in definition.fields.items() if entry.decided_by)
    for path, entry in deciding:
        if definition.signer(entry.decided_by) is None:
            text = words(N_("{name} does not sign this form"), name=repr(entry.decided_by))
            table.wrong(f"field[{path}].decided_by", text)
        if "." in path or entry.is_made or entry.type in _NO_DECISION:
            text = words(N_("only a field with one value, and no free text, states a decision"))
            table.wrong(f"field[{path}].decided_by", text)


def _message_fault(text: str, check: str) -> str:
    """Return what is wrong with the `{places}` of a message, or ""."""
    try:
        places = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        return words(N_("has a brace that does not fit: {error}"), error=error)
    known = ("field", *rules.GIVES.get(check, ()))
    for _text, name, layout, conversion in places:
        if name not in known or layout or conversion:
            return words(N_("has {name}; {check} fills {known}"), name=f"{{{name}}}", check=check,
                         known=", ".join(known))  # fmt: skip
    return ""
