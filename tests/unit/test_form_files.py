"""The shipped forms: they load, they are complete, and their rules say what they know."""

import re
import string
from datetime import date

import pytest

from mcdesk.i18n import LANGUAGES
from mcdesk.procedure import inspect, rules
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.progress import section_progress
from mcdesk.procedure.stage import Label
from tests.unit.rows import rows
from tests.unit.shipped import FORMS

KINDS = "F1 F2 F3 F4 F5 F6 F7 F8 F9 R1 R2 R10 R11 R13 R14".split()
STAGES = (
    "assignment discussion proposal timeline baseline components approval design development "
    "reexamination master_course confirmation opening completion"
).split()
ROLES = set("hsp sme id gd dcs hc dean ctl ctl_lead plh rev secretary reader".split())
ESSENTIAL = {f"p{n}" for n in (1, 2, 3, 4, 5, 7, 10, 15, 20, 28, 31, 35, 37, 45, 48)}
OPTIONAL = {f"p{n}" for n in (6, 9, 12, 13, 18, 22, 26, 42, 44, 46)}
MUST = {1, 3, 5, 7, 9, 12, 15, 18, 19, 21, 23, 25}


def labels(definition):
    """Yield every label of a form with a name for it."""
    for name in ("title", "short", "intro", "statement"):
        yield name, getattr(definition, name)
    for signer in definition.signers:
        yield f"signer {signer.role}", signer.act
    for rule in definition.rules:
        yield f"rule {rule.id}", rule.message
    for section in definition.sections:
        yield f"section {section.id}", section.title
        yield f"section {section.id} help", section.help
    for path, field in definition.fields.items():
        yield path, field.label
        for name in ("help", "placeholder", "unit"):
            yield f"{path} {name}", getattr(field, name)
        for part in (*field.columns, *field.items, *field.choices, *field.groups):
            yield f"{path} {part.id}", part.label
        for column in field.columns:
            yield f"{path} {column.id} help", column.help
            yield from ((f"{path} {column.id} {c.id}", c.label) for c in column.choices)


def test_words_name_a_field_by_its_label_and_never_by_its_key():
    keys = {id_ for form in FORMS.values() for id_ in form.fields if re.search(r"\d$", id_)}
    named = [
        (form.id, name, text)
        for form in FORMS.values()
        for name, label in labels(form)
        for text in ((label.en, label.id) if label else ())
        if keys & set(re.findall(r"\w+", text))
    ]
    assert named == []


def test_a_field_named_in_quotes_is_one_that_is_there():
    """The rules below send people to a field by its label, in the language that they read."""
    known = {label.text(lang) for form in FORMS.values() for field in form.fields.values()
             for label in (field.label,) for lang in LANGUAGES}  # fmt: skip
    for kind, rule_id in (("F6", "no_needs_condition"), ("F7", "subs_known"),
                          ("F7", "modules_known"), ("F7", "scenes_of_videos"),
                          ("F7", "rubric_tasks_known"), ("F8", "rights_cleared"),
                          ("F9", "seen_known"), ("R10", "outcome_known")):  # fmt: skip
        (rule,) = (rule for rule in FORMS[kind].rules if rule.id == rule_id)
        for language in LANGUAGES:
            quoted = re.findall("“([^”{]+)”", rule.message.text(language))
            assert known & set(quoted), (kind, rule_id, language)


