"""Sentences of three texts written as one, each with its white space. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.application.sentences import MINE, Text, is_ended, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Texts(NamedTuple):
    """The three texts, in the order of the places of a piece."""

    base: Text
    mine: Text
    theirs: Text


class Piece(NamedTuple):
    """A sentence of the merged text; `at` is its place in the base, in mine and in theirs.

    `before` is what stands before it where that is not what the texts have there.
    """

    core: str
    at: tuple[int | None, int | None, int | None]
    before: str | None = None
    is_moved: bool = False


def one_behind_the_other(
    first: list[Piece], second: list[Piece], mine: Text, *, is_all: bool
) -> list[Piece]:
    """Return sentences of both: mine behind theirs, in a line of its own where either had one."""
    if not first or not second:
        return first + second
    between = "\n\n" if is_all else " "
    at, last = second[0].at[MINE], second[-1].at[MINE]
    if not is_all and at is not None and last is not None:
        before, behind = mine.gaps[at - 1] if at else "\n", mine.gaps[last]
        if "\n" in before and ("\n" in behind or (at and last + 1 == len(mine.gaps))):
            between = before
    return [*first, second[0]._replace(before=between), *second[1:]]


def unbound(pieces: Iterable[Piece]) -> list[Piece]:
    """Return sentences each alone that were merged as one."""
    alone: list[Piece] = []
    for piece in pieces:
        before = piece.before
        for core, gap in [*zip(*text_of(piece.core), strict=True)] or [(piece.core, "")]:
            alone.append(piece._replace(core=core, before=before))
            before = gap
    return alone


def joined(pieces: Iterable[Piece], texts: Texts) -> str:
    """Write sentences as a text, each with the white space that stands behind it."""
    base, mine, theirs = (len(text.cores) for text in texts)
    end = Piece("", (base, mine, theirs))
    written: list[str] = []
    for one, other in pairwise([*pieces, end]):
        between = _between(one, other, texts, is_end=other is end)
        if other is not end and not is_ended(one.core) and "\n" not in between:
            between = "\n"  # what has no full stop would be one sentence with the next
        written += one.core, between
    return "".join(written)


def _between(one: Piece, other: Piece, texts: Texts, *, is_end: bool) -> str:
    """Return the white space between two sentences: as who changed it has it, or the wider one."""
    if other.before is not None:
        return other.before
    base, mine, theirs = (
        text.gaps[at] if at is not None and behind == at + 1 else None
        for text, at, behind in zip(texts, one.at, other.at, strict=True)
    )
    if mine is not None and theirs is not None:
        if base in (mine, theirs):
            return theirs if base == mine else mine
        return _wider(mine, theirs)
    known = mine if theirs is None else theirs
    if known is not None:
        return known
    if is_end:
        base, mine, theirs = ((text.gaps or ("",))[-1] for text in texts)
        return theirs if base == mine else mine if base == theirs else _wider(mine, theirs)
    near = (text.gaps[at] for text, at in zip(texts, one.at, strict=True) if at is not None)
    behind = (text.gaps[at - 1] for text, at in zip(texts, other.at, strict=True) if at)
    return _wider(*near) or _wider(*behind) or " "


def _wider(*gaps: str) -> str:
    return max(gaps, key=lambda gap: (len(gap), gap), default="")
