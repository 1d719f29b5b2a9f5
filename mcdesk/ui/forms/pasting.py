"""Blocks of cells to and from spreadsheets: tab-separated text, and how a block fits a table."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.exchange.table import guarded, unguarded
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Block = tuple[tuple[str, ...], ...]
MOST_SPAN = 100
"""A cell of a page that is said to be wider or taller is taken for so many columns or rows."""
_LINES = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 tr td th ul ol dl dt dd pre blockquote section article header "
    "footer figure figcaption caption hr".split()
)
"""What stands on a line of its own within a cell: its words never join those beside it."""


def read_block(text: str) -> Block:
    """Return clipboard text as rows of cells; quoted cells may hold tabs and line ends.

    Every row is as wide as the widest. A stray quotation mark is a letter, not a quote.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n")
    if not text:
        return ()
    if '"' in text and not _is_quoted(text):
        rows = [line.split("\t") for line in text.split("\n")]
    else:
        csv.field_size_limit(10_000_000)
        rows = list(csv.reader(io.StringIO(text), delimiter="\t", quotechar='"'))
    width = max((len(row) for row in rows), default=0)
    return tuple((*map(unguarded, row), *[""] * (width - len(row))) for row in rows)


class _Table(HTMLParser):
    """Takes the cells out of the first table of a page; one within a cell is words of it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._depth = 0
        self._wide = self._tall = 1
        self._tall_at: dict[int, int] = {}
        self._is_cell = self._is_over = False
        self._words: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over:
            return
        if tag == "table":
            self._depth += 1
        elif self._is_cell and tag == "br":
            self._words.append("\n")
        elif self._is_block(tag):
            self._part()
        elif self._depth == 1 and tag == "tr":
            self._begin_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            said = dict(attrs)
            self._wide, self._tall = _span(said.get("colspan")), _span(said.get("rowspan"))
            self._is_cell = True

    def _is_block(self, tag: str) -> bool:
        """Tell whether a tag is of a line within a cell, not of the table's own."""
        return self._is_cell and tag in _LINES and (self._depth > 1 or tag[0] != "t")

    def _part(self) -> None:
        """Begin a line, unless one has just begun."""
        words = "".join(self._words).rstrip(" ")
        if not words.endswith("\n"):
            self._words.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._is_block(tag):
            self._part()
        if self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        if self._depth == 1 and tag in ("tr", "table"):
            self._end_row()
        if tag == "table" and self._depth:
            self._depth -= 1
            self._is_over = not self._depth

    @override
    def close(self) -> None:
        """End the page, and the cell that it may end in."""
        super().close()
        self._end_row()

    @override
    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self._words.append(re.sub(r"\s+", " ", data))

    def _end_cell(self) -> None:
        if self._is_cell:
            lines = "".join(self._words).split("\n")
            if not self.rows:
                self.rows.append([])
            words = "\n".join(line.strip() for line in lines).strip("\n")
            self._pass_by()
            row = self.rows[-1]
            start = len(row)
            row += [words, *[""] * (self._wide - 1)]
            self._tall_at |= dict.fromkeys(range(start, len(row)), self._tall)
        self._is_cell, self._words = False, []

    def _pass_by(self) -> None:
        """Leave the places empty into which a taller cell of a row above reaches."""
        while len(self.rows[-1]) in self._tall_at:
            self.rows[-1].append("")

    def _begin_row(self) -> None:
        self._end_row()
        self._tall_at = {at: tall - 1 for at, tall in self._tall_at.items() if tall > 1}
        self.rows.append([])

    def _end_row(self) -> None:
        self._end_cell()
        if self.rows and self.rows[-1]:
            self._pass_by()


def _span(said: str | None) -> int:
    return min(int(said), MOST_SPAN) if said and said.isdecimal() and int(said) else 1


