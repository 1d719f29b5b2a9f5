"""How a form ends: its signatures, with some of its text beside them, and no page too many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.reports.block import Row, tightened
from mcdesk.reports.filling import EARLY
from mcdesk.reports.flow import Entry, Page, paginate
from mcdesk.reports.parts import add_replacements
from mcdesk.reports.signature import add_signatures
from mcdesk.reports.signed_parts import add_part_signatures

if TYPE_CHECKING:
    from mcdesk.reports.paper import Paper

BEGUN = 0.3
"""A last page less filled than this hardly begins."""


def paged(paper: Paper, text: int, *, dense: bool | None = None) -> list[Page]:
    """Return the pages; rows stand closer together where one ends early and that saves one.

    So they do, or do not, where it is told (`dense`).

    The first `text` entries are the form's own, the signatures follow. The lines of the text are
    broken once; only the boxes of the signatures are set again.
    """
    pages = paginate(paper.entries)
    *before, last = (page.filled for page in pages)
    is_full = not before or (min(before) >= EARLY and last >= BEGUN)
    if dense is False or (dense is None and is_full):
        return pages
    closer = [replace(entry, block=tightened(entry.block)) for entry in paper.entries[:text]]
    again = replace(paper, entries=[], dense=True)
    _sign(again)
    denser = paginate([*closer, *again.entries])
    return denser if dense or len(denser) < len(pages) else pages


def _sign(paper: Paper) -> None:
    add_signatures(paper)
    add_part_signatures(paper)


def close(paper: Paper) -> int:
    """Add the signatures, and before them the characters that any part had to replace.

    Returns how many entries stand before the signatures.
    """
    place = len(paper.entries)
    _sign(paper)
    signatures = paper.entries[place:]
    del paper.entries[place:]
    add_replacements(paper)
    if not signatures and len(paper.entries) > 1:  # no last line stands alone on a page
        paper.entries[-2] = replace(paper.entries[-2], keep=True)
    if signatures:
        _bring_along(paper, sum(entry.block.height for entry in signatures))
    place = len(paper.entries)
    paper.entries.extend(signatures)
    return place


def _bring_along(paper: Paper, height: float) -> None:
    """Hold the end of the text together with the signatures: nobody signs an empty page.

    Of a table that has no room beside them as a whole the last two rows go along.
    """
    last, rows, cut = paper.entries[-1], 0, 0
    needed = height + last.block.height + sum(head.height for head in last.heads)
    page = Page(last.wide, first=False)
    room = page.end - page.begin
    for place in range(len(paper.entries) - 2, -1, -1):
        entry = paper.entries[place]
        if not entry.keep:
            break
        rows += _ends_row(paper.entries[place + 1])
        if rows == 2 and _ends_row(entry):
            cut, rows = place, rows + 1
        needed += entry.block.height
        if cut and needed >= room:
            paper.entries[cut] = replace(paper.entries[cut], keep=False)
            needed = 0
            break
    if last.wide == paper.wide and needed < room:
        paper.entries[-1] = replace(last, keep=True)


def _ends_row(entry: Entry) -> bool:
    """Tell whether a row of a table ends with an entry, under whose head others may begin."""
    return bool(entry.heads) and isinstance(entry.block, Row) and entry.block.rule > 0
