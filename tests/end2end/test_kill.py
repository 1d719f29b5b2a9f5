"""kill -9 of a real program while it writes: what was acknowledged is there, nothing is half.

Fault 1 of reliability.md.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from tests.nursery import Nursery
from tests.walk import set_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
KILLS, MANY, FRESH = 15, 1000, 50
WORK = """
import os, sys
from pathlib import Path
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do

def work(path, number):
    app, number = App(), int(number)
    desk = app.open(Path(path))
    while True:
        number += 1
        desk.execute_together([
            do.ChangeCard(card="MC-1", short_title=f"T{number}"),
            do.SetValue(form="MC-1/R1", path="topic", new=f"T{number} " + "x" * 3000),
            do.AddRow(form="MC-1/R1", field="assignees", cells={"role": f"T{number}"}),
        ])
        os.write(1, b"%d\\n" % number)
"""
"""Writes the same number in three places, again and again, and acknowledges each."""


class Writers:
    """Starts writers, and kills them at moments drawn by lot."""

    def __init__(self, seed: int) -> None:
        self.rng, self.nursery = random.Random(seed), Nursery(WORK)

    def start_and_kill(self, path: Path, number: int) -> int:
        """Let a writer go on from `number`, kill it somewhere; return the last number it told."""
        pause = self.rng.uniform(0, 0.05)
        told = self.nursery.run((path, number), pause=pause, once_at_work=True)
        return int(told[-1])


@pytest.fixture
def writers():
    made = Writers(seed=11)
    yield made
    made.nursery.stop()


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
