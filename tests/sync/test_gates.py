"""Gates, digests and terms at a hub on a server: honest work passes, what is made up does not."""

from __future__ import annotations

import json

import psycopg
import pytest

from mcdesk.application import shelf
from mcdesk.application.handlers import moves, writing
from mcdesk.application.knowledge import Knowledge
from mcdesk.models import schema, server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure import moves as ways
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.digest import digest
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Card,
    Debt,
    DefinitionText,
    Office,
    Person,
    SignOff,
    TeamMember,
    as_data,
    changed,
)
from mcdesk.procedure.rows import content_as_data
from mcdesk.sync.syncing import synchronise
from tests.conftest import TODAY
from tests.sync.conftest import Team, address_of, journal, on_day
from tests.sync.forger import form_of, frozen_proposal, members, must_refuse
from tests.sync.older_hub import owner_of
from tests.walk import Walker


@pytest.fixture
def shared(tmp_path, template, server) -> Team:
    """A hub on a server with one replica."""
    made = Team(tmp_path, template, server)
    yield made
    made.close()


def all_taken(shared: Team) -> None:
    """Exchange, and let nothing be refused."""
    shared.sync("r0")
    desk = shared.desks["r0"]
    assert not desk.attention(), [line.reasons for line in desk.attention()]
    assert not desk.waiting()


def colleague(shared: Team, server: str, name: str):
    """Let a person of the directory join with a login of their own."""
    desk = shared.join("r1")
    with desk.store.read() as reader:
        (person,) = reader.select(Person, name=name)
    desk.use_person(person.id)
    database = shared.hub.engine.url.database
    login = f"colleague_{database}"
    server_members.add_member(address_of(server, database), login, person.id)
    return desk, ServerHub(address_of(server, database, login))


def design_by_module(desk, walker: Walker) -> None:
    """Sign the design document in parts; a module that is added gets its own."""
    outcomes = [
        {"code": f"{n}.1", "statement": "State a term", "outcomes": ["LO1"]} for n in (1, 2)
    ]
    walker.fill("F7", {"d3": "Aligned by table."}, d7=outcomes)
    second = desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F7"))
    row = second.content.rows["d6"][1].id
    removed = desk.execute(do.RemoveRow(form="MC-1/F7", field="d6", row=row)).events[0]
    desk.execute(do.ChooseSigning(form="MC-1/F7", by_module=True))
    desk.execute(do.UndoEvent(of=removed))  # which makes the part of the module that is back
    for part in ("F7:M1", "F7:course", "F7:M2"):
        walker.freeze(part)
        walker.sign(part, "id", "sme")
    walker.move("development")


def test_a_row_that_comes_back_before_what_was_added_since_is_taken(shared):
    desk = shared.desks["r0"]
    Walker(desk).fill("F2", p20=[{"code": f"LO{n}"} for n in (1, 2, 3)])
    removed = desk.execute(do.RemoveRow(form="MC-1/F2", field="p20", row="2")).events[0]
    for _ in range(6):
        added = do.AddRow(form="MC-1/F2", field="p20", cells={"code": "LO9"}, after="1")
        desk.execute(added)
    all_taken(shared)
    desk.execute(do.UndoEvent(of=removed))
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    codes = [row.text("code") for row in desk.form(form).content.rows["p20"]]
    assert codes == ["LO1", "LO2", *["LO9"] * 6, "LO3"]
    all_taken(shared)


