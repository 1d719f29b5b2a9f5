"""The figures of a frozen version, worked out again from its text: none honest is called forged."""

from __future__ import annotations

import json
import random
from copy import copy
from dataclasses import replace
from datetime import date

import pytest

from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.figures import OWN, differing, made_otherwise
from mcdesk.procedure.inspect import whole_content
from mcdesk.procedure.rows import content_as_data, content_from_data
from tests.unit.shipped import FORMS

SETTINGS = {"hours_per_sks": 45, "legal_basis": "Permendiktisaintek 39/2025"}
CELLS = ("2", "0.5", "1e5", "-3", "", None, "LO1", "Quiz\u0301", "yes", "accepted", "2026-11-24")
KINDS = {FieldType.TABLE, FieldType.COMPUTED, FieldType.DECISION}


def some_content(definition, dice: random.Random) -> Content:
    """Return a content with anything in its places, right and wrong."""
    values, rows = {}, {}
    for path, entry in definition.fields.items():
        if entry.type is FieldType.CHECKLIST:
            values |= {f"{path}.{item.id}": dice.choice("1234") for item in entry.items}
        elif entry.type is FieldType.TABLE and not entry.compute:
            rows[path] = tuple(some_row(entry, number, dice) for number in range(dice.randrange(5)))
        elif entry.type not in KINDS:
            values[path] = some_cell(entry, dice)
    return Content(values, rows)


def some_row(entry, number: int, dice: random.Random) -> Row:
    cells = {each.id: some_cell(each, dice) for each in entry.columns if not each.compute}
    return Row(f"{entry.id}{number}", f"{number:03}", cells)


def some_cell(entry, dice: random.Random):
    if entry.choices and dice.random() < 0.8:
        return dice.choice(entry.choices).id
    return ["LO1", "1.1"] if entry.type is FieldType.TAGS else dice.choice(CELLS)


def frozen(definition, dice: random.Random) -> Content:
    """Return what a revision holds of some content, as it is read again."""
    others = {kind: some_content(form, dice) for kind, form in FORMS.items()}
    around = Surroundings(
        today=date(2026, 11, 23), setting=SETTINGS.get, other=lambda kind: others[kind],
        look=lambda name: [] if name.startswith("versions:") else "3",
        holidays=frozenset({date(2026, 11, 24)}), sheets=lambda kind: (others[kind],),
    )  # fmt: skip
    whole = whole_content(definition, some_content(definition, dice), around)
    return content_from_data(json.loads(json_text(content_as_data(whole))))


@pytest.mark.parametrize("kind", FORMS)
def test_an_honest_version_is_never_called_forged(kind):
    for seed in range(15):
        content = frozen(FORMS[kind], random.Random(f"{kind}{seed}"))
        assert differing(FORMS[kind], content, SETTINGS) == ()


FORGED = [("F2", "p28.total"), ("F2", "p29"), ("F2", "p36"), ("F2", "p42.total"), ("F2", "p49"),
          ("F9", "e4.total"), ("F9", "e4.c"), ("R10", "open")]  # fmt: skip


@pytest.mark.parametrize(("kind", "path"), FORGED)
def test_a_figure_that_the_text_does_not_give_is_named(kind, path):
    content = frozen(FORMS[kind], random.Random(7))
    forged = Content({**content.values, path: "60"}, content.rows)
    assert differing(FORMS[kind], forged, SETTINGS) == (path,)
    without = {key: value for key, value in content.values.items() if key != path}
    told = differing(FORMS[kind], Content(without, content.rows), SETTINGS)
    assert told == ((path,) if content.values[path] is not None else ())


def test_a_cell_a_row_and_a_whole_table_that_the_text_does_not_give_are_named():
    price = Row("a", "1", {"quantity": "2", "cost": "30", "total": "60"})
    dear = Row("a", "1", {**price.cells, "total": "6000"})
    bare = Row("b", "2", {"total": "5"})
    sums = {"p49": SETTINGS["legal_basis"], "p42.total": "60"}
    assert differing(FORMS["F2"], Content(sums, {"p42": (price,)}), SETTINGS) == ()
    assert differing(FORMS["F2"], Content(sums, {"p42": (dear,)}), SETTINGS) == ("p42",)
    assert differing(FORMS["F2"], Content(sums, {"p42": (price, bare)}), SETTINGS) == ("p42",)
    matrix = Row("made1", "000001", {"code": "1.1", "material": "Nothing of the kind"})
    assert differing(FORMS["F7"], Content({}, {"d9": (matrix,)}), {}) == ("d9",)


