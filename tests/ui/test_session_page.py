"""A signing session in the window: what waits, the booklet, and what was decided on paper."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from mcdesk.procedure import commands as do
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.printing.making import MakingDialog
from mcdesk.ui.session.page import RECORD, SessionPage
from mcdesk.ui.tasks import Tasks
from tests.conftest import TODAY
from tests.ui.kept_preview import Host
from tests.ui.shared_desk import OneAtATime
from tests.walk import PEOPLE, Walker, create

CODES = ("MC-1", "MC-2", "MC-3")


@pytest.fixture
def desk(desk):
    """A desk for the workers of the page and for the test."""
    return OneAtATime(desk)


@pytest.fixture
def letters(desk, card):
    """Three assignment letters that wait for the Head of the study programme."""
    for code in CODES:
        if code != "MC-1":
            create(desk, code)
        walker = Walker(desk, code)
        walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
        walker.freeze("R1")
    return {form.card_code: form.form_id for form in desk.booklet("HSP-LAW").signer.forms}


@pytest.fixture
def agreed(desk, letters):
    """The letters, signed by the Head: now the lecturer who leads accepts, returns or rejects."""
    for code in CODES:
        Walker(desk, code).sign("R1", "hsp")
    return letters


@pytest.fixture
def tasks(qapp, desk):
    made = Tasks(lambda: desk)
    yield made
    assert made.close()


@pytest.fixture
def page(qtbot, tasks, desk, card, tmp_path):
    made = SessionPage(tasks, Host(tmp_path))
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    idle(qtbot, made)
    yield made
    made.shut()


def idle(qtbot, page) -> None:
    qtbot.waitUntil(lambda: page._run is None and page._tasks.is_idle())


def choose(page, name: str) -> None:
    places = [page.choose.who.itemText(at) for at in range(page.choose.who.count())]
    page.choose.who.setCurrentIndex(next(at for at, w in enumerate(places) if w.startswith(name)))


def begin(page, name: str = "HSP-LAW") -> list:
    choose(page, name)
    page.begin.click()
    assert page.stack.currentIndex() == RECORD
    return page.recording.rows()


def recorded(qtbot, page) -> str:
    with qtbot.waitSignal(page.said) as said:
        page.keep.click()
    idle(qtbot, page)
    return said.args[0]


def line(desk, form, role: str = "hsp"):
    return next(each for each in desk.form(form).signatures if each.role == role)


def test_an_empty_session_says_what_would_appear(page):
    assert page.choose.empty.isVisible()
    assert "Nothing waits for a signature on paper" in page.choose.empty.text()
    assert not page.save.isVisible()
    assert not page.choose.table.isVisible()


def test_what_waits_is_listed_and_ticked_and_unticked(qtbot, letters, page):
    choose(page, "HSP-LAW")
    table = page.choose.table
    assert [table.item(row, 1).text().split()[0] for row in range(3)] == list(CODES)
    assert page.words.text() == "3 of 3 ticked"
    table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    assert page.choose.ticked() == (letters["MC-1"], letters["MC-3"])
    page.choose.none.click()
    assert not page.save.isEnabled()
    page.choose.every.click()
    assert page.save.isEnabled()


def test_a_form_that_is_frozen_meanwhile_appears(qtbot, page, desk):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    page._tasks.run(lambda d: d.execute(do.FreezeForm(form="MC-1/R1")), lambda _changes: None)
    qtbot.waitUntil(lambda: page.choose.who.count() > 0)
    assert not page.choose.empty.isVisible()


def test_the_booklet_of_what_is_ticked_is_saved(qtbot, letters, page):
    choose(page, "HSP-LAW")
    page.choose.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    page.save.click()
    (made,) = page.findChildren(MakingDialog)
    qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
    assert made.path.name == "for-signature_HSP-LAW_2026-11-23.pdf"
    text = PdfReader(made.path).pages[0].extract_text()
    assert "MC-2" in text
    assert "MC-1 " not in text


def test_making_the_booklet_for_the_printer_is_cancelled(qtbot, letters, page):
    choose(page, "HSP-LAW")
    page.print.click()
    assert page.choose.cancel.isVisible()
    assert not page.save.isEnabled()
    page.choose.cancel.click()
    idle(qtbot, page)
    assert page.choose.said.text() == "Cancelled."
    assert page.print.isEnabled()
    assert not page.choose.cancel.isVisible()


def test_the_booklet_goes_to_the_printer(qtbot, letters, page, tmp_path):
    printer = page._host.printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sent.pdf"))
    choose(page, "HSP-LAW")
    page.print.click()
    qtbot.waitUntil(lambda: "saved as" in page.choose.said.text(), timeout=20_000)
    idle(qtbot, page)
    pages = len(PdfReader(tmp_path / "sent.pdf").pages)
    assert page.choose.said.text() == f"{pages} pages, saved as sent.pdf"
    assert pages > 3


def test_looking_for_what_waits_is_cancelled_and_begun_again(qtbot, letters, page):
    page._waiting = None
    page.refresh()
    page.choose.cancel.click()
    assert page.choose.again.isVisible()
    page.choose.again.click()
    idle(qtbot, page)
    assert page.choose.who.count() == 1
    assert not page.choose.again.isVisible()


def test_all_are_recorded_as_asked_in_one_go_with_their_scans_owed(qtbot, letters, page, desk):
    begin(page)
    page.recording.top.on.setText("20 Nov 2026")
    page.recording.top.fill.click()
    assert page.keep.text() == "Record 3 decisions"
    events = len(desk.history())
    assert recorded(qtbot, page) == "3 decisions recorded; their scans are owed"
    for form in letters.values():
        found = line(desk, form)
        assert (found.state, found.medium, found.decided_on) == ("done", "paper", "2026-11-20")
        assert found.scan_owed
    assert len(desk.history()) == events + 3
    assert page.stack.currentIndex() != RECORD


def test_a_day_before_the_freeze_that_is_filled_down_is_doubted(qtbot, letters, page):
    rows = begin(page)
    page.recording.top.on.setText("1 Nov 2026")
    page.recording.top.fill.click()
    assert all("before the form was frozen" in row.advice.text() for row in rows)
    assert page.keep.isEnabled()


def test_what_was_entered_by_hand_stays_when_the_rest_is_filled(qtbot, agreed, page, desk):
    rows = begin(page, "SME-03")
    rows[1].tick.setChecked(True)
    rows[1].answers.press("return")
    page.recording.top.person.setText("SME-03")
    page.recording.top.fill.click()
    page.keep.click()
    assert page.why.text().startswith("MC-2 R1: ")
    assert "needs its reason" in page.why.text()
    rows[1].note.setText("Another topic")
    rows[2].tick.setChecked(False)
    recorded(qtbot, page)
    states = {code: line(desk, form, "sme").state for code, form in agreed.items()}
    assert states == {"MC-1": "done", "MC-2": "returned", "MC-3": "waiting"}
    assert line(desk, agreed["MC-2"], "sme").note == "Another topic"


def test_acting_is_filled_down_with_its_letter(qtbot, letters, page, desk):
    begin(page)
    top = page.recording.top
    top.capacity.setCurrentIndex(top.capacity.findData("Plh."))
    top.capacity.activated.emit(top.capacity.currentIndex())
    assert top.acting.on_behalf_of.text() == "HSP-LAW"
    top.person.setText("DEAN-LAW")
    top.acting.letter.setText("12/PLH/2026")
    top.acting.since.setText("1 Nov 2026")
    top.fill.click()
    recorded(qtbot, page)
    found = line(desk, letters["MC-3"])
    assert (found.capacity, found.person, found.on_behalf_of, found.letter) == (
        "Plh.", "DEAN-LAW", "HSP-LAW", "12/PLH/2026")  # fmt: skip


@pytest.fixture
def secretary(desk, letters):
    """A Dean's secretary, known before the session begins."""
    desk.execute(do.AddPerson(name="SEC-LAW", roles=[]))
    desk.execute(do.AppointOffice(person="SEC-LAW", role="secretary", faculty="LAW"))


