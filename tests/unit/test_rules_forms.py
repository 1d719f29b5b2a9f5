"""The checks of the later forms: components and team, assessors' sheets, the design document."""

from __future__ import annotations

import pytest

from mcdesk.procedure import rules
from mcdesk.procedure.content import Content
from mcdesk.procedure.definition import (
    Due,
    Field,
    FieldType,
    Item,
    Levels,
    Rule,
)
from mcdesk.procedure.inspect import findings
from tests.ui.forms.fakes import read_definition
from tests.unit.kit import around, choices, column, form, label, table
from tests.unit.rows import rows

LIST = FieldType.CHECKLIST


def hits(check, content, paths, definition=None, where=None, **params):
    """Return path and parameters of every hit of a check."""
    rule = Rule("r", check, tuple(paths), Levels(), Due("", ""), label("m"), params)
    found = list(rules.CHECKS[check](content, where or around(), rule, definition or form()))
    assert set(rules.GIVES[check]) >= {key for hit in found for key in hit.params}
    return [(hit.path, dict(hit.params)) for hit in found]


def tabled(**tables):
    return Content(rows={name: rows(*cells) for name, cells in tables.items()})


def others(**contents):
    return lambda kind: contents.get(kind, Content())


# --- components, team ------------------------------------------------------------------------

F5 = tabled(
    c1=[
        {"code": "RM1", "component": "E-book 1", "status": "accepted"},
        {"code": "AV5", "component": "Video", "status": "not_applicable"},
    ]
)


@pytest.mark.parametrize(
    ("named", "wrong"), [("rm1", 0), ("E-book 1", 0), ("RM1 e-book 1", 0), ("E-bok 1", 1), ("", 0)]
)
def test_a_component_is_called_as_in_the_list(named, wrong):
    content = tabled(t=[{"component": named, "x": "1"}])
    given = {"form": "F5", "other": "c1"}
    found = hits(
        "component_known", content, ["t/component"], None, around(other=others(F5=F5)), **given
    )
    assert len(found) == wrong
    assert hits("component_known", content, ["t/component"], **given) == []


def test_a_component_is_due_by_the_end_of_its_stage():
    f3 = tabled(
        t3=[
            {"stage": "development", "planned_end": "2026-04-01"},
            {"stage": "development", "planned_end": "2026-05-01"},
        ]
    )
    content = tabled(
        c1=[
            {"due": "2026-05-02", "due_stage": "development"},
            {"due": "2026-05-01", "due_stage": "development"},
            {"due": "2027-01-01", "due_stage": "opening"},
        ]
    )
    found = hits(
        "due_within_plan", content, ["c1/due"], None, around(other=others(F3=f3)),
        form="F3", other="t3", column="due_stage",
    )  # fmt: skip
    assert found == [("c1/r1/due", {"due": "2026-05-02", "end": "2026-05-01"})]


def test_codes_of_another_form_are_known():
    where = around(other=others(F2=tabled(p35=[{"no": "1"}, {"no": "2"}])))
    given = {"form": "F2", "other": "p35/no"}
    content = tabled(c1=[{"module": "1, 3", "x": "1"}])
    found = hits("known_elsewhere", content, ["c1/module"], None, where, **given)
    assert found == [("c1/r1/module", {"code": "3"})]
    assert hits("known_elsewhere", content, ["c1/module"], **given) == []


def test_the_team_is_listed_once_the_list_is_begun():
    facts = {"team.gd": "g", "team.dcs": "d", "person:g": "GD-01"}
    where = around(look=facts.get)
    roles = ["gd", "dcs", "plh"]
    content = tabled(c3=[{"person": "d"}])
    assert hits("team_listed", content, ["c3/person"], None, where, roles=roles) == [
        ("c3", {"person": "GD-01"})
    ]
    assert hits("team_listed", Content(), ["c3/person"], None, where, roles=roles) == []


@pytest.mark.parametrize(("ticked", "count"), [(True, 1), (False, 0), (None, 0)])
def test_what_is_ticked_must_not_be_contradicted_elsewhere(ticked, count):
    f7 = tabled(d21=[{"licence": "open"}, {"licence": "own"}])
    given = {"form": "F7", "other": "d21/licence", "values": ["open"]}
    where = around(other=others(F7=f7))
    found = hits("none_elsewhere", Content({"k7": ticked}), ["k7"], None, where, **given)
    assert len(found) == count


