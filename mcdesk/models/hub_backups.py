"""Backup and restore of a team's hub: one zip, of a hub in a file and of one on a server alike.

In it lies a hub's file with the same tables, the files by their content, and who is a member of a
server. A server is read in one repeatable-read transaction, as its members may: no tool of
PostgreSQL's is needed, and either kind can be restored from it. A hub that was put back is noticed
by every workspace, and healed (design.md, section 6).
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from mcdesk.application.hub_codes import DAMAGED, GONE, is_another
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import backups, schema, tables
from mcdesk.models.aside import set_aside
from mcdesk.models.content import keep_copy, place_of
from mcdesk.models.engines import translated
from mcdesk.models.hub import SqliteHub
from mcdesk.models.hub_checking import withheld
from mcdesk.models.hub_troubles import backup_unsound, hub_not_kept, not_for_all, unreadable
from mcdesk.models.rebuilding import FILE_AND_JOURNAL, faults
from mcdesk.paths import is_folder, named
from mcdesk.procedure.calendar import stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from mcdesk.application.journal import Head
    from mcdesk.models.server_hub import ServerHub

SUFFIX = ".mcdhub-backup.zip"
STAMP = re.compile(r"\d{4}-\d\d-\d\d-\d{6}" + re.escape(SUFFIX))
"""What stands behind a hub's name; the hub “team” leaves the backups of “team-law” alone."""
STAMPED, LONG_AGO = len("2026-01-31-235959"), datetime(1, 1, 2, tzinfo=UTC)
DATABASE, MEMBERS = "hub.mcdhub", "members.json"
CONTENTS = text("SELECT digest FROM hub.blob ORDER BY digest")
CONTENT = text("SELECT content FROM hub.blob WHERE digest = :digest")


def backup(
    hub: SqliteHub | ServerHub,
    target: Path,
    now: datetime,
    keep: int = 0,
) -> Path:
    """Write a backup of a hub; a folder as target gets a dated name, and keeps the newest `keep`.

    Raises:
        Trouble: The hub is out of reach or damaged, or the target cannot be written.
    """
    series = f"{_name_of(hub)}-"
    folder = target if is_folder(target) else None
    if folder is None and target.suffix != ".zip":
        raise Trouble(
            "folder",
            _("There is no folder {folder}.").format(folder=target),
            _("Name one that is there, or a file whose name ends in .zip."),
        )
    if folder is not None:
        target = backups.free_name(folder / series, SUFFIX, now)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            room = Path(name)
            made = room / "made.zip"
            _write(hub, made, room, now)
            target.parent.mkdir(parents=True, exist_ok=True)
            backups.hand_over(made, target)
    except OSError as error:
        raise backups.not_written(target, error) from error
    if folder is not None and keep > 0:
        of_it = [
            old for old in named(folder, series, SUFFIX) if STAMP.fullmatch(old.name, len(series))
        ]
        for old in sorted(of_it, key=_made_at)[:-keep]:
            with suppress(OSError):  # another program may hold it; it goes next time
                old.unlink(missing_ok=True)
    return target


def _made_at(backup: Path) -> datetime:
    """Return when a backup was made: its name may tell that in another zone, or in summer time."""
    try:
        with zipfile.ZipFile(backup) as archive:
            return datetime.fromisoformat(json.loads(archive.read(backups.MANIFEST))["made_at"])
    except (OSError, *backups.BROKEN):
        return stamped(backup.name.removesuffix(SUFFIX)[-STAMPED:]) or LONG_AGO


def _name_of(hub: SqliteHub | ServerHub) -> str:
    return hub.path.stem if isinstance(hub, SqliteHub) else str(hub.engine.url.database)


def _write(hub: SqliteHub | ServerHub, made: Path, room: Path, now: datetime) -> None:
    """Write the zip of a hub as of one moment; its contents never change, and follow."""
    copy = room / DATABASE
    members = [(DATABASE, copy)]
    with hub.snapshot() as connection:
        if isinstance(hub, SqliteHub):
            _copy_file(connection, copy)
        else:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            if missing := withheld(connection):
                raise not_for_all(len(missing))
            with translated(str(copy)):
                SqliteHub.fill(copy, connection, _facts(connection), None)
            members.append((MEMBERS, _members(connection, room)))
            members += _contents(connection, room)
    kept = SqliteHub(copy)
    try:
        hub_id, version, head = _sound(kept, partial(hub_not_kept, hub.place))
    finally:
        kept.close()
    if isinstance(hub, SqliteHub):
        members += backups.stored_files(hub.files)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        digests = {}
        for name, file in members:
            archive.write(file, name)
            digests[name] = backups.digest_of(file)
        manifest = {"made_at": now.astimezone(UTC).isoformat(), "schema": version,
                    "hub_id": hub_id, "seq": head.seq, "hash": head.hash,
                    "files": digests}  # fmt: skip
        archive.writestr(backups.MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))


