"""The rows that say what changed in a timeline after its baseline, put with the freezing itself.

Source: domain.md, F3 t7 (filled by the program) and ambiguity 5: what was signed is the baseline;
later shifts are tracked against it. Reason and agreement are a person's to say, and whoever fills
the timeline may correct or take out a row: the table lives on, so no signature falls by that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.application.typed import parse_date
from mcdesk.application.version_rows import SIGNED, stage_of
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text, read_json
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.identity import natural_id, places_in
from mcdesk.procedure.records import FormRow, Revision, SignOff, changed
from mcdesk.procedure.rows import content_from_text, row_of
from mcdesk.procedure.rules_registry import choice_label
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from mcdesk.application.work import Work
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Form
    from mcdesk.procedure.stage import Label

TIMELINE, TABLE = "F3", "t7"
FRAME, PLAN, REASON = "t1", "t3", "t1.reason"
OPENING = "t1.opening"
LONGEST = 300
GONE = "{}"
"""What a row holds that the program took out; one that a person took out keeps what it said."""
NUMBER = "0123456789 "
UNTIL = r"\s*[–—]\s*|\s+(?:-|to|until|s\.?d\.?|sampai|hingga)\s+"
"""What stands between the first and the last day where a person writes both."""
STAGE, START, END = "stage", "planned_start", "planned_end"


@dataclass(frozen=True, slots=True)
class Shift:
    """A date of a timeline: in the baseline, in the version before, and now."""

    label: str
    old: str
    told: str
    new: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the change of a date stands, from which day it counts, and behind which rows."""

    id: str
    row: FormRow | None
    was: str
    behind: Sequence[FormRow]

    @property
    def taken_out(self) -> list[FormRow]:
        """Return those that a person took out."""
        return [row for row in self.behind if row.deleted]


def note_changes(work: Work, state: FormState) -> None:
    """Put a row for each date of a timeline that is another one than in the baseline.

    What a person wrote into a row stays as it is. A row that a person took out hides that very
    change; what a person entered is not entered again.
    """
    form, definition = state.form, state.definition
    if form.kind != TIMELINE or TABLE not in definition.fields:
        return
    baseline = _baseline(work, state)
    if baseline is None:
        return
    before = content_from_text(baseline.content)
    last = content_from_text(state.revision.content) if state.revision is not None else before
    old, told, new = (dict(_dates(definition, each)) for each in (before, last, state.content))
    fresh = []
    for key in dict.fromkeys((*old, *new)):
        label = (new.get(key) or old.get(key) or ("", ""))[0]
        shift = Shift(label, *(_said(each, key) for each in (old, told, new)))
        place = _place_of(work, form, baseline.id, key, shift)
        put = {"what": label, "old": place.was}
        is_over = place.was == shift.new or _is_entered(work, state, key, shift, place)
        if place.row is not None and place.row.cells != GONE:
            is_ours = is_over and _is_as_put(work, state, before, place.row, put)
            _follow(work, place.row, shift, is_ours=is_ours)
        elif not is_over and not (place.taken_out and shift.told == shift.new):
            cells = {"date": work.day, **put, "new": shift.new}
            cells["reason"] = _shortened(_reason(work, state, before, key))
            asked = {column.id for column in definition.fields[TABLE].columns}
            cells = {name: cell for name, cell in cells.items() if cell and name in asked}
            fresh.append((place, cells))
    order = sorted(row.rank for row in state.content.table(TABLE))
    ranks = places_in(order, len(order), len(fresh))
    work.put_all(
        changed(place.row or FormRow(id=place.id, form_id=form.id, field=TABLE, rank=rank),
                deleted=False, rank=rank, cells=json_text(cells))
        for rank, (place, cells) in zip(ranks, fresh, strict=True)
    )  # fmt: skip


def _rows_of(
    work: Work, form: Form, baseline_id: str, key: str
) -> Iterator[tuple[str, FormRow | None]]:
    """Yield the rows that the program put for a date since a baseline, and the next one's id."""
    for number in count():
        further = [str(number)] if number else []
        id_ = natural_id("row", form.id, TABLE, baseline_id, key, *further)
        row = work.uow.find(FormRow, id_)
        yield id_, row
        if row is None:
            return


def _place_of(work: Work, form: Form, baseline_id: str, key: str, shift: Shift) -> Place:
    """Return the row in which a date's change stands, or is to stand.

    It comes behind those that stay as somebody agreed to them, from whose day it counts, and those
    that a person took out.
    """
    was, behind = shift.old, []
    rows = _rows_of(work, form, baseline_id, key)
    id_, row = next(rows)
    while row is not None and row.cells != GONE and (row.deleted or _agreed_in(row)):
        behind.append(row)
        was = was if row.deleted else str(_agreed_in(row).get("new", ""))
        id_, row = next(rows)
    return Place(id_, row, was, behind)


