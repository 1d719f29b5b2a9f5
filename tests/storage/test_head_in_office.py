"""Who assigns is in office on the date of the letter (R1)."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do


def warned(desk, **values) -> list[str]:
    line = next(each for each in desk.page("MC-1").outline.forms if each.kind == "R1")
    for path, new in values.items():
        desk.execute(do.SetValue(form=line.form_id, path=path, new=new))
    found = desk.wrong_values(line.form_id, {"hsp", "date"})
    return [each.sentence() for each in found if each.level == "warn"]


def test_a_letter_of_a_day_before_the_office_began_is_pointed_out(at):
    desk = at("assignment")
    assert warned(desk) == []
    desk.execute(do.AddPerson(name="HSP-2"))
    desk.execute(do.AppointOffice(person="HSP-2", role="hsp", programme="LAW", since="2026-11-22"))
    (said,) = warned(desk, hsp="HSP-2", date="2026-11-20")
    assert said.startswith("HSP-2 does not hold the office on the date of the letter")
    assert "2026-11-20" in said or "20 Nov 2026" in said
    assert warned(desk, date=desk.today.isoformat()) == []


@pytest.mark.parametrize("name", ["Somebody", "Some:body"])
def test_of_somebody_unknown_only_that_is_said(at, name):
    (said,) = [each for each in warned(at("assignment"), hsp=name) if "office" in each] or [""]
    assert said == ""
