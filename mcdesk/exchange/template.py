"""The workbook that a list of micro-credentials under way is filled into before a take-over."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mcdesk.errors import Trouble, system_words
from mcdesk.exchange.columns import TARGETS, targets_for
from mcdesk.i18n import Language, _
from mcdesk.procedure.canonical import clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.views import ProgrammeLine
    from mcdesk.procedure.stage import Stage

_ORDER = ("code", "title_en", "title_id", "programme", "faculty", "stage", "since", "round", "lead",
          "designer", "opening", "short_title", "hours", "weeks", "modules",
          "outcomes")  # fmt: skip
_WIDE = {"title_en": 38, "title_id": 38, "outcomes": 30, "modules": 30, "lead": 26, "designer": 26}
_DATED = ("since", "opening")
ROOM = 500
"""So many rows get the drop-down lists and the date format."""


def write_template(
    out: Path, language: Language, stages: Sequence[Stage], programmes: Sequence[ProgrammeLine]
) -> None:
    """Write the workbook: a sheet to fill, and one with the stages and programmes to choose from.

    Raises:
        Trouble: The place cannot be written.
    """
    import openpyxl

    book = openpyxl.Workbook()
    lists = book.create_sheet(_("Lists", language))
    _fill_lists(lists, language, stages, programmes)
    _fill_form(book.active, language, stages, len(programmes), lists.title)
    data = io.BytesIO()
    book.save(data)
    save_whole(data.getvalue(), out)


def put_text(sheet: Any, row: int, column: int, text: str) -> Any:
    """Put a text into a cell as text: what begins with "=" never becomes a formula."""
    cell = sheet.cell(row, column)
    cell.value = "".join(c for c in clean_text(text) if c in "\n\t" or c.isprintable())
    cell.data_type = "s"
    return cell


def _fill_form(
    sheet: Any,
    language: Language,
    stages: Sequence[Stage],
    programmes: int,
    lists: str,
) -> None:
    from openpyxl.styles import Font, PatternFill

    sheet.title = _("Take-over", language)
    own = {target.key: target for target in TARGETS}
    forms = [t for t in targets_for(stages) if t.key.endswith((".number", ".date"))]
    columns = [own[key] for key in _ORDER] + forms
    for at, target in enumerate(columns, start=1):
        cell = put_text(sheet, 1, at, target.label.text(language))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D5E2FC" if target.required else "ECEEF2")
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = _WIDE.get(target.key, 18)
        if target.key in _DATED or target.key.endswith(".date"):
            for row in range(2, ROOM + 2):
                sheet.cell(row, at).number_format = "yyyy-mm-dd"
        if target.key in ("stage", "programme"):
            count = len(stages) if target.key == "stage" else programmes
            _offer(sheet, letter, "A" if target.key == "stage" else "B", count, lists)
    sheet.freeze_panes = "C2"


def _offer(sheet: Any, letter: str, source: str, count: int, lists: str) -> None:
    """Offer the entries of a list in a column; other text may still be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if count:
        rule = DataValidation("list", formula1=f"'{lists}'!${source}$2:${source}${count + 1}")
        rule.errorStyle = "warning"
        rule.add(f"{letter}2:{letter}{ROOM + 1}")
        sheet.add_data_validation(rule)


def _fill_lists(
    sheet: Any,
    language: Language,
    stages: Sequence[Stage],
    programmes: Sequence[ProgrammeLine],
) -> None:
    put_text(sheet, 1, 1, _("Stage", language))
    put_text(sheet, 1, 2, _("Study programme", language))
    put_text(sheet, 1, 3, _("Name", language))
    for row, stage in enumerate(stages, start=2):
        put_text(sheet, row, 1, f"{stage.number} {stage.title.text(language)}")
    for row, entry in enumerate(programmes, start=2):
        put_text(sheet, row, 2, f"{entry.faculty_code}-{entry.code}")
        put_text(sheet, row, 3, entry.name.text(language))
    for letter, width in (("A", 32), ("B", 20), ("C", 40)):
        sheet.column_dimensions[letter].width = width


def save_whole(data: bytes, out: Path) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(f".{out.name[:80]}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Trouble(
            "output",
            _("{name} could not be written.").format(name=out.name),
            _("Choose another folder, or close the file where it is open. ({reason})").format(
                reason=system_words(error)
            ),
            retry=True,
        ) from error
