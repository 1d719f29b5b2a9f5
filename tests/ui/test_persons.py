"""Choosing who is working now: a menu of a few, a list to search of many."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QStatusBar, QWidget

from mcdesk.application.views import PersonLine
from mcdesk.procedure.stage import Label
from mcdesk.ui.board.why import takes
from mcdesk.ui.busy import BusyLine, hand_on
from mcdesk.ui.persons import FEW, PersonDialog, PersonMenu, offer_people


def info(count: int) -> SimpleNamespace:
    people = (PersonLine(f"p{n}", f"SME-{n:02}", f"Dr. SME-{n:02}", ("sme",)) for n in range(count))
    return SimpleNamespace(persons=tuple(people), person_id="p3",
                           role_labels={"sme": Label("Lecturer (SME)", "Dosen")})  # fmt: skip


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def dialog(qtbot, chosen):
    made = PersonDialog(info(60))
    made.picked.connect(chosen.append)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    return made


@pytest.mark.parametrize(("count", "kind"), [(FEW, QMenu), (FEW + 1, PersonDialog)])
def test_many_people_are_offered_in_a_list(qtbot, count, kind):
    parent = QWidget()
    qtbot.addWidget(parent)
    offer_people(parent, info(count), QPoint(), print)
    (offered,) = parent.findChildren(kind)
    offered.close()


def test_two_of_one_name_are_told_apart_in_the_menu(qtbot):
    people = (PersonLine("a", "Budi Santoso", "Budi Santoso, M.Pd.", ("id",)),
              PersonLine("b", "Budi Santoso", "Budi Santoso, M.Pd.", ("sme",), "Lecturer"),
              PersonLine("c", "Budi Santoso", "Budi Santoso, M.Pd.", ("sme",), "Lecturer"),
              PersonLine("d", "Ana Lestari", "Ana Lestari, M.M.", ("sme",)))  # fmt: skip
    labels = {"sme": Label("SME", "Dosen"), "id": Label("Designer", "Perancang")}
    known = SimpleNamespace(persons=people, person_id="a", role_labels=labels)
    parent = QWidget()
    qtbot.addWidget(parent)
    offer_people(parent, known, QPoint(), print)
    (menu,) = parent.findChildren(QMenu)
    assert [entry.text() for entry in menu.actions()] == [
        "Budi Santoso, M.Pd. · Designer",
        "Budi Santoso, M.Pd. · SME · Lecturer (1)",
        "Budi Santoso, M.Pd. · SME · Lecturer (2)",
        "Ana Lestari",
    ]
    menu.close()


def test_a_person_is_found_by_name_or_role_and_chosen_by_keyboard(qtbot, dialog, chosen):
    assert dialog.view.current == "p3", "who works now"
    dialog.search.setText("sme-1")
    assert dialog.view.shown == 10
    assert (dialog.view.current, dialog.view.selected) == ("p10", ["p10"])
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen == ["p11"]
    assert not dialog.isVisible()


def test_enter_takes_the_first_hit_although_the_one_before_was_another(qtbot, dialog, chosen):
    dialog.view.pick("p11")
    dialog.search.setText("sme-1")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen == ["p10"]


def test_nobody_is_chosen_where_nobody_is_found(qtbot, dialog, chosen):
    dialog.search.setText("lecturer")
    assert dialog.view.shown == 60
    assert not dialog.none.isVisible()
    dialog.search.setText("nobody of this name")
    assert not dialog.ok.isEnabled()
    assert dialog.none.isVisible()
    assert dialog.none.text() == "Nobody of the directory is called “nobody of this name”."
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen == []
    assert dialog.isVisible()


def test_esc_empties_the_search_and_only_then_closes_the_list(qtbot, dialog, chosen):
    dialog.search.setText("sme-1")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert (dialog.search.text(), dialog.isVisible()) == ("", True)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert chosen == []


def test_typing_a_name_marks_it_in_the_menu(qtbot):
    home = QWidget()
    qtbot.addWidget(home)
    picked = []
    menu = PersonMenu(info(3), home)
    menu.picked.connect(picked.append)
    menu.popup(QPoint())
    QTest.keyClicks(menu, "sme-02")
    assert menu.activeAction() is menu.actions()[2]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert picked == ["p2"]


@pytest.mark.parametrize(("count", "kind"), [(5, PersonMenu), (FEW + 1, PersonDialog)])
def test_whoever_works_here_already_leaves_nothing_by_choosing_their_own_name(qtbot, count, kind):
    parent = QWidget()
    qtbot.addWidget(parent)
    picked = []
    offer_people(parent, info(count), QPoint(), picked.append)
    (offered,) = parent.findChildren(kind)
    offered.picked.emit("p3")
    assert picked == []
    offered.picked.emit("p1")
    assert picked == ["p1"]
    offered.close()


def test_the_line_below_the_board_goes_with_what_it_said(qtbot):
    line, told = QStatusBar(), []
    qtbot.addWidget(line)
    line.show()
    hand_on(line, told.append, "refused")
    assert told == ["refused"]
    assert line.isHidden()


def test_where_nobody_works_yet_nobody_is_marked_and_enter_says_what_to_do(qtbot, chosen):
    """After joining a team: Return would make one its CTL lead."""
    known = info(60)
    known.person_id = ""
    made = PersonDialog(known)
    made.picked.connect(chosen.append)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    assert made.view.current == ""
    qtbot.keyClick(made.search, Qt.Key.Key_Return)
    assert chosen == []
    assert made.isVisible()
    assert "Choose yourself first" in made.none.text()
    assert made.none.isVisible()
    qtbot.keyClick(made.search, Qt.Key.Key_Down)
    assert made.view.current == "p0"
    assert not made.none.isVisible()
    qtbot.keyClick(made.search, Qt.Key.Key_Return)
    assert chosen == ["p0"]


def test_who_is_missing_is_told_with_the_way_to_say_it():
    assert "say at the bottom left who works here" in takes("CTL lead", "")
    assert takes("CTL lead", "SME-03") == "This takes: CTL lead. Now working: SME-03."


@pytest.mark.parametrize("words", ["Backing up …", "Backing up...", "Backing up…", "Backing up"])
def test_the_line_at_the_bottom_ends_in_one_ellipsis(qtbot, words):
    window = QWidget()
    qtbot.addWidget(window)
    line = BusyLine(window)
    line.show_busy(words)
    assert line._label.text() == "Backing up …"
