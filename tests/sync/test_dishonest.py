"""A dishonest member who knows the hub's functions: what reaches into others' work is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mcdesk.models import server_hub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Assignment,
    Card,
    Comment,
    External,
    Form,
    FormRow,
    FormValue,
    Milestone,
    Office,
    Person,
    Revision,
    Setting,
    SigningKey,
    TeamMember,
    changed,
)
from tests.sync.conftest import Team, address_of
from tests.sync.test_forging import Forger, frozen, sign_off
from tests.sync.test_gates import must_refuse
from tests.walk import Walker


@pytest.fixture(scope="module")
def hub(tmp_path_factory, template, server) -> Team:
    """A hub with two faculties: F2 of MC-1, of Law, is frozen; MC-9 is of Medicine."""
    made = Team(tmp_path_factory.mktemp("dishonest"), template, server)
    desk = made.desks["r0"]
    desk.execute(do.AddFaculty(code="MED", name_en="Medicine", name_id="Kedokteran"))
    desk.execute(do.AddProgramme(code="MED", name_en="Medicine", name_id="Kedokteran",
                                 faculty="MED"))  # fmt: skip
    for name, roles in (("SME-MED", ["sme"]), ("ID-MED", ["id"]), ("DEAN-MED", []),
                        ("HSP-MED", []), ("LEAD-2", ["ctl_lead"]), ("LEAD-3", ["ctl_lead"]),
                        ("READER", ["reader"])):  # fmt: skip
        desk.execute(do.AddPerson(name=name, roles=roles))
    desk.execute(do.AppointOffice(person="HSP-MED", role="hsp", programme="MED"))
    desk.execute(do.AppointOffice(person="DEAN-MED", role="dean", faculty="MED"))
    desk.execute(do.CreateCard(title_en="Med", title_id="Med", short_title="Med", programme="MED",
                               lead="SME-MED", designer="ID-MED", code="MC-9"))  # fmt: skip
    desk.execute(do.FillForm(form="MC-9/R1", values={"topic": "Mine."}, rows={}, replace=True))
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    made.sync("r0")
    assert not desk.attention()
    yield made
    made.close()


@pytest.fixture(scope="module")
def member(hub, server):
    """Return who pushes what they like as a person of the directory, each under an own login."""
    made: dict[str, Forger] = {}
    database = hub.hub.engine.url.database

    def as_one(name: str) -> Forger:
        if name not in made:
            with hub.desks["r0"].store.read() as reader:
                (person,) = reader.select(Person, name=name)
            login = f"{name.lower().replace('-', '')}_{database}"
            server_hub.add_member(address_of(server, database), login, person.id, also=True)
            made[name] = Forger(address_of(server, database, login), person.id, hub.desks["r0"])
        return made[name]

    yield as_one
    for forger in made.values():
        forger.close()


def must_take(forger: Forger, kind: str, *effects, **more) -> str:
    """Push an event that is honest; return its id."""
    event = forger.event(kind, *effects, **more)
    assert forger.push(event) == "ok"
    return event.id


def undo_of(event: str) -> dict[str, object]:
    return {"command": {"do": "UndoEvent", "of": event}}


def form_of(forger: Forger, code: str, kind: str) -> Form:
    return forger.find(Form, card_id=forger.find(Card, code=code).id, kind=kind)


def test_a_decision_is_for_the_micro_credential_of_its_form(member):
    """Who signs one of their own faculty signs none of another's (0015)."""
    for name, role in (("SME-MED", "sme"), ("DEAN-MED", "dean"), ("HSP-MED", "hsp")):
        who = member(name)
        honest = sign_off(who, role, who.person)
        must_refuse(who, "is not held", "FormSigned", (None, honest))
        for card in (who.find(Card, code="MC-9").id, ""):
            made = changed(honest, id=new_id(), card_id=card)
            must_refuse(who, "of its form", "FormSigned", (None, made))


