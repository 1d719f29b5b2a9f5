"""From a field, and from what a rule says of it, a link leads to the chapter of the guide."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.procedure.content import Row
from mcdesk.procedure.guide import explained
from tests.ui.forms.fakes import make_view, read_definition
from tests.ui.forms.stage import Open, Stage


@pytest.fixture
def stage(open_form: Open) -> Stage:
    chapters = explained(read_definition("F1"), read_definition("F2"))
    rows = {"p28": (Row("w1", "1", {"kind": "video", "hours": "900"}),)}
    return open_form(make_view("F2", rows=rows, chapters=chapters))


def links(stage: Stage, within: object = None) -> list[QPushButton]:
    QApplication.processEvents()  # what was put into a layout is shown
    parent = within or stage.editor.bench.side
    found = parent.findChildren(QPushButton)
    named = [link for link in found if link.accessibleName().startswith("In the guide:")]
    return [link for link in named if not link.isHidden()]


def test_the_help_of_a_field_leads_to_its_chapter(stage: Stage, qtbot) -> None:
    side = stage.editor.bench.side
    stage.editor.go("p20")
    side.show_path("p20")
    (link,) = links(stage, side.contents._help)
    assert link.accessibleName() == "In the guide: 5 Writing outcomes"
    with qtbot.waitSignal(stage.editor.guide_requested) as heard:
        link.click()
    assert heard.args == ["writing_outcomes"]


def test_the_chapter_is_named_whole_where_it_has_room_and_at_a_narrow_pane(stage: Stage) -> None:
    side = stage.editor.bench.side
    for width in (1366, 960):
        stage.editor.resize(width, 720)
        QApplication.processEvents()
        stage.editor.go("p20")
        side.show_path("")
        side.show_path("p20")
        (link,) = links(stage, side.contents._help)
        assert link.text().endswith("5 Writing outcomes")


def test_a_field_that_no_chapter_explains_has_no_link(stage: Stage) -> None:
    side = stage.editor.bench.side
    stage.editor.go("p46")
    side.show_path("p46")
    assert links(stage, side.contents._help) == []


def test_a_check_that_failed_by_a_number_of_the_guide_leads_there(stage: Stage) -> None:
    side = stage.editor.bench.side
    assert links(stage, side.contents._missing) == []  # the first lines are only empty fields
    side.contents._on_more()
    told = {link.accessibleName() for link in links(stage, side.contents._missing)}
    assert "In the guide: 3 Size, workload, sks" in told
