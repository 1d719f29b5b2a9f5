"""Figures of forms that a workspace made: what goes on living, and tables made of made tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition, Section
from mcdesk.procedure.figures import differing, made_otherwise
from mcdesk.procedure.inspect import whole_content
from mcdesk.procedure.stage import Label
from tests.unit.rows import rows
from tests.unit.shipped import FORMS

X = Label("X", "X")
TOTAL = Column(
    "total", X, FieldType.COMPUTED, compute="product", params={"columns": ["count", "cost"]}
)
COSTS = Field(
    "costs", X, FieldType.TABLE,
    columns=(Column("count", X, FieldType.NUMBER), Column("cost", X, FieldType.NUMBER), TOTAL),
)  # fmt: skip
ROWS = Field("rows", X, FieldType.COMPUTED, compute="rows_counted", params={"field": "costs"})
MATRIX = Field(
    "matrix", X, FieldType.TABLE, compute="alignment",
    params={"field": "costs", "steps": "steps", "material": [], "practice": [], "assessment": [],
            "orphans": "Orphans"},
    columns=(Column("code", X, FieldType.LINE), Column("statement", X, FieldType.LINE)),
)  # fmt: skip


def form_of(*fields: Field) -> FormDefinition:
    return FormDefinition("X1", "1", X, X, "proposal", (Section("s", X, fields),), (), ())


def living(entry: Field) -> Field:
    return replace(entry, living=True)


LIVING_TOTAL = replace(COSTS, columns=(*COSTS.columns[:2], replace(TOTAL, living=True)))
WRONG = Content(
    {"rows": "7"},
    {"costs": rows({"count": "2", "cost": "3", "total": "60"}), "matrix": rows({"code": "no"})},
)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ((COSTS, ROWS, MATRIX), ("costs", "matrix", "rows")),
        ((living(COSTS), ROWS, MATRIX), ("matrix", "rows")),
        ((LIVING_TOTAL, ROWS, MATRIX), ("matrix", "rows")),
        ((COSTS, living(ROWS), MATRIX), ("costs", "matrix")),
        ((COSTS, ROWS, living(MATRIX)), ("costs", "rows")),
    ],
)
def test_what_goes_on_living_is_no_frozen_figure(fields, told):
    """A table, one column or a field that is written after freezing says more than was frozen."""
    assert differing(form_of(*fields), WRONG, {}) == told


ELSEWHERE = {"form": "F2", "field": "p20"}
SEEN = replace(TOTAL, compute="working_days", params={})
COPIED = Field("copied", X, FieldType.COMPUTED, compute="copied", params=ELSEWHERE)
LISTED = replace(MATRIX, id="listed", compute="rows_copied", params=ELSEWHERE)
DAYS = replace(COSTS, columns=(*COSTS.columns[:2], SEEN))
LIVING_DAYS = replace(COSTS, columns=(*COSTS.columns[:2], replace(SEEN, living=True)))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ((DAYS, COPIED, LISTED), ("costs", "copied", "listed")),
        ((living(DAYS), COPIED, LISTED), ("copied", "listed")),
        ((LIVING_DAYS, COPIED, LISTED), ("copied", "listed")),
        ((DAYS, living(COPIED), LISTED), ("costs", "listed")),
        ((DAYS, COPIED, living(LISTED)), ("costs", "copied")),
    ],
)
def test_what_goes_on_living_may_be_another_when_a_text_is_frozen_again(fields, told):
    was = Content(
        {"copied": "this"}, {"costs": rows({"total": "8"}), "listed": rows({"code": "LO1"})}
    )
    now = Content(
        {"copied": "that"}, {"costs": rows({"total": "9"}), "listed": rows({"code": "LO2"})}
    )
    assert made_otherwise(form_of(*fields), was, now) == told
    assert made_otherwise(form_of(*fields), was, was) == ()


@pytest.mark.parametrize("nothing", ["", None, [], {}, False])
def test_a_figure_of_nothing_is_the_same_however_nothing_is_kept(nothing):
    sums = Content({"p28.total": nothing, "p29": nothing}, {"p28": ()})
    assert differing(FORMS["F2"], sums, {"hours_per_sks": 45}) == ()
    cell = rows({"quantity": "", "cost": "30", "total": nothing})
    assert differing(FORMS["F2"], Content({}, {"p42": cell}), {}) == ()


def test_a_table_that_is_made_of_a_made_one_is_worked_out_as_it_was_when_frozen():
    """What was computed is read by no table: it was not there when it was frozen, either."""
    source = replace(COSTS, columns=(*COSTS.columns, *MATRIX.columns))
    second = replace(MATRIX, id="second", params={**MATRIX.params, "field": "matrix"})
    form = form_of(source, MATRIX, second)
    content = Content({}, {"costs": rows({"code": "1.1", "statement": "S", "count": "1"})})
    frozen = whole_content(form, content, Surroundings(today=date(2026, 11, 23)))
    assert frozen.rows["matrix"]
    assert differing(form, frozen, {}) == ()
