"""The register page: periods, filter, order, totals, what is copied, saved and printed."""

from __future__ import annotations

import threading
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListWidget

from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from mcdesk.ui import language
from mcdesk.ui.printing.making import MakingDialog
from mcdesk.ui.register.closing import CloseDialog
from mcdesk.ui.register.page import RegisterPage
from mcdesk.ui.register.signing import ReopenDialog, SignRegisterDialog, WithdrawDialog
from tests.ui.kept_preview import Host
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)
from tests.walk import create


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


def test_on_another_day_it_is_read_again(qtbot, page, monkeypatch):
    before = page.data_
    page.new_day()
    qtbot.waitUntil(lambda: page.data_ is not before)


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


# --- the period -------------------------------------------------------------------------------

ODD = Period("2025/2026", "odd")
NAMED = {"year": ODD.year, "semester": ODD.semester}


def enter(desk) -> None:
    """Put MC-1 into a period, and a cancelled MC-2."""
    create(desk, "MC-2")
    for code in ("MC-1", "MC-2"):
        desk.execute(do.OpenForm(card=code, form="F4"))
        desk.execute(do.FillForm(form=f"{code}/F4", values=NAMED))
    desk.execute(do.CancelCard(card="MC-2", reason="No lecturer"))


@pytest.fixture
def period(qtbot, tasks, desk, page):
    enter(desk)
    page.choose(ODD)
    qtbot.waitUntil(lambda: page.data_.period == ODD)
    return page


def opened(qtbot, page, kind):
    """Wait for a dialog of the page."""
    found: list = []

    def is_there() -> bool:
        found[:] = [each for each in page.window().findChildren(kind) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[0]


def listed(dialog: CloseDialog) -> list[list[str]]:
    return [
        [box.item(at).text().split()[0] for at in range(box.count())]
        for box in dialog.findChildren(QListWidget)
    ]


def close(qtbot, page) -> None:
    page.strip.closer.click()
    dialog = opened(qtbot, page, CloseDialog)
    dialog.action.click()
    qtbot.waitUntil(lambda: page.data_.closing is not None)


def test_a_long_title_lays_no_bar_over_the_cards_of_a_closing(qtbot, period, desk):
    desk.execute(do.ChangeCard(card="MC-1", title_en="Drafting digital contracts " * 7))
    period.strip.closer.click()
    dialog = opened(qtbot, period, CloseDialog)
    for box in dialog.findChildren(QListWidget):
        assert not box.horizontalScrollBar().isVisible()
        assert box.visualItemRect(box.item(0)).bottom() < box.viewport().height()
        assert box.item(0).text().split("   ")[1][0].isdigit()  # the stage is never cut
    dialog.reject()


def test_closing_shows_first_what_it_does_and_can_be_undone(qtbot, period, tasks, desk):
    assert period.strip.isVisible()
    period.strip.closer.click()
    dialog = opened(qtbot, period, CloseDialog)
    assert listed(dialog) == [["MC-1"], ["MC-2"]]
    assert desk.register(ODD).closing is None
    with qtbot.waitSignal(period.did) as said:
        dialog.action.click()
    assert said.args == ["2025/2026 Odd is closed"]
    qtbot.waitUntil(lambda: period.data_.closing is not None)
    assert period.periods.currentText() == "2025/2026 Odd · closed"
    assert "CTL/MC/F4-REG/2026/0001" in period.strip.first.text()
    assert "CTL has not signed it yet" in period.strip.second.text()
    tasks.run(lambda made: made.undo(), lambda _changes: None)
    qtbot.waitUntil(lambda: period.data_.closing is None)
    assert period.strip.closer.isVisible()


def test_another_next_period_is_asked_for_and_an_obstacle_shuts_the_button(qtbot, period, desk):
    period.strip.closer.click()
    dialog = opened(qtbot, period, CloseDialog)
    dialog.after.setCurrentIndex(1)
    dialog.after.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.plan.after == Period("2026/2027", "odd"))
    desk.execute(do.ClosePeriod(**NAMED))
    dialog.action.click()
    qtbot.waitUntil(lambda: "is closed already" in dialog.why)
    assert dialog.isVisible()
    dialog.reject()


