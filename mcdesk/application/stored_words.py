"""How histories tell what is stored under short signs: answers, ticks, files, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.shown import is_ticked
from mcdesk.errors import Trouble
from mcdesk.procedure.canonical import is_empty, read_json
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Column, Field

YES = Label("Yes", "Ya")
ANSWERS: Mapping[str, Label] = {
    "yes": YES,
    "no": Label("No", "Tidak"),
    "na": Label("n/a", "t.b."),
}
"""The answers of items and columns that bring no choices of their own."""
_ANSWERED = (FieldType.YESNO, FieldType.CHECKLIST)

SETTINGS: Mapping[str, Label] = {
    "profile": Label("Profile", "Profil"),
    "holidays": Label("Holidays", "Hari libur"),
    "name": Label("Name", "Nama"),
    "time_zone": Label("Time zone", "Zona waktu"),
    "seal_pdf": Label("Seals in PDFs", "Segel dalam PDF"),
    "files_held": Label("Files fetched when wanted", "Berkas diambil bila diperlukan"),
    "logo": Label("Logo of prints", "Logo cetakan"),
    "sample": Label("Sample workspace", "Ruang kerja contoh"),
}
"""What those settings are called that the procedure does not name."""
_CHOSEN: Mapping[str, Label] = {
    "essential": Label("Essential", "Pokok"),
    "full": Label("Full", "Lengkap"),
    "block": Label("blocks", "menghalangi"),
    "warn": Label("warns", "memperingatkan"),
    "off": Label("off", "nonaktif"),
}
"""The profiles, and the levels of a demand (decisions.md, 18)."""


def answer(entry: Field | Column | None, value: Json) -> Label | None:
    """Return an answer or a tick in both languages; None for any other value."""
    if value is True or (entry is not None and entry.type is FieldType.TICK and is_ticked(value)):
        return YES
    if entry is None or entry.type not in _ANSWERED or entry.choices:
        return None
    return ANSWERS.get(str(value))


def setting_label(knowledge: Knowledge, key: str) -> Label:
    """Return what a setting is called; that of a demand is its place."""
    if key in SETTINGS:
        return SETTINGS[key]
    try:
        digest, _forms = shelf.published(knowledge.reader, knowledge.today)
        known = shelf.procedure_of(knowledge.reader, digest).settings
    except Trouble:
        known = ()
    place = key.removeprefix("level:")
    return next((entry.label for entry in known if entry.key == key), Label(place, place))


def setting_value(key: str, stored: object, said: Callable[[Label], str]) -> str:
    """Return the value of a setting as people read it; it is kept as JSON."""
    if is_empty(stored):
        return ""
    value = read_json(str(stored), str(stored))
    if key == "profile" or key.startswith("level:"):
        known = _CHOSEN.get(str(value))
        return said(known) if known is not None else str(value)
    return _told(value, said)


def _told(value: Json, said: Callable[[Label], str]) -> str:
    """Return any value as text: truth as a word, days with their names one behind the other."""
    if isinstance(value, bool):
        return said(ANSWERS["yes" if value else "no"])
    if isinstance(value, dict) and value.get("name"):  # a logo
        return str(value["name"])
    if isinstance(value, dict):
        return "; ".join(f"{day} {_in_words(name, said)}".rstrip() for day, name in value.items())
    if isinstance(value, list):
        return "; ".join(_told(each, said) for each in value)
    return "" if value is None else str(value)


def _in_words(name: Json, said: Callable[[Label], str]) -> str:
    """Return the name of a day, in one language where it is kept in two."""
    english, mark, indonesian = str(name or "").partition(MARK)
    return said(Label(english, indonesian)) if mark else english
