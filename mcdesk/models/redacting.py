"""Taking out of the tables and the journal what was removed for ever."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select, text, update

from mcdesk.application.attention import LOST
from mcdesk.application.journal import FIRST_HASH
from mcdesk.application.redacting import record_without, text_digest, without
from mcdesk.models import asides, schema, tables
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import Settlement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.records import Redaction

GUARDS = ("journal_keeps_update", "revision_keeps_update")


def take_out(connection: Connection, redaction: Redaction) -> str:
    """Take out what a removal names; return its entries as the removal keeps them.

    What waits for the hub is written anew, too, and stands in no list: it goes as it is now.
    """
    lines: list[list[str]] = []
    journal = tables.journal
    with _unguarded(connection):
        for n, seq, id_, mark, body in _entries(connection, redaction):
            fresh = without(body, redaction)
            if fresh != body:
                changed = update(journal).where(journal.c.n == n).values(body=fresh)
                connection.execute(changed)
            if seq is not None:
                lines.append([id_, _hash_before(connection, seq), mark, text_digest(fresh)])
        _records(connection, redaction)
    return json_text(lines)


def entries_without(connection: Connection, redaction: Redaction) -> dict[str, str]:
    """Return the new texts of a hub's entries that a removal names, by the event's id."""
    named = [str(entry[0]) for entry in json.loads(redaction.lines)]
    journal = tables.journal.c
    found = connection.execute(select(journal.id, journal.body).where(journal.id.in_(named)))
    return {id_: without(body, redaction) for id_, body in found}


def _entries(
    connection: Connection, redaction: Redaction
) -> Iterator[tuple[int, int | None, str, str, str]]:
    """Yield the entries that touch the record, or a revision of its form: they may hold it.

    What was given up when a collision was settled may hold it, too.
    """
    journal, effect = tables.journal.c, tables.effect.c
    touched = (effect.table_name == redaction.subject_table) & (
        effect.record_id == redaction.subject_id
    )
    if redaction.path:
        touched |= (effect.table_name == "revision") & (effect.form_id == redaction.form_id)
    touched |= effect.table_name == Settlement.table
    named = select(effect.event_n).where(touched)
    columns = (journal.n, journal.seq, journal.id, journal.hash, journal.body)
    rows = connection.execute(select(*columns).where(journal.n.in_(named)).order_by(journal.n))
    for n, seq, id_, mark, body in rows.all():
        yield n, seq, id_, str(mark or ""), body


def _hash_before(connection: Connection, seq: int) -> str:
    journal = tables.journal.c
    found = connection.execute(select(journal.hash).where(journal.seq == seq - 1)).scalar()
    return str(found or FIRST_HASH)


def _records(connection: Connection, redaction: Redaction) -> None:
    """Put the words into the record, and into the revisions of its form."""
    own = tables.TABLES[redaction.subject_table]
    found = [(own, own.c.id == redaction.subject_id)]
    if redaction.path:
        revision = tables.TABLES["revision"]
        found.append((revision, revision.c.form_id == redaction.form_id))
    for table, condition in found:
        for row in connection.execute(select(table).where(condition)).mappings().all():
            fresh = record_without(table.name, dict(row), redaction)
            other = {name: value for name, value in fresh.items() if value != row[name]}
            if other:
                connection.execute(update(table).where(table.c.id == row["id"]).values(**other))
    if redaction.path:  # what was set aside here repeats the words of a form
        aside = tables.attention
        mine = aside.c.form_id == redaction.form_id
        connection.execute(delete(aside).where(mine, aside.c.state != LOST, ~asides.OPEN))
        kept = select(aside.c.n, aside.c.body).where(mine, aside.c.state == LOST)
        for n, body in connection.execute(kept).all():  # nobody else may have it any more
            changed = update(aside).where(aside.c.n == n).values(body=without(body, redaction))
            connection.execute(changed)


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Let entries and revisions be written anew within a transaction."""
    known = {row[0] for row in connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    )}  # fmt: skip
    dropped = [name for name in GUARDS if name in known]
    for name in dropped:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for trigger in schema.SQLITE_TRIGGERS:
        if trigger.split()[2] in dropped:
            connection.execute(text(trigger))
