"""Which PDF of a form was sealed last: the one that carries the others' seals, whatever the clock.

The moment of a kept PDF is that of the clock of who sealed it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from mcdesk.application.seals import named_in
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.script import running, sealing
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.sealing import Sealing
from tests.asking import form_of
from tests.storage.certificates import certificate_of
from tests.storage.conftest import freeze_proposal, verdict
from tests.walk import Walker

AHEAD = timedelta(hours=5)


@pytest.fixture
def signed(at, monkeypatch):
    """A proposal that all but the last two signed; the lecturer's clock was hours ahead."""
    monkeypatch.delenv("MCDESK_PIN", raising=False)
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme", "hsp")
    desk.pdf_secret = lambda: b"1" * 32
    now = desk._now
    with monkeypatch.context() as wrong:
        wrong.setattr(desk, "_now", lambda: now() + AHEAD)
        seal(desk, "sme")
    return desk


def line_of(desk, role: str):
    return line_in(desk.form(form_of(desk, "F2")), role)


def line_in(view, role: str):
    return next(line for line in view.signatures if line.role == role)


def seal(desk, role: str) -> bytes:
    """Seal a decision; return the PDF that was made."""
    me = desk.info().person_id
    desk.use_person(line_of(desk, role).person_id)
    job = Sealing(form_of(desk, "F2"), role)
    job(desk)
    desk.use_person(me)
    (made,) = (each for each in desk.sealed(form_of(desk, "F2")) if each.id == job.file)
    return desk.file_path(made.digest).read_bytes()


def roles_in(desk, data: bytes, folder) -> list[str]:
    return [each.role for each in verdict(desk, data, folder).seals]


def test_who_seals_third_seals_in_the_pdf_that_carries_both_seals(signed, tmp_path):
    seal(signed, "hsp")
    Walker(signed).sign("F2", "dean")
    made = seal(signed, "dean")
    assert roles_in(signed, made, tmp_path) == ["sme", "hsp", "dean"]


def test_nobody_who_sealed_is_said_not_to_have(signed, tmp_path):
    """The Dean decides since the PDF was begun, and seals; the Head's seal need not name it."""
    Walker(signed).sign("F2", "dean")
    seal(signed, "dean")
    made = seal(signed, "hsp")
    assert roles_in(signed, made, tmp_path) == ["sme", "dean", "hsp"]
    assert named_in(line_of(signed, "hsp").sealed.note).shown == named_in(
        line_of(signed, "dean").sealed.note).shown  # fmt: skip


def test_each_who_sealed_is_led_to_the_pdf_that_carries_the_most(signed):
    """The moment that is told stays that of the person's own seal."""
    first = line_of(signed, "sme").sealed
    seal(signed, "hsp")
    both = line_of(signed, "hsp").sealed
    assert line_of(signed, "sme").sealed.digest == both.digest != first.digest
    assert line_of(signed, "sme").sealed.added_at == first.added_at


@pytest.fixture
def script(signed, monkeypatch):
    """Seals by script for the Head, with no key of anybody here."""
    monkeypatch.setattr(sealing, "_own", lambda _desk, view, role: line_in(view, role))
    app = App()
    monkeypatch.setattr(app, "open", lambda *_given, **_named: signed)
    monkeypatch.setattr(app, "close", lambda _desk: None)

    def seal(out: Path, *more: object) -> int:
        given = ["--workspace", signed.store.path, "seal", "MC-1", "F2", "--role", "hsp",
                 *more, "-o", out]  # fmt: skip
        return run(parser().parse_args([str(each) for each in given]), app)

    return seal


def test_a_script_gives_out_the_pdf_that_it_made(signed, tmp_path, script, capsys):
    """Somebody else's PDF of the same form may be later by the clock."""
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    head = line_of(signed, "hsp")
    signed.use_person(head.person_id)
    out = tmp_path / "out.pdf"
    assert script(out) == running.DONE
    said = json.loads(capsys.readouterr().out)
    kept = line_of(signed, "hsp").sealed
    assert (said["file"], said["digest"]) == (kept.id, kept.digest)
    assert roles_in(signed, out.read_bytes(), tmp_path) == ["sme", "hsp"]


def test_a_script_seals_with_a_providers_certificate(signed, tmp_path, script, capsys, monkeypatch):
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    head, file = line_of(signed, "hsp"), tmp_path / "own.p12"
    signed.use_person(head.person_id)
    file.write_bytes(certificate_of(head.person, "HOME CA", "words"))
    monkeypatch.setattr(signed, "key_state", lambda: "locked")  # no PIN is asked for
    out = tmp_path / "out.pdf"
    assert script(out, "--certificate", file) == running.TROUBLE
    assert "the password is wrong" in capsys.readouterr().err
    assert not out.exists()
    monkeypatch.setenv("MCDESK_CERTIFICATE_PASSWORD", "words")
    assert script(out, "--certificate", file) == running.DONE
    found = verdict(signed, out.read_bytes(), tmp_path)
    assert [(line.role, line.own) for line in found.seals] == [("sme", True), ("hsp", False)]
    assert found.is_sound
