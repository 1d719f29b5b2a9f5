"""Where hubs are: their addresses, and the hub at one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.application.hub_address import SUFFIX, is_server, shown
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models.hub import SqliteHub
from mcdesk.paths import is_file, with_ending
from mcdesk.signing.passwords import keep_password, password_of

if TYPE_CHECKING:
    from mcdesk.models.server_hub import ServerHub

SQLITE = "sqlite:///"


def hub_at(address: str) -> SqliteHub | ServerHub:
    """Return the hub at an address: `postgresql://…`, a path, or `sqlite:///` and a path.

    Raises:
        Trouble: It is no address.
    """
    if not is_server(address):
        return SqliteHub(_there(address))
    from mcdesk.models.server_hub import ServerHub
    from mcdesk.models.server_line import split_secret

    bare, secret = split_secret(address)
    return ServerHub(bare, secret or password_of(bare))


def path_of(address: str) -> Path:
    """Return the whole path of a hub's file; raises Trouble where the address names none."""
    given = address.removeprefix(SQLITE)
    if not given.strip() or "://" in given:
        raise Trouble(
            "address",
            _("“{address}” is no address of a hub.").format(address=shown(address)[:120]),
            _("It looks like postgresql://login@server/database, or is the path of a file."),
        )
    return Path(given).absolute()


def _there(address: str) -> Path:
    """Return the path of a hub's file that is there: the one named, or that with our ending."""
    path = path_of(address)
    ended = with_ending(path, SUFFIX)
    return ended if not is_file(path) and is_file(ended) else path


def kept_address(address: str) -> str:
    """Return an address as a workspace keeps it: its password goes to the keyring."""
    if not is_server(address):
        return str(_there(address))
    from mcdesk.models.server_line import split_secret

    bare, secret = split_secret(address)
    if secret:
        keep_password(bare, secret)
    return bare
