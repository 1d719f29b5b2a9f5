"""The board's models change by differences and never move a card by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt

from mcdesk.application.views import Changes
from mcdesk.ui.board import words
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.model import MIME, Role, StageModel, cards_as_mime, cards_of_mime
from mcdesk.ui.board.sketch import Measures, sketch
from mcdesk.ui.board.tiles import BoardModels
from mcdesk.ui.board.words import use_names


@pytest.fixture
def models(qapp, made):
    found = BoardModels()
    found.load(made.board(made.tiles(60)))
    return found


def ids(model: StageModel) -> list[str]:
    return [tile.id for tile in model.tiles]


def test_each_model_passes_the_tester(models, qtmodeltester, made):
    qtmodeltester.check(models.models["proposal"], force_py=False)
    models.apply(Changes(tiles=(made.tile(900), made.tile(901, stage="design"))))
    models.apply(Changes(gone=frozenset(("c900",))))


def test_a_moved_card_leaves_one_column_and_enters_the_other(models, qtbot):
    tile = models.models["proposal"].tiles[0]
    source, target = models.models["proposal"], models.models["timeline"]
    with qtbot.waitSignals([source.rowsRemoved, target.rowsInserted]):
        models.apply(Changes(tiles=(tile._replace(stage="timeline"),)))
    assert tile.id not in ids(source)
    assert tile.id in ids(target)


def test_small_changes_never_reset(models, qtbot, made):
    resets = []
    for model in models.models.values():
        model.modelReset.connect(lambda: resets.append(1))
    tile = models.models["design"].tiles[1]
    models.apply(Changes(tiles=(tile._replace(title_en="Other"), made.tile(500))))
    models.apply(Changes(gone=frozenset((tile.id,))))
    assert resets == []


def test_neighbours_come_and_go_together(qapp, made):
    model = StageModel("design")
    tiles = [made.tile(n) for n in range(1, 31)]
    model.show(tiles)
    told = []
    model.rowsRemoved.connect(lambda _p, first, last: told.append(("gone", first, last)))
    model.rowsInserted.connect(lambda _p, first, last: told.append(("come", first, last)))
    model.show([*tiles[:3], *tiles[9:20], tiles[25]])
    assert told == [("gone", 26, 29), ("gone", 20, 24), ("gone", 3, 8)]
    told.clear()
    model.show(tiles)
    assert told == [("come", 3, 8), ("come", 20, 24), ("come", 26, 29)]
    assert model.tiles == tiles
    assert model.rowCount() == 30


def test_a_changed_tile_tells_just_its_row(models, qtbot):
    model = models.models["design"]
    with qtbot.waitSignal(model.dataChanged) as told:
        models.apply(Changes(tiles=(model.tiles[2]._replace(done=99),)))
    assert told.args[0].row() == told.args[1].row() == 2


def test_the_same_changes_again_change_nothing(models, qtbot):
    tile = models.models["design"].tiles[0]._replace(stage="development")
    models.apply(Changes(tiles=(tile,)))
    before = [ids(model) for model in models.models.values()]
    with qtbot.assertNotEmitted(models.models["development"].rowsInserted):
        models.apply(Changes(tiles=(tile,)))
    assert [ids(model) for model in models.models.values()] == before


def test_a_card_that_is_finished_goes_and_comes_back_with_the_filter(models):
    tile = models.models["proposal"].tiles[0]
    models.apply(Changes(tiles=(tile._replace(status="completed"),)))
    assert models.find(tile.id) is None
    models.show(Filter(everything=True))
    assert models.find(tile.id) is not None


def test_finished_cards_are_counted_that_are_not_shown_yet(models):
    first, second, *_rest = models.models["design"].tiles
    archived = second._replace(status="completed", archived_on="2026-11-20")
    models.show(Filter(archived=True))
    models.apply(Changes(tiles=(first._replace(status="cancelled"), archived)))
    assert models.find(first.id) is None
    assert models.find(second.id) is not None
    assert models.finished() == 1
    models.show(Filter(everything=True))
    assert models.finished() == 0


def test_a_card_that_is_archived_leaves_the_board_and_is_not_among_finished_ones(models):
    tile = models.models["proposal"].tiles[0]
    archived = tile._replace(status="completed", archived_on="2026-11-20")
    models.apply(Changes(tiles=(archived,)))
    assert tile.id not in models.tiles
    models.show(Filter(everything=True))
    assert models.find(tile.id) is None
    models.show(Filter(archived=True))
    models.apply(Changes(tiles=(archived,)))
    assert models.find(tile.id) is not None
    models.apply(Changes(tiles=(tile,)))
    assert models.find(tile.id) is not None


def test_a_drop_is_a_wish_and_is_not_accepted(models, qtbot):
    model = models.models["timeline"]
    before = ids(model)
    data = cards_as_mime(["c1", "c2"])
    action = Qt.DropAction.MoveAction
    assert model.canDropMimeData(data, action, -1, 0, QModelIndex())
    with qtbot.waitSignal(models.move_requested) as wished:
        assert not model.dropMimeData(data, action, -1, 0, QModelIndex())
    assert wished.args == [["c1", "c2"], "timeline"]
    assert ids(model) == before


def test_foreign_data_is_no_wish(models, qtbot):
    from PySide6.QtCore import QMimeData

    data = QMimeData()
    data.setText("c1")
    model = models.models["timeline"]
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    with qtbot.assertNotEmitted(models.move_requested):
        model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    assert cards_of_mime(data) == []


def test_a_drag_carries_ids(models):
    model = models.models["design"]
    data = model.mimeData([model.index(0), model.index(1)])
    assert data.formats() == [MIME]
    assert cards_of_mime(data) == ids(model)[:2]


def test_every_card_speaks(models, made):
    tile = made.tile(77, stage="design", planned_end="2026-11-01", debts=1, round=2,
                     returned="dean")  # fmt: skip
    models.apply(Changes(tiles=(tile,)))
    model = models.models["design"]
    said = model.index(model.row_of("c77")).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in (tile.title_en, tile.code, "Late", "1 November 2026", "Round 2", "open debt",
                  "Returned by", tile.faces[0].name, "days in this stage"):  # fmt: skip
        assert part in said


def test_progress_says_what_it_counts(made):
    gate = made.tile(1, done=2, of=4, blocked_count=2)
    made_of = made.tile(2, done=0, of=32, blocked_count=0, ready_for="design", counts_components=1)
    assert words.progress_text(gate) == "2 of 4"
    assert "2 of 4 things that the next stage needs" in words.spoken(gate, date(2026, 11, 23))
    assert words.progress_text(made_of) == "0 of 32 components"
    assert words.short_progress(made_of) == "0/32 comp."
    ready = "0 of 32 components accepted; the next stage does not wait for them"
    assert ready in words.tooltip(made_of, date(2026, 11, 23))
    assert ready in words.spoken(made_of, date(2026, 11, 23))


def test_progress_of_components_is_called_so_whatever_else_is_missing(made):
    today = date(2026, 11, 23)
    made_all = made.tile(1, done=32, of=32, blocked_count=0, ready_for="end", counts_components=1)
    assert "32 of 32 components accepted" in words.spoken(made_all, today)
    assert "does not wait" not in words.spoken(made_all, today)
    one_each = made.tile(2, done=31, of=32, blocked_count=1, counts_components=1)
    assert words.progress_text(one_each) == "31 of 32 components"
    assert words.progress_sentence(one_each) == "Progress: 31 of 32 components accepted"


def test_what_was_rejected_is_not_called_returned(made):
    line = words.state_line(made.tile(1, returned="reject:dean"))
    assert (line.text.casefold(), line.tone) == ("rejected by dean", "bad")
    line = words.state_line(made.tile(1, returned="dean"))
    assert (line.text.casefold(), line.tone) == ("returned by dean", "warn")


def test_a_scan_owed_is_said_signed_and_filtered(models, made):
    tile = made.tile(79, stage="design", scans_owed=2)
    models.apply(Changes(tiles=(tile,)))
    model = models.models["design"]
    index = model.index(model.row_of("c79"))
    assert "2 scans are owed" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2 scans are owed" in index.data(Qt.ItemDataRole.ToolTipRole)
    drawn = sketch(tile, 240, Measures.of("normal"), made.today)
    assert [mark.icon for mark in drawn.marks] == ["paperclip"]
    models.show(Filter(scan=True))
    assert [ids(entry) for entry in models.models.values() if entry.tiles] == [["c79"]]


def test_a_card_sent_back_says_from_where_and_why(models, made):
    use_names({}, made.procedure().stages)
    tile = made.tile(78, stage="design", back_from="approval", back_reason="hours < 5")
    models.apply(Changes(tiles=(tile,)))
    model = models.models["design"]
    index = model.index(model.row_of("c78"))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Sent back from 7 Approval and checklist: hours < 5" in said
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Sent back from 7 Approval and checklist: hours &lt; 5" in tip


def test_tooltips_escape_what_people_wrote(models, made):
    models.apply(Changes(tiles=(made.tile(5, title_en="<b>x</b> & y", stage="design"),)))
    model = models.models["design"]
    tip = model.index(model.row_of("c5")).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in tip


def test_totals_follow_the_cards(models, made):
    before = dict(models.totals)
    late = made.tile(800, planned_end="2026-01-01", debts=2, scans_owed=1)
    models.apply(Changes(tiles=(late,)))
    assert models.totals["late"] == before["late"] + 1
    assert models.totals["debt"] == before["debt"] + 1
    assert models.totals["scan"] == before["scan"] + 1
    models.apply(Changes(gone=frozenset(("c800",))))
    assert models.totals["late"] == before["late"]
    assert models.counts("proposal")[0] == len(models.models["proposal"].tiles)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.lists(st.integers(1, 12), unique=True),
    target=st.lists(st.tuples(st.integers(1, 12), st.booleans()), unique_by=lambda pair: pair[0]),
)
def test_any_list_becomes_any_other(qapp, made, start, target):
    """The steps told to the view, played on a copy, give the list that is shown."""
    model = StageModel("proposal")
    model.show([made.tile(n) for n in start])
    copy = ids(model)
    model.rowsRemoved.connect(lambda _p, first, last: copy.__delitem__(slice(first, last + 1)))
    model.rowsInserted.connect(
        lambda _p, first, last: copy.__setitem__(slice(first, first), ids(model)[first : last + 1])
    )
    model.rowsMoved.connect(
        lambda _p, first, _l, _q, to: copy.insert(to - (to > first), copy.pop(first))
    )  # Qt counts the place in the list as it was before the move
    wanted = [made.tile(n, done=77 if changed else 1) for n, changed in target]
    model.show(wanted)
    assert model.tiles == wanted
    assert copy == ids(model) == [tile.id for tile in wanted]


def test_a_card_that_goes_to_the_end_is_one_step(qapp, made):
    model, steps = StageModel("proposal"), []
    model.show([made.tile(n) for n in range(50)])
    model.rowsMoved.connect(lambda *given: steps.append("moved"))
    model.modelReset.connect(lambda: steps.append("reset"))
    model.show([made.tile(n) for n in [*range(1, 50), 0]])
    model.show([made.tile(n) for n in [49, *range(49)]])
    assert (steps, ids(model)[:2]) == (["moved"] * 3, ["c49", "c0"])


def test_many_cards_in_another_order_are_shown_at_once(qapp, made):
    model, steps = StageModel("proposal"), []
    model.show([made.tile(n) for n in range(200)])
    model.rowsMoved.connect(lambda *given: steps.append("moved"))
    model.modelReset.connect(lambda: steps.append("reset"))
    model.show([made.tile(n) for n in reversed(range(200))])
    assert (steps, ids(model)[:2]) == (["reset"], ["c199", "c198"])


def test_roles_answer_the_tile(models):
    index = models.models["design"].index(0)
    assert index.data(Role.TILE) is models.models["design"].tiles[0]
    assert index.data(Role.ID) == models.models["design"].tiles[0].id


STAGES = ("proposal", "timeline", "design")


@st.composite
def tile_changes(draw):
    """A card's number and what it becomes: None is gone."""
    number = draw(st.integers(1, 14))
    if draw(st.booleans()):
        return number, None
    return number, {
        "stage": draw(st.sampled_from(STAGES)),
        "rank": draw(st.sampled_from(("a", "m", "z"))),
        "status": draw(st.sampled_from(("active", "on_hold", "completed"))),
        "ready_for": draw(st.sampled_from(("", "timeline"))),
        "planned_end": draw(st.sampled_from(("", "2020-01-01"))),
        "returned": draw(st.sampled_from(("", "dean"))),
        "waits_for": draw(st.sampled_from(("", "id"))),
        "debts": draw(st.integers(0, 1)),
    }