def test_what_was_removed_for_ever_is_in_no_figure_and_forges_none():
    """A total says what the cell said before it was removed (docs/decisions/0016)."""
    gone = Row("a", "1", {"hours": "[Removed on 1 December 2026: wrong]"})
    content = Content({"p28.total": "30", "p29": "0.67"}, {"p28": (gone,)})
    assert set(differing(FORMS["F2"], content, {"hours_per_sks": 45})) == {"p28.total", "p29"}
    assert differing(FORMS["F2"], content, {"hours_per_sks": 45}, {"p28/a/hours"}) == ()
    elsewhere = differing(FORMS["F2"], content, {"hours_per_sks": 45}, {"p47"})
    assert set(elsewhere) == {"p28.total", "p29"}


def test_a_removal_spares_only_the_figures_that_are_made_of_the_place():
    """What stands beside the removed cell is still to give its totals."""
    gone = "[Removed on 1 December 2026: wrong]"
    row = Row("a", "1", {"kind": gone, "hours": "30"})
    hours = Content({"p28.total": "60", "p29": "0.67"}, {"p28": (row,)})
    assert differing(FORMS["F2"], hours, {"hours_per_sks": 45}, {"p28/a/kind"}) == ("p28.total",)

    blind = Row("a", "1", {"quantity": gone, "cost": "30", "total": "60"})
    dear = Row("b", "2", {"quantity": "2", "cost": "30", "total": "6000"})
    plain = Row("b", "2", {**dear.cells, "total": "60"})
    removed, sums = {"p42/a/quantity"}, {"p42.total": "120"}
    assert differing(FORMS["F2"], Content(sums, {"p42": (blind, plain)}), {}, removed) == ()
    told = differing(FORMS["F2"], Content(sums, {"p42": (blind, dear)}), {}, removed)
    assert told == ("p42",)


def test_a_removed_point_spares_the_scores_that_count_it():
    gone = "[Removed on 1 December 2026: wrong]"
    points = {"e3.A1": gone, "e3.B1": "4", "e3.B1.note": gone}
    content = Content({**points, "e4.a": "50", "e4.total": "75", "e4.b": "25"}, {})
    assert differing(FORMS["F9"], content, {}, {"e3.A1", "e3.B1.note"}) == ("e4.b",)


def test_a_matrix_is_looked_at_but_for_what_was_removed_from_it():
    gone = "[Removed on 1 December 2026: wrong]"
    goal = Row("a", "1", {"code": "1.1", "statement": f"{gone}"})
    made = Row("made1", "000001", {"code": "1.1", "statement": f"{gone}"})
    true = Content({"d1": gone}, {"d7": (goal,), "d9": (made,)})
    cut = Row("made1", "000001", {**made.cells, "code": f"1.{gone}"})
    other = Row("made1", "000001", {**made.cells, "material": "Nothing of the kind"})
    for row, told in ((made, ()), (cut, ()), (other, ("d9",))):
        content = Content(true.values, {**true.rows, "d9": (row,)})
        assert differing(FORMS["F7"], content, {}, {"d1"}) == told
    kept = Content({}, {"d7": (goal,), "d9": (other,)})
    assert differing(FORMS["F7"], kept, {}, {"d7/a/code"}) == ()
    assert differing(FORMS["F7"], kept, {}, {"d8/a/minutes"}) == ("d9",)


def test_what_other_forms_names_days_and_the_calendar_give_is_left_out():
    """It may be another by now, and nothing frozen tells what it was."""
    asked = {"faculty", "copied", "fact", "working_days", "holidays_between", "late_days",
             "score_average", "score_band", "versions", "checked", "components_seen"}  # fmt: skip
    assert not asked & OWN
    told = {"p4.faculty": "Law / Hukum", "p13": "Not consulted"}
    assert differing(FORMS["F2"], Content(told, {}), {}) == ()
    hours = {"d2.hours": "30", "d2.sks": "0.67"}
    assert hours.keys() <= FORMS["F7"].fields.keys()
    assert differing(FORMS["F7"], Content(hours, {}), SETTINGS) == ()


