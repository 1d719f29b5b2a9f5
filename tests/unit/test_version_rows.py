"""How far a version came: who was asked agreed, by the last that each of them decided."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application import version_rows
from mcdesk.application.version_rows import REVIEW, SIGNED, stage_of

REVISION = SimpleNamespace(id="r", definition_id="d")


def signer(role: str, *, optional: bool = False) -> SimpleNamespace:
    return SimpleNamespace(role=role, optional=optional)


def decided(role: str, decision: str = "approve", at: str = "1", of: str = "r", id_: str = "b"):
    return SimpleNamespace(role=role, decision=decision, recorded_at=at, id=id_, revision_id=of)


@pytest.fixture
def stage(monkeypatch):
    """Return how far a version came over which this was decided; the Head was asked besides."""
    asked = SimpleNamespace(signers=(signer("sme"), signer("ctl", optional=True)))
    monkeypatch.setattr(version_rows.shelf, "form_definition", lambda _reader, _digest: None)
    monkeypatch.setattr(version_rows.asking, "asked_by", lambda *_given: asked)
    monkeypatch.setattr(version_rows.asking, "extra_signers", lambda _revision: (signer("hsp"),))
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
