"""Filled forms as PDF: one of each kind, and many in the pool of processes."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.figures import Figure, Goal, Samples
from mcdesk.bootstrap import App
from mcdesk.reports import fonts
from mcdesk.reports.batch import print_many
from mcdesk.reports.composed import compose
from mcdesk.reports.form import print_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.views import Sheet

LAST = "MC-AT-14"
TRIED, WANTED = 200, 1000


def measure(folder: Path, path: Path, rounds: int) -> Iterator[Figure]:
    """Print every form of a card that has gone all the way."""
    sheets = _sheets(path)
    fonts.font(fonts.REGULAR)
    for kind, sheet in sheets.items():
        pages = len(compose(sheet).pages)
        ours, bare = Samples(), Samples()
        for number in range(rounds + 1):
            _print(sheet, ours if number else Samples())
            _draw(pages, bare if number else Samples())
        yield Figure(f"{kind} as PDF, {pages} pages", ours, control=bare, goals=_GOAL)
    yield _pool(folder, list(sheets.values()))


_GOAL = (Goal(100, "median"),)


def _sheets(path: Path) -> dict[str, Sheet]:
    """Return the sheets of all forms of the card, as they were frozen where they were."""
    app = App()
    desk = app.open(path, read_only=True)
    try:
        lines = desk.outline(LAST).forms
        return {
            line.kind: desk.sheet(line.form_id, "frozen" if line.version else "draft")
            for line in lines
        }
    finally:
        app.close(desk)


def _print(sheet: Sheet, samples: Samples) -> None:
    with samples.timed():
        print_form(sheet, BytesIO())


def _draw(pages: int, samples: Samples) -> None:
    """Draw as many pages of plain lines on a bare canvas: the control."""
    with samples.timed():
        canvas = Canvas(BytesIO(), pagesize=A4, invariant=1)
        for _page in range(pages):
            canvas.setFont(fonts.REGULAR, 9)
            for line in range(60):
                canvas.drawString(50, 790 - 12 * line, f"{line} Employers report that junior staff")
            canvas.showPage()
        canvas.getpdfdata()


def _pool(folder: Path, sheets: list[Sheet]) -> Figure:
    """Print many forms to files in the pool of processes; what 1,000 take is worked out."""
    out = folder / "forms"
    out.mkdir(exist_ok=True)
    jobs = [(sheets[number % len(sheets)], out / f"{number}.pdf") for number in range(TRIED)]
    began = time.perf_counter()
    print_many(jobs)
    took = (time.perf_counter() - began) * WANTED / TRIED
    return Figure(
        f"{WANTED:,} forms in the process pool",
        Samples([took]),
        "s",
        goals=(Goal(60, "max"),),
        note=f"worked out from {TRIED} forms of every kind in turn, starts of processes included",
    )
