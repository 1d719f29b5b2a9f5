"""Two who did not see each other say that the same person is away."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Absence
from tests.sync.meeting import meet

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)


def away(desk, since: str, until: str, note: str = "") -> None:
    desk.execute(do.SetAbsence(person="DEAN-LAW", since=since, until=until, note=note))


def kept(desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        return [(entry.since, entry.until) for entry in reader.select(Absence)]


@pytest.mark.parametrize(
    ("since", "until", "note", "is_told"),
    [
        ("2026-12-01", "2026-12-12", "", False),
        ("2026-12-05", "2026-12-06", "Abroad", False),
        ("2026-12-05", "2026-12-06", "In hospital", True),
        ("2026-12-05", "2026-12-20", "", True),
    ],
)
def test_the_same_days_stand_once_and_what_is_new_in_it_is_told(team, since, until, note, is_told):
    one, other = team.desks["r0"], team.desks["r1"]
    away(one, "2026-12-01", "2026-12-12", "Abroad")
    away(other, since, until, note)
    meet(team)
    for desk in (one, other):
        assert kept(desk) == [("2026-12-01", "2026-12-12")]
    found = [aside.reasons[0].en for aside in other.attention()]
    assert [("already" in said) for said in found] == [True] * is_told
    assert not one.attention()
