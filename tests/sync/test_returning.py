"""The earlier stage that a return names goes along: to any hub, an older one, in a packet."""

from __future__ import annotations

import pytest

from mcdesk.errors import Trouble
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from tests.sync.conftest import Team, records
from tests.sync.older_hub import age, owner_of
from tests.sync.proposed import propose
from tests.walk import PEOPLE

BEFORE = "0015"
"""The newest schema in which no return named a stage."""


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    """A proposal in stage 3, frozen, which everybody has."""
    yield from further(propose, request.param, tmp_path)


def back(team: Team, to_stage: str, role: str = "hsp") -> None:
    team.desks["r0"].execute(do.SignForm(
        form="MC-1/F2", role=role, person=PEOPLE[role], medium="paper", decision="return",
        note="Another topic.", to_stage=to_stage, scan_owed=True,
    ))  # fmt: skip


def asked(desk) -> str:
    return desk.outline("MC-1").tile.returned_to


def test_the_stage_that_a_return_names_reaches_everybody(team: Team):
    back(team, "discussion")
    team.settle_all()
    assert [asked(desk) for desk in team.desks.values()] == ["discussion"] * len(team.desks)
    assert records(team.hub) == records(team.desks["r0"]) == records(team.desks["r1"])


def test_an_older_hub_takes_a_return_and_keeps_one_that_names_a_stage_waiting(team: Team, request):
    is_server = isinstance(team.hub, ServerHub)
    server = request.getfixturevalue("server") if is_server else ""
    age(team.hub, server, BEFORE)
    back(team, "")
    assert team.sync("r0").pushed == 1
    back(team, "discussion", "dean")
    with pytest.raises(Trouble, match="cannot hold"):
        team.sync("r0")
    assert team.desks["r0"].replica().waiting == 1
    team.app.upgrade_hub(owner_of(team.hub, server) if is_server else str(team.hub.path))
    assert team.sync("r0").pushed == 1
    team.sync("r1")
    assert records(team.hub) == records(team.desks["r0"]) == records(team.desks["r1"])


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_packet_brings_the_stage_that_a_return_names(team: Team):
    back(team, "discussion")
    packet, count = team.app.packet_out(team.desks["r0"], team.folder / f"{new_id()}.mcpacket")
    assert count == 1
    team.app.packet_in(team.desks["r1"], packet)
    assert asked(team.desks["r1"]) == "discussion"


def test_a_return_on_paper_stays_as_it_was_made_though_the_card_went_back_meanwhile(team: Team):
    """It is a fact; where the card stands already is asked of nobody any more."""
    team.desks["r1"].execute(do.MoveCard(card="MC-1", to="discussion", reason="The topic."))
    team.sync("r1")
    back(team, "discussion")
    team.settle_all()
    assert not team.desks["r0"].attention()
    assert records(team.hub) == records(team.desks["r0"]) == records(team.desks["r1"])
    decisions = team.desks["r1"].page("MC-1").decisions
    (made,) = (each for each in decisions if each.decision == "return")
    assert made.to_stage is not None
    assert made.to_stage.en == "2 Initial discussion"
    assert not asked(team.desks["r1"])
