"""What lies over a print and seems to belong to its signatures."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from mcdesk.bootstrap import ALWAYS
from mcdesk.procedure import commands as do
from mcdesk.reports.to_seal import print_to_seal
from tests.asking import form_of
from tests.storage.conftest import verdict
from tests.storage.sealing import (
    NO_SIGNATURES,
    ODD,
    covered,
    drawn,
    moved,
    noted,
    odd,
    paged,
    sealed,
    signed_elsewhere,
    with_xfa,
)
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
    found = verdict(proposal, signed_elsewhere(made, box), tmp_path)
    assert found.text == ("added" if codes else "exact")
    told = [each for each in found.findings if each.code.startswith("added_")]
    assert [each.code for each in told] == codes
    assert all("1" in each.sentence("en") for each in told)
    assert found.is_sound


def test_the_mark_across_the_pages_of_a_sample_is_no_words_that_a_signature_covers(
    proposal, tmp_path
):
    """It lies below every page, and so below the place of every signature."""
    proposal.execute(do.SetSetting(key="sample", value=True, since=ALWAYS))
    for role in ("sme", "hsp", "dean"):
        found = verdict(proposal, sealed(proposal, role), tmp_path)
        told = [each.code for each in found.findings if each.code.startswith("added_")]
        assert (role, found.text, told) == (role, "exact", [])
    over = signed_elsewhere(sealed(proposal), (40, 400, 540, 700))
    found = verdict(proposal, over, tmp_path)
    assert "added_sign" in [each.code for each in found.findings], "these are words"


@pytest.mark.parametrize("box", [(3, 3, 20, 20), (0, 0, 0, 0)])
def test_who_signs_elsewhere_in_a_field_of_their_own_breaks_no_seal_of_before(
    proposal, tmp_path, box
):
    """A certified provider, or a reader of the Dean's own, takes no field of ours."""
    data = signed_elsewhere(sealed(proposal), box)
    found = verdict(proposal, data, tmp_path)
    assert [(line.role, line.holds) for line in found.seals] == [("sme", True), ("", True)]
    assert (found.text, found.is_sound) == ("exact", True)
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    for signature in PdfFileReader(BytesIO(data)).embedded_signatures:
        status = validate_pdf_signature(signature, nobody)
        assert (status.intact, status.valid) == (True, True)
        assert status.docmdp_ok, "so says pyHanko by itself"


@pytest.mark.parametrize("change", [noted, partial(drawn, b"1 g 50 50 300 300 re f"), paged])
def test_what_is_added_behind_a_seal_makes_it_hold_no_more(proposal, tmp_path, change):
    """Also where a signature stands behind it."""
    writer = IncrementalPdfFileWriter(BytesIO(sealed(proposal)))
    change(writer, writer.root["/Pages"]["/Kids"][0].get_object())
    out = BytesIO()
    writer.write(out)
    found = verdict(proposal, signed_elsewhere(out.getvalue(), (3, 3, 20, 20)), tmp_path)
    assert not found.is_sound
    own = next(line for line in found.seals if line.role == "sme")
    assert [finding.code for finding in own.findings][:1] == ["added"]


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
