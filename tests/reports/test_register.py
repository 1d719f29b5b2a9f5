"""The register of a period: who stands in it, what the columns say, and how it lies on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from mcdesk.exchange.workbook_out import write_tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from mcdesk.procedure.stage import Label
from mcdesk.reports.register import print_register
from tests.reports.reading import text_of
from tests.walk import Walker

ODD = Period("2026/2027", "odd")
TODAY = date(2026, 11, 23)


@pytest.fixture
def walker(desk, card):
    made = Walker(desk)
    made.to("baseline")
    return made


def registered(walker: Walker, year="2026/2027", semester="odd") -> None:
    """Put MC-1 into the register of a period."""
    desk = walker.desk
    desk.execute(do.OpenForm(card="MC-1", form="F4"))
    for path, new in (("year", year), ("semester", semester), ("remarks", "Wait <b>for</b> HC")):
        desk.execute(do.SetValue(form="MC-1/F4", path=path, new=new))


def test_a_card_without_a_period_stands_apart_until_its_entry_names_one(walker, desk):
    told = desk.register()
    assert (told.period, [line.code for line in told.lines]) == (Period(), ["MC-1"])
    registered(walker)
    told = desk.register()
    assert (told.period, [line.code for line in told.lines]) == (ODD, ["MC-1"])
    assert told.periods == (ODD,)
    assert desk.register(Period("2025/2026", "even")).lines == ()


def test_the_columns_come_from_the_other_forms(walker, desk):
    registered(walker)
    (line,) = desk.register(ODD).lines
    assert line.title.en == "Drafting Digital Contracts MC-1"
    assert (line.sme, line.designer, line.stage_number) == ("SME-03", "ID-02", 5)
    assert line.hours is not None
    assert line.modules is not None
    assert line.start is not None
    assert line.changed_on is not None
    assert line.remarks == "Wait <b>for</b> HC"


def test_it_lies_on_its_side_with_totals_and_marks_what_was_left_out(walker, desk):
    registered(walker)
    out = BytesIO()
    told = desk.register(ODD)
    assert print_register(told, out) == 1
    page = PdfReader(out).pages[0]
    assert page.mediabox.width > page.mediabox.height
    text = text_of(PdfReader(out))
    assert "MC-1" in text
    assert "2026/2027 Gasal" in text
    assert "Accepted" in text
    by_industry = replace(
        told.lines[0], origin=Label("Requested by industry", "Permintaan industri")
    )
    print_register(replace(told, lines=(by_industry,)), out := BytesIO())
    assert "Requested" in text_of(PdfReader(out))
    assert f"modules: {told.lines[0].modules}" in page.extract_text().splitlines()
    assert "Micro-credentials: 1; hours:" in text
    assert "<b>for</b>" in text
    assert "filtered" not in text
    out = BytesIO()
    print_register(told.only([]), out)
    assert "0 of 1: the list was filtered" in text_of(PdfReader(out))


def test_cancelled_reading_gives_nothing(walker, desk):
    registered(walker)
    assert desk.register(ODD, lambda _done, _of: False) is None


def test_the_workbook_has_the_same_columns(walker, desk, tmp_path):
    registered(walker)
    out = tmp_path / "register.xlsx"
    write_tables(out, "id", [desk.register(ODD).table])
    (head, row) = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    known = dict(zip(head, row, strict=True))
    assert known["Kode"] == "MC-1"
    assert known["Tahap"].startswith("5 ")
    assert isinstance(known["Jam"], int | float)


NAMED = {"year": ODD.year, "semester": "odd"}


def printed(register) -> str:
    out = BytesIO()
    print_register(register, out)
    return text_of(PdfReader(out))


def test_a_closed_register_is_printed_as_it_was_signed_and_the_changes_apart(walker, desk):
    registered(walker)
    assert "is signed when its period is closed" in printed(desk.register(ODD))
    desk.execute(do.ClosePeriod(**NAMED))
    text = printed(desk.register(ODD))
    for words in ("CTL/MC/F4-REG/2026/0001", "Version / Versi 1", "2026/2027 Genap",
                  "Verified by CTL", "Place, date"):  # fmt: skip
        assert words in text
    assert "Changed since" not in text
    desk.execute(do.SignPeriod(**NAMED, person="CTL-01", medium="paper", place="Karawaci"))
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another title"))
    register = desk.register(ODD)
    text = printed(register)
    assert "Drafting Digital Contracts MC-1" in text
    assert "Karawaci, 23 Nov 2026" in text
    assert "signed on paper" in text
    assert "scan to follow" in text
    assert "Changed since, as of 23 Nov 2026" in text
    assert "Another title" in text
    assert printed(register) == text


@pytest.mark.parametrize("count", range(1, 9))
def test_the_signatures_of_a_register_never_stand_on_a_page_without_a_row(walker, desk, count):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    register = desk.register(ODD)
    out = BytesIO()
    print_register(replace(register, lines=register.lines * count, of=count), out)
    *_before, last = PdfReader(out).pages
    text = last.extract_text()
    assert "Verified by CTL" in text
    assert "Drafting Digital" in text


def test_a_day_of_the_register_stands_on_one_line(walker, desk):
    registered(walker)
    register = desk.register(ODD)
    (line,) = register.lines
    days = {"start": date(2026, 8, 24), "opening": date(2027, 3, 30), "changed_on": TODAY}
    out = BytesIO()
    print_register(replace(register, lines=(replace(line, **days),)), out)
    text = PdfReader(out).pages[0].extract_text()
    for day in ("24 Aug 2026", "30 Mar 2027", "23 Nov 2026"):
        assert day in text


def test_a_closing_that_was_reopened_is_printed_as_void(walker, desk):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    assert "VOID" not in printed(desk.register(ODD))
    desk.execute(do.ReopenPeriod(**NAMED, reason="A title was wrong"))
    earlier = desk.register(ODD, version=1)
    number = earlier.closing.number
    assert earlier.table.note.en.endswith(f"· {number} · version 1 · VOID since 2026-11-23")
    assert earlier.table.note.id.endswith("versi 1 · TIDAK BERLAKU sejak 2026-11-23")
    text = printed(earlier)
    assert "VOID / TIDAK BERLAKU" in text
    assert "Not valid: reopened on, by" in text
    assert "A title was wrong" in text


def test_a_deputy_verifies_a_register_under_the_office_acted_for(walker, desk):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    acting = {"person": "ID-02", "capacity": "a.n.", "on_behalf_of": "CTL-01", "letter": "7/2026"}
    desk.execute(do.SignPeriod(**NAMED, **acting, medium="paper"))
    text = printed(desk.register(ODD))
    office = desk.register(ODD).closing.signature.role_label
    assert f"a.n. {office.en}" in text
    assert f"a.n. {office.id}" in text
    assert "on behalf of / atas nama CTL-01, 7/2026" in text
    assert "a.n. CTL-01" not in text


def test_a_part_of_a_closed_register_has_no_signatures(walker, desk):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    text = printed(desk.register(ODD).only([]))
    assert "This is a part of the register" in text
    assert "Verified by CTL" not in text


def test_the_workbook_of_a_closed_register_has_the_changes_on_a_sheet(walker, desk, tmp_path):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another title"))
    out = tmp_path / "register.xlsx"
    write_tables(out, "en", desk.register(ODD).tables)
    book = openpyxl.load_workbook(out)
    (_head, row) = book.worksheets[1].iter_rows(values_only=True)
    assert row[:2] == ("MC-1", "Title")
    assert row[3] == "Another title"


def test_the_carried_over_card_says_where_it_comes_from(walker, desk):
    registered(walker)
    desk.execute(do.ClosePeriod(**NAMED))
    assert "carried over from 2026/2027 Odd" in printed(desk.register(ODD.following()))
