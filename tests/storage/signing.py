"""The decisions that tests of signing record."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.honest import owing
from tests.walk import PEOPLE


def sign(desk, kind: str, role: str, decision: str = "approve", **given):
    given = owing({"person": PEOPLE.get(role, ""), "medium": "paper", **given})
    return do.SignForm(form=f"MC-1/{kind}", role=role, decision=decision, **given)
