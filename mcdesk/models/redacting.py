"""Taking out of the tables and the journal what was removed for ever."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    insert,
    inspect,
    select,
    text,
    update,
)

from mcdesk.application.brought import MARK
from mcdesk.application.journal import FIRST_HASH
from mcdesk.application.redacting import asked_without, gone_from, record_without, without
from mcdesk.models import schema, tables
from mcdesk.procedure.canonical import json_text, text_digest

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from mcdesk.procedure.records import Redaction

GUARDS = ("journal_keeps_update", "revision_keeps_update")


def take_out(connection: Connection, redaction: Redaction, *, keep: bool = False) -> str:
    """Take out what a removal names; return its entries as the removal keeps them.

    What waits for the hub is written anew, too, and stands in no list: it goes as it is now.

    Args:
        connection: The workspace.
        redaction: The removal.
        keep: Whether it waits for the hub: it may be refused there, or lie behind what others
            did, and what it took out is put back then (`put_back`).
    """
    lines: list[list[str]] = []
    journal = tables.journal
    with _unguarded(connection):
        for n, seq, id_, mark, body in _entries(connection, redaction):
            fresh = without(body, redaction)
            if fresh != body:
                if keep:
                    _keep(connection, redaction.id, journal.name, str(n), {"body": body})
                changed = update(journal).where(journal.c.n == n).values(body=fresh)
                connection.execute(changed)
            if seq is not None:
                lines.append([id_, _hash_before(connection, seq), mark, text_digest(fresh)])
        _records(connection, redaction, keep=keep)
        _asides(connection, redaction, keep=keep)
    return json_text(lines)


def words_gone(
    connection: Connection, redaction: Redaction, among: Container[str] | None = None
) -> frozenset[str]:
    """Return the texts that stood in the place of a removal; to be asked before they are gone.

    By the entries `among` these, where their ids are given.
    """
    entries = _entries(connection, redaction)
    found = (gone_from(body, redaction) for _n, _seq, id_, _mark, body in entries
             if among is None or id_ in among)  # fmt: skip
    texts = frozenset(text for texts in found for text in texts) - {"null"}
    return frozenset(text for text in texts if redaction.words not in text)


def _keep(
    connection: Connection, removal: str, table: str, id_: str, values: dict[str, Any]
) -> None:
    """Keep what a removal that waits takes out of an entry or a record."""
    row = {"removal_id": removal, "table_name": table, "record_id": id_}
    connection.execute(insert(tables.taken_out), row | {"data": json_text(values)})


def put_back(connection: Connection, removal: str) -> None:
    """Put back what a removal took out that does not stand any more; a hub keeps none of it."""
    kept = tables.taken_out
    if connection.dialect.name != "sqlite" or not inspect(connection).has_table(kept.name):
        return
    mine = kept.c.removal_id == removal
    found = connection.execute(select(kept).where(mine).order_by(kept.c.n.desc())).all()
    with _unguarded(connection):
        for row in found:
            table = tables.metadata.tables[row.table_name]
            key = table.c.n if "n" in table.c else table.c.id
            values = json.loads(row.data)
            connection.execute(update(table).where(key == row.record_id).values(**values))
    connection.execute(delete(kept).where(mine))


def forget_taken_out(connection: Connection, removals: Iterable[str]) -> None:
    """Let go of what removals took out: the hub has them, and nothing brings it back."""
    kept = tables.taken_out
    connection.execute(delete(kept).where(kept.c.removal_id.in_(tuple(removals))))


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

    So may those that hold a whole event: what was given up, what was brought in.
    """
    journal, effect = tables.journal.c, tables.effect.c
    touched = (effect.table_name == redaction.subject_table) & (
        effect.record_id == redaction.subject_id
    )
    if redaction.path:
        touched |= (effect.table_name == "revision") & effect.form_id.in_(redaction.forms)
    named = select(effect.event_n).where(touched)
    columns = (journal.n, journal.seq, journal.id, journal.hash, journal.body)
    holding = (journal.kind == "AttentionSettled") | journal.kind.startswith(MARK)
    wanted = journal.n.in_(named) | (holding & _names(journal.body, redaction))
    rows = connection.execute(select(*columns).where(wanted).order_by(journal.n))
    for n, seq, id_, mark, body in rows.all():
        yield n, seq, id_, str(mark or ""), body


def _hash_before(connection: Connection, seq: int) -> str:
    journal = tables.journal.c
    found = connection.execute(select(journal.hash).where(journal.seq == seq - 1)).scalar()
    return str(found or FIRST_HASH)


def _records(connection: Connection, redaction: Redaction, *, keep: bool) -> None:
    """Put the words into the record, and into the revisions of its form."""
    own = tables.TABLES[redaction.subject_table]
    found = [(own, own.c.id == redaction.subject_id)]
    if redaction.path:
        revision = tables.TABLES["revision"]
        found.append((revision, revision.c.form_id.in_(redaction.forms)))
    for table, condition in found:
        for row in connection.execute(select(table).where(condition)).mappings().all():
            fresh = record_without(table.name, dict(row), redaction)
            other = {name: value for name, value in fresh.items() if value != row[name]}
            if other:
                if keep:
                    before = {name: row[name] for name in other}
                    _keep(connection, redaction.id, table.name, row["id"], before)
                connection.execute(update(table).where(table.c.id == row["id"]).values(**other))


def _asides(connection: Connection, redaction: Redaction, *, keep: bool) -> None:
    """Take it out of what was set aside here: a person's own words stay while they are open."""
    aside = tables.attention
    found = select(aside.c.n, aside.c.body, aside.c.reasons, aside.c.state == "open")
    told = json_text([[redaction.words, redaction.words]])
    named = found.where(_names(aside.c.body, redaction))
    for n, body, reasons, is_open in connection.execute(named).all():
        fresh = asked_without(body, redaction) if is_open else without(body, redaction)
        if fresh != body:
            if keep:
                before = {"body": body, "reasons": reasons}
                _keep(connection, redaction.id, aside.name, str(n), before)
            values = {"body": fresh, "reasons": told}
            connection.execute(update(aside).where(aside.c.n == n).values(**values))


def _names(body: ColumnElement[str], redaction: Redaction) -> ColumnElement[bool]:
    """Tell whether an event's text names the record, or the form whose revisions hold it."""
    named = body.contains(redaction.subject_id, autoescape=True)
    for form in redaction.forms:
        named |= body.contains(form, autoescape=True)
    return named


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
