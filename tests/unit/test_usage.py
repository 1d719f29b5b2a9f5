"""A command line that makes no sense is told in the language that it asks for."""

from __future__ import annotations

import pytest

from mcdesk import i18n
from mcdesk.script.arguments import parser
from mcdesk.script.usage import language_of

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
