"""What a new wording has no place for: what is told is what a new round begins without."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mcdesk.application.adopting import aside
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.placed import left_out, placed
from tests.unit.shipped import FORMS

OLD = FORMS["F7"]
TRAITS = OLD.fields["d4"]
CONTENT = Content({"d3": "Aligned", "d23": ""}, {"d4": (
    Row("r1", "V", {"trait": "prior", "note": "Contracts"}), Row("r2", "W", {"trait": "time"}),
)})  # fmt: skip
SHOWN = SimpleNamespace(say=lambda _entry, value: str(value))


def another(entry, place: str):
    """Return the form with another entry in the place of one of its fields."""
    return replace(OLD, sections=tuple(
        replace(section, fields=tuple(entry if each.id == place else each
                                      for each in section.fields))
        for section in OLD.sections
    ))  # fmt: skip


def with_column(**changes):
    trait, *others = TRAITS.columns
    return replace(TRAITS, columns=(trait, *(replace(each, **changes) for each in others)))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (TRAITS, {}),
        (with_column(compute="product"), {"note": "Contracts"}),
        (with_column(id="meaning"), {"note": "Contracts"}),
        (replace(TRAITS, compute="alignment"), {"trait": "prior; time", "note": "Contracts"}),
        (replace(TRAITS, type=FieldType.TEXT), {"trait": "prior; time", "note": "Contracts"}),
        (replace(TRAITS, id="d99"), {"trait": "prior; time", "note": "Contracts"}),
        (replace(OLD.fields["d3"], compute="copied"), {"d3": "Aligned"}),
        (replace(OLD.fields["d3"], type=FieldType.TABLE), {"d3": "Aligned"}),
    ],
)
def test_what_a_new_round_begins_without_is_told(entry, told):
    new = another(entry, "d3" if entry.id == "d3" else "d4")
    labels = {"d3": OLD.fields["d3"].label} | {each.id: each.label for each in TRAITS.columns}
    left = left_out(CONTENT, placed(new, CONTENT))
    found = tuple(aside(SHOWN, OLD, left))
    assert {line.label: line.text for line in found} == {labels[at]: told[at] for at in told}
    assert (placed(new, CONTENT) == placed(OLD, CONTENT)) is (not told)
