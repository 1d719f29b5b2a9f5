"""What changed in a timeline after its baseline is entered with the freezing (domain.md, F3 t7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.records import FormRow, Revision
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import path_of
from tests.asking import content, form_of
from tests.walk import Walker

FORM, WHY = "MC-1/F3", "A lecturer is away."
SPAN = "planned_start", "planned_end"


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


def take_out(desk) -> None:
    """Take the last row out, as a person does."""
    row = content(desk, "F3").table("t7")[-1]
    desk.execute(do.RemoveRow(form=FORM, field="t7", row=row.id))


def agree(desk) -> None:
    """Say of the last row who agreed."""
    row = content(desk, "F3").table("t7")[-1]
    desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column="agreed_by",
                            base="", new="CTL-01"))  # fmt: skip


def by_hand(desk, what: str, old: str, new: str) -> None:
    """Enter a change, as a person does."""
    cells = {"date": "2026-11-23", "what": what, "old": old, "new": new, "reason": WHY}
    desk.execute(do.AddRow(form=FORM, field="t7", cells=cells))


def shifted(desk, end: date) -> None:
    """Open the timeline, let its approval end on another day, freeze it."""
    rows = content(desk, "F3").table("t3")
    (row,) = [each for each in rows if each.text("stage") == "approval"]
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    desk.execute(do.SetCell(form=FORM, field="t3", row=row.id, column="planned_end",
                            base=row.text("planned_end"), new=end.isoformat()))  # fmt: skip
    desk.execute(do.FreezeForm(form=FORM))


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
    with desk.store.read() as reader:
        assert len(reader.select(FormRow, field="t7")) == 1, "it stands in the same row again"


def test_what_a_person_wrote_or_took_out_stays(at):
    desk = at("baseline")
    later(desk, 14)
    (row,) = content(desk, "F3").table("t7")
    written = {"form": FORM, "field": "t7", "row": row.id}
    desk.execute(do.SetCell(**written, column="new", base=row.text("new"), new="In spring"))
    later(desk, 7)
    assert [row[2] for row in entered(desk)] == ["In spring"]


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


def test_the_reason_of_another_opening_is_none_for_a_stage(at):
    desk = at("baseline")
    rows = [each for each in content(desk, "F3").table("t3") if each.text("stage") == "approval"]
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    end = date.fromisoformat(rows[0].text("planned_end")) + timedelta(days=1)
    desk.execute(do.SetCell(form=FORM, field="t3", row=rows[0].id, column="planned_end",
                            base=rows[0].text("planned_end"), new=end.isoformat()))  # fmt: skip
    desk.execute(do.SetValue(form=FORM, path="t1.reason", new="The market fair is later."))
    desk.execute(do.FreezeForm(form=FORM))
    assert [row[3] for row in entered(desk)] == [WHY]


def test_a_reason_of_the_baseline_is_none_of_a_later_opening(at):
    desk = at("baseline")
    later(desk, 14, "The studio is closed.")
    Walker(desk).sign("F3", "sme", "id", "hsp", "dean")
    later(desk, 1)
    assert [row[3] for row in entered(desk)] == ["The studio is closed.", WHY]


def test_whom_a_row_that_was_taken_out_named_agreed_to_nothing(at):
    desk = at("baseline")
    old, _second = later(desk, 14)
    agree(desk)
    take_out(desk)
    _second, third = later(desk, 7)
    assert [row[1:3] for row in entered(desk)] == [(old, third)]


def test_a_row_of_an_earlier_baseline_is_no_person_s(at):
    desk, signers = at("baseline"), ("sme", "id", "hsp", "dean")
    old, new = later(desk, 14)
    Walker(desk).sign("F3", *signers)
    later(desk, -14, "The studio is free again.")
    Walker(desk).sign("F3", *signers)
    later(desk, 14)
    assert [row[1:3] for row in entered(desk)] == [(old, new), (new, old), (old, new)]
