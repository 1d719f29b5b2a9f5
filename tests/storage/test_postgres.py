"""The same models on PostgreSQL: records, journal and summaries, and the digest made in SQL."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.exc import IntegrityError

from mcdesk.application import shelf
from mcdesk.application.desk import SETUP, Desk
from mcdesk.application.journal import FIRST_HASH, Event, chained
from mcdesk.bootstrap import shipped_definitions
from mcdesk.models import summaries, tables
from mcdesk.models.unit_of_work import SqlReader, SqlUnitOfWork
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.digest import digest, digest_lines
from mcdesk.procedure.records import Card, FormRow, FormValue, Person, Record, changed
from mcdesk.procedure.rows import content_of
from tests.storage.conftest import program
from tests.walk import Walker, set_up

NASTY = (
    "plain", "a\tb\nc", "O'Brien; DROP TABLE card;--", '{"a": "b\\"c"}', "é ﬁ", "عربي שלום",
    "🎓👩🏽‍🏫", "\u0001\u001f\u007f", "\\u0041 \\n %s :x ?", "<b>&amp;</b>", "ZzÄäÖö_-~",
    "x" * 100_000,
)  # fmt: skip
DIGEST_IN_SQL = """
with lines(line) as (
    select '~definition' || chr(9) || cast(:definition as text)
    union all
    select path || chr(9) || value from form_value
    where form_id = :form and not deleted and path = any(:paths)
    union all
    select row.field || '/' || lpad(row.number::text, 5, '0') || '/' || cell.key
        || chr(9) || cell.value::text
    from (
        select field, cells, row_number() over (
            partition by field order by rank collate "C", id collate "C"
        ) as number
        from form_row where form_id = :form and not deleted and field = any(:tables)
    ) as row, json_each(row.cells::json) as cell
)
select encode(sha256(convert_to(string_agg(line, chr(10) order by line collate "C"), 'UTF8')),
              'hex')
