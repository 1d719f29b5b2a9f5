"""What stands for a person where there is no room for a name.

Apart from the rest of the names, because the window paints with it before any form is read.
"""

from __future__ import annotations


def initials(name: str) -> str:
    """Return up to two letters for a name; a role label such as SME-03 keeps its number."""
    words = name.replace("-", " ").split()
    if not words:
        return "?"
    if len(words) > 1 and words[-1].isdecimal():
        return f"{words[0][0]}{int(words[-1])}"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