def test_an_undo_meets_what_its_event_left(member):
    """What others did since is not put back with it: an office, a stage, an end."""
    second, third, lead = member("LEAD-2"), member("LEAD-3"), member("CTL-01")
    office = Office(id=new_id(), person_id=second.person, role="ctl_lead", since="2026-01-01")
    appointed = must_take(second, "OfficeAppointed", (None, office))
    own = second.find(Office, id=office.id)
    must_take(third, "OfficeEnded", (own, changed(own, until="2026-01-02")))
    ended = second.find(Office, id=office.id)
    must_refuse(second, "puts back", "EventUndone", (ended, office), **undo_of(appointed))
    must_refuse(second, "puts back", "EventUndone", (ended, changed(ended, deleted=True)),
                **undo_of(appointed))  # fmt: skip
    designer = member("ID-02")
    card = designer.find(Card, code="MC-2")
    titled = must_take(designer, "CardChanged", (card, changed(card, short_title="X")))
    group = designer.find(Card, code="MC-2")
    back = changed(group, stage="assignment", back_reason="r", back_by=lead.person)
    must_take(lead, "CardMoved", (group, back))
    now = designer.find(Card, code="MC-2")
    must_refuse(designer, "puts back", "EventUndone", (now, card), **undo_of(titled))


def test_an_undo_of_many_steps_follows_them_all(member):
    """Steps of one group between which somebody else did something are no one thing to undo."""
    designer, lead = member("ID-02"), member("CTL-01")
    group, card = new_id(), designer.find(Card, code="MC-2")
    first = replace(designer.event("CardChanged", (card, changed(card, title_id="A"))), group=group)
    assert designer.push(first) == "ok"
    changed_by_me = designer.find(Card, code="MC-2")
    held = changed(changed_by_me, status="on_hold", status_reason="r")
    must_take(lead, "CardHeld", (changed_by_me, held))
    held = designer.find(Card, code="MC-2")
    last = designer.event("CardChanged", (held, changed(held, title_id="B")))
    assert designer.push(replace(last, group=group)) == "ok"
    now = designer.find(Card, code="MC-2")
    must_refuse(designer, "puts back", "EventUndone", (now, card), **undo_of(group))
    must_take(designer, "EventUndone", (now, held), **undo_of(last.id))
    now = designer.find(Card, code="MC-2")
    must_take(lead, "CardResumed", (now, changed(now, status="active", status_reason="")))


def test_an_office_given_back_takes_the_right_of_today(member):
    """Who ended an office of the own as a lead is not a lead again by taking that back."""
    second, third = member("LEAD-2"), member("LEAD-3")
    kept = [changed(second.find(Office, person_id=second.person, role="ctl_lead", until=""))]
    office = kept[0]
    ended = must_take(second, "OfficeEnded", (office, changed(office, until="2026-01-02")))
    now = second.find(Office, id=office.id)
    must_refuse(second, "right directory", "EventUndone", (now, office), **undo_of(ended))
    must_refuse(second, "right settings", "SettingSet",
                (None, Setting(id=new_id(), key="x", value='"y"')))  # fmt: skip
    must_take(third, "EventUndone", (now, office), **undo_of(ended))


def test_what_the_program_never_undoes_is_not_undone(member):
    """A freezing, a key, a cancelling; a remark is taken back by its author, a file by few."""
    lecturer, dean, head = member("SME-03"), member("DEAN-LAW"), member("HSP-LAW")
    form, _revision, card = frozen(lecturer)
    key = SigningKey(id=new_id(), person_id=dean.person, public="aa" * 32, registered_at="2026")
    made = must_take(dean, "KeyRegistered", (None, key))
    kept = dean.find(SigningKey, id=key.id)
    must_refuse(head, "cannot be undone", "EventUndone", (kept, changed(kept, deleted=True)),
                **undo_of(made))  # fmt: skip
    stolen = changed(kept, ended_at="2026-11-23T09:00:00Z", ended_reason="stolen")
    ended = must_take(dean, "KeyEnded", (kept, stolen))
    now = dean.find(SigningKey, id=key.id)
    must_refuse(dean, "cannot be undone", "EventUndone", (now, kept), **undo_of(ended))
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="Original",
                     author=dean.person, at="2026-11-23T09:00:00Z")  # fmt: skip
    written = must_take(dean, "CommentWritten", (None, remark))
    there = dean.find(Comment, id=remark.id)
    gone = (there, changed(there, deleted=True))
    must_refuse(lecturer, "who wrote it", "EventUndone", gone, **undo_of(written))
    must_take(dean, "EventUndone", gone, **undo_of(written))


