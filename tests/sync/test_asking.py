"""Whom a frozen form asks is kept with it: a duty that is dated otherwise changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from mcdesk.application import asking
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision, TeamMember
from tests.sync.conftest import Team
from tests.sync.older_hub import owner_of
from tests.walk import Walker

FROZEN = "2026-11-23"
BEFORE = "2026-11-20"


def leave(desk, role: str, until: str) -> None:
    """End the duty of MC-1 in a role on a day."""
    card = desk.outline("MC-1").tile.id
    with desk.store.read() as reader:
        (member,) = reader.select(TeamMember, card_id=card, role=role)
    desk.execute(do.LeaveTeam(member=member.id, until=until))


def acknowledge(walker: Walker, *roles: str) -> None:
    walker.sign("F5", *(f"{role}:acknowledge" for role in roles))


def all_taken(team: Team, name: str = "r0") -> None:
    """Exchange, and let nothing be refused."""
    team.sync(name)
    desk = team.desks[name]
    assert not desk.attention(), [line.reasons for line in desk.attention()]
    assert not desk.waiting()


def reach_components(team: Team) -> None:
    Walker(team.desks["r0"]).to("components", since="proposal")


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    """MC-1 is at stage 6 here, with what the hub has."""
    yield from further(reach_components, request.param, tmp_path)


@pytest.fixture
def walker(team: Team) -> Walker:
    return Walker(team.desks["r0"])


def test_who_was_asked_stays_asked_where_the_duty_is_ended_before_that_day(team: Team, walker):
    """Somebody who made components does not escape by being written out of the team."""
    walker.freeze("F5")
    acknowledge(walker, "sme", "gd", "hsp", "ctl")
    team.settle_all()
    other = team.desks["r1"]
    with other.at(other.today + timedelta(days=1)):
        leave(other, "dcs", FROZEN)
    all_taken(team, "r1")
    all_taken(team)
    (form,) = (line for line in walker.desk.outline("MC-1").forms if line.kind == "F5")
    assert (form.status, form.signed, form.signers) == ("frozen", 4, 5)


def test_who_was_not_asked_is_not_asked_where_a_duty_is_begun_before_that_day(team: Team, walker):
    leave(walker.desk, "dcs", FROZEN)
    walker.freeze("F5")
    acknowledge(walker, "sme", "gd", "hsp", "ctl")
    team.settle_all()
    other = team.desks["r1"]
    other.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs", since=BEFORE))
    all_taken(team, "r1")
    all_taken(team)
    (form,) = (line for line in walker.desk.outline("MC-1").forms if line.kind == "F5")
    assert form.status == "signed"
    walker.move("approval")
    all_taken(team)


@pytest.mark.parametrize("team", ["server"], indirect=True)
@pytest.mark.parametrize("left_out", ["dcs", "all", "one too many"])
def test_a_server_takes_no_freezing_that_asks_others_than_the_form_does(
    team: Team, walker, monkeypatch, left_out
):
    """Whoever leaves a maker out, keeps nobody, or asks somebody whom the team does not have."""
    all_taken(team)
    real = asking.roles_on

    def forged(*given):
        if left_out == "one too many":
            return [*real(*given), "rev"]
        return [each for each in real(*given) if left_out not in ("all", each)]

    with monkeypatch.context() as lawless:
        lawless.setattr(asking, "roles_on", forged)
        walker.freeze("F5")
    team.sync("r0")
    assert "the team has others" in walker.desk.attention()[-1].reasons[0].en


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_takes_no_old_version_for_a_team_that_has_another_maker(
    team: Team, walker, monkeypatch
):
    """The program makes a new one, which asks who joined since."""
    leave(walker.desk, "dcs", FROZEN)
    walker.freeze("F5")
    walker.desk.execute(do.ChangeForm(form="MC-1/F5", reason="r"))
    walker.desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs"))
    all_taken(team)
    old = ["sme", "gd", "hsp", "ctl", "plh"]
    with monkeypatch.context() as lawless:
        lawless.setattr(asking, "roles_on", lambda *_given: old)
        walker.freeze("F5")
    team.sync("r0")
    assert "the team has others" in walker.desk.attention()[-1].reasons[0].en
    walker.freeze("F5")
    assert team.sync("r0").pushed == 1
    (form,) = (line for line in walker.desk.outline("MC-1").forms if line.kind == "F5")
    assert (form.version, form.signers) == (2, 5)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_who_is_not_asked_decides_nothing_at_a_server(team: Team, walker, monkeypatch):
    leave(walker.desk, "dcs", FROZEN)
    walker.freeze("F5")
    walker.desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs", since=BEFORE))
    all_taken(team)
    with monkeypatch.context() as lawless:
        lawless.setattr("mcdesk.application.handlers.signing.signer_line", lambda *_given: None)
        walker.desk.execute(
            do.SignForm(form="MC-1/F5", role="dcs", person="SME-03", decision="acknowledge",
                        medium="paper", scan_owed=True)
        )  # fmt: skip
    team.sync("r0")
    assert "this is not asked of the role" in walker.desk.attention()[-1].reasons[0].en


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_of_a_revision_of_before_a_server_asks_the_team_of_that_day(team: Team, walker, request):
    """It keeps nobody: whom it asks follows from the team, as it did."""
    leave(walker.desk, "dcs", FROZEN)
    walker.freeze("F5")
    all_taken(team)
    with walker.desk.store.read() as reader:
        revision = max(reader.select(Revision), key=lambda each: each.frozen_at)
    owner = ServerHub(owner_of(team.hub, request.getfixturevalue("server")))
    asks = text("select array(select hub.asked_by(r) order by 1) from hub.revision r where id = :r")
    told = {"r": revision.id}
    with owner.engine.begin() as connection:
        kept = connection.execute(asks, told).scalar_one()
        connection.execute(text("update hub.revision set settings = '{}' where id = :r"), told)
        assert connection.execute(asks, told).scalar_one() == kept
        assert kept == ["ctl", "gd", "hsp", "plh", "sme"]
        connection.execute(text("update hub.team set until = ''"))
        assert "dcs" in connection.execute(asks, told).scalar_one()
    owner.close()


BEFORE_THIS = """
create or replace function hub.asked_by(p_revision hub.revision) returns setof text
language sql stable set search_path = pg_catalog, hub, pg_temp as $$
  select hub.asked_on(p_revision.definition_id, p_revision.card_id, p_revision.frozen_on) $$;
