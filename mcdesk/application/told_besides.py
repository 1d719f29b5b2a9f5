"""What a newer program tells of a freezing besides, by an id that nobody else gives.

Rows for dates that changed (`told_dates.py`), and remarks for the Head
(`handlers/telling_head.py`). Whoever froze with an older program, or a newer one that did it again,
has the event with them or without; what is written anew into a hub is none of these
(reliability.md, fault 17).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.application.handlers import telling_head
from mcdesk.application.told_dates import are_changed_dates
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import whole_id
from mcdesk.procedure.records import Comment, Form, FormRow, Revision
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.records import Redaction

CODES = r"(?:(?!\. )[^:\n])+"
"""The codes that a remark names, in both languages the same: no sentence stands among them."""
MOST = 20
"""So many remarks on one version are looked for: a further one is for another holder."""


def are_told_besides(
    event: Event, effects: Sequence[Effect], reader: Reader, removals: Sequence[Redaction] = ()
) -> bool:
    """Tell whether effects that only one of two entries has are such as a freezing tells besides.

    Args:
        event: The entry that has them.
        effects: What the other one lacks.
        reader: The workspace, which has the form and its versions.
        removals: What was removed for ever; the entry is without it.
    """
    if event.kind != do.FreezeForm.event:
        return False
    rows, remarks = (
        [each for each in effects if each.table == kind.table] for kind in (FormRow, Comment)
    )
    if len(rows) + len(remarks) < len(effects) or not _are_all_there_is(event, (rows, remarks)):
        return False
    form = _frozen(event, reader)
    if form is None:
        return False
    versions = {each.id for each in reader.select(Revision, form_id=form.id)}
    versions |= {each.id for each in event.effects if each.table == Revision.table}
    return (not rows or are_changed_dates(event, rows, reader, removals)) and all(
        _is_remark(each, event, form, versions) for each in remarks
    )


def _are_all_there_is(event: Event, both: Iterable[Sequence[Effect]]) -> bool:
    """Tell whether the other entry has nothing of what it lacks some of."""
    tables = [each.table for each in event.effects]
    return all(not some or len(some) == tables.count(some[0].table) for some in both)


def _frozen(event: Event, reader: Reader) -> Form | None:
    """Return the form that an event froze."""
    ids = (each.new["form_id"] for each in event.effects if each.table == Revision.table)
    id_ = next(ids, None) or next((e.id for e in event.effects if e.table == Form.table), "")
    return reader.find(Form, str(id_))


def _is_remark(effect: Effect, event: Event, form: Form, versions: Iterable[str]) -> bool:
    """Tell whether an effect puts a remark for the Head, or marks one as done."""
    ids = {telling_head.note_id(version, rule, n) for version in versions
           for kind, rule in telling_head.TOLD if kind == form.kind
           for n in range(MOST)}  # fmt: skip
    new, old = effect.new, effect.old
    if effect.id not in ids:
        return False
    if old is not None:
        changed = {name for name, value in new.items() if old.get(name) != value}
        return changed <= {"done", "row_version"} and bool(new["done"])
    is_of_it = (new["author"], new["at"]) == (event.by, event.at)
    is_of_it &= (new["form_id"], new["card_id"]) == (whole_id(form), form.card_id)
    return is_of_it and not new["deleted"] and not new["done"] and _is_said(str(new["text"]))


def _is_said(text: str) -> bool:
    """Tell whether a remark says what the program says; whom it names before is not asked."""
    for words in telling_head.TOLD.values():
        en, in_ = (re.escape(each).split(re.escape("{codes}")) for each in (words.en, words.id))
        said = f"(?P<codes>{CODES})".join(en) + re.escape(MARK) + "(?P=codes)".join(in_)
        if re.fullmatch(f"(?:@[^:]+: )?{said}", text):
            return True
    return False
