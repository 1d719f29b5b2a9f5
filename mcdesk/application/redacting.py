"""Removing for ever what stood in one place: its words in records, in history, in the journal.

The journal stays a chain. An entry that held the value keeps its hash, its text is written anew
without the value, and the removal, itself an entry, names both: the hash before, the entry's own
hash, and the digest of the text since (docs/decisions/0016). What is put in the place is worked
out from the entry and the removal alone, so every replica and the hub come to the same text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import chained
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.canonical import json_text, read_json, text_digest
from mcdesk.procedure.compute_tables import COMPUTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mcdesk.application.journal import Event
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import Redaction

CELL = ":"
HOLDING: Mapping[str, str] = {"SettleAttention": "body", "BringEvent": "text"}
"""Commands that hold a whole event as text, in which argument."""
SAYING: Mapping[str, str] = {"WriteComment": "text", "SetAbsence": "note"}
"""Commands that may say what is removed with blanks that were not kept, in which argument."""
TELLING = 4
"""From how many letters on a text within another one is taken for a repetition of it."""
KEPT_KEYS = frozenset(
    {"do", "form", "path", "row", "column", "field", "card", "file", "person", "absence"}
)
"""Arguments of commands that name a place; they are never the value."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a removal says of a journal entry: the hash before it, and its text's digest since."""

    previous: str
    digest: str


def may_follow(redaction: Redaction, at: str) -> bool:
    """Tell whether a removal may have come after a moment.

    Its day was told in the zone of then: east of Greenwich none begins later than that of UTC.
    """
    return redaction.removed_on >= min(at[: len("2026-11-28")], day_of(at))


def vouched_for(redactions: Iterable[Redaction]) -> dict[str, Vouched]:
    """Return, by an entry's hash, what the last of these removals says of it."""
    return {
        str(hash_): Vouched(str(previous), str(digest))
        for redaction in redactions
        for _id, previous, hash_, digest in json.loads(redaction.lines)
    }


def cut_by(event: Event) -> frozenset[str]:
    """Return the ids of the entries from which a removal took words."""
    return frozenset(
        str(id_)
        for effect in event.effects
        if effect.table == "redaction" and effect.old is None
        for id_, _previous, _hash, _digest in json.loads(effect.new["lines"])
    )


def holds_together(previous: str, body: str, mark: str, vouched: Mapping[str, Vouched]) -> bool:
    """Tell whether an entry follows the one before it, by its text or by a removal's word."""
    if chained(previous, body) == mark:
        return True
    found = vouched.get(mark)
    return found == Vouched(previous, text_digest(body))


def without(body: str, redaction: Redaction) -> str:
    """Return a journal entry's text without what was removed; as it is where it held nothing."""
    data = json.loads(body)
    within = HOLDING.get(str(data["command"].get("do")), "")
    held = str(data["command"].pop(within, ""))
    fresh = without(held, redaction) if held else ""
    gone: set[str] = set()
    for effect in data["effects"]:
        for side in (effect["old"], effect["new"]):
            if side is not None:
                gone |= set(_taken(effect["table"], effect["id"], side, redaction))
    if not gone and fresh == held:
        return body
    data["command"] = _replaced(data["command"], gone, redaction.words)
    data["note"] = _replaced(data["note"], gone, redaction.words)
    said = SAYING.get(str(data["command"].get("do"))) if gone else None
    if said is not None:
        data["command"][said] = redaction.words
    if within:
        data["command"][within] = fresh
    return json_text(data)


def asked_without(body: str, redaction: Redaction) -> str:
    """Return the text of an event that is asked about without what its author found in the place.

    What the author wrote there stays to be settled, but the part that repeats what was removed.
    """
    data = json.loads(body)
    gone: set[str] = set()
    for effect in data["effects"]:
        if effect["old"] is not None:
            gone |= set(_taken(effect["table"], effect["id"], effect["old"], redaction))
    if not gone:
        return body
    removed = sorted(gone, key=len, reverse=True)
    for effect in data["effects"]:
        place = effect["table"], effect["id"]
        written = list(_taken(*place, dict(effect["new"]), redaction))
        if any(_repeats(text, each) for text in written for each in removed):
            left = replace(redaction, words=_left_of(written, removed, redaction.words))
            effect["new"] = dict(effect["new"])
            data["command"] = _replaced(data["command"], set(_taken(*place, effect["new"], left)),
                                        left.words)  # fmt: skip
    data["command"] = _replaced(data["command"], gone, redaction.words)
    return json_text(data)


def _left_of(written: Iterable[str], removed: Iterable[str], words: str) -> str:
    """Return a text with the words of a removal where it repeats what was removed."""
    texts = [read_json(each) for each in written if each[:1] == '"']
    plain = next((each for each in texts if isinstance(each, str)), None)
    return str(cut(plain, removed, words)) if plain is not None else words


def gone_from(body: str, redaction: Redaction) -> set[str]:
    """Return the texts that a removal takes from the effects of a journal entry."""
    gone: set[str] = set()
    for effect in json.loads(body)["effects"]:
        for side in (effect["old"], effect["new"]):
            if side is not None:
                gone |= set(_taken(effect["table"], effect["id"], dict(side), redaction))
    return gone


def held_in(body: str, redaction: Redaction) -> dict[tuple[str, ...], set[str]]:
    """Return which texts a removal takes from a journal entry, by where each stands."""
    data, found = json.loads(body), dict[tuple[str, ...], set[str]]()
    for effect in data["effects"]:
        for side in ("old", "new"):
            if effect[side] is not None:
                place, held = (effect["table"], effect["id"]), dict(effect[side])
                found[(*place, side)] = set(_taken(*place, held, redaction))
    asked = str(data["command"].get("do"))
    if any(found.values()) and asked in SAYING:
        found["command",] = {str(data["command"].get(SAYING[asked]))}
    within = str(data["command"].get(HOLDING.get(asked, ""), ""))
    if within:
        found |= {("held", *place): texts for place, texts in held_in(within, redaction).items()}
    return {place: texts for place, texts in found.items() if texts}


