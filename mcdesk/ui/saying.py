"""Findings as people read them: the dates in them as days, not as they are stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from mcdesk.i18n import _
from mcdesk.ui import language

if TYPE_CHECKING:
    from mcdesk.errors import Finding

_ISO = re.compile(r"(?<![\w/-])\d{4}-\d{2}-\d{2}(?![\w/-])")


def sentence(finding: Finding) -> str:
    """Return a finding in words, with days such as "27 Nov 2026"."""
    return days_in(finding.sentence())


def not_moved(code: str, stage: str) -> str:
    """Return as a title that a card cannot enter a stage; that it cannot end, for none."""
    if not stage:
        return _("{code} cannot be declared complete yet").format(code=code)
    return _("{code} cannot move to {stage} yet").format(code=code, stage=stage)


def days_in(words: str) -> str:
    """Return words with every ISO date that exists written as a day."""
    return _ISO.sub(_day, words)


def _day(found: re.Match[str]) -> str:
    day = QDate.fromString(found.group(), "yyyy-MM-dd")
    return language.locale().toString(day, "d MMM yyyy") if day.isValid() else found.group()
