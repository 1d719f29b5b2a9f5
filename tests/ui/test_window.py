"""The window: places, opened pages, notices, what it remembers, starting and ending."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from mcdesk import i18n, resources
from mcdesk.application.views import (
    Changes,
    Copied,
    IdeaLine,
    MentionLine,
    OriginalView,
    PutBack,
    ReplicaState,
)
from mcdesk.application.views.changes import NO_STEP, StepName
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.procedure.commands import NoteIdea, PutIdeaAway
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, pages, theme
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.fit import Arrangement
from mcdesk.ui.board.tiles import BoardModels
from mcdesk.ui.board.words import known_stages
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.external import ExternalDialog
from mcdesk.ui.credential.resting import PayDialog
from mcdesk.ui.day import DayKeeper
from mcdesk.ui.deeds import main_menu
from mcdesk.ui.dialogs import ReasonDialog
from mcdesk.ui.freshening import AT_ONCE
from mcdesk.ui.ideas import IdeaDialog
from mcdesk.ui.new_card import NewCardDialog
from mcdesk.ui.palette import Hit
from mcdesk.ui.palette_forms import Forms
from mcdesk.ui.parts import Link
from mcdesk.ui.sidebar import NARROW, WIDE, WIDEST
from mcdesk.ui.state import WindowState
from mcdesk.ui.steps import step_words
from mcdesk.ui.takeover.single import TakeOverDialog
from mcdesk.ui.tasks import Tasks
from mcdesk.ui.team.standing import Standing
from mcdesk.ui.window import MainWindow
from mcdesk.ui.wiring import Wiring
from mcdesk.ui.work import work_of
from tests.ui.credential_fakes import PageDesk, a_page, state_of


class Page(QWidget):
    """A page as others write it."""

    closed = Signal()
    changed = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title, self.heard, self.shut_count, self.stays = title, [], 0, False
        self.chosen, self.days = [], 0

    def new_day(self) -> None:
        self.days += 1

    def page_title(self) -> str:
        return self.title

    def apply_changes(self, changes: Changes) -> None:
        self.heard.append(changes)

    def choose_form(self, form_id: str) -> None:
        self.chosen.append(form_id)

    def may_leave(self) -> bool:
        return not self.stays

    def shut(self) -> None:
        self.shut_count += 1


@pytest.fixture
def open_window(qtbot, made, tmp_path):
    opened = []

    def opener(tiles=None, *, workspace="ctl.mcdesk", keeps=True, **wiring) -> MainWindow:
        desk = made.desk(made.tiles(25) if tiles is None else tiles)
        wiring.setdefault("card", lambda window, card: Page(f"card {card}"))
        wiring.setdefault("form", lambda window, form: Page(f"form {form}"))
        wiring.setdefault("now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
        defined = made.procedure()
        window = MainWindow(WindowState(tmp_path / "window.ini"))
        window.show_front(tmp_path / workspace, keeps=keeps)
        window.furnish(
            Tasks(lambda: desk, lambda: desk),
            stages=defined.stages,
            phases=defined.phases,
            wiring=Wiring(**wiring),
        )
        window.desk = desk
        qtbot.addWidget(window)
        window.show()
        opened.append(window)
        return window

    yield opener
    for window in opened:
        window.tasks.close()


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    with qtbot.waitSignal(window.board.loaded):
        window.begin()
    qtbot.waitUntil(lambda: window.info is not None)
    return window


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_focused_button_of_any_page(window, qtbot, key):
    page, pressed = QWidget(), []
    made = (QPushButton("Push"), QToolButton(), Link("Go", "there"))
    for each in made:
        each.setParent(page)
        each.clicked.connect(partial(pressed.append, each.text()))
    window.open_page(page)
    for each in made:
        each.setFocus()
        qtbot.keyClick(each, key)
    assert len(pressed) == len(made)
    made[0].setEnabled(False)
    page.setFocus()
    qtbot.keyClick(page, key)
    assert len(pressed) == len(made)


def test_whoever_may_not_make_a_card_is_told_before_anything_is_typed(window, monkeypatch):
    window.info = replace(window.info, rights=frozenset(), holders={"cards": ("ctl",)})
    told = []
    monkeypatch.setattr(window, "show_error", lambda error: told.append(str(error)))
    window.new_card()
    assert told == [f"This takes: CTL coordinator. Now working: {window.info.person}."]
    assert not window.findChildren(NewCardDialog)


def test_enter_on_an_idea_makes_it_a_card(window, qtbot):
    window.go("ideas")
    page = window.rooms.ideas
    page.show_ideas([IdeaLine("i1", "Triage", "a hospital", "", "2026-11-20")])
    page.card_wished.disconnect()
    link = next(each for each in page.findChildren(Link) if each.text() == "Make it a card…")
    link.setFocus()
    with qtbot.waitSignal(page.card_wished):
        qtbot.keyClick(link, Qt.Key.Key_Return)


def test_columns_are_headed_before_anything_is_read(open_window):
    window = open_window()
    assert len(window.board.columns.columns) == 14
    assert window.desk.threads == set()
    assert not window.grab().isNull()


def test_nothing_heavy_is_imported_for_the_window():
    code = (
        "import sys, mcdesk.ui.window;"
        "heavy = {'sqlalchemy', 'reportlab', 'pyhanko', 'psycopg', 'alembic', 'openpyxl',"
        " 'cryptography', 'keyring'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


class TestKeys:
    def test_the_menu_of_the_view_shows_its_keys_from_every_place(self, window):
        squeeze = window.actions_["board.squeeze"]
        assert squeeze.shortcut().toString() == "S"
        window.go("ideas")
        assert squeeze.text() == "Squeeze columns into the window\tS"
        assert squeeze.shortcut().isEmpty()
        window.go("board")
        assert squeeze.text() == "Squeeze columns into the window"

    def test_ctrl_p_prints_what_is_chosen_on_the_board(self, window, qtbot):
        window.activateWindow()
        tile = next(iter(window.board.models.tiles.values()))
        window.board.columns.choose([tile.id], focus=True)
        window.actions_.refresh()
        with qtbot.waitSignal(window.board.print_requested) as asked:
            QTest.keyClick(
                window.board.columns.current_list(), Qt.Key.Key_P,
                Qt.KeyboardModifier.ControlModifier,
            )  # fmt: skip
        assert asked.args == [(tile.id,)]


class TestPlaces:
    def test_the_sidebar_and_ctrl_number_go_there(self, window):
        window.go("work")
        assert window.host.page is window.rooms.work
        QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        assert window.host.page is window.rooms.ideas

    def test_a_slash_searches_the_board_from_the_sidebar_too(self, window):
        window.activateWindow()
        entry, search = window.sidebar._buttons["board"], window.board.bar.search
        entry.setFocus()
        QTest.keyClick(entry, Qt.Key.Key_Slash)
        assert search.hasFocus()
        QTest.keyClick(search, Qt.Key.Key_Slash)
        assert search.text() == "/"
        window.go("ideas")
        entry.setFocus()
        QTest.keyClick(entry, Qt.Key.Key_Slash)
        assert entry.hasFocus()
        window.go("board")
        entry.setFocus()
        QTest.keyClick(entry, Qt.Key.Key_Slash)
        assert search.hasFocus()

    def test_no_key_acts_on_the_board_while_another_place_is_shown(self, window):
        """The menu's button stands beside every page, and what is in its menu has keys."""
        window.activateWindow()
        window.go("ideas")
        button, before = window.sidebar._menu_button, window.board.density
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_D)
        assert window.board.density == before
        window.go("board")
        window.board.take_focus()
        QTest.keyClick(window.board.columns.current_list(), Qt.Key.Key_D)
        assert window.board.density != before

    def test_my_work_counts_what_waits(self, window):
        assert window.rooms.work.model.rowCount() > 0
        button = window.sidebar._buttons["work"]
        assert str(window.rooms.work.model.rowCount()) in button.accessibleName()
        said = window.rooms.work._meant.text()
        assert ("ready or sent back" in said) == ("move" in window.info.rights)

    def test_another_day_is_read_once_it_has_begun(self, window, qtbot):
        keeper = window.findChild(DayKeeper)
        window.board.models.today = window.wiring.now().date()
        with qtbot.assertNotEmitted(window.board.loaded, wait=50):
            keeper.look()
        window.board.models.today -= timedelta(days=1)
        with qtbot.waitSignal(window.board.loaded):
            keeper.look()

    def test_every_open_page_hears_of_another_day_and_the_rest_is_worked_out(
        self, window, qtbot, monkeypatch
    ):
        worked_out = []

        def refresh_some(most):
            worked_out.append(most)
            return Changes(), 0

        monkeypatch.setattr(window.desk, "refresh_some", refresh_some)
        below, above = Page("card"), Page("form")
        window.open_page(below, "card:x")
        window.open_page(above, "form:x")
        window.findChild(DayKeeper).look()
        assert (below.days, above.days) == (0, 0)
        window.board.models.today -= timedelta(days=1)
        with qtbot.waitSignal(window.board.loaded):
            window.findChild(DayKeeper).look()
        qtbot.waitUntil(lambda: worked_out == [AT_ONCE])
        assert (below.days, above.days) == (1, 1)

    def test_open_sheets_and_the_sidebar_follow_the_day_and_keep_what_was_typed(
        self, open_window, made, qtbot
    ):
        """Bounds are those of the day that has begun; a day that stands in a line stays."""
        clock = [datetime(2026, 11, 23, 23, 59, 30, tzinfo=UTC)]
        window = open_window(now=lambda: clock[0])
        with qtbot.waitSignal(window.board.loaded):
            window.begin()
        qtbot.waitUntil(lambda: window.info is not None)
        tile = made.tile(1, id="c1", code="MC-1", stage="timeline")
        state = state_of(PageDesk(a_page(made.outline(tile), made.procedure().stages), window.info))
        original = ExternalDialog(window.tasks, state, OriginalView("F6", {}), window)
        excepting = ExceptionDialog(window.tasks, state, "", window)
        taking = TakeOverDialog(window.tasks, window.info, state.today, window)
        paid = PayDialog(window.tasks, state, state.page.outline.debts[0], window)
        original.input("date").setText("24 Nov 2026")
        excepting.input("until").setText("23 Nov 2026")
        taking.since.setText("24 Nov 2026")
        future, past = "lies in the future", "lies in the past"

        def said(words, dialog):
            dialog.check()
            return any(words in each for each in dialog.reasons())

        assert (said(future, original), said(past, excepting), said(future, taking)) == (
            True, False, True)  # fmt: skip
        assert window.sidebar._backup.text() == "Backed up today"
        clock[0] += timedelta(minutes=1)
        window.findChild(DayKeeper).look()
        assert (said(future, original), said(past, excepting), said(future, taking)) == (
            False, True, False)  # fmt: skip
        assert paid.typed("on") == "23 Nov 2026"
        assert window.sidebar._backup.text() == "Backed up 1 day ago"

    def test_the_day_is_looked_at_again_when_it_ends(self, open_window):
        clock = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
        window = open_window(now=lambda: clock[0])
        keeper = window.findChild(DayKeeper)
        keeper.look()
        assert keeper._timer.interval() == 5 * 60_000
        clock[0] = datetime(2026, 11, 23, 23, 59, 10, tzinfo=UTC)
        keeper.look()
        assert 50_000 <= keeper._timer.interval() <= 52_000

    def test_my_work_lists_what_was_returned_for_who_may_move_it(self, made, qtbot):
        models = BoardModels()
        models.use_stages(["proposal"])
        back = made.tile(1, stage="proposal", returned="dean", waits_for="id")
        models.load(made.board([back, made.tile(2, stage="proposal", waits_for="id")]))
        for may_move, words in ((True, ["returned by dean"]), (False, [])):
            found = work_of(models, "nobody", frozenset((("ctl", "", ""),)), may_move=may_move)
            assert [task.why.casefold() for task in found] == words

    def test_a_secretary_finds_her_dean_s_signature_and_the_scans_in_my_work(self, made):
        cards = [made.tile(1, waits_for="dean", faculty_id="flaw"),
                 made.tile(2, waits_for="ctl", faculty_id="flaw", scans_owed=2, ready_for=""),
                 made.tile(3, waits_for="dean", faculty_id="fnur")]  # fmt: skip
        models = BoardModels()
        models.load(made.board(cards))
        tasks = work_of(models, "sec", frozenset((("secretary", "flaw", ""),)), may_move=False)
        assert {task.tile.id for task in tasks} == {cards[0].id, cards[1].id}
        (scans,) = [task.why for task in tasks if task.tile.id == cards[1].id]
        assert scans == "2 scans are owed"

    def test_an_assessor_finds_the_own_sheet_in_my_work(self, made):
        models = BoardModels()
        models.use_stages(["confirmation"])
        models.load(made.board([made.tile(1, stage="confirmation", waits_for="rev:u-2 ctl")]))
        found = work_of(models, "u-2", frozenset(), may_move=False)
        assert [task.why for task in found] == [
            "Your own sheet is still to be filled in or signed."
        ]
        assert work_of(models, "u-1", frozenset((("rev", "", ""),)), may_move=False) == []

    def test_the_count_of_my_work_is_its_length_while_it_is_hidden(self, window, made):
        page, button = window.rooms.work, window.sidebar._buttons["work"]
        assert not page.isVisible()
        mine = {"waits_for": "hsp", "stage": "proposal"}
        window.board.models.use_person("nobody", frozenset((("hsp", "", ""),)))
        page.use_person("nobody", frozenset((("hsp", "", ""),)), may_move=True)
        before = button._count
        window.board.models.apply(
            Changes(
                tiles=(
                    made.tile(801, returned="dean", **mine),
                    made.tile(802, returned="dean", waits_for=""),
                    made.tile(804, returned="dean", waits_for=""),
                    made.tile(803, ready_for="timeline", **mine),
                )
            )
        )
        counted = button._count
        page.refresh()
        assert counted == page.model.rowCount() == button._count == before + 4

    def test_my_work_model_passes_the_tester(self, window, qtmodeltester):
        qtmodeltester.check(window.rooms.work.model, force_py=False)

    def test_a_card_of_my_work_opens(self, window, qtbot):
        window.go("work")
        with qtbot.waitSignal(window.card_opened):
            window.rooms.work.list.activated.emit(window.rooms.work.model.index(0, 0))

    def test_a_card_that_is_found_from_another_place_stands_above_the_board(self, window):
        window.go("work")
        card = next(iter(window.board.models.tiles))
        window.rooms.jump_to_card(card)
        assert window.host.key == f"card:{card}"
        assert window.sidebar._buttons["board"].isChecked()
        window.host.back()
        assert window.host.page is window.board

    def test_a_sheet_of_one_s_own_in_my_work_opens_by_itself(self, window, qtbot, made):
        page = window.rooms.work
        window.board.models.apply(Changes(tiles=(made.tile(801, waits_for="rev:u-2"),)))
        page.use_person("u-2", frozenset(), may_move=False)
        assert page.model.rowCount() == 1
        page.sheet_wanted.disconnect()
        with qtbot.waitSignal(page.sheet_wanted) as told:
            page.list.activated.emit(page.model.index(0, 0))
        assert told.args == ["c801"]

    def test_places_that_nobody_gives_are_left_out(self, window, open_window):
        assert not window.host.has_place("settings")
        assert open_window(places={"settings": lambda w: QWidget()}).host.has_place("settings")


