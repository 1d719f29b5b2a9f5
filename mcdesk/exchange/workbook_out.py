"""Tables as a workbook: one sheet each, days as days, numbers as numbers, no text a formula."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from mcdesk.exchange.template import put_text, save_whole
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from mcdesk.application.views import AuditTable, Fact
    from mcdesk.i18n import Language

NARROW, UNIT, WIDEST = 10.0, 9.0, 60.0
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
FORMULA_SIGNS = frozenset("=+-@\t\r")
"""A text that begins so stays text in a spreadsheet also when its cell is edited there."""
LONGEST = 31
"""So many characters the name of a sheet may have."""


def write_tables(out: Path, language: Language, tables: Sequence[AuditTable]) -> None:
    """Write tables into a workbook, whole or not at all.

    Raises:
        Trouble: The place cannot be written.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(_name(table.title.text(language))), language, table)
    data = io.BytesIO()
    book.save(data)
    save_whole(data.getvalue(), out)


def _name(title: str) -> str:
    return title.translate(NOT_IN_NAMES)[:LONGEST]


def _fill(sheet: Any, language: Language, table: AuditTable) -> None:
    """Fill a sheet; printed, it lies on its side, as wide as a page, its head on each of them."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, head in enumerate(table.heads, start=1):
        cell = put_text(sheet, 1, at, head.label.text(language))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="ECEEF2")
        width = min(max(head.share * UNIT, NARROW), WIDEST)
        sheet.column_dimensions[cell.column_letter].width = width
    for line, row in enumerate(table.rows, start=2):
        for at, fact in enumerate(row, start=1):
            cell = _put(sheet, line, at, fact, language)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(fact, str | Label))
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    if table.rows:
        sheet.auto_filter.ref = sheet.dimensions


def _put(sheet: Any, row: int, column: int, fact: Fact, language: Language) -> Any:
    if isinstance(fact, Label | str):
        text = fact.text(language) if isinstance(fact, Label) else fact
        cell = put_text(sheet, row, column, text)
        cell.quotePrefix = text[:1] in FORMULA_SIGNS
        return cell
    cell = sheet.cell(row, column, fact)
    if isinstance(fact, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
