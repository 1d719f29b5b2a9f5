"""A sheet of a form that has several is named in words."""

from __future__ import annotations

import pytest

from mcdesk.procedure.sheets import with_sheet
from mcdesk.procedure.stage import Label

SHORT = Label("Assessment", "Penilaian")


@pytest.mark.parametrize(
    ("sheet", "english", "indonesian"),
    [
        ("", "F9 Assessment", "F9 Penilaian"),
        ("1", "F9 Assessment", "F9 Penilaian"),
        ("2", "F9 Assessment, sheet 2", "F9 Penilaian, lembar 2"),
        ("1.1", "F9 Assessment, sheet 1.1", "F9 Penilaian, lembar 1.1"),
    ],
)
def test_a_sheet_is_named_in_words(sheet, english, indonesian):
    assert with_sheet("F9", SHORT, sheet) == Label(english, indonesian)
