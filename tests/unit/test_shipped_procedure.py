"""The shipped procedure and its forms: what they promise each other (domain.md, a and b)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from mcdesk.procedure import needs, rules
from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.load import read_procedure
from tests.unit.rows import rows
from tests.unit.shipped import PROCEDURE, ROOT, SHIPPED

RIGHTS = SHIPPED.procedure.rights


@pytest.mark.parametrize("kind", SHIPPED.forms)
def test_whoever_a_field_is_asked_of_may_fill_it_in(kind):
    """A field that is asked of somebody who lacks the right can only be filled by another."""
    asked = {
        (path, role)
        for path, entry in SHIPPED.forms[kind].fields.items()
        if not entry.is_made
        for role in entry.by
    }
    assert {(path, role) for path, role in asked if role not in RIGHTS["fill"]} == set()


def test_ctl_and_the_head_let_a_card_rest_and_end_it():
    """domain.md, section a: "hold / cancel: CTL or HSP"; the team's designer does not."""
    assert set(RIGHTS["rest"]) == {"ctl", "ctl_lead", "hsp"}


def test_a_procedure_of_before_has_its_rests_from_who_keeps_the_cards():
    mistakes = []
    older = re.sub(r"^rest = .*\n", "", PROCEDURE, flags=re.MULTILINE)
    assert older != PROCEDURE
    procedure = read_procedure(older, "older.toml", mistakes)
    assert mistakes == []
    assert procedure.rights["rest"] == procedure.rights["cards"]


# --- the numbers of the guide bind (domain.md, F1: "settings the forms check against") ---------

SETTINGS = {setting.key: setting.value for setting in SHIPPED.procedure.settings}
MONDAY = date(2026, 3, 2)


def told(kind: str, rule: str, content: Content, settings: dict | None = None, **around) -> bool:
    """Tell whether a rule of a form has something to say, in the profile Full."""
    known = {**SETTINGS, **(settings or {})}
    surroundings = Surroundings(today=MONDAY, profile="full", setting=known.get, **around)
    (own,) = (each for each in SHIPPED.forms[kind].rules if each.id == rule)
    return bool(list(rules.CHECKS[own.check](content, surroundings, own, SHIPPED.forms[kind])))


def test_every_number_that_the_guide_shows_is_asked_somewhere():
    shown = {entry.params["key"] for entry in SHIPPED.forms["F1"].fields.values()
             if entry.compute == "setting"}  # fmt: skip
    others = [path.read_text("utf-8") for path in (ROOT / "forms").glob("*.toml")
              if path.stem != "F1"]  # fmt: skip
    code = [path.read_text("utf-8") for path in Path(needs.__file__).parent.glob("*.py")]
    asked = {key for key in shown if any(key in text for text in (*others, *code))}
    assert shown - asked == set()


def test_a_quiz_has_as_many_items_as_the_guide_asks_for():
    few = Content(rows={"d13": rows({"type": "quiz", "items": "4"}, {"type": "case", "items": "1"},
                                    {"type": "quiz"})})  # fmt: skip
    assert told("F7", "quiz_items", few)
    assert not told("F7", "quiz_items", few, {"quiz_items_min": 4})


@pytest.mark.parametrize("said", ["", "–", "Tidak ada"])
def test_a_video_without_captions_is_told_while_the_guide_asks_for_them(said):
    silent = Content(rows={"d11": rows({"code": "V1.1", "captions": said})})
    assert told("F7", "captions_named", silent)
    assert not told("F7", "captions_named", silent, {"captions_required": False})
    spoken = Content(rows={"d11": rows({"code": "V1.1", "captions": "Indonesian"})})
    assert not told("F7", "captions_named", spoken)


def test_captions_that_are_not_named_only_warn():
    (own,) = (each for each in SHIPPED.forms["F7"].rules if each.id == "captions_named")
    assert {own.levels.of(profile) for profile in ("essential", "full")} == {"warn"}


def test_the_lecturer_s_review_has_the_window_of_the_guide():
    days = {"received": "2026-03-02", "due": "2026-03-06"}
    content = Content(rows={"t5": rows({"reviewer": "p1", **days}, {"reviewer": "p2", **days})})
    lecturer = {"team.sme": "p1"}.get
    assert told("F3", "review_window", content, look=lecturer)
    assert not told("F3", "review_window", content, {"review_window": 4}, look=lecturer)
    assert not told("F3", "review_window", content, look={"team.sme": "p3"}.get)
    assert not told("F3", "review_window", content)


@pytest.mark.parametrize(
    ("opens", "slips"), [("2026-03-16", False), ("2026-03-17", True), ("2026-02-01", False)]
)
def test_an_opening_that_slips_asks_the_dean_again(opens, slips):
    """domain.md, ambiguity 5: over 10 working days; the timeline is changed and signed anew."""
    content = Content({"decision": "open", "dates.start": opens})
    timeline = {"F3": Content({"t1.opening": "2026-03-02"})}
    known = {"other": lambda kind: timeline.get(kind, Content())}
    assert told("R13", "opening_slip", content, **known) is slips
    assert not told("R13", "opening_slip", content, {"slip_days": 11}, **known)
    assert not told("R13", "opening_slip", content)


# --- what domain.md demands without "warn" blocks in Full (decisions.md, 18) ---------------------

DEMANDED = {
    "F3": ("tapping_needed", "tapping_rows", "tapping_script", "tapping_clash"),
    "F5": ("not_applicable_note", "accepted_link", "maker_checker", "due_within_plan"),
    "F6": ("item_notes", "no_needs_condition"),
    "F7": ("subs_per_module", "passing_set", "scene_seconds", "bank_twice", "issues_closed"),
    "F8": ("item_notes",),
    "F9": ("critical", "score_reaches", "low_note", "low_listed"),
    "R11": ("test_notes",),
    "R13": ("all_aligned",),
    "R14": ("statements_note", "standards_met"),
}
ADVISED = {
    "F2": ("title_words", "evidence_recent", "outcome_weak_verb", "kkni_bloom", "weight_share",
           "opening_ahead", "title_taken"),
    "F3": ("predecessor_done",),
    "F6": ("start_not_past",),  # it is asked on the day of each freezing, not of the decision
    "F7": ("bloom_not_above", "video_advised", "references_recent"),
    "F9": ("gap", "both_kinds", "reviewer_not_maker"),
    "R2": ("advice_given",),
}  # fmt: skip
"""What domain.md says is warned about or advised, or decisions.md 8 and 21 put so."""


def full_level(kind: str, rule: str) -> str:
    return next(r.levels.full for r in SHIPPED.forms[kind].rules if r.id == rule)


def test_in_full_what_the_study_demands_blocks_and_what_it_advises_warns():
    asked = {(kind, rule): full_level(kind, rule) for kind in DEMANDED for rule in DEMANDED[kind]}
    assert {place for place, level in asked.items() if level != "block"} == set()
    told_ = {(kind, rule): full_level(kind, rule) for kind in ADVISED for rule in ADVISED[kind]}
    assert {place for place, level in told_.items() if level != "warn"} == set()


def test_in_full_no_class_opens_while_something_is_to_be_mended():
    (way,) = (w for w in SHIPPED.procedure.transitions if w.id == "open-class")
    (use,) = (use for use in way.guards if use.name == "fixes_closed")
    assert (use.levels.essential, use.levels.full) == ("warn", "block")
