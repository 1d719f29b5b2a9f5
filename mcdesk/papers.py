"""The program as far as it makes paper, and tells what a PDF is that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import (
        Audit,
        Binder,
        Board,
        Booklet,
        CatalogueCopy,
        Mailing,
        PdfVerdict,
        Sheet,
        Statement,
    )


class PapersApp:
    """The half of the program that prints; each print is imported when it is first wanted."""

    def print_sheets(self, sheets: Sequence[Sheet], out: Path) -> int:
        """Print forms into one PDF; return the number of pages."""
        from mcdesk.reports.form import print_form, print_forms

        return print_form(sheets[0], out) if len(sheets) == 1 else print_forms(sheets, out)

    def print_binder(self, binder: Binder, out: Path) -> int:
        """Print the binder of a micro-credential; return its number of pages."""
        from mcdesk.reports.binder import print_binder

        return print_binder(binder, out)

    def print_audit(self, audit: Audit, out: Path, tables: Path | None = None) -> int:
        """Print an audit, and write its tables as a workbook; return the number of pages."""
        from mcdesk.exchange.workbook_out import write_tables
        from mcdesk.reports.audit import print_audit

        pages = print_audit(audit, out)
        if tables is not None:
            write_tables(tables, language(), audit.tables)
        return pages

    def print_statement(self, statement: Statement, out: Path) -> int:
        """Print a contribution statement; return its number of pages."""
        from mcdesk.reports.statement import print_statement

        return print_statement(statement, out)

    def print_booklet(self, booklet: Booklet, out: Path) -> int:
        """Print the booklet of a signing session; return its number of pages."""
        from mcdesk.reports.booklet import print_booklet

        return print_booklet(booklet, out)

    def print_catalogue(self, copy: CatalogueCopy, out: Path) -> int:
        """Print a catalogue sheet; return its number of pages."""
        from mcdesk.reports.catalogue import print_catalogue

        return print_catalogue(copy, out)

    def write_drafts(self, mailing: Mailing, folder: Path) -> Sequence[Path]:
        """Write an e-mail draft with the form attached for each recipient; return their places."""
        from io import BytesIO

        from mcdesk.exchange.mail import write_drafts
        from mcdesk.reports.form import print_form

        out = BytesIO()
        print_form(mailing.sheet, out)
        return write_drafts(mailing, mailing.errands, out.getvalue(), folder)

    def print_board(self, board: Board, out: Path) -> int:
        """Print the board and return the number of its pages."""
        from mcdesk.reports.board import print_board

        return print_board(board, out, language())

    def verify_pdf(
        self, desk: DeskPort, path: Path, progress: Progress | None = None
    ) -> PdfVerdict | None:
        """Return what a PDF is and whether it holds; None when it was cancelled.

        Raises:
            Trouble: The file cannot be read.
        """
        from mcdesk.verifying import verify_pdf

        return verify_pdf(desk, path, progress)
