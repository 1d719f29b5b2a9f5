"""A hub on PostgreSQL: members read the tables, and write through functions of the hub only.

What the functions check stands in `server_functions.py`.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, literal_column, make_url, select, text
from typing_extensions import override

from mcdesk.application.hub_address import shown
from mcdesk.application.journal import read_event
from mcdesk.application.portions import together
from mcdesk.application.views import Presence, Whereabouts
from mcdesk.errors import Trouble
from mcdesk.models import hub_facts, hub_rules, programs, schema, tables
from mcdesk.models.content import PART, fetch_parts, send_parts
from mcdesk.models.copying import copy_tables
from mcdesk.models.hub import cancelled
from mcdesk.models.hub_reading import IDENTITY, HubReading
from mcdesk.models.redacting import entries_without
from mcdesk.models.replaying import SqlReplicaUnit
from mcdesk.models.server_functions import make_functions, write_rules
from mcdesk.models.server_line import (
    ServerLine,
    Watch,
    listening,
    split_secret,
    time_for,
    time_for_lines,
)
from mcdesk.models.server_trial import has_login, must_not_be_the_owner, must_take_a_hub
from mcdesk.models.server_trouble import no_member, told
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Redaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from mcdesk.application.journal import Head, Line
    from mcdesk.application.ports import Progress
    from mcdesk.application.views import MemberProgram, Report

LISTENS, ASKS, LONG = 0.3, 20.0, 120.0
"""Seconds: how long listening waits at a time, and after which it asks whether the server is
there; what one statement may take where a whole hub is copied."""
KINDS = text("SELECT kind, tables FROM hub.event_rule")
THERE = text("SELECT 1 FROM hub.blob WHERE digest = :digest")
OF_THESE = text("SELECT digest FROM hub.blob WHERE digest = ANY(:digests)")
A_PART = text("SELECT substring(content from :at for :most) FROM hub.blob WHERE digest = :digest")
PUT = text("SELECT hub.hub_put_blob(:digest, :content)")
PUT_PART = text("SELECT hub.hub_put_part(:digest, :size, :place, :content)")
TAKES_PARTS = text(
    "SELECT to_regprocedure('hub.hub_put_part(text, bigint, bigint, bytea)') IS NOT NULL"
)
"""A hub that was not upgraded yet takes a file as a whole only."""
SCHEMA_IS_THERE = text("SELECT 1 FROM pg_namespace WHERE nspname = 'hub'")
SIZES = text(
    "SELECT length(body) FROM hub.journal WHERE seq > :after AND seq <= :last ORDER BY seq"
)
MEMBER = text("SELECT person_id FROM hub.member WHERE login = session_user AND active")
PUSH = text("SELECT hub.hub_push(:hub, :seq, :hash, CAST(:lines AS jsonb))")


class ServerHub(HubReading):
    """A hub in the schema `hub` of a PostgreSQL database, as one of its members sees it."""

    takes_from_all = False
    asked = IDENTITY.add_columns(hub_rules.TOLD, literal_column(f"({MEMBER})"))

    def __init__(self, address: str, password: str = "") -> None:
        self.address = address
        self.where = Whereabouts("server", make_url(address).host or "")
        self.line = ServerLine(address, password)
        self.engine = self.line.engine
        self._id = ""

    # --- what the protocol asks ---------------------------------------------------------

    @override
    def identity(self) -> tuple[str, str, Head]:
        try:
            found = super().identity()
        except Trouble as trouble:
            shut_out = trouble.code == "not_the_owner"  # PostgreSQL 16 names the table
            if shut_out or (trouble.code == "no_hub_there" and self._is_hidden()):
                raise no_member() from trouble
            raise
        self._id = found[0]
        return found

    def _is_hidden(self) -> bool:
        """Tell whether there is a hub of which this login sees nothing."""
        with self._call() as connection:
            return bool(connection.execute(SCHEMA_IS_THERE).scalar())

    @override
    def has_older_rules(self) -> bool:
        with self._call() as connection:
            return hub_rules.are_older(connection.execute(select(hub_rules.TOLD)).scalar())

    @override
    def hear(self, more: Sequence[object]) -> None:
        told, member = more
        self.had_older_rules = hub_rules.are_older(told)
        self.member = str(member or "")
        self.said = f"{told} {self.member}"

    def append(self, lines: Sequence[Line], seen: Head) -> bool:
        """Take entries in behind `seen`, all or none; False where others came first.

        Raises:
            Trouble: The hub refuses them, or is out of reach.
        """
        told = [
            asdict(line) | hub_facts.told_with(line.body) | self._removed(line) for line in lines
        ]
        body = json.dumps(told, ensure_ascii=False)
        hub_id = self._id or self.identity()[0]  # the server compares it with its own
        seconds = time_for_lines(len(body))
        with self.line.statement(seconds) as connection:
            given = {"hub": hub_id, "seq": seen.seq, "hash": seen.hash, "lines": body}
            return bool(connection.execute(PUSH, given).scalar() == "ok")

    @override
    def part_after(self, seq: int, most: int) -> tuple[Line, ...]:
        with self._call() as connection:
            sizes = connection.execute(SIZES, {"after": seq, "last": seq + most}).scalars().all()
        several = together(sizes)
        with self._call(time_for(sum(sizes[:several]))) as connection:
            return SqlReplicaUnit(connection).lines_after(seq, several)

    def _removed(self, line: Line) -> dict[str, Any]:
        """Return what goes with a removal: the hub's entries without what is removed."""
        if line.kind != RemoveContent.event:
            return {}
        effects = read_event(line.body).effects
        with self._call() as connection:
            found = [entries_without(connection, Redaction(**effect.new)) for effect in effects]
        return {"redacted": {id_: body for part in found for id_, body in part.items()}}

    def put_file(self, source: Path, digest: str) -> bool:
        """Keep a copy of a file's content, if it is not there yet; raises OSError.

        False where it is not what it is called.
        """
        size = source.stat().st_size
        with self._call(time_for(min(size, PART))) as connection:
            if connection.execute(THERE, {"digest": digest}).scalar() is not None:
                return True
            takes_parts = bool(connection.execute(TAKES_PARTS).scalar())
        if size <= PART or not takes_parts:
            whole = source.read_bytes()
            if hashlib.sha256(whole).hexdigest() != digest:
                return False
            with self._call(time_for(size)) as connection:
                connection.execute(PUT, {"digest": digest, "content": whole})
            return True

        def send(place: int, content: bytes) -> int:
            given = {"digest": digest, "size": size, "place": place, "content": content}
            with self._call(time_for(len(content))) as connection:
                return int(connection.execute(PUT_PART, given).scalar_one())

        return send_parts(source, send)

    def get_file(self, digest: str, target: Path) -> bool:
        """Copy a content to `target`; False where it is not there (yet). Raises OSError."""
        if target.is_file():
            return True
        with self._call() as connection:
            if connection.execute(THERE, {"digest": digest}).scalar() is None:
                return False

        def read(at: int, most: int) -> bytes:
            with self._call(time_for(most)) as connection:
                given = {"digest": digest, "at": at + 1, "most": most}
                return bytes(connection.execute(A_PART, given).scalar() or b"")

        return fetch_parts(target, digest, read)

    def lacking(self, digests: Sequence[str]) -> Sequence[str]:
        """Return those of these contents that are not there."""
        with self._call() as connection:
            there = set(connection.scalars(OF_THESE, {"digests": list(digests)}))
        return [digest for digest in digests if digest not in there]

    @property
    @override
    def place(self) -> str:
        return shown(self.address)

    @contextmanager
    @override
    def snapshot(self) -> Iterator[Connection]:
        """Read everything as of one moment, for who joins."""
        with self.line.transaction(LONG) as connection:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    def report(self, report: Report, version: str) -> None:
        """Tell which program this member works with."""
        with self._call() as connection:
            programs.tell(connection, report, version)

    def programs(self) -> tuple[MemberProgram, ...]:
        """Return the programs that the members work with."""
        with self._call() as connection:
            return programs.at_server(connection)

    def listen(self, heard: Callable[[], object], is_over: Callable[[], bool]) -> None:
        """Call `heard` whenever somebody pushes, until it is over: a hint, not the truth."""
        with told(self.address), Watch() as watch, listening(self.engine) as connection:
            watch.over(connection)
            driver: Any = connection.connection.driver_connection
            driver.autocommit = True
            driver.execute("LISTEN mcdesk")
            heard()  # what came before this line was open
            asked = time.monotonic()
            while not is_over():
                watch.renew()
                if time.monotonic() - asked > ASKS:
                    driver.execute("SELECT 1")
                    asked = time.monotonic()
                for _push in driver.notifies(timeout=LISTENS, stop_after=1):
                    heard()

    def here(self, me: Presence) -> tuple[Presence, ...]:
        """Tell where one is working; return where the others are. Who that is the login says."""
        told = text("SELECT who, which, place FROM hub.hub_here(:form, :section)")
        with self._call() as connection:
            found = connection.execute(told, {"form": me.form_id, "section": me.section})
            return tuple(Presence(who, which, place) for who, which, place in found)

    def person(self) -> str:
        """Return whom the login stands for at the hub; "" where it is no member."""
        with self._call() as connection:
            return str(connection.execute(MEMBER).scalar() or "")

    def knock(self) -> None:
        """Look whether the server lets this login in, then let go; raises Trouble if not."""
        with self._call() as connection:
            connection.execute(text("SELECT 1"))
        self.close()

    def close(self) -> None:
        """Let go of the server."""
        self.line.close()

    @contextmanager
    @override
    def _reading(self) -> Iterator[SqlReplicaUnit]:
        with self._call() as connection:
            yield SqlReplicaUnit(connection)

    @override
    def _kinds(self, connection: Connection) -> Mapping[str, Iterable[str]]:
        return {row.kind: row.tables for row in connection.execute(KINDS)}

    def _call(self, seconds: float = 0.0) -> AbstractContextManager[Connection]:
        """Give the statements of one call, each a transaction of its own, their deadline."""
        return self.line.statement(seconds)


