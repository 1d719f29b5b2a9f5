"""The shipped procedure and its forms: what they promise each other (domain.md, a and b)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mcdesk.procedure.load import read_definitions, read_procedure

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


def test_ctl_and_the_head_let_a_card_rest_and_end_it():
    """domain.md, section a: "hold / cancel: CTL or HSP"; the team's designer does not."""
    assert set(RIGHTS["rest"]) == {"ctl", "ctl_lead", "hsp"}


def test_a_procedure_of_before_has_its_rests_from_who_keeps_the_cards():
    mistakes = []
    older = re.sub(r"^rest = .*\n", "", PROCEDURE, flags=re.MULTILINE)
    assert older != PROCEDURE
    procedure = read_procedure(older, "older.toml", mistakes)
    assert mistakes == []
    assert procedure.rights["rest"] == procedure.rights["cards"]
