"""The power goes anywhere while a hub's file takes in changes: nothing acknowledged is lost.

Fault 3 of reliability.md.
"""

from __future__ import annotations

import pytest

from mcdesk.models import hub
from mcdesk.procedure import commands as do
from tests.storage.power import Recorded, outcomes
from tests.sync.conftest import Team

SETTINGS = dict(hub.SETTINGS)
"""As the program asks for them; the tests themselves do not wait for the disk."""


@pytest.fixture
def of_a_hub(tmp_path, template):
    """A hub's file that takes in ten changes, one by one."""
    team = Team(tmp_path, template)
    recorded = Recorded(team.hub.path, team.hub._engine)
    for number in range(10):
        team.desks["r0"].execute(do.ChangeCard(card="MC-1", title_en=f"Title {number}"))
        team.sync("r0")
    said = recorded.stop()
    team.close()
    return recorded.content, said


@pytest.mark.parametrize("cuts", [6, pytest.param(1_000, marks=pytest.mark.slow)])
def test_a_hub_has_all_that_was_acknowledged(of_a_hub, cuts):
    found = outcomes(*of_a_hub, SETTINGS, cuts, seed=cuts)
    assert found["lost"] == found["damaged"] == 0
    assert found["kept"] + found["whole"] == cuts
