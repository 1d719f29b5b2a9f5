"""What a script is told that appoints somebody to an office which another person holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.holders import end_before, holders
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
    if not isinstance(command, AppointOffice | AddPerson):
        return frozenset()
    people = desk.directory().people
    return frozenset(office.id for person in people for office in person.offices)


def held_by_others(
    command: Command, before: frozenset[str], desk: DeskPort
) -> Iterator[Finding]:  # fmt: skip
    """Yield who else holds an office that was just given, with the command that ends that term."""
    if not isinstance(command, AppointOffice | AddPerson):
        return
    directory = desk.directory()
    for person in directory.people:
        for office in person.offices:
            if office.id in before:
                continue
            key = office.role, office.programme_id, office.faculty_id
            for other, held in holders(directory, key, office.since, office.until, person.id):
                last = end_before(held, office.since, desk.board().today)
                order = {"do": "EndOffice", "office": held.id, "until": day_after(last)}
                text = N_("{name} is {role} already: now both hold the office. If it went over, "
                          "end that term the day before: {order}")  # fmt: skip
                told = {"name": other.name, "role": office.role_label, "order": json.dumps(order)}
                yield Finding("held_by_two", text, told, path="role", level="warn")
