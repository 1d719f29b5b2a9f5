"""Reads many pages in processes of their own: a hostile file harms neither window nor workspace."""

from __future__ import annotations

import os
import warnings
from collections import deque
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

from mcdesk.exchange.scans.cutting import Piece, cut
from mcdesk.exchange.scans.pages import PageRead, read_pages
from mcdesk.exchange.scans.sources import MOST_PAGES, Source, Unreadable, look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from multiprocessing.pool import AsyncResult, Pool
    from pathlib import Path
    from typing import Any

    from mcdesk.application.ports import Progress
    from mcdesk.application.views import ScanBundle

CHUNK = 4
PATIENCE = 60.0
"""So many seconds a group of pages may take; then it is given up."""
GLANCE = 0.1


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a scan: where it lies, and what was read on it."""

    source: Source
    read: PageRead

    @property
    def piece(self) -> Piece:
        return Piece(self.source, self.read.number, self.read.turn)


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of all files in order, and the files that were not read, each with its reason.

    `lost` are the places of pages that cannot be taken out of their files.
    """

    pages: tuple[Page, ...]
    refused: tuple[tuple[Path, str], ...] = ()
    lost: frozenset[int] = frozenset()

    def without(self, bundles: Iterable[ScanBundle]) -> Reading:
        """Return it with the pages of some bundles lost."""
        lost = {place for bundle in bundles for place in bundle.pages}
        return replace(self, lost=self.lost | lost)


class Scanner:
    """Looks at files, reads pages and cuts them, in processes that end with it."""

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or min(os.cpu_count() or 1, 4)
        self._pool: Pool | None = None

    def __enter__(self) -> Scanner:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None

    def _ask(self, work: Callable[..., Any], *given: object) -> AsyncResult[Any]:
        if self._pool is None:
            self._pool = get_context("spawn").Pool(self._workers, be_quiet)
        return self._pool.apply_async(work, given)

    def read(self, paths: Sequence[Path], progress: Progress | None = None) -> Reading | None:
        """Read the codes on every page; None when it was cancelled."""
        sources, refused = self._look(paths)
        waiting: deque[tuple[Source, tuple[int, ...], AsyncResult[Any]]] = deque()
        for source in sources:
            for first in range(0, source.pages, CHUNK):
                numbers = tuple(range(first, min(first + CHUNK, source.pages)))
                waiting.append((source, numbers, self._ask(read_pages, source, numbers)))
        total = sum(source.pages for source in sources)
        pages: list[Page] = []
        while waiting:
            source, numbers, answer = waiting.popleft()
            found = self._wait(answer, progress, len(pages), total)
            if found is None:
                self.stop()
                return None
            pages.extend(Page(source, read) for read in found or _given_up(numbers, answer))
        return Reading(tuple(pages), tuple(refused))

    def _look(self, paths: Sequence[Path]) -> tuple[list[Source], list[tuple[Path, str]]]:
        sources: list[Source] = []
        refused: list[tuple[Path, str]] = []
        asked = [(path, self._ask(looked_at, path)) for path in paths]
        for path, answer in asked:
            answer.wait(PATIENCE)
            found = answer.get() if _is_well(answer) else _trouble(answer)
            known = sum(source.pages for source in sources)
            if isinstance(found, Source) and known + found.pages > MOST_PAGES:
                found = "pages"
            if isinstance(found, Source):
                sources.append(found)
            else:
                refused.append((path, found))
        return sources, refused

    @staticmethod
    def _wait(
        answer: AsyncResult[Any], progress: Progress | None, done: int, of: int
    ) -> tuple[PageRead, ...] | None:
        """Wait for some pages; () when they are not read, None when it was cancelled."""
        for _glance in range(int(PATIENCE / GLANCE)):
            if progress is not None and not progress(done, of):
                return None
            answer.wait(GLANCE)
            if answer.ready():
                found: tuple[PageRead, ...] = answer.get() if _is_well(answer) else ()
                return found
        return ()

    def cut(self, jobs: Sequence[tuple[Sequence[Piece], Path]]) -> tuple[bool, ...]:
        """Put pages together as PDF files; tell of each whether its pages could be taken out.

        Raises:
            OSError: A PDF cannot be written.
        """
        answers = [self._ask(was_cut, tuple(pieces), out) for pieces, out in jobs]
        for answer in answers:
            answer.wait(PATIENCE)
        return tuple(answer.ready() and bool(answer.get()) for answer in answers)


def looked_at(path: Path) -> Source | str:
    """Return what a file is, or the name of the reason why it is not read."""
    try:
        return look(path)
    except Unreadable as error:
        return error.code


def was_cut(pieces: Sequence[Piece], out: Path) -> bool:
    """Put pages together as a PDF; tell whether they could be taken out of their files."""
    try:
        cut(pieces, out)
    except Unreadable:
        return False
    return True


def be_quiet() -> None:
    """Let a process say nothing of what it finds odd about a file: that is told in words."""
    warnings.simplefilter("ignore")


def _is_well(answer: AsyncResult[Any]) -> bool:
    """Tell whether a process has answered: what went wrong over a file stays that file's."""
    return answer.ready() and answer.successful()


def _trouble(answer: AsyncResult[Any]) -> str:
    """Return why a process did not answer well."""
    return "damaged" if answer.ready() else "slow"


def _given_up(numbers: tuple[int, ...], answer: AsyncResult[Any]) -> tuple[PageRead, ...]:
    return tuple(PageRead(number, trouble=_trouble(answer)) for number in numbers)
