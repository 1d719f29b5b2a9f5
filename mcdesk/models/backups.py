"""Backup and restore: one zip of the workspace file, its files and drafts.

The database goes in through SQLite's own backup, so a backup may be made while the window works.
A backup appears under its name only when it is complete: its folder may be a cloud folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.models import schema, soundness
from mcdesk.models.aside import Aside, set_aside
from mcdesk.models.engines import translated
from mcdesk.models.left_behind import ENDS, is_old
from mcdesk.models.left_behind import room as making_room
from mcdesk.models.reading import for_reading
from mcdesk.paths import is_there, named
from mcdesk.procedure.calendar import day_at, stamp_of

if TYPE_CHECKING:
    from mcdesk.application.ports import Progress

SUFFIX = ".mcdesk-backup.zip"
KEPT = 7
RENEWED_AFTER = timedelta(hours=4)
MANIFEST = "manifest.json"
DATABASE = "workspace.mcdesk"
LARGEST = 64 << 30
PAGES, PART = 2_000, 1 << 20
"""Pages of a database, and bytes of a file, that are copied between two looks whether to stop."""
LITTLE = -256
"""Pages that a copy keeps in memory, as SQLite counts kilobytes: it needs each page once."""
DIGITS = 64
SIBLINGS = ("", *ENDS)
"""What a workspace is made of: the file, what a crash left of a commit, and its two siblings."""
BROKEN = (zipfile.BadZipFile, zlib.error, ArithmeticError, AttributeError, EOFError, LookupError,
          NotImplementedError, RuntimeError, TypeError, ValueError)  # fmt: skip
"""What Python's reader raises for a zip that is cut off, altered or made up."""


class Measure:
    """How far a backup is, told in kilobytes: the database is copied, then all is packed.

    `size` is that of the database and `besides` that of the other files: the whole is known from
    the beginning, so that it never goes back.
    """

    def __init__(self, size: int, besides: int, progress: Progress | None) -> None:
        self._size, self._progress = size, progress
        self._done, self._of = 0, 2 * size + besides

    def copied(self, _status: int, remaining: int, pages: int) -> None:
        """Take in how many pages of the database are still to be copied."""
        copied = self._size * (pages - remaining) // max(pages, 1)
        self._done = max(self._done, copied)
        self.add(0)

    def add(self, size: int) -> None:
        """Tell that so much more is done; raises Trouble where it is not wanted any more."""
        self._done = min(self._done + size, self._of)
        if self._progress is not None and not self._progress(self._done >> 10, self._of >> 10):
            raise Trouble("cancelled", _("The backup was cancelled."))


def backup(path: Path, target: Path, now: datetime, progress: Progress | None = None) -> Path:
    """Write a backup of the workspace at `path`; a folder as target gets a dated name.

    Raises:
        Trouble: The workspace cannot be read or the target cannot be written.
    """
    schema.check_version(path)
    room = path.parent if os.access(path.parent, os.W_OK) else None
    try:
        if target.is_dir():
            target = free_name(target / f"{path.stem}-", SUFFIX, now)
        with making_room(room) as folder:
            made = Path(folder) / target.name
            _write(path, made, Path(folder), now, progress)
            target.parent.mkdir(parents=True, exist_ok=True)
            hand_over(made, target)
    except OSError as error:
        raise not_written(target, error) from error
    return target


def free_name(begin: Path, end: str, now: datetime) -> Path:
    """Return a dated name that nothing has: where clocks are set back an hour comes twice."""
    while is_there(place := begin.with_name(f"{begin.name}{stamp_of(now)}{end}")):
        now += timedelta(seconds=1)
    return place


def not_written(target: Path, error: OSError) -> Trouble:
    """Return that a backup could not be written to a place."""
    return Trouble(
        "backup",
        _("The backup could not be written to {path}.").format(path=target),
        _("The system says: {text}").format(text=system_words(error)),
    )


