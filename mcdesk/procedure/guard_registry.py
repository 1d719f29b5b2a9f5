"""What every guard is made of: the registry, and the findings that several guards give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Params
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.situation import Actor, Situation
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.procedure.form_state import FormState

Guard = Callable[[Situation, Actor, Params], Iterator[Finding]]
GUARDS: dict[str, Guard] = {}
DEMANDS = {
    "form_valid": N_("The form of the gate is frozen, signed and unchanged since"),
    "every_sheet": N_("Every assessor who is named has a sheet, and all of them are signed"),
    "rules_hold": N_("What was filled in after freezing agrees with the rest of its form"),
    "fixes_closed": N_("What assessors found that must be mended is closed"),
    "value_is": N_("The verdict or decision is the one that the way needs"),
    "one_lead": N_("There is exactly one lead lecturer"),
    "team_has": N_("The team has the roles that the next stage needs"),
    "acknowledged": N_("Every role has acknowledged, or the window is over"),
    "must_items": N_("No ★ item is answered “no”"),
    "due_fields": N_("What earlier forms could leave for later is there"),
    "conditions_closed": N_("The conditions of an approval are closed"),
    "no_open_debts": N_("What exceptions left owed is paid"),
    "components_at_least": N_("Every component due by now is far enough"),
    "no_open_must_fix": N_("No must-fix finding is open"),
    "must_fix_has_owner_if_not_aligned": N_("Rework names must-fix findings, each with an owner"),
    "tested_build": N_("There is a tested build of the current components"),
    "loops_within": N_("Loops between 10 and 11 are few"),
}
"""What each guard demands, in words for who sets its level (domain.md, a; decisions.md, 18)."""


def guard(function: Guard) -> Guard:
    """Register a guard under its function name."""
    GUARDS[function.__name__] = function
    return function


def met(code: str, text: str, params: Params, form: str = "") -> Finding:
    """Return a demand that is fulfilled, to be shown with a tick."""
    return Finding(code, text, params, form, met=True)


def whole(situation: Situation, key: str, default: int) -> int:
    """Return a setting as a whole number of days or times."""
    return int(decimal(situation.setting(key)) or default)


def not_said(state: FormState, path: str) -> Finding:
    """Return the finding that an external original leaves open what the gate asks."""
    shown = {"form": state.definition.short, "field": state.definition.field_of(path).label}
    text = SAID["not_said"]
    return Finding("not_said", text, shown, state.form.kind, path, "ctl")


def either(labels: list[Label]) -> Label:
    """Return labels as a choice between them."""
    return Label(" / ".join(label.en for label in labels), " / ".join(label.id for label in labels))


def filler(situation: Situation, state: FormState, path: str) -> str:
    """Return the role that fills a field, else the first that owes the form's stage."""
    by = state.definition.field_of(path).by
    owes = situation.procedure.stage(state.definition.stage).owes
    return next(iter((*by, *owes)), "")


def is_done(situation: Situation, day: str) -> bool:
    """Tell whether what bears a day was done: a day to come is kept, and counts once it is there.

    Source: design.md, section 5, and docs/decisions/0021.
    """
    told = as_date(day)
    return bool(day) and (told is None or told <= situation.today)


def to_come(situation: Situation, kind: str, place: str, day: str, role: str) -> Finding:
    """Return the finding that something is told as done on a day to come."""
    shown = {"form": situation.definitions[kind].short, "on": day}
    return Finding("to_come", SAID["to_come"], shown, kind, place, role)
