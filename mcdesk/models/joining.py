"""From one to many: a workspace becomes a hub, and a hub's content becomes a workspace."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models.engines import translated
from mcdesk.models.hub import SqliteHub, cancelled, copy_tables
from mcdesk.models.workspace import Workspace

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from mcdesk.application.ports import Progress

CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents",
          "nextcloud", "owncloud", "box sync")  # fmt: skip


def must_be_shareable(path: Path) -> None:
    """Refuse a folder that a cloud copies about: no tool can synchronise a running database.

    Raises:
        Trouble: The folder is one of a cloud's (reliability.md, 2 and 4.3).
    """
    for part in path.absolute().parts:
        if any(cloud in part.casefold() for cloud in CLOUDS):
            raise Trouble(
                "cloud",
                _("{folder} is copied by a cloud service; a hub would be damaged there.").format(
                    folder=part
                ),
                _("Choose a folder on a file server, or a PostgreSQL server. A daily backup may "
                  "lie in the cloud."),
            )  # fmt: skip


def make_hub(workspace: Workspace, path: Path, name: str, progress: Progress | None) -> SqliteHub:
    """Make a hub of all that a workspace holds, with its whole history.

    Raises:
        Trouble: The place cannot be one, or the making was stopped.
    """
    must_be_shareable(path)
    return SqliteHub.create(path, workspace.engine, name, progress)


class Holding(Protocol):
    """A hub as who joins sees it: everything as of one moment."""

    def snapshot(self) -> AbstractContextManager[Connection]: ...


def join(path: Path, hub: Holding, progress: Progress | None) -> Workspace:
    """Make a workspace of all that a hub holds as of one moment; its caller settles it.

    Raises:
        Trouble: The file exists, the hub is out of reach, or the making was stopped.
    """
    workspace = Workspace.create(path)
    with ExitStack() as stack:
        stack.callback(workspace.close)
        with (
            hub.snapshot() as source,
            translated(str(path)),
            workspace.engine.begin() as target,
        ):
            if not copy_tables(source, target, progress):
                raise cancelled()
        stack.pop_all()
    return workspace
