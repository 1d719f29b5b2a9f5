"""What a member who speaks to the hub's functions cannot slip in: words, scopes, groups, names."""

from __future__ import annotations

import json
from dataclasses import replace

import psycopg

from mcdesk.application.handlers.undoing import _meant
from mcdesk.application.redacting import without
from mcdesk.models import redacting
from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.identity import form_id, new_id, value_id
from mcdesk.procedure.records import (
    Card,
    Form,
    FormRow,
    FormValue,
    Idea,
    Office,
    Person,
    Redaction,
    Revision,
    StoredFile,
    changed,
)
from tests.sync.conftest import address_of
from tests.sync.forger import frozen_proposal, must_refuse
from tests.sync.two_faculties import hub, member

__all__ = ["hub", "member"]  # fixtures
WORDS = "[Removed on 23 Nov 2026: Asked · Dihapus pada 23 Nov 2026]"


def removal(who, **more) -> Redaction:
    """Return the removal of p10 of the frozen F2, as an honest program makes it but for `more`."""
    form, _revision, card = frozen_proposal(who)
    value = who.find(FormValue, form_id=form.id, path="p10")
    made = Redaction(
        id=new_id(), subject_table="form_value", subject_id=value.id, name="value", path="p10",
        form_id=form.id, card_id=card.id, digest="0" * 64, reason="Asked", words=WORDS,
        removed_on="2026-11-23", removed_by=who.person,
    )  # fmt: skip
    return changed(made, **more)


def push_removal(who, made: Redaction, change=lambda body: body) -> str:
    """Push a removal with the entries that it writes anew; `change` falsifies those."""
    lines, bodies = [], {}
    with who.hub.snapshot() as connection:
        for _n, seq, id_, mark, body in redacting._entries(connection, made):
            bodies[id_] = change(without(body, made))
            before = redacting._hash_before(connection, seq)
            lines.append([id_, before, mark, text_digest(bodies[id_])])
    event = who.event("ContentRemoved", (None, changed(made, lines=json_text(lines))))
    return who.push(event, redacted=bodies)


def test_a_removal_puts_nothing_but_its_words(member):
    """Words of its author's choice in a signed text, or another place, would be a forgery."""
    lead = member("LEAD-2")
    for words in (f"{WORDS} It costs IDR 900.", "It costs IDR 900. [Removed on )",
                  WORDS.replace("Asked", "Else"), ""):  # fmt: skip
        assert "nothing else" in push_removal(lead, removal(lead, words=words)), words
    dean = lead.find(Person, name="DEAN-LAW").id
    for change in ({"removed_by": dean}, {"removed_on": "2020-01-01"}, {"reason": " "}):
        assert "nothing else" in push_removal(lead, removal(lead, **change)), change
    form, _revision, card = frozen_proposal(lead)
    other = lead.find(FormValue, form_id=form.id, path="p31").id
    person = {"subject_table": "person", "subject_id": dean, "path": "", "form_id": "",
              "card_id": ""}  # fmt: skip
    for change in ({"subject_id": other}, {"path": "p31"}, {"name": "form_id"},
                   {"form_id": card.id}, {"parts": json.dumps([card.id])},
                   {**person, "name": "name"}, {**person, "name": "login"}):  # fmt: skip
        made = removal(lead, **change)
        assert "place that is there" in lead.push(lead.event("ContentRemoved", (None, made))), made
    for told in ("It costs IDR 900.", ""):
        said = push_removal(lead, removal(lead), lambda body, t=told: body.replace(WORDS, t))
        assert "nothing else" in said, told
    assert push_removal(lead, removal(lead)) == "ok"
    assert WORDS in lead.find(Revision, form_id=form.id).content


