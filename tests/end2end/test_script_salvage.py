"""A damaged workspace of a team is made anew from its hub, and what waited in it comes along."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.application.drafts import Draft, DraftFile
from mcdesk.bootstrap import App
from tests.end2end.conftest import REFUSED, TROUBLE

CARD = {"do": "ChangeCard", "card": "MC-1"}
REMARK = "What I wrote on the train"


@pytest.fixture
def waiting(script, tmp_path):
    """A workspace of a hub in which two changes wait and a text is typed; its form's id."""
    script("hub", "init", tmp_path / "team.mcdhub")
    script("sync")
    with closing(sqlite3.connect(script.path)) as connection:
        (form,) = connection.execute("SELECT id FROM form WHERE kind = 'F2'").fetchone()
    script.apply({"do": "WriteComment", "form": "MC-1/F2", "path": "p1", "text": REMARK})
    script.apply(CARD | {"title_en": "Written offline"})
    typed = DraftFile(Path(f"{script.path}.drafts"))
    typed.append([Draft(form, "p2", "", "typed only", "2026-11-23T09:00:00Z", "CTL-01")])
    return form


def flip(path: Path, at: int) -> None:
    """Overwrite 40 bytes of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 40)


def root_of(path: Path, name: str) -> int:
    """Return where in a file the first page of a table or index stands."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name])
        return (found.fetchone()[0] - 1) * size


def join(script, tmp_path: Path) -> str:
    return script("hub", "join", tmp_path / "team.mcdhub", script.path, "--as", "CTL-01",
                  "--set-aside")  # fmt: skip


def waits(script) -> int:
    return json.loads(script("hub", "status", "--json"))["waiting"]


@pytest.mark.parametrize("damaged", ["", "form_value"])
def test_what_waited_comes_along_into_the_workspace_made_anew(script, tmp_path, waiting, damaged):
    if damaged:
        flip(script.path, root_of(script.path, damaged))
        script("check", code=TROUBLE)
    told = join(script, tmp_path)
    assert "2 changes that waited were taken in, 0 were here already" in told
    assert "1 text that was typed" in told
    assert "cannot be read" not in told
    assert waits(script) >= 2
    (typed,) = DraftFile(Path(f"{script.path}.drafts")).pending()
    assert (typed.form, typed.text, typed.who) == (waiting, "typed only", "CTL-01")
    script("sync")
    assert waits(script) == 0
    second = tmp_path / "second.mcdesk"
    script("hub", "join", tmp_path / "team.mcdhub", second, "--as", "CTL-01")
    assert REMARK in second.read_bytes().decode("utf-8", "replace")
    assert "Written offline" in script("list", "--workspace", second)


def test_what_cannot_be_read_of_it_is_counted_and_takes_nothing_along(script, tmp_path, waiting):
    with closing(sqlite3.connect(script.path)) as connection, connection:
        found = connection.execute("SELECT n FROM journal WHERE seq IS NULL AND body LIKE ?",
                                   [f"%{REMARK}%"]).fetchone()  # fmt: skip
        connection.execute("UPDATE journal SET body = substr(body, 1, 90) WHERE n = ?", found)
    told = join(script, tmp_path)
    assert "1 changes that waited were taken in" in told
    assert "1 change that waited there was not taken in: it cannot be read" in told


def test_where_the_table_of_entries_is_torn_it_is_said_that_there_may_be_more(
    script, tmp_path, waiting
):
    flip(script.path, root_of(script.path, "journal"))
    told = join(script, tmp_path)
    assert "there may be more that waited" in told


def test_what_reached_the_hub_is_not_taken_in_twice_and_the_file_stays_as_it_is(
    script, tmp_path, waiting
):
    kept = script.path.read_bytes()
    script("sync")
    script.path.write_bytes(kept)
    told = join(script, tmp_path)
    assert "0 changes that waited were taken in, 2 were here already" in told
    (aside,) = tmp_path.glob("script before *.mcdesk")
    assert hashlib.sha256(aside.read_bytes()).digest() == hashlib.sha256(kept).digest()


def test_what_waited_in_a_workspace_of_another_team_stays_with_it(script, tmp_path, waiting, made):
    other = tmp_path / "other.mcdesk"
    other.write_bytes(made.read_bytes())
    script("hub", "init", tmp_path / "other.mcdhub", "--workspace", other)
    told = script("hub", "join", tmp_path / "other.mcdhub", script.path, "--as", "CTL-01",
                  "--set-aside")  # fmt: skip
    assert "that waited" not in told
    assert waits(script) == 0


