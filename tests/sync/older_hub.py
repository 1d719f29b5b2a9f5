"""Hubs as an older program made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import inspect, make_url, text

from mcdesk.models import schema, server_functions
from mcdesk.models.hub import MARK
from mcdesk.models.server_hub import ServerHub

OWN = ("member", "stored", "had", "received", "program")
"""The tables that a hub on a server has besides."""


def owner_of(hub: ServerHub, server: str) -> str:
    database = make_url(hub.address).database
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def age(hub, server: str, revision: str) -> None:
    """Let a hub be as an older program made it: its tables by the migrations up to then."""
    if isinstance(hub, ServerHub):
        _age_server(owner_of(hub, server), revision)
        return
    older = hub.path.with_name("older")
    schema.upgrade(older, revision)
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("attach ? as newer", (str(hub.path),))
        names = "select name from sqlite_master where type = 'table'"
        for (name,) in connection.execute(names).fetchall():
            if name != "alembic_version":
                found = connection.execute(f"select * from pragma_table_info('{name}')").fetchall()
                columns = ", ".join(f'"{column[1]}"' for column in found)
                connection.execute(
                    f"insert into {name} ({columns}) select {columns} from newer.{name}"
                )
        connection.execute(f"pragma application_id = {MARK}")
        connection.commit()
    older.replace(hub.path)


def _age_server(owner: str, revision: str) -> None:
    hub = ServerHub(owner)
    with hub.engine.begin() as connection:
        connection.execute(text("alter schema hub rename to newer"))
        connection.execute(text("create schema hub"))
        schema.upgrade_through(connection, revision)
        copied = {*inspect(connection).get_table_names(schema="hub"), *OWN} - {"alembic_version"}
        server_functions.make_functions(connection)
        for name in copied:
            found = inspect(connection).get_columns(name, schema="hub")
            columns = ", ".join(f'"{column["name"]}"' for column in found)
            connection.execute(
                text(f"insert into hub.{name} ({columns}) select {columns} from newer.{name}")
            )
        connection.execute(text("select setval(pg_get_serial_sequence('hub.journal', 'n'), "
                                "(select max(n) from hub.journal))"))  # fmt: skip
        server_functions.write_rules(connection)
        connection.execute(text("drop schema newer cascade"))
    hub.close()
