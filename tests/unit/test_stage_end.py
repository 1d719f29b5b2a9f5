"""When the present stage of a card should end, and from which day that is reckoned."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure.load import read_definitions
from mcdesk.procedure.records import Card
from mcdesk.procedure.situation import Situation

TODAY = date(2026, 11, 23)


@cache
def procedure():
    own, forms = shipped_definitions()
    return read_definitions(("procedure", own), forms).procedure


def stage_end(timeline: str = "", **given) -> str:
    plain = {"id": "c", "title_en": "T", "code": "MC-1", "procedure_id": "p", "stage": "proposal",
             "stage_since": "2026-09-01", "created_on": "2026-11-23"}  # fmt: skip
    found = Situation(
        card=Card(**{**plain, **given}), procedure=procedure(), today=TODAY,
        facts={"timeline.end": timeline},
    )  # fmt: skip
    end = found.stage_end()
    assert end is not None
    return end.isoformat()


def of_one_entered_today() -> str:
    return stage_end(stage_since="2026-11-23")


def test_a_card_taken_over_is_late_by_the_usual_length_only_from_its_take_over_on():
    """Nobody had said by when its stage was due, before MC Desk."""
    assert stage_end(entered_at="proposal") == of_one_entered_today() > TODAY.isoformat()


def test_a_card_made_here_counts_from_its_entry():
    assert stage_end(created_on="2026-08-01") < TODAY.isoformat()


def test_what_its_own_timeline_plans_holds_for_a_card_taken_over():
    assert stage_end("2026-10-01", entered_at="proposal") == "2026-10-01"


def test_a_plan_that_was_over_when_the_stage_was_entered_says_nothing():
    assert stage_end("2026-08-15", entered_at="proposal") == of_one_entered_today()


def test_after_its_first_move_a_card_taken_over_counts_from_its_entry_like_all():
    later = stage_end(entered_at="discussion", created_on="2026-08-01")
    assert later == stage_end(created_on="2026-08-01")


def test_days_on_hold_shift_the_end_of_a_card_taken_over_too():
    assert stage_end(entered_at="proposal", held_days=7) > of_one_entered_today()


@pytest.mark.parametrize("odd", ["", "soon", "2026-13-40"])
def test_an_odd_day_of_the_take_over_leaves_the_day_of_entry(odd):
    assert stage_end(entered_at="proposal", created_on=odd) == stage_end(created_on="2026-08-01")
