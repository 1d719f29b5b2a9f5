"""Names of programmes and faculties that may be written of one and the same: told, never taken."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import product
from typing import TYPE_CHECKING

from mcdesk.application.alike import CLOSE

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILL = frozenset((
    "and", "dan", "department", "departemen", "faculty", "fakultas", "for", "ilmu", "in",
    "jurusan", "of", "prodi", "program", "programme", "school", "science", "sciences", "studi",
    "studies", "study", "the",
))  # fmt: skip
"""Words that one office writes and another leaves out."""
SHORTEST = 3
"""So many letters at least a word has that stands for a longer one: "Comm." for communication."""
_WORD = re.compile(r"\w+")


def likeness_of_units(mine: Iterable[str], theirs: Iterable[str]) -> float:
    """Return how much two programmes or faculties are alike by their names, in any language.

    1 for the same words but for those that are left out now and then, 0 where they are two. Levels
    tell apart: Law (S1) is not Law (S2).
    """
    pairs = product(filter(None, map(_words, mine)), filter(None, map(_words, theirs)))
    return max((_alike(one, other) for one, other in pairs), default=0.0)


def _alike(mine: list[str], theirs: list[str]) -> float:
    numbers = {tuple(_numbers(words)) for words in (mine, theirs)} - {()}
    if len(numbers) > 1:
        return 0.0
    one, other = (sorted({*words} - {*_numbers(words)}) for words in (mine, theirs))
    if one == other:
        return 1.0
    close = SequenceMatcher(None, " ".join(one), " ".join(other)).ratio()
    if len(one) == len(other) and all(map(_stands_for, one, other)):
        return max(close, CLOSE)
    return close if close >= CLOSE else 0.0


def _words(name: str) -> list[str]:
    """Return the words of a name without accents and what is left out now and then.

    All of them where nothing else is left.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    found = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    return [word for word in found if word not in _FILL] or found


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(sign.isdigit() for sign in word))


def _stands_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= SHORTEST and long.startswith(short))
