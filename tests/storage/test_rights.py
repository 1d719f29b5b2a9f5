"""Who may do what, when, and what cannot be got round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from tests.asking import code_of
from tests.walk import Walker, create


def test_a_scope_makes_no_second_sheet_of_a_form_that_has_one(desk, card):
    assert code_of(desk, do.OpenForm(card="MC-1", form="R1", scope="zz")) == "no_scope"


@pytest.mark.parametrize(
    "command",
    [
        do.OpenForm(card="MC-1", form="F2"),
        do.SetValue(form="MC-1/R1", path="topic", new="x"),
        do.FreezeForm(form="MC-1/R1"),
        do.JoinTeam(card="MC-1", person="SME-03", role="gd"),
        do.ChangeCard(card="MC-1", title_en="Other"),
    ],
)
def test_a_cancelled_card_is_closed(desk, card, command):
    desk.execute(do.CancelCard(card="MC-1", reason="no demand"))
    assert code_of(desk, command) == "cancelled"


def test_a_cancellation_is_reopened_with_the_right_never_undone(app, desk, card):
    desk.execute(do.CancelCard(card="MC-1", reason="no demand"))
    assert code_of(desk, do.UndoEvent(of=desk.history(limit=1)[0].event_id)) == "never_undone"


def test_a_designer_of_other_cards_is_a_stranger_here(app, desk, card):
    desk.execute(do.AddPerson(name="ID-09", roles=["id"]))
    with app.acting_as(desk, "ID-09"):
        assert code_of(desk, do.SetValue(form="MC-1/R1", path="topic", new="x")) == "no_right"


def test_what_waits_for_a_person_follows_the_scope_of_the_office_and_the_team(app, desk, card):
    """A role of the directory alone makes nobody a member of a team."""
    faculties = {line.faculty_id for line in desk.info().programmes}
    with app.acting_as(desk, "DEAN-LAW"):
        found = desk.info()
        assert found.roles == ("dean",)
        ((role, faculty, programme),) = found.offices
        assert (role, programme) == ("dean", "")
        assert faculty in faculties
    with app.acting_as(desk, "SME-03"):
        assert desk.info().roles == ("sme",)
        assert desk.info().offices == frozenset()
    assert ("ctl", "", "") in desk.info().offices


def test_an_office_with_a_scope_is_appointed(desk):
    assert code_of(desk, do.AddPerson(name="DEAN-X", roles=["dean"])) == "scope"


def test_only_a_lead_makes_a_lead_and_the_last_one_stays(app, desk):
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    with app.acting_as(desk, "CTL-02"):
        assert code_of(desk, do.AppointOffice(person="CTL-02", role="ctl_lead")) == "lead_only"
    people = {person.name: person for person in desk.directory().people}
    office = next(o.id for o in people["CTL-01"].offices if o.role == "ctl_lead")
    assert code_of(desk, do.EndOffice(office=office, until="2026-11-30")) == "last_lead"


def test_there_is_a_lead_after_an_office_is_ended(desk):
    """Not only today: the other one's term may end before, or as soon."""
    desk.execute(do.AddPerson(name="GD-01"))
    desk.execute(do.AppointOffice(person="GD-01", role="ctl_lead", until="2026-11-30"))
    first, second = (office_of(desk, name) for name in ("CTL-01", "GD-01"))
    for until in ("2026-11-30", "2026-12-31"):
        assert code_of(desk, do.EndOffice(office=first, until=until)) == "last_lead"
    desk.execute(do.EndOffice(office=first, until="2026-11-29"))
    assert code_of(desk, do.EndOffice(office=second, until="2026-11-29")) == "last_lead"
    desk.execute(do.EndOffice(office=first, until="2027-01-01"))  # longer again


def test_once_the_last_term_is_over_who_keeps_the_directory_appoints_a_lead(app, desk):
    """Otherwise nobody could, for ever; and nobody prolongs an office by ending it later."""
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    desk.execute(do.AppointOffice(person="CTL-02", role="ctl_lead", until="2026-11-24"))
    desk.execute(do.EndOffice(office=office_of(desk, "CTL-01"), until="2026-11-23"))
    desk._day = lambda: date(2026, 12, 15)
    over = office_of(desk, "CTL-02")
    with app.acting_as(desk, "CTL-02"):
        desk.execute(do.AppointOffice(person="CTL-01", role="ctl_lead"))
        assert code_of(desk, do.EndOffice(office=over, until="2027-12-31")) == "lead_only"


def office_of(desk, name: str) -> str:
    people = {person.name: person for person in desk.directory().people}
    return next(o.id for o in people[name].offices if o.role == "ctl_lead")


def test_going_back_fells_what_lies_between(at):
    desk = at("completion")
    walker = Walker(desk)
    walker.move("confirmation", "the film is wrong")
    states = {line.kind: line.status for line in desk.outline("MC-1").forms}
    assert (states["F8"], states["F9"], states["R13"]) == ("draft", "draft", "draft")
    assert code_of(desk, do.MoveCard(card="MC-1", to="13")) == "gate_not_met"


