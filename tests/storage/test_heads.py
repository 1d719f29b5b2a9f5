"""The head of a signed paper: what its card was called, and who led it, when it was frozen."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_form
from tests.asking import form_of
from tests.walk import Walker


def printed(desk, kind: str, way: str = "frozen") -> bytes:
    out = BytesIO()
    print_form(desk.sheet(form_of(desk, kind), way), out)
    return out.getvalue()


def first_page(data: bytes) -> str:
    return " ".join(PdfReader(BytesIO(data)).pages[0].extract_text().split())


def rename(desk) -> None:
    """Give everything in the head of a form another name, and its duties to other people."""
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another Title", title_id="Judul Lain"))
    programme = desk.outline("MC-1").tile.programme_id
    desk.execute(do.ChangeProgramme(programme=programme, name_en="Civil Law", name_id="Perdata"))
    desk.execute(do.ChangeFaculty(faculty="LAW", name_en="Faculty of Justice", name_id="Keadilan"))
    desk.execute(do.AddPerson(name="ID-07", roles=["id"]))
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    for old, new in (("ID-02", "ID-07"), ("SME-03", "SME-08")):
        desk.execute(do.HandOver(from_person=old, to_person=new, reason="leave"))


NEW = ("Another Title", "Judul Lain", "Civil Law", "Faculty of Justice", "ID-07", "SME-08")


def test_a_signed_paper_is_printed_as_it_was_signed_whatever_its_card_is_called_now(app, at):
    desk = at("timeline")
    signed, letter = printed(desk, "F2"), printed(desk, "R1")
    rename(desk)
    draft = first_page(printed(desk, "F3", "draft"))
    assert all(name in draft for name in NEW)
    assert printed(desk, "F2") == signed
    assert printed(desk, "R1") == letter
    assert not any(name in first_page(signed) for name in NEW)
    assert app.check(desk.store.path) == ()


def test_what_is_frozen_afterwards_has_the_names_of_now(at):
    desk = at("timeline")
    rename(desk)
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="renamed"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", new="Something else entirely."))
    Walker(desk).freeze("F2")
    again = printed(desk, "F2")
    assert all(name in first_page(again) for name in NEW)
    desk.execute(do.ChangeCard(card="MC-1", title_en="A Third Title"))
    assert printed(desk, "F2") == again
    revisions = desk.form(form_of(desk, "F2")).revisions
    first = min(revisions, key=lambda line: line.version)
    sheet = desk.sheet(form_of(desk, "F2"), "frozen", first.id)
    assert sheet.header.title_en == "Drafting Digital Contracts MC-1"
    assert sheet.header.designer == "ID-02"


def test_a_form_of_no_round_has_the_round_in_which_its_card_was(at):
    """R14 of a card in round 2 says 2, as R13, F8 and F9 beside it do; what was signed stays."""
    desk = at("confirmation")
    signed = printed(desk, "F2")
    assert "Round / Putaran 1" in first_page(signed)
    desk.execute(do.MoveCard(card="MC-1", to="design", reason="Two outcomes are not met"))
    assert printed(desk, "F2") == signed
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="two more outcomes"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", new="Something else entirely."))
    assert "Round / Putaran 2" in first_page(printed(desk, "F2", "draft"))
    Walker(desk).freeze("F2")
    assert "Round / Putaran 2" in first_page(printed(desk, "F2"))
    assert "Round" not in first_page(printed(desk, "F2", "blank"))
