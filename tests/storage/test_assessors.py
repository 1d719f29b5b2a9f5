"""Several assessors: a sheet for each, all of them signed before stage 13 (domain.md, F9)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.walk import Walker

SCORES = {
    f"e3.{group}{n}": "4" for group, count in (("A", 10), ("D", 6)) for n in range(1, count + 1)
}
POOR = {f"e3.{group}{n}": "2" for group, count in (("B", 5), ("C", 6)) for n in range(1, count + 1)}
GOOD = {"report": "Judged.", "result": "eligible"}


@pytest.fixture
def judged(at):
    """A card at stage 12 whose completeness is confirmed; one of two assessors has signed."""
    desk = at("reexamination")
    walker = Walker(desk)
    walker.reexamine("aligned")
    walker.move("master_course")
    walker.build("first", "1")
    desk.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    desk.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    walker.move("confirmation")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    desk.execute_together(
        do.SetCell(form=form, field="c1", row=row.id, column="status", new="accepted")
        for row in desk.form(form).content.rows["c1"]
    )
    walker.confirm()
    desk.execute(do.ChangeForm(form="MC-1/F9"))
    walker.fill("F9", {"e1.kind": "content", **SCORES})
    return desk


def sheets(desk) -> list:
    lines = [line for line in desk.page("MC-1").all_forms if line.kind == "F9"]
    return [desk.form(line.form_id) for line in lines]


def name_of(view) -> str:
    names = {person.id: person.name for person in view.persons}
    return names[view.content.text("e1")]


def begin_second(desk, **scores: str) -> Walker:
    desk.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    walker = Walker(desk)
    walker.fill("F9", {"e1.kind": "media", **GOOD, **scores})
    return walker


def sign_first(desk) -> None:
    walker = Walker(desk)
    walker.freeze("F9")
    walker.sign("F9", "rev", "ctl")


def test_a_second_sheet_is_the_next_assessor_s_and_begins_empty(judged):
    sign_first(judged)
    judged.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    first, second = sheets(judged)
    assert (name_of(first), name_of(second)) == ("REV-01", "REV-02")
    assert (first.header.scope, second.header.scope) == ("1", "2")
    assert not second.content.text("report")


def test_stage_13_waits_for_the_sheets_of_all_assessors(judged):
    begin_second(judged)
    sign_second = Walker(judged)
    sign_second.freeze("F9")
    judged.execute(do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper"))
    sign_second.sign("F9", "ctl")
    with pytest.raises(Refused) as caught:
        sign_second.move("opening")
    assert [finding.code for finding in caught.value.findings] == ["sheet"]
    assert "sheet 1" in caught.value.findings[0].sentence().lower()
    judged.execute(do.FreezeForm(form="MC-1/F9:1.1"))
    for role, person in (("rev", "REV-01"), ("ctl", "CTL-01")):
        judged.execute(do.SignForm(form="MC-1/F9:1.1", role=role, person=person, medium="paper"))
    sign_second.move("opening")


def test_scores_are_averaged_and_a_wide_gap_is_flagged(judged):
    begin_second(judged, **POOR)
    view = sheets(judged)[-1]
    assert view.computed.text("e4.total") == "50"
    assert view.computed.text("e4.average") == "75"
    assert view.computed.text("e5").startswith("Eligible")
    assert {"gap", "low_listed", "critical"} <= {finding.code for finding in view.missing}
    assert "both_kinds" not in {finding.code for finding in view.missing}


def test_going_back_to_10_lets_the_signatures_of_every_sheet_fall(judged):
    sign_first(judged)
    begin_second(judged).freeze("F9")
    judged.execute(do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper"))
    Walker(judged).move("reexamination", "Once more")
    assert {view.status for view in sheets(judged)} == {"draft"}