def facts(models: BoardModels) -> object:
    """Everything that the board shows of its cards."""
    rows = {stage: ids(models.models[stage]) for stage in STAGES}
    counts = {stage: models.counts(stage) for stage in STAGES}
    lengths = {stage: models.models[stage].rowCount() for stage in STAGES}
    return rows, counts, lengths, {name: n for name, n in models.totals.items() if n}


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    commits=st.lists(st.lists(tile_changes(), min_size=1, max_size=4), max_size=6),
    wanted=st.sampled_from(
        (Filter(), Filter(everything=True), Filter(text="1"), Filter(late=True))
    ),
)
def test_changes_taken_one_by_one_give_the_board_that_is_read_whole(qapp, made, commits, wanted):
    models, whole = BoardModels(), BoardModels()
    for each in (models, whole):
        each.use_person("nobody", frozenset((("id", "", ""),)))
    models.load(made.board(made.tiles(10)))
    models.show(wanted)
    for commit in commits:
        fresh = {n: made.tile(n)._replace(**to) for n, to in commit if to is not None}
        gone = {f"c{n}" for n, to in commit if to is None} - {tile.id for tile in fresh.values()}
        models.apply(Changes(tiles=tuple(fresh.values()), gone=frozenset(gone)))
    whole.show(wanted)
    whole.load(made.board(list(models.tiles.values())))
    assert facts(models) == facts(whole)


