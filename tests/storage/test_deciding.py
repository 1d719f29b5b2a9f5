"""A result is a role's decision: it is said before the role signs, and stands (decisions, 17)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mcdesk.application.handlers import signing
from mcdesk.application.knowledge import Knowledge
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.deciding import decided_fields, is_signed
from mcdesk.procedure.definition import FormDefinition
from mcdesk.procedure.records import Card, Person, SignOff
from mcdesk.procedure.statement import BOUND, statement
from tests.asking import code_of
from tests.honest import owing
from tests.storage.conftest import come_to_confirmation
from tests.walk import Walker


def assess(desk) -> None:
    walker = Walker(desk)
    walker.fill("F9", e6=[{"item": "C2", "what": "Mend the captions"}])
    walker.judge()


@pytest.fixture
def judged(at):
    """A card at stage 12 whose assessment is signed by the assessor; CTL has said no result."""
    return at("reexamination", come_to_confirmation, assess)


def say(desk, result: str | None, path: str = "result") -> str:
    """Say the result; return the event, where there is any."""
    events = desk.execute(do.SetValue(form="MC-1/F9", path=path, new=result)).events
    return events[0] if events else ""


def sign(desk, **more) -> None:
    desk.execute(do.SignForm(form="MC-1/F9", role="ctl", person="CTL-01", **owing(more)))


def view(desk):
    return desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F9"))


def definition(desk) -> FormDefinition:
    return view(desk).definition


@pytest.fixture
def decided(judged):
    """As CTL said and signed it."""
    say(judged, "eligible")
    sign(judged)
    return judged


@pytest.mark.parametrize("medium", ["program", "paper"])
def test_nobody_signs_a_decision_that_is_not_said(judged, medium):
    with pytest.raises(
        Refused, match="“Result” is empty: CTL coordinator fills it in first, then signs"
    ):
        sign(judged, medium=medium)
    say(judged, "not_eligible")
    with pytest.raises(Refused, match="Say why it is not eligible"):
        sign(judged, medium=medium)
    say(judged, "Much is missing.", "result.note")
    sign(judged, medium=medium)
    assert view(judged).status == "signed"


@pytest.mark.parametrize("medium", ["program", "paper"])
def test_nobody_signs_after_minor_fixes_where_none_is_listed(confirming, medium):
    Walker(confirming).judge()
    say(confirming, "minor")
    with pytest.raises(Refused, match="List what must be mended") as caught:
        sign(confirming, medium=medium)
    (finding,) = caught.value.findings
    assert (finding.form, finding.path) == ("F9", "e6")
    confirming.execute(do.SetSetting(key="level:F9.fixes_listed", value="warn"))
    sign(confirming, medium=medium)
    assert view(confirming).status == "signed"


def test_who_returns_a_form_need_not_have_said_a_result(judged):
    sign(judged, decision="return", note="The second half was not seen.")
    assert view(judged).status == "returned"


def test_a_result_that_was_signed_stands(decided):
    """It is neither changed nor emptied; saying the same once more changes nothing."""
    for result in ("not_eligible", None):
        command = do.SetValue(form="MC-1/F9", path="result", new=result)
        assert code_of(decided, command) == "decided"
    assert code_of(decided, do.FillForm(form="MC-1/F9", values={"result": "minor"})) == "decided"
    say(decided, "eligible")
    assert view(decided).content.text("result") == "eligible"
    assert view(decided).open_paths == (), "the window shuts the field"


def test_a_result_that_was_signed_is_neither_undone_nor_done_again(judged):
    say(judged, "minor")
    second = say(judged, "eligible")
    undone = judged.execute(do.UndoEvent(of=second)).events[0]
    redone = judged.execute(do.UndoEvent(of=undone)).events[0]
    sign(judged)
    assert code_of(judged, do.UndoEvent(of=redone)) == "decided"
    form = view(judged).form_id
    with judged.store.read() as reader:
        (signed,) = reader.select(SignOff, role="ctl", form_id=form)
    judged.execute(do.WithdrawSignOff(sign_off=signed.id, reason="Wrong"))
    judged.execute(do.UndoEvent(of=redone))
    assert view(judged).content.text("result") == "minor"
    sign(judged)
    assert view(judged).status == "signed"


def test_a_form_that_is_opened_keeps_a_result_that_was_signed(decided):
    """Else a gate would count the signature for another result; with another text it falls."""
    decided.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    command = do.SetValue(form="MC-1/F9", path="result", new="minor")
    assert code_of(decided, command) == "decided"
    say(decided, "Judged anew.", "report")
    decided.execute(command)


def test_a_returned_form_gets_another_result_and_is_signed_anew(decided):
    sign(decided, decision="return", note="Too kind.")
    assert view(decided).open_paths == ("result",)
    say(decided, "minor")
    sign(decided)
    assert view(decided).status == "signed"


def report(desk) -> str:
    return view(desk).content.text("report")


def stands(desk) -> tuple[str, str]:
    """Return where the form stands, and whether CTL's line is done."""
    (line,) = (each for each in view(desk).signatures if each.role == "ctl")
    return view(desk).status, line.state


