"""What a dialog about several cards says will fall, card by card."""

from __future__ import annotations

import pytest

from mcdesk.ui.board.sending import falls_heading
from mcdesk.ui.credential.moving import signed_words
from tests.ui.credential_fakes import a_form

SIGNED = a_form("F2", "proposal", "signed", signed=3)
FROZEN = a_form("F3", "timeline", "frozen")
OUTSIDE = a_form("F6", "approval", "external")


@pytest.mark.parametrize(
    ("fallen", "heading"),
    [
        ([(FROZEN,)], "Forms of 1 card are drafts again; nothing of them is signed:"),
        ([(FROZEN,), (), (FROZEN,)],
         "Forms of 2 cards are drafts again; nothing of them is signed:"),
        ([(FROZEN, SIGNED)], "Forms of 1 card are drafts again, and their sign-offs fall:"),
        ([(OUTSIDE,), ()], "Forms of 1 card are drafts again, and their sign-offs fall:"),
        ([(), ()], "No sign-off falls:"),
    ],
)  # fmt: skip
def test_a_sign_off_is_said_to_fall_only_where_something_is_signed(qapp, fallen, heading):
    assert falls_heading(fallen) == heading


def test_a_form_that_nobody_signed_says_so(qapp):
    words = [signed_words(form) for form in (SIGNED, FROZEN, OUTSIDE)]
    assert words == ["3 of 3 signed", "nothing signed", "done outside"]
