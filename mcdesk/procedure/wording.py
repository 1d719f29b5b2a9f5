"""The wording of a form, or of the procedure, as plain data: its entries and their changes.

The data is the parsed TOML of a definition. An entry is named by its place, `section:steps/
field:a2/item:07`; a change returns new data and leaves the old as it was. Ids, types, computed
fields and the conditions of rules are the program's and never change here (decisions.md, 19).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcdesk.procedure.stage import Label

Data = Mapping[str, Any]
PROCEDURE = "procedure"
"""Stands for the procedure where the kind of a form is asked for."""
LISTS = ("section", "field", "part", "column", "group", "item", "choice", "signer", "rule",
         "phase", "stage", "role", "transition", "sentence")  # fmt: skip
"""The lists of tables whose entries have a wording of their own; the last five in a procedure."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    "form": ("title", "short", "intro", "statement"),
    "section": ("title", "help"),
    "field": ("label", "help", "placeholder"),
    "part": ("label", "help", "placeholder"),
    "column": ("label", "help"),
    "group": ("label",),
    "item": ("label",),
    "choice": ("label",),
    "signer": ("act",),
    "rule": ("message",),
    PROCEDURE: ("title",),
    "phase": ("title",),
    "stage": ("title", "short", "purpose"),
    "role": ("label", "short"),
    "transition": ("title",),
    "sentence": ("message",),
}
"""The texts of each kind of entry; the first one names it and is never empty."""
LONGEST: Mapping[tuple[str, str], int] = {
    ("phase", "title"): 32, ("stage", "title"): 48, ("stage", "short"): 24,
    ("stage", "purpose"): 160, ("role", "label"): 40, ("role", "short"): 16,
    ("transition", "title"): 80, ("form", "title"): 80, ("form", "short"): 28,
    ("section", "title"): 80, ("field", "label"): 80,
}  # fmt: skip
"""So many letters have room where a name stands: on the board, on a card's page, in a form."""
NUMBER = ("decimals", "minimum", "maximum", "unit")
"""What may be changed of a number that the team added (wording_numbers)."""
OTHERS: Mapping[str, tuple[str, ...]] = {
    "field": ("required", "due", "living", "off", *NUMBER),
    "part": ("required", "due", "off"),
    "column": ("required", "off", *NUMBER),
    "item": ("must", "group", "off"),
    "signer": ("step", "optional"),
    "rule": ("level", "due", "off"),
}
"""What else may be changed of each kind of entry."""
MOVES = ("section", "field", "part", "item", "choice", "group", "column")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a form's wording, as its outline shows it."""

    place: str
    kind: str
    id: str
    label: Label
    depth: int
    is_off: bool = False
    must: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two wordings; `key` "" tells of an entry added or taken away."""

    place: str
    kind: str
    label: Label
    key: str
    before: Any = None
    after: Any = None


def label_of(value: object) -> Label:
    """Return a text of the data as a label; one text stands for both languages."""
    if isinstance(value, Mapping):
        return Label(str(value.get("en", "")), str(value.get("id", "")))
    return Label(str(value or ""), str(value or ""))


def kind_of(place: str) -> str:
    """Return the kind of entry that a place names; "" is the form itself."""
    return place.rpartition("/")[2].partition(":")[0] or "form"


def root_of(data: Data) -> str:
    """Return the kind of entry that the data as a whole is: a form, or the procedure."""
    return PROCEDURE if list_of(data, "transition") else "form"


def parent_of(place: str) -> str:
    """Return the place of the entry that holds this one."""
    return place.rpartition("/")[0]


def below(place: str, kind: str, id_: str) -> str:
    """Return the place of an entry within another."""
    return f"{place}/{kind}:{id_}" if place else f"{kind}:{id_}"


def id_of(kind: str, entry: Data) -> str:
    """Return what names an entry in its list: its id, a signer's role."""
    return str(entry.get("role" if kind == "signer" else "id", ""))


def list_of(data: Data, kind: str) -> list[Any]:
    """Return the entries of a kind that an entry holds; an item only names its group."""
    found = data.get(kind)
    return found if isinstance(found, list) else []


def outline(data: Data) -> Iterator[Entry]:
    """Yield every entry of a form's wording in its order, the form itself first.

    The items of a checklist come each below its heading.
    """
    yield _entry(data, "", root_of(data), 0)
    yield from _inner(data, "", 1)


def _inner(data: Data, place: str, depth: int) -> Iterator[Entry]:
    headings = {id_of("group", each) for each in list_of(data, "group")}
    for kind in LISTS:
        for entry in list_of(data, kind):
            if kind == "item" and entry.get("group") in headings:
                continue  # it stood below its heading
            own = below(place, kind, id_of(kind, entry))
            yield _entry(entry, own, kind, depth)
            yield from _inner(entry, own, depth + 1)
            if kind == "group":
                for item in list_of(data, "item"):
                    if item.get("group") == id_of(kind, entry):
                        own = below(place, "item", id_of("item", item))
                        yield _entry(item, own, "item", depth + 1)


