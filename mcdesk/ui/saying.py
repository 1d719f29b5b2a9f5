"""Findings as people read them: the dates in them as days, not as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.shown import days_in, told
from mcdesk.i18n import _

if TYPE_CHECKING:
    from mcdesk.errors import Finding


def sentence(finding: Finding) -> str:
    """Return a finding in words, with days such as "27 Nov 2026"."""
    return days_in(finding.sentence())


def in_place(finding: Finding) -> str:
    """Return a finding in words as `sentence` does, with its row and column where it has them."""
    return days_in(told(finding))


def not_moved(code: str, stage: str) -> str:
    """Return as a title that a card cannot enter a stage; that it cannot end, for none."""
    if not stage:
        return _("{code} cannot be declared complete yet").format(code=code)
    return _("{code} cannot move to {stage} yet").format(code=code, stage=stage)
