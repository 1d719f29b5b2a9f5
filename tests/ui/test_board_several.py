"""Several cards at once: where each may go, what falls, what stays; one dialog per deed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Trouble
from mcdesk.procedure import commands as do
from mcdesk.ui import dialogs
from mcdesk.ui.board.aims import MoveManyDialog
from mcdesk.ui.board.many import ManyDialog
from mcdesk.ui.board.model import cards_as_mime
from mcdesk.ui.board.several import Several, open_to_any
from mcdesk.ui.credential.editing import EditDialog
from mcdesk.ui.credential.errands import Refusal
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.resting import RestDialog
from tests.ui.credential_fakes import a_form


@pytest.fixture
def board(open_board, made):
    tiles = [
        made.tile(1, stage="assignment", ready_for="discussion", blocked_count=0),
        made.tile(2, stage="discussion", ready_for="proposal", blocked_count=0),
        made.tile(3, stage="discussion"),
        made.tile(4, stage="proposal", ready_for="timeline", blocked_count=0),
        made.tile(5, stage="proposal"),
        made.tile(6, stage="design"),
    ]
    return open_board(tiles)


def shown(qtbot, kind):
    """Wait for a dialog of a kind."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


@pytest.fixture
def told(board, monkeypatch):
    """What is told of cards of which some stay."""
    told = []
    monkeypatch.setattr(board.page.mover, "_tell_results", lambda found, _what: told.extend(found))
    return told


def do_with(board, action, *ids):
    board.page.columns.choose(ids, focus=True)
    board.page.actions_[action].trigger()


def entries(listed):
    return {entry.key: entry for entry in listed.lines.entries}


class TestShow:
    def test_all_cards_that_are_chosen_are_printed(self, board, qtbot):
        with qtbot.waitSignal(board.page.print_requested) as asked:
            do_with(board, "card.print", "c2", "c3", "c6")
        assert asked.args == [("c2", "c3", "c6")]

    @pytest.mark.parametrize("act", ["open", "missing", "binder", "catalogue", "hand_over"])
    def test_what_is_shown_or_made_of_one_card_is_shut_for_several(self, board, act):
        board.page.columns.choose(["c2", "c3"], focus=True)
        board.page.actions_.refresh()
        action = board.page.actions_[f"card.{act}"]
        assert not action.isEnabled()
        assert "Choose one card only" in action.toolTip()
        board.page.columns.choose(["c2"], focus=True)
        board.page.actions_.refresh()
        assert board.page.actions_[f"card.{act}"].isEnabled()


class TestAdvance:
    def test_what_is_declared_complete_is_named_for_it_is_hidden(self, board, qtbot, made):
        last = board.page.models.tiles["c1"]._replace(id="c9", code="MC-9", stage="completion",
                                                      ready_for="end")  # fmt: skip
        board.desk.tiles["c9"] = last
        board.page.models.apply(Changes(tiles=(last,)))
        with qtbot.waitSignal(board.page.mover.said) as said:
            board.page.mover.advance(["c1", "c9"])
        assert said.args == ["1 card moved · Declared complete: MC-9 · finished cards are hidden "
                             "(More › Finished too)"]  # fmt: skip
        assert [type(each) for each in board.desk.done] == [do.MoveCard, do.CompleteCard]
        board.page.bar.show_finished()
        with qtbot.waitSignal(board.page.mover.said) as said:
            board.page.mover.advance(["c9"])
        assert said.args == ["Declared complete: MC-9"]

    def test_a_card_that_only_has_the_keyboard_is_chosen_where_it_went(self, board, qtbot):
        """Keys act on it although nothing is chosen: they go on acting on it."""
        page = board.page
        page.columns.choose(["c2"], focus=True)
        page.columns.clear_choice()
        assert (page.columns.selected_ids(), page.chosen_ids()) == ([], ["c2"])
        with qtbot.waitSignal(page.mover.said):
            page.actions_["card.advance"].trigger()
        qtbot.waitUntil(lambda: page.models.tiles["c2"].stage == "proposal")
        assert page.columns.selected_ids() == ["c2"]
        assert page.columns.current_list().cards.stage == "proposal"


