"""A hub on a server made anew, as the owner of its database: rebuilt, or restored from a backup.

What is there of the old one is kept under another schema, where nobody but the owner reaches it;
who is a member, the files, and when each entry came are taken over from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from mcdesk.errors import Refused
from mcdesk.models.confirmed import confirmed_copy
from mcdesk.models.rebuilding import is_lost
from mcdesk.models.replaying import SqlReplicaUnit
from mcdesk.models.server_functions import must_not_be_older, team_of, write_rules
from mcdesk.models.server_hub import ServerHub, fill
from mcdesk.models.server_trouble import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from mcdesk.application.journal import Head, Line

KEPT = {
    "member": "INSERT INTO hub.member (login, person_id, active) "
    "SELECT login, person_id, active FROM {old}.member ON CONFLICT DO NOTHING",
    "blob": "INSERT INTO hub.stored (digest, content, login, at) "
    "SELECT digest, content, login, at FROM {old}.blob ON CONFLICT DO NOTHING",
    "had": "INSERT INTO hub.had SELECT * FROM {old}.had ON CONFLICT DO NOTHING",
    "received": "INSERT INTO hub.received (seq, login, at) SELECT r.seq, r.login, r.at "
    "FROM {old}.received r JOIN {old}.journal o ON o.seq = r.seq "
    "JOIN hub.journal n ON n.seq = o.seq AND n.hash = o.hash ON CONFLICT DO NOTHING",
    "program": "INSERT INTO hub.program SELECT * FROM {old}.program ON CONFLICT DO NOTHING",
}
"""What a hub's own tables hand over to the one that takes its place."""
HAS = text("SELECT to_regclass(:name)")
LOCK = text("SELECT value FROM hub.workspace WHERE key = 'hub_id' FOR UPDATE")
RECEIVED = text("INSERT INTO hub.received (seq, login) VALUES (:seq, session_user) "
                "ON CONFLICT DO NOTHING")  # fmt: skip
STRANGERS = text(
    "SELECT r.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member "
    "JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname = :team AND r.rolname <> current_user "
    "AND r.rolname NOT IN (SELECT login FROM hub.member) ORDER BY 1"
)


def rebuild(
    address: str,
    workspace: Path,
    facts: Mapping[str, str],
    mine: Head,
    now: datetime,
    *,
    altered: bool = False,
) -> str:
    """Rebuild a hub from a workspace; return the schema that keeps the old one, if any.

    One that is there and sound, but has less than the workspace, is given the rest; one that the
    last exchange found `altered` is made anew.

    Raises:
        Refused: The hub is well, or another one.
        Trouble: The server is out of reach, the login no owner, or the workspace is damaged.
    """
    hub = ServerHub(address)
    try:
        with confirmed_copy(workspace) as source, source.connect() as reading:
            try:
                is_lost(hub, facts["hub_id"], mine, altered=altered)
            except Refused as refusal:
                if refusal.code != "hub_behind":
                    raise
                _bring(hub, SqlReplicaUnit(reading), refusal)
                return ""
            with told(address), hub.engine.begin() as connection:
                return remake(connection, reading, facts, now)
    finally:
        hub.close()


def remake(
    connection: Connection,
    reading: Connection,
    facts: Mapping[str, str],
    now: datetime,
) -> str:
    """Make the hub of what `reading` holds; return the schema that keeps the old one, if any.

    Raises:
        Trouble: The one that is there has functions of a newer program.
    """
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    must_not_be_older(connection)
    aside = _set_aside(connection, now)
    fill(connection, reading, facts, None)
    write_rules(connection)
    for name, copied in KEPT.items():
        if aside and connection.execute(HAS, {"name": f"{aside}.{name}"}).scalar() is not None:
            connection.execute(text(copied.format(old=aside)))
    return aside


def _set_aside(connection: Connection, now: datetime) -> str:
    if connection.execute(text("SELECT to_regnamespace('hub')")).scalar() is None:
        return ""
    aside = f"hub_before_{now:%Y%m%d_%H%M%S}"
    connection.execute(text(f"ALTER SCHEMA hub RENAME TO {aside}"))
    connection.execute(text(f'REVOKE ALL ON SCHEMA {aside} FROM PUBLIC, "{team_of(connection)}"'))
    return aside


def _bring(hub: ServerHub, mine: SqlReplicaUnit, refusal: Refused) -> None:
    """Give a hub that was put back the entries of a workspace that go on from its last one."""
    _id, _made, theirs = hub.identity()
    line = mine.line_at(theirs.seq)
    if line is None or line.hash != theirs.hash:
        raise refusal
    lines: Sequence[Line] = mine.lines_after(theirs.seq)
    with told(hub.address), hub.engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(LOCK)
        unit = SqlReplicaUnit(connection)
        head = unit.head()
        if head != theirs:
            raise refusal
        unit.foresee(lines)
        for line in lines:
            head = unit.absorb(line, after=head)
            connection.execute(RECEIVED, {"seq": line.seq})


def strangers(address: str) -> tuple[str, ...]:
    """Return the logins that may log in to a hub, but are nobody of its directory."""
    hub = ServerHub(address)
    try:
        with told(address), hub.engine.begin() as connection:
            team = {"team": team_of(connection)}
            return tuple(str(row[0]) for row in connection.execute(STRANGERS, team))
    finally:
        hub.close()


def put_members(connection: Connection, members: Sequence[Mapping[str, object]]) -> None:
    """Write who is a member, where a backup tells; who is one already stays."""
    for member in members:
        connection.execute(
            text("INSERT INTO hub.member (login, person_id, active) "
                 "VALUES (:login, :person_id, :active) ON CONFLICT DO NOTHING"), dict(member),
        )  # fmt: skip


def put_content(connection: Connection, digest: str, content: bytes) -> None:
    """Keep a file by its content, as its owner; one that is there stays."""
    connection.execute(
        text("INSERT INTO hub.stored (digest, content, login) "
             "VALUES (:digest, :content, session_user) ON CONFLICT DO NOTHING"),
        {"digest": digest, "content": content},
    )  # fmt: skip
