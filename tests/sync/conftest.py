"""A team of replicas around one hub, with everything that can go wrong between them."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from mcdesk.application import copied
from mcdesk.application.journal import FIRST_HASH, read_event
from mcdesk.application.redacting import holds_together, vouched_for
from mcdesk.application.views import SyncReport
from mcdesk.bootstrap import App
from mcdesk.models import joining, schema, server_hub, server_members, tables
from mcdesk.models.hub import SqliteHub
from mcdesk.models.rows import rows_whole
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure.records import Redaction
from mcdesk.sync.syncing import synchronise
from tests.conftest import TODAY
from tests.sync.older_hub import owner_of
from tests.walk import Walker, create, set_up

CODES = ("MC-1", "MC-2")
JOINED = ("r0", "r1", "r2")
NUMBERS = itertools.count()
BY_ID = itemgetter(0)
SHARED = {name: table for name, table in tables.TABLES.items() if name not in tables.LOCAL}


class Cut(Exception):
    """The connection, the power or the program went away here."""


def clock(hour: int = 9) -> App:
    """The program on a day that stands still, with a clock that only goes forward."""
    ticks = itertools.count()
    start = datetime(2026, 11, 23, hour, tzinfo=UTC)
    return App(now=lambda: start + timedelta(milliseconds=next(ticks)), day=lambda: TODAY)


class Team:
    """A hub and its replicas, each a workspace file with its desk."""

    def __init__(self, folder: Path, template: Path, server: str = "") -> None:
        self.folder, self.app = folder, clock()
        first = self.add_file("r0", template)
        if server:
            self.hub = server_hub_of(server, first)
        else:
            self.hub = joining.make_hub(first.store, folder / "team.mcdhub", "Team", None)
        first.follow(self.hub.identity()[0], "the hub")
        self.desks = {"r0": first}

    def add_file(self, name: str, source: Path):
        path = Path(shutil.copy(source, self.folder / f"{name}.mcdesk"))
        return self.app.open(path)

    def join(self, name: str):
        """Let somebody join, with everything that the hub has."""
        path = self.folder / f"{name}.mcdesk"
        store = joining.join(path, self.hub)
        store.set_fact("person", self.desks["r0"].person_id)
        store.settle()
        store.close()
        desk = self.app.open(path)
        desk.follow(self.hub.identity()[0], "the hub")
        desk.summarise_all()
        self.desks[name] = desk
        return desk

    def copy(self, name: str, to: str):
        """Copy a replica as it stands, its waiting work and all, to another computer."""
        path = self.desks[name].store.path
        self.app.close(self.desks[name])
        self.desks[name] = self.app.open(path)
        self.desks[to] = self.add_file(to, path)
        return self.desks[to]

    def sync(self, name: str, fault: str = "") -> SyncReport:
        """Synchronise; with a fault, break off at the step of that name."""

        def point(step: str) -> None:
            if step == fault:
                raise Cut(step)

        return synchronise(self.desks[name], self.hub, schema=schema.HEAD, point=point)

    def settle_all(self) -> None:
        """Synchronise until everybody has everything."""
        for _round in range(2):
            for name in self.desks:
                self.sync(name)

    def close(self) -> None:
        for desk in self.desks.values():
            self.app.close(desk)
        self.hub.close()


def records(source) -> dict[str, list[tuple]]:
    """Return every shared record of a replica or a hub, by their ids, of which none comes twice."""
    is_hub = hasattr(source, "snapshot")
    with source.snapshot() if is_hub else source.store.look() as found:
        connection = found if is_hub else found.connection
        return {name: sorted(rows_whole(connection, name), key=BY_ID) for name in SHARED}


def journal(source) -> list:
    """Return every confirmed journal line, oldest first."""
    return list(source.lines_after(0, 1 << 30))


def fold(lines) -> dict[tuple[str, str], dict]:
    """Return the records that a journal's effects make."""
    found: dict[tuple[str, str], dict] = {}
    for line in lines:
        for effect in read_event(line.body).effects:
            found[effect.table, effect.id] = dict(effect.new)
    return found


def removals_of(lines) -> list[Redaction]:
    """Return what was removed for ever, by a journal's entries."""
    effects = (effect for line in lines for effect in read_event(line.body).effects)
    return [Redaction(**each.new) for each in effects if each.table == Redaction.table]


