"""What a frozen form tells as done on a day to come (docs/decisions/0021). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.inspect import broken_rules
from mcdesk.procedure.living import is_living

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition

DONE = "date_not_future"
"""The check of what is told as done: it did not happen on a day to come."""


def told_ahead(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield what living fields tell as done on a day to come: no freezing tests them."""
    if any(rule.check == DONE for rule in definition.rules):
        found = broken_rules(definition, content, surroundings, levels, None, DONE)
        yield from (each for each in found if is_living(definition, each.path))
