"""The verbs that make papers out of the workspace: what they write, and their exit codes."""

from __future__ import annotations

from pypdf import PdfReader

from tests.end2end.conftest import REFUSED, TROUBLE, USAGE


def test_a_binder_is_printed(script, tmp_path):
    out = tmp_path / "binder.pdf"
    told = script("binder", "MC-1", "-o", out)
    pages = len(PdfReader(out).pages)
    assert told == f"wrote {out}, {pages} pages\n"
    assert "Evidence binder" in PdfReader(out).pages[0].extract_text()


def test_a_binder_says_what_is_wrong(script, tmp_path):
    script("binder", "MC-9", "-o", tmp_path / "b.pdf", code=REFUSED)
    assert "MC-9" in script.err
    (tmp_path / "file").write_text("in the way")
    script("binder", "MC-1", "-o", tmp_path / "file" / "b.pdf", code=TROUBLE)
    assert "could not be written" in script.err
    script("binder", "MC-1", code=USAGE)
