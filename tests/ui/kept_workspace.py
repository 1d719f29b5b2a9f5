"""A workspace that is made once for a module of tests and copied for each: setting up is slow."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from mcdesk.bootstrap import App
from mcdesk.ui.tasks import Tasks
from tests.walk import Walker, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.desk import Desk

TODAY = date(2026, 11, 23)
MADE: list[Path] = []


def make_app() -> App:
    moments = iter(range(10**9))

    def now() -> datetime:
        return datetime(2026, 11, 23, 9, 0, 0, next(moments) % 10**6, tzinfo=UTC)

    return App(now=now, day=lambda: TODAY)


def prepare(path: Path) -> Path:
    """Make a workspace with one card at stage 2: R1 is frozen and signed, R2 is begun."""
    app = make_app()
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    walker.move("discussion")
    app.close(desk)
    return path


@contextmanager
def opened_copy(prepared: Path, folder: Path) -> Iterator[Desk]:
    """Open a copy of a prepared workspace."""
    path = folder / "copy.mcdesk"
    shutil.copyfile(prepared, path)
    app = make_app()
    desk = app.open(path)
    try:
        yield desk
    finally:
        app.close(desk)


@pytest.fixture(name="prepared", scope="module")
def kept_file(tmp_path_factory):
    """The workspace that tests copy, made for the first module of them."""
    if not MADE:
        MADE.append(prepare(tmp_path_factory.mktemp("kept") / "made.mcdesk"))
    return MADE[0]


@pytest.fixture(name="desk")
def kept_desk(prepared, tmp_path_factory):
    """A copy of it, open."""
    with opened_copy(prepared, tmp_path_factory.mktemp("copy")) as made:
        yield made


@contextmanager
def working(desk) -> Iterator[Tasks]:
    """Open a worker on a desk.

    Widgets in `kept` live until the worker has ended: one that is nobody's any more would be
    collected on whichever thread happens to run, and Qt does not forgive that.
    """
    tasks = Tasks(lambda: desk)
    tasks.kept = []
    yield tasks
    assert tasks.close()
    tasks.kept.clear()


@pytest.fixture(name="tasks")
def kept_tasks(qapp, desk):
    """A worker on the copy."""
    with working(desk) as made:
        yield made


def keep(qtbot, tasks, widget):
    """Have a widget closed at the end of the test, and not before."""
    qtbot.addWidget(widget)
    tasks.kept.append(widget)
    return widget


def from_worker(qtbot, tasks, job):
    """Return what a job on the worker answers, after all that was asked for before."""
    found = []
    tasks.run(job, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]
