"""What was decided outside the program has something that shows it, or its scan is owed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.handlers import signing
from mcdesk.procedure import commands as do
from tests.asking import code_of, line_of, refusal
from tests.walk import PEOPLE

PAPER = do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"], medium="paper")


@pytest.mark.parametrize(("medium", "decision"), [
    *((medium, "approve") for medium in ("paper", "pdf", "letter", "minutes")),
    ("paper", "return"),
])  # fmt: skip
def test_a_decision_outside_the_program_needs_its_scan_or_says_that_it_is_owed(
    proposal, medium, decision
):
    said = {"medium": medium, "decision": decision, "note": "n"}
    role = "hsp" if decision == "return" else "sme"
    bare = do.SignForm(form="MC-1/F2", role=role, person=PEOPLE[role], **said)
    assert code_of(proposal, bare) == "not_shown"
    owed = proposal.board().tiles[0].scans_owed
    proposal.execute(replace(bare, scan_owed=True))
    assert proposal.board().tiles[0].scans_owed == owed + 1


def test_a_file_shows_it(proposal, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF signed")
    digest, size = proposal.store_file(scan)
    attach = do.AttachFile(card="MC-1", form="MC-1/F2", name="s", size=size, digest=digest, id="s")
    proposal.execute(attach)
    owed = proposal.board().tiles[0].scans_owed
    shown = do.SignForm(
        form="MC-1/F2", role="sme", person=PEOPLE["sme"], medium="paper", evidence="s"
    )
    proposal.execute(shown)
    assert proposal.board().tiles[0].scans_owed == owed


def test_what_has_its_scan_owes_none(proposal, tmp_path, monkeypatch):
    """Which of the two is meant nobody can tell from one that says both (decisions.md, 15)."""
    proposal.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="s", size=0, digest="",
                                   link="https://drive.example/s.pdf", id="s"))  # fmt: skip
    both = replace(PAPER, evidence="s", scan_owed=True)
    assert "one of the two" in refusal(proposal, both).findings[0].sentence()
    assert code_of(proposal, both) == "shown_and_owed"
    owed = proposal.board().tiles[0].scans_owed
    monkeypatch.setattr(signing, "must_be_shown", lambda *_given: None)
    proposal.execute(both)
    assert proposal.board().tiles[0].scans_owed == owed, "as of before: the scan is there"


def test_what_was_recorded_before_this_was_asked_stays(app, proposal, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(signing, "must_be_shown", lambda *_given: None)
        proposal.execute(PAPER)
    assert app.check(proposal.store.path) == ()
    (sme,) = [s for s in proposal.form(line_of(proposal, "F2").form_id).signatures
              if s.role == "sme"]  # fmt: skip
    assert sme.state == "done"
