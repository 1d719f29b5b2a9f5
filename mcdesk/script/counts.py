"""How many there are of something, in words: one page, two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural

if TYPE_CHECKING:
    from pathlib import Path


def wrote(out: Path | None, pages: int, *more: str) -> str:
    """Return that a PDF was written, with its pages and what else it holds."""
    held = ", ".join((plural("{n} page", "{n} pages", pages), *more))
    return _("wrote {out}, {held}").format(out=out, held=held)


def events(n: int) -> str:
    """Return how many events there are."""
    return plural("{n} event", "{n} events", n)


def cards(n: int) -> str:
    """Return how many micro-credentials there are."""
    return plural("{n} micro-credential", "{n} micro-credentials", n)


def need_a_look(n: int) -> str:
    """Return how many entries need a look, and how they are listed."""
    return plural("{n} needs a look: mcdesk attention", "{n} need a look: mcdesk attention", n)