def test_a_form_is_opened_for_the_present_round_as_its_definition_says(member):
    """Another sheet of a signed form would stand before it at every gate."""
    designer = member("GD-01")
    card = designer.find(Card, code="MC-1")
    made = Form(id=new_id(), kind="F2", subject_kind="card", subject_id=card.id, card_id=card.id,
                opened_on="2026-11-23")  # fmt: skip
    odd = changed(made, scope="zzz")
    must_refuse(designer, "sheets of a form are numbered", "FormOpened", (None, odd))
    for change in ({"round": 99}, {"loop": 2}, {"kind": "F7", "round": 2},
                   {"kind": "R2"}, {"kind": "F9"}):  # fmt: skip
        must_refuse(designer, "present round", "FormOpened", (None, changed(made, **change)))
    part = changed(made, kind="F7", scope="M1")
    must_refuse(designer, "form that is there", "FormOpened", (None, part))
    address = form_id("card", card.id, "F9", "1")
    assessed = changed(made, id=address, kind="F9", scope="1")
    assert designer.push(designer.event("FormOpened", (None, assessed))) == "ok"


def test_nobody_puts_an_event_into_anothers_step(member):
    """An undo of the step would stop at it, or take it back in another's name."""
    lead, lecturer = member("LEAD-2"), member("SME-03")
    step = lead.event("IdeaNoted", (None, idea("One")))
    assert lead.push(step) == "ok"
    second = lead.event("IdeaNoted", (None, idea("Two")))
    assert lead.push(replace(second, group=step.group)) == "ok"
    for change in ({"group": step.group}, {"group": step.id}, {"id": step.group}):
        other = replace(lecturer.event("IdeaNoted", (None, idea("Three"))), **change)
        assert "by one person" in lecturer.push(other)
    brought = replace(lecturer.event("IdeaNoted", (None, idea("Four"))), group=step.group,
                      note={"made_by": lead.person})  # fmt: skip
    assert lecturer.push(brought) == "ok"  # as from a packet: the step stays its maker's
    undone = [lead.find(Idea, title=title) for title in ("One", "Two")]
    gone = [(each, changed(each, deleted=True)) for each in undone]
    command = {"do": "UndoEvent", "of": step.group}
    assert lead.push(lead.event("EventUndone", *gone, command=command)) == "ok"


def idea(title: str) -> Idea:
    return Idea(id=new_id(), title=title, received_on="2026-11-23")


def test_what_is_frozen_is_opened_before_it_is_changed(member):
    """All who signed would have to sign anew."""
    designer = member("GD-01")
    form, _revision, card = frozen_proposal(designer)
    value = designer.find(FormValue, form_id=form.id, path="p10")
    must_refuse(designer, "opened before", "ValueSet", (value, changed(value, value='"Else."')))
    must_refuse(designer, "opened before", "ValueSet", (value, changed(value, deleted=True)))
    fresh = FormValue(id=new_id(), form_id=form.id, path="p1", value='"Else."')
    must_refuse(designer, "opened before", "ValueSet", (None, fresh))
    row = designer.find(FormRow, form_id=form.id, field="p20")
    for change in ({"cells": "{}"}, {"deleted": True}, {"rank": "zz"}):
        must_refuse(designer, "opened before", "CellSet", (row, changed(row, **change)))
    added = FormRow(id=new_id(), form_id=form.id, field="p20", rank="zz", cells='{"code":"LO9"}')
    must_refuse(designer, "opened before", "RowAdded", (None, added))
    late = FormValue(id=value_id(form.id, "p14"), form_id=form.id, path="p14", value='"none"')
    assert designer.push(designer.event("ValueSet", (None, late))) == "ok"  # left open
    assert card.stage == "proposal"


def test_who_did_something_is_who_sends_it(member):
    designer = member("GD-01")
    dean, card = designer.find(Person, name="DEAN-LAW").id, designer.find(Card, code="MC-1")
    file = StoredFile(id=new_id(), card_id=card.id, name="x", size=5, digest="a" * 64,
                      added_by=dean, added_at="2026-11-23T09:00:00Z")  # fmt: skip
    must_refuse(designer, "own name", "FileAttached", (None, file))
    own = changed(file, added_by=designer.person)
    assert designer.push(designer.event("FileAttached", (None, own))) == "ok"


