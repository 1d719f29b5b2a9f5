"""Fields that state what a role decides: its sign-off stands over what they say (decisions.md, 17).

The result of F9 is left open when the assessor's sheet is frozen, and CTL says it before it signs
(domain.md, F9, e8). A definition names the role (`decided_by`); one of before names none. The
sign-off names what it decided, and counts only while the form says just that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty, json_text
from mcdesk.procedure.late import left_open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.situation import FormState


AGREES = ("approve", "acknowledge", "verify", "accept")


def decided_fields(definition: FormDefinition, role: str) -> tuple[Field, ...]:
    """Return the fields that state what a role decides."""
    return tuple(entry for entry in definition.fields.values() if entry.decided_by == role != "")


def against(
    definition: FormDefinition, role: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Return what keeps a role from signing what it decided: what is wrong in those fields.

    So does what its decision asks of other places: a critical item below 3 keeps CTL from
    "eligible", and nothing listed to mend from "after minor fixes" (domain.md, F9 e3, e6, e8).
    """
    fields = {entry.id for entry in decided_fields(definition, role)}
    rules = {rule.id for rule in definition.rules if rule.params.get("when") in fields}
    return tuple(
        each for each in findings
        if each.level == "block" and (each.path.split(".", 1)[0] in fields or each.code in rules)
    )  # fmt: skip


def unmet_checks(definition: FormDefinition, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what a form says is not met of what it rests on, an open debt too (R13, R14)."""
    rules = {rule.id for rule in definition.rules if rule.check == "checks_met"}
    return tuple(each for each in findings if each.code in rules)


def what_is_decided(state: FormState, role: str, decision: str) -> str:
    """Return what a role decides by a decision beside the frozen text, as the form says it now.

    It is canonical JSON of the fields that were left open and their values; "" where there are
    none.
    """
    fields = decided_fields(state.definition, role) if decision in AGREES else ()
    if not fields:
        return ""
    left = left_open(state.definition, state.revision)
    values = {each.id: state.content.value(each.id) for each in fields if each.id in left}
    said = {path: None if is_empty(value) else value for path, value in values.items()}
    return json_text(said) if said else ""


def is_signed(state: FormState, entry: Field) -> bool:
    """Tell whether the sign-off of the role that decides a field stands over what it says.

    What was in the form when it was frozen is bound by its digest, as everything else.
    """
    decision = state.decided.get(entry.decided_by)
    return (
        decision is not None
        and decision.decision in AGREES
        and entry.id in left_open(state.definition, state.revision)
        and state.is_current
    )


def is_settled(state: FormState, path: str) -> bool:
    """Tell whether a field says what its role decided, and signed."""
    entry = state.definition.fields[path]
    return is_signed(state, entry) and not is_empty(state.content.value(path))
