"""The evidence binder of a micro-credential: everything there is about it, ready for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mcdesk.application.views.form import FormHeader, Sheet
    from mcdesk.application.views.line import (
        DebtLine,
        DecisionLine,
        FileLine,
        FormLine,
        HistoryLine,
        TeamLine,
    )
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A form that was done outside the program: `state` is original, before or missing."""

    kind: str
    form: Label
    state: str
    number: str
    dated: str
    signed_by: str
    note: str
    file: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction after completion (decisions.md, 12)."""

    made_on: str
    what: str
    why: str
    component: str
    backup: str
    agreed_by: str
    made_by: str


@dataclass(frozen=True, slots=True)
class BoundForm:
    """A form in a binder: every frozen version of it, then the draft where it is open."""

    line: FormLine
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class BoundFile:
    """A file in a binder: where its content lies, and the form that it belongs to."""

    line: FileLine
    path: Path
    form: Label | None


@dataclass(frozen=True, slots=True)
class Binder:
    """The whole life of a micro-credential as of a day; every list from its beginning on.

    `revision_of` is the code of the completed one that it revises, `revised_by` those of its own
    revisions (decisions.md, 12): what was signed there stands in their binders.
    """

    header: FormHeader
    stage: Label
    status: str
    status_reason: str
    created_on: str
    opening_on: str
    ended_on: str
    as_of: date
    team: tuple[TeamLine, ...]
    forms: tuple[BoundForm, ...]
    outside: tuple[OutsideLine, ...]
    decisions: tuple[DecisionLine, ...]
    debts: tuple[DebtLine, ...]
    corrections: tuple[CorrectionLine, ...]
    files: tuple[BoundFile, ...]
    history: tuple[HistoryLine, ...]
    logo: Path | None = None
    revision_of: str = ""
    revised_by: tuple[str, ...] = ()