def words(source) -> set[str]:
    """Return the marked words that stand in forms and comments now."""
    kept = records(source)
    return set(re.findall(r"w\d+w", json.dumps([kept["form_value"], kept["form_row"],
                                                kept["comment"], kept["card"]])))  # fmt: skip


def words_aside(desk) -> set[str]:
    """Return the marked words of what was set aside for a person to look at."""
    with desk.store.look() as unit:
        return set(re.findall(r"w\d+w", "".join(aside.body for aside in unit.asides())))


def must_hold(team: Team, written: dict[str, str], removed: set[str]) -> Counter[str]:
    """Check the promises of reliability.md, 4.4, once everybody has synchronised."""
    lines = journal(team.hub)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1)), "I1: gaps"
    assert len({line.id for line in lines}) == len(lines), "I1: an event twice"
    previous, vouched = FIRST_HASH, vouched_for(removals_of(lines))
    for line in lines:
        assert holds_together(previous, line.body, line.hash, vouched), "I1: chain"
        previous = line.hash
    there = records(team.hub)
    made = fold(lines)
    for name, table in SHARED.items():
        columns = [str(column.name) for column in table.columns]
        for row in there[name]:
            said = made[name, row[columns.index("id")]]
            assert dict(zip(columns, row, strict=True)) == said, "I2: record and journal"
    known, asides = words(team.hub) | removed, Counter()
    for name, desk in team.desks.items():
        assert records(desk) == there, f"I3: {name} differs from the hub"
        assert not desk.waiting(), f"I3: something of {name} waits"
        known |= words_aside(desk)
        asides["asides"] += len(desk.attention())
    for word, who in written.items():
        assert word in known, f"I4: {word} of {who} is lost"
    asides["events"] = len(lines)
    return asides


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """A workspace with two cards whose proposals are open."""
    app = clock()
    path = tmp_path_factory.mktemp("team") / "template.mcdesk"
    desk = app.create(path, "Team", "CTL-01")
    set_up(desk)
    create(desk, "MC-2")
    for code in CODES:
        walker = Walker(desk, code)
        walker.assignment()
        walker.discussion()
        base = "It begins here. It goes on here. It ends here."
        walker.fill("F2", {"p10": base}, p20=[{"code": "LO1", "statement": "One. Two."}])
    with closing(desk):
        pass
    return path


def address_of(server: str, database: str, login: str = "") -> str:
    """Return the address of a database of a server, for a login."""
    url = make_url(server).set(database=database)
    return (url.set(username=login) if login else url).render_as_string(hide_password=False)


def on_day(owner: str, day: str) -> None:
    """Let the server of a hub stand still on a day, as its owner alone could."""
    later = f"to_char(date '{day}' + p_later, 'YYYY-MM-DD')"
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("create or replace function hub.day(p_later int default 0) returns text "
                      f"language sql stable as $$ select {later} $$")  # fmt: skip


def server_hub_of(server: str, desk, login: str = "") -> ServerHub:
    """Make a hub of a workspace in a database of its own, and return it as a member sees it."""
    number = next(NUMBERS)
    database, login = f"team_{os.getpid()}_{number}", login or f"ctl_{os.getpid()}_{number}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {database}")
    owner = address_of(server, database)
    server_hub.create(owner, desk.store.engine, "Team", None).close()
    on_day(owner, TODAY.isoformat())
    server_members.add_member(owner, login, desk.person_id)
    return ServerHub(address_of(server, database, login))