def test_a_whole_development_is_taken(shared):
    """From the first stage to the last, with a rework, a return and a new round."""
    desk = shared.desks["r0"]
    walker = Walker(desk)
    odd = 'Tab\t, "marks" \\ and\nlines \x01 \x7f – é𝔘'
    walker.fill("F2", {"p16": odd})
    for stage in ("proposal", "timeline", "baseline"):
        getattr(walker, stage)()
    form = desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F5"))
    row = form.content.rows["c1"][0].id
    desk.execute(do.SetCell(form=form.form_id, field="c1", row=row, column="component", new=odd))
    walker.components()
    walker.approval()
    design_by_module(desk, walker)
    walker.development()
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    walker.build("first", "1")
    walker.reexamine("not_aligned")
    walker.move("master_course")  # where what was built before the verdict falls
    walker.build("first", "1")
    walker.hand_in()
    walker.move("reexamination")
    walker.reexamine("aligned")
    walker.move("confirmation")
    walker.move("reexamination", "one thing more")
    walker.reexamine("aligned")
    walker.move("master_course")
    walker.build("rebuild", "2")
    walker.move("confirmation")
    walker.move("development", "the videos anew")
    walker.hand_in()
    walker.move("reexamination")
    walker.reexamine("aligned")
    walker.move("master_course")
    walker.build("rebuild", "3")
    walker.move("confirmation")
    card = desk.outline("MC-1").tile.id
    with desk.store.read() as reader:
        (leaving,) = reader.select(TeamMember, card_id=card, role="dcs")
    desk.execute(do.LeaveTeam(member=leaving.id))
    walker.fill_confirmation()
    walker.freeze("F8")  # which asks only whom the team has
    walker.sign("F8", "sme", "id", "gd", "hsp:acknowledge", "ctl:accept")
    walker.judge("eligible")
    walker.move("opening")
    walker.open_class()
    walker.complete()
    all_taken(shared)
    desk.execute(
        do.RecordCorrection(card="MC-1", what="A link", why="It broke", agreed_by="SME-03")
    )
    desk.execute(do.StartRevision(card="MC-1", stage="design", reason="New law", code="MC-1R"))
    desk.execute(do.ArchiveCard(card="MC-1"))
    all_taken(shared)


def test_what_was_removed_from_a_part_leaves_its_signatures_standing(shared):
    """It stands in the frozen text of its module, and in the matrix that was worked out of it."""
    desk = shared.desks["r0"]
    walker = Walker(desk)
    for stage in ("proposal", "timeline", "baseline", "components", "approval"):
        getattr(walker, stage)()
    secret = "State a number, 3201-555"
    outcomes = [{"code": f"{n}.1", "statement": secret, "outcomes": ["LO1"]} for n in (1, 2)]
    walker.fill("F7", {"d3": "Aligned by table."}, d7=outcomes)
    desk.execute(do.ChooseSigning(form="MC-1/F7", by_module=True))
    for part in ("F7:M1", "F7:course", "F7:M2"):
        walker.freeze(part)
        walker.sign(part, "id", "sme")
    all_taken(shared)
    form = desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F7"))
    for row in form.content.rows["d7"]:
        path = f"d7/{row.id}/statement"
        desk.execute(do.RemoveContent(form=form.form_id, path=path, reason="Asked"))
        all_taken(shared)
    assert secret not in "".join(line.body for line in journal(shared.hub))
    walker.move("development")
    all_taken(shared)


def test_what_was_removed_for_ever_leaves_signatures_standing(shared):
    """Form and revision say the same but for what is gone from both (docs/decisions/0016)."""
    desk = shared.desks["r0"]
    walker = Walker(desk)
    walker.fill("F2", {"p16": "A name and a number."})
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme", "dean", "hsp")
    all_taken(shared)
    desk.execute(do.RemoveContent(form="MC-1/F2", path="p16", reason="Asked by the person"))
    walker.move("timeline")
    all_taken(shared)


def test_a_designer_moves_where_the_procedure_lets_her(shared, server):
    """Who moves a way is named by the way: the ID of the team from 8 to 11 (decisions.md, 1)."""
    walker = Walker(shared.desks["r0"])
    for stage in ("proposal", "timeline", "baseline", "components", "approval"):
        getattr(walker, stage)()
    all_taken(shared)
    desk, hub = colleague(shared, server, "ID-02")
    walker.design()  # by the coordinator, whom the designer gets it from
    shared.sync("r0")
    synchronise(desk, hub, schema=schema.HEAD)
    hers = Walker(desk)
    hers.hand_in()
    moved = desk.execute(do.MoveCard(card="MC-1", to="reexamination"))
    desk.execute(do.UndoEvent(of=moved.events[0]))
    desk.execute(do.MoveCard(card="MC-1", to="reexamination"))
    synchronise(desk, hub, schema=schema.HEAD)
    hub.close()
    assert not desk.attention(), [line.reasons for line in desk.attention()]


