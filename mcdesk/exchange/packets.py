"""A packet as a file: a zip of what is in it, the changes, and the files that they name.

`packet.json` says where it comes from and bears a digest over everything, so that what was
damaged on its way is noticed. It is no seal: who makes one up can make up its digest, too, and
what comes in is carried out under the right of who takes it in (docs/decisions/0012-packets.md).
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import Head
from mcdesk.application.packet import Packet
from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.paths import with_ending
from mcdesk.procedure.canonical import json_text, text_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcdesk.application.ports import Progress

SUFFIX = ".mcpacket"
FORMAT = 1
ABOUT, EVENTS, FILES = "packet.json", "events.jsonl", "files/"
MOST_ABOUT, MOST_EVENTS, MOST_FILE = 4 << 20, 256 << 20, 50 << 20
"""Bytes that are read at the most: of what is said about it, of all changes, of one file."""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time that stands in the zip, so that the same packet is the same file."""
CHUNK, HEADER = 1 << 20, 30
"""Bytes read at once; those before the name of a zip's first part."""
BROKEN = (zipfile.BadZipFile, zlib.error, ArithmeticError, AttributeError, EOFError, LookupError,
          NotImplementedError, RuntimeError, TypeError, ValueError)  # fmt: skip
"""What Python's readers raise for a zip or a text that is cut off, altered or made up."""


def whole_name(path: Path) -> Path:
    """Return where a packet is written: with the ending that packets have."""
    return with_ending(path, SUFFIX)


