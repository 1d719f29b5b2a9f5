"""What an assessor says may come by a packet, which somebody takes in who may record."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application import assessing
from mcdesk.procedure.sheets import ASSESSOR

CARD = SimpleNamespace(code="MC-1")


@pytest.fixture
def judged(monkeypatch):
    """Return whether somebody may fill in a sheet; "rev" and "other" assess, "id" may record."""

    def has_role(_knowledge, _procedure, actor, roles, _card) -> bool:
        return ASSESSOR in roles and actor.person_id in ("rev", "other")

    def why_no_right(_knowledge, _procedure, actor, right, _card):
        return None if (actor.person_id, right) == ("id", "record") else "no"

    monkeypatch.setattr(assessing, "has_role", has_role)
    monkeypatch.setattr(assessing, "why_no_right", why_no_right)
    monkeypatch.setattr(assessing, "ids_of", lambda _reader, person: (person,))
    role = SimpleNamespace(role=lambda _id: SimpleNamespace(label="Reviewer"))
    monkeypatch.setattr(assessing, "procedure_of_today", lambda _knowledge: role)

    def actor(person: str) -> SimpleNamespace:
        return SimpleNamespace(person_id=person, name=person)

    knowledge = SimpleNamespace(reader=None, actor=actor, name=str)

    def may(who: str, made_by: str = "", named: str = "rev") -> bool:
        return assessing.why_not_assess(knowledge, actor(who), CARD, named, made_by) is None

    return may


def test_a_packet_of_the_assessor_is_taken_in_by_who_may_record(judged):
    assert judged("id", made_by="rev")
    assert judged("id", made_by="rev", named="")


def test_nobody_else_brings_what_an_assessor_says(judged):
    assert not judged("sme", made_by="rev")
    assert not judged("id")


def test_a_packet_of_another_is_no_assessor_s(judged):
    assert not judged("id", made_by="other")
    assert not judged("id", made_by="sme")
    assert judged("rev", made_by="sme"), "who assesses writes in the own sheet"