def test_a_result_that_is_left_open_is_no_lecturer_s_to_say(shared, server, monkeypatch):
    """Whoever has cut that rule out of the program is refused by the server (decisions.md, 17)."""
    desk = shared.desks["r0"]
    walker = Walker(desk)
    walker.to("confirmation", since="proposal")
    walker.judge()
    all_taken(shared)
    theirs, hub = colleague(shared, server, "SME-03")
    said = desk.execute(do.SetValue(form="MC-1/F9", path="result", new="not_eligible"))
    all_taken(shared)
    synchronise(theirs, hub, schema=schema.HEAD)
    with monkeypatch.context() as lawless:
        lawless.setattr(writing, "must_be_theirs", lambda *_given: None)
        for command in (do.SetValue(form="MC-1/F9", path="result", new="eligible"),
                        do.UndoEvent(of=said.events[0])):  # fmt: skip
            theirs.execute(command)
            synchronise(theirs, hub, schema=schema.HEAD)
            assert "supplied by the role" in theirs.attention()[-1].reasons[0].en
    assert len(theirs.attention()) == 2
    hub.close()
    desk.execute(do.UndoEvent(of=said.events[0]))
    all_taken(shared)


def test_a_master_course_that_was_never_built_is_refused(shared, monkeypatch):
    """Whoever has cut that rule out of the program is refused by the server (decisions.md, 5)."""
    desk = shared.desks["r0"]
    walker = Walker(desk)
    walker.to("reexamination", since="proposal")
    walker.reexamine("aligned")
    all_taken(shared)
    with monkeypatch.context() as lawless:
        way = ways.check_move
        lawless.setattr(moves, "check_move", lambda *given, **named: (way(*given, **named)[0], ()))
        desk.execute(do.MoveCard(card="MC-1", to="confirmation"))
        shared.sync("r0")
    (line,) = desk.attention()
    assert "no tested build of the master course" in line.reasons[0].en
    desk.settle(line.n, "away")
    walker.move("master_course")
    walker.build("first", "1")
    walker.move("confirmation")
    all_taken(shared)


# --- what is made up ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def frozen_hub(tmp_path_factory, template, server) -> Team:
    """A hub where F2 of MC-1 is frozen and nobody has signed; what is tried there is refused."""
    made = Team(tmp_path_factory.mktemp("gates"), template, server)
    desk = made.desks["r0"]
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    desk.execute(do.AppointOffice(person="CTL-02", role="dean", faculty="LAW",
                                  since="2026-01-01", until="2026-10-01"))  # fmt: skip
    desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Mine."))
    made.sync("r0")
    yield made
    made.close()


@pytest.fixture(scope="module")
def as_member(frozen_hub, server):
    """Return who pushes what they like as a person of the directory, each under an own login."""
    yield from members(frozen_hub, server)


def test_a_gate_is_met_before_a_card_goes_on(as_member):
    lead, coordinator = as_member("CTL-01"), as_member("CTL-02")
    _form, _revision, card = frozen_proposal(lead)
    on = changed(card, stage="timeline")
    must_refuse(lead, "the gate is not met: F2", "CardMoved", (card, on))
    other = lead.find(Card, code="MC-2")
    moved = changed(other, stage="timeline")
    must_refuse(lead, "F2: it is not frozen", "CardMoved", (other, moved))
    must_refuse(coordinator, "right exception", "ExceptionGranted", (card, on))
    must_refuse(lead, "what is owed", "ExceptionGranted", (card, on))
    debt = Debt(id=new_id(), card_id=card.id, stage="proposal", reason="Urgent", owed="F2",
                instructed_by="", owed_by=lead.person, until="2026-12-01",
                raised_by=lead.person, raised_on="2026-11-23")  # fmt: skip
    must_refuse(lead, "what is owed", "ExceptionGranted", (card, on), (None, debt))
    must_refuse(lead, "no way from stage", "CardCompleted",
                (card, changed(card, status="completed")))  # fmt: skip
    back = changed(card, stage="discussion")
    must_refuse(lead, "needs a reason", "CardMoved", (card, back))
    blamed = changed(back, back_reason="Once more", back_by=coordinator.person)
    must_refuse(lead, "own name", "CardMoved", (card, blamed))


