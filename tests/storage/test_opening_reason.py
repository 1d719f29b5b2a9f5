"""Who opens a form whose sign-offs stand says why, whichever face asks."""

from __future__ import annotations

import pytest

from mcdesk.application.handlers import freezing
from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from tests.asking import code_of, line_of
from tests.storage.conftest import run_sql
from tests.storage.signing import sign
from tests.walk import Walker

OPEN = do.ChangeForm(form="MC-1/F2")


def test_where_sign_offs_would_fall_a_reason_is_asked(app, proposal):
    Walker(proposal).sign("F2", "sme")
    assert code_of(proposal, OPEN) == "reason"
    assert code_of(proposal, do.ChangeForm(form="MC-1/F2", reason=" ")) == "reason"
    proposal.execute(do.ChangeForm(form="MC-1/F2", reason="The hours are wrong."))
    assert line_of(proposal, "F2").is_open
    assert app.check(proposal.store.path) == ()


@pytest.mark.parametrize("decision", ["", "return"])
def test_where_none_stands_or_it_was_sent_back_none_is_asked(proposal, decision):
    if decision:
        proposal.execute(sign(proposal, "F2", "hsp", decision, note="The hours."))
    proposal.execute(OPEN)
    assert line_of(proposal, "F2").is_open


def test_what_was_opened_before_this_was_asked_stays_open(app, proposal, monkeypatch):
    Walker(proposal).sign("F2", "sme")
    with monkeypatch.context() as patch:
        patch.setattr(freezing, "_falls", lambda _state: False)
        proposal.execute(OPEN)
    assert line_of(proposal, "F2").is_open
    assert app.check(proposal.store.path) == ()


def test_where_a_signature_is_refuted_none_falls_and_none_is_asked(proposal, monkeypatch):
    Walker(proposal).sign("F2", "sme")
    monkeypatch.setattr(Knowledge, "refuted", lambda _self, found: {each.id for each in found})
    proposal.execute(OPEN)
    assert line_of(proposal, "F2").is_open


@pytest.mark.meddles
def test_where_the_text_was_altered_nothing_stands_and_none_is_asked(proposal):
    Walker(proposal).sign("F2", "sme")
    run_sql(proposal.store.path, "update form_value set value = '\"Other\"' where path = 'p47'",
            free=True)  # fmt: skip
    proposal.store.engine.dispose()
    assert line_of(proposal, "F2").status == "void"
    proposal.execute(OPEN)
    assert line_of(proposal, "F2").is_open
