"""Program and server answer every command of every person alike, as the table of cases says."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from mcdesk.application import shelf
from mcdesk.application.journal import Event, read_event
from mcdesk.errors import Refused
from mcdesk.models import server_hub
from mcdesk.procedure.records import Card, Office, Programme, TeamMember
from tests.conftest import TODAY
from tests.sync import house_filled
from tests.sync.case import DONE, FORGED, Case
from tests.sync.cases import SPECIMENS
from tests.sync.cases_cards import CARDS
from tests.sync.cases_forms import FORMS
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
    yield made
    made.close()
    app.close(desk)


def may(house: House, who: str, right: str | tuple[str, ...], of: str) -> bool:
    """Tell whether a person has a right for a card, as the procedure is written (decisions, 13)."""
    if right == "":
        return True
    day, person = TODAY.isoformat(), house.people[who]
    with house.desk.store.read() as reader:
        procedure = shelf.procedure_of(reader, shelf.published(reader, TODAY)[0])
        roles = procedure.rights[right] if isinstance(right, str) else right
        held = [o for o in reader.select(Office, person_id=person) if o.is_on(day)]
        if not of:
            return any(office.role in roles for office in held)
        (card,) = reader.select(Card, code=of)
        (programme,) = reader.select(Programme, id=card.programme_id)
        team = reader.select(TeamMember, card_id=card.id, person_id=person)
    by_team = {role.id for role in procedure.roles if role.scope == "card"}
    offices = {
        office.role for office in held
        if office.role not in by_team and office.faculty_id in ("", programme.faculty_id)
        and office.programme_id in ("", programme.id)
    }  # fmt: skip
    return bool((offices | {duty.role for duty in team if duty.is_on(day)}) & set(roles))


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_program_gives_each_command_to_whose_right_it_is(house, name):
    specimen = SPECIMENS[name]
    differ = []
    for who in house.people:
        with house.at_the_desk() as stage:
            try:
                house.told(stage, who, specimen.make)
                said = "done"
            except Refused as refused:
                said = refused.code
        allowed = who in specimen.whose or may(house, who, specimen.right, specimen.card)
        if said not in (("done",) if allowed else specimen.codes):
            differ.append(f"{who}: {said}, but {allowed=}")
    assert not differ


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_server_takes_each_command_from_whose_right_it_is(house, name):
    specimen = SPECIMENS[name]
    with house.at_the_desk() as stage:
        events = house.told(stage, specimen.maker, specimen.make)
    differ = []
    for who in house.people:
        with house.at_the_server() as server:
            forged = (in_the_name_of(house, specimen.maker, who, event) for event in events)
            said = house.push(server, who, *forged)
        right = specimen.server or specimen.right
        allowed = who in specimen.whose or may(house, who, right, specimen.card)
        if (said == "ok") is not allowed:
            differ.append(f"{who}: {said}")
    assert not differ


def in_the_name_of(house: House, maker: str, who: str, event: Event) -> Event:
    """Return an event as another person's program would have made it."""
    if maker != "LEAD-2":  # who is named nowhere in the house
        return replace(event, by=house.people[who])
    return read_event(event.body().replace(house.people[maker], house.people[who]))


CASES = (*CARDS, *FORMS)
WHICH = [f"{number}" for number, _case in enumerate(CASES)]


@pytest.mark.parametrize("case", [case for case in CASES if case.answer != FORGED])
def test_the_program_answers_as_the_table_says(house, case):
    with house.at_the_desk() as stage:
        for who, make in case.given:
            house.told(stage, who, make)
        said = answered(house, stage, case)
    if said != case.answer:
        pytest.fail(f"{case.who} {case.make(house)}: {said}, not {case.answer}", pytrace=False)


def answered(house: House, stage: Stage, case: Case) -> str:
    """Return what the program answers: done, or the code of its refusal."""
    try:
        house.told(stage, case.who, case.make)
    except Refused as refused:
        return refused.code
    return DONE


@pytest.mark.parametrize("case", CASES, ids=WHICH)
def test_the_server_answers_alike(house, case):
    with house.at_the_desk() as stage:
        before = [(who, house.told(stage, who, make)) for who, make in case.given]
        is_done = case.answer == DONE
        sent = house.told(stage, case.who, case.make) if is_done else lawless(house, stage, case)
    command = case.make(house)
    if bool(sent) is bool(case.unsent):
        pytest.fail(f"{case.who} {command}: sent {sent}", pytrace=False)
    if not sent:
        return
    with house.at_the_server() as server:
        for who, events in before:
            assert house.push(server, who, *events) == "ok", command
        said = house.push(server, case.who, *sent)
    if (said == "ok") is not bool(case.answer == DONE or case.taken):
        pytest.fail(f"{case.who} {command}: {said}, not {case.answer}", pytrace=False)


def lawless(house: House, stage: Stage, case: Case) -> tuple[Event, ...]:
    """Return what a program without its rules would send; nothing where it has nothing."""
    if case.forged is not None:
        return (house.forged(case.who, case.make, case.forged(house)),)
    with without_rules():
        try:
            return house.told(stage, case.who, case.make)
        except (Refused, AttributeError, LookupError, TypeError, NameError):
            return ()
