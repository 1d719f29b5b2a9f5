"""What is kept between questions and between transactions never says what is not so any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import pytest

from mcdesk.application.desk import Desk
from mcdesk.application.knowledge import Knowledge
from mcdesk.errors import Refused
from mcdesk.models import unit_of_work
from mcdesk.models.kept import Kept
from mcdesk.models.rows import rows_by_id
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card, FormValue, Person, Setting, changed
from tests.asking import form_of
from tests.conftest import TODAY
from tests.storage.conftest import run_sql
from tests.storage.published import fields_of, published
from tests.walk import Walker, create


def names(desk) -> set[str]:
    with desk.store.read() as reader:
        return {person.name for person in reader.select(Person)}


def seen_anew(desk) -> tuple:
    """What a desk says that was opened just now."""
    fresh = type(desk)(
        Workspace.open(desk.store.path, read_only=True), desk.person_id, day=lambda: TODAY
    )
    try:
        return fresh.directory(), fresh.settings_view(), fresh.board(), fresh.info().rights
    finally:
        fresh.close()


def seen(desk) -> tuple:
    return desk.directory(), desk.settings_view(), desk.board(), desk.info().rights


def test_every_step_of_a_life_shows_what_a_new_desk_shows(at):
    desk = at()
    walker = Walker(desk)
    for stage in ("assignment", "discussion", "proposal", "timeline"):
        getattr(walker, stage)()
        assert seen(desk) == seen_anew(desk)


@pytest.mark.parametrize(
    "command",
    [
        do.AddPerson(name="New", roles=["ctl"]),
        do.AddFaculty(code="ART", name_en="Art"),
        do.AddProgramme(code="TAX", name_en="Tax", faculty="LAW"),
        do.SetSetting(key="profile", value="full"),
        do.SetSetting(key="level:F2.p10", value="block"),
        do.ChangePerson(person="SME-03", name="Somebody Else"),
    ],
)
def test_what_a_command_changes_is_there_for_the_next_and_gone_after_undo(at, command):
    desk = at()
    before = seen(desk)
    desk.execute(command)
    after = seen(desk)
    assert after != before
    assert after == seen_anew(desk)
    desk.undo()
    assert seen(desk) == seen_anew(desk)
    desk.redo()
    assert seen(desk) == seen_anew(desk) == after


def test_what_was_refused_together_was_never_there(at):
    desk = at()
    before = seen(desk)
    with pytest.raises(Refused):
        desk.execute_together((do.AddPerson(name="Ghost"), do.MoveCard(card="MC-1", to="14")))
    assert seen(desk) == before
    desk.execute(do.AddPerson(name="Real"))
    assert "Ghost" not in names(desk)


def test_what_one_of_many_put_before_it_was_refused_does_not_stay(at):
    desk = at()
    broken = do.FillForm(form="MC-1/R1", values={"topic": "lost", "nonsense": "x"})
    outcomes, _changes = desk.execute_each(
        (("a", do.AddPerson(name="One")), ("b", broken), ("c", do.AddPerson(name="Two")))
    )
    assert [outcome.code for outcome in outcomes] == ["", "unknown_field", ""]
    assert {"One", "Two"} <= names(desk)
    assert desk.form(form_of(desk, "R1")).content.text("topic") != "lost"
    assert seen(desk) == seen_anew(desk)


def test_knowledge_forgets_what_was_put_and_discarded(at):
    desk = at()
    with desk.store.write() as uow:
        knowledge = Knowledge(uow, TODAY)
        assert "ghost" not in knowledge.persons
        uow.put(Person(id="ghost", name="Ghost"))
        knowledge.forget(uow.effects())
        assert "ghost" in knowledge.persons
        knowledge.forget(uow.effects())
        uow.discard()
        assert "ghost" not in knowledge.persons


@pytest.mark.meddles
def test_knowledge_reads_a_content_anew_once_it_was_written(at):
    desk = at()
    with desk.store.write() as uow:
        knowledge = Knowledge(uow, TODAY)
        (card,) = uow.select(Card)
        form = knowledge.present_form(card, "R1")
        definition = knowledge.situation(card).forms["R1"].definition
        before = knowledge.content(form, definition)
        assert knowledge.content(form, definition) is before
        uow.put(FormValue(id="v", form_id=form.id, path="topic", value='"x"'))
        effects = uow.effects()
        uow.close_event(event_of(uow))
        knowledge.forget(effects)
        assert knowledge.content(form, definition).text("topic") == "x"


def test_a_transaction_that_fails_after_reading_its_own_writes_leaves_no_lie(at):
    desk = at()

    def fails() -> None:
        with desk.store.write() as uow:
            uow.select(Person)
            uow.put(Person(id="ghost", name="Ghost"))
            uow.close_event(event_of(uow))
            assert "Ghost" in {person.name for person in uow.select(Person)}
            raise RuntimeError("after")

    assert "Ghost" not in names(desk)
    with pytest.raises(RuntimeError, match="after"):
        fails()
    assert "Ghost" not in names(desk)
    with desk.store.read() as reader:
        assert reader.find(Person, "ghost") is None


def event_of(uow):
    from mcdesk.application.journal import Event

    return Event(
        id="event", kind="Tested", by="me", at="2026-11-23T09:00:00Z", today="2026-11-23",
        group="group", command={"do": "Test"}, effects=uow.effects(), note={},
    )  # fmt: skip


def test_another_program_s_commit_is_seen_by_the_next_question(at):
    desk = at()
    assert "SME-03" in names(desk)
    run_sql(desk.store.path, "update person set name = 'Renamed' where name = 'SME-03'")
    assert "Renamed" in names(desk)
    assert "SME-03" not in names(desk)
    run_sql(desk.store.path, "update setting set value = '\"Elsewhere\"' where key = 'name'")
    assert desk.info().name == "Elsewhere"


def test_another_program_s_transaction_counts_only_once_it_is_committed(at):
    desk = at()
    names(desk)
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("update person set name = 'Renamed' where name = 'SME-03'")
        other.execute("rollback")
    assert "Renamed" not in names(desk)


def test_a_desk_for_reading_sees_what_the_writer_commits(at):
    desk = at()
    reading = type(desk)(Workspace.open(desk.store.path, read_only=True), day=lambda: TODAY)
    assert "Next" not in names(reading)
    desk.execute(do.AddPerson(name="Next"))
    assert "Next" in names(reading)
    reading.close()


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The tables whose records were asked of the file by their ids."""
    tables: list[str] = []

    def ask(connection, table: str, ids):
        tables.append(table)
        return rows_by_id(connection, table, ids)

    monkeypatch.setattr(unit_of_work, "rows_by_id", ask)
    return tables