def test_a_chosen_card_stays_chosen_while_it_and_its_neighbours_change(models, qtbot):
    from mcdesk.ui.board.cards import CardList
    from mcdesk.ui.board.delegate import CardDelegate

    model = models.models["design"]
    cards = CardList(model, CardDelegate(), None)
    qtbot.addWidget(cards)
    chosen = model.tiles[2]
    cards.choose(2)
    models.apply(Changes(tiles=(chosen._replace(rank="~~"),)))
    assert cards.selected_ids() == [chosen.id] == [cards.current_id()]
    models.apply(Changes(gone=frozenset((model.tiles[0].id,))))
    assert cards.selected_ids() == [chosen.id]
    models.apply(Changes(gone=frozenset((chosen.id,))))
    assert chosen.id not in cards.selected_ids()


def test_who_hears_of_a_row_finds_its_tile(models):
    """Nobody who is told of a row that comes or goes reads another card's tile there."""
    model, heard = models.models["design"], []
    first = model.tiles[0]
    model.rowsAboutToBeRemoved.connect(lambda _p, row, _l: heard.append(model.tiles[row].id))
    model.rowsInserted.connect(lambda _p, row, _l: heard.append(model.index(row).data(Role.ID)))
    models.apply(Changes(gone=frozenset((first.id,))))
    models.apply(Changes(tiles=(first,)))
    assert heard == [first.id, first.id]
