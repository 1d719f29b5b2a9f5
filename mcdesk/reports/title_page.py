"""What title pages have in common: the letterhead, and their large type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.reports.block import Solid
from mcdesk.reports.fonts import BOLD, ITALIC, Style
from mcdesk.reports.frame import CODE_FIRST
from mcdesk.reports.logo import drawable, within
from mcdesk.reports.paper import text_row
from mcdesk.reports.pen import MUTED
from mcdesk.reports.text import lines

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.reports.paper import Blocks
    from mcdesk.reports.pen import Pen

LARGE = Style(BOLD, 22, 28)
LARGE_ID = Style(ITALIC, 13, 18, MUTED)
HIGH = 40.0
HOUSE = Style(BOLD, 9, 13, MUTED)


def add_letterhead(blocks: Blocks, house: str, logo: Path | None) -> None:
    """Add the head of a letter: the logo, and always who writes it."""
    blocks.add(letterhead(blocks, house, logo))
    if drawable(logo) is not None:
        room = blocks.width - CODE_FIRST
        blocks.add(text_row([(blocks.clean(house), HOUSE)], room, above=4, below=6))


def letterhead(blocks: Blocks, house: str, logo: Path | None) -> Solid:
    """Return the logo, or the name of the house where there is none."""
    room = blocks.width - CODE_FIRST - 12
    found = lines([(blocks.clean(house), HOUSE)], room)[:2]
    logo = drawable(logo)
    drawn = within(logo, room, HIGH) if logo is not None else None

    def paint(pen: Pen, left: float, top: float) -> None:
        if drawn is not None:
            drawn.draw(pen, left, top)
            return
        for place, line in enumerate(found):
            pen.line(left, top + place * HOUSE.leading, line)

    return Solid(HIGH, paint)
