"""One workspace, several programs: one writes, all may read, the others are told in words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from tests.walk import set_up

TROUBLE = 3
IDEA = '{"do": "NoteIdea", "title": "From a script"}\n'


def start(*words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "mcdesk", *map(str, words)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def path(tmp_path) -> Path:
    app = App()
    desk = app.create(tmp_path / "one.mcdesk", "Test", "CTL-01")
    set_up(desk)
    app.close(desk)
    return tmp_path / "one.mcdesk"


def test_a_second_program_does_not_write_and_is_told(path):
    """Fault 21 of reliability.md."""
    app = App()
    window = app.open(path)
    second = start("--workspace", path, "apply", "-")
    out, told = second.communicate(IDEA)
    assert (second.returncode, out) == (TROUBLE, "")
    assert "is open in another MC Desk" in told
    assert "Traceback" not in told
    window.execute(do.NoteIdea(title="From the window"))
    app.close(window)
    third = start("--workspace", path, "apply", "-")
    assert json.loads(third.communicate(IDEA)[0])["ok"]
    assert third.returncode == 0


def test_every_second_program_in_one_machine_is_told_the_same(path, tmp_path):
    app, other = App(), App()
    window = app.open(path)
    made = app.backup(path, tmp_path / "b.zip")
    for attempt in (
        lambda: other.open(path),
        lambda: other.restore(made, path),
        lambda: other.create(path),
    ):
        with pytest.raises(Trouble) as caught:
            attempt()
        assert caught.value.code in ("in_use", "exists")
        assert caught.value.advice
    app.close(window)
    other.close(other.open(path))


def test_reading_goes_on_while_the_window_holds_the_workspace(path, tmp_path):
    app = App()
    window = app.open(path)
    window.execute(do.HoldCard(card="MC-1", reason="leave"))
    run = start("--workspace", path, "show", "MC-1", "--json")
    out, _told = run.communicate()
    assert (run.returncode, json.loads(out)["status"]) == (0, "on_hold")
    reader = App().open(path, read_only=True)
    assert [tile.status for tile in reader.board().tiles] == ["on_hold"]
    assert reader.history(limit=1)[0].kind == "CardHeld"
    with window.store.write() as uow:
        uow.connection.exec_driver_sql("update card_summary set status = 'half'")
        assert [tile.status for tile in reader.board().tiles] == ["on_hold"]
        assert App().check(path) == ()
        assert App().backup(path, tmp_path / "b.zip").is_file()
        uow.connection.exec_driver_sql("update card_summary set status = 'on_hold'")
    assert not reader.info().read_only  # the file can be written: the window does
    app.close(reader)
    app.close(window)


def test_what_one_program_wrote_the_next_one_reads(path):
    for number in range(3):
        app = App()
        desk = app.open(path)
        desk.execute(do.ChangeCard(card="MC-1", short_title=f"T{number}"))
        app.close(desk)
        reader = App().open(path, read_only=True)
        assert reader.history(limit=1)[0].changes[0].new == f"T{number}"
        app.close(reader)


def test_two_scripts_at_once_take_turns_or_one_is_told(path):
    lines = 40
    both = [start("--workspace", path, "apply", "-") for _ in range(2)]
    done = 0
    for run in both:
        run.stdin.write(IDEA * lines)
        run.stdin.flush()
    for run in both:
        out, told = run.communicate()
        assert run.returncode in (0, TROUBLE)
        assert len(out.splitlines()) == (0 if run.returncode else lines)
        assert run.returncode == 0 or "another MC Desk" in told
        done += lines if not run.returncode else 0
    assert done >= lines
    desk = App().open(path, read_only=True)
    assert len(desk.ideas()) == done
    App().close(desk)
    assert App().check(path) == ()


def test_a_left_over_lock_file_locks_nobody_out(path):
    Path(f"{path}.lock").write_text("12345")
    app = App()
    app.close(app.open(path))
