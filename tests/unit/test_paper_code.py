"""What a page's QR code says, and what is read from codes that are not whole."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from mcdesk.procedure.paper_code import PaperCode, is_ours, read_code

CODE = PaperCode(
    "7F3A9C21", "0b9f1c9e-7d5a-5c4e-9a51-1f2e3d4c5b6a", "frozen", "R10", 2, 3, 14, "5f2c9e1a7b3d",
    7, 23,
)  # fmt: skip


def test_a_code_is_read_as_it_was_written():
    for kind in ("frozen", "draft", "blank"):
        code = replace(CODE, kind=kind, form_id=str(uuid4()))
        assert read_code(code.text()) == code


def test_a_code_is_short_and_of_letters_that_a_qr_code_packs():
    letters = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert set(CODE.text()) <= letters
    assert len(CODE.text()) <= 90  # 33 by 33 modules


@pytest.mark.parametrize(
    ("old", "new"),
    [("MCDESK:2", "MCDESK:3"), (":F:", ":X:"), (":7/23", ":24/23"), (":7/23", ":0/23"),
     (":7/23", ""), ("7F3A9C21", "7F3A"), (":V14", ":V"), ("5F2C9E1A7B3D", "5F2C9E1A7B3G")],
)  # fmt: skip
def test_what_is_not_whole_is_ours_but_says_nothing(old, new):
    text = CODE.text().replace(old, new)
    assert text != CODE.text()
    assert is_ours(text)
    assert read_code(text) is None


@pytest.mark.parametrize("text", ["", "https://example.org", "MCDES", "1234", "mcdesk:2"])
def test_other_codes_are_not_ours(text):
    assert not is_ours(text)
    assert read_code(text) is None
