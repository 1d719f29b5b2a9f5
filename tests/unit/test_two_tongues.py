"""Words that a computed value holds in both languages are shown in the one in use."""

from __future__ import annotations

from typing import Any

import pytest

from mcdesk import i18n, resources
from mcdesk.application.shown import show
from mcdesk.procedure.load import read_form
from mcdesk.procedure.two_tongues import in_one_language


def field(kind: str, path: str):
    text = (resources.root() / "forms" / f"{kind}.toml").read_text(encoding="utf-8")
    definition = read_form(text, kind, [])
    assert definition is not None
    return definition.field_of(path)


@pytest.fixture
def indonesian():
    i18n.use_language("id")
    yield
    i18n.use_language("en")


@pytest.mark.parametrize(
    ("kind", "path", "value", "english", "other"),
    [
        ("F3", "t2", None, "None in the calendar for this time",
         "Belum ada dalam kalender untuk masa ini"),
        ("F2", "p13", "Not consulted / Belum dimintai pendapat", "Not consulted",
         "Belum dimintai pendapat"),
        ("F2", "p13", "Consulted / Sudah dimintai pendapat; Teach A / B first",
         "Consulted; Teach A / B first", "Sudah dimintai pendapat; Teach A / B first"),
        ("F9", "e5", "Not eligible (★ below 3 on this sheet: C6) / "
         "Tidak layak (★ di bawah 3 pada lembar ini: C6)",
         "Not eligible (★ below 3 on this sheet: C6)",
         "Tidak layak (★ di bawah 3 pada lembar ini: C6)"),
    ],
)  # fmt: skip
def test_a_screen_shows_the_language_in_use(kind, path, value, english, other, indonesian):
    entry = field(kind, path)
    said = value or str(entry.params["none"])
    names: Any = None
    assert in_one_language(said, entry.params, "en") == english
    assert show(entry, said, names) == other


def test_no_paper_that_is_signed_asks_anything():
    assert "?" not in str(field("F3", "t2").params["none"])


def test_what_a_person_wrote_stays_whole():
    params = {"words": {"no": "Not consulted / Belum dimintai pendapat"}}
    assert in_one_language("Law / Hukum", params, "id") == "Law / Hukum"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("He wrote Yes / Ya himself", "He wrote Yes / Ya himself"),
        ("Yes / Yahya; TCP / IP", "Yes / Yahya; TCP / IP"),
        ("Asked: Yes / Ya; Ready / Siap (TCP / IP)", "Asked: Yes; Ready (TCP / IP)"),
        ("Yes / Ya (semua); Yes / Ya", "Yes; Yes"),
        ("Yes / Ya\nNot yet / Belum; x / y", "Yes\nNot yet; x / y"),
    ],
)
def test_only_words_that_stand_by_themselves_are_the_definitions(text, english):
    words = {"yes": "Yes / Ya", "all": "Yes / Ya (semua)", "ready": "Ready / Siap",
             "no": "Not yet / Belum"}  # fmt: skip
    assert in_one_language(text, {"words": words}, "en") == english