def test_all_kinds_are_shipped():
    assert set(FORMS) == set(KINDS)
    assert {form.id for form in FORMS.values()} == set(KINDS)
    assert {form.version for form in FORMS.values()} == {"2026.1"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_speaks_both_languages(kind):
    for where, label in labels(FORMS[kind]):
        if label is not None:
            assert all(label.text(language).strip() for language in LANGUAGES), where


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_names_only_what_its_check_gives(kind):
    for rule in FORMS[kind].rules:
        known = {"field", *rules.GIVES[rule.check]}
        for text in (rule.message.en, rule.message.id):
            named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert named <= known, (kind, rule.id, named - known)
        assert sorted(places(rule.message.en)) == sorted(places(rule.message.id)), rule.id


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", KINDS)
def test_stages_and_roles_are_known(kind):
    form = FORMS[kind]
    assert form.stage in STAGES
    assert form.until in ("", *STAGES)
    assert {signer.role for signer in form.signers} <= ROLES
    for field in form.fields.values():
        assert set(field.by) <= ROLES
        assert {field.due.essential, field.due.full} <= set(STAGES)
        assert not field.role or field.role in ROLES
    for rule in form.rules:
        assert rule.paths, rule.id
        assert {rule.due.essential, rule.due.full} <= set(STAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_ids_within_a_field_are_unique(kind):
    for path, field in FORMS[kind].fields.items():
        for group in (field.columns, field.items, field.choices, field.parts):
            ids = [entry.id for entry in group]
            assert len(ids) == len(set(ids)), path
        keys = [row["key"] for row in field.rows]
        assert len(keys) == len(set(keys)), path


@pytest.mark.parametrize("kind", KINDS)
def test_default_rows_fit_their_columns(kind):
    form = FORMS[kind]
    content = Content(
        rows={
            field.id: tuple(
                Row(row["key"], str(n), {k: v for k, v in row.items() if k != "key"})
                for n, row in enumerate(field.rows)
            )
            for field in form.fields.values()
            if field.rows
        }
    )
    assert list(rules.type_hits(content, form)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_rules_and_pre_fills_point_at_fields_that_exist(kind):
    for rule in FORMS[kind].rules:
        for key in ("when", "reason", "by", "in", "conditions", "total", "among"):
            path = rule.params.get(key)
            if isinstance(path, str):
                exists(FORMS[kind], path)
        if "form" in rule.params:
            exists(FORMS[rule.params["form"]], rule.params["other"])
        wanted = rule.params.get("values", ())
        if "when" in rule.params and wanted:
            known = {c.id for c in FORMS[kind].field_of(rule.params["when"]).choices}
            assert set(wanted) <= known, rule.id
    for field in FORMS[kind].fields.values():
        head, _, path = field.prefill.partition(".")
        if head in FORMS:
            exists(FORMS[head], path)


def exists(form, path):
    field = form.field_of(path)
    if "/" in path:
        field.column(path.split("/", 1)[1])
    elif "." in path:
        assert path in form.fields, path


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_speaks_of_an_empty_form_by_accident(kind):
    """On an untouched form only the checks speak whose point is that something is needed."""
    needing = {"rows_or_words", "one_filled", "needs_when"}
    form = FORMS[kind]
    where = Surroundings(today=date(2026, 3, 2))
    spoke = {
        rule.check
        for rule in form.rules
        if list(rules.CHECKS[rule.check](Content(), where, rule, form))
    }
    assert spoke <= needing


def test_typed_tables_have_the_columns_of_their_records():
    from mcdesk.procedure.rows import typed_columns

    found = {
        field.table: {column.id for column in field.columns if not column.compute}
        for form in FORMS.values()
        for field in form.fields.values()
        if field.table
    }
    assert set(found) == {"component", "milestone", "condition", "finding"}
    for name, columns in found.items():
        assert columns == typed_columns(name)


# --- F2 --------------------------------------------------------------------------------------


def test_the_proposal_has_its_fifty_fields_in_order():
    ids = [field.id for section in FORMS["F2"].sections for field in section.fields]
    assert ids == [f"p{n}" for n in range(1, 51)]
    assert len(FORMS["F2"].sections) == 11


def required(profile, stage):
    found = set()
    for section in FORMS["F2"].sections:
        for field in section.fields:
            for entry in (field, *field.parts):
                if entry.required.of(profile) == "block" and entry.due.of(profile) == stage:
                    found.add(field.id)
    return found


def test_essential_asks_for_fifteen_fields_at_the_proposal():
    assert required("essential", "proposal") == ESSENTIAL


def test_full_asks_for_all_that_is_not_optional():
    made = {
        field.id
        for section in FORMS["F2"].sections
        for field in section.fields
        if field.type in (FieldType.COMPUTED, FieldType.DECISION)
    }
    assert made == {"p13", "p29", "p36", "p49", "p50"}
    assert required("full", "proposal") == {f"p{n}" for n in range(1, 51)} - OPTIONAL - made


def test_the_rest_falls_due_at_stage_seven_or_eight():
    for field in FORMS["F2"].fields.values():
        if field.required.essential != "off" and field.due.essential != "proposal":
            assert field.due.essential in ("approval", "design")


def test_head_and_dean_decide_in_the_same_step():
    for kind in ("F2", "F3"):
        form = FORMS[kind]
        assert form.signer("hsp").step == form.signer("dean").step > form.signer("sme").step


def test_every_field_of_the_proposal_has_help():
    for section in FORMS["F2"].sections:
        for field in section.fields:
            assert field.help, field.id


# --- F3, F5, F6 ------------------------------------------------------------------------------


def test_actuals_of_the_timeline_are_living():
    field = FORMS["F3"].fields["t3"]
    living = {column.id for column in field.columns if column.living}
    assert living == {"status", "actual_start", "actual_end", "note"}
    assert FORMS["F3"].fields["t4"].living
    assert FORMS["F3"].fields["t7"].living


def test_default_activities_follow_one_another():
    field = FORMS["F3"].fields["t3"]
    assert [row["no"] for row in field.rows] == [str(n) for n in range(1, 27)]
    assert {row["stage"] for row in field.rows} == set(STAGES)
    assert set(field.params["days"]) == {row["key"] for row in field.rows}
    for row in field.rows:
        assert all(
            int(before) < int(row["no"]) for before in row.get("after", "").split(",") if before
        )


def test_components_name_their_due_stage():
    field = FORMS["F5"].fields["c1"]
    due = {row["code"][:2]: row["due_stage"] for row in field.rows if row["code"] != "CP3"}
    assert due["LM"] == "master_course"
    assert due["CP"] == "confirmation"
    assert {due[group] for group in ("RM", "AV", "AS", "EA")} == {"development"}
    codes = {choice.id for choice in field.column("code").choices}
    assert len(codes) == 38
    assert codes == {choice.id for choice in FORMS["F2"].fields["p40"].column("code").choices}
    assert set(field.params["makers"]) == set(field.params["content"]) == codes


def test_all_but_the_pre_test_and_the_live_session_are_usual_components():
    """domain.md, F5: the pre-test is optional, a live session is planned "if any"."""
    field = FORMS["F5"].fields["c1"]
    codes = {choice.id for choice in field.column("code").choices}
    assert codes - {row["code"] for row in field.rows} == {"AS2", "EA4"}


def test_who_answers_other_is_asked_which():
    found = {
        f"{kind}.{path}": entry
        for kind, form in FORMS.items()
        for path, entry in form.fields.items()
        if "other" in {choice.id for choice in entry.choices}
    }
    assert set(found) == {"F2.p33", "F2.p34", "R11.lms"}
    assert all("other" in {part.id for part in entry.parts} for entry in found.values())
    around = Surroundings(today=date(2026, 11, 23))
    asked = {("F2", "other_language", "p33"): ["other"], ("F2", "other_lms", "p34"): "other",
             ("R11", "other_lms", "lms"): "other"}  # fmt: skip
    for (kind, name, path), answer in asked.items():
        form = FORMS[kind]
        rule = next(rule for rule in form.rules if rule.id == name)
        for given, wrong in (({path: answer}, 1), ({path: answer, f"{path}.other": "Arabic"}, 0),
                             ({path: "x"}, 0)):  # fmt: skip
            hits = list(rules.CHECKS[rule.check](Content(given), around, rule, form))
            assert [hit.path for hit in hits] == [f"{path}.other"] * wrong


def test_the_checklist_has_28_items_and_its_stars():
    field = FORMS["F6"].fields["a2"]
    assert [item.id for item in field.items] == [f"{n:02}" for n in range(1, 29)]
    assert {int(item.id) for item in field.items if item.must} == MUST
    assert len(field.groups) == 8
    assert all(item.group for item in field.items)


def test_living_columns_of_conditions_and_findings():
    for kind, path, living in (
        ("F6", "a3", {"closed"}),
        ("R10", "findings", {"fixed", "checked"}),
        ("F5", "c1", {"accepted", "status", "link", "note"}),
    ):
        columns = FORMS[kind].fields[path].columns
        assert {column.id for column in columns if column.living} == living


# --- a filled proposal -----------------------------------------------------------------------


SETTINGS = {
    "outcomes_min": 3, "outcomes_max": 7, "modules_min": 2, "modules_max": 8, "weeks_min": 1,
    "weeks_max": 12, "workload_min": 5, "workload_max": 135, "workload_usual_min": 20,
    "workload_usual_max": 45, "weight_share_max": 60, "hours_per_week_max": 12,
    "opening_days_ahead": 60, "evidence_years": 3,
}  # fmt: skip
GOOD = Content(
    {
        "p1": "Data Storytelling for Managers",
        "p2": "Bercerita dengan Data untuk Manajer",
        "p3": "Data Storytelling",
        "p8": "new",
        "p10": "Many managers receive reports they cannot explain to others. " * 6 + "Mitra: PT A.",
        "p14": "none",
        "p17.min": "15",
        "p17.max": "40",
        "p21": "6",
        "p23": ["data", "story", "charts"],
        "p25": "stand_alone",
        "p27": "none",
        "p30": "4",
        "p43": "yes",
        "p47": "Learn to tell what the numbers mean.",
        "p48": "2026-09-01",
    },
    {
        "p20": rows(
            {"code": "LO1", "statement": "Explain a chart", "bloom": "C2", "domain": "skill"},
            {"code": "LO2", "statement": "Memilih grafik", "bloom": "C5", "domain": "skill"},
            {"code": "LO3", "statement": "Design a story", "bloom": "C6", "domain": "skill"},
        ),
        "p28": rows({"kind": "video", "hours": "8"}, {"kind": "practice", "hours": "12"}),
        "p35": rows(
            {"no": "1", "title": "Charts", "outcomes": ["LO1", "LO2"], "hours": "9.5"},
            {"no": "2", "title": "Stories", "outcomes": ["LO3"], "hours": "10.5"},
        ),
        "p37": rows(
            {"code": "A1", "name": "Quiz", "type": "quiz", "outcomes": ["LO1"], "weight": "40"},
            {
                "code": "A2",
                "name": "Case",
                "type": "case",
                "outcomes": ["LO2", "LO3"],
                "weight": "60",
            },
        ),
    },
)


def broken(content):
    form = FORMS["F2"]
    where = Surroundings(today=date(2026, 3, 2), setting=SETTINGS.get)
    hits = {}
    for rule in form.rules:
        for hit in rules.CHECKS[rule.check](content, where, rule, form):
            hits.setdefault(rule.id, []).append(hit)
            assert form.field_of(hit.path)
            for language in LANGUAGES:
                shown = {
                    k: v.text(language) if isinstance(v, Label) else v
                    for k, v in hit.params.items()
                }
                assert rule.message.text(language).format(**shown)
    return set(hits)


def test_a_good_proposal_breaks_no_rule():
    assert broken(GOOD) == set()
    assert list(rules.type_hits(GOOD, FORMS["F2"])) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"p1": "MBA"}, "title_length"),
        ({"p2": "Diploma Data"}, "title_words"),
        ({"p3": "Excel 101"}, "title_names"),
        ({"p8": "bundle"}, "source_courses"),
        ({"p10": "Short, mitra."}, "background_length"),
        ({"p10": "x" * 400}, "partner_or_reason"),
        ({"p14": "overlaps"}, "overlap_note"),
        ({"p17.max": "10"}, "intake_order"),
        ({"p23": ["a"]}, "skill_tag_count"),
        ({"p25": "stacks_mc"}, "stack_target"),
        ({"p26": "1", "p29": "0.44", "p26.course": "X"}, "recognition_within_sks"),
        ({"p26": "0.4", "p29": "0.44"}, "recognition_course"),
        ({"p27": "years"}, "validity_years"),
        ({"p30": "13"}, "duration_range"),
        ({"p30": "1"}, "hours_per_week"),
        ({"p43": "no"}, "cost_note"),
        ({"p47": "Lulusan dijamin kerja."}, "catalogue_promises"),
        ({"p48": "2026-04-01"}, "opening_ahead"),
    ],
)
def test_one_wrong_value_breaks_one_rule(changes, rule):
    assert broken(Content({**GOOD.values, **changes}, GOOD.rows)) == {rule}


