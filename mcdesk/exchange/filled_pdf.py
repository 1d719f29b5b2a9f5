"""Reads a fillable PDF that came back: its fields by name, whoever filled them in.

Only the fields are looked at: scripts in the file never run, pages are not drawn, and what is
damaged, encrypted or not a form is told in words.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from mcdesk.application.outside import Filled, read_sent
from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from mcdesk.application.outside import Sent

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # what it finds is told here, in words

RECORD = "mcdesk"
DEEPEST = 12
FIELDS = 50_000
"""So many fields are read; a file with more is none of ours."""
LETTERS = 2_000_000
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError,
           RecursionError, AssertionError, OverflowError, MemoryError)  # fmt: skip


def read_pdf(data: bytes) -> Filled:
    """Return what stands in the fields of a PDF.

    Raises:
        Trouble: It is damaged, asks for a password, or has no fields.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Trouble(
                "filled_locked",
                _("The PDF asks for a password."),
                _("Open it in your PDF reader, save it without a password, and take it in again."),
            )
        return _read(reader)
    except _BROKEN as error:
        raise _damaged() from error


def _damaged() -> Trouble:
    return Trouble(
        "filled_damaged",
        _("The PDF is damaged or not complete."),
        _("Ask for the file once more, or open it in a PDF reader and save it again."),
    )


def _read(reader: PdfReader) -> Filled:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else None
    walk = _Walk()
    if isinstance(form, DictionaryObject) and "/Fields" in form:
        walk.all_of(form["/Fields"], "", DictionaryObject(), 0)
    if not walk.found:
        raise Trouble(
            "filled_none",
            _("The PDF has no fields that can be read."),
            _("It may have been printed to a new PDF. Ask for the file in which the form was "
              "filled in, or type the answers in."),
        )  # fmt: skip
    sent = _sent(walk.found.pop(RECORD, ""), reader)
    return Filled(sent, walk.found, _notes(root, walk))


def _sent(text: str, reader: PdfReader) -> Sent | None:
    """Return the record of what was sent, from its field or else from the properties."""
    found = read_sent(text)
    if found is None and reader.metadata is not None:
        found = read_sent(str(reader.metadata.get(f"/{RECORD}", "")))
    return found


def _notes(root: DictionaryObject, walk: _Walk) -> tuple[Finding, ...]:
    notes = []
    names = root.get("/Names")
    names = names.get_object() if names is not None else None
    if walk.has_script or "/AA" in root or ("/OpenAction" in root and _is_script(root)) or (
        isinstance(names, DictionaryObject) and "/JavaScript" in names
    ):  # fmt: skip
        notes.append(
            Finding(
                "filled_script",
                N_(
                    "The PDF brings a script of its own. It was not run; only the fields were read."
                ),
            )
        )
    if walk.is_cut:
        notes.append(Finding("filled_many", N_("The PDF has more fields than are read.")))
    return tuple(notes)


def _is_script(root: DictionaryObject) -> bool:
    action = root["/OpenAction"].get_object()
    return isinstance(action, DictionaryObject) and action.get("/S") == "/JavaScript"


class _Walk:
    """A walk through the tree of fields; a loop or a tree without end does not hold it."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.seen: set[int] = set()
        self.has_script = self.is_cut = False

    def all_of(self, kids: Any, above: str, parent: DictionaryObject, depth: int) -> None:
        kids = kids.get_object()
        if not isinstance(kids, ArrayObject) or depth > DEEPEST:
            return
        for kid in kids:
            number = getattr(kid, "idnum", 0)
            if number and number in self.seen:
                continue
            self.seen.add(number)
            if len(self.seen) > FIELDS:
                self.is_cut = True
                return
            field = kid.get_object()
            if isinstance(field, DictionaryObject):
                self._field(field, above, parent, depth)

    def _field(
        self, field: DictionaryObject, above: str, parent: DictionaryObject, depth: int
    ) -> None:
        own = str(field.get("/T", ""))
        name = ".".join(filter(None, (above, own)))
        if "/AA" in field or _acts(field):
            self.has_script = True
        whole = DictionaryObject({**{key: parent[key] for key in ("/FT", "/V") if key in parent},
                                  **field})  # fmt: skip
        kids = field.get("/Kids")
        named = kids is not None and any("/T" in kid.get_object() for kid in kids.get_object())
        if named:
            self.all_of(kids, name, whole, depth + 1)
        elif name and name not in self.found:
            self.found[name] = _value(whole, kids)[:LETTERS]


def _acts(field: DictionaryObject) -> bool:
    action = field.get("/A")
    action = action.get_object() if action is not None else None
    return isinstance(action, DictionaryObject) and action.get("/S") == "/JavaScript"


def _value(field: DictionaryObject, kids: Any) -> str:
    """Return what stands in a field as text: of a box what it says when ticked, else nothing."""
    value = field.get("/V")
    value = value.get_object() if value is not None else None
    if field.get("/FT") == "/Btn":
        return _state(field, value, kids)
    if isinstance(value, StreamObject):
        value = value.get_data()
    if isinstance(value, ArrayObject):
        return ", ".join(_text(each.get_object()) for each in value)
    return _text(value)


def _state(field: DictionaryObject, value: Any, kids: Any) -> str:
    """Return the state of a box or a group of boxes: what is said of the group, else of its boxes.

    Some programs set the boxes alone, whether the group says that none is ticked or says nothing.
    """
    states = [value, field.get("/AS")]
    if kids is not None:
        states += [kid.get_object().get("/AS") for kid in kids.get_object()]
    return next(filter(None, map(_ticked, states)), "")


def _ticked(state: Any) -> str:
    """Return what a box says, "" where it is not ticked; some write its name as a text: “/no”."""
    said = state.removeprefix("/") if isinstance(state, str) else ""
    return "" if said == "Off" else said


def _text(value: Any) -> str:
    """Return a text of a PDF; one of bytes that is no text is read as Latin."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        sign = value[:2]
        return value.decode("utf-16" if sign in (b"\xfe\xff", b"\xff\xfe") else "latin-1",
                            "replace")  # fmt: skip
    text = str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")
