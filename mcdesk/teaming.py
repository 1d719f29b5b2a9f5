"""Sharing a workspace with a team: its hub is made, joined, exchanged with and left.

Wires the protocol (`sync`) to the storage below it (`models`) for a desk.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mcdesk import resources
from mcdesk.application import namesakes
from mcdesk.application.healing import LOGIN
from mcdesk.application.hub_address import SUFFIX, is_server, must_be_complete, shown
from mcdesk.application.views import HubSight
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.folders import data_folder
from mcdesk.i18n import N_, _
from mcdesk.models import joining, schema
from mcdesk.models.hub import SqliteHub
from mcdesk.models.hub_troubles import first_time
from mcdesk.paths import is_file, is_folder, with_ending
from mcdesk.signing.passwords import can_keep, keep_password, password_of
from mcdesk.sync.files import bring_files
from mcdesk.sync.syncing import synchronise

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.views import Changes, SyncReport
    from mcdesk.models.server_hub import ServerHub
    from mcdesk.models.workspace import Workspace

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


def _path(address: str) -> Path:
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
    path = _path(address)
    ended = with_ending(path, SUFFIX)
    return ended if not is_file(path) and is_file(ended) else path


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
        Trouble: The place cannot be a hub.
    """
    own = cast("ReplicaDesk", desk)
    info, state = own.info(), own.replica()
    if info.sample:
        raise Refused(Finding("sample", N_("The sample can never become a team’s workspace.")))
    if state.hub_id:
        text = N_("This workspace belongs to a hub already: {address}.")
        raise Refused(Finding("has_hub", text, {"address": state.address}))
    hub: SqliteHub | ServerHub
    if is_server(address):
        hub, address = _server_hub(own, address, login, secret, progress)
    else:
        path = _path(address)
        address = str(path)
        joining.must_take_a_hub(path)
        hub = joining.make_hub(cast("Workspace", own.store), path, info.name, progress)
    try:
        hub_id, _schema, _head = hub.identity()
        own.follow(hub_id, address)
        own.note_synced()
        if progress is not None:
            progress(1, 1)
        if is_server(address):
            own.note_login(own.person_id)
        with suppress(Trouble):  # the hub is made: its files are owed, as in `look_after`
            bring_files(own, hub)
    finally:
        hub.close()
    return hub_id


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


def listen(address: str, heard: Callable[[], object], is_over: Callable[[], bool]) -> None:
    """Call `heard` whenever somebody pushes to a hub on a server, until it is over."""
    hub = hub_at(address)
    if not isinstance(hub, SqliteHub):
        hub.listen(heard, is_over)


@first_time()
def join(
    path: Path,
    address: str,
    watch: joining.Watch = joining.NOBODY,
    wanted: str = "",
) -> str:
    """Make a workspace of all that a hub holds, as a replica of it; return who its login is.

    What was begun is taken away where it does not come to its end. `wanted` is who is to work in
    it (name or id).

    Raises:
        Refused: The login stands for somebody else than who is wanted.
        Trouble: The hub is out of reach, or the file cannot be made.
    """
    folder = path.absolute().parent
    if not is_folder(folder) and folder != data_folder():  # the program makes only its own
        raise Trouble(
            "folder",
            _("There is no folder {folder}.").format(folder=folder),
            _("Choose one on this computer that is there."),
        )
    joining.must_be_own(path)
    must_be_complete(address)
    hub = hub_at(address)
    try:
        hub_id, person = _joinable(hub)
        if wanted and person:
            _must_stand_for(wanted, person, hub)
        workspace = joining.join(path, hub, watch)
        try:
            workspace.set_fact("hub", kept_address(address))
            workspace.set_fact("hub_id", hub_id)
            if person:
                workspace.set_fact("person", person)
                workspace.set_fact(LOGIN, f"{person} {kept_address(address)}")
            workspace.settle()
        finally:
            workspace.close()
    finally:
        hub.close()
    return person


def _must_stand_for(wanted: str, person: str, hub: SqliteHub | ServerHub) -> None:
    """Refuse to work as another one than the login's: the hub takes nothing of what they do."""
    if wanted.casefold() not in hub.words_for(person):
        name = hub.sight(person).person
        text = N_("This login stands for {name}: the hub takes nothing done by {wanted} with it. "
                  "Leave --as away, or join with the login of {wanted}.")  # fmt: skip
        raise Refused(Finding("other_login", text, {"name": name, "wanted": wanted[:120]}))


