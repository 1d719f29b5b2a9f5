"""Real programs at a hub: killed within an exchange, or pushing at the same time; nothing is lost.

Each writes words that nobody else writes; at the end each that was acknowledged stands once in the
hub's journal, and everybody has the same.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter

import pytest

from tests.nursery import Nursery
from tests.sync.conftest import journal, must_hold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
STEPS = ("read", "before the push", "after the push")
WORK = """
import os, signal, sys
from datetime import date, datetime, timezone
from pathlib import Path
from mcdesk.bootstrap import App
from mcdesk.models import schema, server_hub
from mcdesk.procedure import commands as do
from mcdesk.sync.syncing import synchronise
from mcdesk.hub_places import hub_at

def work(path, first, count, step):
    moment = datetime(2026, 11, 23, 10, tzinfo=timezone.utc)
    app = App(now=lambda: moment, day=lambda: date(2026, 11, 23))
    desk = app.open(Path(path))
    hub = hub_at(desk.replica().address)

    def point(name):
        if name == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for number in range(int(first), int(first) + int(count)):
        desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text=f"w{number}w"))
        os.write(1, b"%d\\n" % number)
        synchronise(desk, hub, schema=schema.HEAD, point=point)
    hub.close()
    app.close(desk)
    os._exit(0)
"""
"""What each of them does."""


class Writers:
    """Programs that write and exchange, and are killed; together, what they acknowledged."""

    def __init__(self) -> None:
        self.nursery = Nursery(WORK)
        self.told: set[str] = set()

    def run(self, *jobs: tuple, pause: float | None = None) -> None:
        """Run writers side by side to their end; with a pause, kill the first behind it."""
        self.told |= {f"w{number}w" for number in self.nursery.run(*jobs, pause=pause)}


@pytest.fixture(scope="module")
def all_writers():
    made = Writers()
    yield made
    made.nursery.stop()


@pytest.fixture
def writers(all_writers):
    all_writers.told.clear()
    return all_writers


def let_go(team, *names: str) -> dict[str, str]:
    """Close replicas, so that programs can open them; return where they lie."""
    paths = {name: team.desks[name].store.path for name in names}
    for name in names:
        team.app.close(team.desks[name])
    return paths


def nothing_is_lost_or_doubled(team, paths, told: set[str]) -> None:
    """Go on from where the programs were, meet, and look for every word in the hub's journal."""
    for name, path in paths.items():
        team.desks[name] = team.app.open(path)
    team.settle_all()
    for name in paths:
        aside = [reason.en for line in team.desks[name].attention() for reason in line.reasons]
        assert not aside
    bodies = [line.body for line in journal(team.hub) if line.kind == "CommentWritten"]
    found = Counter(re.findall(r"w\d+w", " ".join(set(bodies))))
    assert len(bodies) == len({word for body in bodies for word in re.findall(r"w\d+w", body)})
    assert told <= set(found), "an acknowledged word is lost"
    must_hold(team, {}, set())


def test_a_program_killed_within_an_exchange_goes_on(team, at, writers):
    """At each step of it, by the other's events and its own.

    Fault 2 of reliability.md.
    """
    paths = let_go(team, "r1")
    for number, step in enumerate(STEPS):
        team.desks["r0"].execute(_comment(100 + number))
        team.sync("r0")
        writers.run((paths["r1"], number, 1, step))
    assert len(writers.told) == len(STEPS)
    nothing_is_lost_or_doubled(team, paths, writers.told | {f"w{100 + n}w" for n in range(3)})


def _comment(number: int):
    from mcdesk.procedure import commands as do

    return do.WriteComment(form="MC-1/F2", path="p10", text=f"w{number}w")


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_two_programs_at_one_shared_file(team, at, writers):
    """Fault 20 of reliability.md."""
    paths = let_go(team, "r1", "r2")
    writers.run((paths["r1"], 0, 4, ""), (paths["r2"], 50, 4, ""))
    assert len(writers.told) == 8
    nothing_is_lost_or_doubled(team, paths, writers.told)


@pytest.mark.slow
def test_many_programs_killed_at_any_moment(team, at, writers, capsys):
    chance, number, kills = random.Random(7), 0, 150
    paths = let_go(team, "r1", "r2")
    for kill in range(kills):
        others = [(paths["r2"], 10_000_000 + kill * 10, 3, "")] if kill % 3 == 0 else []
        writers.run((paths["r1"], number, 10_000, ""), *others, pause=chance.uniform(0.02, 0.6))
        number += 10_000
    with capsys.disabled():
        sys.stdout.write(f"\n{kills} kills, {len(writers.told)} acknowledged\n")
    nothing_is_lost_or_doubled(team, paths, writers.told)


@pytest.mark.slow
@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_two_programs_at_one_shared_file_for_long(team, at, writers):
    paths = let_go(team, "r1", "r2")
    writers.run((paths["r1"], 0, 300, ""), (paths["r2"], 1000, 300, ""))
    assert len(writers.told) == 600
    nothing_is_lost_or_doubled(team, paths, writers.told)
