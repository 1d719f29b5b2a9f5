"""A kind of form stands for the present one: a link to what is missing leads there."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.ui.jobs import ensure_form
from tests.walk import Walker


@pytest.fixture
def looped(at):
    """A card in its second loop; the sheet of the first one is signed."""
    desk = at("reexamination")
    walker = Walker(desk)
    walker.reexamine("not_aligned")
    walker.move("master_course")
    walker.build("first", "1")
    walker.hand_in()
    walker.move("reexamination")
    return desk


def test_the_form_of_a_kind_is_that_of_the_present_loop(looped):
    present = next(line for line in looped.outline("MC-1").forms if line.kind == "R10")
    assert present.loop == 2
    changes, form = ensure_form("MC-1", "R10", looped)
    assert (form, changes.events) == (present.form_id, ())


def test_an_earlier_one_is_shown_where_none_is_to_come(looped):
    looped.execute(do.CancelCard(card="MC-1", reason="r"))
    _changes, form = ensure_form("MC-1", "F2", looped)
    assert looped.form(form).definition.id == "F2"
