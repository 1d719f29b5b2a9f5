"""Who signs beside a result binds what they saw of it: its words, its reason, the last word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mcdesk.application.handlers import signing
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.said_then import said_then
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.deciding import digest_of_part
from mcdesk.procedure.records import Card, Person
from tests.assessed import F9, WHY, behind_the_text, refuse_it, say, sign, signed, view
from tests.storage.conftest import come_to_confirmation, judge
from tests.walk import Walker

OTHER = "The lecturer is lazy."


@pytest.fixture
def judged(at):
    """A card at stage 12 whose assessment is signed by the assessor; CTL has said no result."""
    return at("reexamination", come_to_confirmation, judge)


def lines(desk) -> dict[str, str]:
    return {line.role: line.state for line in view(desk).signatures}


def test_a_decision_that_its_signer_overruled_counts_no_more(judged):
    """Whoever fills puts the result back to what CTL said before its last word."""
    ctl = judged.person_id
    with judged.store.read() as reader:
        (reviewer,) = reader.select(Person, name="REV-01")
    say(judged, "eligible")
    sign(judged)
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(judged, ("result", "not_eligible"), ("result.note", WHY))
    sign(judged)
    assert lines(judged)["ctl"] == "done"
    judged.use_person(reviewer.id)
    behind_the_text(judged, ("result", "eligible"), ("result.note", None))
    judged.use_person(ctl)
    assert view(judged).content.text("result") == "eligible"
    assert (view(judged).status, lines(judged)["ctl"]) == ("frozen", "waiting")
    last, first = (line for line in view(judged).decisions if line.role.en.startswith("CTL"))
    assert (last.ended.kind, first.ended.kind) == ("otherwise", "replaced")
    with pytest.raises(Refused):
        Walker(judged).move("opening")


def test_a_last_word_that_is_withdrawn_gives_way_to_the_one_before(judged):
    say(judged, "eligible")
    sign(judged)
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(judged, ("result", "not_eligible"), ("result.note", WHY))
    sign(judged)
    first, last = sorted(signed(judged, role="ctl"), key=lambda each: each.recorded_at)
    judged.execute(do.WithdrawSignOff(sign_off=last.id, reason="A slip"))
    say(judged, None, "result.note")
    say(judged, "eligible")
    assert view(judged).status == "signed"
    assert next(e for e in view(judged).signatures if e.role == "ctl").sign_off_id == first.id


@pytest.mark.parametrize("medium", ["program", "paper"])
def test_who_takes_note_of_a_result_takes_note_of_no_other_one(judged, medium):
    """The Head, who may sign: it stands over what was there to be seen."""
    refuse_it(judged)
    who = judged.person_id
    if medium == "program":
        with judged.store.read() as reader:
            (head,) = reader.select(Person, name="HSP-LAW")
        judged.use_person(head.id)
    sign(judged, "hsp", "HSP-LAW", decision="acknowledge", medium=medium)
    judged.use_person(who)
    assert lines(judged)["hsp"] == "done"
    (mine,) = signed(judged, role="ctl")
    judged.execute(do.WithdrawSignOff(sign_off=mine.id, reason="A slip"))
    say(judged, "eligible")
    say(judged, None, "result.note")
    sign(judged)
    assert lines(judged) == {"rev": "done", "ctl": "done", "hsp": "optional"}
    told = next(line for line in view(judged).decisions if line.role.en.startswith("Head"))
    assert told.ended.kind == "otherwise"


def on(desk, day: date):
    """Work on a day."""
    desk._day = lambda: day


def test_who_signed_on_paper_before_a_result_was_said_took_note_of_none(judged):
    """However much later it is recorded."""
    refuse_it(judged)
    before = (judged.today - timedelta(days=1)).isoformat()
    sign(judged, "hsp", "HSP-LAW", decision="acknowledge", medium="paper", on=before)
    (head,) = signed(judged, role="hsp")
    assert head.decided == ""
    (mine,) = signed(judged, role="ctl")
    judged.execute(do.WithdrawSignOff(sign_off=mine.id, reason="A slip"))
    say(judged, "eligible")
    say(judged, None, "result.note")
    sign(judged)
    assert lines(judged) == {"rev": "done", "ctl": "done", "hsp": "done"}


def test_what_was_signed_on_paper_over_another_result_is_not_recorded_over_this_one(judged):
    day = judged.today
    say(judged, "not_eligible")
    on(judged, day + timedelta(days=1))
    say(judged, "eligible")
    say(judged, None, "result.note")
    sign(judged)
    paper = {"role": "hsp", "person": "HSP-LAW", "decision": "acknowledge", "medium": "paper",
             "scan_owed": True}  # fmt: skip
    with pytest.raises(Refused, match="said something else than now") as caught:
        sign(judged, **paper, on=day.isoformat())
    assert caught.value.code == "said_otherwise"
    sign(judged, **paper)
    (head,) = signed(judged, role="hsp")
    assert '"result":"eligible"' in head.decided


def test_a_result_that_a_recorded_decision_states_is_what_the_recorder_wrote(judged):
    """CTL ticked it on the paper; whoever records that writes it into the form first."""
    say(judged, "eligible")
    sign(judged, medium="paper", on=(judged.today - timedelta(days=1)).isoformat())
    (mine,) = signed(judged, role="ctl")
    assert '"result":"eligible"' in mine.decided


def test_an_added_signer_who_approves_a_result_approves_no_other_one(confirming):
    walker = Walker(confirming)
    walker.fill("F9", {"report": "Judged."})
    dean = {"role": "dean", "act": "Approves the result", "step": "3"}
    confirming.execute(do.FreezeForm(form=F9, extra_signers=[dean]))
    walker.sign("F9", "rev")
    refuse_it(confirming)
    walker.sign("F9", "dean")
    assert view(confirming).status == "signed"
    (mine,) = signed(confirming, role="ctl")
    confirming.execute(do.WithdrawSignOff(sign_off=mine.id, reason="A slip"))
    say(confirming, "eligible")
    say(confirming, None, "result.note")
    sign(confirming)
    assert (view(confirming).status, lines(confirming)["dean"]) == ("frozen", "waiting")
    walker.sign("F9", "dean")
    assert view(confirming).status == "signed"


def test_who_signed_before_a_result_was_said_stands_over_any(judged):
    """The assessor signs the sheet, then CTL says the result (domain.md, F9, e8)."""
    (assessor,) = signed(judged, role="rev")
    assert assessor.decided == ""
    refuse_it(judged)
    assert lines(judged)["rev"] == "done"


def test_the_reason_of_a_result_is_what_was_signed(judged):
    refuse_it(judged)
    (made,) = signed(judged, role="ctl")
    named = {"result": "not_eligible", "result.note": digest_of_part(WHY)}
    assert json.loads(made.decided) == named, "a sign-off keeps no word of it"
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(judged, ("result.note", OTHER))
    assert (view(judged).status, lines(judged)["ctl"]) == ("frozen", "waiting")
    behind_the_text(judged, ("result.note", WHY))
    assert view(judged).status == "signed"


def test_no_reason_comes_behind_a_signature_where_there_was_none(judged):
    say(judged, "eligible")
    sign(judged)
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(judged, ("result.note", OTHER))
    assert lines(judged)["ctl"] == "waiting"


@pytest.mark.meddles
def test_a_reason_that_is_removed_for_ever_leaves_the_sign_off(judged):
    refuse_it(judged)
    judged.execute(do.RemoveContent(form=F9, path="result.note", reason="A name"))
    assert view(judged).content.text("result.note").startswith("[Removed on ")
    assert (view(judged).status, lines(judged)["ctl"]) == ("signed", "done")


@pytest.mark.meddles
def test_another_reason_that_is_removed_for_ever_is_not_what_was_signed(judged):
    refuse_it(judged)
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    behind_the_text(judged, ("result.note", OTHER))
    judged.execute(do.RemoveContent(form=F9, path="result.note", reason="A name"))
    assert lines(judged)["ctl"] == "waiting"
    say(judged, "[Removed on 1 Nov 2026: it was so]", "result.note")
    assert lines(judged)["ctl"] == "waiting", "nobody removes by writing that it was removed"


@pytest.mark.parametrize("is_removed", [False, pytest.param(True, marks=pytest.mark.meddles)])
def test_an_earlier_version_is_printed_with_the_reason_that_was_signed(judged, is_removed):
    refuse_it(judged)
    judged.execute(do.ChangeForm(form=F9, reason="r"))
    say(judged, "Judged anew.", "report")
    if is_removed:
        judged.execute(do.RemoveContent(form=F9, path="result.note", reason="A name"))
    say(judged, None, "result.note")
    say(judged, None)
    judged.execute(do.FreezeForm(form=F9))
    say(judged, "eligible")
    old = view(judged).revisions[-1]
    sheet = judged.sheet(view(judged).form_id, "frozen", old.id)
    assert sheet.content.text("result") == "not_eligible"
    reason = sheet.content.text("result.note")
    assert reason.startswith("[Removed on ") if is_removed else reason == WHY
    (line,) = (each for each in sheet.signatures if each.role == "ctl")
    assert (line.state, line.person) == ("void", "CTL-01")


NOTED = '{"result":"not_eligible"}'


@pytest.mark.parametrize(
    ("role", "named", "counts"),
    [("ctl", NOTED, True), ("ctl", '{"result":"eligible"}', False), ("ctl", "", False),
     ("hsp", "", True), ("hsp", NOTED, True), ("hsp", '{"result":"eligible"}', False),
     ("ctl", "nonsense", False), ("hsp", "[1]", False), ("rev", "", True)],
)  # fmt: skip
def test_what_a_program_of_before_signed_counts_by_what_it_names(judged, role, named, counts):
    """It named no parts, and nothing for who decides nothing; nor did it name a dot."""
    refuse_it(judged)
    sign(judged, "hsp", "HSP-LAW", decision="acknowledge", medium="paper")
    with judged.store.read() as reader:
        state = Knowledge(reader, judged.today).situation(reader.select(Card)[0]).forms["F9"]
        made = tuple(
            replace(each, decided=named) if each.role == role else each for each in state.sign_offs
        )
        assert (role in replace(state, sign_offs=made).decided) is counts


@pytest.mark.parametrize(
    ("named", "told"),
    [('{"result":"eligible"}', {"result": "eligible"}),
     (NOTED, {"result": "not_eligible", "result.note": WHY}), ("", None), ("nonsense", None)],
)  # fmt: skip
def test_a_reason_is_not_printed_with_another_result_that_was_signed_later(judged, named, told):
    """A program of before names the result alone."""
    refuse_it(judged)
    with judged.store.read() as reader:
        state = Knowledge(reader, judged.today).situation(reader.select(Card)[0]).forms["F9"]
        over = [*state.sign_offs, replace(state.decided["ctl"], decided=named)]
        wanted = told or said_then(reader, state.form, state.sign_offs)
        assert said_then(reader, state.form, over) == wanted != {}


@pytest.mark.parametrize("named", ["", NOTED])
def test_a_reason_is_not_added_to_what_was_signed_without_one(judged, monkeypatch, named):
    """It would end the sign-off, and that of all who saw it; what was signed before named none."""
    say(judged, "eligible")
    if named:
        monkeypatch.setattr(signing, "what_is_decided", lambda *_given: '{"result":"eligible"}')
    sign(judged)
    command = do.SetValue(form=F9, path="result.note", new=WHY)
    if named:
        judged.execute(command)
    else:
        with pytest.raises(Refused) as caught:
            judged.execute(command)
        assert caught.value.code == "decided"
    assert view(judged).status == "signed"


def test_what_was_signed_empty_is_filled_in_whole(judged, monkeypatch):
    """On paper nobody is asked; CTL says it afterwards, and signs."""
    monkeypatch.setattr(signing, "must_have_said", lambda *_given: None)
    sign(judged)
    said = {"result.note": WHY, "result": "not_eligible"}
    judged.execute(do.FillForm(form=F9, values=said))
    assert lines(judged)["ctl"] == "waiting"
    sign(judged)
    assert view(judged).status == "signed"
