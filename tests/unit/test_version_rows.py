"""How far a version came: who was asked agreed, by the last that each of them decided."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mcdesk.application import version_rows as version_rows_module
from mcdesk.application.version_rows import DRAFT, NEW, REVIEW, SIGNED, stage_of, version_rows
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import Form, FormValue, Revision, SignOff

REVISION = SimpleNamespace(id="r", definition_id="d")


def signer(role: str, *, optional: bool = False) -> SimpleNamespace:
    return SimpleNamespace(role=role, optional=optional)


def decided(role: str, decision: str = "approve", at: str = "1", of: str = "r", id_: str = "b"):
    return SimpleNamespace(role=role, decision=decision, recorded_at=at, id=id_, revision_id=of)


@pytest.fixture
def stage(monkeypatch):
    """Return how far a version came over which this was decided; the Head was asked besides."""
    asked = SimpleNamespace(signers=(signer("sme"), signer("ctl", optional=True)))
    monkeypatch.setattr(version_rows_module.shelf, "form_definition", lambda _reader, _digest: None)
    monkeypatch.setattr(version_rows_module.asking, "asked_by", lambda *_given: asked)
    monkeypatch.setattr(
        version_rows_module.asking, "extra_signers", lambda _revision: (signer("hsp"),)
    )
    return lambda *decisions: stage_of(SimpleNamespace(reader=None), REVISION, decisions)


def test_whoever_was_asked_besides_is_waited_for(stage):
    assert stage(decided("sme")) == REVIEW
    assert stage(decided("sme"), decided("hsp")) == SIGNED


def test_the_last_decision_of_a_role_counts_in_the_order_of_their_record(stage):
    head = decided("hsp")
    for id_ in ("a", "c"):
        later = decided("sme", "return", at="2", id_=id_)
        assert stage(later, decided("sme"), head) == REVIEW
        assert stage(decided("sme", "return"), decided("sme", at="2", id_=id_), head) == SIGNED


def test_what_was_decided_over_another_version_says_nothing(stage):
    assert stage(decided("sme", of="other"), decided("hsp")) == REVIEW


def form_of(id_: str = "f", **more: object) -> Form:
    return Form(id=id_, subject_kind="card", subject_id="c", card_id="c", kind="F7",
                definition_id="d", **more)  # fmt: skip


def frozen(form: str = "f", at: str = "1", version: int = 1, said: str = "New.") -> SimpleNamespace:
    return SimpleNamespace(id=f"{form}-{version}", form_id=form, version=version, frozen_at=at,
                           frozen_on="2026-11-23", frozen_by="p", definition_id="d",
                           content=json_text({"values": {NEW: said}, "rows": {}}))  # fmt: skip


def signed(of: str = "f-1", *, withdrawn_on: str = "", id_: str = "s") -> SimpleNamespace:
    return SimpleNamespace(**vars(decided("sme", of=of, id_=id_)), withdrawn_on=withdrawn_on)


@pytest.fixture
def rows(monkeypatch):
    """Return the rows of these forms, versions and decisions; the lecturer alone is asked."""
    asked = SimpleNamespace(signers=(signer("sme"),))
    table = SimpleNamespace(columns=(SimpleNamespace(id="stage"),))
    definition = SimpleNamespace(fields={version_rows_module.TABLE: table})
    monkeypatch.setattr(version_rows_module, "shelf", SimpleNamespace(
        form_definition=lambda _reader, _digest: definition))  # fmt: skip
    monkeypatch.setattr(version_rows_module.asking, "asked_by", lambda *_given: asked)
    monkeypatch.setattr(version_rows_module.asking, "extra_signers", lambda _revision: ())

    def read(forms, kept=(), decisions=(), refuted=frozenset(), said=None):
        found = {Form: forms, Revision: kept, SignOff: decisions}
        reader = SimpleNamespace(
            select=lambda cls, **_by: list(found[cls]),
            find=lambda cls, _id: said if cls is FormValue else None,
        )
        knowledge = SimpleNamespace(
            reader=reader, full_name=str.upper, refuted=lambda _decisions: frozenset(refuted)
        )
        return version_rows(knowledge, SimpleNamespace(id="c"), "F7")

    return read


def stages(found) -> list[tuple[str, str]]:
    return [(row["version"], row["stage"]) for row in found]


def test_a_version_that_was_signed_says_so_with_who_froze_it_and_what_is_new(rows):
    (row, draft) = rows([form_of()], [frozen()], [signed()])
    assert row == {"round": "1", "version": "1", "stage": SIGNED, "date": "2026-11-23", "by": "P",
                   "summary": "New."}  # fmt: skip
    assert draft["stage"] == DRAFT


def test_what_was_withdrawn_or_refuted_signs_nothing(rows):
    form = form_of(revision_id="f-1")
    assert stages(rows([form], [frozen()], [signed()])) == [("1", SIGNED)]
    assert stages(rows([form], [frozen()], [signed(withdrawn_on="2026-11-24")])) == [("1", REVIEW)]
    assert stages(rows([form], [frozen()], [signed()], ["s"])) == [("1", REVIEW)]
    assert stages(rows([form], [frozen()], [signed(), signed(id_="t")], ["s"])) == [("1", SIGNED)]


def test_the_versions_of_earlier_rounds_come_in_their_order_and_are_written_no_more(rows):
    forms = [form_of("g", round=2, version=1), form_of("f", superseded=True, version=2)]
    kept = [frozen("g", "3"), frozen("f", "2", 2), frozen("f", "1")]
    found = rows(forms, kept)
    assert [(row["round"], row["version"]) for row in found] == [
        ("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")
    ]  # fmt: skip
    assert found[-1]["stage"] == DRAFT


def test_of_what_is_written_the_place_says_what_is_new(rows):
    kept = FormValue(id="v", form_id="f", path=NEW, value='"In the making."')
    (draft,) = rows([form_of()], said=kept)
    assert draft == {"round": "1", "version": "1", "stage": DRAFT, "summary": "In the making."}
    (draft,) = rows([form_of()], said=replace(kept, deleted=True))
    assert draft["summary"] is None


def test_a_form_that_is_signed_by_module_has_its_versions_by_module_and_none_written(rows):
    parts = [form_of("m", scope="M2"), form_of("k", scope="course")]
    found = rows([form_of(), *parts], [frozen("m", said="Not this."), frozen("k", "2")])
    assert [row["summary"] for row in found] == ["Module 2 / Modul 2", "New."]
    assert stages(found) == [("1", REVIEW)] * 2


def test_a_card_without_the_form_has_no_versions(rows):
    assert rows([]) == []
