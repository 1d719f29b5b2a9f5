"""What is looked at before a hub is made on a server, cheapest first, so that it is made whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from mcdesk.errors import Trouble
from mcdesk.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

NEEDS = 160_000
"""PostgreSQL 16, as its `server_version_num` says it."""
MAY = text("SELECT has_database_privilege(current_database(), 'CREATE')")
OWNER = text("SELECT rolname = :login FROM pg_roles WHERE rolname = current_user")
MAKES = text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
LOGIN = text("SELECT rolsuper FROM pg_roles WHERE rolname = :login")
LONGEST = 63
"""Bytes of a login, behind which PostgreSQL cuts names off (its `NAMEDATALEN`)."""


def must_take_a_hub(connection: Connection) -> None:
    """Refuse a database in which no hub can be made by this login.

    Raises:
        Trouble: The server is too old, has a hub, or the login may not make one.
    """
    if int(connection.execute(text("SHOW server_version_num")).scalar_one()) < NEEDS:
        raise Trouble(
            "old_server",
            _("The server is older than PostgreSQL 16."),
            _("Ask who looks after it for a newer one."),
        )
    if connection.execute(text("SELECT to_regnamespace('hub')")).scalar() is not None:
        raise Trouble(
            "exists",
            _("There is a hub in this database already."),
            _("Join it, or make the hub in a database of its own."),
        )
    if not (connection.execute(MAY).scalar() and connection.execute(MAKES).scalar()):
        raise Trouble(
            "no_owner",
            _("This login may not make a hub in this database."),
            _("It takes the login that owns the database and may make roles. Ask who looks after "
              "the server."),
        )  # fmt: skip


def must_not_be_the_owner(connection: Connection, login: str) -> None:
    """Refuse to make a hub whose first member would own it; raises Trouble where it is so."""
    if connection.execute(OWNER, {"login": login}).scalar():
        raise Trouble(
            "owner",
            _("{login} owns the database, and no rule of the hub would bind it.").format(
                login=login
            ),
            _("Nothing was made. Name a login of your own, with which you work at the hub."),
        )


def has_login(connection: Connection, login: str) -> bool:
    """Tell whether the server knows a member's login already.

    Raises:
        Trouble: It cannot be the login of a member: it is none, or no rule of the hub binds it.
    """
    is_plain = login.isprintable() and not set(login) & set(" \"'`;")
    if not is_plain or len(login.encode()) > LONGEST:
        raise Trouble(
            "bad_login",
            _("“{login}” cannot be a login.").format(login=login[:LONGEST]),
            _("Use at most 63 letters, digits, dots, hyphens and underlines, without blanks."),
        )
    is_superuser = connection.execute(LOGIN, {"login": login}).scalar()
    if is_superuser:
        raise Trouble(
            "superuser",
            _("{login} is a superuser of the server, whom no rule of the hub binds.").format(
                login=login
            ),
            _("Nothing was changed. Choose a login of the person’s own."),
        )
    return is_superuser is not None
