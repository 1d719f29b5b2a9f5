"""Undo: the old values come back where nothing has changed since; else it says who changed it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from mcdesk.application import absences, brought
from mcdesk.application.handlers import handles, people
from mcdesk.application.handlers.dividing import frozen_parts_kept
from mcdesk.application.handlers.since_then import built_since, refuse_changed, refuse_for
from mcdesk.application.handlers.writing import (
    must_assess,
    must_stay_decided,
    open_for_writing,
    opened,
    value_of,
)
from mcdesk.application.journal import (
    Effect,
    Event,
    cards_touched,
    forms_touched,
    naming_step,
    read_event,
)
from mcdesk.application.merge import Collision, merge
from mcdesk.application.periods import closing_of, period_of
from mcdesk.application.row_back import RowsBack
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import (
    RECORDS,
    TYPED_ROWS,
    Absence,
    Card,
    ClosedPeriod,
    External,
    Faculty,
    Form,
    FormRow,
    FormValue,
    Office,
    Person,
    Programme,
    Record,
    SigningKey,
    SignOff,
    TeamMember,
    as_data,
    changed,
    from_data,
)
from mcdesk.procedure.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import TypedRow

ROWS = (FormRow.table, *TYPED_ROWS)
NEVER_UNDONE = ("sign_off", "revision", "definition", "number_block")
NEVER_SAID: Mapping[type[do.Command] | None, str] = {
    do.SignForm: N_("This cannot be undone; a signature is withdrawn instead."),
    do.FreezeForm: N_("This cannot be undone: open the form again with “Change…” instead."),
}
"""What is done instead of undoing what is never undone."""


@handles(do.UndoEvent)
def undo_event(command: do.UndoEvent, work: Work) -> None:
    """Undo an event, or of a group one's own events or else all, the newest first."""
    lines = _meant(work.uow.journal(event=command.of), command.of, work.actor.person_id)
    if not lines:
        refuse("unknown_event", N_("There is no such change to undo."))
    events = [read_event(str(line["body"])) for line in lines]
    named = len(events) - 1 - naming_step([event.kind for event in reversed(events)])
    work.note.update([_told(events[named])])
    back = RowsBack(work.uow, {event.id for event in events})
    ids = sorted({id_ for event in events for id_ in forms_touched(event.effects)})
    with frozen_parts_kept(work, filter(None, (work.uow.find(Form, id_) for id_ in ids))):
        for event in events:
            kind = do.COMMANDS.get(str(event.command.get("do")))
            if kind is None or not kind.undoable or brought.BY in event.note:
                refuse("never_undone", NEVER_SAID.get(kind, N_("This cannot be undone.")))
            _may_undo(event, work)
            _undo(event, work, back)


def _meant(lines: Sequence[Mapping[str, Any]], of: str, person: str) -> Sequence[Mapping[str, Any]]:
    """Return the lines that an undo means: nobody's step takes in what others put beside it."""
    named = [line for line in lines if line["id"] == of]
    return named or [line for line in lines if line["person_id"] == person] or lines


def _told(event: Event) -> tuple[str, str]:
    """Return what the history says of an undo: the kind of what it takes back, or does again."""
    if event.kind != "EventUndone":
        return "undone", event.kind
    if "redone" in event.note:
        return "undone", event.note["redone"]
    return "redone", event.note.get("undone", "")


def _may_undo(event: Event, work: Work) -> None:
    """Refuse somebody who neither made the change nor has the right to make it."""
    if work.knowledge.same(event.by) == work.actor.person_id:
        return
    if any(effect.table == "comment" and _brought_in(effect) for effect in event.effects):
        refuse(
            "not_yours",
            N_("A remark is taken back by who wrote it; it can be marked as done instead."),
        )
    cards = cards_touched(event.effects) or {
        form.card_id
        for form_id in forms_touched(event.effects)
        if (form := work.uow.find(Form, form_id)) is not None
    }
    card = work.uow.find(Card, min(cards)) if cards else None
    work.demand(_right(event, work), card)


def _brought_in(effect: Effect) -> bool:
    """Tell whether an effect made a record, or brought it back."""
    return not effect.new["deleted"] and (effect.old is None or bool(effect.old["deleted"]))


