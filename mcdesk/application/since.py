"""A form as it is printed with what changed since a version, a look or a day; a working copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal

from mcdesk.application import shelf
from mcdesk.application.earlier_round import (
    content_of_earlier,
    contents_of,
    earlier_round,
    has_version,
    in_order,
    together,
)
from mcdesk.application.form_queries import form_state
from mcdesk.application.journal import read_event
from mcdesk.application.known import Look, Parts, places_in, version_of, who_wrote
from mcdesk.application.names import SheetNames
from mcdesk.application.redline import differences, places
from mcdesk.application.sheets import sheet
from mcdesk.application.shown import show
from mcdesk.application.sides import as_drafted, bound, with_computed
from mcdesk.application.views import Since
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import Division, is_part, part_definition, unordered, whole_id
from mcdesk.procedure.calendar import zone
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Form,
    FormRow,
    FormValue,
    Record,
    Revision,
    TypedRow,
    from_data,
)
from mcdesk.procedure.rows import content_from_text, content_of
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.known import Known, Version
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import Sheet
    from mcdesk.application.wrote import Wrote
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation

CONTENT: tuple[type[FormValue] | type[FormRow] | type[TypedRow], ...] = (
    FormValue, FormRow, *TYPED_ROWS.values()
)  # fmt: skip
"""The records that a form's content is made of."""
VERSION = "version:"
BEFORE = "before"


def sheet_since(
    knowledge: Knowledge,
    form_id: str,
    kind: Literal["draft", "frozen"],
    since: str,
    revision_id: str = "",
    *,
    look: Look | None = None,
    by: str = "",
) -> Sheet:
    """Return the draft of a form, or a version, with what changed in it.

    `since` is `last` (the version before, if need be of the round before), `before` (that of the
    round before), `version:N`, a day, or the moment of a `look`; of a form that is signed in parts
    `last` is the version before of each. `by` names whose changes are shown alone. A working copy
    asks for no signature, and no code on it takes it for what was signed.

    Raises:
        Refused: There is nothing to compare with; whoever `by` names changed nothing.
    """
    _card, situation, state = form_state(knowledge, form_id)
    printed = sheet(knowledge, form_id, kind, revision_id)
    whole = with_computed(printed.content, printed.computed)
    version = printed.header.version if kind == "frozen" else 0
    told, old, known = _before(knowledge, situation, state, (since, look), version, whole, printed)
    before = told.before
    if is_part(state.form):
        printed = replace(printed, definition=_cut(knowledge, state, printed, before, whole))
    names = SheetNames(printed)
    sides = (before, whole)
    if old is not None or kind == "frozen":
        sides = (bound(printed.definition, before), bound(printed.definition, whole))
    else:
        sides = (as_drafted(printed.definition, before), as_drafted(printed.definition, whole))
    told = replace(
        told,
        found=differences(printed.definition, *sides, names),
        lost=tuple(_lost(printed.definition, old, before, names)),
    )
    until = _until(knowledge, state, revision_id) if kind == "frozen" else None
    told = _with_who(told, who_wrote(knowledge, state.form, told.found, known, until), by)
    return replace(printed, since=told, signatures=(), living=Content(), code=None, valid=True,
                   parts=())  # fmt: skip


