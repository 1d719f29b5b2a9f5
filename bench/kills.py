"""Kills a writing desk again and again: is every acknowledged command there afterwards?

The child (`python -m bench.kills FILE`) sets values through the desk and writes each event's id
to its standard output once `execute` has returned; the parent kills it at a random moment and
looks for every id it has read in the journal.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal, Samples
from bench.workspace import FILLING, fresh_copy, templates
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 0.25


def write(path: Path) -> None:
    """Set values until killed, acknowledging each."""
    desk = App().open(path)
    while True:
        now = f"as of {time.time_ns()}"
        changes = desk.execute(do.SetValue(form=f"{FILLING}/F2", path="p10", new=now))
        sys.stdout.write(changes.events[-1] + "\n")
        sys.stdout.flush()


def measure(folder: Path, kills: int) -> Iterator[Figure]:
    """Kill a writer `kills` times; count what was acknowledged and is not there.

    Uses the template cards alone, whose whole life is in the journal, so that the check that
    follows can find everything well.
    """
    copy = fresh_copy(templates(folder), folder / "killed.mcdesk")
    chance = random.Random(1)
    acknowledged = lost = 0
    for _number in range(kills):
        told = _write_and_kill(copy, chance.uniform(0, LONGEST))
        kept = _events(copy)
        acknowledged += len(told)
        lost += len(told - kept)
    problems = len(App().check(copy))
    yield Figure(
        f"{kills} kills -9: acknowledged commands lost",
        Samples([float(lost)]),
        "",
        goals=(Goal(0, "max"),),
        note=f"{acknowledged} acknowledged; “mcdesk check” then finds {problems} problems",
    )


def _write_and_kill(path: Path, seconds: float) -> set[str]:
    """Let a writer live for a moment after its first acknowledgement; return what it told."""
    command = [sys.executable, "-m", "bench.kills", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        rest = writer.stdout.read()
    whole = (first + rest).rpartition("\n")[0]
    return set(whole.split())


def _events(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("select id from journal")}
    finally:
        connection.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
