"""Computed fields and cells."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk import resources
from mcdesk.procedure import compute
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.load_form import read_form
from tests.unit.rows import rows

TODAY = date(2026, 3, 2)
HOURS = {"field": "t", "column": "hours"}


def hours(*numbers):
    return Content(rows={"t": rows(*({"hours": number} for number in numbers))})


def value(name, content, params, **more):
    return compute.COMPUTED[name](content, Surroundings(today=TODAY, **more), params)


def cell(name, row, params, content=None, **more):
    where = Surroundings(today=TODAY, **more)
    return compute.COMPUTED_CELLS[name](row, content or Content(), where, params)


def test_column_total_is_plain_text():
    assert value("column_total", hours("1.5", "2.50", "", "many"), HOURS) == "4"
    assert value("column_total", hours("100"), HOURS) == "100"
    assert value("column_total", Content(), HOURS) is None


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=20))
def test_column_total_adds_exactly(numbers):
    assert Decimal(str(value("column_total", hours(*map(str, numbers)), HOURS))) == sum(numbers)


@pytest.mark.parametrize(
    ("total", "sks"), [("20", "0.44"), ("45", "1.00"), ("135", "3.00"), ("0.9", "0.02")]
)
def test_sks_has_two_decimals(total, sks):
    assert value("sks", hours(total), HOURS, setting={"hours_per_sks": 45}.get) == sks


def test_sks_needs_hours_and_a_setting():
    assert value("sks", Content(), HOURS, setting=lambda _: 45) is None
    assert value("sks", hours("20"), HOURS) is None


def test_faculty_follows_the_programme():
    known = {
        "programme:x": {"faculty_en": "Law", "faculty_id": "Hukum"},
        "programme:z": {"faculty_en": "Law", "faculty_id": "Law"},
    }
    params = {"field": "p4"}
    assert value("faculty", Content({"p4": "x"}), params, look=known.get) == "Law / Hukum"
    assert value("faculty", Content({"p4": "z"}), params, look=known.get) == "Law"
    assert value("faculty", Content({"p4": "y"}), params, look=known.get) is None
    assert value("faculty", Content(), params, look=known.get) is None


def test_copied_speaks_choices_and_joins():
    other = Content({"hc": "yes", "hc.advice": " Good. "})
    params = {
        "form": "R2",
        "paths": ["hc", "hc.advice", "hc.date"],
        "words": {"yes": "Consulted"},
        "otherwise": "Not consulted",
    }
    asked = {"R2": other}
    assert value("copied", Content(), params, other=lambda kind: asked[kind]) == "Consulted; Good."
    assert value("copied", Content(), params) == "Not consulted"


def test_what_is_copied_stands_behind_the_name_of_its_path():
    asked = {"R2": Content({"hc": "yes", "hc.date": "2026-04-03"})}
    params = {"form": "R2", "paths": ["hc", "hc.date"], "names": {"hc.date": "date of the advice"}}
    told = value("copied", Content(), params, other=lambda kind: asked[kind])
    assert told == "yes; date of the advice: 2026-04-03"


def test_an_answer_that_is_copied_from_another_form_is_spoken_in_words():
    """Its id alone says nothing on paper: KKNI level “6 (S1 or D4)”, not 6."""
    files = (resources.root() / "forms").glob("*.toml")
    read = [read_form(file.read_text(encoding="utf-8"), file.name, []) for file in files]
    forms = {form.id: form for form in read}
    silent = []
    for form in forms.values():
        for entry in [e for f in form.fields.values() for e in (f, *f.parts)]:
            if entry.compute != "copied":
                continue
            for path in entry.params["paths"]:
                source = forms[entry.params["form"]].field_of(path)
                known = entry.params.get("words", {})
                silent += [
                    (form.id, entry.id, choice.id) for choice in source.choices
                    if choice.id not in known and choice.label.en != choice.id
                ]  # fmt: skip
    assert silent == []


def test_setting_is_text():
    assert value("setting", Content(), {"key": "a"}, setting={"a": 45}.get) == "45"
    assert value("setting", Content(), {"key": "b"}, setting={"b": ""}.get) is None


def test_a_setting_that_is_yes_or_no_says_either_in_words():
    words = {"yes": "Yes / Ya", "no": "No / Tidak"}
    asked = {"key": "a", "words": words}
    assert value("setting", Content(), asked, setting={"a": True}.get) == "Yes / Ya"
    assert value("setting", Content(), asked, setting={"a": False}.get) == "No / Tidak"
    assert value("setting", Content(), {"key": "a"}, setting={"a": False}.get) == "no"


def test_rows_counted_here_and_elsewhere():
    content = Content(
        rows={"c1": rows({"status": "accepted"}, {"status": "in_review"}, {"code": "x"}, {})}
    )
    there = {"form": "F5", "field": "c1"}
    assert value("rows_counted", content, {"field": "c1"}) == "3"
    for extra, count in (
        ({}, "3"),
        ({"column": "status", "values": ["accepted"]}, "1"),
        ({"column": "status", "except": ["accepted"]}, "2"),
    ):
        assert (
            value("rows_counted", Content(), {**there, **extra}, other=lambda _: content) == count
        )


def test_holidays_between_are_named_lines_in_order():
    free = frozenset({date(2026, 12, 25), date(2026, 8, 17), date(2027, 1, 1)})
    content = Content({"a": "2026-08-17", "b": "2026-12-25"})
    names = {"holiday:2026-08-17": "Independence Day"}
    params = {"start": "a", "end": "b"}
    text = value("holidays_between", content, params, holidays=free, look=names.get)
    assert text == "- 2026-08-17 Independence Day\n- 2026-12-25"
    assert value("holidays_between", Content({"a": "2026-08-17"}), params, holidays=free) is None
    assert value("holidays_between", content, params) is None
    told = {**params, "none": "None is entered"}
    assert value("holidays_between", content, told) == "None is entered"
    assert value("holidays_between", Content({"a": "2026-08-17"}), told) is None


def test_working_days_of_a_row():
    row = Row("r", "1", {"a": "2026-03-06", "b": "2026-03-09"})
    params = {"start": "a", "end": "b"}
    assert cell("working_days", row, params) == "2"
    assert cell("working_days", row, params, holidays=frozenset({date(2026, 3, 9)})) == "1"
    assert cell("working_days", Row("r", "1", {"a": "2026-03-06"}), params) is None


def test_product_of_a_row():
    params = {"columns": ["qty", "cost"]}
    assert cell("product", Row("r", "1", {"qty": "2.5", "cost": "100000"}), params) == "250000"
    assert cell("product", Row("r", "1", {"qty": "2.5"}), params) is None


@pytest.mark.parametrize("number", ["9" * 60, "1e999"])
def test_absurd_numbers_do_not_stop_the_form(number):
    value("sks", hours(number), HOURS, setting={"hours_per_sks": 45}.get)
    assert value("column_total", hours(number), HOURS)
    row = Row("r", "1", {"qty": number, "cost": "1e999999"})
    assert cell("product", row, {"columns": ["qty", "cost"]}) is None
