"""From the start of a process to the painted board, its memory, and the window's longest gap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil

from bench.figures import Figure, Goal, Samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIB = 1 << 20
LIMIT = 60
SCREEN = {"name": "laptop", "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}


class Child:
    """A process of `bench.child` from its start on; ended with the block.

    It has a screen into which the window fits: on Qt's own of 800 x 800 it would come back in
    another size than the one it was left in, for which no picture was kept.
    """

    def __init__(self, folder: Path, *arguments: str, user: str = "bare") -> None:
        home = folder / f"home-{user}"
        home.mkdir(exist_ok=True)
        places = ("HOME", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
        own = dict.fromkeys(places, str(home))
        screen = folder / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}))
        self.errors = folder / "child.errors"
        self.spawned = time.monotonic_ns()
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bench.child", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **own, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"},
                text=True,
            )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)

    def heard(self) -> dict[str, Any]:
        """Return the next line that the process tells."""
        assert self.process.stdout is not None
        limit = threading.Timer(LIMIT, self.process.kill)
        limit.start()
        line = self.process.stdout.readline()
        limit.cancel()
        if not line:
            said = self.errors.read_text(errors="replace")[:2000]
            raise RuntimeError(f"the measured process told nothing; it said:\n{said}")
        found: dict[str, Any] = json.loads(line)
        return found

    def since_start(self, mark: int) -> float:
        """Return the milliseconds from the start of the process to a mark."""
        return (mark - self.spawned) / 1e6

    def memory(self) -> float:
        """Return the resident memory in MiB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / MIB


@dataclass
class Started:
    """What starting one workspace took."""

    columns: Samples = field(default_factory=Samples)
    seen: Samples = field(default_factory=Samples)
    painted: Samples = field(default_factory=Samples)
    cpu: Samples = field(default_factory=Samples)
    memory: Samples = field(default_factory=Samples)
    settled: Samples = field(default_factory=Samples)
    gap: Samples = field(default_factory=Samples)
    heavy: set[str] = field(default_factory=set)


def measure(folder: Path, workspaces: dict[int, Path], rounds: int) -> Iterator[Figure]:
    """Start a bare window and ours on every workspace in turn; the first round warms up."""
    bare = Started()
    ours = {count: Started() for count in workspaces}
    for number in range(rounds + 1):
        with Child(folder, "bare") as child:
            told = child.heard()
            memory = child.memory()
        if number:
            bare.painted.add(child.since_start(told["painted"]))
            bare.cpu.add(told["cpu"])
            bare.memory.add(memory)
        for count, path in workspaces.items():
            _start(folder, path, ours[count], counts=bool(number), settle=number in (0, rounds))
    yield Figure("bare window: start to paint", bare.painted)
    for count, started in ours.items():
        yield from _figures(count, started, bare)


def _start(folder: Path, path: Path, started: Started, *, counts: bool, settle: bool) -> None:
    """Start the program once on a workspace; `settle` waits until its workers are at rest.

    Every workspace has a user of its own, who names it in the first start, which is not counted,
    and then starts the program as a double click does.
    """
    first = ("--workspace", str(path)) if not counts else ()
    with Child(folder, "window", *first, user=path.stem) as child:
        told = child.heard()
        memory = child.memory()
        gap = child.heard()["gap"] if settle else 0.0
        if settle and counts:
            started.gap.add(gap)
            started.settled.add(child.memory())
    if counts:
        started.columns.add(child.since_start(told["columns"] or told["painted"]))
        started.seen.add(child.since_start(told["seen"] or told["painted"]))
        started.painted.add(child.since_start(told["painted"]))
        started.cpu.add(told["cpu"])
        started.memory.add(memory)
        started.heavy |= set(told["heavy"])


def _figures(count: int, started: Started, bare: Started) -> Iterator[Figure]:
    cards = f"{count:,} cards"
    heavy = ", ".join(sorted(started.heavy)) or "none"
    first, board = (Goal(1.3, "ratio"),), (Goal(2.5, "ratio"),)
    yield Figure(
        f"{cards}: start to headed columns",
        started.columns,
        control=bare.painted,
        goals=first,
        note="the picture that the last session left",
    )
    yield Figure(
        f"{cards}: start to the board's cards on screen, nothing changed since the last session",
        started.seen,
        control=bare.painted,
        goals=board,
        note="as a picture, until the board below it stands",
    )
    yield Figure(
        f"{cards}: start to the board painted by itself, as after a change from elsewhere",
        started.painted,
        control=bare.painted,
        goals=board,
        note=f"heavy modules imported before the first paint: {heavy}",
    )
    yield Figure(
        f"{cards}: the same in processor time",
        started.cpu,
        control=bare.cpu,
        goals=board,
        note="less moved by what else the machine does",
    )
    largest = (Goal(2.5, "ratio"),)
    yield Figure(f"{cards}: memory at the first paint", started.memory, "MiB", bare.memory, largest)
    yield Figure(
        f"{cards}: memory at rest",
        started.settled,
        "MiB",
        bare.memory,
        largest,
        note="some seconds later, with both workers and their databases open",
    )
    gap = (Goal(100, "max"),)
    yield Figure(f"{cards}: longest gap of the window while it opens", started.gap, goals=gap)
