"""A field is switched off with the checks that read it; what the procedure demands stays."""

from __future__ import annotations

import tomllib

import pytest

from mcdesk import resources
from mcdesk.procedure import wording
from mcdesk.procedure.load_form import read_form
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_check import CHECK, faults, refusals
from tests.unit.shipped import SHIPPED

PROPOSAL = tomllib.loads((resources.root() / "forms" / "F2.toml").read_text(encoding="utf-8"))


def off(data, field: str):
    place = next(each.place for each in wording.outline(data)
                 if each.kind == "field" and each.id == field)  # fmt: skip
    return wording.with_value(data, place, "off", value=True)


@pytest.mark.parametrize("field", ["p34", "p38", "p43", "p46", "p25"])
def test_a_field_is_switched_off_with_the_checks_that_read_it(field: str) -> None:
    data = off(PROPOSAL, field)
    named = {str(each.params[CHECK]) for each in faults(SHIPPED, data)}
    for check in named:
        data = wording.with_value(data, check, "off", value=True)
    assert not faults(SHIPPED, data)
    form = read_form(toml_text(data), "F2", [])
    assert form is not None
    assert field not in form.fields
    assert not {f"rule:{rule.id}" for rule in form.rules} & named
    told = wording.differences(PROPOSAL, data)
    assert {each.place for each in told if each.kind == "rule"} == named


def test_what_is_needed_names_the_check_that_can_be_switched_off_too() -> None:
    found = faults(SHIPPED, off(PROPOSAL, "p34"))
    assert {each.params[CHECK] for each in found} == {"rule:other_lms"}
    assert "or switch that check off, too" in found[0].sentence("en")


@pytest.mark.parametrize("field", ["p5", "p7", "p10", "p37", "p45"])
def test_what_the_procedure_demands_at_its_gate_stays_switched_on(field: str) -> None:
    data = off(PROPOSAL, field)
    assert "must_stay" in {each.code for each in faults(SHIPPED, data)}
    form = read_form(toml_text(data), "F2", [])
    assert form is not None
    assert [each.code for each in refusals(form, SHIPPED.forms["F2"])] == ["must_stay"]


def test_a_check_of_another_form_is_not_switched_off_with_a_field() -> None:
    data = off(PROPOSAL, "p40")
    for each in faults(SHIPPED, data):
        if CHECK in each.params:
            data = wording.with_value(data, str(each.params[CHECK]), "off", value=True)
    (left,) = faults(SHIPPED, data)
    assert "of Timeline" in left.sentence("en")