def test_a_file_that_was_removed_for_ever_does_not_come_back(script, tmp_path):
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    script("hub", "init", hub)
    script("hub", "join", hub, second, "--as", "CTL-01")
    scan, files, before = tmp_path / "scan.pdf", Path(f"{script.path}.files"), tmp_path / "before"
    scan.write_bytes(b"an identity card" * 40)
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    script("attach", "MC-1", scan)
    kept = script.path.read_bytes()
    shutil.copytree(files, before)
    script("sync")
    script("sync", "--workspace", second)
    with closing(sqlite3.connect(second)) as connection:
        (file,) = connection.execute("SELECT id FROM file WHERE digest = ?", [digest]).fetchone()
    removal = json.dumps({"do": "RemoveContent", "file": file, "reason": "asked for"})
    script("apply", "-", "--workspace", second, stdin=removal)
    script("sync", "--workspace", second)
    script.path.write_bytes(kept)  # a copy of before takes its place, with its files
    shutil.rmtree(files)
    shutil.copytree(before, files)
    assert "0 changes that waited were taken in, 1 were here already" in join(script, tmp_path)
    assert not any(path.name == digest for path in files.rglob("*"))


def test_a_file_that_waited_comes_along(script, tmp_path):
    script("hub", "init", tmp_path / "team.mcdhub")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"a scan" * 40)
    script("attach", "MC-1", scan)
    join(script, tmp_path)
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    assert any(path.name == digest for path in Path(f"{script.path}.files").rglob("*"))


# --- nobody named --------------------------------------------------------------------------------


@pytest.mark.parametrize("is_torn", [False, True])
def test_nothing_is_set_aside_for_nobody_where_something_waits_or_cannot_be_read(
    script, tmp_path, waiting, is_torn
):
    if is_torn:
        script("sync")
        flip(script.path, root_of(script.path, "journal"))
    before, hub = script.path.read_bytes(), tmp_path / "team.mcdhub"
    script("hub", "join", hub, script.path, "--set-aside", code=REFUSED)
    assert "say with --as who works in it" in script.err
    assert "Nothing was changed" in script.err
    assert script.path.read_bytes() == before
    assert list(tmp_path.glob("script before *")) == []


def test_where_nothing_waits_nobody_has_to_be_named(script, tmp_path, waiting):
    script("sync")
    told = script("hub", "join", tmp_path / "team.mcdhub", script.path, "--set-aside")
    assert "0 changes that waited were taken in, 0 were here already" in told


# --- the attention list --------------------------------------------------------------------------

OWN = "Quite another text of mine."


@pytest.fixture
def collided(script, tmp_path):
    """A workspace in whose attention list a text lies that met another one at the hub."""
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    script("hub", "init", hub)
    script("hub", "join", hub, second, "--as", "CTL-01")
    text = {"do": "SetValue", "form": "MC-1/F2", "path": "p47"}
    theirs = json.dumps(text | {"new": "A colleague wrote this at length."})
    script("apply", "-", "--workspace", second, stdin=theirs)
    script("sync", "--workspace", second)
    script.apply(text | {"new": OWN})
    script("sync", code=REFUSED)


def listed(script) -> list[dict]:
    return json.loads(script("attention", "--json"))


def test_what_needed_a_look_lies_in_the_list_again(script, tmp_path, collided):
    before = listed(script)
    told = join(script, tmp_path)
    assert "1 entry of its attention list lies in this one again: mcdesk attention" in told
    assert [each | {"n": 1} for each in listed(script)] == [each | {"n": 1} for each in before]
    assert OWN in json.dumps(before)
    script("attention", listed(script)[0]["n"], "mine")
    script("sync")
    assert listed(script) == []


def test_what_was_settled_since_does_not_come_again(script, tmp_path, collided):
    kept = script.path.read_bytes()
    script("attention", listed(script)[0]["n"], "theirs")
    script("sync")
    script.path.write_bytes(kept)
    assert "attention list" not in join(script, tmp_path)
    assert listed(script) == []


def test_what_was_settled_and_that_was_undone_comes_again(script, tmp_path, collided):
    desk = App().open(script.path, "CTL-01")
    desk.settle(desk.attention()[0].n, "theirs")
    desk.undo()
    desk.close()
    assert "1 entry of its attention list lies in this one again" in join(script, tmp_path)
    assert OWN in json.dumps(listed(script))


def test_what_waited_of_a_list_is_told_to_be_settled_still(script, tmp_path, collided):
    script("attention", listed(script)[0]["n"], "theirs")
    told = join(script, tmp_path)
    assert "1 changes that waited were taken in" in told
    assert listed(script) == []


def test_an_entry_of_the_list_that_cannot_be_read_is_counted(script, tmp_path, collided):
    with closing(sqlite3.connect(script.path)) as connection, connection:
        connection.execute("UPDATE attention SET body = substr(body, 1, 90)")
    told = join(script, tmp_path)
    assert "1 entry of its attention list cannot be read" in told
    assert "lies in this one again" not in told


def test_where_nobody_is_named_a_list_is_not_left_behind(script, tmp_path, collided):
    hub = tmp_path / "team.mcdhub"
    script("hub", "join", hub, script.path, "--set-aside", code=REFUSED)
    assert len(listed(script)) == 1
