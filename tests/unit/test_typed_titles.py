"""A name with titles is one word of a list, however it was typed."""

from __future__ import annotations

import pytest

from mcdesk.application.typed import tags, with_titles


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