def test_of_an_open_period_the_next_one_that_is_open_is_named(qtbot, period, desk):
    register = period.data_
    assert "goes on in 2025/2026 Even" in period.strip.second.text()
    closed = frozenset({ODD.following(), ODD.following().following()})
    period.strip.show_register(replace(register, closed=closed))
    assert "goes on in 2026/2027 Even" in period.strip.second.text()


def test_a_closing_that_is_stopped_leaves_the_period_open(qtbot, period, tasks):
    period.strip.closer.click()
    dialog = opened(qtbot, period, CloseDialog)
    hold = threading.Event()
    tasks.run(lambda _desk: hold.wait(5), lambda _done: None)
    dialog.accept()
    assert not dialog.action.isEnabled()
    dialog.reject()
    hold.set()
    assert from_worker(qtbot, tasks, lambda desk: desk.register(ODD)).closing is None


def test_it_is_signed_on_paper_with_a_scan_and_the_signature_withdrawn(qtbot, period, tmp_path):
    close(qtbot, period)
    period.strip.signer.click()
    dialog = opened(qtbot, period, SignRegisterDialog)
    assert dialog.value("medium") == "program"
    dialog.fill("medium", "paper")
    dialog.box("medium").activated.emit(1)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    dialog.set_scan(str(tmp_path / "scan.pdf"))
    dialog.fill("place", "Karawaci")
    dialog.action.click()
    qtbot.waitUntil(lambda: period.data_.closing.is_signed)
    assert "Verified by CTL-01" in period.strip.second.text()
    assert "owed" not in period.strip.second.text()
    period.strip.withdrawer.click()
    dialog = opened(qtbot, period, WithdrawDialog)
    assert not dialog.action.isEnabled()
    dialog.fill("reason", "Wrong place")
    dialog.action.click()
    qtbot.waitUntil(lambda: not period.data_.closing.is_signed)


def test_a_scan_that_is_owed_is_attached_and_shown(qtbot, period, desk, tmp_path):
    close(qtbot, period)
    assert not period.strip.scanner.isVisible()
    desk.execute(do.SignPeriod(**NAMED, person="CTL-01", medium="paper"))
    period.refresh()
    qtbot.waitUntil(period.strip.scanner.isVisible)
    assert period.strip.scanner.text() == "Attach the scan…"
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    with qtbot.waitSignal(period.did):
        period.acts.attach(str(tmp_path / "scan.pdf"))
    qtbot.waitUntil(lambda: period.strip.scanner.text() == "Show the scan")
    period.strip.scanner.click()
    qtbot.waitUntil(lambda: bool(period._host.shown))
    assert period._host.shown[0].read_bytes() == b"%PDF-1.7 scan"


def test_in_the_program_everyone_signs_for_themselves(qtbot, period):
    close(qtbot, period)
    period.strip.signer.click()
    dialog = opened(qtbot, period, SignRegisterDialog)
    other = next(p.id for p in dialog._info.persons if p.name == "ID-02")
    dialog.fill("person", other)
    dialog.check()
    assert "everyone signs for themselves" in dialog.why
    dialog.reject()


def test_a_secretary_is_not_offered_to_sign_a_register_for_another(qtbot, desk, period):
    desk.execute(do.AddPerson(name="SEC-LAW", roles=[]))
    desk.execute(do.AppointOffice(person="SEC-LAW", role="secretary", faculty="LAW"))
    close(qtbot, period)
    period.strip.signer.click()
    dialog = opened(qtbot, period, SignRegisterDialog)
    line = dialog._inputs["person"]
    assert "SEC-LAW" in line._names
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("a.n."))
    dialog._follow()
    assert "SEC-LAW" not in line._names
    dialog.fill("medium", "paper")
    dialog.fill("person", next(p.id for p in dialog._info.persons if p.name == "SEC-LAW"))
    dialog.check()
    assert any("SEC-LAW is a Dean's secretary" in each for each in dialog.reasons())
    dialog.reject()


