"""What the making of a workspace leaves behind when it does not come to its end: nothing."""

from __future__ import annotations

import os
import time

import pytest

from mcdesk.bootstrap import App
from mcdesk.models import left_behind, workspace
from mcdesk.models.workspace import Workspace


def names(folder) -> set[str]:
    return {each.name for each in folder.iterdir()}


class Broken(Exception):
    """Something that was not foreseen."""


def fail(*_given: object, **_more: object) -> None:
    raise Broken


@pytest.fixture
def killed(tmp_path):
    """A folder in which the making of a workspace was killed."""
    for end in (".making", ".making-journal", ".lock"):
        (tmp_path / f"half.mcdesk{end}").write_text("", encoding="utf-8")
    return tmp_path


def test_a_sample_that_ends_with_a_fault_leaves_nothing(tmp_path):
    def progress(done: int, _of: int) -> bool:
        if done > 20:
            raise Broken
        return True

    (tmp_path / "s.mcdesk.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(Broken):
        App().make_sample(tmp_path / "s.mcdesk", progress)
    assert names(tmp_path) == {"s.mcdesk.zip"}


def test_a_workspace_that_cannot_be_begun_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(workspace.SqlUnitOfWork, "close_event", fail)
    with pytest.raises(Broken):
        App().create(tmp_path / "w.mcdesk")
    assert names(tmp_path) == set()


def test_what_a_killed_making_left_goes_when_another_workspace_is_made_there(killed):
    app = App()
    app.close(app.create(killed / "w.mcdesk"))
    assert not [name for name in names(killed) if name.startswith("half")]


def test_it_goes_as_well_when_a_workspace_is_opened_there(tmp_path):
    app = App()
    app.close(app.create(tmp_path / "w.mcdesk"))
    for name in ("half.mcdesk.making", "half.mcdesk.lock", "w.mcdesk.making"):
        (tmp_path / name).write_text("", encoding="utf-8")
    for name, age in (("old", 2), ("new", 0)):
        room = tmp_path / f"{left_behind.ROOM}{name}"
        room.mkdir()
        (room / "workspace.sqlite").write_text("", encoding="utf-8")
        os.utime(room, (time.time() - age * left_behind.A_DAY,) * 2)
    app.close(app.open(tmp_path / "w.mcdesk", read_only=True))
    assert "half.mcdesk.making" in names(tmp_path), "who only reads changes nothing"
    app.close(app.open(tmp_path / "w.mcdesk"))
    assert names(tmp_path) == {"w.mcdesk", "w.mcdesk.lock", f"{left_behind.ROOM}new"} | {
        name for name in names(tmp_path) if name.startswith("w.mcdesk.") and "making" not in name
    }


def test_what_is_still_being_made_or_is_no_workspace_stays(tmp_path):
    """A hub in the making has no lock: nobody can tell whether it is being made."""
    (tmp_path / "team.mcdhub.making").write_text("", encoding="utf-8")
    made = Workspace.create(tmp_path / "half.mcdesk")
    app = App()
    app.close(app.create(tmp_path / "w.mcdesk"))
    assert {"team.mcdhub.making", "half.mcdesk.making", "half.mcdesk.lock"} <= names(tmp_path)
    made.close()
    assert not [name for name in names(tmp_path) if name.startswith("half")]


def test_the_lock_of_a_workspace_that_is_there_stays(killed):
    app = App()
    desk = app.create(killed / "half.mcdesk")
    (killed / "half.mcdesk.making").write_text("", encoding="utf-8")
    app.close(app.create(killed / "w.mcdesk"))
    assert (killed / "half.mcdesk.making").exists(), "it is open"
    app.close(desk)
    app.close(app.create(killed / "v.mcdesk"))
    assert not (killed / "half.mcdesk.making").exists()
    assert (killed / "half.mcdesk.lock").exists()
