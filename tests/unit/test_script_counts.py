"""Scripts are told one page and two pages, not one pages."""

from __future__ import annotations

from pathlib import Path

from mcdesk.script import counts


def test_one_is_told_as_one():
    assert counts.wrote(Path("a.pdf"), 1) == "wrote a.pdf, 1 page"
    assert counts.wrote(Path("a.pdf"), 2, "1 form") == "wrote a.pdf, 2 pages, 1 form"
    assert [counts.events(n) for n in (1, 2)] == ["1 event", "2 events"]
    assert [counts.cards(n) for n in (1, 0)] == ["1 micro-credential", "0 micro-credentials"]
    assert counts.need_a_look(1) == "1 needs a look: mcdesk attention"
    assert counts.need_a_look(3) == "3 need a look: mcdesk attention"
