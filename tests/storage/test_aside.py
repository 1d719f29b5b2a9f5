"""What makes room for another file is kept under a dated name: nothing is written over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mcdesk.models import left_behind
from mcdesk.models.aside import set_aside

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_twice_in_one_minute_loses_nothing(tmp_path):
    path, kept = tmp_path / "ctl.mcdesk", []
    for text in ("one", "two", "three"):
        path.write_text(text, encoding="utf-8")
        path.with_name(f"{path.name}.drafts").write_text(f"draft of {text}", encoding="utf-8")
        kept.append(set_aside(path, ("", ".drafts", ".files"), NOW))
        assert not list(tmp_path.glob("ctl.mcdesk*"))
    stamp = "2026-11-23 1600"  # of the institution, as all else that is shown
    assert [each.file.name for each in kept] == [
        f"ctl before {stamp}.mcdesk",
        f"ctl before {stamp} (2).mcdesk",
        f"ctl before {stamp} (3).mcdesk",
    ]
    assert [each.file.read_text(encoding="utf-8") for each in kept] == ["one", "two", "three"]
    drafts = [each.file.with_name(f"{each.file.name}.drafts") for each in kept]
    assert [each.read_text(encoding="utf-8") for each in drafts] == [
        "draft of one", "draft of two", "draft of three",
    ]  # fmt: skip


def test_a_name_that_only_a_sibling_has_is_not_free(tmp_path):
    path = tmp_path / "ctl.mcdesk"
    path.with_name("ctl.mcdesk.drafts").write_text("first", encoding="utf-8")
    assert set_aside(path, ("", ".drafts"), NOW).file is None
    path.write_text("second", encoding="utf-8")
    aside = set_aside(path, ("", ".drafts"), NOW)
    assert aside.file.stem.endswith(" (2)")
    assert not aside.file.with_name(f"{aside.file.name}.drafts").exists()


def test_what_cannot_be_renamed_whole_stays_whole(tmp_path, monkeypatch):
    path = tmp_path / "ctl.mcdesk"
    for end in ("", ".drafts"):
        path.with_name(f"{path.name}{end}").write_text("mine", encoding="utf-8")
    rename = Path.rename

    def fails(self: Path, new: Path) -> Path:
        if self.name.endswith(".drafts"):
            raise PermissionError(13, "Permission denied")
        return rename(self, new)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(PermissionError):
        set_aside(path, ("", ".drafts"), NOW)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["ctl.mcdesk", "ctl.mcdesk.drafts"]


def test_what_two_deleted_workspaces_left_is_kept_apart(tmp_path):
    path = tmp_path / "ctl.mcdesk"
    for text in ("one", "two"):
        path.with_name("ctl.mcdesk.drafts").write_text(text, encoding="utf-8")
        left_behind.keep(path)
    found = [each.read_text(encoding="utf-8") for each in tmp_path.glob("ctl before *.drafts")]
    assert sorted(found) == ["one", "two"]


def test_what_a_person_keeps_beside_a_workspace_in_the_making_stays(tmp_path):
    path = tmp_path / "Sample.mcdesk"
    own = {f"Sample.mcdesk{end}" for end in (".files.zip", ".drafts old", "-journal copy",
                                             ".searchterms.txt", ".bak")}  # fmt: skip
    made = {f"Sample.mcdesk{end}" for end in ("", ".making", ".making-journal", "-journal",
                                              ".drafts", ".search", ".lock")}  # fmt: skip
    for name in own | made:
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "Sample.mcdesk.files").mkdir()
    left_behind.remove(path)
    assert {each.name for each in tmp_path.iterdir()} == own
