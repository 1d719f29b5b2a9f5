"""The board on screen: keyboard, selection, drops, bulk moves, filter, panel."""

from __future__ import annotations

import math
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QPixmap,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from mcdesk.application.views import Changes, Outcome, ScanLine, SentBack
from mcdesk.errors import Finding
from mcdesk.procedure.stage import Label
from mcdesk.ui import dialogs, language, theme
from mcdesk.ui.board import head, words
from mcdesk.ui.board.aims import MoveManyDialog
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.head import APART, BAND, SIGN, count_texts
from mcdesk.ui.board.many import ManyDialog
from mcdesk.ui.board.measure import Ruler, short_code
from mcdesk.ui.board.model import cards_as_mime
from mcdesk.ui.board.sketch import Measures, line_texts, sketch, stacked_texts
from mcdesk.ui.board.words import age_text
from mcdesk.ui.credential.errands import Refusal
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.moving import MoveDialog, SendBackDialog
from mcdesk.ui.menu_reasons import MenuReasons
from mcdesk.ui.parts import Link

Key = Qt.Key


@pytest.fixture
def board(open_board, made):
    tiles = [
        made.tile(1, stage="assignment"),
        made.tile(2, stage="discussion", ready_for="proposal", blocked_count=0),
        made.tile(3, stage="discussion"),
        made.tile(4, stage="proposal", ready_for="timeline", blocked_count=0),
        made.tile(5, stage="proposal"),
        made.tile(6, stage="design", planned_end="2026-11-01"),
    ]
    return open_board(tiles)


def column(board, stage):
    return board.page.columns.columns[stage]


def choose(board, *ids):
    board.page.columns.choose(ids, focus=True)


def stage_of(board, id_):
    return board.page.models.tiles[id_].stage