class TestMove:
    def test_a_stage_is_open_when_one_of_the_cards_may_go(self, board, qtbot, told):
        do_with(board, "card.move", "c4", "c5", "c6")
        dialog = shown(qtbot, MoveManyDialog)
        assert dialog.list.key() == "timeline"
        assert entries(dialog.list)["timeline"].state == "1 of 3 may go"
        assert entries(dialog.list)["timeline back"].state == "1 of 3 back, with a reason"
        stays = entries(dialog.stays)
        assert stays["c5"].detail == "The Dean has not signed."
        assert stays["c6"].detail == "It stands after this stage: going back asks for a reason."
        with qtbot.waitSignal(board.page.mover.said):
            dialog.list.opened.emit("timeline")
        assert [(command.card, command.reason) for command in board.desk.done] == [("c4", "")]

    def test_those_that_stay_are_named_with_the_reason(self, board, qtbot, told):
        do_with(board, "card.move", "c4", "c5")
        dialog = shown(qtbot, MoveManyDialog)
        assert entries(dialog.list)["timeline"].state == "1 of 2 may go"
        (stays,) = entries(dialog.stays).values()
        assert stays.title.startswith(board.desk.tiles["c5"].code)
        assert stays.detail == "The Dean has not signed."
        assert dialog.action.isEnabled()
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == ["1 card moved"]
        assert board.desk.tiles["c4"].stage == "timeline"
        assert [outcome.subject for outcome in told if not outcome.is_done] == ["c5"]

    def test_all_stages_of_many_are_not_here_now(self, board, qtbot):
        do_with(board, "card.move", "c1", "c2", "c3", "c4", "c5", "c6")
        dialog = shown(qtbot, MoveManyDialog)
        states = {key: entry.state for key, entry in entries(dialog.list).items()}
        assert states["assignment back"] == "5 of 6 back, with a reason · 1 here now"
        assert states["proposal"] == "1 of 6 may go · 2 here now"
        assert states["proposal back"] == "1 of 6 back, with a reason · 2 here now"
        assert states["design"] == "none may go · 1 here now"
        dialog.list.choose("design")
        assert dialog.reasons()
        dialog.reject()

    def test_a_card_that_stays_can_be_looked_at(self, board, qtbot):
        do_with(board, "card.move", "c4", "c5")
        dialog = shown(qtbot, MoveManyDialog)
        with qtbot.waitSignal(board.page.mover.form_requested) as told:
            dialog.stays.opened.emit("c5")
        assert told.args == ["c5", "", ""]

    def test_while_many_are_dragged_a_column_is_open_when_one_may_go(self, board, made):
        board.page.dragging._is_on = True
        targets = [board.desk.targets([card]) for card in ("c4", "c5")]
        found = open_to_any(targets)
        assert found["timeline"] == ()
        assert [finding.code for finding in found["design"]] == ["gate", "gate"]

    def test_none_is_moved_on_under_the_reason_of_others(self, made):
        tiles = (made.tile(1, stage="assignment"), made.tile(2, stage="proposal"))
        parted = Several(tiles, made.procedure().stages, {}).parted("discussion", back=True)
        assert [tile.id for tile in parted.going] == ["c2"]
        ((tile, (why,)),) = parted.stay
        assert (tile.id, why.code) == ("c1", "not_back")


