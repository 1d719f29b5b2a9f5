"""Names written before the directory knew them are offered, once, where they may be changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.views import PersonLine
from mcdesk.procedure.commands import SetCell, SetValue
from mcdesk.procedure.content import Row
from mcdesk.ui.forms.found import found_names
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

ROW = Row("r1", "", {"person": "dr. rina wijaya, m.m."})


def person_path(kind: str = "F2") -> str:
    """Return the path of the first field that names a person."""
    definition = make_view(kind).definition
    return next(p for p, entry in definition.fields.items() if entry.type.value == "person")


def press(stage: Stage, words: str) -> None:
    buttons = stage.editor.bench.notice.findChildren(QPushButton)
    next(b for b in buttons if b.text() == words).click()


def test_a_name_that_the_directory_knows_by_now_is_taken_over(open_form: Open) -> None:
    path = person_path()
    table = next(
        entry for entry in make_view().definition.fields.values()
        if any(c.id == "person" for c in entry.columns)
    )  # fmt: skip
    stage = open_form(make_view(values={path: "BUDI SANTOSO, m.pd."}, rows={table.id: (ROW,)}))
    assert "BUDI SANTOSO, m.pd., dr. rina wijaya, m.m." in stage.editor.bench.notice.words
    assert stage.done == []
    press(stage, "Take over from the directory")
    assert [(type(c), c.new) for c in stage.done] == [(SetValue, "u-budi"), (SetCell, "u-rina")]
    stage.session.undo()
    assert stage.desk.view.content.text(path) == "BUDI SANTOSO, m.pd."


def test_nothing_is_said_where_nothing_is_found(open_form: Open) -> None:
    stage = open_form(make_view(values={person_path(): "Somebody Else"}))
    assert stage.editor.bench.notice.isHidden()


@pytest.mark.parametrize("value", ["Budi", "u-budi", "Budi Santoso"])
def test_a_part_an_id_or_a_name_of_two_is_left_alone(value: str) -> None:
    view = make_view(values={person_path(): value})
    twin = PersonLine("u-2", "Budi Santoso", "Budi Santoso", (), "")
    assert found_names(replace(view, persons=(*view.persons, twin))) == ()


def test_what_is_frozen_stays_as_it_was_signed() -> None:
    view = frozen_view()
    assert found_names(view) == ()
    values = {person_path(): "Budi Santoso, M.Pd."}
    assert found_names(replace(view, content=replace(view.content, values=values))) == ()
