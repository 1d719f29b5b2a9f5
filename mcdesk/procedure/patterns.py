"""Patterns of a definition: they must compile, and can never take long, whatever is typed.

A pattern may hold few parts that vary (`*`, `+`, `?`, `{1,3}`, `|`), none of them within a
repeated group; and long texts are not tried. So the tries of a match stay countable.
"""

from __future__ import annotations

import re

from mcdesk.i18n import N_
from mcdesk.procedure.words import words

MOST_VARYING = 4
LONGEST_TEXT = 120
REPEATS = re.compile(r"\{(\d*)(,?)(\d*)\}")


def pattern_fault(pattern: str) -> str:
    """Return what is wrong with a pattern, or ""."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return words(N_("is no regular expression: {error}"), error=error)
    pairs = re.findall(r"\\.", pattern, re.DOTALL)
    plain = re.sub(r"\\.", "x", pattern, flags=re.DOTALL)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    if any(pair[1].isdigit() for pair in pairs) or re.search(r"\(\?(?!:)", plain):
        return words(N_("may not refer to groups or look around"))
    return _varying_fault(plain.replace("(?:", "("))


def _varying_fault(plain: str) -> str:
    """Return what varies too much in a pattern without escaped signs and classes."""
    groups, varying, position = [0], 0, 0
    closed = 0
    while position < len(plain):
        sign = plain[position]
        repeat = REPEATS.match(plain, position) if sign == "{" else None
        if sign == "(":
            groups.append(varying)
        elif sign == ")":
            closed = varying - groups.pop()
        elif sign == "|" or sign in "*+?" or repeat:
            if sign != "|" and plain[position - 1] == ")" and closed:
                return words(N_("may not repeat a group that varies itself"))
            varying += repeat is None or bool(repeat[2])
        position += len(repeat[0]) if repeat else 1
    return (
        ""
        if varying <= MOST_VARYING
        else words(N_("may vary in {most} places, not {count}"), most=MOST_VARYING, count=varying)
    )


def fits(pattern: str, text: str) -> bool:
    """Tell whether a whole text has the form of a pattern; one that is very long has not."""
    return len(text) <= LONGEST_TEXT and re.fullmatch(pattern, text) is not None