def test_a_procedure_that_was_brought_in_binds_on_no_day(hub, server):
    """Nor on one before the first publication."""
    with psycopg.connect(address_of(server, hub.hub.engine.url.database)) as owner:
        owner.execute("insert into hub.definition select (jsonb_populate_record(d, "
                      "'{\"id\": \"brought\", \"published_on\": \"\"}')).* "
                      "from hub.definition d where kind = 'procedure' limit 1")  # fmt: skip
        owner.execute("insert into hub.rulebook values ('brought', '{}')")
        for day in ("2000-01-01", "2026-11-23"):
            (facts,) = owner.execute("select hub.procedure_on(%s)", (day,)).fetchone()
            assert facts, day
        owner.rollback()


DATED_BACK = (
    ("2027-01-20", "2026-12-31", True), ("2027-01-20", "2027-01-20", False),
    ("2027-06-01", "2026-12-31", False), ("2027-06-01", "2020-01-01", False),
)  # fmt: skip
"""The server's day, that of an event, and whether it is judged by what bound until 2027."""


def test_rights_that_were_taken_away_end_with_the_days_when_work_comes_in(hub, member, server):
    """However far an event is dated back; a guard that was made harder is so for it, too."""
    designer = member("GD-01")
    card = designer.find(Card, code="MC-1").id
    need = json.dumps({"guard": "form_valid", "levels": {"essential": "warn"}})
    with psycopg.connect(address_of(server, hub.hub.engine.url.database)) as owner:
        owner.execute("""
            create temp table before on commit drop as
              select d.id, r.facts
              from hub.definition d join hub.rulebook r on r.definition_id = d.id
              where d.kind = 'procedure' and d.published_on <> '' limit 1;
            insert into hub.definition select (jsonb_populate_record(d,
              '{"id": "narrow", "version": "9", "published_on": "2027-01-01"}')).*
              from hub.definition d join before using (id);
            insert into hub.rulebook select 'narrow', facts || '{"rights": {}}' from before;
            insert into hub.setting select (jsonb_populate_record(s, '{"id": "harder", "key":
              "level:guard.form_valid", "value": "\\"block\\"", "since": "2027-01-01"}')).*
              from hub.setting s limit 1""")
        for today, day, may in DATED_BACK:
            told = f"select to_char(date '{today}' + p_later, 'YYYY-MM-DD')"
            owner.execute("create or replace function hub.day(p_later int default 0) returns text "
                          f"language sql stable as $$ {told} $$")  # fmt: skip
            (found,) = owner.execute("select hub.may(%s, 'fill', %s, %s)",
                                     (designer.person, card, day)).fetchone()  # fmt: skip
            assert found is may, (today, day)
            (level,) = owner.execute("select hub.level_of(%s, %s)", (need, day)).fetchone()
            assert level == ("warn" if may else "block"), (today, day)
        owner.rollback()


def test_matching_entries_takes_no_office_away(member):
    """Only one that the entry that stays holds as well."""
    lead = member("LEAD-2")
    office = lead.find(Office, person_id=lead.find(Person, name="LEAD-3").id, role="ctl_lead")
    gone = (office, changed(office, deleted=True))
    must_refuse(lead, "the entry that stays", "EntriesMatched", gone)


def test_an_undo_of_a_step_means_ones_own_part_of_it():
    """At the workspace as at the hub: what somebody put beside it holds up nobody's Ctrl+Z."""
    lines = [{"id": "c", "person_id": "other"}, {"id": "b", "person_id": "me"},
             {"id": "a", "person_id": "me"}]  # fmt: skip
    assert [line["id"] for line in _meant(lines, "step", "me")] == ["b", "a"]
    assert _meant(lines, "step", "third") == lines
    assert _meant(lines, "c", "me") == lines[:1]
