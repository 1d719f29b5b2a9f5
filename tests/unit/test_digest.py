"""The digest of a form: the same for the same frozen content, another for any other."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.procedure.canonical import clean_text, decimal, decimal_text, is_empty, json_text
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.digest import (
    digest,
    digest_lines,
    frozen_content,
    living_content,
    short_digest,
)
from mcdesk.procedure.load import read_form

FORM = read_form(
    """
id = "X1"
version = "1"
title = { en = "X", id = "X" }
short = { en = "X", id = "X" }
stage = "proposal"
[[section]]
id = "s"
title = { en = "S", id = "S" }
[[section.field]]
id = "a"
label = { en = "A", id = "A" }
type = "text"
[[section.field]]
id = "late"
label = { en = "L", id = "L" }
type = "choices"
choice = [{ id = "x", label = { en = "X", id = "X" } }]
[[section.field]]
id = "open"
label = { en = "O", id = "O" }
type = "line"
living = true
[[section.field]]
id = "sum"
label = { en = "Sum", id = "Sum" }
type = "computed"
compute = "column_total"
with = { field = "t", column = "n" }
[[section.field]]
id = "t"
label = { en = "T", id = "T" }
type = "table"
[[section.field.column]]
id = "n"
label = { en = "N", id = "N" }
type = "number"
[[section.field.column]]
id = "done"
label = { en = "Done", id = "Selesai" }
type = "tick"
living = true
""",
    "X1.toml",
    [],
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
QUICK = settings(max_examples=40, deadline=None)


def content(rows=(), **values) -> Content:
    return Content(values, {"t": tuple(Row(f"r{n}", f"{n}", row) for n, row in enumerate(rows))})


def mark(*given, **values) -> str:
    return digest(FORM, content(*given, **values))


@QUICK
@given(TEXT, TEXT)
def test_any_other_text_gives_another_digest_and_the_same_the_same(one, other):
    assert mark(a=one) == mark(a=one)
    assert (mark(a=one) == mark(a=other)) == (clean_text(one) == clean_text(other))


def test_the_digest_is_sha256_over_sorted_lines():
    lines = digest_lines(FORM, content([{"n": "1"}, {"n": "2"}], a="x"))
    assert lines == sorted(lines, key=str.encode)
    assert lines[0] == 'a\t"x"'
    assert lines[1:3] == ['t/00001/n\t"1"', 't/00002/n\t"2"']
    assert lines[3] == f'~definition\t"{FORM.digest}"'
    expected = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert mark([{"n": "1"}, {"n": "2"}], a="x") == expected


def test_what_is_living_computed_or_empty_does_not_count():
    plain = mark([{"n": "1"}], a="x")
    assert mark([{"n": "1", "done": True}], a="x", open="y", sum="9", late=[]) == plain
    assert mark([{"n": "1"}, {"n": ""}, {"done": True}], a="x", unknown="z") == plain
    assert frozen_content(FORM, content([{"done": True}], open="y")).values == {}
    assert living_content(FORM, content(a="x", open="y")).values == {"open": "y"}


def test_the_order_of_rows_counts_and_their_ids_do_not():
    rows = ({"n": "1"}, {"n": "2"})
    assert mark(rows) != mark(rows[::-1])
    other = Content({}, {"t": tuple(Row(f"x{n}", "", row) for n, row in enumerate(rows))})
    assert digest(FORM, other) == mark(rows)


def test_fields_left_open_do_not_count():
    assert digest(FORM, content(a="x", late=["x"]), ("late",)) == mark(a="x")
    assert digest(FORM, content([{"n": "1"}], a="x"), ("t",)) == mark(a="x")


def test_values_cannot_pretend_to_be_others():
    assert mark(a='x"\nb\t"y') != mark(a="x", b="y")
    assert mark([{"n": "1\n"}]) != mark([{"n": "1"}, {}])


def test_a_digest_is_printed_in_groups_of_four():
    assert short_digest("0123456789abcdef") == "0123 4567 89ab"


# --- canonical texts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (0.1, '"0.1"'),
        (1e20, '"100000000000000000000"'),
        (-0.50, '"-0.5"'),
        ([2**53 - 1, 1 - 2**53], "[9007199254740991,-9007199254740991]"),
        ([2**53, -(2**64)], '["9007199254740992","-18446744073709551616"]'),
        ("e\u0301\r\nx\0", '"é\\nx"'),
        ("\ud800", '"\ufffd"'),
        ({"e\u0301\0": "x"}, '{"é":"x"}'),
        (("a",), '["a"]'),
        ("<&>", '"<&>"'),
    ],
)
def test_a_value_has_one_spelling(value, text):
    assert json_text(value) == text


@QUICK
@given(st.text(st.characters(codec=None), max_size=30))
def test_clean_text_is_clean_and_stays_so(text):
    cleaned = clean_text(text)
    cleaned.encode()
    assert not set("\0\r") & set(cleaned)
    assert clean_text(cleaned) == cleaned


@pytest.mark.parametrize(
    ("value", "number"),
    [("1.50", "1.5"), (7, "7"), (" 3 ", "3"), ("1e2", "100"), ("-0", "-0"), ("0.10", "0.1")],
)
def test_numbers_are_texts_without_exponent(value, number):
    assert decimal_text(decimal(value)) == number


@pytest.mark.parametrize("value", ["", None, "x", True, "nan", "inf", "1e999999", [], {}, "1,5"])
def test_what_is_no_number_is_none(value):
    assert decimal(value) is None


def test_false_and_nothing_count_as_not_filled():
    assert all(is_empty(value) for value in (None, "", [], {}, False))
    assert not any(is_empty(value) for value in (0, "0", " ", [""], True))


def test_a_digest_kept_is_of_that_content_and_definition_alone():
    content = Content({"a": "x", "late": ["x"]})
    first, without = digest(FORM, content), digest(FORM, content, ["late"])
    assert first == digest(FORM, Content({"a": "x", "late": ["x"]}))
    assert len({first, without, digest(FORM, Content({"a": "y", "late": ["x"]}))}) == 3
    assert (digest(FORM, content), digest(FORM, content, ("late",))) == (first, without)
    other = replace(FORM, digest="another")
    assert digest(other, content) != first
    assert content == Content({"a": "x", "late": ["x"]})
    assert "digests" not in repr(content)


@pytest.mark.parametrize("value", [None, "", [], {}, False])
def test_what_counts_as_not_filled(value):
    assert is_empty(value)


@pytest.mark.parametrize("value", ["0", " ", 0, True, [0], {"a": None}, 0.0])
def test_what_counts_as_filled(value):
    assert not is_empty(value)
