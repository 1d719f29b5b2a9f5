"""Work for another process that goes wrong in a way nobody foresaw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mcdesk.exchange.scans import pages, sources


class Unforeseen:
    """Does the work of a scanner, but fails over the file of one name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, about: Any, *given: Any) -> Any:
        path = about if isinstance(about, Path) else about.path
        if path.name == self.name:
            raise ZeroDivisionError("nobody foresaw this")
        return pages.read_pages(about, *given) if given else sources.look(about)
