"""The logo on paper: how large it is drawn, so that a wide one is no strip, a tall one no thread.

Its height counts: a wide logo is drawn lower, and where even then it would take the room of the
titles beside it, it stands above them, as on a letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.reports.pen import Pen

BESIDE = (84.0, 40.0)
"""The room of a logo beside the titles."""
LOWEST = 22.0
"""So high a logo is at least beside the titles; one that would be lower stands above them."""
ABOVE = 30.0
"""The height of a logo above the titles, where it has the width for it."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo and how large it is drawn; `is_above` tells that the titles stand below it."""

    path: Path
    width: float
    height: float
    is_above: bool = False

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper left corner at this place."""
        y = pen.page_height - top - self.height
        pen.canvas.drawImage(str(self.path), left, y, self.width, self.height, mask="auto")


@lru_cache(maxsize=64)
def _dots(path: Path) -> tuple[int, int] | None:
    """Return the dots of an image, or None where it is none that can be drawn whole.

    Files of the workspace never change under their name, so each is looked at once.
    """
    try:
        with Image.open(path) as image:
            image.load()
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def drawable(path: Path | None) -> Path | None:
    """Return a logo's file, or None where it is not there or cannot be drawn whole."""
    return path if path is not None and _dots(path) is not None else None


def within(path: Path, width: float, height: float) -> Logo:
    """Return a logo as large as fits into a box."""
    across, down = _dots(path) or (1, 1)
    scale = min(width / across, height / down)
    return Logo(path, across * scale, down * scale)


def in_head(path: Path, room: float) -> Logo:
    """Return a logo as it stands in the head of a form, whose titles have so much room."""
    beside = within(path, *BESIDE)
    if beside.height >= LOWEST:
        return beside
    above = within(path, room, ABOVE)
    return Logo(path, above.width, above.height, is_above=True)
