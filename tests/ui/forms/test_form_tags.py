"""Words as chips, typed one after the other."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from mcdesk.ui.forms.tags import Tag, TagBox
from mcdesk.ui.forms.values import several_people


def test_a_name_typed_with_its_titles_is_one_chip(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.show_words(["SME-01"])
    QTest.keyClicks(box.line, "ID-02, S.Kom., M.T.")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    QTest.keyClicks(box.line, "GD-01")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words() == ["SME-01", "ID-02, S.Kom., M.T.", "GD-01"]


def test_names_are_offered_and_taken_whole_others_are_typed_as_before(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.line.offer(lambda: ["GD-01", "ID-02, S.Kom., M.T.", "SME-01, M.M."])
    box.show()
    box.activateWindow()
    box.line.setFocus()
    QTest.keyClicks(box.line, "s.kom")
    popup = box.line.offered.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.words() == ["ID-02, S.Kom., M.T."]
    assert box.line.text() == ""
    assert not popup.isVisible()
    QTest.keyClicks(box.line, "a guest")
    assert not popup.isVisible()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words() == ["ID-02, S.Kom., M.T.", "a guest"]
    QTest.keyClicks(box.line, "gd")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words()[-1] == "gd", "what is typed counts where nothing of the list is chosen"


def test_who_is_not_in_the_directory_is_called_a_guest(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.take_people(lambda: ["GD-01"], lambda text: text == "GD-01")
    box.show_words(["GD-01", "Head of a company"])
    inside, outside = (tag._label for tag in box.findChildren(Tag))
    assert (inside.text(), inside.toolTip()) == ("GD-01", "GD-01")
    assert outside.text() == "Head of a company (guest)"
    assert "not in the directory" in outside.toolTip()
    assert inside.property("state") != outside.property("state")
    assert box.words() == ["GD-01", "Head of a company"]


def test_words_that_are_no_people_have_no_guests(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.show_words(["statistics"])
    assert box.findChild(Tag)._label.text() == "statistics"


def test_a_comma_within_a_guest_makes_no_second_one(qtbot: Any) -> None:
    names = ["GD-01", "ID-02, S.Kom., M.T.", "SME-01, M.M."]
    box = TagBox()
    qtbot.addWidget(box)
    box.take_people(lambda: names, lambda text: text in ("GD-01", "ID-02, S.Kom., M.T."))
    box.show_words(["SME-01"])
    for typed, words in (
        ("Guest, from industry", ["Guest, from industry"]),
        ("GD-01, ID-02, S.Kom., M.T.", ["GD-01", "ID-02, S.Kom., M.T."]),
    ):
        before = box.words()
        QTest.keyClicks(box.line, typed)
        QTest.keyClick(box.line, Qt.Key.Key_Return)
        assert box.words() == [*before, *words]
        assert box.line.text() == ""
    QTest.keyClicks(box.line, "Another, of a firm;")
    assert (box.words()[-1], box.line.text()) == ("Another, of a firm", "")
    QTest.keyClick(box.line, Qt.Key.Key_Backspace)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words()[-1] == "Another, of a firm"
    QGuiApplication.clipboard().setText("Third, a guest")
    box.line.setFocus()
    QTest.keySequence(box.line, QKeySequence(QKeySequence.StandardKey.Paste))
    assert box.words()[-1] == "Third, a guest"


@pytest.mark.parametrize(
    ("word", "several"),
    [
        ("Guest One, Guest Two", ("Guest One", "Guest Two")),
        ("Dr. Guest One, M.M., Guest bin Two, Guest Three",
         ("Dr. Guest One, M.M.", "Guest bin Two", "Guest Three")),
        ("Guest One", ()),
        ("Guest One, M.M.", ()),
        ("Guest, from industry", ()),
        ("Guest One, head of sales", ()),
        ("Guest One, Room 12", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_a_guest_may_name_several_people(word: str, several: tuple[str, ...]) -> None:
    assert several_people(word) == several


def test_several_guests_in_one_are_parted_when_a_person_says_so(qtbot: Any) -> None:
    box = TagBox()
    qtbot.addWidget(box)
    box.take_people(lambda: ["SME-01"], lambda text: text == "SME-01")
    box.show_words(["SME-01"])
    QTest.keyClicks(box.line, "Guest One, Guest Two;")
    assert box.words() == ["SME-01", "Guest One, Guest Two"], "never by itself"
    (part,) = (found for found in box.findChildren(QToolButton) if found.text() == "2 people?")
    assert "Guest One; Guest Two" in part.toolTip()
    part.click()
    assert box.words() == ["SME-01", "Guest One", "Guest Two"]
    box.set_writable(writable=False)
    box.show_words(["Guest One, Guest Two"])
    (part,) = (found for found in box.findChildren(QToolButton) if found.text() == "2 people?")
    assert not part.isVisibleTo(box)
