"""Which programs a hub's members work with: told at each exchange, read before an upgrade."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, text

from mcdesk.application.views import MemberProgram
from mcdesk.models import schema, tables

if TYPE_CHECKING:
    from mcdesk.application.views import Report

KEY = "program:"
AT_SERVER = text(
    "SELECT p.login::text, m.person_id, p.version, p.schema, to_char(p.at, 'YYYY-MM-DD') AS day "
    "FROM hub.program p LEFT JOIN hub.member m ON m.login = p.login ORDER BY p.at"
)
TELL = text("SELECT hub.hub_report(:replica, :version, :schema)")


def keep(connection: Connection, report: Report, version: str) -> None:
    """Keep a replica's report in a hub's file, in place of its earlier one."""
    table, key = tables.workspace, f"{KEY}{report.replica}"
    told = {"person": report.person, "version": version, "schema": schema.HEAD, "day": report.day}
    connection.execute(delete(table).where(table.c.key == key))
    connection.execute(insert(table).values(key=key, value=json.dumps(told)))


def tell(connection: Connection, report: Report, version: str) -> None:
    """Tell a server; it knows who it is, and what day."""
    given = {"replica": report.replica, "version": version, "schema": schema.HEAD}
    connection.execute(TELL, given)


def in_file(connection: Connection) -> tuple[MemberProgram, ...]:
    """Return the programs that were told to a hub's file, the longest ago first."""
    table, names = tables.workspace, _names(connection)
    found = connection.execute(select(table.c.value).where(table.c.key.startswith(KEY)))
    told = sorted((json.loads(row.value) for row in found), key=lambda entry: str(entry["day"]))
    return tuple(
        _program(names.get(entry["person"], ""), entry["version"], entry["schema"], entry["day"])
        for entry in told
    )


def at_server(connection: Connection) -> tuple[MemberProgram, ...]:
    """Return the programs that were told to a server, the longest ago first."""
    names = _names(connection)
    return tuple(
        _program(names.get(row.person_id, "") or row.login, row.version, row.schema, row.day)
        for row in connection.execute(AT_SERVER)
    )


def _names(connection: Connection) -> dict[str, str]:
    person = tables.TABLES["person"]
    return {row.id: row.name for row in connection.execute(select(person.c.id, person.c.name))}


def _program(who: str, version: str, made: str, day: str) -> MemberProgram:
    return MemberProgram(who, version, made, day, is_old=made < schema.HEAD)
