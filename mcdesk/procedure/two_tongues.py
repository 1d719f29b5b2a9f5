"""Words of a definition that a computed value holds in both languages, `English / Indonesian`.

Paper shows both (design.md, section 7), a screen the language in use. What a person wrote stays as
it is, whatever signs are in it: only words that the definition itself gives are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.i18n import Language

MARK = " / "
_BEFORE, _BEHIND = r"(?:(?<=; )|(?<=: )|(?<=\()|^)", r"(?=[;:)]| \(|$)"
"""What stands round words that are joined with others: a person's own run on before or behind."""


def in_one_language(text: str, params: Mapping[str, object], language: Language) -> str:
    """Return a computed text with the definition's own words in one language only."""
    if MARK not in text:
        return text
    pairs = [tuple(words.split(MARK)) for words in _words(params) if words.count(MARK) == 1]
    halves = text.split(MARK)
    if len(halves) == 2 and any(_begin(halves, pair) for pair in pairs):
        return halves[0 if language == "en" else 1]
    kept = {MARK.join(pair): pair[0 if language == "en" else 1] for pair in pairs}
    if not kept:
        return text
    found = "|".join(re.escape(both) for both in sorted(kept, key=len, reverse=True))
    return re.sub(
        f"{_BEFORE}({found}){_BEHIND}", lambda both: kept[both[0]], text, flags=re.MULTILINE
    )


def _begin(halves: list[str], pair: tuple[str, ...]) -> bool:
    """Tell whether two halves are a pair of words, each with nothing or brackets behind it."""
    return all(
        half == words or half.startswith(f"{words} (")
        for half, words in zip(halves, pair, strict=True)
    )


def _words(value: object) -> Iterator[str]:
    """Yield all texts within the parameters of a computed field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
