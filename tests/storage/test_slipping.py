"""What changed in a timeline after its baseline is entered with the freezing (domain.md, F3 t7)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from mcdesk.application.handlers import freezing
from mcdesk.application.handlers.slipping import dates_of
from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.records import MARK, Revision
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import path_of
from tests.asking import content, form_of
from tests.conftest import TODAY
from tests.storage.slips import FORM, WHY, again, entered, later, shifted
from tests.walk import Walker


def test_a_first_timeline_has_no_changes(at):
    assert entered(at("baseline")) == []


def test_a_date_that_slips_after_the_baseline_is_entered_with_its_reason(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    (row,) = entered(desk)
    assert row == ("Target opening / Target buka", old, new, WHY)
    states = {line.state for line in desk.form(form_of(desk, "F3")).signatures}
    assert states == {"later", "waiting"}


def test_a_further_version_is_told_against_the_same_baseline_until_it_is_signed(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    _second, third = later(desk, 7)
    assert entered(desk) == [("Target opening / Target buka", old, third, WHY)]
    Walker(desk).sign("F3", "sme", "id", "hsp", "dean")
    third, fourth = later(desk, 1)
    assert [row[1:3] for row in entered(desk)] == [(old, third), (third, fourth)]


def test_what_is_put_back_before_it_was_signed_is_no_change(at):
    desk = at("baseline")
    later(desk, 14)
    (first,) = content(desk, "F3").table("t7")
    later(desk, -14)
    assert entered(desk) == []
    old, new = later(desk, 3)
    assert [row[1:3] for row in entered(desk)] == [(old, new)]
    (again,) = content(desk, "F3").table("t7")
    assert again.id == first.id, "it stands in the same row again"


def test_a_row_that_follows_says_why_and_when_this_very_change_was_made(at):
    desk = at("baseline")
    old, _second = later(desk, 14, why="First reason.")
    _second, third = later(desk, 7, why="Second reason.")
    assert [row[1:] for row in entered(desk)] == [(old, third, "Second reason.")]
    again(desk)
    assert [row[1:] for row in entered(desk)] == [(old, third, "Second reason.")]


def test_why_something_else_was_changed_before_is_no_reason(at):
    desk = at("baseline")
    later(desk, 14)
    _second, third = later(desk, 7, why="")
    ((_what, _old, new, reason),) = entered(desk)
    assert (new, reason) == (third, "")


def test_a_column_that_the_team_switched_off_is_not_filled(at):
    desk = at("proposal")
    (form,) = (each for each in desk.wording().forms if each.kind == "F3")
    data = form.current.data
    place = next(each.place for each in wording.outline(data)
                 if path_of(each.place) == "t7/reason")  # fmt: skip
    text = toml_text({**wording.with_value(data, place, "off", value=True), "version": "2026.9"})
    desk.execute(do.PublishDefinitions(forms={"F3.toml": text}, reason="Not asked here."))
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    walker = Walker(desk)
    walker.proposal()
    walker.timeline()
    later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    assert "reason" not in row.cells


def test_a_reason_is_a_line_and_no_date_of_its_own(at):
    desk = at("baseline")
    later(desk, 14, "2026-12-01")
    assert [row[0] for row in entered(desk)] == ["Target opening / Target buka"]
    desk = at("baseline")
    later(desk, 14, why="The studio\nis closed.")
    assert [row[3] for row in entered(desk)] == ["The studio is closed."]


def test_the_stages_of_a_plan_are_told_by_their_first_and_last_day(at):
    desk = at("baseline")
    rows = content(desk, "F3").table("t3")
    (row,) = [each for each in rows if each.text("stage") == "approval"]
    end = date.fromisoformat(row.text("planned_end")) + timedelta(days=1)
    shifted(desk, end)
    ((what, old, new, reason),) = entered(desk)
    assert (what, reason) == ("7 Approval / 7 Persetujuan", WHY)
    assert (old.split(" – ")[0], f"{end:%d-%m-%Y}") == tuple(new.split(" – "))


def test_a_version_over_which_a_signature_is_refuted_is_no_baseline(at, monkeypatch):
    desk = at("baseline")
    old, _second = later(desk, 14)
    Walker(desk).sign("F3", "sme", "id", "hsp", "dean")
    id_ = form_of(desk, "F3")
    with desk.store.read() as reader:
        signed = max(reader.select(Revision, form_id=id_), key=lambda each: each.version)
    monkeypatch.setattr(Knowledge, "refuted", lambda _self, decisions: frozenset(
        each.id for each in decisions if (each.revision_id, each.role) == (signed.id, "dean")
    ))  # fmt: skip
    _second, third = later(desk, 1)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]


def test_a_version_over_which_a_signature_was_withdrawn_is_no_baseline(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    Walker(desk).sign("F3", "sme", "id", "hsp", "dean")
    lines = desk.form(form_of(desk, "F3")).signatures
    (dean,) = (line.sign_off_id for line in lines if line.role == "dean")
    desk.execute(do.WithdrawSignOff(sign_off=dean, reason="Signed too early."))
    _second, third = later(desk, 1)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]


def test_a_long_reason_is_cut_to_what_a_cell_holds(at):
    desk = at("baseline")
    later(desk, 14, why="Why. " * 100)
    ((*_rest, reason),) = entered(desk)
    assert reason == ("Why. " * 60)


def slipped(desk) -> None:
    """Move the opening, and say in the form, too, why."""
    later(desk, 14, "Somebody is ill.")


def test_what_the_form_says_of_its_opening_is_not_repeated_and_so_can_be_removed_for_ever(at):
    desk = at("baseline", slipped)
    assert [row[3] for row in entered(desk)] == [WHY]
    desk.execute(do.RemoveContent(form=form_of(desk, "F3"), path="t1.reason", reason="Asked"))
    with closing(sqlite3.connect(desk.store.path)) as file:
        assert not [line for line in file.iterdump() if "Somebody is ill." in line]


def test_why_a_date_changed_can_be_removed_for_ever(at):
    desk = at("baseline")
    later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    desk.execute(do.RemoveContent(form=form_of(desk, "F3"), path=f"t7/{row.id}/reason",
                                  reason="Asked"))  # fmt: skip
    ((*_rest, reason),) = entered(desk)
    assert reason.startswith(MARK)


def test_a_row_of_an_earlier_baseline_is_no_person_s(at):
    desk, signers = at("baseline"), ("sme", "id", "hsp", "dean")
    old, new = later(desk, 14)
    Walker(desk).sign("F3", *signers)
    later(desk, -14, "The studio is free again.")
    Walker(desk).sign("F3", *signers)
    later(desk, 14)
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, old), (old, new)]


def test_a_row_bears_the_day_of_the_change_that_it_tells(at):
    desk = at("baseline")
    later(desk, 14)
    for work, days, told in ((lambda: later(desk, 7), 1, 1), (lambda: again(desk), 2, 1)):
        desk._day = lambda days=days: TODAY + timedelta(days=days)
        work()
        (row,) = content(desk, "F3").table("t7")
        assert row.day("date") == TODAY + timedelta(days=told)


def test_a_change_that_is_told_anew_comes_last(at):
    desk = at("baseline")
    later(desk, 14)
    rows = [each for each in content(desk, "F3").table("t3") if each.text("stage") == "approval"]
    end = date.fromisoformat(rows[0].text("planned_end"))
    later(desk, -14)
    shifted(desk, end + timedelta(days=1))
    later(desk, 3)
    named = [row[0].split(" / ")[0] for row in entered(desk)]
    assert named == ["7 Approval", "Target opening"]
    ranks = [row.rank for row in content(desk, "F3").table("t7")]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("is_opened_by_mistake", [False, True])
def test_where_a_move_opened_it_no_reason_of_before_is_told(at, is_opened_by_mistake):
    desk = at("baseline")
    walker = Walker(desk)
    _old, second = later(desk, 14)
    walker.sign("F3", "sme", "id", "hsp", "dean")
    if is_opened_by_mistake:
        desk.execute(do.ChangeForm(form=FORM, reason="A mistake."))
        desk.undo()
    walker.move("timeline", reason="Plan it anew.")
    third = date.fromisoformat(content(desk, "F3").text("t1.opening")) + timedelta(days=1)
    desk.execute(do.SetValue(form=FORM, path="t1.opening", new=third.isoformat()))
    desk.execute(do.FreezeForm(form=FORM))
    assert [row[1:] for row in entered(desk)][1:] == [(second, f"{third:%d-%m-%Y}", "")]


def test_the_reason_of_an_opening_that_was_undone_and_redone_is_told(at):
    desk = at("baseline")
    opening = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    desk.undo()
    desk.redo()
    later_day = (opening + timedelta(days=14)).isoformat()
    desk.execute(do.SetValue(form=FORM, path="t1.opening", new=later_day))
    desk.execute(do.FreezeForm(form=FORM))
    assert [row[3] for row in entered(desk)] == [WHY]


@pytest.mark.meddles
def test_a_change_that_an_older_program_did_not_tell_is_told_without_a_reason(at, monkeypatch):
    desk = at("baseline")
    with monkeypatch.context() as patch:
        patch.setattr(freezing, "note_changes", lambda _work, _state: None)
        old, new = later(desk, 14)
    assert entered(desk) == []
    again(desk)
    assert [row[1:] for row in entered(desk)] == [(old, new, "")]


def test_an_activity_of_no_stage_has_no_date_in_the_list(at):
    desk = at("baseline")
    definition = desk.form(form_of(desk, "F3")).definition
    days = {"planned_start": "2026-11-23", "planned_end": "2026-11-24"}
    rows = [Row("1", "a", days), Row("2", "b", {**days, "stage": "approval"})]
    assert list(dict(dates_of(definition, Content({}, {"t3": tuple(rows)})))) == ["approval"]
