"""kill -9 of a real program while it writes: what was acknowledged is there, nothing is half."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from tests.walk import set_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
KILLS, MANY, FRESH = 15, 1000, 50
NURSERY = """
import os, sys
from pathlib import Path
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do

def write(path, number, backup):
    app = App()
    desk = app.open(path)
    while True:
        number += 1
        desk.execute_together([
            do.ChangeCard(card="MC-1", short_title=f"T{number}"),
            do.SetValue(form="MC-1/R1", path="topic", new=f"T{number} " + "x" * 3000),
            do.AddRow(form="MC-1/R1", field="assignees", cells={"role": f"T{number}"}),
        ])
        os.write(1, b"%d\\n" % number)

print("ready", flush=True)
for line in sys.stdin:
    path, number, backup = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        write(Path(path), int(number), backup)
    os.write(1, b"pid %d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""
"""Imports the program once, then forks a writer for each path; each one acknowledges its writes."""


class Writers:
    """A program that starts writers, and kills them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        return self.process.stdout.readline().decode().strip()

    def start_and_kill(self, path: Path, number: int) -> int:
        """Let a writer go on from `number`, kill it somewhere; return the last number it told."""
        self.process.stdin.write(f"{path}\t{number}\t\n".encode())
        self.process.stdin.flush()
        pid, said = 0, self._line()
        while not pid:
            pid = int(said.removeprefix("pid ")) if said.startswith("pid") else 0
            number = int(said) if not pid else number
            said = "" if pid else self._line()
        number = max(number, int(self._line()))
        self._wait(self.rng.uniform(0, 0.05))
        os.kill(pid, signal.SIGKILL)
        while (said := self._line()) != "dead":
            number = int(said)
        return number

    def _wait(self, seconds: float) -> None:
        """Wait on a pipe that nothing is written to: any moment of a write may be the one."""
        reading, writing = os.pipe()
        select.select([reading], [], [], seconds)
        os.close(reading)
        os.close(writing)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def writers():
    made = Writers(seed=11)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("kill") / "prepared.mcdesk"
    app = App()
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    app.close(desk)
    return path


def told(path: Path) -> set[int]:
    """Return the numbers that stand in the three places which each command writes."""
    app = App()
    desk = app.open(path)
    tile = desk.page("MC-1")
    content = desk.form(tile.outline.forms[0].form_id).content
    rows = content.rows["assignees"]
    found = {content.text("topic").split()[0], rows[-1].text("role")}
    with desk.store.read() as reader:
        from mcdesk.procedure.records import Card

        found.add(reader.select(Card)[0].short_title)
    app.close(desk)
    return {int(text.removeprefix("T")) for text in found}


def killed(writers: Writers, prepared: Path, folder: Path, kills: int) -> dict[str, int]:
    """Kill writers; return how many acknowledged writes were lost, and what else was seen."""
    seen = {"writes": 0, "lost": 0, "unacknowledged": 0, "remains": 0}
    path, number = folder / "killed.mcdesk", 0
    for kill in range(kills):
        if not kill % FRESH:
            shutil.copy(prepared, path)
            number = 0
        acknowledged = writers.start_and_kill(path, number)
        journal = Path(f"{path}-journal")
        seen["remains"] += journal.exists() and journal.stat().st_size > 0
        kept = told(path)
        assert len(kept) == 1, f"a command was kept by half: {kept}"
        now = kept.pop()
        assert now <= acknowledged + 1
        seen["lost"] += max(0, acknowledged - now)
        seen["unacknowledged"] += max(0, now - acknowledged)
        seen["writes"] += now - number
        number = now
        if kill % FRESH in (0, FRESH - 1) or kill == kills - 1:
            assert App().check(path) == ()
    return seen


def test_no_acknowledged_write_is_lost(writers, prepared, tmp_path):
    seen = killed(writers, prepared, tmp_path, KILLS)
    assert seen["lost"] == 0
    assert seen["writes"] >= KILLS


@pytest.mark.slow
def test_no_acknowledged_write_is_lost_in_a_thousand_kills(writers, prepared, tmp_path, capsys):
    seen = killed(writers, prepared, tmp_path, MANY)
    with capsys.disabled():
        sys.stdout.write(f"\n{MANY} kills: {seen}\n")
    assert seen["lost"] == 0
    assert seen["remains"] > 0, "no kill fell within a commit"


HALF_MADE = """
import os, signal, sys
from pathlib import Path
from mcdesk.bootstrap import App
from mcdesk.models import schema, workspace

at, made = int(sys.argv[2]), [0]
real = workspace.SqlUnitOfWork.close_event

def dies(*given):
    made[0] += 1
    if made[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given)

workspace.SqlUnitOfWork.close_event = dies
App().create(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", [1, 3])
def test_a_workspace_whose_making_was_killed_is_not_taken_for_one(tmp_path, at):
    path = tmp_path / "half.mcdesk"
    done = subprocess.run([sys.executable, "-c", HALF_MADE, str(path), str(at)], check=False)
    assert done.returncode == -signal.SIGKILL
    app = App()
    assert not path.exists()
    desk = app.create(path)
    desk.execute(do.NoteIdea(title="works"))
    app.close(desk)
    assert app.check(path) == ()
