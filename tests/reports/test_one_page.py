"""A page that is drawn alone says what it says among the others."""

from __future__ import annotations

from mcdesk.reports.one_page import print_page
from mcdesk.signing.texts import page_texts


def test_each_page_alone_is_that_of_the_whole_print(kit):
    sheet = kit.sheet("frozen", kit.form("F2"))
    said = page_texts(kit.printed(sheet))
    assert len(said) > 2
    for number, words in enumerate(said, start=1):
        page, of = print_page(sheet, number)
        assert (page_texts(page), of) == ([words], len(said))
    assert print_page(sheet, len(said) + 1) == (b"", len(said))
