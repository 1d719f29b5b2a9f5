"""Who is written to about components that were frozen anew."""

from __future__ import annotations

from datetime import timedelta

from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.conftest import TODAY
from tests.walk import Walker


def rows(desk, field: str):
    return desk.form(form_of(desk, "F5")).content.table(field)


def acknowledge_all(desk, day: str) -> None:
    for row in rows(desk, "c3"):
        desk.execute(
            do.SetCell(form="MC-1/F5", field="c3", row=row.id, column="acknowledged", new=day)
        )


def test_a_day_of_the_version_before_leaves_nobody_out(at):
    desk = at("components")
    walker = Walker(desk)
    walker.freeze("F5")
    first = {errand.person for errand in desk.mailing(form_of(desk, "F5")).errands}
    acknowledge_all(desk, TODAY.isoformat())
    with desk.at(TODAY + timedelta(days=10)):
        desk.execute(do.ChangeForm(form="MC-1/F5", reason="r"))
        row = rows(desk, "c1")[0]
        desk.execute(
            do.SetCell(form="MC-1/F5", field="c1", row=row.id, column="standard", new="Another")
        )
        walker.freeze("F5")
        again = desk.mailing(form_of(desk, "F5"))
    assert first
    assert {errand.person for errand in again.errands} == first
    assert not again.left_out


def test_whose_sign_off_is_waited_for_is_written_to_whatever_the_list_says(at):
    desk = at("components")
    Walker(desk).freeze("F5")
    waiting = {line.person for line in desk.form(form_of(desk, "F5")).signatures
               if line.state == "waiting" and line.person}  # fmt: skip
    acknowledge_all(desk, TODAY.isoformat())
    assert waiting <= {errand.person for errand in desk.mailing(form_of(desk, "F5")).errands}
    assert waiting
