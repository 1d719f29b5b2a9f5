"""Columns of records that hold several values, each of which collides by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import read_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.journal import Effect, Event

PARTED = {"card": ("essentials",)}
"""Columns that hold several values by their names, each of which stands by itself."""
NOW = "now"
"""Under this a finding has what stands there, for who then puts something else in its place."""
NONE: frozenset[str] = frozenset()


def based(event: Event) -> frozenset[str]:
    """Return the essentials that an event's command merges itself: those that it has a base of."""
    told = event.command.get("base")
    return frozenset(f"essentials.{name}" for name in told) if isinstance(told, dict) else NONE


def apart(effect: Effect, present: Mapping[str, Any]) -> tuple[Effect, Mapping[str, Any]]:
    """Return an effect and what stands now; what a column holds by name, as columns of its own."""
    columns = PARTED.get(effect.table, ())
    sides = (effect.old, effect.new, present)
    held = [{f"{column}.{name}": value for column in columns if side and column in side
             for name, value in read_object(side[column]).items()} for side in sides]  # fmt: skip
    names = dict.fromkeys(name for each in held for name in each)
    if not names:
        return effect, present
    old, new, now = (
        {
            key: value
            for key, value in {**(side or {}), **names, **own}.items()
            if key not in columns
        }
        for side, own in zip(sides, held, strict=True)
    )
    return replace(effect, old=old if effect.old is not None else None, new=new), now
