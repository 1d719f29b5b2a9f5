"""What a card says about its state in the room that it has: never half a sentence."""

from __future__ import annotations

import pytest

from mcdesk.i18n import _, use_language
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.stage import Label
from mcdesk.ui.board.sketch import Measures, sketch
from mcdesk.ui.board.words import state_line, use_names

NARROW, WIDE = 104, 320
BLOCKED = "Proposal: “Modules of the course” is not filled in yet."


def said(tile, width: int, today) -> str:
    return " ".join(sketch(tile, width, Measures.of("normal"), today).state_lines)


def test_what_blocks_a_card_is_said_whole_or_shorter_and_never_cut(qapp, made):
    tile = made.tile(1, blocked_en=BLOCKED, blocked_count=3)
    assert said(tile, WIDE, made.today) == BLOCKED
    assert said(tile, NARROW, made.today) == "3 things are missing"
    medium = {said(tile, width, made.today) for width in range(NARROW, WIDE)}
    assert medium == {
        BLOCKED,
        "“Modules of the course” is not filled in yet.",
        "3 things are missing",
    }


@pytest.mark.parametrize("count", [1, 10, 100])
def test_however_many_things_are_missing_their_number_is_said_whole(qapp, made, count):
    use_language("id")
    tile = made.tile(1, blocked_id=BLOCKED, blocked_count=count)
    for width in range(NARROW, WIDE):
        words = said(tile, width, made.today)
        assert "…" not in words
    assert said(tile, NARROW, made.today).split()[0] == str(count)


def test_a_card_that_is_ready_names_the_stage_by_its_number_where_its_name_is_cut(qapp, made):
    use_names({}, made.procedure().stages)
    tile = made.tile(1, ready_for="approval", blocked_count=0)
    assert said(tile, WIDE, made.today) == "Ready for 7 Approval and checklist"
    assert said(tile, NARROW, made.today) == "Ready for stage 7"


@pytest.mark.parametrize("language", ["en", "id"])
def test_only_the_name_of_a_form_is_left_out(made, language):
    """What stands before a colon otherwise is what the sentence says."""
    blocking = [_(text, language) for id_, text in SAID.items() if id_ != "team_named"]
    for sentence in blocking:
        if ": " not in sentence or sentence.startswith("{form}: "):
            continue
        tile = made.tile(1, blocked_en=sentence, blocked_count=1)
        assert state_line(tile).shorter == ("1 thing is missing", "1 missing"), sentence
    tile = made.tile(1, blocked_en="Master course: the Dean has not signed.", blocked_count=1)
    assert state_line(tile).shorter[0] == "The Dean has not signed."


def test_the_stage_that_a_return_names_is_said_as_far_as_there_is_room(qapp, made):
    use_names({"dean": Label("Dean", "Dekan")}, made.procedure().stages)
    line = state_line(made.tile(1, returned="to:proposal:dean", ready_for=""))
    assert line.text.startswith("Dean asks for a return to 3 ")
    assert line.shorter == ("Dean asks for return to 3", "Dean: to 3?", "Back from Dean")


def test_who_returned_a_form_is_said_in_a_narrow_column_too(qapp, made):
    use_names({"dean": Label("Dean", "Dekan")}, made.procedure().stages)
    tile = made.tile(1, returned="dean", ready_for="")
    assert said(tile, WIDE, made.today) == "Returned by Dean"
    use_language("id")
    assert said(tile, WIDE, made.today) == "Dikembalikan oleh Dekan"
    assert said(tile, NARROW, made.today) == "Kembali dari Dekan"