def test_nobody_goes_round_a_gate(as_member):
    """By changing what the gate is judged by: the card, its form, the form's address."""
    lead = as_member("CTL-01")
    form, revision, card = frozen_proposal(lead)
    for change in ({"entered_at": "completion"}, {"round": 2}, {"procedure_id": "x"},
                   {"definitions": "{}"}, {"archived_on": "2026-11-23"}, {"code": "MC-7"},
                   {"deleted": True}):  # fmt: skip
        altered = changed(card, **change)
        must_refuse(lead, "does not change this", "CardChanged", (card, altered))
    back = changed(card, stage="discussion", back_reason="Again", back_by=lead.person)
    for change in ({"round": 3}, {"loop": 4}, {"round": 0}):
        must_refuse(lead, "counted on", "CardMoved", (card, changed(back, **change)))
    for change in ({"round": 2}, {"loop": 2}):  # only the design and what follows are gone back to
        must_refuse(lead, "by the way that is taken", "CardMoved", (card, changed(back, **change)))
        far = changed(back, stage="assignment", **change)  # no way leads there: it counts nothing
        must_refuse(lead, "by the way that is taken", "CardMoved", (card, far))
    must_refuse(lead, "taken over once", "CardMoved", (card, changed(back, entered_at="opening")))
    other = form_of(lead, "MC-2", "F2")
    touched = changed(other, superseded=True)
    must_refuse(lead, "one micro-credential", "CardMoved", (card, back), (other, touched))
    fallen = changed(form, version=9)
    must_refuse(lead, "does not change this", "CardMoved", (card, back), (form, fallen))
    new = changed(form, id=new_id(), revision_id="", basis_id="", version=0, number="",
                  row_version=0)  # fmt: skip
    must_refuse(lead, "there already", "FormOpened", (None, new))
    lax = changed(new, scope="2", definition_id="another")
    must_refuse(lead, "its card's definition", "FormOpened", (None, lax))
    born = changed(new, scope="2", revision_id=revision.id)
    must_refuse(lead, "a new form is empty", "FormOpened", (None, born))


def test_a_new_card_begins_at_the_beginning(as_member):
    lead = as_member("CTL-01")
    card = changed(lead.find(Card, code="MC-2"), id=new_id(), code="MC-8", row_version=0)
    must_refuse(lead, "begins at stage 1", "CardCreated", (None, card))
    first = changed(card, stage="assignment")
    must_refuse(lead, "begins at stage 1", "CardCreated",
                (None, changed(first, entered_at="opening")))  # fmt: skip
    must_refuse(lead, "under way", "CardCreated", (None, changed(first, status="completed")))
    must_refuse(lead, "there is no stage", "CardCreated", (None, changed(first, procedure_id="x")))
    must_refuse(
        lead, "at which stage", "CardTakenOver", (None, changed(card, entered_at="opening"))
    )
    again = changed(card, entered_at="proposal", revision_of=lead.find(Card, code="MC-1").id)
    must_refuse(lead, "under way", "RevisionStarted", (None, again))


