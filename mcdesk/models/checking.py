"""`mcdesk check`: what of a workspace does not hold together, seen from outside.

The journal without gaps and its chain unbroken; records equal to what the journal says; revisions
equal to their digest, frozen forms to their revision; summaries equal to the records; every
stored file there and whole.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from mcdesk.application import shelf
from mcdesk.application.held_files import HELD, SETTING
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.linked import compared
from mcdesk.application.shown_figures import why_wrong
from mcdesk.application.tiles import tile_of_card
from mcdesk.application.time_zone import zone_set
from mcdesk.i18n import N_, _, language
from mcdesk.models import salvage_note, summaries, tables
from mcdesk.models.checking_brought import brought_in
from mcdesk.models.checking_frozen import frozen_forms
from mcdesk.models.checking_journal import (
    State,
    index_breaks,
    journal_breaks,
    record_breaks,
    unread_values,
    waiting_breaks,
)
from mcdesk.models.checking_signatures import signatures
from mcdesk.models.checking_words import UNREADABLE, Places, file_name, lines_of, unread
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.calendar import FIRST_ZONE, zone_of
from mcdesk.procedure.canonical import read_json, text_digest
from mcdesk.procedure.digest import digest
from mcdesk.procedure.late import left_open
from mcdesk.procedure.load import digest_of
from mcdesk.procedure.records import (
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
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mcdesk.application.keys import Verify
    from mcdesk.application.views import CardTile
    from mcdesk.models.unit_of_work import SqlReader

COPIED = ("code", "title_en", "title_id", "programme_id", "stage", "status", "status_reason",
          "stage_since", "round", "loop", "rank", "archived_on")  # fmt: skip
"""What a summary takes from its card as it is: true on any day."""


def check(
    path: Path, verify: Verify | None = None, note: Callable[[str], object] = str
) -> tuple[str, ...]:
    """Return everything that is wrong with a workspace, in words; empty when all is well.

    `verify` judges signatures; without it they are passed over. `note` is told what is not looked
    at as a whole.

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
                (N_("links"), _links(reader, note)),
                (N_("time zone"), _zone(reader)),
                (N_("set aside"), _owed(path)),
            )
            return tuple(line for part in parts for line in lines_of(*part))
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
    return tuple(line for part in parts for line in lines_of(*part))


def _shared(reader: SqlReader, verify: Verify | None) -> tuple[tuple[str, Iterator[str]], ...]:
    """Return the parts to check of a workspace and a hub alike, each under its name."""
    state: State = {}
    seen: dict[tuple[str, str], int] = {}
    return (
        (N_("database"), _integrity(reader.connection)),
        (N_("journal"), journal_breaks(reader.connection, state, seen)),
        (N_("waiting"), waiting_breaks(reader.connection, state)),
        (N_("brought in"), brought_in(reader.connection)),
        (N_("records"), record_breaks(reader.connection, state)),
        (N_("values"), unread_values(reader.connection)),
        (N_("history"), index_breaks(reader.connection)),
        (N_("definitions"), _definitions(reader)),
        (N_("revisions"), _revisions(reader)),
        (N_("frozen forms"), frozen_forms(reader, Knowledge(reader, date.min))),
        (N_("periods"), _periods(reader)),
        (N_("signatures"), signatures(reader, verify, seen) if verify else iter(())),
    )


def _integrity(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check(20)")):
        if row[0] != "ok":
            yield _("database: {found}").format(found=row[0])


def _definitions(reader: SqlReader) -> Iterator[str]:
    """Yield definitions whose text does not give the digest that names them."""
    for kept in reader.select(DefinitionText):
        try:
            found = digest_of(kept.text)
        except UNREADABLE as error:
            yield unread(_("wording of {key}").format(key=kept.key), error)
            continue
        if found != kept.id:
            words = _("wording of {key}, version {version}: its text is not the one published")
            yield words.format(key=kept.key, version=kept.version)


def _revisions(reader: SqlReader) -> Iterator[str]:
    """Yield revisions whose content does not give their digest, or other figures than they show.

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
            wrong = why_wrong(reader, revision)
        except UNREADABLE as error:
            yield unread(name, error)
            continue
        if found != revision.digest and revision.form_id not in removed:
            yield _("{what}: its text is not the one signed").format(what=name)
        if wrong is not None:
            yield f"{name}: {wrong.sentence(language())}"


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
        return unread(card.code, error)


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


def _owed(path: Path) -> Iterator[str]:
    """What waited where a workspace lay before comes along, or is said here until it has."""
    for place in salvage_note.owed(path):
        words = _("what waited in {file} did not all come along: open the workspace as who works "
                  "in it, once there is room on the disk")  # fmt: skip
        yield words.format(file=place.name)


def _links(reader: SqlReader, note: Callable[[str], object]) -> Iterator[str]:
    places = Places(reader.connection)
    for file, found in compared(reader.select(StoredFile)):
        said = f"{file_name(places, file)}: {found.sentence()}"
        if found.level == "block":
            yield said
        else:
            note(said)


def _files(reader: SqlReader, file_path: Callable[[str], Path]) -> Iterator[str]:
    removed = {entry.digest for entry in reader.select(Redaction, subject_table="file")}
    is_held = any(read_json(entry.value) for entry in reader.select(Setting, key=SETTING))
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
