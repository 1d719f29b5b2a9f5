"""A form beside another version or another card's form: chosen, shown, taken over, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.i18n import use_language
from mcdesk.procedure import commands as do
from mcdesk.ui import language
from mcdesk.ui.forms import comparing
from mcdesk.ui.forms.against import AgainstDialog
from tests.ui.forms.stage import OpenReal, stored
from tests.walk import OUTCOMES, Walker, create


@pytest.fixture
def source(desk: Any, card: str) -> str:
    """Another card with a filled proposal."""
    create(desk, "MC-9")
    desk.execute(do.OpenForm(card="MC-9", form="F2"))
    values = {"p10": "A need that is felt.", "p47": "Catalogue"}
    desk.execute(do.FillForm(form="MC-9/F2", values=values, rows={"p20": OUTCOMES}))
    return "MC-9"


@pytest.fixture
def stage(open_real: OpenReal, desk: Any, source: str) -> Any:
    stage = open_real("F2")
    values = {"p10": "A need that is told."}
    desk.execute(do.FillForm(form="MC-1/F2", values=values, rows={"p20": OUTCOMES[:2]}))
    stage.editor.session.reload()
    return stage


def ask(stage: Any) -> AgainstDialog:
    stage.editor.against.choose()
    dialog: AgainstDialog = stage.editor.findChildren(AgainstDialog)[-1]
    return dialog


def compared(stage: Any, words: str = "mc-9") -> Any:
    """Compare with what the words find, and return the page."""
    dialog = ask(stage)
    dialog.search.setText(words)
    dialog.search.changed.emit()
    dialog.accept()
    return stage.editor.comparison.page


def freeze(desk: Any) -> None:
    """Lead the card to its proposal and freeze that."""
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    walker.freeze("F2")


def box_of(page: Any, path: str) -> Any:
    return next(box for box, one in page.boxes if one.path == path)


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_another_card_is_found_by_typing_and_what_is_ticked_is_one_step(stage: Any) -> None:
    dialog = ask(stage)
    dialog.search.setText("nowhere")
    dialog.search.changed.emit()
    assert not dialog.action.isEnabled()
    assert dialog.why == "Nothing is called so."
    dialog.search.setText("contracts mc-9")
    dialog.search.changed.emit()
    assert dialog.source().line.code == "MC-9"
    dialog.accept()
    page = stage.editor.comparison.page
    assert stage.editor.bench.stack.currentWidget() is page
    assert "same form of MC-9" in page.accessibleName()
    assert page.chosen == []
    assert not page.take.isEnabled()
    assert page.boxes[0][0].hasFocus()
    box_of(page, "p10").setChecked(True)
    new = next(one.path for _box, one in page.boxes if one.act == "add" and "p20/" in one.path)
    box_of(page, new).setChecked(True)
    assert page.take.text() == "Take over chosen (2)"
    page.take.click()
    assert stored(stage, "p10") == "A need that is felt."
    assert stored(stage, "p47") is None
    rows = stage.desk.form(stage.editor.form_id).content.table("p20")
    assert [row.text("code") for row in rows] == ["LO1", "LO2", "LO3"]
    assert stage.editor.bench.notice.words == "2 places taken over."
    stage.editor.undo()
    assert stored(stage, "p10") == "A need that is told."
    assert len(stage.desk.form(stage.editor.form_id).content.table("p20")) == 2


def test_a_version_of_the_form_is_offered_first_and_its_text_can_come_back(
    stage: Any, desk: Any
) -> None:
    freeze(desk)
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p47", new="Other words"))
    stage.editor.session.reload()
    dialog = ask(stage)
    assert dialog.list.item(0).text() == "Versions of this form"
    assert not dialog.list.item(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert dialog.list.item(1).text().strip().startswith("Version 1, frozen")
    dialog.list.setCurrentRow(1)
    dialog.accept()
    page = stage.editor.comparison.page
    assert [one.path for _box, one in page.boxes] == ["p47"]
    shown = texts(page)
    assert "Version 1" in shown
    assert "Other words" in shown
    box_of(page, "p47").setChecked(True)
    page.take.click()
    assert stored(stage, "p47") == "Catalogue text"


def test_what_is_frozen_is_shown_and_cannot_be_ticked(stage: Any, desk: Any) -> None:
    freeze(desk)
    stage.editor.session.reload()
    page = compared(stage)
    assert page.boxes
    late = {one.path for box, one in page.boxes if box.isEnabled()}
    assert "p10" not in late
    assert not box_of(page, "p10").isChecked()
    page._choose(yes=True)
    assert "p10" not in {one.path for one in page.chosen}
    assert "closed" in page._told.text()


def test_only_so_many_places_are_shown_at_once_and_the_rest_when_asked(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "STEP", 2)
    dialog = ask(stage)
    dialog.list.setCurrentRow(1)
    dialog.accept()
    page = stage.editor.comparison.page
    total = len(stage.editor.comparison.compared.places)
    assert total > 4
    shown = len(page.boxes)
    assert page._told.text() == f"{total} places differ; the first {shown} are shown."
    page.boxes[0][0].setChecked(True)
    assert page._all.text() == f"Choose the {len(page.boxes)} shown"
    page.more.click()
    assert len(page.boxes) == shown + 2
    assert page.boxes[0][0].isChecked()
    assert page.boxes[shown][0].hasFocus()
    while page.more.isVisible():
        page.more.click()
    assert page._all.text() == "Choose all"
    assert len(page.boxes) == total
    assert page._told.text() == f"{total} places differ"


def test_a_comparison_comes_up_again_in_another_language(stage: Any) -> None:
    page = compared(stage)
    box_of(page, "p10").setChecked(True)
    try:
        language.switch("id")
        again = stage.editor.comparison.page
        assert again is not page
        assert stage.editor.bench.stack.currentWidget() is again
        assert [one.path for one in again.chosen] == ["p10"]
        assert "MC-9" in again.accessibleName()
        assert again.accessibleName().startswith("Dibandingkan")
        assert "Latar belakang" in texts(again)
    finally:
        use_language("en")


def test_much_that_was_shown_comes_up_again_bit_by_bit(
    stage: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(comparing, "STEP", 2)
    page = compared(stage)
    while page.more.isVisible():
        page.more.click()
    of = len(page.boxes)
    assert of > 4
    box, one = page.boxes[-1]
    box.setChecked(True)
    try:
        language.switch("id")
        again = stage.editor.comparison.page
        assert len(again.boxes) < of
        assert again.now().chosen == {one.path}
        qtbot.waitUntil(lambda: len(again.boxes) == of)
        assert [each.path for each in again.chosen] == [one.path]
    finally:
        use_language("en")


def test_a_comparison_under_way_says_so_and_can_be_cancelled(stage: Any, qtbot: Any) -> None:
    notice = stage.editor.bench.notice
    dialog = ask(stage)
    dialog.list.setCurrentRow(1)
    stage.jobs.hold = True
    dialog.accept()
    qtbot.waitUntil(lambda: notice.isVisible() and notice.words == "Comparing…")
    next(button for button in notice.findChildren(QPushButton) if button.text() == "Cancel").click()
    assert notice.isHidden()
    stage.jobs.pump()
    assert stage.editor.comparison.page is None


def test_a_click_on_the_name_ticks_and_go_leads_to_the_place(stage: Any) -> None:
    page = compared(stage)
    box = box_of(page, "p10")
    name = next(label for label in page.findChildren(comparing._Name) if label._box is box)
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert stage.editor.bench.stack.currentWidget() is not page
    stage.editor.bench.stack.setCurrentWidget(page)
    page.go_requested.emit("p10")
    assert stage.editor.bench.stack.currentWidget() is not page


def test_where_there_is_nothing_to_compare_with_the_dialog_says_so(open_real: OpenReal) -> None:
    dialog = ask(open_real("F2"))
    assert not dialog.action.isEnabled()
    assert "no other card has it" in dialog.why


def test_nothing_differs(stage: Any, desk: Any) -> None:
    page = compared(stage)
    other = stage.editor.comparison.compared
    empty = type(other)(type(other.proposal)(other.proposal.form_id, ()), other.view,
                        other.source, other.side)  # fmt: skip
    page.show_compared(empty, {})
    assert page.boxes == []
    assert page._told.text() == "Nothing differs from what stands here."
    assert not page.take.isVisible()
