"""Scores and judgement are the assessor's of a sheet, or CTL's for one (domain.md, F9)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Person
from mcdesk.ui.forms.writable import may_write
from tests.storage.conftest import refusal_of

F9 = "MC-1/F9"
WRITTEN = (
    do.SetValue(form=F9, path="e3.A1", new="4"),
    do.SetValue(form=F9, path="e3.A1.note", new="Fine"),
    do.SetValue(form=F9, path="report", new="All is well."),
    do.FillForm(form=F9, values={"e3.A2": "3"}),
    do.AddRow(form=F9, field="e6", cells={"item": "A1", "what": "Mend it"}),
    do.AddRow(form=F9, field="sessions", cells={}),
)


def person(desk, name: str) -> str:
    with desk.store.read() as reader:
        return reader.select(Person, name=name)[0].id


def work_as(desk, name: str) -> None:
    desk.use_person(person(desk, name))


@pytest.fixture
def assessed(confirming):
    """A card at stage 12 with an assessor on its team, whose sheet it is."""
    confirming.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    confirming.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    return confirming


def view(desk):
    return desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F9"))


@pytest.mark.parametrize("named", ["", "REV-01"])
@pytest.mark.parametrize("maker", ["SME-03", "ID-02"])
def test_no_maker_writes_what_an_assessor_says(assessed, maker, named):
    assessed.execute(do.SetValue(form=F9, path="e1", new=named))
    work_as(assessed, maker)
    for command in WRITTEN:
        refused = refusal_of(assessed, command)
        assert refused is not None, command
        assert refused.code == "assessor_s"
    assert maker in str(refused)
    assert (named or "assessor") in str(refused)
    seen = view(assessed)
    assert not any(may_write(seen, path) for path in ("e3", "report", "sessions"))
    assert not may_write(seen, "e6", "what")
    assert may_write(seen, "e6", "closed"), "whether it is closed the team says"
    assert may_write(seen, "e7"), "the trial is the designer's"
    assert seen.not_theirs is not None
    assert seen.not_theirs.code == "assessor_s"


def test_the_assessor_of_the_sheet_and_ctl_write_it(assessed):
    for who in ("REV-01", "CTL-01"):
        work_as(assessed, "CTL-01")
        assessed.execute(do.SetValue(form=F9, path="e1", new="REV-01"))
        work_as(assessed, who)
        for command in WRITTEN:
            assessed.execute(command)
        assert may_write(view(assessed), "e3")
        assert view(assessed).not_theirs is None


def test_another_assessor_does_not_write_into_a_sheet_that_names_one(assessed):
    assessed.execute(do.SetValue(form=F9, path="e1", new="REV-01"))
    work_as(assessed, "REV-02")
    for command in WRITTEN:
        assert refusal_of(assessed, command).code == "assessor_s"
    work_as(assessed, "CTL-01")
    assessed.execute(do.SetValue(form=F9, path="e1", new=None))
    work_as(assessed, "REV-02")
    for command in WRITTEN:
        assessed.execute(command)


def test_a_maker_takes_back_nothing_that_an_assessor_said_and_removes_no_such_sheet(assessed):
    assessed.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    assessed.execute(do.SetValue(form="MC-1/F9:1.2", path="e1", new="REV-02"))
    work_as(assessed, "REV-02")
    assessed.execute(do.SetValue(form="MC-1/F9:1.2", path="e3.A1", new="2"))
    said = assessed.history(card="MC-1", limit=1)[0].event_id
    work_as(assessed, "SME-03")
    with pytest.raises(Refused) as caught:
        assessed.execute(do.UndoEvent(of=said))
    assert caught.value.code == "assessor_s"
    assert refusal_of(assessed, do.RemoveSheet(form="MC-1/F9:1.2")).code == "assessor_s"
    work_as(assessed, "REV-02")
    assessed.execute(do.UndoEvent(of=said))
    work_as(assessed, "SME-03")
    assessed.execute(do.RemoveSheet(form="MC-1/F9:1.2"))


def test_a_finding_is_closed_by_the_team(assessed):
    assessed.execute(do.AddRow(form=F9, field="e6", cells={"item": "A1", "what": "Mend it"}))
    work_as(assessed, "ID-02")
    assessed.execute(do.SetCell(form=F9, field="e6", row="1", column="closed", new="2026-11-20"))


def test_who_is_named_by_a_second_entry_fills_in_the_sheet(confirming):
    """The entry that the sheet names was put away behind that of the same person."""
    confirming.execute(do.AddPerson(name="REV-01b", roles=["rev"]))
    confirming.execute(do.JoinTeam(card="MC-1", person="REV-01b", role="rev"))
    own, second = (person(confirming, name) for name in ("REV-01", "REV-01b"))
    confirming.execute(do.SetValue(form=F9, path="e1", new=second))
    confirming.execute(do.MatchEntry(kind="person", entry=second, same_as=own))
    confirming.use_person(own)
    confirming.execute(do.SetValue(form=F9, path="e3.A1", new="4"))


def test_nobody_takes_the_sheet_of_an_assessor(assessed):
    """Neither another assessor nor who makes the micro-credential; CTL says whose it is."""
    own, other = (person(assessed, name) for name in ("REV-01", "REV-02"))
    assessed.execute(do.SetValue(form=F9, path="e1", new=own))
    for name in ("REV-02", "SME-03"):
        work_as(assessed, name)
        assert refusal_of(assessed, do.SetValue(form=F9, path="e1", new=person(assessed, name)))
    work_as(assessed, "CTL-01")
    assessed.execute(do.SetValue(form=F9, path="e1", new=other))
