"""What every guard is made of: the registry, and the findings that several guards give."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.definition import Params
from mcdesk.procedure.situation import Actor, FormState, Situation

Guard = Callable[[Situation, Actor, Params], Iterator[Finding]]
GUARDS: dict[str, Guard] = {}


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
    text = N_("{form}: the original does not say “{field}”; record it with the original.")
    return Finding("not_said", text, shown, state.form.kind, path, "ctl")


def filler(situation: Situation, state: FormState, path: str) -> str:
    """Return the role that fills a field, else the first that owes the form's stage."""
    by = state.definition.field_of(path).by
    owes = situation.procedure.stage(state.definition.stage).owes
    return next(iter((*by, *owes)), "")
