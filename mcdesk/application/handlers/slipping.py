"""The rows that say what changed in a timeline after its baseline, put with the freezing itself.

Source: domain.md, F3 t7 (filled by the program) and ambiguity 5: what was signed is the baseline;
later shifts are tracked against it.

For each date that differs from what was agreed to last (by the last row of it that says who agreed,
else by the baseline) the program keeps one row: it follows the date, with the reason given for that
very change, and goes where the date is back. Once a person wrote into it, agreed to it or took it
out, it stays as it is, and a further change puts a further row. What a person entered, or took out,
is not entered again.

The reason is why the form was opened. What the form says of its opening is not repeated: a copy
would outlive its removal for ever (docs/decisions/0016).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.application.typed import parse_date
from mcdesk.application.version_rows import SIGNED, stage_of
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text, read_object
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.identity import natural_id, places_in
from mcdesk.procedure.records import FormRow, Revision, SignOff, changed
from mcdesk.procedure.rows import content_from_text, row_of
from mcdesk.procedure.rules_registry import choice_label
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from mcdesk.application.journal import Event
    from mcdesk.application.work import Work
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Form
    from mcdesk.procedure.stage import Label

TIMELINE, TABLE = "F3", "t7"
FRAME, PLAN = "t1", "t3"
LONGEST = 300
NUMBER = "0123456789 "
UNTIL = r"\s*[–—]\s*|\s+(?:-|to|until|s\.?d\.?|sampai|hingga)\s+"
"""What stands between the first and the last day where a person writes both."""
STAGE, START, END = "stage", "planned_start", "planned_end"
Standing = tuple[bool, "Mapping[str, Json]"]
"""How a row stands: whether it is taken out, and what it says."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A date of a timeline: as it was agreed to last, in the version before, and now."""

    label: str
    was: str
    told: str
    new: str


@dataclass(frozen=True)
class Chain:
    """The rows that the program put for a date since a baseline, the first first.

    `further` is the next one, not there yet, `put` how each stood when the program wrote it last.
    """

    rows: Sequence[FormRow]
    further: FormRow
    put: Mapping[str, Standing]

    @cached_property
    def agreed(self) -> FormRow | None:
        """The last row to which somebody agreed."""
        rows = (row for row in reversed(self.rows) if not row.deleted)
        return next((row for row in rows if row_of(row).text("agreed_by")), None)

    @cached_property
    def since(self) -> Sequence[FormRow]:
        """What was agreed to last, and the rows behind it."""
        return self.rows[self.rows.index(self.agreed) :] if self.agreed else self.rows

    def is_own(self, row: FormRow) -> bool:
        """Tell whether a row is as the program left it: no person's hand was in it."""
        return self.put.get(row.id) == _standing(row.cells, deleted=row.deleted)

    @property
    def live(self) -> list[FormRow]:
        """The program's own rows that stand in the list."""
        return [row for row in self.rows if self.is_own(row) and not row.deleted]

    @property
    def persons(self) -> list[FormRow]:
        """The rows, since what was agreed to last, that persons wrote into or took out."""
        return [row for row in self.since if not self.is_own(row)]

    def kept(self, shift: Shift, *, is_told: bool) -> FormRow | None:
        """Return the row that is to say how a date changed, or None where none is to.

        What persons wrote, they wrote of the date as it was in the version before.
        """
        own = [row for row in self.since if self.is_own(row)]
        live = [row for row in own if not row.deleted]
        if is_told or (self.persons and not live and shift.told == shift.new):
            return None
        return next(iter((*reversed(live), *own)), self.further)


def note_changes(work: Work, state: FormState) -> None:
    """Let the list say of each date of a timeline how it differs from what was agreed to last."""
    form, definition = state.form, state.definition
    if form.kind != TIMELINE or TABLE not in definition.fields:
        return
    baseline = _baseline(work, state)
    if baseline is None:
        return
    before = content_from_text(baseline.content)
    last = content_from_text(state.revision.content) if state.revision is not None else before
    old, told, new = (dict(dates_of(definition, each)) for each in (before, last, state.content))
    put, reason = _as_put(work, form), _reason(work, form)
    by_hand = [row for row in state.content.table(TABLE) if row.id not in put]
    fresh = []
    for key in dict.fromkeys((*old, *new)):
        chain = _chain_of(work, form, baseline.id, key, put)
        was = row_of(chain.agreed).text("new") if chain.agreed else said_in(old, key)
        label = (new.get(key) or old.get(key) or ("", ""))[0]
        shift = Shift(label, was, said_in(told, key), said_in(new, key))
        kept = chain.kept(shift, is_told=_is_told(work, chain, shift, by_hand))
        work.put_all(changed(row, deleted=True) for row in chain.live if row is not kept)
        if kept is not None and kept.deleted:
            why = reason if shift.told != shift.new else ""
            fresh.append((kept, cells_of(definition, shift, work.day, why)))
        elif kept is not None:
            _follow(work, definition, kept, shift, reason)
    order = sorted(row.rank for row in state.content.table(TABLE))
    ranks = places_in(order, len(order), len(fresh))
    work.put_all(
        changed(row, rank=rank, deleted=False, cells=cells)
        for rank, (row, cells) in zip(ranks, fresh, strict=True)
    )


def row_id(form_id: str, baseline_id: str, key: str, number: int) -> str:
    """Return the id of a row, from 0, that tells of a date's change since a baseline."""
    further = [str(number)] if number else []
    return natural_id("row", form_id, TABLE, baseline_id, key, *further)