def test_an_undo_takes_back_all_of_it_and_what_nobody_built_upon(member):
    lead = member("CTL-01")
    card = changed(lead.find(Card, code="MC-9"), id=new_id(), code="MC-10", row_version=0)
    team = TeamMember(id=new_id(), card_id=card.id, person_id=lead.person, role="id",
                      since="2026-11-23")  # fmt: skip
    made = must_take(lead, "CardCreated", (None, card), (None, team))
    there, duty = lead.find(Card, id=card.id), lead.find(TeamMember, id=team.id)
    gone, left = (there, changed(there, deleted=True)), (duty, changed(duty, deleted=True))
    must_refuse(lead, "puts back", "EventUndone", gone, **undo_of(made))
    other = TeamMember(id=new_id(), card_id=card.id, person_id=member("SME-03").person, role="sme",
                       since="2026-11-23")  # fmt: skip
    joined = must_take(lead, "TeamJoined", (None, other))
    must_refuse(lead, "built upon it", "EventUndone", gone, left, **undo_of(made))
    there = lead.find(TeamMember, id=other.id)
    must_take(lead, "EventUndone", (there, changed(there, deleted=True)), **undo_of(joined))


def test_nobody_reaches_into_the_forms_of_another_micro_credential(member):
    """A record stays in its form, and what stands in a form is its micro-credential's."""
    lecturer, designer = member("SME-MED"), member("ID-MED")
    victim, own = lecturer.find(Card, code="MC-1"), lecturer.find(Card, code="MC-9")
    theirs, mine = form_of(lecturer, "MC-1", "F2"), form_of(lecturer, "MC-9", "R1")
    place = Form(id=new_id(), kind="F3", subject_kind="card", subject_id=victim.id,
                 card_id=own.id, opened_on="2026-11-23")  # fmt: skip
    must_refuse(lecturer, "its own micro-credential", "FormOpened", (None, place))
    strange = changed(place, subject_id=own.id, kind="ZZ")
    must_refuse(lecturer, "there is no form", "FormOpened", (None, strange))
    value = lecturer.find(FormValue, form_id=theirs.id, path="p10")
    must_refuse(lecturer, "right fill", "ValueSet", (value, changed(value, value='"Gone"')))
    must_refuse(lecturer, "stays where it is", "ValueSet",
                (value, changed(value, form_id=mine.id, path="p99")))  # fmt: skip
    row = lecturer.find(FormRow, form_id=theirs.id)
    must_refuse(lecturer, "stays where it is", "CellSet", (row, changed(row, form_id=mine.id)))
    must_refuse(lecturer, "no such form", "ValueSet",
                (None, FormValue(id=new_id(), form_id="none", path="p", value='"x"')))  # fmt: skip
    original = External(id=new_id(), form_id=theirs.id, card_id=own.id, kind="F2", state="original")
    must_refuse(designer, "another micro-credential's", "ExternalRecorded", (None, original))
    planned = Milestone(id=new_id(), form_id=theirs.id, card_id=own.id, field="t3", rank="V",
                        activity="forged")  # fmt: skip
    must_refuse(lecturer, "another micro-credential's", "RowAdded", (None, planned))
    covered = Assignment(id=new_id(), form_id=theirs.id, card_id=own.id)
    must_refuse(lecturer, "right fill", "ValueSet", (None, covered))
    out = lecturer.find(Assignment, form_id=mine.id)
    must_refuse(lecturer, "by covering it", "ValueSet", (out, changed(out, deleted=True)))
    must_refuse(designer, "right cards", "CardCovered", (None, covered))
    must_refuse(designer, "right cards", "CardCovered", (value, changed(value, value='"x"')),
                (None, changed(covered, form_id=mine.id)))  # fmt: skip
    letter = lecturer.find(Assignment, card_id=victim.id)
    must_refuse(designer, "right cards", "CardCovered", (letter, changed(letter, deleted=True)))
    duty = lecturer.find(TeamMember, card_id=victim.id, role="gd")
    must_refuse(designer, "stays where it is", "TeamLeft",
                (duty, changed(duty, card_id=own.id, until="2026-01-01")))  # fmt: skip
    assert lecturer.find(Revision, form_id=theirs.id) is not None


