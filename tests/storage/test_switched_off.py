"""A field of the proposal that was switched off: what is filled in from it begins empty."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import path_of
from tests.asking import form_of


def test_a_form_that_is_filled_in_from_a_field_switched_off_begins_without_it(desk, card):
    (form,) = [each for each in desk.wording().forms if each.kind == "F2"]
    data = form.current.data
    place = next(each.place for each in wording.outline(data) if path_of(each.place) == "p34")
    for each in (place, "rule:other_lms"):
        data = wording.with_value(data, each, "off", value=True)
    text = toml_text({**data, "version": "2026.9"})
    desk.execute(do.PublishDefinitions(forms={"F2.toml": text}, reason="One LMS only"))
    desk.execute(do.TakeOverCard(title_en="Tourism", programme="LAW", stage="master_course",
                                 since="2026-10-01", code="MC-9", designer="ID-02",
                                 forms=[{"form": "F2", "state": "missing"}]))  # fmt: skip
    desk.execute(do.OpenForm(card="MC-9", form="F2"))
    assert "p34" not in desk.form(form_of(desk, "F2", "MC-9")).definition.fields
    desk.execute(do.OpenForm(card="MC-9", form="R11"))
    assert desk.form(form_of(desk, "R11", "MC-9")).content.text("lms") == ""
