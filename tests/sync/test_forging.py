"""A member with plain SQL: what the hub on a server refuses, and that honest work is taken."""

from __future__ import annotations

import json
from dataclasses import replace

import psycopg
import pytest

from mcdesk.application.journal import Line, read_event
from mcdesk.errors import Trouble
from mcdesk.models import hub_rules, server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.commands import COMMANDS
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    RECORDS,
    Card,
    Comment,
    Form,
    FormValue,
    Idea,
    Office,
    Person,
    SigningKey,
    SignOff,
    changed,
)
from mcdesk.procedure.statement import key_id
from tests.sync.conftest import address_of
from tests.sync.forger import Forger, frozen_proposal, sign_off


@pytest.fixture
def forger(shared, server):
    """The lecturer's login: a member who may fill, and neither move, sign nor appoint."""
    desk = shared.desks["r0"]
    with desk.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    database = shared.hub.engine.url.database
    login = f"sme_{database}"
    server_members.add_member(address_of(server, database), login, lecturer.id)
    made = Forger(address_of(server, database, login), lecturer.id, desk)
    yield made
    made.close()


def person(forger: Forger, name: str) -> str:
    return forger.find(Person, name=name).id


def test_every_command_has_its_rule():
    """A kind of event that the hub does not know would be refused from every member."""
    assert set(hub_rules.TABLES) == set(COMMANDS)
    known = set(RECORDS)
    assert all(set(tables) <= known for tables in hub_rules.TABLES.values())


def test_honest_work_of_a_member_is_taken(forger):
    form, _revision, card = frozen_proposal(forger)
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="Look.",
                     author=forger.person, at="2026-11-23T09:00:00Z")  # fmt: skip
    assert forger.push(forger.event("CommentWritten", (None, remark))) == "ok"
    decision = sign_off(forger, "sme", forger.person)
    assert forger.push(forger.event("FormSigned", (None, decision))) == "ok"


@pytest.mark.parametrize(
    "lines",
    ["{}", '"x"', "[1]", '[1, null, "x"]', "[[]]", '[{"id": "x"}]', '[{"id": 1, "body": "{}"}]',
     '[{"id": "x", "body": {}}]'],
)  # fmt: skip
def test_what_is_no_list_of_entries_is_refused_in_plain_words(forger, lines):
    _id, _schema, head = forger.hub.identity()
    said = forger.sql("select hub.hub_push(%s, %s, %s, %s)", forger.id, head.seq, head.hash, lines)
    assert said == "refused: what is pushed is no list of entries"


def test_text_that_is_no_json_or_has_a_nul_is_refused_in_plain_words(forger):
    _id, _schema, head = forger.hub.identity()
    for body in ("", "no JSON", "{", '{"id": "a\\u0000b"}', '{"a": "\\ud800"}'):
        lines = json.dumps([{"id": "x", "body": body}])
        said = forger.sql("select hub.hub_push(%s, %s, %s, %s)", forger.id, head.seq, head.hash,
                          lines)  # fmt: skip
        assert said == "refused: the text of an entry is no JSON that can be kept"
    form = forger.find(Form, kind="F2")
    value = FormValue(id=new_id(), form_id=form.id, path="p10", value='"a\\u0000b"')
    said = forger.push(forger.event("ValueSet", (None, value)))
    assert said == "refused: a text holds a NUL, which cannot be kept"


def test_a_member_makes_no_large_objects(forger):
    for made in ("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')"):
        assert "permission denied" in forger.sql(f"select {made}")


def test_where_somebody_works_is_kept_in_a_bounded_size(forger, server):
    """However long what a member tells is: a row for each, and of it so many letters."""
    assert forger.sql("select count(*) from hub.hub_here(repeat('x', 1000000), repeat('y', 9999))")
    database = forger.hub.engine.url.database
    with psycopg.connect(address_of(server, database)) as owner:
        kept = owner.execute("select max(length(form_id) + length(section)) from hub.here")
        assert kept.fetchone() == (128,)


def test_a_push_twice_is_taken_once(forger):
    _form, _revision, _card = frozen_proposal(forger)
    event = forger.event("FormSigned", (None, sign_off(forger, "sme", forger.person)))
    assert forger.push(event) == "ok"
    before = forger.hub.identity()[2].seq
    assert forger.push(event) == "ok"
    assert forger.hub.identity()[2].seq == before


