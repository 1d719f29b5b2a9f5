"""The address of a hub on a server, read part by part; what is wrong with it is said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_

SUFFIX = ".mcdhub"
"""Of a hub in a file."""
SCHEMES = ("postgresql", "postgres")
_LOGIN_SECRET = re.compile(r"(?s)(:/{1,2}[^:/@\s]*):.*@")
"""A password has any sign in it where it is typed as it is, so it ends at the last @ only."""
_NAMED_SECRET = re.compile(r"(?i)(\w*password\s*=\s*)('[^']*'?|[^\s&]*)")
"""As libpq takes it: in the query of an address, or among words ("Connection Strings")."""
USUAL_PORT, LAST_PORT = 5432, 65535
PORT = N_("The port, behind the server’s name and a colon, is a number up to 65535.")


@dataclass(frozen=True, slots=True)
class HubAddress:
    """An address with its parts. `more` is what follows a question mark."""

    login: str
    secret: str
    server: str
    port: int
    database: str
    more: str = ""

    def text(self, *, secret: str = "") -> str:
        """Return the address, without a password or with the one given."""
        who = quote(self.login, safe="") + (f":{quote(secret, safe='')}" if secret else "")
        port = f":{self.port}" if self.port != USUAL_PORT else ""
        server = f"[{self.server}]" if ":" in self.server else self.server
        more = f"?{self.more}" if self.more else ""
        return f"postgresql://{who}@{server}{port}/{quote(self.database, safe='')}{more}"


def is_server(address: str) -> bool:
    """Tell whether an address names a database server, and not a file."""
    return address.strip().casefold().startswith(tuple(f"{name}:" for name in SCHEMES))


def shown(address: str) -> str:
    """Return an address as it may be shown: without its password, however wrong it is."""
    return _NAMED_SECRET.sub(r"\1…", _LOGIN_SECRET.sub(r"\1@", address))


def read_address(text: str) -> HubAddress:
    """Return the parts of `postgresql://login@server:port/database`.

    Raises:
        Refused: It is none; the finding says which part is missing or wrong.
    """
    text = text.strip()
    if not text:
        raise _wrong(N_("Type the address that you were given."))
    if re.search(r"\s", text):
        raise _wrong(N_("There is a space in the address; it has none."))
    scheme, mark, _rest = text.partition("://")
    if not mark:
        raise _wrong(N_("It begins with postgresql://, then login@server/database."))
    if scheme.casefold() not in SCHEMES:
        raise _wrong(N_("“{scheme}” is no hub’s kind: the address begins with postgresql://."),
                     scheme=scheme[:40])  # fmt: skip
    try:
        parts = urlsplit(text)
        port = parts.port or USUAL_PORT
    except ValueError as error:
        raise _wrong(PORT) from error
    if not parts.username:
        raise _wrong(N_("The login is missing: it stands before the @, as in login@server."))
    if not parts.hostname and "host=" not in parts.query:
        raise _wrong(N_("The server is missing: it stands behind the @, as in login@server."))
    database = unquote(parts.path.strip("/"))
    if not database:
        raise _wrong(N_("The database is missing: it stands at the end, behind a /."))
    if "/" in database:
        raise _wrong(N_("The database is one word behind the server: there is one / too many."))
    secret = unquote(parts.password or "")
    login = unquote(parts.username)
    return HubAddress(login, secret, parts.hostname or "", port, database, parts.query)


def must_be_complete(address: str) -> None:
    """Refuse a server's address that lacks a part, as a person types it; a file's has none."""
    if is_server(address):
        read_address(address)


def _wrong(text: str, **params: str) -> Refused:
    return Refused(Finding("address", text, params))