def _entry(data: Data, place: str, kind: str, depth: int) -> Entry:
    return Entry(
        place=place,
        kind=kind,
        id=id_of(kind, data),
        label=label_of(data.get(TEXTS[kind][0])),
        depth=depth,
        is_off=bool(data.get("off")),
        must=bool(data.get("must")),
    )


def entry_at(data: Data, place: str) -> Data:
    """Return the entry at a place; raises KeyError where there is none."""
    for step in filter(None, place.split("/")):
        kind, _mark, id_ = step.partition(":")
        found = [entry for entry in list_of(data, kind) if id_of(kind, entry) == id_]
        if not found:
            raise KeyError(place)
        data = found[0]
    return data


def changed_at(data: Data, place: str, change: Callable[[dict[str, Any]], Data]) -> dict[str, Any]:
    """Return data whose entry at a place is what `change` makes of it."""
    copy = dict(data)
    if not place:
        return dict(change(copy))
    step, _slash, rest = place.partition("/")
    kind, _mark, id_ = step.partition(":")
    entry_at(data, step)
    copy[kind] = [
        changed_at(entry, rest, change) if id_of(kind, entry) == id_ else entry
        for entry in data[kind]
    ]
    return copy


def with_text(data: Data, place: str, key: str, text: Label) -> dict[str, Any]:
    """Return data with another text; one that may be left out and is empty goes."""
    kind = kind_of(place)
    assert key in TEXTS[kind], f"{kind} has no text {key}"
    needed = key == TEXTS[kind][0] or (kind == "form" and key == "short")
    if not needed and not text.en and not text.id:
        return with_value(data, place, key, None)
    return changed_at(data, place, lambda entry: entry | {key: {"en": text.en, "id": text.id}})


def with_value(data: Data, place: str, key: str, value: object) -> dict[str, Any]:
    """Return data with another value; None takes the key away."""
    kind = kind_of(place)
    assert key in OTHERS.get(kind, ()) + TEXTS[kind], f"{key} of a {kind} is not changed here"

    def put(entry: dict[str, Any]) -> Data:
        kept = {name: own for name, own in entry.items() if name != key}
        return kept if value is None else entry | {key: value}

    return changed_at(data, place, put)


def can_move(data: Data, place: str, by: int) -> bool:
    """Tell whether an entry has a neighbour to change places with."""
    kind = kind_of(place)
    return kind in MOVES and _swap(data, place, by) is not None


def moved(data: Data, place: str, by: int) -> dict[str, Any]:
    """Return data in which an entry stands one place higher (-1) or lower (1) in its list.

    An item stays within its group.
    """
    swap = _swap(data, place, by)
    if swap is None:
        return dict(data)
    kind, (first, second) = kind_of(place), swap

    def exchange(parent: dict[str, Any]) -> Data:
        entries = list(parent[kind])
        entries[first], entries[second] = entries[second], entries[first]
        return parent | {kind: entries}

    return changed_at(data, parent_of(place), exchange)


def _swap(data: Data, place: str, by: int) -> tuple[int, int] | None:
    kind, own = kind_of(place), entry_at(data, place)
    entries = list_of(entry_at(data, parent_of(place)), kind)
    fits = [at for at, entry in enumerate(entries) if entry.get("group") == own.get("group")
            or kind != "item"]  # fmt: skip
    here = fits.index(next(at for at, entry in enumerate(entries) if entry is own))
    there = here + by
    return (fits[here], fits[there]) if 0 <= there < len(fits) else None


def with_item(data: Data, field: str, label: Label, group: str = "") -> tuple[dict[str, Any], str]:
    """Return data with another item at the end of a checklist (of its group), and its place.

    Its id is the next number, behind the letters of its group where the items have codes (A1, A2:
    scores are reckoned by them). That of an item which was switched off is never given again.
    """
    items = entry_at(data, field).get("item", [])
    id_ = _next_id(items, group)
    added = {"id": id_, **({"group": group} if group else {}),
             "label": {"en": label.en, "id": label.id}}  # fmt: skip
    last = max((at for at, item in enumerate(items, 1) if item.get("group", "") == group),
               default=len(items))  # fmt: skip
    made = [*items[:last], added, *items[last:]]
    return changed_at(data, field, lambda entry: entry | {"item": made}), below(field, "item", id_)


