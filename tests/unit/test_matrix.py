"""What serves what, and what adds up: the alignment and the hours of a design document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk import resources
from mcdesk.procedure.by_module import part_definition
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.durations import durations, has_durations
from mcdesk.procedure.inspect import computed_content, findings, inspection
from mcdesk.procedure.load import read_form
from mcdesk.procedure.matrix import behind, has_matrices, marks, matrices

if TYPE_CHECKING:
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.matrix import Matrix


def rows(field: str, *cells: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(Row(f"{field}{n}", f"{n:03}", each) for n, each in enumerate(cells))


@pytest.fixture(scope="module")
def design() -> FormDefinition:
    return definition("F7")


def definition(kind: str) -> FormDefinition:
    text = (resources.root() / "forms" / f"{kind}.toml").read_text(encoding="utf-8")
    found = read_form(text, f"{kind}.toml", [])
    assert found is not None
    return found


CONTENT = Content(
    {},
    {
        "d5": rows("d5", {"code": "LO1", "statement": "Turn"}, {"code": "LO2"}),
        "d6": rows("d6", {"no": "1", "title": "Start", "hours": "2"}, {"no": "2", "hours": "1.5"}),
        "d7": rows(
            "d7",
            {"code": "1.1", "outcomes": ["LO1"]},
            {"code": "1.2", "outcomes": ["lo 1"]},
        ),
        "d8": rows(
            "d8",
            {"module": "1", "kind": "read", "title": "Book", "outcomes": ["1.1"], "minutes": "100"},
            {"module": "1", "kind": "do", "title": "Try", "outcomes": ["1.1"], "minutes": "20"},
            {"module": "1", "kind": "assess", "title": "Quiz", "outcomes": [], "minutes": "30"},
        ),
        "d11": rows("d11", {"code": "AV3.01", "minutes": "1"}, {"code": "AV3.02", "minutes": "2"}),
        "d12": rows(
            "d12",
            {"video": "AV3.01", "scene": "1", "seconds": "30", "narration": "word " * 65},
            {"video": "AV3.01", "scene": "2", "seconds": "30", "narration": "word " * 130},
            {"video": "AV3.01", "scene": "3"},
        ),
        "d13": rows("d13", {"code": "AS1", "name": "Quiz", "outcomes": ["LO9"]}),
    },
)


def test_outcomes_stand_against_what_serves_and_assesses_them(design: FormDefinition) -> None:
    found = {matrix.title.en: matrix for matrix in matrices(design, CONTENT)}
    assert list(found) == ["Course outcomes", "Modules", "Module outcomes"]
    outcomes = found["Course outcomes"]
    assert [label.en for label in outcomes.columns] == [
        "Module outcomes", "Assessment specification",
    ]  # fmt: skip
    first, second = outcomes.lines
    assert (first.code, first.words, first.path) == ("LO1", "Turn", "d5/d50/code")
    assert [place.path for place in first.cells[0]] == ["d7/d70/outcomes", "d7/d71/outcomes"]
    assert first.cells[1] == ()
    assert second.gaps == 2
    assert outcomes.gaps == 3


def test_who_serves_none_is_an_orphan_by_name(design: FormDefinition) -> None:
    outcomes, _modules, steps = matrices(design, CONTENT)
    assert [(o.path, o.words) for o in outcomes.orphans] == [("d13/d130/outcomes", "AS1 · Quiz")]
    assert [o.path for o in steps.orphans] == ["d8/d82/outcomes"]
    assert steps.orphans[0].words.endswith("Quiz")


def test_steps_teach_practise_and_assess(design: FormDefinition) -> None:
    steps = matrices(design, CONTENT)[2]
    assert [label.en for label in steps.columns] == ["Material", "Practice", "Assessment"]
    assert [[len(cell) for cell in line.cells] for line in steps.lines] == [[1, 1, 0], [0, 0, 0]]


def test_only_forms_that_align_or_add_up_have_them(design: FormDefinition) -> None:
    assert has_matrices(design)
    assert has_durations(design)
    assert not has_durations(definition("F1"))
    assert not has_matrices(definition("F1"))
    assert matrices(definition("F1"), Content()) == ()


def around(**settings: Any) -> Surroundings:
    proposal = Content({}, {"p28": rows("p28", {"hours": "4"})})
    values = {"narration_rate": 130, **settings}
    return Surroundings(
        today=date(2026, 11, 23),
        setting=values.get,
        other=lambda kind: proposal if kind == "F2" else Content(),
    )


def test_minutes_add_up_against_the_hours_of_each_module(design: FormDefinition) -> None:
    modules = durations(design, CONTENT, around()).sums[0]
    first, second = modules.spans
    assert (first.planned, first.filled, first.standing) == (Decimal(120), Decimal(150), "more")
    assert (second.planned, second.filled, second.standing) == (Decimal(90), 0, "open")
    assert (modules.planned, modules.filled) == (Decimal(210), Decimal(150))
    assert (modules.wanted, modules.of_form) == (Decimal(240), "F2")


def test_a_sum_within_ten_per_cent_fits(design: FormDefinition) -> None:
    steps = rows("d8", {"module": "1", "minutes": "108"}, {"module": "2", "minutes": "80"})
    content = Content({}, {**CONTENT.rows, "d8": steps})
    modules = durations(design, content, around()).sums[0]
    assert [span.standing for span in modules.spans] == ["fits", "less"]


def test_narration_is_spoken_at_the_rate_of_the_workspace(design: FormDefinition) -> None:
    found = durations(design, CONTENT, around())
    assert [(s.words, s.spoken, s.standing) for s in found.scenes] == [
        (65, Decimal(30), "fits"), (130, Decimal(60), "more"), (0, Decimal(0), "open"),
    ]  # fmt: skip
    video = found.sums[1].spans[0]
    assert (video.planned, video.filled, video.spoken) == (Decimal(60), Decimal(60), Decimal(90))
    assert video.standing == "fits"
    assert durations(design, CONTENT, around(narration_rate=65)).scenes[0].spoken == Decimal(60)


def test_rounding_scene_by_scene_makes_no_video_longer(design: FormDefinition) -> None:
    """1,800 words at 130 a minute are 13.8 minutes, also in 60 scenes of 30 words each."""
    scenes = [{"video": "AV3.01", "scene": str(n), "narration": "word " * 30} for n in range(60)]
    content = Content({}, {**CONTENT.rows, "d12": rows("d12", *scenes)})
    found = durations(design, content, around())
    assert f"{sum(scene.spoken for scene in found.scenes) / 60:.1f}" == "13.8"
    spoken = found.sums[1].spans[0].spoken
    assert spoken is not None
    assert f"{spoken / 60:.1f}" == "13.8"


@pytest.mark.parametrize("kind", ["F2", "F7"])
def test_one_inspection_says_what_both_questions_say(kind: str) -> None:
    form = definition(kind)
    content = CONTENT if kind == "F7" else Content({"p1": 5, "p3": "2026-02-30"}, {})
    stages = {"proposal": 3, "approval": 7, "design": 8, "completion": 14}
    where = replace(around(), stages=stages)
    found = inspection(form, content, where, {})
    assert found.computed == computed_content(form, content, where)
    assert found.all == findings(form, content, where, {}, None)
    assert found.due == findings(form, content, where, {}, form.stage)
    assert found.all


@pytest.mark.parametrize(("cell", "paths"), [
    (("1.1", "statement"), ("d7/d70/code",)),
    (("1.1", "material"), ("d8/d80/outcomes",)),
    (("1.2", "practice"), ("d8//outcomes",)),
    (("1.2", "assessment"), ("d8/d82/outcomes",)),  # a step that serves no outcome yet
    (("–", "assessment"), ("d8/d82/outcomes",)),
])  # fmt: skip
def test_a_cell_of_the_matrix_leads_to_the_rows_behind_it(
    design: FormDefinition, cell: tuple[str, str], paths: tuple[str, ...]
) -> None:
    assert behind(design, CONTENT, design.fields["d9"], cell) == paths


KINDS = ("material", "practice", "assessment")


def marked(form: FormDefinition, content: Content) -> tuple[dict[str, list[Any]], Matrix]:
    """What the form's own matrix marks by the codes of its rows, and the one beside the text."""
    (entry,) = (each for each in form.fields.values() if each.compute == "alignment")
    made = computed_content(form, content, around()).rows["d9"]
    found = marks(form, content, entry, made)
    told = {row.text("code"): [found.get((row.id, kind)) for kind in KINDS] for row in made}
    return told, matrices(form, content)[-1]


