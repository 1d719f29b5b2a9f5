"""The guide (F1) on paper: every chapter with its text, and the numbers that bind."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.procedure.content import Content
from tests.reports.conftest import form


def pages_of(kit, kind: str, **more):
    return PdfReader(BytesIO(kit.printed(kit.sheet(kind, form("F1"), **more)))).pages


@pytest.mark.parametrize("kind", ["draft", "blank"])
def test_every_chapter_of_the_guide_is_printed_with_its_text(kit, kind):
    told = "".join("".join(page.extract_text() for page in pages_of(kit, kind)).split())
    for section in form("F1").sections:
        assert "".join(section.title.en.split()) in told
        first = section.help.id.removeprefix("- ").splitlines()[0]
        assert "".join(first.split())[:60] in told


def test_chapters_flow_from_page_to_page(kit):
    lengths = [len(page.extract_text()) for page in pages_of(kit, "draft")[:-1]]
    assert min(lengths) > max(lengths) / 3


def test_an_edition_to_be_read_is_no_blank_form_and_shows_its_numbers(kit):
    computed = Content({"hours_per_sks": 47})
    pages = pages_of(kit, "blank", computed=computed)
    told = "\n".join(page.extract_text() for page in pages)
    assert "Edition 2026.1" in told
    assert "47" in told
    assert "by pen" not in told
    assert "blank form" not in told


def test_the_entries_of_a_list_stand_below_one_another(kit):
    lines = "\n".join(page.extract_text() for page in pages_of(kit, "blank")).splitlines()
    assert any(line.lstrip("• ").startswith("C3 apply: apply, use, calculate") for line in lines)


def test_a_chapter_that_does_not_fit_breaks_between_its_paragraphs(kit):
    texts = [" ".join(page.extract_text().split()) for page in pages_of(kit, "blank")]
    broken = []
    for section in form("F1").sections:
        lines = section.help.en.strip().split("\n") if section.help else [""]
        first, last = ("".join(line.lstrip("- "))[:24] for line in (lines[0], lines[-1]))
        begin = next(n for n, text in enumerate(texts) if first in text)
        broken.append(last not in texts[begin])
    assert any(broken)
    assert not all(broken)
