"""`python -m bench`: measures the figures of the design and prints them as a table."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, table

TEAM = 1_000  # micro-credentials that a team has at the most here
Measure = Callable[["Run"], Iterator[Figure]]


@dataclass(frozen=True)
class Run:
    """What one run of the benchmark measures, and where."""

    folder: Path
    workspaces: dict[int, Path]
    rounds: int
    kills: int

    @property
    def largest(self) -> int:
        return max(self.workspaces)


def start(run: Run) -> Iterator[Figure]:
    """Start of the program, its memory, the window's gaps while it opens."""
    from bench import start as room

    yield from room.measure(run.folder, run.workspaces, run.rounds)


def board(run: Run) -> Iterator[Figure]:
    """Scrolling, dropping and filtering in the real window."""
    from bench import board as room
    from bench.workspace import fresh_copy

    for path in run.workspaces.values():
        copy = fresh_copy(path, run.folder / "board.mcdesk")
        yield from room.measure(run.folder, copy, run.rounds)


def load(run: Run) -> Iterator[Figure]:
    """The board's load against the bare driver."""
    from bench import storage

    for count, path in run.workspaces.items():
        yield from storage.measure_load(path, count, run.rounds)


def commands(run: Run) -> Iterator[Figure]:
    """Single commands on the largest workspace."""
    from bench import storage

    path = run.workspaces[run.largest]
    yield from storage.measure_commands(run.folder, path, run.largest, run.rounds)


def rest(run: Run) -> Iterator[Figure]:
    """What the window does when nobody touches it."""
    from bench import rest as room

    yield from room.measure(run.folder)


def paper(run: Run) -> Iterator[Figure]:
    """Forms as PDF."""
    from bench import paper as room

    yield from room.measure(run.folder, run.workspaces[min(run.workspaces)], run.rounds)


def design(run: Run) -> Iterator[Figure]:
    """The largest design document in its editor."""
    from bench import design as room

    yield from room.measure(run.workspaces[min(run.workspaces)], run.rounds)


def scans(run: Run) -> Iterator[Figure]:
    """Scanned pages filed."""
    from bench import scans as room

    yield from room.measure(run.folder, run.workspaces[min(run.workspaces)], run.rounds)


def seals(run: Run) -> Iterator[Figure]:
    """Forms sealed as PDF, and signed PDFs judged."""
    from bench import seals as room

    yield from room.measure(run.folder, run.workspaces[min(run.workspaces)], run.rounds)


def team(run: Run) -> Iterator[Figure]:
    """A workspace shared with a team."""
    from bench import team as room

    sizes = [size for size in run.workspaces if size <= TEAM] or [min(run.workspaces)]
    yield from room.measure(run.folder, run.workspaces[max(sizes)], max(sizes), run.rounds)


def server(run: Run) -> Iterator[Figure]:
    """A team's hub on a server."""
    from bench import server as room

    yield from room.measure(run.folder)


def search(run: Run) -> Iterator[Figure]:
    """Everything that is written, searched."""
    from bench import search as room

    yield from room.measure(run.folder, run.workspaces[min(run.workspaces)], run.rounds)


def kills(run: Run) -> Iterator[Figure]:
    """Killed writers."""
    from bench import kills as room

    if run.kills:
        yield from room.measure(run.folder, run.kills)


MEASURES: dict[str, Measure] = {
    function.__name__: function
    for function in (
        start,
        board,
        load,
        commands,
        design,
        rest,
        paper,
        scans,
        seals,
        team,
        server,
        search,
        kills,
    )
}


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reader.add_argument("--cards", default="100,1000,10000", help="sizes of the workspaces")
    reader.add_argument("--rounds", type=int, default=7)
    reader.add_argument("--only", choices=sorted(MEASURES), action="append", default=[])
    reader.add_argument("--kills", type=int, default=0, help="how often a writer is killed")
    reader.add_argument("--folder", type=Path, help="keep the workspaces here for other runs")
    return reader.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; return 0, whatever the figures say: a goal that is missed is no failure."""
    wanted = arguments(argv)
    if wanted.kills and not wanted.only:
        wanted.only = sorted(MEASURES)
    with contextlib.ExitStack() as stack:
        folder = wanted.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        sizes = sorted({int(size) for size in wanted.cards.split(",")})
        print(f"making workspaces of {wanted.cards} cards …", file=sys.stderr, flush=True)
        run = Run(folder, _workspaces(folder, sizes), wanted.rounds, wanted.kills)
        print(_machine())
        for name, measure in MEASURES.items():
            if not wanted.only or name in wanted.only:
                print(f"\n## {name}: {(measure.__doc__ or '').strip()}\n", flush=True)
                print(table(list(measure(run))), flush=True)
    return 0


def _workspaces(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    from bench.workspace import make

    return {size: make(folder, size) for size in sizes}


def _machine() -> str:
    """Return what the figures were measured on."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors"
        f"{load}; trust the ratios, not the milliseconds"
    )


if __name__ == "__main__":
    sys.exit(main())
