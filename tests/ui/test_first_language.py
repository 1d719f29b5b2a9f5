"""The window speaks the language of the computer until a person chooses one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mcdesk import __main__, i18n
from mcdesk.ui import launch


@pytest.mark.parametrize(
    ("words", "here", "spoken"),
    [((), "id_ID.UTF-8", "id"), ((), "de_DE.UTF-8", "en"), (("demo",), "id_ID", "id"),
     (("demo", "--lang", "en"), "id_ID", "en")],
)  # fmt: skip
def test_a_first_start_is_in_the_language_of_the_computer(monkeypatch, words, here, spoken):
    said: list[str] = []
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", here)
    monkeypatch.setattr(launch, "run", lambda *_given: said.append(i18n.language()) or 0)
    assert __main__.main(words) == 0
    assert said == [spoken]


@pytest.mark.parametrize(
    ("words", "here", "said"),
    [((), "C.UTF-8", "no display"), (("demo",), "id_ID.UTF-8", "layar"),
     (("demo", "--lang", "id"), "C.UTF-8", "layar"), (("window",), "C.UTF-8", "no display")],
)  # fmt: skip
def test_without_a_display_it_says_so_and_names_shots(tmp_path, words, here, said):
    """design.md, 11: with no display the window verbs say so and name `shots`."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LC_MESSAGES")
    bare = {name: value for name, value in os.environ.items()
            if name not in hidden}  # fmt: skip
    bare |= {"HOME": str(tmp_path), "LANG": here}
    program = [sys.executable, "-m", "mcdesk", *words]
    done = subprocess.run(program, env=bare, check=False, capture_output=True)
    told = done.stderr.decode()
    assert done.returncode == launch.NO_DISPLAY
    assert said in told
    assert "mcdesk shots --out" in told
    assert not done.stdout
