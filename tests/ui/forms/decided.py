"""Decisions as the desk lists them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mcdesk.application.views import DecisionLine
from mcdesk.procedure.stage import Label


def decision(role: str, version: int = 1, **changes: Any) -> DecisionLine:
    line = DecisionLine(
        f"s-{role}", "form-1", "F2", Label("Proposal", "Proposal"), version, Label(role, role),
        "Dr. Rina Wijaya, M.M.", "approve", "paper", "2026-11-21", "Budi Santoso",
    )  # fmt: skip
    return replace(line, **changes)
