"""An undo brings no day to come into a frozen form."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.conftest import TODAY
from tests.storage.test_done_days import TOMORROW, content, told
from tests.walk import Walker


def test_a_day_to_come_that_was_corrected_does_not_return_into_a_frozen_form(at):
    desk = at("components")
    told(desk, "F5", "c3", "acknowledged", TOMORROW)
    row = content(desk, "F5").table("c3")[0]
    given = do.SetCell(
        form="MC-1/F5", field="c3", row=row.id, column="acknowledged", new=TODAY.isoformat()
    )
    corrected = desk.execute(given).events[0]
    Walker(desk).freeze("F5")
    with pytest.raises(Refused) as caught:
        desk.execute(do.UndoEvent(of=corrected))
    assert [finding.code for finding in caught.value.findings] == ["done_not_future"]
    assert content(desk, "F5").table("c3")[0].text("acknowledged") == TODAY.isoformat()


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
