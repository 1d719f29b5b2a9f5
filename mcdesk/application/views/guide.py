"""The development guide (F1) as it is read in the program: its editions and what binds today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mcdesk.application.views.wording import WordingForm
    from mcdesk.application.views.workspace import SettingLine
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class StageSigners:
    """A stage, and for each of its forms the roles that sign, in their order."""

    number: int
    title: Label
    forms: tuple[tuple[Label, tuple[Label, ...]], ...]


@dataclass(frozen=True, slots=True)
class GuideView:
    """Everything that the page of the guide shows.

    `settings` are those in force by their key; `may` tells whether who works here changes them.
    """

    form: WordingForm
    settings: Mapping[str, SettingLine]
    stages: tuple[StageSigners, ...]
    today: date
    may: bool
