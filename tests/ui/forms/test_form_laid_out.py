"""A page that is shown is laid out once, for the width that it will have."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.page import SectionPage
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open


@pytest.fixture
def widths(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The sections whose pages were laid out, each with the width that it was laid out for."""
    found: list[tuple[str, int]] = []
    usual = SectionPage.resizeEvent

    def resized(page: Any, event: Any) -> None:
        usual(page, event)
        found.append((page.section.id, page.viewport().width()))

    monkeypatch.setattr(SectionPage, "resizeEvent", resized)
    return found


class Layouts(QObject):
    """Counts how often any widget is asked to lay itself out."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("kind", ["F2", "F3", "F7", "F9", "R1"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_form_at_rest_is_laid_out_no_more(
    open_form: Open, qapp: Any, kind: str, size: tuple[int, int]
) -> None:
    editor = open_form(make_view(kind)).editor
    editor.resize(*size)
    for _turn in range(20):
        QApplication.processEvents()
    layouts = Layouts()
    qapp.installEventFilter(layouts)
    for _turn in range(20):
        QApplication.processEvents()
    qapp.removeEventFilter(layouts)
    assert layouts.count == 0


@pytest.mark.parametrize("kind", ["F2", "F3", "F7", "F9"])
def test_a_page_is_laid_out_once(open_form: Open, widths: Any, kind: str) -> None:
    bench = open_form(make_view(kind)).editor.bench
    for section in bench.sections:
        bench.show_section(section.id)
        QApplication.processEvents()
    for section in bench.sections:
        page = bench.page(section.id)
        own = {width for name, width in widths if name == section.id}
        if page.verticalScrollBar().maximum():
            assert own == {page.viewport().width()}, section.id
        else:
            assert not page.verticalScrollBar().isVisible(), section.id


def test_the_panes_have_their_widths_before_the_page_between_is_laid_out(
    open_form: Open, widths: Any
) -> None:
    stage = open_form(make_view("F2"))
    bench = stage.editor.bench
    widths.clear()
    stage.editor.resize(1700, 900)
    QApplication.processEvents()
    assert bench.beside.width() == 330
    page = bench.page(bench.section_id)
    assert {width for _name, width in widths} == {page.viewport().width()}


def test_columns_share_what_a_scroll_bar_leaves_them(open_form: Open) -> None:
    rows = tuple(Row(f"r{n}", f"{n:03}", {"code": f"LO{n}", "statement": "x"}) for n in range(60))
    view = open_form(make_view("F2", rows={"p20": rows})).block("p20").editor.view
    QApplication.processEvents()
    assert view.verticalScrollBar().isVisible()
    assert view.horizontalHeader().length() == view.viewport().width()
