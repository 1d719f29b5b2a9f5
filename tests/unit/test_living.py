"""What of a form is written after it was frozen, too."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition, Section
from mcdesk.procedure.living import is_living
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.writable import has_place, may_write

X = Label("X", "X")
GROUP = Field("g", X, FieldType.GROUP, living=True, parts=(Field("in", X, FieldType.LINE),))
MIXED = Field("m", X, FieldType.GROUP, parts=(Field("in", X, FieldType.LINE, living=True),))
TABLE = Field(
    "t",
    X,
    FieldType.TABLE,
    columns=(
        Column("done", X, FieldType.LINE, living=True),
        Column("what", X, FieldType.LINE),
    ),
)
FORM = FormDefinition(
    "F0", "1", X, X, "proposal", (Section("s", X, (GROUP, MIXED, TABLE)),), (), ()
)


@pytest.mark.parametrize(
    ("path", "column", "lives"),
    [
        ("g.in", "", True),
        ("m.in", "", True),
        ("m", "", False),
        ("t", "done", True),
        ("t/r1/done", "", True),
        ("t/r1/what", "", False),
        ("t", "what", False),
        ("m/2/3", "", False),
    ],
)
def test_a_part_lives_by_itself_or_with_its_group_and_a_cell_by_its_column(path, column, lives):
    assert is_living(FORM, path, column) is lives


def test_the_screen_leaves_open_in_a_frozen_form_what_the_command_takes():
    view = SimpleNamespace(definition=FORM, no_write=None, status="frozen", is_closed=True,
                           open_paths=(), closed=frozenset())  # fmt: skip
    assert may_write(view, "g.in")
    assert has_place(view, "g.in")
    assert not may_write(view, "t", "what")
