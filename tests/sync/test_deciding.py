"""A sign-off stands only over what it decided, also where others decided meanwhile."""

from __future__ import annotations

import psycopg
import pytest

from mcdesk.application.handlers import signing
from mcdesk.procedure import commands as do
from tests.assessed import F9, say, sign, signed, view
from tests.sync.conftest import Team, address_of
from tests.walk import Walker

NAMED = '{"result":"eligible","result.note":null}'


def assess(team: Team) -> None:
    made = Walker(team.desks["r0"])
    made.to("confirmation", since="proposal")
    made.fill("F9", e6=[{"item": "C2", "what": "Mend the captions", "closed": made.day(0)}])
    made.judge()
    team.settle_all()
    assert not team.desks["r0"].attention()


@pytest.fixture(params=["file", "server"])
def team(request, tmp_path, further):
    """The assessor has signed F9, and everybody has it."""
    yield from further(assess, request.param, tmp_path)


@pytest.fixture
def judged(team: Team):
    """CTL works at two computers."""
    return team.desks["r0"], team.desks["r1"]


@pytest.mark.parametrize("medium", ["program", "paper"])
def test_a_sign_off_is_not_kept_over_another_result_than_it_decided(team: Team, judged, medium):
    """Another said one meanwhile: what was signed is looked at again, by a person."""
    here, there = judged
    say(there, "minor")
    team.sync("r1")
    say(here, "eligible")
    sign(here, medium=medium)
    team.sync("r0")
    assert (view(here).status, view(here).content.text("result")) == ("frozen", "minor")
    assert not signed(here, role="ctl")
    value, decision = here.attention()
    assert (value.kind, decision.kind) == ("ValueSet", "FormSigned")
    words = decision.reasons[0].en
    assert words.startswith("What was decided says something else now")
    assert "what was decided says something else now" in decision.now[1].en
    here.settle(value.n, "mine")
    (decision,) = here.attention()
    here.settle(decision.n, "again" if "again" in decision.settles else "away")
    if not signed(here, role="ctl"):
        sign(here, medium=medium)
    team.settle_all()
    for desk in (here, there):
        assert (view(desk).status, view(desk).content.text("result")) == ("signed", "eligible")
        assert [each.decided for each in signed(desk, role="ctl")] == [NAMED]
    assert not here.attention()


def test_a_sign_off_over_the_same_result_is_kept(team: Team, judged):
    here, there = judged
    say(there, "eligible")
    team.sync("r1")
    say(here, "eligible")
    sign(here)
    team.settle_all()
    assert not here.attention()
    assert view(there).status == "signed"


@pytest.mark.parametrize("team", ["server"], indirect=True)
@pytest.mark.parametrize("named", ["", '{"result":"minor"}', '{"result":null}', "nonsense"])
def test_a_server_takes_no_sign_off_that_names_another_result(
    team: Team, judged, monkeypatch, named
):
    here, _there = judged
    say(here, "eligible")
    with monkeypatch.context() as lawless:
        lawless.setattr(signing, "what_is_decided", lambda *_given: named)
        sign(here)
    team.sync("r0")
    assert "says something else" in here.attention()[-1].reasons[0].en
    assert not signed(here, role="ctl")


def test_a_server_knows_the_rows_of_tables_of_their_own(shared: Team, server):
    """What a decision asks for may be listed in one: conditions, findings (F6 a3, R10)."""
    desk = shared.desks["r0"]
    desk.execute(do.OpenForm(card="MC-1", form="F6"))
    desk.execute(do.OpenForm(card="MC-1", form="R10"))
    desk.execute(do.AddRow(form="MC-1/F6", field="a3", cells={"condition": "Captions"}))
    desk.execute(do.AddRow(form="MC-1/R10", field="findings", cells={"finding": "A typo"}))
    desk.execute(do.RemoveRow(form="MC-1/R10", field="findings", row="1"))
    shared.sync("r0")
    forms = {line.kind: line.form_id for line in desk.page("MC-1").all_forms}
    with psycopg.connect(address_of(server, shared.hub.engine.url.database)) as owner:

        def has_rows(kind: str, field: str) -> bool:
            asked = "select hub.has_rows(%s, %s)"
            return owner.execute(asked, (forms[kind], field)).fetchone()[0]

        places = (("F2", "p20"), ("F2", "p9"), ("F6", "a3"), ("R10", "findings"))
        assert [has_rows(*each) for each in places] == [True, False, True, False]


@pytest.mark.parametrize("how", ["text", "return"])
@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_moves_nothing_by_a_result_that_was_said_anew(
    team: Team, judged, monkeypatch, how
):
    """Behind a text that was put back, or a return that was withdrawn."""
    here, _there = judged
    walker = Walker(here)
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    say(here, "minor")
    sign(here)
    if how == "text":
        before = view(here).content.text("report")
        here.execute(do.ChangeForm(form=F9, reason="r"))
        here.execute(do.SetValue(form=F9, path="report", new="Judged anew."))
        say(here, "eligible")
        here.execute(do.SetValue(form=F9, path="report", new=before))
    else:
        here.execute(
            do.SignForm(form=F9, role="ctl", person="CTL-01", decision="return", note="Too kind.")
        )
        say(here, "eligible")
        (back,) = (each for each in signed(here, role="ctl") if each.decision == "return")
        here.execute(do.WithdrawSignOff(sign_off=back.id, reason="A slip"))
    team.sync("r0")
    assert not here.attention()
    with monkeypatch.context() as lawless:
        lawless.setattr("mcdesk.procedure.form_state.FormState.says", lambda *_given: True)
        walker.move("opening")
    team.sync("r0")
    assert "gate is not met" in here.attention()[-1].reasons[0].en
    assert here.outline("MC-1").tile.stage == "confirmation"
    sign(here)
    walker.move("opening")
    team.sync("r0")
    assert not here.waiting()


def test_a_note_and_the_sign_off_that_asks_for_it_are_taken_as_one(team: Team, judged):
    """As the sheet of a signature writes them: the decision names the note of the same step."""
    here, there = judged
    say(here, "not_eligible")
    form = view(here).form_id
    note = do.SetValue(form=form, path="result.note", new="Much is missing.")
    mine = do.SignForm(form=form, role="ctl", person="CTL-01", medium="paper", scan_owed=True,
                       note="Much is missing.")  # fmt: skip
    here.execute_together([note, mine])
    team.settle_all()
    assert not here.attention()
    for desk in (here, there):
        assert view(desk).status == "signed"
        assert view(desk).content.text("result.note") == "Much is missing."
