"""Checks on learning outcomes: verbs, Bloom's levels, KKNI (domain.md, F1 and F2 p20, p21)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mcdesk.procedure.rules_registry import Hit, cells, check, gives, values
from mcdesk.procedure.rules_values import find_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule


@check
@gives("word")
def verb_check(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """None of the first `within` words is a verb that cannot be measured (domain.md, F2 p20)."""
    within = int(rule.params.get("within", 6))
    for path, value in values(content, rule):
        start = " ".join(str(value).split()[:within])
        word = find_word(start, list(rule.params["words"]))
        if word:
            yield Hit(path, {"word": word})


@check
@gives()
def has_verb(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """The text holds at least one of `words`, the measurable verbs (domain.md, F1)."""
    known = _folded(tuple(rule.params["words"]))
    for path, value in values(content, rule):
        if known.isdisjoint(_spoken_forms(str(value))):
            yield Hit(path)


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in words)


def _spoken_forms(text: str) -> set[str]:
    """Return the words of a text, also without an English -s, -es and an Indonesian -nya."""
    words = set(re.findall(r"\w+", text.casefold()))
    return words | {word.removesuffix(end) for word in words for end in ("s", "es", "nya")}


def _highest(content: Content, path: str) -> str:
    """Return the highest Bloom level of a column, C1 to C6, or nothing."""
    column = path.split("/", 1)[1]
    return max((row.text(column) for row, _ in cells(content, path)), default="")


@check
@gives("least", "highest")
def minimum_one_at_least(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """At least one row reaches the level `least` (domain.md, F2 p20: one C3 or above)."""
    least = str(rule.params["least"])
    for path in rule.paths:
        highest = _highest(content, path)
        if highest and highest < least:
            yield Hit(path.split("/", 1)[0], {"least": least, "highest": highest})


@check
@gives("level", "least", "highest")
def kkni_fits_bloom(
    content: Content, surroundings: Surroundings, rule: Rule, definition: FormDefinition
) -> Iterator[Hit]:
    """A level of `from_level` or above goes with an outcome of at least `least`.

    The paths are the KKNI field and the Bloom column (domain.md, F2 p21).
    """
    level, highest = content.number(rule.paths[0]), _highest(content, rule.paths[1])
    least = str(rule.params["least"])
    if level is None or level < int(rule.params["from_level"]) or not highest:
        return
    if highest < least:
        params = {"level": int(level), "least": least, "highest": highest}
        yield Hit(rule.paths[0], params)
