"""Simple XLSX workbooks as rows of text; limits and hostile shapes are checked before parsing."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from mcdesk.errors import McDeskError, Trouble
from mcdesk.exchange.table import MOST_COLUMNS, MOST_ROWS, too_much
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 50_000_000
MOST_MEMBERS = 2_000
MOST_SCANNED = 4 * MOST_ROWS
"""After so many rows nothing more is looked at, however far apart the filled ones lie."""
_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, ParseError, KeyError, ValueError, TypeError,
    IndexError, AttributeError, EOFError, OSError, NotImplementedError, RuntimeError,
    OverflowError, AssertionError,
)  # fmt: skip
_TOLD = (zipfile.BadZipFile, zlib.error, ParseError, KeyError, EOFError, OSError)
"""What says something to people about the file; the others speak of the library's own code."""


def sheets_and_rows(
    data: bytes, sheet: str = ""
) -> tuple[tuple[str, ...], str, list[tuple[int, list[str]]]]:
    """Return the names of a workbook's sheets, the one read, and its rows.

    Without a name the first visible sheet that holds something is read.

    Raises:
        Trouble: It is no workbook, a damaged or a dangerous one.
    """
    with _translated():
        _check(data)
        book = _open(data)
        try:
            names = tuple(s.title for s in book.worksheets if s.sheet_state == "visible")
            if not names:
                raise _damaged("no visible sheet")
            for name in [sheet] if sheet in names else names:
                rows = list(_rows(book[name]))
                if any(any(cells) for _number, cells in rows):
                    return names, name, rows
            return names, names[0], []
        finally:
            book.close()


def _open(data: bytes) -> Any:
    import openpyxl
    from openpyxl.xml import DEFUSEDXML, LXML

    if LXML or not DEFUSEDXML:
        raise Trouble(
            "no_defusedxml",
            _("Workbooks cannot be read safely in this installation."),
            _("Save the list as CSV, or copy its rows and paste them here."),
        )
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn whatever a damaged workbook makes the library raise into words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except McDeskError:
        raise
    except _BROKEN as error:
        raise _damaged(str(error) if isinstance(error, _TOLD) else "") from error


def _damaged(reason: str) -> Trouble:
    advice = _("Open it in a spreadsheet program and save it again as XLSX or CSV.")
    if reason:
        advice = f"{advice} ({reason.splitlines()[0][:120]})"
    return Trouble("damaged_workbook", _("This workbook cannot be read."), advice)


def _check(data: bytes) -> None:
    """Refuse what is no workbook or unpacks to more than a list can be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    names = {member.filename for member in members}
    if any(part not in names for part in _PARTS):
        raise Trouble(
            "no_workbook",
            _("This file is not an XLSX workbook."),
            _("Save the list as XLSX or CSV, or copy its rows and paste them here."),
        )
    if any(member.flag_bits & 1 for member in members):
        raise Trouble(
            "locked_workbook",
            _("This workbook is protected by a password."),
            _("Save it without the password, or copy its rows and paste them here."),
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS or len(names) < len(members):
        raise Trouble(
            "too_much",
            _("This workbook unpacks to more than a list can be ({n} MB).").format(
                n=round(unpacked / 1e6)
            ),
            _("Copy the rows that are needed into a new workbook."),
        )


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet; what the file says about its own size is not believed."""
    sheet.reset_dimensions()
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_SCANNED), 1):
        texts = [_text(value) for value in cells[:MOST_COLUMNS]]
        if any(value is not None for value in cells[MOST_COLUMNS:]):
            raise too_much(_("Row {row} has {n} columns.").format(row=number, n=len(cells)))
        if any(texts):
            filled += 1
            yield number, texts
        if filled > MOST_ROWS + 1:
            raise too_much(_("The table has more than {n} rows.").format(n=MOST_ROWS))


def _text(value: object) -> str:
    """Return a cell's value as text: dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
