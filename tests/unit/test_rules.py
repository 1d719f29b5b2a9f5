"""The named checks, one by one: each finds what is wrong, and is silent where all is well."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.errors import Finding
from mcdesk.procedure import rules
from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.definition import (
    Due,
    Field,
    FieldType,
    Item,
    Levels,
    Rule,
)
from mcdesk.procedure.rules_types import is_read
from mcdesk.procedure.stage import Label
from tests.unit.kit import TODAY, around, choices, column, form, label, table
from tests.unit.rows import rows

CODED = form(
    table(
        column("code", required=True),
        column("outcomes", FieldType.TAGS),
        column("weight", FieldType.NUMBER),
        column("role", FieldType.CHOICE, choices=choices("sme", "id", "gd", "dcs")),
        column("group"),
    ),
    table(column("outcomes", FieldType.TAGS), id_="u"),
    Field("f", label("f"), FieldType.TEXT),
    Field("g", label("g"), FieldType.TEXT),
)


def run(check, paths, content, definition=CODED, surroundings=None, **params):
    """Run one check; every hit must supply what its messages may name."""
    where = (paths,) if isinstance(paths, str) else tuple(paths)
    rule = Rule("r", check, where, Levels("block", "block"), Due("", ""), label("!"), params)
    hits = list(rules.CHECKS[check](content, surroundings or around(), rule, definition))
    assert all(set(hit.params) == set(rules.GIVES[check]) for hit in hits)
    return hits


def one(*args, **params):
    (hit,) = run(*args, **params)
    return hit


def value(text, path="f"):
    return Content({path: text})


# --- values ---------------------------------------------------------------------------------


def test_length_counts_letters_without_the_blanks_around():
    assert one("length", "f", value("  abcd "), least=5).params["count"] == 4
    assert run("length", "f", value("abcde"), least=5, most=5) == []
    assert one("length", "f", value("abcdef"), most=5).params["most"] == "5"


def test_length_of_an_empty_field_is_not_a_matter_of_the_rule():
    assert run("length", "f", value(""), least=5) == []


def test_length_points_at_the_cell():
    content = Content(rows={"t": rows({"code": "ok ok"}, {"code": "no"})})
    assert one("length", "t/code", content, least=3).path == "t/r2/code"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Master class in pottery", "Master"),
        ("MASTER of it", "MASTER"),
        ("Mastering pottery", None),
        ("Webmaster", None),
        ("pasti kerja!", "pasti kerja"),
    ],
)
def test_not_words_finds_whole_words_only(text, word):
    hits = run("not_words", "f", value(text), words=["master", "pasti kerja"])
    assert [hit.params["word"] for hit in hits] == ([word] if word else [])


def test_matches_wants_the_whole_text():
    pattern = "[A-Z]\\.[0-9]{3}"
    assert run("matches", "f", value(" J.123 "), pattern=pattern) == []
    assert one("matches", "f", value("J.1234"), pattern=pattern).params["value"] == "J.1234"


def test_not_taken_names_the_other_card():
    known = {"taken:title_en:Pottery": "MC-1"}
    where = around(look=known.get)
    hit = one("not_taken", "f", value("Pottery "), surroundings=where, what={"f": "title_en"})
    assert hit.params == {"other": "MC-1"}
    assert not run("not_taken", "f", value("Clay"), surroundings=where, what={"f": "title_en"})


def test_count_between_counts_entries():
    assert one("count_between", "f", value(["a", "b"]), least=3, most=10).params["count"] == 2
    assert run("count_between", "f", value(["a", "b", "c"]), least=3, most=10) == []


def test_number_between_takes_its_bounds_from_settings():
    bounds = {"least_setting": "least", "most_setting": "most"}
    assert one("number_between", "f", value("7.5"), **bounds).params == {
        "least": "3",
        "most": "7",
        "value": Label("7.5", "7,5"),
    }
    assert run("number_between", "f", value("7"), **bounds) == []
    assert run("number_between", "f", value("many"), **bounds) == []


def test_number_between_binds_only_when_it_applies():
    params = {"least": 50, "when": "g", "values": ["eligible"]}
    assert run("number_between", "f", Content({"f": "40", "g": "not_eligible"}), **params) == []
    assert run("number_between", "f", Content({"f": "40", "g": "eligible"}), **params)


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(-50, 50))
def test_number_between_is_what_it_says(number, low, high):
    hits = run("number_between", "f", value(str(number)), least=low, most=high)
    assert bool(hits) == (not low <= number <= high)


def test_not_more_than_another_field():
    content = Content({"f": "1.5", "g": "1.33"})
    assert one("not_more_than", "f", content, other="g").params["other"] == Label("1.33", "1,33")
    assert run("not_more_than", "f", Content({"f": "1.33", "g": "1.33"}), other="g") == []
    assert run("not_more_than", "f", Content({"f": "1.5"}), other="g") == []


def test_number_order_lets_both_be_equal():
    assert one("number_order", ("f", "g"), Content({"f": "10", "g": "9"})).path == "g"
    assert run("number_order", ("f", "g"), Content({"f": "9", "g": "10"})) == []
    assert run("number_order", ("f", "g"), Content({"f": "9", "g": "9.0"})) == []


@given(st.dates(), st.dates())
def test_date_order_wants_the_second_later(first, second):
    content = Content({"f": first.isoformat(), "g": second.isoformat()})
    assert bool(run("date_order", ("f", "g"), content)) == (second <= first)


def test_dates_that_do_not_exist_are_left_to_the_type():
    assert run("date_order", ("f", "g"), Content({"f": "2026-02-30", "g": "2026-01-01"})) == []
    assert run("date_not_future", "f", value("2027-02-29")) == []


def test_date_after_days_names_the_earliest_day():
    hit = one("date_after_days", "f", value("2026-03-04"), days_setting="least")
    assert hit.params == {"days": 3, "earliest": "2026-03-05"}
    assert run("date_after_days", "f", value("2026-03-05"), days=3) == []


def test_today_is_neither_past_nor_future():
    assert run("date_not_past", "f", value("2026-03-02")) == []
    assert run("date_not_future", "f", value("2026-03-02")) == []
    assert run("date_not_past", "f", value("2026-03-01"))
    assert run("date_not_future", "f", value("2026-03-03"))


@pytest.mark.parametrize(
    ("day", "today", "old"),
    [
        ("2023-03-02", TODAY, False),
        ("2023-03-01", TODAY, True),
        ("2025-02-28", date(2028, 2, 29), False),
        ("2025-02-27", date(2028, 2, 29), True),
    ],
)
def test_date_within_years(day, today, old):
    where = Surroundings(today=today)
    assert bool(run("date_within_years", "f", value(day), surroundings=where, years=3)) == old


@pytest.mark.parametrize("years", [2025, 2026, 2027, 100_000])
def test_no_date_is_older_than_the_calendar(years):
    """A setting may be as large as 100,000."""
    where = Surroundings(today=date(2026, 11, 23))
    assert not run("date_within_years", "f", value("0001-11-23"), surroundings=where, years=years)


@pytest.mark.parametrize(
    ("year", "wrong"),
    [("2026/2027", False), (" 2026/2027 ", False), ("2027/2026", True), ("2026/2028", True),
     ("2027/2027", True), ("abc", False), ("", False)],
)  # fmt: skip
def test_an_academic_year_is_two_years_that_follow_each_other(year, wrong):
    assert bool(run("consecutive_years", "f", value(year))) == wrong


def test_hours_per_week_divides_the_workload():
    content = Content({"f": "3"}, {"t": rows({"weight": "30"}, {"weight": "10"})})
    hit = one("hours_per_week", "f", content, total="t/weight", most=12)
    assert hit.params == {"hours": Label("13.33", "13,33"), "most": "12"}
    four = Content({"f": "4"}, content.rows)
    assert run("hours_per_week", "f", four, total="t/weight", most=12) == []
    assert run("hours_per_week", "f", Content({"f": "0"}, content.rows), total="t/weight") == []


# --- what is needed -------------------------------------------------------------------------


def test_needs_when_asks_only_for_the_named_answers():
    params = {"when": "g", "values": ["part"]}
    assert one("needs_when", "f", Content({"g": "part"}), **params).path == "f"
    assert run("needs_when", "f", Content({"g": "new"}), **params) == []
    assert run("needs_when", "f", Content({"g": "part", "f": "x"}), **params) == []
    assert one("needs_when", "f", Content({"g": ["all", "part"]}), **params)


def test_needs_when_without_values_asks_when_anything_stands_there():
    assert run("needs_when", "t", Content(), when="g") == []
    assert one("needs_when", "t", Content({"g": "1"}), when="g").path == "t"
    filled = Content({"g": "1"}, {"t": rows({"code": "x"})})
    assert run("needs_when", "t", filled, when="g") == []


@pytest.mark.parametrize(("qty", "needed"), [("2", True), ("0", False), (None, False)])
def test_needs_when_other_looks_into_another_form(qty, needed):
    other = Content(rows={"p": rows({"code": "AV5", "qty": qty}, {"code": "RM1", "qty": "4"})})
    where = around(other=lambda kind: other if kind == "F2" else Content())
    params = {"form": "F2", "other": "p/code", "starts": ["AV"], "positive": "qty"}
    assert bool(run("needs_when_other", "t", Content(), surroundings=where, **params)) == needed


def test_rows_or_words_takes_either():
    params = {"in": "f", "words": ["mitra"]}
    assert one("rows_or_words", "t", Content(), **params).path == "t"
    assert run("rows_or_words", "t", value("Belum ada mitra."), **params) == []
    assert run("rows_or_words", "t", Content(rows={"t": rows({"code": "x"})}), **params) == []


def test_one_filled():
    assert one("one_filled", ("f", "g"), Content()).path == "f"
    assert run("one_filled", ("f", "g"), value("x", "g")) == []


def test_should_be_empty():
    assert run("should_be_empty", "f", Content()) == []
    assert one("should_be_empty", "f", value("open")).path == "f"


def test_equal_or_reason():
    where = around(other=lambda _: value("2026-08-17", "p48"))
    params = {"form": "F2", "other": "p48", "reason": "g"}
    hit = one("equal_or_reason", "f", value("2026-09-01"), surroundings=where, **params)
    assert hit.params["expected"] == "2026-08-17"
    why = Content({"f": "2026-09-01", "g": "holidays"})
    assert run("equal_or_reason", "f", why, surroundings=where, **params) == []
    assert run("equal_or_reason", "f", value("2026-08-17"), surroundings=where, **params) == []
    assert run("equal_or_reason", "f", value("2026-09-01"), **params) == []


def test_not_in_other():
    where = around(other=lambda _: Content(rows={"c1": rows({"maker": "p1"})}))
    params = {"form": "F5", "other": "c1/maker"}
    assert one("not_in_other", "f", value("p1"), surroundings=where, **params)
    assert run("not_in_other", "f", value("p2"), surroundings=where, **params) == []


def test_cell_needed_when():
    content = Content(
        rows={"t": rows({"role": "sme"}, {"role": "id"}, {"role": "id", "code": "1"})}
    )
    hit = one("cell_needed_when", "t/code", content, column="role", values=["id"])
    assert hit.path == "t/r2/code"


@pytest.mark.parametrize("said", [True, None, "often"])
def test_a_cell_is_needed_unless_the_setting_says_no(said):
    nothing = {"role": "id", "code": " None "}
    content = Content(rows={"t": rows({"code": "id"}, {"role": "id"}, nothing, {})})
    params = {"asked_setting": "asked", "words": ["none"]}
    where = replace(around(), setting={"asked": said}.get)
    hits = run("cell_needed_as_set", "t/code", content, surroundings=where, **params)
    assert [hit.path for hit in hits] == ["t/r2/code", "t/r3/code"]
    free = replace(around(), setting={"asked": False}.get)
    assert run("cell_needed_as_set", "t/code", content, surroundings=free, **params) == []


def test_row_with_value_when():
    params = {"when": "g", "values": ["no"], "value": "yes"}
    none = Content({"g": "no"}, {"t": rows({"code": "no"})})
    some = Content({"g": "no"}, {"t": rows({"code": "no"}, {"code": "yes"})})
    assert one("row_with_value_when", "t/code", none, **params).path == "t"
    assert run("row_with_value_when", "t/code", some, **params) == []
    assert run("row_with_value_when", "t/code", Content({"g": "ok"}), **params) == []


def test_no_open_rows_when():
    params = {"when": "g", "values": ["ok"], "value": "yes", "closed": "group"}
    found = rows({"code": "yes"}, {"code": "yes", "group": "2026-01-01"}, {"code": "no"})
    assert one(
        "no_open_rows_when", "t/code", Content({"g": "ok"}, {"t": found}), **params
    ).params == {"count": 1}
    assert run("no_open_rows_when", "t/code", Content({"g": "bad"}, {"t": found}), **params) == []
    assert (
        run("no_open_rows_when", "t/code", Content({"g": "ok"}, {"t": found[1:]}), **params) == []
    )


# --- checklists -----------------------------------------------------------------------------

LIST = form(
    Field(
        "c",
        label("c"),
        FieldType.CHECKLIST,
        items=(Item("01", label("must"), must=True), Item("02", label("may"))),
    ),
    Field("y", label("y"), FieldType.YESNO),
    table(column("code")),
)


@pytest.mark.parametrize(
    ("answer", "hit"), [("yes", False), ("no", True), ("na", True), ("", False)]
)
def test_must_items_yes(answer, hit):
    hits = run("must_items_yes", "c", Content({"c.01": answer, "c.02": "no"}), LIST)
    assert [found.path for found in hits] == (["c.01"] if hit else [])


def test_must_items_may_accept_more():
    assert run("must_items_yes", "c", Content({"c.01": "na"}), LIST, accept=["na"]) == []


def test_other_no_needs_condition():
    content = Content({"c.01": "no", "c.02": "no"})
    hit = one("other_no_needs_condition", "c", content, LIST, conditions="t")
    assert (hit.path, hit.params["item"]) == ("c.02", label("may"))
    settled = Content(content.values, {"t": rows({"code": "later"})})
    assert run("other_no_needs_condition", "c", settled, LIST, conditions="t") == []


@pytest.mark.parametrize(("written", "asks"), [(0, False), (1, True), (2, False), (3, False)])
def test_fewer_conditions_than_noes_are_asked_about(written, asks):
    """Without any, `other_no_needs_condition` demands one."""
    may = tuple(Item(f"0{n}", label("may")) for n in (2, 3))
    checklist = Field("c", label("c"), FieldType.CHECKLIST,
                      items=(Item("01", label("must"), must=True), *may))  # fmt: skip
    several = form(checklist, table(column("code")))
    answers = {"c.01": "no", "c.02": "no", "c.03": "no"}
    content = Content(answers, {"t": rows(*[{"code": "x"}] * written)})
    hits = run("conditions_for_each_no", "c", content, several, conditions="t")
    assert [(hit.path, hit.params) for hit in hits] == (
        [("t", {"count": "1", "least": "2"})] if asks else []
    )


def test_note_when_asks_for_no_and_not_applicable():
    content = Content({"c.01": "na", "c.02": "no", "c.02.note": "why", "y": "yes"})
    assert one("note_when", ("c", "y"), content, LIST).path == "c.01.note"
    assert one("note_when", "y", value("no", "y"), LIST).path == "y.note"
    assert run("note_when", "y", value("no", "y"), LIST, values=["na"]) == []


# --- tables ---------------------------------------------------------------------------------


def test_row_count_begins_with_the_first_row_and_skips_blank_ones():
    content = Content(rows={"t": rows({"code": "1"}, {"code": ""}, {"code": "2"})})
    assert one("row_count", "t", content, least_setting="least", most=7).params["count"] == 2
    assert run("row_count", "t", Content(), least=3) == []
    assert run("row_count", "t", content, least=2, most=2) == []


def test_cells_filled_names_the_column():
    content = Content(rows={"t": rows({"code": "x"}, {"weight": "1"}, {})})
    hit = one("cells_filled", "t", content)
    assert (hit.path, hit.params["column"]) == ("t/r2/code", label("code"))


def weights(*numbers):
    return Content(rows={"t": rows(*({"weight": str(number)} for number in numbers))})


def test_sum_is():
    assert one("sum_is", "t/weight", weights("33.3", "66.6"), total=100).params == {
        "sum": Label("99.9", "99,9"),
        "total": "100",
    }
    assert run("sum_is", "t/weight", weights("33.3", "66.7"), total=100) == []
    assert run("sum_is", "t/weight", Content(), total=100) == []


@given(st.lists(st.decimals(0, 100, places=2, allow_nan=False), min_size=1, max_size=8))
def test_sum_is_adds_exactly(numbers):
    total = sum(numbers, Decimal(0))
    assert run("sum_is", "t/weight", weights(*numbers), total=str(total)) == []


def test_sum_equals_field_or_column():
    content = Content({"f": "4"}, {"t": rows({"weight": "3"}, {"weight": "2", "group": "5.0"})})
    assert one("sum_equals_field", "t/weight", content, other="f").params["other"] == "4"
    assert run("sum_equals_field", "t/weight", content, other="t/group") == []
    assert run("sum_equals_field", "t/weight", weights(1), other="f") == []


def test_total_between():
    assert one("total_between", "t/weight", weights(1, 1), least=3, most=5).params["sum"] == "2"
    assert run("total_between", "t/weight", weights(1, 4), least=3, most=5) == []


def test_share_at_most_names_each_row():
    assert one("share_at_most", "t/weight", weights(70, 30), most=60).path == "t/r1/weight"
    assert run("share_at_most", "t/weight", weights(60, 40), most=60) == []
    assert run("share_at_most", "t/weight", weights(0, 0), most=60) == []


def test_unique_codes_ignores_case_and_blanks():
    content = Content(rows={"t": rows({"code": "LO1"}, {"code": "lo 1"}, {"code": "LO2"})})
    assert one("unique_codes", "t/code", content).path == "t/r2/code"


def covered(*used):
    return Content(
        rows={
            "t": rows({"code": "LO1"}, {"code": "LO 2"}),
            "u": rows(*({"outcomes": u} for u in used)),
        }
    )


def test_each_code_used():
    assert one("each_code_used", "t/code", covered(["LO1"]), **{"in": "u/outcomes"}).params == {
        "code": "LO 2"
    }
    assert run("each_code_used", "t/code", covered("LO1, LO2"), **{"in": "u/outcomes"}) == []
    assert run("each_code_used", "t/code", covered(), **{"in": "u/outcomes"}) == []


def test_codes_known():
    assert one("codes_known", "u/outcomes", covered(["LO1", "LO9"]), among="t/code").params == {
        "code": "LO9"
    }
    assert run("codes_known", "u/outcomes", covered(["lo1"], ["LO2"]), among="t/code") == []


@given(st.sets(st.sampled_from(["LO1", "LO2", "LO3", "LO4"]), min_size=1))
def test_each_code_used_names_exactly_the_unused(used):
    codes = ["LO1", "LO2", "LO3", "LO4"]
    content = Content(
        rows={"t": rows(*({"code": c} for c in codes)), "u": rows({"outcomes": [*used]})}
    )
    hits = run("each_code_used", "t/code", content, **{"in": "u/outcomes"})
    assert {hit.params["code"] for hit in hits} == set(codes) - used


def test_contains_role_takes_one_of_each_group():
    groups = [["sme"], ["gd", "dcs"]]
    content = Content(rows={"t": rows({"role": "sme"})})
    hit = one("contains_role", "t/role", content, roles=groups)
    assert hit.params["missing"] == Label("GD / DCS", "GD (id) / DCS (id)")
    whole = Content(rows={"t": rows({"role": "sme"}, {"role": "dcs"})})
    assert run("contains_role", "t/role", whole, roles=groups) == []


def test_one_per_group():
    content = Content(
        rows={
            "t": rows(
                {"group": "MC 1", "role": "lead"},
                {"group": "mc1", "role": "co"},
                {"group": "MC 2", "role": "co"},
                {"group": "MC 3", "role": "lead"},
                {"group": "MC 3", "role": "lead"},
            )
        }
    )
    hits = run("one_per_group", "t/role", content, group="group", value="lead")
    assert [(h.params["group"], h.params["count"]) for h in hits] == [("MC 2", 0), ("MC 3", 2)]


def test_unique_pairs():
    content = Content(
        rows={"t": rows({"code": "p1", "group": "A"}, {"code": "p1", "group": "B"}, {"code": "p1"})}
    )
    assert run("unique_pairs", "t/code", content, **{"with": "group"}) == []
    twice = Content(rows={"t": rows(*({"code": "p1", "group": "A"} for _ in range(2)))})
    assert one("unique_pairs", "t/code", twice, **{"with": "group"}).path == "t/r2/code"


def test_differs():
    content = Content(
        rows={"t": rows({"code": "p1", "group": "p1"}, {"code": "p1", "group": "p2"}, {})}
    )
    assert one("differs", "t/code", content, other="group").path == "t/r1/code"


# --- outcomes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Memahami dasar akuntansi", "Memahami"),
        ("Peserta mampu memahami dasar", "memahami"),
        ("Learners can be familiar with tools", "be familiar with"),
        ("Menerapkan teori untuk dapat memahami pasar", None),
        ("Explain what others understand", None),
    ],
)
def test_verb_check_looks_at_the_beginning(text, word):
    words = ["understand", "memahami", "be familiar with"]
    hits = run("verb_check", "f", value(text), words=words, within=5 if word else 3)
    assert [hit.params["word"] for hit in hits] == ([word] if word else [])


@pytest.mark.parametrize(
    "text", ["Compares two methods", "Peserta dapat menyusun", "assesses risk"]
)
def test_has_verb_knows_simple_forms(text):
    assert run("has_verb", "f", value(text), words=["compare", "menyusun", "assess"]) == []


def test_has_verb_misses_what_is_not_there():
    assert one("has_verb", "f", value("Dasar akuntansi"), words=["menyusun"]).path == "f"


BLOOM = form(table(column("bloom")), Field("k", label("k"), FieldType.CHOICE, choices=choices("6")))


def levels(*names, kkni="6"):
    return Content({"k": kkni}, {"t": rows(*({"bloom": name} for name in names))})


def test_minimum_one_at_least():
    assert one("minimum_one_at_least", "t/bloom", levels("C1", "C2"), BLOOM, least="C3").params == {
        "least": "C3",
        "highest": "C2",
    }
    assert run("minimum_one_at_least", "t/bloom", levels("C1", "C3"), BLOOM, least="C3") == []
    assert run("minimum_one_at_least", "t/bloom", Content(), BLOOM, least="C3") == []


def test_kkni_fits_bloom():
    params = {"from_level": 6, "least": "C3"}
    paths = ("k", "t/bloom")
    assert one("kkni_fits_bloom", paths, levels("C2"), BLOOM, **params).params["level"] == 6
    assert run("kkni_fits_bloom", paths, levels("C2", kkni="5"), BLOOM, **params) == []
    assert run("kkni_fits_bloom", paths, levels("C2", kkni="not_stated"), BLOOM, **params) == []
    assert run("kkni_fits_bloom", paths, levels("C4"), BLOOM, **params) == []


# --- timeline -------------------------------------------------------------------------------

PLAN = form(
    table(
        column("no"),
        column("stage", FieldType.CHOICE, choices=choices("design", "opening")),
        column("start", FieldType.DATE),
        column("end", FieldType.DATE),
        column("after"),
        column("tick", FieldType.TICK),
        column("from"),
        column("to"),
        column("studio"),
    ),
    Field("by", label("by"), FieldType.DATE),
)


def plan(*cells, **values):
    return Content(values, {"t": rows(*cells)})


def test_end_not_before_start():
    paths = ("t/start", "t/end")
    assert (
        one(
            "end_not_before_start", paths, plan({"start": "2026-03-03", "end": "2026-03-02"}), PLAN
        ).path
        == "t/r1/end"
    )
    same = plan({"start": "2026-03-02", "end": "2026-03-02"}, {"start": "2026-03-02"})
    assert run("end_not_before_start", paths, same, PLAN) == []


def test_starts_after_predecessor():
    params = {"no": "no", "start": "start", "end": "end"}
    content = plan(
        {"no": "1", "end": "2026-03-06"},
        {"no": "2", "start": "2026-03-06", "after": "1", "end": "2026-03-10"},
        {"no": "3", "start": "2026-03-11", "after": "1, 2"},
        {"no": "4", "start": "2026-03-11", "after": "9"},
    )
    hit = one("starts_after_predecessor", "t/after", content, PLAN, **params)
    assert (hit.path, hit.params["no"]) == ("t/r2/after", "1")


def test_stages_have_rows():
    hit = one(
        "stages_have_rows", "t/stage", plan({"stage": "design"}), PLAN, stages=["design", "opening"]
    )
    assert hit.params["stage"] == label("OPENING")
    assert run("stages_have_rows", "t/stage", plan(), PLAN, stages=["design"]) == []


def test_ends_by_spares_the_rows_of_the_opening():
    content = plan(
        {"end": "2026-05-02", "stage": "design"},
        {"end": "2026-05-02", "stage": "opening"},
        {"end": "2026-05-01", "stage": "design"},
        by="2026-05-01",
    )
    params = {"by": "by", "column": "stage", "except": ["opening"]}
    assert one("ends_by", "t/end", content, PLAN, **params).path == "t/r1/end"
    assert run("ends_by", "t/end", plan({"end": "2026-05-02"}), PLAN, **params) == []


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-02", "2026-03-04", 2),
        ("2026-03-06", "2026-03-09", 1),
        ("2026-03-07", "2026-03-10", 2),
    ],
)
def test_working_days_between_leaves_out_the_first_day(start, end, days):
    content = plan({"start": start, "end": end})
    assert (
        one("working_days_between", ("t/start", "t/end"), content, PLAN, least=3).params["days"]
        == days
    )


def test_working_days_between_is_content_with_enough():
    content = plan({"start": "2026-03-02", "end": "2026-03-05"}, {"start": "2026-03-02"})
    assert run("working_days_between", ("t/start", "t/end"), content, PLAN, least=3) == []
    busy = around(holidays=frozenset({date(2026, 3, 4)}))
    assert run("working_days_between", ("t/start", "t/end"), content, PLAN, busy, least=3)


@pytest.mark.parametrize(
    ("day", "ticked", "late"),
    [("2026-03-04", None, True), ("2026-03-05", None, False), ("2026-03-04", True, False)],
)
def test_ticked_days_before(day, ticked, late):
    content = plan({"start": day, "tick": ticked})
    assert bool(run("ticked_days_before", "t/tick", content, PLAN, date="start", days=3)) == late


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (("09:00", "11:00"), ("10:30", "12:00"), True),
        (("09.00", "11.00"), ("10", "10:30"), True),
        (("09:00", "11:00"), ("11:00", "12:00"), False),
        (("09:00", "11:00"), ("soon", "later"), False),
    ],
)
def test_no_double_booking(first, second, clash):
    content = plan(
        *(
            {"start": "2026-03-09", "from": a, "to": b, "studio": studio}
            for (a, b), studio in ((first, "Studio 1"), (second, "studio 1"))
        )
    )
    params = {"date": "start", "from": "from", "to": "to"}
    assert bool(run("no_double_booking", "t/studio", content, PLAN, **params)) == clash


def test_two_studios_or_two_days_do_not_clash():
    cells = {"start": "2026-03-09", "from": "09:00", "to": "11:00", "studio": "A"}
    params = {"date": "start", "from": "from", "to": "to"}
    other = plan(cells, {**cells, "studio": "B"}, {**cells, "start": "2026-03-10"})
    assert run("no_double_booking", "t/studio", other, PLAN, **params) == []


# --- types ----------------------------------------------------------------------------------

TYPED = form(
    Field("line", label("line"), FieldType.LINE, max=5),
    Field("number", label("number"), FieldType.NUMBER, minimum=0, maximum=10, decimals=1),
    Field("date", label("date"), FieldType.DATE),
    Field("choice", label("choice"), FieldType.CHOICE, choices=choices("a", "b")),
    Field("choices", label("choices"), FieldType.CHOICES, choices=choices("a", "b")),
    Field("tags", label("tags"), FieldType.TAGS),
    Field("tick", label("tick"), FieldType.TICK),
    Field("yesno", label("yesno"), FieldType.YESNO),
    Field("person", label("person"), FieldType.PERSON),
    Field("list", label("list"), FieldType.CHECKLIST, items=(Item("01", label("i")),)),
    table(column("day", FieldType.DATE), column("n", FieldType.NUMBER)),
)


@pytest.mark.parametrize(
    ("path", "good", "bad", "code"),
    [
        ("line", "12345", "123456", "too_long"),
        ("line", "", 7, "wrong_kind"),
        ("number", "9.5", "ten", "not_a_number"),
        ("number", 10, "10.1", "too_large"),
        ("number", "0", "-1", "too_small"),
        ("number", "1.50", "1.55", "too_precise"),
        ("number", None, True, "not_a_number"),
        ("date", "2028-02-29", "2026-02-29", "not_a_date"),
        ("date", "2026-12-31", "31.12.2026", "not_a_date"),
        ("choice", "a", "c", "unknown_choice"),
        ("choices", ["a", "b"], ["a", "c"], "unknown_choice"),
        ("choices", [], "a", "wrong_kind"),
        ("tags", ["x"], [1], "wrong_kind"),
        ("tick", True, "yes", "wrong_kind"),
        ("yesno", "na", "maybe", "unknown_choice"),
        ("person", "p1", ["p1"], "wrong_kind"),
        ("list.01", "no", "maybe", "unknown_choice"),
    ],
)
def test_type_hits(path, good, bad, code):
    assert list(rules.type_hits(Content({path: good}), TYPED)) == []
    (hit,) = rules.type_hits(Content({path: bad}), TYPED)
    assert (hit.path, hit.params["code"]) == (path, code)
    assert str(hit.params["text"]).format_map({**hit.params})


def test_a_number_that_is_to_be_whole_is_said_so_and_shown_as_it_is_written_here():
    whole = form(Field("number", label("number"), FieldType.NUMBER, maximum=100))
    (hit,) = rules.type_hits(Content({"number": "12.5"}), whole)
    finding = Finding("x", str(hit.params["text"]), hit.params)
    assert finding.sentence("en") == "“number”: 12.5 is not a whole number."
    assert "12,5" in finding.sentence("id")
    (hit,) = rules.type_hits(Content({"number": "100.5"}), whole)
    assert "100,5" in Finding("x", str(hit.params["text"]), hit.params).sentence("id")


def told(entry, value, language="en"):
    hits = rules.type_hits(Content({entry.id: value}), form(entry))
    return [Finding("x", str(h.params["text"]), h.params).sentence(language) for h in hits]


def test_large_numbers_in_messages_are_grouped_as_each_language_writes_them():
    entry = Field("number", label("number"), FieldType.NUMBER)
    assert told(entry, "2500000.5") == ["“number”: 2,500,000.5 is not a whole number."]
    assert "2.500.000,5" in told(entry, "2500000.5", "id")[0]


@pytest.mark.parametrize("value", ["1.000", "1,000", "-2.500", "12.340"])
def test_what_may_be_a_thousand_or_one_is_asked_about_where_decimals_are_taken(value):
    entry = Field("number", label("number"), FieldType.NUMBER, decimals=2)
    (hit,) = rules.type_hits(Content({"number": value}), form(entry))
    assert hit.params["code"] == "two_numbers"
    assert told(Field("number", label("number"), FieldType.NUMBER, decimals=2), "1.500") == [
        "“number”: “1.500” may mean 1,500 or 1.5; write one of them."
    ]


@pytest.mark.parametrize("value", ["1.000", "1,000", "1.500", "-2.500", "Rp 1.000"])
def test_a_thousand_of_a_script_is_asked_about_where_whole_numbers_are_taken(value):
    entry = Field("number", label("number"), FieldType.NUMBER)
    (hit,) = rules.type_hits(Content({"number": value}), form(entry))
    assert hit.params["code"] == "two_numbers"
    assert not is_read(entry, value)
    assert told(entry, "1.000") == ["“number”: “1.000” may mean 1,000 or 1; write one of them."]


@pytest.mark.parametrize("value", ["1000", "1.5", "1.50", "0.500", "1234.500", "10.00"])
def test_what_can_be_read_in_one_way_is_not_asked_about(value):
    assert told(Field("number", label("number"), FieldType.NUMBER, decimals=2), value) == []


@pytest.mark.parametrize(
    ("day", "is_meant"),
    [("0001-01-01", False), ("9999-12-31", False), ("1989-12-31", False), ("2101-01-01", False),
     ("1990-01-01", True), ("2100-12-31", True)],
)  # fmt: skip
def test_years_that_nobody_means_are_told(day, is_meant):
    entry = Field("date", label("date"), FieldType.DATE)
    found = told(entry, day)
    assert (found == []) == is_meant
    if found:
        assert found[0].startswith(f"“date”: the year {day[:4]} ")


def test_type_hits_look_into_cells():
    content = Content(rows={"t": rows({"day": "2026-01-01", "n": "1"}, {"day": "soon", "n": ""})})
    (hit,) = rules.type_hits(content, TYPED)
    assert (hit.path, hit.params["field"]) == ("t/r2/day", label("day"))


ODD = [None, "", "x", "2026-02-30", 3, -1, True, [], ["a"], ["c", 1], {}, "9" * 60, "1e99", "NaN"]


@given(st.dictionaries(st.sampled_from([*TYPED.fields, "gone"]), st.sampled_from(ODD)))
def test_type_hits_never_fail(values):
    for hit in rules.type_hits(Content(values), TYPED):
        assert TYPED.field_of(hit.path)


@pytest.mark.parametrize("number", ["9" * 60, "1e999", "0." + "1" * 60])
def test_absurd_numbers_are_told_not_crashed_on(number):
    (hit,) = rules.type_hits(Content({"number": number}), TYPED)
    assert hit.params["code"] == "not_a_number"
    assert run("share_at_most", "t/weight", weights(number, "1"), most=60)
    assert run("number_between", "f", value(number), least=2, most=7)
    content = Content({"f": "1"}, weights(number).rows)
    run("hours_per_week", "f", content, total="t/weight", most=12)
