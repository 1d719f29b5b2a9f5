"""Which kept PDFs carry the decisions that stand, told by their notes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from mcdesk.application.seals import (
    Sealed,
    mark_of,
    mark_of_decision,
    marks_in_reason,
    named_decisions,
    named_in,
    note_of,
    pdfs_of,
    sealed_decision,
    shown_reason,
)
from mcdesk.verifying import _ended

DIGEST = "16a6575e2610" + "0" * 52


def line(role: str, sign_off: str = "", decided: str = "") -> Any:
    return SimpleNamespace(role=role, sign_off_id=sign_off, decided=decided)


def kept(note: str) -> Any:
    return SimpleNamespace(note=note, added_at="2026-11-02T08:00:00.000Z")


def test_a_pdf_stands_for_nothing_once_a_decision_that_it_shows_does_not_stand():
    sealed = Sealed("v1", "", "dean", ("aa",), ("bb",))
    assert sealed.stands({"aa", "bb", "cc"})
    assert not sealed.stands({"aa", "cc"}), "the one that it shows as recorded was withdrawn"
    assert not sealed.stands({"bb", "cc"})


def test_of_the_pdfs_of_a_version_those_that_show_what_does_not_stand_are_left_out():
    lines = [line("sme", "first"), line("dean", "second")]
    mark = mark_of(1, DIGEST)
    whole = kept(note_of(mark, "sme", "first", None, ["second"]))
    fallen = kept(note_of(mark, "sme", "first", None, ["withdrawn"]))
    other = kept(note_of(mark_of(2, DIGEST), "sme", "first", None))
    found = pdfs_of([fallen, whole, other, kept("a note")], 1, DIGEST, "", lines)
    assert [file for file, _sealed in found] == [whole]


def test_a_seal_of_before_that_its_signer_decided_beside_is_of_another_pdf():
    """Programs of before named no decisions, and sealed a result in the PDF without it."""
    mark = mark_of(1, DIGEST)
    plain, beside = kept(f"{mark} sme"), kept(f"{mark} rev")
    lines = [line("sme", "first"), line("rev", "second", decided="{result: eligible}")]
    found = pdfs_of([plain, beside], 1, DIGEST, "", lines)
    assert [file for file, _sealed in found] == [plain]
    undecided = [line("sme", "first"), line("rev", decided="{result: eligible}")]
    assert len(pdfs_of([plain, beside], 1, DIGEST, "", undecided)) == 2


def test_a_decision_in_whose_place_another_was_made_counts_no_more():
    kept_here: Any = [SimpleNamespace(id=id_, withdrawn_on="") for id_ in ("old", "new")]
    sheet: Any = SimpleNamespace(valid=True, signatures=(line("dean", "new"),))
    told = _ended(kept_here, sheet, mark_of_decision("old"))
    assert told is not None
    assert told.code == "other_decision"
    assert _ended(kept_here, sheet, mark_of_decision("new")) is None
    sheet.valid = False
    assert _ended(kept_here, sheet, mark_of_decision("old")) is None, "its print tells"


def test_a_note_names_whom_a_seal_names_as_having_decided_since():
    mark = mark_of(1, DIGEST)
    first = named_in(note_of(mark, "sme", "one", None, ["one", "zero"]))
    second = named_in(note_of(mark, "hsp", "two", first, ["three"]))
    assert second is not None
    assert second.shown == tuple(map(mark_of_decision, ("one", "zero", "three")))
    assert second.seals == tuple(map(mark_of_decision, ("one", "two")))


def test_a_reason_ends_with_the_decision_that_is_sealed_and_those_that_are_named_besides():
    alone = f"Head: approved · {marks_in_reason('one', [])}"
    both = f"Head: approved · {marks_in_reason('one', ['two', 'three'])}"
    assert [sealed_decision(each) for each in (alone, both)] == [mark_of_decision("one")] * 2
    assert [shown_reason(each) for each in (alone, both)] == ["Head: approved"] * 2
    assert named_decisions(alone) == ()
    assert named_decisions(both) == tuple(map(mark_of_decision, ("two", "three")))
    assert named_decisions("Head: approved") == ()
    assert marks_in_reason("", ["two"]) == ""
