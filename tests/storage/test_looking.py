"""What changed since somebody last looked at a form: remembered for each person, here only."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.walk import OUTCOMES


def form_of(desk, kind: str) -> str:
    return next(line.form_id for line in desk.page("MC-1").all_forms if line.kind == kind)


def test_a_look_is_remembered_for_each_person_and_form_and_is_no_event(at):
    desk = at()
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    form, other = form_of(desk, "F2"), form_of(desk, "R1")
    events = len(desk.history())
    assert desk.look(form) == ""
    first = desk.look(form)
    assert first
    assert desk.look(form) > first
    assert desk.look(other) == ""
    desk.use_person(next(p.id for p in desk.info().persons if p.id != desk.person_id))
    assert desk.look(form) == ""
    assert len(desk.history()) == events


@pytest.mark.meddles
def test_what_stood_in_a_form_at_a_moment_is_found_again(at):
    desk = at()
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    form = form_of(desk, "F2")
    desk.execute(do.FillForm(form=form, values={"p10": "A"}, rows={"p20": OUTCOMES[:2]}))
    before, moment = desk.form(form).content, desk.stamp()
    first = before.table("p20")[0].id
    desk.execute(do.FillForm(form=form, values={"p10": "B", "p47": "C"}, rows={"p20": OUTCOMES}))
    desk.execute(do.SetCell(form=form, field="p20", row=first, column="statement", new="x"))
    desk.execute(do.RemoveRow(form=form, field="p20", row=first))
    desk.execute(do.SetValue(form=form, path="p10", new=None))
    now = desk.form(form).content
    found = desk.as_of(form, moment)
    assert found.values == before.values
    assert found.rows["p20"] == before.rows["p20"]
    assert found.rows["p20"] != now.rows["p20"]
    assert desk.as_of(form, desk.stamp()).values == now.values


def test_what_others_did_before_and_sent_later_was_not_seen(at, monkeypatch):
    """Someone writes on a train; it comes here, with its own time, after one has looked."""
    desk = at()
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    form, me = form_of(desk, "F2"), desk.person_id
    desk.execute(do.FillForm(form=form, values={"p10": "A", "p47": "B"}))
    desk.look(form)
    (moment,) = desk.looks(form)
    monkeypatch.setattr(desk, "stamp", lambda: "2020-01-01T00:00:00.000000Z")
    desk.execute(do.SetValue(form=form, path="p47", new="Mine, put behind what came"))
    desk.use_person(next(p.id for p in desk.info().persons if p.id != me))
    desk.execute(do.SetValue(form=form, path="p10", new="From a train"))
    desk.use_person(me)
    found = desk.as_of(form, moment)
    assert (found.text("p10"), found.text("p47")) == ("A", "Mine, put behind what came")
    assert [each.path for each in desk.redline(form, "draft", "look").since.found] == ["p10"]
