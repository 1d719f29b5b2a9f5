"""Who is away: said, and that somebody is back (decisions.md, 9 and 14)."""

from __future__ import annotations

from mcdesk.application import absences
from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, must_be_meant, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.canonical import TURNING, in_one_line
from mcdesk.procedure.names import LONGEST_NOTE
from mcdesk.procedure.records import Absence, changed


@handles(do.SetAbsence)
def set_absence(command: do.SetAbsence, work: Work) -> None:
    """Keep from when until when a person is away."""
    person = work.person(command.person)
    work.must_not(absences.why_not_set(work.knowledge, work.actor, person.id))
    note = in_one_line(command.note)
    if len(note) > LONGEST_NOTE:
        refuse("long_note", N_("A note has {n} letters at the most, not {given}: {text}"),
               n=LONGEST_NOTE, given=len(note), text=note)  # fmt: skip
    if not TURNING.isdisjoint(note):
        refuse("bad_note", N_("The note of an absence has signs that turn what is read round."))
    since, until = work.a_day(command.since, default=work.day), work.a_day(command.until)
    must_be_meant(since, until)
    if until < since:
        refuse("term", N_("The absence ends before it begins."))
    absence = Absence(
        id=work.id_for(Absence, command.id),
        person_id=person.id,
        since=since,
        until=until,
        note=note,
        set_by=work.actor.person_id,
    )
    work.must_not(absences.why_twice(work.knowledge, absence))
    work.put(absence)


@handles(do.EndAbsence)
def end_absence(command: do.EndAbsence, work: Work) -> None:
    """Let an absence end on the day before the person is back."""
    absence = work.get(Absence, command.absence, "absence")
    work.must_not(absences.why_not_set(work.knowledge, work.actor, absence.person_id))
    back = work.a_day(command.back)
    must_be_meant(back)
    if back <= absence.since:
        work.put(changed(absence, deleted=True))
        return
    ended = changed(absence, until=day_before(back))
    if ended.until > absence.until:
        work.must_not(absences.why_twice(work.knowledge, ended))
    work.put(ended)
