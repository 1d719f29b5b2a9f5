"""Names of files that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ui.file_names import LONGEST, own_name, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../evil", "evil"), ("C:\\x", "x"), ("con", "_con"), ("x\0y", "xy"),
        ("re:port*?", "re-port--"), ("", "form"), ("tail. ", "tail"), ("\u202egp", "gp"),
        ("two words", "two-words"), ("a" * 300, "a" * 138),
    ],
)  # fmt: skip
def test_names_that_the_program_makes(text, name):
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../a:b.pdf", "_.._a_b.pdf"), ("  ", "file"), ("ok.pdf", "ok.pdf"), ("..", "file"),
        ("My scan 1.pdf", "My scan 1.pdf"), ("CON", "_CON"), ("nul", "_nul"),
        ("COM1.pdf", "_COM1.pdf"), ("com¹.txt", "_com¹.txt"), ("aux.tar.gz", "_aux.tar.gz"),
        ("CON .pdf", "_CON.pdf"), ("console.pdf", "console.pdf"),
        ("a" * 300 + ".pdf", "a" * 138 + ".pdf"), ("\U0001f642" * 100, "\U0001f642" * 34),
        ("invoice\u202efdp.exe", "invoicefdp.exe"), ("x." + "y" * 40, "x." + "y" * 40),
        ("a" * 300 + "." + "y" * 11, "a" * 138 + "." + "y" * 11),
        ("a" * 130 + "." + "y" * 12, "a" * 130 + "." + "y" * 7),
    ],
)  # fmt: skip
def test_names_that_somebody_gave(name, kept):
    """Fault 40 of reliability.md."""
    assert own_name(name) == kept


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_name_fits(text):
    for name in (safe_name(text), own_name(text)):
        assert name
        assert len(name.encode()) <= LONGEST + 1
        assert not set(name) & set('<>:"|?*\\/\0\n')
        assert name == name.strip(" .")
