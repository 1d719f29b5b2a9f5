"""A workspace opened with plain sqlite3 explains itself."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from mcdesk.models import tables
from mcdesk.models.explained import READABLE, VIEWS


@pytest.fixture
def plain(templates):
    with closing(sqlite3.connect(templates.path("timeline"))) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_every_table_and_view_is_said_what_it_holds(plain):
    told = dict(plain.execute("select name, holds from read_me").fetchall())
    there = {name for (name,) in plain.execute(
        "select name from sqlite_master where type in ('table', 'view')"
        " and name not like 'sqlite_%' and name <> 'read_me'")}  # fmt: skip
    assert set(told) - {"(this file)"} == there
    assert set(tables.metadata.tables) <= set(told)
    assert all(told.values())
    assert set(READABLE) == set(VIEWS)


def test_cards_are_read_with_their_people(plain):
    (card,) = plain.execute("select * from readable_cards").fetchall()
    assert (card["code"], card["stage"], card["programme"]) == ("MC-1", "timeline", "Law")
    assert "sme SME-03" in card["team"]


def test_every_answer_stands_beside_its_question(plain):
    rows = plain.execute("select form, path, question, value from readable_answers").fetchall()
    assert len(rows) > 20
    assert all(row["question"].startswith("{ en = ") for row in rows)
    title = next(row for row in rows if (row["form"], row["path"]) == ("F2", "p1"))
    assert "Title" in title["question"]
    assert json.loads(title["value"])
    part = next(row for row in rows if "." in row["path"].partition(" row ")[0])
    assert part["question"]


def test_decisions_and_events_are_read_with_names(plain):
    signed = plain.execute("select * from readable_decisions where form = 'F2'").fetchall()
    assert signed
    assert all(row["person"] and row["over_what_stands_frozen"] == 1 for row in signed)
    moved = plain.execute("select * from readable_history where event = 'CardMoved'").fetchall()
    assert {row["cards"] for row in moved} == {"MC-1"}
    assert all(json.loads(row["command"])["do"] == "MoveCard" for row in moved)
