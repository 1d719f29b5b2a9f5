"""Which figures of a version are told as wrong, in words, whatever else stands in a workspace."""

from __future__ import annotations

import pytest

from mcdesk.application.shown_figures import (
    CODE,
    WORDS,
    said_of_figures,
    said_otherwise,
    still_follow,
)
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import Content
from mcdesk.procedure.figures import OF_SHEETS
from mcdesk.procedure.records import Form, Redaction
from tests.unit.kept import reader_of, version_of
from tests.unit.rows import rows

GONE = "[Removed on 1 December 2026: wrong]"
POINTS = Content({"e3.A1": GONE, "e4.a": "50", "e4.total": "50"}, {})


def removed(form: str, *parts: str) -> Redaction:
    return Redaction(id=f"of-{form}", subject_table="form_value", subject_id="v", name="value",
                     form_id=form, path="e3.A1", parts=json_text(list(parts)))  # fmt: skip


@pytest.mark.parametrize(
    ("removals", "told"),
    [
        ((), "e4.a"),
        ((removed("f"),), None),
        ((removed("whole", "f"),), None),
        ((removed("another"),), "e4.a"),
    ],
)
def test_a_removal_out_of_another_form_spares_no_figure(removals, told):
    """Its words alone say nothing: anybody can write them into a place of the same name."""
    found = said_of_figures(reader_of(*removals), version_of("F9", POINTS), WORDS)
    assert (found and found.path) == told


def test_a_figure_in_a_table_is_named_with_the_table_and_one_alone_by_itself():
    hours = rows({"kind": "reading", "hours": "30"})
    wrong = Content({"p28.total": "60", "p29": "6"}, {"p28": hours})
    found = said_of_figures(reader_of(), version_of("F2", wrong, {"hours_per_sks": 45}), WORDS)
    assert (found.code, found.path) == (CODE, "p28.total")
    figures = found.params["figures"]
    assert figures.en == "Workload, Total hours; sks equivalent"
    assert figures.id == "Beban belajar, Jumlah jam; Setara sks"


def test_of_a_part_its_name_is_told():
    matrix = rows({"code": "1.1", "material": "Nothing of the kind"})
    goals = rows({"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]})
    version = version_of("F7", Content({}, {"d7": goals, "d9": matrix}))
    form = Form(id="f", kind="F7", subject_kind="card", subject_id="c", card_id="c", scope="M1")
    part = said_of_figures(reader_of(form), version, WORDS)
    whole = said_of_figures(reader_of(), version, WORDS)
    assert (part.path, whole.path) == ("d9", "d9")
    assert part.params["form"].en == f"{whole.params['form'].en}, module 1"


@pytest.mark.parametrize(
    ("shown", "then", "now", "follows"),
    [("0.67", 45, 45, True), ("0.67", 45, 40, False), ("0.75", 45, 40, False)],
)
def test_a_version_stays_only_where_its_figures_follow_from_the_settings_of_then_and_of_now(
    shown, then, now, follows
):
    """What becomes right by a later setting was wrong when it was frozen."""
    text = Content({"p28.total": "30", "p29": shown}, {"p28": rows({"hours": "30"})})
    version = version_of("F2", text, {"hours_per_sks": then})
    assert still_follow(reader_of(), version, {"hours_per_sks": now}, text) is follows


AVERAGE = Content({"e4.average": "75"}, {})


def test_a_version_stays_only_where_it_shows_of_other_forms_what_they_say_now():
    version, other = version_of("F9", AVERAGE), Content({"e4.average": "50"}, {})
    assert still_follow(reader_of(), version, {}, AVERAGE)
    assert not still_follow(reader_of(), version, {}, other)


def test_what_is_passed_is_not_told_as_another():
    """What other assessors found meanwhile keeps nobody's sheet from being frozen again."""
    was, now = version_of("F9", AVERAGE), version_of("F9", Content({"e4.average": "50"}, {}))
    assert said_otherwise(reader_of(), was, now, WORDS).path == "e4.average"
    assert said_otherwise(reader_of(), was, now, WORDS, OF_SHEETS) is None
    assert said_otherwise(reader_of(), was, was, WORDS) is None