def filled(body: str, other: str, removals: Iterable[Redaction]) -> str:
    """Return an entry's text with what another one holds wherever removals left their words."""
    removals = tuple(removals)
    words = {each.words for each in removals} - {""}
    left = words | ({""} if any(each.subject_table == "file" for each in removals) else set())
    return json_text(_filled(json.loads(body), json.loads(other), left))


def _filled(own: Any, other: Any, left: Collection[str]) -> Any:
    """Return a value with another one's in the places of words; of a file's note none are left."""
    if isinstance(own, dict) and isinstance(other, dict):
        return {key: _filled(each, other.get(key, each), left) for key, each in own.items()}
    if isinstance(own, list) and isinstance(other, list):
        return [_filled(*each, left) for each in zip(own, other, strict=False)] + own[len(other) :]
    if not isinstance(own, str) or not (own in left or any(each in own for each in left if each)):
        return own
    mine, theirs = (read_json(each) if isinstance(each, str) else None for each in (own, other))
    if isinstance(mine, dict | list) and isinstance(theirs, dict | list):
        return json_text(_filled(mine, theirs, left))
    return other


def cut(data: Json, removed: Iterable[str], words: str) -> Json:
    """Return a value with the words of a removal wherever a removed text stands in it."""
    if isinstance(data, str):
        for text in removed:
            if data == text:
                return words
            if len(text) >= TELLING:
                data = data.replace(text, words)
        return data
    return words if data is not None and json_text(data) in set(removed) else data


def _repeats(text: str, removed: str) -> bool:
    return text == removed or (len(removed) >= TELLING and removed in text)


def record_without(table: str, data: Mapping[str, Any], redaction: Redaction) -> dict[str, Any]:
    """Return a record's data without what was removed."""
    made = dict(data)
    for _text in _taken(table, str(data["id"]), made, redaction):
        """Take all of them."""
    return made


def value_in(table: str, data: Mapping[str, Any], redaction: Redaction) -> str:
    """Return what stands in the place now, as its canonical text; "" where nothing does."""
    found = list(_taken(table, str(data["id"]), dict(data), redaction))
    return found[0] if found else ""


def _taken(table: str, id_: str, data: dict[str, Any], redaction: Redaction) -> Iterator[str]:
    """Put the words in the place in a record's data; yield what stood there."""
    if table == redaction.subject_table and id_ == redaction.subject_id:
        yield from _of_record(data, redaction)
    elif table == "revision" and redaction.holds(str(data.get("form_id"))):
        content = json.loads(data["content"])
        found = list(_of_content(content, redaction))
        _out_of_computed(content, found, redaction.words)
        if found:
            data["content"] = json_text(content)
        yield from found


def _of_record(data: dict[str, Any], redaction: Redaction) -> Iterator[str]:
    if redaction.subject_table == "file":
        for name in ("name", "note"):
            if data.get(name):
                yield str(data[name])
                data[name] = redaction.words if name == "name" else ""
        return
    column, _mark, cell = redaction.name.partition(CELL)
    if cell:
        cells = json.loads(data[column])
        if cell in cells:
            yield from _both(cells[cell])
            cells[cell] = redaction.words
            data[column] = json_text(cells)
    elif data.get(column):
        is_json = redaction.subject_table == "form_value"
        yield from _both(json.loads(data[column]) if is_json else data[column])
        data[column] = json_text(redaction.words) if is_json else redaction.words


def _of_content(content: dict[str, Any], redaction: Redaction) -> Iterator[str]:
    """Put the words in the place in a revision's content."""
    field, mark, rest = redaction.path.partition("/")
    for part in (content, content.get("computed") or {}):
        if not mark:
            values = part.get("values") or {}
            if field in values:
                yield from _both(values[field])
                values[field] = redaction.words
            continue
        row_id, _slash, column = rest.partition("/")
        for row in (part.get("rows") or {}).get(field, ()):
            if row["id"] == row_id and column in row["cells"]:
                yield from _both(row["cells"][column])
                row["cells"][column] = redaction.words


def _out_of_computed(content: dict[str, Any], found: Iterable[str], words: str) -> None:
    """Put the words into what was computed of the place: the matrix of a design repeats it."""
    removed = sorted((text for text in found if len(text) >= TELLING), key=len, reverse=True)
    for rows in (content.get("rows") or {}).values():
        for row in rows:
            if row["id"].startswith(COMPUTED):
                row["cells"] = {name: _cut(cell, removed, words)
                                for name, cell in row["cells"].items()}  # fmt: skip


def _cut(cell: Any, removed: Iterable[str], words: str) -> Any:
    if isinstance(cell, str):
        for text in removed:
            cell = cell.replace(text, words)
    return cell


def _both(value: Any) -> Iterator[str]:
    """Yield a value's canonical text, and the plain text where it is one."""
    yield json_text(value)
    if isinstance(value, str):
        yield value


def _replaced(data: Any, gone: set[str], words: str) -> Any:
    """Return a command's arguments with the words wherever the value stood."""
    if isinstance(data, dict | list) and data and json_text(data) in gone:
        return words
    if isinstance(data, dict):
        return {
            key: each if key in KEPT_KEYS and isinstance(each, str)
            else _replaced(each, gone, words)
            for key, each in data.items()
        }  # fmt: skip
    if isinstance(data, list):
        return [_replaced(each, gone, words) for each in data]
    if isinstance(data, bool) or data is None:
        return data
    return words if data in gone or json_text(data) in gone else data