def test_a_revision_holds_what_stands_in_its_form(as_member):
    """Its digest is that of the rows, its content gives the same, and it is the next one."""
    lead = as_member("CTL-01")
    _form, first, _card = frozen_proposal(lead)
    second = form_of(lead, "MC-2", "F2")
    own = {"form_id": second.id, "card_id": second.card_id, "version": 1, "row_version": 0,
           "frozen_by": lead.person, "frozen_on": "2026-11-23", "number": "CTL/1"}  # fmt: skip
    copied = changed(first, id=new_id(), **own)
    must_refuse(lead, "digest is not that", "FormFrozen", (None, copied))
    with lead.desk.store.read() as reader:
        definition = shelf.form_definition(reader, second.definition_id)
        content = Knowledge(reader, TODAY).content(second, definition)
    true = changed(copied, open_paths="[]", digest=digest(definition, content),
                   content=json_text(content_as_data(content)))  # fmt: skip
    must_refuse(lead, "does not hold", "FormFrozen", (None, changed(true, content=first.content)))
    told = json.loads(true.content)
    told["values"]["p10"] = "Never written."
    must_refuse(lead, "does not hold", "FormFrozen", (None, changed(true, content=json_text(told))))
    told = json.loads(true.content)
    told["rows"]["p20"][0]["cells"]["statement"] = "Never written."
    must_refuse(lead, "does not hold", "FormFrozen", (None, changed(true, content=json_text(told))))
    must_refuse(lead, "next one", "FormFrozen", (None, changed(true, version=2)))
    must_refuse(lead, "given once", "FormFrozen", (None, changed(true, number=first.number)))
    must_refuse(lead, "definition of its form", "FormFrozen",
                (None, changed(true, definition_id="x")))  # fmt: skip
    must_refuse(lead, "who froze it", "FormFrozen", (None, changed(true, frozen_on="2026-11-20")))
    must_refuse(lead, "who froze it", "FormFrozen", (None, changed(true, frozen_by="x")))
    bound = json.loads(true.settings)
    assert (bound["hours_per_sks"], bound["passing_mark"]) == (45, 70)
    for odd in ({"hours_per_sks": 1}, {"hours_per_sks": "45"}, {"legal_basis": "None"},
                {"passing_mark": None}):  # fmt: skip
        given = json_text(bound | odd)
        must_refuse(lead, "settings that bind", "FormFrozen", (None, changed(true, settings=given)))
    less = {key: value for key, value in bound.items() if key != "hours_per_sks"}
    must_refuse(lead, "settings that bind", "FormFrozen",
                (None, changed(true, settings=json_text(less))))  # fmt: skip
    frozen = changed(second, revision_id=first.id, basis_id=first.id, version=1)
    must_refuse(lead, "what stands in it", "FormFrozen", (second, frozen))
    must_refuse(lead, "by freezing its form", "FormFrozen", (None, true))
    for path in ("p10", "p20", "nothing"):  # filled, and due at the form's own gate, or no field
        open_ = changed(true, open_paths=json_text([path]),
                        digest=digest(definition, content, [path]))  # fmt: skip
        must_refuse(lead, "falls due later", "FormFrozen", (None, open_))


def test_a_decision_is_one_that_its_form_asks_for(as_member):
    lead = as_member("CTL-01")
    form, revision, card = frozen_proposal(lead)
    made = SignOff(id=new_id(), form_id=form.id, revision_id=revision.id, version=1, role="ctl",
                   card_id=card.id, digest=revision.digest, person_id=lead.person,
                   decision="approve", decided_on="2026-11-23", recorded_by=lead.person,
                   recorded_at="2026-11-23T09:00:00Z")  # fmt: skip
    must_refuse(lead, "does not decide so", "FormSigned", (None, made))
    paper = changed(made, medium="paper", scan_owed=True, role="sme", decision="verify",
                    person_id=lead.find(Person, name="SME-03").id)  # fmt: skip
    must_refuse(lead, "does not decide so", "FormSigned", (None, paper))
    later = changed(paper, decision="approve", recorded_at="2099-01-01T00:00:00Z")
    must_refuse(lead, "in the future", "FormSigned", (None, later))


def begun_long_ago(owner: str) -> None:
    """Let the hub's cards, people and texts be of an earlier day, as its owner alone could."""
    with psycopg.connect(owner) as admin:
        admin.execute("update hub.card set created_on = '2026-01-02'")
        admin.execute("""update hub.journal set body = replace(body, '"today":"2026-11-23"',
                         '"today":"2026-01-02"') where kind = 'PersonAdded'""")
        admin.execute("alter table hub.revision disable trigger all")
        admin.execute("update hub.revision set frozen_on = '2026-01-02'")
        admin.execute("alter table hub.revision enable trigger all")


