"""A workspace opened with plain sqlite3 explains itself."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing

import pytest

from mcdesk import resources
from mcdesk.models import tables
from mcdesk.models.explained import QUESTION, READABLE, VIEWS

FORMS = resources.root() / "forms"


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


def test_rows_that_have_a_table_of_their_own_are_answers_too(plain):
    rows = plain.execute(
        "select path, question, value from readable_answers where form = 'F3' and path like 't3 %'"
    ).fetchall()
    (count,) = plain.execute("select count(*) from milestone where deleted = 0").fetchone()
    assert len(rows) == count > 5
    assert all("Activities" in row["question"] for row in rows)
    told = [json.loads(row["value"]) for row in rows]
    assert all(each["activity"] and None not in each.values() for each in told)
    plain.execute("update milestone set extra = ?", (json.dumps({"room": "B 12"}),))
    (value,) = plain.execute(
        "select value from readable_answers where path like 't3 %' limit 1"
    ).fetchone()
    assert json.loads(value)["room"] == "B 12"


def test_decisions_and_events_are_read_with_names(plain):
    signed = plain.execute("select * from readable_decisions where form = 'F2'").fetchall()
    assert signed
    assert all(row["person"] and row["over_what_stands_frozen"] == 1 for row in signed)
    moved = plain.execute("select * from readable_history where event = 'CardMoved'").fetchall()
    assert {row["cards"] for row in moved} == {"MC-1"}
    assert all(json.loads(row["command"])["do"] == "MoveCard" for row in moved)


@pytest.mark.parametrize("name", sorted(path.stem for path in FORMS.glob("*.toml")))
def test_the_question_is_that_of_the_field_whatever_else_bears_its_id(name):
    """A section, a column or a part may have the id of a field that comes later."""
    text = (FORMS / f"{name}.toml").read_text(encoding="utf-8")
    fields = [each for part in tomllib.loads(text)["section"] for each in part.get("field", ())]
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute("create table definition (id, text)")
        plain.execute("insert into definition values ('x', ?)", (text,))
        asked = {
            entry["id"]: plain.execute(
                f"select {QUESTION.format(field=repr(entry['id']))}"
                " from (select 'x' as definition_id) f"
            ).fetchone()[0]
            for entry in fields
        }
    told = {id_: tomllib.loads(f"label = {words}")["label"] for id_, words in asked.items()}
    assert told == {entry["id"]: entry["label"] for entry in fields}


def test_the_team_is_who_is_on_it_today_and_a_card_taken_away_is_not_shown(templates, tmp_path):
    path = tmp_path / "copy.mcdesk"
    shutil.copy(templates.path("timeline"), path)
    with closing(sqlite3.connect(path)) as plain:

        def team() -> list[str]:
            (told,) = plain.execute("select team from readable_cards").fetchone()
            return sorted(told.split("; "))

        before = team()
        assert "sme SME-03" in before
        change = "update team set since = ?, until = ? where role = 'sme'"
        for since, until, is_on in (
            ("2000-01-01", "9999-12-31", True), ("9999-12-30", "", False),
            ("2000-01-01", "2000-02-01", False), ("2000-01-01", "", True),
        ):  # fmt: skip
            plain.execute(change, (since, until))
            assert team() == (before if is_on else [each for each in before if "sme" not in each])
        plain.execute("update team set deleted = 1 where role = 'sme'")
        assert "sme SME-03" not in team()
        plain.execute("update card set deleted = 1")
        assert not plain.execute("select * from readable_cards").fetchall()
