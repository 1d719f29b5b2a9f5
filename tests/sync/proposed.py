"""A proposal in stage 3, frozen, which every replica of a team has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.walk import Walker

if TYPE_CHECKING:
    from tests.sync.conftest import Team


def propose(team: Team) -> None:
    walker = Walker(team.desks["r0"])
    walker.fill_proposal()
    walker.freeze("F2")
    team.settle_all()
