"""What another process does for a form that is filled in elsewhere: a PDF or a Word document.

Knows no Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.reports.output import write

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.views import Sheet
    from mcdesk.reports.form import Progress


def pdf_to_fill(sheet: Sheet, out: Path, progress: Progress) -> int:
    """Write a form as a PDF with fields; return how many files there are."""
    from mcdesk.reports.form import print_to_fill

    write(print_to_fill(sheet, progress=progress), out)
    return 1


def docx_to_fill(sheet: Sheet, out: Path, _progress: Progress) -> int:
    """Write a form as a Word document; return how many files there are."""
    from mcdesk.exchange.forms_docx import document_to_fill

    write(document_to_fill(sheet), out)
    return 1
