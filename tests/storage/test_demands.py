"""What the gates of the shipped procedure ask, stage by stage (domain.md, sections a and b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mcdesk.application import asking, shelf
from mcdesk.application.surroundings import surroundings_of
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.inspect import computed_content
from mcdesk.procedure.records import Revision, TeamMember
from tests.walk import Walker


def codes(desk, to: str) -> list[str]:
    """Return why the card cannot move to a stage: the codes of the findings that block."""
    with pytest.raises(Refused) as caught:
        desk.execute(do.MoveCard(card="MC-1", to=to))
    return [finding.code for finding in caught.value.findings if finding.level == "block"]


def status(desk, kind: str) -> str:
    return next(line.status for line in desk.outline("MC-1").forms if line.kind == kind)


# --- stage 8: a maker is named in the register ----------------------------------------------


def test_makers_are_named_in_the_register_after_it_was_verified(at):
    """decisions.md, 17: the rows of F4 are living."""
    desk = at("design")
    desk.execute(do.SetValue(form="MC-1/F4", path="gd", new=""))
    assert status(desk, "F4") == "signed"


def test_the_register_names_a_maker_before_production(at):
    """domain.md, F4: "GD or DCS required before stage 9"."""
    desk = at("design")
    walker = Walker(desk)
    for path in ("gd", "dcs"):
        desk.execute(do.SetValue(form="MC-1/F4", path=path, new=""))
    walker.fill("F7", {"d3": "Aligned by table."},
                d7=[{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}])  # fmt: skip
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    assert codes(desk, "9") == ["maker_named"]
    desk.execute(do.FillForm(form="MC-1/F4", values={"gd": "GD-01"}))
    walker.move("development")


# --- stages 9 to 12: a build is of the components that are there (decisions.md, 5) ------------


def test_a_build_falls_with_the_components_that_are_made_anew(confirming):
    desk = confirming
    walker = Walker(desk)
    fallen = [line.kind for line in desk.fallen("MC-1", "development")]
    assert fallen == ["R11"]
    walker.move("development", "The videos are recorded anew")
    walker.hand_in()
    walker.move("reexamination")
    walker.reexamine("aligned")
    assert codes(desk, "12") == ["no_build"]
    walker.move("master_course")
    walker.build("rebuild", "2")
    walker.move("confirmation")


def test_a_build_stays_where_the_components_are_only_examined_again(confirming):
    walker = Walker(confirming)
    walker.move("reexamination", "A second look")
    walker.reexamine("aligned")
    walker.move("confirmation")


def test_a_build_made_before_the_verdict_falls_with_it(at):
    """A build record may be made from stage 9 on; what is reworked is built after that."""
    desk = at("reexamination")
    walker = Walker(desk)
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.build("first", "1")
    walker.reexamine("not_aligned")
    walker.move("master_course")
    assert status(desk, "R11") == "draft"
    walker.hand_in()
    assert codes(desk, "10") == ["not_frozen"]
    walker.freeze("R11")
    walker.sign("R11", "id")
    walker.move("reexamination")
    walker.reexamine("aligned")
    walker.move("confirmation")


def test_a_build_made_before_the_verdict_stays_where_all_is_aligned(at):
    desk = at("reexamination")
    walker = Walker(desk)
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.build("first", "1")
    walker.reexamine("aligned")
    walker.move("confirmation")


def first_component(desk) -> tuple[str, str]:
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    return form, desk.form(form).content.rows["c1"][0].id


def by_hand(desk, *states: str) -> None:
    """Set the state of the first component, step by step."""
    form, row = first_component(desk)
    for state in states:
        desk.execute(do.SetCell(form=form, field="c1", row=row, column="status", new=state))


def test_a_build_is_one_of_before_once_a_component_was_reworked_by_hand(app, confirming):
    """decisions.md, 5: a tested build of the current components."""
    desk = confirming
    assert "old_build" not in codes(desk, "13")
    by_hand(desk, "to_revise", "accepted")
    assert "old_build" in codes(desk, "13")
    ways = desk.outline("MC-1").ways
    said = {found.sentence("en") for way in ways for found in way.findings}
    assert any(words.startswith("Reworked after the master course was built: ") for words in said)
    assert status(desk, "R11") == "signed"
    desk.execute(do.ChangeForm(form="MC-1/R11", reason="r"))
    walker = Walker(desk)
    walker.fill("R11", {"build": "2", "mode": "rebuild"})
    walker.freeze("R11")
    walker.sign("R11", "id")
    assert "old_build" not in codes(desk, "13")
    assert app.check(desk.store.path) == ()


def test_a_rework_that_was_taken_back_leaves_the_build_as_it_is(confirming):
    by_hand(confirming, "to_revise")
    assert "old_build" in codes(confirming, "13")
    confirming.undo()
    assert "old_build" not in codes(confirming, "13")
    by_hand(confirming, "in_review", "accepted")
    assert "old_build" not in codes(confirming, "13")


# --- F5 and F8: who makes components is asked as far as the team has somebody -----------------


def leave(desk, role: str) -> None:
    """End a duty in the team today."""
    with desk.store.read() as reader:
        (member,) = reader.select(TeamMember, role=role)
    desk.execute(do.LeaveTeam(member=member.id))


def test_a_team_without_a_digital_content_specialist_confirms_without_one(confirming):
    """domain.md, F4 and ambiguity 10: one of the two is enough, and may hold both."""
    desk, walker = confirming, Walker(confirming)
    leave(desk, "dcs")
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "hsp:acknowledge", "ctl:accept")
    walker.judge("eligible")
    walker.move("opening")


def test_who_leaves_after_freezing_is_asked_until_it_is_frozen_anew(confirming):
    desk, walker = confirming, Walker(confirming)
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd")
    with desk.at(desk.today + timedelta(days=1)):
        leave(desk, "dcs")
        assert status(desk, "F8") == "frozen"
        desk.execute(do.ChangeForm(form="MC-1/F8", reason="r"))
        walker.freeze("F8")
        walker.sign("F8", "hsp:acknowledge", "ctl:accept")
        assert status(desk, "F8") == "signed"


def test_a_duty_that_is_dated_before_the_freezing_changes_nobody_who_is_asked(confirming):
    """In both directions; an earlier version is printed with whom it asked."""
    desk, walker = confirming, Walker(confirming)
    leave(desk, "dcs")
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "hsp:acknowledge", "ctl:accept")
    with desk.at(desk.today + timedelta(days=1)):
        desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs", since="2026-11-01"))
        assert status(desk, "F8") == "signed"
        with desk.store.read() as reader:
            (maker,) = reader.select(TeamMember, role="gd")
        desk.execute(do.LeaveTeam(member=maker.id, until=maker.since))
        desk.execute(do.ChangeForm(form="MC-1/F8", reason="r"))
        walker.fill("F8", {"k1.place": "Karawaci"})
        walker.freeze("F8")
    (form,) = (line for line in desk.outline("MC-1").forms if line.kind == "F8")
    asked = {"sme", "id", "hsp", "ctl"}
    new, old = desk.form(form.form_id).revisions
    for revision, makers in ((old, {"gd"}), (new, {"dcs"})):
        sheet = desk.sheet(form.form_id, "frozen", revision.id)
        assert {line.role for line in sheet.signatures} == asked | makers


def test_what_is_frozen_anew_is_shown_with_whom_it_will_ask(confirming):
    """The sheet that asks before a freezing names those of today, not of the version before."""
    desk, walker = confirming, Walker(confirming)
    leave(desk, "dcs")
    walker.fill_confirmation()
    walker.freeze("F8")
    desk.execute(do.ChangeForm(form="MC-1/F8", reason="r"))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs"))
    (form,) = (line.form_id for line in desk.outline("MC-1").forms if line.kind == "F8")
    view = desk.form(form)
    assert "dcs" in {signer.role for signer in view.asks}
    assert "dcs" not in {line.role for line in view.signatures}


def test_a_version_of_before_asks_whom_the_team_had(confirming):
    """It keeps nobody whom it asks; any other asks whom it keeps."""
    desk, walker = confirming, Walker(confirming)
    leave(desk, "dcs")
    walker.fill_confirmation()
    walker.freeze("F8")
    with desk.store.read() as reader:
        (revision,) = (each for each in reader.select(Revision) if "asked" in each.settings
                       and each.frozen_by and "k1.place" in each.content)  # fmt: skip
        definition = shelf.form_definition(reader, revision.definition_id)
        for kept in ("{}", '{"asked": 5}', revision.settings):
            asked = asking.asked_by(reader, definition, replace(revision, settings=kept))
            assert [each.role for each in asked.signers] == ["sme", "id", "gd", "hsp", "ctl"]


def test_a_team_whose_makers_confirmed_and_left_is_not_stopped(confirming):
    desk, walker = confirming, Walker(confirming)
    leave(desk, "dcs")
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "hsp:acknowledge", "ctl:accept")
    walker.judge("eligible")
    with desk.at(desk.today + timedelta(days=1)):
        leave(desk, "gd")
        assert desk.outline("MC-1").tile.ready_for == "opening"
        walker.move("opening")


def test_the_list_of_components_waits_for_nobody_who_is_not_there(at):
    desk = at("components")
    walker = Walker(desk)
    leave(desk, "dcs")
    walker.freeze("F5")
    walker.sign("F5", *(f"{role}:acknowledge" for role in ("sme", "gd", "hsp", "ctl")))
    walker.move("approval")


# --- stage 7: the list of components stands -----------------------------------------------------


def test_production_is_not_approved_over_a_list_that_was_changed(at):
    """domain.md, stage 7: the inputs are F2 to F5."""
    desk = at("approval")
    walker = Walker(desk)
    items = {f"a2.{number:02d}": "yes" for number in range(1, 29)}
    walker.fill("F6", {**items, "a4": walker.day(7)})
    walker.freeze("F6")
    walker.sign("F6", "ctl:verify", "hsp", "dean")
    walker.supply_late_fields()
    desk.execute(do.ChangeForm(form="MC-1/F5", reason="r"))
    desk.execute(do.SetValue(form="MC-1/F5", path="c2", new="Another message"))
    assert codes(desk, "8") == ["void"]
    walker.freeze("F5")
    walker.sign("F5", *(f"{role}:acknowledge" for role in ("sme", "gd", "dcs", "hsp", "ctl")))
    walker.move("design")


# --- stage 10: what depends on a component goes with it ------------------------------------------


def component(code: str, module: str, state: str) -> dict:
    return {"code": code, "component": f"{code} of {module}", "module": module, "status": state}


def test_what_was_made_from_a_component_is_reworked_with_it(at):
    """domain.md, ambiguity 14: script, tapping, dubbing, upload; nothing else is reopened."""
    desk = at("reexamination")
    walker = Walker(desk)
    before = [component("RM1", "1", "in_review"), component("AV1", "1", "accepted"),
              component("AV3", "1", "in_review"), component("AV5", "1", "accepted"),
              component("AV7", "1", "in_production"), component("AV6", "1", "not_applicable"),
              component("AV5", "2", "in_review")]  # fmt: skip
    desk.execute(do.ChangeForm(form="MC-1/F5", reason="r"))
    walker.fill("F5", c1=before)
    finding = {"component": "AV1 of 1", "place": "p. 2", "finding": "wrong", "must_fix": "yes",
               "owner": "GD-01", "kind": "content", "effort": "minor"}  # fmt: skip
    walker.fill("R10", {"verdict": "not_aligned"}, findings=[finding])
    walker.freeze("R10")
    walker.sign("R10", "sme")
    walker.move("master_course")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    found = [row.text("status") for row in desk.form(form).content.rows["c1"]]
    assert found == ["in_review", "to_revise", "to_revise", "to_revise", "in_production",
                     "not_applicable", "in_review"]  # fmt: skip


# --- a new round is planned anew -------------------------------------------------------------


def test_a_new_round_is_planned_anew(confirming):
    """domain.md, 13 back to 8: "F3 re-planned"; the four who approved it sign it again."""
    desk, walker = confirming, Walker(confirming)
    assert "F3" in [line.kind for line in desk.fallen("MC-1", "design")]
    walker.move("design", "Not aligned")
    assert status(desk, "F3") == "draft"
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    assert codes(desk, "9") == ["not_frozen"]
    walker.freeze("F3")
    walker.sign("F3", "sme", "id", "hsp", "dean")
    walker.move("development")


# --- completion -------------------------------------------------------------------------------


@pytest.mark.parametrize("excused", [False, True])
def test_a_component_that_is_due_at_the_opening_holds_up_the_completion(confirming, excused):
    """domain.md, stage 14: "F5 100 %"; who excused it at stage 12 (F8 k4) waits for it here."""
    desk, walker = confirming, Walker(confirming)
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    row = next(r for r in desk.form(form).content.rows["c1"] if r.text("code") == "CP3")
    place = {"form": form, "field": "c1", "row": row.id, "column": "status"}
    desk.execute(do.SetCell(**place, new="in_production"))
    if excused:
        late = {"component": row.text("component"), "reason": "Late", "due": walker.day(20)}
        late["closed"] = walker.day(0)
        desk.execute(do.FillForm(form="MC-1/F8", values={}, rows={"k4": [late]}, replace=False))
    walker.confirm()
    walker.move("opening")
    walker.open_class()
    walker.fill("R14", {"lessons": "Begin with the scripts.", "review_date": walker.day(400)})
    walker.freeze("R14")
    walker.sign("R14", "ctl")
    with pytest.raises(Refused) as caught:
        desk.execute(do.CompleteCard(card="MC-1"))
    assert [f.code for f in caught.value.findings if f.level == "block"] == ["components"]
    desk.execute(do.SetCell(**place, new="accepted"))
    desk.execute(do.CompleteCard(card="MC-1"))


# --- what only warns in Essential blocks in Full (decisions.md, 18) ----------------------------

FULL = do.SetSetting(key="profile", value="full")
LOW = {f"e3.{item}": "2" for item in ("A3", "A4", "A5", "A6")}


def judged(walker: Walker, **more: str) -> None:
    """Let an assessor sign a sheet with low scores, and CTL call it eligible."""
    notes = {f"{path}.note": "Weak." for path in LOW}
    fixes = [{"item": path.removeprefix("e3."), "what": "Mend it"} for path in LOW]
    walker.fill("F9", {"report": "Judged.", **LOW, **notes}, e6=fixes)
    walker.freeze("F9")
    walker.sign("F9", "rev")
    walker.fill("F9", {"result": "eligible", **more})
    walker.sign("F9", "ctl")


def test_a_score_below_the_threshold_is_not_eligible_in_full(confirming):
    """domain.md, F1: eligible from 62.51 per cent."""
    desk, walker = confirming, Walker(confirming)
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    judged(walker)
    ways = {way.target: way for way in desk.outline("MC-1").ways}
    assert ("score_reaches", "warn") in {(f.code, f.level) for f in ways["opening"].findings}
    desk.execute(FULL)
    assert "score_reaches" in codes(desk, "opening")


def test_no_class_opens_in_full_while_something_must_be_mended(confirming):
    desk, walker = confirming, Walker(confirming)
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    judged(walker)
    walker.move("opening")
    walker.fill("R13", {"decision": "open", "class_name": "C1", "dates.start": walker.day(10),
                        "dates.end": walker.day(60)})  # fmt: skip
    walker.freeze("R13")
    walker.sign("R13", "ctl", "id:acknowledge")
    desk.execute(FULL)
    assert codes(desk, "completion").count("fix_open") == len(LOW)
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F9")
    for row in desk.form(form).content.rows["e6"]:
        desk.execute(do.SetCell(form=form, field="e6", row=row.id, column="closed",
                                new=walker.day(0)))  # fmt: skip
    walker.move("completion")


def test_an_accepted_component_has_its_link_in_full(confirming):
    """domain.md, F5: "accepted needs a link"."""
    desk, walker = confirming, Walker(confirming)
    walker.confirm()
    desk.execute(FULL)
    assert "accepted_link" in codes(desk, "opening")


def test_the_checks_of_opening_and_completion_know_a_build_of_the_loop_before(confirming):
    desk, walker = confirming, Walker(confirming)
    walker.move("reexamination", "A second look")
    walker.reexamine("aligned")
    walker.move("confirmation")
    walker.confirm()
    walker.move("opening")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R13")
    view = desk.form(form)
    made = computed_content(view.definition, view.content, surroundings_of(view))
    met = {row.text("check"): row.text("met") for row in made.rows["checks"]}
    assert met["built"] == "yes"


def test_the_master_course_of_the_confirmation_is_the_build_that_the_gate_counts(confirming):
    """Of the loop before, as long as that build stands: in the form, and frozen (domain.md, F8)."""
    desk, walker = confirming, Walker(confirming)
    walker.move("reexamination", "A second look")
    walker.reexamine("aligned")
    walker.move("confirmation")
    walker.fill_confirmation()
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F8")

    def told(content) -> dict[str, str]:
        return {part: content.text(f"k5.{part}") for part in ("lms", "course", "link", "build")}

    view = desk.form(form)
    course = {"lms": "Moodle", "course": "C1", "link": "https://lms.example/c1", "build": "1"}
    assert told(view.computed) == course
    assert told(computed_content(view.definition, view.content, surroundings_of(view))) == course
    walker.freeze("F8")
    assert told(desk.sheet(form, "frozen").content) == course
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.fill("R11", {"mode": "rebuild", "build": "2", "lms": "eduhub"})
    assert told(desk.form(form).computed)["build"] == "1", "what is not signed does not count"
    walker.build("rebuild", "2")
    assert told(desk.form(form).computed)["build"] == "2"


def test_what_was_done_before_the_card_was_taken_over_is_no_open_check(desk, card):
    since = Walker(desk).day(-9)
    desk.execute(do.TakeOverCard(title_en="Old", programme="LAW", stage="opening", code="MC-OLD",
                                 since=since, lead="SME-03", designer="ID-02"))  # fmt: skip
    desk.execute(do.OpenForm(card="MC-OLD", form="R13"))
    form = next(line.form_id for line in desk.outline("MC-OLD").forms if line.kind == "R13")
    view = desk.form(form)
    made = computed_content(view.definition, view.content, surroundings_of(view))
    assert {row.text("met") for row in made.rows["checks"]} == {"yes"}