def test_what_changed_since_is_a_table_apart_and_leads_to_the_card(qtbot, period, desk, tasks):
    close(qtbot, period)
    assert not period.strip.since.isVisible()
    tasks.run(
        lambda made: made.execute(do.ChangeCard(card="MC-1", title_en="Another title")),
        lambda _changes: None,
    )
    qtbot.waitUntil(period.strip.since.isVisible)
    assert "Drafting Digital Contracts MC-1" in period.data_.lines[0].title.en
    period.strip.since.click()
    assert period.since.isVisible()
    assert period.since.lines.lines[0].cells == (
        "MC-1", "Title", "Drafting Digital Contracts MC-1", "Another title",
    )  # fmt: skip
    assert "no part of what was frozen" in period.totals.text()
    period.copier.click()
    assert "Another title" in QGuiApplication.clipboard().text()
    period.strip.since.click()
    assert period.view.isVisible()


def test_a_closed_register_is_printed_whole_in_the_order_in_which_it_was_signed(qtbot, period):
    close(qtbot, period)
    period.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [line.code for line in period.shown().lines] == ["MC-1", "MC-2"]
    period.search.setText("MC-2")
    assert [line.code for line in period.shown().lines] == ["MC-2"]


def test_the_column_of_carried_over_cards_is_there_when_there_are_some(qtbot, period):
    assert period.view.isColumnHidden(22)
    close(qtbot, period)
    period.choose(ODD.following())
    qtbot.waitUntil(lambda: period.data_.period == ODD.following())
    assert not period.view.isColumnHidden(22)


def test_the_lead_reopens_with_a_reason(qtbot, period):
    close(qtbot, period)
    period.strip.reopener.click()
    dialog = opened(qtbot, period, ReopenDialog)
    dialog.fill("reason", "MC-3 was forgotten")
    dialog.action.click()
    qtbot.waitUntil(lambda: period.data_.closing is None)
    assert "“MC-3 was forgotten”" in period.strip.second.text()


def test_a_closing_that_was_reopened_is_offered_and_shown_as_what_counts_no_more(qtbot, period):
    close(qtbot, period)
    assert period.strip.versions.isHidden()
    command = do.ReopenPeriod(**NAMED, reason="MC-3 was forgotten")
    from_worker(qtbot, period.tasks, lambda desk: desk.execute(command))
    qtbot.waitUntil(lambda: period.data_.closing is None)
    close(qtbot, period)
    assert period.data_.closing.version == 2
    (offered,) = period.strip.menu.actions()
    assert offered.text().startswith("Version 1, closed on ")
    offered.trigger()
    qtbot.waitUntil(lambda: period.data_.closing.version == 1)
    assert "It counts no more." in period.strip.first.text()
    assert period.strip.second.text().startswith("Reopened on "), "nobody is to sign it any more"
    assert "“MC-3 was forgotten”" in period.strip.second.text()
    shown = [each for each in period.strip._buttons if not each.isHidden()]
    assert shown == []
    assert period._name().endswith("v1")
    period.strip.present.click()
    qtbot.waitUntil(lambda: period.data_.closing.version == 2)
    assert period.strip.present.isHidden()


def test_who_has_no_right_is_told_so(qtbot, page, desk, tasks):
    enter(desk)
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "ID-02"))
    page.choose(ODD)
    qtbot.waitUntil(lambda: page.data_.period == ODD)
    assert not page.strip.closer.isEnabled()
    assert "CTL coordinator" in page.strip.closer.toolTip()


def test_a_workspace_that_is_not_writable_says_so(qtbot, period):
    period.show_data(replace(period.data_, is_writable=False))
    assert not period.strip.closer.isEnabled()
    assert period.strip.closer.toolTip() == "This workspace is open for reading only."
