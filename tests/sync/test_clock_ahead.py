"""What was begun under a clock that was ahead, and came to a server with its workspace."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from mcdesk.bootstrap import App
from mcdesk.models import schema
from mcdesk.procedure import commands as do
from mcdesk.sync.syncing import synchronise
from tests.conftest import TODAY
from tests.sync.conftest import server_hub_of
from tests.walk import create, set_up


def app_on(day) -> App:
    ticks = itertools.count()
    start = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return App(now=lambda: start + timedelta(milliseconds=next(ticks)), day=lambda: day)


@pytest.mark.parametrize("ahead", [0, 3, 30])
def test_a_card_begun_under_a_clock_that_was_ahead_is_worked_on(tmp_path, server, ahead):
    path = tmp_path / "w.mcdesk"
    app = app_on(TODAY)
    desk = app.create(path, "Team", "CTL-01")
    set_up(desk)
    app.close(desk)
    app = app_on(TODAY + timedelta(days=ahead))
    desk = app.open(path)
    create(desk, "MC-2")
    app.close(desk)
    app = app_on(TODAY)
    desk = app.open(path)
    hub = server_hub_of(server, desk)
    desk.follow(hub.identity()[0], "the hub")
    desk.execute(do.ChangeCard(card="MC-2", short_title="On the right day"))
    desk.execute(do.WriteComment(form="MC-2/R1", path="topic", text="Said."))
    synchronise(desk, hub, schema=schema.HEAD)
    assert not desk.attention()
    assert desk.replica().waiting == 0
    hub.close()
    app.close(desk)
