"""From one to many: a workspace becomes a hub, and a hub's content becomes a workspace."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from mcdesk.application import shelf
from mcdesk.application.hub_address import SUFFIX
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models.checking_journal import check_copied
from mcdesk.models.copying import copy_tables
from mcdesk.models.engines import translated
from mcdesk.models.hub import SqliteHub, cancelled, must_be_free
from mcdesk.models.hub_troubles import newer_procedure, not_joinable
from mcdesk.models.schema import is_workspace
from mcdesk.models.share_trial import must_hold_locks
from mcdesk.models.unit_of_work import SqlReader
from mcdesk.models.whereabouts import whereabouts
from mcdesk.models.workspace import Workspace
from mcdesk.paths import is_file, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from mcdesk.application.ports import Progress
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import Whereabouts


def must_be_shareable(path: Path) -> Whereabouts:
    """Refuse a folder that a cloud copies about: no tool can synchronise a running database.

    Returns where it lies.

    Raises:
        Trouble: The folder is one of a cloud's (reliability.md, 2 and 4.3).
    """
    where = whereabouts(path)
    if where.kind == "cloud":
        raise Trouble(
            "cloud",
            _("{folder} is copied by a cloud service; a hub would be damaged there.").format(
                folder=where.name
            ),
            _("Choose a folder on a file server, or a PostgreSQL server. A daily backup may "
              "lie in the cloud."),
        )  # fmt: skip
    return where


def must_take_a_hub(path: Path) -> Whereabouts:
    """Refuse a place where no hub can be; return where it lies.

    Raises:
        Trouble: It is taken, a workspace, no folder, in a cloud's care, or fails the trial of its
            locks.
    """
    where = must_be_shareable(path)
    for file in (path, path.with_suffix("") if path.suffix == SUFFIX else path):
        _must_be_no_workspace(file)  # the window puts our ending behind what a person types
    must_be_free(path)
    must_hold_locks(path.parent)
    return where


def _must_be_no_workspace(path: Path) -> None:
    if is_file(path) and is_workspace(path):
        raise Trouble(
            "workspace",
            _("{path} is a workspace: one person works in it, and it cannot be the hub.").format(
                path=path
            ),
            _("Give the hub a file of its own, with a new name, where all of the team may write."),
        )


def must_be_own(path: Path) -> None:
    """Refuse a place for a workspace that is not on this computer's own disk.

    Raises:
        Trouble: It is on the network, or in a cloud's care (reliability.md, 4.3).
    """
    where = whereabouts(path)
    if where.kind != "here":
        raise Trouble(
            "not_here",
            _("{name} is not a disk of this computer.").format(name=where.name),
            _("A workspace lies on the computer itself, so that it is always there and nobody "
              "else writes to it. The team’s hub keeps what you share."),
        )  # fmt: skip


def make_hub(workspace: Workspace, path: Path, name: str, progress: Progress | None) -> SqliteHub:
    """Make a hub of all that a workspace holds, with its whole history.

    Raises:
        Trouble: The place cannot be one, or the making was stopped.
    """
    must_be_shareable(path)
    return SqliteHub.create(path, workspace.engine, name, progress)


@dataclass(frozen=True)
class Watch:
    """Who watches a joining.

    `progress` is told how far it is, and may stop it; `early` reads what a board is made of, while
    the history is still to come; `compares` hears that everything came and is compared now.
    """

    progress: Progress | None = None
    early: Callable[[Reader], object] | None = None
    compares: Callable[[], object] | None = None


NOBODY = Watch()
COPYING = 40
"""So many hundredths of a joining go by until everything came; the rest takes comparing."""


class Holding(Protocol):
    """A hub as who joins sees it: everything as of one moment."""

    def snapshot(self) -> AbstractContextManager[Connection]: ...


def join(path: Path, hub: Holding, watch: Watch = NOBODY) -> Workspace:
    """Make a workspace of all that a hub holds as of one moment; its caller settles it.

    The hub is held only until everything came: what came is compared without it.

    Raises:
        Trouble: The file exists, the hub is out of reach or was altered, its procedure is newer
            than this program, or the making was stopped.
    """
    workspace = Workspace.create(path)
    with ExitStack() as stack:
        stack.callback(workspace.close)
        with translated(str(path)), workspace.engine.begin() as target:
            _take_over(hub, target, watch, str(path))
        stack.pop_all()
    return workspace


def _take_over(hub: Holding, target: Connection, watch: Watch, path: str) -> None:
    """Copy everything, then compare it; raises Trouble where it cannot be gone on from."""
    copying, comparing = parts_of(watch.progress, COPYING)
    look = partial(watch.early, SqlReader(target)) if watch.early is not None else None
    with hub.snapshot() as source:
        if not copy_tables(source, target, copying, look, path):
            raise cancelled()
    if not shelf.knows_newest(SqlReader(target)):
        raise newer_procedure()
    if watch.compares is not None:
        watch.compares()
    found = check_copied(target, comparing)
    if found is None:
        raise cancelled()
    if found:
        raise not_joinable(found)


@contextmanager
def gone_unless_done(path: Path) -> Iterator[None]:
    """Take a workspace that was begun away where it does not come to its end.

    What was there before is left alone, so that the next try finds its place as this one did.
    """
    before = named(path.parent, path.name)
    with ExitStack() as stack:
        if path not in before:
            stack.callback(_take_away, path, before)
        yield
        stack.pop_all()


def _take_away(path: Path, before: list[Path]) -> None:
    for left in named(path.parent, path.name):
        if left not in before:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()


def parts_of(progress: Progress | None, first: int = 80) -> tuple[Progress | None, Progress | None]:
    """Return the two parts of a progress: the first takes so many of its hundred steps."""
    if progress is None:
        return None, None

    def part(begin: int, share: int, done: int, of: int) -> bool:
        return progress(begin + share * done // max(of, 1), 100)

    return partial(part, 0, first), partial(part, first, 100 - first)