def shown(qtbot, kind):
    """Wait for a dialog of a kind."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


@pytest.fixture
def asked(monkeypatch):
    """Answers dialogs instead of a person; notes what was explained."""
    explained = []
    monkeypatch.setattr(dialogs, "explain", lambda error, *rest, **words: explained.append(error))
    return explained


class TestPainting:
    @pytest.fixture
    def painted(self, board, monkeypatch):
        """Return which cards are painted anew; others are copied from their pictures."""
        found, delegate = [], board.page.delegate
        paint = delegate._picture

        def painting(tile, *how):
            found.append(tile.id)
            return paint(tile, *how)

        monkeypatch.setattr(delegate, "_picture", painting)
        QApplication.processEvents()
        found.clear()
        return found

    def repaint(self, board):
        for each in board.page.columns.lists():
            each.viewport().repaint()

    def test_the_whole_board_paints_no_card_anew_that_is_as_it_was(self, board, painted):
        page, models = board.page, board.page.models
        tiles = [tile._replace() for tile in models.tiles.values()]
        tiles[2] = tiles[2]._replace(blocked_count=5)
        shown_before = dict(models.tiles)
        page.show_board(board.desk.board()._replace(tiles=tuple(tiles)))
        self.repaint(board)
        assert set(painted) == {tiles[2].id}
        same = [id_ for id_, tile in models.tiles.items() if tile is shown_before[id_]]
        assert len(same) == len(tiles) - 1

    def test_only_cards_that_name_a_role_or_stage_are_painted_anew_for_other_names(
        self, board, painted, made
    ):
        info = made.info()
        board.page.use_workspace(info)
        self.repaint(board)
        assert painted == []
        stages = tuple(
            stage._replace(short=Label(f"{stage.short.en}!", f"{stage.short.id}!"))
            for stage in words.known_stages()
        )
        board.page.use_workspace(replace(info, stages=stages))
        self.repaint(board)
        assert set(painted) == {"c2", "c4"}

    def test_another_day_paints_all_anew(self, board, painted):
        page = board.page
        page.delegate.use(page.density, page.models.today + timedelta(days=1))
        self.repaint(board)
        assert len(painted) >= 5


class TestKeyboard:
    def test_arrows_go_across_columns_and_skip_empty_ones(self, board, qtbot):
        choose(board, "c1")
        QTest.keyClick(column(board, "assignment").list, Key.Key_Right)
        assert board.page.columns.selected_ids() == ["c2"]
        QTest.keyClick(column(board, "discussion").list, Key.Key_Down)
        assert board.page.columns.selected_ids() == ["c3"]
        QTest.keyClick(column(board, "discussion").list, Key.Key_Right)
        QTest.keyClick(column(board, "proposal").list, Key.Key_Right)
        assert board.page.columns.selected_ids() == ["c6"]
        QTest.keyClick(column(board, "design").list, Key.Key_Left)
        assert board.page.columns.current_list() is column(board, "proposal").list

    def test_enter_opens(self, board, qtbot):
        choose(board, "c5")
        with qtbot.waitSignal(board.page.card_opened) as opened:
            QTest.keyClick(column(board, "proposal").list, Key.Key_Return)
        assert opened.args == ["c5"]

    def test_space_chooses_and_lets_go(self, board):
        choose(board, "c5")
        QTest.keyClick(column(board, "proposal").list, Key.Key_Space)
        assert board.page.columns.selected_ids() == []
        QTest.keyClick(column(board, "proposal").list, Key.Key_Space)
        assert board.page.columns.selected_ids() == ["c5"]

    def test_a_advances_and_the_keyboard_follows_the_card(self, board, qtbot):
        choose(board, "c2")
        with qtbot.waitSignal(board.tasks.changed):
            QTest.keyClick(column(board, "discussion").list, Key.Key_A)
        assert stage_of(board, "c2") == "proposal"
        assert board.page.columns.selected_ids() == ["c2"]

    def test_slash_goes_to_the_search(self, board, qtbot):
        choose(board, "c2")
        QTest.keyClick(column(board, "discussion").list, Key.Key_Slash)
        assert board.page.bar.search.hasFocus()
        QTest.keyClicks(board.page.bar.search, "2605")
        qtbot.waitUntil(lambda: board.page.models.counts("proposal")[0] == 1)
        assert board.page.models.counts("discussion")[0] == 0

    def test_letters_do_not_search_for_cards(self, board):
        choose(board, "c2")
        column(board, "discussion").list.keyboardSearch("z")
        assert board.page.columns.current_id() == "c2"

    def test_w_opens_the_panel_on_what_is_missing(self, board, qtbot):
        choose(board, "c5")
        QTest.keyClick(column(board, "proposal").list, Key.Key_W)
        qtbot.waitUntil(lambda: board.page.panel.card_id == "c5")
        assert not board.page.panel.isHidden()

    def test_escape_closes_the_panel_and_gives_the_keyboard_back(self, board, qtbot):
        board.page.columns.choose(["c5"], focus=True)
        board.page.show_missing()
        qtbot.waitUntil(lambda: board.page.panel.card_id == "c5")
        qtbot.waitUntil(lambda: isinstance(board.page.focusWidget(), Link))
        assert board.page.panel.isAncestorOf(board.page.focusWidget())
        QTest.keyClick(board.page.focusWidget(), Qt.Key.Key_Escape)
        assert board.page.panel.isHidden()
        assert board.page.columns.selected_ids() == ["c5"]
        assert board.page.columns.isAncestorOf(board.page.focusWidget())

    @pytest.mark.parametrize("key", [Key.Key_H, Key.Key_C])
    def test_a_column_that_goes_hands_the_keyboard_to_the_next_one(self, board, key):
        choose(board, "c2")
        QTest.keyClick(QApplication.focusWidget(), key)
        assert not column(board, "discussion").list.isVisible()
        assert column(board, "proposal").list.hasFocus()
        assert board.page.columns.current_list() is column(board, "proposal").list
        QTest.keyClick(QApplication.focusWidget(), key)
        QTest.keyClick(QApplication.focusWidget(), key)
        assert column(board, "assignment").list.hasFocus()
        QTest.keyClick(QApplication.focusWidget(), Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
        assert all(
            each.list.isVisible() or each.is_rail for each in board.page.columns.columns.values()
        )
        assert column(board, "design").list.isVisible()

    def test_without_any_column_the_keyboard_still_brings_them_back(self, board):
        choose(board, "c1")
        for _n in range(14):
            QTest.keyClick(QApplication.focusWidget(), Key.Key_H)
        assert board.page.columns.hasFocus()
        assert not column(board, "assignment").list.isVisible()
        QTest.keyClick(QApplication.focusWidget(), Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
        assert column(board, "assignment").list.hasFocus()

    def test_a_column_hidden_by_the_mouse_takes_no_keyboard_from_elsewhere(self, board):
        board.page.columns.choose(["c2"])
        board.page.bar.search.setFocus()
        board.page.columns.change(hide="discussion")
        assert board.page.bar.search.hasFocus()


class TestHand:
    """The keyboard goes on when the card that it was on has left the board."""

    def leaves(self, board, *ids, **state):
        """Let cards be changed by whoever it is."""
        tiles = board.page.models.tiles
        changed = tuple(tiles[id_]._replace(**state) for id_ in ids)
        board.page.apply(Changes(cards=frozenset(ids), tiles=changed))

    def is_on(self, board, id_):
        """The card is chosen, and letters and arrows are about it."""
        columns = board.page.columns
        model, _row = board.page.models.find(id_)
        cards = column(board, model.stage).list
        return (
            columns.selected_ids() == [id_] == [columns.current_id()]
            and cards.currentIndex().isValid()
            and cards.hasFocus()
        )

    @pytest.mark.parametrize("status", ["completed", "cancelled"])
    def test_it_goes_to_the_next_one_of_the_column(self, board, status):
        choose(board, "c2")
        self.leaves(board, "c2", status=status)
        assert board.page.models.find("c2") is None
        assert self.is_on(board, "c3")
        assert board.page.actions_["card.open"].isEnabled()

    def test_behind_the_last_one_to_the_one_before(self, board):
        choose(board, "c3")
        self.leaves(board, "c3", status="completed")
        assert self.is_on(board, "c2")

    def test_out_of_an_empty_column_to_the_next_column_with_cards(self, board):
        choose(board, "c1")
        self.leaves(board, "c1", status="completed")
        assert self.is_on(board, "c2")
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
        assert self.is_on(board, "c4")

    def test_out_of_the_last_column_to_the_one_before(self, board):
        choose(board, "c6")
        self.leaves(board, "c6", status="completed")
        assert self.is_on(board, "c4")

    def test_several_that_leave_together_leave_it_to_the_nearest(self, board):
        choose(board, "c4", "c5")
        self.leaves(board, "c4", "c5", status="cancelled")
        assert self.is_on(board, "c6")

    def test_a_card_that_a_filter_takes_away_hands_on(self, board):
        choose(board, "c2")
        board.page.bar.filtered.emit(Filter(late=True))
        assert board.page.models.shown() == 1
        assert self.is_on(board, "c6")

    def test_a_card_that_somebody_takes_into_a_closed_column_hands_on(self, board):
        board.page.columns.toggle("timeline")
        choose(board, "c4")
        self.leaves(board, "c4", stage="timeline")
        if column(board, "timeline").is_rail:
            assert self.is_on(board, "c5")
        else:
            assert self.is_on(board, "c4")

    def test_a_whole_board_that_comes_anew_without_the_card_hands_on(self, board, made):
        choose(board, "c4")
        rest = [tile for id_, tile in board.page.models.tiles.items() if id_ != "c4"]
        board.page.show_board(made.board(rest))
        assert self.is_on(board, "c5")

    def test_who_types_elsewhere_keeps_the_keyboard(self, board):
        choose(board, "c2")
        board.page.bar.search.setFocus()
        self.leaves(board, "c2", status="completed")
        assert board.page.bar.search.hasFocus()
        board.page.take_focus()
        assert self.is_on(board, "c3")

    def test_back_from_the_search_a_card_has_the_keyboard(self, board):
        choose(board, "c2")
        board.page.bar.search.setFocus()
        board.page.columns.clear_choice()
        self.leaves(board, "c2", "c3", status="completed")
        board.page.take_focus()
        assert column(board, "proposal").list.hasFocus()
        assert board.page.columns.current_id() == "c4"

    def test_what_others_do_to_other_cards_moves_nothing(self, board):
        choose(board, "c2")
        self.leaves(board, "c5", status="completed")
        assert self.is_on(board, "c2")


class TestSelection:
    def click(self, board, id_, modifier=Qt.KeyboardModifier.NoModifier):
        model, row = board.page.models.find(id_)
        cards = column(board, model.stage).list
        place = cards.visualRect(model.index(row)).center()
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def test_a_click_chooses_one_card_of_the_whole_board(self, board):
        self.click(board, "c1")
        self.click(board, "c4")
        assert board.page.columns.selected_ids() == ["c4"]

    def test_control_adds_across_columns(self, board):
        self.click(board, "c1")
        self.click(board, "c4", Qt.KeyboardModifier.ControlModifier)
        self.click(board, "c6", Qt.KeyboardModifier.ControlModifier)
        assert board.page.columns.selected_ids() == ["c1", "c4", "c6"]

    @pytest.mark.parametrize("ids", [("c1", "c4"), ("c1", "c4", "c6")])
    def test_a_key_that_chooses_one_of_several_columns_is_told_once(self, board, qtbot, ids):
        choose(board, *ids)
        lists = board.page.columns.lists()
        now = next(cards for cards in lists if ids[-1] in cards.selected_ids())
        now.setFocus()
        told = []
        board.page.columns.chosen.connect(lambda: told.append(board.page.columns.selected_ids()))
        QTest.keyClick(now, Qt.Key.Key_Up)
        qtbot.wait(1)
        assert told == [board.page.columns.selected_ids()]
        assert len(told[0]) == 1

    def test_the_choice_is_found_once_for_all_actions_and_followed(self, board, monkeypatch):
        page, asked, found = board.page, [], board.page.chosen
        monkeypatch.setattr(page, "chosen", lambda: asked.append("chosen") or found())
        page.actions_.refresh()
        assert asked == ["chosen"]
        page.columns.choose(["c1"])
        page.actions_.refresh()
        assert page.actions_["card.open"].isEnabled()
        monkeypatch.setattr(page, "chosen", list)
        page.actions_.refresh()
        assert not page.actions_["card.open"].isEnabled()

    def test_who_works_here_next_has_the_one_card_chosen_that_the_keyboard_is_on(self, board, made):
        choose(board, "c1", "c2")
        board.page.use_workspace(made.info())
        assert board.page.chosen_ids() == ["c1", "c2"]
        now = board.page.columns.current_id()
        board.page.use_workspace(made.info(person_id="p-other"))
        assert board.page.columns.selected_ids() == [now]
        board.page.use_workspace(made.info(person_id="p-third"))
        assert board.page.columns.selected_ids() == [now]

    def test_choose_all_and_none(self, board):
        board.page.actions_["board.choose_all"].trigger()
        assert len(board.page.columns.selected_ids()) == 6
        board.page.actions_["board.choose_nothing"].trigger()
        assert board.page.columns.selected_ids() == []


class TestDrop:
    def drop(self, board, stage, *ids):
        cards, data = column(board, stage).list, cards_as_mime(ids)
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.MoveAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        cards.dropEvent(event)
        return event

    def test_an_allowed_drop_commits_and_the_card_moves_when_the_event_comes_back(
        self, board, qtbot
    ):
        with qtbot.waitSignal(board.tasks.changed):
            event = self.drop(board, "timeline", "c4")
            assert stage_of(board, "c4") == "proposal"
        assert event.dropAction() == Qt.DropAction.IgnoreAction
        assert stage_of(board, "c4") == "timeline"
        assert [command.to for command in board.desk.done] == ["timeline"]

    def test_a_refused_drop_explains_and_nothing_moves(self, board, qtbot, asked):
        self.drop(board, "design", "c5")
        qtbot.waitUntil(lambda: len(asked) == 1)
        assert asked[0].findings[0].form == "F3"
        assert stage_of(board, "c5") == "proposal"

    def test_the_explanation_names_card_and_stage(self, board, qtbot, monkeypatch):
        told = []
        monkeypatch.setattr(dialogs, "explain", lambda *_error, **words: told.append(words))
        self.drop(board, "design", "c5")
        qtbot.waitUntil(lambda: len(told) == 1)
        tile = board.page.models.tiles["c5"]
        title = f"{tile.code} cannot move to 8 Component design yet"
        assert told == [{"refused": title, "about": tile.title_en}]

    def test_a_drop_on_the_own_column_asks_nothing(self, board, asked):
        self.drop(board, "proposal", "c5")
        assert board.desk.done == []
        assert asked == []

    def test_a_drop_backwards_asks_for_a_reason(self, board, qtbot):
        self.drop(board, "assignment", "c5")
        dialog = shown(qtbot, SendBackDialog)
        qtbot.waitUntil(lambda: dialog.fallen is not None)
        assert dialog.value("to") == "assignment"
        assert dialog.focusWidget() is dialog.input("reason")
        dialog.input("reason").setPlainText("new topic")
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.action.click()
        assert board.desk.done[0].reason == "new topic"
        assert said.args[0].endswith("moved to 1 Assignment")

    def test_a_drop_backwards_that_is_closed_to_one_says_why(self, board, qtbot, monkeypatch):
        only = Finding("not_yours", "Only the CTL lead may move this card here.")
        monkeypatch.setattr(board.desk, "targets", lambda _cards: {"assignment": (only,)})
        self.drop(board, "assignment", "c5")
        dialog = shown(qtbot, Refusal)
        assert only.text in [label.text() for label in dialog.findChildren(QLabel)]
        dialog.reject()
        assert board.desk.done == []

    def test_thinking_better_of_it_moves_nothing(self, board, qtbot):
        self.drop(board, "assignment", "c5")
        shown(qtbot, SendBackDialog).reject()
        assert board.desk.done == []

    def test_several_dropped_backwards_have_one_reason(self, board, qtbot):
        self.drop(board, "assignment", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("new topic")
        with qtbot.waitSignal(board.tasks.changed):
            dialog.accept()
        assert [command.reason for command in board.desk.done] == ["new topic", "new topic"]

    def test_columns_that_would_refuse_look_it_while_dragging(self, board, made):
        page = board.page
        page.columns.targets.show(board.desk.targets(["c4"]), {"proposal"})
        assert column(board, "timeline").veil.isHidden()
        assert column(board, "proposal").veil.isHidden()
        assert "Dean has not signed" in column(board, "design").veil.reason
        page.columns.targets.end()
        assert all(c.veil.isHidden() for c in page.columns.columns.values())

    def test_few_cards_are_asked_of_the_worker_that_moves_them_and_many_are_not(
        self, board, monkeypatch
    ):
        kinds = []
        monkeypatch.setattr(board.tasks, "run", lambda *_a, kind, **_k: kinds.append(kind))
        tiles = tuple(board.page.models.tiles.values())
        board.page.dragging.ask(tiles[:1])
        board.page.dragging.ask(tiles[:1] * 6)
        monkeypatch.setattr(board.tasks, "is_idle", lambda: False)
        board.page.dragging.ask(tiles[:1])
        assert kinds == ["local", "reader", "reader"]

    def test_a_column_without_room_says_its_reason_beside_it_in_full(self, board):
        columns = board.page.columns
        columns.toggle("design")
        rail, hint = column(board, "design"), columns.targets.hint
        assert rail.is_rail
        unsigned = Finding("unsigned", "The Dean has not signed.")
        columns.targets.show({"design": (unsigned,)}, set())
        assert rail.veil.reason
        assert not rail.veil.says_all
        assert hint.isHidden()
        rail.list.hovering.emit(1)
        title = f"{rail.stage.number} {rail.stage.title.text()}"
        assert hint.words == f"{title}: The Dean has not signed."
        assert columns.viewport().rect().contains(hint.geometry())
        rail.list.hovering.emit(0)
        assert hint.isHidden()
        rail.list.hovering.emit(1)
        columns.targets.end()
        assert hint.isHidden()

    def test_a_column_with_room_says_its_reason_itself(self, board):
        columns = board.page.columns
        unsigned = Finding("unsigned", "The Dean has not signed.")
        columns.targets.show({"design": (unsigned,)}, set())
        wide = column(board, "design")
        wide.resize(200, wide.height())
        wide.list.hovering.emit(1)
        assert wide.veil.says_all
        assert columns.targets.hint.isHidden()

    def test_what_is_known_only_while_the_drag_stands_over_a_column_is_said(self, board):
        columns = board.page.columns
        columns.toggle("design")
        column(board, "design").list.hovering.emit(1)
        assert columns.targets.hint.isHidden()
        columns.targets.show({"design": (Finding("unsigned", "Not signed."),)}, set())
        assert columns.targets.hint.words.endswith("Not signed.")

    def test_a_drag_of_cards_is_accepted_and_other_things_are_not(self, board):
        cards = column(board, "design").list
        for data, accepted in ((cards_as_mime(["c1"]), True), (QMimeData(), False)):
            event = QDragEnterEvent(
                QPoint(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            event.ignore()
            cards.dragEnterEvent(event)
            assert event.isAccepted() == accepted

    def test_a_read_only_board_drags_nothing(self, board, made, monkeypatch):
        board.page.use_workspace(made.info(read_only=True))
        choose(board, "c4")
        monkeypatch.setattr("mcdesk.ui.board.dragging.QDrag", None)
        board.page.columns.drag_wanted.emit()
        assert not board.page.actions_["card.move"].isEnabled()


class TestMany:
    def test_failing_ones_stand_apart(self, board, qtbot, monkeypatch):
        shown = []

        def note(self):
            shown.append(self)
            return 0

        monkeypatch.setattr(dialogs.ResultsDialog, "exec", note)
        said = []
        board.page.mover.said.connect(said.append)
        choose(board, "c2", "c4", "c5")
        board.page.actions_["card.advance"].trigger()
        qtbot.waitUntil(lambda: len(shown) == 1)
        assert [stage_of(board, id_) for id_ in ("c2", "c4", "c5")] == [
            "proposal", "timeline", "proposal"
        ]  # fmt: skip
        assert said == ["2 cards moved"]

    def test_each_reason_leads_to_where_it_is_mended(self, board, qtbot, monkeypatch):
        shown = []

        def go(self):
            shown.append([link.accessibleName() for link in self.findChildren(Link)])
            goes = next(link for link in self.findChildren(Link) if link.text() == "Go")
            goes.click()
            return 1

        monkeypatch.setattr(dialogs.ResultsDialog, "exec", go)
        choose(board, "c4", "c5")
        with qtbot.waitSignal(board.page.form_requested) as wanted:
            board.page.actions_["card.advance"].trigger()
        assert wanted.args == ["c5", "F3", ""]
        names = shown[0]
        assert len(names) == 2
        assert names[0].startswith("Open MC-")
        assert names[1].startswith("Go to: ")

    def test_a_card_of_which_nothing_is_told_can_be_opened(self, made, qtbot):
        tile = made.tile(1)
        dialog = dialogs.ResultsDialog("Stays", [Outcome("c1", code="x")], {"c1": tile.code})
        qtbot.addWidget(dialog)
        dialog.findChild(Link).click()
        assert dialog.wanted == ("c1", "", "")

    def test_what_a_team_lacks_leads_to_the_team(self, qtbot):
        shown = dialogs.FindingList()
        qtbot.addWidget(shown)
        shown.show_findings([Finding("team", "The team has no {role} yet.", {"role": "GD"})])
        with qtbot.waitSignal(shown.followed) as followed:
            shown.findChild(Link).click()
        assert followed.args == ["team", ""]

    def test_when_all_go_nothing_is_asked(self, board, qtbot):
        choose(board, "c2", "c4")
        with qtbot.waitSignal(board.page.mover.said) as said:
            board.page.actions_["card.advance"].trigger()
        assert said.args == ["2 cards moved"]
        assert sorted(board.page.columns.selected_ids()) == ["c2", "c4"]


class TestMoveDialog:
    def ask(self, board, qtbot, *ids):
        choose(board, *ids)
        board.page.actions_["card.move"].trigger()
        return shown(qtbot, MoveDialog)

    def test_m_asks_where_to_and_moves(self, board, qtbot):
        choose(board, "c4")
        QTest.keyClick(column(board, "proposal").list, Key.Key_M)
        dialog = shown(qtbot, MoveDialog)
        assert dialog.target == "timeline"
        with qtbot.waitSignal(board.page.mover.said):
            QTest.keyClick(dialog.list, Key.Key_Return)
        assert stage_of(board, "c4") == "timeline"

    def test_what_is_missing_leads_to_its_form(self, board, qtbot):
        dialog = self.ask(board, qtbot, "c5")
        with qtbot.waitSignal(board.page.mover.form_requested) as told:
            dialog.findings.followed.emit("F3", "t1")
        assert told.args == ["c5", "F3", "t1"]

    def test_an_exception_is_asked_for_as_on_the_page(self, board, qtbot):
        dialog = self.ask(board, qtbot, "c5")
        assert dialog._except.isVisible()
        dialog._except.click()
        asked = shown(qtbot, ExceptionDialog)
        assert asked.value("to") == "timeline"
        asked.reject()

    def test_several_cards_are_moved_together(self, board, qtbot):
        board.desk.tiles["c5"] = board.desk.tiles["c5"]._replace(ready_for="timeline")
        choose(board, "c4", "c5")
        board.page.actions_["card.move"].trigger()
        dialog = shown(qtbot, MoveManyDialog)
        assert dialog.list.key() == "timeline"
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == ["2 cards moved"]

    def test_a_bulk_move_cancelled_before_it_begins_leaves_nothing_behind(self, board, qtbot):
        gate, told = threading.Event(), []
        board.page.mover.progressed.connect(lambda *given: told.append(given))
        board.tasks.run(lambda desk: gate.wait(5), lambda result: None)
        board.page.mover.advance(["c4", "c5"])
        assert board.page.mover.job is not None
        board.page.mover.cancel()
        gate.set()
        qtbot.waitUntil(board.tasks.is_idle)
        assert board.page.mover.job is None
        assert told == [(0, 0)]
        assert board.desk.done == []


def offered(chip):
    """Return what a chip's menu says of each value."""
    chip._fill()
    return {entry.data(): entry.text().split("\t")[1] for entry in chip._menu.actions()}


