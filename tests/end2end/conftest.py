"""The script face under test: verbs run on a workspace of their own, in this process or another."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.__main__ import main
from mcdesk.bootstrap import App
from tests.walk import Walker, set_up

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


class Script:
    """Runs verbs on one workspace, in this process or as a program of its own."""

    def __init__(self, path: Path, capsys, monkeypatch) -> None:
        self.path, self.capsys, self.monkeypatch = path, capsys, monkeypatch

    def __call__(self, *words: object, stdin: str = "", code: int = DONE) -> str:
        """Run a verb; return what it wrote, having checked its exit code."""
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            found = main(["--workspace", str(self.path), *map(str, words)])
        except SystemExit as stopped:
            found = stopped.code
        self.out, self.err = self.capsys.readouterr()
        assert found == code, f"{found}: {self.out}{self.err}"
        assert "Traceback" not in self.err
        return self.out

    def json(self, *words: object, **given) -> list:
        return [json.loads(line) for line in self(*words, **given).splitlines()]

    def apply(self, *commands: dict | str, code: int = DONE, keep_going: bool = False) -> list:
        lines = [c if isinstance(c, str) else json.dumps(c) for c in commands]
        words = ["apply", "-", *(["--keep-going"] if keep_going else [])]
        return self.json(*words, stdin="\n".join(lines) + "\n", code=code)

    def program(self, *words: object, stdin: bytes = b"", stdout=subprocess.PIPE):
        return subprocess.run(
            [sys.executable, "-m", "mcdesk", "--workspace", self.path, *map(str, words)],
            input=stdin, stdout=stdout, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A workspace with MC-1 at stage 3, its proposal begun, made through the desk."""
    path = tmp_path_factory.mktemp("script") / "made.mcdesk"
    app = App()
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    app.close(desk)
    return path


@pytest.fixture
def script(made, tmp_path, capsys, monkeypatch) -> Script:
    path = tmp_path / "script.mcdesk"
    path.write_bytes(made.read_bytes())
    return Script(path, capsys, monkeypatch)
