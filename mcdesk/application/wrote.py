"""Who wrote at the places where two contents of a form differ, and when last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.redline import Difference
    from mcdesk.application.views import HistoryLine

UNDONE = "EventUndone"


class Wrote(NamedTuple):
    """Who wrote at a place, and when last (UTC)."""

    who: str
    at: str


def wrote(
    found: Iterable[Difference], history: Sequence[HistoryLine]
) -> tuple[tuple[Wrote, ...], ...]:
    """Return for each difference who wrote there, by what was done since (newest first).

    Who wrote last is the first one.

    A whole row that came or went has those who wrote anywhere in it. What a form began with, as a
    round carries it in, is nobody's, and so is what was undone since.
    """
    theirs: dict[str, dict[str, str]] = {}
    for line in _standing(history):
        for change in () if line.begins else line.changes:
            for place in (change.path, _row_of(change.path)):
                theirs.setdefault(place, {}).setdefault(line.who, line.at)
    return tuple(_at(theirs, each) for each in found)


def _standing(lines: Sequence[HistoryLine]) -> Iterator[HistoryLine]:
    """Yield the lines (newest first) but for those that undo another of them, and that other one.

    Who undoes what was done before all of them changes something.
    """
    gone: set[str] = set()
    for line in lines:
        undone = _undone(line, lines) if line.event_id not in gone else set()
        gone |= undone
        if line.event_id not in gone and not undone:
            yield line


def _undone(line: HistoryLine, lines: Sequence[HistoryLine]) -> set[str]:
    """Return the events that a line undoes: one, or of a group one's own, or else all."""
    if line.kind != UNDONE or not line.of:
        return set()
    named = [each for each in lines if each.event_id == line.of]
    group = [each for each in lines if each.group == line.of]
    own = [each for each in group if each.who == line.who]
    return {each.event_id for each in named or own or group}


def writers(
    found: Iterable[Difference], history: Sequence[HistoryLine]
) -> tuple[tuple[str, ...], ...]:
    """Return for each difference the names of who wrote there, see `wrote`."""
    return names_of(wrote(found, history))


def names_of(who: Iterable[Iterable[Wrote]]) -> tuple[tuple[str, ...], ...]:
    """Return for each difference the names of who wrote there."""
    return tuple(tuple(one.who for one in each) for each in who)


def _at(kept: Mapping[str, Mapping[str, str]], each: Difference) -> tuple[Wrote, ...]:
    place = _row_of(each.path) if each.is_whole else each.path
    return tuple(Wrote(who, at) for who, at in kept.get(place, {}).items())


def _row_of(path: str) -> str:
    return path.rsplit("/", 1)[0] + "/" if path.count("/") == 2 else path
