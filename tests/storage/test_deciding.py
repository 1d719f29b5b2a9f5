"""A result is a role's decision: it is said before the role signs, and stands (decisions, 17)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.handlers import signing
from mcdesk.application.knowledge import Knowledge
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.deciding import decided_fields, is_signed
from mcdesk.procedure.definition import FormDefinition
from mcdesk.procedure.records import Card, Person, SignOff
from tests.walk import Walker


@pytest.fixture
def judged(confirming):
    """A card at stage 12 whose assessment is signed by the assessor; CTL has said no result."""
    Walker(confirming).judge()
    return confirming


def say(desk, result: str | None, path: str = "result") -> str:
    """Say the result; return the event, where there is any."""
    events = desk.execute(do.SetValue(form="MC-1/F9", path=path, new=result)).events
    return events[0] if events else ""


def sign(desk, **more) -> None:
    desk.execute(do.SignForm(form="MC-1/F9", role="ctl", person="CTL-01", **more))


def code_of(desk, command) -> str:
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    return caught.value.code


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
    decided.execute(do.ChangeForm(form="MC-1/F9"))
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


def test_a_result_that_was_signed_empty_is_said_once_by_ctl(judged, monkeypatch):
    """As it was signed before that was asked, or came back on paper when it was done again."""
    monkeypatch.setattr(signing, "must_have_said", lambda *_given: None)
    sign(judged)
    with judged.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    ctl = judged.person_id
    judged.execute(do.ChangeForm(form="MC-1/F9"))
    judged.use_person(lecturer.id)
    command = do.SetValue(form="MC-1/F9", path="result", new="eligible")
    assert code_of(judged, command) == "not_theirs", "nobody says it for CTL behind its signature"
    judged.use_person(ctl)
    say(judged, "minor")
    assert code_of(judged, command) == "decided"


def test_what_stood_in_the_form_when_it_was_frozen_its_digest_binds(confirming):
    """Opened, it is changed like all else, and all sign anew."""
    Walker(confirming).judge("eligible")
    confirming.execute(do.ChangeForm(form="MC-1/F9"))
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
