"""Commands as flat lines: what fits, what does not, and the schema that says so."""

from __future__ import annotations

import json

import pytest

from mcdesk.errors import WrongUsage
from mcdesk.procedure import commands as do
from mcdesk.script.command_line import build, example_of, parse, schema_of


def line(**data) -> str:
    return json.dumps(data)


def test_a_line_is_a_command_and_who_gives_it():
    command, person = parse(line(do="MoveCard", card="MC-1", to="2", **{"as": "CTL-01"}))
    assert command == do.MoveCard(card="MC-1", to="2")
    assert person == "CTL-01"
    assert parse(line(do="NoteIdea", title="x"))[1] == ""


def test_what_is_left_out_has_its_default():
    command, _person = parse(line(do="SetValue", form="f", path="p", new=None))
    assert command.base is do.CURRENT
    assert parse(line(do="ChangeCard", card="c"))[0].title_en is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"do": "MoveCard", "card": "x"}, "'to' is missing"),
        ({"do": "MoveCard", "card": 1, "to": "2"}, "'card' must be a text, not 1"),
        ({"do": "AttachFile", "name": "n", "digest": "d", "size": 2**53},
         "'size' must be a whole number up to 9007199254740991, not"),
        ({"do": "MoveCard", "card": None, "to": "2"}, "'card' must be a text"),
        ({"do": "MoveCard", "card": "x", "to": "2", "y": 1}, "'y' is not one of its fields"),
        ({"do": "SignForm", "form": "f", "role": "r", "person": "p", "decision": "maybe"},
         "one of approve, return"),
        ({"do": "AddPerson", "name": "x", "roles": "sme"}, "'roles' must be a list"),
        ({"do": "AddPerson", "name": "x", "roles": [1]}, "'roles' must be a list"),
        ({"do": "AddRow", "form": "f", "field": "x", "cells": []}, "'cells' must be an object"),
        ({"do": "TakeOverCard", "title_en": "x", "programme": "p", "stage": "1",
          "since": "2026-01-01", "round": True}, "'round' must be a whole number"),
        ({"do": "TakeOverCard", "title_en": "x", "programme": "p", "stage": "1",
          "since": "2026-01-01", "round": 1.5}, "'round' must be a whole number"),
        ({"do": "TakeOverCard", "title_en": "x", "programme": "p", "stage": "1",
          "since": "2026-01-01", "round": 2**63}, "'round' must be a whole number"),
        ({"do": "TakeOverCard", "title_en": "x", "programme": "p", "stage": "1",
          "since": "2026-01-01", "forms": [{"form": 2}]}, "'forms' must be a list"),
        ({"do": "JoinTeam", "card": "x", "person": "p", "role": "r", "lead": "yes"},
         "'lead' must be true or false"),
        ({"do": "movecard"}, "did you mean MoveCard?"),
        ({"do": ""}, "there is no command"),
        ({}, "'do' is missing"),
        ({"do": None}, "there is no command"),
        ({"do": "MoveCard", "card": "x", "to": "2", "as": ["me"]}, "'as' must be a text"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_says_why(data, told):
    with pytest.raises(WrongUsage) as caught:
        parse(line(**data))
    assert told in str(caught.value)


def test_a_very_long_wrong_value_is_told_briefly():
    with pytest.raises(WrongUsage) as caught:
        build(do.MoveCard, {"card": ["x" * 100_000], "to": "2"})
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("cls", do.COMMANDS.values(), ids=lambda cls: cls.__name__)
def test_each_command_s_example_fits_its_schema(cls):
    schema = schema_of(cls)
    example = example_of(cls)
    command, _person = parse(json.dumps(example))
    assert type(command) is cls
    assert set(schema["required"]) <= set(example)
    assert set(example) <= set(schema["properties"])
    assert schema["properties"]["do"] == {"const": cls.__name__}
    assert json.loads(json.dumps(schema)) == schema
    assert ".md" not in schema["description"]


def test_the_example_of_a_lost_key_names_a_key_and_no_setting():
    assert example_of(do.EndKey)["key"] == "the key's id"
    assert example_of(do.SetSetting)["key"] == "passing_mark"