class TestFilterBar:
    def test_switches_count_and_filter(self, board, qtbot):
        chip = board.page.bar._made["late"]
        assert "1" in chip.text()
        chip.click()
        assert board.page.models.filter == Filter(late=True)
        assert board.page.models.find("c1") is None
        board.page.bar.clear()
        assert board.page.models.find("c1") is not None

    def test_enter_goes_from_the_search_to_the_first_hit(self, board, qtbot):
        search = board.page.bar.search
        search.setFocus()
        QTest.keyClicks(search, board.page.models.tiles["c5"].code.casefold())
        QTest.keyClick(search, Key.Key_Return)
        assert board.page.columns.selected_ids() == ["c5"]
        assert column(board, "proposal").list.hasFocus()

    def test_enter_without_a_hit_stays_in_the_search(self, board):
        search = board.page.bar.search
        search.setFocus()
        QTest.keyClicks(search, "zzzz")
        QTest.keyClick(search, Key.Key_Return)
        assert search.hasFocus()

    def test_escape_empties_the_search_then_leaves_it(self, board, qtbot):
        search = board.page.bar.search
        board.page.show_filter(Filter(text="zzzz", late=True))
        search.setFocus()
        QTest.keyClick(search, Key.Key_Escape)
        qtbot.waitUntil(lambda: board.page.models.filter == Filter(late=True))
        assert search.hasFocus()
        QTest.keyClick(search, Key.Key_Escape)
        assert not search.hasFocus()

    def test_choices_come_from_the_cards(self, board):
        chip = board.page.bar._made["faculty"]
        chip._fill()
        entry = chip._menu.actions()[1]
        chip._menu.triggered.emit(entry)
        assert board.page.models.filter.faculty == entry.data()
        assert chip.text() == entry.text().split("\t")[0]

    def test_counts_are_of_what_one_would_see_by_choosing_it_now(self, board, made):
        tiles = [
            made.tile(901, faculty_id="f-a", programme_id="p-a", planned_end="2026-01-01"),
            made.tile(902, faculty_id="f-a", programme_id="p-b", debts=1, scans_owed=1),
            made.tile(903, faculty_id="f-b", programme_id="p-c", debts=1, planned_end="2026-01-01"),
        ]
        page, bar = board.page, board.page.bar
        page.models.apply(Changes(tiles=tuple(tiles), gone=frozenset(page.models.tiles)))

        def told(name):
            return bar._made[name].text()

        assert (told("debt"), told("late"), told("scan")) == ("Debts  2", "Late  2", "Scan owed  1")
        page.show_filter(Filter(faculty="f-a"))
        assert (told("debt"), told("late"), told("scan")) == ("Debts  1", "Late  1", "Scan owed  1")
        assert offered(bar._made["programme"]) == {"": "2", "p-a": "1", "p-b": "1"}
        assert offered(bar._made["faculty"]) == {"": "3", "f-a": "2", "f-b": "1"}
        page.show_filter(Filter(faculty="f-b", scan=True))
        assert offered(bar._made["faculty"]) == {"": "1", "f-a": "1", "f-b": "0"}
        assert told("debt") == "Debts"
        page.show_filter(Filter(debt=True))
        page.models.apply(Changes(tiles=(tiles[1]._replace(scans_owed=0),)))
        assert (told("debt"), told("scan")) == ("Debts  2", "Scan owed")
        page.show_filter(Filter(text="no such card"))
        assert told("late") == "Late"

    def test_chips_that_do_not_fit_are_in_the_menu(self, board):
        row = board.page.bar.chips
        row.resize(300, 30)
        assert not row._more.isHidden()
        hidden = [chip for chip in row._chips if not chip.isVisibleTo(row)]
        assert hidden
        row.resize(2000, 30)
        assert row._more.isHidden()


