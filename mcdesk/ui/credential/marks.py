"""Old and new in one line: what went and what came; worked out when it is painted, and kept."""

from __future__ import annotations

from functools import lru_cache

from mcdesk.application.redline import Piece, compare_words

SHORT = 60
BEFORE, LONG = 30, 200


@lru_cache(maxsize=1000)
def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Return short texts whole, one after the other, and long ones where they differ."""
    if len(old) + len(new) >= SHORT:
        return compare_words(*_excerpt(old, new))
    between = "  " if old and new else ""
    pieces = (Piece("gone", old), Piece("same", between), Piece("added", new))
    return tuple(piece for piece in pieces if piece.text)


def _excerpt(old: str, new: str) -> tuple[str, str]:
    """Return what stands around the first difference of two texts."""
    most = min(len(old), len(new))
    at = next((n for n in range(most) if old[n] != new[n]), most)
    start = new.find(" ", max(at - BEFORE, 0), at) + 1 if at > BEFORE else 0
    head, end = "… " if start else "", start + LONG
    return f"{head}{old[start:end]}", f"{head}{new[start:end]}"
