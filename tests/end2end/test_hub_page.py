"""What the page for who runs the server tells, done as it stands there (docs/hub.md)."""

from __future__ import annotations

import os
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from mcdesk.models import schema
from mcdesk.script.arguments import parser
from tests.end2end.conftest import REFUSED, TROUBLE
from tests.sync.conftest import address_of

PAGE = Path(__file__).parents[2] / "docs" / "hub.md"
OWNER, MEMBER = "postgresql://mcdesk_office@server/mcdesk", "postgresql://ctl02@server/mcdesk"


def commands_under(heading: str) -> list[list[str]]:
    """Return the commands of a section of the page, word by word."""
    (section,) = re.findall(
        rf"^## {heading}$(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S
    )
    lines = re.findall(r"^mcdesk (.*)$", section, re.M)
    return [shlex.split(line) for line in lines]


@pytest.fixture
def office(script, server, monkeypatch):
    """A hub on a server whose first member is CTL-01; its owner's address and a member's."""
    database = f"page_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"drop database if exists {database}")
        admin.execute(f"create database {database}")
    monkeypatch.setenv("MCDESK_HUB_PASSWORD", "chosen")
    owner = address_of(server, database)
    script("hub", "init", owner, "--login", f"ctl_{database}")
    return owner, f"ctl02_{database}", address_of(server, database, f"ctl02_{database}")


def test_when_the_office_has_left_its_commands_lead_back_in(script, office, tmp_path):
    owner, login, member = office
    places = {OWNER: owner, MEMBER: member, "ctl02": login, "any.mcdesk": str(script.path),
              "standin.mcdesk": str(tmp_path / "standin.mcdesk")}  # fmt: skip
    lines = commands_under("When the office has left")
    assert [words[:2] for words in lines] == [
        ["hub", "add-person"], ["hub", "join"], ["hub", "add-person"]]  # fmt: skip
    for words in lines:
        script(*(places.get(word, word) for word in words))
    with psycopg.connect(owner) as admin:
        named = admin.execute("select p.name from hub.member m join hub.person p on p.id = "
                              "m.person_id where m.login = %s", [login]).fetchone()  # fmt: skip
    assert named == ("ID-02",)


def test_the_owner_of_a_hub_is_no_member_without_a_word(script, office, server):
    """No rule of the hub binds who owns it, as none binds a superuser."""
    owner, _login, _member = office
    keeper = f"office_{os.getpid()}"
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute(f"drop role if exists {keeper}")
        admin.execute(f"create role {keeper} login createrole")
        admin.execute(f"alter schema hub owner to {keeper}")
    told = ("hub", "add-person", owner, "ID-02", "--login", keeper)
    script(*told, code=REFUSED)
    assert f"“{keeper}” owns the hub" in script.err
    with psycopg.connect(owner, autocommit=True) as admin:
        found = admin.execute("select count(*) from hub.member where login = %s", [keeper])
        assert found.fetchone() == (0,)
        admin.execute(f"create role in_{keeper} login in role {keeper}")
    script(*told[:-1], f"in_{keeper}", code=REFUSED)
    script(*told, "--anyway")
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("alter schema hub owner to current_user")
        admin.execute(f"drop owned by {keeper}")


def test_a_newer_hub_is_not_called_an_older_one(script, tmp_path):
    hub = tmp_path / "team.mcdhub"
    script("hub", "init", hub)
    with closing(sqlite3.connect(hub)) as connection, connection:
        connection.execute("update alembic_version set version_num = '0099'")
    assert "newer MC Desk" in script("check", "--hub", hub, code=TROUBLE)
    with closing(sqlite3.connect(hub)) as connection, connection:
        older = f"{int(schema.HEAD) - 1:04}"
        connection.execute("update alembic_version set version_num = ?", [older])
    assert "older MC Desk" in script("check", "--hub", hub, code=TROUBLE)


def test_at_an_emptied_hub_a_workspace_of_it_is_told_to_rebuild_it(script, tmp_path):
    hub = tmp_path / "team.mcdhub"
    script("hub", "init", hub)
    hub.write_bytes(b"")
    script("sync", code=TROUBLE)
    assert "mcdesk hub rebuild" in script.err
    script("hub", "rebuild")
    script("sync")


def test_a_hub_in_a_file_gets_its_ending_from_the_script_as_from_the_window(script, tmp_path):
    told = script("hub", "init", f"sqlite:///{tmp_path / 'team'}")
    assert (tmp_path / "team.mcdhub").is_file()
    assert not (tmp_path / "team").exists()
    assert "team.mcdhub" in told


def test_a_budget_is_attached_as_one(script):
    choices = parser().parse_args(["attach", "MC-1", "b.xlsx", "--purpose", "budget"])
    assert choices.purpose == "budget"


def test_who_makes_a_hub_has_numbers_before_anybody_joins(script, tmp_path):
    """A colleague who joins at once and exchanges first takes the next ones."""
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    script("hub", "init", hub)
    script("hub", "join", hub, second, "--as", "ID-02")
    script("sync", "--workspace", second)
    with closing(sqlite3.connect(script.path)) as connection:
        kinds = connection.execute("SELECT kind, seq FROM journal ORDER BY n DESC").fetchall()
    assert kinds[0][0] == "NumbersReserved"
    assert kinds[0][1] is not None, "the hub has them"
