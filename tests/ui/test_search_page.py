"""The search page: typing, keys, what is shown, and where it leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mcdesk.application.views import Changes, SearchAnswer, SearchHit
from mcdesk.errors import Trouble
from mcdesk.procedure.stage import Label
from mcdesk.ui import language
from mcdesk.ui.search.hits import place_of
from mcdesk.ui.search.page import SearchPage


class Desk:
    """A desk that finds what it was told to, once it was asked often enough."""

    def __init__(self) -> None:
        self.pieces, self.asked, self.answer = 2, [], SearchAnswer()

    def ready_search(self, most: int = 0) -> tuple[int, int]:
        self.pieces -= 1
        return (1, 1) if self.pieces < 1 else (1, 4)

    def search(self, typed: str, limit: int = 50) -> SearchAnswer:
        self.asked.append(typed)
        return self.answer


class Jobs:
    """Tasks that are done when the test says so."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.waiting = desk, []

    def run(self, job, done, failed=None, **_how) -> None:
        self.waiting.append((job, done, failed))

    def work(self) -> None:
        job, done, _failed = self.waiting.pop(0)
        done(job(self.desk))

    def work_all(self) -> None:
        while self.waiting:
            self.work()


def hit(n: int, kind: str = "form_value", **named: str) -> SearchHit:
    held = {"code": "MC-1", "title_en": "Law", "card_id": "c", "form_id": "f", "form": "F2"} | named
    pieces = (("About ", False), ("contracts", True))
    return SearchHit(kind, f"r{n}", Label("Topic", "Topik"), pieces, path=f"p{n}", **held)


@pytest.fixture
def jobs() -> Jobs:
    return Jobs(Desk())


@pytest.fixture
def page(qtbot, jobs):
    made = SearchPage(jobs)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    made.show()
    return made


def typed(page: SearchPage, jobs: Jobs, words: str) -> None:
    jobs.work_all()
    page.line.setText(words)
    page.search()
    jobs.work_all()


def test_it_tells_how_far_it_is_and_can_be_stopped(qtbot, page, jobs):
    assert page.heading.text() == "Where was that written?"
    page.line.setText("law")
    jobs.work()
    assert page.count.text() == "Reading what is written: 25 %"
    page.stop.click()
    jobs.work_all()
    page.stop.click() if not page.is_ready else None
    jobs.work_all()
    assert page.is_ready
    assert page.stop.isHidden()
    assert jobs.desk.asked == ["law"]


def test_hits_are_chosen_and_followed_from_the_line(qtbot, page, jobs):
    QAbstractItemModelTester(page.model)
    jobs.desk.answer = SearchAnswer((hit(1), hit(2)), 2)
    typed(page, jobs, "contr")
    assert page.count.text() == "2 places"
    assert "Topic" in page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.view.grab()
    qtbot.keyClick(page.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.form_requested) as asked:
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert asked.args == ["f", "p2"]


@pytest.mark.parametrize(
    ("found", "signal", "args"),
    [
        (hit(1, "card", form_id=""), "card_requested", ["c"]),
        (hit(1, "idea", form_id="", card_id="", code=""), "place_requested", ["ideas", "r1"]),
        (hit(1, "person", form_id="", card_id="", code=""), "place_requested", ["directory", "r1"]),
    ],
)
def test_what_is_in_no_form_is_shown_where_it_is(qtbot, page, jobs, found, signal, args):
    jobs.desk.answer = SearchAnswer((found,), 1)
    typed(page, jobs, "law")
    with qtbot.waitSignal(getattr(page, signal)) as asked:
        page.follow(page.view.currentIndex())
    assert asked.args == args


def test_no_hit_and_many_are_told(qtbot, page, jobs):
    typed(page, jobs, "nothing")
    assert page.heading.text() == "Nothing holds all of these words."
    jobs.desk.answer = SearchAnswer((hit(1),), 1000, is_more=True)
    typed(page, jobs, "law")
    assert page.count.text() == "the best 1 of more than 1000 places"
    language.switch("id")
    try:
        assert page.count.text() == "1 terbaik dari lebih dari 1000 tempat"
    finally:
        language.switch("en")


def test_escape_empties_then_closes(qtbot, page, jobs):
    typed(page, jobs, "law")
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)
    assert page.line.text() == ""
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page.line, Qt.Key.Key_Escape)


def test_an_answer_that_comes_late_is_not_shown(page, jobs):
    jobs.work_all()
    jobs.desk.answer = SearchAnswer((hit(1),), 1)
    page.line.setText("old")
    page.search()
    page.line.setText("")
    page.search()
    jobs.work_all()
    assert page.model.items == ()


def test_trouble_is_told_and_one_may_try_again(page, jobs):
    jobs.waiting.pop(0)[2](Trouble("search", "It could not be made ready.", "Search again."))
    assert page.heading.text() == "It could not be made ready."
    page.stop.click()
    jobs.work_all()
    assert page.is_ready


def test_leaving_the_page_ends_the_reading_and_coming_back_goes_on(page, jobs):
    jobs.desk.pieces = 3
    page.hide()
    jobs.work_all()
    assert jobs.desk.pieces == 2
    page.show()
    jobs.work_all()
    assert page.is_ready


def test_a_change_is_looked_for_again_and_the_chosen_hit_stays_chosen(qtbot, page, jobs):
    jobs.desk.answer = SearchAnswer((hit(1), hit(2)), 2)
    typed(page, jobs, "law")
    qtbot.keyClick(page.line, Qt.Key.Key_Down)
    jobs.desk.answer = SearchAnswer((hit(3), hit(1), hit(2)), 3)
    page.apply_changes(Changes())
    qtbot.waitUntil(lambda: bool(jobs.waiting))
    jobs.work_all()
    assert page.count.text() == "3 places"
    assert page.view.currentIndex().row() == 2
    page.hide()
    page.apply_changes(Changes())
    assert not page._pause.isActive()


def test_a_hit_of_an_earlier_round_is_told_from_the_one_that_stands() -> None:
    earlier = replace(hit(1), round=1)
    assert place_of(hit(1)) == "F2 · Topic"
    assert place_of(earlier) == "F2, round 1 · Topic"


def test_back_from_a_place_the_keyboard_is_in_the_list(qtbot, page, jobs):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.take_focus()
    assert page.line.hasFocus()
    jobs.desk.answer = SearchAnswer((hit(1), hit(2)), 2)
    page.line.setText("contracts")
    page.search()
    jobs.work_all()
    page.search()
    jobs.work_all()
    page.take_focus()
    assert page.view.hasFocus()
    with qtbot.waitSignal(page.form_requested) as asked:
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked.args == ["f", "p2"]
