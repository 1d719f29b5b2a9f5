"""What changed in a timeline after its baseline is entered with the freezing (domain.md, F3 t7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import path_of
from tests.asking import content, form_of
from tests.walk import Walker

FORM, WHY = "MC-1/F3", "A lecturer is away."


def entered(desk) -> list[tuple[str, ...]]:
    rows = content(desk, "F3").table("t7")
    return [tuple(row.text(name) for name in ("what", "old", "new", "reason")) for row in rows]


def later(desk, days: int, reason: str = "", why: str = WHY) -> tuple[str, str]:
    """Open the timeline, move its opening, freeze it; return the opening before and after."""
    old = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    new = old + timedelta(days=days)
    desk.execute(do.ChangeForm(form=FORM, reason=why))
    desk.execute(do.SetValue(form=FORM, path="t1.opening", new=new.isoformat()))
    if reason:
        desk.execute(do.SetValue(form=FORM, path="t1.reason", new=reason))
    desk.execute(do.FreezeForm(form=FORM))
    return f"{old:%d-%m-%Y}", f"{new:%d-%m-%Y}"


def test_a_first_timeline_has_no_changes(at):
    assert entered(at("baseline")) == []


def test_a_date_that_slips_after_the_baseline_is_entered_with_its_reason(at):
    desk = at("baseline")
    old, new = later(desk, 14, "The studio is closed.")
    (row,) = entered(desk)
    assert row == ("Target opening / Target buka", old, new, "The studio is closed.")
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
    later(desk, -14)
    assert entered(desk) == []
    old, new = later(desk, 3)
    assert [row[1:3] for row in entered(desk)] == [(old, new)]


def test_what_a_person_wrote_or_took_out_stays(at):
    desk = at("baseline")
    later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    written = {"form": FORM, "field": "t7", "row": row.id}
    desk.execute(do.SetCell(**written, column="new", base=row.text("new"), new="In spring"))
    later(desk, 7)
    assert [row[2] for row in entered(desk)] == ["In spring"]
    desk.execute(do.RemoveRow(**written))
    later(desk, 7)
    assert entered(desk) == []


def test_what_was_agreed_stays_and_a_further_change_comes_behind_it(at):
    desk = at("baseline")
    old, new = later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column="agreed_by",
                            base="", new="CTL-01"))  # fmt: skip
    new_again, third = later(desk, 7)
    assert new_again == new
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, third)]


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


@pytest.mark.parametrize("column", ["reason", "what"])
def test_what_a_person_wrote_stays_where_the_date_is_put_back(at, column):
    desk = at("baseline")
    old, _new = later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column=column,
                            base=row.text(column), new="The studio burnt down."))  # fmt: skip
    later(desk, -14)
    (row,) = content(desk, "F3").table("t7")
    assert row.text(column) == "The studio burnt down."
    assert (row.text("old"), row.text("new")) == (old, old)


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
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    desk.execute(do.SetCell(form=FORM, field="t3", row=row.id, column="planned_end",
                            base=row.text("planned_end"), new=end.isoformat()))  # fmt: skip
    desk.execute(do.FreezeForm(form=FORM))
    ((what, old, new, reason),) = entered(desk)
    assert (what, reason) == ("7 Approval / 7 Persetujuan", WHY)
    assert (old.split(" – ")[0], f"{end:%d-%m-%Y}") == tuple(new.split(" – "))