EVENTS = {
    "move by a remark": lambda f, c: ("CommentWritten", (c, changed(c, stage="timeline"))),
    "move by changing details": lambda f, c: ("CardChanged", (c, changed(c, stage="timeline"))),
    "born finished": lambda f, c: (
        "CardCreated", (None, changed(c, id=new_id(), code="MC-9", stage="completion"))),
    "record in another's name": lambda f, c: (
        "FormSigned", (None, sign_off(f, "sme", f.person, recorded_by=person(f, "CTL-01")))),
    "sign another text": lambda f, c: (
        "FormSigned", (None, sign_off(f, "sme", f.person, digest="0" * 64))),
    "sign another version": lambda f, c: (
        "FormSigned", (None, sign_off(f, "sme", f.person, version=7))),
    "sign a revision that is not there": lambda f, c: (
        "FormSigned", (None, sign_off(f, "sme", f.person, revision_id="none"))),
    "sign by a remark": lambda f, c: (
        "CommentWritten", (None, sign_off(f, "sme", f.person))),
    "alter the frozen text": lambda f, c: (
        "FormFrozen", (frozen_proposal(f)[1], changed(frozen_proposal(f)[1], content="{}"))),
    "give myself an office by a remark": lambda f, c: (
        "CommentWritten", (None, Office(id=new_id(), person_id=f.person, role="ctl_lead"))),
    "a kind with a tail": lambda f, c: ("CommentWritten.x", (None, sign_off(f, "sme", f.person))),
    "an unknown kind": lambda f, c: ("EverythingAllowed", (c, changed(c, stage="timeline"))),
    "undo nothing": lambda f, c: ("EventUndone", (c, changed(c, title_en="Mine"))),
    "a remark in another's name": lambda f, c: (
        "CommentWritten", (None, Comment(id=new_id(), form_id=frozen_proposal(f)[0].id,
                                         card_id=c.id, path="p10", text="x",
                                         author=person(f, "CTL-01"), at="2026-11-23T09:00:00Z"))),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", EVENTS)
def test_each_forged_event_is_refused_by_itself(forger, name):
    must_be_refused(forger, name)


def test_forged_events_are_refused(forger):
    """Fault 29 of reliability.md."""
    for name in EVENTS:
        must_be_refused(forger, name)


def must_be_refused(forger: Forger, name: str) -> None:
    before = forger.hub.identity()[2]
    card = forger.find(Card, code="MC-1")
    kind, *effects = EVENTS[name](forger, card)
    said = forger.push(forger.event(kind, *effects))
    assert said.startswith("refused: "), f"{name}: {said}"
    assert "does not exist" not in said, f"{name}: {said}"
    assert forger.hub.identity()[2] == before, name


def test_an_event_in_another_name_is_refused(forger):
    decision = sign_off(forger, "sme", forger.person)
    event = forger.event("FormSigned", (None, decision), by=person(forger, "CTL-01"))
    assert "one's own name" in forger.push(event)
    own = forger.event("FormSigned", (None, decision))
    assert "not what its text says" in forger.push(own, person_id=person(forger, "CTL-01"))
    assert "not what its text says" in forger.push(own, at="2020-01-01T00:00:00Z")


def test_a_coordinator_moves_along_the_ways_only(shared, server):
    """Who may move still neither skips stages nor writes a completion."""
    desk = shared.desks["r0"]
    forger = Forger(shared.hub.address, desk.person_id, desk)
    card = forger.find(Card, code="MC-1")
    skip = forger.event("CardMoved", (card, changed(card, stage="opening")))
    assert "no way from stage" in forger.push(skip)
    hidden = forger.event("CardChanged", (card, changed(card, stage="timeline")))
    assert "does not change this" in forger.push(hidden)
    written = forger.event("CardHeld", (card, changed(card, status="completed")))
    assert "completion is declared" in forger.push(written)
    born = changed(card, id=new_id(), code="MC-9", stage="completion", row_version=0)
    assert "begins at stage 1" in forger.push(forger.event("CardCreated", (None, born)))
    forger.close()


def test_a_stale_or_invented_past_is_refused(forger):
    card = forger.find(Card, code="MC-1")
    stale = forger.event("CardHeld", (changed(card, title_en="Never"), changed(card, rank="A")))
    assert "stale" in forger.push(stale) or "right" in forger.push(stale)
    decision = sign_off(forger, "sme", forger.person)
    event = forger.event("FormSigned", (None, decision))
    skipped = replace(event, effects=(
        replace(event.effects[0], new={**event.effects[0].new, "row_version": 7}),))  # fmt: skip
    assert "next version" in forger.push(skipped)


def test_a_known_id_with_other_content_is_refused(forger):
    event = forger.event("FormSigned", (None, sign_off(forger, "sme", forger.person)))
    assert forger.push(event) == "ok"
    other = replace(event, note={"a": "b"})
    assert "other content" in forger.push(other)
    told = json.dumps([{"id": other.id, "body": other.body()}])
    earlier = (forger.id, 1, "0" * 64, told)  # who has not seen it yet exchanges once more
    assert forger.sql("select hub.hub_push(%s, %s, %s, %s)", *earlier) == "behind"


def test_a_decision_that_is_brought_takes_the_right_and_a_key(forger, shared):
    """Of a packet: who may not record brings none; nor who may, without the maker's key."""
    made, maker = {}, forger.person
    for who in (forger, Forger(shared.hub.address, shared.desks["r0"].person_id, forger.desk)):
        maker = person(forger, "CTL-01") if who is forger else forger.person
        decision = sign_off(forger, "sme", maker, recorded_by=maker, signature="00" * 64)
        for note, key in (({"made_by": maker}, "none"), ({}, "none")):
            event = who.event("FormSigned", (None, changed(decision, id=new_id(), key_id=key)))
            made[who.person, bool(note)] = who.push(replace(event, note=note))
        if who is not forger:
            key = signing_key(who.person)
            assert who.push(who.event("KeyRegistered", (None, key))) == "ok"
            who.close()
    lecturer, ctl = forger.person, shared.desks["r0"].person_id
    assert "with its signature" in made[lecturer, True]
    assert "with its signature" in made[ctl, True]
    assert "one's own name" in made[lecturer, False]
    assert "one's own name" in made[ctl, False]
    brought = sign_off(forger, "sme", ctl, recorded_by=ctl, key_id=key.id, signature="00" * 64)
    event = forger.event("FormSigned", (None, brought))
    assert "right to record" in forger.push(replace(event, note={"made_by": ctl}))
    foreign = changed(brought, person_id=lecturer, recorded_by=lecturer)
    event = forger.event("FormSigned", (None, foreign), by=ctl)
    assert "own name" in forger.push(replace(event, note={"made_by": lecturer}))


def signing_key(person_id: str) -> SigningKey:
    return SigningKey(
        id=key_id("aa" * 32),
        person_id=person_id,
        public="aa" * 32,
        registered_at="2026-11-23T09:00:00Z",
    )


def test_an_altered_decision_is_refused(forger):
    decision = sign_off(forger, "sme", forger.person)
    assert forger.push(forger.event("FormSigned", (None, decision))) == "ok"
    kept = forger.find(SignOff, id=decision.id)
    for change in ({"decision": "reject"}, {"digest": "0" * 64}, {"note": "never said"},
                   {"withdrawn_on": "2026-11-24"}, {"deleted": True}):  # fmt: skip
        said = forger.push(forger.event("FormSigned", (kept, changed(kept, **change))))
        assert said.startswith("refused"), change


STATEMENTS = (
    "update hub.sign_off set decision = 'approve'",
    "delete from hub.sign_off",
    "truncate hub.journal",
    "insert into hub.journal (seq, id, kind, person_id, at, group_id, body) "
    "values (99, 'a', 'b', 'c', 'd', 'e', 'f')",
    "update hub.journal set at = '2020-01-01'",
    "update hub.card set stage = 'completion'",
    "update hub.member set person_id = 'person-1'",
    "insert into hub.member values ('evil', 'person-1', true)",
    "insert into hub.event_rule values ('Mine', '', '{card}')",
    "update hub.received set at = '2020-01-01'",
    "delete from hub.blob",
    "select content from hub.stored",
    "select digest from hub.had",
    "delete from hub.stored",
    "insert into hub.had values ('00', session_user)",
    "update hub.blob set content = ''",
    "select hub.may_have('person-1', '00')",
    "create or replace view hub.blob as select * from hub.stored",
    "copy hub.stored to stdout",
    "update hub.rulebook set facts = '{}'",
    "select * from hub.here",
    "insert into hub.here values ('person-1', 'form', 'section')",
    "create or replace function hub.day(p_later int default 0) returns text "
    "language sql as 'select ''2020-01-01'''",
    "select hub.check_gate(null, '{}', '{}', '')",
    "update hub.workspace set value = 'x'",
    "set role postgres",
    "set session authorization postgres",
    "create or replace function hub.hub_push(text, bigint, text, jsonb) returns text "
    "language sql as 'select ''ok'''",
    "create table hub.mine ()",
    "drop function hub.hub_push(text, bigint, text, jsonb)",
    "alter table hub.journal disable trigger all",
    "select hub.check_card('a', 'b', null, '{}', '')",
    "select rolpassword from pg_authid limit 1",
    "select pg_read_file('/etc/passwd')",
    "copy (select 1) to program 'id'",
    "create role evil superuser",
    "select hub.hub_put_blob('00', 'other content')",
    "select hub.hub_put_part('00', 1, 0, 'x')",
    "select hub.hub_put_part(repeat('0', 64), 99000000, 0, 'x')",
    "select content from hub.part",
)


def test_plain_sql_is_refused(forger):
    for statement in STATEMENTS:
        said = forger.sql(statement)
        assert said.startswith("refused: "), f"{statement}: {said}"


def test_a_table_in_front_of_the_real_one_changes_nothing(forger):
    """`pg_temp` is looked in last: a member cannot slip the functions a directory of their own."""
    own = "create temp table member as select session_user::name as login, %s as person_id, true"
    boss = person(forger, "CTL-01")
    assert forger.sql(f"{own} as active".replace("%s", f"'{boss}'")) == "done"
    card = forger.find(Card, code="MC-1")
    event = forger.event("CardChanged", (card, changed(card, title_en="Mine")), by=boss)
    assert forger.push(event).startswith("refused: ")


def test_a_member_who_was_revoked_is_refused(forger, server):
    """Fault 30 of reliability.md."""
    address = address_of(server, forger.hub.engine.url.database)
    event = forger.event("FormSigned", (None, sign_off(forger, "sme", forger.person)))
    head = forger.hub.identity()[2]
    assert server_members.revoke_member(address, forger.hub.engine.url.username)
    told = json.dumps([{"id": event.id, "body": event.body()}])
    said = forger.sql("select hub.hub_push(%s, %s, %s, %s)", forger.id, head.seq, head.hash, told)
    assert said.startswith("refused: ")
    assert forger.sql("select count(*) from hub.person").startswith("refused: ")
    with pytest.raises(Trouble) as caught:
        forger.hub.identity()
    assert caught.value.code == "no_member"
    assert not server_members.revoke_member(address, "nobody")


def test_a_login_that_is_no_member_reads_nothing(forger, server):
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("create role stranger login")
    try:
        database = forger.hub.engine.url.database
        with pytest.raises(Trouble):
            ServerHub(address_of(server, database, "stranger")).identity()
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute("drop role stranger")


def test_what_the_hub_refuses_stays_here_and_is_told(shared):
    """The desk's rules and the hub's differ: nothing is lost, and a person is told."""
    desk = shared.desks["r0"]
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another"))
    (line,) = desk.waiting()
    body = line.body.replace("CardChanged", "Unheard")
    forged = Line(line.id, "Unheard", line.person_id, line.at, line.group_id, body)
    with pytest.raises(Trouble, match="refuses this"):
        shared.hub.append([forged], desk.replica().head)
    assert len(desk.waiting()) == 1
    assert read_event(desk.waiting()[0].body).kind == "CardChanged"


def test_an_event_that_is_not_whole_is_refused(forger):
    """One that nobody could read would stop every replica that pulls it."""
    event = forger.event("FormSigned", (None, sign_off(forger, "sme", forger.person)))
    whole = json.loads(event.body())
    broken = [{key: value for key, value in whole.items() if key != left}
              for left in ("note", "format", "today", "command", "effects", "at")]  # fmt: skip
    broken.append({**whole, "today": None})
    broken.append({**whole, "effects": [{"table": "idea", "id": "x"}]})
    effect = whole["effects"][0]
    short = {key: value for key, value in effect["new"].items() if key != "digest"}
    broken.append({**whole, "effects": [{**effect, "new": short}]})
    _id, _schema, head = forger.hub.identity()
    for body in broken:
        told = json.dumps([{"id": event.id, "kind": event.kind, "person_id": event.by,
                            "at": body.get("at", event.at), "group_id": event.group,
                            "body": json.dumps(body)}])  # fmt: skip
        said = forger.sql("select hub.hub_push(%s, %s, %s, %s)", forger.id, head.seq, head.hash,
                          told)  # fmt: skip
        assert said.startswith("refused: "), body


def test_an_undo_puts_back_what_was_there(forger):
    card = forger.find(Card, code="MC-1")
    idea = Idea(id=new_id(), title="An idea", received_on="2026-11-23")
    noted = forger.event("IdeaNoted", (None, idea))
    assert forger.push(noted) == "ok"
    kept = forger.find(Idea, id=idea.id)
    command = {"do": "UndoEvent", "of": noted.id}
    other = forger.event("EventUndone", (kept, changed(kept, title="Another")), command=command)
    assert "puts back" in forger.push(other)
    stage = forger.event("EventUndone", (card, changed(card, stage="completion")), command=command)
    assert forger.push(stage).startswith("refused: ")
    honest = forger.event("EventUndone", (kept, changed(kept, deleted=True)), command=command)
    assert forger.push(honest) == "ok"


def test_a_kind_changes_its_own_columns_only(forger):
    form, _revision, card = frozen_proposal(forger)
    for change in ({"definition_id": "x"}, {"number": "CTL/1"}, {"deleted": True}):
        event = forger.event("FormReopened", (form, changed(form, **change)))
        assert "does not change this" in forger.push(event), change
    remark = Comment(id=new_id(), form_id=form.id, card_id=card.id, path="p10", text="Mine.",
                     author=forger.person, at="2026-11-23T09:00:00Z")  # fmt: skip
    assert forger.push(forger.event("CommentWritten", (None, remark))) == "ok"
    kept = forger.find(Comment, id=remark.id)
    event = forger.event("CommentClosed", (kept, changed(kept, text="Never said.")))
    assert "does not change this" in forger.push(event)


def test_anothers_key_is_neither_replaced_nor_ended(shared, forger):
    desk = shared.desks["r0"]
    desk.execute(do.RegisterKey(person=desk.person_id, public="ab" * 32))
    shared.sync("r0")
    key = forger.find(SigningKey, person_id=desk.person_id)
    event = forger.event("KeyEnded", (key, changed(key, public="cd" * 32)))
    assert forger.push(event).startswith("refused: ")
    event = forger.event("KeyEnded", (key, changed(key, ended_at="2026-11-23T09:00:00Z")))
    assert "ended by whose it is" in forger.push(event)


def test_what_the_server_refuses_holds_up_nothing_else(shared, server):
    """One event that only the server refuses goes to a person; the others go on."""
    desk = shared.desks["r0"]
    with psycopg.connect(address_of(server, shared.hub.engine.url.database)) as owner:
        owner.execute("delete from hub.event_rule where kind = 'IdeaNoted'")
    desk.execute(do.ChangeCard(card="MC-1", title_en="Before"))
    desk.execute(do.NoteIdea(title="An idea"))
    desk.execute(do.ChangeCard(card="MC-2", title_en="Behind"))
    report = shared.sync("r0")
    assert (report.pushed, report.collided) == (2, 1)
    assert not desk.waiting()
    (line,) = desk.attention()
    assert line.kind == "IdeaNoted"
    assert "older MC Desk" in line.reasons[0].en
    assert "MC Desk yang lebih lama" in line.reasons[0].id
    assert not desk.ideas()
    assert shared.app.check(desk.store.path) == ()


def test_an_entry_that_says_something_twice_is_refused(forger):
    """Who reads the text may take the first, another the last: no two may differ on it."""
    idea = forger.event("IdeaNoted")
    for doubled in ('"note":{},"note":{}', '"note":{"a":1,"a":1}'):
        body = idea.body().replace('"note":{}', doubled)
        assert body != idea.body()
        told = forger.push(idea, body=body)
        assert told == "refused: the event is not whole"
