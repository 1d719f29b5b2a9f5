"""Who of a hub's people may log in at its server, and by which logins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import sql
from sqlalchemy import text

from mcdesk.application.views import MemberLogin
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.models.server_functions import team_of
from mcdesk.models.server_hub import ServerHub
from mcdesk.models.server_trial import has_login
from mcdesk.models.server_trouble import told

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVOKE = text(
    "UPDATE hub.member SET active = false WHERE login = :login AND active RETURNING login"
)
LOGINS = text("SELECT login::text, person_id, active FROM hub.member ORDER BY login")
REVOKED = text("SELECT person_id FROM hub.member GROUP BY person_id HAVING NOT bool_or(active)")

OTHERS = text(
    "SELECT login FROM hub.member WHERE person_id = :person AND login <> :login AND active"
    " ORDER BY login"
)


OWNER = text(
    "SELECT coalesce(p.name, m.person_id) FROM hub.member m LEFT JOIN hub.person p"
    " ON p.id = m.person_id WHERE m.login = :login AND m.person_id <> :person AND m.active"
)

OWNS = text(
    "SELECT EXISTS (SELECT 1 FROM pg_roles r, pg_namespace n WHERE r.rolname = :login"
    " AND n.nspname = 'hub' AND pg_has_role(r.oid, n.nspowner, 'MEMBER'))"
)


def must_be_nobodys(connection: Connection, login: str, person_id: str) -> None:
    """Refuse to take a login from whom it stands for; raises Refused where that is somebody."""
    owner = connection.execute(OWNER, {"person": person_id, "login": login}).scalar()
    if owner is not None:
        words = N_("“{login}” is the login of {name}, who would lose it. Nothing was changed. "
                   "Choose another login; with --anyway it goes to this person.")  # fmt: skip
        raise Refused(Finding("login_taken", words, {"login": login, "name": str(owner)}))


def must_have_no_other(connection: Connection, login: str, person_id: str) -> None:
    """Refuse a further login of a person; raises Refused where there is another one."""
    others = connection.execute(OTHERS, {"person": person_id, "login": login}).scalars().all()
    if others:
        words = N_("This person has a login already: {logins}. Nothing was changed. If it is lost, "
                   "revoke it first (mcdesk hub revoke); with --anyway the person gets a further "
                   "one, and all of them work.")  # fmt: skip
        raise Refused(Finding("has_login", words, {"logins": ", ".join(others)}))


def must_not_own_it(connection: Connection, login: str) -> None:
    """Refuse a login that owns the hub, or acts as who does; raises Refused where it is one."""
    if connection.execute(OWNS, {"login": login}).scalar():
        words = N_("“{login}” owns the hub, or has the rights of who does: no rule of the hub "
                   "binds that login. Nothing was changed. Choose a login of the person’s own; "
                   "with --anyway the person gets this one.")  # fmt: skip
        raise Refused(Finding("owner", words, {"login": login}))


def revoked(hub: ServerHub) -> frozenset[str]:
    """Return the people whose every login was revoked; raises Trouble where it is out of reach."""
    try:
        with told(hub.address), hub.engine.begin() as connection:
            return frozenset(str(each) for each in connection.execute(REVOKED).scalars())
    finally:
        hub.close()


def logins(hub: ServerHub) -> tuple[MemberLogin, ...]:
    """Return who is or was a member by which login; raises Trouble where it is out of reach."""
    try:
        with hub.line.transaction() as connection:
            return tuple(MemberLogin(*row) for row in connection.execute(LOGINS))
    finally:
        hub.close()


def add_member(
    address: str, login: str, person_id: str, password: str = "", *, also: bool = False
) -> bool:
    """Let a login of the server be a person of the directory; True where it had to be made.

    `also` lets the person have a further login, one that stands for somebody else, or the owner's.

    Raises:
        Refused: The person has another login, or the login is somebody else's or the owner's.
        Trouble: It cannot be a member's login, or the server refuses.
    """
    hub = ServerHub(address)
    with hub.line.transaction() as connection:
        team = team_of(connection)
        is_known = has_login(connection, login)
        if not also:
            must_not_own_it(connection, login)
            must_be_nobodys(connection, login, person_id)
            must_have_no_other(connection, login, person_id)
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor:
            if not is_known:
                made = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                secret = sql.Literal(password or None)
                cursor.execute(made.format(sql.Identifier(login), secret))
            grant = sql.SQL("GRANT {} TO {}")
            cursor.execute(grant.format(sql.Identifier(team), sql.Identifier(login)))
            cursor.execute(
                "INSERT INTO hub.member VALUES (%s, %s, true) ON CONFLICT (login) DO UPDATE "
                "SET person_id = excluded.person_id, active = true",
                (login, person_id),
            )
    hub.close()
    return not is_known


def revoke_member(address: str, login: str) -> bool:
    """Let a login be no member any more; what it did stays. False where it was none."""
    hub = ServerHub(address)
    with hub.line.transaction() as connection:
        found = connection.execute(REVOKE, {"login": login}).scalar()
        if found is not None:
            driver: Any = connection.connection.driver_connection
            names = sql.Identifier(team_of(connection)), sql.Identifier(login)
            driver.execute(sql.SQL("REVOKE {} FROM {}").format(*names))
    hub.close()
    return found is not None
