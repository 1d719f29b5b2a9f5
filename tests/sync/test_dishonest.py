"""A dishonest member who knows the hub's functions: what reaches into others' work is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import psycopg

from mcdesk.models import server_members, server_upgrade
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.records import (
    Assignment,
    Card,
    ClosedPeriod,
    Comment,
    External,
    Form,
    FormRow,
    FormValue,
    Milestone,
    NumberBlock,
    Office,
    Person,
    Revision,
    Setting,
    SigningKey,
    SignOff,
    StoredFile,
    TeamMember,
    changed,
)
from mcdesk.procedure.statement import key_id
from tests.conftest import TODAY
from tests.sync.conftest import address_of, on_day
from tests.sync.forger import Forger, form_of, frozen_proposal, must_refuse, sign_off
from tests.sync.two_faculties import hub, member

__all__ = ["hub", "member"]  # fixtures


def must_take(forger: Forger, kind: str, *effects, **more) -> str:
    """Push an event that is honest; return its id."""
    event = forger.event(kind, *effects, **more)
    assert forger.push(event) == "ok"
    return event.id


def undo_of(event: str) -> dict[str, object]:
    return {"command": {"do": "UndoEvent", "of": event}}


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
    held = changed(changed_by_me, status="on_hold", status_reason="r", status_since="2026-11-23")
    must_take(lead, "CardHeld", (changed_by_me, held))
    held = designer.find(Card, code="MC-2")
    last = designer.event("CardChanged", (held, changed(held, title_id="B")))
    assert designer.push(replace(last, group=group)) == "ok"
    now = designer.find(Card, code="MC-2")
    must_refuse(designer, "puts back", "EventUndone", (now, card), **undo_of(group))
    must_take(designer, "EventUndone", (now, held), **undo_of(last.id))
    now = designer.find(Card, code="MC-2")
    under_way = changed(now, status="active", status_reason="", status_since="")
    must_take(lead, "CardResumed", (now, under_way))


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
    form, _revision, card = frozen_proposal(lecturer)
    key = SigningKey(
        id=key_id("aa" * 32),
        person_id=dean.person,
        public="aa" * 32,
        registered_at="2026-11-23T09:00:00Z",
    )
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
    taken = must_take(dean, "EventUndone", gone, **undo_of(written))
    now = changed(gone[1], row_version=there.row_version + 1)
    must_take(lecturer, "EventUndone", (now, there), **undo_of(taken))


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
    form, _revision, card = frozen_proposal(who)
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
        broken.append(event.body().replace('"command":{', f'"command":{{"n":{text},'))
    broken.append(event.body().replace('"at":"2026', '"at":"1999', 1))
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
    for text, why in (
        ("nope", "not whole"), ("[1]", "not whole"), ("null", "not whole"),
        ('{"a":' + deep + "}", ""),
    ):  # fmt: skip
        must_refuse(who, why, "RowAdded", (None, changed(row, cells=text)))
        must_refuse(who, why, "RowAdded", (None, changed(plan, extra=text)))
    sheet = changed(form, id=new_id(), kind="F9", scope="9", definition_id="", row_version=0)
    must_refuse(who, "not whole", "FormOpened", (None, changed(sheet, signers="x")))
    must_refuse(who, "not whole", "FormOpened", (None, changed(sheet, opened_on="2026-02-31")))
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="topic", text="x",
                     author=who.person, at="2026-11-23zzz")  # fmt: skip
    must_refuse(who, "not whole", "CommentWritten", (None, remark))
    file = StoredFile(id=new_id(), card_id=card.id, name="x", size=5, digest="../../evil")
    must_refuse(who, "by its SHA-256", "FileAttached", (None, file))
    must_take(who, "ValueSet", (value, changed(value, value='"Honest."')))


# --- what takes no right, and what comes from elsewhere --------------------------------------


def test_who_works_at_the_hub_is_not_taken_back(member, hub, server):
    """Undoing that a person was added puts nobody away who has a login, or did anything."""
    lead, person = member("CTL-01"), Person(id=new_id(), name="CTL-09")
    added = must_take(lead, "PersonAdded", (None, person))
    database = hub.hub.engine.url.database
    server_members.add_member(address_of(server, database), f"ctl09_{database}", person.id)
    kept = lead.find(Person, id=person.id)
    gone = (kept, changed(kept, deleted=True))
    must_refuse(lead, "stays in the directory", "EventUndone", gone, **undo_of(added))


def test_an_event_is_of_its_command(member):
    """What history, undo and rebase read of an event is what the server judged."""
    who = member("SME-03")
    form, _revision, card = frozen_proposal(who)
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="x",
                     author=who.person, at="2026-11-23T09:00:00Z")  # fmt: skip
    for do_what in ("FillForm", "UndoEvent", "X"):
        must_refuse(who, "of this command", "CommentWritten", (None, remark),
                    command={"do": do_what})  # fmt: skip


def test_a_hub_made_before_asks_for_it_after_its_upgrade(member, hub, server):
    """Its table of rules gets the columns, and honest work goes on."""
    owner = address_of(server, hub.hub.engine.url.database)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("drop function hub.rules_of")
        for column in ("undo_right", "command"):
            connection.execute(f"alter table hub.event_rule drop column {column}")
    server_upgrade.upgrade(owner)
    on_day(owner, TODAY.isoformat())
    dean = member("DEAN-LAW")
    key = SigningKey(id=key_id("bb" * 32), person_id=dean.person, public="bb" * 32,
                     registered_at="2026-11-23T09:00:00Z")  # fmt: skip
    made = must_take(dean, "KeyRegistered", (None, key))
    kept = dean.find(SigningKey, id=key.id)
    must_refuse(dean, "cannot be undone", "EventUndone", (kept, changed(kept, deleted=True)),
                **undo_of(made))  # fmt: skip


def test_numbers_are_reserved_a_few_at_a_time(member):
    """Nobody uses up a series, and who draws no numbers reserves none."""
    reader, who = member("READER"), member("SME-03")
    series = "CTL/MC/F9/2026"
    count = NumberBlock(id=natural_id("number_block", series), series=series, first=1, last=9999,
                        used=10)  # fmt: skip
    address = natural_id("number_block", series, "h", 2)
    block = NumberBlock(id=address, series=series, holder="h", first=1, last=10, used=0)
    kind, one_of = "NumbersReserved", changed
    must_refuse(reader, "right fill", kind, (None, block), (None, count))
    many = (None, one_of(block, last=9000)), (None, one_of(count, used=9000))
    must_refuse(who, "a few numbers", kind, *many)
    later = (None, one_of(block, first=101, last=110, used=100)), (None, one_of(count, used=110))
    must_refuse(who, "a few numbers", kind, *later)
    must_refuse(who, "was reserved", kind, (None, one_of(count, used=9999)))
    must_refuse(who, "counts as given", kind, (None, block))
    must_refuse(who, "counts as given", kind, (None, block), (None, one_of(count, used=500)))
    must_refuse(who, "another place", kind, (None, one_of(block, id=new_id())), (None, count))
    must_take(who, kind, (None, block), (None, count))
    must_refuse(who, "one count", kind, (None, one_of(count, id=new_id(), used=9999)))
    kept = who.find(NumberBlock, id=count.id)
    form = form_of(member("SME-MED"), "MC-9", "R1")
    drawn = changed(kept, used=9999)
    must_refuse(member("ID-MED"), "one by one", "FormFrozen", (form, changed(form, version=0)),
                (kept, drawn))  # fmt: skip


def test_a_file_is_removed_by_who_may(member, hub):
    """Attaching takes no right, so it alters no file that is there."""
    reader, desk = member("READER"), hub.desks["r0"]
    file = StoredFile(id=new_id(), card_id=reader.find(Card, code="MC-1").id, name="scan.pdf",
                      size=5, digest="ab" * 32, purpose="evidence", added_by=desk.person_id,
                      added_at="2026-11-23T09:00:00Z")  # fmt: skip
    must_take(member("CTL-01"), "FileAttached", (None, file))
    kept = reader.find(StoredFile, id=file.id)
    for kind in ("FileAttached", "ScanKept", "ScanSettled", "LogoSet"):
        must_refuse(reader, "", kind, (kept, changed(kept, deleted=True)))
    must_refuse(reader, "right cards", "FileRemoved", (kept, changed(kept, deleted=True)))
    must_refuse(reader, "does not change", "ScanSettled",
                (kept, changed(kept, card_id=reader.find(Card, code="MC-9").id)))  # fmt: skip


def test_a_register_is_closed_and_verified_by_ctl(member):
    lead, reader = member("CTL-01"), member("READER")
    content = '{"lines":[]}'
    address = natural_id("closed_period", "2026", "1", 1, 0)
    closed = ClosedPeriod(id=address, year="2026", semester="1", next_year="2026",
                          next_semester="2", version=1, number="R/1", content=content,
                          digest=hashlib.sha256(content.encode()).hexdigest(),
                          closed_on="2026-11-23", closed_at="2026-11-23T09:00:00Z",
                          closed_by=lead.person)  # fmt: skip
    must_refuse(lead, "with its digest", "PeriodClosed", (None, changed(closed, digest="0" * 64)))
    must_refuse(lead, "with its digest", "PeriodClosed",
                (None, changed(closed, closed_by=reader.person)))  # fmt: skip
    must_refuse(lead, "another place", "PeriodClosed", (None, changed(closed, id=new_id())))
    must_take(lead, "PeriodClosed", (None, closed))
    must_refuse(lead, "closed already", "PeriodClosed",
                (None, changed(closed, id=new_id(), version=2)))  # fmt: skip
    made = SignOff(id=new_id(), form_id=closed.id, revision_id=closed.id, version=1, card_id="",
                   digest=closed.digest, role="reader", person_id=reader.person,
                   decision="reject", decided_on="2026-11-23", recorded_by=reader.person,
                   recorded_at="2026-11-23T09:00:00Z")  # fmt: skip
    must_refuse(reader, "does not decide so", "PeriodSigned", (None, made))
    own = {"role": "ctl_lead", "person_id": lead.person, "recorded_by": lead.person}
    must_refuse(lead, "does not decide so", "PeriodSigned", (None, changed(made, **own)))
    card = lead.find(Card, code="MC-1").id
    own["decision"] = "verify"
    must_refuse(lead, "of its form", "PeriodSigned", (None, changed(made, card_id=card, **own)))
    must_refuse(lead, "nothing is decided beside", "PeriodSigned",
                (None, changed(made, decided='{"result":"eligible"}', **own)))  # fmt: skip
    must_take(lead, "PeriodSigned", (None, changed(made, **own)))
    must_refuse(lead, "signed already", "PeriodSigned",
                (None, changed(made, id=new_id(), **own)))  # fmt: skip


def test_what_is_brought_in_stays_out_of_the_teams_forms(member):
    """Neither by a micro-credential that is nowhere, nor by people who are."""
    lead = member("CTL-01")
    form, revision, card = frozen_proposal(lead)
    stranger = Person(id=new_id(), name="Prof. X")
    signed = sign_off(lead, "dean", stranger.id, card_id="nowhere", recorded_by=stranger.id)
    office = Office(id=new_id(), person_id=new_id(), role="ctl_lead")
    original = External(id=new_id(), form_id=form.id, card_id="nowhere", kind="F2",
                        state="original")  # fmt: skip
    copy, planted = changed(revision, id=new_id()), changed(original, form_id="nowhere")
    for record in (signed, changed(signed, card_id=""), original, office, planted, copy):
        effects = ((None, stranger), (None, changed(record, row_version=0)))
        inner = lead.event("FormSigned", *effects)
        command = {"do": "BringEvent", "origin": "x", "text": inner.body(), "places": [0, 1]}
        event = replace(inner, kind="Brought.FormSigned", command=command)
        said = lead.push(event)
        assert "belongs to this team" in said or "nobody of this team" in said, (said, record)
    assert card is not None
