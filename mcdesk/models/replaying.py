"""Effects that come from elsewhere, and those that wait: put on the records, and taken off again.

A replica takes off what waits for the hub, puts on what came from there, and carries out again
what still waits; all in one transaction (design.md, section 6). A hub puts on what is pushed.
What a newer program made and this one does not know stays in the journal as it came.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import MISSING, asdict, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from mcdesk.application.attention import LOST, Aside
from mcdesk.application.honest_differences import LATER
from mcdesk.application.journal import (
    FIRST_HASH,
    Head,
    Line,
    cards_touched,
    follows,
    forms_touched,
    read_event,
)
from mcdesk.application.redacting import (
    Vouched,
    asked_without,
    holds_together,
    may_follow,
    record_without,
    vouched_for,
)
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import asides, schema, tables
from mcdesk.models.redacting import forget_taken_out, put_back
from mcdesk.models.statements import rows, write
from mcdesk.models.unit_of_work import ID, SqlUnitOfWork, inserting, updating
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.records import RECORDS, Assignment, Redaction, as_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

    from mcdesk.application.journal import Effect, Event

_JOURNAL = tables.journal.c
NAMES = ("id", "kind", "person_id", "at", "group_id", "body", "seq", "hash")
_LINES = select(*(_JOURNAL[name] for name in NAMES))
WAITING = _LINES.where(_JOURNAL.seq.is_(None)).order_by(_JOURNAL.n)
BETWEEN = _LINES.where(
    _JOURNAL.seq > bindparam("after"), _JOURNAL.seq <= bindparam("last")
).order_by(_JOURNAL.seq)
AT = _LINES.where(_JOURNAL.seq == bindparam("seq"))
NAMED = select(_JOURNAL.n, *(_JOURNAL[name] for name in NAMES)).where(
    _JOURNAL.id == bindparam("id")
)
ALL = 1 << 40


class SqlReplicaUnit(SqlUnitOfWork):
    """A unit of work that also puts on, and takes off, whole events.

    `vouched` is what removals say of entries that were written anew since, `removals` those that
    come and those that were taken off, `took_off` whether lines of the journal were taken off.
    """

    vouched: Mapping[str, Vouched] = MappingProxyType({})
    removals: tuple[Redaction, ...] = ()
    took_off: bool = False

    # --- the journal --------------------------------------------------------------------

    def foresee(self, lines: Iterable[Line]) -> None:
        """Learn from the removals among lines to come which of them were written anew since."""
        removing = (line for line in lines if line.kind == RemoveContent.event)
        found = [removal for line in removing for removal in _removals(line)]
        self.vouched = vouched_for(found)
        self.removals += tuple(found)

    def waiting(self) -> tuple[Line, ...]:
        """Return the lines that are not confirmed yet, in their order."""
        return tuple(Line(*row) for row in rows(self.connection, WAITING, {}))

    def lines_after(self, seq: int, most: int = ALL) -> tuple[Line, ...]:
        """Return confirmed lines behind an entry, in their order."""
        found = rows(self.connection, BETWEEN, {"after": seq, "last": seq + most})
        return tuple(Line(*row) for row in found)

    def line_at(self, seq: int) -> Line | None:
        """Return a confirmed line by its number."""
        found = rows(self.connection, AT, {"seq": seq})
        return Line(*found[0]) if found else None

    def line_named(self, id_: str) -> Line | None:
        """Return a line by its event's id."""
        found = rows(self.connection, NAMED, {"id": id_})
        return Line(*found[0][1:]) if found else None

    def last_change(self, table: str, id_: str) -> Line | None:
        """Return the line that changed a record last, or None."""
        return self._change(table, id_, _JOURNAL.n.desc())

    def first_change(self, table: str, id_: str) -> Line | None:
        """Return the line that a record began with, or None."""
        return self._change(table, id_, _JOURNAL.n.asc())

    def _change(self, table: str, id_: str, order: ColumnElement[int]) -> Line | None:
        found = self.connection.execute(_changing(table, id_).order_by(order).limit(1)).first()
        return Line(*found) if found is not None else None

    def changes_of(self, table: str, id_: str) -> Iterator[Line]:
        """Yield the lines that changed a record, the last one first."""
        with self.connection.execute(_changing(table, id_).order_by(_JOURNAL.n.desc())) as found:
            for row in found:
                yield Line(*row)

    def cards_of(self, effects: Sequence[Effect]) -> frozenset[str]:
        """Return the cards that effects concern, those of their forms and letters too."""
        forms = forms_touched(effects)
        found = cards_touched(effects) | {self.card_of_form(form_id) for form_id in forms}
        if forms:
            covered = self.select(Assignment, form_id=sorted(forms))
            found |= {entry.card_id for entry in covered}
        return found

    def confirm(self, line: Line) -> None:
        """Give a line that waited its number and hash."""
        journal = tables.journal
        self.connection.execute(
            update(journal).where(journal.c.id == line.id).values(seq=line.seq, hash=line.hash)
        )
        if line.kind == RemoveContent.event:
            effects = read_event(line.body).effects
            forget_taken_out(self.connection, (effect.id for effect in effects))

    # --- what could not be kept -----------------------------------------------------------

    def set_aside(self, aside: Aside) -> None:
        """Keep an event that could not be carried out again, without what was removed since."""
        row = asdict(aside)
        for redaction in self.select(Redaction):
            if may_follow(redaction, aside.at):
                row["body"] = asked_without(row["body"], redaction)
        del row["n"]
        self.connection.execute(insert(tables.attention), row)

    def asides(self, number: int = 0, state: str = "open") -> tuple[Aside, ...]:
        """Return what was set aside and is in a state, or one of it, oldest first."""
        asked = {"number": number, "state": "" if state == "open" else state}
        values: dict[str, Any] = {name: value for name, value in asked.items() if value}
        found = rows(self.connection, _asides_by(tuple(values)), values)
        return tuple(Aside(*row) for row in found)

    def asides_known(self, by: str = "") -> frozenset[str]:
        """Return the events that were ever set aside here, settled or not.

        With `by`, not those that may still be kept by this person: what waits in the list because
        somebody else could not keep it, and what a server lost.
        """
        aside = tables.attention.c
        statement = select(aside.event_id)
        if by:
            others = asides.OPEN & (aside.person_id != by)
            statement = statement.where(aside.state != LOST, ~others)
        return frozenset(self.connection.execute(statement).scalars())

    def close_aside(self, number: int, state: str, at: str, by: str, body: str = "") -> None:
        """Note how something set aside was settled; `body` is what is kept of it from then on."""
        table = tables.attention
        closed = {"state": state, "closed_at": at, "closed_by": by}
        if body:
            closed["body"] = body
        self.connection.execute(update(table).where(table.c.n == number).values(**closed))

    # --- putting on, taking off -----------------------------------------------------------

    def absorb(self, line: Line, *, after: Head) -> Head:
        """Put on the effects of a confirmed line and keep it; return the head that it makes.

        Raises:
            Trouble: The line does not follow the entry before it: a journal was altered.
        """
        mark = str(line.hash or "")
        if line.seq != after.seq + 1 or not holds_together(
            after.hash, line.body, mark, self.vouched
        ):
            raise altered(after.seq + 1)
        try:
            event = read_event(line.body)
        except (ValueError, LookupError, TypeError) as error:
            raise altered(after.seq + 1) from error
        if not self._goes_on(line, event):
            raise altered(after.seq + 1)
        try:
            self.put_on(event.effects)
            self.keep_line(line, event.effects)
        except (DataError, IntegrityError, InterfaceError, ProgrammingError) as error:
            raise ValueError(str(error.orig)) from error  # of no type that a column takes
        return Head(line.seq, mark)

    def _goes_on(self, line: Line, event: Event) -> bool:
        """Tell whether an entry is what its text says, and goes on from what is here.

        `mcdesk check` asks the same of a whole journal (`checking_journal.py`).
        """
        said = (event.id, event.kind, event.by, event.at, event.group)
        records = {(effect.table, effect.id) for effect in event.effects}
        return (
            (line.id, line.kind, line.person_id, line.at, line.group_id) == said
            and len(records) == len(event.effects)  # no program writes a record twice
            and all(is_whole(each) and self.follows_here(each) for each in event.effects)
        )

    def follows_here(self, effect: Effect) -> bool:
        """Tell whether what an effect found is what is here, but for what was removed for ever."""
        kind, old = RECORDS.get(effect.table), effect.old
        if kind is None:
            return True
        found = self.find(kind, effect.id)
        now = as_data(found) if found is not None else None
        for removal in () if follows(now, old) else self.removals:
            now, old = (record_without(effect.table, each, removal) if each is not None else None
                        for each in (now, old))  # fmt: skip
        return follows(now, old)

    def make_whole(self, lines: Iterable[Line], coming: Iterable[Line]) -> Sequence[Event]:
        """Give entries their words again that a removal took out which was taken off; return them.

        So do the records and versions that they left, where nothing came since. An entry's hash
        vouches for its words, or a removal that stands or is among those that are `coming`.
        """
        of_coming = (each for line in coming if line.kind == RemoveContent.event
                     for each in _removals(line))  # fmt: skip
        vouched, found = vouched_for([*self.select(Redaction), *of_coming]), []
        for line in lines:
            own, before = self.line_at(line.seq or 0), self.line_at((line.seq or 0) - 1)
            previous = str(before.hash) if before is not None else FIRST_HASH
            if own is None or (own.id, own.hash) != (line.id, line.hash) or own.body == line.body:
                continue
            if holds_together(previous, line.body, str(own.hash), vouched):
                with self.unguarded():
                    self.connection.execute(
                        update(tables.journal)
                        .where(_JOURNAL.seq == line.seq)
                        .values(body=line.body)
                    )
                    found.append(read_event(line.body))
                    self._words_again(found[-1])
        return found

    def _words_again(self, event: Event) -> None:
        for effect in event.effects:
            kind = RECORDS.get(effect.table)
            found = self.find(kind, effect.id) if kind is not None else None
            now = as_data(found) if found is not None else None
            if any(now == record_without(effect.table, effect.new, each) for each in self.removals):
                self._replace(effect.table, effect.id, effect.new)

    def put_on(self, effects: tuple[Effect, ...]) -> None:
        """Put the new values of effects on the records."""
        for effect in effects:
            self._replace(effect.table, effect.id, effect.new)
            if effect.table == Redaction.table and effect.old is None:
                self._take_out(Redaction(**effect.new))

    def take_off(self, line: Line) -> None:
        """Put the old values of a line's effects back and forget the line."""
        ((number, *_line),) = rows(self.connection, NAMED, {"id": line.id})
        for effect in reversed(read_event(line.body).effects):
            self._replace(effect.table, effect.id, effect.old)
            if effect.table == Redaction.table and effect.old is None:
                self.removals += (Redaction(**effect.new),)
                put_back(self.connection, effect.id)
                self._seen.clear()
                self._forget({effect.new["subject_table"], "revision"})
        index, journal = tables.effect, tables.journal
        self.connection.execute(delete(index).where(index.c.event_n == number))
        self.connection.execute(delete(journal).where(journal.c.n == number))
        self.took_off = True

    def _replace(self, name: str, id_: str, data: Mapping[str, Any] | None) -> None:
        """Let a record be what `data` says; None: let it not be there."""
        kind = RECORDS.get(name)
        if kind is None:
            return
        present = self.find(kind, id_)
        if data is None or (name == "card" and data["deleted"]):
            summary = tables.card_summary
            self.connection.execute(delete(summary).where(summary.c.id == id_))
        if data is None:
            table = tables.TABLES[name]
            self.connection.execute(delete(table).where(table.c.id == id_))
        elif present is None:
            whole = blanks(name) | {key: data[key] for key in _columns(name) if key in data}
            write(self.connection, inserting(name), [whole])
        else:
            before = as_data(present)
            other = {key: data[key] for key in before if key in data and data[key] != before[key]}
            if other:
                write(self.connection, updating(name), [{**other, ID: id_}])
        self._seen.pop((name, id_), None)
        self._forget((name,))

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """Let confirmed lines and what they made be taken off: the hub no longer has them."""
        for trigger in schema.SQLITE_TRIGGERS:
            self.connection.execute(text(f"DROP TRIGGER {trigger.split()[2]}"))
        yield
        for trigger in schema.SQLITE_TRIGGERS:
            self.connection.execute(text(trigger))


