"""What people write into, agree to, take out of and enter into the list of changes stays theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mcdesk.procedure import commands as do
from tests.asking import content
from tests.storage.slips import (
    FORM,
    WHY,
    again,
    agree,
    by_hand,
    entered,
    later,
    shifted,
    take_out,
    write,
)

SPAN = "planned_start", "planned_end"
WRITTEN = (
    {"new": "In spring"},
    {"date": "2026-01-05"},
    {"reason": "Agreed in the meeting of 5 January."},
    {"old": ""},
    {"what": "The opening"},
)


@pytest.mark.parametrize("cells", WRITTEN)
def test_what_a_person_wrote_into_stays_and_a_further_change_stands_in_a_row_of_its_own(at, cells):
    desk = at("baseline")
    old, _second = later(desk, 14)
    write(desk, **cells)
    written = content(desk, "F3").table("t7")[0].cells
    _second, third = later(desk, 7, why="The studio burnt down.")
    assert content(desk, "F3").table("t7")[0].cells == written
    assert entered(desk)[1:] == [("Target opening / Target buka", old, third,
                                  "The studio burnt down.")]  # fmt: skip
    later(desk, -21)
    assert [row.cells for row in content(desk, "F3").table("t7")] == [written]


@pytest.mark.parametrize("cells", WRITTEN)
def test_what_a_person_wrote_into_is_not_said_again_where_no_date_changed(at, cells):
    desk = at("baseline")
    later(desk, 14)
    write(desk, **cells)
    again(desk)
    assert len(entered(desk)) == 1


def test_what_was_written_and_put_back_is_the_program_s_again(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    write(desk, reason="Because.", agreed_by="CTL-01")
    write(desk, reason=WHY, agreed_by="")
    _second, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]


def test_a_date_that_was_written_otherwise_hides_no_further_change(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    write(desk, new=new.replace("-", "/"))
    _second, third = later(desk, 30)
    assert [row[1:3] for row in entered(desk)] == [(old, new.replace("-", "/")), (old, third)]
    later(desk, -30)
    assert [row[1:3] for row in entered(desk)] == [(old, new.replace("-", "/"))]


def test_a_row_that_a_person_took_out_hides_that_very_change_alone(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    take_out(desk)
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    desk.execute(do.FreezeForm(form=FORM))
    assert entered(desk) == []
    _second, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]
    later(desk, -7)
    assert entered(desk) == [], "it says again what was taken out"
    _second, fourth = later(desk, 3)
    assert [row[1:3] for row in entered(desk)] == [(old, fourth)]
    _fourth, fifth = later(desk, 1)
    assert [row[1:3] for row in entered(desk)] == [(old, fifth)]


def test_what_was_taken_out_in_other_words_comes_back_with_another_date_alone(at):
    desk = at("baseline")
    old, _new = later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column="new",
                            base=row.text("new"), new="In spring"))  # fmt: skip
    take_out(desk)
    rows = [each for each in content(desk, "F3").table("t3") if each.text("stage") == "approval"]
    shifted(desk, date.fromisoformat(rows[0].text("planned_end")) + timedelta(days=1))
    assert [row[0] for row in entered(desk)] == ["7 Approval / 7 Persetujuan"]
    take_out(desk)
    _new, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("Target opening / Target buka", "%d-%m-%Y"),
        ("target  Opening", "%Y-%m-%d"),
        ("Target buka", "%d/%m/%Y"),
        ("Target buka", "%d %B %Y"),
    ],
)
def test_a_change_that_a_person_entered_is_not_entered_twice(at, what, written):
    desk = at("baseline")
    old = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    new = old + timedelta(days=14)
    by_hand(desk, what, f"{old:{written}}", f"{new:{written}}")
    later(desk, 14)
    assert [row[0] for row in entered(desk)] == [what]
    _new, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)][1:] == [(f"{old:%d-%m-%Y}", third)]


@pytest.mark.parametrize(("what", "by", "to"), [("Target start", 0, 14), ("Target opening", 1, 14),
                                                ("Target opening", 0, 13)])  # fmt: skip
def test_another_change_that_a_person_entered_hides_nothing(at, what, by, to):
    desk = at("baseline")
    old = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    said = [f"{old + timedelta(days=days):%d-%m-%Y}" for days in (by, to)]
    by_hand(desk, what, *said)
    later(desk, 14)
    assert len(entered(desk)) == 2


def test_a_stage_that_a_person_entered_is_not_entered_twice(at):
    desk = at("baseline")
    rows = [each for each in content(desk, "F3").table("t3") if each.text("stage") == "approval"]
    start, end = (date.fromisoformat(rows[0].text(name)) for name in SPAN)
    new = end + timedelta(days=1)
    by_hand(desk, "Approval", f"{start} – {end}", f"{start:%d/%m/%Y} - {new:%d/%m/%Y}")
    shifted(desk, new)
    assert [row[0] for row in entered(desk)] == ["Approval"]


def test_each_change_counts_from_what_was_agreed_last(at):
    desk = at("baseline")
    old, second = later(desk, 14)
    agree(desk)
    _second, third = later(desk, 7)
    agree(desk)
    _third, fourth = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, second), (second, third), (third, fourth)]
    later(desk, -7)
    assert [row[1:3] for row in entered(desk)] == [(old, second), (second, third)]


def test_what_was_agreed_to_and_put_back_is_told_as_long_as_it_is_so(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    agree(desk)
    later(desk, -14)
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, old)]
    later(desk, 14)
    assert [row[1:3] for row in entered(desk)] == [(old, new)]


def test_what_is_agreed_to_later_is_what_the_next_row_counts_from(at):
    desk = at("baseline")
    old, second = later(desk, 14)
    write(desk, reason="Because.")
    _second, third = later(desk, 7, why="Second reason.")
    agree(desk, 0)
    again(desk)
    assert [row[1:] for row in entered(desk)] == [
        (old, second, "Because."), (second, third, "Second reason."),
    ]  # fmt: skip
    agree(desk, 1)
    again(desk)
    assert [row[1:3] for row in entered(desk)] == [(old, second), (second, third)]


def test_what_was_agreed_to_in_other_words_is_not_told_while_the_date_stays(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    write(desk, new="In spring", agreed_by="CTL-01")
    again(desk)
    assert [row[1:3] for row in entered(desk)] == [(old, "In spring")]
    _second, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, "In spring"), ("In spring", third)]


def test_what_was_agreed_and_put_back_and_agreed_again_is_told_each_time(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    agree(desk)
    later(desk, -14)
    agree(desk)
    later(desk, 14)
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, old), (old, new)]


def test_what_comes_behind_an_agreed_change_follows_the_date(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    agree(desk)
    later(desk, 7)
    _third, fourth = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, fourth)]


def test_what_was_agreed_stays_and_a_further_change_comes_behind_it(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    agree(desk)
    new_again, third = later(desk, 7)
    assert new_again == new
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, third)]


@pytest.mark.parametrize("column", ["reason", "what"])
def test_what_a_person_wrote_stays_where_the_date_is_put_back(at, column):
    desk = at("baseline")
    old, new = later(desk, 14)
    write(desk, **{column: "The studio burnt down."})
    later(desk, -14)
    (row,) = content(desk, "F3").table("t7")
    assert row.text(column) == "The studio burnt down."
    assert (row.text("old"), row.text("new")) == (old, new)


def test_whom_a_row_that_was_taken_out_named_agreed_to_nothing(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    agree(desk)
    take_out(desk)
    _second, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]
