"""Typing into the board's search: what moves at a key, and what waits until typing rests."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mcdesk import i18n
from mcdesk.ui import theme
from mcdesk.ui.board.cards import Viewport
from mcdesk.ui.board.chips import SwitchChip
from tests.ui.conftest import procedure

SMALL = (1000, 700)


@pytest.fixture
def page(open_board, made):
    tiles = [
        made.tile(1, stage="assignment", title_en="Law alone"),
        made.tile(2, stage="discussion", title_en="Law and Risk"),
        made.tile(3, stage="proposal", title_en="Risk alone"),
        made.tile(4, stage="timeline", title_en="Law and Trust"),
        made.tile(5, stage="design", title_en="Ethics"),
        made.tile(6, stage="approval", title_en="Risk and Ethics"),
    ]
    return open_board(tiles, size=SMALL).page


@pytest.fixture(autouse=True)
def no_button(monkeypatch):
    """Press no button of the mouse, whatever a test before this one left pressed."""
    press(monkeypatch, Qt.MouseButton.NoButton)


def press(monkeypatch, buttons):
    monkeypatch.setattr(QApplication, "mouseButtons", staticmethod(lambda: buttons))


def places(page):
    return [(each.x(), each.width()) for each in page.columns.columns.values()]


def rails(page):
    return {id_ for id_, each in page.columns.columns.items() if each.is_rail}


def type_in(page, text):
    """Type and let the cards follow, but not the pause after the last key."""
    QTest.keyClicks(page.bar.search, text)
    assert page.bar.search.text().endswith(text)
    while page.bar._pause.isActive():
        QApplication.processEvents()


def codes(page):
    return {tile.id for model in page.models.models.values() for tile in model.tiles}


def rest(page):
    """End the pause after the last key."""
    page.columns.still._rest.timeout.emit()


class TestStill:
    def test_at_a_key_cards_come_and_go_while_no_column_moves(self, page):
        before = places(page)
        type_in(page, "l")
        type_in(page, "aw")
        assert codes(page) == {"c1", "c2", "c4"}
        assert places(page) == before

    def test_when_typing_rests_empty_columns_close(self, page, qtbot):
        before = rails(page)
        type_in(page, "law")
        qtbot.waitUntil(lambda: not page.columns.still._rest.isActive())
        assert rails(page) == before | {"proposal", "design", "approval"}

    def test_enter_does_not_wait(self, page):
        type_in(page, "risk alone")
        QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
        assert "assignment" in rails(page)
        assert page.columns.current_id() == "c3"
        assert page.columns.current_list().hasFocus()

    def test_enter_goes_to_what_the_last_key_finds(self, page):
        QTest.keyClicks(page.bar.search, "ethics")
        QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
        assert codes(page) == {"c5", "c6"}
        assert page.columns.current_id() == "c6"

    def test_a_closed_column_in_which_something_is_found_opens_at_once(self, page):
        type_in(page, "law")
        rest(page)
        assert "design" in rails(page)
        for _letter in "law":
            QTest.keyClick(page.bar.search, Qt.Key.Key_Backspace)
        type_in(page, "e")
        assert "c5" in codes(page)
        assert "design" not in rails(page)

    def test_a_column_that_a_person_closed_holds_nothing_up(self, page):
        page.columns.toggle("discussion")
        before = places(page)
        type_in(page, "law")
        assert places(page) == before

    def test_what_is_found_out_of_sight_comes_into_sight(self, open_board, made):
        stages = [stage.id for stage in procedure().stages]
        tiles = [
            made.tile(number, stage=stage, title_en=f"Title in {stage}")
            for number, stage in enumerate(stages)
        ]
        page = open_board(tiles, size=SMALL).page
        last = page.columns.columns[stages[-1]]
        assert last.x() > page.columns.viewport().width()
        type_in(page, stages[-1])
        assert rails(page) == {*stages[:-1]}
        assert last.geometry().right() < page.columns.viewport().width()

    def test_what_is_found_half_in_sight_comes_into_sight_whole(self, open_board, made):
        stages = [stage.id for stage in procedure().stages]
        tiles = [made.tile(number, stage=stage, title_en=f"Title in {stage}")
                 for number, stage in enumerate(stages)]  # fmt: skip
        page = open_board(tiles, size=SMALL).page
        room = page.columns.viewport().width()
        cut = next(id_ for id_, each in page.columns.columns.items()
                   if each.geometry().right() >= room)  # fmt: skip
        assert page.columns.columns[cut].x() < room
        type_in(page, cut)
        assert page.columns.columns[cut].geometry().right() < room

    def test_an_emptied_search_holds_nothing(self, page):
        type_in(page, "law")
        assert page.columns.still.holds()
        page.bar.search.selectAll()
        QTest.keyClick(page.bar.search, Qt.Key.Key_Delete)
        type_in(page, "")
        assert not page.columns.still.holds()

    def test_an_emptied_search_brings_every_column_back_at_once(self, page):
        before = places(page)
        type_in(page, "law")
        rest(page)
        QTest.keyClick(page.bar.search, Qt.Key.Key_Escape)
        type_in(page, "")
        assert places(page) == before

    def test_nothing_moves_under_a_pressed_button(self, page, monkeypatch):
        type_in(page, "law")
        before = places(page)
        press(monkeypatch, Qt.MouseButton.LeftButton)
        rest(page)
        assert places(page) == before
        press(monkeypatch, Qt.MouseButton.NoButton)
        rest(page)
        assert places(page) != before

    def test_a_button_that_seems_pressed_for_ever_holds_nothing_for_ever(self, page, monkeypatch):
        type_in(page, "law")
        before = places(page)
        press(monkeypatch, Qt.MouseButton.LeftButton)
        for _time in range(6):
            rest(page)
        assert places(page) != before
        type_in(page, " risk")
        before = places(page)
        rest(page)
        assert places(page) == before, "it waits anew for the next words"


class Painted(QObject):
    """Notes which of the things that it watches are painted."""

    def __init__(self, watched):
        super().__init__()
        self.found = []
        for each in watched:
            each.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.found.append(watched)
        return False


class TestPainted:
    def test_a_key_paints_heads_and_cards_but_nothing_that_lies_below(self, page):
        QApplication.processEvents()
        columns = [each for each in page.columns.columns.values() if not each.is_rail]
        heads = Painted([each.header for each in columns])
        cards = Painted([each.list.viewport() for each in columns])
        below = Painted([*columns, page.columns.widget()])
        type_in(page, "law")
        QApplication.processEvents()
        assert heads.found
        assert cards.found
        assert below.found == []

    def test_another_look_leaves_them_opaque(self, page, qapp):
        theme.apply(qapp, "dark")
        self.test_a_key_paints_heads_and_cards_but_nothing_that_lies_below(page)

    def test_columns_and_their_area_have_viewports_that_python_knows(self, page):
        areas = [page.columns, *(each.list for each in page.columns.columns.values())]
        for each in areas:
            assert type(each.viewport()) is Viewport
            assert each.viewport().objectName() == "qt_scrollarea_viewport"

    def test_chips_are_in_their_places_when_the_page_comes_into_sight(self, page):
        chips = page.bar.chips
        page.hide()
        page.resize(900, 700)
        page.models.totals["late"] = 3
        page.bar.write()
        page.show()
        QApplication.processEvents()
        seen = sorted(
            (each.geometry() for each in chips._chips if each.isVisible()), key=QRect.left
        )
        assert seen
        assert all(one.right() < other.left() for one, other in pairwise(seen))
        assert seen[-1].right() < chips.width()

    def test_a_chip_that_is_switched_on_comes_into_sight(self, page):
        page.resize(900, 700)
        QApplication.processEvents()
        out = [each for each in page.bar.chips._chips
               if isinstance(each, SwitchChip) and not each.isVisible()
               and each in page.bar.chips._offered]  # fmt: skip
        assert out
        page.bar.switch(out[-1].name)
        assert out[-1].isVisible()

    def test_a_head_is_painted_anew_for_other_colours_and_another_language(self, page, qapp):
        header = page.columns.columns["discussion"].header
        for change in (lambda: theme.apply(qapp, "dark"), lambda: i18n.use_language("id")):
            before = header.grab().toImage()
            change()
            after = header.grab().toImage()
            assert after != before
            header._kept = None
            assert header.grab().toImage() == after
        i18n.use_language("en")

    def test_a_drag_marks_the_head_with_its_column(self, page):
        column = page.columns.columns["discussion"]
        before = column.header.grab().toImage()
        column.show_drag(None)
        assert column.header.grab().toImage() != before
        column.end_drag()
        assert column.header.grab().toImage() == before