def with_cells(field, number, **cells):
    found = list(GOOD.rows[field])
    row = found[number]
    found[number] = Row(row.id, row.rank, {**row.cells, **cells})
    return Content(GOOD.values, {**GOOD.rows, field: tuple(found)})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (with_cells("p20", 0, statement="Memahami grafik"), {"outcome_weak_verb", "outcome_verb"}),
        (with_cells("p20", 0, skkni="J.62"), {"outcome_skkni"}),
        (with_cells("p20", 0, skkni="J.62SAD00.001.1"), set()),
        (with_cells("p20", 0, bloom=""), {"rows_complete"}),
        (
            with_cells("p20", 1, code="LO1"),
            {"outcome_codes", "module_outcomes_known", "assessment_outcomes_known"},
        ),
        (with_cells("p28", 0, hours="30"), {"workload_modules"}),
        (with_cells("p28", 1, kind="video"), {"workload_kinds"}),
        (with_cells("p35", 0, outcomes=["LO1"]), {"outcomes_in_modules"}),
        (with_cells("p35", 1, no="1"), {"module_numbers"}),
        (
            with_cells("p37", 0, outcomes=["LO7"]),
            {"outcomes_assessed", "assessment_outcomes_known"},
        ),
        (with_cells("p37", 0, weight="41"), {"weights"}),
        (with_cells("p37", 1, code="a1"), {"assessment_codes"}),
    ],
)
def test_wrong_cells_break_their_rules(content, wrong):
    assert broken(content) == wrong


