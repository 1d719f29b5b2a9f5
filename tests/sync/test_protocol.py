"""The protocol under random work and faults: nothing is lost, and everybody ends with the same."""

from __future__ import annotations

from collections import Counter
from contextlib import closing

import pytest

from tests.sync.conftest import CODES, SHARED, Team, must_hold, records
from tests.sync.random_work import Work
from tests.walk import Walker

SHORT, LONG = (5, 12), (15, 45)
"""How many steps a run has, at least and at most."""
TOGETHER = 5
"""How many seeds one test runs, each as a part of its own that a failure names."""
STORIES = {"file": 160, "server": 40}
MANY = {"file": 7_000, "server": 3_000}


def begin(team: Team) -> None:
    """Let everybody have two proposals that are ready to be frozen."""
    for code in CODES:
        Walker(team.desks["r0"], code).fill_proposal()
    team.settle_all()


def run(team: Team, seed: int, steps: tuple[int, int]) -> Counter[str]:
    """Let the team work and fail for a while, then meet; return what happened."""
    work = Work(team, seed)
    for _step in range(work.random.randint(*steps)):
        work.step()
    team.settle_all()
    decisions_stand(team)
    return work.told + must_hold(team, work.written, work.removed)


def decisions_stand(team: Team) -> None:
    """Check that nobody decided about a text that they had not before them."""
    kept = records(team.hub)
    columns = {name: [column.name for column in SHARED[name].columns] for name in kept}
    texts = [dict(zip(columns["revision"], row, strict=True)) for row in kept["revision"]]
    digests = {text["id"]: text["digest"] for text in texts}
    for row in kept["sign_off"]:
        decision = dict(zip(columns["sign_off"], row, strict=True))
        if decision["medium"] == "program":
            assert digests[decision["revision_id"]] == decision["digest"], "over another text"


def chunks(counts: dict[str, int], first: int) -> list[tuple[str, int]]:
    """Return each kind of hub with the first seed of each chunk."""
    return [(kind, seed) for kind, count in counts.items()
            for seed in range(first, first + count, TOGETHER)]  # fmt: skip


@pytest.fixture
def runs(request, prepared_after, tmp_path, subtests):
    """Carries out a chunk of seeds, each with a team of its own; each that fails is named."""

    def carry_out(kind: str, first: int, steps: tuple[int, int]) -> Counter[str]:
        server = request.getfixturevalue("server") if kind == "server" else ""
        start, told = prepared_after(begin, kind), Counter()
        for seed in range(first, first + TOGETHER):
            folder = tmp_path / str(seed)
            folder.mkdir()
            with subtests.test(seed=seed), closing(start.copied(folder, server)) as team:
                told += run(team, seed, steps)
        return told

    return carry_out


@pytest.mark.parametrize(("kind", "first"), chunks(STORIES, 0))
def test_nothing_is_lost_and_everybody_ends_with_the_same(runs, kind, first):
    assert runs(kind, first, SHORT)["events"] > TOGETHER


@pytest.mark.parametrize(("kind", "first"), chunks({"file": TOGETHER, "server": TOGETHER}, 5_000))
def test_nothing_is_lost_in_long_runs(runs, kind, first):
    runs(kind, first, LONG)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "first"), chunks(MANY, 10_000))
def test_nothing_is_lost_in_many_runs(runs, kind, first):
    runs(kind, first, LONG)