class TestPanel:
    def show(self, board, qtbot, id_):
        board.page.show_panel(shown=True)
        choose(board, id_)
        panel = board.page.panel
        qtbot.waitUntil(lambda: panel.card_id == id_ and len(self.texts(panel)) > 3)
        return panel

    def texts(self, panel):
        from PySide6.QtWidgets import QLabel

        return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]

    def test_it_shows_what_is_missing_and_who_owes_it(self, board, qtbot):
        texts = self.texts(self.show(board, qtbot, "c5"))
        assert "What is missing for 4 Timeline discussion?" in texts
        assert "Dean owes this" in texts
        assert "3 of 4 signed" in texts

    def test_its_links_lead_to_the_form(self, board, qtbot):
        from mcdesk.ui.parts import Link

        panel = self.show(board, qtbot, "c5")

        def links() -> list[Link]:
            return [w for w in panel.findChildren(Link) if w.text() == "Go" and w.isVisible()]

        qtbot.waitUntil(lambda: bool(links()))
        link = links()[0]
        with qtbot.waitSignal(board.page.form_requested) as wanted:
            link.click()
        assert wanted.args == ["c5", "F3", ""]

    def test_it_follows_what_changes(self, board, qtbot):

        panel = self.show(board, qtbot, "c5")
        board.desk.tiles["c5"] = changed = board.desk.tiles["c5"]._replace(title_en="Other name")
        board.tasks.publish(Changes(tiles=(changed,)))
        qtbot.waitUntil(lambda: "Other name" in self.texts(panel))

    def test_it_says_as_soon_as_somebody_who_is_asked_is_away(self, board, qtbot, monkeypatch):
        panel = self.show(board, qtbot, "c5")
        outline = board.desk.outline
        away = {"dean": "2026-12-12"}
        monkeypatch.setattr(board.desk, "outline", lambda card: replace(outline(card), away=away))
        board.tasks.publish(Changes(tables=frozenset({"absence"})))
        said = "Away until 12 Dec 2026"
        qtbot.waitUntil(lambda: any(text.startswith(said) for text in self.texts(panel)))

    def test_it_tells_why_a_card_was_sent_back(self, board, qtbot, monkeypatch):
        sent = SentBack("Sari Dewi", "2026-11-18", Label("8 Design", "8 Desain"), "The <b> hours")
        outline = board.desk.outline
        monkeypatch.setattr(
            board.desk, "outline", lambda card: replace(outline(card), sent_back=sent)
        )
        texts = self.texts(self.show(board, qtbot, "c5"))
        assert "Sent back from 8 Design" in texts
        assert "The <b> hours" in texts
        assert "Sari Dewi, 18 November 2026" in texts

    def test_it_tells_which_scans_are_owed_and_leads_to_attaching(self, board, qtbot, monkeypatch):
        owed = ScanLine(
            "f2",
            "F2",
            Label("Proposal", "Proposal"),
            (("SME-07", "2026-11-16"), ("DEAN-LAW", "2026-11-18")),
        )
        outline = board.desk.outline
        board.desk.tiles["c5"] = board.desk.tiles["c5"]._replace(scans_owed=1)
        monkeypatch.setattr(
            board.desk, "outline", lambda card: replace(outline(card), scans=(owed,))
        )
        panel = self.show(board, qtbot, "c5")
        texts = self.texts(panel)
        assert "1 scan is owed" in texts
        assert "F2 Proposal" in texts
        assert "decided by SME-07, 16 November 2026; DEAN-LAW, 18 November 2026" in texts
        (link,) = [each for each in panel.findChildren(Link) if each.text() == "Attach a scan…"]
        with qtbot.waitSignal(board.page.deed_requested) as wanted:
            link.click()
        assert wanted.args == ["c5", "scan"]

    def test_it_advances(self, board, qtbot):
        self.show(board, qtbot, "c4")
        with qtbot.waitSignal(board.tasks.changed):
            board.page.panel.advance_requested.emit("c4", "timeline")
        assert stage_of(board, "c4") == "timeline"

    def test_plain_text_stays_plain(self, board, qtbot, made):
        from PySide6.QtWidgets import QLabel

        tile = made.tile(9, title_en="<img src=x> & <b>bold</b>")
        board.desk.tiles["c9"] = tile
        board.tasks.publish(Changes(tiles=(tile,)))
        panel = self.show(board, qtbot, "c9")
        formats = {label.textFormat() for label in panel.findChildren(QLabel) if label.text()}
        assert formats == {Qt.TextFormat.PlainText}
        assert tile.title_en in self.texts(panel)


