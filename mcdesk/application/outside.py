"""Forms that are filled in outside the program: their places, and the record that travels along.

Every place that a person may fill has a name made of its path; an empty row for more has a number
instead of an id. The record says which form it is, of which workspace and wording, and what stood
in it when it was sent: what comes back is compared with that. Pure.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from mcdesk.application.days import MONTHS
from mcdesk.application.typed import joiner
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_, language
from mcdesk.procedure.canonical import Json, decimal, decimal_text, is_empty, json_text
from mcdesk.procedure.content import Content, Row, as_date
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.rows import content_as_data, content_from_data
from mcdesk.procedure.rules_types import is_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.application.names import Names
    from mcdesk.application.views import FormView, Sheet

SIGN = "MCDESK-FORM:1:"
MOST = 50_000_000
"""So many letters of a record are unpacked; a larger one is none of ours."""
NEW = "+"
"""What stands before the number of an empty row, in the place of a row's id."""
CLOSED = (FieldType.COMPUTED, FieldType.DECISION, FieldType.FILE)
"""Types that nobody fills in outside the program."""
STRUCTURES = (FieldType.TABLE, FieldType.CHECKLIST, FieldType.GROUP)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent out: the form, its wording, the language of its texts, and its content.

    `card` is that of a form that it had not begun then; the form is opened when the file is back.
    """

    workspace: str
    form_id: str
    kind: str
    definition: str
    language: str
    base: Content
    card: str = ""

    def text(self) -> str:
        """Return the record as one line of plain letters."""
        data: dict[str, Json] = {
            "workspace": self.workspace, "form": self.form_id, "kind": self.kind,
            "definition": self.definition, "language": self.language,
            "base": content_as_data(self.base),
        }  # fmt: skip
        if self.card:
            data["card"] = self.card
        body = json_text(data).encode()
        packed = base64.b64encode(zlib.compress(body, 9)).decode()
        return f"{SIGN}{sha256(body).hexdigest()[:16]}:{packed}"


def read_sent(text: str) -> Sent | None:
    """Return what a record says; None for one that is not whole, was altered, or is not ours."""
    mark, _colon, packed = text.strip().removeprefix(SIGN).partition(":")
    if not text.strip().startswith(SIGN):
        return None
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(base64.b64decode(packed, validate=True), MOST)
        if sha256(body).hexdigest()[:16] != mark:
            return None
        data = json.loads(body)
        texts = [data[name] for name in ("workspace", "form", "kind", "definition", "language")]
        texts.append(data.get("card", ""))
        base = content_from_data(data["base"])
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError,
            zlib.error, binascii.Error):  # fmt: skip
        return None
    if not all(isinstance(part, str) for part in texts):
        return None
    workspace, form_id, kind, definition, shown, card = texts
    return Sent(workspace, form_id, kind, definition, shown, base, card)


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that somebody wrote beside the fields of a file, or around its text.

    `near` is the name of the nearest field; `is_own` tells that they stand in its own place.
    `kind` says what they are where they are not among the fields, `who` wrote a comment. Of
    pictures they say how many there are, of a link in a field where it leads.
    """

    text: str
    near: str = ""
    is_own: bool = False
    kind: Literal["", "comment", "note", "margin", "picture", "link"] = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file that came back holds: its record, its fields by name, and what to know of it.

    `is_ordered` tells that its rows stand as whoever filled it in left them, `copies` of which
    row above it each copied one has the names.
    """

    sent: Sent | None
    fields: Mapping[str, str]
    notes: tuple[Finding, ...] = field(default=())
    is_ordered: bool = False
    copies: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()


def name_of(path: str) -> str:
    """Return the name of a place in a file: its path, whose points would nest PDF fields."""
    return path.replace(".", ":")


def path_of(name: str) -> str:
    """Return the path that the name of a place stands for."""
    return name.replace(":", ".")


def is_open(entry: Field | Column) -> bool:
    """Tell whether a person may fill in a field or column outside the program."""
    made = entry.is_made if isinstance(entry, Field) else bool(entry.compute)
    return not made and entry.type not in CLOSED


def places(definition: FormDefinition) -> Iterator[tuple[str, Field]]:
    """Yield the places outside tables that may be filled, by their paths, in the form's order."""
    for section in definition.sections:
        for entry in section.fields:
            yield from _places(entry, entry.id)


