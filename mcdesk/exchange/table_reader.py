"""Reads a table from a file or from the clipboard; the content decides what it is, not the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Trouble, system_words
from mcdesk.exchange import text_table
from mcdesk.exchange.table import Table, make_table
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 20_000_000
WORKBOOKS = (".xlsx", ".xlsm")
IsHeading = Callable[[str], bool]


def read_text(text: str, is_heading: IsHeading | None = None, *, headings: bool = True) -> Table:
    """Return the table in pasted text.

    Raises:
        Trouble: There is no table in it.
    """
    return make_table(text_table.rows_of(text), is_heading, headings=headings)


def read_file(
    path: Path, is_heading: IsHeading | None = None, *, sheet: str = "", headings: bool = True
) -> Table:
    """Return the table in an XLSX, CSV or TSV file.

    Raises:
        Trouble: The file cannot be read, is something else, or too large.
    """
    data = _bytes(path)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _read_workbook(data, is_heading, sheet, headings=headings)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Trouble(
            "old_workbook",
            _("This is a workbook in the old XLS format, or one with a password."),
            _("Open it, save it as XLSX without a password, and choose that file."),
        )
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")):
        raise Trouble(
            "no_text",
            _("This file is neither a spreadsheet nor a text."),
            _("Save the list as XLSX or CSV, or copy its rows and paste them here."),
        )
    table = read_text(text_table.decode(data), is_heading, headings=headings)
    return _told_as_text(table, path) if path.suffix.casefold() in WORKBOOKS else table


def _told_as_text(table: Table, path: Path) -> Table:
    """Return what was read of a text called a workbook, saying so; refuse it where it is none."""
    name = path.name
    if len(table.headers) < 2:
        words = _("{name} is no workbook, though it is called so: it is a text without columns.")
        raise Trouble(
            "no_workbook",
            words.format(name=name),
            _("Open the list in the program that it is from and save it as XLSX, or copy its rows "
              "and paste them here."),
        )  # fmt: skip
    text = N_("{name} is no workbook, though it is called so; it was read as a text.")
    note = Finding("no_workbook", text, {"name": name}, level="warn")
    return replace(table, notes=(*table.notes, note))


def _bytes(path: Path) -> bytes:
    """Return a file's content, never more than a list can be."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Trouble(
            "unreadable",
            _("{name} cannot be read.").format(name=path.name),
            _("Close it where it is open and try again. The system says: {text}").format(
                text=system_words(error)
            ),
            retry=True,
        ) from error
    if len(data) > LARGEST_FILE:
        raise Trouble(
            "too_much",
            _("{name} is larger than {n} MB.").format(name=path.name, n=LARGEST_FILE // 1_000_000),
            _("Copy the rows that are needed into a new workbook."),
        )
    return data


def _read_workbook(
    data: bytes, is_heading: IsHeading | None, sheet: str, *, headings: bool
) -> Table:
    from mcdesk.exchange.workbook import sheets_and_rows

    names, name, rows = sheets_and_rows(data, sheet)
    table = make_table(rows, is_heading, headings=headings)
    notes = table.notes
    if len(names) > 1 and not sheet:
        text = N_("The workbook has {n} sheets; “{name}” was read.")
        notes += (Finding("sheets", text, {"n": len(names), "name": name}, level="warn"),)
    return replace(table, sheet=name, sheets=names, notes=notes)
