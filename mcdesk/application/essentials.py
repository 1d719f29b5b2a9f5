"""What is known of a micro-credential that was taken over, in words (decisions.md, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import shelf
from mcdesk.application.facts import ESSENTIALS
from mcdesk.application.views import Change
from mcdesk.errors import Trouble
from mcdesk.procedure.canonical import is_empty, read_object
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.application.effect_words import Shown
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Field

KNOWN: Mapping[str, Label] = {
    "outcomes": Label("Learning outcomes", "Capaian pembelajaran"),
    "modules": Label("Modules", "Modul"),
    "hours": Label("Hours", "Jam"),
    "weeks": Label("Weeks", "Minggu"),
    "mode": Label("Mode", "Moda"),
    "pace": Label("Pace", "Irama belajar"),
    "language": Label("Language of instruction", "Bahasa pengantar"),
    "kkni": Label("KKNI level", "Jenjang KKNI"),
}
"""What each essential is called, in the order in which they are told."""


def called(key: str) -> Label:
    """Return what an essential is called."""
    return KNOWN.get(key, Label(key, key))


def told_changes(
    shown: Shown, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:  # fmt: skip
    """Yield each essential that a change of a card's record changed, in words."""
    before, after = (_of(side) for side in (old, new))
    names = dict.fromkeys((*KNOWN, *before, *after))
    changed = [key for key in names if before.get(key) != after.get(key)]
    fields = _fields(shown, new) if changed else {}
    for key in changed:
        cells = (_told(shown, fields.get(key), side.get(key)) for side in (before, after))
        yield Change(called(key), *cells)


def _of(side: Mapping[str, Any]) -> dict[str, Json]:
    return read_object(side.get("essentials") or "{}")


def _fields(shown: Shown, card: Mapping[str, Any]) -> dict[str, Field]:
    """Return the fields of the proposal whose choices the essentials name."""
    try:
        definitions = read_object(card.get("definitions") or "{}")
        fields = shelf.form_definition(shown.reader, str(definitions.get("F2"))).fields
    except Trouble:
        return {}
    return {key: fields[path] for key, path in ESSENTIALS.items() if path in fields}


def _told(shown: Shown, entry: Field | None, value: Json) -> str:
    if isinstance(value, list) and (entry is None or not entry.choices):
        return "\n".join(str(each) for each in value if not is_empty(each))
    return shown.say(entry, value)
