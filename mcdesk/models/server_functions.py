"""The functions of a hub on PostgreSQL, and what they check by.

They check who pushes, in whose name, in which office, over which version, along which way
(design.md, section 6); all of them are made anew by every program that makes or upgrades a hub.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from psycopg import sql
from sqlalchemy import select, text

from mcdesk import resources
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import hub_facts, hub_rules, tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

FUNCTIONS = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'hub'::regnamespace"
SCRIPTS = (
    "postgresql",
    "deciding",
    "removing",
    "shapes",
    "undoing",
    "counting",
    "judging",
    "digests",
    "filling",
    "gates",
    "building",
    "decided",
    "bringing",
    "altering",
    "called",
    "parts",
    "presence",
    "grants",
)
"""The parts of the hub in SQL (`resources/hub`): tables and pushing, what is checked, who may."""


def must_not_be_older(connection: Connection) -> None:
    """Refuse to make the functions of a hub anew whose own are of a newer program.

    They check what this one does not know yet: it would open what they closed.

    Raises:
        Trouble: They are newer.
    """
    if not hub_rules.are_newer(connection.execute(select(hub_rules.TOLD)).scalar()):
        return
    raise Trouble(
        "newer_functions",
        _("The team’s hub was brought to a newer MC Desk, whose server checks more than this "
          "program knows."),
        _("Nothing was changed. Update the program, then do it again."),
    )  # fmt: skip


def team_of(connection: Connection) -> str:
    """Return the group that the members of a database's hub log in through."""
    return f"mcdesk_{connection.execute(text('SELECT current_database()')).scalar_one()}"[:63]


def make_functions(connection: Connection) -> None:
    """Make the hub's functions, its own tables and the members' rights, or make them anew."""
    team = team_of(connection)
    driver: Any = connection.connection.driver_connection
    role = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :team"), {"team": team})
    with driver.cursor() as cursor:
        if role.scalar() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(team)))
        drop_functions(cursor)
        known = {"{team}": sql.Identifier(team).as_string(driver), **hub_rules.said()}
        for name in SCRIPTS:
            script = (resources.root() / "hub" / f"{name}.sql").read_text(encoding="utf-8")
            for place, said in known.items():
                script = script.replace(place, said)
            cursor.execute(script)


def drop_functions(cursor: Any) -> None:
    """Drop all functions of a hub: made anew, and in the way of tables that change."""
    cursor.execute(FUNCTIONS)
    for (signature,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP ROUTINE IF EXISTS {} CASCADE").format(sql.SQL(signature)))


def write_rules(connection: Connection) -> None:
    """Write what the functions check by: kinds of events, and the facts of each definition."""
    table = tables.TABLES["definition"]
    kept = connection.execute(select(table.c.id, table.c.kind, table.c.text))
    facts = {digest: hub_facts.facts_of(kind, text) for digest, kind, text in kept}
    rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {
        ("event_rule", *hub_rules.COLUMNS): list(hub_rules.rules()),
        ("rulebook", "definition_id", "facts"): [
            (digest, json.dumps(told)) for digest, told in facts.items()
        ],
    }
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        for (kept_in, *columns), values in rows.items():
            name = sql.Identifier("hub", kept_in)
            cursor.execute(sql.SQL("DELETE FROM {}").format(name))
            named = sql.SQL(", ").join(map(sql.Identifier, columns))
            places = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
            insertion = sql.SQL("INSERT INTO {} ({}) VALUES ({})")
            cursor.executemany(insertion.format(name, named, places), values)