class TestPages:
    def test_a_card_opens_with_a_trail_and_alt_left_goes_back(self, window):
        window.open_card("c1")
        assert window.host.page.title == "card c1"
        page = window.host.page
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert window.host.page is window.board
        assert page.shut_count == 1

    def test_opening_again_goes_back_to_it(self, window):
        window.open_card("c1")
        first = window.host.page
        window.open_form_id("f1")
        window.open_card("c1")
        assert window.host.page is first

    def test_what_a_search_leads_to_stands_above_it_also_where_it_was_open_below(self, window):
        window.open_card("c1")
        window.open_form_id("f1")
        opened = window.host.pages[-2:]
        window.rooms.open_search()
        search = window.host.page
        window.open_form_id("f1")
        assert window.host.page is opened[1]
        assert window.host.back()
        assert window.host.page is search
        window.open_card("c1")
        assert window.host.page is opened[0]
        assert [page.shut_count for page in opened] == [0, 1]
        assert window.host.back()
        assert window.host.page is search
        assert window.host.back()
        assert window.host.page is window.board

    @pytest.mark.parametrize("led", [
        lambda window: window.rooms.open_search(),
        lambda window: window.show_help(),
        pages.take_over,
        lambda window: window.rooms.jump_to_card("again"),
    ])  # fmt: skip
    def test_a_page_led_to_twice_is_left_back_to_where_one_came_from(self, window, led):
        window.open_card("c1")
        window.open_form_id("f1")
        led(window)
        first = window.host.page
        window.rooms.jump_to_card("c2")
        window.open_form_id("f2")
        letter = window.host.page
        led(window)
        assert window.host.page is first
        assert len(window.host._trail) == 5
        assert window.host.back()
        assert window.host.page is letter
        assert letter.shut_count == 0

    @pytest.mark.parametrize("before", [["c1"], []])
    def test_a_form_that_is_left_for_its_card_is_not_come_back_to(self, window, before):
        for card in before:
            window.open_card(card)
        window.rooms.open_search()
        search = window.host.page
        window.open_form_id("f1")
        form = window.host.page
        window.open_card("c1")  # as a form does that is left
        form.closed.emit()
        assert window.host.page.title == "card c1"
        assert form.shut_count == 1
        assert window.host.back()
        assert window.host.page is search

    def test_a_form_in_the_trail_that_stands_above_another_page_says_of_which_card_it_is(
        self, window
    ):
        window.open_card("c1")
        window.host.page.setWindowTitle("2601")
        window.open_form_id("f1")
        window.host.page.title = "Letter"
        window.host.page.setProperty("of", "2601")
        window.show_help()
        assert [link.text() for link in window.host._bar.findChildren(Link)][-1] == "Letter"
        window.open_card("c1")
        window.show_help()
        assert [link.text() for link in window.host._bar.findChildren(Link)][1] == "2601 · Letter"

    def test_a_place_that_is_led_to_twice_stands_once_in_the_trail(self, window):
        window.host.visit("ideas")
        window.open_card("c1")
        card = window.host.page
        window.host.visit("ideas")
        assert window.host.page is window.rooms.ideas
        assert window.host.back()
        assert window.host.page is card
        assert window.host.back()
        assert window.host.page is window.board

    def test_a_place_that_a_search_leads_to_is_left_back_to_the_search(self, window):
        ideas = (IdeaLine("i1", "One", "", "", "2026-11-01", ""),
                 IdeaLine("i2", "Two", "", "", "2026-11-02", ""))  # fmt: skip
        window.rooms.ideas.show_ideas(ideas)
        window.rooms.open_search()
        search = window.host.page
        search.place_requested.emit("ideas", "i2")
        page = window.host.page
        assert page is window.rooms.ideas
        assert window.host.place == "ideas"
        marked = [each for each in page.findChildren(QFrame) if each.property("state") == "chosen"]
        assert [each.findChild(QLabel).text() for each in marked] == ["Two"]
        assert window.host.back()
        assert window.host.page is search
        assert window.host.place == "board"
        search.place_requested.emit("ideas", "i1")
        window.go("ideas")
        assert window.host.key == ""
        assert window.host.page is page
        window.go("board")
        assert not any(each.property("state") == "chosen" for each in page.findChildren(QFrame))

    def test_a_card_stands_at_the_form_one_came_from(self, window):
        window.open_card("c1")
        window.open_form_id("f1")
        window.host.back()
        assert window.host.page.chosen == ["f1"]

    def test_a_card_opened_from_its_form_stands_there(self, window):
        window.open_form_id("f1")
        window.open_card("c1")
        assert window.host.page.chosen == ["f1"]
        window.go("board")
        window.open_card("c1")
        assert window.host.page.chosen == []

    def test_several_chosen_cards_are_let_go_with_the_board(self, window):
        window.board.columns.choose(["c1", "c2"])
        window.open_card("c1")
        window.host.back()
        assert sorted(window.board.columns.selected_ids()) == ["c1", "c2"]
        window.go("work")
        window.go("board")
        assert window.board.columns.selected_ids() == []

    def test_a_single_chosen_card_stays(self, window):
        window.board.columns.choose(["c2"])
        window.go("work")
        window.go("board")
        assert window.board.columns.selected_ids() == ["c2"]

    def test_a_page_that_stays_stays(self, window):
        window.open_card("c1")
        page = window.host.page
        page.stays = True
        window.go("work")
        assert window.host.page is page
        assert not window.close()
        page.stays = False
        assert window.host.back()

    def test_pages_hear_of_changes_once_and_are_closed_at_their_wish(self, window):
        window.open_card("c1")
        page, changes = window.host.page, Changes(cards=frozenset("x"))
        page.changed.emit(changes)
        assert page.heard == [changes]
        page.closed.emit()
        assert window.host.page is window.board

    def test_titles_are_plain_text(self, window):
        from PySide6.QtWidgets import QLabel

        window.open_page(Page("<b>x</b>"))
        labels = [w for w in window.host._bar.findChildren(QLabel) if w.text() == "<b>x</b>"]
        assert labels[0].textFormat() == Qt.TextFormat.PlainText


