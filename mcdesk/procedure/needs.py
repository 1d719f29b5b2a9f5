"""What the named functions take in a definition's `with`: anything else is a mistake of the file.

Without this a definition would be taken, and fail only when a card asks the function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.i18n import N_
from mcdesk.procedure.patterns import pattern_fault
from mcdesk.procedure.toml_table import MUST_BE
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.toml_table import Table

NEEDS: Mapping[str, tuple[str, ...]] = {
    # guards
    "form_valid": ("form",),
    "value_is": ("form", "path", "values"),
    "every_sheet": ("form",),
    "fixes_closed": ("form", "path"),
    "rules_hold": ("form", "rules"),
    "team_has": ("roles",),
    "acknowledged": ("form",),
    "must_items": ("form", "path"),
    "due_fields": ("form",),
    "components_at_least": ("form", "path", "states"),
    "no_open_must_fix": ("form", "path"),
    "must_fix_has_owner_if_not_aligned": ("form", "path", "verdict"),
    "tested_build": ("form",),
    "conditions_closed": ("form", "path"),
    # effects
    "new_version": ("forms",),
    "settle_components": ("findings", "form", "path", "rows", "verdict"),
    "build_falls": ("form",),
    # computed fields and cells
    "column_total": ("column", "field"),
    "sks": ("column", "field"),
    "faculty": ("field",),
    "copied": ("form", "paths"),
    "setting": ("key",),
    "rows_counted": ("field",),
    "holidays_between": ("end", "start"),
    "working_days": ("end", "start"),
    "product": ("columns",),
    "quantity_when": ("column", "quantity", "values"),
    "score": ("field",),
    "score_average": ("field", "kind", "reviewer"),
    "score_band": ("field", "kind", "reviewer", "words"),
    "rows_open": ("closed", "column", "field", "values"),
    "fact": ("name",),
    "share_of_rows": ("column", "field", "values"),
    # computed tables
    "rows_copied": ("field",),
    "components_seen": ("field", "sessions"),
    "components_judged": ("closed", "field", "findings"),
    "components_by_group": ("field", "groups"),
    "checked": ("checks",),
    "versions": ("form",),
    "alignment": ("assessment", "field", "material", "practice", "steps"),
    # checks of rules
    "component_known": ("form", "other"),
    "due_within_plan": ("column", "form", "other"),
    "team_listed": ("roles",),
    "none_elsewhere": ("form", "other", "values"),
    "checks_met": ("named",),
    "items_scored": ("asked", "when"),
    "low_scores_listed": ("field",),
    "score_gap": ("field", "reviewer"),
    "kinds_covered": ("reviewer", "values", "whole"),
    "code_used_where": ("in",),
    "rows_per_code": ("in",),
    "level_not_above": ("among", "supports"),
    "sum_per_code": ("among", "group", "target"),
    "sum_each_is": ("group",),
    "sum_near_other": ("form", "other", "within"),
    "sum_times_other": ("other", "times"),
    "comes_before": ("first", "kind", "then"),
    "needs_when_row": ("other", "values"),
    "planned_specified": ("form", "other", "starts"),
    "speech_fits": ("seconds",),
    "recent_share": ("least", "years"),
    "needs_when_other": ("form", "other", "starts"),
    "needs_when_other_value": ("expected", "form", "other"),
    "missing_covered": ("form", "other", "stage", "values"),
    "rows_or_words": ("in", "words"),
    "equal_or_reason": ("form", "other", "reason"),
    "not_in_other": ("form", "other"),
    "cell_needed_when": ("column", "values"),
    "cell_needed_as_set": ("asked_setting",),
    "row_with_value_when": ("value",),
    "no_open_rows_when": ("closed", "value"),
    "other_no_needs_condition": ("conditions",),
    "conditions_for_each_no": ("conditions",),
    "verb_check": ("words",),
    "has_verb": ("words",),
    "minimum_one_at_least": ("least",),
    "kkni_fits_bloom": ("from_level", "least"),
    "sum_equals_field": ("other",),
    "each_code_used": ("in",),
    "codes_known": ("among",),
    "known_elsewhere": ("form", "other"),
    "contains_role": ("roles",),
    "one_per_group": ("group", "value"),
    "unique_pairs": ("with",),
    "differs": ("other",),
    "starts_after_predecessor": ("end", "no", "start"),
    "stages_have_rows": ("stages",),
    "ends_by": ("by",),
    "ticked_days_before": ("date",),
    "no_double_booking": ("date", "from", "to"),
    "working_days_of_role": ("column", "role"),
    "slips_within": ("form", "other"),
    "number_in_rows": ("column", "values"),
    "length_in_rows": ("column", "values"),
    "not_taken_in_rows": ("column", "values", "what"),
    "held_on": ("other", "role"),
    "not_words": ("words",),
    "matches": ("pattern",),
    "not_taken": ("what",),
    "not_more_than": ("other",),
    "hours_per_week": ("total",),
}
WHEN = ("when", "values")
BOUNDS = ("least", "most", "least_setting", "most_setting")
MAY: Mapping[str, tuple[str, ...]] = {
    "form_valid": ("owes",),
    "acknowledged": ("owes",),
    "every_sheet": ("owes",),
    "components_at_least": ("excused",),
    "build_falls": ("findings", "verdict"),
    "settle_components": ("chains",),
    "copied": ("words", "otherwise", "names"),
    "setting": ("words",),
    "rows_counted": ("form", "column", "values", "except"),
    "holidays_between": ("none",),
    "column_total": ("form",),
    "sks": ("form",),
    "score": ("prefix",),
    "rows_open": ("form",),
    "fact": ("words",),
    "share_of_rows": ("form", "except"),
    "rows_copied": ("form", "column", "values", "except"),
    "components_seen": ("form", "column", "values", "except"),
    "components_judged": ("form",),
    "components_by_group": ("form",),
    "alignment": ("orphans",),
    "cell_needed_as_set": ("words",),
    "needs_when": WHEN,
    "needs_when_other": ("positive",),
    "needs_when_other_value": WHEN,
    "row_with_value_when": WHEN,
    "no_open_rows_when": WHEN,
    "note_when": ("values",),
    "must_items_yes": ("accept",),
    "verb_check": ("within",),
    "ends_by": ("column", "except"),
    "number_between": (*WHEN, *BOUNDS),
    "number_in_rows": BOUNDS,
    "length_in_rows": BOUNDS,
    "working_days_of_role": ("least", "least_setting"),
    "slips_within": (*WHEN, "most", "most_setting"),
    "row_count": BOUNDS,
    "length": BOUNDS,
    "count_between": BOUNDS,
    "total_between": BOUNDS,
    "checks_met": WHEN,
    "critical_scores": WHEN,
    "score_gap": ("most", "most_setting"),
    "code_used_where": ("column", "values", "kind", "kinds"),
    "rows_per_code": BOUNDS,
    "sum_per_code": ("times", "within"),
    "sum_each_is": ("total", "total_setting"),
    "speech_fits": ("rate", "rate_setting", "within"),
    "share_at_most": ("most", "most_setting"),
    "hours_per_week": ("most", "most_setting"),
    "working_days_between": ("least", "least_setting"),
    "sum_is": ("total", "total_setting"),
    "ticked_days_before": ("days", "days_setting"),
    "date_after_days": ("days", "days_setting"),
    "date_within_years": ("years", "years_setting"),
}
"""What else a named function knows; any other key would be a slip that changes nothing."""
LISTS = frozenset(
    ("accept", "assessment", "chains", "checks", "columns", "except", "expected", "first", "forms",
     "groups", "kinds", "material", "paths", "practice", "roles", "rules", "stages", "starts",
     "states", "then", "values", "words")
)  # fmt: skip
MAPS = frozenset(
    (("copied", "names"), ("copied", "words"), ("fact", "words"), ("items_scored", "asked"),
     ("not_taken", "what"), ("score_band", "words"), ("setting", "words"))
)  # fmt: skip
NUMBERS = frozenset(("days", "from_level", "least", "most", "rate", "times", "within", "years"))
LEVELS = frozenset(("minimum_one_at_least", "kkni_fits_bloom"))
"""Checks whose `least` is a level such as C3, not a number."""
TWO_PATHS = frozenset(
    ("date_order", "end_not_before_start", "kkni_fits_bloom", "number_order",
     "working_days_between", "working_days_of_role")
)  # fmt: skip
COLUMN_PATHS = frozenset(
    ("cell_needed_as_set", "cell_needed_when", "checks_met", "code_used_where", "codes_known",
     "comes_before", "component_known", "contains_role", "differs", "due_within_plan",
     "each_code_used",
     "end_not_before_start", "ends_by", "known_elsewhere", "length_in_rows", "level_not_above",
     "low_scores_listed", "minimum_one_at_least", "missing_covered", "no_double_booking",
     "no_open_rows_when", "not_taken_in_rows",
     "number_in_rows", "one_per_group", "planned_specified", "recent_share",
     "row_with_value_when", "rows_closed", "rows_per_code", "share_at_most", "speech_fits",
     "stages_have_rows",
     "starts_after_predecessor", "sum_each_is", "sum_equals_field", "sum_is", "sum_near_other",
     "sum_per_code", "sum_times_other", "team_listed", "ticked_days_before", "total_between",
     "unique_codes", "unique_pairs", "working_days_between",
     "working_days_of_role")
)  # fmt: skip
"""Checks whose paths name a column, `field/column`."""
LONGEST_SHOWN = 60


def parameters(table: Table, name: str) -> dict[str, Any]:
    """Take the `with` of a named function; note what is missing, unknown or of another type."""
    given: dict[str, Any] = table.take("with", dict, {})
    needed = NEEDS.get(name, ())
    for key in needed:
        if key not in given:
            table.wrong(f"with.{key}", words(N_("is missing: {name} needs it"), name=name))
    for key, value in given.items():
        if name and key not in (*needed, *MAY.get(name, ())):
            table.wrong(f"with.{key}", words(N_("is not known to {name}"), name=name))
        text = _mistyped(name, key, value)
        if name and text:
            table.wrong(f"with.{key}", text)
    if "pattern" in given and isinstance(given["pattern"], str):
        fault = pattern_fault(given["pattern"])
        if fault:
            table.wrong("with.pattern", fault)
    return given


def _mistyped(name: str, key: str, value: object) -> str:
    """Return what is wrong with the type of a parameter, or ""."""
    shown = repr(value)[:LONGEST_SHOWN]
    if (name, key) in MAPS:
        return (
            ""
            if isinstance(value, dict)
            else words(MUST_BE, type=words(N_("a table")), value=shown)
        )
    if key in LISTS:
        return (
            "" if isinstance(value, list) else words(MUST_BE, type=words(N_("a list")), value=shown)
        )
    if key in NUMBERS and not (key == "least" and name in LEVELS):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number else words(MUST_BE, type=words(N_("a number")), value=shown)
    if key in ("total", "value"):
        plain = isinstance(value, str | int | float) and not isinstance(value, bool)
        return "" if plain else words(MUST_BE, type=words(N_("a text or a number")), value=shown)
    return "" if isinstance(value, str) else words(MUST_BE, type=words(N_("a text")), value=shown)


def check_paths(table: Table, name: str, id_: str, paths: tuple[str, ...]) -> None:
    """Note a rule that does not have the paths that its check asks for."""
    where = f"rule[{id_}].paths"
    if name in TWO_PATHS and len(paths) != 2:
        table.wrong(where, words(N_("must name two fields: {name} compares them"), name=name))
    elif not paths:
        table.wrong(where, words(N_("names no field")))
    for path in paths if name in COLUMN_PATHS else ():
        if "/" not in path:
            table.wrong(
                where,
                words(N_("{name} needs a column, such as {path}/column"), name=name, path=path),
            )