class Dragging(Walker):
    """Walks a card as by the mouse: each move begins with the look where it may go."""

    def move(self, to: str, reason: str = "") -> None:
        self.desk.targets([self.code])
        super().move(to, reason)


@pytest.fixture
def worked_out(monkeypatch) -> list[str]:
    """At which stage a card stood each time it was worked out, from the look at it on."""
    stages: list[str] = []
    work_out, look = Knowledge.situation, Desk.targets

    def situation(knowledge, card):
        stages.append(card.stage)
        return work_out(knowledge, card)

    def targets(desk, cards):
        stages.clear()
        return look(desk, cards)

    monkeypatch.setattr(Knowledge, "situation", situation)
    monkeypatch.setattr(Desk, "targets", targets)
    return stages


def title_in_writing(desk, card: str) -> str:
    with desk.store.write() as uow:
        return uow.find(Card, card).title_en


class TestWhatIsReadAhead:
    """A card that is dragged is read while it is under way."""

    def test_is_not_read_again_by_the_move_that_follows(self, at, asked):
        desk = at()
        card = desk.board().tiles[0].id
        desk.targets([card])
        asked.clear()
        title = title_in_writing(desk, card)
        assert "card" not in asked
        assert title_in_writing(desk, card) == title
        assert "card" in asked

    def test_another_program_s_commit_counts(self, at):
        desk = at()
        card = desk.board().tiles[0].id
        desk.targets([card])
        run_sql(desk.store.path, "update card set title_en = 'Renamed'")
        assert title_in_writing(desk, card) == "Renamed"

    def test_ones_own_command_counts(self, at):
        desk = at()
        card = desk.board().tiles[0].id
        desk.targets([card])
        desk.execute(do.ChangeCard(card=card, title_en="Renamed"))
        assert title_in_writing(desk, card) == "Renamed"

    def test_what_is_refused_after_it_leaves_no_lie(self, at):
        desk = at()
        card = desk.board().tiles[0].id
        title = title_in_writing(desk, card)
        desk.targets([card])
        with pytest.raises(Refused):
            desk.execute_together(
                (do.ChangeCard(card=card, title_en="Lost"), do.MoveCard(card=card, to="14"))
            )
        assert title_in_writing(desk, card) == title

    def test_is_not_worked_out_again_by_the_move_that_follows(self, at, worked_out):
        walker = Dragging(at())
        for stage, following in pairwise(("assignment", "discussion", "proposal", "timeline")):
            getattr(walker, stage)()
            assert worked_out == [stage, following]

    def test_gives_the_same_life_as_without(self, at):
        desk = at()
        walker = Dragging(desk)
        for stage in ("assignment", "discussion", "proposal", "timeline", "baseline"):
            getattr(walker, stage)()
            assert seen(desk) == seen_anew(desk)

    def test_of_yesterday_is_worked_out_anew(self, at, worked_out):
        desk = at()
        walker = Walker(desk)
        walker.move = lambda *_stage: None
        walker.assignment()
        desk.targets(["MC-1"])
        tomorrow = TODAY + timedelta(days=1)
        with desk.at(tomorrow):
            desk.execute(do.MoveCard(card="MC-1", to="discussion"))
        assert worked_out == ["assignment", "discussion"] * 2
        (tile,) = desk.board().tiles
        assert tile.stage_since == tomorrow.isoformat()

    def test_a_reading_within_another_one_makes_the_outer_one_no_newer(self, monkeypatch):
        kept, versions = Kept(), iter("122")
        monkeypatch.setattr(kept, "_version_of", lambda _connection: next(versions))
        kept.begin(None)
        outer = kept.take_ahead()
        kept.begin(None)
        inner = kept.take_ahead()
        kept.keep_ahead(outer)
        kept.begin(None)
        assert kept.take_ahead() is not outer
        kept.keep_ahead(inner)
        assert kept.take_ahead() is inner

    def test_a_reader_s_is_of_the_last_line_of_the_journal(self, at):
        desk = at()
        reading = type(desk)(Workspace.open(desk.store.path, read_only=True), day=lambda: TODAY)
        card = desk.board().tiles[0].id
        reading.targets([card])
        desk.execute(do.ChangeCard(card=card, title_en="Renamed"))
        assert reading.outline(card).tile.title_en == "Renamed"
        reading.close()