def _removals(line: Line) -> Iterator[Redaction]:
    """Yield the removals of a line; of one that cannot be read none: putting it on tells that."""
    with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
        effects = read_event(line.body).effects
        yield from [Redaction(**e.new) for e in effects if e.table == Redaction.table]


def altered(seq: int) -> Trouble:
    """Return the Trouble of a journal whose entry does not follow from the one before."""
    return Trouble(
        "altered",
        _("Entry {seq} of the hub’s journal does not follow from the one before it.").format(
            seq=seq
        ),
        _("Nothing was taken from it. Somebody altered the hub; tell who looks after it."),
    )


def unlike(seq: int) -> Trouble:
    """Return the Trouble of an entry whose old values are not those that the hub has."""
    return Trouble(
        "altered",
        _("Entry {seq} does not follow from what the hub has: this workspace and the hub hold not "
          "the same.").format(seq=seq),
        _("Nothing was sent. One of the two was altered or damaged: “mcdesk check” says which. "
          "Tell who looks after the hub. A damaged hub is rebuilt from a sound workspace; in place "
          "of a damaged workspace one joins anew."),
    )  # fmt: skip


@cache
def _asides_by(asked: tuple[str, ...]) -> Select[Any]:
    """Return the SELECT of what was set aside by what is asked of it; each is made once."""
    table = tables.attention.c
    wanted = table.state == bindparam("state") if "state" in asked else asides.OPEN
    statement = select(*(table[entry.name] for entry in fields(Aside))).where(wanted)
    if "number" in asked:
        statement = statement.where(table.n == bindparam("number"))
    return statement.order_by(table.n)


def is_whole(effect: Effect) -> bool:
    """Tell whether an effect writes its record, with each column that every program knows."""
    if effect.table not in RECORDS:
        return True
    asked = set(_columns(effect.table)) - LATER.get(effect.table, frozenset())
    return effect.new.get("id") == effect.id and asked <= effect.new.keys()


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(str(column.name) for column in tables.TABLES[table].columns)


@cache
def blanks(table: str) -> dict[str, Any]:
    """Return what the columns of a table say that an older entry does not know."""
    kind = RECORDS.get(table)
    entries = fields(kind) if kind is not None else ()
    return {entry.name: entry.default for entry in entries if entry.default is not MISSING}


def _changing(table: str, id_: str) -> Select[Any]:
    """Return what selects the lines that changed a record."""
    index = tables.effect.c
    touching = select(index.event_n).where(index.table_name == table, index.record_id == id_)
    return _LINES.where(_JOURNAL.n.in_(touching))
