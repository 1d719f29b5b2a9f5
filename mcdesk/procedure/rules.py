"""The named checks that form rules use: pure functions from a form's content to hits.

A check gets the content, its surroundings and the rule (paths, parameters) and yields a `Hit`
for each place that fails; a place that is empty is never a hit of a rule (that is `required`'s
matter). A check's name never changes its meaning. The checks stand by topic in `rules_*.py`;
importing this module registers them all.
"""

from __future__ import annotations

from mcdesk.procedure import (
    rules_components,
    rules_design,
    rules_needs,
    rules_outcomes,
    rules_scores,
    rules_tables,
    rules_timeline,
    rules_values,
)
from mcdesk.procedure.rules_registry import CHECKS, GIVES, Check, Hit, check
from mcdesk.procedure.rules_types import type_hits

TOPICS = (
    rules_components,
    rules_design,
    rules_needs,
    rules_outcomes,
    rules_scores,
    rules_tables,
    rules_timeline,
    rules_values,
)

__all__ = ["CHECKS", "GIVES", "TOPICS", "Check", "Hit", "check", "type_hits"]
