"""What an audit visit is shown: a programme, a faculty or everything, over a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Fact = str | int | Decimal | date | Label
"""What stands in a cell: words, a number, a day, or a word in both languages."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What is asked for: a programme or a faculty (by code or id), or everything; from, to."""

    since: date
    until: date
    programme: str = ""
    faculty: str = ""
    names: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column and its share of the width; `whole` words are not cut on paper."""

    label: Label
    share: float = 1.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class AuditTable:
    """A table of an audit: for paper, and as a sheet of a workbook."""

    title: Label
    note: Label
    heads: tuple[Head, ...]
    rows: Sequence[tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit visit is shown."""

    scope: Label
    extent: Extent
    as_of: date
    workspace: str
    sample: bool
    cards: int
    tables: tuple[AuditTable, ...]
    logo: Path | None = None
