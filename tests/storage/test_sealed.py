"""A sealed PDF comes back: which form, version and round it is, and whether it is that text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from mcdesk import i18n
from mcdesk.application.days import show_date
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_of
from mcdesk.reports.form import print_form
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.script import running
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.signing.added import added_to
from tests.asking import form_of
from tests.storage.conftest import verdict
from tests.storage.sealing import drawn, font_changed, noted, paged, sealed
from tests.walk import Walker

WRITTEN = b"BT /F1 30 Tf 100 700 Td (APPROVED FOR 60 CREDITS) Tj ET"


@pytest.mark.parametrize(
    ("change", "text", "code", "is_sound"),
    [
        (partial(drawn, WRITTEN), "other", "added_drawn", False),
        (partial(drawn, b"1 g 50 50 300 300 re f"), "added", "added_drawn", True),
        (noted, "added", "added_note", False),
        (font_changed, "added", "added_drawn", True),
    ],
)
def test_what_was_added_to_a_print_before_it_was_signed_is_told(
    proposal, tmp_path, change, text, code, is_sound
):
    found = verdict(proposal, sealed(proposal, change=change), tmp_path)
    assert (found.text, found.is_sound) == (text, is_sound)
    (told,) = (each for each in found.findings if each.code.startswith("added_"))
    assert told.code == code
    assert "1" in told.sentence("en")


def test_pages_behind_a_print_are_told(proposal, tmp_path):
    found = verdict(proposal, sealed(proposal, change=paged), tmp_path)
    assert not found.is_sound
    assert "several" in [each.code for each in found.findings]
    made = print_to_seal(proposal.sheet(form_of(proposal, "F2"), "frozen"))[0]
    (one,) = added_to(sealed(proposal, change=paged), made)
    assert (one.kind, one.pages) == ("page", (len(PdfReader(BytesIO(made)).pages) + 1,))


def test_a_note_in_a_file_written_anew_is_told(proposal, tmp_path):
    pdf = PdfWriter(clone_from=BytesIO(sealed(proposal, change=noted)))
    out = BytesIO()
    pdf.write(out)
    found = verdict(proposal, out.getvalue(), tmp_path)
    assert found.text == "same"
    assert "added_note" in [each.code for each in found.findings]


def test_a_sealed_form_that_comes_back_is_known_by_its_code(proposal, tmp_path):
    found = verdict(proposal, sealed(proposal), tmp_path)
    assert found.is_sound, found
    assert (found.print.card_code, found.print.kind, found.print.version) == ("MC-1", "F2", 1)
    assert (found.text, found.pages) == ("exact", ())
    (line,) = found.seals
    assert (line.role, line.name, line.holds, line.own) == ("sme", "SME-03", True, True)
    assert line.role_label.en


def test_an_earlier_version_is_still_that_text_but_no_longer_the_one_that_counts(
    proposal, tmp_path
):
    data, form = sealed(proposal), form_of(proposal, "F2")
    proposal.execute(do.ChangeForm(form=form, reason="r"))
    proposal.execute(do.SetValue(form=form, path="p10", new="Something else entirely."))
    Walker(proposal).freeze("F2")
    found = verdict(proposal, data, tmp_path)
    assert found.text == "exact"
    assert found.print.state == "earlier"


def test_a_file_that_another_program_wrote_anew_is_compared_by_its_words(proposal, tmp_path):
    plain = BytesIO()
    print_form(proposal.sheet(form_of(proposal, "F2"), "frozen"), plain)
    writer = PdfWriter(clone_from=plain)
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    found = verdict(proposal, out.getvalue(), tmp_path)
    assert (found.text, found.is_sound) == ("same", False)
    assert [finding.code for finding in found.findings] == ["unsigned"]


def test_a_text_that_was_written_into_it_is_told_with_its_page(proposal, tmp_path):
    plain = BytesIO()
    print_form(proposal.sheet(form_of(proposal, "F2"), "frozen"), plain)
    writer = PdfWriter(clone_from=plain)
    from reportlab.pdfgen.canvas import Canvas

    stamp = Canvas(BytesIO())
    stamp.drawString(100, 400, "APPROVED FOR 60 CREDITS")
    writer.pages[1].merge_page(PdfReader(BytesIO(stamp.getpdfdata())).pages[0])
    out = BytesIO()
    writer.write(out)
    found = verdict(proposal, out.getvalue(), tmp_path)
    assert (found.text, found.pages) == ("other", (2,))


def test_a_print_made_into_pictures_has_no_text_to_compare(proposal, tmp_path):
    plain = BytesIO()
    print_form(proposal.sheet(form_of(proposal, "F2"), "frozen"), plain)
    document = pypdfium2.PdfDocument(plain.getvalue())
    pages = [page.render(scale=2).to_pil().convert("L") for page in document]
    document.close()
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=144)
    found = verdict(proposal, out.getvalue(), tmp_path)
    assert (found.text, found.is_sound) == ("pictures", False)
    assert "no text to compare" in found.text_answer.sentence("en")


def test_what_is_no_form_of_ours_says_so(proposal, tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    stranger = Canvas(BytesIO())
    stranger.drawString(100, 400, "A bill")
    found = verdict(proposal, stranger.getpdfdata(), tmp_path)
    assert found.text == "unknown"
    assert found.print is None
    assert {finding.code for finding in found.findings} == {"unsigned", "no_form"}
    assert verdict(proposal, b"no pdf", tmp_path).findings[0].code == "no_pdf"


def test_the_script_says_what_a_pdf_is_and_exits_by_it(proposal, tmp_path, capsys):
    good = tmp_path / "good.pdf"
    good.write_bytes(sealed(proposal))
    workspace = str(proposal.store.path)
    proposal.close()

    def verify(*given: str) -> tuple[int, str]:
        code = run(parser().parse_args(["verify", "--workspace", workspace, *given]), App())
        return code, capsys.readouterr().out

    code, said = verify(str(good))
    assert code == running.DONE
    assert "byte for byte" in said
    assert "Signed by SME-03" in said
    assert said.endswith("In order\n")
    assert json.loads(verify(str(good), "--json")[1])["current"] is True
    good.write_bytes(good.read_bytes() + b"\n")
    code, said = verify(str(good), "--json")
    assert code == running.REFUSED
    assert '"tail"' in said
    assert verify(str(tmp_path / "none.pdf"))[0] == running.USAGE


def test_the_script_tells_that_an_earlier_text_is_not_current(proposal, tmp_path, capsys):
    earlier = tmp_path / "earlier.pdf"
    earlier.write_bytes(sealed(proposal))
    form = form_of(proposal, "F2")
    proposal.execute(do.ChangeForm(form=form, reason="Other words"))
    proposal.execute(do.SetValue(form=form, path="p47", new="Other words"))
    proposal.execute(do.FreezeForm(form=form))
    given = ["verify", "--workspace", str(proposal.store.path), str(earlier), "--json"]
    proposal.close()
    assert run(parser().parse_args(given), App()) == running.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["current"]) == (True, False)
    assert [each["state"] for each in told["prints"]] == ["earlier"]


def test_the_script_speaks_one_language_and_says_each_remark_once(proposal, tmp_path, capsys):
    from reportlab.pdfgen.canvas import Canvas

    stranger = Canvas(BytesIO())
    for number in range(3):
        stranger.drawString(100, 400, f"A bill, {number}")
        stranger.showPage()
    pdf = PdfWriter(clone_from=BytesIO(sealed(proposal)))
    pdf.append(BytesIO(stranger.getpdfdata()))
    mixed, late = tmp_path / "mixed.pdf", tmp_path / "late.pdf"
    with mixed.open("wb") as out:
        pdf.write(out)
    late.write_bytes(sealed(proposal) + b"\n")
    workspace = str(proposal.store.path)
    first = len(PdfReader(mixed).pages) - 2
    proposal.close()

    def verify(name: str, language: i18n.Language) -> list[str]:
        i18n.use_language(language)
        given = ["verify", "--workspace", workspace, str(tmp_path / name)]
        assert run(parser().parse_args(given), App()) == running.REFUSED
        return capsys.readouterr().out.splitlines()

    try:
        said = verify("late.pdf", "id")
        (signed,) = (line for line in said if "SME-03" in line)
        assert day_of(datetime.now(UTC).isoformat()) not in signed
        assert show_date(day_of(datetime.now(UTC).isoformat()), "id") in signed
        assert said[-1] == "Tidak beres"
        assert not any(
            word in "\n".join(said) for word in ("signed", "order", "HOLD", "certificate")
        )
        said = verify("mixed.pdf", "en")
        pages = f"Pages {first}–{first + 2}: "
        assert sum("No code" in line for line in said) == 1
        assert any(line.startswith(pages) for line in said), said
        assert any(line.startswith(f"Pages 1–{first - 1}: ") for line in said), said
        assert said[-1] == "Not in order"
    finally:
        i18n.use_language("en")


class TestOtherDays:
    """A print that was made on another day than it comes back."""

    def printed(self, desk) -> bytes:
        out = BytesIO()
        print_form(desk.sheet(form_of(desk, "F2"), "frozen"), out)
        return out.getvalue()

    def change(self, desk, title: str) -> None:
        desk.execute(do.ChangeForm(form=form_of(desk, "F2"), reason="A word"))
        desk.execute(do.SetValue(form=form_of(desk, "F2"), path="p2", new=title))

    def test_a_print_made_before_another_signed_has_the_text(self, proposal, tmp_path):
        assert verdict(proposal, self.printed(proposal), tmp_path).text == "exact"
        Walker(proposal).sign("F2", "sme")
        before = self.printed(proposal)
        Walker(proposal).sign("F2", "hsp", "dean")
        found = verdict(proposal, before, tmp_path)
        assert (found.text, found.pages) == ("dated", ())
        assert verdict(proposal, self.printed(proposal), tmp_path).text == "exact"

    def test_one_with_another_word_is_told_as_such_on_any_day(self, proposal, tmp_path):
        sheet = proposal.sheet(form_of(proposal, "F2"), "frozen")
        values = {**sheet.content.values, "p2": "Another title"}
        out = BytesIO()
        print_form(replace(sheet, content=replace(sheet.content, values=values)), out)
        assert verdict(proposal, out.getvalue(), tmp_path).text == "other"
        Walker(proposal).sign("F2", "sme")
        assert verdict(proposal, out.getvalue(), tmp_path).text == "other"

    def test_one_made_before_the_form_was_changed_has_the_text(self, proposal, tmp_path):
        Walker(proposal).sign("F2", "sme")
        before = self.printed(proposal)
        self.change(proposal, "Another title")
        found = verdict(proposal, before, tmp_path)
        assert found.text == "dated"
        assert [state for state, _answer in found.answers] == ["changed"]

    def test_one_marked_void_is_called_so_also_when_the_form_is_as_it_was(self, proposal, tmp_path):
        Walker(proposal).sign("F2", "sme")
        title = proposal.form(form_of(proposal, "F2")).content.value("p2")
        self.change(proposal, "Another title")
        void = self.printed(proposal)
        assert verdict(proposal, void, tmp_path).text == "void"
        proposal.execute(do.SetValue(form=form_of(proposal, "F2"), path="p2", new=title))
        found = verdict(proposal, void, tmp_path)
        assert found.text == "void"
        assert not found.is_sound
