"""A form as it was printed at the moments since it was frozen: what was done since is taken back.

A print shows, behind what was frozen, the sign-offs, debts and living fields of its day. Whether
one that comes back shows those of any day is told by the journal alone (docs/decisions/0009).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mcdesk.application import letters
from mcdesk.application.journal import Event, read_event
from mcdesk.application.stood import freezing_of
from mcdesk.procedure.content import as_date
from mcdesk.procedure.records import (
    RECORDS,
    Faculty,
    Form,
    Office,
    Person,
    Programme,
    Record,
    Revision,
    Setting,
    TeamMember,
    from_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.records import R

DIRECTORY = (Person, Office, Programme, Faculty, Setting)
"""What a print shows that belongs to no card."""
EVER = 1 << 62
"""A place behind every line of a journal: where nothing tells when a revision was made."""
Then = dict[str, dict[str, Record | None]]
"""How records stood, by table and id; None for one that was not there yet."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How it stood after an event, from the day of this to that of the next one.

    `place` is the event's in the journal, `then` what was otherwise than it is now; both hold
    until the next moment is asked for.
    """

    place: int
    first: date
    last: date
    then: Then


class ReaderThen:
    """Reads records as they stood at a moment."""

    def __init__(self, reader: Reader, moment: Moment) -> None:
        self._reader = reader
        self._moment = moment

    def find(self, kind: type[R], id_: str, /) -> R | None:
        """Return the record with this id, deleted or not, or None."""
        then = self._moment.then.get(kind.table, {})
        if id_ not in then:
            return self._reader.find(kind, id_)
        found = then[id_]
        return found if isinstance(found, kind) else None

    def select(self, kind: type[R], /, **equal: object) -> tuple[R, ...]:
        """Return the records whose columns equal these values (a list: one of them).

        Each stands at its place among them; what is not among them any more is the last.
        """
        found = self._reader.select(kind, **equal)
        then = self._moment.then.get(kind.table)
        if not then:
            return found
        now: dict[str, Record | None] = {each.id: each for each in found}
        return tuple(
            each for each in (now | then).values()
            if isinstance(each, kind) and not each.deleted and _equals(each, equal)
        )  # fmt: skip

    def journal(
        self, card: str = "", form: str = "", limit: int = 0, event: str = "",
        kinds: Sequence[str] = (), table: str = "",
    ) -> Sequence[Mapping[str, Any]]:  # fmt: skip
        """Return the journal lines that were there, newest first."""
        lines = self._reader.journal(card, form, 0, event, kinds, table)
        found = [line for line in lines if int(line["n"]) <= self._moment.place]
        return found[:limit] if limit else found


def _equals(record: Record, equal: Mapping[str, object]) -> bool:
    """Tell whether the columns of a record equal values, or are among them."""
    for name, wanted in equal.items():
        value = getattr(record, name)
        if not (value in wanted if isinstance(wanted, list | tuple | set | frozenset)
                else value == wanted):  # fmt: skip
            return False
    return True


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since a revision was made, newest first, as far as a print may show it.

    It was made at `place` in the journal, on the day `begun`. `turns` are the days on which people
    and offices change by their own dates.
    """

    place: int
    begun: date
    today: date
    events: tuple[tuple[int, Event], ...]
    turns: frozenset[date]

    def moments(self, day: date | None = None) -> Iterator[Moment]:
        """Yield how it stood, newest first; where a `day` is given, only how it stood on that.

        What was done in one step is taken back in one: between its parts nobody printed.
        """
        then: Then = {}
        last, newer = self.today, ""
        for place, event in self.events:
            first = as_date(event.today) or last
            is_whole = not newer or event.group != newer
            if is_whole and (day is None or first <= day <= last):
                yield Moment(place, min(first, last), last, then)
            last, newer = first, event.group
            _take_back(event, then)
        if day is None or self.begun <= day <= last:
            yield Moment(self.place, min(self.begun, last), last, then)

    def days(self, moment: Moment) -> Iterator[date]:
        """Yield the days on which a print of a moment may name other people than before."""
        yield moment.first
        for day in sorted(self.turns):
            if moment.first < day <= moment.last:
                yield day


def _take_back(event: Event, then: Then) -> None:
    for effect in event.effects:
        if effect.table in RECORDS:
            old = from_data(effect.table, dict(effect.old)) if effect.old is not None else None
            then.setdefault(effect.table, {})[effect.id] = old


def since_frozen(knowledge: Knowledge, revision_id: str) -> Since:
    """Return what happened since a revision was made to its cards, to people and offices."""
    reader = knowledge.reader
    revision = reader.find(Revision, revision_id)
    form = reader.find(Form, revision.form_id) if revision is not None else None
    if revision is None or form is None:
        return Since(EVER, knowledge.today, knowledge.today, (), frozenset())
    place = freezing_of(reader, revision).place or EVER
    cards = {form.card_id, *(card.id for card in letters.covered(knowledge, form))}
    lines = [line for card in sorted(cards) for line in reader.journal(card=card)]
    lines += [line for kind in DIRECTORY for line in reader.journal(table=kind.table)]
    bodies = {int(line["n"]): str(line["body"]) for line in lines if int(line["n"]) > place}
    events = tuple((n, read_event(bodies[n])) for n in sorted(bodies, reverse=True))
    begun = as_date(revision.frozen_on) or knowledge.today
    return Since(place, begun, knowledge.today, events, _turns(reader, cards))


def _turns(reader: Reader, cards: Iterable[str]) -> frozenset[date]:
    """Return the days from which somebody holds an office or a place in a team, or no more."""
    held = [*reader.select(Office)]
    texts = {text for each in held for text in (each.since, each.until)}
    for card in cards:
        for member in reader.select(TeamMember, card_id=card):
            texts |= {member.since, member.until}
    days = {day for day in map(as_date, texts) if day is not None}
    return frozenset(days | {day + timedelta(days=1) for day in days if day < date.max})
