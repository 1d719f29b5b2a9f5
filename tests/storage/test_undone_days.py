"""An undo brings back what stood there, a day to come as well."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.asking import content, form_of
from tests.conftest import TODAY
from tests.storage.days import TOMORROW, told
from tests.walk import Walker


def test_a_day_to_come_that_was_corrected_returns_and_is_told(at):
    desk = at("components")
    told(desk, "F5", "c3", "acknowledged", TOMORROW)
    row = content(desk, "F5").table("c3")[0]
    given = do.SetCell(
        form="MC-1/F5", field="c3", row=row.id, column="acknowledged", new=TODAY.isoformat()
    )
    corrected = desk.execute(given).events[0]
    Walker(desk).freeze("F5")
    desk.execute(do.UndoEvent(of=corrected))
    assert content(desk, "F5").table("c3")[0].text("acknowledged") == TOMORROW
    assert "done_not_future" in {each.code for each in desk.form(form_of(desk, "F5")).missing}


def test_a_day_that_is_past_does_return(at):
    desk = at("components")
    told(desk, "F5", "c3", "acknowledged", "2026-11-02")
    row = content(desk, "F5").table("c3")[0]
    given = do.SetCell(
        form="MC-1/F5", field="c3", row=row.id, column="acknowledged", new=TODAY.isoformat()
    )
    corrected = desk.execute(given).events[0]
    Walker(desk).freeze("F5")
    desk.execute(do.UndoEvent(of=corrected))
    assert content(desk, "F5").table("c3")[0].text("acknowledged") == "2026-11-02"