def test_checks_that_say_no_are_named_where_they_matter():
    entry = table(column("check", FieldType.CHOICE, choices=choices("a", "b")), column("met"))
    content = Content(
        {"w": "open"}, tabled(t=[{"check": "a", "met": "no"}, {"check": "b", "met": "yes"}]).rows
    )
    given = {"named": "check", "when": "w"}
    found = hits("checks_met", content, ["t/met"], form(entry), values=["open"], **given)
    assert found == [("t", {"item": label("A")})]
    assert hits("checks_met", content, ["t/met"], form(entry), values=["back"], **given) == []


def test_a_field_is_needed_because_of_another_form():
    given = {"form": "F2", "other": "p32", "expected": ["cohort"], "when": "w", "values": ["open"]}
    where = around(other=others(F2=Content({"p32": "cohort"})))
    check = "needs_when_other_value"
    assert hits(check, Content({"w": "open"}), ["end"], None, where, **given) == [("end", {})]
    assert hits(check, Content({"w": "back"}), ["end"], None, where, **given) == []
    assert hits(check, Content({"w": "open", "end": "x"}), ["end"], None, where, **given) == []
    assert hits(check, Content({"w": "open"}), ["end"], **given) == []


# --- assessors' sheets -----------------------------------------------------------------------

ITEMS = (
    Item("A1", label("a1"), "A", must=True), Item("A2", label("a2"), "A"),
    Item("B1", label("b1"), "B"),
)  # fmt: skip
SCORES = form(
    Field("e1", label("e1"), FieldType.PERSON),
    Field("k", label("k"), FieldType.CHOICE, choices=choices("content", "media", "both")),
    Field("e3", label("e3"), LIST, items=ITEMS, groups=choices("A", "B")),
    table(column("item"), id_="e6"),
)
ASKED = {"content": ["A"], "media": ["B"], "both": ["A", "B"]}


@pytest.mark.parametrize(("kind", "wrong"), [("content", 1), ("media", 1), ("both", 2), ("", 0)])
def test_an_assessor_scores_the_items_of_the_own_kind(kind, wrong):
    content = Content({"k": kind, "e3.A1": "4"})
    found = hits("items_scored", content, ["e3"], SCORES, when="k", asked=ASKED)
    assert len(found) == wrong


def test_the_first_open_item_of_a_group_is_shown():
    content = Content({"k": "content", "e3.A1": "4"})
    found = hits("items_scored", content, ["e3"], SCORES, when="k", asked=ASKED)
    assert found == [("e3.A2", {"group": label("A"), "count": 1})]


def test_a_low_critical_score_does_not_go_with_eligible():
    given = {"when": "r", "values": ["eligible"]}
    low = Content({"r": "eligible", "e3.A1": "2", "e3.A2": "1", "e3.B1": "na"})
    assert hits("critical_scores", low, ["e3"], SCORES, **given) == [
        ("e3.A1", {"item": label("a1"), "score": "2"})
    ]
    assert (
        hits("critical_scores", Content({**low.values, "r": "no"}), ["e3"], SCORES, **given) == []
    )


@pytest.mark.parametrize(
    ("listed", "wrong"), [("A1, B1", 0), ("a1; b1:", 0), ("A1", 1), ("A10", 2)]
)
def test_what_is_scored_low_is_to_be_mended(listed, wrong):
    content = Content(
        {"e3.A1": "2", "e3.A2": "3", "e3.B1": "1"}, tabled(e6=[{"item": listed}]).rows
    )
    found = hits("low_scores_listed", content, ["e6/item"], SCORES, field="e3")
    assert len(found) == wrong


@pytest.mark.parametrize(("other", "gap"), [("4", None), ("3", None), ("2", "50")])
def test_assessors_far_apart_are_flagged(other, gap):
    own = Content({"e1": "a", "e3.A1": "4"})
    sheets = (own, Content({"e1": "b", "e3.A1": other}))
    where = around(sheets=lambda _kind: sheets)
    given = {"field": "e3", "reviewer": "e1", "most": 25}
    found = hits("score_gap", own, ["e3"], SCORES, where, **given)
    assert [params["gap"] for _path, params in found] == ([gap] if gap else [])


