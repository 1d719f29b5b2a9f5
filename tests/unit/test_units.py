"""A unit behind one is written for one, in English."""

import pytest

from mcdesk.procedure.stage import Label
from mcdesk.procedure.units import counted


@pytest.mark.parametrize(
    ("unit", "number", "expected"),
    [
        ("working days", 1, "working day"),
        ("working days", "1", "working day"),
        ("working days", "1.0", "working day"),
        ("working days", 0, "working days"),
        ("working days", 2, "working days"),
        ("working days", "1,5", "working days"),
        ("weeks", "1", "week"),
        ("sks", 1, "sks"),
        ("h", 1, "h"),
        ("chairs", 1, "chairs"),
    ],
)
def test_one_has_its_own_word(unit, number, expected):
    assert counted(Label(unit, "hari kerja"), number) == Label(expected, "hari kerja")
