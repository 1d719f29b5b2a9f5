"""What the gates say can be reworded: both languages, the same places in braces, nothing else."""

from __future__ import annotations

import inspect
import re
import tomllib

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import (
    guard_registry,
    guards,
    guards_production,
    guards_sheets,
    wording,
)
from mcdesk.procedure.guard_sentences import SAID, places, reworded, with_sentences
from mcdesk.procedure.load import read_definitions, read_procedure
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import faults

PROCEDURE, TEXTS = shipped_definitions()


@pytest.fixture
def data():
    return with_sentences(tomllib.loads(PROCEDURE))


def said(data, id_: str, en: str, in_indonesian: str):
    return wording.with_text(data, f"sentence:{id_}", "message", Label(en, in_indonesian))


def mistakes_of(data) -> list[str]:
    found: list = []
    read_procedure(toml_text(data), "procedure", found)
    return [f"{mistake.where}: {mistake.text}" for mistake in found]


def test_every_sentence_of_the_guards_can_be_reworded_and_is_in_use():
    rooms = (guards, guards_production, guards_sheets, guard_registry)
    source = "\n".join(inspect.getsource(room) for room in rooms)
    assert set(re.findall(r'SAID\["(\w+)"\]', source)) == set(SAID)
    assert all(places(text) is not None for text in SAID.values())


def test_what_is_not_reworded_is_not_kept(data):
    assert reworded(data) == tomllib.loads(PROCEDURE)
    changed = said(data, "not_signed", "{role} still has to sign {form}.",
                   "{role} belum menandatangani {form}.")  # fmt: skip
    kept = reworded(changed)["sentence"]
    assert [entry["id"] for entry in kept] == ["not_signed"]
    assert with_sentences(reworded(changed)) == changed


def test_the_places_in_braces_are_kept_and_no_others_come(data):
    assert mistakes_of(data) == []
    lost = said(data, "not_signed", "Somebody has to sign {form}.", "{form}: {role} belum.")
    assert mistakes_of(lost) == [
        "sentence[not_signed].message.en: keeps these places in braces, and no others: "
        "{form}, {role}"
    ]
    for text in ("{form} {role} {n}", "{form} {role", "{form:>9} {role}"):
        assert mistakes_of(said(data, "not_signed", text, "{form}: {role}"))
    unknown = {**data, "sentence": [{"id": "nobody_says", "message": "x"}]}
    assert mistakes_of(unknown) == ["sentence[nobody_says].id: there is no sentence 'nobody_says'"]


def test_what_is_wrong_with_a_sentence_is_told_at_its_place(data):
    definitions = read_definitions(("procedure", PROCEDURE), TEXTS)
    found = faults(definitions, said(data, "not_signed", "{role}!", "{form}: {role}"))
    assert [(f.path, f.sentence("en")) for f in found] == [(
        "sentence:not_signed",
        "Keep what stands in braces, and nothing else (keeps these places in braces, and no "
        "others: {form}, {role}).",
    )]  # fmt: skip


def test_other_sentences_are_the_same_rules(data):
    changed = reworded(said(data, "one_lead", "A lead is named", "Ketua ditunjuk"))
    assert wording.has_same_rules(tomllib.loads(PROCEDURE), changed)
