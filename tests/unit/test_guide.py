"""The guide (F1): it shows every setting, and fields and rules find the chapter behind them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mcdesk.procedure.guide import chapter_at, explained
from tests.unit.shipped import FORMS

RESOURCES = Path(__file__).parents[2] / "resources"
GUIDE = FORMS["F1"]


def test_the_guide_shows_every_setting_but_the_names_of_the_house():
    procedure = tomllib.loads((RESOURCES / "procedure" / "uph_ctl.toml").read_text("utf-8"))
    shown = {entry.params["key"] for entry in GUIDE.fields.values()}
    assert shown == {entry["key"] for entry in procedure["setting"]} - {"university"}


@pytest.mark.parametrize("section", GUIDE.sections, ids=lambda section: section.id)
def test_what_a_chapter_is_about_is_there(section):
    for place in section.about:
        kind, _dot, path = place.partition(".")
        assert path in FORMS[kind].fields, place


def test_a_field_belongs_to_one_chapter():
    places = [place for section in GUIDE.sections for place in section.about]
    assert sorted(places) == sorted(set(places))


@pytest.mark.parametrize("section", GUIDE.sections, ids=lambda section: section.id)
def test_both_languages_of_a_chapter_have_the_same_shape(section):
    texts = (section.help.en, section.help.id)
    lists = [text.count("\n- ") + text.startswith("- ") for text in texts]
    assert lists[0] == lists[1]
    assert texts[0].count("\n\n") == texts[1].count("\n\n")


@pytest.mark.parametrize(
    ("kind", "path", "chapter"),
    [
        ("F2", "p20", "writing_outcomes"),
        ("F2", "p28/abc/hours", "size"),
        ("F2", "p48", "stages"),  # by the setting of its rule
        ("F2", "p14.note", ""),
        ("F7", "d11/abc/minutes", "standards"),
        ("R2", "guide", "changes"),
        ("R2", "verdict", ""),
    ],
)
def test_a_place_in_a_form_has_its_chapter(kind, path, chapter):
    found = chapter_at(explained(GUIDE, FORMS[kind]), path)
    assert (found.id if found else "") == chapter


def test_no_help_repeats_a_number_that_is_a_setting():
    """Where a rule uses a setting, its field's help names the guide and not today's number."""
    procedure = tomllib.loads((RESOURCES / "procedure" / "uph_ctl.toml").read_text("utf-8"))
    values = {entry["key"]: str(entry["value"]) for entry in procedure["setting"]}
    for form in FORMS.values():
        for rule in form.rules:
            keys = [key for name, key in rule.params.items() if name.endswith("_setting")]
            helps = [form.fields[path.split("/")[0]].help for path in rule.paths]
            told = " ".join(text for help_ in helps if help_ for text in (help_.en, help_.id))
            numbers = {word.strip(".,;:()") for word in told.split()}
            assert not numbers & {values[key] for key in keys}, (form.id, rule.id)
