<<<<<<< HEAD
"""Choosing who is working now: a menu of a few, a list to search of many."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from mcdesk.application.views import PersonLine
from mcdesk.procedure.stage import Label
from mcdesk.ui.persons import FEW, PersonDialog, offer_people


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


def test_a_person_is_found_by_name_or_role_and_chosen_by_keyboard(qtbot, dialog, chosen):
    assert dialog.view.current == "p3", "who works now"
    dialog.search.setText("sme-1")
    assert dialog.view.shown == 10
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen == ["p11"]
    assert not dialog.isVisible()


def test_nobody_is_chosen_where_nobody_is_found(qtbot, dialog, chosen):
    dialog.search.setText("lecturer")
    assert dialog.view.shown == 60
    dialog.search.setText("nobody of this name")
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen == []
    assert dialog.isVisible()
=======
"""Who works here: found among all people of the directory by name or role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mcdesk.application.views import PersonLine
from mcdesk.procedure.stage import Label
from mcdesk.ui.persons import PersonFinder

LABELS = {"dean": Label("Dean", "Dekan"), "sme": Label("Lecturer (SME)", "Dosen pengembang")}


@pytest.fixture
def finder(qtbot, made, qapp):
    persons = tuple(
        PersonLine(f"p{n}", f"LECTURER-{n:03}", f"Dr. LECTURER-{n:03}", ("sme",))
        for n in range(200, 0, -1)
    )
    dean = PersonLine("d", "DEAN-LAW", "Prof. DEAN-LAW", ("dean", "sme"))
    info = replace(made.info(), persons=(*persons, dean), person_id="p7", role_labels=LABELS)
    parent = QWidget()
    parent.resize(600, 500)
    qtbot.addWidget(parent)
    parent.show()
    yield PersonFinder(info, parent)


def rows(finder: PersonFinder) -> list[str]:
    return [finder.list.item(n).text() for n in range(finder.list.count())]


def test_all_people_stand_by_name_with_their_roles_and_who_works_now_is_chosen(finder):
    assert rows(finder)[:2] == ["Prof. DEAN-LAW\nDean, Lecturer (SME)",
                                "Dr. LECTURER-001\nLecturer (SME)"]  # fmt: skip
    assert finder.list.currentItem().text().startswith("Dr. LECTURER-007")
    spoken = finder.list.currentItem().data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "LECTURER-007, working now"


def test_a_role_finds_and_enter_takes(finder, qtbot):
    finder.popup(QPoint(10, 480))
    QTest.keyClicks(finder.field, "dean")
    assert rows(finder) == ["Prof. DEAN-LAW\nDean, Lecturer (SME)"]
    with qtbot.waitSignal(finder.picked) as told:
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert told.args == ["d"]


def test_arrows_go_along_and_round(finder):
    finder.field.setText("lecturer-00")
    for key, name in ((Qt.Key.Key_Down, "002"), (Qt.Key.Key_Up, "001"), (Qt.Key.Key_Up, "009"),
                      (Qt.Key.Key_PageUp, "001")):  # fmt: skip
        QTest.keyClick(finder.field, key)
        assert f"LECTURER-{name}" in finder.list.currentItem().text()


def test_nobody_found_is_said_and_nobody_taken(finder, qtbot):
    finder.field.setText("zzz")
    assert rows(finder) == ["Nobody in the directory is called that. Try fewer letters."]
    with qtbot.assertNotEmitted(finder.picked):
        QTest.keyClick(finder.field, Qt.Key.Key_Return)


def test_it_lies_within_the_screen(finder):
    finder.popup(QPoint(-50, 100))
    room = finder.screen().availableGeometry()
    assert room.contains(finder.geometry())
    finder.close()
>>>>>>> b0bd763 (Who works here is found by name or role in a list)
