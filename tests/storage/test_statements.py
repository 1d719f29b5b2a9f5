"""Records as the driver's rows give them, lists in parts, errors, and summaries that change."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from mcdesk.models import summaries, tables
from mcdesk.models.rows import record_of
from mcdesk.models.statements import rows, write
from mcdesk.procedure.records import RECORDS, Person


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_a_record_made_of_a_row_is_the_one_made_by_its_class(name):
    kind, columns = RECORDS[name], [str(c.name) for c in tables.TABLES[name].columns]
    hints = {entry.name: entry.type for entry in fields(kind)}
    plain = {"str": "x", "int": 7, "bool": 1}
    row = tuple(plain.get(str(hints[column]), "x") for column in columns)
    made = record_of(kind, row)
    wanted = {
        column: bool(value) if hints[column] == "bool" else value
        for column, value in zip(columns, row, strict=True)
    }
    assert made == kind(**wanted)
    assert {c: type(getattr(made, c)) for c in columns} == {c: type(v) for c, v in wanted.items()}
    assert hash(made) == hash(kind(**wanted))


def test_a_row_of_another_length_is_no_record():
    with pytest.raises(ValueError, match="zip"):
        record_of(Person, ("p",))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 511, 512, 513, 1200])
def test_a_list_of_any_length_is_asked_for(at, count):
    people = [Person(id=f"p{n}", name=str(n)) for n in range(count)]
    with at().store.write() as uow:
        uow.put_all(people)
        uow._write_records()
        found = uow.select(Person, id=[person.id for person in people])
        assert len(found) == count
        assert set(found) == {replace(person, row_version=1) for person in people}
        uow._seen.clear()
        uow.fetch(Person, [*(person.id for person in people), "nobody"])
        assert all(uow._seen["person", person.id].name == person.name for person in people)
        assert uow.find(Person, "nobody") is None


def test_an_id_is_found_however_it_is_spelt(at):
    with at().store.write() as uow:
        uow.put(Person(id="é", name="One"))
        uow._write_records()
        uow._seen.clear()
        assert uow.find(Person, "e\u0301") == uow.find(Person, "é") is not None


def test_errors_of_the_driver_are_sqlalchemy_s(at):
    with at().store.engine.begin() as connection:
        with pytest.raises(OperationalError):
            rows(connection, text("select nothing from nowhere"), {})
        line = {"key": "twice", "value": "x"}
        with pytest.raises(IntegrityError):
            write(connection, tables.workspace.insert(), [line, line])


def test_a_summary_that_is_the_same_is_not_written_again(at):
    desk = at()
    (tile,) = desk.store.tiles()
    day = desk.today.isoformat()
    with desk.store.engine.begin() as connection:
        driver = connection.connection.driver_connection
        before = driver.total_changes
        summaries.save(connection, [tile], day)
        assert driver.total_changes == before
        summaries.save(
            connection, [tile._replace(faces_text="[]", sample=1), tile._replace(id="n")], day
        )
        assert driver.total_changes == before + 2
    found = {kept.id: kept for kept in desk.store.tiles()}
    assert found == {
        tile.id: tile._replace(faces_text="[]", sample=1),
        "n": tile._replace(id="n"),
    }
    assert desk.store.stale_tiles(day) == ()


def test_two_lists_in_one_question_are_a_mistake_of_the_program(desk, card):
    from mcdesk.procedure.records import TeamMember

    with desk.store.read() as reader, pytest.raises(AssertionError, match="one list"):
        reader.select(TeamMember, role=["sme"], person_id=["nobody"])