def _member(hub: ServerHub) -> str:
    """Return whom the login of a server stands for; raises Trouble where it is nobody."""
    from mcdesk.models.hub_troubles import NO_MEMBER
    from mcdesk.models.server_trouble import not_let_in

    try:
        person = hub.person()
    except Trouble as trouble:
        if trouble.code != NO_MEMBER:
            raise
        raise not_let_in() from trouble
    if not person:
        raise not_let_in()
    return person


def _joinable(hub: SqliteHub | ServerHub) -> tuple[str, str]:
    """Return the id of a hub that this program can join, and whom a server's login stands for.

    Raises:
        Trouble: It cannot be joined.
    """
    person = "" if isinstance(hub, SqliteHub) else _member(hub)
    if isinstance(hub, SqliteHub) and not is_file(hub.path):
        raise Trouble(
            "no_hub_there",
            _("There is no hub at {path}.").format(path=hub.path),
            _(
                "Ask who made it where it lies and what it is called, and whether the folder is "
                "connected."
            ),
        )
    hub_id, made, _head = hub.identity()
    if made > schema.HEAD:
        raise Trouble(
            "newer_hub",
            _("The team’s hub was brought to a newer MC Desk."),
            _("Update the program to join it."),
        )
    return hub_id, person


@first_time()
def look_at_hub(address: str) -> HubSight:
    """Look whether a hub can be joined at an address; return what is there.

    Raises:
        Trouble: It is out of reach, no hub, too new or too old, or does not know the login.
    """
    must_be_complete(address)
    hub = hub_at(address)
    try:
        _hub_id, person = _joinable(hub)
        return hub.sight(person)
    finally:
        hub.close()


@first_time()
def look_at_place(address: str, login: str = "", secret: str = "") -> HubSight:
    """Look whether a hub can be made at an address, without making it.

    Raises:
        Trouble: It cannot; the title says why.
    """
    if not is_server(address):
        return HubSight(joining.must_take_a_hub(_path(address)))
    from mcdesk.models import server_hub

    is_known = server_hub.look(address, login)
    if is_known and secret:
        server_hub.ServerHub(server_hub.address_for(address, login), secret).knock()
    elif not is_known:
        _must_have_secret(secret or password_of(server_hub.address_for(address, login)))
    return HubSight(server_hub.ServerHub(address).where)


def kept_address(address: str) -> str:
    """Return an address as a workspace keeps it: its password goes to the keyring."""
    if not is_server(address):
        return str(_there(address))
    from mcdesk.models.server_line import split_secret

    bare, secret = split_secret(address)
    if secret:
        keep_password(bare, secret)
    return bare


def exchange(
    desk: DeskPort,
    heard: Callable[[Changes], object] | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Synchronise a workspace with its hub.

    Raises:
        Trouble: It has no hub, or the hub is out of reach, another one, too new or altered.
    """
    own = cast("ReplicaDesk", desk)
    state = own.replica()
    if not state.hub_id:
        raise Trouble(
            "no_replica",
            _("This workspace is not shared with a team."),
            _("Share it on its team page, “{button}”, or join a team.").format(
                button=_("Share with a team…")
            ),
        )
    hub = hub_at(state.address)
    try:
        if own.look_due():
            hub.must_be_whole()
            own.note_looked()
            if not isinstance(hub, SqliteHub):
                own.note_login(hub.person())
        report = synchronise(own, hub, schema=schema.HEAD, heard=heard, progress=progress)
        own.note_rules(older=hub.had_older_rules)
        look_after(own, hub, restored=report.restored)
        if not report.older and not report.waiting and own.reserve():
            synchronise(own, hub, schema=schema.HEAD, heard=heard)
        return report
    finally:
        hub.close()


def look_after(own: ReplicaDesk, hub: SqliteHub | ServerHub, *, restored: bool = False) -> None:
    """Once a day tell the hub which program works here, and bring the files that it lacks.

    So an upgrade shuts nobody out unseen, and a hub that was rebuilt gets its files from whoever
    has them; at once where it was put back.
    """
    version = resources.version()
    due = own.report_due(f"{version} {schema.HEAD}")
    if due is None and not restored:
        return
    with suppress(Trouble):  # what cannot be done now is done the next time
        bring_files(own, hub)
        if due is not None:
            hub.report(due, version)
            own.note_reported(f"{version} {schema.HEAD}")