def test_a_secretary_is_not_offered_to_act_and_is_told_before_it_is_recorded(
    qtbot, secretary, letters, page
):
    rows = begin(page)
    top = page.recording.top
    assert "SEC-LAW" in top.person._names
    top.capacity.setCurrentIndex(top.capacity.findData("Plh."))
    top.capacity.activated.emit(top.capacity.currentIndex())
    assert "SEC-LAW" not in top.person._names
    told = [each.text() for each in top.acting.findChildren(QLabel)]
    assert any(words.endswith("Not offered: SEC-LAW.") for words in told)
    top.person.setText("SEC-LAW")
    top.acting.letter.setText("12/PLH/2026")
    top.acting.since.setText("1 Nov 2026")
    top.fill.click()
    assert "SEC-LAW" not in rows[0].person._names
    assert "SEC-LAW is a Dean's secretary" in page.recording.first_reason()


def test_a_refused_decision_stands_apart_and_is_mended(qtbot, letters, page, desk):
    rows = begin(page)
    page.recording.top.fill.click()
    rows[1].person.setText(PEOPLE["gd"])
    assert recorded(qtbot, page) == (
        "2 decisions recorded; their scans are owed, 1 refused: see the reason at its form"
    )
    shown = [block for block in page.recording.blocks if block.isVisible()]
    assert [block.form.card_code for block in shown] == ["MC-2"]
    assert shown[0].refused.isVisible()
    rows[1].person.setText(PEOPLE["hsp"])
    assert recorded(qtbot, page) == "1 decision recorded; its scan is owed"
    assert line(desk, letters["MC-2"]).state == "done"


