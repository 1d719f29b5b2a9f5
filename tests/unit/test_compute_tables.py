"""Tables that the program works out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mcdesk.procedure import compute, inspect
from mcdesk.procedure.calendar import months_later
from mcdesk.procedure.compute_tables import COMPUTED_ROWS
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition, Section
from mcdesk.procedure.digest import frozen_content
from mcdesk.procedure.stage import Label
from tests.ui.forms.fakes import read_definition
from tests.unit.rows import rows

TODAY = date(2026, 3, 2)


def made(name, content, params, **more):
    return list(COMPUTED_ROWS[name](content, Surroundings(today=TODAY, **more), params))


COMPONENTS = Content(
    rows={
        "c1": rows(
            {"code": "RM1", "component": "E-book 1", "module": "1", "status": "accepted"},
            {"code": "RM1", "component": "E-book 2", "module": "2", "status": "in_review"},
            {"code": "AV5", "component": "Video 1.1", "status": "not_applicable"},
        )
    }
)
OTHERS = {"F5": COMPONENTS}


def other(kind):
    return OTHERS.get(kind, Content())


def test_a_component_is_not_aligned_while_something_must_be_fixed_in_it():
    params = {"form": "F5", "field": "c1", "findings": "findings", "closed": "checked"}
    finding = {"component": "e-book 2 ", "must_fix": "yes"}
    found = made(
        "components_judged", Content(rows={"findings": rows(finding)}), params, other=other
    )
    assert [(row["component"], row["verdict"], row["open"]) for row in found] == [
        ("E-book 1", "aligned", None),
        ("E-book 2", "not_aligned", "1"),
    ]
    checked = Content(rows={"findings": rows({**finding, "checked": "2026-03-01"})})
    verdicts = [row["verdict"] for row in made("components_judged", checked, params, other=other)]
    assert verdicts == ["aligned", "aligned"]


def test_a_component_was_seen_in_the_last_session_that_names_it_or_all():
    params = {"form": "F5", "field": "c1", "sessions": "sessions"}
    sessions = rows(
        {"date": "2026-03-04", "components": ["rm 1"]},
        {"date": "2026-03-02"},
        {"date": "2026-03-09", "components": ["EB1"]},
        {"components": ["RM1"]},
    )
    found = made("components_seen", Content(rows={"sessions": sessions}), params, other=other)
    assert [(row["code"], row["seen"]) for row in found] == [
        ("RM1", "2026-03-04"), ("RM1", "2026-03-04"), ("AV5", "2026-03-02")
    ]  # fmt: skip
    assert [row["seen"] for row in made("components_seen", Content(), params, other=other)] == [
        None, None, None
    ]  # fmt: skip


def test_components_are_counted_by_group_and_what_is_missing_is_named():
    params = {"form": "F5", "field": "c1", "groups": ["RM", "AV", "AS"]}
    reading, video = made("components_by_group", Content(), params, other=other)
    assert (reading["planned"], reading["accepted"], reading["missing"]) == ("2", "1", "1")
    assert reading["note"] == "E-book 2"
    assert (video["planned"], video["not_applicable"], video["missing"]) == ("1", "1", "0")
    assert video["note"] is None


def test_rows_of_another_form_are_copied_save_those_left_out():
    params = {"form": "F5", "field": "c1", "column": "status", "except": ["not_applicable"]}
    found = made("rows_copied", Content(), params, other=other)
    assert [row["component"] for row in found] == ["E-book 1", "E-book 2"]


@pytest.mark.parametrize(
    ("check", "met", "open_"),
    [
        ({"form": "F8"}, "yes", None),
        ({"form": "F9"}, "no", None),
        ({"form": "F9", "path": "result", "values": ["eligible"]}, "no", None),
        ({"form": "F5", "field": "c1", "column": "status", "values": ["accepted"]}, "no", "2"),
        ({"form": "F6", "field": "a3", "closed": "closed"}, "yes", None),
        ({"form": "F5", "field": "c1", "closed": "due"}, "no", "3"),
        ({}, "no", "2"),
    ],
)
def test_checks_say_what_is_met_and_how_much_is_open(check, met, open_):
    facts = {"status:F8": "signed", "status:F9": "frozen", "debts.open": "2"}
    params = {"checks": [{"id": "x", **check}]}
    (row,) = made("checked", Content(), params, other=other, look=facts.get)
    assert row == {"check": "x", "met": met, "open": open_}


def test_versions_are_those_that_were_frozen():
    facts = {"versions:F7": [{"version": "1", "date": "2026-02-01"}]}
    assert made("versions", Content(), {"form": "F7"}, look=facts.get) == facts["versions:F7"]
    assert made("versions", Content(), {"form": "F7"}) == []


MATRIX = {
    "field": "d7", "steps": "d8", "material": ["read", "watch"], "practice": ["do"],
    "assessment": ["assess"], "orphans": "Orphans",
}  # fmt: skip


def test_the_matrix_names_what_teaches_practises_and_assesses_each_outcome():
    content = Content(
        rows={
            "d7": rows({"code": "1.1", "statement": "S"}, {"code": "1.2"}),
            "d8": rows(
                {"kind": "read", "title": "Book", "component": "RM1", "outcomes": ["1.1"]},
                {"kind": "watch", "title": "Video", "outcomes": ["1.1", "1.2"]},
                {"kind": "assess", "title": "Quiz", "outcomes": ["1.1"]},
                {"kind": "do", "title": "Lost", "outcomes": ["9.9"]},
            ),
        }
    )
    first, second, orphan = made("alignment", content, MATRIX)
    assert first["material"] == "RM1 Book\nVideo"
    assert (first["practice"], first["assessment"]) == (None, "Quiz")
    assert (second["material"], second["assessment"]) == ("Video", None)
    assert (orphan["statement"], orphan["practice"]) == ("Orphans", "Lost")


def computed_form() -> FormDefinition:
    table = Field(
        "used", Label("Used", "Dipakai"), FieldType.TABLE, compute="rows_copied",
        params={"form": "F5", "field": "c1"},
        columns=(Column("code", Label("Code", "Kode"), FieldType.LINE),),
    )  # fmt: skip
    section = Section("all", Label("All", "Semua"), (table,))
    title = Label("Form", "Formulir")
    return FormDefinition("X", "1", title, title, "proposal", (section,), (), ())


def test_a_computed_table_shows_its_own_columns_and_stands_outside_the_digest():
    where = Surroundings(today=TODAY, other=other)
    form = computed_form()
    whole = inspect.whole_content(form, Content(), where)
    assert [row.cells for row in whole.rows["used"]] == [
        {"code": "RM1"}, {"code": "RM1"}, {"code": "AV5"},
    ]  # fmt: skip
    assert frozen_content(form, whole).rows == {}


def test_nobody_is_asked_to_fill_what_is_worked_out():
    (entry,) = computed_form().fields.values()
    assert entry.is_made
    assert inspect.findings(computed_form(), Content(), Surroundings(today=TODAY), {}, None) == ()


# --- scores ----------------------------------------------------------------------------------

SHEET = Content({"e1": "a", "e3.A1": "4", "e3.A2": "3", "e3.A2.note": "2", "e3.B1": "na"})
OTHER_SHEET = Content({"e1": "b", "e3.A1": "1"})
SCORE = {"field": "e3", "kind": "F9", "reviewer": "e1"}
WORDS = {"very": "V", "eligible": "E", "less": "L", "not": "N"}
BANDS = {"band_very": "81.26", "eligibility_threshold": "62.51", "band_less": "43.76"}


def scored(name, content, params, *sheets):
    where = Surroundings(today=TODAY, sheets=lambda _kind: sheets, setting=BANDS.get)
    return compute.COMPUTED[name](content, where, params)


def test_a_score_leaves_out_what_does_not_apply_and_notes():
    assert scored("score", SHEET, {"field": "e3"}) == "87.5"
    assert scored("score", SHEET, {"field": "e3", "prefix": "B"}) is None
    assert compute.total_score(SHEET, "e3", "A1") == Decimal(100)


def test_the_average_counts_every_assessor_once():
    assert scored("score_average", SHEET, SCORE, SHEET, OTHER_SHEET) == "56.25"
    assert scored("score_average", SHEET, SCORE) == "87.5"
    assert scored("score_average", Content(), SCORE) is None


@pytest.mark.parametrize(
    ("points", "band"), [("4", "V"), ("3", "E"), ("2", "L"), ("1", "N"), ("", None)]
)
def test_the_average_falls_into_a_band(points, band):
    content = Content({"e1": "a", "e3.A1": points})
    assert scored("score_band", content, {**SCORE, "words": WORDS}) == band


SAID = {**WORDS, "not": "N / T", "own": "own {items} / sendiri {items}",
        "others": "other {items} / lain {items}", "several": "of {n} / dari {n}"}  # fmt: skip


def test_a_critical_item_below_3_decides_the_category_and_the_words_say_on_which_sheet():
    """domain.md, F9 e3: below 3 means not eligible, whatever the average is."""
    critical = {"must:F9": ["e3.A1", "e3.B1"]}

    def band(content, *sheets):
        where = Surroundings(today=TODAY, sheets=lambda _kind: sheets, setting=BANDS.get,
                             look=critical.get)  # fmt: skip
        return compute.COMPUTED["score_band"](content, where, {**SCORE, "words": SAID})

    good = Content({"e1": "a", "e3.A1": "4", "e3.A2": "4"})
    low = Content({"e1": "b", "e3.A1": "2", "e3.A2": "4", "e3.B1": "1"})
    assert band(good) == "V"
    assert band(good, good, Content({"e1": "b", "e3.A1": "4"})) == "V (of 2)"
    assert band(low, good) == "N (own A1, B1; of 2) / T (sendiri A1, B1; dari 2)"
    assert band(good, low) == "N (other A1, B1; of 2) / T (lain A1, B1; dari 2)"


def test_checks_ask_every_sheet_and_its_critical_items_and_say_what_was_excepted():
    sheet = Content({"e1": "a", "result": "eligible", "e3.A1": "4"})
    low = Content({"e1": "b", "result": "eligible", "e3.A1": "2"})
    listed = Content({**low.values}, {"e6": rows({"item": "A1 keys", "closed": "2026-01-02"})})
    no = Content({"e1": "b", "result": "not_eligible", "e3.A1": "4"})
    eligible = {"form": "F9", "path": "result", "values": ["eligible"]}
    fixes = {"form": "F9", "field": "e6", "closed": "closed", "listed": "item"}

    def answers(check, *sheets, **facts):
        facts = {"must:F9": ["e3.A1"], **facts}
        params = {"checks": [{"id": "x", **check}]}
        (row,) = made("checked", Content(), params, look=facts.get, sheets=lambda _kind: sheets)
        return tuple(row.values())[1:]

    assert answers(eligible, sheet) == ("yes", None)
    assert answers(eligible, sheet, low) == ("no", "1")
    assert answers(eligible, no, sheet) == ("no", None)
    day = {"excepted:F9": "2026-02-03"}
    assert answers(eligible, sheet, low, **day) == ("no", "1", "2026-02-03")
    assert answers(eligible, sheet, **day) == ("yes", None)
    assert answers(fixes, sheet) == ("yes", None)
    assert answers(fixes, sheet, low) == ("no", "1")
    assert answers(fixes, listed, sheet) == ("yes", None)


def test_a_sheet_that_scores_nothing_has_no_category():
    """The score of another assessor is not this one's judgement."""
    empty = Content({"e1": "c"})
    assert scored("score_band", empty, {**SCORE, "words": WORDS}, SHEET) is None
    assert scored("score_average", empty, SCORE, SHEET) == "87.5"