@pytest.mark.parametrize(
    ("kinds", "missing"),
    [(["content"], ["MEDIA"]), (["content", "media"], []), (["both"], []), ([""], [])],
)
def test_both_kinds_of_assessors_are_advised(kinds, missing):
    sheets = tuple(Content({"e1": str(n), "k": kind}) for n, kind in enumerate(kinds))
    where = around(sheets=lambda _kind: sheets)
    given = {"reviewer": "e1", "values": ["content", "media"], "whole": "both"}
    found = hits("kinds_covered", sheets[0], ["k"], SCORES, where, **given)
    assert [params["missing"].en for _path, params in found] == missing


def test_a_score_is_one_of_the_own_answers_of_the_list():
    entry = Field("e3", label("e3"), LIST, items=ITEMS, choices=choices("1", "2", "na"))
    found = rules.type_hits(Content({"e3.A1": "1", "e3.A2": "yes", "e3.B1": "na"}), form(entry))
    assert [hit.path for hit in found] == ["e3.A2"]


# --- the design document ---------------------------------------------------------------------

STEPS = tabled(
    d7=[{"code": "1.1"}, {"code": "1.2"}],
    d8=[
        {"kind": "read", "outcomes": ["1.1", "1.2"]},
        {"kind": "assess", "outcomes": ["1.2"]},
        {"kind": "do", "outcomes": ["1.1", "1.2"]},
        {"kind": "assess", "outcomes": ["1.1"]},
    ],
)


def test_every_outcome_has_a_step_of_the_kind_asked_for():
    given = {"in": "d8/outcomes", "kind": "kind"}
    assert hits("code_used_where", STEPS, ["d7/code"], kinds=["read"], **given) == []
    assert hits("code_used_where", STEPS, ["d7/code"], kinds=["discuss"], **given) == [
        ("d7/r1/code", {"code": "1.1"}),
        ("d7/r2/code", {"code": "1.2"}),
    ]
    begun = tabled(d7=[{"code": "1.1"}])
    assert hits("code_used_where", begun, ["d7/code"], kinds=["read"], **given) == []


def test_only_the_rows_asked_about_need_their_code_elsewhere():
    content = tabled(
        d13=[{"code": "A1", "type": "quiz"}, {"code": "A2", "type": "project"}],
        d15=[{"task": "A9"}],
    )
    given = {"in": "d15/task", "column": "type", "values": ["project"]}
    assert hits("code_used_where", content, ["d13/code"], **given) == [
        ("d13/r2/code", {"code": "A2"})
    ]


@pytest.mark.parametrize(("count", "wrong"), [(2, 0), (3, 0), (1, 1), (6, 1)])
def test_each_module_has_its_number_of_outcomes(count, wrong):
    content = tabled(d6=[{"no": "1"}], d7=[{"code": f"1.{n}"} for n in range(count)])
    found = hits("rows_per_code", content, ["d6/no"], **{"in": "d7/code"}, least=2, most=5)
    assert len(found) == wrong


def test_a_module_outcome_is_not_above_what_it_supports():
    content = tabled(
        d5=[{"code": "LO1", "bloom": "C3"}],
        d7=[{"bloom": "C4", "outcomes": ["lo1"]}, {"bloom": "C3", "outcomes": ["LO1", "LO9"]}],
    )
    given = {"among": "d5/code", "supports": "outcomes"}
    assert hits("level_not_above", content, ["d7/bloom"], **given) == [
        ("d7/r1/bloom", {"level": "C4", "highest": "C3", "code": "lo1"})
    ]


@pytest.mark.parametrize(("minutes", "wrong"), [("54", 0), ("66", 0), ("67", 1), ("53", 1)])
def test_minutes_of_a_module_are_its_hours(minutes, wrong):
    content = tabled(
        d6=[{"no": "1", "hours": "1"}, {"no": "2", "hours": "5"}],
        d8=[{"module": "1", "minutes": minutes}],
    )
    given = {"among": "d6/no", "target": "d6/hours", "group": "module"}
    found = hits("sum_per_code", content, ["d8/minutes"], times=60, within=10, **given)
    assert len(found) == wrong