def _right(event: Event, work: Work) -> str:
    """Return the right that a change took; that of what it undid, for an undo."""
    command = event.command
    kind = do.COMMANDS[str(command["do"])]
    if kind is do.UndoEvent:
        return _right(read_event(str(work.uow.journal(event=str(command["of"]))[0]["body"])), work)
    return do.right_to_undo(kind)


def _undo(event: Event, work: Work, back: RowsBack) -> None:
    is_own = work.knowledge.same(event.by) == work.actor.person_id
    for effect in reversed(event.effects):
        if effect.table in NEVER_UNDONE and not _is_evidence(effect):
            continue
        if not is_own:
            _not_what_an_assessor_said(effect, work)
        _not_behind_a_freeze(effect, work)
        cls = RECORDS.get(effect.table)
        if cls is None:
            refuse("unknown_table", N_("A newer MC Desk made this change; update to undo it."))
        present = work.uow.find(cls, effect.id)
        work.put(_earlier(work, event, effect, cls, present, back))


def _is_evidence(effect: Effect) -> bool:
    """Tell whether a decision only got or lost its scan, which goes with the file."""
    if effect.table != "sign_off" or effect.old is None:
        return False
    differs = {key for key, value in effect.new.items() if effect.old.get(key) != value}
    return differs <= {"evidence_id", "scan_owed", "row_version"}


def _not_behind_a_freeze(effect: Effect, work: Work) -> None:
    """Refuse to change the content of a frozen form, but for what may still be filled in.

    And what a frozen letter covers, as `CoverCard` refuses it.
    """
    form = work.uow.find(Form, str(effect.new.get("form_id") or ""))
    if form is not None and form.revision_id:
        if effect.table == "assignment":
            refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=form.kind)
        for path, column in _places(effect):
            open_for_writing(work, form.id, path, column)
    if form is not None and effect.table == FormValue.table:
        kept = work.uow.find(FormValue, effect.id)
        must_stay_decided(work, form, str(effect.new["path"]), value_of(kept))


def _not_what_an_assessor_said(effect: Effect, work: Work) -> None:
    """Refuse to take back what an assessor said to whoever could not write it either."""
    form = work.uow.find(Form, str(effect.new.get("form_id") or ""))
    if form is None:
        return
    for path, column in _places(effect):
        must_assess(work, form, path, column)


def _places(effect: Effect) -> Iterator[tuple[str, str]]:
    """Yield the places that an effect changed in a form: a path, or a field and its column."""
    if effect.table == "form_value":
        yield str(effect.new["path"]), ""
    elif effect.table == "form_row" or effect.table in TYPED_ROWS:
        field, old = str(effect.new["field"]), dict(effect.old or {})
        same = ("rank", "deleted")
        if not old or any(old[key] != effect.new[key] for key in same):
            yield field, ""
            return
        before, after = _cells(effect.table, old), _cells(effect.table, dict(effect.new))
        for column in before.keys() | after.keys():
            if before.get(column) != after.get(column):
                yield field, column


def _cells(table: str, data: dict[str, Any]) -> Mapping[str, Json]:
    return row_of(cast("TypedRow | FormRow", from_data(table, data))).cells


def _earlier(
    work: Work,
    event: Event,
    effect: Effect,
    cls: type[Record],
    present: Record | None,
    back: RowsBack,
) -> Record:
    """Return the record as it was before, refusing where somebody changed it since."""
    new = _comparable(dict(effect.new))
    if present is None:
        refuse("gone", N_("What this changed is no longer there."))
    if _comparable(as_data(present)) == new:
        if effect.old is None or (effect.old["deleted"] and not present.deleted):
            _not_built_upon(work, event, effect)
        if effect.old is None:
            earlier = changed(present, deleted=True)
        else:
            earlier = from_data(effect.table, {**effect.old, "row_version": present.row_version})
        _not_edited_since(work, effect, present)
        _offices_as_appointed(work, present, earlier)
        if not earlier.deleted:
            _not_taken(work, present, earlier)
            _away_once(work, present, earlier)
        if present.deleted and not earlier.deleted:
            return back.place(earlier) if effect.table in ROWS else earlier
        return earlier
    if cls is FormValue and isinstance(present, FormValue) and effect.old is not None:
        merged = _merged_text(effect, present)
        if merged is not None:
            opened(work, present.form_id)  # who changes what others wrote has to be filling it
            return changed(present, value=merged)
    refuse_changed(work, effect)


