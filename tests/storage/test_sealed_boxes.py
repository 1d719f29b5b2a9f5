"""What a sealed PDF says of those who decided, but sealed nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.application.seals import named_in
from mcdesk.procedure import commands as do
from mcdesk.reports import to_seal
from mcdesk.signing.seal import PREFIX
from tests.asking import form_of
from tests.storage.conftest import freeze_proposal, verdict
from tests.storage.signing import line_of, sealed_as
from tests.walk import Walker

OPEN = "no decision stood here when this PDF was begun"


@pytest.fixture
def signed(at):
    """A proposal that lecturer and Head signed on paper; the Dean has not yet."""
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme", "hsp")
    desk.pdf_secret = lambda: b"1" * 32
    return desk


def words(data: bytes) -> str:
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join(said.split())


def seen(data: bytes, role: str) -> str:
    """Return what the seal of a role shows."""
    reader = PdfReader(BytesIO(data))
    field = reader.get_fields()[PREFIX + role].indirect_reference.get_object()
    face = field["/AP"]["/N"].get_object()["/Resources"]["/XObject"]["/Face"].get_object()
    return " ".join(reader.pages[0].extract_xform_text(face).split())


def test_the_box_of_who_decided_and_did_not_seal_says_so(signed, tmp_path):
    made = sealed_as(signed, "sme")
    said, head = words(made), line_of(signed, "hsp")
    assert said.count("signed on paper") == 2
    assert head.person in said
    assert said.count("23 Nov 2026") >= 2
    assert said.count(OPEN) == 2, "those of the Dean and of the Head of Curriculum"
    found = verdict(signed, made, tmp_path)
    assert (found.text, found.is_sound) == ("exact", True)


def test_who_is_shown_as_having_decided_can_still_seal_in_the_same_pdf(signed, tmp_path):
    first = sealed_as(signed, "sme")
    both = sealed_as(signed, "hsp")
    assert both.startswith(first)
    found = verdict(signed, both, tmp_path)
    assert found.is_sound
    assert [line.role for line in found.seals] == ["sme", "hsp"]


def test_a_seal_names_who_decided_since_the_pdf_was_begun_and_did_not_sealed_as(signed, tmp_path):
    sealed_as(signed, "sme")
    Walker(signed).sign("F2", "dean")
    made = sealed_as(signed, "hsp")
    dean, shown = line_of(signed, "dean"), seen(made, "hsp")
    for each in (dean.person, dean.role_label.en, "signed on paper", "decided since"):
        assert each in shown
    assert "decided since" not in seen(made, "sme")
    assert verdict(signed, made, tmp_path).is_sound
    assert "decided since" not in seen(sealed_as(signed, "dean"), "dean"), "nobody is left"


def test_a_pdf_that_shows_a_decision_that_was_withdrawn_counts_no_more(signed, tmp_path):
    made = sealed_as(signed, "sme")
    decision = line_of(signed, "hsp").sign_off_id
    signed.execute(do.WithdrawSignOff(sign_off=decision, reason="Wrong."))
    found = verdict(signed, made, tmp_path)
    assert not found.is_sound
    assert "shown_ended" in [each.code for each in found.findings]
    assert line_of(signed, "sme").sealed is None
    again = sealed_as(signed, "sme")
    assert words(again).count(OPEN) == 3
    assert verdict(signed, again, tmp_path).is_sound


def test_a_seal_that_names_a_decision_that_was_withdrawn_counts_no_more(signed, tmp_path):
    first = sealed_as(signed, "sme")
    Walker(signed).sign("F2", "dean")
    made = sealed_as(signed, "hsp")
    dean = line_of(signed, "dean").sign_off_id
    note = named_in(line_of(signed, "hsp").sealed.note)
    assert note is not None
    assert note.names(dean)
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, found.seals[1].reason[-11:]) == (True, "23 Nov 2026"), "no mark is seen"
    signed.execute(do.WithdrawSignOff(sign_off=dean, reason="Wrong."))
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, [each.code for each in found.findings]) == (False, ["shown_ended"])
    assert line_of(signed, "hsp").sealed is None
    sme = line_of(signed, "sme").sealed
    assert signed.file_path(sme.digest).read_bytes() == first, "it names nobody"
    again = sealed_as(signed, "hsp")
    assert again.startswith(first)
    assert not again.startswith(made)
    assert "decided since" not in seen(again, "hsp")
    assert verdict(signed, again, tmp_path).is_sound


def test_a_pdf_that_an_earlier_program_sealed_stays_what_it_is(signed, tmp_path, monkeypatch):
    """It shows nobody's decision, and the next signer adds a seal that names who decided."""
    with monkeypatch.context() as earlier:
        for name in ("print_to_seal", "shown_in"):
            made = partial(getattr(to_seal, name), as_before=True)
            earlier.setattr(to_seal, name, made)
        first = sealed_as(signed, "sme")
    assert OPEN not in words(first)
    assert "signed on paper" not in words(first)
    found = verdict(signed, first, tmp_path)
    assert (found.text, found.is_sound) == ("exact", True)
    Walker(signed).sign("F2", "dean")
    both = sealed_as(signed, "dean")
    assert both.startswith(first)
    assert line_of(signed, "hsp").person in seen(both, "dean")
    found = verdict(signed, both, tmp_path)
    assert (found.text, found.is_sound, len(found.seals)) == ("exact", True, 2)
    assert line_of(signed, "sme").sealed is not None
    decision = line_of(signed, "hsp").sign_off_id
    signed.execute(do.WithdrawSignOff(sign_off=decision, reason="Wrong."))
    assert verdict(signed, first, tmp_path).is_sound, "that shows nothing of it"
    assert not verdict(signed, both, tmp_path).is_sound


