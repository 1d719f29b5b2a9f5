"""A file of an assessor that comes back once its round is over."""

from __future__ import annotations

import pytest

from mcdesk.application.outside import Filled, read_sent, to_fill
from mcdesk.errors import Refused
from tests.asking import destination, form_of
from tests.walk import Walker


def test_of_an_earlier_round_only_the_very_sheet_is_found(confirming):
    form = form_of(confirming, "F9")
    sent = read_sent(to_fill(confirming.form(form), confirming.sheet(form, "draft")).sent)
    Walker(confirming).move("design", reason="not aligned")
    found = destination(confirming, sent)
    assert (found.view.form_id, found.begin, found.whose) == (form, (), "REV-01")
    with pytest.raises(Refused) as caught:
        confirming.destination(Filled(sent, {"e1": "SME-03"}))
    assert caught.value.code == "other_round"