class TestNotices:
    def test_done_is_told_with_undo(self, window, qtbot):
        tile = next(t for t in window.board.models.tiles.values() if t.ready_for)
        window.board.mover.advance([tile.id])
        qtbot.waitUntil(lambda: window.rooms.toast.text != "")
        assert tile.code in window.rooms.toast.text
        with qtbot.waitSignal(window.rooms.toast.undo_requested):
            window.rooms.toast._undo.click()
        qtbot.waitUntil(lambda: window.rooms.toast.text == f"Undone: Moved · {tile.code}")
        window.redo()
        qtbot.waitUntil(lambda: window.rooms.toast.text == f"Redone: Moved · {tile.code}")

    def test_undo_right_after_the_start_says_why_nothing_happens(self, window, qtbot):
        assert window.actions_["undo"].isEnabled()
        window.actions_["undo"].trigger()
        words = "Nothing to undo since the program was opened"
        qtbot.waitUntil(lambda: words in window.rooms.toast.text)

    def test_undo_within_an_instant_of_a_command_takes_it_back(self, window, qtbot):
        tile = next(t for t in window.board.models.tiles.values() if t.ready_for)
        window.board.mover.advance([tile.id])
        window.actions_["undo"].trigger()
        qtbot.waitUntil(lambda: window.rooms.toast.text == f"Undone: Moved · {tile.code}")
        assert [type(command).__name__ for command in window.desk.done] == ["MoveCard"]

    def test_redo_right_behind_undo_is_kept_and_done_after_it(self, window, qtbot):
        tile = next(t for t in window.board.models.tiles.values() if t.ready_for)
        window.board.mover.advance([tile.id])
        qtbot.waitUntil(lambda: tile.code in window.rooms.toast.text)
        assert not window.actions_["redo"].isEnabled()
        window.actions_["undo"].trigger()
        assert window.actions_["redo"].isEnabled()
        window.actions_["redo"].trigger()
        qtbot.waitUntil(lambda: window.rooms.toast.text == f"Redone: Moved · {tile.code}")

    def test_an_undo_that_finds_nothing_leaves_nothing_to_do_again(self, window, qtbot):
        window.actions_["undo"].trigger()
        qtbot.waitUntil(lambda: "Nothing to undo" in window.rooms.toast.text)
        assert not window.actions_["redo"].isEnabled()

    def test_a_page_without_a_step_left_gives_way_to_the_workspace(self, window, qtbot):
        tile = next(t for t in window.board.models.tiles.values() if t.ready_for)
        window.board.mover.advance([tile.id])
        page, own = Page("own steps"), []
        page.undo, page.can_undo = lambda: own.append("undo"), True
        window.open_page(page)
        window.undo()
        assert own == ["undo"]
        page.can_undo = False
        window.undo()
        qtbot.waitUntil(lambda: window.rooms.toast.text == f"Undone: Moved · {tile.code}")
        assert own == ["undo"]

    def test_trouble_that_nobody_takes_is_explained(self, window, qtbot, monkeypatch):
        shown = []
        monkeypatch.setattr(
            "mcdesk.ui.dialogs.explain", lambda error, *rest: shown.append(error.code)
        )

        def job(desk):
            raise Trouble("disk", "The disk is full.")

        window.tasks.run(job, lambda result: None)
        qtbot.waitUntil(lambda: shown == ["disk"])

    def test_the_sample_says_so(self, window, made):
        assert window.banner.isHidden()
        window._on_info(made.info(sample=True))
        assert not window.banner.isHidden()

    def test_a_login_that_is_another_s_is_said_as_long_as_it_is(self, window, made):
        text = "The login stands for {name}."
        other = Finding("other_login", text, {"name": "SME-03"}, level="warn")
        state = ReplicaState("hub", "postgresql://sme@server/team", None, 0, 0, other_login=other)
        window.banner.show_standing(Standing(state))
        assert window.banner._label.text() == "The login stands for SME-03."
        assert not window.banner.isHidden()
        window._on_info(made.info(person="SME-03"))
        assert not window.banner.isHidden()
        window.banner.show_standing(Standing(replace(state, other_login=None)))
        assert window.banner.isHidden()

    def test_that_it_is_a_copy_is_said_until_somebody_looked_at_what_that_means(
        self, window, made, qtbot
    ):
        window._on_info(made.info(sample=False))
        copy = Copied("2026-11-23T02:10:00.000000Z", "LAPTOP-1", "/a.mcdesk", is_here=False)
        state = ReplicaState("hub", "/team.mcdhub", None, 0, 0, copied=copy)
        window.banner.show_standing(Standing(state))
        assert "copied or moved here from another computer, LAPTOP-1" in window.banner._label.text()
        assert not window.banner.link.isHidden()
        with qtbot.waitSignal(window.banner.asked):
            window.banner.link.click()
        window.banner.show_standing(Standing(replace(state, copied=None)))
        assert window.banner.isHidden()
        back = PutBack("2026-11-23T02:10:00.000000Z", "2026-11-22T09:00:00.000000Z", 3, 0)
        window.banner.show_standing(Standing(replace(state, put_back=back)))
        assert "was put back to an earlier state" in window.banner._label.text()
        assert not window.banner.link.isHidden()


