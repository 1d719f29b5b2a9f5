"""A version with wrong figures that is frozen again: what was signed falls at the hub, too."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.asking import line_of
from tests.storage.conftest import run_sql
from tests.storage.forged import FORGED
from tests.sync.proposed import propose
from tests.walk import Walker


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    yield from further(propose, request.param, tmp_path)


def test_what_was_signed_of_wrong_figures_falls_where_it_is_frozen_again(team):
    one, other = team.desks["r0"], team.desks["r1"]
    Walker(one).sign("F2", "sme", "hsp", "dean")
    team.settle_all()
    assert line_of(other, "F2").status == "signed"
    run_sql(one.store.path, FORGED, free=True)
    one.store.engine.dispose()
    one.execute(do.ChangeForm(form="MC-1/F2", reason="Its credits are wrong."))
    one.execute(do.FreezeForm(form="MC-1/F2"))
    team.settle_all()
    assert not one.attention()
    for desk in (one, other):
        assert (line_of(desk, "F2").version, line_of(desk, "F2").status) == (2, "frozen")
