"""What a procedure must be as a whole: ways that lead from the first stage to the finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import N_
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.toml_table import MUST_BE, Mistake
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.procedure_definition import ProcedureDefinition, Transition

RIGHTS = ("cards", "rest", "move", "exception", "reopen", "definitions", "settings", "directory",
          "record", "fill", "act")  # fmt: skip
WORDS = ("legal_basis", "contacts", "university")
"""The settings that are texts."""
ANSWERS = ("captions_required",)
"""Those that are yes or no (domain.md, F1); all others are numbers."""


def procedure_mistakes(procedure: ProcedureDefinition, file: str) -> Iterator[Mistake]:
    """Yield what makes a procedure impossible, though each of its tables may be right."""
    yield from _rights(procedure, file)
    yield from _settings(procedure, file)
    numbers = {stage.id: stage.number for stage in procedure.stages}
    for stage in procedure.stages:
        if stage.days < 0:
            yield Mistake(file, f"stage[{stage.id}].days", words(N_("must not be negative")))
    ways = [
        way
        for way in procedure.transitions
        if way.source in numbers and (way.target in numbers or way.kind == "finish")
    ]
    seen: set[tuple[str, str]] = set()
    for way in ways:
        text = _misled(way, numbers, seen)
        if text:
            yield Mistake(file, f"transition[{way.id}].to", text)
        seen.add((way.source, way.target))
    yield from _course(procedure, file, ways)


def _rights(procedure: ProcedureDefinition, file: str) -> Iterator[Mistake]:
    for right, holders in procedure.rights.items():
        if right not in RIGHTS:
            yield Mistake(
                file, f"rights.{right}", words(N_("is none of {known}"), known=", ".join(RIGHTS))
            )
        if not holders:
            yield Mistake(file, f"rights.{right}", words(N_("names nobody")))


def _settings(procedure: ProcedureDefinition, file: str) -> Iterator[Mistake]:
    for setting in procedure.settings:
        where = f"setting[{setting.key}].value"
        if setting.key in WORDS:
            if not isinstance(setting.value, str):
                yield Mistake(file, where, words(N_("must be a text")))
            continue
        if setting.key in ANSWERS:
            if not isinstance(setting.value, bool):
                yield Mistake(file, where, words(N_("must be true or false")))
            continue
        plain = isinstance(setting.value, int | float | str) and not isinstance(setting.value, bool)
        number = decimal(setting.value) if plain else None
        if number is None:
            yield Mistake(
                file, where, words(MUST_BE, type=words(N_("a number")), value=repr(setting.value))
            )
        elif number < 0:
            yield Mistake(file, where, words(N_("must not be negative")))


def _misled(way: Transition, numbers: dict[str, int], seen: set[tuple[str, str]]) -> str:
    """Return what is wrong with where a way leads, or ""."""
    here, last = numbers[way.source], max(numbers.values())
    if way.kind == "finish":
        if way.target:
            return words(N_("a finish leads to no stage"))
        return "" if here == last else words(N_("the finish belongs to the last stage"))
    there = numbers[way.target]
    if (way.source, way.target) in seen:
        return words(
            N_("there is another way from {here} to {there}"), here=way.source, there=way.target
        )
    if way.kind == "back":
        return (
            ""
            if there < here
            else words(N_("leads back, but {there} is not before {here}"), there=there, here=here)
        )
    if there == here:
        return words(N_("leads to its own stage"))
    if there != here + 1 and not way.jumps:
        return words(
            N_("leads from {here} to {there}: say jumps = true if that is meant"),
            here=here,
            there=there,
        )
    return ""


def _course(
    procedure: ProcedureDefinition, file: str, ways: Iterable[Transition]
) -> Iterator[Mistake]:
    """Yield stages that are never reached, and those from which the finish is not."""
    ways = tuple(ways)
    ends = {way.source for way in ways if way.kind == "finish"}
    if not ends:
        yield Mistake(file, "transition", words(N_("there is no way of the kind finish")))
    if not procedure.stages:
        return
    onward = {(way.source, way.target) for way in ways if way.kind == "forward"}
    reached = _closure({procedure.stages[0].id}, onward)
    ending = _closure(ends, {(target, source) for source, target in onward})
    for stage in procedure.stages:
        if stage.id not in reached:
            text = words(N_("is never reached: no forward way leads to it from the first stage"))
            yield Mistake(file, f"stage[{stage.id}]", text)
        elif ends and stage.id not in ending:
            yield Mistake(
                file, f"stage[{stage.id}]", words(N_("no forward way leads on to the finish"))
            )


def _closure(start: set[str], steps: set[tuple[str, str]]) -> set[str]:
    found = set(start)
    while more := {target for source, target in steps if source in found} - found:
        found |= more
    return found