def write_packet(
    path: Path, packet: Packet, place: Callable[[str], Path], progress: Progress | None = None
) -> Path:
    """Write a packet with its files; return its path, with the ending that packets have.

    Args:
        path: Where; the file appears only when it is whole.
        packet: What is in it.
        place: Tells where the content of a digest lies.
        progress: Told as it goes on, in files; answering False stops it.

    Raises:
        Trouble: It cannot be written, or was stopped.
    """
    target = whole_name(path)
    made: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        made = Path(name)
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as out:
            changes = _changes(packet.bodies)
            _put(out, ABOUT, json_text(_about(packet, changes)).encode())
            _put(out, EVENTS, changes)
            for done, (digest, _size) in enumerate(packet.files):
                if progress is not None and not progress(done, len(packet.files)):
                    raise Trouble("cancelled", _("Stopped: nothing was made."))
                info = zipfile.ZipInfo(f"{FILES}{digest}", MOMENT)
                with place(digest).open("rb") as source, out.open(info, "w") as into:
                    while part := source.read(CHUNK):
                        into.write(part)
        made.replace(target)
    except OSError as error:
        raise Trouble(
            "output",
            _("{path} cannot be written to.").format(path=target),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    finally:
        if made is not None:
            made.unlink(missing_ok=True)
    return target


def read_packet(path: Path, schema: str) -> Packet:
    """Return a packet, proven whole but for the contents of its files.

    `schema` is the newest that this program knows.

    Raises:
        Trouble: It is no packet, damaged, or made by a newer program.
    """
    try:
        with zipfile.ZipFile(path) as found:
            if ABOUT not in found.namelist():
                raise _no_packet(path)
            about = json.loads(_read(found, ABOUT, MOST_ABOUT))
            if int(about["mcpacket"]) > FORMAT or str(about["schema"]) > schema:
                raise _newer(path)
            changes = _read(found, EVENTS, MOST_EVENTS)
            packet = _packet(about, changes)
            names = set(found.namelist())
            if any(f"{FILES}{digest}" not in names for digest, _size in packet.files):
                raise _damaged(path)
            if about["digest"] != _about(packet, changes)["digest"] or not packet.bodies:
                raise _damaged(path)
            _events_of(packet, path)
            return packet
    except zipfile.BadZipFile as error:
        raise (_damaged(path) if _begins_as_packet(path) else _no_packet(path)) from error
    except OSError as error:
        raise Trouble(
            "input",
            _("{path} cannot be read.").format(path=path),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    except BROKEN as error:
        raise _damaged(path) from error


def unpack(
    path: Path,
    digests: Iterable[str],
    keep: Callable[[Path, str], bool],
    progress: Progress | None = None,
) -> int:
    """Take files out of a packet, each proven by its digest; return how many.

    Args:
        path: The packet's.
        digests: The contents that are wanted.
        keep: Puts a file where the content of this digest belongs; False where it is another one.
        progress: Told as it goes on, in files; answering False stops it.

    Raises:
        Trouble: One is damaged or cannot be kept, or it was stopped.
    """
    wanted = tuple(digests)
    try:
        with zipfile.ZipFile(path) as found:
            for done, digest in enumerate(wanted):
                if progress is not None and not progress(done, len(wanted)):
                    raise Trouble("cancelled", _("Stopped: nothing was taken in."))
                with tempfile.TemporaryDirectory() as folder:
                    made = Path(folder) / "content"
                    _copy(found, f"{FILES}{digest}", made)
                    if not keep(made, digest):
                        raise _damaged(path)
    except OSError as error:
        raise Trouble(
            "input",
            _("The files of {path} could not be kept.").format(path=path),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    except BROKEN as error:
        raise _damaged(path) from error
    return len(wanted)


def _about(packet: Packet, changes: bytes) -> dict[str, Any]:
    """Return what a packet says of itself, with the digest over all of it."""
    said: dict[str, Any] = {
        "mcpacket": FORMAT,
        "schema": packet.schema,
        "version": packet.version,
        "hub": packet.hub_id,
        "origin": packet.origin,
        "workspace": packet.workspace,
        "sender": packet.sender,
        "made_at": packet.made_at,
        "base": {"seq": packet.base.seq, "hash": packet.base.hash},
        "events": {"n": len(packet.bodies), "sha256": hashlib.sha256(changes).hexdigest()},
        "files": [{"sha256": digest, "size": size} for digest, size in packet.files],
    }
    return {**said, "digest": text_digest(json_text(said))}


def _packet(about: dict[str, Any], changes: bytes) -> Packet:
    files = tuple((str(each["sha256"]), int(each["size"])) for each in about["files"])
    if any(len(digest) != 64 or not digest.isalnum() for digest, _size in files):
        raise ValueError(files)
    return Packet(
        hub_id=str(about["hub"]),
        origin=str(about["origin"]),
        workspace=str(about["workspace"]),
        sender=str(about["sender"]),
        made_at=str(about["made_at"]),
        base=Head(int(about["base"]["seq"]), str(about["base"]["hash"])),
        bodies=tuple(changes.decode().split("\n")[:-1]),
        files=files,
        schema=str(about["schema"]),
        version=str(about["version"]),
    )


def _changes(bodies: Iterable[str]) -> bytes:
    """Return events as lines; a body is JSON text and has no line break in it."""
    return "".join(f"{body}\n" for body in bodies).encode()


def _events_of(packet: Packet, path: Path) -> None:
    """Refuse a packet whose changes are none."""
    ids = [event.id for event in packet.events]
    if len(set(ids)) != len(ids):
        raise _damaged(path)


def _put(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    out.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)


def _read(found: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return a part of a zip; raises ValueError where it is larger than it may be."""
    with found.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise ValueError(name)
    return content


def _copy(found: zipfile.ZipFile, name: str, target: Path) -> None:
    """Copy a part of a zip; raises ValueError where it is larger than a file may be."""
    size = 0
    with found.open(name) as source, target.open("wb") as into:
        while part := source.read(CHUNK):
            size += len(part)
            if size > MOST_FILE:
                raise ValueError(name)
            into.write(part)


def _begins_as_packet(path: Path) -> bool:
    """Tell whether what is no whole zip begins as a packet does: it was cut off, or damaged."""
    with path.open("rb") as file:
        begin = file.read(HEADER + len(ABOUT))
    return begin.startswith(b"PK\3\4") and begin[HEADER:] == ABOUT.encode()


def _no_packet(path: Path) -> Trouble:
    return Trouble(
        "no_packet",
        _("{path} is no packet of MC Desk.").format(path=path),
        _("A packet ends in .mcpacket and is made under Team, Pack changes."),
    )


def _damaged(path: Path) -> Trouble:
    return Trouble(
        "damaged_packet",
        _("{path} is damaged or was altered on its way.").format(path=path),
        _("Nothing was taken in. Ask the sender for it once more."),
    )


def _newer(path: Path) -> Trouble:
    return Trouble(
        "newer_packet",
        _("{path} was packed by a newer MC Desk.").format(path=path),
        _("Update the program, then take it in. Nothing was taken in."),
    )
