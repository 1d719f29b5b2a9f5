"""What a server takes of a shape that programs read: signers, settlements, notes, moments, days."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import psycopg
import pytest

from mcdesk.application.setting_bounds import are_holidays
from mcdesk.procedure.calendar import is_moment
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.records import (
    Comment,
    Debt,
    FormRow,
    FormValue,
    Person,
    Setting,
    Settlement,
    as_data,
    changed,
)
from tests.sync.forger import frozen_proposal, must_refuse
from tests.sync.older_hub import owner_of
from tests.sync.two_faculties import hub, member

__all__ = ["hub", "member"]  # fixtures
MOMENT = "2026-11-23T09:00:00Z"
SIGNERS = ['["x"]', "[5]", "[{}]", "[null]", '[{"role":5}]', '[{"role":""}]', "[[]]",
           '[{"role":"hsp","act":5}]', '[{"role":"hsp","step":"x"}]', '[{"role":"hsp","step":[1]}]',
           '[{"role":"hsp","step":0}]', '{"role":"hsp"}']  # fmt: skip
SIGNERS_TAKEN = ["[]", '[{"role":"hsp"}]', '[{"act":"","role":"hsp","step":"1"}]',
         '[{"act":"Seen","role":"hsp","step":2}]']  # fmt: skip


def remark(who) -> Comment:
    form, _revision, card = frozen_proposal(who)
    return Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="x",
                   author=who.person, at=MOMENT)  # fmt: skip


@pytest.fixture(scope="module")
def owner(hub, server):
    """The owner of the hub's database, who may ask its functions one by one."""
    with psycopg.connect(owner_of(hub.hub, server), autocommit=True) as connection:
        yield connection


def takes(owner, record, **more) -> bool:
    """Tell whether a server takes a record as it would keep it."""
    kept = json_text(as_data(changed(record, **more)))
    with owner.cursor() as cursor:
        try:
            cursor.execute("select hub.check_record(%s, %s, %s)", (record.table, kept, kept))
        except psycopg.errors.CheckViolation:
            return False
    return True


def test_whom_a_revision_asks_besides_is_told_as_programs_tell_it(owner, member):
    form, revision, _card = frozen_proposal(member("SME-MED"))
    for signers in (*SIGNERS, *SIGNERS_TAKEN):
        is_one = signers in SIGNERS_TAKEN
        assert takes(owner, revision, signers=signers) == is_one, signers
        assert takes(owner, form, signers=signers) == is_one, signers


def test_what_a_revision_holds_are_values_and_rows(owner, member):
    _form, revision, _card = frozen_proposal(member("SME-MED"))
    held = json.loads(revision.content)
    assert held["rows"]
    row = {"id": "a", "rank": "a", "cells": {"x": "1"}}
    for rows in (5, [], {"d9": 5}, {"d9": [5]}, {"d9": [None]}, {"d9": [{}]}, {"d9": [[row]]},
                 {"d9": [row | {"cells": [1]}]}, {"d9": [row | {"cells": [row]}]},
                 {"d9": [row | {"id": 5}]}, {"d9": [row | {"rank": None}]}):  # fmt: skip
        assert not takes(owner, revision, content=json_text(held | {"rows": rows})), rows
    for content in ({"rows": {}}, {"values": {}}, {"values": [], "rows": {}}, [], {}):
        assert not takes(owner, revision, content=json_text(content)), content
    for rows in (held["rows"], {}, {"d9": []}, {"d9": [row]}):
        assert takes(owner, revision, content=json_text(held | {"rows": rows})), rows


def refusal(owner, function: str, *given) -> str:
    """Return what a function of the server says against what it is given, if anything."""
    texts = [each if isinstance(each, str) else json_text(each) for each in given]
    try:
        with owner.transaction(), owner.cursor() as cursor:
            cursor.execute(f"select hub.{function}({', '.join(['%s'] * len(texts))})", texts)
    except psycopg.errors.CheckViolation as error:
        return str(error)
    return ""