def _not_built_upon(work: Work, event: Event, effect: Effect) -> None:
    """Refuse to take back what others have built upon since: a card, a form, a directory entry."""
    if effect.table in ("card", "form"):
        later = built_since(work, effect, event.group)
        if later is not None:
            refuse_for(work, later, effect.id)
    if effect.table == "closed_period" and work.uow.select(SignOff, revision_id=effect.id):
        refuse("signed", N_("The register of this period was signed by now: the CTL lead can "
                            "reopen the period, with a reason."))  # fmt: skip
    if effect.table == "person" and work.uow.has_acted(effect.id):
        refuse("works_here", N_("Who was added has worked here since, and stays in the directory; "
                                "an office can be ended."))  # fmt: skip
    made = {each.id for each in event.effects}
    used: dict[str, tuple[tuple[type[Record], str], ...]] = {
        "person": (
            (TeamMember, "person_id"),
            (SignOff, "person_id"),
            (Office, "person_id"),
            (SigningKey, "person_id"),
        ),
        "programme": ((Card, "programme_id"),),
        "faculty": ((Programme, "faculty_id"),),
        "file": ((SignOff, "evidence_id"), (External, "file_id")),
    }
    for cls, column in used.get(effect.table, ()):
        found = work.uow.select(cls, **{column: effect.id})
        if any(not entry.deleted and entry.id not in made for entry in found):
            refuse("in_use", N_("This entry is in use by now; it cannot be taken back."))


def _not_edited_since(work: Work, effect: Effect, present: Record) -> None:
    """Refuse to freeze a form again that was edited since it was opened for changes."""
    was_frozen = bool((effect.old or {}).get("revision_id"))
    if not isinstance(present, Form) or present.revision_id or not was_frozen:
        return
    if not present.basis_id:  # its sign-offs fell: there is nothing to be unlike
        return
    card = work.uow.find(Card, present.card_id)
    state = work.situation(card).of_form(present.id) if card is not None else None
    if state is not None and not state.is_current:
        refuse("edited", N_("{form} was edited since: freeze it again instead."),
               form=state.definition.short)  # fmt: skip


def _offices_as_appointed(work: Work, present: Record, earlier: Record) -> None:
    """Refuse to give an office back where one could not appoint to it now, and no lead to leave."""
    if not isinstance(earlier, Office) or not isinstance(present, Office):
        return
    if not people.is_longer(present, earlier):
        people.not_the_last_lead(work, earlier)
        return
    work.demand("directory")
    people.lead_only(work, earlier.role)


def _not_taken(work: Work, present: Record, earlier: Record) -> None:
    """Refuse to bring back a code or a login that another entry has been given since."""
    names = ("code", "login", "faculty_id", "deleted", "reopened_on")
    if all(getattr(present, name, None) == getattr(earlier, name, None) for name in names):
        return
    match earlier:
        case Card(code=code) if any(e.id != earlier.id for e in work.uow.select(Card, code=code)):
            refuse("code_taken", N_("{code}: another micro-credential bears this code by now. Undo "
                                    "the making of that one in its history first."),
                   code=code)  # fmt: skip
        case Faculty(code=code):
            people.faculty_code(work, code, earlier.id)
        case Programme(code=code, faculty_id=faculty):
            people.programme_code(work, code, faculty, earlier.id)
        case Person(login=login):
            people.free_login(work, login, earlier.id)
        case ClosedPeriod() if not earlier.reopened_on:
            found = closing_of(work.uow, period_of(earlier))
            if found is not None and found.id != earlier.id:
                refuse("closed", N_("{period} is closed already."), period=period_of(earlier).label)
        case _:
            pass


def _away_once(work: Work, present: Record, earlier: Record) -> None:
    """Refuse to bring an absence back, or make it longer, over days of another one."""
    if isinstance(earlier, Absence) and isinstance(present, Absence):
        if present.deleted or earlier.until > present.until:
            work.must_not(absences.why_twice(work.knowledge, earlier))


def _comparable(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "row_version"}


def _merged_text(effect: Effect, present: FormValue) -> str | None:
    """Take my change out of a text that somebody else has written on, sentence by sentence."""
    assert effect.old is not None
    old, new = json.loads(effect.old["value"]), json.loads(effect.new["value"])
    result = merge(new, old, json.loads(present.value), long_text=True)
    return None if isinstance(result, Collision) else json_text(result.value)
