"""What a team adds to a form: whole fields and sections, answers and columns of its own.

Their ids begin with `x_`, so that no rule, gate or computed field of the program can mean them, and
no field that the program brings later can meet them. What was published is switched off, never
taken away: old revisions name it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording import (
    Data,
    below,
    changed_at,
    entry_at,
    id_of,
    kind_of,
    list_of,
    outline,
    parent_of,
)

OWN = "x_"
FIELD_TYPES = (
    FieldType.LINE, FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.YESNO,
    FieldType.TICK, FieldType.CHOICE, FieldType.CHOICES, FieldType.CHECKLIST, FieldType.PERSON,
    FieldType.TABLE,
)  # fmt: skip
COLUMN_TYPES = (FieldType.LINE, FieldType.TEXT, FieldType.NUMBER, FieldType.DATE,
                FieldType.YESNO, FieldType.TICK, FieldType.PERSON)  # fmt: skip
NEW_ITEM = Label("New item", "Butir baru")
NEW_ANSWER = Label("New answer", "Jawaban baru")
NEW_COLUMN = Label("New column", "Kolom baru")
PLACEHOLDERS = (NEW_ITEM, NEW_ANSWER, NEW_COLUMN)
"""What is called so until somebody says what it is."""
DECIMALS = 2  # of a number that the team adds
LONGEST = 30


def is_own(place: str) -> bool:
    """Tell whether an entry is one that a team added, or stands within one."""
    return any(step.partition(":")[2].startswith(OWN) for step in place.split("/"))


def key_of(label: Label, taken: set[str]) -> str:
    """Return the key of something new, made from its English label, that nothing else has."""
    plain = unicodedata.normalize("NFKD", label.en or label.id).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")[:LONGEST].strip("_")
    key = made = OWN + (words or "field")
    number = 1
    while made in taken:
        number += 1
        made = f"{key}_{number}"
    return made


def _taken(data: Data) -> set[str]:
    return {entry.id for entry in outline(data)}


def _texts(label: Label) -> dict[str, str]:
    return {"en": label.en, "id": label.id}


def with_field(
    data: Data, place: str, type_: FieldType, label: Label
) -> tuple[dict[str, Any], str]:
    """Return data with another field, behind the field at a place or last in its section."""
    section = place if kind_of(place) == "section" else parent_of(place)
    id_ = key_of(label, _taken(data))
    added: dict[str, Any] = {"id": id_, "label": _texts(label), "type": str(type_)}
    if type_ in (FieldType.CHOICE, FieldType.CHOICES):
        added["choice"] = [{"id": str(n), "label": _texts(NEW_ANSWER)} for n in (1, 2)]
    elif type_ is FieldType.NUMBER:
        added["decimals"] = DECIMALS
    elif type_ is FieldType.CHECKLIST:
        added["item"] = [{"id": "01", "label": _texts(NEW_ITEM)}]
    elif type_ is FieldType.TABLE:
        added["column"] = [_column("c1", FieldType.LINE)]
    made = changed_at(data, section, lambda entry: _behind(entry, "field", place, added))
    return made, below(section, "field", id_)


def with_section(data: Data, place: str, title: Label) -> tuple[dict[str, Any], str]:
    """Return data with another section, behind the one at a place or at the end."""
    id_ = key_of(title, _taken(data))
    added = {"id": id_, "title": _texts(title), "field": []}
    return _behind(data, "section", place, added), below("", "section", id_)


def with_answer(data: Data, field: str) -> tuple[dict[str, Any], str]:
    """Return data with another answer at the end of a choice that the team added."""
    entry = entry_at(data, field)
    numbers = [int(each["id"]) for each in list_of(entry, "choice") if each["id"].isdecimal()]
    id_ = str(max(numbers, default=0) + 1)
    added = {"id": id_, "label": _texts(NEW_ANSWER)}
    made = changed_at(data, field, lambda entry: _behind(entry, "choice", "", added))
    return made, below(field, "choice", id_)


def with_column(data: Data, field: str, type_: FieldType) -> tuple[dict[str, Any], str]:
    """Return data with another column at the end of a table that the team added."""
    known = {str(each["id"]) for each in list_of(entry_at(data, field), "column")}
    id_ = next(f"c{n}" for n in range(1, len(known) + 2) if f"c{n}" not in known)
    added = _column(id_, type_)
    made = changed_at(data, field, lambda entry: _behind(entry, "column", "", added))
    return made, below(field, "column", id_)


def _column(id_: str, type_: FieldType) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id_, "label": _texts(NEW_COLUMN), "type": str(type_)}
    return made | ({"decimals": DECIMALS} if type_ is FieldType.NUMBER else {})


def _behind(entry: Data, kind: str, place: str, added: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with one more in a list: behind the one that a place names, else last."""
    known = list_of(entry, kind)
    id_ = place.rpartition("/")[2].partition(":")[2] if kind_of(place) == kind else ""
    at = next((n for n, each in enumerate(known, 1) if id_of(kind, each) == id_), len(known))
    return {**entry, kind: [*known[:at], added, *known[at:]]}
