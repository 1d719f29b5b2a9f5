"""Who of a hub's people may still log in at its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from mcdesk.models.server_trouble import told

if TYPE_CHECKING:
    from mcdesk.models.server_hub import ServerHub

REVOKED = text("SELECT person_id FROM hub.member GROUP BY person_id HAVING NOT bool_or(active)")


def revoked(hub: ServerHub) -> frozenset[str]:
    """Return the people whose every login was revoked; raises Trouble where it is out of reach."""
    try:
        with told(hub.address), hub.engine.begin() as connection:
            return frozenset(str(each) for each in connection.execute(REVOKED).scalars())
    finally:
        hub.close()
