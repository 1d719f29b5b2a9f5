"""A hub in which somebody hid a forgery in a freezing (fault 17 of reliability.md)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from mcdesk.application.journal import chained
from mcdesk.errors import Trouble
from mcdesk.procedure.canonical import json_text
from tests.sync.conftest import Team, records
from tests.sync.lost_hub import rename
from tests.sync.proposed import propose


@pytest.fixture
def team(tmp_path, further):
    yield from further(propose, "file", tmp_path)


def forge(path, what: str) -> None:
    """Write the last freezing anew with a row or a remark besides, and each hash behind it."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        for (name,) in file.execute("select name from sqlite_master where type = 'trigger'"):
            file.execute(f'drop trigger "{name}"')
        (first,) = file.execute("select max(seq) from journal where kind = 'FormFrozen'").fetchone()
        (last,) = file.execute("select hash from journal where seq = ?", (first - 1,)).fetchone()
        written = "select * from form_row where deleted = 0 and cells <> '{}' limit 1"
        row = dict(file.execute(written).fetchone()) | {"deleted": False}
        behind = "select seq, body from journal where seq >= ? order by seq"
        for seq, body in file.execute(behind, (first,)).fetchall():
            event = json.loads(body)
            if seq == first:
                event["effects"].append(_forged(what, row, event))
                body = json_text(event)
            last = chained(last, body)
            file.execute("update journal set body = ?, hash = ? where seq = ?", (body, last, seq))
        file.commit()


def _forged(what: str, row: dict, event: dict) -> dict:
    if what == "a row":
        cells = json_text(dict.fromkeys(json.loads(row["cells"]), "Forged words"))
        new = row | {"cells": cells, "row_version": row["row_version"] + 1}
        return {"table": "form_row", "id": row["id"], "old": row, "new": new}
    (revision,) = [each for each in event["effects"] if each["table"] == "revision"]
    remark = {"id": "told", "row_version": 1, "deleted": False, "form_id": row["form_id"],
              "card_id": revision["new"]["card_id"], "path": "p10", "text": "Forged words",
              "author": event["by"], "at": event["at"], "done": False}  # fmt: skip
    return {"table": "comment", "id": "told", "old": None, "new": remark}


@pytest.mark.parametrize("what", ["a row", "a remark"])
def test_a_forgery_in_a_freezing_is_named_and_nothing_is_exchanged(team: Team, what):
    """Fault 17 of reliability.md."""
    rename(team.desks["r0"], "Later", "MC-2")
    team.settle_all()
    forge(team.hub.path, what)
    with pytest.raises(Trouble) as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert "MC-1" in told.value.title
    assert "Forged words" not in str(records(team.desks["r1"]))
