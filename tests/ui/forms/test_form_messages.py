"""What is wrong in a field: a way to what it is about, and all of it where it is asked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.errors import Finding
from mcdesk.procedure.content import Row
from mcdesk.ui.forms.messages import MOST
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open

SCENES = (
    Row("s1", "1", {"video": "V1", "scene": 1, "seconds": 8}),
    Row("s2", "2", {"video": "v 2", "scene": 1, "seconds": 8}),
)


def links(block: Any, words: str) -> list[QPushButton]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    made = block.messages.findChildren(QPushButton)
    return [each for each in made if each.text().startswith(words)]


def test_what_is_wrong_with_a_code_leads_to_the_first_row_that_has_it(
    open_form: Open, qtbot: Any
) -> None:
    block = open_form(make_view("F7", rows={"d12": SCENES})).block("d12")
    found = Finding("sum", "Video {code}: too short.", {"code": "V2"}, path="d12", level="warn")
    other = Finding("sum", "Video {code}: too short.", {"code": "V9"}, path="d12", level="warn")
    block.messages.show_findings([found, other], block.editor.model.row_number)
    assert block.messages.sentences == ("Video V2: too short.", "Video V9: too short.")
    (go,) = links(block, "Go")
    with qtbot.waitSignal(block.messages.go_requested) as wanted:
        go.click()
    assert wanted.args == ["d12/s2/video"]
    assert go.accessibleName() == "Go to Video V2: too short."


def test_what_is_cut_at_the_side_is_spoken_whole(open_form: Open) -> None:
    contents = open_form(make_view("F7")).editor.bench.side.contents
    words = "It is too short for what is said in it. " * 9
    line = contents._line(words, "info", "muted")
    label = line.itemAt(1).widget()
    assert label.text() != words
    assert label.accessibleName() == words


def test_all_that_is_wrong_is_shown_where_it_is_asked_for(open_form: Open) -> None:
    stage = open_form(make_view("F7", rows={"d12": SCENES}))
    stage.editor.bench.show_section("storyboard")
    block = stage.block("d12")
    found = [Finding("f", f"Fault {n}.", path="d12/s1/video") for n in range(MOST + 2)]
    block.messages.show_findings(found, block.editor.model.row_number)
    assert len(links(block, "Go")) == MOST
    (more,) = links(block, "and 2 more")
    more.click()
    assert len(links(block, "Go")) == MOST + 2
    (fewer,) = links(block, "Show fewer")
    assert fewer.hasFocus()
    block.messages.show_findings(found[1:], block.editor.model.row_number)
    assert len(links(block, "Go")) == MOST + 1
    links(block, "Show fewer")[0].click()
    assert len(links(block, "Go")) == MOST
