"""A hub that is older than a program takes the commands in which nothing new is used."""

from __future__ import annotations

from dataclasses import MISSING, fields

from mcdesk.procedure import commands as do
from mcdesk.procedure.commands import Command

SAYING = {
    "AttachFile.purpose", "ChooseSigning.by_module", "CloseComment.done", "SetCell.base",
    "SetValue.base", "SignForm.decision", "SignForm.capacity", "SignForm.medium",
    "SignPeriod.role", "SignPeriod.capacity", "SignPeriod.medium", "TakeOverCard.round",
}  # fmt: skip
"""Fields whose default says something: every hub knows them."""


def defaults(command: type[Command]) -> dict[str, object]:
    """Return the fields of a command that need not be said, with what they say then."""
    found = {}
    for each in fields(command):
        if each.default is not MISSING:
            found[f"{command.__name__}.{each.name}"] = each.default
        elif each.default_factory is not MISSING:
            found[f"{command.__name__}.{each.name}"] = each.default_factory()
    return found


def test_what_a_command_gets_anew_is_empty_unless_it_is_used():
    """Such as an older hub passes over (`hub.check_fields`); do not lengthen the list."""
    given = {name: value for each in do.COMMANDS.values() for name, value in defaults(each).items()}
    assert {name for name, value in given.items() if value} == SAYING
