"""Backup and restore: one zip of the workspace file, its files and drafts.

The database goes in through SQLite's own backup, so a backup may be made while the window works.
A backup appears under its name only when it is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import schema
from mcdesk.models.engines import translated

if TYPE_CHECKING:
    from mcdesk.application.ports import Progress

SUFFIX = ".mcdesk-backup.zip"
KEPT = 7
MANIFEST = "manifest.json"
DATABASE = "workspace.mcdesk"
LARGEST = 64 << 30


def backup(path: Path, target: Path, now: datetime, progress: Progress | None = None) -> Path:
    """Write a backup of the workspace at `path`; a folder as target gets a dated name.

    Raises:
        Trouble: The workspace cannot be read or the target cannot be written.
    """
    schema.check_version(path)
    if target.is_dir():
        stamp = now.astimezone(UTC).strftime("%Y-%m-%d-%H%M%S")
        target = target / f"{path.stem}-{stamp}{SUFFIX}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            made = Path(folder) / target.name
            _write(path, made, Path(folder), now, progress)
            made.replace(target)
    except OSError as error:
        raise Trouble(
            "backup",
            _("The backup could not be written to {path}.").format(path=target),
            _("The system says: {text}").format(text=error.strerror or error),
        ) from error
    return target


def _write(path: Path, made: Path, folder: Path, now: datetime, progress: Progress | None) -> None:
    copy = folder / DATABASE
    with (
        translated(str(path)),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    members = [(DATABASE, copy), *_siblings(path)]
    digests = {}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, file) in enumerate(members, start=1):
            archive.write(file, name)
            digests[name] = _digest(file)
            if progress is not None and not progress(number, len(members)):
                raise Trouble("cancelled", _("The backup was cancelled."))
        manifest = {"made_at": now.astimezone(UTC).isoformat(), "schema": schema.HEAD,
                    "name": path.name, "files": digests}  # fmt: skip
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    with made.open("rb+") as written:
        os.fsync(written.fileno())


def _siblings(path: Path) -> list[tuple[str, Path]]:
    found = []
    files = path.with_name(f"{path.name}.files")
    if files.is_dir():
        for file in sorted(entry for entry in files.rglob("*") if entry.is_file()):
            found.append((f"files/{file.relative_to(files).as_posix()}", file))
    drafts = path.with_name(f"{path.name}.drafts")
    if drafts.is_file():
        found.append(("drafts", drafts))
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(source: Path, path: Path, now: datetime) -> None:
    """Restore a backup to `path`; a workspace that is there is set aside under a dated name.

    Raises:
        Trouble: The file is no backup, is damaged, or the place cannot be written.
    """
    try:
        with (
            tempfile.TemporaryDirectory(dir=_folder(path)) as name,
            zipfile.ZipFile(source) as archive,
        ):
            folder = Path(name)
            manifest = _checked(archive)
            for member in manifest["files"]:
                archive.extract(member, folder)
            for member, digest in manifest["files"].items():
                if _digest(folder / member) != digest:
                    raise _damaged(source)
            schema.check_version(folder / DATABASE)
            _set_aside(path, now)
            _put_in_place(folder, path)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise _damaged(source) from error
    except OSError as error:
        raise Trouble(
            "restore",
            _("The backup {path} could not be restored.").format(path=source),
            _("The system says: {text}").format(text=error.strerror or error),
        ) from error


def _folder(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent


def _checked(archive: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    """Return the manifest, refusing members that would leave the folder or are far too large."""
    manifest = json.loads(archive.read(MANIFEST))
    names = set(manifest["files"])
    if DATABASE not in names or sum(entry.file_size for entry in archive.infolist()) > LARGEST:
        raise ValueError("no workspace in it")
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise ValueError(name)
    return dict(manifest)


def _damaged(source: Path) -> Trouble:
    return Trouble(
        "bad_backup",
        _("{path} is not a whole backup of MC Desk.").format(path=source),
        _("Choose another backup; nothing was changed."),
    )


def _set_aside(path: Path, now: datetime) -> None:
    stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    for name in (path.name, f"{path.name}.files", f"{path.name}.drafts"):
        present = path.with_name(name)
        if present.exists():
            present.rename(path.with_name(f"{name}.before-{stamp}"))


def _put_in_place(folder: Path, path: Path) -> None:
    (folder / DATABASE).replace(path)
    if (folder / "files").is_dir():
        (folder / "files").rename(path.with_name(f"{path.name}.files"))
    if (folder / "drafts").is_file():
        (folder / "drafts").rename(path.with_name(f"{path.name}.drafts"))


def daily(path: Path, folder: Path, now: datetime) -> Path | None:
    """Make today's automatic backup unless there is one; keep the last seven."""
    pattern = f"{path.stem}-auto-"
    day = now.astimezone(UTC).strftime("%Y-%m-%d")
    target = folder / f"{pattern}{day}{SUFFIX}"
    if target.exists():
        return None
    made = backup(path, target, now)
    for old in sorted(folder.glob(f"{pattern}*{SUFFIX}"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return made


def newest(path: Path, folder: Path) -> str:
    """Return the day of the newest automatic backup, or ""."""
    found = sorted(folder.glob(f"{path.stem}-auto-*{SUFFIX}")) if folder.is_dir() else []
    return found[-1].name.removesuffix(SUFFIX)[-10:] if found else ""
