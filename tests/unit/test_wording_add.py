"""Fields and sections that a team adds to a form: their keys, their kinds, what is refused."""

from __future__ import annotations

import tomllib

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import inspect, wording
from mcdesk.procedure.content import Content
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.load import read_definitions, read_form
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_add import (
    COLUMN_TYPES,
    FIELD_TYPES,
    is_own,
    key_of,
    with_answer,
    with_column,
    with_field,
    with_section,
)
from mcdesk.procedure.wording_check import faults
from mcdesk.procedure.wording_numbers import (
    bound_of,
    bound_text,
    bounds_label,
    is_own_number,
    with_unit,
)

PROCEDURE, TEXTS = shipped_definitions()
SECTION = "section:checklist"


@pytest.fixture(scope="module")
def definitions():
    return read_definitions(("procedure", PROCEDURE), TEXTS)


@pytest.fixture
def form():
    return tomllib.loads(TEXTS["F6.toml"])


def read(data):
    mistakes: list = []
    found = read_form(toml_text(data), "F6", mistakes)
    assert mistakes == []
    return found


def named(data):
    """Return the wording with a name for everything that has none yet."""
    for entry in list(wording.outline(data)):
        if entry.kind in ("choice", "column", "item") and entry.label.en.startswith("New "):
            data = wording.with_text(data, entry.place, "label", Label(entry.place, entry.place))
    return data


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_a_field_of_each_type_is_a_whole_field_once_it_is_named(definitions, form, type_):
    data, place = with_field(form, SECTION, type_, Label("Budget source", "Sumber dana"))
    assert place == f"{SECTION}/field:x_budget_source"
    entry = read(named(data)).fields["x_budget_source"]
    assert (entry.type, entry.label) == (type_, Label("Budget source", "Sumber dana"))
    assert faults(definitions, named(data)) == ()
    unnamed = {finding.code for finding in faults(definitions, data)}
    assert unnamed <= {"unnamed"}
    assert bool(unnamed) == bool(entry.choices or entry.columns or entry.items)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (Label("Risk", "Butir baru"), "Say it in Indonesian, too."),
        (Label("New item", "Risiko"), "Say it in English, too."),
        (Label("Risk", "Risiko"), ""),
    ],
)
def test_what_is_added_has_a_name_in_both_languages(definitions, form, label, said):
    data, _place = with_field(form, SECTION, FieldType.CHECKLIST, Label("Risks", "Risiko"))
    item = next(e.place for e in wording.outline(data) if e.kind == "item" and "x_risks" in e.place)
    data = wording.with_text(data, item, "label", label)
    told = [finding.sentence("en") for finding in faults(definitions, data)]
    assert told == ([said] if said else [])


def test_a_key_is_made_from_the_label_and_given_once():
    assert key_of(Label("Källa & Budget (2026)", "x"), set()) == "x_kalla_budget_2026"
    assert key_of(Label("", "Sumber dana"), {"x_sumber_dana"}) == "x_sumber_dana_2"
    assert key_of(Label("…", "…"), set()) == "x_field"


def test_a_field_stands_behind_the_one_it_was_added_at(form):
    first = wording.entry_at(form, SECTION)["field"][0]["id"]
    data, place = with_field(form, f"{SECTION}/field:{first}", FieldType.LINE, Label("A", "A"))
    ids = [entry["id"] for entry in wording.entry_at(data, SECTION)["field"]]
    assert ids[:2] == [first, "x_a"]
    again, second = with_field(data, place, FieldType.LINE, Label("A", "A"))
    assert second.endswith("field:x_a_2")
    assert wording.without(again, second) == data
    assert is_own(place)
    assert not is_own(f"{SECTION}/field:{first}")


def test_a_section_needs_a_field(definitions, form):
    data, place = with_section(form, SECTION, Label("Money", "Dana"))
    assert [f.code for f in faults(definitions, data)] == ["no_field"]
    sections = [entry["id"] for entry in data["section"]]
    assert sections.index("x_money") == sections.index("checklist") + 1
    data, _field = with_field(data, place, FieldType.DATE, Label("Paid on", "Dibayar pada"))
    assert faults(definitions, data) == ()
    assert [entry.id for entry in read(data).sections][-1] != ""
    assert read(data).section_of("x_paid_on").id == "x_money"


def test_answers_and_columns_grow(definitions, form):
    data, choice = with_field(form, SECTION, FieldType.CHOICE, Label("Kind", "Jenis"))
    data, answer = with_answer(data, choice)
    assert answer == f"{choice}/choice:3"
    data, table = with_field(data, SECTION, FieldType.TABLE, Label("Costs", "Biaya"))
    for type_ in COLUMN_TYPES:
        data, _column = with_column(data, table, type_)
    found = read(named(data))
    assert len(found.fields["x_kind"].choices) == 3
    assert [c.type for c in found.fields["x_costs"].columns] == [FieldType.LINE, *COLUMN_TYPES]
    assert faults(definitions, named(data)) == ()


