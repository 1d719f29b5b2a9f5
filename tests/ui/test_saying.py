"""Findings on screen: days as days, in the language in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from mcdesk.application.days import days_in
from mcdesk.application.views.changes import StepName
from mcdesk.application.views.line import ScanLine
from mcdesk.application.views.workspace import KeyLine
from mcdesk.errors import Finding
from mcdesk.i18n import apart, use_language
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, saying
from mcdesk.ui.board import panel
from mcdesk.ui.credential import wording
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.forms import comments
from mcdesk.ui.forms.side_contents import _said
from mcdesk.ui.saying import in_place, sentence, together
from mcdesk.ui.scans import scan_title
from mcdesk.ui.settings.signatures import _table_line
from mcdesk.ui.steps import step_words


@pytest.fixture(autouse=True)
def english():
    yield
    use_language("en")


def test_days_are_said_as_days():
    finding = Finding("late", "Due {on}, not {x}.", {"on": date(2026, 11, 27), "x": "2026-08-17"})
    assert sentence(finding) == "Due 27 Nov 2026, not 17 Aug 2026."
    use_language("id")
    assert days_in("2026-08-17") == "17 Agu 2026"


@pytest.mark.parametrize("words", ["2026-02-30", "CTL/2026-01-02/7", "a-2026-01-02", "2026-1-2"])
def test_what_is_no_day_stays(words):
    assert days_in(words) == words


def test_every_screen_says_findings_with_their_days():
    ui = Path(saying.__file__).parent
    bare = [path.name for path in ui.rglob("*.py") if ".sentence()" in path.read_text("utf-8")]
    assert bare == ["saying.py"]


def test_a_short_day_has_its_year_where_it_is_another(qapp):
    use_language("en")
    today = date(2026, 11, 23)
    assert language.short_day("2026-01-05", today) == "5 Jan"
    assert language.short_day("2027-01-05", today) == "5 Jan 2027"
    assert language.short_day("2025-12-30", today) == "30 Dec 2025"
    assert language.short_day("2026-01-05") == "5 Jan 2026"
    assert language.short_day("", today) == ""


@pytest.mark.parametrize("odd", ["yesterday", "2026-02-30", "2026-11-23T24:00:00Z", "9:0:0Z"])
def test_a_moment_or_a_day_that_is_none_is_said_as_it_stands(qapp, odd):
    for say in (language.short_moment, wording.clock, comments.when):
        assert say(odd) == odd
    assert panel.when(SimpleNamespace(at=odd), date(2026, 11, 23)) == odd
    day = odd.replace("11-23", "02-30")
    assert {say(day) for say in (language.short_day, language.long_day, wording.weekday)} == {day}


def test_a_day_that_stays_true_for_years_is_said_with_its_year(qapp):
    key = KeyLine("k", "CTL-01", "2026-11-29T03:00:00+00:00", "", "", own=True, may_end=True)
    assert _table_line(key).cells[1] == "29 Nov 2026"
    ended = replace(key, ended_at="2026-11-30T03:00:00+00:00", ended_reason="lost")
    assert "30 Nov 2026" in _table_line(ended).cells[2]


def empty_cell(row: int, words: str = "“Statement” is empty in this row.") -> Finding:
    params = {"in_table": Label("Outcomes", "Capaian"), "row_number": row,
              "in_column": Label("Statement", "Pernyataan")}  # fmt: skip
    return Finding("rows", words, params, "F2", f"p20/r{row}/statement")


def test_what_is_missing_in_a_table_is_told_with_its_row(qtbot):
    words = "Outcomes, row 2: “Statement” is empty in this row."
    assert in_place(empty_cell(2)) == words
    use_language("id")
    assert in_place(empty_cell(2)).startswith("Capaian, baris 2, Pernyataan: ")
    use_language("en")
    assert in_place(empty_cell(2, "Too short.")) == "Outcomes, row 2, Statement: Too short."
    of_card = replace(empty_cell(2), about=Label("Proposal", "Proposal"))
    assert in_place(of_card) == f"Proposal: {words}"
    shown = FindingList()
    qtbot.addWidget(shown)
    shown.show_findings([empty_cell(2)])
    assert words in [label.text() for label in shown.findChildren(QLabel)]


def test_beside_a_form_a_row_is_named_with_its_table():
    assert _said(empty_cell(2), (2,)) == "Outcomes, row 2: “Statement” is empty in this row."
    assert _said(empty_cell(2), (1, 2, 3, 7)).startswith("Outcomes, rows 1–3, 7: “Statement” is")


def test_the_same_missing_in_many_rows_is_told_once_with_the_rows(qtbot):
    found = [empty_cell(row) for row in (1, 2, 3, 5, 5)] + [empty_cell(4, "Too short.")]
    told = [in_place(first, rows) for first, rows in together(found)]
    assert told == [
        "Outcomes, rows 1–3, 5: “Statement” is empty in this row.",
        "Outcomes, row 4, Statement: Too short.",
    ]
    shown = FindingList()
    qtbot.addWidget(shown)
    shown.show_findings(found)
    assert [label.text() for label in shown.findChildren(QLabel) if label.text()] == told


def test_the_same_of_two_places_with_different_owers_is_told_once():
    words = "Fill in the name and the first day."
    named = Finding("class_named", words, {}, "R13", "class_name", "ctl")
    dated = Finding("class_named", words, {}, "R13", "dates.start", "plh")
    other = Finding("class_named", words, {}, "R14", "class_name", "ctl")
    assert [first for first, _rows in together((named, dated, other))] == [named, other]


def test_words_from_right_to_left_stand_apart_in_a_sentence():
    title = "\u0645\u0642\u062f\u0645\u0629 (1)"
    assert apart(title) == f"\u2068{title}\u2069"
    assert apart("Batik 1") == "Batik 1"
    step = StepName("CommentWritten", ("MC-1",), "F2", title)
    assert step_words(step) == f"Comment written by \u2068{title}\u2069 · MC-1 F2"


@pytest.mark.parametrize(
    ("kind", "count", "said"),
    [
        ("RowAdded", 1, "Row added · MC-1 F7"),
        ("RowAdded", 40, "40 rows added · MC-1 F7"),
        ("RowRemoved", 2, "2 rows removed · MC-1 F7"),
        ("CellSet", 1, "Filled · MC-1 F7"),
        ("CellSet", 5, "5 places filled · MC-1 F7"),
        ("ValueSet", 2, "2 places filled · MC-1 F7"),
    ],
)
def test_a_step_of_many_rows_or_places_says_how_many(kind, count, said):
    assert step_words(StepName(kind, ("MC-1",), "F7", count=count)) == said


def test_the_form_whose_scan_is_owed_is_named_with_its_sheet_in_words():
    short = Label("Assessment", "Penilaian")
    assert scan_title(ScanLine("f", "F9", short, (), "1.2")) == "F9 Assessment, sheet 1.2"
    assert scan_title(ScanLine("f", "F2", short, ())) == "F2 Assessment"