create or replace function hub.check_asked(p_day text, p_revision hub.revision) returns void
language sql stable set search_path = pg_catalog, hub, pg_temp as $$ select $$;
"""
"""How a server asks that knows nothing of roles that are kept."""


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_of_before_takes_a_form_that_keeps_whom_it_asks(team: Team, walker, request):
    """What it takes for added signers has none of them: it would wait for the optional one, too."""
    all_taken(team)
    owner = ServerHub(owner_of(team.hub, request.getfixturevalue("server")))
    with owner.engine.begin() as connection:
        connection.exec_driver_sql(BEFORE_THIS)
    owner.close()
    walker.freeze("F5")
    acknowledge(walker, "sme", "gd", "dcs", "hsp", "ctl")
    with walker.desk.store.read() as reader:
        revision = max(reader.select(Revision), key=lambda each: each.frozen_at)
    assert asking.kept_roles(revision) == ["sme", "gd", "dcs", "hsp", "ctl", "plh"]
    assert revision.signers == "[]"
    all_taken(team)
    walker.move("approval")
    all_taken(team)


def asked(desk) -> list[str]:
    with desk.store.read() as reader:
        revision = max(reader.select(Revision), key=lambda each: each.frozen_at)
    return asking.kept_roles(revision)


OTHERS = "By the team as it was changed meanwhile"


@pytest.mark.parametrize("is_signed", [False, True])
def test_who_froze_is_told_where_the_team_has_somebody_else_at_the_hub(
    team: Team, walker, is_signed
):
    """Frozen offline, it asks anew when it reaches the hub: prints and papers ask the others."""
    leave(walker.desk, "dcs", FROZEN)
    team.settle_all()
    walker.freeze("F5")
    if is_signed:
        acknowledge(walker, "sme", "gd", "hsp", "ctl")
    other = team.desks["r1"]
    other.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs", since=BEFORE))
    all_taken(team, "r1")
    team.settle_all()
    assert "dcs" in asked(walker.desk)
    (told,) = walker.desk.attention()
    assert (told.kind, [OTHERS in each.en for each in told.reasons]) == ("Notice", [True])
    assert "also asks to sign: Digital content specialist." in told.reasons[0].en
    for desk in (walker.desk, other):
        (form,) = (line for line in desk.outline("MC-1").forms if line.kind == "F5")
        assert form.status == "frozen"
        done = {line.role for line in desk.form(form.form_id).signatures if line.state == "done"}
        assert done == ({"sme", "gd", "hsp", "ctl"} if is_signed else set()), "nobody signs twice"


def test_who_froze_is_told_where_a_maker_left_at_the_hub_before_that_day(team: Team, walker):
    """The decision of who is not asked there is kept, or told in words."""
    team.settle_all()
    walker.freeze("F5")
    acknowledge(walker, "sme", "gd", "dcs", "hsp", "ctl")
    other = team.desks["r1"]
    leave(other, "dcs", FROZEN)
    all_taken(team, "r1")
    team.settle_all()
    assert "dcs" not in asked(walker.desk)
    told, *more = walker.desk.attention()
    assert (told.kind, [OTHERS in each.en for each in told.reasons]) == ("Notice", [True])
    assert "no longer asks to sign: Digital content specialist." in told.reasons[0].en
    is_server = isinstance(team.hub, ServerHub)
    assert [each.kind for each in more] == (["FormSigned"] if is_server else [])
    assert all("At the hub this is not asked of the role" in e.reasons[0].en for e in more)


def test_a_freezing_that_asks_the_same_is_not_told(team: Team, walker):
    team.settle_all()
    walker.freeze("F5")
    other = team.desks["r1"]
    other.execute(do.JoinTeam(card="MC-1", person="SME-03", role="rev", since=BEFORE))
    all_taken(team, "r1")
    all_taken(team)
