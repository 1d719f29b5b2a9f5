"""The command line of `mcdesk hub`: each act with its own arguments and its own page of help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.i18n import N_

if TYPE_CHECKING:
    from argparse import ArgumentParser

ADDRESS = N_("postgresql://login@server/database, or a path to a file")
OWNER = "postgresql://owner@server/database"
LOGIN = N_("the server's login")


def add_acts(hub: ArgumentParser, common: ArgumentParser) -> None:
    """Give `hub` its acts; `common` has what goes with all of them."""
    acts = hub.add_subparsers(dest="act", metavar="ACT", required=True)
    hub.set_defaults(
        address=None, file=None, login="", anyway=False, set_aside=False, json=False
    )  # what an act does not ask for

    def act(name: str, words: str, address: str = "") -> ArgumentParser:
        added = acts.add_parser(name, help=words, description=words, parents=[common])
        if address:
            added.add_argument("address", metavar="ADDRESS", help=address)
        return added

    init = act("init", N_("make a hub of a workspace, which belongs to it from then on"), ADDRESS)
    init.add_argument("--login", default="",
                      help=N_("on a server: that with which who works here will work"))  # fmt: skip
    join = act("join", N_("make a workspace on this computer of all that a hub holds"), ADDRESS)
    join.add_argument("file", metavar="FILE", type=Path, help=N_("the workspace to make here"))
    join.add_argument("--set-aside", action="store_true",
                      help=N_("a workspace that is FILE is kept under another name"))  # fmt: skip
    act("leave", N_("let a workspace belong to no hub any more; what waits is kept in it"))
    status = act("status", N_("tell where a workspace's hub is, and what waits for it"))
    status.add_argument("--json", action="store_true")
    person = act("add-person", N_("let a login of a server be a person of the directory"), OWNER)
    person.add_argument("file", metavar="PERSON", help=N_("who it is: name or id"))
    person.add_argument(
        "--login", required=True, help=N_("the server's login; a new one gets a password")
    )
    person.add_argument(
        "--anyway",
        action="store_true",
        help=N_("also where the person has another login, or the login is somebody else's"),
    )
    revoke = act("revoke", N_("let a login be no member any more; what it did stays"), OWNER)
    revoke.add_argument("--login", required=True, help=LOGIN)
    upgrade = act("upgrade", N_("bring a hub up to date with this program"), ADDRESS)
    upgrade.add_argument("--anyway", action="store_true",
                         help=N_("also where members' programs are too old for it"))  # fmt: skip
    rebuild = act("rebuild", N_("rebuild a hub that is gone or damaged from a workspace"))
    rebuild.add_argument(
        "address",
        metavar="ADDRESS",
        nargs="?",
        default=None,
        help=N_(
            "postgresql://login@server/database, or a path to a file; where it was, when left out"
        ),
    )
    rebuild.add_argument(
        "--login", default="", help=N_("on a server: that with which who works here will work")
    )
    act("move", N_("tell a workspace where its hub lies now"), ADDRESS)
    act("adopt", N_("take on what a server lost of people who are gone, as the office"))
