"""Seals a form's PDF: one visible signature field for each role, filled one after the other.

Every seal is an incremental update, so what was sealed before stays byte for byte as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from mcdesk.application.seals import place_names
from mcdesk.i18n import _
from mcdesk.signing.unsealed import MISHAPS, NO_FIELD, not_sealed, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.signing.certificates import Identity

PREFIX = "mcdesk_"
"""How the names of our signature fields begin; the role follows."""
BYTES = 8192


@dataclass(frozen=True, slots=True)
class Place:
    """Where the signature of a role stands: its page (from 0) and box, in points."""

    role: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """What a seal says: who decided what in which role (or its place), and the place where."""

    role: str
    name: str
    reason: str
    place: str = ""


def prepare(data: bytes, places: Sequence[Place]) -> bytes:
    """Return a printed form with an empty signature field for each place, in their order."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    for place, name in zip(places, place_names(each.role for each in places), strict=True):
        left, bottom, right, top = (round(value) for value in place.box)
        box = (left, bottom, right, top)
        spec = fields.SigFieldSpec(PREFIX + name, on_page=place.page, box=box)
        fields.append_signature_field(writer, spec)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def room_of(data: bytes, role: str) -> tuple[float, float]:
    """Return width and height of the place of a role in a PDF that was made to be sealed.

    Raises:
        Trouble: The PDF is damaged, or the role has no place in it.
    """
    try:
        for name, _value, field in fields.enumerate_sig_fields(PdfFileReader(BytesIO(data))):
            if name == PREFIX + role:
                left, bottom, right, top = (float(edge) for edge in field.get_object()["/Rect"])
                return right - left, top - bottom
    except MISHAPS as error:
        raise not_sealed(error, data, PREFIX + role) from error
    raise told(_(NO_FIELD))


class _Face(PdfContent):
    """What a seal shows: the page of a PDF that was made for its place."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    @override
    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._data)))
        self.resources.xobject["/Face"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Face Do"


def seal(data: bytes, identity: Identity, words: Words, face: bytes) -> bytes:
    """Return the PDF with the signature of one role added; `face` is a page with what it shows.

    Raises:
        Trouble: The PDF is damaged, or the field of the role is missing or filled already.
    """
    store = SimpleCertificateStore()
    store.register_multiple(identity.chain)
    signer = signers.SimpleSigner(identity.certificate, identity.key, store)
    name = PREFIX + words.role
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        meta = signers.PdfSignatureMetadata(  # it certifies nothing: docs/decisions/0009
            field_name=name,
            name=words.name,
            reason=words.reason,
            location=words.place or None,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        middle = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
        style = StaticStampStyle(border_width=0, background=_Face(face), background_layout=middle)
        tool = signers.PdfSigner(meta, signer, stamp_style=style)
        out = BytesIO()
        tool.sign_pdf(
            writer,
            existing_fields_only=True,
            bytes_reserved=BYTES if identity.own else None,
            output=out,
        )
    except MISHAPS as error:
        raise not_sealed(error, data, name) from error
    return out.getvalue()
