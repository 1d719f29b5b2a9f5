"""Names of people that may be written of one and the same person: told, never taken for granted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

CLOSE = 0.85
"""How much two names have in common that differ by a slip of the pen only."""
_TITLES = frozenset(("apt", "dr", "dra", "drs", "hj", "ir", "mr", "mrs", "ms", "ns", "prof"))
_BEFORE = re.compile(r"(?:[a-z]+\.)+")
_BEHIND = re.compile(r"(?:[a-z]+\.)+[a-z]+\.?", re.IGNORECASE)
LONGEST_TITLE = 5
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
    if _stands_in(mine, theirs):
        return max(close, CLOSE)
    return close if close >= CLOSE else 0.0


def is_written_short(one: str, other: str) -> bool:
    """Tell whether two names have the same words, but for what is shortened or left out.

    A slip of the pen is more than that: Putra and Putri may be two who share a mailbox.
    """
    mine, theirs = _words(one), _words(other)
    return likeness(one, other) > 0 and (mine == theirs or _stands_in(mine, theirs))


def _words(name: str) -> list[str]:
    """Return the words of a name without titles, accents and marks, in an order of their own."""
    plain = unicodedata.normalize("NFKD", _untitled(name).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = plain.split()
    while len(found) > 1 and _BEFORE.fullmatch(found[0]) and _is_title(found[0]):
        found = found[1:]
    return sorted(word for each in found for word in _MARKS.sub(" ", each).split())


def _is_title(word: str) -> bool:
    return all(each in _TITLES for each in word.split(".")[:-1])


def _untitled(name: str) -> str:
    """Leave out the titles behind a name. Behind a surname that stands alone come given names."""
    first, *rest = name.split(",")
    if len(first.split()) == 1:
        return " ".join((first, *rest))
    words = (word for each in rest for word in each.split())
    return " ".join((first, *(word for word in words if not _is_behind(word, name))))


def _is_behind(word: str, name: str) -> bool:
    """Tell titles (S.H., MKn, SH.) from given names: by stops within, or by capital letters."""
    plain = word.rstrip(".")
    is_capital = 1 < len(plain) <= LONGEST_TITLE and sum(map(str.isupper, plain)) > 1
    return _BEHIND.fullmatch(word) is not None or (is_capital and not name.isupper())


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if any(sign.isdigit() for sign in word)]


def _stands_in(one: list[str], other: list[str]) -> bool:
    """Tell whether each word is one of the other name's, or its letter; one at least whole."""
    fewer, more = sorted((one, other), key=len)
    whole = Counter(fewer) & Counter(more)
    left = list((Counter(more) - whole).elements())
    for word in (Counter(fewer) - whole).elements():
        found = next((each for each in left if len(min(each, word, key=len)) == 1
                      and each[0] == word[0]), None)  # fmt: skip
        if found is None:
            return False
        left.remove(found)
    return len(fewer) > 1 and whole.total() > 0
