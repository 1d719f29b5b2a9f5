"""A whole form on one paper whose parts are signed one by one (docs/decisions/0017)."""

from __future__ import annotations

from mcdesk.application.views import PartSheet
from mcdesk.procedure.stage import Label

MODULE = Label("module 1 Terms", "modul 1 Istilah")
SECOND = Label("module 2 Clauses", "modul 2 Klausul")
REVISION = {"version": 2, "number": "F7-007", "digest": "ab" * 32,
            "frozen_at": "2026-11-20T03:00:00.000000Z"}  # fmt: skip


def text_of(kit, *parts: PartSheet) -> list[str]:
    return kit.pages(kit.printed(kit.sheet("draft", parts=parts, signatures=())))


def signers(kit):
    return kit.signed("id"), kit.signature("sme")


def test_each_part_stands_with_its_version_and_its_own_signatures(kit):
    first = PartSheet(MODULE, stands=True, **REVISION, signatures=signers(kit))
    *_before, last = text_of(kit, first)
    whole = " ".join(" ".join(text_of(kit, first)).split())
    assert "frozen; signed: 1 of 2" in whole
    assert "Version / Versi 2" in whole
    assert "F7-007" in whole
    assert "abab abab abab" in whole
    assert "signed in MC Desk" in last
    assert last.count("not signed yet") == 1
    assert "Place, date" not in last
    assert "DRAFT" not in whole


def test_with_a_part_that_is_still_written_it_is_a_draft(kit):
    first = PartSheet(MODULE, stands=True, **REVISION, signatures=signers(kit)[:1])
    texts = text_of(kit, first, PartSheet(SECOND, stands=False))
    whole = " ".join(" ".join(texts).split())
    assert all("DRAFT / DRAF" in text for text in texts)
    assert "signed by all (1 of 1)" in whole
    assert "draft, not frozen for signature yet" in whole
    assert "Module 2 Clauses" in whole


def test_what_changed_since_it_was_signed_says_that_its_signatures_no_longer_count(kit):
    line = kit.signed("id", state="void")
    changed = PartSheet(SECOND, stands=False, **REVISION, signatures=(line,))
    *_before, last = text_of(kit, changed)
    assert "changed since version 2, whose signatures no longer count" in " ".join(last.split())
    assert "no longer valid" in last