def test_open_rows_are_those_without_a_day():
    finding = {"must_fix": "yes"}
    content = Content(rows={"f": rows(finding, {**finding, "closed": "2026-01-01"}, {})})
    params = {"field": "f", "column": "must_fix", "values": ["yes"], "closed": "closed"}
    assert scored("rows_open", content, params) == "1"


@pytest.mark.parametrize(
    ("states", "share"), [(["a", "b", "n"], "50"), (["a", "n"], "100"), (["n"], None), ([], None)]
)
def test_a_share_leaves_out_what_does_not_count(states, share):
    content = Content(rows={"c1": rows(*({"status": state} for state in states))})
    params = {"field": "c1", "column": "status", "values": ["a"], "except": ["n"]}
    assert scored("share_of_rows", content, params) == share


def test_facts_of_the_card_are_told_in_words():
    facts = {"card.stage": "design", "stage.end": "2026-02-25"}
    where = Surroundings(today=TODAY, look=facts.get)
    told = compute.COMPUTED["fact"]
    words = {"design": "8 Design / Perancangan"}
    assert told(Content(), where, {"name": "card.stage", "words": words}) == words["design"]
    assert told(Content(), where, {"name": "card.stage"}) == "design"
    assert told(Content(), where, {"name": "card.other"}) is None
    assert compute.COMPUTED["late_days"](Content(), where, {}) == "3"
    early = Surroundings(today=date(2026, 2, 25), look=facts.get)
    assert compute.COMPUTED["late_days"](Content(), early, {}) == "0"
    assert compute.COMPUTED["late_days"](Content(), Surroundings(today=TODAY), {}) is None
    for status, days in (("active", "3"), ("completed", None), ("on_hold", None)):
        stands = Surroundings(today=TODAY, look={**facts, "card.status": status}.get)
        assert compute.COMPUTED["late_days"](Content(), stands, {}) == days


