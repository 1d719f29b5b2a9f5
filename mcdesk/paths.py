"""Paths as people give them: typed, pasted between quotes, or chosen without an ending."""

from __future__ import annotations

import os.path
from pathlib import Path

QUOTES = '"“”'
SEPARATORS = ("/", os.path.sep)
NO_NAMES = ("", ".", "..")


def given_path(text: str, folder: Path | None = None) -> Path | None:
    """Return the path that a text names; None as long as it names no file.

    Blanks and quotes around it are dropped (Windows' “Copy as path” gives them), "~" is the home,
    and a name alone lies in `folder`.
    """
    plain = text.replace("\0", "").strip().strip(QUOTES).strip()
    if plain[:1] == plain[-1:] == "'":
        plain = plain[1:-1].strip()
    whole = Path(os.path.expanduser(plain))
    if whole.name in NO_NAMES or plain.endswith(SEPARATORS):
        return None
    return folder / whole if folder is not None else whole


def with_ending(path: Path, *endings: str) -> Path:
    """Return a path with the ending that its file needs: the first, unless it has one of them."""
    if path.name in NO_NAMES or path.suffix.casefold() in endings:
        return path
    return path.with_name(f"{path.name}{endings[0]}")


def named(folder: Path, begin: str, end: str = "") -> list[Path]:
    """Return what in a folder is named so, in order: names as they are, and no patterns."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:  # it is not there, or not to be looked into
        return []
    return [path for path in inside if path.name.startswith(begin) and path.name.endswith(end)]


def is_there(path: Path) -> bool:
    """Tell whether something lies at a path; one that cannot be looked at is not there."""
    return os.path.exists(path)


def is_file(path: Path) -> bool:
    """Tell whether a path is a file; one that cannot be looked at is none."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that cannot be looked at is none."""
    return os.path.isdir(path)
