"""The sheets of assessors: whose one is, and who is named and has none yet (domain.md, F9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation

ASSESSOR = "rev"
RECORDERS = ("ctl", "ctl_lead")
"""Who writes down what an assessor says, besides the assessor (domain.md, F9)."""
NUMBERED = ("meeting", "assessor")
"""What a form has a numbered sheet for, so that one begins another one by hand."""
MOST_SHEETS = 99


def has_sheets(definition: FormDefinition) -> bool:
    """Tell whether a form has several numbered sheets: of meetings, of assessors."""
    return not {*NUMBERED}.isdisjoint(definition.per)


def next_sheet(scopes: Iterable[str]) -> int:
    """Return the number of the next sheet behind these; names of before that are none count not."""
    return max((int(scope) for scope in scopes if is_sheet(scope)), default=0) + 1


def is_sheet(scope: str) -> bool:
    """Tell whether this is the number of a sheet: 1, 2 … (`hub.check_form` asks the same)."""
    return scope.isascii() and scope.isdecimal() and scope[0] != "0" and int(scope) <= MOST_SHEETS


def with_sheet(kind: str, form: Label, sheet: str) -> Label:
    """Return a form with its kind and its sheet, in words; without the sheet for the first."""
    label = Label(f"{kind} {form.en}", f"{kind} {form.id}")
    if not sheet or sheet == "1":
        return label
    return Label(f"{label.en}, sheet {sheet}", f"{label.id}, lembar {sheet}")


def assessor_field(definition: FormDefinition) -> str:
    """Return the field that names the assessor of a sheet, or ""."""
    if "assessor" not in definition.per:
        return ""
    return next((e.id for e in definition.fields.values() if e.prefill == "assessor"), "")


def assessor_of(state: FormState) -> str:
    """Return the person whose sheet a form is; "" where it is nobody's own."""
    path = assessor_field(state.definition)
    return state.content.text(path) if path else ""


def is_assessor_s(definition: FormDefinition, entry: Field) -> bool:
    """Tell whether a field is its assessor's alone: scores, judgement, findings (domain.md, F9).

    Whose sheet it is belongs to them: else whoever names another there could write all the rest.
    """
    path = assessor_field(definition)
    return bool(path) and (entry.by == (ASSESSOR,) or entry.id == path)


def owed_by(state: FormState, role: str) -> str:
    """Return the one person who owes something of a sheet in a role, or ""."""
    return assessor_of(state) if role == ASSESSOR else ""


def without_sheet(situation: Situation, kind: str) -> tuple[str, ...]:
    """Return the assessors of the team who have no sheet of a form yet, in the team's order."""
    taken = {assessor_of(state) for state in situation.sheets.get(kind, ())}
    named = (member.person_id for member in situation.members(ASSESSOR))
    return tuple(dict.fromkeys(person for person in named if person not in taken))


def owing_sheets(situation: Situation, kind: str) -> tuple[str, ...]:
    """Return those without a sheet who owe one: whose duty ends today owe none any more."""
    tomorrow = day_after(situation.today.isoformat())
    stay = {m.person_id for m in situation.members(ASSESSOR) if m.is_on(tomorrow)}
    return tuple(person for person in without_sheet(situation, kind) if person in stay)


def of_several(definition: FormDefinition, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what the sheets of a round say together: that assessors differ, what nobody judged.

    It is no fault of one sheet, so freezing that does not end it: the result has to be decided
    over it (domain.md, F9 e4).
    """
    rules = {rule.id for rule in definition.rules if "reviewer" in rule.params}
    return tuple(each for each in findings if each.code in rules)


def sheet_label(situation: Situation, state: FormState) -> Label:
    """Return a form's short title, with its sheet where the card has several."""
    short = state.definition.short
    if len(situation.sheets.get(state.form.kind, ())) < 2:
        return short
    return Label(f"{short.en}, sheet {state.form.scope}", f"{short.id}, lembar {state.form.scope}")
