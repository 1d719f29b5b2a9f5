"""A version with wrong figures that is frozen again: what was signed falls at the hub, too."""

from __future__ import annotations

import psycopg
import pytest

from mcdesk.models import schema
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from tests.asking import line_of
from tests.storage.conftest import run_sql
from tests.storage.forged import FORGED
from tests.sync.conftest import journal
from tests.sync.older_hub import owner_of
from tests.sync.proposed import propose
from tests.walk import Walker


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    yield from further(propose, request.param, tmp_path)


def alter(desk) -> None:
    """Give the signed proposal other figures in a workspace's file, past the program."""
    run_sql(desk.store.path, FORGED, *schema.SQLITE_TRIGGERS, free=True)
    desk.store.engine.dispose()


def alter_at(team, request) -> None:
    """Give it these figures at the hub, as who froze it past the program would have."""
    if not isinstance(team.hub, ServerHub):
        run_sql(team.hub.path, FORGED, free=True)
        return
    with psycopg.connect(owner_of(team.hub, request.getfixturevalue("server"))) as owner:
        owner.execute("set session_replication_role = replica")
        owner.execute(FORGED.replace("update revision", "update hub.revision"))


def freeze_anew(desk) -> None:
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="Its credits are wrong."))
    desk.execute(do.FreezeForm(form="MC-1/F2"))


def test_what_was_signed_of_wrong_figures_falls_where_it_is_frozen_again(team, request):
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).sign("F2", "sme", "hsp", "dean")
    team.settle_all()
    assert line_of(other, "F2").status == "signed"
    alter(one)
    alter_at(team, request)
    freeze_anew(one)
    team.settle_all()
    assert not one.attention()
    for desk in (one, other):
        assert (line_of(desk, "F2").version, line_of(desk, "F2").status) == (2, "frozen")


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_nothing_falls_for_figures_that_are_wrong_in_one_workspace_alone(team):
    """By what the hub has they are right, and whoever signed goes on having signed."""
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).sign("F2", "sme", "hsp", "dean")
    team.settle_all()
    alter(one)
    freeze_anew(one)
    team.sync("r0")
    told = str([reason.en for entry in one.attention() for reason in entry.reasons])
    assert "goes on standing" in told
    assert "mcdesk check" in told
    team.sync("r1")
    assert line_of(other, "F2").version == 1
    assert journal(team.hub)[-1].kind == "FormReopened"
