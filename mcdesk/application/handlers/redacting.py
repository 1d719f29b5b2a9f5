"""Removing for ever what stands in a form, a remark, a file, or of a person: an act of the lead."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from mcdesk.application.days import show_date
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.resting import given_reason
from mcdesk.application.redacting import CELL, value_in
from mcdesk.application.things import refuse_missing
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import (
    MARK,
    RECORDS,
    Absence,
    Comment,
    Form,
    FormRow,
    FormValue,
    Person,
    Redaction,
    Revision,
    StoredFile,
    as_data,
)
from mcdesk.procedure.rows import typed_columns

if TYPE_CHECKING:
    from mcdesk.procedure.records import Record

PERSONAL = ("titles_before", "titles_after", "position", "number", "email")
"""What of a person can be removed; a name stays, for signatures name it."""
NOTHING = ("", "null")
"""How an empty place reads: one that was never filled, and one that was emptied."""
EMPTY = N_("Nothing stands at “{path}”, now or in its history.")


@handles(do.RemoveContent)
def remove_content(command: do.RemoveContent, work: Work) -> None:
    """Note the removal and take what stood there out of records, history and the store."""
    reason = given_reason(command.reason)
    named = [bool(command.file), bool(command.form and command.path),
             bool(command.person and command.field), bool(command.comment),
             bool(command.absence)]  # fmt: skip
    if named.count(True) != 1:
        refuse("what", N_("Say one thing to remove: a file, a place in a form, a comment, a "
                          "detail of a person, or the note of an absence."))  # fmt: skip
    found = next((find for find, is_it in zip(FINDS, named, strict=True) if is_it), _person)
    plan, subject = found(command, work)
    english, indonesian = show_date(work.day, "en"), show_date(work.day, "id")
    plan = replace(
        plan,
        id=work.id_for(Redaction, ""),
        reason=reason,
        words=f"{MARK}{english}: {reason} · Dihapus pada {indonesian}]",
        removed_on=work.day,
        removed_by=work.actor.person_id,
    )
    before = value_in(subject.table, as_data(subject), plan)
    earlier = work.as_made(Redaction, plan.id)
    if before in NOTHING and earlier is None and not _stood_once(plan, work):
        refuse("empty", EMPTY, path=command.path or command.field or plan.name)
    if MARK in before and earlier is None:
        refuse("removed", N_("What stood there was removed already."))
    is_same = earlier is None or bool(plan.digest) or earlier.digest == text_digest(before)
    if not (is_same or MARK in before or _went_with_it(plan, earlier, before, work)):
        refuse("other_content", N_("Something else stands there now: look at it, and remove it "
                                   "again if that is still to go."))  # fmt: skip
    digest = earlier.digest if earlier is not None else plan.digest or text_digest(before)
    lines = work.uow.take_out(plan, again=earlier is not None)
    work.put(replace(plan, digest=digest, lines=lines))


def _stood_once(plan: Redaction, work: Work) -> bool:
    """Tell whether words stood in an empty place, by its history; those of a removal are none."""
    return any(MARK not in words for words in work.uow.words_gone(plan))


def _went_with_it(plan: Redaction, earlier: Redaction | None, before: str, work: Work) -> bool:
    """Tell whether a removal that is done again took these words out of the history, too."""
    cut = frozenset(str(id_) for id_, *_hashes in json.loads(earlier.lines if earlier else "[]"))
    return before in work.uow.words_gone(plan, cut)


def _file(command: do.RemoveContent, work: Work) -> tuple[Redaction, Record]:
    file = work.uow.find(StoredFile, command.file)
    if file is None or file.link:
        refuse_missing("file", command.file)
    plan = Redaction(
        id="", subject_table="file", subject_id=file.id, name="content", form_id=file.form_id,
        card_id=file.card_id, digest=file.digest,
    )  # fmt: skip
    return plan, file


def _comment(command: do.RemoveContent, work: Work) -> tuple[Redaction, Record]:
    comment = work.uow.find(Comment, command.comment)
    if comment is None:
        refuse_missing("comment", command.comment)
    plan = Redaction(
        id="", subject_table="comment", subject_id=comment.id, name="text",
        form_id=comment.form_id, card_id=comment.card_id,
    )  # fmt: skip
    return plan, comment


def _place(command: do.RemoveContent, work: Work) -> tuple[Redaction, Record]:
    form = _form(command.form, work)
    parts = [each.id for each in _kept_forms(form.card_id, work)
             if is_part(each) and whole_id(each) == form.id]  # fmt: skip
    field, mark, rest = command.path.partition("/")
    kept: Record | None
    if not mark:
        kept, name = work.uow.find(FormValue, value_id(form.id, command.path)), "value"
    else:
        row, _slash, column = rest.partition("/")
        kept, name = _row(work, row, column)
        if kept is not None and getattr(kept, "form_id", "") != form.id:
            kept = None
    if kept is None or not field:
        refuse("empty", EMPTY, path=command.path)
    plan = Redaction(
        id="", subject_table=kept.table, subject_id=kept.id, name=name, form_id=form.id,
        card_id=form.card_id, path=command.path, parts=json_text(sorted(parts)),
    )  # fmt: skip
    return plan, kept


def _form(ref: str, work: Work) -> Form:
    """Return the form that holds the place; by its id also one that was taken back."""
    found = work.uow.find(Form, ref)
    return found if found is not None else work.form(ref)[0]


def _kept_forms(card: str, work: Work) -> tuple[Form, ...]:
    """Return the forms of a card, and those taken back of which a version is kept for ever."""
    versions = {entry.form_id for entry in work.uow.select(Revision, card_id=card)}
    kept = (work.uow.find(Form, id_) for id_ in sorted(versions))
    gone = tuple(form for form in kept if form is not None and form.deleted)
    return (*work.uow.select(Form, card_id=card), *gone)


def _row(work: Work, row: str, column: str) -> tuple[Record | None, str]:
    """Return the record of a row, and where in it a column is kept."""
    plain = work.uow.find(FormRow, row)
    if plain is not None:
        return plain, f"cells{CELL}{column}"
    for table, kind in RECORDS.items():
        if "extra" in {entry.name for entry in fields(kind)}:
            found = work.uow.find(kind, row)
            if found is not None:
                is_own = column in typed_columns(table)
                return found, column if is_own else f"extra{CELL}{column}"
    return None, ""


def _person(command: do.RemoveContent, work: Work) -> tuple[Redaction, Record]:
    kept = work.uow.find(Person, command.person)
    person = kept if kept is not None and kept.deleted else work.person(command.person)
    if command.field not in PERSONAL:
        names = ", ".join(PERSONAL)
        refuse("field", N_("Of a person these can be removed: {names}."), names=names)
    plan = Redaction(id="", subject_table=Person.table, subject_id=person.id, name=command.field)
    return plan, person


def _absence(command: do.RemoveContent, work: Work) -> tuple[Redaction, Record]:
    absence = work.uow.find(Absence, command.absence)
    if absence is None:
        refuse_missing("absence", command.absence)
    plan = Redaction(id="", subject_table=Absence.table, subject_id=absence.id, name="note")
    return plan, absence


FINDS = (_file, _place, _person, _comment, _absence)
"""Find what is named, in the order in which it is asked what that is."""
