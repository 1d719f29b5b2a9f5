"""`mcdesk check`: what of a workspace does not hold together, seen from outside.

The journal without gaps and its chain unbroken; records equal to what the journal says; revisions
equal to their digest, frozen forms to their revision; summaries equal to the records; every
stored file there and whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from mcdesk.application import shelf
from mcdesk.application.held_files import HELD, SETTING
from mcdesk.application.journal import FIRST_HASH, follows, read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.redacting import holds_together, vouched_for
from mcdesk.application.tiles import tile_of_card
from mcdesk.application.time_zone import zone_set
from mcdesk.errors import McDeskError
from mcdesk.i18n import N_, _
from mcdesk.models import summaries, tables
from mcdesk.models.checking_brought import brought_in
from mcdesk.models.checking_frozen import frozen_forms
from mcdesk.models.checking_signatures import signatures
from mcdesk.models.checking_words import Places, columns_of, file_name
from mcdesk.models.rows import rows_whole
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.calendar import FIRST_ZONE, zone_of
from mcdesk.procedure.canonical import text_digest
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.digest import digest
from mcdesk.procedure.late import left_open
from mcdesk.procedure.load import digest_of
from mcdesk.procedure.records import (
    RECORDS,
    Card,
    ClosedPeriod,
    DefinitionText,
    Redaction,
    Revision,
    Setting,
    StoredFile,
)
from mcdesk.procedure.rows import content_from_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.keys import Verify
    from mcdesk.application.views import CardTile
    from mcdesk.models.unit_of_work import SqlReader

UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, McDeskError, OSError,
              RuntimeError, SQLAlchemyError, TypeError, ValueError)  # fmt: skip
"""What reading a damaged file may raise: `check` tells it and goes on with the next thing."""
COPIED = ("code", "title_en", "title_id", "programme_id", "stage", "status", "status_reason",
          "stage_since", "round", "loop", "rank", "archived_on")  # fmt: skip
"""What a summary takes from its card as it is: true on any day."""
FIRST = 3
"""So many findings tell whoever joins that a hub is damaged."""
State = dict[tuple[str, str], Mapping[str, object]]


def check(path: Path, verify: Verify | None = None) -> tuple[str, ...]:
    """Return everything that is wrong with a workspace, in words; empty when all is well.

    `verify` judges signatures; without it they are passed over.

    Raises:
        Trouble: The file cannot be opened at all.
    """
    workspace = Workspace.open(path, read_only=True)
    try:
        with workspace.read() as reader:
            parts = (
                *_shared(reader, verify),
                (N_("summaries"), _summaries(reader, verify)),
                (N_("files"), _files(reader, workspace.file_path)),
                (N_("time zone"), _zone(reader)),
            )
            return tuple(line for part in parts for line in _all(*part))
    finally:
        workspace.close()


def check_shared(
    reader: SqlReader, verify: Verify | None, file_path: Callable[[str], Path] | None
) -> tuple[str, ...]:
    """Return everything that is wrong with what a team shares, as a hub holds it.

    `file_path` tells where a content lies; without it, files are passed over.
    """
    files = _files(reader, file_path) if file_path is not None else iter(())
    parts = (*_shared(reader, verify), (N_("files"), files))
    return tuple(line for part in parts for line in _all(*part))


def check_copied(connection: Connection) -> tuple[str, ...]:
    """Return the first of what in journal and records does not follow from what came before.

    In words. Whoever joins a team takes both from its hub, and goes on from there.
    """
    state: State = {}
    parts = (
        (N_("journal"), _journal(connection, state, {})),
        (N_("records"), _records(connection, state)),
    )
    return tuple(islice((line for part in parts for line in _all(*part)), FIRST))


def _shared(reader: SqlReader, verify: Verify | None) -> tuple[tuple[str, Iterator[str]], ...]:
    """Return the parts to check of a workspace and a hub alike, each under its name."""
    state: State = {}
    seen: dict[tuple[str, str], int] = {}
    return (
        (N_("database"), _integrity(reader.connection)),
        (N_("journal"), _journal(reader.connection, state, seen)),
        (N_("waiting"), _waiting(reader.connection, state)),
        (N_("brought in"), brought_in(reader.connection)),
        (N_("records"), _records(reader.connection, state)),
        (N_("history"), _index(reader.connection)),
        (N_("definitions"), _definitions(reader)),
        (N_("revisions"), _revisions(reader)),
        (N_("frozen forms"), frozen_forms(reader, Knowledge(reader, date.min))),
        (N_("periods"), _periods(reader)),
        (N_("signatures"), signatures(reader, verify, seen) if verify else iter(())),
    )


def _all(name: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines; where the file is too damaged to go on, that is the last one."""
    try:
        yield from lines
    except UNREADABLE as error:
        yield _unread(_(name), error)


def _unread(name: str, error: BaseException) -> str:
    """Return that something cannot be read, and what the system says of it."""
    words = _("{what}: cannot be read ({why})")
    return words.format(what=name, why=_plain(error))


def _plain(error: BaseException) -> str:
    """Return an error in a line, without the statement that met it."""
    return str(getattr(error, "orig", None) or error).split("\n", 1)[0]