def living(kind: str, path: str, column: str = ""):
    """Return a form as it would be if a place, or a column of a table, went on living."""
    form = FORMS[kind]
    entry = form.fields[path]
    columns = [replace(each, living=True) if each.id == column else each for each in entry.columns]
    lives = replace(entry, columns=tuple(columns), living=not column)
    made = copy(form)
    object.__setattr__(made, "fields", {**form.fields, path: lives})
    return made


def test_what_goes_on_living_is_no_figure_of_a_version():
    """It is printed apart, as of a day (decisions.md, 17)."""
    dear = Row("a", "1", {"quantity": "2", "cost": "30", "total": "6000"})
    costs = Content({"p42.total": "6000"}, {"p42": (dear,)})
    assert differing(FORMS["F2"], costs, {}) == ("p42", "p42.total")
    assert differing(living("F2", "p42"), costs, {}) == ()
    assert differing(living("F2", "p42", "total"), costs, {}) == ("p42.total",)
    sks = Content({"p29": "60"}, {})
    assert differing(FORMS["F2"], sks, SETTINGS) == ("p29", "p49")
    assert differing(living("F2", "p29"), sks, SETTINGS) == ("p49",)
    matrix = Row("made1", "000001", {"code": "1.1", "material": "Nothing of the kind"})
    assert differing(living("F7", "d9"), Content({}, {"d9": (matrix,)}), {}) == ()


def test_a_removal_spares_no_table_that_is_made_of_other_places():
    matrix = Row("made1", "000001", {"code": "1.1", "material": "Nothing of the kind"})
    content = Content({}, {"d9": (matrix,)})
    assert differing(FORMS["F7"], content, {}, {"d1"}) == ("d9",)
    assert differing(FORMS["F7"], content, {}, {"d7/a/code"}) == ()


FOREIGN = [("F2", "p4.faculty"), ("F2", "p13"), ("F3", "t2"), ("F7", "d2.title"),
           ("F7", "d2.hours"), ("F9", "e4.average"), ("F9", "e5")]  # fmt: skip


@pytest.mark.parametrize(("kind", "path"), FOREIGN)
def test_what_came_from_elsewhere_and_is_another_by_now_is_named(kind, path):
    was = frozen(FORMS[kind], random.Random(7))
    now = Content({**was.values, path: "Something else"}, was.rows)
    assert made_otherwise(FORMS[kind], was, was) == ()
    assert made_otherwise(FORMS[kind], was, now) == (path,)
    gone = Content({**was.values, path: "[Removed on 1 December 2026: wrong]"}, was.rows)
    assert made_otherwise(FORMS[kind], gone, was) == ()


def test_rows_that_came_from_elsewhere_are_compared_but_for_the_list_of_versions():
    days = Row("a", "1", {"planned_start": "2026-11-23", "days": "5", "percent": "10"})
    fewer = Row("a", "1", {**days.cells, "days": "4"})
    further = Row("a", "1", {**days.cells, "percent": "20"})
    was = Content({}, {"t3": (days,)})
    assert made_otherwise(FORMS["F3"], was, Content({}, {"t3": (fewer,)})) == ("t3",)
    assert made_otherwise(FORMS["F3"], was, Content({}, {"t3": (further,)})) == ()
    seen = Row("made1", "000001", {"component": "RM1"})
    assert made_otherwise(FORMS["F9"], Content({}, {"e2": (seen,)}), Content()) == ("e2",)
    version = Row("made1", "000001", {"version": "1"})
    assert made_otherwise(FORMS["F7"], Content({}, {"d1": (version,)}), Content()) == ()


def test_what_the_text_gives_by_itself_is_worked_out_and_not_compared():
    was = Content({"p28.total": "30", "p29": "0.67", "p49": "Law"}, {})
    assert made_otherwise(FORMS["F2"], was, Content()) == ()
