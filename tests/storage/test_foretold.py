"""What is foretold of the move of a card that is dragged: it is what comes, or it is not used."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mcdesk.application import foreseeing
from mcdesk.application.desk import Desk
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.tiles import tile_after, tile_of_card
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from tests.asking import refusal
from tests.conftest import TODAY
from tests.storage.conftest import run_sql
from tests.sync.conftest import records
from tests.walk import STAGES, Walker, create


def stay(_to: str, _reason: str = "") -> None:
    """Do not make the move that a stage's walk ends with."""


@pytest.fixture
def ready(at):
    """A card at a stage from which it may move on."""

    def ready(stage: str) -> Desk:
        desk = at(stage)
        walker = Walker(desk)
        walker.move = stay
        getattr(walker, stage)()
        return desk

    return ready


def move(to: str, reason: str = "") -> do.MoveCard:
    return do.MoveCard(card="MC-1", to=to, reason=reason)


def shown(desk: Desk):
    (tile,) = [tile for tile in desk.board().tiles if tile.code == "MC-1"]
    return tile


def worked_out(desk: Desk):
    """The tile as it is worked out from what is written."""
    with desk.store.read() as reader:
        knowledge = Knowledge(reader, TODAY, desk.keys.verify)
        (card,) = reader.select(Card, code="MC-1")
        return tile_of_card(knowledge, card)


def never(*_given: object):
    raise AssertionError("It was worked out again.")


@pytest.mark.parametrize(("stage", "following"), tuple(pairwise(STAGES[:9])))
def test_a_move_goes_on_with_what_was_foretold(ready, monkeypatch, stage, following):
    desk = ready(stage)
    desk.targets(["MC-1"])
    with monkeypatch.context() as patch:
        patch.setattr(Knowledge, "situation", never)
        changes = desk.execute(move(following))
    assert changes.tiles == (shown(desk),) == (worked_out(desk),)
    assert shown(desk).stage == following


def test_a_look_writes_nothing(ready):
    desk = ready("assignment")
    before, lines = records(desk), len(desk.history())
    for _time in range(2):
        desk.targets(["MC-1"])
    assert records(desk) == before
    assert len(desk.history()) == lines
    assert shown(desk).stage == "assignment"


@pytest.mark.parametrize(
    "commands",
    [
        pytest.param((move("assignment", "Its topic changes."),), id="elsewhere"),
        pytest.param((do.ChangeCard(card="MC-1", title_en="Renamed"), move("proposal")), id="more"),
        pytest.param((do.ChangeCard(card="MC-1", title_en="Renamed"),), id="something else"),
        pytest.param((move("proposal"), do.HoldCard(card="MC-1", reason="Leave.")), id="later"),
    ],
)
def test_what_comes_otherwise_is_worked_out(ready, commands):
    desk = ready("discussion")
    desk.targets(["MC-1"])
    changes = desk.execute_together(commands)
    assert changes.tiles == (shown(desk),) == (worked_out(desk),)


def test_what_changed_in_between_counts(ready):
    desk = ready("discussion")
    desk.targets(["MC-1"])
    desk.execute(do.ChangeCard(card="MC-1", title_en="Renamed"))
    desk.execute(move("proposal"))
    assert shown(desk) == worked_out(desk)
    assert shown(desk).title_en == "Renamed"


@pytest.mark.meddles
def test_a_right_that_another_program_took_away_in_between_is_gone(ready):
    """What the look knew of people and offices is of before: the move asks anew."""
    desk = ready("discussion")
    assert not desk.targets(["MC-1"])["proposal"]
    run_sql(desk.store.path, "update office set deleted = 1")
    assert "may move this card here" in str(refusal(desk, move("proposal")))
    assert shown(desk).stage == "discussion"


@pytest.mark.meddles
def test_a_name_that_another_program_changed_in_between_stands_on_the_tile(ready):
    desk = ready("discussion")
    desk.targets(["MC-1"])
    run_sql(desk.store.path, "update person set name = 'SME-99' where name = 'SME-03'")
    changes = desk.execute(move("proposal"))
    assert changes.tiles == (worked_out(desk),)
    assert "SME-99" in changes.tiles[0].faces_text


@pytest.mark.parametrize("cards", [[], ["MC-1", "MC-2"]])
def test_of_none_or_of_several_cards_nothing_is_foretold(ready, cards):
    desk = ready("assignment")
    create(desk, "MC-2")
    other = Walker(desk, "MC-2")
    other.move = stay
    other.assignment()
    assert not desk.targets(["MC-1", "MC-2"])["discussion"]
    desk.targets(cards)
    assert desk._looked_at.foretold is None


def test_another_card_s_tile_is_its_own(ready):
    desk = ready("discussion")
    create(desk, "MC-2")
    desk.targets(["MC-1"])
    knowledge = desk._looked_at
    with desk.store.read() as reader:
        (other,) = reader.select(Card, code="MC-2")
        knowledge.reader = reader
        assert tile_after(knowledge.foretold.effects, knowledge, other).code == "MC-2"


def test_a_card_that_may_not_move_is_looked_at_as_ever(at):
    desk = at("discussion")
    assert desk.targets(["MC-1"])["proposal"]
    assert desk._looked_at.foretold is None


def test_what_cannot_be_foretold_is_said_by_the_move(ready, monkeypatch):
    desk = ready("discussion")

    def fail(*_given: object):
        raise Trouble("unreadable_card", "It cannot be read.")

    with monkeypatch.context() as patch:
        patch.setattr(foreseeing, "tile_of_card", fail)
        assert not desk.targets(["MC-1"])["proposal"]
    desk.execute(move("proposal"))
    assert shown(desk) == worked_out(desk)