class TestColumns:
    def test_a_click_closes_and_opens(self, board):
        design = column(board, "design")
        design.header.click()
        assert design.is_rail
        design.header.click()
        assert not design.is_rail

    def test_a_column_that_is_emptied_stays_until_the_board_is_fitted_anew(self, open_board, made):
        tiles = [made.tile(1, stage="assignment"), made.tile(2, stage="discussion")]
        page = open_board(tiles, size=(1000, 700)).page
        first, other = page.columns.columns["assignment"], page.columns.columns["discussion"]
        assert page.columns.columns["design"].is_rail
        before = first.geometry(), other.geometry()
        page.apply(Changes(tiles=(tiles[0]._replace(stage="discussion"),)))
        assert (first.geometry(), other.geometry()) == before
        page.apply(Changes(tiles=(tiles[1]._replace(title_en="Other"),)))
        assert not first.is_rail
        page.resize(990, 700)
        assert first.is_rail

    def test_a_column_that_gets_its_first_card_opens(self, open_board, made):
        tiles = [made.tile(1, stage="assignment"), made.tile(2, stage="discussion")]
        page = open_board(tiles, size=(1000, 700)).page
        page.apply(Changes(tiles=(tiles[0]._replace(stage="design"),)))
        assert not page.columns.columns["design"].is_rail

    def test_hidden_columns_come_back(self, board):
        choose(board, "c6")
        board.page.actions_["board.hide_column"].trigger()
        assert column(board, "design").isHidden()
        board.page.actions_["board.all_columns"].trigger()
        assert not column(board, "design").isHidden()

    def test_what_shows_all_columns_brings_them_back_as_they_stood(self, open_board, made):
        page = open_board([made.tile(1, stage="proposal")], size=(1000, 700)).page
        page.columns.change(hide="design")
        page.columns.toggle("proposal")
        shown, rails = page.columns.arrangement.wishes(), [
            id_ for id_, each in page.columns.columns.items() if each.is_rail
        ]  # fmt: skip
        all_columns = page.actions_["board.all_columns"].trigger
        all_columns()
        assert not page.columns.columns["design"].isHidden()
        assert not page.columns.columns["proposal"].is_rail
        assert page.columns.columns["opening"].is_rail  # nobody closed it: it is empty
        all_columns()
        assert page.columns.arrangement.wishes() == shown
        assert [id_ for id_, each in page.columns.columns.items() if each.is_rail] == rails

    def test_empty_columns_are_opened_where_none_is_hidden_and_closed_again(self, open_board, made):
        page = open_board([made.tile(1, stage="proposal")], size=(1000, 700)).page
        all_columns = page.actions_["board.all_columns"].trigger
        all_columns()
        assert not any(each.is_rail for each in page.columns.columns.values())
        all_columns()
        assert page.columns.columns["opening"].is_rail

    def test_the_name_of_a_phase_stays_in_sight_when_its_begin_is_scrolled_away(
        self, open_board, made
    ):
        tiles = [made.tile(n, stage=stage.id) for n, stage in enumerate(made.procedure().stages)]
        columns = open_board(tiles, size=(900, 700)).page.columns
        before = columns.viewport().grab(QRect(0, 0, 120, BAND - 8)).toImage()
        columns.horizontalScrollBar().setValue(columns.horizontalScrollBar().maximum())
        after = columns.viewport().grab(QRect(0, 0, 120, BAND - 8)).toImage()
        assert columns.horizontalScrollBar().value() > 200
        ink = [image.pixelColor(x, y) for image in (before, after)
               for x in range(4, 60) for y in range(image.height())]  # fmt: skip
        half = len(ink) // 2
        assert len(set(map(QColor.name, ink[:half]))) > 4
        assert len(set(map(QColor.name, ink[half:]))) > 4

    def test_a_squeezed_day_keeps_its_month(self, made):
        tile = made.tile(1, planned_end="2026-12-14")
        for width in range(60, 200):
            said = sketch(tile, width, Measures.of("normal", width), made.today).due
            assert said in ("", "14 Dec", "14/12")

    def test_what_is_dragged_is_called_as_what_is_held(self, board, monkeypatch):
        told = []
        monkeypatch.setattr(
            "mcdesk.ui.board.picture.of_drag",
            lambda tiles, held, _ratio: told.append((len(tiles), held.id)) or QPixmap(),
        )
        monkeypatch.setattr("mcdesk.ui.board.dragging.QDrag.exec", lambda *_args: None)
        cards = column(board, "proposal").list
        ids = [tile.id for tile in cards.cards.tiles[:3]]
        board.page.columns.choose(ids)
        cards.selectionModel().setCurrentIndex(
            cards.cards.index(1), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        board.page.dragging.start()
        assert told == [(len(ids), ids[1])]

    def test_densities_have_one_height_each(self, board):
        heights = []
        for _number in range(3):
            board.page.next_density()
            cards = column(board, "proposal").list
            heights.append({cards.visualRect(cards.cards.index(n)).height() for n in (0, 1)})
        assert all(len(height) == 1 for height in heights)
        assert len({height.pop() for height in heights}) == 3

    def test_headers_tell_their_counts(self, board):
        name = column(board, "design").header.accessibleName()
        assert name == "8 Component design, 1 card, 1 late"

    def test_accessible_lists_have_names_and_rows(self, board):
        interface = QAccessible.queryAccessibleInterface(column(board, "proposal").list)
        assert interface.text(QAccessible.Text.Name) == "3 Proposal: cards"
        assert interface.childCount() >= 2


def test_a_board_of_another_day_is_painted_anew_although_no_card_has_changed(board, made):
    page = board.page
    painted: list[object] = []
    page._repaint = lambda: painted.append(1)
    same = made.board(list(page.models.tiles.values()))
    page.show_board(same)
    assert painted == []
    page.show_board(same._replace(today=same.today + timedelta(days=1)))
    assert painted == [1]


def test_what_did_not_change_is_not_painted(open_board, made, monkeypatch, qapp):
    """A list paints its own ground: scrolling or filtering it paints no column below it."""
    board = open_board([made.tile(n, stage="design") for n in range(1, 40)])
    from mcdesk.ui.board import column as columns

    painted = []
    monkeypatch.setattr(columns, "paint_ground", lambda *_a, **_k: painted.append(1))
    cards = column(board, "design").list
    qapp.processEvents()
    painted.clear()
    cards.verticalScrollBar().setValue(60)
    cards.viewport().update()
    qapp.processEvents()
    assert cards.verticalScrollBar().isVisible()
    assert painted == []
    theme.apply(qapp, "dark")
    qapp.processEvents()
    painted.clear()
    cards.verticalScrollBar().setValue(120)
    qapp.processEvents()
    theme.apply(qapp, "light")
    assert painted == []


def test_an_empty_board_explains_itself(open_board, qtbot):
    board = open_board([])
    assert board.page._middle.currentWidget() is board.page.empty
    assert board.page.focusWidget().text() == "New micro-credential"
    with qtbot.waitSignal(board.page.create_requested):
        QTest.keyClick(board.page.focusWidget(), Key.Key_Space)


def test_an_empty_board_has_all_its_room_and_the_panel_comes_with_the_first_card(open_board, made):
    board = open_board([])
    page = board.page
    page.show_panel(shown=True)
    assert "panel" not in vars(page) or page.panel.isHidden()
    page.apply(Changes(tiles=(made.tile(1, stage="proposal"),)))
    assert page.panel.isVisible()
    page.show_panel(shown=False)
    assert page.panel.isHidden()


def test_an_empty_board_that_may_only_be_read_begins_nothing(open_board, made):
    page = open_board([]).page
    page.use_workspace(made.info(read_only=True))
    words = ("New micro-credential", "Take over micro-credentials under way…", "Look at the sample")
    buttons = {button.text(): button for button in page.empty.findChildren(QPushButton)}
    assert [buttons[text].isEnabled() for text in words] == [False, False, True]
    assert buttons[words[0]].toolTip() == "This workspace is open for reading only."
    page.use_workspace(made.info())
    buttons = {button.text(): button for button in page.empty.findChildren(QPushButton)}
    assert all(buttons[text].isEnabled() for text in words)


def test_days_are_not_hours_in_indonesian(made):
    language.switch("id")
    assert words.age_text(made.tile(1), made.today).endswith(" hr")


def test_the_language_switches_live(board, qtbot):
    choose(board, "c5")
    language.switch("id")
    assert column(board, "proposal").header.accessibleName().startswith("3 Penyusunan proposal")
    assert board.page.columns._strip.bands[0][1] == "RENCANA"


def test_nothing_is_asked_of_the_desk_on_the_windows_thread(board, qtbot):
    choose(board, "c2")
    with qtbot.waitSignal(board.tasks.changed):
        board.page.actions_["card.advance"].trigger()
    assert "mcdesk-local" in board.desk.threads
    assert board.desk.threads <= {"mcdesk-reader", "mcdesk-local"}


def test_ten_thousand_cards_load(open_board, made):
    board = open_board(made.tiles(10_000))
    shown = sum(board.page.models.counts(stage)[0] for stage in board.page.models.models)
    assert shown == 10_000
    board.page.grab()
    painted = len(board.page.delegate._kept._kept)
    assert 0 < painted < 400


def test_painting_keeps_quiet_in_every_state(open_board, made, qtbot):
    tiles = [
        made.tile(1, status="on_hold", status_reason="x" * 300),
        made.tile(2, status="halted"),
        made.tile(3, status="cancelled"),
        made.tile(4, returned="dean", debts=2, round=3, loop=2),
        made.tile(
            5, title_en="", title_id="", faces_text="[]", of=0, planned_end="", blocked_count=0
        ),
        made.tile(6, title_en="W" * 500, code="X" * 200),
        made.tile(7, ready_for="end", stage="completion", blocked_count=0),
    ]
    board = open_board(tiles)
    board.page.show_filter(Filter(everything=True))
    for _number in range(3):
        board.page.next_density()
        assert not board.page.grab().isNull()
    QTest.keyClick(column(board, "proposal").list, Key.Key_Down)
    event = QEvent(QEvent.Type.HoverEnter)
    assert event is not None


class TestHiddenColumns:
    def test_the_bar_says_how_many_are_hidden_and_brings_them_back(self, board):
        board.page.columns.change(hide="design")
        board.page.columns.change(hide="opening")
        link = board.page.bar._hidden
        assert link.text() == "+ 2 columns"
        link.click()
        assert not column(board, "design").isHidden()
        assert link.isHidden()


def test_a_veil_leaves_the_head_readable(board):
    board.page.columns.targets.show(board.desk.targets(["c4"]), {"proposal"})
    design = column(board, "design")
    assert design.veil.geometry().top() == design.header.height()


def test_a_veil_says_days_as_people_write_them(board):
    owed = Finding("late", "The scan was due {day}.", {"day": "2026-11-20"})
    other = Finding("unsigned", "The Dean has not signed.")
    board.page.columns.targets.show({"design": (owed, owed, other)}, {"proposal"})
    assert column(board, "design").veil.reason == "The scan was due 20 Nov 2026. (+1)"


@pytest.mark.parametrize("density", ["normal", "line"])
def test_codes_in_one_column_are_cut_alike(qapp, made, density):
    """Whatever the programme, the round and the age: whole, or programme and number."""
    codes = ("MC-FIK-INF-2602", "MC-LAW-LAW-2602", "MC-LAW-LAW-2609", "MC-MED-NUR-2611")
    cards = [
        made.tile(1, code=code)._replace(round=round_, stage_since=since)
        for code in codes
        for round_ in (1, 3)
        for since in ("2026-11-20", "2026-08-01")
    ]
    for width in range(100, 320, 3):
        measures = Measures.of(density, width)
        if density == "normal":
            shown = [sketch(card, width, measures, made.today).code for card in cards]
        else:
            shown = [stacked_texts(card, width - 22, 17 * (card.round > 1), measures)[0]
                     for card in cards]  # fmt: skip
        assert len({code.count("-") for code in shown}) == 1
        assert shown[0] in (codes[0], "INF-2602")


def test_a_face_has_room_beside_a_mark_and_long_progress(qapp, made):
    measures = Measures.of("normal")
    tile = made.tile(3, done=0, of=13, blocked_count=13)._replace(debts=1, status="active")
    told = [sketch(tile, width, measures, made.today) for width in range(60, 200)]
    short = [drawn for drawn in told if drawn.progress == "0/13"]
    assert short
    assert all(drawn.faces and drawn.marks[0].icon == "flag" for drawn in short)
    assert all(drawn.faces for drawn in told[told.index(short[-1]) :])
    assert told[-1].progress == "0 of 13"


def test_a_card_of_one_line_has_its_title_below_its_code_in_a_narrow_column(qapp, made):
    tile = made.tile(3)
    wide, narrow = Measures.of("line", 300), Measures.of("line", 108)
    code, _x, title = line_texts(tile, 300, wide)
    assert (code, title) == (short_code(tile.code), tile.title_en)
    assert not wide.is_stacked
    assert narrow.is_stacked
    assert wide.height < narrow.height < Measures.of("normal").height / 2
    code, lines = stacked_texts(tile, 86, 13, narrow)
    assert code.endswith(tile.code.rsplit("-", 1)[-1])
    assert len(lines) == 2
    assert len(" ".join(lines)) > 14
    assert narrow.small.width_of(code) <= 86 - 13
    assert all(narrow.body.width_of(line) <= 86 for line in lines)


def test_cards_of_one_line_grow_where_columns_become_narrow(board, qtbot):
    board.page.use_density("line")
    cards = column(board, "proposal").list

    def height():
        cards.lay_out()
        return cards.visualRect(cards.cards.index(0)).height()

    heights = []
    for width in (900, 4000, 900):
        board.page.resize(width, 700)
        qtbot.waitUntil(lambda w=width: board.page.columns.viewport().width() > w / 2)
        heights.append(height())
    assert heights[0] == heights[2] == Measures.of("line", 108).height
    assert heights[1] == Measures.of("line", 320).height


def test_a_narrow_card_keeps_number_round_age_and_a_face(qapp, made):
    tile = made.tile(1, code="MC-TOU-TOU-2601", round=2)
    measures = Measures.of("normal")
    for width in range(102, 260, 5):
        drawn = sketch(tile, width, measures, made.today)
        assert drawn.code.endswith("2601")
        assert "R2" in drawn.right or drawn.programme.startswith("R2 · ")
        age, small = f"{tile.age(made.today)} d", measures.small
        assert [drawn.right.endswith(age), drawn.age == age].count(True) == 1
        assert not drawn.age or small.width_of(drawn.programme) < drawn.age_x
        assert not drawn.right or small.width_of(drawn.code) + 8 <= drawn.right_x
        assert drawn.faces
        owing = tile._replace(debts=1)
        marked = owing._replace(scans_owed=1, back_from="design")
        faces = len(sketch(owing, width, measures, made.today).faces)
        assert bool(sketch(marked, width, measures, made.today).faces) == (faces > 0)
        room = width - 2 * 11
        used = measures.small.width_of(drawn.code) + measures.small.width_of(drawn.right)
        assert used <= room


@pytest.mark.parametrize("initials", ["S12", "D3", "MW", "WW", "Q108", "+9"])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_the_letters_of_a_face_are_whole_where_the_next_one_begins(qapp, initials, ratio):
    """What differs from an empty face is the letters: they keep off the border and the next."""
    from mcdesk.ui.board.pictures import paint_face
    from mcdesk.ui.board.sketch import FACE, STEP

    for size, end in ((FACE, STEP), (24, 24)):
        empty = paint_face("", "p1", size, ratio).toImage()
        written = paint_face(initials, "p1", size, ratio).toImage()
        spots = [
            ((x + 0.5) / ratio, (y + 0.5) / ratio)
            for x in range(empty.width())
            for y in range(empty.height())
            if empty.pixel(x, y) != written.pixel(x, y)
        ]
        assert spots
        assert max(x for x, _y in spots) < end
        reach = size / 2 - 1.5
        assert all(math.hypot(x - size / 2, y - size / 2) < reach for x, y in spots)


@pytest.mark.parametrize(
    ("more", "texts"),
    [(200, ["1 terlambat", "2 siap"]), (0, ["1 terlambat", "2"]), (-90, ["1", "2"])],
)
def test_late_keeps_its_word_longest(qapp, more, texts):
    metrics = Ruler(theme.font("small"))
    room = metrics.width_of("1 terlambat") + metrics.width_of("2") + 2 * (SIGN + 3) + APART
    counts = [("1 terlambat", 1), ("2 siap", 2)]
    assert count_texts(counts, room + more, metrics) == texts


def test_a_narrow_column_says_late_in_words(board, monkeypatch, qtbot):
    painted = []
    language.switch("id")

    def noted(counts, room, metrics):
        painted.append((counts, room, metrics))
        return count_texts(counts, room, metrics)

    monkeypatch.setattr(head, "count_texts", noted)
    board.page.columns.change(squeeze=True)
    board.page.columns.columns["design"].grab()
    counts, room, metrics = next(told for told in painted if told[0])
    assert counts == [("1 terlambat", 1)]
    assert SIGN + 3 + metrics.width_of("1 terlambat") <= room


def test_age_gives_way_to_the_programme_of_a_code(qapp, made):
    language.switch("id")
    tile, measures = made.tile(1, code="MC-TOU-TOU-2601"), Measures.of("normal")
    words = age_text(tile, made.today)
    inner = measures.small.width_of("TOU-2601") + 4
    drawn = sketch(tile, inner + 22, measures, made.today)
    assert (drawn.code, drawn.right, drawn.age) == ("TOU-2601", "", words)
    assert drawn.age_x + measures.small.width_of(words) == inner


def test_a_round_does_not_cost_a_squeezed_card_its_programme(qapp, made):
    first = made.tile(1, code="MC-TOU-TOU-2601")
    again, measures = first._replace(loop=2), Measures.of("normal")
    for width in range(78, 260, 5):
        plain, marked = (sketch(tile, width, measures, made.today) for tile in (first, again))
        assert ("-" in marked.code) == ("-" in plain.code)
        assert "L2" in marked.right + marked.programme


def test_nothing_is_ever_shown_as_a_window_of_its_own(board, qapp):
    tops = [w for w in qapp.topLevelWidgets() if w.isVisible() and w is not board.page]
    assert tops == []
    board.page.empty.allow(take_over=True, sample=True)
    assert [w for w in qapp.topLevelWidgets() if w.isVisible() and w is not board.page] == []


class TestNoHit:
    def test_a_filter_that_hides_all_says_so_and_can_be_cleared(self, board, qtbot):
        board.page.bar.search.setText("zzzz")
        qtbot.waitUntil(lambda: board.page.no_hit.isVisible())
        button = board.page.no_hit.findChild(QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not board.page.no_hit.isVisible())
        assert board.page.models.shown() == 6

    def test_the_first_card_that_the_filter_hides_says_so_at_once(self, open_board, made):
        page = open_board([]).page
        page.show_filter(Filter(text="zzzz"))
        page.apply(Changes(tiles=(made.tile(1, stage="assignment"),)))
        over = page.columns.mapTo(page, page.no_hit.geometry().center())
        assert page.no_hit.isVisible()
        assert page.no_hit.isAncestorOf(page.childAt(over)) or page.childAt(over) is page.no_hit

    def test_what_is_not_on_the_board_is_looked_for_in_the_archive(self, open_board, made, qtbot):
        old = made.tile(2, status="completed", archived_on="2026-11-01")
        page = open_board([made.tile(1), old]).page
        assert "c2" not in page.models.tiles
        page.bar.search.setText(old.code)
        qtbot.waitUntil(lambda: page.no_hit.isVisible())
        (_clear, finished, archive) = page.no_hit.findChildren(QPushButton)
        assert finished.isHidden()
        QTest.mouseClick(archive, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.models.find("c2") is not None)
        assert page.bar._made["archived"].isChecked()
        assert not page.no_hit.isVisible()
        page.show_filter(Filter())
        qtbot.waitUntil(lambda: "c2" not in page.models.tiles)

    def test_a_cancelled_card_that_was_searched_for_is_a_click_away(self, open_board, made, qtbot):
        away = made.tile(2, status="cancelled")
        page = open_board([made.tile(1), away]).page
        page.bar.search.setText(away.code)
        qtbot.waitUntil(lambda: page.no_hit.isVisible())
        (_clear, finished, _archive) = page.no_hit.findChildren(QPushButton)
        assert finished.text() == "Show 1 completed or cancelled card"
        QTest.mouseClick(finished, Qt.MouseButton.LeftButton)
        assert page.models.find("c2") is not None
        assert page.bar._made["everything"].isChecked()
        assert not page.no_hit.isVisible()

    def test_a_finished_card_is_archived_from_the_menu(self, open_board, made, qtbot):
        opened = open_board([made.tile(1), made.tile(2, status="completed")])
        page = opened.page
        page.show_filter(Filter(everything=True))
        page.columns.choose(["c1", "c2"])
        page.actions_["card.archive"].trigger()
        qtbot.waitUntil(lambda: bool(opened.desk.done))
        assert [type(command).__name__ for command in opened.desk.done] == ["ArchiveCard"]

    def test_a_filter_with_hits_says_nothing(self, board, qtbot):
        board.page.show_filter(Filter(text=board.page.models.tiles["c1"].code.casefold()))
        assert board.page.models.shown() >= 1
        assert "no_hit" not in vars(board.page)


class TestMenus:
    @pytest.mark.parametrize(("status", "may"), [("active", False), ("completed", True)])
    def test_revisions_and_corrections_begin_from_a_finished_card(
        self, open_board, made, status, may
    ):
        board = open_board([made.tile(1, stage="assignment", status=status)])
        board.page.show_filter(Filter(everything=True))
        choose(board, "c1")
        for deed in ("card.revision", "card.correction"):
            assert board.page.actions_[deed].isEnabled() == may

    def test_what_is_closed_in_the_menu_says_why(self, open_board, made, qtbot):
        board = open_board([
            made.tile(1, status="on_hold"), made.tile(2), made.tile(3, status="halted"),
        ])  # fmt: skip
        actions = board.page.actions_
        choose(board, "c1")
        assert actions["card.cancel"].isEnabled()
        assert actions["card.halt"].isEnabled()
        assert not actions["card.hold"].isEnabled()
        assert actions["card.hold"].toolTip() == "It is on hold: resume it first."
        assert actions["card.revision"].statusTip().startswith("A revision starts from")
        choose(board, "c2", "c3")
        assert actions["card.halt"].isEnabled()
        assert actions["card.reopen"].statusTip().endswith("It is open already.")
        choose(board, "c3", "c1")
        first = board.page.models.tiles[board.page.chosen_ids()[0]].code
        assert actions["card.hold"].statusTip().startswith(f"{first}: It is ")
        menu = board.page.actions_.fill(QMenu(board.page), "card")
        assert menu.toolTipsVisible()
        closed = [each for each in menu.actions() if not each.isEnabled() and each.text()]
        assert closed
        assert all(each.statusTip() for each in closed)
        reasons = menu.findChild(MenuReasons)
        menu.hovered.emit(actions["card.hold"])
        assert reasons.told == actions["card.hold"].statusTip()
        menu.hovered.emit(actions["card.print"])
        assert reasons.told == ""
        menu.popup(board.page.mapToGlobal(QPoint(10, 10)))
        menu.setActiveAction(actions["card.move"])
        QTest.keyClick(menu, Key.Key_Down)
        assert reasons.told == actions["card.hold"].statusTip()
        menu.close()

    def test_where_there_is_no_card_the_menu_is_not_that_of_a_card(self, board, qtbot):
        cards = column(board, "assignment").list
        below = QPoint(20, cards.viewport().height() - 5)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, below, cards.viewport().mapToGlobal(below)
        )
        with (
            qtbot.waitSignal(cards.ground_menu_requested),
            qtbot.assertNotEmitted(cards.menu_requested),
        ):
            cards.contextMenuEvent(event)
        menu = next(m for m in board.page.findChildren(QMenu) if m.isVisible())
        assert board.page.actions_["card.move"] not in menu.actions()
        assert board.page.actions_["board.density"] in menu.actions()
        menu.close()


