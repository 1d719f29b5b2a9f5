"""Each of the forty faults of reliability.md has a test that names it."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"Fault (\d+) of reliability\.md|\(reliability\.md, fault (\d+)\)")


def test_each_fault_is_named_by_the_test_that_provokes_it():
    found: set[int] = set()
    for file in TESTS.rglob("test_*.py"):
        text = file.read_text(encoding="utf-8")
        found |= {int(one or other) for one, other in NAMED.findall(text)}
    assert found == set(range(1, 41))
