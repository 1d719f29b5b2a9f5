"""A command line that makes no sense is told in the language that it asks for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from mcdesk import folders, i18n
from mcdesk.script.arguments import parser
from mcdesk.script.usage import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = (
    (("new",), "argumen berikut wajib diberikan: file"),
    (("fly",), "argumen VERB: pilihan “fly” tidak ada"),
    (("history", "MC-1", "--limit", "x"), "argumen --limit: 'x' bukan bilangan bulat"),
    (("list", "--stages", "3"), "argumen tidak dikenal: --stages 3"),
    (("list", "--stage"), "argumen --stage: harus diikuti satu nilai"),
    (("list", "--json=1"), "argumen --json: tidak menerima nilai: '1'"),
    (("hub", "fly"), "argumen ACT: pilihan"),
)


def said(capsys, *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(words)
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(("words", "told"), WRONG, ids=lambda value: " ".join(value)[:20])
def test_wrong_usage_is_told_in_indonesian(capsys, words, told):
    i18n.use_language("id")
    text = said(capsys, *words)
    assert text.startswith("pemakaian: mcdesk")
    assert ": kesalahan: " in text
    assert told.replace("“", "'").replace("”", "'") in text
    for english in ("usage", "error", "required", "invalid", "unrecognized", "argument ", "choose"):
        assert english not in text.replace("usage: ", ""), english


@pytest.mark.parametrize("words", [words for words, _told in WRONG])
def test_in_english_it_is_told_as_ever(capsys, words):
    text = said(capsys, *words)
    assert text.startswith("usage: mcdesk")
    assert ": error: " in text


def test_the_language_is_known_before_the_line_is_understood():
    assert language_of(("--lang", "id", "fly")) == "id"
    assert language_of(("fly", "--lang=id")) == "id"
    assert language_of(("--lang", "de", "fly")) == "en"
    assert language_of(("--lang",)) == language_of(()) == "en"


THE_SAME = {"postgresql://owner@server/database"}
"""What says the same in both languages."""


def pages(of: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from pages(verb)


def words_of(page: argparse.ArgumentParser) -> Iterator[str]:
    yield from filter(None, (page.description, page.epilog))
    for action in page._actions:
        yield from filter(None, (action.help,))


def test_every_page_of_help_is_in_indonesian():
    every = list(pages(parser()))
    missing = {
        words
        for page in every
        for words in words_of(page)
        if i18n._(words, "id") == words and words not in THE_SAME
    }
    assert not missing
    i18n.use_language("id")
    for page in every:
        text = page.format_help()
        assert text.startswith("pemakaian: mcdesk"), text
        for english in ("usage:", "options:", "positional", "show this", "language of"):
            assert english not in text, text


def test_in_english_a_page_is_as_ever():
    text = parser().format_help()
    assert text.startswith("usage: mcdesk")
    assert "show this help message and exit" in text


def test_a_page_follows_the_language_of_the_window_then_that_of_the_computer(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "config_folder", lambda: tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert language_of(("list", "--help")) == "en"
    monkeypatch.setattr("locale.getlocale", lambda: ("Indonesian_Indonesia", "1252"))
    assert language_of(("list", "--help")) == "id"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert language_of(("list", "--help")) == "en"
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert language_of(("list", "-h")) == "id"
    assert language_of(("list", "--help", "--lang", "en")) == "en"
    assert language_of(("list",)) == "en"
    (tmp_path / "window.ini").write_text("[General]\nlanguage=en\ntheme=dark\n", "utf-8")
    assert language_of(("list", "-h")) == "en"
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / "window.ini").write_text("[General]\ntheme=dark\nlanguage=id\n", "utf-8")
    assert language_of(("-h",)) == "id"
