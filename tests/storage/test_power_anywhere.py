"""The power goes anywhere in the life of a micro-credential: nothing acknowledged is lost.

What the program says to SQLite is recorded, and said again to an SQLite whose disk forgets what
was not synced (tests/storage/power.py), under the settings that the program asks for.

Fault 3 of reliability.md.
"""

from __future__ import annotations

import pytest

from mcdesk.models import engines
from tests.storage.power import Recorded, outcomes
from tests.walk import Walker

SETTINGS = dict(engines.SETTINGS)
"""As the program asks for them; the tests themselves do not wait for the disk."""


@pytest.fixture
def of_a_file(at):
    """A workspace whose micro-credential walks from its assignment to its proposal."""
    desk = at()
    recorded = Recorded(desk.store.path, desk.store.engine)
    Walker(desk).to("proposal")
    return recorded.content, recorded.stop()


@pytest.mark.parametrize("cuts", [12, pytest.param(1_000, marks=pytest.mark.slow)])
def test_a_workspace_has_all_that_was_acknowledged(of_a_file, cuts):
    found = outcomes(*of_a_file, SETTINGS, cuts, seed=cuts)
    assert found["lost"] == found["damaged"] == 0
    assert found["kept"] + found["whole"] == cuts


@pytest.mark.slow
@pytest.mark.parametrize("weaker", [{"journal_mode": "delete"}, {"synchronous": 1}], ids=str)
def test_the_disk_tells_weaker_settings_apart(of_a_file, weaker):
    found = outcomes(*of_a_file, {**SETTINGS, **weaker}, 40, seed=3)
    assert found["lost"] + found["damaged"] > 0