def test_a_changed_topic_needs_new_minutes(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.move("discussion", "another topic")
    assert code_of(desk, do.MoveCard(card="MC-1", to="3")) == "gate_not_met"


def test_a_decision_is_judged_by_the_office_of_its_day(at):
    desk = at("timeline")
    walker = Walker(desk)
    desk.execute(do.PlanTimeline(form="MC-1/F3"))
    walker.freeze("F3")
    walker.sign("F3", "sme", "id")
    people = {person.name: person for person in desk.directory().people}
    desk.execute(do.EndOffice(office=people["DEAN-LAW"].offices[0].id, until="2026-11-25"))
    signed = do.SignForm(
        form="MC-1/F3", role="dean", person="DEAN-LAW", medium="paper", scan_owed=True
    )
    with desk.at(desk.today + timedelta(days=10)):
        assert code_of(desk, signed) == "not_in_role"
        assert code_of(desk, replace(signed, on="2026-11-25")) == "not_in_role"
        desk.execute(
            do.SignForm(form="MC-1/F3", role="dean", person="DEAN-LAW", medium="paper",
                        scan_owed=True, on="2026-11-24")
        )  # fmt: skip


def test_undo_does_not_take_away_what_others_wrote_in_a_new_form(app, at):
    desk = at("discussion")
    moved = desk.history(limit=1)[0].event_id
    with app.acting_as(desk, "SME-03"):
        desk.execute(do.FillForm(form="MC-1/R2", values={"present": ["SME-03"]}))
    assert code_of(desk, do.UndoEvent(of=moved)) == "changed_since"


def test_a_form_edited_since_is_not_frozen_again_by_undo(desk, card):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="r"))
    opened = desk.history(limit=1)[0].event_id
    walker.fill("R1", {"topic": "other"})
    assert code_of(desk, do.UndoEvent(of=opened)) == "edited"


def test_covering_takes_a_card_out_of_its_old_letter_only(desk, card):
    create(desk, "MC-2")
    create(desk, "MC-3")
    desk.execute(do.CoverCard(form="MC-2/R1", card="MC-3"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    assert [line.kind for line in desk.outline("MC-3").forms] == ["R1"]
    assert desk.outline("MC-2").forms[0].form_id == desk.outline("MC-1").forms[0].form_id


def test_what_an_undo_takes_beyond_having_done_it(app, desk, card):
    """An office is given back by who may appoint to it, a remark taken back by who wrote it."""
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl_lead"]))
    people = {person.name: person for person in desk.directory().people}
    first, second = (next(o.id for o in people[name].offices if o.role == "ctl_lead")
                     for name in ("CTL-01", "CTL-02"))  # fmt: skip
    with app.acting_as(desk, "CTL-02"):
        ended = desk.execute(do.EndOffice(office=second, until="2026-01-02")).events[0]
        assert code_of(desk, do.UndoEvent(of=ended)) == "no_right"
    given = desk.execute(do.UndoEvent(of=ended)).events[0]
    desk.execute(do.EndOffice(office=first, until="2026-01-02"))
    with app.acting_as(desk, "CTL-02"):
        assert code_of(desk, do.UndoEvent(of=given)) == "last_lead"
    said = desk.execute(do.WriteComment(form="MC-1/R1", path="topic", text="Mine.")).events[0]
    with app.acting_as(desk, "SME-03"):
        assert code_of(desk, do.UndoEvent(of=said)) == "not_yours"


def test_who_was_added_and_works_here_is_not_taken_back(app, desk):
    added = desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"])).events[0]
    with app.acting_as(desk, "CTL-02"):
        idea = desk.execute(do.NoteIdea(title="Hers")).events[0]
        desk.execute(do.UndoEvent(of=idea))
    assert code_of(desk, do.UndoEvent(of=added)) == "works_here"
    other = desk.execute(do.AddPerson(name="CTL-03", roles=["ctl"])).events[0]
    desk.execute(do.UndoEvent(of=other))


def test_duties_are_handed_over_where_one_may(app, desk, card):
    """Of all micro-credentials at once: for each of them it takes the right."""
    desk.execute(do.AddPerson(name="ID-09", roles=["id"]))
    desk.execute(do.AddPerson(name="SME-09", roles=["sme"]))
    desk.execute(do.CreateCard(title_en="C", programme="LAW", code="MC-3", lead="SME-03",
                               designer="ID-09"))  # fmt: skip
    over = {"from_person": "SME-03", "to_person": "SME-09", "reason": "leave"}
    with app.acting_as(desk, "ID-09"):
        assert code_of(desk, do.HandOver(**over)) == "no_right"
        desk.execute(do.HandOver(**over, card="MC-3"))
    desk.execute(do.HandOver(**over))


def test_what_was_done_again_and_built_upon_is_not_taken_back(desk, card):
    """Creating, undoing and doing again is no way round: others' work stands in it by then."""
    made = desk.execute(do.CreateCard(title_en="C", programme="LAW", code="MC-3")).events[0]
    undone = desk.execute(do.UndoEvent(of=made)).events[0]
    again = desk.execute(do.UndoEvent(of=undone)).events[0]
    desk.execute(do.SetValue(form="MC-3/R1", path="topic", new="Theirs."))
    assert code_of(desk, do.UndoEvent(of=again)) == "changed_since"


def test_who_may_record_by_the_procedure_of_the_day_withdraws_what_was_recorded(app, desk, card):
    """As in recording it: the micro-credential began under another one."""
    Walker(desk).assignment()
    with desk.store.read() as reader:
        made = reader.select(SignOff, role="sme")[0]
    text, _forms = shipped_definitions()
    text = text.replace('version = "2026.1"', 'version = "2026.2"', 1)
    anew = text.replace('record = ["ctl", "ctl_lead", "id", ', 'record = ["ctl_lead", ')
    assert anew != text
    desk.execute(do.PublishDefinitions(procedure=anew, forms={}, reason="fewer"))
    with app.acting_as(desk, "ID-02"):
        assert code_of(desk, do.WithdrawSignOff(sign_off=made.id, reason="A slip")) == "no_right"
    desk.execute(do.WithdrawSignOff(sign_off=made.id, reason="A slip"))
