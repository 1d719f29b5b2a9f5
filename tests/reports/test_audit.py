"""What an audit visit is shown: who and what is in it, names or not, on paper and as a workbook."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from mcdesk.application.views import Extent
from mcdesk.errors import Refused, Trouble
from mcdesk.exchange.workbook_out import write_tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.reports.audit import print_audit
from mcdesk.ui.printing.audit_print import free_place, print_with_tables
from tests.conftest import TODAY
from tests.reports.reading import outline, text_of
from tests.walk import Walker, create

YEAR = {"since": TODAY - timedelta(days=300), "until": TODAY}


@pytest.fixture
def walked(desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    partner = {"organisation": "=HYPERLINK(1)", "sector": "Law", "contact": "Ms. Partner",
               "involvement": "confirmed_need"}  # fmt: skip
    desk.execute(do.AddRow(form="MC-1/F2", field="p12", cells=partner))
    desk.execute(do.AddFaculty(code="BUS", name_en="Business"))
    desk.execute(do.AddProgramme(code="ACC", name_en="Accounting", faculty="BUS"))
    create(desk, "MC-2")
    return desk


TABLES = ("index", "partners", "approvals", "eligibility", "exceptions", "load")


def table(audit, id_: str):
    return audit.tables[TABLES.index(id_)]


def printed(audit) -> PdfReader:
    out = BytesIO()
    assert print_audit(audit, out)
    return PdfReader(BytesIO(out.getvalue()))


def test_it_holds_index_partners_approvals_and_load(walked):
    audit = walked.audit(Extent(**YEAR, names=True))
    assert [row[0] for row in table(audit, "index").rows] == ["MC-1", "MC-2"]
    (partner,) = table(audit, "partners").rows
    assert partner[1:4] == ("=HYPERLINK(1)", "Law", "Ms. Partner")
    assert partner[4].en == "Confirmed the need"
    assert len(table(audit, "approvals").rows) == 4  # R1 and R2, two signers each
    load = {row[0]: row[2:] for row in table(audit, "load").rows}
    assert load["SME-03"] == (2, 2, "MC-1, MC-2")


def test_it_knows_faculty_programme_and_period(walked):
    assert walked.audit(Extent(**YEAR, faculty="LAW")).cards == 2
    assert walked.audit(Extent(**YEAR, programme="ACC")).cards == 0
    assert walked.audit(Extent(**YEAR, faculty="LAW")).scope == Label("Law", "Hukum")
    before = Extent(since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert walked.audit(before).cards == 0
    with pytest.raises(Refused, match="NOPE"):
        walked.audit(Extent(**YEAR, faculty="NOPE"))


def test_a_card_that_ended_before_the_period_is_not_in_it(walked):
    walked.execute(do.CancelCard(card="MC-2", reason="no need"))
    later = Extent(since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=9))
    assert [row[0] for row in table(walked.audit(later), "index").rows] == ["MC-1"]
    assert len(table(walked.audit(later), "approvals").rows) == 0


def test_without_names_numbers_stand_for_people_everywhere(walked):
    audit = walked.audit(Extent(**YEAR))
    told = text_of(printed(audit))
    for name in ("SME-03", "ID-02", "HSP-LAW", "Ms. Partner"):
        assert name not in told
    assert "Person 1" in told
    assert "Orang 1" in told
    people = {row[0].en for row in table(audit, "load").rows}
    signers = {row[5].en for row in table(audit, "approvals").rows}
    assert len(people & signers) == 2  # the SME and the ID are the same persons in both


def test_exceptions_stand_in_it_with_what_is_owed(walked):
    walked.execute(
        do.MoveCardByException(card="MC-1", to="timeline", reason="the Dean is abroad",
                          instructed_by="Vice-Rector", owed="the Dean's approval",
                          owed_by="SME-03", until="2026-12-20")
    )  # fmt: skip
    (row,) = table(walked.audit(Extent(**YEAR, names=True)), "exceptions").rows
    assert row[3:5] == ("the Dean's approval", "SME-03")
    assert row[6] == "the Dean is abroad"


@pytest.mark.parametrize(
    "owed",
    ["the approval that sme-03 signs", "a word with Ms. Partner (081234567, partner@firm.example)"],
)
def test_without_names_an_exception_says_which_forms_are_owed_and_what_is_left_out(
    walked, tmp_path, owed
):
    """No list of names tells who may be named in what a person typed."""
    walked.execute(
        do.MoveCardByException(card="MC-1", to="timeline", reason="SME-03 is abroad",
                          instructed_by="Vice-Rector", owed=owed,
                          owed_by="SME-03", until="2026-12-20")
    )  # fmt: skip
    audit = walked.audit(Extent(**YEAR))
    (row,) = table(audit, "exceptions").rows
    assert row[3].en == "Forms of this stage: F2 Proposal; what is owed in words: (left out)"
    assert row[3].id == "Formulir tahap ini: F2 Proposal; uraian tanggungan: (dihilangkan)"
    assert row[6] == Label("(left out)", "(dihilangkan)")
    (partner,) = table(audit, "partners").rows
    assert partner[3] == row[6]
    told = text_of(printed(audit))
    assert not [word for word in ("SME-03", "Ms.", "0812", "firm.", "signs") if word in told]
    out = tmp_path / "audit.xlsx"
    write_tables(out, "en", audit.tables)
    sheet = openpyxl.load_workbook(out)["Exceptions"]
    assert sheet["G2"].value == "(left out)"
    assert sheet["D2"].value == row[3].en


def test_every_table_has_its_page_and_bookmark(walked):
    reader = printed(walked.audit(Extent(**YEAR)))
    marks = outline(reader)
    for title in ("Contents", "Micro-credentials", "Partners", "Approvals", "Eligibility",
                  "Exceptions", "Staff load"):  # fmt: skip
        page = reader.pages[marks[title] - 1]
        assert title in re.sub(r"\s+", " ", page.extract_text())
    wide = reader.pages[marks["Approvals"] - 1].mediabox
    assert wide.width > wide.height


def test_the_workbook_has_days_numbers_and_no_formula(walked, tmp_path):
    """Fault 39 of reliability.md."""
    out = tmp_path / "audit.xlsx"
    write_tables(out, "id", walked.audit(Extent(**YEAR, names=True)).tables)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Kredensial mikro", "Mitra", "Persetujuan", "Kelayakan",
                               "Pengecualian", "Beban kerja"]  # fmt: skip
    partner = book["Mitra"]["B2"]
    assert (partner.value, partner.data_type, partner.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert book["Persetujuan"]["A2"].is_date
    assert book["Beban kerja"]["C2"].value in (1, 2)
    assert book["Mitra"]["E2"].value == "Membenarkan kebutuhan"
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_pdf_and_tables_lie_beside_each_other_and_replace_nothing(walked, tmp_path):
    audit, out = walked.audit(Extent(**YEAR)), tmp_path / "audit.pdf"
    (tmp_path / "audit.xlsx").write_text("somebody's own")
    assert print_with_tables(audit, out, lambda _done, _of: True) > 6
    assert (tmp_path / "audit.xlsx").read_text() == "somebody's own"
    assert openpyxl.load_workbook(tmp_path / "audit (2).xlsx")
    assert free_place(out).name == "audit (3).xlsx"


def test_cancelled_nothing_is_written(walked, tmp_path):
    audit = walked.audit(Extent(**YEAR))
    assert print_with_tables(audit, tmp_path / "audit.pdf", lambda done, _of: done < 3) == 0
    assert list(tmp_path.glob("audit*")) == []
    assert walked.audit(Extent(**YEAR), lambda _done, _of: False) is None


def test_a_place_for_tables_that_cannot_be_written_is_told(walked, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble, match="could not be written"):
        write_tables(tmp_path / "file" / "a.xlsx", "en", walked.audit(Extent(**YEAR)).tables)


def test_a_score_is_a_number_in_the_workbook_and_a_per_cent_by_its_heading(desk, card, tmp_path):
    walker = Walker(desk)
    walker.to("confirmation")
    walker.fill_confirmation()
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    desk.execute(do.OpenForm(card="MC-1", form="F9"))
    walker.fill("F9", {"e3.A1": "3", "e3.A2": "4"})
    walker.judge("eligible")
    audit = desk.audit(Extent(**YEAR, names=True))
    found = table(audit, "eligibility")
    place = [head.label.en for head in found.heads].index("Score, %")
    scores = [row[place] for row in found.rows]
    assert scores == [Decimal("87.5")]
    write_tables(tmp_path / "audit.xlsx", "en", audit.tables)
    book = openpyxl.load_workbook(tmp_path / "audit.xlsx")
    kept = [row[place] for row in book[found.title.en].iter_rows(min_row=2, values_only=True)]
    assert kept == [87.5]
    told = text_of(printed(audit))
    assert "87.5" in told
    day = [head.label.en for head in found.heads].index("Decided on")
    decided = [row[day] for row in found.rows]
    assert decided[0]
    desk.execute(do.MoveCard(card="MC-1", to="design", reason="One outcome is not met"))
    of_before = table(desk.audit(Extent(**YEAR, names=True)), "eligibility")
    assert [row[day] for row in of_before.rows] == decided, "the result of round 1 had its day"


def test_a_print_has_the_day_that_it_tells_of_in_its_properties(walked):
    assert printed(walked.audit(Extent(**YEAR))).metadata.creation_date.date() == TODAY


def with_code(audit, code: str):
    """Return an audit in which a card has another code."""
    tables = [
        replace(each, rows=tuple(tuple(code if fact == "MC-1" else fact for fact in row)
                                 for row in each.rows))
        for each in audit.tables
    ]  # fmt: skip
    return replace(audit, tables=tuple(tables))


def test_no_code_is_cut_in_any_table(walked):
    """A code that goes on in the next line is read as another one."""
    code = "MC-MUSIC-ENSEMBLE-2601"
    audit = with_code(walked.audit(Extent(**YEAR, names=True)), code)
    text = "\n".join(page.extract_text() for page in printed(audit).pages)
    shown = sum(row.count(code) for each in audit.tables for row in each.rows)
    assert shown > 5
    assert text.count(code) == shown
    assert "Assignment" in text


def test_a_code_of_endless_length_leaves_the_other_columns_their_room(walked):
    audit = with_code(walked.audit(Extent(**YEAR, names=True)), "MC-" + "X" * 90)
    text = "\n".join(page.extract_text() for page in printed(audit).pages)
    assert "Assignment" in text
    assert "Lecturer (SME)" in text