def test_low_outcomes_break_bloom_and_kkni():
    found = rows(*({**row.cells, "bloom": "C2"} for row in GOOD.rows["p20"]))
    content = Content(GOOD.values, {**GOOD.rows, "p20": found})
    assert broken(content) == {"outcome_applied", "kkni_bloom"}


def test_old_and_future_evidence():
    found = rows(
        *(
            {"kind": "survey", "source": "A", "date": day, "finding": "x"}
            for day in ("2020-01-01", "2026-09-01")
        )
    )
    content = Content(GOOD.values, {**GOOD.rows, "p11": found})
    assert broken(content) == {"evidence_recent", "evidence_not_future"}


def test_a_team_without_media_people():
    team = rows({"role": "sme", "person": "x"}, {"role": "id", "person": "y"})
    assert broken(Content(GOOD.values, {**GOOD.rows, "p41": team})) == {"team_roles"}


@pytest.mark.parametrize(
    ("answered", "words"),
    [(0, "“Checklist” is still empty."), (2, "“Checklist”: still to be answered: 26 of 28 items.")],
)
def test_a_checklist_says_how_much_of_it_is_open(answered, words):
    values = {f"a2.{n:02}": "yes" for n in range(1, answered + 1)}
    where = Surroundings(today=date(2026, 3, 2))
    found = inspect.findings(FORMS["F6"], Content(values), where, {}, None)
    (finding,) = [each for each in found if each.path == "a2" and each.code == "required"]
    assert finding.sentence("en") == words


