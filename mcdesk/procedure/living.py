"""What of a form is written after it was frozen, too: one rule for command, screen and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.procedure.definition import FormDefinition


def is_living(definition: FormDefinition, path: str, column: str = "") -> bool:
    """Tell whether a place goes on living: by its field, the group round it, or its column.

    The column stands in the path, or is named; one that the table does not have lives not.

    Raises:
        KeyError: The form has no such field.
    """
    top = definition.fields[path.split("/", 1)[0].split(".", 1)[0]]
    entry = definition.field_of(path)
    named = column or (path.rpartition("/")[2] if "/" in path else "")
    lives = any(each.living for each in entry.columns if each.id == named)
    return top.living or entry.living or lives
