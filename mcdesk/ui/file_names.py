"""Names of files that every system takes, from what people or another computer call things."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 150
"""So many bytes of UTF-8 a name has: systems take 255, and Windows 260 letters with all folders."""
LONGEST_ENDING = 12
_NO_NAME_HOLDS = frozenset('<>:"|?*\\/')
_NUMBERS = (*map(str, range(10)), "¹", "²", "³")
_DEVICES = {
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
    *(f"{device}{number}" for device in ("COM", "LPT") for number in _NUMBERS),
}  # fmt: skip
"""What Windows takes for a device whatever stands behind the point ("Naming Files", Win32)."""


def safe_name(text: str) -> str:
    """Return a text as the name of a file that the program makes: one word, of no folder."""
    return _fit(re.split(r"[\\/]", text)[-1].strip(" ."), "-", blank="-") or "form"


def own_name(name: str) -> str:
    """Return the name that somebody gave a file, without what means a folder or a device."""
    return _fit(name, "_", blank=" ") or "file"


def _fit(text: str, other: str, *, blank: str) -> str:
    kept = (
        other if sign in _NO_NAME_HOLDS else blank if sign == " " else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isprintable() and unicodedata.category(sign) != "Cf"
    )  # fmt: skip
    name = "".join(kept).strip(" .")
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending.encode()) <= LONGEST_ENDING else ""
    stem = name.removesuffix(ending).encode()[: LONGEST - LONGEST_ENDING].decode(errors="ignore")
    is_device = name.split(".")[0].rstrip().upper() in _DEVICES
    return ("_" if is_device else "") + stem.rstrip(" .") + ending
