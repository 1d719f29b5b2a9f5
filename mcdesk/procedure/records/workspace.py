"""Definitions, settings and number blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionText(Record):
    """A definition, immutable; the id is its digest. `kind`: procedure or form."""

    table: ClassVar[str] = "definition"
    kind: str
    key: str
    version: str
    text: str
    published_on: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A setting of the workspace from a date on; `value` is canonical JSON text."""

    table: ClassVar[str] = "setting"
    key: str
    value: str
    since: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBlock(Record):
    """Numbers of a series, up to which they are given or reserved (decisions.md, 21).

    Without a `holder` it is the count of the whole series; with one, what a replica reserved for
    itself, so that a number drawn offline holds.
    """

    table: ClassVar[str] = "number_block"
    series: str
    first: int
    last: int
    used: int
    holder: str = ""
