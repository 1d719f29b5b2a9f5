"""Numbers of documents, the commands about blocks of them, and that of a letter that is no form."""

from __future__ import annotations

from mcdesk.application import numbers, statement
from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, must_be_meant, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import as_date
from mcdesk.procedure.names import LONGEST_ID
from mcdesk.procedure.records import Card, ClosedPeriod, NumberBlock, Revision, changed

MOST = 100


@handles(do.ReserveNumbers)
def reserve_numbers(command: do.ReserveNumbers, work: Work) -> None:
    """Reserve numbers behind all that were given or reserved; what is not used up stays."""
    work.must_be_known()
    holder = command.holder
    if work.made_by:
        refuse("not_yours", N_("Every computer reserves its own numbers."))
    if not holder or len(holder) > LONGEST_ID or not holder.isprintable():
        refuse("bad_id", N_("“{id}” cannot be an id."), id=holder)
    codes = frozenset(card.code for card in work.uow.select(Card))
    for series, size in sorted(command.series.items()):
        if (
            not 0 < size <= MOST
            or not 0 < len(series) <= numbers.LONGEST
            or not series.isprintable()
        ):
            refuse("bad_block", N_("Of a series {most} numbers are reserved at the most."),
                   most=MOST)  # fmt: skip
        count = numbers.whole(work.uow, series)
        id_ = numbers.free_slot(work.uow, series, holder)
        first = numbers.first_free(series, size, count.used, codes)
        last = first + size - 1
        if not id_ or last > count.last:
            continue
        before = work.uow.find(NumberBlock, id_)
        block = before or NumberBlock(id=id_, series=series, first=1, last=0, used=0, holder=holder)
        work.put(changed(block, first=first, last=last, used=first - 1))
        work.put(changed(count, used=last))


@handles(do.NumberStatement)
def number_statement(command: do.NumberStatement, work: Work) -> None:
    """Give a contribution statement a number, where it states anything and has none yet."""
    work.demand("move")
    work.must_be_known()
    since, until = as_date(command.since), as_date(command.until)
    if since is None or until is None or until < since:
        refuse("bad_days", N_("A statement is about the days from one to another."))
    must_be_meant(command.since, command.until)
    told = statement.statement(work.knowledge, command.person, since, until)
    if told.is_early or not told.lines:
        refuse("nothing_stated", N_("Nothing that {person} contributed was confirmed in these "
                                    "days: there is nothing to number."),
               person=told.person)  # fmt: skip
    digest = command.digest or told.digest
    if digest != told.digest and work.replay is None:
        refuse("other_statement", N_("This statement says something else by now: look at it again, "
                                     "then give it its number."))  # fmt: skip
    days = since.isoformat(), until.isoformat()
    kept, _provisional = numbers.of_statement(work.uow, told.person_id, *days, digest)
    if kept:
        refuse("numbered", N_("This statement has the number {number} already."), number=kept)
    typed = command.number.strip()
    number = given_number(work, typed, numbers.STATEMENT)
    if typed:
        numbers.note_by_hand(work, number)
    work.note.update(person=told.person_id, since=days[0], until=days[1], digest=digest,
                     number=number)  # fmt: skip


def given_number(work: Work, typed: str, kind: str) -> str:
    """Return the document number typed, or the next one: CTL/MC/<form>/<year>/<seq>."""
    typed = typed.strip()
    if typed:
        numbers.must_be_number(typed)
        if _is_given(work, typed) or numbers.is_stated(work.uow, typed):
            refuse("number_taken", N_("The number {number} was given before."), number=typed)
        return typed
    series = numbers.of_documents(kind, work.today)
    while True:
        number = f"{series}/{numbers.draw(work, series):04d}"
        if not _is_given(work, number) and not numbers.is_by_hand(work.uow, number):
            return number


def _is_given(work: Work, number: str) -> bool:
    """Tell whether a document number was given: to a form, or to the register of a period."""
    return bool(work.uow.select(Revision, number=number)) or any(
        entry.number == number for entry in work.uow.select(ClosedPeriod)
    )
