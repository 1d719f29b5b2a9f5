"""Program and server answer every command of every person alike, as the table of cases says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import psycopg
import pytest

from mcdesk.application import shelf
from mcdesk.application.journal import Event
from mcdesk.errors import Refused, Trouble
from mcdesk.models import hub_rules, server_hub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import RECORDS, Card, Office, Programme, TeamMember
from tests.conftest import TODAY
from tests.sync import house_filled
from tests.sync.case import DONE, FORGED, Case, Given
from tests.sync.cases import ALIKE, ALIKE_HERE, EVERYBODYS, SPECIMENS, Specimen
from tests.sync.cases_cards import CARDS
from tests.sync.cases_forms import FORMS
from tests.sync.cases_office import OFFICE
from tests.sync.cases_sheets import ALL as SHEETS
from tests.sync.cases_signing import DECISIONS
from tests.sync.conftest import address_of, clock, on_day
from tests.sync.house import House, Stage
from tests.sync.lawless import without_rules


@pytest.fixture(scope="module")
def house(tmp_path_factory, server) -> House:
    """The house, with its hub on a server where everybody has a login."""
    folder = tmp_path_factory.mktemp("house")
    app = clock()
    desk = app.create(folder / "house.mcdesk", "House", "CTL-01")
    made = House(desk, address_of(server, "house"))
    house_filled.fill(made)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("create database house")
    hub = server_hub.create(made.owner, desk.store.engine, "House", None)
    desk.follow(hub.identity()[0], "the hub")
    hub.close()
    on_day(made.owner, TODAY.isoformat())
    made.let_in()
    desk._all_touched = lambda _unit, _done: []  # nobody looks at this board
    yield made
    made.close()
    app.close(desk)


class Rights:
    """Who has a right for a card on this day, as the procedure is written (decisions.md, 13)."""

    def __init__(self, house: House) -> None:
        self._people, day = house.people, TODAY.isoformat()
        with house.desk.store.read() as reader:
            self._procedure = shelf.procedure_of(reader, shelf.published(reader, TODAY)[0])
            self._offices = [each for each in reader.select(Office) if each.is_on(day)]
            self._team = [each for each in reader.select(TeamMember) if each.is_on(day)]
            self._cards = {card.code: card for card in reader.select(Card)}
            self._programmes = {each.id: each for each in reader.select(Programme)}

    def may(self, who: str, right: str | tuple[str, ...], code: str) -> bool:
        """Tell whether a person has a right, or one of some roles, for a card or without one."""
        if right == "":
            return True
        roles = self._procedure.rights[right] if isinstance(right, str) else right
        held = [each for each in self._offices if each.person_id == self._people[who]]
        if not code:
            return any(office.role in roles for office in held)
        card = self._cards[code]
        programme = self._programmes[card.programme_id]
        by_team = {role.id for role in self._procedure.roles if role.scope == "card"}
        offices = {
            office.role for office in held
            if office.role not in by_team and office.faculty_id in ("", programme.faculty_id)
            and office.programme_id in ("", programme.id)
        }  # fmt: skip
        duties = {duty.role for duty in self._team
                  if (duty.card_id, duty.person_id) == (card.id, self._people[who])}  # fmt: skip
        return bool((offices | duties) & set(roles))


@pytest.fixture(scope="module")
def rights(house) -> Rights:
    return Rights(house)


def who_try(house: House, specimen: Specimen) -> list[str]:
    """Return who tries a command: everybody, but of those who are alike before its right one."""
    makers = specimen.right in ("fill", "")
    alike = () if makers else ALIKE if specimen.right == "record" else (*ALIKE, *ALIKE_HERE)
    return [who for who in house.people if who not in alike]


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_program_gives_each_command_to_whose_right_it_is(house, rights, name):
    specimen = SPECIMENS[name]
    differ = []
    for who in who_try(house, specimen):
        with house.at_the_desk() as stage:
            said = answered(house, stage, who, specimen.make)
        allowed = who in specimen.whose or rights.may(who, specimen.right, specimen.card)
        if said not in ((DONE,) if allowed else specimen.codes):
            differ.append(f"{who}: {said}, but {allowed=}")
    assert not differ, "\n".join(differ)


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_server_takes_each_command_from_whose_right_it_is(house, rights, name):
    specimen = SPECIMENS[name]
    with house.at_the_desk() as stage:
        events = house.told(stage, specimen.maker, specimen.make)
    with house.at_the_server() as server:
        lines = house.lines(server, events)
    differ = []
    for who in who_try(house, specimen):
        with house.at_the_server() as server:
            said = house.push(server, who, in_the_name_of(house, specimen.maker, who, lines))
        right = specimen.server or specimen.right
        allowed = who in specimen.whose or rights.may(who, right, specimen.card)
        if (said == "ok") is not allowed:
            differ.append(f"{who}: {said}")
    assert not differ, "\n".join(differ)


STATES = {"on_hold": do.HoldCard, "cancelled": do.CancelCard}


@pytest.mark.parametrize("state", STATES)
def test_in_every_state_of_a_card_program_and_server_answer_alike(house, state):
    """Whatever is done with one that rests or has ended; `Command.states` say the same."""
    differ = []
    for name, specimen in SPECIMENS.items():
        before = do_first(house, specimen, STATES[state])
        if before is None:
            continue
        case = Case(specimen.maker, specimen.make, given=before)
        with house.at_the_desk() as stage:
            house.told(stage, *before[0])
            said = answered(house, stage, case.who, case.make)
        sent = at_the_server(house, replace(case, answer=said))
        states = do.COMMANDS[name.partition(",")[0]].states
        if (sent == "ok") is not (said == DONE) and not (sent.startswith("nothing")):
            differ.append(f"{name}: {said}, but {sent}")
        if states and (said == DONE) is not (state in states):
            differ.append(f"{name}: {said} while {state}, but {states}")
    assert not differ, "\n".join(differ)


def do_first(house: House, specimen: Specimen, kind) -> tuple[tuple[str, Given], ...] | None:
    """Return what lets a specimen's card rest; None where it is about none, or rests already."""
    if not specimen.card:
        return None
    given = ((specimen.maker, lambda _house: kind(card=specimen.card, reason="r")),)
    with house.at_the_desk() as stage:
        is_done = answered(house, stage, *given[0]) == DONE
    return given if is_done else None


