"""Who wrote at the places where two contents of a form differ, and when last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.redline import Difference
    from mcdesk.application.views import HistoryLine

EVENTS = 1000
"""So many events of a form are asked who wrote what; what is older names nobody."""


class Wrote(NamedTuple):
    """Who wrote at a place, and when last (UTC)."""

    who: str
    at: str


def wrote(
    found: Iterable[Difference], history: Iterable[HistoryLine], since: str
) -> tuple[tuple[Wrote, ...], ...]:
    """Return for each difference who wrote there since a moment, the last one first.

    A whole row that came or went has those who wrote anywhere in it. What a form began with, as a
    round carries it in, is of who began it only where nobody wrote since.
    """
    theirs: dict[str, dict[str, str]] = {}
    carried: dict[str, dict[str, str]] = {}
    for line in history:
        kept = carried if line.begins else theirs
        for change in line.changes if line.at > since else ():
            for place in (change.path, _row_of(change.path)):
                kept.setdefault(place, {}).setdefault(line.who, line.at)
    return tuple(_at(theirs, each) or _at(carried, each) for each in found)


def writers(
    found: Iterable[Difference], history: Iterable[HistoryLine], since: str
) -> tuple[tuple[str, ...], ...]:
    """Return for each difference the names of who wrote there since a moment, see `wrote`."""
    return tuple(tuple(each.who for each in told) for told in wrote(found, history, since))


def _at(kept: Mapping[str, Mapping[str, str]], each: Difference) -> tuple[Wrote, ...]:
    place = _row_of(each.path) if each.is_whole else each.path
    return tuple(Wrote(who, at) for who, at in kept.get(place, {}).items())


def _row_of(path: str) -> str:
    return path.rsplit("/", 1)[0] + "/" if path.count("/") == 2 else path