def test_an_office_that_ended_gives_no_right_to_the_next_command(app, at):
    desk = at()
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    with app.acting_as(desk, "CTL-02"):
        desk.execute(do.ChangeCard(card="MC-1", title_en="By the second"))
    people = {person.name: person for person in desk.directory().people}
    office = next(iter(people["CTL-02"].offices))
    desk.execute(do.EndOffice(office=office.id, until="2026-01-01"))
    with app.acting_as(desk, "CTL-02"), pytest.raises(Refused) as caught:
        desk.execute(do.ChangeCard(card="MC-1", title_en="By nobody"))
    assert caught.value.code == "no_right"
    assert app.check(desk.store.path) == ()


def test_definitions_published_in_this_process_bind_the_next_card(at):
    desk = at()
    assert "load" in fields_of(desk, "MC-1", "R1")
    published(desk, ("R1.toml", 'id = "load"', 'id = "workload"'))
    create(desk, "MC-2")
    assert "workload" in fields_of(desk, "MC-2", "R1")
    assert "load" in fields_of(desk, "MC-1", "R1")


def test_a_new_connection_begins_with_nothing_kept(at):
    desk = at()
    names(desk)
    desk.store.engine.dispose()
    run_sql(desk.store.path, "update person set name = 'Renamed' where name = 'SME-03'")
    assert "Renamed" in names(desk)


