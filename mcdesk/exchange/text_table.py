"""Tables as text: what a spreadsheet puts on the clipboard, and CSV files in any encoding."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble
from mcdesk.exchange.table import MOST_ROWS, too_much
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LETTERS = 20_000_000
DELIMITERS = ("\t", ";", ",")
_SAMPLE = 50


def decode(data: bytes) -> str:
    """Return the text in a file: UTF-8 or UTF-16 with or without a mark, else Windows-1252.

    Raises:
        Trouble: It is no text.
    """
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise _no_text() from error
    text = text.removeprefix("\ufeff")
    strange = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 11, 12, 13))
    if strange > len(text) // 100 + 1:
        raise _no_text()
    return text


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    start = data[:4000]
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _no_text() -> Trouble:
    return Trouble(
        "no_text",
        _("This file is neither a spreadsheet nor a text."),
        _("Save the list as XLSX or CSV, or copy its rows and paste them here."),
    )


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text with their numbers; tabs, semicolons or commas part the cells.

    Raises:
        Trouble: The text is longer than can be a list.
    """
    if len(text) > MOST_LETTERS:
        raise too_much(_("The text is longer than {n} letters.").format(n=MOST_LETTERS))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    first, _rest, others = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        yield from _split(others, first[4])
        return
    yield from _split(text, _delimiter(text))


def _delimiter(text: str) -> str:
    """Return what parts the cells: the sign that cuts most of the first rows alike."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    best, found = 0.0, "\t"
    for sign in DELIMITERS:
        if sign not in sample:
            continue
        widths = [len(cells) for _number, cells in _split(sample, sign) if any(cells)]
        usual = max(set(widths), key=widths.count, default=1)
        score = (usual > 1) * widths.count(usual) / max(len(widths), 1) + (sign == "\t")
        if score > best:
            best, found = score, sign
    return found


def _split(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows; where the quotation marks make no sense they are taken as letters."""
    rows = _quoted(text, delimiter)
    if rows is None:
        rows = [
            (number, line.split(delimiter))
            for number, line in enumerate(text.split("\n")[: 4 * MOST_ROWS], start=1)
        ]
    yield from rows


def _quoted(text: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    """Return the rows as the CSV rules read them, or None where they do not fit."""
    if '"' not in text:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append((number, cells))
            if number > 4 * MOST_ROWS:
                break
    except csv.Error:
        return None
    return rows
