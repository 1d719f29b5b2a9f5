"""Lists as tables: what a chosen row looks like."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView

from mcdesk.application.views import (
    AttentionLine,
    FileLine,
    KeyLine,
    SettingLine,
    WordingVersion,
)
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, theme
from mcdesk.ui.filing.start import StartStep
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.settings import calendar, guide, signatures
from mcdesk.ui.team import attention_lines
from mcdesk.ui.wording.words import version_line


def test_a_chosen_row_keeps_its_colour(qtbot):
    view = LinesView(("Name",), (0,))
    qtbot.addWidget(view)
    view.resize(300, 120)
    view.show_lines([Line("a", ("████████",), "bad"), Line("b", ("████████",))])
    view.show()
    wanted, plain = (QColor(theme.current().bad).rgb(), QColor(theme.current().ink).rgb())
    for chosen, colours in (("a", {wanted}), ("b", {wanted})):
        view.pick(chosen)
        image = view.viewport().grab().toImage()
        seen = {image.pixel(x, y) for x in range(0, 120, 2) for y in range(0, 28, 2)}
        assert colours <= seen
        assert plain not in seen


def test_codes_are_sorted_by_their_numbers(qtbot):
    view = LinesView(("Code",), (0,))
    qtbot.addWidget(view)
    view.show_lines([Line(code, (code,)) for code in ("R14", "F10", "R2", "F9", "F 0.5", "F 0.25")])
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    shown = [view.model().index(row, 0).data() for row in range(6)]
    assert shown == ["F 0.25", "F 0.5", "F9", "F10", "R2", "R14"]


@pytest.mark.parametrize("typed", ["", "plan", "nobody"])
def test_a_column_is_as_wide_as_qt_finds_that_asks_every_row(qtbot, typed):
    view = LinesView(("Place", "Kind", "Code"), (0,))
    qtbot.addWidget(view)
    kinds = ("", "table", "a plan\nof two lines", "checklist of a plan", "WWWW", "iiiiiiii")
    view.show_lines([
        Line(f"l{number}", (f"Plan {number}", kinds[number % 6], f"f2.{number}" * (number % 3)))
        for number in range(90)
    ])  # fmt: skip
    view.resize(400, 200)
    view.show()
    view.narrow(typed)
    for column in range(3):
        assert view.sizeHintForColumn(column) == QTableView.sizeHintForColumn(view, column)


def test_a_row_is_picked_where_it_is_shown(qtbot):
    view = LinesView(("Name",), (0,))
    qtbot.addWidget(view)
    view.show_lines([Line("a", ("Zoe",)), Line("b", ("Ana",)), Line("c", ("Mia",))])
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [(view.pick(id_), view.currentIndex().row()) for id_ in "abc"] == [
        (True, 2), (True, 0), (True, 1)]  # fmt: skip
    view.narrow("i")
    assert not view.pick("a")
    assert (view.pick("c"), view.current, view.selected) == (True, "c", ["c"])
    assert not view.pick("x")


DAYS = ("2026-12-25", "2027-01-01", "2027-03-09", "2026-08-17")
AT = "T10:00:00+00:00"


def a_version(day: str) -> Line:
    return version_line(WordingVersion(day, "1", day, "now", {}), language.short_day(day))


def a_key(day: str) -> Line:
    return signatures._table_line(KeyLine(day, "Rina", day + AT, "", "", own=False, may_end=False))


def an_ended_key(day: str) -> Line:
    line = KeyLine(day, "Rina", DAYS[0] + AT, day + AT, "lost", own=False, may_end=False)
    return signatures._table_line(line)


def a_setting(day: str) -> Line:
    return guide._table_line(SettingLine(day, Label("a", "a"), 1, None, day), date(2026, 11, 29))


def what_needs_a_look(day: str) -> Line:
    what = Label("Filled", "Diisi")
    n = date.fromisoformat(day).toordinal()
    place = ("", "MC-1", "", "F2")
    return attention_lines.as_line(AttentionLine(n, "", what, "Rina", day + AT, *place, (), (), ()))


@pytest.mark.parametrize("shown", ["en", "id"])
@pytest.mark.parametrize(
    ("column", "line_of"),
    [
        (0, lambda day: calendar._table_line(day, "Natal", "2026-11-29")),
        (1, a_version),
        (1, a_key),
        (2, an_ended_key),
        (3, a_setting),
        (3, what_needs_a_look),
    ],
)
def test_days_are_sorted_by_the_calendar(qtbot, column, line_of, shown):
    language.switch(shown)
    lines = [line_of(day) for day in DAYS]
    view = LinesView([""] * len(lines[0].cells))
    qtbot.addWidget(view)
    view.show_lines(lines)
    view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    rows = range(view.shown)
    in_order = [line_of(day).cells[column] for day in sorted(DAYS)]
    assert [view.model().index(row, column).data() for row in rows] == in_order


def test_unfiled_scans_are_sorted_by_the_day_they_came(qtbot):
    page = StartStep()
    qtbot.addWidget(page)
    page.show_unfiled(
        [FileLine(day, "scan", 1, "", "scan", "", "", "Rina", day + AT) for day in DAYS]
    )
    page.list.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert page.list.shown_ids == sorted(DAYS)