@pytest.mark.parametrize("gone", ["removed", "not here"])
def test_a_sealed_pdf_stays_what_it_is_though_its_kept_copy_is_gone(signed, tmp_path, gone):
    """Its boxes show what was decided until then; the records tell that without it."""
    made = sealed_as(signed, "sme")
    (kept,) = signed.sealed(form_of(signed, "F2"))
    Walker(signed).sign("F2", "dean")
    if gone == "removed":
        signed.execute(do.RemoveFile(file=kept.id))
    else:
        path = signed.file_path(kept.digest)
        path.chmod(0o600)
        path.unlink()
    found = verdict(signed, made, tmp_path)
    assert (found.text, found.is_sound) == ("exact", True)


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=-400)])
def test_a_sealed_pdf_stays_what_it_is_whatever_the_clock_of_who_sealed(
    signed, tmp_path, ahead, monkeypatch
):
    now = signed._now
    with monkeypatch.context() as wrong:
        wrong.setattr(signed, "_now", lambda: now() + ahead)
        made = sealed_as(signed, "sme")
    Walker(signed).sign("F2", "dean")
    found = verdict(signed, made, tmp_path)
    assert (found.text, found.is_sound) == ("exact", True)
    assert sealed_as(signed, "hsp").startswith(made), "the next signer seals in it"


def test_a_pdf_with_a_box_that_nobody_signed_is_no_print_of_any_day(signed, tmp_path, monkeypatch):
    real = to_seal.print_to_seal

    def forged(sheet, *args, **kept):
        lines = (replace(each, state="done", decision="approve", person="DEAN-01", medium="paper",
                         decided_on="2026-11-23") if each.role == "dean" else each
                 for each in sheet.signatures)  # fmt: skip
        return real(replace(sheet, signatures=tuple(lines)), *args, **kept)

    with monkeypatch.context() as altered:
        altered.setattr(to_seal, "print_to_seal", forged)
        made = sealed_as(signed, "sme")
    assert not verdict(signed, made, tmp_path).is_sound
