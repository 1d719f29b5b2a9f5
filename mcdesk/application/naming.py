"""A command as it is kept: by ids, whatever a script called its records.

Carried out again over what came from the hub, "MC-7" or row 1 may be something else than before.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from mcdesk.application.journal import command_data
from mcdesk.procedure.commands import (
    COMMANDS,
    BehindRef,
    CardRef,
    FormRef,
    PersonRef,
    ProgrammeRef,
    RowRef,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.commands import Command

Named = dict[tuple[str, str], str]
"""The id of what a handler found, by its kind and what the command called it."""
KINDS = (
    (CardRef, "card"), (FormRef, "form"), (PersonRef, "person"), (ProgrammeRef, "programme"),
    (RowRef, "row"), (BehindRef, "behind"),
)  # fmt: skip


def by_ids(command: Command, named: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return a command as plain data, with the ids of what its handler found."""
    data = command_data(command)
    for name, kind in _places(type(command).__name__):
        said = data.get(name)
        if isinstance(said, str):
            data[name] = named.get((kind, said), said)
    return data


@cache
def _places(command: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a command that name a record, each with what kind."""
    hints = get_type_hints(COMMANDS[command], include_extras=True)
    return tuple((name, kind) for name, hint in hints.items() for ref, kind in KINDS if hint == ref)
