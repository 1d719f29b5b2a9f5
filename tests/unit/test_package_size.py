"""The size that `dev.py package` tells is the room on the disk, as `du -sm` tells it."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

import dev


@pytest.mark.skipif(os.name == "nt" or not shutil.which("du"), reason="there is no du here")
def test_the_size_told_is_that_of_du(tmp_path):
    """Many small files take a whole block each, which the sum of their sizes leaves out."""
    for number in range(700):
        (tmp_path / f"small{number}").write_bytes(b"x" * 10)
    (tmp_path / "large").write_bytes(os.urandom(3_000_000))
    os.link(tmp_path / "large", tmp_path / "again")
    (tmp_path / "pointing").symlink_to("large")
    told = subprocess.run(["du", "-sm", str(tmp_path)], capture_output=True, text=True, check=True)
    assert dev.room_of(tmp_path) == int(told.stdout.split()[0])
    assert dev.room_of(tmp_path) > 3
