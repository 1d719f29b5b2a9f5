"""Which fields a version is said to have changed: those that were frozen and filled by people."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application.footer import SAME, changed_words, versions_of
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label


def field(id_: str, **more: object) -> SimpleNamespace:
    usual = {
        "type": FieldType.LINE,
        "is_made": False,
        "living": False,
        "columns": (),
        "compute": "",
    }
    return SimpleNamespace(id=id_, label=Label(id_, id_), **(usual | more))


def column(id_: str, *, living: bool = False, compute: str = "") -> SimpleNamespace:
    return SimpleNamespace(id=id_, living=living, compute=compute)


TABLE = field("t", type=FieldType.TABLE, columns=(
    column("what"), column("done", living=True), column("sum", compute="total")))  # fmt: skip


def revision(version: int, values: dict[str, object], rows: list[dict[str, object]]) -> object:
    table = [{"id": f"r{n}", "rank": chr(97 + n), "cells": cells} for n, cells in enumerate(rows)]
    content = json_text({"values": values, "rows": {"t": table}})
    return SimpleNamespace(id=f"v{version}", version=version, frozen_at=str(version),
                           frozen_on="2026-11-23", frozen_by="p", content=content)  # fmt: skip


def changed(entry: SimpleNamespace, before: tuple, now: tuple) -> list[str]:
    """Return what the second version says that it changed."""
    kept = [revision(1, *before), revision(2, *now)]
    reader = SimpleNamespace(select=lambda _kind, **_by: kept)
    knowledge = SimpleNamespace(reader=reader, full_name=lambda person: person)
    definition = SimpleNamespace(sections=(SimpleNamespace(fields=(entry,)),),
                                 fields={entry.id: entry})  # fmt: skip
    _first, second = versions_of(knowledge, SimpleNamespace(id="f"), definition, None, 0)
    assert (changed_words(second) == SAME) is (second.changed == ())
    return [label.en for label in second.changed]


ONE, OTHER = ({"p": "a"}, []), ({"p": "b"}, [])


@pytest.mark.parametrize(("more", "is_told"), [
    ({}, True), ({"is_made": True}, False), ({"living": True}, False),
])  # fmt: skip
def test_a_field_is_told_that_people_fill_and_that_was_frozen(more, is_told):
    assert changed(field("p", **more), ONE, OTHER) == (["p"] if is_told else [])
    assert changed(field("p", **more), ONE, ONE) == []


def test_a_part_of_a_field_is_its_change():
    assert changed(field("p"), ({"p.one": "a"}, []), ({"p.one": "b"}, [])) == ["p"]
    assert changed(field("p"), ({"p1": "a"}, []), ({"p1": "b"}, [])) == []


@pytest.mark.parametrize(("name", "is_told"), [("what", True), ("done", False), ("sum", False)])
def test_of_a_table_what_lives_on_and_what_is_worked_out_is_no_change(name, is_told):
    rows = [[{"what": "a", name: said}] for said in ("x", "y")]
    assert changed(TABLE, ({}, rows[0]), ({}, rows[1])) == (["t"] if is_told else [])
    assert changed(TABLE, ({}, rows[0]), ({}, [*rows[0], {"what": "b"}])) == ["t"]
