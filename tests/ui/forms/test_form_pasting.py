"""Blocks of cells to and from spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ui.forms.pasting import (
    Block,
    cut_to_fit,
    fit,
    read_block,
    read_html,
    repeated,
    write_block,
)

CELL = st.text(st.sampled_from('ab "\t\n,é'), max_size=6).map(lambda t: t.replace("\r", ""))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\nc\td\n", (("a", "b"), ("c", "d"))),
        ("a\tb\r\nc", (("a", "b"), ("c", ""))),
        ('"two\nlines"\tb', (("two\nlines", "b"),)),
        ('say "hi"\tb', (('say "hi"', "b"),)),
        ('5" pipe', (('5" pipe',),)),
        ('"a ""quoted"" word"\tb', (('a "quoted" word', "b"),)),
        ("", ()),
        ("\n", ()),
        ("one", (("one",),)),
    ],
)
def test_reading(text: str, block: object) -> None:
    assert read_block(text) == block


@pytest.mark.parametrize(
    ("page", "block"),
    [
        (
            "<html><style>td {x}</style><table><tr><th>A</th><th>B</th></tr>"
            "<tr><td> 1 <b>one</b>\n two</td><td>x<br>y</td></tr></table>after</html>",
            (("A", "B"), ("1 one two", "x\ny")),
        ),
        ("<table><tr><td colspan=2>A<td>B<tr><td>C</table>", (("A", "", "B"), ("C", "", ""))),
        ("<table><tr><td>A<table><tr><td>in</td></tr></table></td></tr></table>", (("A\nin",),)),
        (
            "<table><tr><td><p>12</p>14</td><td><div>12</div>14</td></tr></table>",
            (("12\n14", "12\n14"),),
        ),
        (
            "<table><tr><td><h3>a</h3><h3>b</h3></td><td><table><tr><td>12</td><td>14</td></tr>"
            "</table></td></tr></table>",
            (("a\nb", "12\n14"),),
        ),
        (
            "<table><tr><td>a<blockquote>b</blockquote>c</td>"
            "<td><dl><dt>a<dd>b</dl><pre>c</pre>d<hr>e</td></tr></table>",
            (("a\nb\nc", "a\nb\nc\nd\ne"),),
        ),
        ("<table><tr><td>A</td></tr></table><table><tr><td>B</td></tr></table>", (("A",),)),
        ("<table><tr><td colspan='x'>&amp;&nbsp;A", (("& A",),)),
        (
            "<table><tr><td rowspan=2>M1</td><td>LO1</td><td rowspan=2>10</td></tr>"
            "<tr><td>LO2</td></tr><tr><td>M2</td><td>LO3</td><td>20</td></tr></table>",
            (("M1", "LO1", "10"), ("", "LO2", ""), ("M2", "LO3", "20")),
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>M1</td><td>a</td></tr><tr><td>b</td></tr></table>",
            (("M1", "", "a"), ("", "", "b")),
        ),
        (
            "<table><tr><td>\n<p>One</p>\n<p>Two</p></td><td><ul><li>x</li><li>y</li></ul></table>",
            (("One\nTwo", "x\ny"),),
        ),
        ("<p>no table</p>", ()),
        ("", ()),
    ],
)
def test_reading_the_table_of_a_page(page: str, block: object) -> None:
    assert read_html(page) == block


@pytest.mark.parametrize("words", ["=SUM(A1)", "+A1", "-A1", "@x", "- a list", "'=typed so"])
def test_what_is_copied_out_is_calculated_by_no_spreadsheet_and_comes_back_as_it_was(words):
    """reliability.md, 39: formulas in what leaves the program."""
    told = write_block([[words, "b"]])
    assert told.startswith("'"), told
    assert read_block(told) == ((words, "b"),)
    assert write_block([["-5", "-"]]) == "-5\t-"


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_is_written_can_be_read(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [[*row, *["x"] * (width - len(row))] for row in rows]
    rows[-1][-1] = rows[-1][-1].strip() or "end"
    rows[0][0] = rows[0][0].strip() or "start"
    assert read_block(write_block(rows)) == tuple(tuple(row) for row in rows)


def test_a_block_that_fits() -> None:
    found = fit((("1", "2"), ("3", "4")), 1, width=3)
    assert found.is_whole
    assert found.columns == (1, 2)


@pytest.mark.parametrize(
    ("block", "rows", "columns", "found"),
    [((("a",),), 3, 1, (("a",),) * 3),
     ((("a",), ("b",)), 4, 1, (("a",), ("b",), ("a",), ("b",))),
     ((("a", "b"),), 1, 4, (("a", "b", "a", "b"),)),
     ((("a",), ("b",)), 3, 1, (("a",), ("b",))),
     ((("a", "b"),), 2, 1, (("a", "b"),)),
     ((("a",), ("b",)), 1, 1, (("a",), ("b",)))],
)  # fmt: skip
def test_a_block_fills_what_is_marked_only_as_a_whole(
    block: Block, rows: int, columns: int, found: Block
) -> None:
    assert repeated(block, rows, columns) == found


def test_what_does_not_fit_is_told_and_can_be_cut() -> None:
    block = (("1", "2", "3"), ("4", "5", "6"))
    found = fit(block, 1, width=3, closed=(1,), room=1)
    assert (found.extra, found.closed, found.too_many_rows) == (1, (1,), 1)
    assert not found.is_whole
    part = cut_to_fit(found)
    assert (part.block, part.columns) == ((("2",),), (2,))


def test_computed_columns_are_passed_over() -> None:
    assert fit((("1", "2"),), 0, width=2, closed=(1,), passed=(1,)).is_whole


def test_no_room_at_all() -> None:
    part = cut_to_fit(fit((("1",),), 0, width=1, room=0))
    assert part.block == ()
