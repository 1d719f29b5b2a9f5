"""Bringing a hub on a server to this program's schema, as the owner of its database.

Tables, functions, rights and rules in one transaction: either all of it, or the hub is as it was.
Nobody pushes meanwhile; members who read wait for the end.
"""

from __future__ import annotations

from sqlalchemy import text

from mcdesk.models import schema
from mcdesk.models.server_functions import (
    drop_functions,
    make_functions,
    must_not_be_older,
    write_rules,
)
from mcdesk.models.server_hub import LONG, ServerHub

LOCK = text("SELECT value FROM hub.workspace WHERE key = 'hub_id' FOR UPDATE")
VERSION = text("SELECT version_num FROM hub.alembic_version")


def upgrade(address: str) -> str:
    """Bring a hub up to date, its functions in any case; return the schema that it had.

    Raises:
        Trouble: The server is out of reach, has no hub, or functions of a newer program; or the
            login does not own it.
    """
    hub = ServerHub(address)
    try:
        with hub.line.transaction(LONG) as connection:
            connection.execute(LOCK)
            before = str(connection.execute(VERSION).scalar_one())
            if before > schema.HEAD:
                return before
            must_not_be_older(connection)
            if before < schema.HEAD:
                drop_functions(connection.connection.cursor())
                schema.upgrade_through(connection)
            make_functions(connection)
            write_rules(connection)
    finally:
        hub.close()
    return before
