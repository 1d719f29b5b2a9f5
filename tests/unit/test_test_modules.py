"""The test modules themselves: each stands alone, and what several use stands beside them."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
ITS_SUBJECT = {"sync/test_faults.py"}
"""It runs the tests of another module against programs with a fault."""


def imported(path: Path) -> set[str]:
    """Return every module, and every name out of one, that a file of tests imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("tests.")}


def test_no_module_takes_its_helpers_from_a_module_of_tests():
    """Put what several modules use into a module beside them."""
    from_tests = {
        f"{path.relative_to(TESTS).as_posix()}: {name}"
        for path in TESTS.rglob("*.py")
        for name in imported(path)
        if any(part.startswith("test_") for part in name.split("."))
    }
    assert {each for each in from_tests if each.split(":")[0] not in ITS_SUBJECT} == set()