def _is_entered(work: Work, state: FormState, key: str, shift: Shift, place: Place) -> bool:
    """Tell whether a change is said by a row of somebody's own, or by one that was taken out."""
    form, kept = state.form, work.uow.select(Revision, form_id=state.form.id)
    own = {id_ for each in kept for id_, _row in _rows_of(work, form, each.id, key)}
    said = [row_of(row) for row in place.taken_out]
    said += [row for row in state.content.table(TABLE)
             if row.id not in own and _is_named(row.text("what"), shift.label)]  # fmt: skip
    days = [_days(each, work.today) for each in (place.was, shift.new)]
    return any([_days(row.text(name), work.today) for name in ("old", "new")] == days
               for row in said)  # fmt: skip


def _is_named(text: str, label: str) -> bool:
    """Tell whether somebody's words name a date, in either language, with its number or without."""
    names = {name for both in (label, *label.split(MARK)) for name in (both, both.lstrip(NUMBER))}
    return " ".join(text.casefold().split()) in {name.casefold() for name in names}


def _days(text: str, today: date) -> list[str]:
    """Return a day, or the first and last one, however it was written."""
    return [parse_date(each, today) for each in re.split(UNTIL, text.strip())]


def _shortened(reason: str) -> str:
    """Return a reason as a line that a cell holds."""
    return " ".join(reason.split())[:LONGEST]


def _reason(work: Work, state: FormState, before: Content, key: str) -> str:
    """Return why a date changed: of the opening as the form says, else why it was opened again."""
    told = state.content.text(REASON)
    if key == OPENING and told and told != before.text(REASON):
        return told
    for line in work.uow.journal(form=state.form.id, kinds=(do.ChangeForm.event,), limit=1):
        return str(read_event(str(line["body"])).command.get("reason", ""))
    return ""


def _agreed_in(row: FormRow) -> Mapping[str, Json]:
    """Return what a row says that somebody agreed to; nothing of any other."""
    cells = read_json(row.cells)
    is_agreed = not row.deleted and isinstance(cells, dict) and bool(cells.get("agreed_by"))
    return cells if is_agreed and isinstance(cells, dict) else {}


def _is_as_put(
    work: Work, state: FormState, before: Content, row: FormRow, put: Mapping[str, str]
) -> bool:
    """Tell whether nobody wrote into a row: it has the reason of a version, and what was put."""
    cells = read_json(row.cells)
    if not isinstance(cells, dict) or cells.keys() - {"date", "new", "reason", *put}:
        return False
    opened = work.uow.journal(form=state.form.id, kinds=(do.ChangeForm.event,))
    told = {str(read_event(str(line["body"])).command.get("reason", "")) for line in opened}
    kept = work.uow.select(Revision, form_id=state.form.id)
    told |= {content_from_text(each.content).text(REASON) for each in kept}
    reasons = {_shortened(each) for each in (*told, before.text(REASON), "")}
    return cells.get("reason", "") in reasons and all(cells.get(k) == v for k, v in put.items())


def _follow(work: Work, row: FormRow, shift: Shift, *, is_ours: bool) -> None:
    """Bring a row to what a further version says, where it says what the program put there.

    One that nobody wrote into is taken out where there is nothing to say any more.
    """
    cells = read_json(row.cells)
    if not isinstance(cells, dict) or cells.get("new", "") != shift.told:
        return
    if is_ours:
        work.put(changed(row, deleted=True, cells=GONE))
    elif shift.new != shift.told:
        work.put(changed(row, cells=json_text({**cells, "date": work.day, "new": shift.new})))


def _baseline(work: Work, state: FormState) -> Revision | None:
    """Return the last version of a form that everybody signed whom it asks."""
    kept = sorted(work.uow.select(Revision, form_id=state.form.id), key=lambda each: each.version)
    decisions = work.uow.select(SignOff, form_id=state.form.id)
    refuted = work.knowledge.refuted(decisions)
    counting = [each for each in decisions if not each.withdrawn_on and each.id not in refuted]
    signed = (r for r in reversed(kept) if stage_of(work.knowledge, r, counting) == SIGNED)
    return next(signed, None)


def _dates(definition: FormDefinition, content: Content) -> Iterator[tuple[str, tuple[str, str]]]:
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


def _said(dates: Mapping[str, tuple[str, str]], key: str) -> str:
    return dates[key][1] if key in dates else ""
