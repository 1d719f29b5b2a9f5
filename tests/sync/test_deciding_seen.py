"""A hub counts what its signers saw of a result: the last word, its reason, by all who signed."""

from __future__ import annotations

import pytest

from mcdesk.application.handlers import signing
from mcdesk.errors import Refused
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from tests.assessed import F9, WHY, behind_the_text, refuse_it, say, sign, signed, view
from tests.sync.conftest import Team
from tests.sync.lawless import without_rules
from tests.walk import Walker

OTHER = "The lecturer is lazy."
NOTED = '{"result":"not_eligible"}'
DEAN = {"role": "dean", "act": "Approves the result", "step": "3"}


def confirm(team: Team) -> None:
    made = Walker(team.desks["r0"])
    made.to("confirmation", since="proposal")
    made.fill_confirmation()
    made.freeze("F8")
    made.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    team.settle_all()


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    """All is confirmed but for the assessment, and everybody has it."""
    yield from further(confirm, request.param, tmp_path)


@pytest.fixture
def confirmed(team: Team):
    """CTL works at two computers."""
    return team.desks["r0"], team.desks["r1"]


def is_server(team: Team) -> bool:
    return isinstance(team.hub, ServerHub)


def overrule(desk) -> str:
    """CTL says another word, and the first one is put back behind it."""
    Walker(desk).judge()
    say(desk, "eligible")
    sign(desk)
    desk.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(desk, ("result", "not_eligible"), ("result.note", WHY))
    sign(desk)
    behind_the_text(desk, ("result", "eligible"), ("result.note", None))
    return "ctl"


def unseen_by_the_dean(desk) -> str:
    """The Dean approves what CTL then withdraws; CTL signs the opposite."""
    walker = Walker(desk)
    walker.fill("F9", {"report": "Judged."})
    desk.execute(do.FreezeForm(form=F9, extra_signers=[DEAN]))
    walker.sign("F9", "rev")
    refuse_it(desk)
    walker.sign("F9", "dean")
    (mine,) = signed(desk, role="ctl")
    desk.execute(do.WithdrawSignOff(sign_off=mine.id, reason="A slip"))
    say(desk, "eligible")
    say(desk, None, "result.note")
    sign(desk)
    return "dean"


def another_reason(desk) -> str:
    """CTL says why minor fixes are enough; another reason is put behind its signature."""
    Walker(desk).judge()
    say(desk, "eligible")
    say(desk, WHY, "result.note")
    sign(desk)
    desk.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(desk, ("result.note", OTHER))
    return "ctl"


@pytest.mark.parametrize("how", [overrule, unseen_by_the_dean, another_reason])
def test_a_hub_moves_nothing_by_what_was_not_seen(team: Team, confirmed, how):
    here, there = confirmed
    role = how(here)
    team.settle_all()
    assert not here.attention()
    for desk in (here, there):
        waited = {line.role for line in view(desk).signatures if line.state == "waiting"}
        assert (view(desk).status, waited) == ("frozen", {role})
    with pytest.raises(Refused):
        Walker(here).move("opening")
    if is_server(team):
        with without_rules():
            Walker(here).move("opening")
        team.sync("r0")
        (told,) = here.attention()
        assert "gate is not met" in told.reasons[0].en
        here.settle(told.n, "away")
    assert here.outline("MC-1").tile.stage == "confirmation"
    Walker(here).sign("F9", role)
    Walker(here).move("opening")
    team.settle_all()
    assert there.outline("MC-1").tile.stage == "opening"


def test_a_reason_that_is_removed_for_ever_leaves_the_sign_off_everywhere(team: Team, confirmed):
    here, there = confirmed
    Walker(here).judge()
    say(here, "eligible")
    say(here, WHY, "result.note")
    sign(here)
    team.settle_all()
    here.execute(do.RemoveContent(form=F9, path="result.note", reason="A name"))
    team.settle_all()
    for desk in (here, there):
        assert WHY not in view(desk).content.text("result.note")
        assert view(desk).status == "signed"
    Walker(there).move("opening")
    team.settle_all()
    assert (there.attention(), here.outline("MC-1").tile.stage) == ((), "opening")


def test_who_signed_before_a_result_was_said_elsewhere_need_not_sign_again(team: Team, confirmed):
    """The assessor signs offline, while CTL says the result at another computer."""
    here, there = confirmed
    walker = Walker(here)
    walker.fill("F9", {"report": "Judged."})
    walker.freeze("F9")
    team.settle_all()
    say(there, "eligible")
    team.sync("r1")
    walker.sign("F9", "rev")
    team.settle_all()
    assert not here.attention()
    assert [each.decided for each in signed(there, role="rev")] == [""]
    sign(there)
    team.settle_all()
    assert view(here).status == "signed"


def test_a_sign_off_of_a_program_of_before_is_kept_or_told_in_words(
    team: Team, confirmed, monkeypatch
):
    """It waits while the program is renewed: it names no note. A server wants that named."""
    here, there = confirmed
    Walker(here).judge()
    team.settle_all()
    say(here, "not_eligible")
    say(here, WHY, "result.note")
    with monkeypatch.context() as older:
        older.setattr(signing, "what_is_decided", lambda *_given: NOTED)
        sign(here)
    assert view(here).status == "signed"
    there.execute(do.WriteComment(form=F9, path="report", text="Meanwhile"))
    team.sync("r1")
    team.settle_all()
    if is_server(team):
        (told,) = here.attention()
        assert "signed with an earlier MC Desk" in told.reasons[0].en
        here.settle(told.n, "away")
        sign(here)
        team.settle_all()
    assert not here.attention()
    assert view(there).status == "signed"