def _copy_file(connection: Connection, copy: Path) -> None:
    """Copy a hub's file by SQLite's own backup, in one go under one lock: nobody's push is halved.

    Row by row would keep those who push waiting for too long.
    """
    driver: Any = connection.connection.driver_connection
    with closing(sqlite3.connect(copy)) as target:
        driver.backup(target)


def _facts(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(tables.workspace))}


def _sound(kept: SqliteHub, refused: Callable[[tuple[str, ...]], Trouble]) -> tuple[str, str, Head]:
    """Return what a copied hub is; raises what `refused` makes of its faults where it has some.

    One of an older schema is judged once it is brought up to date.
    """
    try:
        hub_id, version, head = kept.identity()
    except Trouble as trouble:
        if trouble.code != DAMAGED:
            raise
        raise refused((unreadable(),)) from trouble
    found = faults(kept) if version == schema.HEAD else ()
    if found:
        raise refused(found)
    return hub_id, version, head


def _members(connection: Connection, room: Path) -> Path:
    """Write who is a member of a server, and return where."""
    found = connection.execute(text("SELECT login, person_id, active FROM hub.member ORDER BY 1"))
    kept = room / MEMBERS
    kept.write_text(json.dumps([dict(row) for row in found.mappings()]), encoding="utf-8")
    return kept


def _contents(connection: Connection, room: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that a server keeps, one by one written to a folder."""
    for (digest,) in connection.execute(CONTENTS).all():
        place = place_of(room / "files", digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(connection.execute(CONTENT, {"digest": digest}).scalar_one())
        yield f"files/{digest[:2]}/{digest}", place


def restore(source: Path, hub: SqliteHub | ServerHub, now: datetime) -> str:
    """Restore a backup to a hub's place; return where the one that was there is kept, or "".

    Raises:
        Refused: Another team's hub lies there.
        Trouble: The file is no backup of a hub, or the place cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name)
            backups.unpack(source, folder, DATABASE, MEMBERS)
            kept = SqliteHub(folder / DATABASE)
            try:
                hub_id, _version, _head = _sound(kept, backup_unsound)
                _must_be_same(hub, hub_id)
                if isinstance(hub, SqliteHub):
                    return _into_file(kept, folder / "files", hub, now)
                return _into_server(kept, folder, hub, now)
            finally:
                kept.close()
    except OSError as error:
        raise backups.not_restored(source, error) from error


def _must_be_same(hub: SqliteHub | ServerHub, hub_id: str) -> None:
    """Refuse to put a hub in the place of another; one that is gone or damaged is no hindrance."""
    try:
        found, _made, _head = hub.identity()
    except Trouble as trouble:
        if trouble.code in (GONE, DAMAGED, "no_hub_there"):
            return
        raise
    if found != hub_id:
        raise is_another()


def _into_file(kept: SqliteHub, files: Path, hub: SqliteHub, now: datetime) -> str:
    """Put a hub's file and its files in their place; those that are there already stay."""
    for place in files.glob("??/*"):
        keep_copy(place, hub.file_path(place.name), place.name)
    kept.close()
    ready = hub.path.with_name(f"{hub.path.name}.restored")
    backups.hand_over(kept.path, ready)
    aside = set_aside(hub.path, FILE_AND_JOURNAL, now).file
    ready.replace(hub.path)
    return str(aside or "")


def _into_server(kept: SqliteHub, folder: Path, hub: ServerHub, now: datetime) -> str:
    """Make the hub of a database, as its owner, of a backup's."""
    from mcdesk.models import server_rebuild
    from mcdesk.models.server_trouble import told

    with kept.snapshot() as reading, told(hub.address), hub.engine.begin() as connection:
        aside = server_rebuild.remake(connection, reading, _facts(reading), now)
        members: list[dict[str, Any]] = []
        if (folder / MEMBERS).is_file():
            members = json.loads((folder / MEMBERS).read_text(encoding="utf-8"))
        server_rebuild.put_members(connection, members)
        for place in sorted((folder / "files").glob("??/*")):
            server_rebuild.put_content(connection, place.name, place.read_bytes())
    return aside
