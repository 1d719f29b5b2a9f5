"""How many rows the tables of a form take, for a blank that is filled in by pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.procedure.definition import FormDefinition

COUNTS = "row_count"
"""The rule that says how many rows a table has (domain.md, F2 p20, p35)."""


def most_rows(
    definitions: Mapping[str, FormDefinition],
    definition: FormDefinition,
    setting: Callable[[str], Any],
) -> dict[str, int]:
    """Return the most rows of each table that has any: by its own rule, or where it comes from."""
    found = _counted(definition, setting)
    for entry in definition.fields.values():
        form, _, path = (entry.prefill or "").partition(".")
        if entry.type is FieldType.TABLE and entry.id not in found and form in definitions:
            most = _counted(definitions[form], setting).get(path)
            found |= {entry.id: most} if most else {}
    return found


def _counted(definition: FormDefinition, setting: Callable[[str], Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for rule in definition.rules:
        key = rule.params.get("most_setting")
        most = decimal(setting(str(key)) if key else rule.params.get("most"))
        if rule.check == COUNTS and most is not None and most > 0:
            found |= {path: int(most) for path in rule.paths}
    return found