def test_a_term_must_hold_at_the_servers_day(as_member, frozen_hub, server):
    """Who is out of office for long decides nothing by dating it back, and nobody ahead."""
    past = as_member("CTL-02")
    begun_long_ago(address_of(server, frozen_hub.hub.engine.url.database))
    form, revision, card = frozen_proposal(past)
    made = SignOff(id=new_id(), form_id=form.id, revision_id=revision.id, version=1, role="dean",
                   card_id=card.id, digest=revision.digest, person_id=past.person,
                   decision="return", note="Not yet.", decided_on="2026-09-30",
                   recorded_by=past.person, recorded_at="2026-09-30T09:00:00Z")  # fmt: skip
    must_refuse(past, "is not held", "FormSigned", (None, made), today="2026-09-30")
    for day in ("2026-11-25", "2099-01-01"):
        must_refuse(past, "in the future", "CommentWritten", today=day)
    titled = changed(card, title_en="Another")
    ended = past.find(Office, person_id=past.person, role="dean")
    assert ended.until == "2026-10-01"
    owner = address_of(server, frozen_hub.hub.engine.url.database)
    on_day(owner, "2026-10-20")  # soon after the end, who was offline is still heard
    try:
        assert past.push(past.event("FormSigned", (None, made), today="2026-09-30")) == "ok"
        late = changed(made, id=new_id(), decided_on="2026-10-02",
                       recorded_at="2026-10-02T09:00:00Z")  # fmt: skip
        must_refuse(past, "is not held", "FormSigned", (None, late), today="2026-10-02")
        on_day(owner, "2026-11-20")
        must_refuse(past, "in the future", "CardChanged", (card, titled), today="2026-11-23")
    finally:
        on_day(owner, TODAY.isoformat())


def test_a_clock_that_runs_ahead_is_told_and_holds_up_nothing(frozen_hub, server):
    """What was done on a coming day is set aside, with what to do; the rest goes on."""
    desk = frozen_hub.desks["r0"]
    desk.execute(do.NoteIdea(title="Of a coming day"))
    owner = address_of(server, frozen_hub.hub.engine.url.database)
    on_day(owner, "2026-11-20")
    try:
        report = frozen_hub.sync("r0")
    finally:
        on_day(owner, TODAY.isoformat())
    assert (report.pushed, report.collided) == (0, 1)
    line = desk.attention()[0]
    assert "Set the clock of this computer right" in line.reasons[0].en
    desk.settle(line.n, "again")
    assert frozen_hub.sync("r0").pushed == 2  # the idea, and how it was settled
    assert not desk.attention()


def test_a_definition_comes_with_what_a_server_reads_of_it(as_member):
    lead = as_member("CTL-01")
    text = DefinitionText(id="0" * 64, kind="form", key="F2", version="2099.1", text="id = 'F2'",
                          published_on="2026-11-23")  # fmt: skip
    must_refuse(lead, "what is read of it", "DefinitionsPublished", (None, text))


