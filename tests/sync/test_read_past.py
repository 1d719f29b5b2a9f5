"""What no program writes and a hub's file has all the same is passed over by whoever reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from mcdesk.application import ahead_of, asking, numbers
from mcdesk.application.journal import Line, read_event
from mcdesk.application.proving import recorded
from mcdesk.application.taken import MADE_AT, made_at
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.records import Comment, Form, FormValue, Revision, Setting, as_data, changed
from tests.sync.odd_entries import desk, entry, find, look, team, with_text
from tests.walk import Walker

__all__ = ["desk", "team"]  # fixtures


def remark(desk) -> Comment:
    form = find(desk, Form, kind="F2")
    return Comment(id=new_id(), form_id=form.id, card_id=form.card_id, path="p10", text="x",
                   author=desk.person_id, at="2026-11-23T12:00:00Z")  # fmt: skip


@pytest.mark.parametrize("signers", ["x", "{", ""])
def test_added_signers_that_are_no_json_are_none(signers):
    kept = Revision(id="r", form_id="f", card_id="c", version=1, digest="", definition_id="d",
                    content="{}", signers=signers)  # fmt: skip
    assert asking.extra_signers(kept) == ()


@pytest.mark.parametrize("value", ["x", "{", '"\\ud800"'])
def test_a_setting_that_is_no_json_is_told_as_it_stands(desk, value):
    odd = Setting(id=natural_id("setting", "zzz", "2027-01-01"), key="zzz", since="2027-01-01",
                  value=value)  # fmt: skip
    desk.take_in([entry(desk, "SettingSet", (None, odd))])
    assert desk.history()


@pytest.mark.parametrize("signers", [["x"], [5], [{}], [None], [{"role": 5}], {"role": "hsp"}, 5])
def test_added_signers_that_are_none_are_asked_for_nothing(desk, signers):
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    revision = find(desk, Revision, form_id=find(desk, Form, kind="F2").id)
    desk.leave()
    forged = changed(revision, signers=json_text(signers))
    desk.take_in([entry(desk, "FormFrozen", (revision, forged))])
    assert not asking.extra_signers(find(desk, Revision, id=revision.id))
    look(desk)
    walker.sign("F2", "sme")


def test_an_added_signer_stays_beside_one_that_is_none(desk):
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    revision = find(desk, Revision, form_id=find(desk, Form, kind="F2").id)
    kept = [{"role": "hsp", "act": "Seen", "step": "2"}, {"role": "dean", "act": 5, "step": []},
            {"role": "", "step": 2}, {"role": "sme", "act": 5}, {"role": "plh", "step": 0},
            {"role": "id", "step": 3}, "x"]  # fmt: skip
    added = asking.extra_signers(changed(revision, signers=json_text(kept)))
    said = [(signer.role, signer.act.en, signer.step) for signer in added]
    assert said == [("hsp", "Seen", 2), ("id", "Also signed by", 3)]


@pytest.mark.parametrize("rows", [
    {"d9": [5]}, {"d9": [{}]}, {"d9": 5}, {"d9": [{"id": "a", "rank": "a", "cells": [1]}]},
    {"d9": [{"id": "a", "rank": "a"}]}, {"d9": [None]},
])  # fmt: skip
def test_rows_of_a_frozen_version_that_are_none_are_passed_over(desk, rows):
    """The matrix of a design is worked out, so no digest binds it."""
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    form = find(desk, Form, kind="F2")
    revision = find(desk, Revision, form_id=form.id)
    desk.leave()
    held = json.loads(revision.content)
    text = json_text({**held, "rows": held["rows"] | rows})
    forged = changed(revision, id=new_id(), version=2, content=text, row_version=0)
    frozen = changed(form, revision_id=forged.id, basis_id=forged.id, version=2)
    desk.take_in([entry(desk, "FormFrozen", (None, forged), (form, frozen))])
    look(desk)
    desk.search("outcomes")
    assert desk.sheet(form.id, "frozen").valid
    walker.sign("F2", "sme")


EVENTS = ["x", "{}", "[]", "null", "5", '{"id":1}', '{"format":1,"effects":[{}]}']
WHOLE = {"format": 1, "id": "a", "kind": "ValueSet", "by": "b", "at": "2026-11-23T12:00:00Z",
         "today": "2026-11-23", "group": "a", "note": {},
         "command": {"do": "SetValue"}}  # fmt: skip
EFFECTS = [5, {}, [5], [{"table": "x", "id": "y", "old": None, "new": {}}],
           [{"table": "form_value", "id": "y", "old": 5, "new": []}],
           [{"table": "form_value", "id": "y", "old": None, "new": {}}],
           [{"table": "form_value", "id": "y", "old": None, "new": as_data(
               FormValue(id="y", form_id="f", path="p10", value="{{{"))}],
           [{"table": [], "id": {}, "old": None, "new": {"form_id": 5}}]]  # fmt: skip


@pytest.mark.parametrize("body", [*EVENTS, *(json_text(WHOLE | {"effects": e}) for e in EFFECTS)])
def test_a_settlement_of_what_is_no_event_gives_up_nothing(desk, body):
    said = json_text({"do": "X", "kind": "ValueSet", "how": "away", "body": body})
    line = entry(desk, "AttentionSettled", (None, remark(desk)),
                 text=partial(with_text, '{"do":"X"}', said))  # fmt: skip
    desk.take_in([line])
    assert "AttentionSettled" in {told.kind for told in desk.history("MC-1")}
    look(desk)


@pytest.mark.parametrize("body", [
    *EVENTS, "[" * 100_000, *(json_text(WHOLE | {"effects": EFFECTS[n]}) for n in (0, 1, 2, 3, 5)),
])  # fmt: skip
def test_what_is_no_event_does_nothing_to_records(body):
    assert recorded(body) == ()


def test_a_statement_whose_note_says_half_has_no_number_of_anybody(desk):
    asked = {"since": "2026-01-01", "until": "2026-06-30", "digest": "d"}
    for note in ({}, {"person": desk.person_id}):
        noted = partial(with_text, '"note":{}', f'"note":{json_text({**asked, **note})}')
        desk.take_in([entry(desk, numbers.STATED, (None, remark(desk)), text=noted)])
        with desk.store.read() as reader:
            assert numbers.of_statement(reader, desk.person_id, **asked) == ("", False)


def test_who_took_something_in_took_it_in_at_a_moment():
    event = read_event(json_text(WHOLE | {"effects": []}))
    for said, at in (("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"), ("y", event.at)):
        assert made_at(replace(event, note={MADE_AT: said})) == at


@pytest.mark.parametrize("note", [
    {"brought_by": "x"}, {"brought_by": "x", "brought_at": "y"}, {"brought_at": "x"},
    {"brought_by": "x", "brought_at": "2026-11-23T24:00:00Z"}, {"brought_from": "x"},
    {"made_by": "x"}, {"made_by": "x", "made_at": "y"}, {"made_at": "y"}, {"adopted": "1"},
    {"undone": "Bogus"}, {"redone": "x"}, {"number": "x"}, {"whose": "x"}, {"version": "x"},
])  # fmt: skip
@pytest.mark.parametrize("kind", ["CommentWritten", "EventUndone", "StatementNumbered"])
def test_a_note_that_says_half_is_read_as_far_as_it_goes(desk, note, kind):
    noted = partial(with_text, '"note":{}', f'"note":{json_text(note)}')
    desk.take_in([entry(desk, kind, (None, remark(desk)), text=noted)])
    look(desk)


MOMENTS = ["", "2026-11-23T24:00:00Z", "2026-11-23T09:00:60Z", "2026-11-23T09:00:00 PST",
           "2026-11-23T09:00:00 BC", "2026-11-23T9:0:0Z", "2099-11-23T09:00:00"]  # fmt: skip


@pytest.mark.parametrize("at", MOMENTS)
def test_a_moment_that_is_none_lies_ahead_of_nothing(at):
    odd = Line("a", "ValueSet", "one", at, "a", "{}")
    late = Line("b", "ValueSet", "two", "2027-01-01T09:00:00.000000Z", "b", "{}")
    now = "2026-11-23T09:00:00.000000Z"
    assert ahead_of.found([odd], "me", now) == ("", "")
    assert ahead_of.found([odd, late], "me", now) == ("two", late.at)


def test_a_moment_lies_ahead_once_clocks_would_be_too_far_apart():
    now = datetime.fromisoformat("2026-11-23T09:00:00Z")
    for more, who in ((0, ""), (1, "two")):
        at = (now + ahead_of.APART + timedelta(seconds=more)).isoformat()
        line = Line("a", "ValueSet", "two", at, "a", "{}")
        assert ahead_of.found([line], "me", now.isoformat())[0] == who


@pytest.mark.parametrize("value", [5, None, 1.5, True, "2026-12-25", [1, None, {}, "x"],
                                   {"2026-12-25": 5, "x": "y"}])  # fmt: skip
def test_holidays_that_are_none_leave_the_calendar_as_it_can_be_read(desk, value):
    key, since = "holidays", "2026-11-23"
    odd = Setting(id=natural_id("setting", key, since), key=key, since=since,
                  value=json_text(value))  # fmt: skip
    with desk.store.read() as reader:
        old = next(iter(reader.select(Setting, id=odd.id)), None)
    desk.take_in([entry(desk, "SettingSet", (old, odd))])
    look(desk)
    days = desk.settings_view().holidays
    assert days == ({"2026-12-25": ""} if isinstance(value, dict) else {})