def test_the_accepted_quantity_counts_once_a_component_is_accepted():
    params = {"quantity": "qty", "column": "status", "values": ["accepted"]}
    cell = compute.COMPUTED_CELLS["quantity_when"]
    where = Surroundings(today=TODAY)
    one = Row("r", "1", {"qty": "5", "status": "accepted"})
    assert cell(one, Content(), where, params) == "5"
    assert cell(Row("r", "1", {"status": "accepted"}), Content(), where, params) == "1"
    assert cell(Row("r", "1", {"qty": "5"}), Content(), where, params) is None


@pytest.mark.parametrize("wrong", ["-5", "1e3", "7 pieces", "1.5"])
def test_a_quantity_that_is_told_as_wrong_is_no_accepted_one(wrong):
    form = read_definition("F5")
    row = Row("r", "V", {"code": "AV1", "component": "x", "qty": wrong, "status": "accepted"})
    found = inspect.computed_content(form, Content({}, {"c1": (row,)}), Surroundings(today=TODAY))
    assert found.rows["c1"][0].cells.get("accepted") is None


def test_several_answers_of_another_form_are_spoken():
    content = Content({"p33": ["en", "id"], "p32": "cohort"})
    params = {"form": "F2", "paths": ["p33", "p32"], "words": {"en": "English", "cohort": "Cohort"}}
    where = Surroundings(today=TODAY, other=lambda _kind: content)
    assert compute.COMPUTED["copied"](Content(), where, params) == "English; id; Cohort"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later
