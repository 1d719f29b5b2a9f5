"""Fields that state what a role decides: its sign-off stands over what they say (decisions.md, 17).

The result of F9 is left open when the assessor's sheet is frozen, and CTL says it before it signs
(domain.md, F9, e8). A definition names the role (`decided_by`); one of before names none. The
sign-off names what it decided, and counts only while the form says just that. Whoever else signs
while something is said names it as well: they saw it.

The parts of such a field (the note that says why) are named by their digest, so that a sign-off
keeps no word of them (docs/decisions/0002). A program of before named no parts, and nothing for
who decides nothing: what it made names no path with a dot, and counts by what it does name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import Json, is_empty, json_text, read_json, text_digest
from mcdesk.procedure.late import left_open
from mcdesk.procedure.records import MARK
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import SignOff


AGREES = ("approve", "acknowledge", "verify", "accept")
SENDS_BACK = ("return", "reject")


def decided_fields(definition: FormDefinition, role: str) -> tuple[Field, ...]:
    """Return the fields that state what a role decides."""
    return tuple(entry for entry in definition.fields.values() if entry.decided_by == role != "")


def against(
    definition: FormDefinition, role: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Return what keeps a role from signing what it decided: what is wrong in those fields.

    So does what its decision asks of other places: a critical item below 3 keeps CTL from
    "eligible", and nothing listed to mend from "after minor fixes" (domain.md, F9 e3, e6, e8).
    What a part of such a field wants, its note, names it: a decision has a note of its own.
    """
    fields = {entry.id for entry in decided_fields(definition, role)}
    rules = {rule.id for rule in definition.rules if rule.params.get("when") in fields}
    return tuple(
        _named(definition, each) if each.path.partition(".")[0] in fields else each
        for each in findings
        if each.level == "block" and (each.path.split(".", 1)[0] in fields or each.code in rules)
    )  # fmt: skip


def _named(definition: FormDefinition, finding: Finding) -> Finding:
    """Return what a part of a field wants, with the names of field and part before it."""
    top, _dot, part = finding.path.partition(".")
    if not part or finding.about or finding.path not in definition.fields:
        return finding
    labels = (definition.fields[top].label, definition.fields[finding.path].label)
    about = Label(", ".join(each.en for each in labels), ", ".join(each.id for each in labels))
    return replace(finding, about=about)


def unmet_checks(definition: FormDefinition, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what a form says is not met of what it rests on, an open debt too (R13, R14)."""
    rules = {rule.id for rule in definition.rules if rule.check == "checks_met"}
    return tuple(each for each in findings if each.code in rules)


def what_is_decided(
    state: FormState, role: str, decision: str, unseen: Collection[str] = ()
) -> str:
    """Return what a decision made now names beside the frozen text, as the form says it.

    It is canonical JSON of fields that were left open and their values, and of the digests of
    their parts: of all that the role decides, and of what others have said. "" where that is none.
    What is `unseen` others said after the day of a decision that is recorded later.
    """
    said = _said(state, role, decision, None, unseen)
    return json_text(said) if said else ""


def stands_over(state: FormState, sign_off: SignOff) -> bool:
    """Tell whether a form says what a decision over it named.

    A part that was removed for ever since is what its removal says that it was.
    """
    named = named_by(sign_off)
    return named is not None and named == _said(state, sign_off.role, sign_off.decision, named)


def named_by(sign_off: SignOff) -> Mapping[str, Json] | None:
    """Return what a decision named, by its places; None where that cannot be read."""
    named = read_json(sign_off.decided or "{}")
    return named if isinstance(named, dict) else None


def is_as_named(value: Json, named: Json, removed: Callable[[str], Collection[str]]) -> bool:
    """Tell whether a part says what a decision named by its digest.

    `removed` gives the digests of what was removed for ever, by the words in its place.
    """
    if named == digest_of_part(value):
        return True
    return isinstance(value, str) and value.startswith(MARK) and named in removed(value)


def digest_of_part(value: Json) -> str | None:
    """Return the digest of what a part says, as a removal takes it; None where it is empty."""
    return None if is_empty(value) else text_digest(json_text(value))


def _said(
    state: FormState,
    role: str,
    decision: str,
    named: Mapping[str, Json] | None,
    unseen: Collection[str] = (),
) -> dict[str, Json]:
    """Return what a form says of what a decision names; without one, of what it would name."""
    deciding = tuple(each for each in state.definition.fields.items() if each[1].decided_by)
    if not deciding or decision not in AGREES:
        return {}
    left = left_open(state.definition, state.revision)
    is_older = bool(named) and not any("." in path for path in named or ())
    found: dict[str, Json] = {}
    for path, entry in deciding:
        value = state.content.value(path)
        others = path in named if named is not None else path not in unseen and not is_empty(value)
        if path not in left or not (entry.decided_by == role or others):
            continue
        found[path] = None if is_empty(value) else value
        for part in () if is_older else _parts(state.definition, path):
            found[part] = _digest(state, part, (named or {}).get(part))
    return found


def _parts(definition: FormDefinition, path: str) -> Iterator[str]:
    """Yield the paths of a field's parts that stand in a frozen text."""
    for part, entry in definition.fields.items():
        if part.startswith(f"{path}.") and not (entry.living or entry.is_made):
            yield part


def _digest(state: FormState, path: str, named: Json) -> Json:
    """Return the digest of what a part says, or what it was named by where that is the same."""
    value = state.content.value(path)
    is_same = is_as_named(value, named, lambda words: state.removed(path, words))
    return named if is_same else digest_of_part(value)


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


def names_part(state: FormState, entry: Field, path: str) -> bool:
    """Tell whether the role that decides a field signed one of its parts, beside what it says."""
    decision = state.decided.get(entry.decided_by)
    named = named_by(decision) if decision is not None else None
    return path != entry.id and named is not None and bool(named.get(entry.id)) and path in named


def is_settled(state: FormState, path: str) -> bool:
    """Tell whether a field says what its role decided, and signed."""
    entry = state.definition.fields[path]
    return is_signed(state, entry) and not is_empty(state.content.value(path))
