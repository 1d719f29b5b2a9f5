"""Numbers of documents and codes: drawn from what this replica reserved (decisions.md, 21).

A series has one count, and blocks that replicas reserved out of it. Who draws from a block of
their own has a number that nobody else can be given. Where it is used up, or was never reserved,
the next of the whole series is taken: it may have to be given anew when the replicas meet, so it
counts as provisional until the hub has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import namesakes, shelf
from mcdesk.application.journal import read_event
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.names import LONGEST_NUMBER, is_a_number
from mcdesk.procedure.records import NumberBlock, TeamMember, changed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.work import Work
    from mcdesk.procedure.records import Faculty, Form, Programme

DOCUMENTS, CODES = 10, 3
"""How many numbers a replica reserves of a series at a time; small, as gaps are seen on paper."""
SLOTS = (1, 2)
"""A replica's blocks of a series: one to draw from, one for when that is used up."""
LAST = 9999
REGISTER = "F4-REG"
"""What stands for the register of a period in its numbers."""
STATEMENT = "SK"
"""What stands for a contribution statement (surat keterangan) in its numbers."""
BY_HAND, LONGEST = "# ", LONGEST_NUMBER
"""What stands before a number typed by hand where it is a series of its own, and its length."""
HALF = LONGEST // 2
FROZEN = "FormFrozen"
STATED = "StatementNumbered"
RESERVED = "NumbersReserved"
PROVISIONAL = "provisional"


def must_be_number(typed: str) -> None:
    """Refuse what was typed as the number of a document and has no room on a line of paper."""
    if not is_a_number(typed):
        shown = typed if len(typed) <= HALF else f"{typed[:HALF]}…"
        refuse("bad_number", N_("“{number}” cannot be a number: it is one line of {most} signs at "
                                "the most."), number=shown, most=LONGEST)  # fmt: skip


def of_codes(faculty: Faculty | None, programme: Programme, day: date) -> str:
    """Return the series of a programme's codes in a year."""
    return f"MC-{faculty.code if faculty else 'X'}-{programme.code}-{day:%y}"


def of_documents(kind: str, day: date) -> str:
    """Return the series of a kind of document in a year."""
    return f"CTL/MC/{kind}/{day.year}"


def draw(work: Work, series: str) -> int:
    """Return the next number of a series; one given is never given again (decisions.md, 21)."""
    kept = _as_drawn(work, series)
    block = kept or _own(work, series)
    if block is None:
        block = whole(work.uow, series)
        if work.holder:
            work.note[PROVISIONAL] = series
    if block.used >= block.last:
        refuse("no_numbers", N_("The numbers of series {series} are used up."), series=series)
    work.put(changed(block, used=block.used + 1))
    return block.used + 1


def _as_drawn(work: Work, series: str) -> NumberBlock | None:
    """Return the block just before the number that the first run drew, where that is still free."""
    if work.replay is None:
        return None
    id_, number = work.replay.number(series)
    count = whole(work.uow, series)  # which may be there no more: the event that began it was
    drawn_from = count if id_ == count.id else work.uow.find(NumberBlock, id_)
    for block in (drawn_from, *blocks(work.uow, series, work.holder)):
        if block is not None and max(block.used, block.first - 1) < number <= block.last:
            if not block.holder and work.holder:
                work.note[PROVISIONAL] = series
            return changed(block, used=number - 1)
    return None


def _own(work: Work, series: str) -> NumberBlock | None:
    """Return the block of this replica that has numbers left and that the hub knows of."""
    left = [e for e in blocks(work.uow, series, work.holder) if e.used < e.last]
    waiting = _reserved_lately(work.uow) if left else ()
    return next((block for block in left if block.id not in waiting), None)


def _reserved_lately(reader: Reader) -> frozenset[str]:
    """Return the blocks whose reservation waits for the hub: others may come first there."""
    lines = reader.journal(kinds=(RESERVED,), limit=1)
    waiting = [read_event(str(line["body"])) for line in lines if line["seq"] is None]
    return frozenset(effect.id for event in waiting for effect in event.effects)


def blocks(reader: Reader, series: str, holder: str) -> Iterator[NumberBlock]:
    """Yield the blocks of a series that a replica reserved, the lower one first."""
    ids = [natural_id("number_block", series, holder, slot) for slot in SLOTS] if holder else []
    found = (reader.find(NumberBlock, id_) for id_ in ids)
    yield from sorted((block for block in found if block is not None), key=lambda b: b.first)


