"""The window speaks the language of the computer until a person chooses one."""

from __future__ import annotations

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
