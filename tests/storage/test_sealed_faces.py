"""The box of a seal is drawn by whoever seals: what it tells is held against the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mcdesk.procedure import commands as do
from mcdesk.reports import seal as seals
from mcdesk.reports.seal import seal_face
from mcdesk.signing.faces import faces_of
from tests.storage.conftest import freeze_proposal, verdict
from tests.storage.signing import line_of, sealed_as
from tests.walk import Walker


@pytest.fixture
def signed(at):
    """A proposal that lecturer and Head signed on paper; the Dean has not yet."""
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme", "hsp")
    desk.pdf_secret = lambda: b"1" * 32
    return desk


def codes(found) -> list[str]:
    return [each.code for line in found.seals for each in line.findings if each.code != "self_made"]


@pytest.fixture
def drawn(monkeypatch, signed):
    """Seals for a role with another box."""

    def seal(role: str, change) -> bytes:
        def face(sheet, line, certificate, at, size, since=()):
            return seal_face(*change(sheet, line, certificate, at, size, since))

        with monkeypatch.context() as context:
            context.setattr(seals, "seal_face", face)
            return sealed_as(signed, role)

    return seal


def test_what_a_box_shows_is_read(signed):
    made = sealed_as(signed, "sme")
    assert list(faces_of(made)) == ["mcdesk_sme"]
    shown = faces_of(made)["mcdesk_sme"]
    assert shown.startswith("Proposes / Mengusulkan SME-03 23 Nov 2026 sealed as PDF")
    assert faces_of(b"no PDF") == {}


def test_honest_boxes_are_in_order_also_at_the_turn_of_a_minute(signed, tmp_path, drawn):
    made = sealed_as(signed, "sme")
    Walker(signed).sign("F2", "dean")
    assert verdict(signed, made, tmp_path).is_sound
    before = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    made = drawn("hsp", lambda sheet, line, name, _at, *rest: (sheet, line, name, before, *rest))
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, codes(found)) == (True, [])
    assert "decided since" in faces_of(made)["mcdesk_hsp"]


def test_a_box_that_tells_of_a_decision_that_nobody_made_is_told(signed, tmp_path, drawn):
    dean = replace(line_of(signed, "hsp"), role="dean", person="DEAN-LAW", sign_off_id="none")
    found = verdict(signed, drawn("sme", lambda *given: (*given[:5], [dean])), tmp_path)
    assert not found.is_sound
    assert codes(found) == ["told_otherwise"]
    (told,) = (each for each in found.seals[0].findings if each.code == "told_otherwise")
    assert "DEAN-LAW" in told.sentence("en")


@pytest.mark.parametrize("who", ["HSP-LAW", "somebody else"])
def test_a_box_with_another_name_is_told(signed, tmp_path, drawn, who):
    """Whoever has a place in the form did not decide there; another name may be one of before."""
    made = drawn("sme", lambda sheet, line, *rest: (sheet, replace(line, person=who), *rest))
    found = verdict(signed, made, tmp_path)
    assert codes(found) == ["told_otherwise"]
    assert found.is_sound == (who != "HSP-LAW")


def test_of_a_decision_that_was_withdrawn_nothing_is_compared(signed, tmp_path):
    made = sealed_as(signed, "sme")
    decision = line_of(signed, "sme").sign_off_id
    signed.execute(do.WithdrawSignOff(sign_off=decision, reason="Wrong."))
    assert codes(verdict(signed, made, tmp_path)) == ["withdrawn_decision"]
