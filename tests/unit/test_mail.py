"""E-mail drafts: whom they go to, what stands in them, and what nobody can smuggle in."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from mcdesk import i18n
from mcdesk.application.views import Errand, Mailing
from mcdesk.bootstrap import App
from mcdesk.errors import Refused, Trouble
from mcdesk.exchange.mail import address_of, draft_of, write_drafts
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from tests.asking import form_of
from tests.conftest import TODAY
from tests.walk import Walker


@pytest.fixture(scope="module", name="new_files")
def with_proposal(new_files, tmp_path_factory):
    """The workspaces to copy, and one whose proposal is filled by people with an address."""
    ticks, begun = itertools.count(), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    app = App(now=lambda: begun + timedelta(milliseconds=next(ticks)), day=lambda: TODAY)
    path = tmp_path_factory.mktemp("proposal") / "proposal.mcdesk"
    desk = app.open(Path(shutil.copyfile(new_files["card"], path)))
    people = {entry.name: entry.id for entry in desk.directory().people}
    desk.execute(do.ChangePerson(person=people["SME-03"], email="sme@uph.example"))
    desk.execute(do.ChangePerson(person=people["HSP-LAW"], email="hsp@uph.example"))
    made = Walker(desk)
    made.assignment()
    made.discussion()
    made.fill_proposal()
    app.close(desk)
    return {**new_files, "walker": path}


@pytest.fixture
def walker(desk, card):
    return Walker(desk)


def read(draft: bytes):
    return message_from_bytes(draft, policy=default)


def test_those_whose_turn_it_is_are_asked_to_sign(walker, desk):
    walker.freeze("F2")
    mailing = desk.mailing(form_of(desk, "F2"))
    assert [(e.person, e.address) for e in mailing.errands] == [("SME-03", "sme@uph.example")]
    walker.sign("F2", "sme")
    mailing = desk.mailing(form_of(desk, "F2"))
    assert "SME-03" not in [e.person for e in mailing.errands]
    assert mailing.left_out == ("SME-03",)


def test_a_form_that_is_not_frozen_or_waits_for_nobody_has_no_drafts(walker, desk):
    with pytest.raises(Refused, match="not frozen"):
        desk.mailing(form_of(desk, "F2"))
    with pytest.raises(Refused, match="Nobody is waited for"):
        desk.mailing(form_of(desk, "R2"))


def test_the_draft_names_form_version_and_act_and_carries_the_pdf(walker, desk):
    walker.freeze("F2")
    mailing = desk.mailing(form_of(desk, "F2"))
    message = read(draft_of(mailing, mailing.errands[0], b"%PDF-1.4 the form"))
    assert message["To"] == "SME-03 <sme@uph.example>"
    assert message["Subject"] == (
        "Please sign: Proposal of MC-1 / Mohon ditandatangani: Proposal MC-1"
    )
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message["Date"].datetime.date() == TODAY
    told = message.get_body().get_content()
    assert "(version 1)" in told
    assert told.index("Dear SME-03,") < told.index("Yth. SME-03,")
    assert "Sign it in MC Desk" in told
    assert "says: Proposes." in told
    assert "berbunyi: Mengusulkan." in told
    assert "Penyusunan Kontrak Digital" in told
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "MC-1_F2_v1.pdf"
    assert attached.get_content() == b"%PDF-1.4 the form"


def test_the_draft_begins_with_the_language_in_use(walker, desk):
    walker.freeze("F2")
    mailing = desk.mailing(form_of(desk, "F2"))
    i18n.use_language("id")
    message = read(draft_of(mailing, mailing.errands[0], b"pdf"))
    assert message["Subject"].startswith("Mohon ditandatangani")
    told = message.get_body().get_content()
    assert told.index("Penyusunan Kontrak Digital") < told.index("Drafting Digital Contracts")


def test_f5_goes_to_its_recipients_with_its_message_and_their_components(desk, card):
    walker = Walker(desk)
    walker.to("components")
    people = {entry.name: entry.id for entry in desk.directory().people}
    walker.fill("F5", {"c2": "Please begin with the scripts."})
    cells = {
        "code": "AV1",
        "component": "Script",
        "maker": people["GD-01"],
        "due": "2027-01-15",
        "due_stage": "development",
        "qty": "1",
        "round": "1",
    }
    desk.execute(do.AddRow(form="MC-1/F5", field="c1", cells=cells))
    desk.execute(do.AddRow(form="MC-1/F5", field="c3", cells={"person": people["REV-01"]}))
    walker.freeze("F5")
    mailing = desk.mailing(form_of(desk, "F5"))
    found = {errand.person: errand for errand in mailing.errands}
    assert found["REV-01"].act is None
    assert ("AV1 Script", "2027-01-15") in dict(found["GD-01"].parts)["maker"]
    told = read(draft_of(mailing, found["GD-01"], b"pdf")).get_body().get_content()
    assert "Please begin with the scripts." in told
    assert "- AV1 Script (15 Jan 2027)" in told
    about = read(draft_of(mailing, found["REV-01"], b"pdf"))["Subject"].strip()
    assert about == "For your information: Components of MC-1 / Untuk diketahui: Komponen MC-1"
    row = desk.form(form_of(desk, "F5")).content.table("c3")[-1]
    cell = {"field": "c3", "row": row.id, "column": "acknowledged", "new": TODAY.isoformat()}
    desk.execute(do.SetCell(form="MC-1/F5", **cell))
    walker.sign("F5", "gd:acknowledge")
    again = desk.mailing(form_of(desk, "F5"))
    assert not {"REV-01", "GD-01"} & {errand.person for errand in again.errands}
    assert {"REV-01", "GD-01"} <= set(again.left_out)
    i18n.use_language("id")
    errand = replace(found["GD-01"], parts=(("maker", (("AV1 Script", "2026-12-15"),)),))
    told = read(draft_of(mailing, errand, b"pdf")).get_body().get_content()
    assert "- AV1 Script (15 Des 2026)" in told
    assert "2026-" not in told


def test_f5_says_who_makes_checks_and_gives_the_content_of_what(desk, card):
    walker = Walker(desk)
    walker.to("components")
    people = {entry.name: entry.id for entry in desk.directory().people}
    for who, column in (("SME-03", "maker"), ("SME-03", "checker"), ("SME-03", "content_from"),
                        ("GD-01", "maker")):  # fmt: skip
        given = {"code": "AV1", "component": f"{who} {column}", column: people[who]}
        given = {"due": "2027-01-15", "due_stage": "development", "qty": "1", "round": "1", **given}
        if column != "maker":
            given["maker"] = people["ID-02"]
        desk.execute(do.AddRow(form="MC-1/F5", field="c1", cells=given))
    walker.freeze("F5")
    mailing = desk.mailing(form_of(desk, "F5"))
    found = {errand.person: errand for errand in mailing.errands}
    told = read(draft_of(mailing, found["SME-03"], b"pdf")).get_body().get_content()
    heads = ("You make these components: / Anda membuat komponen ini:",
             "You check these components: / Anda memeriksa komponen ini:",
             "These components are made from your content: / "
             "Komponen ini dibuat dari konten Anda:")  # fmt: skip
    makes, checks, gives = (told.index(head) for head in heads)
    assert makes < told.index("- AV1 SME-03 maker") < checks
    assert checks < told.index("- AV1 SME-03 checker") < gives
    assert gives < told.index("- AV1 SME-03 content_from")
    assert told.count("- AV1 SME-03 maker") == 1
    other = read(draft_of(mailing, found["GD-01"], b"pdf")).get_body().get_content()
    assert heads[0] in other
    assert heads[1] not in other, "they check nothing"
    assert heads[2] not in other


@pytest.fixture
def mailing(walker, desk) -> Mailing:
    walker.freeze("F2")
    return desk.mailing(form_of(desk, "F2"))


@pytest.mark.parametrize("address", [
    "", "nobody", "a@b", "a@b.id, evil@x.id", "a@b.id\r\nBcc: evil@x.id", "<a@b.id>", "a b@c.id",
])  # fmt: skip
def test_an_address_that_cannot_be_meant_is_left_out(mailing, address):
    errand = Errand("Someone", address, Label("Approves", "Menyetujui"))
    assert address_of(errand) is None
    message = read(draft_of(mailing, errand, b"pdf"))
    assert message["To"] is None
    assert message["Bcc"] is None


def test_a_name_cannot_add_a_header(mailing):
    errand = Errand("Dr. A, M.M.\r\nBcc: evil@x.id", "a@b.id", None)
    draft = draft_of(mailing, errand, b"pdf")
    message = read(draft)
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["a@b.id"]


def test_the_same_draft_is_the_same_bytes_and_lines_end_as_mail_wants(mailing):
    draft = draft_of(mailing, mailing.errands[0], b"pdf")
    assert draft == draft_of(mailing, mailing.errands[0], b"pdf")
    assert b"\n" not in draft.replace(b"\r\n", b"")


def test_drafts_replace_nothing_and_tell_where_they_cannot_be_written(mailing, tmp_path):
    twice = (*mailing.errands, *mailing.errands)
    first = write_drafts(mailing, twice, b"pdf", tmp_path)
    second = write_drafts(mailing, mailing.errands, b"pdf", tmp_path)
    names = [path.name for path in (*first, *second)]
    assert names == ["MC-1_F2_v1_SME-03.eml", "MC-1_F2_v1_SME-03_(2).eml",
                     "MC-1_F2_v1_SME-03_(3).eml"]  # fmt: skip
    with pytest.raises(Trouble, match="could not be written"):
        write_drafts(mailing, mailing.errands, b"pdf", tmp_path / "gone")


def test_who_may_only_acknowledge_is_not_asked_to_sign(desk, card):
    walker = Walker(desk)
    walker.to("components")
    walker.freeze("F5")
    mailing = desk.mailing(form_of(desk, "F5"))
    designer = next(errand for errand in mailing.errands if errand.person == "GD-01")
    assert designer.acknowledges
    message = read(draft_of(mailing, designer, b"pdf"))
    assert message["Subject"].strip().startswith("Please acknowledge: Components")
    assert "Acknowledge it in MC Desk" in message.get_body().get_content()
