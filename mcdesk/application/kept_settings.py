"""What the settings of a workspace say, each by its last entry.

Anybody can write a hub's file, and a setting is read with every card: one that cannot be read
counts as not set, and `mcdesk check` names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_json, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import Setting


def said_by(settings: Iterable[Setting]) -> dict[str, Json]:
    """Return the values of settings by their keys; a later one replaces an earlier one."""
    ordered = sorted(settings, key=lambda entry: (entry.since, entry.row_version))
    return {entry.key: read_json(entry.value) for entry in ordered if is_json(entry.value)}
