"""Who of a hub's people may log in at its server, and by which logins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.models.server_trouble import told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mcdesk.models.server_hub import ServerHub

REVOKED = text("SELECT person_id FROM hub.member GROUP BY person_id HAVING NOT bool_or(active)")

OTHERS = text(
    "SELECT login FROM hub.member WHERE person_id = :person AND login <> :login AND active"
    " ORDER BY login"
)


def must_have_no_other(connection: Connection, login: str, person_id: str) -> None:
    """Refuse a further login of a person; raises Refused where there is another one."""
    others = connection.execute(OTHERS, {"person": person_id, "login": login}).scalars().all()
    if others:
        words = N_("This person has a login already: {logins}. Nothing was changed. If it is lost, "
                   "revoke it first (mcdesk hub revoke); with --anyway the person gets a further "
                   "one, and all of them work.")  # fmt: skip
        raise Refused(Finding("has_login", words, {"logins": ", ".join(others)}))


def revoked(hub: ServerHub) -> frozenset[str]:
    """Return the people whose every login was revoked; raises Trouble where it is out of reach."""
    try:
        with told(hub.address), hub.engine.begin() as connection:
            return frozenset(str(each) for each in connection.execute(REVOKED).scalars())
    finally:
        hub.close()
