"""A file that lies elsewhere and is kept as a link: which it was, and whether it still is that one.

Links bear the size and the SHA-256 of the file behind them, as far as it could be read when the
link was kept. A web address has neither.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from typing import Protocol

    class Linked(Protocol):
        """What is kept of a link."""

        @property
        def name(self) -> str: ...
        @property
        def link(self) -> str: ...
        @property
        def size(self) -> int: ...
        @property
        def digest(self) -> str: ...


ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""How a web address begins; a drive of Windows has one letter."""
ANOTHER = N_("The file behind the link “{name}” is another one than when the link was kept: it was "
             "changed or replaced since. Ask whoever keeps it which one is meant. If it is the new "
             "one, keep a link to it and remove this one.")  # fmt: skip


def behind(link: str) -> tuple[str, int]:
    """Return the SHA-256 and size of the file behind a link; ("", 0) where none can be read."""
    path = Path(link)
    if ADDRESS.match(link) or not path.is_absolute():
        return "", 0
    try:
        if not path.is_file():  # a pipe would be waited for
            return "", 0
        with path.open("rb") as reading:
            return hashlib.file_digest(reading, "sha256").hexdigest(), reading.tell()
    except (OSError, ValueError):
        return "", 0


def why_another(kept: Linked) -> Finding | None:
    """Return that the file behind a link is another one now; None where it is not, or not known."""
    if not kept.link or not kept.digest:
        return None
    found, _size = behind(kept.link)
    if not found or found == kept.digest:
        return None
    return Finding("another_file", ANOTHER, {"name": kept.name})
