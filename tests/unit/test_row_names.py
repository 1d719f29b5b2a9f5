"""Which row of a table a history is about."""

from __future__ import annotations

import pytest

from mcdesk.application.row_names import row_name
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.stage import Label

CODES = (
    Choice("LM9", Label("LM9 Backup file", "LM9 Berkas cadangan")),
    Choice("RM1", Label("RM1 E-book", "RM1 Buku elektronik")),
)
COLUMNS = (
    Column("no", Label("No.", "No."), FieldType.NUMBER),
    Column("code", Label("Code", "Kode"), FieldType.CHOICE, choices=CODES),
    Column("component", Label("Component", "Komponen"), FieldType.LINE),
    Column("status", Label("Status", "Status"), FieldType.LINE),
)
USUAL = (
    {"key": "LM9", "component": "Backup file / Berkas cadangan"},
    {"key": "RM1", "component": "E-book / Buku elektronik"},
)
TABLE = Field("x", Label("X", "X"), FieldType.TABLE, columns=COLUMNS, rows=USUAL)


@pytest.mark.parametrize(
    ("code", "component", "name"),
    [
        ("LM9", "Backup file / Berkas cadangan", ("LM9 Backup file", "LM9 Berkas cadangan")),
        ("LM9", "backup file", ("LM9 Backup file", "LM9 Berkas cadangan, backup file")),
        ("RM1", "E-book, module 2 / Buku elektronik modul 2",
         ("RM1 E-book, module 2", "RM1 Buku elektronik modul 2")),
        ("RM1", "Clauses", ("RM1 E-book, Clauses", "RM1 Buku elektronik, Clauses")),
        ("RM1", "", ("RM1 E-book", "RM1 Buku elektronik")),
        ("RM1", "x" * 60, (f"RM1 E-book, {'x' * 36}…", f"RM1 Buku elektronik, {'x' * 27}…")),
    ],
)  # fmt: skip
def test_a_row_is_called_by_its_first_words_each_said_once(code, component, name):
    before = {"no": "1", "code": code, "component": component, "status": "a"}
    found = row_name(TABLE, before, {**before, "status": "b"}, lambda _column, value: str(value))
    assert found == Label(*name)


@pytest.mark.parametrize("words", ["Theory / Practice", "Backup file / Practice"])
def test_what_a_person_typed_is_told_whole_in_both_languages(words):
    before = {"component": words, "status": "a"}
    found = row_name(TABLE, before, {**before, "status": "b"}, lambda _column, value: str(value))
    assert found == Label(words, words)


def test_a_row_without_words_has_no_name():
    assert row_name(TABLE, {"no": "1"}, {"no": "1"}, lambda _column, value: str(value)) is None
