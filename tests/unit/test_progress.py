"""The mark of a section means one thing in every form."""

from __future__ import annotations

from datetime import date

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.inspect import findings
from mcdesk.procedure.load import read_definitions
from mcdesk.procedure.progress import section_progress

PROCEDURE, TEXTS = shipped_definitions()
FORMS = read_definitions(("procedure", PROCEDURE), TEXTS).forms
AROUND = Surroundings(today=date(2026, 11, 23))
OPEN = {"decision": "open"}
PREFILLED = {"dates.start": "2026-12-01", "enrolment.capacity": "30", "facilitator": "SME"}


def progress(kind: str, section: str, **values):
    content = Content({path.replace("__", "."): value for path, value in values.items()})
    found = findings(FORMS[kind], content, AROUND, {}, None)
    return section_progress(FORMS[kind], content, AROUND, {}, found)[section]


def scores(*groups: str) -> dict[str, str]:
    items = FORMS["F9"].fields["e3"].items
    return {f"e3__{item.id}": "4" for item in items if item.group in groups}


def test_an_assessor_who_answered_all_that_is_theirs_has_a_complete_section():
    answered = scores("A", "D")
    assert progress("F9", "indicators", e1__kind="content", **answered).mark == "complete"


def test_what_only_warns_leaves_a_section_complete_and_is_told_beside():
    found = progress("F9", "indicators", e1__kind="both", **scores("A", "D"))
    assert (found.mark, found.advised) == ("complete", True)


def test_what_came_by_itself_completes_nothing():
    class_ = {path.replace(".", "__"): value for path, value in PREFILLED.items()}
    assert progress("R13", "class", **class_).mark == "neutral"
    assert progress("R13", "launch", launch__fee="100000").mark == "neutral"


def test_a_rule_that_blocks_keeps_a_section_from_being_complete():
    assert progress("R13", "class", decision="open", enrolment="self").mark == "wrong"
    named = {"class_name": "Course 1", "dates__start": "2026-12-01"}
    assert progress("R13", "class", decision="open", **named).mark == "complete"


@pytest.mark.parametrize(
    ("values", "mark"),
    [({}, "open"), ({"e1": "REV"}, "begun"), ({"e1": "REV", "e1__kind": "both"}, "complete")],
)
def test_required_fields_are_counted(values, mark):
    assert progress("F9", "review", **values).mark == mark


def test_a_section_that_the_program_fills_is_neutral():
    assert progress("R13", "alignment").mark == "neutral"


@pytest.mark.parametrize("kind", FORMS)
def test_no_section_of_an_empty_form_is_complete(kind):
    found = section_progress(FORMS[kind], Content(), AROUND, {})
    marks = {each.mark for each in found.values()}
    assert marks <= {"open", "neutral"}
