"""Each of the forty faults of reliability.md has a test that names it."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"Fault (\d+) of reliability\.md|\(reliability\.md, fault (\d+)\)")
WITHOUT = {
    8: "a share that is slow: the deadline and the free window are tested with a server alone",
    11: "a server that restarts: what is heard of a line that was lost stands in its place",
    23: "an unknown kind of event: a hub of a newer program is not read at all (fault 22)",
}
"""Which are provoked by no test, and what stands in their place."""


def test_each_fault_is_named_by_the_test_that_provokes_it():
    found: set[int] = set()
    for file in TESTS.rglob("test_*.py"):
        text = file.read_text(encoding="utf-8")
        found |= {int(one or other) for one, other in NAMED.findall(text)}
    assert found | set(WITHOUT) == set(range(1, 41))
    assert not found & set(WITHOUT)
