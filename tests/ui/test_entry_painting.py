"""How one line of a list shares its room between the words on its left and on its right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from mcdesk.ui.credential.entries import Entry, EntryModel
from mcdesk.ui.credential.painting import EntryDelegate

LONG = "3 of 4 back, with a reason · 1 here now, and some more to say about it"


@pytest.fixture
def written(qtbot, monkeypatch):
    """Paint a line 600 pixels wide; return the words that are written."""
    found: list[str] = []
    monkeypatch.setattr(
        "mcdesk.ui.credential.painting._Line._write", lambda *given: found.append(given[-1])
    )

    def paint(title: str, state: str) -> list[str]:
        model, picture, option = EntryModel(), QPixmap(600, 40), QStyleOptionViewItem()
        model.show([Entry("key", title, state=state)])
        option.rect = QRect(0, 0, 600, 40)
        with QPainter(picture) as painter:
            EntryDelegate().paint(painter, option, model.index(0))
        return found

    return paint


def test_words_on_the_right_have_what_those_on_the_left_leave(written):
    assert sorted(written("1 Assignment", LONG)) == sorted(["1 Assignment", LONG])


def test_both_give_way_to_a_half_where_both_are_long(written):
    assert [words[-1] for words in written(LONG, LONG)] == ["…", "…"]
