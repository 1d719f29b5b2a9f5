"""A form as a Word document whose places are tagged fields, to be filled in and sent back.

Each place is a content control; its tag is the path in the form. The record of what was sent
stands in a part of its own and in a hidden control; our own words beside the places, labels and
titles, stand in another part, so that others are told from them.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import defusedxml.ElementTree as Safe

from mcdesk.application.names import SheetNames
from mcdesk.application.outside import NEW, STRUCTURES, is_open, name_of, text_of
from mcdesk.exchange.docx_beside import FIXED, RECORD, our_words
from mcdesk.exchange.docx_parts import (
    CONTENT_TYPES,
    CUSTOM,
    DOCUMENT,
    DOCUMENT_RELATIONS,
    OURS,
    RELATIONS,
    STYLES,
)
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import Sheet

WIDTH, WIDE = 9906, 14838
"""The width of the text in twentieths of a point, upright and on its side."""
MANY_COLUMNS = 6
SPARE, FULL = 6, 40
LONGEST_NAME = 60
EMPTY, EMPTY_CELL = "click to type / klik untuk mengetik", "…"
UNCHOSEN = "choose / pilih"
"""What stands in a field that holds nothing."""
YES_NO = (
    Choice("yes", Label("yes", "ya")),
    Choice("no", Label("no", "tidak")),
    Choice("na", Label("n.a.", "t.b.")),
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STAMP = (2026, 1, 1, 0, 0, 0)
"""The day that stands on every part, so that the same form gives the same bytes."""


def document_to_fill(sheet: Sheet) -> bytes:
    """Return a form as a DOCX to be filled in; `sheet` is one of `outside.to_fill`."""
    document = _Writer(sheet).document()
    ours = "\n".join(our_words(Safe.fromstring(document)))
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES,
        "word/document.xml": document,
        "customXml/item1.xml": CUSTOM.format(value=escape(sheet.sent)),
        "customXml/item2.xml": OURS.format(value=escape(ours)),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in parts.items():
            pack.writestr(zipfile.ZipInfo(name, STAMP), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _plain(text: str) -> str:
    """Return a text without the signs that no XML may hold."""
    return _UNFIT.sub(" ", text)


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _plain(text).split("\n")]
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def _paragraph(inner: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{inner}</w:p>"


def _both(label: Label) -> str:
    """Return a label in both languages, one after the other."""
    second = label.id not in ("", label.en)
    return _run(label.en) + (_run(f" / {label.id}", "Second") if second else "")


def _cell(inner: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def _table(rows: Iterable[str], widths: list[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblPr><w:tblStyle w:val="House"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{_paragraph('')}"


def _line(cells: Iterable[str], *, head: bool = False) -> str:
    look = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{''.join(cells)}</w:tr>"


def _head(names: Iterable[Label], widths: list[int]) -> str:
    """Return the head of a table, which comes again on every page."""
    pairs = zip(names, widths, strict=True)
    return _line([_cell(_paragraph(_both(name), "Column"), width) for name, width in pairs],
                 head=True)  # fmt: skip


class _Writer:
    """Writes the body of one form."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.names = SheetNames(sheet)
        self.ids = count(1001)
        fields = [entry for section in sheet.definition.sections for entry in section.fields]
        self.is_wide = any(len(entry.columns) >= MANY_COLUMNS for entry in fields)
        self.width = WIDE if self.is_wide else WIDTH

    def document(self) -> str:
        form, head = self.sheet.definition, self.sheet.header
        body = [
            _paragraph(_run(form.title.en), "Title"),
            _paragraph(_run(form.title.id, "Second")),
            _paragraph(_run(f"{head.code}  {head.title_en}")),
        ]
        for section in form.sections:
            body.append(_paragraph(_both(section.title), "Heading1"))
            body.extend(self._field(entry) for entry in section.fields)
        body.append(_paragraph(self._control(RECORD, "MC Desk", self.sheet.sent, hidden=True)))
        size = 'w:w="16838" w:h="11906" w:orient="landscape"' if self.is_wide else (
            'w:w="11906" w:h="16838"')  # fmt: skip
        return DOCUMENT.format(body="".join(body), size=size)

    def _field(self, entry: Field) -> str:
        if entry.type is FieldType.TABLE:
            rows = _paragraph(_both(entry.label), "Heading2") + self._rows(entry)
            return rows + self._pairs(self._parts(entry))
        if entry.type is FieldType.CHECKLIST:
            return _paragraph(_both(entry.label), "Heading2") + self._items(entry)
        pairs = [(entry.label, self._value(entry, entry.id))]
        if entry.type in STRUCTURES:
            pairs = [(entry.label, _paragraph(""))]
        if entry.type is FieldType.YESNO and is_open(entry):
            note = Field("note", Label("Note", "Catatan"), FieldType.TEXT)
            pairs.append((note.label, self._value(note, f"{entry.id}.note")))
        return self._pairs([*pairs, *self._parts(entry)])

    def _parts(self, entry: Field) -> list[tuple[Label, str]]:
        return [(part.label, self._value(part, f"{entry.id}.{part.id}")) for part in entry.parts]

    def _pairs(self, pairs: list[tuple[Label, str]]) -> str:
        """Return labels with what stands beside each."""
        if not pairs:
            return ""
        label = int(self.width * 0.34)
        widths = [label, self.width - label]
        rows = (_line([_cell(_paragraph(_both(name)), widths[0]), _cell(value, widths[1])])
                for name, value in pairs)  # fmt: skip
        return _table(rows, widths)

    def _value(self, entry: Field, path: str) -> str:
        """Return the control of a field, or as text what nobody fills in."""
        if not is_open(entry):
            return _paragraph(self._fixed(entry, self._computed(path)))
        value = self.sheet.content.value(path)
        if entry.type is FieldType.CHOICES:
            held = value if isinstance(value, list) else []
            return "".join(self._option(path, choice, ticked=choice.id in held)
                           for choice in entry.choices)  # fmt: skip
        return _paragraph(self._place(entry, path, value))

    def _option(self, path: str, choice: Choice, *, ticked: bool) -> str:
        box = self._box(f"{name_of(path)}={choice.id}", choice.label.en, ticked=ticked)
        return _paragraph(box + _run(" ") + _both(choice.label))

    def _computed(self, path: str) -> Json:
        for content in (self.sheet.content, self.sheet.computed):
            if not is_empty(content.value(path)):
                return content.value(path)
        return None

    def _fixed(self, entry: Field | Column, value: Json) -> str:
        return self._control(FIXED, entry.label.en, text_of(entry, value, self.names) or "–",
                             locked=True)  # fmt: skip

    def _place(self, entry: Field | Column, path: str, value: Json, *, empty: str = EMPTY) -> str:
        name, title = name_of(path), entry.label.en
        if entry.type is FieldType.TICK:
            return self._box(name, title, ticked=value in (True, "yes"))
        text = text_of(entry, value, self.names)
        choices = YES_NO if entry.type is FieldType.YESNO else entry.choices
        if entry.type in (FieldType.CHOICE, FieldType.YESNO):
            return self._choice(name, title, text, choices)
        return self._control(name, title, text, empty=empty)

    def _rows(self, entry: Field) -> str:
        columns = entry.columns
        shares = [max(column.width, 0.3) for column in columns]
        widths = [int(self.width * share / sum(shares)) for share in shares]
        made = bool(entry.compute)
        source = self.sheet.computed if made else self.sheet.content
        kept = sorted(source.rows.get(entry.id, ()), key=lambda row: (row.rank.encode(), row.id))
        spare = 0
        if is_open(entry) and "checks" not in entry.params:
            spare = max(entry.min_rows - len(kept), SPARE if len(kept) < FULL else 2)
            spare = min(spare, max(entry.max_rows - len(kept), 0)) if entry.max_rows else spare
        rows = [*kept, *(Row(f"{NEW}{place + 1}", "", {}) for place in range(spare))]
        head = _head([column.heading for column in columns], widths)
        body = [
            _line([_cell(_paragraph(self._in_row(entry, row, column)), width)
                   for column, width in zip(columns, widths, strict=True)])
            for row in rows
        ]  # fmt: skip
        return _table([head, *body], widths)

    def _in_row(self, entry: Field, row: Row, column: Column) -> str:
        path, value = f"{entry.id}/{row.id}/{column.id}", row.cells.get(column.id)
        if is_open(entry) and is_open(column):
            return self._place(column, path, value, empty=EMPTY_CELL)
        return self._fixed(column, self._computed(path) if is_empty(value) else value)

    def _items(self, entry: Field) -> str:
        widths = [int(self.width * share) for share in (0.55, 0.15, 0.3)]
        choices = entry.choices or YES_NO
        titles = (Label("Item", "Butir"), Label("Answer", "Jawaban"), Label("Note", "Catatan"))
        rows = [_head(titles, widths)]
        note = Field("note", titles[2], FieldType.TEXT)
        for item in entry.items:
            path = f"{entry.id}.{item.id}"
            value = self.sheet.content.value(path)
            answer = self._choice(name_of(path), item.label.en, str(value or ""), choices)
            noted = self._place(note, f"{path}.note", self.sheet.content.value(f"{path}.note"),
                                empty=EMPTY_CELL)  # fmt: skip
            inner = (_both(item.label), answer, noted)
            rows.append(_line([_cell(_paragraph(each), width)
                               for each, width in zip(inner, widths, strict=True)]))  # fmt: skip
        return _table(rows, widths)

    # --- controls ---------------------------------------------------------------------------

    def _control(
        self, tag: str, title: str, text: str, *, kind: str = '<w:text w:multiLine="1"/>',
        hidden: bool = False, locked: bool = False, empty: str = EMPTY,
    ) -> str:  # fmt: skip
        lock = '<w:lock w:val="sdtContentLocked"/>' if hidden or locked else ""
        shown = "" if text else "<w:showingPlcHdr/>"
        style = "Hidden" if hidden else "" if text else "PlaceholderText"
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(_plain(title)[:LONGEST_NAME])}/>"
            f'<w:tag w:val={quoteattr(tag)}/><w:id w:val="{next(self.ids)}"/>{lock}{shown}{kind}'
            f"</w:sdtPr><w:sdtContent>{_run(text or empty, style)}</w:sdtContent></w:sdt>"
        )

    def _choice(self, tag: str, title: str, value: str, choices: Iterable[Choice]) -> str:
        shown = {choice.id: choice.label.in_both() for choice in choices}
        if value and value not in shown:
            stage = self.sheet.stages.get(value)
            shown[value] = stage.in_both() if stage else value
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(_plain(text))} w:value={quoteattr(id_)}/>"
            for id_, text in shown.items()
        )
        kind = f"<w:dropDownList>{items}</w:dropDownList>"
        return self._control(tag, title, shown.get(value, ""), kind=kind, empty=UNCHOSEN)

    def _box(self, tag: str, title: str, *, ticked: bool) -> str:
        kind = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
        return self._control(tag, title, "☒" if ticked else "☐", kind=kind)
