"""The guide (F1) on paper: every chapter with its text, and the numbers that bind."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from tests.reports.conftest import form


def test_every_chapter_of_the_guide_is_printed_with_its_text(kit):
    pages = PdfReader(BytesIO(kit.printed(kit.sheet("draft", form("F1"))))).pages
    told = "".join("".join(page.extract_text() for page in pages).split())
    for section in form("F1").sections:
        assert "".join(section.title.en.split()) in told
        assert "".join(section.help.id.split())[:60] in told


def test_chapters_flow_from_page_to_page(kit):
    pages = PdfReader(BytesIO(kit.printed(kit.sheet("draft", form("F1"))))).pages
    lengths = [len(page.extract_text()) for page in pages[:-1]]
    assert min(lengths) > max(lengths) / 3
