"""Who returns a form may name the earlier stage to go back to; CTL confirms (decisions.md, 1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.return_words import with_stage
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from mcdesk.procedure.stage import Label
from mcdesk.procedure.statement import statement
from tests.asking import code_of, line_of
from tests.storage.conftest import run_sql
from tests.storage.signing import sign
from tests.walk import Walker


def back(desk, stage: str = "assignment", role: str = "dean", **given):
    return sign(desk, "F2", role, "return", note="The topic is another.", to_stage=stage, **given)


@pytest.fixture
def returned(proposal):
    """The proposal of stage 3, which the Dean returns to stage 1."""
    Walker(proposal).sign("F2", "sme", "hsp")
    proposal.execute(back(proposal))
    return proposal


def test_a_return_keeps_the_stage_that_it_names_and_moves_nothing(app, returned):
    tile = returned.outline("MC-1").tile
    assert (tile.stage, tile.returned_by, tile.returned_to) == ("proposal", "dean", "assignment")
    assert (tile.data()["returned"], tile.data()["returned_to"]) == ("dean", "assignment")
    kept = run_sql(returned.store.path, "select to_stage from sign_off where decision = 'return'")
    assert kept == [("assignment",)]
    assert app.check(returned.store.path) == ()


def test_a_return_without_a_stage_leaves_it_to_ctl(proposal):
    Walker(proposal).sign("F2", "sme", "hsp")
    proposal.execute(back(proposal, ""))
    tile = proposal.outline("MC-1").tile
    assert (tile.returned_by, tile.returned_to) == ("dean", "")


def test_a_number_names_the_stage_as_well(proposal):
    proposal.execute(back(proposal, "1"))
    assert proposal.outline("MC-1").tile.returned_to == "assignment"


@pytest.mark.parametrize(
    ("stage", "code"),
    [("timeline", "not_earlier"), ("proposal", "not_earlier"), ("moon", "unknown_stage")],
)
def test_only_an_earlier_stage_can_be_named(proposal, stage, code):
    assert code_of(proposal, back(proposal, stage)) == code


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_only_a_return_names_a_stage(proposal, decision):
    Walker(proposal).sign("F2", "sme")
    given = {"note": "No.", "to_stage": "assignment"}
    assert code_of(proposal, sign(proposal, "F2", "hsp", decision, **given)) == "only_return"


def test_every_reader_of_decisions_is_told_the_stage(returned):
    form = line_of(returned, "F2").form_id
    (line,) = (e for e in returned.form(form).signatures if e.decision == "return")
    (made,) = (e for e in returned.page("MC-1").decisions if e.decision == "return")
    assert line.to_stage == made.to_stage
    assert line.to_stage.en.startswith("1 ")
    told = with_stage(Label("returned", "dikembalikan"), made)
    assert (told.en, told.id) == (
        f"returned, back to {line.to_stage.en}", f"dikembalikan, kembali ke {line.to_stage.id}",
    )  # fmt: skip
    happened = returned.history("MC-1", limit=1)[0]
    assert line.to_stage.en in happened.what.en
    assert line.to_stage.id in happened.what.id
    blocking = returned.outline("MC-1").next.findings
    (said,) = (f.sentence("en") for f in blocking if f.code == "returned")
    assert line.to_stage.en in said


def test_the_stage_is_told_no_more_once_the_card_is_there(returned):
    returned.execute(do.MoveCard(card="MC-1", to="assignment", reason="As the Dean asked."))
    assert returned.outline("MC-1").tile.returned_to == ""


def test_a_signature_binds_the_stage_and_older_statements_stay_as_they_were():
    plain = SignOff(id="s", form_id="f", revision_id="r", version=1, card_id="c", digest="d",
                    role="dean", person_id="p", decision="return")  # fmt: skip
    named = replace(plain, to_stage="proposal")
    assert "to_stage" not in statement(plain)
    assert '"to_stage":"proposal"' in statement(named)
    assert statement(named).splitlines()[0] == "MC Desk sign-off 3"
