"""One workspace and its hub on a server, in which cases are tried and taken back (`cases.py`).

It holds a micro-credential for each thing that can be done with one, and a person for each way of
having a right, or of not having it any more. Nothing that is tried stays: at the desk and at the
server each case is one transaction that is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from mcdesk.application.journal import Effect, Event, read_event
from mcdesk.models import hub_facts, server_functions
from mcdesk.models.redacting import entries_without
from mcdesk.procedure.commands import BringEvent, Command, RemoveContent
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Record, Redaction, as_data, changed

Pair = tuple[Record | None, Record]

LAST = text("SELECT seq, hash FROM hub.journal ORDER BY seq DESC LIMIT 1")
PUSH = text("SELECT hub.hub_push(:hub, :seq, :hash, CAST(:lines AS jsonb))")


class Back(Exception):
    """What was tried is taken back."""


class Stage:
    """A workspace's store in which everything is one transaction that is taken back."""

    def __init__(self, store, facts: dict[str, str]) -> None:
        self._store, self._facts, self.unit = store, facts, None
        self.made: list[Event] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @property
    def has_hub(self) -> bool:
        return "hub_id" in self._facts

    def facts(self) -> dict[str, str]:
        return dict(self._facts)

    @contextmanager
    def read(self) -> Iterator[Any]:
        yield self.unit

    look = read

    @contextmanager
    def write(self) -> Iterator[Any]:
        try:
            yield self.unit
        except Exception:
            self.unit.discard()
            raise

    @contextmanager
    def tried(self) -> Iterator[None]:
        with suppress(Back), self._store.write() as unit:
            close = unit.close_event

            def kept(event: Event) -> None:
                close(event)
                self.made.append(event)

            unit.close_event = kept
            self.unit = unit
            yield
            raise Back


@dataclass
class House:
    """The workspace, its hub, and how things in it are called by the cases."""

    desk: Any
    owner: str
    ids: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    _server: Connection | None = None

    def id(self, name: str) -> str:
        """Return the id of something by its name in the cases; what was given has its own."""
        return self.ids.get(name) or self.people.get(name, name)

    @contextmanager
    def at_the_desk(self) -> Iterator[Stage]:
        """Try something at the desk, and take it back."""
        before, stage = self.desk.store, Stage(self.desk.store, self.facts)
        self.desk.store = stage
        try:
            with stage.tried():
                yield stage
        finally:
            self.desk.store = before

    def told(self, stage: Stage, who: str, make: Callable[[House], Command]) -> tuple[Event, ...]:
        """Carry out a command as a person; return its events. Raises Refused."""
        self.desk.person_id = self.people[who]
        already = len(stage.made)
        command = make(self)
        self.desk.execute(command)
        made = tuple(stage.made[already:])
        if isinstance(command, BringEvent):  # as a bringing-in makes it: under the id that it had
            return tuple(replace(event, id=read_event(command.text).id) for event in made)
        return made

    def forged(self, who: str, make: Callable[[House], Command], records: Iterable[Pair]) -> Event:
        """Return an event of a command that changes these (old, new) records; versions fit."""
        command, effects = make(self), []
        for old, new in records:
            version = old.row_version + 1 if old is not None else 1
            told = as_data(changed(new, row_version=version))
            effects.append(Effect(new.table, new.id, as_data(old) if old else None, told))
        day = self.desk.today.isoformat()
        return Event(
            id=new_id(), kind=command.event, by=self.people[who], at=f"{day}T09:00:00Z", today=day,
            group=new_id(), command={"do": type(command).__name__, **asdict(command)},
            effects=tuple(effects), note={},
        )  # fmt: skip

    def becoming(self, kind: type[Record], name: str, **change: Any) -> list[Pair]:
        """Return a record of the house as it is now, and with something changed."""
        with self.desk.store.read() as reader:
            found = reader.find(kind, self.id(name))
        return [(found, changed(found, **change))]

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the workspace's file says about itself."""
        return dict(self.desk.store.facts())

    # --- at the server ------------------------------------------------------------------

    @contextmanager
    def at_the_server(self) -> Iterator[Connection]:
        """Try something at the server, and take it back."""
        if self._server is None:
            engine = create_engine(self.owner.replace("postgresql:", "postgresql+psycopg:"))
            self._server = engine.connect()
            self._server.exec_driver_sql("set search_path = hub")
            self._server.commit()
        try:
            yield self._server
        finally:
            self._server.rollback()

    def lines(self, connection: Connection, events: Iterable[Event]) -> str:
        """Return events as a program sends them."""
        return json.dumps([self._line(connection, event) for event in events])

    def push(self, connection: Connection, who: str, lines: str) -> str:
        """Push lines under the login of a person; return what the hub says."""
        try:
            with connection.begin_nested():
                seq, digest = connection.execute(LAST).one()
                given = {"hub": self.facts["hub_id"], "seq": seq, "hash": digest, "lines": lines}
                login = self.login(who)
                connection.exec_driver_sql(f'set local session authorization "{login}"')
                said = str(connection.execute(PUSH, given).scalar())
                connection.exec_driver_sql("set local session authorization default")
                return said
        except DBAPIError as error:
            return f"refused: {error.orig.diag.message_primary}"

    def let_in(self) -> None:
        """Give everybody of the directory a login at the server."""
        with self.at_the_server() as server:
            team = server_functions.team_of(server)
            for name, person in self.people.items():
                server.exec_driver_sql(f'create role "{self.login(name)}" login in role "{team}"')
                given = {"login": self.login(name), "person": person}
                server.execute(text("INSERT INTO hub.member VALUES (:login, :person, true)"), given)
            server.commit()

    def login(self, who: str) -> str:
        """Return the login of a person at the server."""
        database = self.owner.rsplit("/", 1)[1].split("?")[0]
        return f"{who.lower().replace('-', '')}_{database}"

    def _line(self, connection: Connection, event: Event) -> Mapping[str, Any]:
        body = event.body()
        line = {"id": event.id, "kind": event.kind, "person_id": event.by, "at": event.at,
                "group_id": event.group, "body": body} | hub_facts.told_with(body)  # fmt: skip
        if event.kind == RemoveContent.event:
            removal = Redaction(**event.effects[0].new)
            line["redacted"] = entries_without(connection, removal)
        return line

    def close(self) -> None:
        """Let go of the server."""
        if self._server is not None:
            self._server.close()
            self._server.engine.dispose()
