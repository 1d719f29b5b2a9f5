"""A name with titles is one word of a list, however it was typed."""

from __future__ import annotations

from datetime import date

import pytest

from mcdesk.application.names import ViewNames
from mcdesk.application.outside import text_of
from mcdesk.application.shown import show
from mcdesk.application.typed import parse, tags, with_titles
from tests.unit.shipped import FORMS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ID-02, M.Ed.", ["ID-02, M.Ed."]),
        ("ID-02, S.Kom., M.T.; SME-01", ["ID-02, S.Kom., M.T.", "SME-01"]),
        ("SME-01, Ph.D, GD-01", ["SME-01, Ph.D", "GD-01"]),
        ("Dr. SME-01, Sp.A(K), Prof. SME-02", ["Dr. SME-01, Sp.A(K)", "Prof. SME-02"]),
        ("LO1, LO2,LO1", ["LO1", "LO2"]),
        ("1.1, 1.2\n2.1", ["1.1", "1.2", "2.1"]),
        ("M.T.", ["M.T."]),
        ("ID-02\nM.T.", ["ID-02", "M.T."]),
    ],
)  # fmt: skip
def test_a_title_stays_with_its_name(typed: str, words: list[str]) -> None:
    assert list(tags(typed)) == words


def test_a_title_typed_after_the_comma_joins_the_name_before_it() -> None:
    assert with_titles(["SME-01", "ID-02"], ["M.Ed."]) == ["SME-01", "ID-02, M.Ed."]
    assert with_titles([], ["M.Ed."]) == ["M.Ed."]


NAMES = ViewNames({"1": "Dr. Rina Wijaya, M.M.", "2": "ID-02, S.Kom., M.T.", "3": "Budi Santoso"},
                  {}, {})  # fmt: skip
PRESENT = FORMS["R2"].fields["present"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Guest, from industry", ["Guest, from industry"]),
        ("Guest, from industry; Budi Santoso", ["Guest, from industry", "Budi Santoso"]),
        ("Rina Wijaya, Budi Santoso", ["Rina Wijaya", "Budi Santoso"]),
        ("Dr. Rina Wijaya, M.M., ID-02, S.Kom., M.T., budi santoso",
         ["Dr. Rina Wijaya, M.M.", "ID-02, S.Kom., M.T.", "budi santoso"]),
        ("Budi Santoso, Guest, from industry", ["Budi Santoso", "Guest, from industry"]),
        ("Santoso, Wijaya", ["Santoso, Wijaya"]),
        ("Somebody, S.T., M.T.\nBudi Santoso", ["Somebody, S.T., M.T.", "Budi Santoso"]),
    ],
)  # fmt: skip
def test_a_comma_parts_people_only_beside_a_name_of_the_directory(typed, stored):
    assert parse(PRESENT, typed, NAMES, date(2026, 11, 23)) == stored


def test_people_are_shown_so_that_they_are_read_again_as_the_same():
    kept = ["Guest, from industry", "Ani", "Tono", "ID-02, S.Kom., M.T."]
    for shown in (show(PRESENT, kept, NAMES), text_of(PRESENT, kept, NAMES)):
        assert parse(PRESENT, shown, NAMES, date(2026, 11, 23)) == kept


def test_words_and_codes_are_parted_at_commas_as_before():
    codes = FORMS["F7"].fields["d7"].column("outcomes")
    assert parse(codes, "LO1, LO2", NAMES, date(2026, 11, 23)) == ["LO1", "LO2"]
    assert show(codes, ["LO1", "LO2"], NAMES) == "LO1, LO2"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("100%", "100"), ("12.5 %", "12.5"), ("100", "100"), ("about 5%", "about 5%"), ("%", "%")],
)
def test_the_unit_of_a_number_may_stand_behind_it(typed: str, stored: str) -> None:
    weight = next(
        column for form in FORMS.values() for entry in form.fields.values()
        for column in entry.columns if column.unit and column.unit.en == "%" and column.decimals
    )  # fmt: skip
    assert parse(weight, typed, NAMES, date(2026, 11, 23), "en") == stored