def hand_over(made: Path, target: Path) -> None:
    """Copy a finished file to another place, where it appears whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    try:
        with made.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, made: Path, folder: Path, now: datetime, progress: Progress | None) -> None:
    drafts = _drafts_as_they_are(path, folder)
    besides = sum(file.stat().st_size for _name, file in (*_files(path), *drafts))
    measure = Measure(path.stat().st_size, besides, progress)
    copy = folder / DATABASE
    with (
        translated(str(path)),
        closing(for_reading(path)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        for each in (source, target):
            each.execute(f"pragma cache_size = {LITTLE}")
        source.backup(target, pages=PAGES, progress=measure.copied)
    measure.add(0)
    fault = soundness.fault_of(copy)
    if fault:
        raise soundness.not_sound(path, fault)
    members = [(DATABASE, copy), *_files(path), *drafts]
    digests = {}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for name, file in members:
            _pack(archive, file, name, measure)
            digests[name] = digest_of(file)
        manifest = {"made_at": now.astimezone(UTC).isoformat(), "schema": schema.HEAD,
                    "name": path.name, "files": digests, **_standing(copy)}  # fmt: skip
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))


def _pack(archive: zipfile.ZipFile, file: Path, name: str, measure: Measure) -> None:
    """Put a file into a zip, part by part: a large one may be stopped in its midst."""
    entry = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with file.open("rb") as source, archive.open(entry, "w") as packed:
        while part := source.read(PART):
            packed.write(part)
            measure.add(len(part))


def _standing(database: Path) -> dict[str, int]:
    """Return how far a workspace is: its entries and cards, to tell whether it changed since."""
    with translated(str(database)), closing(for_reading(database)) as connection:
        entries = connection.execute("select coalesce(max(n), 0) from journal").fetchone()
        cards = connection.execute("select count(*) from card").fetchone()
    return {"entries": int(entries[0]), "cards": int(cards[0])}


def _drafts_as_they_are(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """Copy the drafts, before the database: what becomes a command meanwhile is in both."""
    drafts = path.with_name(f"{path.name}.drafts")
    if not drafts.is_file():
        return []
    kept = folder / "drafts"
    shutil.copyfile(drafts, kept)
    return [("drafts", kept)]


def _files(path: Path) -> list[tuple[str, Path]]:
    return stored_files(path.with_name(f"{path.name}.files"))


def stored_files(files: Path) -> list[tuple[str, Path]]:
    """Return the files of a store; their names are their content, so they never change."""
    if not files.is_dir():
        return []
    found = sorted(entry for entry in files.glob(f"??/{'?' * DIGITS}") if entry.is_file())
    return [(f"files/{file.relative_to(files).as_posix()}", file) for file in found]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(source: Path, path: Path, now: datetime) -> Path | None:
    """Restore a backup to `path`; a workspace that is there is set aside under a dated name.

    Returns the place of the one set aside, None where there was none.

    Raises:
        Trouble: The file is no backup, is damaged, or the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with making_room(path.parent) as name:
            folder = Path(name)
            unpack(source, folder)
            schema.check_version(folder / DATABASE)
            fault = soundness.fault_of(folder / DATABASE)
            if fault:
                raise no_backup(source) from ValueError(fault)
            return _exchange(folder, path, now)
    except OSError as error:
        raise not_restored(source, error) from error


def look(source: Path) -> None:
    """Look whether a file is a backup at all, from its list of contents.

    Raises:
        Trouble: It is none, or cannot be read.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest_of(archive)
    except OSError as error:
        raise not_restored(source, error) from error
    except BROKEN as error:
        raise no_backup(source) from error


def not_restored(source: Path, error: OSError) -> Trouble:
    """Return the Trouble of a backup whose place cannot be read or written."""
    return Trouble(
        "restore",
        _("The backup {path} could not be restored.").format(path=source),
        _("The system says: {text}").format(text=system_words(error)),
    )


def unpack(source: Path, folder: Path, main: str = DATABASE, *others: str) -> None:
    """Unpack a backup, refusing one whose manifest, names or contents are not as they were.

    Args:
        source: The zip.
        folder: Where to.
        main: The database in it.
        others: What may lie beside it.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            digests = manifest_of(archive, main, *others)
            for member in digests:
                archive.extract(member, folder)
        for member, digest in digests.items():
            if digest_of(folder / member) != digest:
                raise ValueError(member)
    except BROKEN as error:
        raise no_backup(source) from error


