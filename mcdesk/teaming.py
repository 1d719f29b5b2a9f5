"""A workspace of a team: its hub is joined, exchanged with and listened to.

Wires the protocol (`sync`) to the storage below it (`models`) for a desk.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from mcdesk import resources
from mcdesk.application.altered_hub import ALTERED
from mcdesk.application.healing import LOGIN
from mcdesk.application.hub_address import SUFFIX, must_be_complete
from mcdesk.application.hub_codes import NO_HUB_THERE
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.folders import data_folder
from mcdesk.hub_places import hub_at, kept_address
from mcdesk.i18n import N_, _
from mcdesk.models import joining, schema
from mcdesk.models.clocks import clock_of
from mcdesk.models.hub import SqliteHub
from mcdesk.models.hub_troubles import first_time, known_before
from mcdesk.paths import is_file, is_folder, named
from mcdesk.sync.files import bring_files
from mcdesk.sync.syncing import synchronise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.views import Changes, HubSight, SyncReport
    from mcdesk.models.server_hub import ServerHub


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
    from mcdesk.application.hub_codes import NO_MEMBER
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
        raise _no_file(hub.path)
    hub_id, made, _head = hub.identity()
    if made > schema.HEAD:
        raise Trouble(
            "newer_hub",
            _("The team’s hub was brought to a newer MC Desk."),
            _("Update the program to join it."),
        )
    return hub_id, person


def _no_file(path: Path) -> Trouble:
    """Return the Trouble of a place where no hub's file is; what a folder holds is named."""
    if is_folder(path):
        title = _("{folder} is a folder.").format(folder=path)
        found = named(path, "", SUFFIX)
        if len(found) == 1:
            words = _("The hub is a file in it. Is it {name}? Then give {path}.")
            return Trouble(NO_HUB_THERE, title, words.format(name=found[0].name, path=found[0]))
        if found:
            words = _("The hub is one of the files in it: {names}. Put its name behind the folder.")
            names = ", ".join(each.name for each in found[:8])
            return Trouble(NO_HUB_THERE, title, words.format(names=names))
    else:
        title = _("There is no hub at {path}.").format(path=path)
    return Trouble(NO_HUB_THERE, title, _(
        "Ask who made it where it lies and what it is called, and whether the folder is connected."
    ))  # fmt: skip


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
        with known_before(state.address):
            report = _noting(own, hub, heard, progress)
        own.note_rules(older=hub.had_older_rules)
        look_after(own, hub, restored=report.restored)
        if not report.older and not report.waiting and own.reserve():
            synchronise(own, hub, schema=schema.HEAD, heard=heard)
        return report
    finally:
        hub.close()


def _noting(
    own: ReplicaDesk,
    hub: SqliteHub | ServerHub,
    heard: Callable[[Changes], object] | None,
    progress: Progress | None,
) -> SyncReport:
    """Exchange, and remember whether the hub was found altered, and whom the login stands for.

    That is told where the exchange breaks off, too: it may be why.
    """
    try:
        report = _exchange(own, hub, heard, progress)
    except Trouble as trouble:
        if trouble.code == ALTERED:
            own.note_altered(trouble.title)
        raise
    finally:
        if hub.member is not None:
            own.note_login(hub.member)
    own.note_altered("")
    return report


def _exchange(
    own: ReplicaDesk,
    hub: SqliteHub | ServerHub,
    heard: Callable[[Changes], object] | None,
    progress: Progress | None,
) -> SyncReport:
    """Look once a day whether the hub is whole, then exchange with it.

    A clock that was wrong is compared again now and then, until it is right.
    """
    is_due = own.look_due()
    if is_due:
        hub.must_be_whole()
        own.note_looked()
    if is_due or own.clock_due():
        own.note_clock(clock_of(hub))
    return synchronise(own, hub, schema=schema.HEAD, heard=heard, progress=progress)


def look_after(own: ReplicaDesk, hub: SqliteHub | ServerHub, *, restored: bool = False) -> None:
    """Once a day tell the hub which program works here, and bring the files that it lacks.

    So an upgrade shuts nobody out unseen, and a hub that was rebuilt gets its files from whoever
    has them; at once where it was put back.
    """
    version = resources.version()
    due = own.report_due(f"{version} {schema.HEAD}")
    if due is None and not restored:
        return
    is_told = due is None
    with suppress(Trouble):  # what cannot be done now is done the next time
        if due is not None:
            hub.report(due, version)
        is_told = True
    with suppress(Trouble):
        bring_files(own, hub)
        if due is not None and is_told:
            own.note_reported(f"{version} {schema.HEAD}")
