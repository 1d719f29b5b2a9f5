"""A member with plain SQL, who pushes to the hub on a server whatever they like."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import psycopg

from mcdesk.application.journal import Effect, Event
from mcdesk.models import server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure.commands import COMMANDS
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Card,
    Form,
    Person,
    Revision,
    SignOff,
    as_data,
    changed,
)
from tests.sync.conftest import Team, address_of


@cache
def commands_of() -> dict[str, str]:
    """Return the command of each kind of event."""
    return {command.event: name for name, command in COMMANDS.items()}


class Forger:
    """Pushes whatever it likes under one login, as from psql."""

    def __init__(self, address: str, person: str, desk) -> None:
        self.hub, self.person, self.desk = ServerHub(address), person, desk
        self.connection = psycopg.connect(address, autocommit=True)
        self.id, _schema, _head = self.hub.identity()

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()
        self.hub.close()

    def find(self, kind, /, **equal):
        """Return a record as the hub has it."""
        with self.hub.snapshot() as connection:
            from mcdesk.models.replaying import SqlReplicaUnit

            found = SqlReplicaUnit(connection).select(kind, **equal)
        return found[0] if found else None

    def event(self, kind: str, *effects, by: str = "", command=None, today: str = "2026-11-23"):
        """Return an event with these (old, new) records; versions are made to fit."""
        made = []
        for old, new in effects:
            version = old.row_version + 1 if old is not None else 1
            told = as_data(replace(new, row_version=version))
            made.append(Effect(new.table, new.id, as_data(old) if old else None, told))
        return Event(
            id=new_id(), kind=kind, by=by or self.person, at=f"{today}T09:00:00Z", today=today,
            group=new_id(), command=command or {"do": commands_of().get(kind, "X")},
            effects=tuple(made), note={},
        )  # fmt: skip

    def push(self, event: Event, **line) -> str:
        """Push an event; return what the hub says."""
        body = event.body()
        told = {"id": event.id, "kind": event.kind, "person_id": event.by, "at": event.at,
                "group_id": event.group, "body": body} | line  # fmt: skip
        _id, _schema, head = self.hub.identity()
        return self.sql("select hub.hub_push(%s, %s, %s, %s)", self.id, head.seq, head.hash,
                        json.dumps([told]))  # fmt: skip

    def sql(self, statement: str, *values) -> str:
        """Run a statement; return its first value, or why it was refused."""
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return str(cursor.fetchone()[0]) if cursor.description else "done"
        except psycopg.Error as error:
            return f"refused: {error.diag.message_primary or error}"


def members(team: Team, server: str) -> Iterator[Callable[[str], Forger]]:
    """Yield who pushes what they like as a person of the directory, each under an own login."""
    made: dict[str, Forger] = {}
    database = team.hub.engine.url.database

    def as_one(name: str) -> Forger:
        if name not in made:
            desk = team.desks["r0"]
            with desk.store.read() as reader:
                (person,) = reader.select(Person, name=name)
            login = f"{name.lower().replace('-', '')}_{database}"
            server_members.add_member(address_of(server, database), login, person.id, also=True)
            made[name] = Forger(address_of(server, database, login), person.id, desk)
        return made[name]

    yield as_one
    for forger in made.values():
        forger.close()


def frozen_proposal(forger: Forger) -> tuple[Form, Revision, Card]:
    card = forger.find(Card, code="MC-1")
    form = forger.find(Form, card_id=card.id, kind="F2")
    return form, forger.find(Revision, form_id=form.id), card


def sign_off(forger: Forger, role: str, person: str, **more) -> SignOff:
    form, revision, card = frozen_proposal(forger)
    made = SignOff(
        id=new_id(), form_id=form.id, revision_id=revision.id, version=revision.version,
        card_id=card.id, digest=revision.digest, role=role, person_id=person, decision="approve",
        medium="program", decided_on="2026-11-23", recorded_by=forger.person,
        recorded_at="2026-11-23T09:00:00Z",
    )  # fmt: skip
    return changed(made, **more)


def form_of(forger: Forger, code: str, kind: str) -> Form:
    return forger.find(Form, card_id=forger.find(Card, code=code).id, kind=kind)


def must_refuse(forger: Forger, why: str, kind: str, *effects, **more) -> None:
    """Push an event that is to be refused for a reason, and change nothing."""
    before = forger.hub.identity()[2]
    said = forger.push(forger.event(kind, *effects, **more))
    assert said.startswith("refused: "), said
    assert why in said, said
    assert forger.hub.identity()[2] == before
