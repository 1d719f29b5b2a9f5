"""The journal on disk: without gaps, chained, with old and new values and an index."""

from __future__ import annotations

import itertools
import json

import pytest

from mcdesk.application.journal import FIRST_HASH, chained, read_event
from mcdesk.errors import Refused
from mcdesk.i18n import use_language
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from tests.storage.conftest import run_sql
from tests.walk import create


def lines(desk, where: str = "1") -> list[dict]:
    names = ("n", "seq", "id", "kind", "person_id", "at", "group_id", "body", "hash")
    rows = run_sql(
        desk.store.path, f"select {', '.join(names)} from journal where {where} order by seq"
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_it_has_no_gaps_and_its_chain_is_unbroken(at):
    found = lines(at("approval"))
    assert [line["seq"] for line in found] == list(range(1, len(found) + 1))
    before = FIRST_HASH
    for line in found:
        assert line["hash"] == chained(before, line["body"])
        before = line["hash"]


def test_a_line_says_who_when_what_and_both_values(at):
    desk = at()
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="law"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="tax law", base="law"))
    first, second = (read_event(line["body"]) for line in lines(desk)[-2:])
    assert first.effects[0].old is None
    assert json.loads(second.effects[0].old["value"]) == "law"
    assert json.loads(second.effects[0].new["value"]) == "tax law"
    assert second.kind == "ValueSet"
    assert second.by == desk.person_id
    assert second.today == "2026-11-23"
    assert second.at > first.at
    assert second.command["do"] == "SetValue"
    assert second.command["base"] == "law"
    assert "base" not in first.command
    assert second.effects[0].new["row_version"] == 2


def test_one_transaction_is_one_group(at):
    desk = at()
    before = len(lines(desk))
    desk.execute_together(
        [do.SetValue(form="MC-1/R1", path="topic", new="law"), do.HoldCard(card="MC-1", reason="r")]
    )
    desk.execute_each([("1", do.ResumeCard(card="MC-1")), ("2", do.ResumeCard(card="MC-1"))])
    found = lines(desk)[before:]
    assert [line["kind"] for line in found] == ["ValueSet", "CardHeld", "CardResumed"]
    assert found[0]["group_id"] == found[1]["group_id"] != found[2]["group_id"]


def test_together_is_all_or_nothing(at):
    desk = at()
    before = len(lines(desk))
    with pytest.raises(Refused):
        desk.execute_together(
            [do.HoldCard(card="MC-1", reason="r"), do.HoldCard(card="MC-1", reason="again")]
        )
    assert len(lines(desk)) == before
    assert desk.outline("MC-1").tile.status == "active"


def test_what_changes_nothing_leaves_no_line(at):
    desk = at()
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="law"))
    before = len(lines(desk))
    changes = desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="law"))
    assert changes.events == ()
    assert len(lines(desk)) == before


def test_the_index_leads_from_a_record_to_its_events(at):
    desk = at("discussion")
    for line in lines(desk):
        said = [(effect.table, effect.id) for effect in read_event(line["body"]).effects]
        kept = run_sql(
            desk.store.path,
            "select table_name, record_id from effect "
            f"where event_n = {line['n']} order by position",
        )
        assert kept == said
    card = run_sql(desk.store.path, "select id from card")[0][0]
    form = desk.outline("MC-1").forms[0].form_id
    with desk.store.read() as reader:
        kinds = [str(line["kind"]) for line in reader.journal(card=card)]
        of_form = [str(line["kind"]) for line in reader.journal(form=form)]
    assert kinds[-1] == "CardCreated"
    assert "PersonAdded" not in kinds
    assert of_form[:3] == ["FormSigned", "FormSigned", "FormFrozen"]
    assert of_form[-1] == "CardCreated"


def test_values_and_rows_are_found_under_their_card(at):
    desk = at("proposal")
    desk.execute(do.AddRow(form="MC-1/F2", field="p35", cells={"title": "M"}))
    card = run_sql(desk.store.path, "select id from card")[0][0]
    rows = run_sql(
        desk.store.path,
        "select card_id, form_id from effect where event_n = (select max(n) from journal)",
    )
    assert rows == [(card, desk.outline("MC-1").forms[-1].form_id)]


