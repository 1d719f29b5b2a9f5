"""Ways between stages: which are open, who may take them, what falls when a card goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, partial

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import guards
from mcdesk.procedure.content import Content
from mcdesk.procedure.digest import digest
from mcdesk.procedure.form_state import FormState
from mcdesk.procedure.load import read_definitions
from mcdesk.procedure.moves import check_move, check_way, fallen, moved, way_to
from mcdesk.procedure.opening import new_form
from mcdesk.procedure.records import Card, Form, Revision, SignOff, TeamMember
from mcdesk.procedure.situation import Actor, Situation
from mcdesk.procedure.stage import Label

TODAY = date(2026, 11, 23)
CTL = Actor("ctl", "CTL-01", (("ctl", "", ""),))
NOBODY = Actor("x", "X")


@cache
def shipped():
    procedure, forms = shipped_definitions()
    return read_definitions(("procedure", procedure), forms)


def card(stage: str, **given) -> Card:
    plain = {"stage_since": "2026-11-01", "procedure_id": "p", "title_en": "T", "code": "MC-1"}
    return Card(**{"id": "c", "stage": stage, **plain, **given})


def member(role: str, *, lead: bool = False) -> TeamMember:
    return TeamMember(id=role, card_id="c", person_id=role, role=role, since="", lead=lead)


def signed(kind: str, of: Card) -> FormState:
    """Return a form of which every signer has signed the revision."""
    definition = shipped().forms[kind]
    form = replace(new_form(definition, of, "2026-11-01"), version=1, revision_id="r")
    mark = digest(definition, Content())
    revision = Revision(id="r", form_id=form.id, card_id=of.id, version=1, digest=mark,
                        definition_id="x", content="{}", frozen_on="2026-11-20")  # fmt: skip
    decisions = tuple(
        SignOff(id=s.role, form_id=form.id, revision_id="r", version=1, card_id=of.id, digest=mark,
                role=s.role, person_id=s.role,
                decision=next(d for d in s.decisions if d not in ("return", "reject")))
        for s in definition.signers
    )  # fmt: skip
    return FormState(
        form=form, definition=definition, load=Content, revision=revision, sign_offs=decisions,
    )  # fmt: skip


LEAD = member("sme", lead=True)


def situation(stage: str, *forms: str, team=(LEAD,), **given) -> Situation:
    of = card(stage, **given)
    return Situation(
        card=of,
        procedure=shipped().procedure,
        today=TODAY,
        forms={kind: signed(kind, of) for kind in forms},
        definitions=shipped().forms,
        team=tuple(team),
        settings={s.key: s.value for s in shipped().procedure.settings},
    )


def codes(found) -> set[str]:
    return {finding.code for finding in found if finding.level == "block"}


def test_the_gate_opens_when_its_form_is_signed():
    way, found = check_move(situation("assignment", "R1"), CTL, "discussion")
    assert (way.id, codes(found)) == ("issue-assignment", set())
    way, found = check_move(situation("assignment"), CTL, "discussion")
    assert codes(found) == {"not_begun"}


def test_every_reason_is_told_at_once():
    closed = situation("assignment", team=(), status="on_hold")
    _way, found = check_move(closed, NOBODY, "discussion")
    assert codes(found) == {"on_hold", "not_yours", "not_begun", "no_lead"}


@pytest.mark.parametrize("target", ["proposal", "approval", "completion", "assignment"])
def test_there_is_no_way_past_a_stage_nor_to_itself(target):
    way, found = check_move(situation("assignment", "R1"), CTL, target)
    assert way.id == ""
    assert codes(found) & {"no_way", "same_stage"}


@pytest.mark.parametrize("target", ["assignment", "discussion", "proposal", "design"])
def test_every_earlier_stage_can_be_gone_back_to_with_a_reason(target):
    here = situation("master_course")
    way, found = check_move(here, CTL, target)
    assert way.kind == "back"
    assert codes(found) == {"reason"}
    assert not codes(check_move(here, CTL, target, "the topic changes")[1])
    assert not codes(check_move(here, CTL, target, asks=True)[1])
    assert codes(check_move(here, CTL, target, " \n")[1]) == {"reason"}


def test_only_movers_move():
    here = situation("design", "F7", team=(member("sme", lead=True), member("id"), member("gd")))
    for actor, may in ((CTL, True), (Actor("id"), True), (Actor("gd"), False), (NOBODY, False)):
        found = check_move(here, actor, "development")[1]
        assert ("not_yours" not in codes(found)) == may
    assert "not_yours" in codes(check_move(here, Actor("id"), "proposal", "r")[1])


@pytest.mark.parametrize("status", ["on_hold", "halted", "cancelled", "completed"])
def test_a_card_that_rests_does_not_move(status):
    _way, found = check_move(situation("assignment", "R1", status=status), CTL, "discussion")
    assert status in codes(found)


@pytest.mark.parametrize(
    ("stage", "target", "round_", "loop"),
    [
        ("opening", "design", 2, 1),
        ("confirmation", "design", 2, 1),
        ("master_course", "design", 2, 1),
        ("development", "design", 2, 1),
        ("opening", "proposal", 1, 3),
        ("development", "proposal", 1, 3),
        ("confirmation", "approval", 1, 3),
        ("design", "proposal", 1, 3),
        ("approval", "timeline", 1, 3),
        ("confirmation", "reexamination", 1, 4),
        ("master_course", "reexamination", 1, 4),
        ("opening", "master_course", 1, 4),
    ],
)
def test_going_back_begins_a_round_or_a_loop(stage, target, round_, loop):
    here = situation(stage, loop=3)
    after, _records = moved(here, way_to(here, target))
    assert (after.stage, after.round, after.loop) == (target, round_, loop)
    assert after.stage_since == TODAY.isoformat()


@pytest.mark.parametrize(
    ("target", "kinds"),
    [("timeline", {"F3", "F6"}), ("discussion", {"R2", "F2", "F3", "F4", "F5", "F6"})],
)
def test_what_falls_is_told_before_and_done_after(target, kinds):
    here = situation("approval", "R1", "R2", "F2", "F3", "F4", "F5", "F6")
    way = way_to(here, target)
    assert {state.form.kind for state in fallen(here, way)} == kinds
    _after, records = moved(here, way)
    forms = {entry.kind: entry for entry in records if isinstance(entry, Form)}
    assert all(not form.revision_id and form.fallen_version == 1 for form in forms.values())
    assert set(forms) == kinds


def test_moving_forward_opens_the_forms_of_the_stage_entered():
    here = situation("proposal", "F2")
    after, records = moved(here, way_to(here, "timeline"))
    assert after.stage == "timeline"
    assert {entry.kind for entry in records if isinstance(entry, Form)} == {"F3"}


def test_a_taken_over_card_s_earlier_forms_count_as_met():
    here = situation("proposal", entered_at="proposal")
    assert codes(check_move(here, CTL, "timeline")[1]) == {"not_begun"}
    back = replace(here, card=replace(here.card, entered_at="timeline"))
    assert codes(check_move(back, CTL, "timeline")[1]) == {"not_begun"}
    later = situation("approval", entered_at="approval")
    assert {f.form for f in check_move(later, CTL, "design")[1] if f.level == "block"} == {"F6"}


def test_what_a_draft_lacks_names_its_form():
    here = situation("proposal", "F2")
    begun = replace(
        here.forms["F2"], revision=None, sign_offs=(), load=partial(Content, {"p1.en": "T"})
    )
    found = check_move(replace(here, forms={"F2": begun}), CTL, "timeline")[1]
    found = [finding for finding in found if finding.code == "required"]
    assert found
    assert all(f.form == "F2" and f.path for f in found)
    assert all(f.sentence("en").startswith("Proposal: “") for f in found)


def test_a_guard_s_level_may_be_lowered_for_a_workspace():
    here = situation("assignment")
    way = here.procedure.transition("assignment", "discussion")
    for level, blocks in (("block", True), ("warn", False), ("off", False)):
        found = check_way(replace(here, levels={"guard.form_valid": level}), CTL, way)
        assert bool(codes(found.findings)) == blocks
        assert found.is_open != blocks
        assert bool(found.findings) == (level != "off")


def test_a_way_is_asked_once_for_each_who_acts(monkeypatch):
    here = situation("assignment")
    way, asked = here.procedure.transition("assignment", "discussion"), []

    def ask(_situation, actor, _params):
        asked.append(actor)
        return ()

    for use in way.guards:
        monkeypatch.setitem(guards.GUARDS, use.name, ask)
    for actor in (CTL, NOBODY, CTL, NOBODY):
        check_way(here, actor, way)
    once = [CTL] * len(way.guards) + [NOBODY] * len(way.guards)
    assert asked == once
    check_way(replace(here, levels={}), CTL, way)
    assert len(asked) > len(once)


def test_the_second_stage_has_one_name():
    stage = shipped().procedure.stage("discussion")
    assert stage.short == stage.title == Label("Initial discussion", "Diskusi awal")