def whole(reader: Reader, series: str) -> NumberBlock:
    """Return the count of a series."""
    id_ = natural_id("number_block", series)
    kept = reader.find(NumberBlock, id_)
    return kept or NumberBlock(id=id_, series=series, first=1, last=LAST, used=0)


def free_slot(reader: Reader, series: str, holder: str) -> str:
    """Return the id under which a replica can reserve more of a series, or ""."""
    for slot in SLOTS:
        id_ = natural_id("number_block", series, holder, slot)
        kept = reader.find(NumberBlock, id_)
        if kept is None or kept.used >= kept.last:
            return id_
    return ""


def is_provisional(reader: Reader, form: Form) -> bool:
    """Tell whether a form's number could still have to be given anew when the replicas meet."""
    if not form.number:
        return False
    lines = reader.journal(form=form.id, kinds=(FROZEN,))
    return any(PROVISIONAL in read_event(str(line["body"])).note
               for line in lines if line["seq"] is None)  # fmt: skip


def of_statement(
    reader: Reader, person: str, since: str, until: str, digest: str
) -> tuple[str, bool]:
    """Return the number of a contribution statement, and whether it could still be given anew."""
    wanted = {"since": since, "until": until, "digest": digest}
    people = namesakes.ids_of(reader, person)
    for line in reader.journal(kinds=(STATED,)):
        note = read_event(str(line["body"])).note
        if wanted.items() <= note.items() and note.get("person") in people:
            return note.get("number", ""), line["seq"] is None and PROVISIONAL in note
    return "", False


def is_stated(reader: Reader, number: str) -> bool:
    """Tell whether a contribution statement has a number."""
    lines = reader.journal(kinds=(STATED,))
    return any(read_event(str(line["body"])).note.get("number") == number for line in lines)


def note_by_hand(work: Work, number: str) -> None:
    """Keep that a number was typed for a letter that has no record of its own.

    It is a series of one, so that a hub has a number only once.
    """
    work.put(changed(whole(work.uow, f"{BY_HAND}{number}"), last=1, used=1))


def is_by_hand(reader: Reader, number: str) -> bool:
    """Tell whether a number was typed for a letter that has no record of its own."""
    return whole(reader, f"{BY_HAND}{number}").used > 0


def first_free(series: str, size: int, after: int, codes: Collection[str]) -> int:
    """Return where a run of numbers begins of which none was given by hand as a code."""
    first = after + 1
    for number in range(first, LAST + 1):
        if number - first == size:
            break
        if f"{series}{number:02d}" in codes:
            first = number + 1
    return first


def wanted(knowledge: Knowledge, person_id: str, holder: str) -> dict[str, int]:
    """Return of which series a replica should reserve how many, for who works there."""
    found: dict[str, int] = {}
    for series, size in _drawn_from(knowledge, person_id):
        left = sum(block.last - block.used for block in blocks(knowledge.reader, series, holder))
        if left <= size // 2 and free_slot(knowledge.reader, series, holder):
            found[series] = size
    return found


def _drawn_from(knowledge: Knowledge, person_id: str) -> Iterator[tuple[str, int]]:
    """Yield the series from which a person may draw, with the size of a block.

    In December those of the next year, too: who is offline on the first day of it has numbers.
    """
    digest, forms = shelf.published(knowledge.reader, knowledge.today)
    rights = shelf.procedure_of(knowledge.reader, digest).rights
    roles = set(knowledge.actor(person_id).roles)
    days = [knowledge.today]
    if knowledge.today.month == 12:
        days.append(knowledge.today.replace(year=knowledge.today.year + 1))
    teams = knowledge.reader.select(TeamMember, person_id=person_id)
    roles |= {member.role for member in teams if member.is_on(knowledge.today.isoformat())}
    for day in days:
        if roles & set(rights.get("fill", ())):
            yield from ((of_documents(kind, day), DOCUMENTS) for kind in sorted(forms))
        if roles & set(rights.get("move", ())):
            yield of_documents(REGISTER, day), DOCUMENTS
            yield of_documents(STATEMENT, day), CODES
        if roles & set(rights.get("cards", ())):
            for programme in knowledge.programmes.values():
                faculty = knowledge.faculties.get(programme.faculty_id)
                yield of_codes(faculty, programme, day), CODES