# --- the later forms -------------------------------------------------------------------------


def ids_of(kind):
    return [field.id for section in FORMS[kind].sections for field in section.fields]


def test_the_design_document_has_its_fields_in_order():
    assert ids_of("F7") == [f"d{n}" for n in range(1, 24)]
    made = {entry.id for entry in FORMS["F7"].fields.values() if entry.is_made}
    assert {"d1", "d9"} <= made
    assert len(FORMS["F7"].fields["d19"].items) == 8


def test_the_confirmation_has_its_fields_in_order():
    assert ids_of("F8") == [f"k{n}" for n in range(1, 9)]
    assert len(FORMS["F8"].fields["k3"].items) == 12
    living = {c.id for c in FORMS["F8"].fields["k4"].columns if c.living}
    assert living == {"accepted", "closed"}


@pytest.mark.parametrize("kind", ["F4", "F5", "F6", "F7", "F8", "F9", "R10", "R11", "R13", "R14"])
def test_every_field_of_the_later_forms_has_help(kind):
    fields = [field for section in FORMS[kind].sections for field in section.fields]
    assert [field.id for field in fields if not field.help] == []


def test_essential_asks_of_a_design_what_the_procedure_asks():
    asked = {
        entry.id
        for entry in FORMS["F7"].fields.values()
        if entry.required.essential == "block" and not entry.is_made
    }
    assert asked == {"d3", "d5", "d6", "d7", "d13"}
    hard = {rule.id for rule in FORMS["F7"].rules if rule.levels.essential == "block"}
    assert hard == {
        "rows_complete", "codes_unique", "outcomes_assessed", "outcomes_known", "video_longest",
        "weights",
    }  # fmt: skip