class TestLook:
    def ground(self, board) -> str:
        """Return the colour of the empty part of a column."""
        cards = next(c.list for c in board.page.columns.visible_columns() if c.list.cards.tiles)
        picture = cards.viewport().grab().toImage()
        return picture.pixelColor(picture.width() // 2, picture.height() - 4).name()

    @pytest.mark.parametrize("modes", [("dark",), ("dark", "light"), ("light", "dark", "light")])
    def test_columns_take_every_change_of_colours(self, board, qapp, modes):
        for mode in modes:
            theme.apply(qapp, mode)
        assert self.ground(board) == theme.current().column.name()

    def test_cards_are_painted_anew_in_the_language_chosen(self, board, qtbot):
        cards = next(c.list for c in board.page.columns.visible_columns() if c.list.cards.tiles)
        paints = Paints(cards.viewport())
        cards.viewport().update()
        qtbot.waitUntil(lambda: paints.seen > 0)
        paints.seen = 0
        language.switch("id")
        qtbot.waitUntil(lambda: paints.seen > 0)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.seen = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.seen += event.type() == QEvent.Type.Paint
        return False


def test_a_paper_of_the_chosen_card_is_made_from_the_menu(board, qtbot):
    choose(board, board.page.columns.lists()[0].cards.tiles[0].id)
    tile = board.page.chosen()[0]
    with qtbot.waitSignal(board.page.paper_requested) as told:
        board.page.actions_["card.binder"].trigger()
    assert told.args == ["binder", tile.id, tile.code]


def test_a_long_title_has_three_lines_and_is_whole_in_the_tooltip(qapp, made):
    from mcdesk.ui.board.sketch import CHIP, FACE, MARGIN, PAD

    title = "Drafting digital contracts for small firms in the region of the lake and beyond"
    blocked = "The Head of the study programme and the Dean have both not signed it yet"
    tile = made.tile(1, title_en=title, blocked_en=blocked, blocked_count=1, ready_for="")
    for density, rows in (("normal", 3), ("roomy", 4)):
        measures = Measures.of(density)
        drawn = sketch(tile, 108, measures, made.today)
        assert len(drawn.title) == rows
        assert len(drawn.state_lines) == 2
        low = PAD + 2 * measures.small.height() + 3 + rows * measures.bold.height() + 6
        low += len(drawn.state_lines) * measures.small.height()
        assert low <= measures.height - 2 * MARGIN - PAD - CHIP - 4 - FACE
    assert title in words.tooltip(tile, made.today)


def test_the_card_that_has_the_keyboard_at_first_is_the_one_that_keys_act_on(board, qtbot):
    page = board.page
    assert page.columns.current_id() == "c1"
    assert page.actions_["card.missing"].isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_W)
    qtbot.waitUntil(lambda: page.panel.is_about({"c1"}))


def test_the_keyboard_comes_back_to_the_chosen_card_that_went_to_another_column(board):
    choose(board, "c5")
    board.page.bar.search.setFocus()
    board.page.columns.choose(["c1"])
    column(board, "proposal").list.setFocus()
    assert QApplication.focusWidget() is column(board, "assignment").list


def test_a_click_on_a_head_takes_the_keyboard_out_of_the_search(board, qtbot):
    search = board.page.bar.search
    search.setFocus()
    qtbot.mouseClick(column(board, "discussion").header, Qt.MouseButton.LeftButton)
    now = QApplication.focusWidget()
    assert now is not search
    assert board.page.columns.isAncestorOf(now)
