"""Which of the files that are dropped somewhere are packets: the window takes those itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

SUFFIX = ".mcpacket"


def packets_of(data: QMimeData) -> list[Path]:
    """Return the packets among the files of this computer that are dragged."""
    found = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in found if path.suffix.lower() == SUFFIX]
