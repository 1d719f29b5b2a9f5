"""The protocol under random work and faults: nothing is lost, and everybody ends with the same.

The promises are those of reliability.md, 4.4. Held at the end of every run: I1 to I4, I7, I8, I10
(clocks go a year wrong), and I9, as a run breaks off at every named step. I6 is that of
tests/storage/test_machine.py and test_gates.py, I12 of tests/unit/test_merge.py, I13 of
tests/storage/test_signing.py.

Fault 2 of reliability.md.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from mcdesk.models import checking
from tests.sync.conftest import CODES, SHARED, Prepared, Team, journal, must_hold, records
from tests.sync.random_more import MoreWork
from tests.walk import Walker

OFTEN = {
    "sync": 34, "edit": 20, "sign": 14, "cell": 8, "freeze": 8, "change": 8, "row": 7, "move": 5,
    "carry": 5, "fill": 4, "refill": 3, "comment": 3, "rename": 3, "create": 3, "keep": 2,
    "restore": 2, "rebuild": 2, "set_clock": 2, "copy": 1, "settle": 8, "undo": 4, "redo": 2,
    "remove": 2, "carry_as": 3, "attach": 2, "join_team": 2, "person": 1, "idea": 1, "answer": 1,
    "profile": 2,
}  # fmt: skip
"""What is done, and how often among all that is done."""
SHORT, LONG = 10, 40
"""How many steps a run has at most."""
TOGETHER = 20
"""How many runs are one test."""
SOME = {"file": 160, "server": 40}
MANY = {"file": 7_000, "server": 3_000}
NOT_HERE = "content is not in the store"
"""What the check says of a file that nobody has fetched: these runs exchange no files."""
ACTS = st.sampled_from([act for act, times in OFTEN.items() for _time in range(times)])


class Protocol(RuleBasedStateMachine):
    """People who work, exchange, break off, and lose and restore what they have, at random."""

    start: ClassVar[Prepared]
    server: ClassVar[str] = ""
    under: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.under))
        self.team = self.start.copied(self.folder, self.server)
        self.work = MoreWork(self.team)

    @rule(
        act=ACTS,
        who=st.integers(0, 11),
        code=st.sampled_from(CODES),
        chance=st.randoms(use_true_random=False),
    )
    def step(self, act, who, code, chance) -> None:
        self.work.act(act, who, code, chance)

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.meet()
        finally:
            self.team.close()
            shutil.rmtree(self.folder)

    def meet(self) -> None:
        """Let everybody synchronise, and hold what they have against the promises."""
        self.team.settle_all()
        decisions_stand(self.team)
        must_hold(self.team, self.work.written, self.work.removed)
        there, kept = {line.id for line in journal(self.team.hub)}, records(self.team.hub)
        gone = self.work.acknowledged - there - aside(self.team) - self.work.let_go
        assert not gone, "I7: acknowledged, and neither taken in again nor shown to anybody"
        for name in self.team.desks:
            self.team.sync(name)
        assert {line.id for line in journal(self.team.hub)} == there, "I8: done again"
        assert records(self.team.hub) == kept, "I8: done again"
        for name, desk in self.team.desks.items():
            found = [each for each in checking.check(desk.store.path) if NOT_HERE not in each]
            assert not found, f"the check of {name}"


def begin(team: Team) -> None:
    """Let everybody have two proposals that are ready to be frozen."""
    for code in CODES:
        Walker(team.desks["r0"], code).fill_proposal()
    team.settle_all()


def aside(team: Team) -> set[str]:
    """Return the events that were set aside for a person to look at."""
    found = set()
    for desk in team.desks.values():
        with desk.store.look() as unit:
            found |= {each.event_id for each in unit.asides()}
    return found


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


def parts(counts: dict[str, int], first: int = 0) -> pytest.MarkDecorator:
    """Let a test go through so many runs with each kind of hub, in parts that have a seed each."""
    found = [(kind, first + part) for kind, count in counts.items()
             for part in range(-(-count // TOGETHER))]  # fmt: skip
    return pytest.mark.parametrize(("kind", "number"), found)


@pytest.fixture
def run(request, prepared_after, tmp_path):
    """Goes through runs of so many steps at most, each with a team of its own."""

    def go(kind: str, number: int, steps: int, *phases: Phase, examples: int = TOGETHER) -> None:
        Protocol.start, Protocol.under = prepared_after(begin, kind), tmp_path
        Protocol.server = request.getfixturevalue("server") if kind == "server" else ""
        run_state_machine_as_test(
            seed(number)(Protocol),
            settings=settings(
                max_examples=examples, phases=phases, stateful_step_count=steps, deadline=None,
                suppress_health_check=list(HealthCheck), database=None,
            ),
        )  # fmt: skip

    return go


@parts(SOME)
def test_nothing_is_lost_and_everybody_ends_with_the_same(run, kind, number):
    run(kind, number, SHORT, Phase.generate)


@parts({"file": 1, "server": 1}, 100)
def test_nothing_is_lost_in_long_runs(run, kind, number):
    run(kind, number, LONG, Phase.generate, examples=5)


@pytest.mark.slow
@parts(MANY, 1_000)
def test_nothing_is_lost_in_many_runs(run, kind, number):
    """Ten thousand runs; one that fails is told by its fewest steps."""
    run(kind, number, LONG, *Phase)
