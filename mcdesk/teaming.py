"""Sharing a workspace with a team: its hub is made, joined, exchanged with and left.

Wires the protocol (`sync`) to the storage below it (`models`) for a desk.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_, _
from mcdesk.models import joining, schema
from mcdesk.models.hub import SqliteHub
from mcdesk.sync.syncing import synchronise

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.views import Changes, SyncReport
    from mcdesk.models.workspace import Workspace

SQLITE, SERVERS = "sqlite:///", ("postgresql://", "postgres://")


def hub_at(address: str) -> SqliteHub:
    """Return the hub at an address: a path, or `sqlite:///` and a path.

    Raises:
        Trouble: The address is of a kind that is not served.
    """
    if address.startswith(SERVERS):
        raise Trouble(
            "no_server",
            _("A hub on a PostgreSQL server cannot be used yet."),
            _("Use a file on a shared folder: sqlite:///path/to/team.mcdhub."),
        )
    return SqliteHub(Path(address.removeprefix(SQLITE)).absolute())


def make_hub(desk: DeskPort, address: str, progress: Progress | None = None) -> str:
    """Make a hub of a workspace, which is its first replica from then on; return the hub's id.

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
    path = hub_at(address).path
    hub = joining.make_hub(cast("Workspace", own.store), path, info.name, progress)
    try:
        hub_id, _schema, _head = hub.identity()
        for digest in own.kept_files():
            hub.put_file(own.file_path(digest), digest)
    finally:
        hub.close()
    own.follow(hub_id, address)
    own.note_synced()
    return hub_id


def join(path: Path, address: str, progress: Progress | None = None) -> None:
    """Make a workspace of all that a hub holds, as a replica of it.

    Raises:
        Trouble: The hub is out of reach, or the file cannot be made.
    """
    hub = hub_at(address)
    try:
        hub_id, made, _head = hub.identity()
        if made > schema.HEAD:
            raise Trouble(
                "newer_hub",
                _("The team’s hub was brought to a newer MC Desk."),
                _("Update the program to join it."),
            )
        workspace = joining.join(path, hub, progress)
        try:
            workspace.set_fact("hub", address)
            workspace.set_fact("hub_id", hub_id)
            workspace.settle()
        finally:
            workspace.close()
    finally:
        hub.close()


def exchange(desk: DeskPort, heard: Callable[[Changes], object] | None = None) -> SyncReport:
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
            _("Join a hub, or make one from this workspace: mcdesk hub init."),
        )
    hub = hub_at(state.address)
    try:
        return synchronise(own, hub, schema=schema.HEAD, heard=heard)
    finally:
        hub.close()
