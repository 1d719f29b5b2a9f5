"""What a script is told that appoints somebody to an office which another person holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.holders import HELD_BY_ONE, end_before, holders
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.commands import AddPerson, AppointOffice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.ports import DeskPort
    from mcdesk.procedure.commands import Command


def offices_before(command: Command, desk: DeskPort) -> frozenset[str]:
    """Return the ids of the offices that there are, before a command gives one."""
    if not _gives_one(command):
        return frozenset()
    people = desk.directory().people
    return frozenset(office.id for person in people for office in person.offices)


def held_by_others(
    command: Command, before: frozenset[str], desk: DeskPort
) -> Iterator[Finding]:  # fmt: skip
    """Yield who else holds an office that was just given, with the command that ends a term.

    That of who held it before ends; where the other's begins later, the one just given does.
    """
    if not _gives_one(command):
        return
    directory = desk.directory()
    for person in directory.people:
        for office in person.offices:
            if office.id in before:
                continue
            key = office.role, office.programme_id, office.faculty_id
            for other, held in holders(directory, key, office.since, office.until, person.id):
                ended, until = office.id, held.since
                text = N_("{name} is {role} from {day} on: from then both hold the office. If this "
                          "term is to end before, say so: {order}")  # fmt: skip
                if held.since <= office.since:
                    last = end_before(held, office.since, desk.board().today)
                    ended, until = held.id, day_after(last)
                    text = N_("{name} is {role} already: now both hold the office. If it went "
                              "over, end that term the day before: {order}")  # fmt: skip
                order = json.dumps({"do": "EndOffice", "office": ended, "until": until})
                told = {"name": other.name, "role": office.role_label, "order": order}
                told["day"] = held.since
                yield Finding("held_by_two", text, told, path="role", level="warn")


def _gives_one(command: Command) -> bool:
    """Tell whether a command gives an office that one person at a time holds."""
    if isinstance(command, AppointOffice):
        return command.role in HELD_BY_ONE
    return isinstance(command, AddPerson) and bool(frozenset(command.roles) & set(HELD_BY_ONE))
