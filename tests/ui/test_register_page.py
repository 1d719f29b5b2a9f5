"""The register page: periods, filter, order, totals, what is copied, saved and printed."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from mcdesk.procedure.period import Period
from mcdesk.ui import language
from mcdesk.ui.printing.making import MakingDialog
from mcdesk.ui.register.page import RegisterPage
from tests.ui.kept_preview import Host
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)


@pytest.fixture
def page(qtbot, tasks, tmp_path):
    made = keep(qtbot, tasks, RegisterPage(tasks, Host(tmp_path)))
    made.resize(1158, 768)
    made.show()
    qtbot.waitUntil(lambda: made.data_ is not None)
    return made


def show_several(page: RegisterPage) -> None:
    """Show twelve lines, made of the one that is there."""
    (line,) = page.data_.lines
    lines = tuple(
        replace(line, card_id=f"c{n}", code=f"MC-{n}", late=n if n > 8 else 0, modules=n)
        for n in range(1, 13)
    )
    page.data_ = replace(page.data_, lines=lines, of=12)
    page.show_data(page.data_)


def test_it_opens_at_what_there_is_and_leads_to_the_card(qtbot, page):
    QAbstractItemModelTester(page.view.model())
    assert page.periods.currentText() == "Without a period yet"
    assert page.totals.text().startswith("1 micro-credential · ")
    with qtbot.waitSignal(page.card_opened) as opened:
        page.view.setFocus()
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == [page.data_.lines[0].card_id]


def test_an_empty_period_says_how_one_is_entered(qtbot, page):
    page.choose(Period("2030/2031", "even"))
    qtbot.waitUntil(lambda: page.periods.currentText() == "2030/2031 Even")
    assert "(F4)" in page._empty.text()
    assert page._empty.isVisible()
    assert not page.printer.isEnabled()


def test_numbers_are_sorted_by_size_and_the_filter_counts(page):
    show_several(page)
    page.view.sortByColumn(12, Qt.SortOrder.DescendingOrder)
    assert page.view.shown_ids[:3] == ["c12", "c11", "c10"]
    page.late.setChecked(True)
    assert sorted(page.view.shown_ids) == ["c10", "c11", "c12", "c9"]
    assert "4 late" in page.totals.text()
    page.search.setText("MC-9")
    assert page.view.shown_ids == ["c9"]
    page.search.setText("nothing")
    assert page._empty.text() == "Nothing here fits the filter."


def test_what_is_shown_is_copied_saved_and_printed(qtbot, page, tmp_path):
    show_several(page)
    page.view.sortByColumn(12, Qt.SortOrder.DescendingOrder)
    page.late.setChecked(True)
    page.copier.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [row.split("\t")[1] for row in copied] == ["Code", "MC-12", "MC-11", "MC-10", "MC-9"]
    page.exporter.click()
    qtbot.waitUntil(lambda: page.totals.text().startswith("Saved as"))
    (book,) = tmp_path.glob("*.xlsx")
    codes = [row[1] for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True)]
    assert codes == ["Code", "MC-12", "MC-11", "MC-10", "MC-9"]
    page.printer.click()
    (made,) = page.findChildren(MakingDialog)
    qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
    assert "4 of 12" in PdfReader(made.path).pages[0].extract_text()


def test_the_other_language_keeps_period_and_filter(qtbot, page):
    page.search.setText("MC")
    language.switch("id")
    qtbot.waitUntil(lambda: page.view.lines.headerData(1, Qt.Orientation.Horizontal) == "Kode")
    assert page.search.text() == "MC"
    assert page.periods.currentText() == "Belum ada periode"