def no_backup(source: Path) -> Trouble:
    """Return the Trouble of a file that is no whole backup."""
    return Trouble(
        "bad_backup",
        _("{path} is not a whole backup of MC Desk.").format(path=source),
        _("Choose another backup; nothing was changed."),
    )


def manifest_of(archive: zipfile.ZipFile, main: str = DATABASE, *others: str) -> dict[str, str]:
    """Return the digest of each member, refusing names that would leave the folder."""
    digests = dict(json.loads(archive.read(MANIFEST))["files"])
    if main not in digests or sum(entry.file_size for entry in archive.infolist()) > LARGEST:
        raise ValueError("no workspace in it")
    known = (main, "files", *(others or ("drafts",)))
    for name in digests:
        first, *rest = str(name).split("/")
        if first not in known or bool(rest) != (first == "files"):
            raise ValueError(name)
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in rest):
            raise ValueError(name)
    return digests


def _exchange(folder: Path, path: Path, now: datetime) -> Path | None:
    """Set the workspace at `path` aside and put the restored one there; both or neither."""
    aside, done = set_aside(path, SIBLINGS, now), Aside(path)
    try:
        for old, new in ((DATABASE, path), *((name, path.with_name(f"{path.name}.{name}"))
                                            for name in ("files", "drafts"))):  # fmt: skip
            if (folder / old).exists():
                (folder / old).rename(new)
                done = Aside(path, (*done.moved, (folder / old, new)))
    except OSError:
        done.put_back()
        aside.put_back()
        raise
    return aside.file


def daily(
    path: Path, folder: Path, now: datetime, progress: Progress | None = None,
    *, closing_down: bool = False,
) -> Path | None:  # fmt: skip
    """Make or renew today's automatic backup; keep those of the last seven days.

    It is renewed when the workspace changed since: after some hours, when it was made of a
    workspace without a card, and when the program closes.
    """
    series = _series(path)
    day = day_at(now).isoformat()
    target = folder / f"{series}{day}{SUFFIX}"
    if target.exists() and not _is_stale(path, target, now, closing_down=closing_down):
        return None
    made = backup(path, target, now, progress)
    broken_off = [each for each in named(folder, f".{series}", ".part") if is_old(each)]
    for old in (*named(folder, series, SUFFIX)[:-KEPT], *broken_off):
        with suppress(OSError):  # another program may hold it; it goes next time
            old.unlink(missing_ok=True)
    return made


def _is_stale(path: Path, made: Path, now: datetime, *, closing_down: bool) -> bool:
    """Tell whether a backup of today shall be made anew."""
    try:
        with zipfile.ZipFile(made) as archive:
            manifest = json.loads(archive.read(MANIFEST))
        entries, cards = int(manifest["entries"]), int(manifest["cards"])
        age = now - datetime.fromisoformat(manifest["made_at"])
    except (OSError, *BROKEN):
        return True
    changed = _standing(path)["entries"] != entries
    return changed and (closing_down or cards == 0 or age >= RENEWED_AFTER)


def newest(path: Path, folder: Path) -> str:
    """Return the day of the newest automatic backup, or ""."""
    found = named(folder, _series(path), SUFFIX)
    return found[-1].name.removesuffix(SUFFIX)[-10:] if found else ""


def _series(path: Path) -> str:
    """Return how a workspace's automatic backups begin; two of the same name stay apart."""
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:6]
    return f"{path.stem}-{mark}-auto-"