def read_html(page: str) -> Block:
    """Return the first table of a page as rows of cells; nothing where it has none.

    Some programs give what was copied as a page only, without plain text.
    """
    reader = _Table()
    reader.feed(page.replace("\0", ""))
    reader.close()
    rows = [row for row in reader.rows if row]
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _is_quoted(text: str) -> bool:
    """Tell whether the quotation marks are a spreadsheet's: whole cells in even pairs."""
    return text.count('"') % 2 == 0 and (text.startswith('"') or '\t"' in text or '\n"' in text)


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as text that spreadsheets take, and calculate none of (`guarded`)."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    cell = guarded(cell)
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@dataclass(frozen=True, slots=True)
class Fit:
    """How a block falls onto a table from one cell: what is written where, and what does not fit.

    `columns` are the table columns under the block's own; `extra` counts those that lie beyond
    the last one, `closed` names the columns of the table that may not be written. Where a line of
    headings was left out, `given` is all that was to be pasted, and `unknown` are the headings of
    what the table has no column for; where it `is_sure` not, the line may be a row.
    """

    block: Block
    columns: tuple[int, ...]
    extra: int = 0
    closed: tuple[int, ...] = ()
    too_many_rows: int = 0
    unknown: tuple[str, ...] = ()
    given: Block = ()
    is_sure: bool = True

    @property
    def is_whole(self) -> bool:
        return not (self.extra or self.closed or self.too_many_rows or self.unknown)


def fit(
    block: Block,
    first: int,
    *,
    width: int,
    closed: Sequence[int] = (),
    passed: Sequence[int] = (),
    room: int | None = None,
) -> Fit:
    """Return how `block` fits from column `first` of a table `width` columns wide.

    Args:
        block: The cells to paste.
        first: The column of the table's current cell.
        width: How many columns the table has.
        closed: Columns that may not be written (frozen ones of a signed form).
        passed: Computed columns: a block copied from the table holds them, they are passed over.
        room: How many rows can still be taken; None where there is no limit.
    """
    wide = len(block[0]) if block else 0
    columns = tuple(range(first, min(first + wide, width)))
    hit = tuple(column for column in columns if column in closed and column not in passed)
    lost = max(len(block) - room, 0) if room is not None else 0
    return Fit(block, columns, max(first + wide - width, 0), hit, lost)


def repeated(block: Block, rows: int, columns: int) -> Block:
    """Return a block as often as it fills a marked rectangle, as spreadsheets do.

    It stays as it is where the rectangle is not so many times its size, to the cell.
    """
    if not block or rows % len(block) or columns % len(block[0]):
        return block
    return tuple(row * (columns // len(block[0])) for row in block) * (rows // len(block))


def cut_to_fit(found: Fit) -> Fit:
    """Return only what fits: without the columns beyond, the closed ones and the rows too many.

    What the table has no column for stays named: not all of it is pasted.
    """
    keep = [at for at, column in enumerate(found.columns) if column not in found.closed]
    rows = found.block[: len(found.block) - found.too_many_rows or None]
    if found.too_many_rows and found.too_many_rows >= len(found.block):
        rows = ()
    block = tuple(tuple(row[at] for at in keep) for row in rows)
    columns = tuple(found.columns[at] for at in keep)
    return Fit(block, columns, unknown=found.unknown, given=found.given)


def why_not(found: Fit, names: Sequence[str]) -> str:
    """Return in words why a block does not fit; `names` are the headings of the table."""
    reasons = []
    if found.extra:
        wide = len(found.block[0])
        words = _("The clipboard has {wide} columns, from here only {room} fit.")
        reasons.append(words.format(wide=wide, room=len(found.columns)))
    if found.unknown:
        words = _("This table has no column “{columns}”.")
        reasons.append(words.format(columns="”, “".join(found.unknown)))
    if found.closed:
        closed = ", ".join(names[n] for n in found.closed)
        reasons.append(_("{columns} cannot be written any more: signed.").format(columns=closed))
    if found.too_many_rows:
        words = _("The clipboard has {rows} rows, only {room} fit.")
        room = len(found.block) - found.too_many_rows
        reasons.append(words.format(rows=len(found.block), room=max(room, 0)))
    return " ".join(reasons)