def _integrity(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check(20)")):
        if row[0] != "ok":
            yield _("database: {found}").format(found=row[0])


def _journal(
    connection: Connection, state: State, seen: dict[tuple[str, str], int]
) -> Iterator[str]:
    """Yield breaks of the journal; fold its effects into `state`, and when keys lived."""
    journal = tables.journal
    previous, expected, places = FIRST_HASH, 1, Places(connection)
    vouched = vouched_for(_removals(connection))
    for row in connection.execute(
        select(journal).where(journal.c.seq.is_not(None)).order_by(journal.c.seq)
    ):
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


def _waiting(connection: Connection, state: State) -> Iterator[str]:
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


def _records(connection: Connection, state: State) -> Iterator[str]:
    """Yield records that are not what the journal says."""
    places = Places(connection)
    for name, cls in RECORDS.items():
        plain = {entry.name: entry.default for entry in fields(cls)}
        left = {id_ for table, id_ in state if table == name}
        names = tables.TABLES[name].columns.keys()
        for row in rows_whole(connection, name):
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


def _index(connection: Connection) -> Iterator[str]:
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


def _definitions(reader: SqlReader) -> Iterator[str]:
    """Yield definitions whose text does not give the digest that names them."""
    for kept in reader.select(DefinitionText):
        try:
            found = digest_of(kept.text)
        except UNREADABLE as error:
            yield _unread(_("wording of {key}").format(key=kept.key), error)
            continue
        if found != kept.id:
            words = _("wording of {key}, version {version}: its text is not the one published")
            yield words.format(key=kept.key, version=kept.version)


def _revisions(reader: SqlReader) -> Iterator[str]:
    """Yield revisions whose content does not give their digest.

    Of those from which something was removed for ever the journal tells whether they are right.
    """
    removed = {form for entry in reader.select(Redaction) for form in entry.forms}
    places = Places(reader.connection)
    for revision in reader.select(Revision):
        name = _("{place}, frozen version {version} ({number})").format(
            place=places.place(revision.card_id, revision.form_id) or "–",
            version=revision.version,
            number=revision.number or "–",
        )
        try:
            definition = shelf.form_definition(reader, revision.definition_id)
            content = content_from_data(json.loads(revision.content))
            found = digest(definition, content, left_open(definition, revision))
        except UNREADABLE as error:
            yield _unread(name, error)
            continue
        if found != revision.digest and revision.form_id not in removed:
            yield _("{what}: its text is not the one signed").format(what=name)


def _periods(reader: SqlReader) -> Iterator[str]:
    """Yield closed registers whose text does not give their digest."""
    for kept in reader.select(ClosedPeriod):
        if text_digest(kept.content) != kept.digest:
            name = _("register {number}, version {version}")
            name = name.format(number=kept.number, version=kept.version)
            yield _("{what}: its text is not the one signed").format(what=name)


def _summaries(reader: SqlReader, verify: Verify | None) -> Iterator[str]:
    """Yield cards whose summary is not what their records say on the day it was made."""
    columns = select(tables.card_summary.c.id, tables.card_summary.c.made_on)
    made = {row.id: row.made_on for row in reader.connection.execute(columns)}
    kept = {tile.id: tile for tile in summaries.load(reader.connection)}
    for card in reader.select(Card):
        tile = kept.pop(card.id, None)
        if tile is None:
            yield _("summary of {code}: is missing").format(code=card.code)
            continue
        fresh = _fresh(reader, verify, card, made[card.id])
        if isinstance(fresh, str):
            yield fresh
        elif _compared(fresh, made[card.id]) != _compared(tile, made[card.id]):
            yield _("summary of {code}: is not what its records say").format(code=card.code)
    for tile in kept.values():
        yield _("summary of {code}: its card is gone").format(code=tile.code)


def _fresh(reader: SqlReader, verify: Verify | None, card: Card, day: str) -> CardTile | str:
    """Return the tile of a card as of a day, or in words that it cannot be worked out."""
    try:
        on = date.fromisoformat(day or card.stage_since)
        return tile_of_card(Knowledge(reader, on, verify), card)
    except UNREADABLE as error:
        return _unread(card.code, error)


def _compared(tile: CardTile, made: str) -> tuple[object, ...]:
    """Return what of a tile is compared: all that was worked out on the day it was made.

    A migration takes that day away, and the next reading of the board works the summary out anew.
    Until then what is copied from the record is compared; the rest has no day it could be true on.
    """
    return tuple(tile) if made else tuple(getattr(tile, name) for name in COPIED)


def _zone(reader: SqlReader) -> Iterator[str]:
    name = zone_set(reader)
    if zone_of(name) is None:
        words = _("time zone: “{name}” is not known on this computer; moments are told in {other}")
        yield words.format(name=name, other=FIRST_ZONE)


def _files(reader: SqlReader, file_path: Callable[[str], Path]) -> Iterator[str]:
    removed = {entry.digest for entry in reader.select(Redaction, subject_table="file")}
    is_held = any(json.loads(entry.value) for entry in reader.select(Setting, key=SETTING))
    places = Places(reader.connection)
    for file in reader.select(StoredFile):
        place, name = file_path(file.digest), file_name(places, file)
        if file.link or (file.digest in removed and not place.is_file()):
            continue
        if not place.is_file() and is_held and file.purpose in HELD:
            continue  # it lies at the hub until somebody opens it
        if not place.is_file():
            yield _("{what}: its content is not in the store").format(what=name)
            continue
        with place.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != file.digest:
                yield _("{what}: its content was altered").format(what=name)