def test_the_assessment_has_36_items_in_five_aspects():
    field = FORMS["F9"].fields["e3"]
    counts = {group.id: 0 for group in field.groups}
    for item in field.items:
        counts[item.group] += 1
        assert item.id.startswith(item.group)
    assert counts == {"A": 10, "B": 5, "C": 6, "D": 6, "E": 9}
    critical = {item.id for item in field.items if item.must}
    assert critical == {"A1", "A2", "A10", "C6", "D1", "D3", "D6", "E5", "E6"}
    assert [choice.id for choice in field.choices] == ["1", "2", "3", "4", "na"]
    assert FORMS["F9"].per == ("round", "assessor")


def test_essential_asks_half_a_page_of_an_assessor():
    fields = FORMS["F9"].fields
    asked = {path for path, entry in fields.items() if entry.required.essential == "block"}
    assert asked == {"e1", "report", "result"}
    scored = next(rule for rule in FORMS["F9"].rules if rule.id == "scored")
    assert (scored.levels.essential, scored.levels.full) == ("warn", "block")


def test_every_form_names_where_each_field_comes_from():
    for kind in ("F4", "F5", "F7", "F8", "F9"):
        fields = [field for section in FORMS[kind].sections for field in section.fields]
        assert [field.id for field in fields if not field.source] == [], kind


def test_a_heading_says_the_unit_where_that_says_more():
    hours = FORMS["F2"].fields["p28"]
    heads = {column.id: column.heading for column in hours.columns}
    assert heads["hours"] == Label("Hours (h)", "Jam")
    assert all("(" not in head.en for id_, head in heads.items() if id_ != "hours")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_signed_does_not_point_below(kind):
    """It stands above the signatures at the end of the paper, and everything else above it."""
    said = FORMS[kind].statement
    if said is not None:
        assert "below" not in said.en
        assert "di bawah" not in said.id


def test_a_section_without_required_fields_has_its_tick_once_something_stands_in_it():
    form = FORMS["F7"]
    section = next(s for s in form.sections if s.title.en == "Video")
    table = next(field for field in section.fields if field.type is FieldType.TABLE)
    column = next(c.id for c in table.columns if c.type in (FieldType.LINE, FieldType.TEXT))
    rows = {table.id: (Row("r1", "1", {column: "Patterns"}),)}
    around = Surroundings(today=date(2026, 11, 23))
    told = [section_progress(form, content, around, {})[section.id]
            for content in (Content(), Content(rows=rows))]  # fmt: skip
    assert [(each.required, each.given) for each in told] == [(0, False), (0, True)]
