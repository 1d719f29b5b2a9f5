"""What the workers do for a signing session: plain values in, plain values out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.ui.printing import output, pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtPrintSupport import QPrinter

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Booklet, Changes, Outcome, SigningList, WorkspaceInfo
    from mcdesk.procedure.commands import KeepBooklet, SignForm
    from mcdesk.ui.printing.making import Print


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who is waited for, with what, on which day, and who is in the directory."""

    info: WorkspaceInfo
    today: date
    lists: tuple[SigningList, ...]


def read(desk: DeskPort, progress: Progress) -> Waiting | None:
    """Return what waits for whose signature on paper; None when it was cancelled."""
    lists = desk.signing_lists(progress)
    return None if lists is None else Waiting(desk.info(), desk.board().today, lists)


def read_booklet(
    who: str, forms: tuple[str, ...], desk: DeskPort, progress: Progress
) -> Booklet | None:
    """Return the forms of a booklet."""
    return desk.booklet(who, forms, progress)


def printer_of_booklets() -> Print:
    """Return what prints a booklet into a file."""
    from mcdesk.reports.booklet import print_booklet

    return print_booklet


def for_paper(
    who: str, forms: tuple[str, ...], desk: DeskPort, progress: Progress
) -> tuple[bytes, int] | None:
    """Return a booklet as PDF with its number of pages; None when it was cancelled."""
    from mcdesk.reports.booklet import print_booklet

    booklet = desk.booklet(who, forms, progress)
    out = io.BytesIO()
    pages = print_booklet(booklet, out, progress) if booklet is not None else 0
    return (out.getvalue(), pages) if pages else None


def on_paper(data: bytes, printer: QPrinter, _desk: DeskPort, progress: Progress) -> int:
    """Send a booklet to a printer; return how many pages were sent."""
    return output.print_data(data, pdf.page_sizes(data), printer, progress)


def keep(command: KeepBooklet, desk: DeskPort) -> Changes:
    """Keep what a booklet holds."""
    return desk.execute(command, source="session")


def record(
    commands: Sequence[tuple[str, SignForm]], desk: DeskPort, progress: Progress
) -> tuple[tuple[Outcome, ...], Changes]:
    """Record decisions, each by itself; the refused ones stand apart."""
    return desk.execute_each(commands, progress)