# --- of a shape that no workspace could read ------------------------------------------------


def test_an_event_that_no_workspace_could_read_is_refused(member):
    """Types, depth, numbers without end, days that do not exist; one alone would stop everybody."""
    who = member("SME-03")
    form, _revision, card = frozen(who)
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="x",
                     author=who.person, at="2026-11-23T09:00:00Z")  # fmt: skip
    event = who.event("CommentWritten", (None, remark))
    new = {"deleted": ["false", "0", 1, None], "text": [{"a": [1]}, ["a"], 5], "zzz": [],
           "row_version": ["1", 1.0, 2**40], "id": [5, "a" * 65]}  # fmt: skip
    broken = []
    for key, values in new.items():
        for value in values:
            told = json.loads(event.body())
            told["effects"][0]["new"][key] = value
            broken.append(json.dumps(told))
    whole = {"today": ["2026-02-31", "0000-00-00"], "at": ["2026-11-23Tgarbage"], "format": ["1"],
             "note": [{"by": ["x"]}, {"undone": 5}, {"made_by": {"a": "b"}}], "group": [5],
             "command": [{}, {"do": ["x"]}], "kind": [5]}  # fmt: skip
    for key, values in whole.items():
        broken += [json.dumps({**json.loads(event.body()), key: value}) for value in values]
    for text in ("1" * 5000, "[" * 2000 + "]" * 2000, "[" * 100 + "]" * 100, "1e400"):
        broken.append(event.body().replace('"do":"X"', f'"do":"X","n":{text}'))
    twice = json.loads(event.body())
    twice["effects"] *= 2
    broken.append(json.dumps(twice))
    for body in broken:
        told = json.loads(body) if len(body) < 3000 else {}
        said = who.push(event, body=body, at=told.get("at", event.at))
        assert said.startswith("refused: "), body.replace(event.body()[:-20], "")[-200:]


def test_a_content_that_no_workspace_could_read_is_refused(member):
    who = member("SME-MED")
    card, form = who.find(Card, code="MC-9"), form_of(who, "MC-9", "R1")
    value = who.find(FormValue, form_id=form.id, path="topic")
    row = FormRow(id=new_id(), form_id=form.id, field="x", rank="V")
    plan = Milestone(id=new_id(), form_id=form.id, card_id=card.id, field="t3", rank="V")
    deep, endless = "[" * 100 + "]" * 100, "1" * 5000
    for text in ("{{{", "", deep, endless, '"a\\u0000"'):
        must_refuse(who, "", "ValueSet", (value, changed(value, value=text)))
    for text in ("nope", "[1]", "null", '{"a":' + deep + "}"):
        must_refuse(who, "not whole", "RowAdded", (None, changed(row, cells=text)))
        must_refuse(who, "not whole", "RowAdded", (None, changed(plan, extra=text)))
    sheet = changed(form, id=new_id(), scope="9", row_version=0)
    must_refuse(who, "not whole", "FormOpened", (None, changed(sheet, signers="x")))
    must_take(who, "ValueSet", (value, changed(value, value='"Honest."')))
