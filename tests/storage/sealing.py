"""Forms sealed with what another program added to them before: drawings, notes, pages, places."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mcdesk.reports.seal import seal_face
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.signing.certificates import own_identity
from mcdesk.signing.seal import Place, Words, prepare, room_of, seal
from tests.asking import form_of

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def sealed(desk, role: str = "sme", change=None, who=None, place=None) -> bytes:
    """Return a form's PDF with one seal, and what another program added to it before that.

    `place` does something with the file once it has the places for signatures.
    """
    sheet = desk.sheet(form_of(desk, "F2"), "frozen")
    data, spots = print_to_seal(sheet)
    if change is not None:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        change(writer, writer.root["/Pages"]["/Kids"][0].get_object())
        out = BytesIO()
        writer.write(out)
        data = out.getvalue()
    empty = prepare(data, [Place(spot.name, spot.page, spot.box) for spot in spots])
    if place is not None:
        writer = IncrementalPdfFileWriter(BytesIO(empty))
        place(writer)
        out = BytesIO()
        writer.write(out)
        empty = out.getvalue()
    line = next(each for each in sheet.signatures if each.role == role)
    face = seal_face(sheet, line, "SME-03", BEGIN.isoformat(), room_of(empty, role))
    who = who or own_identity(b"1" * 32, "SME-03", "", BEGIN)
    return seal(empty, who, Words(role, "SME-03", "yes"), face)


def signed_elsewhere(data: bytes, box: tuple[int, int, int, int]) -> bytes:
    """Return a PDF with a signature that another program put into a field of its own."""
    who = own_identity(b"2" * 32, "DEAN-01", "", BEGIN)
    signer = SimpleSigner(who.certificate, who.key, SimpleCertificateStore())
    signed = PdfSigner(
        PdfSignatureMetadata(field_name="Signature1"), signer=signer,
        stamp_style=TextStampStyle(stamp_text="APPROVED FOR 60 CREDITS"),
        new_field_spec=SigFieldSpec("Signature1", on_page=0, box=box),
    ).sign_pdf(IncrementalPdfFileWriter(BytesIO(data)))  # fmt: skip
    return bytes(signed.getvalue())


def drawn(drawing: bytes, writer, page) -> None:
    more = writer.add_object(generic.StreamObject(stream_data=drawing))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), more])
    writer.update_container(page)


def noted(writer, page) -> None:
    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
        generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
        generic.pdf_name("/Contents"): generic.pdf_string("APPROVED FOR 60 CREDITS"),
        generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
    })  # fmt: skip
    kept = page["/Annots"] if "/Annots" in page else ()
    page["/Annots"] = generic.ArrayObject([*kept, writer.add_object(note)])
    writer.update_container(page)


def paged(writer, _page) -> None:
    blank = writer.add_object(generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Page"),
        generic.pdf_name("/Parent"): writer.root.raw_get("/Pages"),
        generic.pdf_name("/MediaBox"): generic.ArrayObject(
            map(generic.NumberObject, (0, 0, 595, 842))),
    }))  # fmt: skip
    pages = writer.root["/Pages"]
    pages["/Kids"].append(blank)
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def font_changed(writer, page) -> None:
    name = next(iter(page["/Resources"]["/Font"]))
    font = page["/Resources"]["/Font"][name]
    font["/Remark"] = generic.pdf_string("other")
    writer.update_container(font)


def picture(writer):
    """Return what covers most of a page."""
    drawing = generic.StreamObject(stream_data=b"1 g 0 0 500 300 re f")
    drawing["/Type"], drawing["/Subtype"] = (generic.pdf_name(n) for n in ("/XObject", "/Form"))
    drawing["/BBox"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 300)))
    return generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(drawing)})


NO_SIGNATURES = (None, generic.NullObject(), generic.DictionaryObject(),
                 generic.DictionaryObject({"/Type": generic.pdf_name("/Sig")}))  # fmt: skip


def covered(kind: str, writer, page, value=None) -> None:
    """Lay what is no note by its kind over a page, with a picture; an empty signature, a link."""
    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
        generic.pdf_name("/Subtype"): generic.pdf_name(kind),
        generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 509, 309))),
        generic.pdf_name("/AP"): picture(writer),
    })  # fmt: skip
    if kind == "/Widget":
        note["/FT"], note["/T"] = generic.pdf_name("/Sig"), generic.pdf_string("More")
        if value is not None:
            note["/V"] = value
    kept = page["/Annots"] if "/Annots" in page else ()
    page["/Annots"] = generic.ArrayObject([*kept, writer.add_object(note)])
    writer.update_container(page)


def odd(one, writer, page) -> None:
    """Let an entry that cannot be read stand before a note that readers show."""
    page["/Annots"] = generic.ArrayObject([one])
    noted(writer, page)


ODD = (generic.NullObject(), generic.NumberObject(7), generic.DictionaryObject({
    generic.pdf_name("/Subtype"): generic.pdf_name("/Widget"),
    generic.pdf_name("/Parent"): generic.NumberObject(7),
}))  # fmt: skip


def moved(writer) -> None:
    """Lay the place of who signs later over the page."""
    (field, *_more) = (one.get_object() for one in writer.root["/AcroForm"]["/Fields"]
                       if "sme" not in str(one.get_object()["/T"]))  # fmt: skip
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (9, 9, 509, 309)))
    writer.update_container(field)


def with_xfa(writer, _page) -> None:
    shown = writer.add_object(generic.StreamObject(stream_data=b"<xdp/>"))
    writer.root["/AcroForm"] = generic.DictionaryObject({
        generic.pdf_name("/Fields"): generic.ArrayObject(), generic.pdf_name("/XFA"): shown,
    })  # fmt: skip
    writer.update_root()
