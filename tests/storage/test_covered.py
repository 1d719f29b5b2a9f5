"""What lies over a print and seems to belong to its signatures."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mcdesk.procedure import commands as do
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.signing.certificates import own_identity
from tests.asking import form_of
from tests.storage.conftest import verdict
from tests.storage.sealing import BEGIN, NO_SIGNATURES, ODD, covered, moved, odd, sealed, with_xfa
from tests.walk import Walker


@pytest.mark.parametrize(
    ("done", "code"),
    [
        *(
            ({"change": partial(covered, "/Widget", value=each)}, "added_note")
            for each in NO_SIGNATURES
        ),
        *(({"change": partial(odd, each)}, "added_note") for each in ODD),
        ({"change": partial(covered, "/Link")}, "added_note"),
        ({"place": moved}, "added_note"),
        ({"change": with_xfa}, "added_other"),
    ],
)
def test_what_covers_a_print_and_seems_of_signing_is_told(proposal, tmp_path, done, code):
    found = verdict(proposal, sealed(proposal, **done), tmp_path)
    assert (found.text, found.is_sound) == ("added", False)
    assert code in [each.code for each in found.findings]


@pytest.mark.parametrize(
    ("box", "codes"), [((40, 400, 540, 700), ["added_sign"]), ((3, 3, 20, 20), [])]
)
def test_a_foreign_signature_that_covers_words_is_told(proposal, tmp_path, box, codes):
    """A reader of her own may put the Dean's signature anywhere."""
    made = print_to_seal(proposal.sheet(form_of(proposal, "F2"), "frozen"))[0]
    who = own_identity(b"1" * 32, "DEAN-01", "", BEGIN)
    signer = SimpleSigner(who.certificate, who.key, SimpleCertificateStore())
    signed = PdfSigner(
        PdfSignatureMetadata(field_name="Signature1"), signer=signer,
        stamp_style=TextStampStyle(stamp_text="APPROVED FOR 60 CREDITS"),
        new_field_spec=SigFieldSpec("Signature1", on_page=0, box=box),
    ).sign_pdf(IncrementalPdfFileWriter(BytesIO(made)))  # fmt: skip
    found = verdict(proposal, signed.getvalue(), tmp_path)
    assert found.text == ("added" if codes else "exact")
    told = [each for each in found.findings if each.code.startswith("added_")]
    assert [each.code for each in told] == codes
    assert all("1" in each.sentence("en") for each in told)
    assert found.is_sound


def test_what_is_attached_or_called_otherwise_later_is_no_part_of_what_is_sealed(
    proposal, tmp_path
):
    form = form_of(proposal, "F2")
    proposal.execute(do.ChangeForm(form=form, reason="Another topic."))
    proposal.execute(do.SetValue(form=form, path="p10", new="Something else entirely."))
    Walker(proposal).freeze("F2")
    data = sealed(proposal)
    assert verdict(proposal, data, tmp_path).text == "exact"
    proposal.execute(do.ChangePerson(person="CTL-01", titles_before="Dr."))
    proposal.execute(do.AttachFile(card="MC-1", form=form, name="plan.pdf", size=0, digest="",
                                   link="https://drive.example/plan.pdf"))  # fmt: skip
    assert verdict(proposal, data, tmp_path).text == "exact"
