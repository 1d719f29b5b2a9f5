"""How records stood at the moments since a revision: which moments, which days, which records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mcdesk.application.as_it_stood import Moment, ReaderThen, Since
from mcdesk.application.journal import Event
from mcdesk.procedure.records import Debt

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 20)


def event(n: int, group: str, day: str = "2026-11-10") -> tuple[int, Event]:
    """An event at a place in the journal, of a step."""
    made = Event(
        id=str(n), kind="CardChanged", by="me", at=f"{day}T02:00:00.000000Z", today=day,
        group=group, command={}, effects=(), note={},
    )  # fmt: skip
    return n, made


def since(*events: tuple[int, Event], turns: frozenset[date] = frozenset()) -> Since:
    return Since(1, FIRST, LAST, events, turns)


def test_between_the_parts_of_one_step_nobody_printed():
    found = since(event(5, "b"), event(4, "a"), event(3, "a"), event(2, "c"))
    assert [moment.place for moment in found.moments()] == [5, 4, 2, 1]


def test_of_a_day_only_the_moments_on_it_are_asked_for():
    found = since(event(3, "b", "2026-11-12"), event(2, "a", "2026-11-10"))
    days = ((12, [3, 2]), (11, [2]), (10, [2, 1]), (9, [1]), (13, [3]))
    for day, places in days:
        given = date(2026, 11, day)
        assert [moment.place for moment in found.moments(given)] == places, day


def test_an_office_turns_also_on_the_first_day_of_what_came_next():
    """In the morning of that day somebody else held it, and the next event had not happened."""
    days = [date(2026, 11, day) for day in (9, 10, 11, 12, 13)]
    moment = Moment(2, days[1], days[3], {})
    assert list(since(turns=frozenset(days)).days(moment)) == days[1:4]


@dataclass
class Kept:
    """Records as they are now, with a journal."""

    debts: tuple[Debt, ...]
    places: tuple[int, ...] = ()

    def find(self, _kind: Any, id_: str) -> Debt | None:
        return next((each for each in self.debts if each.id == id_), None)

    def select(self, _kind: Any, **equal: object) -> tuple[Debt, ...]:
        return tuple(each for each in self.debts if each.card_id == equal["card_id"])

    def journal(self, *given: Any) -> list[dict[str, int]]:
        limit = given[2]
        found = [{"n": n} for n in sorted(self.places, reverse=True)]
        return found[:limit] if limit else found


def debt(id_: str, card: str) -> Debt:
    return Debt(id=id_, card_id=card, stage="", reason="", instructed_by="", owed="", owed_by="",
                until="")  # fmt: skip


def reader_then(kept: Kept, *then: Debt, place: int = 0) -> ReaderThen:
    reader: Any = kept
    told: Any = {each.id: each for each in then}
    return ReaderThen(reader, Moment(place, FIRST, LAST, {"debt": told}))


def test_only_the_records_that_were_asked_for_are_given_as_they_stood():
    mine, other = debt("a", "one"), debt("b", "two")
    then = reader_then(Kept((mine, other)), other)
    assert then.select(Debt, card_id="one") == (mine,)
    moved = reader_then(Kept((mine, other)), debt("b", "one"))
    assert [each.id for each in moved.select(Debt, card_id="one")] == ["a", "b"]
    gone = reader_then(Kept((mine, other)), debt("a", "two"))
    assert gone.select(Debt, card_id="one") == ()


def test_what_was_written_later_is_no_line_of_the_journal_then():
    then = reader_then(Kept((), (1, 2, 3, 4, 5)), place=3)
    assert [line["n"] for line in then.journal()] == [3, 2, 1]
    assert [line["n"] for line in then.journal(limit=2)] == [3, 2], "not of what came later"