def taking_back(event: str, _house: House) -> do.UndoEvent:
    return do.UndoEvent(of=event)


UNDOERS = ("LEAD-2", "ID-02", "READER")


@pytest.mark.parametrize("name", [name for name in SPECIMENS if name in hub_rules.TABLES])
def test_program_and_server_let_the_same_people_take_it_back(house, name):
    """By whom it was done, and by whose right it is; by nobody where it cannot be undone."""
    specimen, differ = SPECIMENS[name], []
    for who in UNDOERS:
        with house.at_the_desk() as stage:
            done = house.told(stage, specimen.maker, specimen.make)
            undo = Case(who, partial(taking_back, done[-1].id))
            said = answered(house, stage, who, undo.make)
            sent = stage.made[len(done) :] or sent_in(house, stage, replace(undo, answer=said))
        with house.at_the_server() as server:
            given = house.push(server, specimen.maker, house.lines(server, done))
            assert given == "ok"
            answer = house.push(server, who, house.lines(server, sent)) if sent else "nothing"
        if sent and (answer == "ok") is not (said == DONE):
            differ.append(f"{who}: {said}, but {answer}")
    assert not differ, "\n".join(differ)


def in_the_name_of(house: House, maker: str, who: str, lines: str) -> str:
    """Return what another person's program would have sent."""
    own, other = house.people[maker], house.people[who]
    if maker == "LEAD-2":  # who is named nowhere in the house
        settled, theirs = (natural_id("settlement", house.id("titled"), it) for it in (own, other))
        return lines.replace(settled, theirs).replace(own, other)
    made = json.loads(lines)
    for line in made:
        line["person_id"] = other
        line["body"] = line["body"].replace(f'"by":"{own}"', f'"by":"{other}"')
    return json.dumps(made)