def test_names_that_have_no_room_are_told(definitions, form):
    data = tomllib.loads(PROCEDURE)
    place = f"phase:{data['phase'][0]['id']}"
    long = wording.with_text(data, place, "title", Label("P" * 33, "P"))
    assert [(f.code, f.path) for f in faults(definitions, long)] == [("too_long", place)]
    assert faults(definitions, wording.with_text(data, place, "title", Label("P" * 32, "P"))) == ()
    short = wording.with_text(form, "", "short", Label("S" * 29, "S"))
    assert [(f.code, f.path) for f in faults(definitions, short)] == [("too_long", "")]


@pytest.fixture
def share(form):
    return with_field(form, SECTION, FieldType.NUMBER, Label("Share", "Porsi"))


def told(definitions, data) -> list[str]:
    return [finding.sentence("en") for finding in faults(definitions, data)]


def test_a_number_of_the_team_takes_the_decimals_bounds_and_unit_that_were_set(definitions, share):
    data, place = share
    for key, value in (("decimals", 1), ("minimum", bound_of("0")), ("maximum", bound_of("99.5"))):
        data = wording.with_value(data, place, key, value)
    data = with_unit(data, place, Label("%", "%"))
    assert told(definitions, data) == []
    form = read(data)
    entry = form.fields["x_share"]
    assert (entry.decimals, entry.minimum, entry.maximum) == (1, 0, 99.5)
    said = {
        value: [each.sentence("en") for each in inspect.type_findings(
            form, Content({"x_share": value}), "full")]
        for value in ("50.5", "50.25", "-1", "100")
    }  # fmt: skip
    assert said == {
        "50.5": [],
        "50.25": ["“Share”: 50.25 has more than 1 decimal places."],
        "-1": ["“Share”: -1 is less than 0."],
        "100": ["“Share”: 100 is more than 99.5."],
    }


@pytest.mark.parametrize(
    ("set_", "said"),
    [
        ({"minimum": "abc"}, "“abc” is not a number that can be a bound; write at most 12 digits."),
        ({"minimum": 5, "maximum": 2}, "The least, 5, is more than the greatest, 2."),
        ({"maximum": 2.5, "decimals": 0}, "2.5 has more decimals than can be filled in here (0)."),
        ({"unit": {"en": "h", "id": ""}}, "Write the unit in English and Indonesian."),
        ({"unit": {"en": "h" * 17, "id": "j"}}, "A unit has room for 16 letters."),
    ],
)
def test_what_cannot_be_of_a_number_is_said_once_in_words_at_its_place(
    definitions, share, set_, said
):
    data, place = share
    for key, value in set_.items():
        data = wording.with_value(data, place, key, value)
    assert told(definitions, data) == [said]
    assert [finding.path for finding in faults(definitions, data)] == [place]


def test_the_column_of_a_table_takes_bounds_and_a_unit_too(definitions, form):
    data, place = with_field(form, SECTION, FieldType.TABLE, Label("Costs", "Biaya"))
    data, column = with_column(data, place, FieldType.NUMBER)
    data = wording.with_value(named(data), column, "minimum", 3)
    data = with_unit(data, column, Label("Rp", "Rp"))
    assert told(definitions, data) == []
    made = read(data).fields["x_costs"].column("c2")
    assert (made.minimum, made.unit) == (3, Label("Rp", "Rp"))
    assert is_own_number(wording.entry_at(data, column), column)
    own = wording.below(SECTION, "field", "a2")
    assert not is_own_number(wording.entry_at(data, own), own)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", None), ("  ", None), ("12", 12), ("-0.25", -0.25), ("1e3x", "1e3x"),
     ("9" * 13, "9" * 13), ("0.1", 0.1)],
)  # fmt: skip
def test_a_bound_is_kept_as_a_number_or_as_it_was_typed(typed, kept):
    assert bound_of(typed) == kept
    assert bound_text(kept) == typed.strip()


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(0, 10.5, "0 sampai 10,5"), (0.5, None, "paling sedikit 0,5"), (None, 3, "paling banyak 3")],
)
def test_the_bounds_of_a_number_stand_beside_its_place(share, least, most, said):
    data, place = share
    for key, value in (("minimum", least), ("maximum", most)):
        data = wording.with_value(data, place, key, value)
    assert bounds_label(read(data).fields["x_share"]).text("id") == said
    assert bounds_label(Field("p1", Label("A", "A"), FieldType.NUMBER, minimum=1)) is None
