"""Words looked for in all that a form holds, and other words put in their place: pure.

What the program works out repeats what stands elsewhere and is not looked through. What is
frozen, or chosen from a list, is found and left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.redline import places
from mcdesk.i18n import _
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.ui.forms.fold import Edit
from mcdesk.ui.forms.values import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.names import Names

AROUND = 32
"""How many letters stand on each side of a find in its excerpt."""
WRITTEN = (FieldType.LINE, FieldType.TEXT)
_UNSEEN = (FieldType.COMPUTED, FieldType.TICK, FieldType.YESNO, FieldType.DECISION)
CanEdit = Callable[[str, str, str], bool]
"""Tells whether a field (a column of it, in a row) may be written."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: the words, whether capitals count, whether only whole words do."""

    words: str
    case: bool = False
    whole: bool = False

    def pattern(self) -> re.Pattern[str] | None:
        """Return the pattern that finds the words; None where there are none."""
        words = clean_text(self.words)
        if not words:
            return None
        plain = re.escape(words)
        if self.whole:
            plain = rf"(?<!\w){plain}(?!\w)"
        return re.compile(plain, 0 if self.case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """One find: its path, what the place is called, the whole text, where in it the words stand.

    `why` says why nothing can be put in their place: "closed", "chosen", or "" where it can.
    """

    path: str
    place: str
    text: str
    start: int
    end: int
    why: str = ""


def matches(
    definition: FormDefinition, content: Content, query: Query, names: Names, can_edit: CanEdit
) -> tuple[Match, ...]:
    """Return every find, in the order of the form."""
    pattern = query.pattern()
    if pattern is None:
        return ()
    found: list[Match] = []
    for section in definition.sections:
        for entry in section.fields:
            if entry.is_made:
                continue
            found += _in_values(entry, content, pattern, names, can_edit)
            found += _in_rows(entry, content, pattern, names, can_edit)
    return tuple(found)


def _in_values(
    entry: Field, content: Content, pattern: re.Pattern[str], names: Names, can_edit: CanEdit
) -> Iterator[Match]:
    for path, label, kind in places(entry):
        value = content.value(path)
        if value is None or (kind is not None and kind.type in _UNSEEN):
            continue
        part = path if kind is not None and kind in entry.parts else entry.id
        place = label.text() if label is not None else ""
        called = " · ".join(filter(None, (entry.label.text(), place)))
        yield from _in_text(path, called, kind, value, pattern, names, open_=can_edit(part, "", ""))


def _in_rows(
    entry: Field, content: Content, pattern: re.Pattern[str], names: Names, can_edit: CanEdit
) -> Iterator[Match]:
    columns = [
        (column, can_edit(entry.id, column.id, ""))
        for column in entry.columns
        if column.type not in _UNSEEN and not column.compute
    ]
    row_words = _("Row {n} · {column}")
    for number, row in enumerate(content.rows.get(entry.id, ()), start=1):
        for column, open_ in columns:
            value = row.cells.get(column.id)
            if value is None:
                continue
            path = f"{entry.id}/{row.id}/{column.id}"
            where = row_words.format(n=number, column=column.label.text())
            called = f"{entry.label.text()} · {where}"
            yield from _in_text(path, called, column, value, pattern, names,
                                open_=open_ and can_edit(entry.id, column.id, row.id))  # fmt: skip


def _in_text(
    path: str,
    called: str,
    kind: Field | Column | None,
    value: Json,
    pattern: re.Pattern[str],
    names: Names,
    *,
    open_: bool,
) -> Iterator[Match]:
    written = isinstance(value, str) and (kind is None or kind.type in WRITTEN)
    words = str(value) if written or kind is None else show(kind, value, names)
    why = "closed" if not open_ else "" if written else "chosen"
    for hit in pattern.finditer(words):
        yield Match(path, called, words, hit.start(), hit.end(), why)


def replaced(found: Iterable[Match], words: str, *, exact: bool = False) -> tuple[Edit, ...]:
    """Return the edits that put `words` in the place of each find that allows it.

    A find that begins with a capital gets one, unless capitals count (`exact`).
    """
    new = clean_text(words)
    texts: dict[str, tuple[str, list[Match]]] = {}
    for match in found:
        if not match.why:
            texts.setdefault(match.path, (match.text, []))[1].append(match)
    edits = []
    for path, (text, own) in texts.items():
        after = text
        for match in sorted(own, key=lambda each: each.start, reverse=True):
            old = after[match.start : match.end]
            said = new if exact else _in_case_of(old, new)
            after = after[: match.start] + said + after[match.end :]
        if after != text:
            edits.append(Edit(path, text, after or None))
    return tuple(edits)


def _in_case_of(old: str, new: str) -> str:
    """Return the other words with a capital letter where what they replace begins with one.

    Words that have capitals of their own, such as names, stay as they were typed.
    """
    begins = old[:1].isupper() and new.islower() and old.lower() != new
    return new[:1].upper() + new[1:] if begins else new


def excerpt(match: Match) -> tuple[str, str, str]:
    """Return a little of the text before a find, the find, and a little behind, in one line."""
    before, after = match.text[: match.start], match.text[match.end :]
    left = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    right = f"{after[:AROUND]}…" if len(after) > AROUND else after
    flat = [
        " ".join(part.split("\n")) for part in (left, match.text[match.start : match.end], right)
    ]
    return flat[0], flat[1], flat[2]