CASES = (*CARDS, *FORMS, *SHEETS, *DECISIONS, *OFFICE)


@pytest.fixture(scope="module")
def by_command(house) -> Mapping[str, list[Case]]:
    """The cases of each command."""
    found: dict[str, list[Case]] = {}
    for case in CASES:
        found.setdefault(type(case.make(house)).__name__, []).append(case)
    return found


def test_every_command_is_done_and_refused_in_the_table(by_command):
    """Or the table says why the server needs no refusal."""
    done = {name.partition(",")[0] for name in SPECIMENS}
    refused = {
        name.partition(",")[0] for name, each in SPECIMENS.items() if each.right or each.server
    }
    for name, cases in by_command.items():
        done |= {name for case in cases if case.answer == DONE}
        refused |= {
            name for case in cases if case.answer != DONE and not (case.taken or case.unsent)
        }
    assert done == set(hub_rules.TABLES)
    assert refused | set(EVERYBODYS) == set(hub_rules.TABLES)
    assert not refused & set(EVERYBODYS)


@pytest.mark.parametrize("name", hub_rules.TABLES)
def test_the_program_answers_as_the_table_says(house, by_command, name):
    differ = []
    for case in by_command.get(name, ()):
        if case.answer == FORGED:
            continue
        with house.at_the_desk() as stage:
            for who, make in case.given:
                house.told(stage, who, make)
            said = answered(house, stage, case.who, case.make)
        if said != case.answer:
            differ.append(f"{said}, not {case.answer}: {case.who} {case.make(house)}")
    assert not differ, "\n".join(differ)


def answered(house: House, stage: Stage, who: str, make: Given) -> str:
    """Return what the program answers: done, or the code of its refusal."""
    try:
        house.told(stage, who, make)
    except Refused as refused:
        return refused.code
    return DONE


@pytest.mark.parametrize("name", hub_rules.TABLES)
def test_the_server_answers_alike(house, by_command, name):
    differ = []
    for case in by_command.get(name, ()):
        said = at_the_server(house, case)
        if re.match(case.wanted(name), said) is None:
            differ.append(f"{said}, not {case.answer}: {case.who} {case.make(house)}")
    assert not differ, "\n".join(differ)


def at_the_server(house: House, case: Case) -> str:
    """Return what the server says of a case."""
    with house.at_the_desk() as stage:
        before = [(who, house.told(stage, who, make)) for who, make in case.given]
        sent = sent_in(house, stage, case)
    if not sent:
        return "nothing is sent"
    with house.at_the_server() as server:
        for who, events in (*before, (case.who, sent)):
            said = house.push(server, who, house.lines(server, events))
            if said != "ok" and events is not sent:
                return f"what was given is {said}"
    return said


def test_what_stands_in_the_house_bears_the_id_of_its_place(house):
    """As the server works it out; a table whose ids are random has none."""
    named = {"form", "form_value", "assignment", "external", "setting", "settlement",
             "number_block", "closed_period"}  # fmt: skip
    with house.at_the_server() as server:
        for table in RECORDS:
            told = f"select hub.own_id('{table}', to_jsonb(t)) from hub.{table} t"
            found = server.exec_driver_sql(told).scalars().all()
            other = server.exec_driver_sql(f"{told} where hub.own_id('{table}', to_jsonb(t)) <> id")
            assert not other.all(), table
            assert table in named or not any(found), table


FAILS = (Refused, Trouble, AssertionError, AttributeError, LookupError, TypeError, NameError)
"""How a program fails that goes on where its rules would have stopped it."""


def sent_in(house: House, stage: Stage, case: Case) -> tuple[Event, ...]:
    """Return what a case's program sends; without its rules, where they would refuse it."""
    if case.forged is not None:
        return (house.forged(case.who, case.make, case.forged(house)),)
    if case.answer == DONE:
        return house.told(stage, case.who, case.make)
    with without_rules():
        try:
            return house.told(stage, case.who, case.make)
        except FAILS:
            return ()
