"""A seal stands over the very result that its signer decided over, on the paper itself."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_form
from mcdesk.reports.seal import seal_face
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.sealing import Sealing
from mcdesk.signing.certificates import own_identity
from mcdesk.signing.seal import PREFIX, Place, Words, prepare, room_of, seal
from tests.assessed import WHY, refuse_it, say, sign, signed, view
from tests.storage.conftest import come_to_confirmation, judge_with_a_fix, verdict

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def judged(at):
    """The assessor's sheet, signed and sealed; CTL has said no result."""
    desk = at("reexamination", come_to_confirmation, judge_with_a_fix)
    desk.pdf_secret = lambda: b"1" * 32
    seal_as(desk, "rev")
    return desk


def line_of(desk, role: str):
    return next(line for line in view(desk).signatures if line.role == role)


def seal_as(desk, role: str) -> bytes:
    """Seal the sheet for a role, and return the PDF."""
    me, whose = desk.info().person_id, line_of(desk, role).person_id
    desk.use_person(whose)
    Sealing(view(desk).form_id, role)(desk)
    desk.use_person(me)
    return pdf_of(desk, role)


def pdf_of(desk, role: str) -> bytes:
    """Return the PDF that the line of a role opens."""
    return desk.file_path(line_of(desk, role).sealed.digest).read_bytes()


def words(data: bytes) -> str:
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join(said.split())


def fields(data: bytes) -> list[str]:
    found = PdfReader(BytesIO(data)).get_fields() or {}
    return sorted(name.removeprefix(PREFIX) for name in found)


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def test_who_records_a_result_has_no_place_on_a_paper_without_it(judged):
    made = pdf_of(judged, "rev")
    assert "ctl" not in fields(made)
    assert "rev" in fields(made)
    assert "Left open: CTL coordinator states it later" in words(made)


def test_a_result_begins_a_pdf_of_its_own_that_shows_it(judged, tmp_path):
    first = pdf_of(judged, "rev")
    refuse_it(judged)
    made = seal_as(judged, "ctl")
    assert fields(first) == ["hsp", "rev"]
    said = words(made)
    assert "Not eligible / Tidak layak" in said
    assert WHY in said
    assert "rev" not in fields(made), "the assessor signed before it was said"
    assert said.count("signed on paper") == 1, "what the assessor decided is told as recorded"
    assert pdf_of(judged, "rev") == first
    found = verdict(judged, made, tmp_path)
    assert found.is_sound, found
    assert [each.role for each in found.seals] == ["ctl"]
    assert "CTL coordinator: Result: Not eligible / " in found.seals[0].reason


def test_what_was_sealed_before_a_result_was_said_tells_that_it_was(judged, tmp_path):
    first = pdf_of(judged, "rev")
    assert codes(verdict(judged, first, tmp_path)) == []
    refuse_it(judged)
    found = verdict(judged, first, tmp_path)
    assert found.is_sound
    assert codes(found) == ["stated_since"]
    assert "Not eligible" in found.findings[0].sentence("en")


def test_who_signs_behind_a_result_seals_the_same_pdf(judged, tmp_path):
    refuse_it(judged)
    first = seal_as(judged, "ctl")
    sign(judged, "hsp", "HSP-LAW", decision="acknowledge", medium="paper")
    both = seal_as(judged, "hsp")
    assert both.startswith(first)
    assert [each.role for each in verdict(judged, both, tmp_path).seals] == ["ctl", "hsp"]
    assert pdf_of(judged, "ctl") == both


def test_a_result_that_was_said_anew_is_sealed_anew(judged, tmp_path):
    say(judged, "eligible")
    sign(judged)
    before = seal_as(judged, "ctl")
    (decision,) = signed(judged, role="ctl")
    judged.execute(do.WithdrawSignOff(sign_off=decision.id, reason="Too kind."))
    assert codes(verdict(judged, before, tmp_path)) == ["shown_ended", "other_result"]
    say(judged, "minor")
    sign(judged)
    assert line_of(judged, "ctl").sealed is None
    found = verdict(judged, before, tmp_path)
    assert (codes(found), found.is_sound) == (["shown_ended", "other_result"], False)
    assert "Eligible after minor fixes" in found.findings[-1].sentence("en")
    now = seal_as(judged, "ctl")
    assert verdict(judged, now, tmp_path).is_sound


def test_a_seal_of_ctl_on_a_paper_without_its_result_is_not_in_order(judged, tmp_path):
    """As programs of before sealed it: one more seal on the assessor's file."""
    refuse_it(judged)
    sheet = judged.sheet(view(judged).form_id, "frozen")
    data, spots = print_to_seal(sheet)
    box = (spots[0].box[0], 20.0, spots[0].box[2], 60.0)
    places = [Place(spot.name, spot.page, spot.box) for spot in spots]
    empty = prepare(data, [*places, Place("ctl", spots[0].page, box)])
    line = next(each for each in sheet.signatures if each.role == "ctl")
    face = seal_face(sheet, line, "", BEGIN.isoformat(), room_of(empty, "ctl"))
    who = own_identity(b"1" * 32, "CTL-01", "", BEGIN)
    made = seal(empty, who, Words("ctl", "CTL-01", "yes"), face)
    found = verdict(judged, made, tmp_path)
    assert found.text == "added"  # a place that the print does not have lies over it
    assert "other_result" in codes(found)
    assert not found.is_sound


def test_a_print_of_another_day_tells_which_result_it_shows(judged, tmp_path):
    """As it was printed before CTL signed: the boxes differ, and so does the result."""
    form = view(judged).form_id
    before = BytesIO()
    print_form(judged.sheet(form, "frozen"), before)
    refuse_it(judged)
    since = BytesIO()
    print_form(judged.sheet(form, "frozen"), since)
    sign(judged, "hsp", "HSP-LAW", decision="acknowledge", medium="paper")
    found = verdict(judged, before.getvalue(), tmp_path)
    assert (found.text, codes(found)) == ("dated", ["unsigned", "stated_since"])
    found = verdict(judged, since.getvalue(), tmp_path)
    assert (found.text, codes(found)) == ("dated", ["unsigned"])


def test_a_paper_that_shows_a_decision_as_recorded_falls_with_that(judged, tmp_path):
    say(judged, "eligible")
    sign(judged)
    made = seal_as(judged, "ctl")
    assert verdict(judged, made, tmp_path).is_sound
    (decision,) = signed(judged, role="rev")
    judged.execute(do.WithdrawSignOff(sign_off=decision.id, reason="Another page."))
    found = verdict(judged, made, tmp_path)
    assert (codes(found), found.is_sound) == (["shown_ended"], False)