@dataclass
class Prepared:
    """A hub with its replicas, closed: tests copy it, which costs a fraction of making it."""

    folder: Path
    names: tuple[str, ...]
    hour: int
    database: str = ""

    def copied(self, folder: Path, server: str = "") -> Team:
        """Return a team of its own."""
        made = Team.__new__(Team)
        made.folder, made.app = folder, clock(self.hour)
        files = {name: self.folder / f"{name}.mcdesk" for name in self.names}
        made.desks = {name: made.add_file(name, file) for name, file in files.items()}
        if server:
            made.hub = self._copied_hub(server, made.desks["r0"].person_id)
        else:
            made.hub = SqliteHub(Path(shutil.copy(self.folder / "team.mcdhub", folder)))
        return made

    def _copied_hub(self, server: str, person: str) -> ServerHub:
        number = next(NUMBERS)
        database, login = f"team_{os.getpid()}_{number}", f"ctl_{os.getpid()}_{number}"
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"create database {database} template {self.database} "
                          "strategy file_copy")  # fmt: skip
            admin.execute(f"create role mcdesk_{database} in role mcdesk_{self.database}")
            admin.execute(f"create role {login} login in role mcdesk_{database}")
        with psycopg.connect(address_of(server, database), autocommit=True) as owner:
            owner.execute("delete from hub.member")
            owner.execute("insert into hub.member values (%s, %s, true)", (login, person))
        return ServerHub(address_of(server, database, login))


def closed(team: Team, hour: int = 10) -> Prepared:
    """Close a team, to be copied; whoever copies it works from an hour of the day.

    Its replicas forget where they lay: a copy of them is no copy of a workspace in use.
    """
    for desk in team.desks.values():
        desk.store.set_fact(copied.PLACE, "")
    team.close()
    database = team.hub.engine.url.database if isinstance(team.hub, ServerHub) else ""
    return Prepared(team.folder, tuple(team.desks), hour, database)


def prepare(folder: Path, template: Path, server: str = "") -> Prepared:
    """Make a hub with its replicas, to be copied."""
    made = Team(folder, template, server)
    for name in JOINED[1:]:
        made.join(name)
    return closed(made)


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory, template) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"), template)


@pytest.fixture(scope="session")
def prepared_server(tmp_path_factory, template, server) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"), template, server)


@pytest.fixture(scope="module")
def prepared_after(request, tmp_path_factory):
    """Gives a team after some work, to be copied; it is done for the first test that asks."""
    made: dict[tuple[str, Callable], Prepared] = {}

    def after(work: Callable[[Team], object], kind: str) -> Prepared:
        if (kind, work) not in made:
            server = request.getfixturevalue("server") if kind == "server" else ""
            start: Prepared = request.getfixturevalue(f"prepared_{kind}")
            team = start.copied(tmp_path_factory.mktemp("further"), server)
            work(team)
            made[kind, work] = closed(team, start.hour + 1)
        return made[kind, work]

    return after


@pytest.fixture(scope="module")
def further(request, prepared_after):
    """Gives teams after some work: all get copies."""

    def after(work: Callable[[Team], object], kind: str, folder: Path) -> Iterator[Team]:
        server = request.getfixturevalue("server") if kind == "server" else ""
        team = prepared_after(work, kind).copied(folder, server)
        yield team
        team.close()

    return after


@pytest.fixture(params=["file", "server"])
def team(tmp_path, request):
    """A hub with three replicas: a file on a shared folder, or a database server."""
    prepared = request.getfixturevalue(f"prepared_{request.param}")
    server = request.getfixturevalue("server") if request.param == "server" else ""
    made = prepared.copied(tmp_path, server)
    yield made
    made.close()


@pytest.fixture(scope="session")
def prepared_alone(tmp_path_factory, template, server) -> Prepared:
    made = Team(tmp_path_factory.mktemp("prepared"), template, server)
    walker = Walker(made.desks["r0"])
    walker.fill_proposal()
    walker.freeze("F2")
    made.sync("r0")
    return closed(made)


@pytest.fixture
def shared(tmp_path, prepared_alone, server) -> Team:
    """A hub on a server with one replica; F2 of MC-1 is frozen."""
    made = prepared_alone.copied(tmp_path, server)
    yield made
    made.close()


def found(desk, kind, /, **equal):
    """Return the records of a kind that a desk has."""
    with desk.store.read() as reader:
        return reader.select(kind, **equal)


@pytest.fixture
def at(team, request) -> str:
    """The hub's address for who rebuilds it; the replicas know it by theirs."""
    is_server = isinstance(team.hub, ServerHub)
    for desk in team.desks.values():
        address = team.hub.address if is_server else str(team.hub.path)
        desk.follow(desk.replica().hub_id, address)
    return owner_of(team.hub, request.getfixturevalue("server")) if is_server else address
