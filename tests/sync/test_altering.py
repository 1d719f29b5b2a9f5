"""What each kind of event may change of a record that is there, and which day it may bear."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import psycopg
import pytest

from mcdesk.models import hub_rules
from mcdesk.procedure.identity import natural_id, new_id, value_id
from mcdesk.procedure.records import (
    RECORDS,
    Card,
    Comment,
    Faculty,
    Form,
    FormValue,
    Idea,
    Office,
    Person,
    Programme,
    Setting,
    StoredFile,
    TeamMember,
    changed,
)
from tests.conftest import TODAY
from tests.sync.forger import form_of, frozen_proposal, must_refuse, sign_off
from tests.sync.older_hub import owner_of
from tests.sync.two_faculties import hub, member

__all__ = ["hub", "member"]  # fixtures
FILLED = ("form_value", "form_row", "milestone", "component", "condition", "finding")
ELSEWHERE = {*FILLED, "sign_off", "revision", "redaction"}
"""What is judged by what is frozen and decided, or is never altered."""
DELETING = {
    "AbsenceEnded absence", "AttentionSettled settlement", "CardCovered assignment",
    "CardMoved external", "DefinitionWithdrawn definition", "EntriesMatched office",
    "ExceptionGranted external", "FileRemoved file", "SheetRemoved form", "SigningChosen form",
}  # fmt: skip
"""Which commands take something away that is there; an undo is judged by what it takes back."""
BACK = {
    "DefinitionsPublished definition", "DutiesHandedOver team", "ExternalRecorded external",
    "FacultyAdded faculty", "LogoSet setting", "ProgrammeAdded programme", "SettingSet setting",
    "TeamJoined team",
}  # fmt: skip
"""What makes a record whose id follows from its place, which an undo took away, once more."""
ASKED = (
    "select r.kind || ' ' || t, array_to_string(hub.free_columns(r.kind, t, %s, %s, %s), ' ') "
    "from hub.event_rule r, unnest(r.tables) t where r.kind <> 'Brought'"
)
NOW, AT = TODAY.isoformat(), f"{TODAY.isoformat()}T09:00:00Z"
YEAR_AGO = "2025-11-23"


def columns_of(hub, server, **given) -> dict[str, str | None]:
    """Return what a server lets each kind of event change, by its kind and table."""
    record = {"deleted": False, "since": "2026-01-01", "scope": "", "purpose": "", "card_id": "c",
              "published_on": "2026-12-31"}  # fmt: skip
    sides = (json.dumps(record | given), json.dumps(record), NOW)
    with psycopg.connect(owner_of(hub.hub, server)) as owner:
        return dict(owner.execute(ASKED, sides).fetchall())


def columns_named(name: str) -> set[str]:
    return {each.name for each in fields(RECORDS[name])}


def test_no_table_and_no_kind_of_event_is_without_its_list(hub, server):
    """What is named nowhere stays as it is: so a table that comes later is bound from the start."""
    told = columns_of(hub, server)
    asked = {f"{kind} {name}" for kind, _held, names, *_more in hub_rules.rules()
             for name in names if not kind.startswith("Brought")}  # fmt: skip
    assert set(told) == asked
    assert {pair.split()[1] for pair, free in told.items() if free is None} == ELSEWHERE
    for pair, free in told.items():
        known = columns_named(pair.split()[1]) | {"faculty_id"}
        assert set((free or "").split()) <= known - {"id", "row_version"}, pair


def test_only_what_takes_something_away_deletes(hub, server):
    told = columns_of(hub, server)
    assert {pair for pair, free in told.items() if "deleted" in (free or "").split()} == DELETING
    told = columns_of(hub, server, deleted=True)
    brings = {pair for pair, free in told.items() if "deleted" in (free or "").split()}
    assert brings - DELETING == BACK


GONE = {
    "the Dean": ("PersonChanged", Person, {"name": "DEAN-LAW"}),
    "the lead": ("PersonChanged", Person, {"name": "CTL-01"}),
    "a programme": ("ProgrammeChanged", Programme, {"code": "LAW"}),
    "a faculty": ("FacultyChanged", Faculty, {"code": "LAW"}),
    "a setting": ("SettingSet", Setting, {}),
    "an office": ("PersonChanged", Office, {"role": "dean"}),
    "a duty": ("TeamLeft", TeamMember, {"role": "sme"}),
    "a duty handed over": ("DutiesHandedOver", TeamMember, {"role": "sme"}),
    "who joins": ("TeamJoined", TeamMember, {"role": "sme"}),
}


@pytest.mark.parametrize("what", GONE)
def test_nothing_is_deleted_by_what_changes_it(member, what):
    """The directory's entries, too: a print would show an id where a name stood."""
    lead, (kind, record, equal) = member("CTL-01"), GONE[what]
    if what == "a setting":
        made = Setting(id=natural_id("setting", "name", NOW), key="name", value='"Team"', since=NOW)
        assert lead.push(lead.event("SettingSet", (None, made))) == "ok"
        equal = {"id": made.id}
    there = lead.find(record, **equal)
    must_refuse(
        lead, f"{kind} does not change this of", kind, (there, changed(there, deleted=True))
    )


