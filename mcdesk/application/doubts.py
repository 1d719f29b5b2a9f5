"""What is doubtful about a value that came back in a filled form: the same as the form will say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.typed import NO_DATE
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.rules_types import misfit, problem_of

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Column, Field


def doubt(entry: Field | Column, value: Json) -> Finding | None:
    """Return why a value that was typed is not one that the field takes, or None."""
    if is_empty(value):
        return None
    if entry.type in (FieldType.DATE, FieldType.NUMBER):
        return _misfit(entry, value)
    known = known_answers(entry)
    values = value if isinstance(value, list) else [value]
    strange = [str(each) for each in values if each not in known] if known else []
    if strange:
        return Finding("no_answer", N_("“{text}” is none of the answers."),
                       {"text": ", ".join(strange)[:80]})  # fmt: skip
    return None


def _misfit(entry: Field | Column, value: Json) -> Finding | None:
    """Return why a date or number does not fit its field, as the form will say it."""
    problem = problem_of(entry, value)
    if problem is None:
        return None
    given, code = {"text": str(value)[:80]}, problem[0]
    if code == "not_a_date":
        return Finding("no_date", NO_DATE, given)
    if code == "not_a_number":
        return Finding("no_number", N_("“{text}” is not a number."), given)
    return misfit(entry, *problem)


def known_answers(entry: Field | Column) -> tuple[Json, ...]:
    """Return the answers that a field or column offers; none where it takes any."""
    if entry.type is FieldType.YESNO:
        return ("yes", "no", "na")
    if entry.type is FieldType.TICK:
        return (True,)
    if entry.type in (FieldType.CHOICE, FieldType.CHOICES):
        return tuple(choice.id for choice in entry.choices)
    return ()
