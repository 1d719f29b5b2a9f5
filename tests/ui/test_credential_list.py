"""The list of entries: it takes a new state over by its differences."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent

from mcdesk.ui import theme
from mcdesk.ui.credential.entries import Entry, EntryModel, Line, Role
from mcdesk.ui.credential.rows import EntryList


def entries(*keys: str) -> list[Entry]:
    return [Entry(key, key.upper(), is_heading=key.startswith("h")) for key in keys]


@pytest.mark.parametrize("seed", range(6))
def test_any_state_follows_any_other(qtmodeltester, seed):
    chance = random.Random(seed)
    model = EntryModel()
    qtmodeltester.check(model)
    for _ in range(8):
        keys = chance.sample("abcdefghijklmnop", chance.randint(0, 14))
        model.show(entries(*keys))
        assert [entry.key for entry in model.entries] == keys
        qtmodeltester.check(model)


def test_what_stays_is_not_removed(qtbot):
    model = EntryModel()
    model.show(entries("a", "b", "c"))
    gone, came = [], []
    model.rowsRemoved.connect(lambda _p, first, last: gone.append((first, last)))
    model.rowsInserted.connect(lambda _p, first, last: came.append((first, last)))
    model.show(entries("x", "y", "a", "c"))
    assert gone == [(1, 1)]
    assert came == [(0, 1)]


def test_a_changed_line_is_told(qtbot):
    model = EntryModel()
    model.show(entries("a"))
    with qtbot.waitSignal(model.dataChanged):
        model.show([Entry("a", "Other")])


@pytest.fixture
def shown(qtbot):
    made = EntryList("Lines", many=True)
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.show()
    return made


def test_the_first_line_is_chosen_and_headings_are_not(shown):
    shown.show_entries(entries("h1", "a", "b"), "Nothing")
    assert shown.key() == "a"
    assert not shown.choose("h1")


def test_choice_and_scroll_stay(shown):
    keys = [f"k{n}" for n in range(40)]
    shown.show_entries(entries(*keys), "")
    shown.choose("k30")
    at = shown.verticalScrollBar().value()
    assert at > 0
    shown.show_entries(entries(*keys[:-1]), "")
    assert shown.key() == "k30"
    assert shown.verticalScrollBar().value() == at


def test_enter_opens_and_the_menu_key_asks(shown, qtbot):
    shown.show_entries(entries("a", "b"), "")
    with qtbot.waitSignal(shown.opened) as told:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert told.args == ["a"]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(shown.menu_requested):
        shown.contextMenuEvent(event)
    assert event.type() == QEvent.Type.ContextMenu


def test_lines_speak(shown):
    shown.show_entries(
        [Entry("a", "Title", "Detail", state="draft", lines=(Line("Label", "old", "new"),))], ""
    )
    spoken = shown.lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title. draft. Detail. Label: old → new"


def test_markup_in_tooltips_is_no_markup(shown):
    shown.show_entries([Entry("a", "A", help="<b>bold</b>")], "")
    assert "<" not in shown.lines.index(0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_can_be_painted(shown, qapp, mode):
    theme.apply(qapp, mode)
    long = Line("Label", "a " * 300, "b\nb c")
    full = Entry("a", "Title " * 40, "Detail", "check", "good", "state", "meta",
                 lines=(long, Line("Short", "b", "c\nc")))  # fmt: skip
    shown.show_entries([*entries("h1"), full, Entry("b", "B", face="SD", seed="p1")], "")
    assert not shown.grab().isNull()
    shown.show_entries([], "Nothing here")
    assert not shown.grab().isNull()


@pytest.mark.parametrize(
    ("start", "key", "place"),
    [
        ("b", Qt.Key.Key_Down, "c"),
        ("c", Qt.Key.Key_Up, "b"),
        ("a", Qt.Key.Key_Up, "a"),
        ("c", Qt.Key.Key_Home, "a"),
        ("a", Qt.Key.Key_End, "c"),
        ("a", Qt.Key.Key_PageDown, "c"),
        ("c", Qt.Key.Key_PageUp, "a"),
    ],
)
def test_the_arrows_step_over_headings(shown, qtbot, start, key, place):
    shown.resize(400, 600)
    shown.show_entries(entries("h1", "a", "b", "h2", "c"), "Nothing")
    shown.choose(start)
    qtbot.keyClick(shown, key)
    assert (shown.key(), shown.currentIndex().data(Role.KEY)) == (place, place)


def test_a_list_of_headings_keeps_the_keyboard_still(shown, qtbot):
    shown.show_entries(entries("h1", "h2"), "Nothing")
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.key() == ""


def test_a_click_beside_the_lines_or_on_a_heading_leaves_the_line_chosen(qtbot):
    made = EntryList("Forms")
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    made.show_entries(entries("h1", "a", "b"), "")
    made.choose("b")
    heading = made.visualRect(made.lines.index(0)).center()
    for place in (QPoint(40, 390), heading):
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert made.key() == "b"
    qtbot.mouseClick(
        made.viewport(),
        Qt.MouseButton.LeftButton,
        pos=made.visualRect(made.lines.index(1)).center(),
    )
    assert made.key() == "a"
