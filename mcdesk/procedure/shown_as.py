"""How entries of a form stand on screen and on paper alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Column, Field, Item


def holds_numbers(column: Column) -> bool:
    """Tell whether numbers stand in a column: all that is worked out of a row is one (compute)."""
    return column.type in (FieldType.NUMBER, FieldType.COMPUTED)


def number_of(entry: Field, item: Item) -> str:
    """Return what an item is called: its place in the list, or its code where it has one.

    The ids of numbered items only tell them apart: a team adds and moves items.
    """
    return str(entry.items.index(item) + 1) if item.id.isdecimal() else item.id
