from __future__ import annotations

import pytest

from mcdesk.reports.block import Cell, Gap, Row, Solid, Space
from mcdesk.reports.composed import compose
from mcdesk.reports.flow import Entry, Page, paginate

BODY = Page(is_wide=False, first=False).end - Page(is_wide=False, first=False).begin


def solid(height):
    return Solid(height, lambda _pen, _left, _top: None)


def tall(height, count):
    cell = Cell(0, 100, tuple(Gap(height / count) for _ in range(count)))
    return Row((cell,), 100, above=0, below=0)


def heights(pages):
    return [[round(placed.block.height) for placed in page.blocks] for page in pages]


def test_blocks_that_belong_together_move_together():
    pages = paginate([Entry(solid(600)), Entry(solid(40), keep=True), Entry(solid(200))])
    assert heights(pages) == [[600], [40, 200]]


def test_heads_come_again_where_a_page_begins():
    head = solid(20)
    rows = [Entry(solid(300), heads=(head,)) for _ in range(5)]
    pages = paginate([Entry(head, keep=True), *rows])
    assert heights(pages) == [[20, 300, 300], [20, 300, 300], [20, 300]]


def test_a_row_longer_than_a_page_breaks_between_its_lines_and_loses_none():
    pages = paginate([Entry(solid(100)), Entry(tall(3000, 300), heads=(solid(20),))])
    found = [placed.block for page in pages for placed in page.blocks]
    lines = sum(len(block.cells[0].lines) for block in found if isinstance(block, Row))
    assert lines == 300
    for page in pages:
        last = page.blocks[-1]
        assert last.top + last.block.height <= page.end + 0.1


def test_a_short_row_is_not_broken():
    pages = paginate([Entry(solid(650)), Entry(tall(200, 20))])
    assert heights(pages) == [[650], [200]]


def test_a_row_is_broken_that_would_leave_much_of_a_page_empty():
    body = Page(is_wide=False, first=True).end - Page(is_wide=False, first=True).begin
    for high, upper in ((240, 156), (200, 156), (170, 130)):
        pages = paginate([Entry(solid(body - 160)), Entry(tall(high, high // 10))])
        assert heights(pages)[0][1] == pytest.approx(upper, abs=6)
        assert heights(pages)[1][0] >= 40, "no line comes over alone"
    kept = paginate([Entry(solid(body - 100)), Entry(tall(190, 19))])
    assert heights(kept)[1] == [190]


def test_a_solid_block_that_fits_no_page_does_not_hang():
    assert len(paginate([Entry(solid(100)), Entry(solid(5000), heads=(solid(20),))])) == 2


def test_a_gap_falls_away_at_the_top_of_a_page():
    pages = paginate([Entry(solid(700)), Entry(Space(40), keep=True), Entry(solid(100))])
    assert heights(pages) == [[700], [100]]


def test_a_page_is_turned_where_a_table_is_wide():
    pages = paginate([Entry(solid(50)), Entry(solid(50), wide=True), Entry(solid(50))])
    assert [page.is_wide for page in pages] == [False, True, False]
    assert pages[1].size[0] > pages[1].size[1]


def test_a_group_taller_than_a_page_begins_on_a_page_of_its_own():
    rows = [Entry(solid(200), keep=True, whole=True) for _ in range(6)]
    pages = paginate([Entry(solid(300)), Entry(solid(30), keep=True), *rows, Entry(solid(10))])
    assert heights(pages)[1][:2] == [30, 200]
    assert BODY > 700


def test_a_short_form_with_a_wide_table_is_not_turned_twice(kit):
    made = kit.sheet("frozen", kit.form("F4"), rows=2)
    sizes = {page.size for page in compose(made).pages}
    assert len(sizes) == 1