def test_a_removal_takes_one_place_out_of_what_was_frozen(as_member, frozen_hub, server):
    """Of a revision, or of a row with several cells, nothing else may differ afterwards."""
    lead = as_member("CTL-01")
    _form, revision, _card = frozen_proposal(lead)
    told = json.loads(revision.content)
    row = told["rows"]["p20"][0]["id"]
    owner = address_of(server, frozen_hub.hub.engine.url.database)
    with psycopg.connect(owner) as connection:

        def kept(side: dict, table: str, **removal: str) -> object:
            said = (json.dumps(side), table, json.dumps(removal))
            found = connection.execute("select hub.kept_of(%s::jsonb, %s, %s::jsonb)", said)
            return found.fetchone()[0]

        def without(path: str, change) -> object:
            content = json.loads(revision.content)
            change(content)
            side = as_data(revision) | {"content": json_text(content)}
            return kept(side, "revision", form_id=revision.form_id, path=path)

        for path, own, other in (
            ("p10", lambda c: c["values"].update(p10="x"), lambda c: c["values"].update(p47="x")),
            (f"p20/{row}/statement",
             lambda c: c["rows"]["p20"][0]["cells"].update(statement="x"),
             lambda c: c["rows"]["p20"][1]["cells"].update(statement="x")),
        ):  # fmt: skip
            before = without(path, lambda _content: None)
            assert without(path, own) == before
            assert without(path, other) != before
        cells = {"id": "r", "cells": '{"a":"1","b":"2"}'}
        place = {"subject_table": "form_row", "subject_id": "r", "name": "cells:a", "path": "x"}
        before = kept(cells, "form_row", **place)
        assert kept(cells | {"cells": '{"a":"gone","b":"2"}'}, "form_row", **place) == before
        assert kept(cells | {"cells": '{"a":"1","b":"x"}'}, "form_row", **place) != before


def test_a_form_is_frozen_under_the_settings_of_its_day(as_member, frozen_hub, server):
    """A later setting replaces an earlier one, and one of a day to come binds nobody yet."""
    _form, first, card = frozen_proposal(as_member("CTL-01"))
    bound = json.loads(first.settings)
    kept = ("insert into hub.setting (id, row_version, deleted, key, value, since)"
            " values (%s, 1, false, 'passing_mark', %s, %s)")  # fmt: skip
    asked = "select hub.check_bound_settings(%s, %s, %s)"
    with psycopg.connect(owner_of(frozen_hub.hub, server)) as connection:

        def takes(day: str, **other: object) -> bool:
            given = (card.id, day, json_text(bound | other))
            try:
                with connection.transaction():
                    connection.execute(asked, given)
            except psycopg.errors.CheckViolation as error:
                assert "settings that bind: passing_mark" in str(error)
                return False
            return True

        assert takes("2026-11-23")
        for since, value in (("2026-11-20", "80"), ("2026-11-22", "75"), ("2026-12-01", "90")):
            connection.execute(kept, (since, value, since))
        assert takes("2026-11-23", passing_mark=75)
        assert not takes("2026-11-23")
        assert not takes("2026-11-23", passing_mark=90)
        assert takes("2026-12-02", passing_mark=90)
        connection.rollback()  # the hub is that of other tests, too


LATER = """insert into hub.definition select (jsonb_populate_record(d, '{"id": "later",
    "published_on": "2026-12-01", "version": "2099.1"}')).* from hub.definition d where id = %s"""
FACTS = "insert into hub.rulebook select 'later', facts from hub.rulebook where definition_id = %s"
BEFORE = """update hub.rulebook set facts = facts #- '{settings,passing_mark}'
    where definition_id = %s"""


def test_a_setting_that_came_after_a_card_s_procedure_binds_as_that_of_the_day_has_it(
    as_member, frozen_hub, server
):
    """As `Knowledge.settings` tells; a program that cannot read that procedure keeps none of it."""
    _form, first, card = frozen_proposal(as_member("CTL-01"))
    bound = json.loads(first.settings)
    less = {key: value for key, value in bound.items() if key != "passing_mark"}
    with psycopg.connect(owner_of(frozen_hub.hub, server)) as connection:

        def takes(day: str, settings: dict[str, object]) -> bool:
            asked = "select hub.check_bound_settings(%s, %s, %s)"
            try:
                with connection.transaction():
                    connection.execute(asked, (card.id, day, json_text(settings)))
            except psycopg.errors.CheckViolation as error:
                assert "settings that bind: passing_mark" in str(error)
                return False
            return True

        for statement in (LATER, FACTS, BEFORE):
            connection.execute(statement, (card.procedure_id,))
        assert takes("2026-12-02", bound)
        assert takes("2026-12-02", less)
        assert not takes("2026-12-02", bound | {"passing_mark": 1})
        assert takes("2026-11-23", bound | {"passing_mark": 1}), "nobody has published it yet"
        connection.rollback()
