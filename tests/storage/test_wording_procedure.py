"""Other names of stages, gates and roles: published from a day, taken over by cards under way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.guard_sentences import reworded
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from tests.conftest import TODAY
from tests.storage.wordings import NEW, place_of, publish, relabel
from tests.walk import create

LATER = (TODAY + timedelta(days=7)).isoformat()
PLEA = Label("Application", "Permohonan")


def renamed(desk, version: str = "2026.2") -> dict:
    data = desk.wording().procedure.newest.data
    return {**wording.with_text(data, "stage:proposal", "title", PLEA), "version": version}


def rename(desk, since: str = "", data: dict | None = None) -> None:
    text = toml_text(data or renamed(desk))
    desk.execute(do.PublishDefinitions(procedure=text, since=since, reason="plainer"))


def title_on_board(desk) -> str:
    return desk.info().stages[2].title.en


def title_on_card(desk, code: str = "MC-1") -> str:
    return desk.page(code).stages[2].title.en


def test_the_procedure_stands_beside_the_forms_with_its_versions(at):
    desk = at()
    view = desk.wording()
    assert view.everything[-1] is view.procedure
    assert view.procedure.short.id == "Tahap dan peran"
    rename(desk)
    newest, first = desk.wording().procedure.versions
    assert (newest.version, newest.state, newest.reason) == ("2026.2", "now", "plainer")
    assert (first.version, first.state) == ("2026.1", "earlier")


def test_another_name_is_published_without_the_forms_and_leaves_them(at):
    desk = at()
    before = {form.kind: form.current.digest for form in desk.wording().forms}
    rename(desk)
    assert title_on_board(desk) == "Application"
    assert {form.kind: form.current.digest for form in desk.wording().forms} == before


def test_a_name_binds_from_its_day(at):
    desk = at()
    rename(desk, LATER)
    assert title_on_board(desk) == "Proposal"
    with desk.at(TODAY + timedelta(days=7)):
        assert title_on_board(desk) == "Application"


def test_a_planned_name_is_taken_back(at):
    desk = at()
    rename(desk, LATER)
    (plan,) = desk.wording().procedure.planned
    desk.execute(do.WithdrawDefinition(definition=plan.digest))
    assert desk.wording().procedure.planned == ()


def test_a_card_under_way_keeps_its_names_until_it_adopts_the_new_ones(at):
    desk = at("discussion")
    rename(desk)
    create(desk, "MC-2")
    assert (title_on_card(desk), title_on_card(desk, "MC-2")) == ("Proposal", "Application")
    (card,) = desk.adoptions([wording.PROCEDURE])
    assert [(form.kind, form.moves) for form in card.forms] == [(wording.PROCEDURE, True)]
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=[wording.PROCEDURE]))
    assert title_on_card(desk) == "Application"
    assert desk.adoptions([wording.PROCEDURE]) == ()
    desk.undo()
    assert title_on_card(desk) == "Proposal"


def test_all_that_changed_is_adopted_together(at):
    desk = at()
    rename(desk)
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    (card,) = desk.adoptions()
    assert [form.kind for form in card.forms] == ["R1", wording.PROCEDURE]
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert title_on_card(desk) == "Application"
    assert desk.adoptions() == ()


def test_a_form_alone_is_adopted_without_the_names(at):
    desk = at()
    rename(desk)
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["R1"]))
    assert title_on_card(desk) == "Proposal"


def test_other_rules_are_never_adopted(at):
    desk = at()
    data = renamed(desk)
    data["stage"] = [{**stage, "days": 99} if stage["id"] == "proposal" else stage
                     for stage in data["stage"]]  # fmt: skip
    rename(desk, data=data)
    (card,) = desk.adoptions([wording.PROCEDURE])
    (entry,) = card.forms
    assert not entry.moves
    assert "keeps its own" in entry.keeps.sentence("en")
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=[wording.PROCEDURE]))
    assert title_on_card(desk) == "Proposal"


def test_a_procedure_that_is_broken_is_refused(at):
    desk = at()
    data = renamed(desk)
    data["stage"] = data["stage"][:-1]
    with pytest.raises(Refused):
        rename(desk, data=data)


# --- what the gates say ----------------------------------------------------------------------


def test_a_gate_says_what_the_workspace_wrote_once_a_card_has_adopted_it(app, at):
    desk = at("assignment")
    old = blocking(desk)
    place = "sentence:not_frozen"
    label = Label("Please freeze: {form}", "Mohon bekukan: {form}")
    now = desk.wording().procedure.current.data
    data = reworded(wording.with_text(now, place, "message", label))
    desk.execute(do.PublishDefinitions(procedure=toml_text({**data, "version": "2026.2"})))
    assert blocking(desk) == old
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["procedure"]))
    assert "Please freeze: Assignment" in blocking(desk)
    assert "Assignment is not frozen for signature yet." in old
    way = desk.outline("MC-1").ways[0]
    assert "Mohon bekukan: Surat tugas" in [f.sentence("id") for f in way.findings]
    assert app.check(desk.store.path) == ()


def blocking(desk) -> list[str]:
    return [finding.sentence("en") for finding in desk.outline("MC-1").ways[0].findings]
