"""The calendar of a date: the day that is marked is the one that stands in the field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QToolButton

from mcdesk import i18n
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.month import Month

TODAY = date(2026, 11, 28)


def keyed(month: Month, *keys: Qt.Key) -> list[QDate]:
    """Press keys where the days are; return what was chosen."""
    chosen: list[QDate] = []
    month.activated.connect(chosen.append)
    days = month.findChild(QTableView)
    for key in keys:
        QTest.keyClick(days, key)
    return chosen


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("day", [QDate(2027, 8, 17), QDate(2027, 8, 20), QDate(2027, 9, 1)])
def test_the_keys_begin_at_the_day_that_is_marked(qtbot, language, day):
    i18n.use_language(language)
    month = Month(day, TODAY)
    qtbot.addWidget(month)
    month.show()
    assert month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert keyed(month, Qt.Key.Key_Return) == [day]
    again = keyed(month, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert again == [day.addDays(8)]


def test_without_a_day_it_begins_today(qtbot):
    month = Month(QDate(), TODAY)
    qtbot.addWidget(month)
    assert month.selectedDate() == QDate(2026, 11, 28)


def test_each_week_of_a_long_month_is_seen_whole(qtbot):
    line = DateLine(TODAY)
    qtbot.addWidget(line)
    line.show()
    line.open_calendar()
    month = line._calendar.findChild(Month)
    month.setSelectedDate(QDate(2026, 8, 1))  # a Saturday: six rows of weeks
    days = month.findChild(QTableView)
    last = days.visualRect(days.model().index(6, 0))
    assert days.viewport().rect().contains(last)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1/3/2027", "1 Mar 2027"), ("2027-03-01", "1 Mar 2027"), ("31/2/2027", "31/2/2027"),
     ("", "")],
)  # fmt: skip
def test_a_date_is_written_as_all_are_once_it_is_left(qtbot, typed, shown):
    line = DateLine(TODAY)
    qtbot.addWidget(line)
    line.show()
    QTest.keyClicks(line, typed)
    assert line.text() == typed
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut))
    assert line.text() == shown


def test_its_arrows_are_those_of_the_theme(qtbot):
    month = Month(QDate(), TODAY)
    qtbot.addWidget(month)
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        assert not month.findChild(QToolButton, name).icon().isNull()
