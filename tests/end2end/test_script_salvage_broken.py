"""A workspace made anew whose salvaging broke off: the next try brings the rest, and all once."""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk import salvaging, teaming
from mcdesk.application.drafts import Draft, DraftFile
from mcdesk.errors import Trouble
from mcdesk.models import salvage_note
from tests.end2end.conftest import REFUSED, TROUBLE

OWN, REMARK, TYPED = "Quite another text of mine.", "What I wrote on the train", "typed only"
SCAN = b"a scan" * 40
TEXT = {"do": "SetValue", "form": "MC-1/F2", "path": "p47"}
DIES = """
import os, sys
from mcdesk import salvaging, teaming
from mcdesk.errors import Trouble
from mcdesk.models import salvage_note

def dies(*given, **named):
    os._exit(9)

def dies_at_the_end(path, places):
    if not places:
        os._exit(9)
    kept(path, places)

kept = salvage_note.keep
module, name = sys.argv[1].split(".")
setattr(globals()[module], name, dies_at_the_end if name == "keep" else dies)
from mcdesk.__main__ import main
main(sys.argv[2:])
"""
STEPS = ["salvaging.set_aside", "teaming.join", "salvaging.salvage", "salvaging.keep_copy",
         "salvaging._list_again", "salvaging._drafts", "salvage_note.keep"]  # fmt: skip


@pytest.fixture
def left(script, tmp_path):
    """A workspace of a hub with an entry to look at, two changes and a scan that wait, a draft."""
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    script("hub", "init", hub)
    script("hub", "join", hub, second, "--as", "CTL-01")
    theirs = json.dumps(TEXT | {"new": "A colleague wrote this at length."})
    script("apply", "-", "--workspace", second, stdin=theirs)
    script("sync", "--workspace", second)
    script.apply(TEXT | {"new": OWN})
    script("sync", code=REFUSED)
    script.apply({"do": "WriteComment", "form": "MC-1/F2", "path": "p1", "text": REMARK})
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(SCAN)
    script("attach", "MC-1", scan)
    typed = [Draft("f", "p2", "", TYPED, "2026-11-23T09:00:00Z", "CTL-01")]
    DraftFile(Path(f"{script.path}.drafts")).append(typed)
    return second


def words(script, tmp_path) -> list[str]:
    return ["hub", "join", str(tmp_path / "team.mcdhub"), str(script.path), "--as", "CTL-01",
            "--set-aside"]  # fmt: skip


def all_is_there_once(script, second: Path) -> None:
    (entry,) = json.loads(script("attention", "--json"))
    assert OWN in json.dumps(entry)
    drafts = DraftFile(Path(f"{script.path}.drafts"))
    assert [each.text for each in drafts.pending()] == [TYPED]
    assert drafts.aside() == ()
    digest = hashlib.sha256(SCAN).hexdigest()
    assert any(path.name == digest for path in Path(f"{script.path}.files").rglob("*"))
    script("check")
    script("sync", code=REFUSED)  # the entry is still to be looked at
    script("sync", "--workspace", second)
    assert not Path(f"{script.path}{salvage_note.END}").exists()
    with closing(sqlite3.connect(second)) as connection:
        asked = "SELECT count(*) FROM journal WHERE body LIKE ?"
        assert connection.execute(asked, [f"%{REMARK}%"]).fetchone() == (1,)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("by", ["the same command", "opening it"])
def test_a_program_killed_at_any_step_goes_on_from_there(script, tmp_path, left, step, by):
    command = [sys.executable, "-c", DIES, step, "--workspace", script.path]
    died = subprocess.run([*command, *words(script, tmp_path)], check=False, timeout=120)
    assert died.returncode == 9
    is_made = step not in STEPS[:2]
    if is_made:
        script("check", code=TROUBLE)
        assert "did not all come along" in script.out + script.err
    if by == "opening it" and is_made:
        script("sync", code=REFUSED)
    else:
        script(*words(script, tmp_path))
    all_is_there_once(script, left)


@pytest.mark.parametrize("step", STEPS[2:-1])
def test_a_full_disk_is_told_with_where_the_words_lie(script, tmp_path, left, step, monkeypatch):
    def is_full(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    owner, name = step.split(".")
    with monkeypatch.context() as context:
        context.setattr({"salvaging": salvaging, "teaming": teaming}[owner], name, is_full)
        script(*words(script, tmp_path), code=TROUBLE)
    (aside,) = tmp_path.glob("script before *.mcdesk")
    assert aside.name in script.err
    assert "the disk is full" in script.err
    assert "Nothing of it is lost" in script.err
    script(*words(script, tmp_path))
    all_is_there_once(script, left)


@pytest.mark.parametrize(("owner", "name", "error"), [
    (teaming, "join", Trouble("gone", "The hub is out of reach.")),
    (salvaging, "set_aside", OSError(errno.EACCES, "Permission denied")),
    (salvage_note.os, "fsync", OSError(errno.ENOSPC, "No space left on device")),
])  # fmt: skip
def test_what_could_not_be_made_anew_is_as_it_was_and_owed_nothing(
    script, tmp_path, left, monkeypatch, owner, name, error
):
    def fails(*_given, **_named):
        raise error

    before = script.path.read_bytes()
    with monkeypatch.context() as context:
        context.setattr(owner, name, fails)
        script(*words(script, tmp_path), code=TROUBLE)
    assert owner is teaming or "could not be set aside" in script.err
    assert script.path.read_bytes() == before
    assert not Path(f"{script.path}{salvage_note.END}").exists()
    assert list(tmp_path.glob("script before *")) == []


def test_nobody_else_takes_it_in(script, tmp_path, left, monkeypatch):
    def fails(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(salvaging, "salvage", fails)
        script(*words(script, tmp_path), code=TROUBLE)
    script("sync", "--as", "SME-03")
    note = Path(f"{script.path}{salvage_note.END}")
    assert note.exists()
    assert json.loads(script("attention", "--json")) == [], "reading alone brings nothing"
    script("sync", code=REFUSED)
    all_is_there_once(script, left)
