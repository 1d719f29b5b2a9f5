"""Which computer this is: a file that names another one was copied or moved here."""

from __future__ import annotations

import ctypes
import platform
import sys
import uuid
from contextlib import suppress


def name() -> str:
    """Return what this computer is called in its network."""
    return platform.node()


def mark() -> str:
    """Return what tells this computer from others: on a Mac its number, else its name.

    The name of a Mac changes with the network that it is in.
    """
    number = _of_mac() if sys.platform == "darwin" else ""
    return number or name()


def _of_mac() -> str:
    """Return the number that macOS knows its computer by (gethostuuid(2)); "" without one."""
    number, patience = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(5, 0)
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).gethostuuid(number, patience) == 0:
            return str(uuid.UUID(bytes=number.raw))
    return ""
