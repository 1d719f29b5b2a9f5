"""A hub is made of a workspace that holds together only: else nobody could join it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from tests.sync.conftest import clock

HARM = {
    "cannot be read": "UPDATE journal SET body = substr(body, 1, 90) WHERE seq = 5",
    "was altered": "UPDATE journal SET body = replace(body, '\"at\":\"20', '\"at\":\"19') "
                   "WHERE seq = 5",
    "is missing": "DELETE FROM journal WHERE seq = 5",
    "differs from the journal": "UPDATE card SET title_en = 'Another' WHERE code = 'MC-1'",
}  # fmt: skip


def harm_done(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"
                                          ).fetchall():  # fmt: skip
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement).rowcount == 1


def stopped(_done: int, _of: int) -> bool:
    return False


@pytest.mark.parametrize("harm", HARM)
def test_of_a_damaged_workspace_no_hub_is_made(template, tmp_path, harm):
    path, hub = Path(shutil.copy(template, tmp_path / "first.mcdesk")), tmp_path / "team.mcdhub"
    harm_done(path, HARM[harm])
    with closing(clock().open(path)) as desk:
        with pytest.raises(Trouble, match="This workspace is damaged") as caught:
            clock().make_hub(desk, str(hub))
        assert harm in caught.value.title
        assert "No hub was made" in caught.value.advice
        assert desk.replica().hub_id == ""
    assert not hub.exists()


def test_the_comparing_can_be_stopped_and_counts_up_to_where_the_making_begins(template, tmp_path):
    path, hub = Path(shutil.copy(template, tmp_path / "first.mcdesk")), tmp_path / "team.mcdhub"
    steps: list[int] = []

    def heard(done: int, of: int) -> bool:
        steps.append(done * 100 // of)
        return True

    with closing(clock().open(path)) as desk:
        with pytest.raises(Trouble, match="Stopped"):
            clock().make_hub(desk, str(hub), progress=stopped)
        assert not hub.exists()
        clock().make_hub(desk, str(hub), progress=heard)
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, 100)
    assert any(0 < step < 40 for step in steps) or 40 in steps
