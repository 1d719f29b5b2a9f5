"""What a database server says when it cannot be reached or refuses, in words for a person.

A connection that fails has no code, only a text: of libpq, in English, or of the server, in its
language; what is not known here counts as out of reach.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import DBAPIError

from mcdesk.application.hub_address import shown
from mcdesk.application.hub_codes import NO_ANSWER, NO_HUB_THERE, NO_MEMBER
from mcdesk.errors import Trouble
from mcdesk.i18n import N_, _
from mcdesk.models.hub import out_of_reach
from mcdesk.models.server_refusals import refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ASK = N_("Ask who looks after the hub.")
KNOWN = (
    (r"no password supplied",
     "login", N_("No password is known for this login."),
     N_("Give it: in the window under Password…, in scripts in the address (login:password@…) or "
        "in ~/.pgpass.")),
    (r"password authentication failed|authentication failed",
     "login", N_("The server does not know this login with this password."),
     N_("Check login and password, or ask who looks after the hub.")),
    (r"role .* does not exist",
     "login", N_("The server does not know this login."),
     N_("Check the login, or ask who looks after the hub.")),
    (r"database .* does not exist",
     "database", N_("The server has no database of this name."),
     N_("Check the end of the address, or ask who looks after the hub.")),
    (r"no pg_hba.conf entry|not permitted to log in|permission denied for database",
     "entry", N_("The server does not let this login in from this computer."), ASK),
    (r"could not translate host name|failed to resolve host|name or service not known|"
     r"nodename nor servname|no address associated|getaddrinfo failed",
     "server_name", N_("There is no server of this name on the network."),
     N_("Check the name behind the @. Away from the office, the VPN may be needed.")),
    (r"does not support SSL|SSL was required",
     "no_tls", N_("The server offers no encryption."),
     N_("Nothing was sent. Ask who looks after the server to switch on TLS.")),
    (r"does not match host name",
     "other_name", N_("The server’s certificate is for another name."),
     N_("Nothing was sent. Write the server’s name in the address as its certificate says it, or "
        "ask who looks after the server.")),
    (r"root certificate file .* does not exist|could not read root certificate",
     "no_authority", N_("The certificate to check the server by is not where the address says."),
     N_("Check sslrootcert in the address: the path of the file on this computer.")),
    (r"certificate",
     "certificate", N_("The server could not prove who it is."),
     N_("Nothing was sent. Ask who looks after the server for its certificate; do not go on "
        "without it.")),
)  # fmt: skip
"""What the text of an error means: a pattern, code, title and advice."""
OF_OWNER = (
    r"permission denied to (create|alter|grant) role|permission denied for table|must be owner"
)
"""What a server says to a member who does what only the database's owner may."""


@contextmanager
def told(address: str) -> Iterator[None]:
    """Turn the server's errors into Trouble that a person understands."""
    try:
        yield
    except DBAPIError as error:
        raise trouble_of(error.orig or error, address) from error
    except psycopg.Error as error:
        raise trouble_of(error, address) from error


def trouble_of(error: BaseException, address: str) -> Trouble:
    """Return what an error of the driver means; only what waiting may mend says so."""
    said = str(error).split("\n", 1)[0]
    state = getattr(error, "sqlstate", None) or ""
    if not state or state.startswith(("28", "3D")):
        for pattern, code, title, advice in KNOWN:
            if re.search(pattern, str(error), re.IGNORECASE):
                return Trouble(code, _(title), _(advice))
    if state == "57014":
        return no_answer()
    if not state or state.startswith(("08", "57", "53", "55")):
        return out_of_reach(shown(address))
    if state in ("42P01", "3F000"):
        return Trouble(
            NO_HUB_THERE,
            _("There is no hub in this database."),
            _("Check the end of the address, or ask who made the hub."),
        )
    if state == "42501" and "schema hub" in said:
        return no_member()
    if state == "42501" and re.search(OF_OWNER, said):
        return Trouble(
            "not_the_owner",
            _("This is for who owns the hub’s database, not for a member."),
            _("Give the address with the owner’s login, or ask who looks after the hub."),
        )
    diagnosed = getattr(error, "diag", None)
    return refusal_of(said, str(getattr(diagnosed, "message_detail", None) or ""))


def no_answer() -> Trouble:
    """Return the Trouble of a server that is there, and says nothing."""
    return Trouble(
        NO_ANSWER,
        _("The team’s hub does not answer."),
        _("Work goes on here, and is sent when it answers again."),
        retry=True,
    )


def not_let_in() -> Trouble:
    """Return the Trouble of a login of no member, where there is no workspace yet."""
    trouble = no_member()
    return Trouble(NO_MEMBER, trouble.title, _("Ask who looks after the hub to let it in."))


def no_member() -> Trouble:
    """Return the Trouble of a login that the server knows and the hub does not."""
    return Trouble(
        NO_MEMBER,
        _("This login is no member of the team’s hub."),
        _(
            "Ask who looks after the hub to let it in. What waits here stays, and can leave as a "
            "packet for somebody of the team."
        ),
    )
