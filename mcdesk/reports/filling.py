"""Fills pages that end early: rows for the pen grow, and those of a print stand further apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.reports.block import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.reports.flow import Page, Placed

MORE = 8.0
"""So much higher a row for the pen may become: 24 points are 8.5 mm, 32 are 11 mm."""
ROWS = 4
"""So many empty rows a table may gain on a page."""
MUCH_MORE = 32.0
"""So much higher the rows of tables may become where no more of them come: to 2 cm."""
STILL_MORE = 12.0
"""So much higher a field's line for the pen may become where a page has nothing else that grows."""
EARLY = 0.75
"""A page less filled than this ends early."""
LOOSER = 14.0
"""So much further apart the rows of a print may stand, at most."""


def fill(pages: Sequence[Page]) -> None:
    """Give the room that pages leave empty to whoever writes on them; the last page stays.

    A page ends early where what follows does not fit: its rows grow, then some empty rows of its
    tables are added where a table may have any number of them, then the rows of tables grow again,
    and at last the lines of fields.
    """
    for page in pages[:-1]:
        grown = _grown(page, page.blocks, MORE)
        grown = _grown_more(page, _with_spares(page, grown))
        _place(page, _grown(page, grown, STILL_MORE, tables=False))


def loosen(pages: Sequence[Page]) -> None:
    """Set the rows further apart on pages that end early; the last page stays as it is.

    What follows such a page is held together: the signatures and the last rows before them, a row
    that is not broken, a table that turns the page.
    """
    for page in pages[:-1]:
        rows = [placed for placed in page.blocks if _may_loosen(placed)]
        missing = EARLY * (page.end - page.begin) - sum(p.block.height for p in page.blocks)
        if missing > 0 and rows:
            more = min(missing / len(rows), LOOSER) / 2
            _place(page, [_looser(placed, more) for placed in page.blocks])


def _may_loosen(placed: Placed) -> bool:
    return isinstance(placed.block, Row) and placed.block.rule > 0


def _looser(placed: Placed, more: float) -> Placed:
    block = placed.block
    if not (isinstance(block, Row) and _may_loosen(placed)):
        return placed
    apart = replace(block, above=block.above + more, below=block.below + more)
    return replace(placed, block=apart)


def _free(page: Page, blocks: Iterable[Placed]) -> float:
    return page.end - page.begin - sum(placed.block.height for placed in blocks)


def _grown(page: Page, blocks: list[Placed], most: float, *, tables: bool = True) -> list[Placed]:
    """Return the blocks with their rows for the pen as high as the page has room for.

    Those of tables are left as they are where it is told so.
    """
    free = max(_free(page, blocks), 0.0)
    share = [0.0 if not tables and _is_empty(placed) else 1.0 for placed in blocks]

    def grown(most: float) -> list[Placed]:
        return [_more(placed, most * part) for placed, part in zip(blocks, share, strict=True)]

    found = grown(most)
    gain = free - _free(page, found)
    # no row grows by more than its share of what it was given
    return grown(most * free / gain) if gain > free else found


def _is_empty(placed: Placed) -> bool:
    """Tell whether a block is an empty row of a table."""
    return isinstance(placed.block, Row) and placed.block.minimum > 0


def _grown_more(page: Page, blocks: list[Placed]) -> list[Placed]:
    """Return the blocks with the rows of tables still higher, where the page has room for it."""
    rows = [placed for placed in blocks if _is_empty(placed)]
    more = min(max(_free(page, blocks), 0.0) / max(len(rows), 1), MUCH_MORE)
    return [_more(placed, more) if placed in rows else placed for placed in blocks]


def _more(placed: Placed, more: float) -> Placed:
    block = placed.block
    return replace(placed, block=block.grown(more)) if isinstance(block, Row) else placed


def _with_spares(page: Page, blocks: list[Placed]) -> list[Placed]:
    """Return the blocks with further empty rows, in turn for each table of the page."""
    groups = {
        place: [replace(one, top=0.0) for one in blocks[place + 1 - _spare(one) : place + 1]]
        for place, one in enumerate(blocks)
        if _ends_table(blocks, place)
    }
    ends, count, free = list(groups), dict.fromkeys(groups, 0), _free(page, blocks)
    for number in range(ROWS * len(ends)):
        place = ends[number % len(ends)]
        free -= sum(placed.block.height for placed in groups[place])
        if free < 0:
            break
        count[place] += 1
    found: list[Placed] = []
    for place, placed in enumerate(blocks):
        found.append(placed)
        for _ in range(count.get(place, 0)):
            found += [replace(one) for one in groups[place]]
    return found


def _spare(placed: Placed) -> int:
    return placed.block.spare if isinstance(placed.block, Row) else 0


def _ends_table(blocks: list[Placed], place: int) -> bool:
    """Tell whether the last empty row of a table, as far as this page has it, ends here."""
    size = _spare(blocks[place])
    following = blocks[place + 1 : place + 1 + size]
    return 0 < size <= place + 1 and not any(_spare(placed) for placed in following)


def _place(page: Page, blocks: list[Placed]) -> None:
    """Set the blocks onto the page, and its headings' marks where they now begin."""
    moved, top = {}, page.begin
    for placed in blocks:
        if placed.top:
            moved[placed.top] = top
        placed.top = top
        top += placed.block.height
    page.blocks = blocks
    page.anchors = [(title, moved.get(mark, mark)) for title, mark in page.anchors]
