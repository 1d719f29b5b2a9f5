"""What the named functions need in a definition's `with`: a missing one is a mistake of the file.

Without this a definition would be taken, and fail only when a card asks the function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.toml_table import Table

NEEDS: Mapping[str, tuple[str, ...]] = {
    # guards
    "form_valid": ("form",),
    "value_is": ("form", "path", "values"),
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
    "row_number": ("field",),
    # checks of rules
    "needs_when_other": ("form", "other", "starts"),
    "missing_covered": ("form", "other", "stage", "values"),
    "rows_or_words": ("in", "words"),
    "equal_or_reason": ("form", "other", "reason"),
    "not_in_other": ("form", "other"),
    "cell_needed_when": ("column", "values"),
    "row_with_value_when": ("value",),
    "no_open_rows_when": ("closed", "value"),
    "other_no_needs_condition": ("conditions",),
    "verb_check": ("words",),
    "has_verb": ("words",),
    "minimum_one_at_least": ("least",),
    "kkni_fits_bloom": ("from_level", "least"),
    "sum_equals_field": ("other",),
    "each_code_used": ("in",),
    "codes_known": ("among",),
    "contains_role": ("roles",),
    "one_per_group": ("group", "value"),
    "unique_pairs": ("with",),
    "differs": ("other",),
    "starts_after_predecessor": ("end", "no", "start"),
    "stages_have_rows": ("stages",),
    "ends_by": ("by",),
    "ticked_days_before": ("date",),
    "no_double_booking": ("date", "from", "to"),
    "not_words": ("words",),
    "matches": ("pattern",),
    "not_taken": ("what",),
    "not_more_than": ("other",),
    "hours_per_week": ("total",),
}
LISTS = frozenset(
    ("columns", "forms", "paths", "roles", "stages", "starts", "states", "values", "words")
)


def parameters(table: Table, name: str) -> dict[str, Any]:
    """Take the `with` of a named function; note what it needs and is not there."""
    given: dict[str, Any] = table.take("with", dict, {})
    for key in NEEDS.get(name, ()):
        if key not in given:
            table.wrong(f"with.{key}", f"is missing: {name} needs it")
        elif key in LISTS and not isinstance(given[key], list):
            table.wrong(f"with.{key}", f"must be a list, not {given[key]!r}")
    return given
