"""What a newer program tells of a freezing besides, by an id that nobody else gives.

Rows for dates that changed (`handlers/slipping.py`), and remarks for the Head
(`handlers/telling_head.py`). Whoever froze with an older program, or a newer one that did it again,
has the event with them or without; what is written anew into a hub is none of these
(reliability.md, fault 17).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.handlers import slipping, telling_head
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import whole_id
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import Comment, Form, FormRow, Revision
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.definition import FormDefinition

SAID = frozenset({"date", "what", "old", "new", "reason"})
"""What the program writes into a row of changed dates; that somebody agreed, only people do."""
CODES = r"(?:(?!\. )[^:\n])+"
"""The codes that a remark names, in both languages the same: no sentence stands among them."""
MOST = 20
"""So many remarks on one version are looked for: a further one is for another holder."""


def are_told_besides(event: Event, effects: Sequence[Effect], reader: Reader) -> bool:
    """Tell whether effects that only one of two entries has are such as a freezing tells besides.

    Args:
        event: The entry that has them.
        effects: What the other one lacks.
        reader: The workspace, which has the form and its versions.
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
    ids = frozenset(_row_ids(reader, form, versions, len(rows))) if rows else frozenset[str]()
    return all(_is_row(each, form, ids) for each in rows) and all(
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


def _row_ids(reader: Reader, form: Form, versions: Iterable[str], more: int) -> Iterator[str]:
    """Yield each id that a row about a date of a form can have."""
    if form.kind != slipping.TIMELINE:
        return
    most = len(reader.select(FormRow, form_id=form.id, field=slipping.TABLE)) + more
    kept = reader.select(Revision, form_id=form.id)
    definitions = {each.definition_id for each in kept}
    keys = {key for each in definitions for key in _dates(shelf.form_definition(reader, each))}
    for version in versions:
        for key in keys:
            yield from (slipping.row_id(form.id, version, key, n) for n in range(most))


def _dates(definition: FormDefinition) -> Iterator[str]:
    """Yield what the dates are called of which a row can tell: of the frame, and of the stages."""
    for part in definition.fields[slipping.FRAME].parts:
        if part.type is FieldType.DATE:
            yield f"{slipping.FRAME}.{part.id}"
    for choice in definition.fields[slipping.PLAN].column(slipping.STAGE).choices:
        yield choice.id


def _is_row(effect: Effect, form: Form, ids: frozenset[str]) -> bool:
    """Tell whether an effect puts a new row about a date that changed."""
    new = effect.new
    return (
        effect.old is None
        and effect.id in ids
        and (new["form_id"], new["field"]) == (form.id, slipping.TABLE)
        and not new["deleted"]
        and read_object(new["cells"]).keys() <= SAID
    )


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
    is_of_it &= new["form_id"] == whole_id(form)
    return is_of_it and not new["deleted"] and not new["done"] and _is_said(str(new["text"]))


def _is_said(text: str) -> bool:
    """Tell whether a remark says what the program says; whom it names before is not asked."""
    for words in telling_head.TOLD.values():
        en, in_ = (re.escape(each).split(re.escape("{codes}")) for each in (words.en, words.id))
        said = f"(?P<codes>{CODES})".join(en) + re.escape(MARK) + "(?P=codes)".join(in_)
        if re.fullmatch(f"(?:@[^:]+: )?{said}", text):
            return True
    return False
