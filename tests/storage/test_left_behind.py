"""A new workspace under the name of one that was deleted has nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from tests.storage.conftest import crash_within_a_commit, program


def test_what_a_crash_left_of_a_deleted_workspace_is_not_rolled_into_the_new_one(path):
    crash_within_a_commit(path)
    journal = path.with_name(f"{path.name}-journal")
    remains = journal.read_bytes()
    path.unlink()
    app = program()
    app.close(app.create(path, "Another", "CTL-09"))
    assert app.check(path) == ()
    aside = next(path.parent.glob("test before *.mcdesk-journal"))
    assert aside.read_bytes() == remains


def test_drafts_and_files_of_a_deleted_workspace_are_kept_out_of_the_new_one(path):
    drafts = path.with_name(f"{path.name}.drafts")
    drafts.write_text("words of somebody\n", encoding="utf-8")
    files = path.with_name(f"{path.name}.files")
    files.mkdir()
    (files / "scan").write_bytes(b"scan")
    path.unlink()
    app = program()
    app.close(app.create(path, "Another", "CTL-09"))
    assert not drafts.exists()
    assert not files.exists()
    aside = next(path.parent.glob("test before *.mcdesk.drafts"))
    assert aside.read_text(encoding="utf-8") == "words of somebody\n"
    assert next(path.parent.glob("test before *.mcdesk.files/scan")).read_bytes() == b"scan"


def test_an_empty_journal_is_nothing_to_keep(path):
    path.with_name(f"{path.name}-journal").write_bytes(b"")
    path.unlink()
    app = program()
    app.close(app.create(path, "Another", "CTL-09"))
    assert list(path.parent.glob("test before *")) == []


def test_what_cannot_be_set_aside_is_told_and_nothing_is_made(path, monkeypatch):
    path.with_name(f"{path.name}.drafts").write_text("words\n", encoding="utf-8")
    path.unlink()

    def refused(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    app = program()
    with pytest.raises(Trouble) as told:
        app.create(path, "Another", "CTL-09")
    assert told.value.code == "folder"
    monkeypatch.undo()
    assert not path.exists()
    desk = app.create(path, "Another", "CTL-09")
    desk.execute(do.AddPerson(name="ID-01", roles=["id"]))
    app.close(desk)