def _before(
    knowledge: Knowledge, situation: Situation, state: FormState,
    since: tuple[str, Look | None], version: int, whole: Content, printed: Sheet,
) -> tuple[Since, FormDefinition | None, Known]:  # fmt: skip
    """Return what stood before (as `sheet_since` is asked), and the definition it was bound to.

    With them comes what was known then.
    """
    meant, look = since
    told = Since("day", meant, Content(), (), to_version=version)
    earlier = None
    if meant == BEFORE or (meant == "last" and not has_version(knowledge, state, version)):
        earlier = earlier_round(knowledge, state)
    if meant == "last" and state.parts and earlier is None:
        before, parts = _before_parts(knowledge, state, whole)
        return replace(told, base="parts", on="", before=before), None, parts
    if earlier is not None:
        revision = earlier.newest
        before = content_of_earlier(situation, state, earlier)
        round_ = earlier.form.round
    elif meant.startswith(VERSION) or meant in ("last", BEFORE):
        named = "last" if meant == BEFORE else meant.removeprefix(VERSION)
        revision = _revision(knowledge, state, named, version)
        before = content_from_text(revision.content)
        round_ = told.round
    else:
        look = look or Look(_moment(meant))
        stood = stood_at(knowledge, state, look)
        before = inspect.whole_content(printed.definition, stood, situation.surroundings)
        return replace(_told(knowledge, told, look), before=before), None, look
    old = shelf.form_definition(knowledge.reader, revision.definition_id)
    told = replace(told, base="version", on=revision.frozen_at, version=revision.version,
                   round=round_, before=before)  # fmt: skip
    return told, old, version_of(knowledge.reader, revision)


def _before_parts(knowledge: Knowledge, state: FormState, now: Content) -> tuple[Content, Parts]:
    """Return the versions before of all parts put together; a part that has none stands as now.

    With them comes which of them each place is of: that of its part, or which it stood in last.

    Of a row that moved to such a part the version stands that had it. Of a module that was taken
    out since it was frozen its last version is among them.
    """
    division = Division(state.definition, now)
    stood = {part.form.id: division.content(part.form.scope) for part in state.parts}
    current = {part.form.id for part in state.parts if part.is_current}
    forms = knowledge.reader.select(Form, card_id=state.form.card_id, kind=state.form.kind)
    ours = [form for form in forms if is_part(form) and whole_id(form) == state.form.id]
    before: list[Revision] = []
    scopes: dict[str, str] = {}
    for form in ours:
        kept = knowledge.reader.select(Revision, form_id=form.id)
        versions = sorted(kept, key=lambda line: line.version)
        if form.id in current:
            versions.pop()
        if versions:
            stood.pop(form.id, None)
            before.append(versions[-1])
            scopes[form.id] = form.scope
    if not before:
        refuse("no_version", N_("There is no earlier version of {form} to compare with."),
               form=state.definition.short)  # fmt: skip
    before = in_order(knowledge.reader, before)
    known = [version_of(knowledge.reader, line) for line in before]
    of: dict[str, Version] = {}
    for line, version in zip(before, known, strict=True):
        of |= dict.fromkeys(places_in(division.content(scopes[line.form_id])), version)
    for content, version in zip(contents_of(before), known, strict=True):
        of |= dict.fromkeys(places_in(content), version)
    content = together([*stood.values(), *contents_of(before)])
    return unordered(state.definition, content), Parts(tuple(known), of)


def _until(knowledge: Knowledge, state: FormState, revision_id: str) -> Version | None:
    """Return what was known when the version was frozen that is printed."""
    kept = knowledge.reader.find(Revision, revision_id) if revision_id else state.revision
    return version_of(knowledge.reader, kept) if kept is not None else None


def _with_who(told: Since, who: tuple[tuple[Wrote, ...], ...], by: str) -> Since:
    """Return what changed with who wrote at each place; with `by` only where that person did."""
    if not by:
        return replace(told, who=who)
    theirs = [place for place, each in enumerate(who) if any(one.who == by for one in each)]
    if not theirs:
        names = sorted({one.who for each in who for one in each})
        refuse("nobody_changed", N_("{person} changed nothing since then. Who did: {people}."),
               person=by, people=", ".join(names) or "–")  # fmt: skip
    return replace(
        told, only=by, others=len(who) - len(theirs), lost=(),
        found=tuple(told.found[place] for place in theirs),
        who=tuple(who[place] for place in theirs),
    )  # fmt: skip


def _cut(
    knowledge: Knowledge, state: FormState, printed: Sheet, before: Content, now: Content
) -> FormDefinition:
    """Return the definition of a part with every table that stands, or stood, in it."""
    whole = shelf.form_definition(knowledge.reader, printed.definition.digest)
    either = Content({**before.values, **now.values}, {**before.rows, **now.rows})
    return part_definition(whole, state.form.scope, either)


