"""Who is away: said, and that somebody is back (decisions.md, 9 and 14)."""

from __future__ import annotations

from mcdesk.application import absences
from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, must_be_short, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.records import Absence, changed


@handles(do.SetAbsence)
def set_absence(command: do.SetAbsence, work: Work) -> None:
    """Keep from when until when a person is away."""
    person = work.person(command.person)
    work.must_not(absences.why_not_set(work.knowledge, work.actor, person.id))
    must_be_short(command.note)
    since, until = work.a_day(command.since, default=work.day), work.a_day(command.until)
    if until < since:
        refuse("term", N_("The absence ends before it begins."))
    work.put(
        Absence(
            id=work.id_for(Absence, command.id),
            person_id=person.id,
            since=since,
            until=until,
            note=command.note.strip(),
            set_by=work.actor.person_id,
        )
    )


@handles(do.EndAbsence)
def end_absence(command: do.EndAbsence, work: Work) -> None:
    """Let an absence end on the day before the person is back."""
    absence = work.get(Absence, command.absence, "absence")
    work.must_not(absences.why_not_set(work.knowledge, work.actor, absence.person_id))
    back = work.a_day(command.back)
    if back <= absence.since:
        work.put(changed(absence, deleted=True))
    else:
        work.put(changed(absence, until=day_before(back)))
