"""A form that is opened while, elsewhere, somebody signs it: no word of what is written is lost."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.asking import content
from tests.sync.proposed import propose
from tests.walk import Walker


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    yield from further(propose, request.param, tmp_path)


def test_who_opens_it_before_hearing_of_a_signature_needs_no_reason(team):
    """Nothing stood that a reason would be for, where it was opened."""
    writer, signer = team.desks["r0"], team.desks["r1"]
    writer.execute(do.ChangeForm(form="MC-1/F2"))
    writer.execute(do.SetValue(form="MC-1/F2", path="p47", new="Words of the writer"))
    Walker(signer).sign("F2", "sme")
    team.sync("r1")
    team.settle_all()
    assert not writer.attention()
    assert writer.replica().waiting == 0
    assert content(signer, "F2").text("p47") == "Words of the writer"
