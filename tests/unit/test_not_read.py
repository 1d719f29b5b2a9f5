"""What somebody wrote to a hub without the program spoils no card for others."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from mcdesk.application.asking import extra_signers
from mcdesk.application.journal import Event
from mcdesk.application.settled import given_up
from mcdesk.application.taken import who_did
from mcdesk.procedure.records import Revision


def event(**changes: Any) -> Event:
    given = {"id": "e", "kind": "K", "by": "p", "at": "2026-11-23T09:00:00+00:00"}
    rest = {"today": "2026-11-23", "group": "g", "command": {}, "note": {}, "effects": ()}
    return Event(**{**given, **rest, **changes})


@pytest.mark.parametrize(
    "entry",
    ["x", 5, {}, None, {"role": 5}, {"role": "dean", "step": []}, {"role": "dean", "act": 5}],
)
def test_who_is_no_signer_is_passed_over(entry: object) -> None:
    kept = json.dumps([entry, {"role": "head", "step": 2, "act": "Reads"}])
    revision = Revision(
        id="r", form_id="f", card_id="c", version=1, digest="d", definition_id="F2", content="{}",
        signers=kept,
    )  # fmt: skip
    assert [(each.role, each.step) for each in extra_signers(revision)] == [("head", 2)]


@pytest.mark.parametrize("body", ["x", "{}", "[]", "null", '{"id": 1}', "5"])
def test_a_settlement_of_what_cannot_be_read_tells_of_no_change(body: str) -> None:
    shown: Any = SimpleNamespace(changes=lambda _effect: ())
    assert list(given_up(shown, event(command={"body": body}))) == []


@pytest.mark.parametrize(
    "note",
    [
        {"brought_by": "x"},
        {"brought_by": "x", "brought_at": 5},
        {"brought_by": "x", "brought_at": "no day, and no moment"},
    ],
)
def test_a_note_that_does_not_tell_when_names_the_author_alone(note: dict[str, Any]) -> None:
    knowledge: Any = SimpleNamespace(name=lambda person: f"Name of {person}")
    assert who_did(knowledge, event(note=note)) == "Name of p"