@pytest.mark.parametrize("how", ["typed", "filled", "undone"])
def test_a_result_that_is_said_anew_behind_the_text_is_not_what_was_signed(decided, how):
    """The text is changed, the result with it, and the text is put back."""
    before, ctl = report(decided), decided.person_id
    with decided.store.read() as reader:
        (reviewer,) = reader.select(Person, name="REV-01")
    decided.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    decided.use_person(reviewer.id)
    event = say(decided, "Judged anew.", "report")
    if how == "filled":
        said = {"result": "not_eligible", "result.note": "Much is missing."}
        decided.execute(do.FillForm(form="MC-1/F9", values=said))
        decided.execute(do.FillForm(form="MC-1/F9", values={"report": before}))
    else:
        say(decided, "not_eligible")
        say(decided, "Much is missing.", "result.note")
        if how == "undone":
            decided.execute(do.UndoEvent(of=event))
        else:
            say(decided, before, "report")
    assert report(decided) == before
    decided.use_person(ctl)
    assert stands(decided) == ("frozen", "waiting")
    told = next(line for line in view(decided).decisions if line.medium == "program")
    assert told.ended is not None
    assert told.ended.kind == "otherwise"
    with pytest.raises(Refused) as caught:
        Walker(decided).move("opening")
    assert ("F9", "ctl") in {(each.form, each.role) for each in caught.value.findings}
    sign(decided)
    assert stands(decided) == ("signed", "done")


def test_a_result_that_is_put_back_is_what_was_signed(decided):
    decided.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    before = report(decided)
    say(decided, "Judged anew.", "report")
    say(decided, "minor")
    say(decided, before, "report")
    assert stands(decided)[0] == "frozen"
    say(decided, "eligible")
    assert stands(decided) == ("signed", "done")


def test_a_return_that_is_withdrawn_brings_no_other_result_under_the_signature(decided):
    sign(decided, decision="return", note="Too kind.")
    say(decided, "minor")
    form = view(decided).form_id
    with decided.store.read() as reader:
        made = reader.select(SignOff, role="ctl", form_id=form)
    (back,) = (each for each in made if each.decision == "return")
    assert {each.decision: each.decided for each in made} == {
        "approve": '{"result":"eligible","result.note":null}', "return": "",
    }  # fmt: skip
    decided.execute(do.WithdrawSignOff(sign_off=back.id, reason="A slip"))
    assert stands(decided) == ("frozen", "waiting")
    sign(decided)
    assert stands(decided) == ("signed", "done")


def test_an_earlier_version_is_printed_with_what_was_decided_over_it(decided):
    decided.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    say(decided, "Judged anew.", "report")
    say(decided, None)
    decided.execute(do.FreezeForm(form="MC-1/F9"))
    say(decided, "minor")
    form, old = view(decided).form_id, view(decided).revisions[-1]
    sheet = decided.sheet(form, "frozen", old.id)
    assert sheet.content.text("result") == "eligible"
    assert "result" not in sheet.late
    (line,) = (each for each in sheet.signatures if each.role == "ctl")
    assert (line.state, line.person) == ("void", "CTL-01")


@pytest.mark.parametrize(
    ("named", "status"),
    [('{"result":"eligible"}', "signed"), ("", "frozen"), ('{"result":"minor"}', "frozen")],
)
def test_a_sign_off_counts_for_the_result_that_it_names(decided, named, status):
    """One of a program of before names none."""
    with decided.store.read() as reader:
        state = Knowledge(reader, decided.today).situation(reader.select(Card)[0]).forms["F9"]
        made = tuple(
            replace(each, decided=named) if each.role == "ctl" else each for each in state.sign_offs
        )
        found = replace(state, sign_offs=made)
        assert found.status == status
        assert is_signed(found, found.definition.fields["result"]) == (status == "signed")


def test_what_a_decision_names_is_signed_by_its_key(decided):
    """Where it names nothing the text is as it always was, so that old signatures hold."""
    form = view(decided).form_id
    with decided.store.read() as reader:
        (made,) = reader.select(SignOff, role="ctl", form_id=form)
    heading, text = statement(made).split("\n")
    assert (heading, json.loads(text)["decided"]) == ("MC Desk sign-off 2", made.decided)
    heading, text = statement(replace(made, decided="")).split("\n")
    assert (heading, set(json.loads(text))) == ("MC Desk sign-off 1", set(BOUND))


def test_a_result_that_was_signed_empty_is_said_by_ctl_who_then_signs(judged, monkeypatch):
    """It was signed on paper; what it says then was not decided so."""
    monkeypatch.setattr(signing, "must_have_said", lambda *_given: None)
    sign(judged)
    with judged.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    ctl = judged.person_id
    judged.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    judged.use_person(lecturer.id)
    command = do.SetValue(form="MC-1/F9", path="result", new="eligible")
    assert code_of(judged, command) == "not_theirs", "nobody says it for CTL behind its signature"
    judged.use_person(ctl)
    say(judged, "minor")
    assert stands(judged)[0] == "frozen"
    sign(judged)
    assert code_of(judged, command) == "decided"


def test_what_stood_in_the_form_when_it_was_frozen_its_digest_binds(confirming):
    """Opened, it is changed like all else, and all sign anew."""
    Walker(confirming).judge("eligible")
    confirming.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    say(confirming, "minor")
    assert view(confirming).status == "void"


def test_a_form_of_before_names_nobody_and_goes_on_as_it_did(decided):
    """Micro-credentials under way keep the definition that they began under."""
    assert [entry.id for entry in decided_fields(definition(decided), "ctl")] == ["result"]
    assert decided_fields(definition(decided), "rev") == ()
    before = definition(decided)
    sections = tuple(
        replace(each, fields=tuple(replace(entry, decided_by="") for entry in each.fields))
        for each in before.sections
    )
    older = replace(before, sections=sections)
    assert decided_fields(older, "ctl") == ()
    with decided.store.read() as reader:
        situation = Knowledge(reader, decided.today).situation(reader.select(Card)[0])
        state = situation.forms["F9"]
        assert is_signed(state, before.fields["result"])
        assert not is_signed(replace(state, definition=older), older.fields["result"])
