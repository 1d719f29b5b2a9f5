"""Journal lines: one text per event, hashed in a chain, read for ever."""

from __future__ import annotations

import json

from mcdesk.application.journal import (
    FIRST_HASH,
    Effect,
    Event,
    cards_touched,
    chained,
    command_data,
    effect_of,
    forms_touched,
    read_event,
)
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import (
    Card,
    FormValue,
    Person,
    Record,
    as_data,
    changed,
    from_data,
)


def event(*effects: Effect, **given) -> Event:
    plain = {"id": "e", "kind": "ValueSet", "by": "p", "at": "2026-11-23T09:00Z", "group": "g",
             "today": "2026-11-23", "command": {"do": "SetValue"}, "note": {}}  # fmt: skip
    return Event(**{**plain, "effects": effects, **given})


def test_an_event_is_read_as_it_was_written():
    old = Person(id="p", name="é “x”", row_version=1)
    made = event(effect_of(None, old), effect_of(old, changed(old, name="\n\t🎓")))
    assert read_event(made.body()) == made


def test_a_body_is_one_canonical_text():
    body = event(effect_of(None, Person(id="p", name="é"))).body()
    assert "é" in body
    assert body == json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True,
                              separators=(",", ":"))  # fmt: skip


def test_a_hash_covers_body_and_the_hash_before():
    first = chained(FIRST_HASH, "a")
    assert len(first) == 64
    assert len({first, chained(FIRST_HASH, "b"), chained(first, "a"), chained("", "a")}) == 4


def test_a_known_body_has_a_known_hash_for_ever():
    body = '{"at":"2026-11-23T09:00:00Z","by":"p","command":{"do":"NoteIdea"},"effects":[]}'
    assert (
        chained(FIRST_HASH, body)
        == "89dbad91e94765a134c3dabd707e4feb2b207ed38038a0c22ef831370b922073"
    )


def test_columns_that_this_program_does_not_know_are_left_out():
    data = {**as_data(Person(id="p", name="x")), "colour": "red"}
    assert from_data("person", data) == Person(id="p", name="x")


def test_columns_that_an_older_program_did_not_write_get_their_default():
    assert from_data("person", {"id": "p", "name": "x"}).login == ""


def test_an_effect_names_its_cards_and_forms():
    value = FormValue(id="v", form_id="f", path="p1", value='"x"')
    card = Card(id="c", code="MC-1", title_en="", stage="s", stage_since="", procedure_id="")
    effects = (effect_of(None, value), effect_of(None, card))
    assert cards_touched(effects) == {"c"}
    assert forms_touched(effects) == {"f"}
    moved = Effect("comment", "x", {"card_id": "old"}, {"card_id": "new", "form_id": ""})
    assert cards_touched((moved,)) == {"old", "new"}


def test_a_command_is_kept_without_what_was_left_out():
    assert command_data(do.SetValue(form="f", path="p", new=None)) == {
        "do": "SetValue", "form": "f", "path": "p",
    }  # fmt: skip
    assert command_data(do.SetValue(form="f", path="p", new="x", base="y"))["base"] == "y"


def test_texts_are_cleaned_when_a_command_is_made():
    command = do.FillForm(form="f", values={"e\u0301\0": ["a\r\nb", {"x\0": "\ud800"}]})
    assert command.values == {"é": ["a\nb", {"x": "\ufffd"}]}


def test_every_record_can_be_an_effect_and_back():
    from mcdesk.procedure.records import RECORDS

    for name, cls in RECORDS.items():
        needed = {
            entry: "x" for entry in cls.__dataclass_fields__
            if cls.__dataclass_fields__[entry].default.__class__.__name__ == "_MISSING_TYPE"
        }  # fmt: skip
        record: Record = cls(**needed)
        effect = effect_of(None, record)
        assert from_data(name, json.loads(json.dumps(dict(effect.new)))) == record
