"""People and programmes written into forms who are not in the directory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Level
from mcdesk.i18n import N_
from mcdesk.procedure.definition import Column, Field, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition

LOOKS = {FieldType.PERSON: "person", FieldType.PROGRAMME: "programme"}
LONGEST_ECHO = 120
LONGEST_TITLE = 200  # letters of a title or a name that cards, lists and headings can show
LONGEST_NOTE = 200  # letters of a note that a line of a list can show
LONGEST_ID = 64  # letters of an id that a command gives
LONGEST_NUMBER = 80  # letters of a document number that the head of a page can show
UNKNOWN = "not_in_directory"
OTHER_TITLE = "other_title"
TITLES = ("card.title_en", "card.title_id")
NO_SIGNS = (
    r"\u0001-\u001f\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891"
    r"\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff"
    r"\ufeff\ufff9-\ufffb\ufffe-\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    r"\U000f0000-\U0010ffff"
)
"""What no number holds: signs that end a line, show nothing or stand for nothing, and blanks that
are none of the keyboard's; as a server says it, too (`hub/shapes.sql`)."""
_REFUSED = re.compile(f"[\0\ud800-\udfff{NO_SIGNS}]")


def is_a_number(typed: str) -> bool:
    """Tell whether a text can be the number of a document: one line that has room on paper."""
    return len(typed) <= LONGEST_NUMBER and _REFUSED.search(typed) is None


def unknown_names(
    definition: FormDefinition, content: Content, surroundings: Surroundings
) -> Iterator[Finding]:
    """Yield each name that stands for nobody; one that a signature depends on blocks.

    Where the surroundings know no directory (`look("directory")`), nothing is said.
    """
    if not surroundings.look("directory"):
        return
    for path, entry, value in named(definition, content):
        if not isinstance(value, str) or not value:
            continue
        if surroundings.look(f"{LOOKS[entry.type]}:{value}") is None:
            level: Level = "block" if entry.role and definition.signer(entry.role) else "warn"
            shown: dict[str, object] = {"field": entry.label, "value": value[:LONGEST_ECHO]}
            number = surroundings.look(f"called:{value}") if entry.type is FieldType.PERSON else 0
            text = N_("“{field}”: “{value}” is not in the directory.")
            if isinstance(number, int) and number > 1:
                text = N_(
                    "“{field}”: {n} people in the directory are called “{value}”. Choose one."
                )
                shown["n"] = number
            by = definition.field_of(path).by
            role = by[0] if by else ""
            yield Finding(UNKNOWN, text, shown, definition.id, path, role, level)


def other_titles(
    definition: FormDefinition, content: Content, surroundings: Surroundings
) -> Iterator[Finding]:
    """Yield each title that began as the card's and is another now: a print bears both.

    Advice only: the working title of a card may be older than the one that is proposed.
    """
    for path, entry in definition.fields.items():
        if entry.prefill not in TITLES:
            continue
        own, here = surroundings.look(entry.prefill), content.text(path).strip()
        if isinstance(own, str) and own and here and here != own.strip():
            text = N_("The card is called “{title}”. A print bears both titles.")
            shown: dict[str, object] = {"title": own[:LONGEST_ECHO], "whole": own}
            yield Finding(OTHER_TITLE, text, shown, definition.id, path, level="warn")


def named(
    definition: FormDefinition, content: Content
) -> Iterator[tuple[str, Field | Column, object]]:
    """Yield each place that names a person or a programme, with its value."""
    for path, entry in definition.fields.items():
        if entry.type in LOOKS:
            yield path, entry, content.value(path)
        for column in entry.columns:
            if column.type in LOOKS:
                for row in content.rows.get(entry.id, ()):
                    yield f"{path}/{row.id}/{column.id}", column, row.cells.get(column.id)
