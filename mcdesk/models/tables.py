"""The tables, made from the record classes: one column per attribute, the same names.

Portable to SQLite and PostgreSQL: ids TEXT(36), dates and times ISO text, structured cells
canonical JSON text, booleans as 0 and 1. The database must explain itself to somebody who opens
it with plain sqlite3, so every column has its word and no value is packed.
"""

from __future__ import annotations

import dataclasses
import typing

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from mcdesk.procedure.records import RECORDS, Record

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
IN_INDONESIAN = ("title_id", "name_id")
metadata = MetaData(naming_convention=NAMING)

_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "card": (("code",), ("stage",), ("title_en",), ("title_id",), ("short_title",)),
    "team": (("card_id",), ("person_id",)),
    "office": (("person_id",),),
    "absence": (("person_id",),),
    "debt": (("card_id",),),
    "form": (("card_id", "kind"),),
    "assignment": (("card_id",), ("form_id",)),
    "form_value": (("form_id",),),
    "form_row": (("form_id", "field"),),
    "milestone": (("form_id",), ("card_id",)),
    "component": (("form_id",), ("card_id",)),
    "condition": (("form_id",), ("card_id",)),
    "finding": (("form_id",), ("card_id",)),
    "revision": (("form_id",), ("number",)),
    "sign_off": (("form_id",), ("card_id",)),
    "signing_key": (("person_id",),),
    "external": (("form_id",), ("card_id",)),
    "comment": (("form_id",), ("card_id",)),
    "file": (("card_id",), ("digest",)),
    "correction": (("card_id",),),
    "closed_period": (("year", "semester"),),
    "booklet": (("who",),),
    "redaction": (("subject_id",),),
    "settlement": (("event_id",),),
    "setting": (("key",),),
}


def _column(
    entry: dataclasses.Field[typing.Any], hints: dict[str, typing.Any]
) -> Column[typing.Any]:
    hint = hints[entry.name]
    optional = type(None) in typing.get_args(hint)
    if hint is bool:
        return Column(entry.name, Boolean, nullable=False)
    if hint is int:
        return Column(entry.name, Integer, nullable=False)
    if entry.name == "id" or (entry.name.endswith("_id") and entry.name not in IN_INDONESIAN):
        return Column(entry.name, String(64), nullable=optional, primary_key=entry.name == "id")
    return Column(entry.name, Text, nullable=optional)


def _table(name: str, cls: type[Record]) -> Table:
    hints = typing.get_type_hints(cls)
    columns = [_column(entry, hints) for entry in dataclasses.fields(cls)]
    first = {"id": 0, "row_version": 98, "deleted": 99}
    columns.sort(key=lambda column: first.get(str(column.name), 50))
    table = Table(name, metadata, *columns)
    for index in _INDEXES.get(name, ()):
        Index(None, *(table.c[column] for column in index))
    return table


LOCAL = frozenset({"card_summary", "attention", "taken_out", "workspace"})
"""The tables of a workspace that stay with it: rebuilt from others, or true of it alone."""
TABLES: dict[str, Table] = {name: _table(name, cls) for name, cls in RECORDS.items()}

journal = Table(
    "journal",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("seq", Integer, nullable=True),
    Column("id", String(36), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("at", Text, nullable=False),
    Column("group_id", String(36), nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", String(64), nullable=True),
    UniqueConstraint("seq"),
    UniqueConstraint("id"),
    Index(None, "group_id"),
)

effect = Table(
    "effect",
    metadata,
    Column("event_n", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("table_name", Text, nullable=False),
    Column("record_id", String(64), nullable=False),
    Column("card_id", String(64), nullable=False),
    Column("form_id", String(64), nullable=False),
    Index(None, "table_name", "record_id"),
    Index(None, "card_id", "event_n"),
    Index(None, "form_id", "event_n"),
)

card_summary = Table(
    "card_summary",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("code", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("title_id", Text, nullable=False),
    Column("programme_id", String(64), nullable=False),
    Column("programme_en", Text, nullable=False),
    Column("programme_in", Text, nullable=False),
    Column("faculty_id", String(64), nullable=False),
    Column("faculty_en", Text, nullable=False),
    Column("faculty_in", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("status_reason", Text, nullable=False),
    Column("stage_since", Text, nullable=False),
    Column("planned_end", Text, nullable=False),
    Column("opening_on", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("loop", Integer, nullable=False),
    Column("faces", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("blocked_en", Text, nullable=False),
    Column("blocked_id", Text, nullable=False),
    Column("blocked_count", Integer, nullable=False),
    Column("ready_for", Text, nullable=False),
    Column("waits_for", Text, nullable=False),
    Column("returned", Text, nullable=False),
    Column("debts", Integer, nullable=False),
    Column("late_debts", Integer, nullable=False),
    Column("search", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("ended_on", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("scans_owed", Integer, nullable=False),
    Column("back_from", Text, nullable=False),
    Column("back_reason", Text, nullable=False),
    Column("archived_on", Text, nullable=False),
    Column("counts_components", Boolean, nullable=False),
    Column("made_on", Text, nullable=False),
    Index("ix_card_summary_order", "stage", "rank", "stage_since", "code"),
    Index("ix_card_summary_archived", "archived_on", "rank", "code"),
)

taken_out = Table(
    "taken_out",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("removal_id", String(64), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("record_id", String(64), nullable=False),
    Column("data", Text, nullable=False),
)
"""What a removal for ever took out that waits for the hub; it is put back where it is refused."""

attention = Table(
    "attention",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("at", Text, nullable=False),
    Column("card_id", String(64), nullable=False),
    Column("form_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("noted_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("closed_at", Text, nullable=False),
    Column("closed_by", String(64), nullable=False),
    Index(None, "state"),
)

workspace = Table(
    "workspace",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
