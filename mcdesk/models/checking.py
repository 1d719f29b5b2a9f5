"""`mcdesk check`: what of a workspace does not hold together, seen from outside.

The journal without gaps and its chain unbroken; records equal to what the journal says; revisions
equal to their digest; summaries equal to the records; every stored file there and whole.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from mcdesk.application import shelf
from mcdesk.application.journal import FIRST_HASH, chained, read_event
from mcdesk.application.knowledge import Knowledge, open_paths_of
from mcdesk.application.tiles import tile_of_card
from mcdesk.models import summaries, tables
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.digest import digest
from mcdesk.procedure.records import RECORDS, Card, Revision, StoredFile, as_data
from mcdesk.procedure.rows import content_from_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.models.unit_of_work import SqlReader

SHOWN = 20


def check(path: Path) -> tuple[str, ...]:
    """Return everything that is wrong with a workspace, in words; empty when all is well.

    Raises:
        Trouble: The file cannot be opened at all.
    """
    workspace = Workspace.open(path, read_only=True)
    try:
        with workspace.read() as reader:
            return (
                *_integrity(reader.connection),
                *_journal(reader.connection),
                *_revisions(reader),
                *_summaries(reader),
                *_files(reader, workspace),
            )
    finally:
        workspace.close()


def _integrity(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA integrity_check(20)")):
        if row[0] != "ok":
            yield f"database: {row[0]}"


def _journal(connection: Connection) -> Iterator[str]:
    """Yield breaks of the journal, and records that are not what it says."""
    journal = tables.journal
    previous, expected = FIRST_HASH, 1
    state: dict[tuple[str, str], dict[str, object]] = {}
    for row in connection.execute(
        select(journal).where(journal.c.seq.is_not(None)).order_by(journal.c.seq)
    ):
        if row.seq != expected:
            yield f"journal: entry {expected} is missing"
            expected = row.seq
        expected += 1
        if chained(previous, row.body) != row.hash:
            yield f"journal: entry {row.seq} ({row.kind}, {row.at}) was altered"
        previous = row.hash
        try:
            event = read_event(row.body)
        except (ValueError, KeyError, TypeError):
            yield f"journal: entry {row.seq} cannot be read"
            continue
        for effect in event.effects:
            state[effect.table, effect.id] = dict(effect.new)
    yield from _records(connection, state)


def _records(
    connection: Connection, state: dict[tuple[str, str], dict[str, object]]
) -> Iterator[str]:
    for name, cls in RECORDS.items():
        found = set()
        for row in connection.execute(select(tables.TABLES[name])):
            data = row._asdict()
            found.add(data["id"])
            said = state.get((name, data["id"]))
            if said is None:
                yield f"{name} {data['id']}: stands in no journal entry"
            elif {**as_data(cls(**data))} != {**data, **said}:
                changed = [key for key, value in said.items() if data.get(key) != value]
                yield f"{name} {data['id']}: differs from the journal in {', '.join(changed)}"
        for table, id_ in state:
            if table == name and id_ not in found:
                yield f"{name} {id_}: is in the journal, but not in its table"


def _revisions(reader: SqlReader) -> Iterator[str]:
    """Yield revisions whose content does not give their digest."""
    for revision in reader.select(Revision):
        definition = shelf.form_definition(reader, revision.definition_id)
        content = content_from_data(json.loads(revision.content))
        if digest(definition, content, open_paths_of(revision)) != revision.digest:
            yield f"revision {revision.number} v{revision.version}: its text is not the one signed"


def _summaries(reader: SqlReader) -> Iterator[str]:
    """Yield cards whose summary is not what their records say on the day it was made."""
    made = {
        row.id: row.made_on
        for row in reader.connection.execute(
            select(tables.card_summary.c.id, tables.card_summary.c.made_on)
        )
    }
    kept = {tile.id: tile for tile in summaries.load(reader.connection)}
    for card in reader.select(Card):
        tile = kept.pop(card.id, None)
        if tile is None:
            yield f"summary of {card.code}: is missing"
            continue
        day = date.fromisoformat(made[card.id])
        fresh = tile_of_card(Knowledge(reader, day), card)
        if fresh != tile:
            yield f"summary of {card.code}: is not what its records say"
    for tile in kept.values():
        yield f"summary of {tile.code}: its card is gone"


def _files(reader: SqlReader, workspace: Workspace) -> Iterator[str]:
    for file in reader.select(StoredFile):
        if file.link:
            continue
        place = workspace.file_path(file.digest)
        if not place.is_file():
            yield f"file {file.name}: its content is not in the store"
            continue
        with place.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != file.digest:
                yield f"file {file.name}: its content was altered"
