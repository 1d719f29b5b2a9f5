"""A full disk and files that cannot be written: told in words, refused whole, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from tests.storage.conftest import crash_within_a_commit, program

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
LONG = "A need that nobody meets. " * 400


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes; where this machine lets nobody mount one, the test is left out."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if not ROOT or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def topic(text: str) -> do.SetValue:
    return do.SetValue(form="MC-1/R1", path="topic", new=text)


def topic_of(desk) -> str:
    return desk.form(desk.outline("MC-1").forms[0].form_id).content.text("topic")


def fill_up(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


def test_a_full_database_refuses_the_command_whole_and_goes_on_later(app, at):
    desk = at()
    desk.execute(topic("before"))
    with desk.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
        connection.exec_driver_sql(f"pragma max_page_count = {pages + 2}")
    with pytest.raises(Trouble) as caught:
        desk.execute_together([topic("after"), topic(LONG * 20)])
    assert caught.value.code == "disk_full"
    assert caught.value.retry
    assert "nothing was saved" in caught.value.title
    assert topic_of(desk) == "before"
    assert app.check(desk.store.path) == ()
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("pragma max_page_count = 1000000")
    desk.execute(topic(LONG))
    assert desk.undo().undo.kind == "ValueSet"
    assert app.check(desk.store.path) == ()


def test_a_full_disk_refuses_the_command_whole_and_goes_on_later(path, small_disk):
    """Fault 4 of reliability.md."""
    app = program()
    moved = Path(shutil.copy(path, small_disk / "test.mcdesk"))
    desk = app.open(moved)
    desk.execute(topic("before"))
    filler = fill_up(small_disk)
    with pytest.raises(Trouble) as caught:
        desk.execute(topic(LONG * 20))
    assert caught.value.code == "disk_full"
    assert topic_of(desk) == "before"
    filler.unlink()
    desk.execute(topic("after"))
    app.close(desk)
    assert app.check(moved) == ()


def test_a_workspace_on_a_full_disk_can_still_be_read_and_new_ones_are_not_half_made(
    path, small_disk
):
    app = program()
    moved = Path(shutil.copy(path, small_disk / "test.mcdesk"))
    fill_up(small_disk)
    desk = app.open(moved, read_only=True)
    assert desk.outline("MC-1").tile.code == "MC-1"
    app.close(desk)
    with pytest.raises(Trouble):
        app.create(small_disk / "new.mcdesk")
    assert not (small_disk / "new.mcdesk").exists()


def test_a_backup_and_a_file_for_which_there_is_no_room_leave_nothing(path, tmp_path, small_disk):
    app = program()
    filler = fill_up(small_disk)
    with pytest.raises(Trouble) as caught:
        app.backup(path, small_disk / "b.zip")
    assert caught.value.code == "backup"
    assert list(small_disk.iterdir()) == [filler]
    filler.unlink()
    moved = Path(shutil.copy(path, small_disk / "test.mcdesk"))
    desk = app.open(moved)
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * (4 << 20))
    with pytest.raises(Trouble) as caught:
        desk.store_file(large)
    assert caught.value.code == "file"
    assert [p for p in desk.store.files.rglob("*") if p.is_file()] == []
    app.close(desk)


def test_a_migration_for_which_there_is_no_room_leaves_the_old_file(path, small_disk):
    moved = Path(shutil.copy(path, small_disk / "test.mcdesk"))
    before = moved.read_bytes()
    filler = fill_up(small_disk)
    from mcdesk.models import schema

    with pytest.raises(Trouble):
        schema.migrate(moved)
    filler.unlink()
    assert moved.read_bytes() == before


# --- what may only be read --------------------------------------------------------------------

AS_SOMEBODY_ELSE = """
import os, sys
from pathlib import Path
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
app = App()
app.check(Path(sys.argv[2]))
desk = app.open(Path(sys.argv[2]))
desk.execute(do.ChangeCard(card="MC-1", short_title="x"))
desk.board(), desk.info(), app.close(desk)
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
desk = None
try:
    desk = app.open(Path(sys.argv[1]))
    print(desk.info().read_only, [tile.code for tile in desk.board().tiles])
    desk.execute(do.HoldCard(card="MC-1", reason="r"))
except Trouble as trouble:
    print(trouble.code, "|", trouble.title, trouble.advice)
    if trouble.code == "read_only" and desk:
        print(app.check(Path(sys.argv[1])))
"""
"""Does everything once, so that all is imported, then becomes somebody without rights."""


def as_somebody_else(path: Path) -> list[str]:
    """Open, read, write and check a workspace as somebody without rights; return what was said."""
    warm = path.with_name("warm.mcdesk")
    done = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, str(path), str(warm)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def elsewhere(templates):
    """A workspace in a folder that everybody can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(templates.path("assignment"), folder / "warm.mcdesk")
        yield Path(shutil.copy(templates.path("assignment"), folder / "test.mcdesk"))
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)])
def test_what_may_only_be_read_opens_for_reading_and_says_so(elsewhere, file, folder):
    """Fault 6 of reliability.md."""
    elsewhere.chmod(file)
    elsewhere.parent.chmod(folder)
    said = as_somebody_else(elsewhere)
    assert said[0] == "True ['MC-1']"
    assert said[1].startswith("read_only | The workspace cannot be written to.")
    assert said[2] == "()"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_crash_s_remains_that_cannot_be_taken_back_are_told(elsewhere):
    crash_within_a_commit(elsewhere)
    elsewhere.chmod(0o444)
    elsewhere.parent.chmod(0o555)
    said = as_somebody_else(elsewhere)
    assert said[0].startswith("read_only | The workspace cannot be written to.")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_nobody_may_look_into_is_told(elsewhere):
    elsewhere.parent.chmod(0o700)
    said = as_somebody_else(elsewhere)
    assert said[0].startswith("folder | ")
    assert "cannot be read" in said[0]


def test_a_folder_that_takes_no_lock_is_told(path, monkeypatch):
    def refuses(*given, **more):
        raise PermissionError(13, "Permission denied")

    store = Workspace(path)
    monkeypatch.setattr(store._lock, "acquire", refuses)
    with pytest.raises(Trouble) as caught:
        store.take_lock()
    assert caught.value.code == "folder"
    assert "one may not read or write there" in caught.value.advice


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc takes no file from anybody")
def test_a_place_that_takes_no_file_is_not_called_open_elsewhere():
    store = Workspace(Path("/proc/y.mcdesk"))
    with pytest.raises(Trouble) as caught:
        store.take_lock()
    assert caught.value.code == "folder"
    assert "/proc" in caught.value.title
