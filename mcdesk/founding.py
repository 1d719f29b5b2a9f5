"""A team’s hub is made, where it can be made, and gets its members."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from mcdesk.application import namesakes
from mcdesk.application.hub_address import SUFFIX, is_server
from mcdesk.application.views import HubSight
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.hub_places import path_of
from mcdesk.i18n import N_, _
from mcdesk.models import joining, schema
from mcdesk.models.checking_journal import check_copied
from mcdesk.models.hub import cancelled
from mcdesk.models.hub_troubles import first_time, listed
from mcdesk.paths import with_ending
from mcdesk.signing.passwords import can_keep, keep_password, password_of
from mcdesk.sync.files import bring_files
from mcdesk.sync.syncing import synchronise

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.models.hub import SqliteHub
    from mcdesk.models.server_hub import ServerHub
    from mcdesk.models.unit_of_work import SqlReader
    from mcdesk.models.workspace import Workspace

COMPARING = 40
"""So many hundredths of the making go by until the workspace was compared with its journal."""


@first_time()
def make_hub(
    desk: DeskPort,
    address: str,
    login: str = "",
    secret: str = "",
    progress: Progress | None = None,
) -> str:
    """Make a hub of a workspace, which is its first replica from then on; return the hub's id.

    Args:
        desk: The workspace's.
        address: Where; on a server that of the owner of an empty database.
        login: On a server, the login of who works here.
        secret: Its password; one that is new gets it, or one that is made up.
        progress: Told as it goes on; it may stop it until the hub is made, of which it hears.

    Raises:
        Refused: The workspace is the sample, or has a hub already.
        Trouble: The place cannot be a hub, or the workspace is damaged.
    """
    own = cast("ReplicaDesk", desk)
    info, state = own.info(), own.replica()
    if info.sample:
        raise Refused(Finding("sample", N_("The sample can never become a team’s workspace.")))
    if state.hub_id:
        text = N_("This workspace belongs to a hub already: {address}.")
        raise Refused(Finding("has_hub", text, {"address": state.address}))
    hub: SqliteHub | ServerHub
    comparing, making = joining.parts_of(progress, COMPARING)
    if is_server(address):
        _must_be_sound(own, comparing)
        hub, address = _server_hub(own, address, login, secret, making)
    else:
        path = with_ending(path_of(address), SUFFIX)
        address = str(path)
        joining.must_take_a_hub(path)
        _must_be_sound(own, comparing)
        hub = joining.make_hub(cast("Workspace", own.store), path, info.name, making)
    try:
        hub_id, _schema, _head = hub.identity()
        own.follow(hub_id, address)
        own.note_synced()
        if progress is not None:
            progress(1, 1)
        if is_server(address):
            own.note_login(own.person_id)
        with suppress(Trouble):  # before anybody joins, so that the numbers go on here
            if own.reserve():
                synchronise(own, hub, schema=schema.HEAD)
        with suppress(Trouble):  # the hub is made: its files are owed, as in `look_after`
            bring_files(own, hub, progress)
    finally:
        hub.close()
    return hub_id


def _must_be_sound(own: ReplicaDesk, progress: Progress | None) -> None:
    """Refuse to make a hub of what does not hold together: nobody could join it.

    Raises:
        Trouble: It is damaged, or the comparing was stopped.
    """
    with own.store.read() as reader:
        found = check_copied(cast("SqlReader", reader).connection, progress)
    if found is None:
        raise cancelled()
    if found:
        raise Trouble(
            "unsound",
            _("This workspace is damaged: {text}.").format(text=listed(found)),
            _("No hub was made: nobody could join it. Restore an earlier backup of this "
              "workspace; “mcdesk check” says all that is wrong."),
        )  # fmt: skip


def _server_hub(
    own: ReplicaDesk, address: str, login: str, secret: str, progress: Progress | None
) -> tuple[ServerHub, str]:
    """Make a hub on a server as its owner; return it as a member sees it, and that address.

    What stands at the address is looked at first, then the login, so that nothing is half made.
    """
    from mcdesk.models import server_hub

    is_known = server_hub.look(address, login)
    if not login:
        raise Refused(Finding("login", N_("Name the login with which you will work at the hub.")))
    member = server_hub.address_for(address, login)
    secret = secret or password_of(member)
    if is_known:
        server_hub.ServerHub(member, secret).knock()
    else:
        _must_have_secret(secret)
    engine = cast("Workspace", own.store).engine
    server_hub.create(address, engine, own.info().name, progress).close()
    secret = add_member(own, address, login, own.person_id, secret)
    return server_hub.ServerHub(member, secret or password_of(member)), member


def _must_have_secret(secret: str) -> None:
    """Refuse a new login whose password could be kept nowhere."""
    if not secret and not can_keep():
        raise Refused(Finding("no_keyring", N_(
            "This computer has no keyring to keep a made-up password in: choose one for your own "
            "login (in scripts: MCDESK_HUB_PASSWORD)."
        )))  # fmt: skip


def add_member(
    desk: DeskPort,
    address: str,
    login: str,
    person: str,
    secret: str = "",
    *,
    also: bool = False,
) -> str:
    """Let a login of a server be a person of the directory; return the password of a new one.

    `secret` is the password of a login that is known, or that a new one is to get; `also` lets it
    be a further login of a person who has one.

    Raises:
        Refused: The person is not in the directory, or has another login.
    """
    from mcdesk.models import server_hub, server_members

    known = [line.id for line in desk.info().persons if person in (line.id, line.name)]
    if len(known) > 1:
        raise Refused(namesakes.ambiguous(person, known))
    if not known:
        text = N_("“{ref}” is not in the directory. Add the person first.")
        raise Refused(Finding("unknown_person", text, {"ref": person[:120]}))
    given = secret or secrets.token_urlsafe(18)
    made = server_members.add_member(address, login, known[0], given, also=also)
    if (made or secret) and known[0] == desk.info().person_id:
        keep_password(server_hub.address_for(address, login), given)
    return given if made else ""


def revoke(address: str, login: str) -> bool:
    """Let a login be no member of a hub any more; False where it was none."""
    from mcdesk.models import server_members

    return server_members.revoke_member(address, login)


@first_time()
def look_at_place(address: str, login: str = "", secret: str = "") -> HubSight:
    """Look whether a hub can be made at an address, without making it.

    Raises:
        Trouble: It cannot; the title says why.
    """
    if not is_server(address):
        return HubSight(joining.must_take_a_hub(path_of(address)))
    from mcdesk.models import server_hub

    is_known = server_hub.look(address, login)
    if is_known and secret:
        server_hub.ServerHub(server_hub.address_for(address, login), secret).knock()
    elif not is_known:
        _must_have_secret(secret or password_of(server_hub.address_for(address, login)))
    return HubSight(server_hub.ServerHub(address).where)