from lines
"""


@pytest.fixture(scope="session")
def engine(server):
    made = create_engine(server.replace("postgresql://", "postgresql+psycopg://"))
    tables.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine):
    """One transaction that is taken back at the end."""
    with engine.connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()


class Store:
    """A store of the desk on one connection of PostgreSQL."""

    path = "postgres"
    read_only = has_hub = False

    def __init__(self, connection) -> None:
        self.connection = connection

    def read(self):
        return self._inside(SqlReader)

    def write(self):
        return self._inside(SqlUnitOfWork)

    def _inside(self, kind):
        from contextlib import contextmanager

        @contextmanager
        def within():
            with self.connection.begin_nested():
                yield kind(self.connection)

        return within()

    def tiles(self):
        return summaries.load(self.connection)

    @staticmethod
    def save_tiles(uow, tiles, day) -> None:
        summaries.save(uow.connection, tiles, day)


def event(uow, number: int) -> Event:
    return Event(
        id=f"event-{number}", kind="Tested", by="me", at="2026-11-23T09:00:00Z",
        today="2026-11-23", group=f"group-{number}", command={"do": "Test"},
        effects=uow.effects(), note={},
    )  # fmt: skip


def put(connection, *records: Record, number: int = 1) -> SqlUnitOfWork:
    uow = SqlUnitOfWork(connection)
    for record in records:
        uow.put(record)
    uow.close_event(event(uow, number))
    return uow


def test_the_server_lies_outside_of_the_folder_that_another_run_closes(
    connection, tmp_path_factory
):
    place = Path(connection.execute(text("show data_directory")).scalar())
    assert tmp_path_factory.getbasetemp().parent not in place.parents


def test_every_table_has_the_same_columns_as_on_sqlite(engine, path):
    lite = create_engine(f"sqlite:///{path}")
    for name, table in tables.metadata.tables.items():
        ours, theirs = inspect(engine).get_columns(name), inspect(lite).get_columns(name)
        assert [c["name"] for c in ours] == [c["name"] for c in theirs]
        assert [c["nullable"] for c in ours] == [c.nullable for c in table.columns]
        indexes = {index["name"] for index in inspect(lite).get_indexes(name)}
        assert indexes <= {index["name"] for index in inspect(engine).get_indexes(name)}
    lite.dispose()


def test_texts_of_every_sort_come_back_as_they_were(connection):
    people = [Person(id=f"p{n}", name=clean_text(name)) for n, name in enumerate(NASTY)]
    put(connection, *people)
    reader = SqlReader(connection)
    for person in people:
        assert reader.find(Person, person.id) == replace(person, row_version=1)
        assert reader.select(Person, name=person.name) == (replace(person, row_version=1),)


def test_records_are_found_changed_and_kept_when_deleted(connection):
    first = Person(id="p", name="One")
    put(connection, first, Person(id="q", name="Two"), number=1)
    put(connection, changed(first, name="Three"), number=2)
    put(connection, changed(first, name="Three", deleted=True), number=3)
    reader = SqlReader(connection)
    assert reader.find(Person, "p").row_version == 3
    assert reader.find(Person, "none") is None
    assert [p.id for p in reader.select(Person)] == ["q"]
    assert [p.id for p in reader.select(Person, id=["p", "q", "r"])] == ["q"]


def test_the_journal_is_numbered_and_chained(connection):
    for number in range(1, 4):
        put(connection, Person(id="p", name=f"N{number}"), number=number)
    rows = connection.execute(select(tables.journal).order_by(tables.journal.c.seq)).all()
    assert [row.seq for row in rows] == [1, 2, 3]
    before = FIRST_HASH
    for row in rows:
        assert row.hash == chained(before, row.body)
        made = "select encode(sha256(convert_to(:b || chr(10) || :t, 'UTF8')), 'hex')"
        found = connection.execute(text(made), {"b": before, "t": row.body}).scalar()
        assert found == row.hash
        before = row.hash
    effects = connection.execute(select(tables.effect)).all()
    assert {(e.table_name, e.record_id) for e in effects} == {("person", "p")}
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, Person(id="p", name="N4"), number=3)


def test_a_desk_works_on_it_from_1_to_4(connection):
    app = program()
    desk = Desk(Store(connection), SETUP, now=app.now, day=app.day)
    procedure, forms = shipped_definitions()
    desk.execute(do.PublishDefinitions(procedure=procedure, forms=forms))
    desk.execute(do.AddPerson(name="CTL-01", roles=["ctl", "ctl_lead"], id="me"))
    desk.person_id = "me"
    set_up(desk)
    walker = Walker(desk)
    for stage in ("assignment", "discussion", "proposal"):
        getattr(walker, stage)()
    tile = desk.outline("MC-1").tile
    assert (tile.stage, tile.of) == ("timeline", tile.of)
    assert desk.store.tiles() == (tile,)
    assert [line.kind for line in desk.history(limit=1)] == ["CardMoved"]
    desk.undo()
    assert desk.outline("MC-1").tile.stage == "proposal"
    with desk.store.read() as reader:
        card = reader.select(Card, code="MC-1")[0]
        definition = shelf.definitions_of(reader, card).forms["F2"]
        revision = next(
            row for row in connection.execute(select(tables.TABLES["revision"]))
            if row.definition_id == definition.digest
        )  # fmt: skip
    open_paths = json.loads(revision.open_paths)
    assert digest_in_sql(connection, revision.form_id, definition, open_paths) == revision.digest


def digest_in_sql(connection, form: str, definition, open_paths=()) -> str:
    """Return the digest of a form's live content as PostgreSQL works it out."""
    made = {"computed", "decision"}
    paths = [path for path, entry in definition.fields.items()
             if entry.type.value not in {"table", *made} and path not in open_paths]  # fmt: skip
    grids = [path for path, entry in definition.fields.items()
             if entry.type.value == "table" and path not in open_paths]  # fmt: skip
    return connection.execute(
        text(DIGEST_IN_SQL),
        {"form": form, "paths": paths, "tables": grids,
         "definition": json.dumps(definition.digest)},
    ).scalar()  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_digest_made_in_sql_is_python_s(connection, seed):
    from mcdesk.procedure.load import read_form

    definition = read_form(shipped_definitions()[1]["F2.toml"], "F2", [])
    texts = NASTY[seed::4]
    values = dict(zip(("p1", "p10", "p47", "p3", "p16", "p19", "p2"), texts, strict=False))
    values |= {"p15": list(texts), "p45.statement": True, "p30": "5"}
    records: list[Record] = [
        FormValue(id=f"v{path}", form_id="f", path=path, value=_json(value))
        for path, value in values.items()
    ]
    ranks = ("a", "B", "Za", "Z", "k0", "z")[: 3 + seed]
    records += [
        FormRow(id=f"r{n}", form_id="f", field="p35", rank=rank,
                cells=_json({"title": texts[n % len(texts)], "no": str(n), "outcomes": ["LO1"]}))
        for n, rank in enumerate(ranks)
    ]  # fmt: skip
    put(connection, *records)
    reader = SqlReader(connection)
    content = content_of(
        [*reader.select(FormValue, form_id="f"), *reader.select(FormRow, form_id="f")]
    )
    assert len(digest_lines(definition, content)) == 1 + len(values) + 3 * len(ranks)
    assert digest_in_sql(connection, "f", definition) == digest(definition, content)


def _json(value) -> str:
    from mcdesk.procedure.canonical import json_text

    return json_text(value)
