"""Who is working where, at a hub in a file: a small file for each person in a folder beside it.

The hub itself is not written: a transaction there costs seventy operations of the file server, most
of them under its lock (reliability.md, 1). What is old is told by the share's own clock.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from mcdesk.application.views import Presence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRESH, AGAIN = 90.0, 45.0
"""Seconds after which somebody is there no longer, and after which one's own file is renewed."""
MOST = 4096  # bytes of such a file
NAMED = re.compile(r"[\w-]{1,64}")


def tell(folder: Path, me: Presence) -> tuple[Presence, ...]:
    """Tell where one is, nowhere without a form, and return where the others are.

    Raises:
        OSError: The folder cannot be reached or written.
    """
    own = folder / f"{me.person_id}.json"
    if not NAMED.fullmatch(me.person_id):
        return ()
    if not me.form_id:
        own.unlink(missing_ok=True)
        return ()
    now = _write(folder, own, json.dumps({"form": me.form_id, "section": me.section}))
    return tuple(_others(folder, own, now))


def _write(folder: Path, own: Path, text: str) -> float:
    """Write one's own file if it says something else or grows old; return the share's time."""
    folder.mkdir(exist_ok=True)
    probe = own.with_suffix(".now")
    probe.write_text(text, encoding="utf-8")
    now = probe.stat().st_mtime
    with suppress(FileNotFoundError):
        if own.read_text(encoding="utf-8") == text and now - own.stat().st_mtime < AGAIN:
            probe.unlink()
            return now
    probe.replace(own)
    return now


def _others(folder: Path, own: Path, now: float) -> Iterator[Presence]:
    for path in sorted(folder.glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = path.stat()
            if path == own or now - kept.st_mtime > FRESH or kept.st_size > MOST:
                continue
            said = json.loads(path.read_text(encoding="utf-8"))
            yield Presence(path.stem, str(said["form"]), str(said["section"]))
