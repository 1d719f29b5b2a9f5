"""Prints many forms, each to its own file: a few here, more of them in several processes."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.application.views import Sheet
from mcdesk.procedure.calendar import use_zone, zone_name
from mcdesk.reports.form import Progress, print_form

if TYPE_CHECKING:
    from collections.abc import Sequence

Job = tuple[Sheet, Path]
FEW = 5
"""Up to so many forms are printed without further processes, which cost a start each."""
CHUNK = 8


def print_many(
    jobs: Sequence[Job],
    progress: Progress | None = None,
    *,
    workers: int = 0,
) -> int:
    """Print each sheet to its path and return how many were printed.

    `progress` hears how many are done; where it answers False no further form is begun.

    Raises:
        Trouble: A path cannot be written.
    """
    if len(jobs) <= FEW:
        return _one_by_one(jobs, progress)
    return _together(jobs, progress, workers or min(os.cpu_count() or 1, 6))


def _one_by_one(jobs: Sequence[Job], progress: Progress | None) -> int:
    for done, (sheet, path) in enumerate(jobs):
        if progress is not None and not progress(done, len(jobs)):
            return done
        print_form(sheet, path)
    if progress is not None:
        progress(len(jobs), len(jobs))
    return len(jobs)


def _together(jobs: Sequence[Job], progress: Progress | None, workers: int) -> int:
    """Print in a pool of processes; a cancel leaves what was not begun undone."""
    size = max(1, min(CHUNK, len(jobs) // workers))
    chunks = [list(jobs[start : start + size]) for start in range(0, len(jobs), size)]
    done = 0
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=use_zone, initargs=(zone_name(),)
    )
    try:
        waiting: set[Future[int]] = {pool.submit(print_chunk, chunk) for chunk in chunks}
        while waiting:
            if progress is not None and not progress(done, len(jobs)):
                break
            finished, waiting = wait(waiting, timeout=0.25, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in finished)
        for future in waiting:
            future.cancel()
        done += sum(future.result() for future in waiting if not future.cancelled())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    if progress is not None and done == len(jobs):
        progress(done, len(jobs))
    return done


def print_chunk(jobs: Sequence[Job]) -> int:
    """Print some forms, in whichever process this is, and return their number."""
    for sheet, path in jobs:
        print_form(sheet, path)
    return len(jobs)