def test_leaving_asks_where_decisions_would_be_lost(qtbot, letters, page, monkeypatch):
    rows = begin(page)
    assert page.may_leave()
    rows[0].tick.setChecked(True)
    monkeypatch.setattr(Dialog, "exec", lambda _self: 0)
    assert not page.may_leave()
    page.leave.click()
    assert page.stack.currentIndex() == RECORD
    monkeypatch.setattr(Dialog, "exec", lambda _self: 1)
    page.leave.click()
    assert page.stack.currentIndex() != RECORD
    idle(qtbot, page)


def test_the_rows_follow_the_booklet_and_tell_what_is_not_what_was_printed(
    qtbot, letters, page, desk
):
    choose(page, "HSP-LAW")
    page.choose.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    page.save.click()
    (made,) = page.findChildren(MakingDialog)
    qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
    made.reject()
    change = do.ChangeForm(form="MC-2/R1", reason="another topic")
    for command in (change, do.SetValue(form="MC-2/R1", path="topic", new="Licences"),
                    do.FreezeForm(form="MC-2/R1")):  # fmt: skip
        page._tasks.run(partial(execute, command), lambda _changes: None)
    idle(qtbot, page)
    page.choose.every.click()
    begin(page)
    blocks = page.recording.blocks
    assert [block.form.card_code for block in blocks] == ["MC-2", "MC-3", "MC-1"]
    assert "this was version 1; now version 2 stands" in blocks[0].doubt
    assert blocks[1].doubt == ""
    assert "Not in the booklet of 23 Nov 2026" in blocks[2].doubt
    page.recording.top.fill.click()
    assert [row.tick.isChecked() for row in page.recording.rows()] == [False, True, False]


def execute(command, desk):
    return desk.execute(command)


def test_a_booklet_is_known_on_another_computer_of_the_workspace(qtbot, letters, page, desk):
    choose(page, "HSP-LAW")
    page.choose.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    page.save.click()
    (made,) = page.findChildren(MakingDialog)
    qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
    made.reject()
    idle(qtbot, page)
    again = SessionPage(page._tasks, page._host)
    qtbot.addWidget(again)
    again.show()
    idle(qtbot, again)
    again.choose.every.click()
    begin(again)
    assert [block.form.card_code for block in again.recording.blocks] == ["MC-2", "MC-3", "MC-1"]
    again.shut()


def test_on_another_day_what_waits_is_looked_for_again_but_not_under_what_is_recorded(
    qtbot, letters, page, desk
):
    assert page._waiting.today == TODAY
    tomorrow = TODAY + timedelta(days=1)
    with desk.at(tomorrow):
        begin(page)
        page.new_day()
        idle(qtbot, page)
        assert page._waiting.today == TODAY
        page._on_leave()
        idle(qtbot, page)
        assert page._waiting.today == tomorrow
    page.new_day()
    idle(qtbot, page)
    assert page._waiting.today == TODAY
