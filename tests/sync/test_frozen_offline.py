"""What was frozen, printed and signed on paper without the hub, while others wrote into it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from mcdesk.models import tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision, SignOff
from tests.sync.conftest import Team
from tests.sync.test_meeting import FILE, form_of, meet
from tests.walk import PEOPLE, Walker

OURS, THEIRS = "The catalogue says this.", "The catalogue says that."


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    team.desks["r1"].execute(do.SetValue(form="MC-1/F2", path="p47", new=OURS))
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def sign(desk, role: str) -> None:
    desk.execute(do.SignForm(form="MC-1/F2", role=role, person=PEOPLE[role], medium="paper"))


def freeze(desk) -> str:
    """Freeze the proposal, and return the digest of what was frozen."""
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    return frozen(desk)[0].digest


def frozen(desk) -> list[Revision]:
    form = form_of(desk).form_id
    with desk.store.read() as reader:
        return list(reader.select(Revision, form_id=form))


def decided(desk) -> list[SignOff]:
    form = form_of(desk).form_id
    with desk.store.read() as reader:
        return list(reader.select(SignOff, form_id=form))


def kinds(desk) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.kind, line.settles) for line in desk.attention()]


def test_no_other_text_is_frozen_in_place_of_one_that_was_decided_about(team, two):
    one, other = two
    digest = freeze(other)
    sign(other, "sme")
    sign(other, "hsp")
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    for desk in two:
        assert not frozen(desk)
        assert not decided(desk)
    assert kinds(other) == [("FormFrozen", ("again", "away")), *[("FormSigned", ("away",))] * 2]
    assert "no other text is frozen in its place" in other.attention()[0].reasons[0].en
    other.execute(do.SetValue(form="MC-1/F2", path="p47", new=OURS, base=THEIRS))
    other.settle(other.attention()[0].n, "again")
    assert frozen(other)[0].digest == digest
    assert kinds(other) == [("FormSigned", ("again", "away"))] * 2
    for _decision in range(2):
        other.settle(other.attention()[0].n, "again")
    meet(team)
    assert [entry.digest for entry in decided(one)] == [digest] * 2
    assert not other.attention()


def test_what_nobody_decided_about_is_frozen_with_what_others_wrote(team, two):
    one, other = two
    digest = freeze(other)
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    (kept,) = frozen(one)
    assert kept.digest != digest
    assert [line.kind for line in other.attention()] == ["Notice"]


@FILE
def test_the_check_finds_a_decision_over_another_text(team, two):
    _one, other = two
    freeze(other)
    sign(other, "sme")
    (made,) = decided(other)
    table = tables.TABLES["sign_off"]
    with other.store.engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == made.id).values(digest="0" * 64))
    team.app.close(other)
    found = [line for line in team.app.check(other.store.path) if line.startswith("sign-off")]
    assert len(found) == 1
    assert "its digest is not that of the version" in found[0]
