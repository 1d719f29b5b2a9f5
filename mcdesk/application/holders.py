"""Who holds an office already to which somebody is appointed, and when that term could end.

Two may hold an office for a while, where one hands over to the other: nothing is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import day_before

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import Directory, OfficeLine, PersonEntry

    Holder = tuple[PersonEntry, OfficeLine]

HELD_BY_ONE = ("hsp", "dean", "hc")
"""Roles that one person at a time holds for a programme, a faculty or the university."""


def holders(
    directory: Directory, office: tuple[str, str, str], since: str, until: str, person: str = ""
) -> tuple[Holder, ...]:
    """Return who else holds an office (role, programme, faculty) within a term."""
    role, programme, faculty = office
    return tuple(
        (other, held)
        for other in directory.people
        for held in other.offices
        if other.id != person and role in HELD_BY_ONE and held.role == role
        and (held.programme_id, held.faculty_id) == (programme, faculty)
        and (not until or held.since < until) and (not held.until or since < held.until)
        and held.since != (held.until or None)
    )  # fmt: skip


def end_before(office: OfficeLine, since: str, today: date) -> str:
    """Return the last day of an office that another person has from a day on."""
    try:
        last = day_before(since or today.isoformat())
    except ValueError:
        last = today.isoformat()
    return max(last, office.since)
