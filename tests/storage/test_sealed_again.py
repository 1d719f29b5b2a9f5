"""A seal belongs to one decision: withdrawn, it serves no other one, and its PDF nobody else."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from mcdesk.application.seals import Sealed, mark_of, named_in, note_of, pdfs_of
from mcdesk.application.views import FileLine
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from mcdesk.reports.seal import seal_face, seal_reason
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.script import running
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.sealing import Sealing
from mcdesk.signing.certificates import own_identity, read_pkcs12
from mcdesk.signing.seal import Place, Words, prepare, room_of
from mcdesk.signing.seal import seal as seal_pdf
from tests.asking import form_of
from tests.storage.certificates import BEGIN, certificate_of
from tests.storage.conftest import freeze_proposal, verdict
from tests.walk import PEOPLE, Walker

DIGEST = "0123456789ab" * 6


@pytest.fixture
def signed(at):
    """A proposal that lecturer and Head signed."""
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme", "hsp")
    desk.pdf_secret = lambda: b"1" * 32
    return desk


def line_of(desk, role: str):
    return next(line for line in desk.form(form_of(desk, "F2")).signatures if line.role == role)


def seal(desk, role: str) -> bytes:
    me = desk.info().person_id
    desk.use_person(line_of(desk, role).person_id)
    Sealing(form_of(desk, "F2"), role)(desk)
    desk.use_person(me)
    return pdf_of(desk, role)


def pdf_of(desk, role: str) -> bytes:
    return desk.file_path(line_of(desk, role).sealed.digest).read_bytes()


def withdraw(desk, role: str) -> None:
    id_ = line_of(desk, role).sign_off_id
    desk.execute(do.WithdrawSignOff(sign_off=id_, reason="Wrong."))


def held(found) -> dict[str, list[str]]:
    return {each.role: [finding.code for finding in each.findings] for each in found.seals}


def test_what_is_printed_to_be_sealed_is_the_same_on_any_day(signed, monkeypatch):
    """A seal that waits over midnight goes into the same bytes, and the next signer adds to it."""
    today = signed.today
    made = print_to_seal(signed.sheet(form_of(signed, "F2"), "frozen"))[0]
    first = seal(signed, "hsp")
    monkeypatch.setattr(signed, "_day", lambda: today + timedelta(days=1))
    assert signed.today > today
    sheet = signed.sheet(form_of(signed, "F2"), "frozen")
    assert sheet.as_of > today
    assert print_to_seal(sheet)[0] == made
    assert seal(signed, "sme").startswith(first)


def test_the_next_decision_of_a_role_is_not_sealed_by_the_withdrawn_one(signed, tmp_path):
    before = seal(signed, "hsp")
    found = verdict(signed, before, tmp_path)
    assert found.is_sound
    assert found.seals[0].reason.endswith("23 Nov 2026"), "people need no mark"
    withdraw(signed, "hsp")
    found = verdict(signed, before, tmp_path)
    assert (found.is_sound, held(found)) == (False, {"hsp": ["withdrawn_decision"]})
    form = form_of(signed, "F2")
    with signed.store.read() as reader:
        (kept,) = reader.select(SignOff, form_id=form, role="hsp")
    assert kept.withdrawn_on in found.seals[0].findings[0].sentence("en")
    signed.execute(do.SignForm(form="MC-1/F2", role="hsp", person=PEOPLE["hsp"],
                               decision="return", note="No.", medium="paper",
                               scan_owed=True))  # fmt: skip
    assert line_of(signed, "hsp").sealed is None
    assert not verdict(signed, before, tmp_path).is_sound


def test_the_same_decision_made_again_is_sealed_anew_in_a_fresh_pdf(signed, tmp_path):
    before = seal(signed, "hsp")
    withdraw(signed, "hsp")
    Walker(signed).sign("F2", "hsp")
    assert line_of(signed, "hsp").sealed is None
    now = seal(signed, "hsp")
    assert not now.startswith(before)
    assert verdict(signed, now, tmp_path).is_sound
    found = verdict(signed, before, tmp_path)
    assert held(found) == {"hsp": ["withdrawn_decision"]}


def test_another_person_in_the_role_can_seal(signed, tmp_path):
    seal(signed, "hsp")
    withdraw(signed, "hsp")
    signed.execute(do.SignForm(form="MC-1/F2", role="hsp", person="GD-01", decision="approve",
                               medium="paper", scan_owed=True, capacity="a.n.",
                               on_behalf_of="HSP-LAW", letter="12/X"))  # fmt: skip
    assert line_of(signed, "hsp").sealed is None
    made = seal(signed, "hsp")
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, [each.name for each in found.seals]) == (True, ["GD-01"])


def test_who_seals_next_takes_the_pdf_from_before_the_withdrawn_seal(signed, tmp_path):
    withdraw(signed, "hsp")  # else the print would show it
    first = seal(signed, "sme")
    Walker(signed).sign("F2", "hsp")
    both = seal(signed, "hsp")
    assert both.startswith(first)
    withdraw(signed, "hsp")
    assert pdf_of(signed, "sme") == first, "that with the withdrawn seal is shown no more"
    Walker(signed).sign("F2", "dean")
    made = seal(signed, "dean")
    assert made.startswith(first)
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, held(found)) == (True, {"sme": [], "dean": []})
    assert pdf_of(signed, "sme") == made
    Walker(signed).sign("F2", "hsp")
    whole = verdict(signed, seal(signed, "hsp"), tmp_path)
    assert (whole.is_sound, list(held(whole))) == (True, ["sme", "dean", "hsp"])


def test_who_sealed_behind_a_withdrawn_seal_seals_once_more(signed, tmp_path):
    seal(signed, "sme")
    both = seal(signed, "hsp")
    withdraw(signed, "sme")
    assert line_of(signed, "hsp").sealed is None
    assert not verdict(signed, both, tmp_path).is_sound
    made = seal(signed, "hsp")
    found = verdict(signed, made, tmp_path)
    assert (found.is_sound, held(found)) == (True, {"hsp": []})


def test_a_note_names_what_a_pdf_carries_and_shows():
    mark = mark_of(2, DIGEST, "text")
    first = note_of(mark, "ctl", "one", None, ["zero"])
    carried = named_in(first)
    assert carried is not None
    assert (carried.mark, carried.place, len(carried.seals), len(carried.shown)) == (
        mark, "ctl", 1, 1,
    )  # fmt: skip
    second = named_in(note_of(mark, "hsp_2", "two", carried))
    assert second is not None
    assert (second.place, second.seals[0], second.shown) == (
        "hsp_2", *carried.seals, carried.shown,
    )  # fmt: skip
    assert named_in(f"{mark} hsp") == Sealed(mark, carried.tag, "hsp")
    assert named_in("v2 0123 4567 89ab anything else") is None
    assert named_in(f"{mark} de²n 0123abcd") is None, "a server reads it so, too"


def test_a_pdf_of_a_program_of_before_that_names_no_decision_is_taken_as_it_was(signed):
    lines = signed.form(form_of(signed, "F2")).signatures
    files = [
        FileLine("1", "a.pdf", 1, "d", "sealed", f"{mark_of(1, DIGEST)} hsp", "", "", "", ""),
        FileLine("2", "b.pdf", 1, "d", "sealed", note_of(mark_of(1, DIGEST), "hsp", "gone", None),
                 "", "", "", ""),
    ]  # fmt: skip
    assert [file.id for file, _sealed in pdfs_of(files, 1, DIGEST, "", lines)] == ["1"]


def test_a_text_that_was_frozen_once_more_with_another_signer_is_sealed_for_who_signed_before(
    signed, tmp_path
):
    """What is asked besides makes another version of the same text; sign-offs over it stay."""
    form = form_of(signed, "F2")
    signed.execute(do.ChangeForm(form=form, reason="r"))
    signed.execute(
        do.FreezeForm(form=form, extra_signers=[{"role": "ctl", "act": "", "step": "3"}])
    )
    assert (signed.form(form).revision.version, line_of(signed, "sme").state) == (2, "done")
    assert verdict(signed, seal(signed, "sme"), tmp_path).is_sound


class TestVouching:
    """Who vouches for the name in a seal (docs/decisions/0009)."""

    def forged(self, desk, role: str, who, decided: str = "") -> bytes:
        """Return a fresh print that somebody sealed elsewhere as the decision of a role."""
        sheet = desk.sheet(form_of(desk, "F2"), "frozen")
        data, spots = print_to_seal(sheet)
        empty = prepare(data, [Place(spot.name, spot.page, spot.box) for spot in spots])
        line = line_of(desk, decided or role)
        now = datetime.now(UTC).isoformat()
        face = seal_face(sheet, line, who.name, now, room_of(empty, role))
        return seal_pdf(empty, who, Words(role, who.name, seal_reason(sheet, line)), face)

    def told(self, desk, data: bytes, tmp_path) -> tuple[bool, list[str]]:
        found = verdict(desk, data, tmp_path)
        (one,) = found.seals
        return found.is_sound, [one.vouched.code, *(each.code for each in one.findings)]

    def test_who_sealed_here_with_a_key_vouches_for_it(self, signed, tmp_path):
        assert self.told(signed, seal(signed, "hsp"), tmp_path) == (True, ["vouched_here"])

    def test_a_certificate_that_is_not_known_here_is_told(self, signed, tmp_path):
        seal(signed, "hsp")
        name = line_of(signed, "hsp").person
        forged = self.forged(signed, "hsp", own_identity(b"9" * 32, name, "", BEGIN))
        assert self.told(signed, forged, tmp_path) == (True, ["self_made"])
        other = self.forged(signed, "hsp", own_identity(b"9" * 32, "SOMEBODY", "", BEGIN))
        assert self.told(signed, other, tmp_path) == (True, ["self_made", "other_name"])

    def test_one_of_an_authority_that_is_not_known_here_is_told(self, signed, tmp_path):
        (tmp_path / "own.p12").write_bytes(certificate_of(line_of(signed, "hsp").person, "HOME CA"))
        who = read_pkcs12(tmp_path / "own.p12", "", datetime.now(UTC))
        found = verdict(signed, self.forged(signed, "hsp", who), tmp_path)
        assert (found.seals[0].own, found.seals[0].vouched.code) == (False, "unknown_authority")
        assert "HOME CA" in found.seals[0].vouched.sentence("en")

    def test_another_person_s_certificate_is_remarked_on(self, signed, tmp_path):
        seal(signed, "hsp")
        head = own_identity(b"1" * 32, line_of(signed, "hsp").person, "", BEGIN)
        forged = self.forged(signed, "sme", head)
        assert self.told(signed, forged, tmp_path) == (True, ["vouched_here", "other_person"])

    def test_a_kept_pdf_speaks_for_nobody_but_whose_decision_it_seals(self, signed, tmp_path):
        """The note of a file is its keeper's, its last seal may be anybody's."""
        stranger = own_identity(b"9" * 32, line_of(signed, "hsp").person, "", BEGIN)
        forged = self.forged(signed, "sme", stranger)
        seal(signed, "hsp")
        path = signed.file_path(line_of(signed, "hsp").sealed.digest)
        path.chmod(0o600)
        path.write_bytes(forged)
        again = self.forged(signed, "hsp", stranger)
        assert self.told(signed, again, tmp_path) == (True, ["self_made"])

    def test_the_script_says_it(self, signed, tmp_path, capsys):
        path = tmp_path / "back.pdf"
        path.write_bytes(self.forged(signed, "hsp", own_identity(b"9" * 32, "X", "", BEGIN)))
        given = ["verify", "--workspace", str(signed.store.path), str(path)]
        signed.close()
        assert run(parser().parse_args(given), App()) == running.DONE
        assert "Nobody vouches for this name" in capsys.readouterr().out
        assert run(parser().parse_args([*given, "--json"]), App()) == running.DONE
        (one,) = json.loads(capsys.readouterr().out)["signatures"]
        assert one["vouched"]["code"] == "self_made"
