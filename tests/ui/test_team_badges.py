"""Badges of a team: on the board, in a form, and from the list to the place and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt

from mcdesk.application.views import TeamMarks
from mcdesk.ui.board import badges
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.model import Role
from mcdesk.ui.board.sketch import Mark, Measures, sketch
from mcdesk.ui.team.badges import BoardBadges
from mcdesk.ui.team.standing import Standing
from tests.ui.team_state import STATE

MARKS = TeamMarks(frozenset({"c1", "c2"}), frozenset({"c2"}))


@pytest.fixture(autouse=True)
def _clean():
    yield
    badges.use_marks(TeamMarks())


@pytest.fixture
def board(open_board, made):
    tiles = [made.tile(n, stage="proposal") for n in (1, 2, 3)]
    return open_board(tiles).page


def index_of(board, card):
    model, row = board.models.find(card)
    return model.index(row)


def test_a_card_that_needs_a_look_says_so_in_a_sign_in_words_and_in_its_tooltip(board, made):
    board.show_badges(MARKS)
    waits, asks, none = (index_of(board, card) for card in ("c1", "c2", "c3"))
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    for role in roles:
        assert "Changes wait for the team’s hub" in waits.data(role)
        assert "A change of yours needs a look" in asks.data(role)
        assert "look" not in none.data(role)
    marks = [
        sketch(index.data(Role.TILE), 200, Measures.of("normal"), made.today).marks
        for index in (waits, asks, none)
    ]
    assert marks == [(Mark("upload", "muted"),), (Mark("circle-alert", "warn"),), ()]


def test_only_cards_whose_badge_is_another_are_painted_anew(board, qtbot):
    board.show_badges(MARKS)
    heard = []
    board.models.models["proposal"].dataChanged.connect(lambda index, _to: heard.append(index))
    board.show_badges(TeamMarks(frozenset({"c1"})))
    assert [index.data(Role.ID) for index in heard] == ["c2"]
    assert not board.delegate._kept.find(board.models.tiles["c2"], 0, 0, 1.0)
    board.show_badges(TeamMarks(frozenset({"c1"})))
    assert len(heard) == 1


def test_what_needs_a_look_can_be_filtered(board):
    chip = board.bar._made["look"]
    board.resize(2400, 700)
    assert chip.isHidden()
    board.bar.offer_look(offered=True)
    assert not chip.isHidden()
    board.show_badges(MARKS)
    assert chip.text() == "Needs a look  1"
    board.show_filter(Filter(look=True))
    assert [tile.id for tile in board.models.models["proposal"].tiles] == ["c2"]
    board.show_badges(TeamMarks())
    assert board.models.shown() == 0
    assert chip.text() == "Needs a look"
    assert Filter.from_text(Filter(look=True).to_text()) == Filter(look=True)


class Window(QObject):
    """What the board's badges ask of a window and its workers."""

    def __init__(self, board) -> None:
        super().__init__()
        self.board, self.tasks, self.jobs = board, self, []

    def run(self, job, done, failed, *, kind="local"):
        self.jobs.append((job, done, kind))


def test_the_badges_are_read_by_the_reader_whenever_there_may_be_any(board):
    window = Window(board)
    follows = BoardBadges(window)
    follows.follow(Standing(STATE, is_working=True))
    follows.follow(Standing(STATE))
    assert not window.jobs
    follows.follow(Standing(replace(STATE, waiting=1)))
    ((_job, done, kind),) = window.jobs
    assert kind == "reader"
    done(MARKS)
    assert badges.badge_text("c1")
    follows.follow(Standing(STATE))
    assert not badges.badge_text("c1"), "nothing waits any more"
