"""A hub's file rebuilt from a workspace, where it is gone or damaged (design.md, section 6).

It is the same hub: it keeps its id, so that every replica finds it, compares the hash that it
remembers, and brings what was confirmed behind it. Where a damaged hub can still be read so far,
what it had behind the workspace's last entry is taken over first.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mcdesk.application.hub_codes import DAMAGED, GONE, is_another
from mcdesk.application.journal import Head, chained
from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.models import checking, schema
from mcdesk.models.aside import set_aside
from mcdesk.models.confirmed import confirmed_copy
from mcdesk.models.hub import SqliteHub, out_of_reach
from mcdesk.models.hub_troubles import is_behind, is_well, unreadable
from mcdesk.models.unit_of_work import SqlReader
from mcdesk.paths import is_file, is_folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from mcdesk.application.journal import Line
    from mcdesk.models.hub_reading import HubReading

LOST = (GONE, DAMAGED, "not_a_hub", "no_hub_there")
FILE_AND_JOURNAL = ("", "-journal")


def rebuild(
    hub: SqliteHub,
    workspace: Path,
    facts: dict[str, str],
    mine: Head,
    now: datetime,
    known: Path,
    *,
    altered: bool = False,
) -> Path | None:
    """Rebuild a hub's file from a workspace; return where a damaged one is kept now, if any.

    Args:
        hub: The file, as it is now.
        workspace: Of the office; what waits there is not taken.
        facts: What the hub says of itself: its id, its name.
        mine: The last entry that the workspace has from the hub.
        now: When the damaged one is set aside.
        known: Where the workspace knows its hub; elsewhere only a hub is replaced.
        altered: Whether the last exchange found an entry of it altered.

    Raises:
        Refused: The hub is well, or another one.
        Trouble: The folder is out of reach or cannot be written, or the workspace is damaged.
    """
    path = hub.path
    if not is_folder(path.parent):
        raise out_of_reach(str(path))
    if path != known and is_file(path) and path.stat().st_size:
        hub.identity()  # a file that is something else is not set aside for a slip of the pen
    beyond = () if is_lost(hub, facts["hub_id"], mine, altered=altered) else _beyond(hub, mine)
    made = path.with_name(f"{path.name}.rebuilt")
    try:
        with confirmed_copy(workspace) as source, source.connect() as reading:
            SqliteHub.fill(made, reading, facts, None)
        _take_over(SqliteHub(made), beyond, mine)
        aside = set_aside(path, FILE_AND_JOURNAL, now).file
        made.rename(path)
    except OSError as error:
        raise Trouble(
            "folder",
            _("{folder} cannot be written to.").format(folder=path.parent),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    return aside


def is_lost(hub: HubReading, hub_id: str, mine: Head, *, altered: bool = False) -> bool:
    """Tell whether nothing of a hub can be read; False where it is there, but damaged.

    Raises:
        Refused: It is well, exchanging heals it, or it is another one.
    """
    try:
        found, made, theirs = hub.identity()
    except Trouble as trouble:
        if trouble.code not in LOST:
            raise
        return True
    if found != hub_id:
        raise is_another()
    if made == schema.HEAD and faults(hub):
        return False
    if theirs.seq >= mine.seq and hub.hash_at(mine.seq) == mine.hash:
        raise is_well()
    if theirs.seq and not altered:
        raise is_behind()
    return False


def faults(hub: HubReading) -> tuple[str, ...]:
    """Return what is wrong with what a hub holds, its files aside."""
    try:
        with hub.snapshot() as connection:
            return checking.check_shared(SqlReader(connection), None, None)
    except Trouble as trouble:
        if trouble.code != DAMAGED:
            raise
        return (unreadable(),)


def _beyond(hub: SqliteHub, mine: Head) -> tuple[Line, ...]:
    """Return what a damaged hub has behind the workspace's last entry, as far as it is read."""
    with suppress(Trouble):
        if hub.hash_at(mine.seq) == mine.hash:
            return tuple(hub.lines_after(mine.seq, 1 << 30))
    return ()


def _take_over(hub: SqliteHub, lines: tuple[Line, ...], head: Head) -> None:
    """Put on what still follows, one by one; the first that does not is the end."""
    with suppress(Trouble):
        for line in lines:
            if line.seq != head.seq + 1 or line.hash != chained(head.hash, line.body):
                break
            hub.append((line,), head)
            head = Head(line.seq, line.hash)
    hub.close()