def test_what_stands_at_a_place_is_not_judged_again_beside_what_is_written(owner, member):
    form, _revision, _card = frozen_proposal(member("SME-MED"))
    odd, other = {"code": {"a": 1}}, {"code": {"a": 2}}
    value = FormValue(id="v", form_id=form.id, path="p10", value=json_text(odd))
    row = FormRow(id="r", form_id=form.id, field="p20", rank="a", cells=json_text(odd))
    for record, name in ((value, "value"), (row, "cells")):
        kept, now = as_data(record), as_data(changed(record, **{name: json_text(other)}))
        for kind in ("ValueSet", "FormTaken"):
            assert refusal(owner, "check_kind", kind, record.table, kept, kept) == ""
            said = refusal(owner, "check_kind", kind, record.table, kept, now)
            assert "of the kind of its place" in said


def test_what_is_carried_from_a_form_stands_where_it_stood_there(owner, member):
    """A new round begins under the wording of today, which may have a place no more."""
    form, _revision, _card = frozen_proposal(member("SME-MED"))
    value = FormValue(id="v", form_id=form.id, path="gone", value='"x"')
    row = FormRow(id="r", form_id=form.id, field="p20", rank="a", cells='{"gone":"x"}')
    with owner.transaction(force_rollback=True):
        before = changed(form, id="before", round=7)
        for each in (before, changed(value, id="w", form_id="before"),
                     changed(row, id="s", form_id="before")):  # fmt: skip
            keep(owner, each)
        for each in (value, row):
            assert refusal(owner, "check_kind", "CardMoved", each.table, None, as_data(each)) == ""
            typed = refusal(owner, "check_kind", "ValueSet", each.table, None, as_data(each))
            assert "a form has no such place: gone" in typed
        for odd in (changed(value, value='"y"'), changed(value, path="lost"),
                    changed(row, field="p35"), changed(row, cells='{"gone":["x"]}'),
                    changed(row, cells='{"lost":"x"}')):  # fmt: skip
            said = refusal(owner, "check_kind", "CardMoved", odd.table, None, as_data(odd))
            assert "a form has no such place" in said, odd
        keep(owner, changed(before, kind="F4", row_version=2))
        said = refusal(owner, "check_kind", "CardMoved", "form_value", None, as_data(value))
        assert "a form has no such place" in said


def keep(owner, record) -> None:
    """Put a record into the hub's tables, as an older server let it come in."""
    told = f"select hub.keeping('{record.table}')"
    with owner.cursor() as cursor:
        (kept,) = cursor.execute(told).fetchone()
        cursor.execute(kept.replace("$1", "%s::jsonb"), (json_text(as_data(record)),))


@pytest.mark.parametrize(
    "kind", ["PersonAdded", "EventUndone", "EntriesMatched", "Brought.IdeaNoted"]
)
def test_a_name_is_judged_where_it_is_said(owner, kind):
    named = as_data(Person(id="p", name="SME\u202e"))
    said = refusal(owner, "check_said", {"kind": kind}, "person", "null", named)
    assert bool(said) == (kind == "PersonAdded")


def test_the_findings_of_a_debt_are_sentences(owner, member):
    debt = Debt(id="a", card_id="b", stage="proposal", reason="c", instructed_by="d", owed="e",
                owed_by="f", until="2026-12-24", raised_by="g", raised_on="2026-11-23")  # fmt: skip
    for findings in ("[5]", "[{}]", "[null]", '{"a":1}', '"x"'):
        assert not takes(owner, debt, findings=findings), findings
    for findings in ("[]", '["F2 is not signed."]'):
        assert takes(owner, debt, findings=findings), findings


