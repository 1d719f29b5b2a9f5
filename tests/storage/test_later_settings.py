"""A micro-credential that began before there was a setting: it has it of the procedure of today."""

from __future__ import annotations

import json
import re

import pytest

from mcdesk.application import shelf
from mcdesk.application.knowledge import Knowledge
from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import commands as do
from mcdesk.procedure.load import digest_of
from mcdesk.procedure.records import Card, Revision
from tests.asking import form_of, refusal
from tests.conftest import TODAY
from tests.storage.conftest import run_sql
from tests.walk import Walker, create

KEY = "captions_required"
SETTING = re.compile(r'\[\[setting\]\]\nkey = "captions_required"\n.*?\n\n', re.DOTALL)
FIELD = re.compile(r'\[\[section.field\]\]\nid = "captions"\n.*?\n\n', re.DOTALL)
RULE = re.compile(r'\[\[rule\]\]\nid = "captions_named"\n.*?\n\n', re.DOTALL)
VERSION = re.compile(r'^version = "[^"]*"', re.MULTILINE)


def numbered(text: str, version: str) -> str:
    return VERSION.sub(f'version = "{version}"', text, count=1)


def published(procedure: str, forms, version: str) -> do.PublishDefinitions:
    return do.PublishDefinitions(
        procedure=numbered(procedure, version),
        forms={name: numbered(text, version) for name, text in forms.items()},
    )


def of_before() -> tuple[str, dict[str, str]]:
    """Return the shipped definitions as they were before captions were a setting."""
    procedure, forms = shipped_definitions()
    taken = {"F1.toml": FIELD, "F7.toml": RULE}
    old = {name: taken[name].sub("", forms[name]) for name in taken}
    assert all(old[name] != forms[name] for name in taken)
    assert SETTING.search(procedure)
    return SETTING.sub("", procedure), {**forms, **old}


def setting_of(desk, code: str):
    with desk.store.read() as reader:
        knowledge = Knowledge(reader, TODAY)
        (card,) = reader.select(Card, code=code)
        return knowledge.settings(shelf.definitions_of(reader, card)).get(KEY)


@pytest.fixture
def before(at):
    """A workspace in which a card, MC-2, began before there was the setting."""
    desk = at("assignment")
    desk.execute(published(*of_before(), "2099.1"))
    create(desk, "MC-2")
    return desk


@pytest.fixture
def older(before):
    """The same, where a procedure with the setting was published since."""
    before.execute(published(*shipped_definitions(), "2099.2"))
    return before


def test_what_its_procedure_does_not_know_a_card_has_of_the_one_of_today(older):
    assert setting_of(older, "MC-2") is True
    older.execute(do.SetSetting(key=KEY, value=False))
    assert setting_of(older, "MC-2") is False
    older.execute(do.SetSetting(key=KEY, value=True, since="2099-01-01"))
    assert setting_of(older, "MC-2") is False


def test_what_its_procedure_knows_a_card_has_of_that(at):
    desk, (procedure, forms) = at("assignment"), shipped_definitions()
    other = procedure.replace(f'"{KEY}"\nvalue = true', f'"{KEY}"\nvalue = false')
    desk.execute(published(other, forms, "2099.1"))
    create(desk, "MC-2")
    assert [setting_of(desk, code) for code in ("MC-1", "MC-2")] == [True, False]


@pytest.mark.parametrize("kinds", [(), ("F7",)])
def test_wordings_that_need_a_later_setting_are_adopted(older, kinds):
    older.execute(do.AdoptDefinitions(card="MC-2", forms=list(kinds)))
    with older.store.read() as reader:
        (card,) = reader.select(Card, code="MC-2")
        definitions = shelf.definitions_of(reader, card)
    assert "captions_named" in {rule.id for rule in definitions.forms["F7"].rules}
    assert KEY not in {setting.key for setting in definitions.procedure.settings}


def test_a_form_that_needs_a_later_setting_is_published_with_its_procedure(before):
    """The other forms stay those that the workspace has."""
    procedure, forms = shipped_definitions()
    design = {"F7.toml": numbered(forms["F7.toml"], "2099.2")}
    told = refusal(before, do.PublishDefinitions(forms=design))
    assert [finding.code for finding in told.findings] == ["broken_definitions", "goes_along"]
    assert "in the same step: the procedure" in told.findings[1].sentence("en")
    whole = do.PublishDefinitions(procedure=numbered(procedure, "2099.2"), forms=design)
    before.execute(whole)
    with before.store.read() as reader:
        _procedure, binding = shelf.published(reader, TODAY)
        design = shelf.form_definition(reader, binding["F7"])
        guide = shelf.form_definition(reader, binding["F1"])
    assert "captions_named" in {rule.id for rule in design.rules}
    assert (design.version, guide.version) == ("2099.2", "2099.1")
    assert setting_of(before, "MC-2") is True


def test_what_is_wrong_in_itself_is_not_told_to_lack_what_goes_with_it(before):
    _procedure, forms = shipped_definitions()
    broken = forms["F7.toml"].replace('type = "text"', 'type = "texts"', 1)
    told = refusal(before, do.PublishDefinitions(forms={"F7.toml": broken}))
    assert [finding.code for finding in told.findings] == ["broken_definitions"]


def test_what_is_published_in_the_same_step_counts(before):
    adopting = do.AdoptDefinitions(card="MC-2")
    before.execute_together([adopting, published(*shipped_definitions(), "2099.2"), adopting])
    assert setting_of(before, "MC-2") is True


def test_a_form_is_frozen_under_the_settings_that_came_later(older):
    older.execute(do.SetSetting(key=KEY, value=False))
    walker = Walker(older, "MC-2")
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    form = form_of(older, "R1", "MC-2")
    with older.store.read() as reader:
        (frozen,) = reader.select(Revision, form_id=form)
    assert json.loads(frozen.settings)[KEY] is False


def test_a_card_keeps_its_settings_beside_a_procedure_that_this_program_cannot_read(at):
    desk = at("assignment")
    newer = shipped_definitions()[0].replace('name = "form_valid"', 'name = "form_in_quorum"')
    quoted = newer.replace("'", "''")
    run_sql(
        desk.store.path,
        f"insert into definition select '{digest_of(newer)}', 'procedure', key, '2099.1', "
        f"'{quoted}', published_on, 1, 0 from definition where kind = 'procedure'",
    )
    assert setting_of(desk, "MC-1") is True
