"""Definitions live in the workspace: versions by digest, and a card keeps those it began under."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from mcdesk.application import shelf
from mcdesk.bootstrap import shipped_definitions
from mcdesk.errors import Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.load import digest_of
from tests.storage.conftest import program, run_sql
from tests.storage.published import fields_of, published
from tests.walk import Walker, create


def test_a_card_keeps_its_definitions_when_new_ones_are_published(app, at):
    desk = at()
    published(desk, ("R1.toml", 'id = "load"', 'id = "workload"'))
    create(desk, "MC-2")
    assert "load" in fields_of(desk, "MC-1", "R1")
    assert "workload" in fields_of(desk, "MC-2", "R1")
    desk.execute(do.SetValue(form="MC-1/R1", path="load", new="2 sks"))
    with pytest.raises(Refused) as caught:
        desk.execute(do.SetValue(form="MC-2/R1", path="load", new="2 sks"))
    assert caught.value.code == "unknown_field"
    assert app.check(desk.store.path) == ()


def test_a_card_keeps_its_procedure_too(at):
    desk = at()
    published(desk, procedure=("days = 2\n", "days = 9\n"))
    create(desk, "MC-2")
    assert desk.outline("MC-1").stage.days == 2
    assert desk.outline("MC-2").stage.days == 9


def test_the_same_definitions_again_change_nothing(at):
    desk = at()
    assert published(desk).events == ()
    text, forms = shipped_definitions()
    layout = {name: f"# a remark\n{form}\n\n" for name, form in forms.items()}
    assert not desk.execute(do.PublishDefinitions(procedure=text, forms=layout)).events
    assert published(desk, ("R1.toml", 'id = "load"', 'id = "workload"')).events


def test_a_definition_s_id_is_the_digest_of_its_text(at):
    for id_, text in run_sql(at().store.path, "select id, text from definition"):
        assert id_ == digest_of(text)


def test_broken_definitions_are_refused_with_every_mistake_and_nothing_changes(at):
    desk = at()
    before = run_sql(desk.store.path, "select count(*) from definition")
    with pytest.raises(Refused) as caught:
        published(
            desk,
            ("R1.toml", 'stage = "assignment"', 'stage = "nowhere"'),
            ("R2.toml", 'type = "date"', 'type = "dates"'),
            procedure=('name = "form_valid"', 'name = "form_fine"'),
        )
    assert caught.value.code == "broken_definitions"
    text = caught.value.findings[0].sentence()
    assert "procedure: transition" in text
    assert "R1.toml: stage: there is no stage 'nowhere'" in text
    assert "R2.toml: section" in text
    assert "R1.toml: stage: tidak ada tahap 'nowhere'" in caught.value.findings[0].sentence("id")
    assert run_sql(desk.store.path, "select count(*) from definition") == before


def test_only_the_lead_publishes(app, at):
    desk = at()
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    with app.acting_as(desk, "CTL-02"), pytest.raises(Refused) as caught:
        published(desk)
    assert caught.value.code == "no_right"


def test_a_definition_that_names_what_this_program_does_not_know_is_told(at):
    desk = at("discussion")
    text = shipped_definitions()[0]
    newer = text.replace('name = "form_valid"', 'name = "form_valid_in_quorum"')
    digest = digest_of(newer)
    quoted = newer.replace("'", "''")
    run_sql(
        desk.store.path,
        f"insert into definition select '{digest}', 'procedure', key, '2030', '{quoted}', "
        "published_on, 1, 0 from definition where kind = 'procedure'",
        f"update card set procedure_id = '{digest}'",
    )
    with desk.store.read() as reader, pytest.raises(Trouble) as caught:
        shelf.procedure_of(reader, digest)
    assert caught.value.code == "definition_unknown"
    assert "Update the program" in caught.value.advice
    with pytest.raises(Trouble):
        desk.execute(do.MoveCard(card="MC-1", to="3"))


def test_a_definition_that_is_gone_is_told(at):
    desk = at()
    run_sql(desk.store.path, 'update card set definitions = \'{"R1": "none"}\'')
    with pytest.raises(Trouble) as caught:
        desk.outline("MC-1")
    assert caught.value.code == "definition_missing"


def test_a_signed_form_keeps_the_definition_it_was_signed_under(at):
    desk = at("discussion")
    published(desk, ("R1.toml", 'id = "load"', 'id = "workload"'))
    line = desk.outline("MC-1").forms[0]
    view = desk.form(line.form_id)
    assert "load" in view.definition.fields
    rows = run_sql(desk.store.path, "select definition_id from revision")
    assert rows == [(view.definition.digest,)]


def test_a_revision_of_a_completed_card_begins_under_the_newest(at):
    desk = at("discussion")
    run_sql(desk.store.path, "update card set status = 'completed'")
    published(desk, ("R1.toml", 'id = "load"', 'id = "workload"'))
    desk.execute(do.StartRevision(card="MC-1", stage="1", reason="new law", code="MC-2"))
    kept = dict(run_sql(desk.store.path, "select code, definitions from card"))
    old, new = json.loads(kept["MC-1"]), json.loads(kept["MC-2"])
    assert old["R1"] != new["R1"]
    assert old["R2"] == new["R2"]
    assert "workload" in fields_of(desk, "MC-2", "R1")


def test_the_last_of_two_editions_of_one_day_is_used(at):
    desk = at()
    for name in ("one", "two", "three"):
        published(desk, ("R1.toml", 'id = "load"', f'id = "{name}"'))
    create(desk, "MC-2")
    assert "three" in fields_of(desk, "MC-2", "R1")


def test_filling_goes_on_under_the_old_edition(app, at):
    desk = at("discussion")
    published(desk, ("R2.toml", 'id = "way"', 'id = "manner"'))
    Walker(desk).discussion()
    assert desk.outline("MC-1").tile.stage == "proposal"
    assert app.check(desk.store.path) == ()


def test_an_export_to_a_full_disk_is_told(path, tmp_path, monkeypatch):
    def full(*_given, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Trouble) as caught:
        program().export_definitions(path, tmp_path / "defs")
    assert caught.value.code == "disk_full"
