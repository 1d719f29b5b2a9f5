"""Forms fulfilled by an external original: the gate reads what the original says."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.asking import code_of


def external(form: str, facts: dict | None = None, card: str = "MC-1", **given):
    given = {"number": "1", "date": "2026-11-01", "signed_by": "SME", **given}
    return do.RecordExternal(card=card, form=form, facts=facts or {}, **given)


def codes(desk, to: str) -> set[str]:
    with pytest.raises(Refused) as caught:
        desk.execute(do.MoveCard(card="MC-1", to=to))
    return {finding.code for finding in caught.value.findings}


@pytest.mark.parametrize(
    ("facts", "code"), [({"verdict": "halt"}, "value"), ({"verdict": "again"}, "value"),
                        ({}, "not_said")]
)  # fmt: skip
def test_minutes_from_outside_open_the_gate_only_when_they_agree(at, facts, code):
    desk = at("discussion")
    desk.execute(external("R2", facts))
    assert codes(desk, "proposal") == {code}
    desk.execute(external("R2", {"verdict": "agreed"}))
    desk.execute(do.MoveCard(card="MC-1", to="proposal"))


def test_what_stands_typed_in_the_form_does_not_speak_for_the_original(at):
    desk = at("discussion")
    desk.execute(do.SetValue(form="MC-1/R2", path="verdict", new="agreed"))
    desk.execute(external("R2", {"verdict": "halt"}))
    assert codes(desk, "proposal") == {"value"}


def test_an_opening_from_outside_says_eligible_and_open(at):
    desk = at("assignment")
    given = {"title_en": "T", "programme": "LAW", "lead": "SME-03", "since": "2026-10-01"}
    desk.execute(do.TakeOverCard(code="MC-9", stage="opening", **given))
    for form, facts in (
        ("F8", {}),
        ("F9", {"result": "not_eligible"}),
        ("R13", {"decision": "back"}),
    ):
        desk.execute(external(form, facts, card="MC-9"))
    with pytest.raises(Refused) as caught:
        desk.execute(do.MoveCard(card="MC-9", to="completion"))
    assert {f.path for f in caught.value.findings} == {"result", "decision"}


@pytest.mark.parametrize(
    ("facts", "given", "code"),
    [
        ({"verdict": "banana"}, {}, "bad_facts"),
        ({"nope": 1}, {}, "unknown_field"),
        ({"next_date": "2026-02-30"}, {}, "bad_facts"),
        ({"topics": [{"topic": "x"}]}, {}, "unknown_field"),
        ({}, {"date": "2030-01-01"}, "future"),
        ({}, {"date": "2026-02-30"}, "no_date"),
        ({}, {"file": "no file"}, "unknown"),
    ],
)
def test_an_original_that_cannot_be_is_refused(desk, card, facts, given, code):
    assert code_of(desk, external("R2", facts, **given)) == code


def test_the_file_of_an_original_belongs_to_the_card(desk, card, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    digest, size = desk.store_file(tmp_path / "a.txt")
    desk.execute(do.CreateCard(title_en="Other", programme="LAW", code="MC-2"))
    attach = do.AttachFile(card="MC-2", name="a", size=size, digest=digest, id="f")
    desk.execute(attach)
    assert code_of(desk, external("R2", {"verdict": "agreed"}, file="f")) == "other_card"


def test_a_reexamination_from_outside_needs_its_verdict(at):
    desk = at("reexamination")
    desk.execute(external("R10"))
    assert codes(desk, "master_course") == {"not_said"}
    desk.execute(external("R10", {"verdict": "aligned"}))
    desk.execute(do.MoveCard(card="MC-1", to="master_course"))
    rows = desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F5"))
    assert {row.text("status") for row in rows.content.rows["c1"]} == {"accepted"}


@pytest.mark.parametrize(
    ("form", "asked"),
    [("R2", {"verdict"}), ("R10", {"verdict"}), ("F9", {"result"}), ("R13", {"decision"}),
     ("F2", set()), ("F5", set())],
)  # fmt: skip
def test_what_gates_read_is_asked_of_an_original_that_was_not_begun(at, form, asked):
    desk = at("assignment")
    found = desk.original("MC-1", form)
    assert (set(found.asked), found.facts, found.number) == (asked, {}, "")


def test_what_is_recorded_of_an_original_is_known(at):
    desk = at("discussion")
    desk.execute(external("R2", {"verdict": "halt", "next_date": "2026-12-01"}, note="n"))
    found = desk.original("MC-1", "R2")
    assert found.facts == {"verdict": "halt", "next_date": "2026-12-01"}
    assert (found.number, found.dated, found.signed_by, found.note) == (
        "1", "2026-11-01", "SME", "n",
    )  # fmt: skip
    assert code_of(desk, external("F77")) == "unknown_form"
    with pytest.raises(Refused):
        desk.original("MC-1", "F77")