def stood_at(knowledge: Knowledge, state: FormState, look: Look) -> Content:
    """Return what stood in a form, or in a part of one, at a moment."""
    if not is_part(state.form):
        return content_at(knowledge.reader, state.form.id, look)
    whole = shelf.form_definition(knowledge.reader, state.definition.digest)
    stood = content_at(knowledge.reader, whole_id(state.form), look)
    return Division(whole, stood).content(state.form.scope)


def _revision(knowledge: Knowledge, state: FormState, wanted: str, below: int) -> Revision:
    """Return the version asked for, or the newest one before the one that is printed."""
    known = knowledge.reader.select(Revision, form_id=state.form.id)
    if wanted == "last":
        known = tuple(line for line in known if not below or line.version < below)
        if not known:
            refuse("no_version", N_("There is no earlier version of {form} to compare with."),
                   form=state.definition.short)  # fmt: skip
        return max(known, key=lambda line: line.version)
    for line in known:
        if str(line.version) == wanted:
            if below and line.version >= below:
                refuse("later_version", N_("Version {n} of {form} is not earlier than version {m}, "
                       "which is printed."), n=line.version, m=below,
                       form=state.definition.short)  # fmt: skip
            return line
    refuse("no_version", N_("There is no version {n} of {form}."), n=wanted,
           form=state.definition.short)  # fmt: skip


def _moment(since: str) -> str:
    """Return the moment that a day begins at the institution, or a moment as it is."""
    day = as_date(since)
    if day is not None:
        begin = datetime.combine(day, time.min, zone()).astimezone(UTC)
        return begin.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if since == "look":
        refuse("never_looked", N_("You have not looked at this form before."))
    return since


def _told(knowledge: Knowledge, told: Since, look: Look) -> Since:
    day = as_date(told.on)
    if day is None:
        return replace(told, base="look", person=knowledge.full_name(look.person))
    if day > knowledge.today:
        refuse("day_ahead", N_("{day} has not come yet."), day=day.isoformat())
    return told


def content_at(reader: Reader, form: str, look: Look) -> Content:
    """Return what stood in a form (its id) at a moment: what was done since is taken back."""
    records: dict[tuple[str, str], Record] = {}
    for kind in CONTENT:
        for kept in reader.select(kind, form_id=form):
            records[kind.table, kept.id] = kept
    for line in reader.journal(form=form):
        if look.knows(line):
            continue
        event = read_event(str(line["body"]))
        for effect in reversed(event.effects):
            place = effect.table, effect.id
            if effect.new.get("form_id") != form:
                continue
            if effect.old is not None:
                records[place] = from_data(effect.table, dict(effect.old))
            else:
                records.pop(place, None)
    return content_of(records.values())


def _lost(
    definition: FormDefinition, old: FormDefinition | None, before: Content, names: SheetNames
) -> Iterator[tuple[Label, str]]:
    """Yield what stood where the form as it is printed has no place any more."""
    entries = [entry for section in definition.sections for entry in section.fields]
    known = {path for entry in entries for path, _label, _kind in places(entry)}
    for path, value in before.values.items():
        if not is_empty(value) and path not in known:
            entry = _entry(old, path)
            is_itself = old is not None and path in old.fields
            yield entry.label, show(entry, value, names) if is_itself else str(value)
    for name, rows in before.rows.items():
        top = definition.fields.get(name)
        columns = {column.id for column in top.columns} if top is not None else set()
        for row in rows:
            cells = [str(value) for key, value in row.cells.items()
                     if key not in columns and not is_empty(value)]  # fmt: skip
            if cells:
                yield _entry(old, name).label, " · ".join(cells)


def _entry(old: FormDefinition | None, path: str) -> Field:
    """Return a field that the form had, or one that is called as its path."""
    for name in (path, path.split(".", 1)[0]):
        if old is not None and name in old.fields:
            return old.fields[name]
    return Field(path, Label(path, ""), FieldType.TEXT)