def test_of_a_duty_that_ends_only_its_end_is_written(member):
    designer = member("ID-02")
    card = designer.find(Card, code="MC-1")
    duty = designer.find(TeamMember, card_id=card.id, role="sme")
    for kind in ("TeamLeft", "DutiesHandedOver"):
        for more in ({"since": "2020-01-01"}, {"lead": not duty.lead}):
            must_refuse(designer, "does not change this of team", kind,
                        (duty, changed(duty, until=NOW, **more)))  # fmt: skip


def test_what_is_made_bears_the_moment_of_its_event(member):
    """A remark of 2020, a file that came before it was there, an idea that was taken up at once."""
    lead = member("CTL-01")
    form, _revision, card = frozen_proposal(lead)
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="Old.",
                     author=lead.person, at="2020-01-01T00:00:00Z")  # fmt: skip
    file = StoredFile(id=new_id(), card_id=card.id, name="x.pdf", size=3, digest="b" * 64,
                      added_by=lead.person, added_at="2031-01-01T00:00:00Z")  # fmt: skip
    idea = Idea(id=new_id(), title="x", received_on="2020-01-01")
    must_refuse(lead, "the moment of its event: at", "CommentWritten", (None, remark))
    must_refuse(lead, "the moment of its event: added_at", "FileAttached", (None, file))
    must_refuse(lead, "the day of its event: received_on", "IdeaNoted", (None, idea))
    for more in ({"state": "taken"}, {"card_id": card.id}):
        must_refuse(lead, "is open", "IdeaNoted", (None, replace(idea, received_on=NOW, **more)))
    assert lead.push(lead.event("CommentWritten", (None, changed(remark, at=AT)))) == "ok"


def test_an_event_is_not_made_before_what_it_is_about(member):
    """Nor before who made it was entered; a day or two between clocks are taken."""
    lead = member("CTL-01")
    form, _revision, card = frozen_proposal(lead)
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="Old.",
                     author=lead.person, at=f"{YEAR_AGO}T09:00:00Z")  # fmt: skip
    must_refuse(lead, "before what it is about", "CommentWritten", (None, remark), today=YEAR_AGO)
    lecturer = member("SME-MED")
    idea = Idea(id=new_id(), title="x", received_on=YEAR_AGO)
    must_refuse(lecturer, "before what it is about", "IdeaNoted", (None, idea), today=YEAR_AGO)
    begun = changed(remark, id=new_id(), at=f"{card.created_on}T09:00:00Z")
    assert lead.push(lead.event("CommentWritten", (None, begun), today=card.created_on)) == "ok"


def test_a_decision_is_born_standing(member):
    dean = member("DEAN-LAW")
    signed = sign_off(dean, "dean", dean.person)
    must_refuse(dean, "before it is withdrawn", "FormSigned",
                (None, changed(signed, withdrawn_on=NOW, withdrawn_reason="x")))  # fmt: skip


def test_a_value_stands_at_a_place_that_its_form_has(member):
    lecturer = member("SME-MED")
    form: Form = form_of(lecturer, "MC-9", "R1")
    value = FormValue(id=value_id(form.id, "zzz"), form_id=form.id, path="zzz", value='"x"')
    must_refuse(lecturer, "has no such place", "ValueSet", (None, value))


def test_a_decision_in_the_program_is_not_made_before_its_text_was_frozen(member):
    """A day between them is one of clocks; what is on paper bears the day of its paper."""
    dean = member("DEAN-LAW")
    early = sign_off(dean, "dean", dean.person, decided_on="2026-11-21",
                     recorded_at="2026-11-21T09:00:00Z")  # fmt: skip
    must_refuse(dean, "before its text was frozen", "FormSigned", (None, early), today="2026-11-21")
    lead = member("CTL-01")
    paper = sign_off(lead, "dean", dean.person, medium="paper", scan_owed=True,
                     decided_on="2026-11-01")  # fmt: skip
    assert lead.push(lead.event("FormSigned", (None, paper))) == "ok"
