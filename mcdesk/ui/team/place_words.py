"""What is told of a path or an address on its way to be a hub's place, before anybody looks."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from mcdesk.application.hub_address import SUFFIX
from mcdesk.i18n import _
from mcdesk.paths import given_path

OF_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
WEB = re.compile(r"(?i)(?!postgres)[a-z][a-z0-9+.-]+:/")
QUOTES = " \t\"'“”"


def looks_like_path(typed: str) -> bool:
    """Tell whether what stands in a server's field can only be the path of a file."""
    plain = typed.strip(QUOTES)
    return plain.startswith(("/", "~/")) or bool(OF_WINDOWS.match(plain))


def whole_path(typed: str) -> Path | None:
    """Return the path of a hub's file; None until one is typed from its root on.

    A place that depends on where a program runs is none: each of a team would find another one.
    """
    path = given_path(typed)
    if path is None or WEB.match(typed.strip(QUOTES)) or not path.is_absolute():
        return None
    return path


def path_words(typed: str) -> str:
    """Return why what was typed is no path of a hub's file, "" where nothing or one is typed."""
    plain = typed.strip(QUOTES)
    if not plain or whole_path(typed) is not None:
        return ""
    if WEB.match(plain):
        return _("That is an address of the web. A hub is a file in a folder, or a database "
                 "server: its address begins with postgresql://.")  # fmt: skip
    is_windows = isinstance(Path(), PureWindowsPath)
    if OF_WINDOWS.match(plain) and not is_windows:
        return _("That is a path as Windows has it. On this computer the folder has another one, "
                 "which begins with /: connect it first, then find it with “{choose}”.").format(
                     choose=_("Choose…"))  # fmt: skip
    if plain.endswith(("/", "\\")):
        kind = PureWindowsPath if is_windows else PurePosixPath
        return _("That is a folder: put the name of the hub’s file behind it, such as "
                 "{path}.").format(path=kind(plain) / f"team{SUFFIX}")  # fmt: skip
    return _("Give the whole path, with all its folders; “{choose}” finds it.").format(
        choose=_("Choose…")
    )
