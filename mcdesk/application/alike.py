"""Names of people that may be written of one and the same person: told, never taken for granted."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

CLOSE = 0.85
"""How much two names have in common that differ by a slip of the pen only."""
_TITLE = re.compile(r"[a-z]{1,5}\.")
_MARKS = re.compile(r"[^\w\s]+")


def likeness(one: str, other: str) -> float:
    """Return how much two names are alike: 1 for the same words, 0 where they are two people's.

    Academic titles, marks and the order of the words do not count, a letter stands for a word
    (B. Santoso), and a word may be left out. Numbers tell apart: CTL-01 is not CTL-02.
    """
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _numbers(mine) != _numbers(theirs):
        return 0.0
    if mine == theirs:
        return 1.0
    close = SequenceMatcher(None, " ".join(mine), " ".join(theirs)).ratio()
    fewer, more = sorted((mine, theirs), key=len)
    if len(fewer) > 1 and _stands_in(fewer, more):
        return max(close, CLOSE)
    return close if close >= CLOSE else 0.0


def _words(name: str) -> list[str]:
    """Return the words of a name without titles, accents and marks, in an order of their own."""
    plain = unicodedata.normalize("NFKD", name.casefold().partition(",")[0])
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = plain.split()
    while len(found) > 1 and _TITLE.fullmatch(found[0]) and len(found[0]) > 2:
        found = found[1:]
    return sorted(word for each in found for word in _MARKS.sub(" ", each).split())


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if any(sign.isdigit() for sign in word)]


def _stands_in(fewer: list[str], more: list[str]) -> bool:
    """Tell whether each word is one of the other name's, or its letter; one at least whole."""
    left, whole = list(more), 0
    for word in fewer:
        found = next((each for each in left if each == word), None)
        whole += found is not None
        if found is None:
            found = next((each for each in left if len(min(each, word, key=len)) == 1
                          and each[0] == word[0]), None)  # fmt: skip
        if found is None:
            return False
        left.remove(found)
    return whole > 0