def test_confirmed_lines_cannot_be_changed_or_deleted(at):
    import sqlite3

    desk = at()
    for statement in (
        "update journal set body = '{}'",
        "delete from journal",
        "delete from definition",
        "update definition set text = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            run_sql(desk.store.path, statement)


def test_a_pending_line_has_no_number_and_may_be_changed(at):
    desk = at()
    run_sql(
        desk.store.path,
        "insert into journal (id, kind, person_id, at, group_id, body) "
        "values ('p', 'ValueSet', 'x', '', 'g', '{}')",
        "update journal set body = '{ }' where id = 'p'",
        "delete from journal where id = 'p'",
    )


def test_every_record_is_the_fold_of_its_effects(at):
    desk = at("approval")
    state: dict[tuple[str, str], dict] = {}
    for line in lines(desk):
        for effect in read_event(line["body"]).effects:
            assert state.get((effect.table, effect.id)) == effect.old
            state[effect.table, effect.id] = dict(effect.new)
    for (table, id_), data in state.items():
        row = run_sql(desk.store.path, f"select {', '.join(data)} from {table} where id = '{id_}'")[
            0
        ]
        assert list(row) == list(data.values())


def test_row_versions_count_the_changes_of_a_record(at):
    desk = at()
    for number in range(1, 4):
        desk.execute(do.ChangeCard(card="MC-1", short_title=f"Title {number}"))
    versions = [
        effect.new["row_version"]
        for line in lines(desk)
        for effect in read_event(line["body"]).effects
        if effect.table == "card"
    ]
    assert versions == [1, 2, 3, 4]


def test_the_board_s_summary_is_what_the_records_say(app, at):
    desk = at("approval")
    create(desk, "MC-2")
    before = desk.store.tiles()
    run_sql(desk.store.path, "update card_summary set made_on = ''")
    assert desk.refresh_summaries() == 2
    assert desk.store.tiles() == before


def test_reading_does_not_see_a_write_that_is_not_done(at):
    desk = at()
    other = Workspace.open(desk.store.path, read_only=True)
    with desk.store.write() as uow:
        uow.connection.exec_driver_sql("update card_summary set code = 'X'")
        assert [tile.code for tile in other.tiles()] == ["MC-1"]
        uow.connection.exec_driver_sql("update card_summary set code = 'MC-1'")
    other.close()


def test_a_long_list_is_asked_for_in_parts(at):
    from mcdesk.procedure.records import Person

    desk = at()
    with desk.store.read() as reader:
        ids = [person.id for person in reader.select(Person)]
        made_up = [f"x{number}" for number in range(1800)]
        found = reader.select(Person, id=[*made_up[:900], *ids, *made_up[900:]])
        assert reader.select(Person, id=[]) == ()
    assert sorted(person.id for person in found) == sorted(ids)


def test_a_unit_of_work_finds_what_it_has_put(at):
    from mcdesk.procedure.records import Person, changed

    desk = at()
    with desk.store.write() as uow:
        first = uow.select(Person)[0]
        uow.put(changed(first, name="Renamed"))
        assert uow.find(Person, first.id).name == "Renamed"
        assert [p.id for p in uow.select(Person, name="Renamed")] == [first.id]
        assert uow.select(Person, name=first.name) == ()
        uow.put(changed(first, deleted=True))
        assert first.id not in {p.id for p in uow.select(Person)}
        assert uow.put(first) == first
        uow.discard()
        assert uow.effects() == ()
        assert uow.find(Person, first.id) == first


@pytest.mark.parametrize("times", [1, 2])
def test_a_record_put_several_times_is_one_effect(at, times):
    from mcdesk.procedure.records import Person, changed

    desk = at()
    with desk.store.write() as uow:
        person = uow.select(Person)[0]
        for name in itertools.islice(itertools.count(), times):
            uow.put(changed(person, name=f"N{name}"))
        effects = uow.effects()
        uow.discard()
    assert len(effects) == 1
    assert effects[0].old["name"] == person.name
    assert effects[0].new["row_version"] == person.row_version + 1


def test_a_history_tells_a_typed_name_from_an_entry_and_two_of_one_name_apart(at):
    desk = at()

    def name(person: str) -> None:
        desk.execute(do.FillForm(form="MC-1/R1", values={"hsp": person}, replace=True))

    def told() -> list[tuple[str, str]]:
        return [(c.old, c.new) for c in desk.history("MC-1", limit=1)[0].changes]

    name("HEAD-09")
    one, other = (desk.execute(do.AddPerson(name="HEAD-09", position=each)) and each
                  for each in ("Head", "Former Head"))  # fmt: skip
    ids = {p.position: p.id for p in desk.directory().people if p.name == "HEAD-09"}
    name(ids[one])
    assert told() == [("HEAD-09 (not in the directory)", "HEAD-09 (in the directory)")]
    name(ids[other])
    assert told() == [("HEAD-09 (Head)", "HEAD-09 (Former Head)")]


def test_a_history_has_numbers_and_amounts_as_the_form_and_paper_have_them(at):
    desk = at("proposal")
    desk.execute(do.SetValue(form="MC-1/F2", path="p44", new="1250000"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p30", new="6.5"))

    def told(lines):
        return [change.new.replace("\xa0", " ") for line in lines[:2] for change in line.changes]

    assert told(desk.history("MC-1")) == ["6.5", "Rp 1,250,000"]
    use_language("id")
    assert told(desk.history("MC-1")) == ["6,5", "Rp 1.250.000"]
    use_language("en")
    assert told(desk.binder("MC-1").history[::-1]) == ["6.5", "Rp 1.250.000"]
