"""How a script is told of values that do not fit, and how each kind is written in a command."""

from __future__ import annotations

import json

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.load import read_form
from mcdesk.procedure.rules_types import problem_of
from mcdesk.script.written import KINDS

A_TEXT = "it is a text, in quotation marks."
KIND = "video, reading, practice, discussion, assignment, assessment, live"


CASES = (
    ("p1", 5, A_TEXT),
    ("p10", True, A_TEXT),
    ("p15", "students", "it is a list of some of these: students, "),
    ("p18", 5, "it is a list of texts."),
    ("p5", 5, "it is a person's name, login or id, in quotation marks."),
    ("p4", 5, "it is a study programme's code or id, in quotation marks."),
    ("p45.statement", "yes", "it is true or false, without quotation marks."),
    ("p8", "some", "it is one of: new, part, bundle, industry, revision."),
    ("p43", "perhaps", "it is one of: yes, no, na."),
    ("p48", "17 Aug 2027", "a day is written 2026-08-17."),
    ("p15", ["students"], ""),
    ("p17.min", "no number", ""),
)
"""Fields, what is written there, and how it should be written; "" where nothing is said of that."""


def test_each_kind_of_value_has_its_own_how(script):
    lines = [{"do": "SetValue", "form": "MC-1/F2", "path": path, "new": new}
             for path, new, _how in CASES]  # fmt: skip
    for (path, _new, how), told in zip(CASES, script.apply(*lines), strict=True):
        assert told["ok"]
        texts = [each["text"] for each in told.get("findings", ()) if each["path"] == path]
        hows = [text.split(" In a command ")[1:] for text in texts if " In a command " in text]
        assert [each[0].startswith(how) for each in hows] == [True] * bool(how), (path, texts)
        assert all(len(each) == 1 for each in hows)


def test_a_cell_is_told_what_its_column_takes(script):
    row = {"do": "AddRow", "form": "MC-1/F2", "field": "p28", "id": "r", "cells": {"kind": "film"}}
    (added,) = script.apply(row)
    (told,) = [each["text"] for each in added["findings"] if each["path"].endswith("/kind")]
    assert told.endswith(f"In a command it is one of: {KIND}.")
    cell = {"do": "SetCell", "form": "MC-1/F2", "field": "p28", "row": "r", "column": "kind"}
    (again,) = script.apply(cell | {"new": "radio"})
    (told,) = [each["text"] for each in again["findings"] if each["path"].endswith("/kind")]
    assert "“radio”" in told
    assert told.endswith(f"In a command it is one of: {KIND}.")


def test_every_kind_that_can_be_wrong_tells_how_it_is_written():
    fields = [
        entry
        for name, text in shipped_definitions()[1].items()
        for top in read_form(text, name, []).fields.values()
        for entry in (top, *top.columns)
    ]
    wrong = {
        entry.type
        for entry in fields
        for value in (5, "x", True)
        if (problem_of(entry, value) or ("", {}))[0] == "wrong_kind"
    }
    assert wrong == set(KINDS) >= {FieldType.TICK, FieldType.PERSON}


def test_how_it_is_written_is_told_in_the_language_asked_for(script):
    line = json.dumps({"do": "SetValue", "form": "MC-1/F2", "path": "p1", "new": 5})
    told = json.loads(script("--lang", "id", "apply", "-", stdin=line))
    texts = [each["text"] for each in told["findings"] if each["path"] == "p1"]
    assert any(text.endswith("Dalam perintah, isinya teks dalam tanda kutip.") for text in texts)
