"""Values as people read and type them: dates, numbers, choices, names; and back to what is stored.

Text that cannot be understood is stored as it was typed: a finding marks it, nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.days import MONTHS, show_date
from mcdesk.application.shown import ANSWERS, is_ticked, label_of, show, show_number
from mcdesk.application.typed import (
    choice_id,
    date_fault,
    parse,
    parse_date,
    parse_number,
    people,
    several_people,
    tags,
    with_titles,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.i18n import Language

ANSWER_LETTERS: Mapping[Language, Mapping[str, str]] = {
    "en": {"y": "yes", "n": "no", "t": "na", "a": "na", "-": "na"},
    "id": {"y": "yes", "t": "no", "n": "no", "b": "na", "a": "na", "-": "na"},
}
"""Keys for the answers: yes, no, not applicable; ya, tidak, tidak berlaku (t.b.)."""

__all__ = [
    "ANSWERS",
    "ANSWER_LETTERS",
    "MONTHS",
    "choice_id",
    "date_fault",
    "is_ticked",
    "label_of",
    "parse",
    "parse_date",
    "parse_number",
    "people",
    "several_people",
    "show",
    "show_date",
    "show_number",
    "tags",
    "with_titles",
]