def test_columns_opened_by_hand_are_kept_before_the_window_ends(window, qtbot, tmp_path):
    window.settling.setInterval(0)
    column = next(iter(window.board.columns.columns))
    before = window.board.columns.columns[column].is_rail
    window.board.columns.toggle(column)

    def kept():
        columns = WindowState(tmp_path / "window.ini").arrangement(window.keeps)
        return column in (columns.opened if before else columns.closed)

    qtbot.waitUntil(kept)


class TestPalette:
    def test_it_finds_actions_and_cards(self, window):
        window.rooms.palette.open()
        hits = window.rooms.palette.matches("dark colours")
        assert [hit.icon for hit in hits] == ["moon"]
        tile = next(iter(window.board.models.tiles.values()))
        assert tile.code in window.rooms.palette.matches(tile.code)[0].text

    def test_enter_opens_the_card(self, window, qtbot):
        tile = next(iter(window.board.models.tiles.values()))
        window.rooms.palette.open()
        QTest.keyClicks(window.rooms.palette.field, tile.code)
        QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Down)
        QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Up)
        with qtbot.waitSignal(window.card_opened) as opened:
            QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Return)
        assert opened.args == [tile.id]

    def test_a_code_finds_the_card_not_the_last_step_on_it(self, window):
        """Enter would undo one's last work instead of opening the card."""
        palette = window.rooms.palette
        tile = next(iter(window.board.models.tiles.values()))
        window.actions_["undo"].setText(f"Undo: Filled · {tile.code} F2")
        window.actions_["undo"].setEnabled(True)
        palette.open()
        assert all(tile.code in hit.text and "Undo" not in hit.text
                   for hit in palette.matches(tile.code))  # fmt: skip

    def test_it_finds_archived_cards_that_are_not_on_the_board(self, window, made, qtbot):
        old = made.tile(77, status="completed", archived_on="2026-11-01")
        palette = window.rooms.palette
        window.open_palette()
        palette.field.setText(old.code)
        assert palette.list.item(0).text() == "Nothing is called that. Try fewer letters."
        palette.use_archived((old,))
        assert old.code in palette.list.item(0).text()
        assert [hit.icon for hit in palette.matches(old.code)] == ["archive"]

    def test_it_finds_what_the_page_that_is_shown_can_do(self, window):
        page = Page("card")
        actions = Actions(page)
        done = []
        actions.register([Action(id="x", title="Stamp it", callback=lambda: done.append(1))], page)
        window.open_page(page)
        (hit,) = window.rooms.palette.matches("stamp")
        hit.run()
        assert done == [1]

    def test_what_shows_or_prints_the_chosen_card_is_offered_beside_the_board(self, window, qtbot):
        tile = next(iter(window.board.models.tiles.values()))
        find = window.rooms.palette.matches
        window.go("work")
        assert find("print") == []
        window.go("board")
        window.board.columns.choose([tile.id])
        window.actions_.refresh()
        window.go("work")
        (hit,) = find("print")
        assert (hit.text, hit.icon) == (f"Print…   {tile.code}", "printer")
        assert find("put on hold") == []
        assert [each.text for each in find("missing")] == [f"What is missing?   {tile.code}"]
        assert not any(each.text.startswith(("Print", "What")) for each in find(tile.code))
        with qtbot.waitSignal(window.board.print_requested) as asked:
            hit.run()
        assert asked.args == [(tile.id,)]
        assert window.host.place == "board"

    def test_what_is_done_with_cards_of_the_board_is_offered_there_only(self, window):
        window.board.columns.choose([next(iter(window.board.models.tiles))])
        window.actions_.refresh()
        assert len(window.rooms.palette.matches("put on hold")) == 1
        page = Page("card")
        actions = Actions(page)
        actions.register([Action(id="h", title="Put on hold…", callback=lambda: 0)], page)
        window.open_page(page)
        assert len(window.rooms.palette.matches("hold")) == 1
        assert not window.rooms.palette.matches("advance")

    def test_who_works_here_can_be_changed_from_it(self, open_window, qtbot):
        window = open_window(use_person=lambda _window, _person: None)
        with qtbot.waitSignal(window.board.loaded):
            window.begin()
        qtbot.waitUntil(lambda: window.info is not None)
        window.actions_.refresh()
        (hit,) = window.rooms.palette.matches("who works")
        assert hit.icon == "user"

    @pytest.mark.parametrize(
        "words", ["take over", "idea", "exception", "send back", "hand over", "help", "keyboard"]
    )
    def test_it_finds_the_deeds_that_people_look_for(self, open_window, qtbot, words):
        window = open_window(take_over=lambda _window: None)
        with qtbot.waitSignal(window.board.loaded):
            window.begin()
        qtbot.waitUntil(lambda: window.info is not None)
        window.board.columns.choose([next(iter(window.board.models.tiles))])
        window.actions_.refresh()
        assert window.rooms.palette.matches(words)

    def test_it_finds_what_the_buttons_and_menus_of_a_page_do(self, window):
        page, done = Page("directory"), []
        add, shut, more = QPushButton("&Add a person…"), QPushButton("Erase"), QPushButton("More")
        menu = QMenu(more)
        menu.addAction("Copy as table").triggered.connect(lambda: done.append("copied"))
        more.setMenu(menu)
        shut.setEnabled(False)
        pair = [QPushButton("Go"), QPushButton("Go")]
        add.clicked.connect(lambda: done.append("added"))
        line = QVBoxLayout(page)
        for each in (add, shut, more, *pair):
            line.addWidget(each)
        window.open_page(page)
        find = window.rooms.palette.matches
        for words, told in (("add a person", "Add a person…"), ("copy", "Copy as table")):
            (hit,) = find(words)
            assert hit.text == told
            hit.run()
        assert done == ["added", "copied"]
        assert not find("erase")
        assert "Go" not in [hit.text for hit in find("go")]

    def test_it_says_why_a_deed_cannot_be_done(self, window, monkeypatch):
        tiles = window.board.models.tiles.values()
        window.board.columns.choose([next(t.id for t in tiles if t.status == "active")])
        window.actions_.refresh()
        said = []
        monkeypatch.setattr(window, "say", said.append)
        (hit,) = window.rooms.palette.matches("reopen")
        assert "(" in hit.text
        hit.run()
        assert said == [window.actions_["card.reopen"].statusTip()]

    @pytest.mark.parametrize("words", ["finished", "filter late", "archived too"])
    def test_it_finds_the_filters_of_the_board(self, window, words):
        window.go("work")
        (hit,) = window.rooms.palette.matches(words)
        before = window.board.models.filter
        hit.run()
        assert window.board.models.filter != before
        assert window.host.place == "board"

    def test_it_finds_the_languages(self, window):
        (hit,) = window.rooms.palette.matches("indonesia")
        hit.run()
        try:
            assert i18n.language() == "id"
            assert window.rooms.palette.matches("selesai")
        finally:
            window.use_language("en")

    def test_it_finds_a_form_of_a_card(self, window, qtbot):
        tile = next(iter(window.board.models.tiles.values()))
        form = window.desk.outline(tile.id).forms[0]
        palette = window.rooms.palette
        window.open_palette()
        palette.field.setText(f"{tile.code} {form.kind}")
        qtbot.waitUntil(lambda: any(form.title.text() in hit.text for hit in palette._hits))
        hit = next(hit for hit in palette._hits if form.title.text() in hit.text)
        assert hit.text.startswith(tile.code)
        hit.run()
        assert window.host.key == f"form:{form.form_id}"

    @pytest.mark.parametrize("words", ["", "sheet", "begin"])
    @pytest.mark.parametrize("above", [False, True])
    def test_the_board_that_one_comes_back_to_stands_at_the_card_that_was_meant(
        self, window, qtbot, monkeypatch, words, above
    ):
        tiles = list(window.board.models.tiles.values())
        tile, other = tiles[0], next(each for each in tiles if each.stage != tiles[0].stage)
        window.board.columns.choose([other.id], focus=True)
        if above:
            window.open_card(other.id)
        title = Label("Sheet", "Lembar")
        form = replace(window.desk.outline(tile.id).forms[0], title=title)
        window.rooms.forms._asked = {tile.id}
        titles = {kind: title for stage in known_stages() for kind in stage.forms}
        window.rooms.forms._forms = {tile.id: Forms((form,), titles)}
        monkeypatch.setattr(window, "open_form", lambda *_given: window.open_form_id("begun"))
        hits = window.rooms.palette.matches(f"{tile.code} sheet" if words else tile.code)
        hit = next(hit for hit in hits if ("Begin" in hit.text) is (words == "begin"))
        hit.run()
        assert window.host.page.title.startswith("form" if words else "card")
        while window.host.key:
            assert window.host.back()
        assert window.board.columns.selected_ids() == [tile.id]
        qtbot.waitUntil(window.board.columns.columns[tile.stage].list.hasFocus)

    def test_what_is_opened_of_a_card_that_the_board_does_not_show_leaves_what_is_chosen(
        self, window
    ):
        first, hidden = list(window.board.models.tiles.values())[:2]
        window.board.columns.choose([first.id])
        window.board.show_filter(Filter(text=first.code))
        window.rooms.jump_to_card(hidden.id)
        assert window.board.columns.selected_ids() == [first.id]

    def test_it_offers_to_begin_a_form_that_a_card_has_not_yet(self, window, qtbot, monkeypatch):
        tile = next(iter(window.board.models.tiles.values()))
        begun = {form.kind for form in window.desk.outline(tile.id).forms}
        kind = next(kind for stage in known_stages() for kind in stage.forms if kind not in begun)
        titles = {each: Label(f"Sheet {each}", f"Lembar {each}") for each in (kind, *begun)}
        monkeypatch.setattr(type(window.desk), "form_titles", lambda *_given: titles, raising=False)
        opened = []
        monkeypatch.setattr(window, "open_form", lambda *given: opened.append(given))
        palette = window.rooms.palette
        window.open_palette()
        palette.field.setText(f"{tile.code} lembar")
        wanted = f"{tile.code}   Begin: Sheet {kind}"
        qtbot.waitUntil(lambda: wanted in [hit.text for hit in palette._hits])

        def offered(seen):
            monkeypatch.setattr(window.board.models, "all_tiles", lambda: [seen])
            return [hit for hit in palette.matches(f"{tile.code} lembar") if "Begin" in hit.text]

        (hit, *_others) = offered(tile)
        hit.run()
        assert opened == [(tile.id, kind)]
        assert not offered(tile._replace(status="cancelled"))
        window.info = replace(window.info, read_only=True)
        assert not offered(tile)

    def test_a_word_of_the_form_that_stands_in_the_title_of_the_card_finds_the_form_too(
        self, window, qtbot, monkeypatch
    ):
        tile = next(iter(window.board.models.tiles.values()))
        form = window.desk.outline(tile.id).forms[0]
        word = form.title.text().split()[0]
        alike = tile._replace(search=f"{tile.search} {word.casefold()} studio")
        monkeypatch.setattr(window.board.models, "all_tiles", lambda: [alike])
        palette = window.rooms.palette
        window.open_palette()
        palette.field.setText(f"{tile.code} {word}")
        named = f"{tile.code}   {form.title.text()}"
        qtbot.waitUntil(lambda: named in [hit.text for hit in palette._hits])

    def test_words_of_the_card_alone_find_the_card_and_none_of_its_forms(self, window, qtbot):
        tile = next(iter(window.board.models.tiles.values()))
        palette = window.rooms.palette
        window.open_palette()
        palette.field.setText(f"{tile.code} {window.desk.outline(tile.id).forms[0].kind}")
        qtbot.waitUntil(lambda: len(palette._hits) > 0)
        hits = palette.matches(f"{tile.code} {tile.code}")
        assert [hit.text.partition("   ")[2] for hit in hits] == [tile.title(i18n.language())]

    def test_what_a_page_that_was_made_anew_meanwhile_does_is_found_by_its_name(
        self, window, monkeypatch
    ):
        page, done, said = Page("directory"), [], []
        line = QVBoxLayout(page)

        def build(words: str) -> QPushButton:
            button = QPushButton("Add a person…", page)
            button.clicked.connect(lambda: done.append(words))
            line.addWidget(button)
            return button

        old = build("old")
        window.open_page(page)
        monkeypatch.setattr(window, "say", said.append)
        (hit,) = window.rooms.palette.matches("add a person")
        delete(old)
        new = build("new")
        new.show()
        hit.run()
        assert (done, said) == (["new"], [])
        delete(new)
        hit.run()
        assert (done, len(said)) == (["new"], 1)
        assert "Add a person…" in said[0]

    def test_an_action_of_a_page_that_was_made_anew_meanwhile_is_the_one_that_is_there(
        self, window, monkeypatch
    ):
        page, done, said = Page("card"), [], []

        def build(words: str) -> QWidget:
            panel = QWidget(page)
            stamp = Action(id="x", title="Stamp it", callback=lambda: done.append(words))
            Actions(panel).register([stamp], panel)
            return panel

        old = build("old")
        window.open_page(page)
        monkeypatch.setattr(window, "say", said.append)
        (hit,) = window.rooms.palette.matches("stamp")
        delete(old)
        new = build("new")
        hit.run()
        assert (done, said) == (["new"], [])
        delete(new)
        hit.run()
        assert (done, len(said)) == (["new"], 1)

    def test_what_is_chosen_stays_so_whatever_is_found_before_it(self, window, made):
        palette = window.rooms.palette
        hits = [Hit(words, "eye", lambda: None) for words in ("One", "Two", "Three")]
        palette.open()
        palette.field.setText("t")
        found = list(hits)
        palette.matches = lambda _text: list(found)
        palette.look_again()
        palette.list.setCurrentRow(1)
        found.insert(0, Hit("Before", "eye", lambda: None))
        palette.look_again()
        assert palette.list.currentItem().text() == "Two"
        del found[2]
        palette.look_again()
        assert palette.list.currentItem().text() == "Three", "what stands at its place"
        found.insert(0, Hit("Three", "eye", lambda: None))
        palette.look_again()
        assert palette.list.currentRow() == 3, "of two of one name the one that is nearer"

    def test_it_says_when_nothing_is_called_that(self, window):
        window.rooms.palette.open()
        window.rooms.palette.field.setText("zzzzqq")
        assert window.rooms.palette.list.count() == 1
        QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Return)
        assert window.host.page is window.board

    def test_disabled_actions_are_not_offered(self, window, made):
        window.board.columns.clear_choice()
        window._on_info(made.info(read_only=True))
        titles = [hit.text for hit in window.rooms.palette.matches("new micro")]
        assert titles == []


