"""Taking over from another card's form: choosing it, ticking, and what then stands in the form."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from mcdesk.procedure import commands as do
from mcdesk.ui.actions import Actions
from mcdesk.ui.forms.take import TakeDialog
from tests.ui.forms.stage import OpenReal, stored
from tests.walk import OUTCOMES, create


@pytest.fixture
def source(desk: Any, card: str) -> str:
    """Another card with a filled proposal."""
    create(desk, "MC-9")
    desk.execute(do.OpenForm(card="MC-9", form="F2"))
    values = {"p10": "A need.", "p47": "Catalogue"}
    desk.execute(do.FillForm(form="MC-9/F2", values=values, rows={"p20": OUTCOMES}))
    return "MC-9"


def ask(stage: Any) -> TakeDialog:
    stage.editor.acts.take_over()
    dialog: TakeDialog = stage.editor.findChildren(TakeDialog)[-1]
    return dialog


def test_a_source_is_found_its_sections_ticked_and_one_undo_takes_it_back(
    open_real: OpenReal, source: str
) -> None:
    stage = open_real("F2")
    dialog = ask(stage)
    dialog.search.setText("nowhere")
    dialog.search.changed.emit()
    assert dialog.list.count() == 0
    dialog.search.setText("mc-9 contracts")
    dialog.search.changed.emit()
    assert dialog.source()
    assert dialog.action.isEnabled()
    section = stage.session.definition.section_of("p10").id
    for id_, tick in dialog.sections.items():
        tick.setChecked(id_ == section)
    dialog.accept()
    assert stored(stage, "p10") == "A need."
    assert stored(stage, "p47") is None
    assert "MC-9" in stage.editor.bench.notice.words
    stage.editor.undo()
    assert stored(stage, "p10") is None


def test_enter_in_the_search_goes_to_what_was_found_and_takes_nothing_over(
    open_real: OpenReal, source: str
) -> None:
    stage = open_real("F2")
    dialog = ask(stage)
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "mc-9")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.source()
    assert dialog.focusWidget() is dialog.list
    assert stored(stage, "p10") is None
    QTest.keyClicks(dialog.search, " nowhere")
    QTest.keyClick(dialog.search, Qt.Key.Key_Enter)
    assert dialog.isVisible()
    assert not dialog.list.count()


def test_what_is_filled_here_is_overwritten_only_when_ticked(
    open_real: OpenReal, source: str
) -> None:
    stage = open_real("F2")
    stage.session.set("p10", "Mine.")
    dialog = ask(stage)
    assert list(dialog.overwrite) == ["p10"]
    assert not dialog.overwrite["p10"].isChecked()
    dialog.accept()
    assert stored(stage, "p10") == "Mine."
    assert stored(stage, "p47") == "Catalogue"
    again = ask(stage)
    assert not again.action.isEnabled()
    again.overwrite["p10"].setChecked(True)
    again.accept()
    assert stored(stage, "p10") == "A need."


def test_of_an_external_original_it_says_that_its_text_lies_there(
    desk: Any, open_real: OpenReal, source: str
) -> None:
    create(desk, "MC-8")
    for code in ("MC-8", "MC-9"):
        desk.execute(do.RecordExternal(card=code, form="F2", number="12/X", date="2026-10-01",
                                       signed_by="Dean"))  # fmt: skip
    dialog = ask(open_real("F2"))
    listed = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert all(line.endswith("(external original)") for line in listed)
    for row, is_something in ((0, False), (1, True)):
        dialog.list.setCurrentRow(row)
        words = [each.text() for each in dialog.findChildren(QLabel)]
        told = f"In MC-{8 + row} this form was done outside MC Desk: its text is in the original"
        assert any(each.startswith(told) for each in words)
        assert bool(dialog.sections) is is_something


def test_without_another_card_it_says_why_not(open_real: OpenReal) -> None:
    dialog = ask(open_real("F2"))
    assert dialog.why == "No other micro-credential has this form yet."


def test_the_menu_and_the_palette_offer_it_where_a_form_is_a_text(open_real: OpenReal) -> None:
    for kind, offered in (("F2", 1), ("R1", 0)):
        editor = open_real(kind).editor
        found = [each.for_palette() for each in editor.findChildren(Actions)]
        own = [action.id for actions in found for action, _made in actions]
        assert own.count("form.take") == offered
        assert own.count("form.compare") == 1
        words = [action.text() for action in editor.bench.bar.out.parent().actions()]
        assert words[:2] == [
            "Comment on the field in use", "Take over from another micro-credential…"
        ]  # fmt: skip