def test_the_weights_of_each_rubric_make_the_total():
    content = tabled(
        d15=[
            {"task": "A1", "weight": "60"}, {"task": "a1", "weight": "40"},
            {"task": "A2", "weight": "90"},
        ]
    )  # fmt: skip
    assert hits("sum_each_is", content, ["d15/weight"], group="task", total=100) == [
        ("d15", {"code": "A2", "sum": "90", "total": "100"})
    ]


@pytest.mark.parametrize(("hours", "wrong"), [("36", 0), ("44", 0), ("45", 1), ("35.9", 1)])
def test_the_hours_of_the_modules_are_near_those_of_the_proposal(hours, wrong):
    where = around(other=others(F2=tabled(p28=[{"hours": "40"}])))
    given = {"form": "F2", "other": "p28/hours", "within": 10}
    content = tabled(d6=[{"hours": hours}])
    assert len(hits("sum_near_other", content, ["d6/hours"], None, where, **given)) == wrong
    assert hits("sum_near_other", content, ["d6/hours"], **given) == []


def test_the_bank_is_twice_the_items_used():
    content = tabled(d13=[{"items": "10"}], d14=[{"count": "19"}])
    given = {"other": "d13/items", "times": 2}
    assert hits("sum_times_other", content, ["d14/count"], **given) == [
        ("d14", {"sum": "19", "least": "20", "other": "10"})
    ]
    enough = tabled(d13=[{"items": "10"}], d14=[{"count": "20"}])
    assert hits("sum_times_other", enough, ["d14/count"], **given) == []


def test_practice_comes_before_assessment():
    given = {"kind": "kind", "first": ["do"], "then": ["assess"]}
    assert hits("comes_before", STEPS, ["d8/outcomes"], **given) == [
        ("d8/r2/outcomes", {"code": "1.2"})
    ]


@pytest.mark.parametrize(("kind", "wrong"), [("quiz", 1), ("project", 0)])
def test_a_quiz_needs_its_blueprint(kind, wrong):
    content = tabled(d13=[{"type": kind}])
    given = {"other": "d13/type", "values": ["quiz"]}
    assert len(hits("needs_when_row", content, ["d14"], **given)) == wrong


def test_what_the_list_plans_is_specified():
    f5 = tabled(c1=[{"code": "RM1"}, {"code": "RM2"}, {"code": "RM3", "status": "not_applicable"}])
    where = around(other=others(F5=f5))
    given = {"form": "F5", "other": "c1/code", "starts": ["RM"]}
    content = tabled(d10=[{"code": "rm1"}])
    assert hits("planned_specified", content, ["d10/code"], None, where, **given) == [
        ("d10", {"code": "RM2"})
    ]
    assert hits("planned_specified", Content(), ["d10/code"], None, where, **given) == []


@pytest.mark.parametrize(("words", "wrong"), [(130, 0), (143, 0), (144, 1)])
def test_narration_can_be_spoken_in_its_time(words, wrong):
    content = tabled(d12=[{"narration": "word " * words, "seconds": "60"}])
    given = {"seconds": "seconds", "rate": 130, "within": 10}
    assert len(hits("speech_fits", content, ["d12/narration"], **given)) == wrong


@pytest.mark.parametrize(
    ("years", "wrong"),
    [
        (["2026", "2010"], 0),
        (["2022", "2010", "2010"], 1),
        ([], 0),
        (["2026a", "2026b", "2010"], 0),
        (["2010a", "2010b", "2026"], 1),
        (["n.d.", "2026"], 0),
    ],
)
def test_half_of_the_references_are_recent(years, wrong):
    content = tabled(d20=[{"year": year} for year in years])
    assert len(hits("recent_share", content, ["d20/year"], years=5, least=50)) == wrong


def test_open_issues_are_counted():
    content = tabled(d22=[{"issue": "a"}, {"issue": "b", "closed": "2026-01-01"}])
    assert hits("rows_closed", content, ["d22/closed"]) == [("d22", {"count": 1})]


@pytest.mark.parametrize("year", ["2020", "2020a", "n.d.", "in press", "akan terbit"])
def test_a_year_as_apa_writes_it_is_not_said_to_be_too_long(year):
    content = tabled(d20=[{"entry": "Sari, A. On work.", "year": year}])
    found = findings(read_definition("F7"), content, around(), {}, None)
    assert [each.code for each in found if each.path.endswith("/year")] == []
