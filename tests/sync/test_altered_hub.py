"""A hub in which somebody wrote an entry anew, and all hashes behind it (fault 17)."""

from __future__ import annotations

import json
import sqlite3
from argparse import Namespace
from contextlib import closing, nullcontext
from dataclasses import replace

import pytest

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.journal import Line, chained
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.script import team as script
from tests.sync.conftest import records
from tests.sync.lost_hub import rename

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)
"""A server's journal is written by its owner alone; the way is the same."""


def rewritten(path, was: str, now: str) -> int:
    """Write the first entry anew that says something, and each hash behind it; return where."""
    with closing(sqlite3.connect(path)) as file:
        for (name,) in file.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            file.execute(f'drop trigger "{name}"')
        (first,) = file.execute(
            "select min(seq) from journal where body like ?", (f"%{was}%",)
        ).fetchone()
        (last,) = file.execute("select hash from journal where seq = ?", (first - 1,)).fetchone()
        behind = "select seq, body from journal where seq >= ? order by seq"
        for seq, body in file.execute(behind, (first,)).fetchall():
            body = body.replace(was, now)
            last = chained(last, body)
            file.execute("update journal set body = ?, hash = ? where seq = ?", (body, last, seq))
        file.execute("update card set title_en = replace(title_en, ?, ?)", (was, now))
        file.commit()
    return first


@FILE
def test_an_entry_that_was_written_anew_is_named_and_nothing_is_exchanged(team):
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "Honest words")
    team.sync("r0")
    rename(other, "Later", "MC-2")
    team.sync("r1")
    team.sync("r0")
    number = rewritten(team.hub.path, "Honest words", "Forged words")
    before = records(one)
    one.execute(do.ChangeCard(card="MC-2", short_title="Waits"))
    one.follow(one.replica().hub_id, str(team.hub.path))
    for _again in range(2):
        with pytest.raises(Trouble) as told:
            team.app.exchange(one)
        assert told.value.code == "altered"
        assert f"entry {number}, of CTL-01, MC-1" in told.value.title
        assert "put back" not in str(told.value)
    assert one.replica().waiting == 1
    assert one.replica().healed is None
    assert "Forged" not in str(records(one)["card"])
    assert records(one)["person"] == before["person"]
    assert f"entry {number}" in one.replica().altered
    found = team.app.check_hub(str(team.hub.path), one)
    assert any(f"entry {number} is another one" in line for line in found)
    assert any(f"entry {number}, of CTL-01" in line for line in found)
    team.app.rebuild_hub(one, str(team.hub.path), "")
    team.app.exchange(one)
    assert one.replica().altered == ""
    assert one.replica().waiting == 0


@FILE
def test_a_status_names_a_hub_that_was_found_altered(team, capsys, monkeypatch):
    desk = team.desks["r0"]
    desk.note_altered("The team’s hub was altered: entry 7")
    monkeypatch.setattr(script, "desk_of", lambda *_given: nullcontext(desk))
    script._status(Namespace(json=False), team.app)
    assert "altered\tThe team’s hub was altered: entry 7" in capsys.readouterr().out


def line_of(**more: object) -> Line:
    body = {"format": 1, "id": "e", "kind": "CardChanged", "by": "p", "at": "2026-11-23T09:00:00Z",
            "today": "2026-11-23", "group": "g", "command": {"do": "ChangeCard"}, "note": {},
            "effects": [{"table": "card", "id": "c", "old": None,
                         "new": {"id": "c", "row_version": 1, "title_en": "A"}}]}  # fmt: skip
    return Line("e", "CardChanged", "p", "2026-11-23T09:00:00Z", "g", json.dumps(body | more))


def test_what_a_newer_program_says_besides_is_no_alteration():
    """Done again by one, an entry may bear more columns; another word, day or person is another."""
    own = line_of()

    def said(**new: object) -> Line:
        record = {"id": "c", "row_version": 3, "title_en": "A"} | new
        return line_of(effects=[{"table": "card", "id": "c", "old": None, "new": record}])

    assert not is_altered(own, said(later="x"))
    assert is_altered(own, said(title_en="B"))
    assert is_altered(own, line_of(by="q"))
    assert is_altered(own, line_of(today="2026-11-24"))
    assert is_altered(own, line_of(command={"do": "ChangeCard", "card": "d"}))
    assert is_altered(own, line_of(effects=[]))
    assert is_altered(own, replace(own, body="{"))
    assert not is_altered(own, replace(line_of(by="q"), id="other"))
