"""Undoing a step of the history is a step like any other: it is named, taken back, done again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.views.changes import StepName
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.asking import refusal


def taken_over(code: str) -> do.TakeOverCard:
    return do.TakeOverCard(
        title_en=f"Title of {code}", programme="LAW", stage="3", since="2026-10-01", code=code
    )


def codes(desk) -> set[str]:
    return {tile.code for tile in desk.board().tiles}


def test_what_the_history_undid_is_the_last_step_and_is_taken_back_by_it(app, at):
    desk = at()
    desk.execute_each([(code, taken_over(code)) for code in ("T-1", "T-2")])
    desk.execute_each([(code, taken_over(code)) for code in ("T-3", "T-4")])
    desk.undo()
    desk.redo()
    redone = desk.history("T-3", limit=1)[0]
    assert redone.what.en == "Redone: Taken over"
    changes = desk.execute(do.UndoEvent(of=redone.event_id))
    assert codes(desk) == {"MC-1", "T-1", "T-2"}
    assert changes.undo == StepName("EventUndone", ("T-3", "T-4"), undone="CardTakenOver")
    assert desk.undo().redo == changes.undo
    assert codes(desk) == {"MC-1", "T-1", "T-2", "T-3", "T-4"}
    assert desk.redo().undo == changes.undo
    assert codes(desk) == {"MC-1", "T-1", "T-2"}
    desk.undo()
    desk.undo()
    assert codes(desk) == {"MC-1", "T-1", "T-2"}
    desk.undo()
    assert codes(desk) == {"MC-1"}
    assert app.check(desk.store.path) == ()


def test_one_card_of_a_take_over_comes_back_and_the_whole_can_still_be_undone(app, at):
    desk = at()
    desk.execute_each([(code, taken_over(code)) for code in ("T-1", "T-2")])
    desk.execute(do.UndoEvent(of=desk.history("T-1", limit=1)[0].event_id))
    assert codes(desk) == {"MC-1", "T-2"}
    desk.undo()
    assert codes(desk) == {"MC-1", "T-1", "T-2"}
    desk.undo()
    assert codes(desk) == {"MC-1"}
    assert app.check(desk.store.path) == ()


def test_a_card_whose_details_were_changed_and_changed_back_can_be_undone(at):
    desk = at()
    desk.execute(do.CreateCard(title_en="First", programme="LAW", code="MC-9"))
    desk.execute(do.ChangeCard(card="MC-9", title_en="Second"))
    desk.undo()
    desk.undo()
    assert codes(desk) == {"MC-1"}


def test_what_came_after_is_named_with_its_card_and_the_way_out(at):
    desk = at()
    made = desk.execute(do.CreateCard(title_en="First", programme="LAW", code="MC-9"))
    desk.execute(do.ChangeCard(card="MC-9", title_en="Second"))
    found = refusal(desk, do.UndoEvent(of=made.events[0]))
    assert found.code == "changed_since"
    words = found.findings[0].sentence()
    assert "MC-9" in words
    assert "yourself" in words
    assert "Details changed" in words
    assert "history" in words


def test_what_an_undo_of_the_history_reaches_is_told_before(at):
    desk = at()
    desk.execute_each([(code, taken_over(code)) for code in ("T-1", "T-2")])
    line = desk.history("T-1", limit=1)[0]
    assert [code for code, _title in line.takes] == ["T-1"]
    desk.undo()
    gone = desk.taken_back()
    assert [[code for code, _title in each.cards] for each in gone] == [["T-1", "T-2"]]
    assert gone[0].cards[0][1].en == "Title of T-1"
    desk.redo()
    assert desk.taken_back() == ()
    line = desk.history("T-1", limit=1)[0]
    assert [code for code, _title in line.takes] == ["T-1", "T-2"] == list(line.cards)
    desk.execute(do.UndoEvent(of=line.event_id))
    (gone,) = desk.taken_back()
    desk.execute(do.UndoEvent(of=gone.event_id))
    assert codes(desk) == {"MC-1", "T-1", "T-2"}
    line = desk.history("T-1", limit=1)[0]
    assert line.what.en == "Redone: Taken over"
    assert desk.execute(do.ChangeCard(card="T-1", title_en="Other"))
    line = desk.history("T-1", limit=1)[0]
    assert (line.cards, line.takes) == (("T-1",), ())


def test_a_card_whose_code_was_given_anew_says_so_and_comes_back_once_it_is_free(at):
    """Mistyped, undone, and made again: its code is that of the second one."""
    desk = at()
    desk.execute(do.CreateCard(title_en="First", programme="LAW", code="MC-9"))
    desk.undo()
    desk.execute(do.CreateCard(title_en="Second", programme="LAW", code="MC-9"))
    (gone,) = desk.taken_back()
    assert gone.taken == ("MC-9",)
    found = refusal(desk, do.UndoEvent(of=gone.event_id)).findings[0]
    assert found.code == "code_taken"
    assert "MC-9" in found.sentence()
    assert "in its history first" in found.sentence()
    second = desk.history("MC-9", limit=1)[0]
    desk.execute(do.UndoEvent(of=second.event_id))
    assert [each.taken for each in desk.taken_back()] == [(), ()]
    desk.execute(do.UndoEvent(of=gone.event_id))
    assert desk.outline("MC-9").tile.title_en == "First"
    (gone,) = desk.taken_back()
    assert (gone.cards[0][1].en, gone.taken) == ("Second", ("MC-9",))


def test_a_refused_undo_leaves_the_step_before_as_the_next(app, at):
    desk = at()
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="law"))
    desk.execute(do.ChangeCard(card="MC-1", short_title="Mine"))
    with app.acting_as(desk, "ID-02"):
        desk.execute(do.ChangeCard(card="MC-1", short_title="Theirs"))
    desk._undo.pop()
    with pytest.raises(Refused):
        desk.undo()
    assert desk.info().undo.kind == "ValueSet"


def test_the_history_of_a_form_tells_of_that_form_alone(at):
    desk = at()
    forms = [{"form": "R1", "state": "before", "number": "17"},
             {"form": "F2", "state": "before", "number": "18"}]  # fmt: skip
    steps = [
        (code, replace(taken_over(code), stage="design", forms=forms)) for code in ("T-1", "T-2")
    ]
    desk.execute_each(steps)
    desk.undo()
    desk.redo()
    for code, other, kind in (("T-1", "T-2", "R1"), ("T-2", "T-1", "F2")):
        form = next(line for line in desk.page(code).all_forms if line.kind == kind)
        lines = desk.form(form.form_id).history
        assert lines[0].what.en == "Redone: Taken over"
        for line in lines:
            assert (line.card_code, line.form) == (code, kind)
            told = " ".join(f"{change.label.en} {change.new}" for change in line.changes)
            assert other not in told
            assert ("17" if kind == "F2" else "18") not in told