def create(address: str, source: Engine, name: str, progress: Progress | None) -> ServerHub:
    """Make a hub in an empty database, as its owner, of all that a workspace holds.

    Raises:
        Trouble: The server is out of reach or too old, or has a hub already.
    """
    hub = ServerHub(address)
    with hub.line.transaction(LONG) as target, source.connect() as reading:
        must_take_a_hub(target)
        fill(target, reading, {"hub_id": new_id(), "name": name}, progress)
        write_rules(target)
    return hub


def look(address: str, login: str = "") -> bool:
    """Look whether a hub can be made at an address; tell whether the server knows a login.

    Raises:
        Trouble: It cannot.
    """
    hub = ServerHub(address)
    try:
        with hub.line.transaction() as connection:
            must_take_a_hub(connection)
            if not login:
                return False
            is_known = has_login(connection, login)
            must_not_be_the_owner(connection, login)
            return is_known
    finally:
        hub.close()


def fill(
    target: Connection, reading: Connection, facts: Mapping[str, str], progress: Progress | None
) -> None:
    """Make the schema `hub` with all that a database holds; raises Trouble where cancelled."""
    target.execute(text("CREATE SCHEMA hub"))
    schema.create(target)
    if not copy_tables(reading, target, progress):
        raise cancelled()
    target.execute(text("SELECT setval(pg_get_serial_sequence('hub.journal', 'n'), "
                        "(SELECT coalesce(max(n), 1) FROM hub.journal))"))  # fmt: skip
    rows = [{"key": key, "value": value} for key, value in facts.items()]
    target.execute(insert(tables.workspace), rows)
    make_functions(target)


def address_for(address: str, login: str) -> str:
    """Return the address of the same database for a member's login."""
    bare, _secret = split_secret(address)
    return make_url(bare).set(username=login).render_as_string(hide_password=False)


def login_of(address: str) -> str:
    """Return the login of an address, "" where it names none."""
    return str(make_url(address).username or "")
