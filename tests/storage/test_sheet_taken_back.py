"""A sheet that was begun by mistake is taken back, and bears no other name than its number."""

from __future__ import annotations

import pytest

from mcdesk.application.handlers import forms
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure import sheets as sheets_of
from tests.storage.conftest import refusal_of
from tests.walk import Walker


def sheets(desk, kind: str) -> list[str]:
    return sorted(f.scope for f in desk.page("MC-1").all_forms if f.kind == kind)


def ready(desk) -> bool:
    """Tell whether the gate to the next stage is met."""
    way = next(way for way in desk.outline("MC-1").ways if way.kind == "forward")
    return all(finding.met for finding in way.findings)


@pytest.mark.parametrize(("stage", "kind"), [("discussion", "R2"), ("confirmation", "F9")])
def test_a_sheet_that_was_just_begun_is_undone_with_all_that_it_began_with(at, stage, kind):
    desk = at(stage)
    before, was_ready = sheets(desk, kind), ready(desk)
    desk.execute(do.OpenForm(card="MC-1", form=kind, scope="2"))
    assert sheets(desk, kind) == [*before, "2"]
    desk.undo()
    assert (sheets(desk, kind), ready(desk)) == (before, was_ready)
    desk.redo()
    assert sheets(desk, kind) == [*before, "2"]
    desk.undo()
    desk.execute(do.OpenForm(card="MC-1", form=kind, scope="2"))
    assert sheets(desk, kind) == [*before, "2"], "begun again, it is there"


def test_a_sheet_in_which_somebody_wrote_since_stays_until_that_is_undone(at):
    desk = at("discussion")
    desk.execute(do.OpenForm(card="MC-1", form="R2", scope="2"))
    opened = desk.history(card="MC-1", limit=1)[0].event_id
    desk.execute(do.SetValue(form="MC-1/R2:2", path="halt_reason", new="A"))
    with pytest.raises(Refused) as caught:
        desk.execute(do.UndoEvent(of=opened))
    assert caught.value.code == "changed_since"
    desk.undo()
    desk.undo()
    assert sheets(desk, "R2") == ["1"]


def test_a_further_sheet_is_removed_with_what_stands_in_it_and_comes_back(at):
    desk = at("discussion")
    desk.execute(do.OpenForm(card="MC-1", form="R2", scope="2"))
    form = next(f.form_id for f in desk.page("MC-1").all_forms if f.scope == "2")
    desk.execute(do.AddRow(form=form, field="topics", cells={"topic": "Price"}))
    desk.execute(do.SetValue(form=form, path="halt_reason", new="Room 5"))
    was = desk.form(form).content
    desk.execute(do.RemoveSheet(form=form))
    assert sheets(desk, "R2") == ["1"]
    assert refusal_of(desk, do.SetValue(form=form, path="halt_reason", new="C")) is not None
    desk.undo()
    assert desk.form(form).content == was
    desk.redo()
    desk.execute(do.OpenForm(card="MC-1", form="R2", scope="2"))
    anew = desk.form(form).content
    assert anew.value("halt_reason") is None, "it is begun anew, not with the words of before"
    assert len(anew.table("topics")) == len(was.table("topics")) - 1


def test_what_was_frozen_once_and_what_has_one_sheet_stays(at):
    desk = at("confirmation")
    assert refusal_of(desk, do.RemoveSheet(form="MC-1/F8")).code == "one_sheet"
    Walker(desk).judge()
    desk.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    assert refusal_of(desk, do.RemoveSheet(form="MC-1/F9")).code == "sheet_stays"


@pytest.mark.parametrize("name", ["banana", "x y", "-1", "0", "01", "٢", "4", "100"])
def test_a_sheet_has_the_next_number_and_no_other_name(at, name):
    desk = at("discussion")
    found = refusal_of(desk, do.OpenForm(card="MC-1", form="R2", scope=name))
    assert found is not None
    assert found.code == "no_such_sheet"
    assert "the next one is 2" in str(found)


def test_after_the_last_number_it_is_said_that_there_is_none(at, monkeypatch):
    monkeypatch.setattr(sheets_of, "MOST_SHEETS", 3)
    monkeypatch.setattr(forms, "MOST_SHEETS", 3)
    desk = at("discussion")
    for n in (2, 3):
        desk.execute(do.OpenForm(card="MC-1", form="R2", scope=str(n)))
    found = refusal_of(desk, do.OpenForm(card="MC-1", form="R2", scope="4"))
    assert found.code == "no_such_sheet"
    assert "has 3 sheets, and there is no number for another one" in str(found)
    gone = next(f.form_id for f in desk.page("MC-1").all_forms if f.scope == "2")
    desk.execute(do.RemoveSheet(form=gone))
    desk.execute(do.OpenForm(card="MC-1", form="R2", scope="2"))
    assert sheets(desk, "R2") == ["1", "2", "3"]


def test_what_cannot_be_undone_is_not_said_to_be_a_signature(at):
    desk = at("discussion")
    desk.execute(do.CancelCard(card="MC-1", reason="No demand"))
    last = desk.history(card="MC-1", limit=1)[0].event_id
    with pytest.raises(Refused) as caught:
        desk.execute(do.UndoEvent(of=last))
    assert "signature" not in str(caught.value)


def test_a_remark_on_a_sheet_that_was_removed_asks_nobody_any_more(at):
    desk = at("discussion")
    desk.execute(do.OpenForm(card="MC-1", form="R2", scope="2"))
    form = next(f.form_id for f in desk.page("MC-1").all_forms if f.scope == "2")
    desk.execute(do.WriteComment(form=form, path="date", text="@CTL-01 which day?"))
    asked = len(desk.mentions())
    desk.execute(do.RemoveSheet(form=form))
    assert len(desk.mentions()) == asked - 1
