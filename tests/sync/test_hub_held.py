"""A hub's file that another program holds, or that cannot be written, is told as the hub's."""

from __future__ import annotations

import sqlite3

import pytest

from mcdesk.errors import Trouble
from mcdesk.models import hub as hubs
from mcdesk.models.hub import SqliteHub
from mcdesk.models.hub_troubles import told_of_hub


def test_a_hub_that_another_program_holds_is_no_held_workspace(tmp_path, monkeypatch):
    monkeypatch.setattr(hubs, "DEADLINE", 0.05)
    path = tmp_path / "team.mcdhub"
    holder = sqlite3.connect(path)
    holder.execute("create table t (a)")
    holder.execute("begin exclusive")
    with pytest.raises(Trouble) as met:
        SqliteHub(path).identity()
    holder.close()
    assert met.value.title == f"Another program holds the team’s hub: {path}."
    assert met.value.advice.startswith("Work goes on here")
    assert met.value.retry


@pytest.mark.parametrize("code", ["read_only", "disk_full", "storage"])
def test_what_is_wrong_with_a_hub_is_not_said_of_the_workspace(code):
    told = told_of_hub(Trouble(code, "The workspace …", "said"), "/srv/team.mcdhub")
    assert "team’s hub" in told.title
    assert "/srv/team.mcdhub" in told.title
    assert told.code == ("hub_full" if code == "disk_full" else code)
