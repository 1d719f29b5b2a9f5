"""Whatever two sides write into one design document and choose from the list, nothing is lost."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.filled_words import FORM, at_random, standing
from tests.sync.meeting import meet

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)

SOME, MANY = range(8), range(8, 250)


@pytest.fixture
def document(team: Team) -> Team:
    """A team of two with an open design document that says something."""
    desk = team.desks["r0"]
    desk.execute(do.OpenForm(card="MC-1", form="F7"))
    desk.execute(do.FillForm(form=FORM, values={"d3": "It begins."}, replace=True))
    meet(team)
    return team


@pytest.mark.parametrize("seed", SOME)
def test_every_sentence_stands_is_asked_about_or_was_let_go_by_a_person(document, seed):
    at_random(document, seed)
    one, other = document.desks["r0"], document.desks["r1"]
    assert standing(one) == standing(other)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_so_it_is_with_many_more(document, seed):
    at_random(document, seed)
