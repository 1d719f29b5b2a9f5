"""Changing the wording of a form as data: places, texts, order, items, and what is refused."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import wording
from mcdesk.procedure.load import digest_of, read_definitions, read_form
from mcdesk.procedure.shown_as import number_of
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import faults, path_of

PROCEDURE, TEXTS = shipped_definitions()
CHECKLIST = "section:checklist/field:a2"
SCORES = next(
    entry.place for entry in wording.outline(tomllib.loads(TEXTS["F9.toml"])) if entry.id == "e3"
)


@pytest.fixture(scope="module")
def definitions():
    return read_definitions(("procedure", PROCEDURE), TEXTS)


def data_of(kind: str):
    return tomllib.loads(TEXTS[f"{kind}.toml"])


def texts_of(found):
    return [finding.sentence("en") for finding in found]


@pytest.mark.parametrize("name", [*TEXTS, "procedure"])
def test_a_definition_written_anew_has_the_same_digest(name):
    text = TEXTS.get(name, PROCEDURE)
    assert digest_of(toml_text(tomllib.loads(text))) == digest_of(text)


PLAIN = st.text(st.characters(exclude_categories=["Cs"])) | st.booleans() | st.integers(-9, 9)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "field", "a b", "rule", "item", "ü"]), VALUES))
def test_whatever_is_written_is_read_again(data):
    assert tomllib.loads(toml_text(data)) == data


def test_every_entry_of_a_form_has_a_place_of_its_own():
    for name in TEXTS:
        entries = list(wording.outline(data_of(name.removesuffix(".toml"))))
        places = [entry.place for entry in entries]
        assert len(set(places)) == len(places)
        assert all(entry.label for entry in entries if entry.kind != "signer" or entry.label)


def test_each_item_of_a_checklist_comes_below_its_heading():
    listed = [(entry.kind, entry.id, entry.depth) for entry in wording.outline(data_of("F6"))
              if entry.place.startswith(f"{CHECKLIST}/")]  # fmt: skip
    depth = listed[0][2]
    assert listed[:6] == [
        ("group", "relevance", depth), *(("item", f"{n:02}", depth + 1) for n in range(1, 5)),
        ("group", "outcomes", depth),
    ]  # fmt: skip
    assert [id_ for kind, id_, _depth in listed if kind == "item"] == [
        f"{n:02}" for n in range(1, 29)
    ]


def test_another_text_changes_the_definition_and_nothing_else():
    old = data_of("F6")
    new = wording.with_text(old, f"{CHECKLIST}/item:07", "label", Label("New", "Baru"))
    form = read_form(toml_text(new), "F6", [])
    assert form.fields["a2"].items[6].label == Label("New", "Baru")
    assert [(d.place, d.key) for d in wording.differences(old, new)] == [
        (f"{CHECKLIST}/item:07", "label")
    ]
    assert old == data_of("F6")


def test_a_help_that_is_emptied_goes_and_a_label_never_does(definitions):
    old = data_of("F6")
    new = wording.with_text(old, CHECKLIST, "help", Label("", ""))
    assert "help" not in wording.entry_at(new, CHECKLIST)
    assert faults(definitions, new) == ()
    half = wording.with_text(old, CHECKLIST, "label", Label("Checks", ""))
    (found,) = faults(definitions, half)
    assert found.path == CHECKLIST
    assert "English and Indonesian" in found.sentence("en")


def test_what_keys_code_depends_on_is_not_changed():
    with pytest.raises(AssertionError):
        wording.with_value(data_of("F6"), CHECKLIST, "type", "line")
    with pytest.raises(AssertionError):
        wording.with_text(data_of("F6"), CHECKLIST, "id", Label("a", "a"))


def test_items_are_added_to_their_group_with_an_id_never_given_before(definitions):
    old = wording.with_value(data_of("F6"), f"{CHECKLIST}/item:28", "off", value=True)
    new, place = wording.with_item(old, CHECKLIST, Label("Fire", "Api"), "size")
    assert place == f"{CHECKLIST}/item:29"
    items = read_form(toml_text(new), "F6", []).fields["a2"].items
    assert [item.id for item in items if item.group == "size"] == ["09", "10", "11", "29"]
    assert all(item.id != "28" for item in items)
    assert faults(definitions, new) == ()
    assert wording.without(new, place) == old


def test_an_item_is_called_by_its_place_where_ids_are_numbers_and_by_its_code_else(definitions):
    data = wording.with_value(data_of("F6"), f"{CHECKLIST}/item:10", "off", value=True)
    data, _place = wording.with_item(data, CHECKLIST, Label("Fire", "Api"), "size")
    entry = read_form(toml_text(data), "F6", []).fields["a2"]
    called = {item.id: number_of(entry, item) for item in entry.items}
    assert [called[id_] for id_ in ("09", "11", "29", "12")] == ["9", "10", "11", "12"]
    data, place = wording.with_item(data_of("F9"), SCORES, Label("Fair", "Adil"), "A")
    assert place == f"{SCORES}/item:A{len(of_group(data_of('F9'), 'A')) + 1}"
    assert faults(definitions, data) == ()
    items = read_form(toml_text(data), "F9", []).fields["e3"]
    fair = next(item for item in items.items if item.label.en == "Fair")
    assert number_of(items, fair) == place.rpartition(":")[2]


def of_group(data, group):
    items = wording.entry_at(data, SCORES)["item"]
    return [item for item in items if item["group"] == group]


def test_an_item_moves_within_its_group():
    old = data_of("F6")
    first, last = f"{CHECKLIST}/item:09", f"{CHECKLIST}/item:11"
    assert not wording.can_move(old, first, -1)
    assert not wording.can_move(old, last, 1)
    new = wording.moved(old, last, -1)
    found = wording.differences(old, new)
    assert [(d.key, {d.before, d.after}) for d in found] == [("order", {10, 11})]
    assert wording.moved(new, last, 1) == old


def test_a_field_that_a_rule_or_a_gate_names_stays_on(definitions):
    new = wording.with_value(data_of("F6"), "section:conditions/field:a3", "off", value=True)
    found = texts_of(faults(definitions, new))
    assert any("needed by the check" in text and "Conditions" in text for text in found)
    assert any("needed by the gate" in text for text in found)


def test_a_field_that_the_program_reads_stays_on(definitions):
    data = data_of("F2")
    place = next(e.place for e in wording.outline(data) if path_of(e.place) == "p47")
    found = faults(definitions, wording.with_value(data, place, "off", value=True))
    assert "own_use" in [finding.code for finding in found if finding.path == place]


def test_a_field_nobody_needs_can_be_switched_off_and_on_again(definitions):
    old = data_of("F2")
    place = next(e.place for e in wording.outline(old) if path_of(e.place) == "p22")
    new = wording.with_value(old, place, "off", value=True)
    assert faults(definitions, new) == ()
    assert "p22" not in read_form(toml_text(new), "F2", []).fields
    assert next(e for e in wording.outline(new) if e.place == place).is_off
    assert wording.with_value(new, place, "off", None) == old


def test_a_section_without_any_field_left_goes(definitions):
    old = data_of("F6")
    new = wording.with_value(old, "section:steps/field:a1", "off", value=True)
    form = read_form(toml_text(new), "F6", [])
    assert "steps" not in [section.id for section in form.sections]


def test_the_last_signer_stays_and_each_role_signs_once(definitions):
    data = data_of("F6")
    for role in ("ctl", "hsp", "dean"):
        data = wording.without(data, f"signer:{role}")
    assert "no_signer" in [finding.code for finding in faults(definitions, data)]
    twice = wording.with_signer(data_of("F6"), "dean", Label("Signs", "Menandatangani"), 4)
    assert "signer_twice" in [finding.code for finding in faults(definitions, twice)]
    other = wording.with_signer(data_of("F6"), "hc", Label("Signs", "Menandatangani"), 2)
    assert faults(definitions, other) == ()


def test_a_message_keeps_the_words_in_braces_it_can_fill(definitions):
    data = data_of("F6")
    bad = wording.with_text(data, "rule:item_notes", "message", Label("{thing}?", "{item}?"))
    (found,) = faults(definitions, bad)
    assert found.path == "rule:item_notes"
    assert "braces" in found.sentence("en")
    assert "(memuat {thing}; yang diisi " in found.sentence("id")


def test_versions_count_within_their_year():
    assert wording.next_version(["2026.1", "2026.10", "2025.3"], 2026) == "2026.11"
    assert wording.next_version(["2026.1", "draft"], 2027) == "2027.1"


# --- the procedure ---------------------------------------------------------------------------


def procedure_data():
    return tomllib.loads(PROCEDURE)


def test_the_procedure_has_the_names_of_stages_gates_and_roles_as_entries():
    entries = list(wording.outline(procedure_data()))
    assert (entries[0].kind, entries[0].place) == ("procedure", "")
    kinds = {entry.kind for entry in entries}
    assert kinds == {"procedure", "phase", "stage", "role", "transition"}
    stages = [entry.label.en for entry in entries if entry.kind == "stage"]
    assert (len(stages), stages[2]) == (14, "Proposal")


def test_other_names_leave_the_rules_as_they_are(definitions):
    old, name = procedure_data(), Label("Application", "Permohonan")
    new = wording.with_text(old, "stage:proposal", "title", name)
    new = wording.with_text(new, "transition:approve-proposal", "title", name)
    new = wording.with_text(new, "", "title", name)
    assert wording.has_same_rules(old, {**new, "version": "2026.2"})
    assert faults(definitions, new) == ()
    found = wording.differences(old, {**new, "version": "2026.2"})
    assert [(each.place, each.key) for each in found] == [
        ("", "title"),
        ("stage:proposal", "title"),
        ("transition:approve-proposal", "title"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["stage"][2].update(days=99),
        lambda data: data["transition"].pop(),
        lambda data: data["rights"].update(move=["ctl"]),
        lambda data: data["role"][0].update(scope="faculty"),
        lambda data: next(way for way in data["transition"] if "guard" in way)["guard"].pop(),
    ],
)
def test_another_rule_is_no_mere_wording(change):
    data = procedure_data()
    change(data)
    assert not wording.has_same_rules(procedure_data(), data)


def test_a_stage_without_a_name_is_a_fault_at_its_place(definitions):
    empty = wording.with_text(procedure_data(), "stage:proposal", "title", Label("", ""))
    (fault,) = faults(definitions, empty)
    assert fault.path == "stage:proposal"
    assert fault.sentence("en") == "A text is missing: write it in English and Indonesian."
