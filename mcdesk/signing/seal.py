"""Seals a form's PDF: one visible signature field for each role, filled one after the other.

Every seal is an incremental update, so what was sealed before stays byte for byte as it was.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.font.basic import SimpleFontEngineFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.calendar import clock_name, zone

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
    """What a seal says: who decided what in which role, and the place where."""

    role: str
    name: str
    reason: str
    place: str = ""


def prepare(data: bytes, places: Sequence[Place]) -> bytes:
    """Return a printed form with an empty signature field for each role."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    for place in places:
        left, bottom, right, top = (round(value) for value in place.box)
        box = (left, bottom, right, top)
        spec = fields.SigFieldSpec(PREFIX + place.role, on_page=place.page, box=box)
        fields.append_signature_field(writer, spec)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def seal(data: bytes, identity: Identity, words: Words) -> bytes:
    """Return the PDF with the signature of one role added.

    Raises:
        Trouble: The PDF is damaged, or the field of the role is missing or filled already.
    """
    store = SimpleCertificateStore()
    store.register_multiple(identity.chain)
    signer = signers.SimpleSigner(identity.certificate, identity.key, store)
    name = PREFIX + words.role
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data))
        is_first = not writer.prev.embedded_signatures
        meta = signers.PdfSignatureMetadata(
            field_name=name,
            name=words.name,
            reason=words.reason,
            location=words.place or None,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=is_first,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        )
        style = TextStampStyle(
            stamp_text="%(said)s\n%(who)s\n%(when)s",
            text_box_style=TextBoxStyle(SimpleFontEngineFactory("Helvetica", 0.55), font_size=8),
            border_width=0,
            background=None,
        )
        now = datetime.now(zone())
        shown = {"said": _plain(words.reason), "who": _plain(words.name),
                 "when": f"{now:%Y-%m-%d %H:%M} {clock_name(now)}"}  # fmt: skip
        tool = signers.PdfSigner(meta, signer, stamp_style=style)
        out = BytesIO()
        tool.sign_pdf(
            writer,
            existing_fields_only=True,
            bytes_reserved=BYTES if identity.own else None,
            appearance_text_params=shown,
            output=out,
        )
    except SigningError as error:
        raise _not_sealed(_("its field for this role is missing or signed already")) from error
    except (PdfError, OSError, ValueError) as error:
        raise _not_sealed(str(error)) from error
    return out.getvalue()


def _plain(text: str) -> str:
    """Return a text in the letters that a PDF reader's own font has: Ž becomes Z."""
    parted = unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-"))
    return parted.encode("latin-1", "ignore").decode("latin-1").replace("\n", " ").strip()


def _not_sealed(words: str) -> Trouble:
    return Trouble(
        "seal",
        _("The PDF could not be sealed: {why}.").format(why=words),
        _("The decision stands as it is. Print the form anew, and seal that."),
    )