def _places(entry: Field, path: str) -> Iterator[tuple[str, Field]]:
    note = Field("note", entry.label, FieldType.TEXT)
    if entry.type is FieldType.CHECKLIST and is_open(entry):
        answer = replace(entry, type=FieldType.CHOICE if entry.choices else FieldType.YESNO)
        for item in entry.items:
            yield f"{path}.{item.id}", replace(answer, label=item.label)
            yield f"{path}.{item.id}.note", replace(note, label=item.label)
    elif entry.type not in STRUCTURES and is_open(entry):
        yield path, entry
        if entry.type is FieldType.YESNO:
            yield f"{path}.note", note
    for part in entry.parts:
        yield from _places(part, f"{path}.{part.id}")


def tables(definition: FormDefinition) -> Iterator[Field]:
    """Yield the tables whose rows a person may fill."""
    for section in definition.sections:
        for entry in section.fields:
            if entry.type is FieldType.TABLE and is_open(entry):
                yield entry


def has_places(definition: FormDefinition, names: Iterable[str]) -> bool:
    """Tell whether one of several names is that of a place of a form, or of one in its tables."""
    known = {name_of(path) for path, _entry in places(definition)}
    known |= {entry.id for entry in tables(definition)}
    return any(name.partition("/")[0] in known for name in names)


def text_of(entry: Field | Column, value: Json, names: Names, shown: str = "") -> str:
    """Return a stored value as it stands in a file to be filled; choices by their ids."""
    if is_empty(value):
        return ""
    day = as_date(value)
    if entry.type is FieldType.DATE and day is not None:
        return f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}"
    number = decimal(value)
    if entry.type is FieldType.NUMBER and number is not None and is_read(entry, value):
        text = decimal_text(number)
        return text.replace(".", ",") if (shown or language()) == "id" else text
    if entry.type is FieldType.PERSON:
        return names.person(str(value))
    if entry.type is FieldType.PROGRAMME:
        return names.programme(str(value))
    if value is True:
        return "yes"
    if isinstance(value, list):
        return joiner(entry).join(map(str, value))
    return str(value)


def to_fill(view: FormView, sheet: Sheet, *, blank: bool = False, is_coming: bool = False) -> Sheet:
    """Return the sheet of a form with all that it takes to be filled in outside the program.

    A blank says nothing of the text that stands, and may be had of a frozen form, too: it is taken
    in once the form is open again. One that `is_coming` is opened when it comes back.

    Raises:
        Refused: The form is frozen.
    """
    if view.read_only and not blank:
        raise Refused(Finding("frozen", N_("{form} is frozen: choose “Change…” first."),
                              {"form": view.definition.short}, view.definition.id))  # fmt: skip
    content = _usual(view) if blank else _whole(view)
    sent = Sent(
        workspace=sheet.code.workspace if sheet.code else "",
        form_id=view.form_id,
        kind=view.definition.id,
        definition=view.definition.digest,
        language=language(),
        base=content,
        card=view.header.card_id if is_coming else "",
    )
    computed = Content() if blank else sheet.computed
    if view.read_only:
        sheet = replace(sheet, header=replace(sheet.header, number="", version=0))
    return replace(sheet, content=content, computed=computed, sent=sent.text())


def _whole(view: FormView) -> Content:
    """Return what stands in the form, also rows that are empty as yet."""
    rows = {name: tuple(sorted(found, key=lambda row: (row.rank.encode(), row.id)))
            for name, found in view.content.rows.items()}  # fmt: skip
    return Content(dict(view.content.values), rows)


def _usual(view: FormView) -> Content:
    """Return the rows that the form's definition begins with, and nothing else."""
    rows = {}
    for entry in tables(view.definition):
        usual = {natural_id("row", view.form_id, entry.id, str(row.get("key", ""))): row
                 for row in entry.rows}  # fmt: skip
        columns = {column.id for column in entry.columns}
        rows[entry.id] = tuple(
            Row(row.id, row.rank, {key: cell for key, cell in usual[row.id].items()
                                   if key in columns})
            for row in view.content.rows.get(entry.id, ()) if row.id in usual
        )  # fmt: skip
    return Content({}, {name: found for name, found in rows.items() if found})