def _next_id(items: Sequence[Data], group: str) -> str:
    ids = [str(item.get("id", "")) for item in items]
    own = [str(item.get("id", "")) for item in items if item.get("group", "") == group]
    starts = {id_.rstrip("0123456789") for id_ in own}
    start = starts.pop() if len(starts) == 1 else ""
    numbers = [rest for id_ in ids if (rest := id_.removeprefix(start)).isdecimal()]
    width = max(map(len, ids), default=2) - len(start)
    return start + str(max(map(int, numbers), default=0) + 1).zfill(width)


def with_signer(data: Data, role: str, act: Label, step: int) -> dict[str, Any]:
    """Return data with another signer, who may approve or return."""
    added = {"role": role, "step": step, "act": {"en": act.en, "id": act.id},
             "decisions": ["approve", "return"]}  # fmt: skip
    return {**data, "signer": [*data.get("signer", ()), added]}


def without(data: Data, place: str) -> dict[str, Any]:
    """Return data without an entry: a signer, or an item that was never published."""
    kind, own = kind_of(place), entry_at(data, place)

    def cut(parent: dict[str, Any]) -> Data:
        return parent | {kind: [entry for entry in parent[kind] if entry is not own]}

    return changed_at(data, parent_of(place), cut)


def differences(old: Data, new: Data) -> tuple[Difference, ...]:
    """Return what differs between two wordings, in the order of the new one."""
    return tuple(_differing(old, new, "", root_of(new)))


def _differing(old: Data, new: Data, place: str, kind: str) -> Iterator[Difference]:
    label = label_of(new.get(TEXTS[kind][0]))
    for key in sorted({*old, *new}):
        if any(isinstance(data.get(key), list) and key in LISTS for data in (old, new)):
            continue
        if old.get(key) != new.get(key) and (place or key != "version"):
            yield Difference(place, kind, label, key, old.get(key), new.get(key))
    for inner in LISTS:
        before = {id_of(inner, entry): entry for entry in list_of(old, inner)}
        after = {id_of(inner, entry): entry for entry in list_of(new, inner)}
        yield from _of_list(before, after, place, inner)


def _of_list(
    before: Mapping[str, Data], after: Mapping[str, Data], place: str, kind: str
) -> Iterator[Difference]:
    for id_, entry in after.items():
        own = below(place, kind, id_)
        if id_ in before:
            yield from _differing(before[id_], entry, own, kind)
        else:
            yield from _whole(entry, own, kind, is_new=True)
    for id_, entry in before.items():
        if id_ not in after:
            yield from _whole(entry, below(place, kind, id_), kind, is_new=False)
    was = [id_ for id_ in before if id_ in after]
    now = [id_ for id_ in after if id_ in before]
    for id_ in _out_of_order(was, now):
        label = label_of(after[id_].get(TEXTS[kind][0]))
        own = below(place, kind, id_)
        yield Difference(own, kind, label, "order", was.index(id_) + 1, now.index(id_) + 1)


def _whole(entry: Data, place: str, kind: str, *, is_new: bool) -> Iterator[Difference]:
    """Yield an entry that was added or taken away, and all that lies in it."""
    label = label_of(entry.get(TEXTS[kind][0]))
    before, after = (None, label) if is_new else (label, None)
    yield Difference(place, kind, label, "", before, after)
    for inner in LISTS:
        for each in list_of(entry, inner):
            yield from _whole(each, below(place, inner, id_of(inner, each)), inner, is_new=is_new)


def _out_of_order(was: list[str], now: list[str]) -> list[str]:
    """Return what stands at another place, without what only gave way to it."""
    moved_ones: list[str] = []
    rest = list(was)
    for at, id_ in enumerate(now):
        if at < len(rest) and rest[at] == id_:
            continue
        following = rest[at + 1] if at + 1 < len(rest) else ""
        wanderer = rest[at] if following == id_ else id_
        moved_ones.append(wanderer)
        rest.remove(wanderer)
        rest.insert(now.index(wanderer), wanderer)
    return moved_ones


def has_same_rules(old: Data, new: Data) -> bool:
    """Tell whether two wordings differ by their texts alone."""
    return _bare(old, root_of(old)) == _bare(new, root_of(new))


def _bare(data: Data, kind: str) -> dict[str, Any]:
    """Return an entry without its texts, nor the number of its version."""
    kept = {k: v for k, v in data.items() if k not in TEXTS[kind] and k != "sentence"}
    for inner in LISTS:
        if isinstance(kept.get(inner), list):
            kept[inner] = [_bare(entry, inner) for entry in data[inner]]
    return {key: value for key, value in kept.items() if key != "version"}


def next_version(known: Iterator[str] | list[str], year: int) -> str:
    """Return the number of the next version: the year and a count within it."""
    counts = [int(count) for head, _dot, count in (text.partition(".") for text in known)
              if head == str(year) and count.isdecimal()]  # fmt: skip
    return f"{year}.{max(counts, default=0) + 1}"
