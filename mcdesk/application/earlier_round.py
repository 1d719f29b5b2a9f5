"""The version of the round before with whose text a form of a new round began (F7, sent back to 8).

Only a form that goes on with that text is compared with it; R10 or F9 are judged anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.stood import freezing_of
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.content import Content
from mcdesk.procedure.opening import as_carried, goes_on
from mcdesk.procedure.records import Form, Revision
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """The newest versions of a form in the round before: of the whole, or of each part.

    They stand in the order in which they were frozen.
    """

    form: Form
    revisions: Sequence[Revision]

    @property
    def newest(self) -> Revision:
        """The version that was frozen last."""
        return self.revisions[-1]


def earlier_round(knowledge: Knowledge, state: FormState) -> EarlierRound | None:
    """Return the versions of the round before with whose text a form goes on; None without any."""
    for earlier, parts in rounds_before(knowledge, state):
        found = _newest(knowledge, [earlier]) or _newest(knowledge, parts)
        if found:
            return EarlierRound(earlier, found)
    return None


def rounds_before(knowledge: Knowledge, state: FormState) -> Iterator[tuple[Form, list[Form]]]:
    """Yield the forms of earlier rounds with whose text a form goes on, the last first.

    Each comes with its parts.
    """
    form = state.form
    if not goes_on(state.definition) or is_part(form) or form.round < 2:
        return
    ours = knowledge.reader.select(Form, card_id=form.card_id, kind=form.kind)
    before = [
        each
        for each in ours
        if not is_part(each) and each.scope == form.scope and each.round < form.round
    ]
    for earlier in sorted(before, key=lambda each: each.round, reverse=True):
        yield earlier, [each for each in ours if _is_of(each, earlier)]


def has_version(knowledge: Knowledge, state: FormState, below: int = 0) -> bool:
    """Tell whether a form, or a part of it, has a version of its own: one below this number."""
    forms = [state.form, *(part.form for part in state.parts)]
    kept = knowledge.reader.select(Revision, form_id=[form.id for form in forms])
    return any(not below or each.version < below for each in kept)


def _is_of(part: Form, whole: Form) -> bool:
    return is_part(part) and whole_id(part) == whole.id


def _newest(knowledge: Knowledge, forms: list[Form]) -> list[Revision]:
    """Return the newest version of each of these forms that has one, see `in_order`."""
    found: list[Revision] = []
    for form in forms:
        kept = knowledge.reader.select(Revision, form_id=form.id)
        if kept:
            found.append(max(kept, key=lambda each: each.version))
    return in_order(knowledge.reader, found)


def content_of_earlier(situation: Situation, state: FormState, earlier: EarlierRound) -> Content:
    """Return the text of the round before, its rows named as they are in this one."""
    kept = contents_of(earlier.revisions)
    return as_carried(state.definition, state.form, situation, earlier.form, together(kept))


def in_order(reader: Reader, revisions: Iterable[Revision]) -> list[Revision]:
    """Return versions of several parts as they were frozen one after another, not by clocks."""
    return sorted(revisions, key=lambda each: (freezing_of(reader, each).place, each.frozen_at))


def contents_of(revisions: Iterable[Revision]) -> list[Content]:
    """Return the texts of versions."""
    return [content_from_text(each.content) for each in revisions]


def together(contents: Iterable[Content]) -> Content:
    """Return several contents as one, the oldest given first.

    A row that moved to another part stands once, as the newest of them has it.
    """
    values: dict[str, Json] = {}
    rows: dict[str, dict[str, Row]] = {}
    for content in contents:
        values.update(content.values)
        for table, found in content.rows.items():
            known = rows.setdefault(table, {})
            for row in found:
                known[row.id] = row
    return Content(
        values,
        {
            table: tuple(sorted(found.values(), key=lambda row: (row.rank, row.id)))
            for table, found in rows.items()
        },
    )
