"""What a person reads for the parts and the sheets of a form."""

from __future__ import annotations

import pytest

from mcdesk.application.sheet_names import form_words
from mcdesk.procedure.stage import Label


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("F7:M2", Label("F7, module 2", "F7, modul 2")),
        ("F7:course", Label("F7, the course", "F7, kursus")),
        ("F7:stray", Label("F7, rows of no module", "F7, baris tanpa modul")),
        ("F9:1.1", Label("F9, sheet 1.1", "F9, lembar 1.1")),
        ("F2", Label("F2", "F2")),
        ("", Label("", "")),
    ],
)
def test_a_part_is_named_in_words(form: str, words: Label) -> None:
    assert form_words(form) == words
