"""A form opens to be read and written; what stands beside it is made a moment later."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mcdesk.application.views import CommentLine
from mcdesk.ui import language
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.forms.page import SectionPage
from mcdesk.ui.forms.workbench import Workbench
from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs, make_view
from tests.ui.forms.stage import Open

SAID = CommentLine(
    "c1", path="d3", author="Sari", text="Too long", at="2026-11-20T09:30:00+00:00", done=False
)


@pytest.fixture
def unseen(qtbot: Any) -> FormEditor:
    """Return the editor of a form that was never painted."""
    view = make_view("F7", values={"d3": "A chart."}, comments=(SAID,))
    editor = FormEditor(FakeJobs(FakeDesk(view)), "form-1", FakeHost(None))
    qtbot.addWidget(editor)
    return editor


def test_what_is_typed_at_once_lands_in_the_form_and_the_pane_leaves_it_there(
    open_form: Open, qtbot: Any
) -> None:
    stage = open_form(make_view("F7", values={"d3": "A chart."}), fill=False)
    bench, block = stage.editor.bench, stage.block("d3")
    block.focus_path("d3")
    QTest.keyClicks(block.editor.box, "One ")
    bar = bench.page(stage.editor.section_id).verticalScrollBar()
    before = bar.value()
    qtbot.waitUntil(lambda: bench.side.is_filled)
    QApplication.processEvents()
    QTest.keyClicks(QApplication.focusWidget(), "two ")
    assert QApplication.focusWidget() is block.editor.box
    assert "One two " in stage.session.content.value("d3")
    assert bar.value() == before
    assert "Description" in bench.side.contents._help.heading.text()


def test_only_the_page_that_a_form_opens_at_is_made(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    usual = Workbench.page

    def page(bench: Workbench, section: str) -> SectionPage:
        made.append(section)
        return usual(bench, section)

    monkeypatch.setattr(Workbench, "page", page)
    view = make_view("F7")
    wanted = view.definition.sections[1]
    jobs = FakeJobs(FakeDesk(view), hold=True)
    editor = FormEditor(jobs, "form-1", FakeHost(None))
    qtbot.addWidget(editor)
    editor.go(wanted.fields[0].id)
    jobs.pump()
    assert set(made) == {wanted.id}
    assert editor.section_id == wanted.id
    made.clear()
    language.switch("id")
    assert set(made) == {wanted.id}
    assert editor.section_id == wanted.id


def test_a_form_that_opens_at_no_place_of_its_own_begins_at_its_beginning(qtbot: Any) -> None:
    jobs = FakeJobs(FakeDesk(make_view("F7")), hold=True)
    editor = FormEditor(jobs, "form-1", FakeHost(None))
    qtbot.addWidget(editor)
    editor.go("p99")
    jobs.pump()
    assert editor.section_id == editor.session.definition.sections[0].id


def test_what_is_asked_for_before_the_form_is_painted_is_there_at_once(unseen: FormEditor) -> None:
    assert unseen.bench is not None
    side = unseen.bench.side
    assert not side.is_filled
    unseen.show_comment("c1")
    assert side.is_filled
    assert side.comments.pointed_out is not None


def test_tab_goes_into_a_pane_that_is_not_made_yet(open_form: Open) -> None:
    stage = open_form(make_view("F7", values={"d3": "A chart."}), fill=False)
    bench = stage.editor.bench
    bench.outline.setFocus()
    for _step in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if bench.side.isAncestorOf(QApplication.focusWidget()):
            break
    assert bench.side.isAncestorOf(QApplication.focusWidget())


def test_what_became_known_before_the_pane_was_made_stands_in_it(unseen: FormEditor) -> None:
    assert unseen.bench is not None
    assert unseen.session is not None
    side, asked = unseen.bench.side, list[object]()
    side.offer_erasing(asked.append)
    unseen.session.set("d3", "")
    assert unseen.inspector is not None
    unseen.inspector.inspect()
    assert not side.is_filled
    said = [label.text() for label in side.contents._missing.findChildren(QLabel)]
    assert "Description" in said
    side.comments.erase_requested.emit(SAID)
    assert asked == [SAID]
