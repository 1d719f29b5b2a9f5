"""Which version of a form lists a file is told by the journal that all share, not by clocks."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.sync.decided import freeze
from tests.sync.meeting import meet
from tests.walk import Walker


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_file_that_came_to_the_hub_after_the_freeze_is_in_no_version(team):
    """By the clock it was attached before; the print of the version does not list it either."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    one, other = team.desks["r0"], team.desks["r1"]
    other.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="late.pdf", size=0, digest="",
                                link="https://x.example/late.pdf", purpose="other"))  # fmt: skip
    freeze(one)
    team.sync("r0")
    meet(team)
    for desk in (one, other):
        form = form_of(desk, "F2")
        (line,) = desk.form(form).attached
        assert line.added_at < desk.form(form).revision.frozen_at
        assert desk.sheet(form, "frozen").attached == ()
        assert (line.name, line.listed) == ("late.pdf", 0)
