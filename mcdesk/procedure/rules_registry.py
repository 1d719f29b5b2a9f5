"""What every check is made of: `Hit`, the registry, and how rules reach values and rows.

A check gets the content, its surroundings and the rule (paths, parameters) and yields a `Hit`
for each place that fails; a place that is empty is never a hit of a rule (that is `required`'s
matter), save for the checks whose very point is that something is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mcdesk.procedure.canonical import Json, decimal, is_empty
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Choice, FieldType, FormDefinition, Rule
from mcdesk.procedure.stage import Label

ZERO = Decimal(0)
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule fails; `params` fill the rule's message."""

    path: str
    params: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[Content, Surroundings, Rule, FormDefinition], Iterable[Hit]]
CHECKS: dict[str, Check] = {}
GIVES: dict[str, tuple[str, ...]] = {}


def check(function: Check) -> Check:
    """Register a check under its function name."""
    CHECKS[function.__name__] = function
    return function


def gives(*names: str) -> Callable[[Check], Check]:
    """Say which `{places}` of a message the hits of a check fill."""

    def remember(function: Check) -> Check:
        GIVES[function.__name__] = names
        return function

    return remember


def cell_path(field_id: str, row: Row, column: str) -> str:
    """Return the path of a cell."""
    return f"{field_id}/{row.id}/{column}"


def cells(content: Content, path: str) -> Iterator[tuple[Row, str]]:
    """Yield the rows of the column `p20/statement`, each with the path of its cell."""
    field_id, column = path.split("/", 1)
    for row in content.table(field_id):
        yield row, cell_path(field_id, row, column)


def values(content: Content, rule: Rule) -> Iterator[tuple[str, Json]]:
    """Yield every filled value that the rule's paths mean, with the path it stands at."""
    for path in rule.paths:
        if "/" in path:
            column = path.split("/", 1)[1]
            found = [(place, row.cells.get(column)) for row, place in cells(content, path)]
        else:
            found = [(path, content.value(path))]
        yield from ((place, value) for place, value in found if not is_empty(value))


def numbers(content: Content, path: str) -> list[tuple[str, Decimal]]:
    """Return the numbers that stand in a column, with their paths."""
    column = path.split("/", 1)[1]
    found = ((place, row.number(column)) for row, place in cells(content, path))
    return [(place, number) for place, number in found if number is not None]


def bound(rule: Rule, surroundings: Surroundings, name: str) -> Decimal | None:
    """Return the parameter `name`, or the setting that `<name>_setting` names."""
    key = rule.params.get(f"{name}_setting")
    return decimal(surroundings.setting(str(key)) if key else rule.params.get(name))


def outside(
    number: Decimal, rule: Rule, surroundings: Surroundings
) -> tuple[Decimal | None, Decimal | None] | None:
    """Return the bounds `least` and `most` that `number` breaks, or None where it lies within."""
    least, most = bound(rule, surroundings, "least"), bound(rule, surroundings, "most")
    if (least is not None and number < least) or (most is not None and number > most):
        return least, most
    return None


def plain(number: Decimal) -> str:
    """Return a number in digits with a point, without zeros at its end."""
    text = f"{number:f}" if abs(number.adjusted()) < LONGEST else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: Decimal | None) -> str | Label:
    """Return a number as a message names it: as each language writes it, grouped by thousands.

    One that is not limited is "…".
    """
    if number is None:
        return "…"
    text = plain(number)
    if abs(number.adjusted()) < LONGEST:
        text = f"{Decimal(text):,f}"
    return spoken(text)


def spoken(text: str) -> str | Label:
    """Return a number that English writes so as both languages do: 2,500.5 and 2.500,5."""
    other = text.translate(str.maketrans(",.", ".,"))
    return text if other == text else Label(text, other)


def has(content: Content, path: str) -> bool:
    """Tell whether a field, part, cell or table holds anything."""
    return not is_empty(content.value(path)) or bool(content.table(path))


def applies(content: Content, rule: Rule) -> bool:
    """Tell whether the field `when` holds one of `values`, or anything where none are named."""
    path = rule.params.get("when")
    if path is None:
        return True
    wanted = rule.params.get("values")
    if wanted is None:
        return has(content, str(path))
    return bool({content.text(str(path)), *content.many(str(path))} & {str(v) for v in wanted})


def choice_label(definition: FormDefinition, path: str, value: str) -> Label:
    """Return the words of a choice, of a field or a column; an unknown one as it is stored."""
    entry = definition.field_of(path)
    choices: tuple[Choice, ...] = entry.choices
    if "/" in path and entry.type is FieldType.TABLE:
        choices = entry.column(path.rsplit("/", 1)[1]).choices
    return next((c.label for c in choices if c.id == value), Label(value, value))


def either(labels: Iterable[Label]) -> Label:
    """Return several labels as one: "A / B"."""
    found = tuple(labels)
    return Label(" / ".join(x.en for x in found), " / ".join(x.id for x in found))