class TestBack:
    def drop(self, board, stage, *ids):
        data = cards_as_mime(ids)
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.MoveAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        board.page.columns.columns[stage].list.dropEvent(event)

    def test_what_falls_is_shown_for_each_and_only_those_behind_go_back(
        self, board, qtbot, monkeypatch
    ):
        falls = {"c4": (a_form("F2", "proposal", "signed", signed=3),)}
        monkeypatch.setattr(board.desk, "fallen", lambda card, _stage: falls.get(card, ()))
        self.drop(board, "discussion", "c1", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        assert dialog.windowTitle() == "Send back to 2 Initial discussion: 2 cards"
        lists = [entries(each) for each in dialog.lists]
        assert lists[0]["c4"].detail == "Form F2 (3 of 3 signed)"
        assert lists[0]["c5"].detail == "No sign-off falls."
        assert "not sent back" in lists[1]["c1"].detail
        dialog.input("reason").setPlainText("new topic")
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == ["2 cards moved"]
        moved = [(command.card, command.reason) for command in board.desk.done]
        assert moved == [("c4", "new topic"), ("c5", "new topic")]
        assert board.desk.tiles["c1"].stage == "assignment"

    def test_a_refusal_keeps_the_dialog_with_its_reason(self, board, qtbot, monkeypatch):
        def fail(*_given):
            raise Trouble("locked", "The file is locked.", "Try again.", retry=True)

        monkeypatch.setattr(board.desk, "execute_each", fail)
        self.drop(board, "assignment", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("new topic")
        dialog.accept()
        qtbot.waitUntil(lambda: not dialog._error.isHidden())
        assert dialog.isVisible()
        assert dialog.value("reason") == "new topic"
        assert dialog.action.isEnabled()
        dialog.reject()
        dialog.reject()

    def test_where_none_may_go_back_each_says_why(self, board, qtbot, monkeypatch):
        only = Finding("not_yours", "Only the CTL lead may move this card here.")
        monkeypatch.setattr(board.desk, "targets", lambda _cards: {"assignment": (only,)})
        told = []
        monkeypatch.setattr(dialogs.ResultsDialog, "exec", lambda self: told.append(self) or 0)
        self.drop(board, "assignment", "c4", "c5")
        qtbot.waitUntil(lambda: bool(told))
        assert board.desk.done == []


class TestReturned:
    """Who returned forms of some of the cards named the stage to which they are to go back."""

    def name(self, board, **stages: str) -> None:
        for card, stage in stages.items():
            tile = board.desk.tiles[card]._replace(returned=f"to:{stage}:dean", ready_for="")
            board.desk.tiles[card] = tile
            board.page.models.apply(Changes(tiles=(tile,)))

    def test_the_stage_that_all_of_them_name_is_proposed(self, board, qtbot):
        self.name(board, c4="discussion", c5="discussion")
        do_with(board, "card.send_back", "c4", "c5", "c6")
        dialog = shown(qtbot, MoveManyDialog)
        assert dialog.list.key() == "discussion back"
        states = {key: entry.state for key, entry in entries(dialog.list).items()}
        assert states["discussion back"] == "3 of 3 back, with a reason · 2 returns ask for it"
        assert states["assignment back"] == "3 of 3 back, with a reason"
        assert "asked" not in states
        dialog.reject()

    def test_one_return_among_many_proposes_nothing_for_the_others(self, board, qtbot):
        self.name(board, c4="discussion")
        do_with(board, "card.move", "c1", "c4", "c5")
        dialog = shown(qtbot, MoveManyDialog)
        assert not dialog.aim.is_back
        assert "1 return asks for it" in entries(dialog.list)["discussion back"].state
        dialog.reject()

    def test_each_goes_back_where_its_return_asks(self, board, qtbot, monkeypatch):
        asked = []
        monkeypatch.setattr(board.desk, "fallen", lambda *given: asked.append(given) or ())
        self.name(board, c4="discussion", c5="assignment")
        do_with(board, "card.send_back", "c4", "c5", "c6")
        dialog = shown(qtbot, MoveManyDialog)
        assert dialog.list.key() == "asked"
        assert entries(dialog.list)["asked"].state == "2 of 3 back, with a reason"
        assert "named" in entries(dialog.stays)["c6"].detail
        dialog.accept()
        sending = shown(qtbot, ManyDialog)
        assert sending.windowTitle() == "Send each back where its return asks: 2 cards"
        lists = [entries(each) for each in sending.lists]
        assert lists[0]["c4"].detail == "To 2 Initial discussion. No sign-off falls."
        assert lists[0]["c5"].detail == "To 1 Assignment. No sign-off falls."
        assert list(lists[1]) == ["c6"]
        assert asked == [("c4", "discussion"), ("c5", "assignment")]
        sending.input("reason").setPlainText("as asked")
        with qtbot.waitSignal(board.page.mover.said):
            sending.accept()
        assert [(c.card, c.to) for c in board.desk.done] == [
            ("c4", "discussion"), ("c5", "assignment")
        ]  # fmt: skip

    def test_a_card_whose_return_names_another_stage_says_so(self, board, qtbot):
        self.name(board, c4="discussion", c5="assignment")
        TestBack().drop(board, "discussion", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        (going, *_rest) = [entries(each) for each in dialog.lists]
        assert going["c4"].detail == "No sign-off falls."
        assert going["c5"].detail == "Its return asks for 1 Assignment. No sign-off falls."
        dialog.reject()
        dialog.reject()

    def test_where_one_was_moved_meanwhile_the_others_go_where_theirs_asks(self, board, qtbot):
        self.name(board, c4="discussion", c5="assignment")
        do_with(board, "card.send_back", "c4", "c5")
        shown(qtbot, MoveManyDialog).accept()
        dialog = shown(qtbot, ManyDialog)
        TestMeanwhile().move(board, "c5", "timeline")
        qtbot.waitUntil(lambda: not dialog.news.isHidden())
        assert dialog.windowTitle() == "Send each back where its return asks: 1 card"
        dialog.input("reason").setPlainText("as asked")
        with qtbot.waitSignal(board.page.mover.said):
            dialog.accept()
        assert [(c.card, c.to) for c in board.desk.done] == [("c4", "discussion")]


class TestMeanwhile:
    """Somebody else moves some of the cards while a dialog about them is open."""

    def move(self, board, card: str, stage: str, *, heard: bool = True) -> None:
        tile = board.desk.tiles[card]._replace(stage=stage, ready_for="")
        board.desk.tiles[card] = tile
        if heard:
            board.page.mover._tasks.changed.emit(
                Changes(cards=frozenset((card,)), tiles=(tile,), source="hub")
            )

    def test_who_sends_cards_back_is_told_and_the_moved_one_is_left(self, board, qtbot):
        TestBack().drop(board, "assignment", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("new topic")
        self.move(board, "c5", "timeline")
        qtbot.waitUntil(lambda: not dialog.news.isHidden())
        code = board.desk.tiles["c5"].code
        assert dialog.news.text().startswith(f"{code} stands at 4 ")
        assert dialog.windowTitle() == "Send back to 1 Assignment: 1 card"
        assert dialog.value("reason") == "new topic"
        assert [list(entries(listed)) for listed in dialog.lists] == [["c4"], ["c5"]]
        self.move(board, "c4", "timeline")
        qtbot.waitUntil(lambda: not dialog.tiles)
        assert not dialog.action.isEnabled()
        assert dialog.news.text().count("nothing was done here") == 2
        dialog.reject()
        dialog.reject()

    def test_what_was_confirmed_before_the_news_came_is_not_done_with_the_moved_one(
        self, board, qtbot, told
    ):
        TestBack().drop(board, "assignment", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("new topic")
        self.move(board, "c5", "timeline", heard=False)
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == ["1 card moved"]
        assert [command.card for command in board.desk.done] == ["c4"]
        (stays,) = [outcome for outcome in told if not outcome.is_done]
        assert (stays.subject, stays.code) == ("c5", "moved_meanwhile")

    def test_where_all_were_moved_it_stays_open_and_says_so(self, board, qtbot, told):
        TestBack().drop(board, "assignment", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("new topic")
        for card in ("c4", "c5"):
            self.move(board, card, "timeline", heard=False)
        dialog.accept()
        qtbot.waitUntil(lambda: not dialog.news.isHidden())
        assert board.desk.done == []
        assert [outcome.code for outcome in told] == ["moved_meanwhile"] * 2
        assert not dialog.action.isEnabled()
        dialog.reject()
        dialog.reject()

    def test_the_stages_are_offered_anew(self, board, qtbot):
        do_with(board, "card.move", "c4", "c5", "c6")
        dialog = shown(qtbot, MoveManyDialog)
        assert entries(dialog.list)["timeline"].state == "1 of 3 may go"
        self.move(board, "c4", "timeline")
        qtbot.waitUntil(lambda: not dialog.news.isHidden())
        assert "timeline" not in entries(dialog.list), "none goes on to it any more"
        assert "1 here now" in entries(dialog.list)["timeline back"].state
        assert [tile.stage for tile in dialog.tiles] == ["timeline", "proposal", "design"]
        dialog.reject()


def test_several_are_sent_back_from_the_menu_as_they_are_moved(board, qtbot):
    do_with(board, "card.send_back", "c4", "c5")
    shown(qtbot, MoveManyDialog).reject()


@pytest.mark.parametrize(
    ("deed", "kind"),
    [("exception", ExceptionDialog), ("hand_over", Refusal), ("edit", EditDialog)],
)
def test_what_is_asked_for_one_card_is_asked_on_the_board(board, qtbot, deed, kind):
    asked = []
    board.page.deed_requested.connect(lambda *given: asked.append(given))
    board.page.card_opened.connect(asked.append)
    do_with(board, f"card.{deed}", "c5")
    dialog = shown(qtbot, kind)
    if kind is Refusal:
        said = [each.text() for each in dialog.findChildren(QLabel)]
        assert "Nobody is on the team yet." in said
    dialog.reject()
    assert asked == [], "the board stays behind the dialog"


def test_what_is_asked_for_one_card_is_closed_to_several(board):
    do_with(board, "card.open", "c4", "c5")
    for deed in ("exception", "hand_over", "edit"):
        assert not board.page.actions_[f"card.{deed}"].isEnabled()
    board.page.columns.choose(["c4"])
    board.page.actions_.refresh()
    assert board.page.actions_["card.edit"].isEnabled()


class TestRest:
    def test_one_card_is_put_on_hold_with_the_dialog_of_its_page(self, board, qtbot):
        do_with(board, "card.hold", "c5")
        dialog = shown(qtbot, RestDialog)
        code = board.desk.tiles["c5"].code
        assert dialog.windowTitle() == f"Put {code} on hold"
        dialog.input("reason").setPlainText("Leave")
        dialog.fill("until", "3 Dec 2026")
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == [f"{code} is on hold"]
        assert board.desk.done == [do.HoldCard(card="c5", reason="Leave", until="2026-12-03")]

    @pytest.mark.parametrize(
        ("action", "done"),
        [("card.halt", "2 cards: halted"), ("card.hold", "2 cards: put on hold")],
    )
    def test_several_say_what_was_done(self, board, qtbot, action, done):
        do_with(board, action, "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.input("reason").setPlainText("Leave")
        with qtbot.waitSignal(board.page.mover.said) as said:
            dialog.accept()
        assert said.args == [done]

    def test_several_are_named_and_put_on_hold_until_a_day(self, board, qtbot):
        do_with(board, "card.hold", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        codes = [entry.title[:6] for entry in dialog.lists[0].lines.entries]
        assert codes == [board.desk.tiles[id_].code[:6] for id_ in ("c4", "c5")]
        dialog.input("reason").setPlainText("Leave")
        dialog.fill("until", "3 Dec 2026")
        day = date(2026, 12, 3).isoformat()
        assert [command.until for command in dialog.commands()] == [day, day]
        dialog.fill("until", "1 Jan 2020")
        assert dialog.reasons() == ["The day until which it is expected to rest lies in the past."]
        dialog.reject()

    def test_leaving_all_as_it_is_cannot_be_taken_for_cancelling(self, board, qtbot):
        do_with(board, "card.cancel", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        assert [b.text() for b in dialog.buttons.buttons()] == [
            "Cancel the micro-credentials", "Keep them",
        ]  # fmt: skip
        dialog.reject()

    def test_those_that_cannot_rest_are_named_and_stay(self, board, qtbot):
        halted = board.desk.tiles["c5"]._replace(status="halted")
        board.page.models.tiles["c5"] = halted
        board.page.mover.rest(["c4", "c5", "c6"], "halt")
        dialog = shown(qtbot, ManyDialog)
        assert [tile.id for tile in dialog.tiles] == ["c4", "c6"]
        going, stay = (listed.lines.entries for listed in dialog.lists)
        assert [entry.key for entry in going] == ["c4", "c6"]
        assert [(entry.key, entry.detail) for entry in stay] == [
            ("c5", "It is halted: resume it first."),
        ]
        assert dialog.windowTitle() == "Halt: 2 cards"
        dialog.reject()

    def test_where_none_may_rest_it_is_closed_each_judged_by_itself(self, board, made, monkeypatch):
        page = board.page
        office = frozenset({("ctl", "FX", "")})
        page.use_workspace(
            made.info(holders={"rest": ("ctl",)}, rights=frozenset({"rest"}), offices=office)
        )
        page.models.tiles["c4"] = board.desk.tiles["c4"]._replace(faculty_id="FY")
        page.models.tiles["c5"] = board.desk.tiles["c5"]._replace(faculty_id="FX", status="halted")
        page.columns.choose(["c4", "c5"], focus=True)
        page.actions_.refresh()
        action = page.actions_["card.halt"]
        assert not action.isEnabled()
        assert board.desk.tiles["c4"].code in action.toolTip()
        told = []
        monkeypatch.setattr(dialogs.ResultsDialog, "exec", lambda self: told.append(self) or 0)
        page.mover.rest(["c4", "c5"], "halt")
        said = " ".join(label.text() for label in told[0].findChildren(QLabel))
        assert "It is halted: resume it first." in said
        assert "This takes: " in said
        assert "2 cards stay as they are" in said
        assert "moved" not in said
        page.models.tiles["c6"] = board.desk.tiles["c6"]._replace(faculty_id="FX")
        page.columns.choose(["c4", "c5", "c6"], focus=True)
        page.actions_.refresh()
        assert action.isEnabled()

    def test_a_dialog_that_nothing_is_done_for_is_not_left_busy(self, board, qtbot):
        do_with(board, "card.halt", "c4", "c5")
        dialog = shown(qtbot, ManyDialog)
        dialog.tiles = ()
        dialog.input("reason").setPlainText("Leave")
        dialog.accept()
        assert dialog.action.isEnabled()
        dialog.reject()
        dialog.reject()

    def test_what_was_done_with_one_card_is_said(self, board, qtbot):
        tile = board.desk.tiles["c5"]._replace(status="on_hold")
        board.page.models.tiles["c5"] = tile
        with qtbot.waitSignal(board.page.mover.said) as said:
            board.page.mover.resume(["c5"])
        assert said.args == [f"{tile.code} goes on"]


def test_the_panel_says_how_several_stand_and_what_can_be_done(board, qtbot):
    board.page.show_panel(shown=True)
    board.page.columns.choose(["c4", "c5", "c6"], focus=True)
    panel = board.page.panel
    qtbot.waitUntil(lambda: any(b.text() == "Move to…" for b in panel.findChildren(QPushButton)))
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert "3 cards chosen" in said
    assert "3 Proposal: 2 · 8 Component design: 1" in said
    assert "1 is ready for its next stage" in said
    assert any(text.startswith(board.desk.tiles["c6"].code) for text in said)
    buttons = {made.text(): made for made in panel.findChildren(QPushButton)}
    assert not buttons["Resume"].isEnabled()
    assert buttons["Resume"].toolTip()
    assert panel.is_about(frozenset({"c6"}))
    assert not panel.is_about(frozenset({"c1"}))
    buttons["Move to…"].click()
    shown(qtbot, MoveManyDialog).reject()
