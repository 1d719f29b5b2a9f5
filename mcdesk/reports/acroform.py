"""Puts fields onto the pages of a PDF: real AcroForm fields that every reader can fill in.

The readers draw the texts of the fields themselves (NeedAppearances); boxes bring their own
pictures. One hidden field and the document's own properties hold the record of what was sent.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.reports.pen import Ask, Asked

RECORD = "mcdesk"
"""The name of the hidden field, and of the property, that hold the record."""
MULTILINE, COMBO = 1 << 12, 1 << 17
RADIO = 1 << 15
READ_ONLY = 1
HIDDEN, PRINTED = 2, 4
INK = "0.12 0.14 0.16"
EDGE, FACE = (0.62, 0.68, 0.76), (0.955, 0.97, 0.995)


def with_fields(data: bytes, asked: Sequence[Asked], record: str) -> bytes:
    """Return the PDF with its fields, and the record of what was sent."""
    return _Fields(data).add(asked, record)


def _dictionary(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{value:.2f}") for value in values])


class _Fields:
    """A PDF that gets its fields."""

    def __init__(self, data: bytes) -> None:
        reader = PdfReader(BytesIO(data))
        self.writer = PdfWriter(clone_from=reader)
        self.writer.metadata = reader.metadata
        self.fields = ArrayObject()
        self.radios: dict[str, tuple[DictionaryObject, IndirectObject]] = {}

    def add(self, asked: Sequence[Asked], record: str) -> bytes:
        for one in asked:
            self._place(one)
        self._hide(record)
        fonts = {"/Helv": self._font("/Helvetica"), "/ZaDb": self._font("/ZapfDingbats")}
        form = _dictionary({
            "/Fields": self.fields,
            "/NeedAppearances": BooleanObject(True),
            "/DA": TextStringObject(f"/Helv 9 Tf {INK} rg"),
            "/DR": _dictionary({"/Font": _dictionary(fonts)}),
        })  # fmt: skip
        self.writer.root_object[NameObject("/AcroForm")] = self._keep(form)
        self.writer.add_metadata({f"/{RECORD}": record})
        out = BytesIO()
        self.writer.write(out)
        return out.getvalue()

    def _keep(self, entry: PdfObject) -> IndirectObject:
        return self.writer._add_object(entry)  # noqa: SLF001 - pypdf has no other way

    def _font(self, name: str) -> IndirectObject:
        entries: dict[str, PdfObject] = {
            "/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"),
            "/BaseFont": NameObject(name),
        }  # fmt: skip
        if name == "/Helvetica":
            entries["/Encoding"] = NameObject("/WinAnsiEncoding")
        return self._keep(_dictionary(entries))

    def _hide(self, record: str) -> None:
        """Add the hidden field with the record to the first page."""
        field = _widget((0, 0, 0, 0))
        field.update(_dictionary({
            "/FT": NameObject("/Tx"), "/T": TextStringObject(RECORD),
            "/V": TextStringObject(record), "/Ff": NumberObject(READ_ONLY),
            "/F": NumberObject(HIDDEN), "/DA": TextStringObject(f"/Helv 6 Tf {INK} rg"),
        }))  # fmt: skip
        self._on_page(0, field, top=True)

    def _place(self, one: Asked) -> None:
        ask = one.ask
        field = _widget(one.box)
        if ask.is_box:
            self._place_box(one, field)
            return
        field.update(_dictionary({
            "/T": TextStringObject(ask.name), "/TU": TextStringObject(ask.tip),
            "/V": TextStringObject(ask.value), "/DV": TextStringObject(ask.value),
            "/DA": TextStringObject(f"/Helv {ask.size:g} Tf {INK} rg"),
            "/MK": _dictionary({"/BC": _numbers(EDGE), "/BG": _numbers(FACE)}),
        }))  # fmt: skip
        if ask.kind == "choice":
            options = [ArrayObject([TextStringObject(id_), TextStringObject(shown or " ")])
                       for id_, shown in ask.options]  # fmt: skip
            field.update(_dictionary({
                "/FT": NameObject("/Ch"), "/Ff": NumberObject(COMBO),
                "/Opt": ArrayObject(options),
            }))  # fmt: skip
        else:
            flags = MULTILINE if ask.kind == "lines" else 0
            field.update(_dictionary({"/FT": NameObject("/Tx"), "/Ff": NumberObject(flags)}))
        self._on_page(one.page, field, top=True)

    def _place_box(self, one: Asked, field: DictionaryObject) -> None:
        ask = one.ask
        width, height = one.box[2] - one.box[0], one.box[3] - one.box[1]
        states = {f"/{ask.on}": self._box(width, height, ticked=True),
                  "/Off": self._box(width, height, ticked=False)}  # fmt: skip
        is_on = ask.value == ask.on
        field.update(_dictionary({
            "/AP": _dictionary({"/N": _dictionary(states)}),
            "/AS": NameObject(f"/{ask.on}" if is_on else "/Off"),
            "/MK": _dictionary({"/CA": TextStringObject("4"), "/BC": _numbers(EDGE)}),
            "/DA": TextStringObject(f"/ZaDb 0 Tf {INK} rg"),
        }))  # fmt: skip
        own: dict[str, PdfObject] = {"/FT": NameObject("/Btn"), "/T": TextStringObject(ask.name),
               "/TU": TextStringObject(ask.tip),
               "/V": NameObject(f"/{ask.on}" if is_on else "/Off")}  # fmt: skip
        if ask.kind == "tick":
            field.update(_dictionary(own))
            self._on_page(one.page, field, top=True)
            return
        parent, reference = self._radio(ask, own)
        if is_on:
            parent[NameObject("/V")] = NameObject(f"/{ask.on}")
        field[NameObject("/Parent")] = reference
        kids = parent["/Kids"]
        assert isinstance(kids, ArrayObject)
        kids.append(self._on_page(one.page, field, top=False))

    def _radio(
        self, ask: Ask, own: Mapping[str, PdfObject]
    ) -> tuple[DictionaryObject, IndirectObject]:
        """Return the field that the boxes of one name belong to."""
        if ask.name not in self.radios:
            parent = _dictionary({**own, "/Ff": NumberObject(RADIO), "/Kids": ArrayObject()})
            reference = self._keep(parent)
            self.fields.append(reference)
            self.radios[ask.name] = parent, reference
        return self.radios[ask.name]

    def _on_page(self, number: int, field: DictionaryObject, *, top: bool) -> IndirectObject:
        """Put a field onto its page, and, where it belongs to no other, among the fields."""
        page = self.writer.pages[number]
        reference = self._keep(field)
        if "/Annots" not in page:
            page[NameObject("/Annots")] = ArrayObject()
        annotations = page["/Annots"]
        assert isinstance(annotations, ArrayObject)
        annotations.append(reference)
        if page.indirect_reference is not None:
            field[NameObject("/P")] = page.indirect_reference
        if top:
            self.fields.append(reference)
        return reference

    def _box(self, width: float, height: float, *, ticked: bool) -> IndirectObject:
        """Return the picture of a box, ticked or not."""
        drawing = f"q 1 1 1 rg {INK} RG 0.7 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re B"
        if ticked:
            drawing += (
                f" 1.4 w {width * 0.2:.2f} {height * 0.48:.2f} m {width * 0.42:.2f} "
                f"{height * 0.24:.2f} l {width * 0.82:.2f} {height * 0.8:.2f} l S"
            )
        picture = StreamObject()
        picture.set_data(f"{drawing} Q".encode())
        picture.update(_dictionary({
            "/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"),
            "/BBox": _numbers((0, 0, width, height)), "/Resources": DictionaryObject(),
        }))  # fmt: skip
        return self._keep(picture)


def _widget(box: Sequence[float]) -> DictionaryObject:
    return _dictionary({
        "/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"),
        "/Rect": _numbers(box), "/F": NumberObject(PRINTED),
    })  # fmt: skip
