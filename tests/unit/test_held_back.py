"""Which scans and budgets come to a person: their own do, under whichever entry they added them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application import held_files
from mcdesk.application.held_files import SETTING, held_back
from mcdesk.procedure.records import StoredFile


def file(digest: str, purpose: str, by: str, link: str = "") -> SimpleNamespace:
    return SimpleNamespace(digest=digest, purpose=purpose, added_by=by, link=link)


FILES = [
    file("theirs", "scan", "q"),
    file("mine", "scan", "p"),
    file("older", "budget", "p-of-old"),
    file("plain", "other", "q"),
    file("far", "scan", "q", link="S:/far"),
]


@pytest.fixture
def knowledge(monkeypatch):
    """Two entries of the directory, `p` and `p-of-old`, are one person."""
    procedure = SimpleNamespace(rights={"record": ("ctl",)})
    monkeypatch.setattr(held_files, "procedure_of_today", lambda _knowledge: procedure)
    return SimpleNamespace(
        stored_settings={SETTING: True}, same=lambda person: person.removesuffix("-of-old"),
        reader=SimpleNamespace(select=lambda kind: FILES if kind is StoredFile else ()),
        actor=lambda person: SimpleNamespace(roles={"ctl"} if person == "ctl" else {"sme"}),
    )  # fmt: skip


@pytest.mark.parametrize("person", ["p", "p-of-old"])
def test_what_somebody_added_comes_under_either_entry(knowledge, person):
    assert held_back(knowledge, person) == {"theirs"}


def test_others_wait_until_they_open_them_and_who_records_has_all(knowledge):
    assert held_back(knowledge, "r") == {"theirs", "mine", "older"}
    assert held_back(knowledge, "ctl") == frozenset()
    knowledge.stored_settings = {}
    assert held_back(knowledge, "r") == frozenset()
