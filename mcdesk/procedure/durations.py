"""Hours, minutes and seconds of a form as they add up, live: modules, videos, narration.

What is added up follows from the definition's rules `sum_per_code`, `sum_near_other` and
`speech_fits` (domain.md, F7 d6, d8, d11, d12).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.matrix import row_name
from mcdesk.procedure.rules_design import MINUTE, sums_by
from mcdesk.procedure.rules_registry import ZERO, bound, numbers
from mcdesk.procedure.rules_tables import HUNDRED, folded_code
from mcdesk.procedure.sound import sound

if TYPE_CHECKING:
    from mcdesk.procedure.content import Content, Row, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule
    from mcdesk.procedure.stage import Label

Standing = Literal["fits", "more", "less", "open"]
"""How what is filled stands to what is planned; `open`: one of them is not there yet."""


@dataclass(frozen=True, slots=True)
class Span:
    """What one code plans, and what its rows add up to, in the unit of the rows."""

    code: str
    words: str
    path: str
    planned: Decimal | None
    filled: Decimal
    standing: Standing
    spoken: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A table whose rows share out the hours or minutes of another's codes.

    `title` is the table of the codes, `by` the one that is added up, `unit` its column's; `times`
    turns what is planned into that unit. `wanted` is the sum another form states (`of_form`).
    """

    title: Label
    by: Label
    unit: str
    times: Decimal
    spans: tuple[Span, ...]
    planned: Decimal
    filled: Decimal
    wanted: Decimal | None = None
    of_form: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One row of narration: the seconds planned, its words, and the seconds they take to say.

    `spoken` is not rounded: it is added up.
    """

    number: str
    code: str
    path: str
    planned: Decimal | None
    words: int
    spoken: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True)
class Durations:
    """All that adds up in a form; `rate` is the words a minute that are reckoned with."""

    sums: tuple[Sum, ...]
    scenes: tuple[Scene, ...]
    rate: Decimal


def has_durations(definition: FormDefinition) -> bool:
    """Tell whether a form has times that add up."""
    return any(rule.check == "sum_per_code" for rule in definition.rules)


def durations(
    definition: FormDefinition, content: Content, surroundings: Surroundings
) -> Durations:
    """Return the times of a form as they stand now; what is told as wrong is not added up."""
    content = sound(definition, content)
    speech = next((rule for rule in definition.rules if rule.check == "speech_fits"), None)
    rate = bound(speech, surroundings, "rate") if speech is not None else None
    scenes: tuple[Scene, ...] = ()
    if speech is not None and rate:
        group = _group_of(definition, speech.paths[0].split("/", 1)[0])
        scenes = tuple(
            _scene(speech, row, group, rate)
            for row in content.table(speech.paths[0].split("/", 1)[0])
        )
    sums = tuple(
        _sum(definition, content, surroundings, rule, scenes)
        for rule in definition.rules
        if rule.check == "sum_per_code"
    )
    return Durations(sums, scenes, rate or ZERO)


def _group_of(definition: FormDefinition, table: str) -> str:
    """Return the column by which the rows of a table are added up, or ""."""
    for rule in definition.rules:
        if rule.check == "sum_per_code" and rule.paths[0].startswith(f"{table}/"):
            return str(rule.params["group"])
    return ""


def _scene(rule: Rule, row: Row, group: str, rate: Decimal) -> Scene:
    table, column = rule.paths[0].split("/", 1)
    words = len(row.text(column).split())
    planned = row.number(str(rule.params["seconds"]))
    spoken = words * MINUTE / rate
    standing: Standing = "fits"
    if planned is None or not words:
        standing = "open"
    elif words * HUNDRED > planned * rate / MINUTE * (
        HUNDRED + Decimal(str(rule.params.get("within", 0)))
    ):
        standing = "more"
    path = f"{table}/{row.id}/{column}"
    return Scene(row.text("scene"), row.text(group), path, planned, words, spoken, standing)


def _sum(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    rule: Rule,
    scenes: tuple[Scene, ...],
) -> Sum:
    params, (table, column) = rule.params, rule.paths[0].split("/", 1)
    field_id, code_column = str(params["among"]).split("/", 1)
    times = Decimal(str(params.get("times", 1)))
    entry, rows = definition.fields[field_id], definition.fields[table]
    spoken: dict[str, Decimal] = {}
    for scene in scenes if scenes and scenes[0].path.startswith(f"{table}/") else ():
        key = folded_code(scene.code)
        spoken[key] = spoken.get(key, ZERO) + scene.spoken
    sums = sums_by(content, rule.paths[0], str(params["group"]))
    spans = []
    for row in content.table(field_id):
        code = row.text(code_column).strip()
        number = row.number(str(params["target"]).split("/", 1)[1])
        planned = None if number is None else number * times
        filled = sums.get(folded_code(code))
        standing = _standing(planned, filled, Decimal(str(params.get("within", 0))))
        path, said = f"{field_id}/{row.id}/{code_column}", spoken.get(folded_code(code))
        name = row_name(entry, row, without=code_column)
        spans.append(Span(code, name, path, planned, filled or ZERO, standing, said))
    wanted, form = _wanted(definition, surroundings, str(params["target"]))
    return Sum(
        entry.label,
        rows.label,
        column,
        times,
        tuple(spans),
        sum((span.planned or ZERO for span in spans), ZERO),
        sum(sums.values(), ZERO),
        wanted * times if wanted else None,
        form,
    )


def _standing(planned: Decimal | None, filled: Decimal | None, within: Decimal) -> Standing:
    if planned is None or filled is None:
        return "open"
    if abs(filled - planned) * HUNDRED <= planned * within:
        return "fits"
    return "more" if filled > planned else "less"


def _wanted(
    definition: FormDefinition, surroundings: Surroundings, path: str
) -> tuple[Decimal, str]:
    """Return what another form states for the sum of a column, and the form."""
    for rule in definition.rules:
        if rule.check == "sum_near_other" and path in rule.paths:
            form = str(rule.params["form"])
            found = numbers(surroundings.other(form), str(rule.params["other"]))
            return sum((number for _, number in found), ZERO), form
    return ZERO, ""
