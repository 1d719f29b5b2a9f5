"""The shipped procedure and its forms: what they promise each other (domain.md, a and b)."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcdesk.procedure.load import read_definitions

ROOT = Path(__file__).parents[2] / "resources"
PROCEDURE = (ROOT / "procedure" / "uph_ctl.toml").read_text("utf-8")
SHIPPED = read_definitions(
    ("uph_ctl.toml", PROCEDURE),
    {path.name: path.read_text("utf-8") for path in sorted((ROOT / "forms").glob("*.toml"))},
)
RIGHTS = SHIPPED.procedure.rights


@pytest.mark.parametrize("kind", SHIPPED.forms)
def test_whoever_a_field_is_asked_of_may_fill_it_in(kind):
    """A field that is asked of somebody who lacks the right can only be filled by another."""
    asked = {
        (path, role)
        for path, entry in SHIPPED.forms[kind].fields.items()
        if not entry.is_made
        for role in entry.by
    }
    assert {(path, role) for path, role in asked if role not in RIGHTS["fill"]} == set()
