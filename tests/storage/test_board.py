"""The board's one statement: the same in the quick reader and in the Core, by text and result."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy.dialects import sqlite

from mcdesk.models import quick_board, summaries
from mcdesk.procedure import commands as do
from tests.storage.conftest import run_sql
from tests.walk import create


def test_both_readers_send_the_same_sql():
    compiled = summaries.BOARD.compile(dialect=sqlite.dialect())
    assert " ".join(str(compiled).split()) == " ".join(quick_board.SQL.split())
    assert not compiled.params


def test_both_readers_give_the_same_tiles(at):
    desk = at("approval")
    for number in range(2, 5):
        create(desk, f"MC-{number}")
    desk.execute(do.ChangeCard(card="MC-2", title_en="<b>“Ünïcode” & 🎓</b>", title_id="عربي"))
    desk.execute(do.HoldCard(card="MC-3", reason="line\nbreak"))
    desk.execute(
        do.TakeOverCard(title_en="Old", programme="LAW", stage="7", since="2026-10-01", code="A-1")
    )
    quick = quick_board.read_tiles(desk.store.path)
    assert quick == desk.store.tiles()
    assert {tile.code for tile in quick} == {"MC-1", "MC-2", "MC-3", "MC-4", "A-1"}
    assert quick == desk.board().tiles


def test_cards_share_the_words_that_they_have_in_common(at):
    """Ten thousand cards would keep them ten thousand times."""
    desk = at("approval")
    for number in range(2, 5):
        create(desk, f"MC-{number}")
    desk.execute(do.HoldCard(card="MC-3", reason="Leave"))
    tiles = desk.store.tiles()
    for name in ("programme_id", "stage", "faces_text", "blocked_en", "planned_end"):
        said = [getattr(tile, name) for tile in tiles]
        assert len(set(map(id, said))) == len(set(said))


def test_every_column_of_the_summary_is_read():
    from mcdesk.models import tables

    kept = [str(column.name) for column in tables.card_summary.columns]
    assert [*quick_board.COLUMNS, "made_on"] == kept


def test_the_quick_reader_needs_no_sqlalchemy_and_never_fails(tmp_path, path):
    code = (
        "import sys; from pathlib import Path; from mcdesk.models.quick_board import read_tiles; "
        "print(len(read_tiles(Path(sys.argv[1])))); "
        "assert not {'sqlalchemy', 'reportlab', 'PySide6'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"
    assert quick_board.read_tiles(tmp_path / "none") == ()
    assert quick_board.read_tiles(tmp_path) == ()
    (tmp_path / "text").write_text("no database" * 200)
    assert quick_board.read_tiles(tmp_path / "text") == ()
    for damaged in ("[[1]]", "{", "7", "[1]"):
        run_sql(path, f"update card_summary set faces = '{damaged}'")
        assert [tile.faces for tile in quick_board.read_tiles(path)] == [()]


def test_the_first_cards_of_each_stage_are_those_that_a_whole_board_begins_with(at):
    desk = at("approval")
    for number in range(2, 9):
        create(desk, f"MC-{number}")
    desk.execute(do.CancelCard(card="MC-3", reason="no need"))
    first = quick_board.read_first(desk.store.path, ["assignment", "approval", "opening"], 3)
    whole = [tile for tile in desk.board().tiles if tile.status == "active"]
    whole.sort(key=lambda tile: (tile.rank, tile.stage_since, tile.code))
    expected = [tile for tile in whole if tile.stage == "assignment"][:3]
    expected += [tile for tile in whole if tile.stage == "approval"][:3]
    assert list(first) == expected
    assert len(expected) == 4


def test_the_first_cards_are_found_through_the_index(path):
    plan = run_sql(path, f"explain query plan {quick_board.FIRST.replace('?', '1')}")
    words = " ".join(str(row) for row in plan)
    assert "ix_card_summary_order" in words
    assert "TEMP B-TREE" not in words


def test_a_board_that_cannot_be_read_yet_has_no_first_cards(tmp_path):
    assert quick_board.read_first(tmp_path / "none", ["assignment"], 3) == ()


def test_summaries_of_yesterday_are_worked_out_anew(at):
    desk = at("approval")
    run_sql(desk.store.path, "update card_summary set made_on = '2026-11-22', code = 'X'")
    assert desk.store.stale_tiles("2026-11-23")
    assert [tile.code for tile in desk.board().tiles] == ["MC-1"]
    assert desk.store.stale_tiles("2026-11-23") == ()
