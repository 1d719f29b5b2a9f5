"""Tab goes round a form as it is read: above, sections, fields, what stands beside them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mcdesk.ui import language
from tests.ui.forms.hands import type_into
from tests.ui.forms.stage import Open
from tests.ui.tabs import assert_ring, walk


def panes_of(stage: Any, there: list[Any]) -> list[str]:
    """Return the panes that were gone through, each as often as it was entered."""
    bench = stage.editor.bench
    panes = {"bar": bench.bar, "sections": bench.navigator, "fields": bench.stack,
             "beside": bench.beside}  # fmt: skip
    names = [
        next((n for n, pane in panes.items() if pane.isAncestorOf(each)), "?") for each in there
    ]
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


@pytest.mark.parametrize("at", ["title", "tasks"])
def test_a_form_is_gone_round_both_ways(open_form: Open, at: str) -> None:
    stage = open_form(at=at)
    stage.editor.bench.navigator.current.setFocus()
    there = assert_ring(stage.editor)
    assert panes_of(stage, there) == ["sections", "fields", "beside", "bar"]


def test_shift_tab_from_beside_comes_back_to_the_last_field(open_form: Open) -> None:
    stage = open_form(at="title")
    bench = stage.editor.bench
    bench.navigator.current.setFocus()
    there = walk(stage.editor)
    first = next(each for each in there if bench.beside.isAncestorOf(each))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert bench.stack.isAncestorOf(there[there.index(first) - 1])
    assert QApplication.focusWidget() is there[there.index(first) - 1]


def test_the_bar_that_finds_words_is_gone_through_above_the_sections(open_form: Open) -> None:
    stage = open_form(at="title")
    stage.editor.bench.find_and_replace()
    there = assert_ring(stage.editor)
    assert panes_of(stage, there)[:2] == ["?", "sections"]


def test_who_types_goes_on_in_the_field_in_another_language(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "Read")
    language.switch("id")
    now = QApplication.focusWidget()
    assert stage.editor.bench.stack.isAncestorOf(now)
    QTest.keyClicks(now, "ing")
    assert stage.block("p1").editor.line.text().endswith("Reading")


def test_what_is_offered_below_a_table_is_gone_through_from_left_to_right(open_form: Open) -> None:
    stage = open_form(at="p9")
    foot = stage.block("p9").editor.foot
    for name in reversed(foot._offers):  # each is made when it is first offered
        foot.say(name, name)
        foot.offer(name)
    QApplication.processEvents()
    stage.editor.bench.navigator.current.setFocus()
    passed = [each for each in walk(stage.editor) if each in foot._made.values()]
    assert passed == [foot[name] for name in foot._offers]
    assert [each.x() for each in passed] == sorted(each.x() for each in passed)


def test_who_is_in_the_same_section_stands_out_of_who_has_the_form_open(open_form: Open) -> None:
    """Each is a line of its own, also where the name of a section wraps."""
    stage = open_form(at="title")
    others = stage.editor.bench.navigator.others
    stage.editor.show_others("ID-02 is in this section, too\nID-03 is in “Need”", 1)
    labels = others.findChildren(QLabel)
    assert [(each.text(), each.property("state")) for each in labels] == [
        ("ID-02 is in this section, too", "warn"), ("ID-03 is in “Need”", None)
    ]  # fmt: skip
    stage.editor.show_others("ID-02 is in this section, too\nID-03 is in “Need”", 1)
    assert others.findChildren(QLabel) == labels, "what is shown already is not made anew"
    stage.editor.show_others("")
    assert others.isHidden()
    assert not others.layout().count()
