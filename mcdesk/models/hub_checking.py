"""`mcdesk check --hub`: what of a hub does not hold together, and what a replica remembers else.

A chain proves little by itself: who cuts its tail off, or writes it anew, leaves one without a
break. So the hub's journal is compared with the one that a workspace of the team has from it
(reliability.md, 3.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from mcdesk.application.hub_codes import DAMAGED
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import schema, tables
from mcdesk.models.checking import check_shared
from mcdesk.models.hub import SqliteHub
from mcdesk.models.unit_of_work import SqlReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from mcdesk.application.journal import Head
    from mcdesk.application.keys import Verify
    from mcdesk.models.server_hub import ServerHub

LOOKED_AT = 200
"""So many entries of a workspace are looked through for the one that a hub goes on with."""
IS_KNOWN = text("SELECT to_regprocedure(:function) IS NOT NULL")
WITHHELD = text("SELECT digest FROM hub.hub_withheld() AS digest")
CONTENTS = text("SELECT digest, is_whole FROM hub.hub_contents()")
BLOBS = text("SELECT digest, encode(sha256(content), 'hex') = digest AS is_whole FROM hub.blob")
"""The same at a hub with functions of before: there it is asked for each file whose it is."""


def check(hub: SqliteHub | ServerHub, verify: Verify | None) -> tuple[str, ...]:
    """Return everything that is wrong with a hub by itself, in words.

    Raises:
        Trouble: It is out of reach, or no hub.
    """
    try:
        _id, made, _head = hub.identity()
        if made > schema.HEAD:
            return (_("hub: it was brought to a newer MC Desk; update the program to check it"),)
        if made != schema.HEAD:
            return (_("hub: it is of an older MC Desk; bring it up to date first"),)
        with hub.snapshot() as connection:
            if isinstance(hub, SqliteHub):
                return check_shared(SqlReader(connection), verify, hub.file_path)
            found = check_shared(SqlReader(connection), verify, None)
            return (*found, *_blobs(connection))
    except Trouble as trouble:
        if trouble.code != DAMAGED:
            raise
        return (f"hub: {trouble.title}",)


def withheld(connection: Connection) -> frozenset[str]:
    """Return the contents at a server that are not for who asks; none at one of before."""
    if not connection.execute(IS_KNOWN, {"function": "hub.hub_withheld()"}).scalar():
        return frozenset()
    return frozenset(connection.execute(WITHHELD).scalars())


def _blobs(connection: Connection) -> Iterator[str]:
    """Yield files whose content is not at a server, or not what it is called."""
    is_known = connection.execute(IS_KNOWN, {"function": "hub.hub_contents()"}).scalar()
    there = connection.execute(CONTENTS if is_known else BLOBS)
    whole = {row.digest: bool(row.is_whole) for row in there}
    file, gone = tables.TABLES["file"], tables.TABLES["redaction"]
    named = select(gone.c.digest).where(gone.c.subject_table == "file")
    removed = set(connection.execute(named).scalars())
    kept = withheld(connection)
    columns = select(file.c.name, file.c.digest).where(~file.c.deleted, file.c.link == "")
    for row in connection.execute(columns):
        name = _("file “{name}”").format(name=row.name)
        if row.digest not in whole and (row.digest in removed or row.digest in kept):
            continue
        if row.digest not in whole:
            yield _("{what}: its content is not in the store").format(what=name)
        elif not whole[row.digest]:
            yield _("{what}: its content was altered").format(what=name)


def compare(
    hub: SqliteHub | ServerHub,
    hub_id: str,
    mine: Head,
    hash_at: Callable[[int], str],
    said_at: Callable[[int], str] = lambda _seq: "",
    id_at: Callable[[int], str] = lambda _seq: "",
) -> tuple[str, ...]:
    """Return where a hub is not what a workspace remembers of it.

    Args:
        hub: The hub; it can be read.
        hub_id: The one that the workspace belongs to.
        mine: The last entry that the workspace has from it.
        hash_at: What the workspace remembers of each entry.
        said_at: What an entry says there, in words.
        id_at: Which entry it is.
    """
    found, _made, theirs = hub.identity()
    if found != hub_id:
        return (_("hub: it is another one than the workspace belongs to"),)
    if hub.hash_at(mine.seq) == mine.hash:
        return ()
    low, high = 0, min(mine.seq, theirs.seq)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if hub.hash_at(middle) == hash_at(middle) else (low, middle - 1)
    if low == theirs.seq:
        words = _("hub: it was put back: it ends at entry {last}, the workspace has {mine} of it")
        return (words.format(last=low, mine=mine.seq),)
    said = said_at(low + 1)
    known = (_("hub: as the workspace has it: {said}").format(said=said),) if said else ()
    there = [line.id for line in hub.part_after(low, theirs.seq)]
    later = {id_at(n) for n in range(low + 2, min(mine.seq, low + LOOKED_AT) + 1)}
    if there[0] in later and id_at(low + 1) not in there:
        words = _(
            "hub: entry {n} of the workspace is missing in it; the next one is there: it was "
            "taken out, or others brought theirs again first after the hub was put back"
        )
        return (words.format(n=low + 1), *known)
    words = _("hub: entry {n} is another one than the workspace has from it: the journal was "
              "written anew from there on")  # fmt: skip
    return (words.format(n=low + 1), *known)
