"""Which file at another place is a copy, and which the workspace itself that was moved."""

from __future__ import annotations

import json
import shutil

import pytest

from mcdesk import computer
from mcdesk.application import copied
from mcdesk.application.views import Copied

NOW = "2026-11-23T02:10:00.000000Z"


@pytest.fixture
def first(tmp_path):
    """A file whose place was noted."""
    path = tmp_path / "ctl.mcdesk"
    path.write_text("workspace")
    return path


def test_what_was_renamed_is_no_copy_whatever_lies_at_the_old_name_by_now(first):
    kept = copied.place_of(first)
    moved = first.rename(first.with_name("ctl-2025.mcdesk"))
    assert copied.origin_of(kept, moved, NOW) is None
    first.write_text("another workspace, made since")
    assert copied.origin_of(kept, moved, NOW) is None
    assert copied.origin_of(copied.place_of(moved), moved, NOW) is None


def test_a_copy_beside_its_original_names_it(first):
    kept = copied.place_of(first)
    copy = shutil.copy(first, first.with_name("copy.mcdesk"))
    assert copied.origin_of(kept, copy, NOW) == Copied(
        NOW, computer.name(), str(first), is_here=True
    )
    assert copied.origin_of(kept, first, NOW) is None


def test_copies_are_known_also_where_the_original_is_gone_or_another(first):
    kept = copied.place_of(first)
    copies = [shutil.copy(first, first.with_name(name)) for name in ("b.mcdesk", "c.mcdesk")]
    first.unlink()
    told = [copied.origin_of(kept, path, NOW) for path in copies]
    assert [each.is_there for each in told] == [False, False]
    words = copied.told(told[0])
    assert "copied or moved here from" in words[0].sentence()
    assert "If it was moved" in words[2].sentence()
    (first.parent / "between").write_text("keeps the number of the file that is gone")
    first.write_text("another workspace, made since")
    assert not copied.origin_of(kept, copies[0], NOW).is_there


def test_one_file_under_two_paths_is_no_copy(first, tmp_path):
    kept = copied.place_of(first)
    other = tmp_path / "link.mcdesk"
    other.hardlink_to(first)
    assert copied.origin_of(kept, other, NOW) is None


def test_where_no_file_was_noted_the_old_place_tells(first):
    kept = json.dumps({**json.loads(copied.place_of(first)), "file": ""})
    older = json.dumps({k: v for k, v in json.loads(kept).items() if k != "file"})
    copy = shutil.copy(first, first.with_name("copy.mcdesk"))
    assert copied.origin_of(kept, copy, NOW).is_there
    assert copied.origin_of(older, copy, NOW).is_there
    assert copied.origin_of(older, first, NOW) is None
    first.unlink()
    assert copied.origin_of(older, copy, NOW) is None
    assert copied.origin_of("", copy, NOW) is None


def test_on_another_computer_it_counts_as_a_copy(first, monkeypatch):
    kept, was = copied.place_of(first), computer.name()
    monkeypatch.setattr(computer, "mark", lambda: "LAPTOP-2")
    found = copied.origin_of(kept, first, NOW)
    assert (found.computer, found.is_here) == (was, False)


def test_the_newest_copy_stands_first_and_is_told_until_somebody_looked():
    one, other = (Copied(at, "PC", "/a", is_here=True) for at in ("1", "2"))
    facts = {copied.COPIES: copied.noted(copied.noted("", one), other)}
    assert copied.copies(facts) == (other, one)
    assert copied.newest(facts) == other
    assert copied.newest({**facts, copied.COPIES_SEEN: "2"}) is None
    old = {"at": "1", "computer": "PC", "path": "/a", "is_here": True}
    assert copied.copies({copied.COPIES: json.dumps([old])}) == (one,), "as it was kept before"