@pytest.mark.meddles
def test_an_answer_is_asked_anew_once_its_table_was_written(at):
    desk = at()
    form = form_of(desk, "R1")
    with desk.store.write() as uow:
        before = uow.select(FormValue, form_id=form)
        value = FormValue(id="v", form_id=form, path="topic", value='"x"')
        uow.put(value)
        assert len(uow.select(FormValue, form_id=form)) == len(before) + 1
        uow.close_event(event_of(uow))
        assert len(uow.select(FormValue, form_id=form)) == len(before) + 1
        uow.put(changed(value, deleted=True))
        assert uow.select(FormValue, form_id=form) == before


def test_tables_kept_are_those_of_the_last_transaction_whole(at):
    desk = at()
    with desk.store.read() as reader:
        first = reader.select(Setting)
    with desk.store.read() as reader:
        assert reader.select(Setting) is first
        assert reader.select(Setting, key="name") == tuple(
            entry for entry in first if entry.key == "name"
        )


@pytest.fixture
def reading(at):
    """A desk that writes, and one that only reads the same file."""
    desk = at()
    store = Workspace.open(desk.store.path, read_only=True)
    other = type(desk)(store, desk.person_id, day=lambda: TODAY)
    yield desk, other
    other.close()


def test_a_reader_keeps_the_tables_as_long_as_nothing_is_written(reading):
    desk, other = reading
    with other.store.read() as reader:
        first = reader.select(Person)
    with other.store.read() as reader:
        assert reader.select(Person) is first
    desk.execute(do.NoteIdea(title="Elsewhere"))
    with other.store.read() as reader:
        assert reader.select(Person) is not first


@pytest.mark.parametrize(
    "command",
    [do.AddPerson(name="New", roles=["ctl"]), do.SetSetting(key="profile", value="full"),
     do.ChangePerson(person="SME-03", name="Somebody Else")],
)  # fmt: skip
def test_a_reader_sees_each_step_and_its_undo(reading, command):
    desk, other = reading
    for step in (lambda: desk.execute(command), desk.undo, desk.redo):
        seen(other)
        step()
        assert seen(other) == seen_anew(desk)


def test_a_reader_sees_definitions_published_meanwhile(reading):
    desk, other = reading
    assert "load" in fields_of(other, "MC-1", "R1")
    published(desk, ("R1.toml", 'id = "load"', 'id = "workload"'))
    create(desk, "MC-2")
    assert "workload" in fields_of(other, "MC-2", "R1")
    assert "load" in fields_of(other, "MC-1", "R1")


def test_a_reader_sees_a_restored_file_in_the_place_of_the_old(app, at, tmp_path):
    desk = at()
    path = desk.store.path
    app.backup(path, tmp_path / "b.zip")
    desk.execute(do.AddPerson(name="Ghost"))
    app.close(desk)
    other = app.open(path, read_only=True)
    assert "Ghost" in names(other)
    app.restore(tmp_path / "b.zip", path)
    assert "Ghost" not in names(other)
    again = app.open(path)
    again.execute(do.AddPerson(name="Other"))
    app.close(again)
    assert "Other" in names(other)
    assert "Ghost" not in names(other)
    app.close(other)