def _chain_of(
    work: Work, form: Form, baseline_id: str, key: str, put: Mapping[str, Standing]
) -> Chain:
    rows: list[FormRow] = []
    while True:
        id_ = row_id(form.id, baseline_id, key, len(rows))
        row = work.uow.find(FormRow, id_)
        if row is None:
            further = FormRow(id=id_, form_id=form.id, field=TABLE, rank="", deleted=True)
            return Chain(rows, further, put)
        rows.append(row)


def _as_put(work: Work, form: Form) -> dict[str, Standing]:
    """Return how each row stood when a freezing wrote it last."""
    lines = work.uow.journal(form=form.id, kinds=(do.FreezeForm.event,))
    events = (read_event(str(line["body"])) for line in reversed(lines))
    made = (each for event in events for each in event.effects if each.table == FormRow.table)
    return {each.id: _standing(each.new["cells"], deleted=each.new["deleted"]) for each in made}


def _standing(cells: str, *, deleted: bool) -> Standing:
    return deleted, read_object(cells)


def _is_told(work: Work, chain: Chain, shift: Shift, by_hand: Sequence[Row]) -> bool:
    """Tell whether nothing is to be said of a date: it is as agreed to, or a person says it."""
    is_, was = _days(shift.new, work.today), _days(shift.was, work.today)
    said = [row_of(row) for row in chain.persons]
    said += [row for row in by_hand if is_named(row.text("what"), shift.label)]
    days = ([_days(row.text(name), work.today) for name in ("old", "new")] for row in said)
    return is_ == was or [was, is_] in days


def cells_of(definition: FormDefinition, shift: Shift, day: str, reason: str) -> str:
    """Return what a row says, in the columns that the table has."""
    cells = {"date": day, "what": shift.label, "old": shift.was, "new": shift.new, "reason": reason}
    asked = {column.id for column in definition.fields[TABLE].columns}
    return json_text({name: cell for name, cell in cells.items() if cell and name in asked})


def _follow(
    work: Work, definition: FormDefinition, row: FormRow, shift: Shift, reason: str
) -> None:
    """Let a row say how a date stands; when and why stay where this version did not change it."""
    day = work.day
    if shift.told == shift.new:
        day, reason = (row_of(row).text(name) for name in ("date", "reason"))
    cells = cells_of(definition, shift, day, reason)
    if cells != row.cells:
        work.put(changed(row, cells=cells))


def is_named(text: str, label: str) -> bool:
    """Tell whether somebody's words name a date, in either language, with its number or without."""
    names = {name for both in (label, *label.split(MARK)) for name in (both, both.lstrip(NUMBER))}
    return " ".join(text.casefold().split()) in {name.casefold() for name in names}


def _days(text: str, today: date) -> list[str]:
    """Return a day, or the first and last one, however it was written."""
    return [parse_date(each, today) for each in re.split(UNTIL, text.strip())]


def _reason(work: Work, form: Form) -> str:
    """Return why a form was opened for what is frozen now.

    It is "" where it was opened without a reason, or by something else. An opening that was undone
    is none; where the undo itself was undone, it is one.
    """
    kinds = (do.ChangeForm.event, do.FreezeForm.event, do.UndoEvent.event)
    undone: set[str] = set()
    for line in work.uow.journal(form=form.id, kinds=kinds):
        event = read_event(str(line["body"]))
        if not undone.isdisjoint((event.id, event.group)):
            continue
        if event.kind != do.UndoEvent.event:
            return reason_of(event)
        undone.add(str(event.command.get("of")))
    return ""


def reason_of(opening: Event) -> str:
    """Return why a form was opened, as a line that a cell holds."""
    return " ".join(str(opening.command.get("reason", "")).split())[:LONGEST]


def _baseline(work: Work, state: FormState) -> Revision | None:
    """Return the last version of a form that everybody signed whom it asks."""
    kept = sorted(work.uow.select(Revision, form_id=state.form.id), key=lambda each: each.version)
    decisions = work.uow.select(SignOff, form_id=state.form.id)
    refuted = work.knowledge.refuted(decisions)
    counting = [each for each in decisions if not each.withdrawn_on and each.id not in refuted]
    signed = (r for r in reversed(kept) if stage_of(work.knowledge, r, counting) == SIGNED)
    return next(signed, None)


def dates_of(definition: FormDefinition, content: Content) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield start and opening, and of each stage from when to when it is planned, with its name."""
    frame = definition.fields[FRAME]
    for part in (each for each in frame.parts if each.type is FieldType.DATE):
        day = content.day(f"{FRAME}.{part.id}")
        if day is not None:
            yield f"{FRAME}.{part.id}", (_both(part.label), f"{day:%d-%m-%Y}")
    plan = content.table(PLAN)
    for stage in dict.fromkeys(row.text(STAGE) for row in plan):
        rows = [row for row in plan if row.text(STAGE) == stage]
        starts = [day for row in rows if (day := row.day(START)) is not None]
        ends = [day for row in rows if (day := row.day(END)) is not None]
        if stage and starts and ends:
            label = _both(choice_label(definition, f"{PLAN}/{STAGE}", stage))
            yield stage, (label, f"{min(starts):%d-%m-%Y} – {max(ends):%d-%m-%Y}")


def _both(label: Label) -> str:
    return MARK.join(dict.fromkeys((label.en, label.id)))


def said_in(dates: Mapping[str, tuple[str, str]], key: str) -> str:
    """Return when something is planned; "" where it is not."""
    return dates[key][1] if key in dates else ""
