"""Joining a team: the board is there as soon as everything was copied, and is worked out behind."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import OperationalError

from mcdesk.application import shelf
from mcdesk.errors import Trouble
from mcdesk.models import checking_journal, copying, server_line, tables
from mcdesk.models.statements import parts_from
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from mcdesk.procedure.toml_table import Mistake
from mcdesk.script import program
from mcdesk.script.arguments import parser
from tests.sync.conftest import SHARED, clock, records
from tests.walk import create

SEEN = ("code", "title_en", "programme_en", "faculty_en", "stage", "status", "stage_since",
        "faces_text", "search", "rank")  # fmt: skip


@pytest.fixture
def joined(team, tmp_path):
    """A desk of a workspace that has just joined; nothing on its board is worked out yet."""
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    desk = team.app.join(tmp_path / "late.mcdesk", address, "CTL-01", later=True)
    yield desk
    desk.close()


def left_to_work_out(desk) -> int:
    return len(desk.store.stale_tiles(desk.today.isoformat()))


def test_the_board_has_every_card_before_one_is_worked_out(team, joined):
    first, there = joined.board(at_once=True).tiles, team.desks["r0"].board().tiles
    told = [[getattr(tile, name) for name in SEEN] for tile in first]
    assert told == [[getattr(tile, name) for name in SEEN] for tile in there]
    assert [(tile.of, tile.blocked_en) for tile in first] == [(0, "")] * len(there)
    assert left_to_work_out(joined) == len(there) == 2
    assert not team.app.check(joined.store.path)


def test_a_disk_of_this_computer_that_fills_up_is_no_trouble_of_the_hub_s(
    team, tmp_path, monkeypatch
):
    def fill_up(*_given: object) -> None:
        raise OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(copying, "pour", fill_up)
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    with pytest.raises(Trouble) as told:
        team.app.join(tmp_path / "late.mcdesk", address, "CTL-01")
    assert told.value.code == "disk_full"
    assert "hub" not in told.value.title
    assert not (tmp_path / "late.mcdesk").exists()


def test_a_team_whose_procedure_is_of_a_newer_program_is_not_joined(team, tmp_path, monkeypatch):
    """Everything would be refused in it: an older program says so, and makes nothing."""
    address = getattr(team.hub, "address", "") or str(team.hub.path)

    def read(text: str, file: str, mistakes: list[Mistake]) -> None:
        mistakes.append(Mistake(file, "rules.check", "is no check that is known"))

    monkeypatch.setattr(shelf, "_forms", {})
    monkeypatch.setattr(shelf, "read_form", read)
    with pytest.raises(Trouble) as told:
        team.app.join(tmp_path / "late.mcdesk", address, "CTL-01")
    assert told.value.title == "The team’s procedure was made with a newer MC Desk."
    assert told.value.advice.startswith("No workspace was made")
    assert not list(tmp_path.glob("late*"))


def test_who_has_just_joined_has_synchronised(joined):
    assert joined.replica().synced_at[:19] == joined.stamp()[:19]


def test_it_is_worked_out_some_at_a_time_and_is_then_as_everybodys(team, joined):
    changes, left = joined.refresh_some(1)
    assert (len(changes.tiles), left) == (1, 1)
    assert joined.refresh_some(1)[1] == 0
    assert joined.board(at_once=True).tiles == team.desks["r0"].board().tiles
    assert joined.refresh_some() == (type(changes)(), 0)


def test_what_is_done_meanwhile_works_its_card_out(team, joined):
    card = joined.board(at_once=True).tiles[0]
    changes = joined.execute(do.ChangeCard(card=card.id, title_en="Anew"))
    assert changes.tiles[0].of
    assert left_to_work_out(joined) == 1
    joined.refresh_some()
    assert {tile.id: tile for tile in joined.board().tiles}[card.id].title_en == "Anew"


def test_a_join_that_was_killed_before_its_board_was_begun_is_taken_up(team, joined):
    with joined.store.write() as uow:
        uow.connection.execute(delete(tables.card_summary))
    assert joined.board(at_once=True).tiles == ()
    assert joined.board().tiles == team.desks["r0"].board().tiles


def test_what_was_joined_is_row_by_row_what_the_hub_has(team, joined):
    there = records(team.hub)
    assert records(joined) == there
    assert any(there.values())


def test_rows_lie_in_the_order_of_their_ids_wherever_the_hub_has_them(joined):
    with joined.store.look() as found:
        for name, table in SHARED.items():
            if "id" in table.c:
                lie = select(table.c.id).order_by(text("rowid"))
                ids = list(found.connection.execute(lie).scalars())
                assert ids == sorted(ids), name


def test_a_script_that_joins_finds_everything_worked_out(team, tmp_path):
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    path, told = tmp_path / "script.mcdesk", list[tuple[int, int]]()
    with closing(team.app.join(path, address, progress=lambda *at: told.append(at) or True)):
        pass
    with closing(Workspace.open(path, read_only=True)) as store:
        assert store.stale_tiles("2026-11-23") == ()
    assert told
    assert all(of == 100 for _done, of in told)


def test_a_join_that_is_stopped_on_its_way_leaves_nothing_and_can_be_begun_again(
    team, tmp_path, monkeypatch
):
    monkeypatch.setattr(copying, "CHUNK", 3)
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    path, told = tmp_path / "stopped" / "own.mcdesk", list[int]()
    path.parent.mkdir()

    def stop(done: int, _of: int) -> bool:
        told.append(done)
        return done < 50

    with pytest.raises(Trouble, match="nothing was made"):
        team.app.join(path, address, progress=stop)
    assert len(told) > 10, "it is told how far it is"
    assert [done >= 50 for done in told].index(True) == len(told) - 1, "it stops there"
    assert not list(path.parent.iterdir())
    with closing(team.app.join(path, address, "CTL-01")) as desk:
        assert records(desk) == records(team.hub)
        assert desk.hash_at(desk.replica().head.seq) == team.hub.identity()[2].hash


def test_a_join_tells_how_far_the_comparing_is_and_can_be_stopped_there(
    team, tmp_path, monkeypatch
):
    """The longest part of it: a thousand cards take ten seconds."""
    monkeypatch.setattr(checking_journal, "STEP", 3)
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    path, begun, told = tmp_path / "stopped" / "own.mcdesk", list[int](), list[int]()
    path.parent.mkdir()

    def go_on(done: int, _of: int) -> bool:
        told.append(done)
        return True

    def stop(done: int, of: int) -> bool:
        return go_on(done, of) and (not begun or len(told) < begun[0] + 5)

    def compares() -> None:
        begun.append(len(told))

    with pytest.raises(Trouble, match="nothing was made"):
        team.app.join(path, address, progress=stop, compares=compares)
    assert len(told) == begun[0] + 5, "it stops there"
    assert not list(path.parent.iterdir())
    begun.clear()
    told.clear()
    with closing(team.app.join(path, address, progress=go_on, compares=compares)) as desk:
        assert records(desk) == records(team.hub)
    assert len(begun) == 1
    assert told == sorted(told)
    assert len(set(told[begun[0] :])) > 10, "it is told how far it is"


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_nobody_waits_for_the_hub_while_somebodys_join_is_compared(team, tmp_path):
    """Who compares has everything, and reads the hub no more."""

    def push() -> None:
        team.desks["r0"].execute(do.ChangeCard(card="MC-1", short_title="Meanwhile"))
        team.sync("r0")

    path = tmp_path / "own.mcdesk"
    with closing(team.app.join(path, str(team.hub.path), compares=push)) as desk:
        assert desk.replica().head.seq < team.hub.identity()[2].seq


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("which", [0, -1], ids=["record", "journal"])
def test_nobody_joins_a_hub_in_which_a_word_was_altered_until_it_is_rebuilt(team, tmp_path, which):
    desk = team.desks["r0"]
    desk.execute(do.ChangeCard(card="MC-1", short_title="Zirconium"))
    team.sync("r0")
    path = team.hub.path
    data = path.read_bytes()
    places = [each.start() for each in re.finditer(b"Zirconium", data)]
    assert len(places) > 1
    at = places[which]
    path.write_bytes(data[:at] + b"Zirkonium" + data[at + 9 :])
    (tmp_path / "new").mkdir()
    with pytest.raises(Trouble) as told:
        team.app.join(tmp_path / "new" / "own.mcdesk", str(path), "CTL-01")
    assert told.value.code == "hub_unsound"
    assert not list((tmp_path / "new").iterdir())
    team.app.rebuild_hub(desk, str(path))
    with closing(team.app.join(tmp_path / "new" / "own.mcdesk", str(path), "CTL-01")) as late:
        assert not team.app.check(late.store.path)


def test_the_board_is_told_while_the_history_is_still_to_come(team, tmp_path):
    seen, at = [], []

    def tell(done: int, of: int) -> bool:
        at.append((done, len(seen)))
        return True

    address = getattr(team.hub, "address", "") or str(team.hub.path)
    desk = team.app.join(tmp_path / "own.mcdesk", address, progress=tell, later=True,
                         seen=seen.append)  # fmt: skip
    with closing(desk):
        assert [board.tiles for board in seen] == [desk.board(at_once=True).tiles]
        there = team.desks["r0"].board()
        assert (seen[0].stages, seen[0].today) == (there.stages, there.today)
    assert at[-1][0] > next(done for done, boards in at if boards), "more came behind it"


def test_the_first_board_has_its_cards_in_order_and_not_those_of_the_archive(team, tmp_path):
    desk, seen = team.desks["r0"], []
    for code in ("ZZ-1", "AA-1", "MM-1"):
        create(desk, code)
    desk.execute(do.CancelCard(card="MC-2", reason="No lecturer"))
    desk.execute(do.ArchiveCard(card="MC-2"))
    team.sync("r0")
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    with closing(team.app.join(tmp_path / "own.mcdesk", address, later=True, seen=seen.append)):
        codes = [[tile.code for tile in board.tiles] for board in seen]
    assert codes == [["AA-1", "MC-1", "MM-1", "ZZ-1"]]


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_is_there_for_as_long_as_something_comes(team, monkeypatch):
    """A slow line may take longer than the time that one answer has."""
    times, renew = [], server_line.Watch.renew
    monkeypatch.setattr(server_line.Watch, "renew", lambda self: (times.append(1), renew(self)))
    with team.hub.snapshot() as source, team.desks["r0"].store.look() as unit:
        asked = select(tables.TABLES["person"])
        times.clear()
        parts = list(parts_from(source, asked, 2, unit.connection))
        assert len(times) == len(parts) > 2
        assert [len(part) for part in parts[:-1]] == [2] * (len(parts) - 1)


def test_a_card_that_is_gone_is_never_worked_out(team):
    desk = team.desks["r0"]
    desk.execute(do.CreateCard(title_en="Gone", programme="LAW"))
    desk.undo()
    assert len(desk.board().tiles) == 2
    assert left_to_work_out(desk) == 0


def test_a_hub_is_found_without_its_ending_and_keeps_its_whole_name(tmp_path, template):
    """Who is told “hub.db” finds hub.db.mcdhub, which the window made of it."""
    app = clock()
    path = Path(shutil.copy(template, tmp_path / "first.mcdesk"))
    whole = tmp_path / "hub.db.mcdhub"
    with closing(app.open(path)) as desk:
        app.make_hub(desk, str(whole))
    named = str(tmp_path / "hub.db")
    assert app.look_at_hub(named).name == "Team"
    with closing(app.join(tmp_path / "mine.mcdesk", named)) as desk:
        assert desk.replica().address == str(whole)


def test_who_gives_the_folder_is_asked_for_the_hub_in_it(tmp_path, template):
    app = clock()
    share = tmp_path / "share"
    share.mkdir()
    with pytest.raises(Trouble, match="is a folder") as caught:
        app.look_at_hub(str(share))
    assert "Ask who made it" in caught.value.advice
    with closing(app.open(Path(shutil.copy(template, tmp_path / "first.mcdesk")))) as desk:
        app.make_hub(desk, str(share / "real.mcdhub"))
    with pytest.raises(Trouble, match="is a folder") as caught:
        app.look_at_hub(str(share))
    assert "Is it real.mcdhub?" in caught.value.advice
    assert str(share / "real.mcdhub") in caught.value.advice
    shutil.copy(share / "real.mcdhub", share / "other.mcdhub")
    with pytest.raises(Trouble, match="is a folder") as caught:
        app.look_at_hub(str(share))
    assert "other.mcdhub, real.mcdhub" in caught.value.advice


def test_a_workspace_is_no_hub_and_each_is_told_what_it_can_do(tmp_path, template, capsys):
    """The window names a button, a script the command."""
    app = clock()
    path = Path(shutil.copy(template, tmp_path / "first.mcdesk"))
    with pytest.raises(Trouble, match="is not a hub") as caught:
        app.look_at_hub(str(path))
    assert "Share with a team" in caught.value.advice
    assert "mcdesk hub" not in caught.value.advice
    given = parser().parse_args(["hub", "join", str(path), str(tmp_path / "mine.mcdesk")])
    assert program.run(given, app) == 3
    assert "mcdesk hub init" in capsys.readouterr().err


@pytest.mark.parametrize("beside", [(), ("--set-aside",)], ids=["anew", "aside"])
def test_a_script_says_that_what_came_is_compared(tmp_path, template, capsys, beside):
    """It takes ten seconds at a thousand cards."""
    app = clock()
    path = Path(shutil.copy(template, tmp_path / "first.mcdesk"))
    with closing(app.open(path)) as desk:
        app.make_hub(desk, str(tmp_path / "team.mcdhub"))
    if beside:
        shutil.copy(template, tmp_path / "mine.mcdesk")
    given = ["hub", "join", str(tmp_path / "team.mcdhub"), str(tmp_path / "mine.mcdesk"), *beside]
    assert program.run(parser().parse_args(given), app) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "taking everything from the hub …",
        "comparing everything that came with the journal …",
    ]
    assert told.out.startswith("made ")


def test_on_a_terminal_a_script_says_how_far_a_hub_is_made_and_joined(
    tmp_path, template, capsys, monkeypatch
):
    app = clock()
    path = Path(shutil.copy(template, tmp_path / "first.mcdesk"))
    address = str(tmp_path / "team.mcdhub")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    given = ["--workspace", str(path), "hub", "init", address]
    assert program.run(parser().parse_args(given), app) == 0
    lines = capsys.readouterr().err.split("\n")
    assert len(lines) == 2
    assert lines[0].startswith("making the hub …\rmaking the hub … 0 %\r")
    assert lines[0].endswith("\rmaking the hub … 100 %")
    given = ["hub", "join", address, str(tmp_path / "mine.mcdesk")]
    assert program.run(parser().parse_args(given), app) == 0
    lines = capsys.readouterr().err.split("\n")
    assert [line.split("\r")[0] for line in lines] == [
        "taking everything from the hub …",
        "comparing everything that came with the journal …",
        "",
    ]
    assert lines[1].endswith("100 %")
