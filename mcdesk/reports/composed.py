"""A form laid out on its pages, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.reports.changes import add_changes, add_lost
from mcdesk.reports.ending import close, paged
from mcdesk.reports.fields import add_sections, leans_wide
from mcdesk.reports.filling import fill, loosen
from mcdesk.reports.footer import add_footer
from mcdesk.reports.frame import Frame, frame_of, head
from mcdesk.reports.logo import drawable
from mcdesk.reports.paper import Paper
from mcdesk.reports.parts import add_debts, add_identity, add_living
from mcdesk.reports.redline import Redline
from mcdesk.reports.signed_parts import add_parts

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.views import Sheet
    from mcdesk.reports.flow import Page


@dataclass(frozen=True, slots=True)
class Composed:
    """A form laid out on its pages, ready to be drawn.

    Its first `lasting` entries hold what is frozen; what follows stands as on the day of printing.
    """

    title: str
    pages: tuple[Page, ...]
    frame: Frame
    lasting: int = 0


def compose(sheet: Sheet, *, dense: bool | None = None) -> Composed:
    """Lay out a form on its pages; a logo that is not there gives way to the house's name.

    Where a table needs a page on its side, the whole form lies on its side if that takes no more
    pages: one does not turn a short form twice. Where a page would end early, rows stand a little
    closer together if that saves a page (or where it is told: `dense`), else a little further
    apart on it.
    """
    logo = drawable(sheet.logo)
    found = _composed(sheet, logo, wide=False, dense=dense)
    if any(page.is_wide != found.pages[0].is_wide for page in found.pages):
        aside = _composed(sheet, logo, wide=True, dense=dense)
        found = aside if len(aside.pages) <= len(found.pages) else found
    if sheet.kind == "blank" and not sheet.sent:
        fill(found.pages)
    loosen(found.pages)
    return found


def _composed(sheet: Sheet, logo: Path | None, *, wide: bool, dense: bool | None) -> Composed:
    """Lay out a form upright, with wide tables on their side, or all of it on its side."""
    paper = Paper(sheet)
    paper.wide = wide or leans_wide(paper)
    if sheet.since is not None:
        paper.redline = Redline(sheet.since)
    frame = frame_of(paper)
    paper.add(head(paper, logo))
    add_identity(paper)
    add_parts(paper)
    add_changes(paper)
    add_sections(paper)
    add_lost(paper)
    lasting = len(paper.entries)
    add_debts(paper)
    add_living(paper)
    add_footer(paper)
    pages = paged(paper, close(paper), dense=dense)
    title = " ".join(filter(None, (sheet.definition.title.en, sheet.header.code)))
    return Composed(title, tuple(pages), frame, lasting)
