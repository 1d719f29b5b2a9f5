"""What another process does for an audit: the PDF, then its tables. Knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.exchange.workbook_out import write_tables
from mcdesk.i18n import language
from mcdesk.reports.audit import print_audit

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.views import Audit
    from mcdesk.reports.form import Progress


def print_with_tables(audit: Audit, out: Path, progress: Progress) -> int:
    """Print an audit and write its tables beside it, under a name that is free."""
    pages = print_audit(audit, out, progress)
    if pages:
        write_tables(free_place(out), language(), audit.tables)
    return pages


def free_place(out: Path) -> Path:
    """Return where the tables of a PDF go: nothing that is there is replaced."""
    place, number = out.with_suffix(".xlsx"), 1
    while place.exists():
        number += 1
        place = out.with_name(f"{out.stem} ({number}).xlsx")
    return place