class TestHelp:
    def test_f1_opens_the_guide_at_the_page_that_is_shown(self, window, qtbot):
        window.actions_["help"].trigger()
        page = window.host.page
        assert page.topics.currentItem().text() == "The board"
        assert "columns" in page.text.toPlainText().lower()

    def test_every_topic_is_read_whole(self, window, qtbot):
        i18n.use_language("id")
        window.show_help()
        topics = window.host.page.topics
        words = [topics.item(row).text() for row in range(topics.count())]
        room = topics.viewport().width() - 20
        assert [each for each in words if topics.fontMetrics().horizontalAdvance(each) > room] == []

    @pytest.mark.parametrize("part", ["topics", "text"])
    def test_escape_closes_it(self, window, qtbot, part):
        window.actions_["help"].trigger()
        qtbot.keyClick(getattr(window.host.page, part), Qt.Key.Key_Escape)
        assert window.host.page is window.board

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_its_picture_leaves_room_for_words_and_looks_as_the_window(
        self, window, language, mode
    ):
        window.use_language(language)
        window.use_theme(mode)
        window.rooms.show_help("board")
        text = window.host.page.text
        place = "../pictures" if language == "en" else "../../pictures"
        kind = QTextDocument.ResourceType.ImageResource.value
        shown = text.loadResource(kind, QUrl(f"{place}/board.png"))
        assert 200 < shown.height() <= 300
        ground = shown.pixelColor(shown.width() // 2, shown.height() - 4).lightness()
        assert (ground < 128) == (mode == "dark")

    def test_every_picture_is_there_in_each_language_and_colour(self):
        names = {path.name for path in (resources.guide("en").parent / "pictures").iterdir()}
        for stem in ("board", "card", "form"):
            ends = ("", "-dark", "-id", "-id-dark")
            assert names >= {f"{stem}{end}.png" for end in ends}

    def test_every_shortcut_stands_among_the_keys(self, window):
        window.show_keys()
        shown = window.host.page.text.toPlainText()
        declared = [a for a in window.actions_.declared() if a.shortcut and a.menus]
        assert len(declared) > 15
        for action in declared:
            assert action.title in shown

    def test_a_menu_shows_what_was_declared_after_it_was_made(self, window):
        """The team's deeds come after the first paint; Close stays the last of its menu."""
        late = Action(id="late", title="Late", callback=lambda: None, menus=("file",))
        window.actions_.register((late,), window)
        menu = main_menu(window)
        assert not menu.actions()  # no first paint waits for it
        menu.aboutToShow.emit()
        files = menu.actions()[0].menu()
        window.actions_.register((late._replace(id="later", title="Later"),), window)
        files.aboutToShow.emit()
        shown = [entry.text() for entry in files.actions() if not entry.isSeparator()]
        assert shown[-3:] == ["Late", "Later", "Close"]
        assert len(shown) == len(set(shown))

    def test_enter_is_called_enter_wherever_keys_are_shown(self, window):
        shortcut = window.actions_["card.open"].shortcut().toString()
        window.show_keys()
        shown = window.host.page.text.toPlainText()
        assert shortcut == "Ctrl+Enter"
        assert "Ctrl+Enter" in shown
        assert "Return" not in shown

    def test_who_works_from_now_on_is_said_and_seen_in_the_narrow_sidebar_too(self, window):
        window.sidebar.show_narrow(narrow=True)
        button, today = window.sidebar._person, window.wiring.now().date()

        def seen(name: str, id_: str):
            info = replace(window.info, person=name, person_id=id_)
            window.sidebar.show_info(info, today)
            return button.icon().pixmap(button.iconSize()).toImage()

        assert seen("ID-02", "p2") != seen("SME-03", "p3")
        assert window.rooms.toast.text == "What is done from now on is done as SME-03."
        window.rooms.toast.take_away()
        seen("SME-03", "p3")
        assert not window.rooms.toast.text

    def test_a_notice_fits_the_window_as_it_is_now(self, window, qtbot):
        toast, words = window.rooms.toast, "A notice that is long " * 12
        window.resize(1366, 768)
        toast.say(words)
        qtbot.waitUntil(toast.isVisible)
        cut = toast.text
        window.resize(1024, 700)
        qtbot.waitUntil(lambda: len(toast.text) < len(cut))
        assert toast.geometry().right() <= toast.parentWidget().width()
        window.resize(1366, 768)
        qtbot.waitUntil(lambda: toast.text == cut)

    def test_its_links_lead_to_other_topics(self, window):
        window.rooms.show_help("README")
        page = window.host.page
        page.text.anchorClicked.emit(QUrl("take-over.md"))
        assert page.topics.currentItem().text() == "Take over"
        page.text.anchorClicked.emit(QUrl("../../../etc/passwd"))
        assert page.topics.currentItem().text() == "Take over"

    def test_without_the_guide_the_keys_are_there(self, window, monkeypatch):
        monkeypatch.setattr("mcdesk.resources.guide", lambda _language: None)
        window.rooms.show_help("board")
        page = window.host.page
        assert page.topics.count() == 1
        assert "Ctrl" in page.text.toPlainText()

    def test_it_speaks_the_language_that_was_chosen(self, window):
        window.rooms.show_help("board")
        page = window.host.page
        assert "stage" in page.text.toPlainText()
        window.use_language("id")
        assert "tahap" in page.text.toPlainText()

    def test_asked_again_it_goes_to_the_topic(self, window):
        window.rooms.show_help("start")
        page = window.host.page
        window.rooms.show_help("print")
        assert window.host.page is page
        assert page.topics.currentItem().text() == "Print"


class TestRemembering:
    def test_its_size_is_kept_also_when_it_is_killed(self, window, qtbot):
        window.resize(1111, 701)
        qtbot.waitUntil(lambda: window.state.geometry == window.saveGeometry())

    def test_everything_comes_back(self, window, open_window, qtbot):
        window.use_language("id")
        window.board.use_density("line")
        window.board.columns.toggle("design")
        window.board.show_filter(Filter(late=True))
        window.board.columns.change(hide="assignment", squeeze=True)
        window.board.show_panel(shown=False)
        assert window.close()
        again = open_window()
        assert again.state.language == "id"
        assert again.board.density == "line"
        assert again.board.models.filter == Filter(late=True)
        assert again.board.columns.arrangement.closed == {"design"}
        assert again.board.columns.arrangement.hidden == {"assignment"}
        assert again.board.columns.arrangement.squeeze
        assert not again.board.is_panel_shown

    def test_a_search_ends_with_the_window(self, window, open_window):
        window.board.show_filter(Filter(late=True, text="law"))
        assert window.close()
        again = open_window()
        assert again.board.models.filter == Filter(late=True)
        assert again.board.bar.search.text() == ""

    def test_each_workspace_has_its_own_columns_and_filter(self, window, open_window):
        window.board.columns.change(hide="assignment")
        window.board.columns.toggle("design")
        window.board.show_filter(Filter(late=True))
        assert window.close()
        other = open_window(workspace="other.mcdesk")
        assert other.board.models.filter == Filter()
        assert other.board.columns.arrangement.hidden == set()
        assert other.close()
        again = open_window()
        assert again.board.models.filter == Filter(late=True)
        assert again.board.columns.arrangement.closed == {"design"}

    def test_a_sample_leaves_nothing_behind(self, open_window):
        sample = open_window(keeps=False)
        sample.board.columns.change(hide="assignment")
        sample.board.show_filter(Filter(late=True))
        assert sample.close()
        own = open_window()
        assert own.board.columns.arrangement.hidden == set()
        assert own.board.models.filter == Filter()

    def test_many_workspaces_do_not_fill_the_file_for_ever(self, tmp_path):
        state = WindowState(tmp_path / "window.ini")
        for n in range(30):
            state.keep_board(tmp_path / f"{n}", Arrangement(closed={f"s{n}"}), Filter())
        assert state.arrangement(tmp_path / "29").closed == {"s29"}
        assert state.arrangement(tmp_path / "0").closed == set()

    @pytest.mark.parametrize("kept", ["%%%", "[]", '"x"', '{"/a": 3}', '{"/a": ["closed"]}'])
    def test_damaged_boards_are_no_boards(self, kept, tmp_path):
        path = tmp_path / "window.ini"
        kept_by_qt = QSettings(str(path), QSettings.Format.IniFormat)
        kept_by_qt.setValue("board/of", kept)
        kept_by_qt.sync()
        assert WindowState(path).filter(Path("/a")) == Filter()

    def test_a_damaged_file_is_no_trouble(self, tmp_path):
        path = tmp_path / "window.ini"
        path.write_text("[General]\nlanguage=xx\ntheme=pink\n[board]\ndensity=9\nof=%%%\n")
        state = WindowState(path)
        assert (state.language, state.theme, state.density) == ("en", "system", "normal")
        assert state.filter(tmp_path) == Filter()
        assert state.geometry.isEmpty()


def test_language_and_theme_switch_live(window, qapp):
    window.sidebar.language_requested.emit("id")
    assert language.i18n.language() == "id"
    window.use_theme("dark")
    assert theme.current() is theme.DARK
    assert not window.grab().isNull()
    window.use_theme("light")


def test_a_narrow_window_shows_icons_only(window):
    window.resize(1200, 700)
    assert window.sidebar._buttons["board"].text() == ""
    window.resize(1700, 900)
    assert "Board" in window.sidebar._buttons["board"].text()


@pytest.mark.parametrize("shown", ["en", "id"])
def test_the_sidebar_is_as_wide_as_its_longest_word(window, shown):
    window.resize(1920, 1000)
    window.sidebar.language_requested.emit(shown)
    window.sidebar.show_count("guide", 12)
    for button in window.sidebar._buttons.values():
        assert button.wanted() <= button.width(), button.text()
    assert WIDE <= window.sidebar.width() <= WIDEST
    window.resize(1200, 700)
    assert window.sidebar.width() == NARROW


def test_closing_ends_the_workers(window, qtbot):
    with qtbot.waitSignal(window.closed):
        assert window.close()
    assert not window.tasks._local._thread.is_alive()


class TestNewCard:
    def fill(self, window):
        window.new_card()
        dialog = window.findChild(NewCardDialog)
        dialog.title_en.setText("Tea for beginners")
        dialog.programme.setCurrentIndex(0)
        dialog.code.setText("MC-TEA")
        return dialog

    @pytest.mark.parametrize("code", ["code_taken", "no_right"])
    def test_a_refusal_keeps_what_was_typed_and_says_why(self, window, qtbot, monkeypatch, code):
        def refuse(*_given, **_more):
            raise Refused(Finding(code, "The code MC-TEA is taken."))

        monkeypatch.setattr(window.desk, "execute_together", refuse, raising=False)
        dialog = self.fill(window)
        dialog.ok.click()
        said = dialog.code_note if code == "code_taken" else dialog._refusal
        qtbot.waitUntil(lambda: not said.isHidden())
        assert dialog.isVisible()
        assert said.text() == "The code MC-TEA is taken."
        assert dialog.title_en.text() == "Tea for beginners"
        assert dialog.ok.isEnabled()
        dialog.code.setText("MC-TEA2")
        assert dialog.code_note.isHidden()
        dialog.reject()


class TestIdeas:
    def test_an_idea_is_noted_and_put_away(self, window, qtbot, monkeypatch):
        window.rooms.ideas.ask()
        dialog = window.rooms.ideas.findChild(IdeaDialog)
        dialog.title.setText("Tea")
        with qtbot.waitSignal(window.tasks.changed):
            dialog.ok.click()
        assert window.desk.done[-1] == NoteIdea(title="Tea")
        window.rooms.ideas._put_away(window.rooms.ideas._ideas[0])
        dialog = window.rooms.ideas.findChild(ReasonDialog)
        dialog._edit.setPlainText("No room for it")
        with qtbot.waitSignal(window.tasks.changed):
            dialog.ok.click()
        assert isinstance(window.desk.done[-1], PutIdeaAway)


def test_comments_that_name_me_are_work_and_lead_to_their_place(
    open_window, made, qtbot, monkeypatch
):
    line = MentionLine("k", "form-9", "d8/r/title", "MC-1", "F7", "@me look", "Rina", "2026-11-23")
    naming = [line]
    monkeypatch.setattr(type(made.desk([])), "mentions", lambda _desk: tuple(naming))
    window = open_window()
    with qtbot.waitSignal(window.board.loaded):
        window.begin()
    page = window.rooms.work
    qtbot.waitUntil(lambda: bool(page.mentions.lines))
    window.go("work")
    count = str(page.model.rowCount() + 1)
    assert count in window.sidebar._buttons["work"].accessibleName()
    assert count in page._title.text()
    assert page.mentions.isVisible()
    page.comment_opened.disconnect()
    go = next(iter(page.mentions.findChildren(QPushButton)))
    with qtbot.waitSignal(page.comment_opened) as told:
        go.click()
    assert told.args == ["form-9", "d8/r/title", "k"]
    words = next(each for each in page.mentions.findChildren(QLabel) if each.text() == "@me look")
    with qtbot.waitSignal(page.comment_opened) as told:
        QTest.mouseDClick(words, Qt.MouseButton.LeftButton)
    assert told.args == ["form-9", "d8/r/title", "k"]
    language.switch("id")
    shown = [each.text() for each in page.mentions.findChildren(QLabel) if each.isVisible()]
    assert shown[0] == "1 komentar menyebut Anda"
    language.switch("en")
    naming.clear()
    window.hear(Changes(tables=frozenset(("comment",))))
    qtbot.waitUntil(lambda: not page.mentions.lines)
    assert not page.mentions.isVisible()
    assert str(page.model.rowCount()) in page._title.text()


def test_a_step_is_named_with_whose_comment_and_which_cards():
    one = StepName("CommentWritten", ("MC-LAW-001",), "F2", "Sari Dewi")
    assert step_words(one) == "Comment written by Sari Dewi · MC-LAW-001 F2"
    many = StepName("CardMoved", ("MC-1", "MC-2", "MC-3", "MC-4", "MC-5"))
    assert step_words(many) == "Moved · MC-1 and 4 more"
    assert step_words(StepName("CardMoved", ("MC-1", "MC-2"))) == "Moved · MC-1, MC-2"
    assert step_words(NO_STEP) == ""


def test_a_stage_that_was_renamed_is_renamed_on_the_open_board(qtbot):
    from mcdesk.ui import places
    from mcdesk.ui.board.header import StageHeader

    stages, _phases = places.shipped_columns()
    header = StageHeader(stages[0])
    qtbot.addWidget(header)
    header.rename(stages[0]._replace(title=Label("Begun", "Dimulai")))
    assert "Begun" in header.toolTip()


def test_what_was_taken_over_is_chosen_on_the_board(window):
    pages.take_over(window)
    page = window.host.page
    assert window.host.key == "takeover"
    new = [tile.id for tile in sorted(window.board.models.tiles.values(), key=lambda t: t.code)][:2]
    page.closed.emit()
    page.taken.emit(new)
    assert window.host.key == ""
    assert window.host.place == "board"
    assert set(window.board.columns.selected_ids()) == set(new)
