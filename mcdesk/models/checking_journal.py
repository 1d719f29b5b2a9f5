"""What in journal and records does not follow from what came before.

Of a workspace that is checked, and of what came from a hub to whoever joins its team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from mcdesk.application.journal import FIRST_HASH, follows, read_event
from mcdesk.application.redacting import holds_together, vouched_for
from mcdesk.i18n import N_, _
from mcdesk.models import tables
from mcdesk.models.checking_words import Places, columns_of, lines_of
from mcdesk.models.rows import rows_whole
from mcdesk.procedure.canonical import is_json, read_json
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.records import RECORDS, TYPED_ROWS, Redaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.ports import Progress

FIRST = 3
"""So many findings tell whoever joins that a hub is damaged."""
STEP = 50
"""After so many rows a progress is told how far the comparing is."""
READ_AS_JSON: Mapping[str, tuple[str, ...]] = {
    "setting": ("value",), "form_value": ("value",), "form_row": ("cells",),
    **dict.fromkeys(TYPED_ROWS, ("extra",)), "card": ("essentials",),
    "revision": ("signers", "settings", "content", "open_paths"), "closed_period": ("ended",),
    "external": ("facts",),
}  # fmt: skip
"""The columns of records that are read as JSON, and pass for empty where they are none."""
NAMED = frozenset({"cells", "extra", "essentials", "settings", "content", "facts"})
"""Those of them that say something by names: whatever else stands there passes for empty, too."""
State = dict[tuple[str, str], Mapping[str, object]]
Over = Callable[[Iterable[Any]], Iterable[Any]]
"""Goes over the rows of a table, and ends before its last where it is stopped."""


def check_copied(
    connection: Connection, progress: Progress | None = None
) -> tuple[str, ...] | None:
    """Return the first of what in journal and records does not follow; None where it was stopped.

    In words. Whoever joins a team takes both from its hub, and goes on from there. The progress
    counts rows.
    """
    pace = _Pace(progress, _rows_of(connection, ("journal", *RECORDS)))
    state: State = {}
    parts = (
        (N_("journal"), journal_breaks(connection, state, {}, pace.over)),
        (N_("records"), record_breaks(connection, state, pace.over)),
    )
    found = tuple(islice((line for part in parts for line in lines_of(*part)), FIRST))
    return None if pace.is_stopped else found


def _rows_of(connection: Connection, names: Iterable[str]) -> int:
    """Return how many rows these tables have together."""
    counts = (select(func.count()).select_from(tables.metadata.tables[name]) for name in names)
    return sum(connection.execute(count).scalar_one() for count in counts)


class _Pace:
    """Counts rows that are gone over, and stops where the progress says so."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress, self._of, self._done = progress, of, 0
        self.is_stopped = False

    def over(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield rows until it is stopped."""
        for row in rows:
            if self._progress is not None and self._done % STEP == 0:
                self.is_stopped = self.is_stopped or not self._progress(self._done, self._of)
            if self.is_stopped:
                return
            self._done += 1
            yield row


def journal_breaks(
    connection: Connection, state: State, seen: dict[tuple[str, str], int], over: Over = iter
) -> Iterator[str]:
    """Yield breaks of the journal; fold its effects into `state`, and when keys lived."""
    journal = tables.journal
    previous, expected, places = FIRST_HASH, 1, Places(connection)
    vouched = vouched_for(_removals(connection))
    confirmed = select(journal).where(journal.c.seq.is_not(None)).order_by(journal.c.seq)
    for row in over(connection.execute(confirmed)):
        if row.seq != expected:
            yield _("journal: entry {n} is missing").format(n=expected)
            expected = row.seq
        expected += 1
        if not holds_together(previous, row.body, row.hash, vouched):
            words = _("journal: entry {n} ({entry}) was altered")
            yield words.format(n=row.seq, entry=places.entry(row))
        previous = row.hash
        try:
            event = read_event(row.body)
        except (ValueError, LookupError, TypeError):
            words = _("journal: entry {n} ({entry}) cannot be read")
            yield words.format(n=row.seq, entry=places.entry(row))
            continue
        if (row.id, row.kind, row.person_id, row.at, row.group_id) != (
            event.id, event.kind, event.by, event.at, event.group
        ):  # fmt: skip
            words = _("journal: entry {n} ({entry}) is not what its text says")
            yield words.format(n=row.seq, entry=places.entry(row))
        for effect in event.effects:
            if not follows(state.get((effect.table, effect.id)), effect.old):
                words = _("journal: entry {n} ({entry}) does not follow from the ones before it")
                yield words.format(n=row.seq, entry=places.entry(row))
            state[effect.table, effect.id] = dict(effect.new)
            if effect.table in ("sign_off", "signing_key"):
                seen.setdefault(("made", effect.id), row.seq)
            if effect.table == "signing_key" and effect.new["ended_at"]:
                seen.setdefault(("ended", effect.id), row.seq)


def _removals(connection: Connection) -> Iterator[Redaction]:
    """Yield the removals that the journal holds; their records are compared with it like others."""
    journal = tables.journal.c
    made = select(journal.body).where(journal.kind == RemoveContent.event)
    for (body,) in connection.execute(made):
        with suppress(ValueError, LookupError, TypeError):
            for effect in read_event(body).effects:
                if effect.table == Redaction.table:
                    yield Redaction(**effect.new)


def waiting_breaks(connection: Connection, state: State) -> Iterator[str]:
    """Fold what waits for the hub into `state`; yield lines that do not follow."""
    journal = tables.journal
    waiting = select(journal.c.n, journal.c.body).where(journal.c.seq.is_(None))
    for n, body in connection.execute(waiting.order_by(journal.c.n)):
        try:
            event = read_event(body)
        except (ValueError, LookupError, TypeError):
            yield _("journal: the waiting entry {n} cannot be read").format(n=n)
            continue
        for effect in event.effects:
            if not follows(state.get((effect.table, effect.id)), effect.old):
                words = _("journal: the waiting entry {n} does not follow from the ones before it")
                yield words.format(n=n)
            state[effect.table, effect.id] = dict(effect.new)


def record_breaks(connection: Connection, state: State, over: Over = iter) -> Iterator[str]:
    """Yield records that are not what the journal says."""
    places = Places(connection)
    for name, cls in RECORDS.items():
        plain = {entry.name: entry.default for entry in fields(cls)}
        left = {id_ for table, id_ in state if table == name}
        names = tables.TABLES[name].columns.keys()
        for row in over(rows_whole(connection, name)):
            data = dict(zip(names, row, strict=True))
            left.discard(data["id"])
            said = state.get((name, data["id"]))
            if said is None:
                yield _("{what}: stands in no journal entry").format(what=places.record(name, data))
                continue
            changed = [key for key in data if data[key] != said.get(key, plain[key])]
            if changed:
                words = _("{what}: differs from the journal in {columns}")
                named = columns_of(name, changed)
                yield words.format(what=places.record(name, data), columns=named)
        for id_ in sorted(left):
            words = _("{what}: is in the journal, but not in its table")
            yield words.format(what=places.record(name, {"id": id_, **state[name, id_]}))


def unread_values(connection: Connection) -> Iterator[str]:
    """Yield records in which something stands that is read as JSON and is none.

    It counts as empty or not set, so that no card stops; anybody can write a hub's file.
    """
    places = Places(connection)
    for name, keys in READ_AS_JSON.items():
        names = tables.TABLES[name].columns.keys()
        for row in rows_whole(connection, name):
            data = dict(zip(names, row, strict=True))
            unread = [key for key in keys if data[key] and not _is_read(key, str(data[key]))]
            if unread:
                words = _("{what}: {columns} cannot be read, and does not count")
                named = columns_of(name, unread)
                yield words.format(what=places.record(name, data), columns=named)


def _is_read(column: str, text: str) -> bool:
    """Tell whether a kept text can be read as what stands in such a column."""
    if column in NAMED:
        return isinstance(read_json(text), dict)
    return is_json(text)


def index_breaks(connection: Connection) -> Iterator[str]:
    """Yield entries whose index rows, which history and undo go by, are not their effects."""
    effect, journal = tables.effect, tables.journal
    kept: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(select(effect).order_by(effect.c.event_n, effect.c.position)):
        kept.setdefault(row.event_n, []).append((row.table_name, row.record_id))
    for n, body in connection.execute(select(journal.c.n, journal.c.body)):
        said = [(entry.table, entry.id) for entry in read_event(body).effects]
        if kept.pop(n, []) != said:
            words = _("journal: the index of entry {n} is not what its text says")
            yield words.format(n=n)
    for n in kept:
        yield _("journal: there is an index of entry {n}, but no entry").format(n=n)
