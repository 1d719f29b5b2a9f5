"""A power cut within a commit: whatever reached the disk, the file is as before the commit.

The model: while the journal is written, any part of it may be there, without the count of its
records (SQLite writes that only behind a sync), and the file is as it was; once the journal is
synced, any of the file's new pages may be there, in any order. That SQLite
syncs the truncated journal, so that a done commit stays done, rests on `journal_mode=TRUNCATE`
and `synchronous=FULL`, which every connection is asked for (test_engines.py).

Fault 3 of reliability.md.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from mcdesk.models.workspace import Workspace
from tests.storage.conftest import crash_within_a_commit, program

PAGE, SECTOR, CUTS = 4096, 512, 60


class Cut:
    """A file before a commit and within it, and the journal of that commit."""

    def __init__(self, path: Path) -> None:
        self.path, self.journal_path = path, Path(f"{path}-journal")
        self.before = path.read_bytes()
        crash_within_a_commit(path)
        self.within = path.read_bytes()
        self.journal = self.journal_path.read_bytes()
        assert self.within != self.before

    def put(self, file: bytes, journal: bytes) -> None:
        self.path.write_bytes(file)
        self.journal_path.write_bytes(journal)

    def mixed(self, rng: random.Random) -> bytes:
        """Return the file with any of its new pages, and any of its new length."""
        count = max(len(self.within), len(self.before)) // PAGE
        pages = []
        for at in range(0, count * PAGE, PAGE):
            old, new = self.before[at : at + PAGE], self.within[at : at + PAGE]
            pages.append((new if rng.random() < 0.5 else old) or new)
        return b"".join(pages)[: rng.choice((len(self.before), count * PAGE))]

    def reopened(self, *, read_only: bool) -> bytes:
        store = Workspace.open(self.path, read_only=read_only)
        assert [tile.code for tile in store.tiles()] == ["MC-1"]
        store.close()
        return self.path.read_bytes()


@pytest.fixture
def cut(path) -> Cut:
    return Cut(path)


@pytest.mark.parametrize("read_only", [True, False])
def test_any_part_of_the_new_pages_is_taken_back(cut, read_only):
    rng = random.Random(1)
    for _ in range(CUTS):
        cut.put(cut.mixed(rng), cut.journal)
        assert cut.reopened(read_only=read_only) == cut.before


def test_a_journal_that_is_half_written_changes_nothing(cut):
    rng = random.Random(2)
    for _ in range(CUTS):
        uncounted = cut.journal[:8] + b"\0" * 4 + cut.journal[12:]
        torn = bytearray(uncounted[: rng.randrange(len(uncounted) + 1)])
        for at in range(0, len(torn), SECTOR):
            if rng.random() < 0.3:
                lost = len(torn[at : at + SECTOR])
                torn[at : at + SECTOR] = rng.choice((b"\0" * lost, rng.randbytes(lost)))
        cut.put(cut.before, bytes(torn))
        assert cut.reopened(read_only=False) == cut.before


def test_the_file_before_and_the_one_taken_back_check_out(cut, tmp_path):
    cut.put(cut.mixed(random.Random(3)), cut.journal)
    app = program()
    assert app.check(cut.path) == ()
    made = app.backup(Path(shutil.copy(cut.path, tmp_path / "again.mcdesk")), tmp_path / "b.zip")
    app.restore(made, tmp_path / "restored.mcdesk")
    assert app.check(tmp_path / "restored.mcdesk") == ()
