"""Dates, numbers and names as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from mcdesk import i18n
from mcdesk.procedure.definition import Choice, Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.values import parse, parse_date, parse_number, show, show_number
from tests.ui.forms.fakes import TODAY, make_view

CHOICES = (Choice("a", Label("Apple", "Apel")), Choice("b", Label("Bread", "Roti")))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-12-03", "2026-12-03"),
        ("3/12/2026", "2026-12-03"),
        ("3.12.26", "2026-12-03"),
        ("3 Dec 2026", "2026-12-03"),
        ("3 des 2026", "2026-12-03"),
        ("03 Agustus 2027", "2027-08-03"),
        ("3/12", "2026-12-03"),
        ("Aug 17, 2027", "2027-08-17"),
        ("Agustus 17 2027", "2027-08-17"),
        ("Dec 3", "2026-12-03"),
        ("Monday 17, 2027", "Monday 17, 2027"),
        ("31/02/2026", "31/02/2026"),
        ("soon", "soon"),
        ("3 May 2027²", "3 May 2027²"),
        ("3.².2027", "3.².2027"),
        ("① 5 2027", "① 5 2027"),
        ("3.5.99999999999999999999", "3.5.99999999999999999999"),
        ("3.5." + "9" * 5000, "3.5." + "9" * 5000),
        ("", ""),
    ],
)
def test_dates_are_understood_or_kept(typed: str, stored: str) -> None:
    assert parse_date(typed, TODAY) == stored


@pytest.mark.parametrize(
    ("typed", "language", "stored"),
    [
        ("1234.5", "en", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "en", "1234.5"),
        ("14,5", "en", "14.5"),
        ("14,5", "id", "14.5"),
        ("1.500", "id", "1500"),
        ("1,500", "en", "1500"),
        ("Rp 1.500.000", "id", "1500000"),
        ("1.500.000", "en", "1500000"),
        ("-3", "en", "-3"),
        ("abc", "en", "abc"),
        ("12 eggs", "en", "12 eggs"),
        ("0.125", "id", "0.125"),
        ("0,125", "en", "0.125"),
        ("-0,250", "en", "-0.25"),
        ("00.500", "id", "0.5"),
        ("1234,567", "en", "1234.567"),
        ("1234.567", "id", "1234.567"),
        ("1,,5", "en", "1,,5"),
        ("1.2.3", "id", "1.2.3"),
        ("12,34,567", "en", "12,34,567"),
        ("1.234,567,8", "en", "1.234,567,8"),
        ("0.000,5", "id", "0.000,5"),
        ("12.345.678,9", "en", "12345678.9"),
        (".5", "en", "0.5"),
        (",5", "en", "0.5"),
        ("5.", "en", "5"),
        (".", "en", "."),
    ],
)
def test_numbers_are_understood_or_kept(typed: str, language: i18n.Language, stored: str) -> None:
    assert parse_number(typed, language) == stored


def test_numbers_are_shown_in_the_language() -> None:
    assert show_number("1500000.5", "en") == "1,500,000.5"
    assert show_number("1500000.5", "id") == "1.500.000,5"
    assert show_number("abc", "en") == "abc"


@pytest.mark.parametrize("type_", list(FieldType))
def test_what_is_shown_can_be_parsed_again(type_: FieldType) -> None:
    """A copied cell pasted back is the same value."""
    names = ViewNames.of(make_view())
    values = {
        FieldType.DATE: "2026-11-12",
        FieldType.NUMBER: "1234.5",
        FieldType.CHOICE: "b",
        FieldType.CHOICES: ["a", "b"],
        FieldType.TAGS: ["x", "y z"],
        FieldType.PERSON: "u-rina",
        FieldType.PROGRAMME: "g-law",
        FieldType.TICK: True,
        FieldType.YESNO: "na",
        FieldType.COMPUTED: "5",
    }
    value = values.get(type_, "Some text")
    entry = Field("x", Label("X", "X"), type_, choices=CHOICES)
    assert parse(entry, show(entry, value, names), names, TODAY) == value


def test_a_choice_is_found_in_both_languages() -> None:
    names = ViewNames.of(make_view())
    entry = Field("x", Label("X", "X"), FieldType.CHOICE, choices=CHOICES)
    assert [parse(entry, t, names, TODAY) for t in ("roti", "BREAD", "b", "app", "cake")] == [
        "b", "b", "b", "a", "cake",
    ]  # fmt: skip


def test_an_unknown_name_is_kept_as_typed() -> None:
    names = ViewNames.of(make_view())
    entry = Field("x", Label("X", "X"), FieldType.PERSON)
    assert parse(entry, "rina", names, TODAY) == "u-rina"
    assert parse(entry, "Prof. Guest", names, TODAY) == "Prof. Guest"


def test_dates_are_shown_in_the_language() -> None:
    entry = Field("x", Label("X", "X"), FieldType.DATE)
    names = ViewNames.of(make_view())
    assert show(entry, date(2026, 8, 17).isoformat(), names) == "17 Aug 2026"
    i18n.use_language("id")
    assert show(entry, "2026-08-17", names) == "17 Agu 2026"


def test_days_within_a_computed_text_are_shown_as_days() -> None:
    holidays = Field("t2", Label("Holidays", "Hari libur"), FieldType.COMPUTED)
    stored = "- 2026-12-25 Christmas Day\n- 2027-08-17 Independence Day"
    names = ViewNames.of(make_view())
    shown = show(holidays, stored, names)
    assert shown == "25 Dec 2026 Christmas Day\n17 Aug 2027 Independence Day"
    i18n.use_language("id")
    assert "\n17 Agu 2027" in show(holidays, stored, names)


@pytest.mark.parametrize(
    ("text", "stored"),
    [("ya", True), ("sudah", True), ("x", True), ("tidak", None), ("belum", None), ("-", None),
     ("maybe", "maybe")],
)  # fmt: skip
def test_a_pasted_tick_says_yes_no_or_is_kept_as_it_is(text, stored):
    field, names = Field("dudi", Label("Confirmed", ""), FieldType.TICK), ViewNames.of(make_view())
    assert parse(field, text, names, TODAY) == stored
    assert show(field, "maybe", names) == "maybe"


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("250.000", "250000"),
        ("250,000", "250000"),
        ("Rp250.000,-", "250000"),
        ("Rp 1.250.000,50", "1250000.5"),
        ("IDR 75.000,-", "75000"),
        ("IDR75,000", "75000"),
        ("1 250 000", "1250000"),
        ("-250.000", "-250000"),
        ("250", "250"),
        ("Rp some", "Rp some"),
    ],
)
def test_three_digits_behind_a_sign_are_thousands_of_rupiah(
    typed: str, language: i18n.Language, stored: str
) -> None:
    view = make_view("F2")
    fee, names = view.definition.fields["p44"], ViewNames.of(view)
    assert parse(fee, typed, names, TODAY, language) == stored


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1.000", "1000"), ("1,000", "1000"), ("-1.000", "-1000"), ("1.000.000", "1000000"),
     ("12.5", "12.5"), ("0.500", "0.5"), ("1e5", "1e5")],
)  # fmt: skip
def test_three_digits_behind_a_sign_are_thousands_where_numbers_are_whole(
    typed: str, language: i18n.Language, stored: str
) -> None:
    entry, names = Field("x", Label("X", "X"), FieldType.NUMBER), ViewNames.of(make_view())
    assert parse(entry, typed, names, TODAY, language) == stored


@pytest.mark.parametrize(
    ("typed", "language", "stored"),
    [
        ("1.000", "en", "1.000"),
        ("1,000", "en", "1000"),
        ("1.000", "id", "1000"),
        ("1,000", "id", "1,000"),
        ("1.500,0", "en", "1500"),
        ("1.234", "en", "1.234"),
        ("Rp 1.000", "en", "Rp 1.000"),
        ("Rp. 1,000", "en", "1000"),
        ("Rp. 1.000", "id", "1000"),
        ("IDR 1,000", "id", "IDR 1,000"),
        ("0.500", "en", "0.5"),
        ("1.5", "id", "1.5"),
    ],
)
def test_a_thousand_or_one_stays_as_typed_where_decimals_are_taken(
    typed: str, language: i18n.Language, stored: str
) -> None:
    entry = Field("x", Label("X", "X"), FieldType.NUMBER, decimals=2)
    assert parse(entry, typed, ViewNames.of(make_view()), TODAY, language) == stored


@pytest.mark.parametrize("value", ["1e5", "1_000", "1.000", "1,000", "many"])
def test_what_is_told_as_wrong_is_shown_as_it_was_typed(value: str) -> None:
    entry = Field("x", Label("X", "X"), FieldType.NUMBER, decimals=2)
    assert show(entry, value, ViewNames.of(make_view())) == value


@pytest.mark.parametrize("kind", [FieldType.LINE, FieldType.TEXT, FieldType.NUMBER])
def test_a_list_that_a_script_left_in_a_place_of_one_text_is_shown_as_words(
    kind: FieldType,
) -> None:
    names = ViewNames.of(make_view())
    assert show(Field("x", Label("X", "X"), kind), ["LO1", "LO2"], names) == "LO1, LO2"