def test_a_settlement_gives_up_a_whole_event_or_none(member):
    who, given = member("SME-MED"), "is an event that is whole"
    honest = who.event("CommentWritten", (None, remark(who)))
    for body in ("x", "{}", "[]", "null", "5", '{"id":1}', '{"format":1,"effects":[{}]}', 5, {}, [],
                 honest.body().replace('"format":1', '"format":2'),
                 honest.body().replace(f'"at":"{MOMENT}","by"', '"at":"x","by"')):  # fmt: skip
        must_refuse(who, given, "AttentionSettled", (None, settlement(who)), command=settling(body))
    for command in (settling(""), settling(honest.body()), {"do": "SettleAttention"}):
        settled = who.event("AttentionSettled", (None, settlement(who)), command=command)
        assert who.push(settled) == "ok"


def settlement(who) -> Settlement:
    id_ = new_id()
    return Settlement(id=natural_id("settlement", id_, who.person), event_id=id_,
                      person_id=who.person, how="away")  # fmt: skip


def settling(body) -> dict:
    return {"do": "SettleAttention", "entry": "x", "how": "away", "body": body}


def test_only_what_is_brought_in_says_who_brought_it(member):
    who = member("SME-MED")
    for note in ({"brought_by": "x"}, {"brought_at": MOMENT}, {"brought_from": "x"},
                 {"brought_by": "x", "brought_at": MOMENT}):  # fmt: skip
        event = replace(who.event("CommentWritten", (None, remark(who))), note=note)
        assert "only what is brought in" in who.push(event), note
    event = replace(who.event("CommentWritten", (None, remark(who))), note={"made_at": "x"})
    assert "not whole" in who.push(event)


MOMENTS = [
    "2026-11-23T24:00:00Z", "2026-11-23T09:00:60Z", "2026-11-23T09:00:00 PST", "2026-11-23T09",
    "2026-11-23T09:00:00 America/New_York", "2026-11-23T09:00:00 BC", "2026-11-23T9:0:0Z",
    "2026-11-23T09:00:00z", "2026-11-23T09:00:00", "2026-11-23T090000Z", "2026-11-23Tallballs",
    "2026-11-23T09:00:00.123456789Z", "2026-11-23T23:59:59-15", "2026-11-23T\u0669Z", "2026-11-23",
    "2026-02-30T09:00:00Z", "0000-01-01T09:00:00Z", "2026-11-23T09:00:00+24:00", MOMENT,
    "2026-11-23T09:00:00.Z", "2026-11-23T09:00:00Z\n", "2026-11-23T09:00:00.123456Z",
    "2026-11-23T23:59:59.1+07:00", "2026-11-23T09:00:00-15:59", "9999-12-31T23:59:59Z",
]  # fmt: skip


def test_a_moment_is_one_that_programs_read(owner, member):
    """A server takes for a moment what `is_moment` does, of records and of events."""
    who = member("SME-MED")
    for at in MOMENTS:
        (taken,) = owner.execute("select hub.is_moment(%s)", (at,)).fetchone()
        assert taken == is_moment(at) == takes(owner, remark(who), at=at), at
        if taken:
            assert datetime.fromisoformat(at).tzinfo, at
        else:
            odd = replace(who.event("CommentWritten", (None, remark(who))), at=at)
            assert "not whole" in who.push(odd), at


HOLIDAYS = [5, None, 1.5, True, "2026-12-25", {"2026-12-25": 5}, {"x": "y"}, [5], [None], ["x"],
            [["2026-12-25"]], {"": "x"}, [""], ["2026-02-30"], {"2026-12-25": None}, {}, [],
            ["2026-12-25"], ["2026-12-25", "2026-12-25"], {"2026-12-25": "Christmas"},
            {"2026-12-25": ""}]  # fmt: skip


def test_holidays_are_days_with_names_for_a_server_as_for_a_program(owner):
    taken = []
    for value in HOLIDAYS:
        setting = Setting(id="a", key="holidays", since="2026-11-23", value=json_text(value))
        assert takes(owner, setting) == are_holidays(value), value
        taken += [value] if are_holidays(value) else []
    assert taken == HOLIDAYS[-6:]
