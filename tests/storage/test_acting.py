"""Who decides for somebody else, and whose scan is the evidence of which decision."""

from __future__ import annotations

import hashlib

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from tests.asking import line_of
from tests.storage.conftest import freeze_proposal
from tests.storage.signing import sign
from tests.walk import Walker


@pytest.fixture
def begun(at):
    """A frozen proposal that its lecturer has signed; a deputy of the Dean is in the directory."""
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme")
    desk.execute(do.AddPerson(name="VICE"))
    return desk


def kept_of(desk, role: str) -> SignOff:
    form = line_of(desk, "F2").form_id
    with desk.store.read() as reader:
        return reader.select(SignOff, form_id=form, role=role)[-1]


def attach_scan(desk) -> None:
    digest = hashlib.sha256(b"scan").hexdigest()
    path = desk.store.file_path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"scan")
    desk.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="scan.pdf", digest=digest, size=4,
                               purpose="scan"))  # fmt: skip


def test_who_signs_in_the_program_for_somebody_shows_the_letter_or_owes_it(app, begun):
    """The letter is typed by the signer alone: all see that its scan is owed (decisions.md, 15)."""
    acting = {"person": "VICE", "capacity": "a.n.", "on_behalf_of": "DEAN-LAW", "letter": "7/2026"}
    with app.acting_as(begun, "VICE"):
        begun.execute(sign(begun, "F2", "dean", medium="program", **acting))
        assert kept_of(begun, "dean").scan_owed
        attach_scan(begun)
    assert kept_of(begun, "dean").scan_owed, "who signed does not vouch for the own letter"
    attach_scan(begun)
    assert not kept_of(begun, "dean").scan_owed


def test_paper_names_the_faculty_or_programme_whose_office_a_deputy_acts_for(begun):
    for role, boss in (("dean", "DEAN-LAW"), ("hsp", "HSP-LAW")):
        begun.execute(sign(begun, "F2", role, person="VICE", capacity="a.n.", on_behalf_of=boss,
                           letter="7/2026", medium="paper"))  # fmt: skip
    form = next(line.form_id for line in begun.outline("MC-1").forms if line.kind == "F2")
    sheet = begun.sheet(form, "frozen")
    found = {line.role: line.office_of for line in sheet.signatures if line.decision}
    assert found["dean"] == sheet.header.faculty
    assert found["hsp"] == sheet.header.programme
    begun.execute(do.ChangeFaculty(faculty="LAW", name_en="Justice", name_id="Keadilan"))
    again = {line.role: line.office_of for line in begun.sheet(form, "frozen").signatures}
    assert again["dean"] == found["dean"]


def test_a_scan_is_the_evidence_of_what_one_may_file(app, begun):
    """Of one's own decision; by who may record or fill, of everybody's."""
    for role in ("dean", "hsp"):
        begun.execute(sign(begun, "F2", role, scan_owed=True))
    with app.acting_as(begun, "DEAN-LAW"):
        attach_scan(begun)
    assert not kept_of(begun, "dean").scan_owed
    assert kept_of(begun, "hsp").scan_owed
    attach_scan(begun)
    assert not kept_of(begun, "hsp").scan_owed