def test_the_forms_own_matrix_marks_the_gaps_that_stand_beside_the_text(
    design: FormDefinition,
) -> None:
    told, beside = marked(design, CONTENT)
    orphan = told.pop("–")
    assert told == {"1.1": [None, None, "gap"], "1.2": ["gap", "gap", "gap"]}
    standing = {
        line.code: [None if cell else "gap" for cell in line.cells] for line in beside.lines
    }
    assert standing == told
    assert orphan == ["orphan", "orphan", "orphan"]


def test_a_code_written_otherwise_is_served_in_both_matrices(design: FormDefinition) -> None:
    steps = rows("d8", *({"kind": kind, "title": "T", "outcomes": ["1.1 A"]}
                         for kind in ("read", "do", "assess")))  # fmt: skip
    outcomes = rows("d7", {"code": "1.1a"}, {"statement": "no code"})
    content = Content({}, {"d7": outcomes, "d8": steps})
    told, beside = marked(design, content)
    assert told == {"1.1a": [None] * 3, "": [None] * 3}
    assert not beside.gaps
    (first, *_rest) = computed_content(design, content, around()).rows["d9"]
    assert first.text("practice") == "T"


def test_a_module_without_steps_is_all_gaps(design: FormDefinition) -> None:
    whole = rows("d6", {"no": "1"}), rows("d7", {"code": "1.1", "module": "1"})
    content = Content({}, {"d6": whole[0], "d7": whole[1]})
    part = part_definition(design, "1", content)
    assert "d8" not in part.fields
    assert marked(part, content)[0] == {"1.1": ["gap"] * 3}
