"""Bringing the changes of a wording over another version than the one they were made on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.procedure.wording import (
    LISTS,
    TEXTS,
    Data,
    Difference,
    below,
    id_of,
    kind_of,
    label_of,
    list_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def merged(base: Data, mine: Data, theirs: Data) -> tuple[dict[str, Any], tuple[Difference, ...]]:
    """Return `theirs` with what `mine` changed over `base`, and what both had changed.

    Where both changed the same, mine stays: `before` of such a difference is theirs, `after`
    mine. The number of the version is theirs.
    """
    merge = _Merge()
    data = merge.entry(base, mine, theirs, "")
    return {**data, "version": theirs.get("version", "")}, tuple(merge.clashes)


class _Merge:
    """One merging, with what it found changed on both sides."""

    def __init__(self) -> None:
        self.clashes: list[Difference] = []

    def entry(self, base: Data, mine: Data, theirs: Data, place: str) -> dict[str, Any]:
        """Return one entry with what it holds."""
        found: dict[str, Any] = {}
        for key in dict.fromkeys((*theirs, *mine, *base)):
            if key in LISTS and any(isinstance(d.get(key), list) for d in (base, mine, theirs)):
                entries = self._list(base, mine, theirs, place, key)
                if entries:
                    found[key] = entries
                continue
            value = self._value(base, mine, theirs, place, key)
            if value is not None:
                found[key] = value
        return found

    def _value(self, base: Data, mine: Data, theirs: Data, place: str, key: str) -> Any:
        was, own, other = base.get(key), mine.get(key), theirs.get(key)
        if own == was:
            return other
        if other not in (was, own) and (place or key != "version"):
            self._clash(mine, place, key, other, own)
        return own

    def _clash(self, entry: Data, place: str, key: str, theirs: object, mine: object) -> None:
        kind = kind_of(place)
        label = label_of(entry.get(TEXTS[kind][0]))
        self.clashes.append(Difference(place, kind, label, key, theirs, mine))

    def _list(
        self, base: Data, mine: Data, theirs: Data, place: str, kind: str
    ) -> list[dict[str, Any]]:
        """Return the entries of a list: each merged, in the order of the side that moved any."""
        was, own, other = (_by_id(data, kind) for data in (base, mine, theirs))
        if kind == "item":
            own = _renumbered(was, own, other)
        found: dict[str, dict[str, Any]] = {}
        for id_ in {**own, **other}:
            kept = self._one(was.get(id_), own.get(id_), other.get(id_), below(place, kind, id_))
            if kept is not None:
                found[id_] = kept
        moved = _common(own, was) != _common(was, own)
        first, second = (own, other) if moved else (other, own)
        if moved and _common(other, was) not in (_common(was, other), _common(own, other)):
            self._clash(mine, place, "order", None, None)
        return [found[id_] for id_ in _woven(list(first), list(second)) if id_ in found]

    def _one(
        self, was: Data | None, own: Data | None, other: Data | None, place: str
    ) -> dict[str, Any] | None:
        """Return an entry that may be missing on a side; None where it goes."""
        if own is not None and other is not None:
            return self.entry(was or {}, own, other, place)
        left = own if own is not None else other
        assert left is not None, "it is on one side at least"
        if was is None:
            return dict(left)
        if left != was:
            label = label_of(left.get(TEXTS[kind_of(place)][0]))
            self._clash(left, place, "", *((None, label) if own is not None else (label, None)))
            return dict(left) if own is not None else None
        return None


def _by_id(data: Data, kind: str) -> dict[str, Data]:
    return {id_of(kind, entry): entry for entry in list_of(data, kind)}


def _renumbered(
    was: Mapping[str, Data], own: Mapping[str, Data], other: Mapping[str, Data]
) -> dict[str, Data]:
    """Return my items; one that is new and whose number another new one has gets the next."""
    taken = {*was, *own, *other}
    found: dict[str, Data] = {}
    for id_, item in own.items():
        if id_ not in was and id_ in other and other[id_] != item:
            next_ = max((int(each) for each in taken if each.isdecimal()), default=0) + 1
            new = str(next_).zfill(len(id_))
            taken.add(new)
            found[new] = {**item, "id": new}
        else:
            found[id_] = item
    return found


def _common(ids: Mapping[str, Data], among: Mapping[str, Data]) -> list[str]:
    return [id_ for id_ in ids if id_ in among]


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the ids of both lists in the order of the first.

    What only the second has stands after the one before it, and after what only the first has.
    """
    found = list(first)
    before = ""
    for id_ in second:
        if id_ not in found:
            at = found.index(before) + 1 if before else 0
            while at < len(found) and found[at] not in second:
                at += 1
            found.insert(at, id_)
        before = id_
    return found
