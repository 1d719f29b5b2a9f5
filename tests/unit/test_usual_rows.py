"""Usual rows that are missing come to stand each at its place among those that are there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.procedure.content import Row
from mcdesk.procedure.identity import is_rank, ranks
from mcdesk.procedure.usual_rows import among

USUAL = [Row(f"u{n}", rank, {"title": str(n)}) for n, rank in enumerate(ranks(9))]
OWN = ("own 1", "own 2")


@st.composite
def tables(draw) -> list[Row]:
    """Rows that stand in a table, in any order: usual ones, and some of one's own."""
    names = st.sampled_from([*(row.id for row in USUAL), *OWN])
    found = draw(st.lists(names, unique=True))
    return [Row(name, rank, {}) for name, rank in zip(found, ranks(len(found)), strict=True)]


def filled(standing: list[Row]) -> list[str]:
    """Return the ids of a table's rows, in their order, once it is filled in."""
    rows = [*standing, *among(USUAL, standing)]
    assert len({row.rank for row in rows}) == len(rows)
    assert all(is_rank(row.rank) for row in rows)
    return [row.id for row in sorted(rows, key=lambda row: row.rank)]


@given(tables())
def test_none_is_put_in_twice_and_none_that_stands_moves(standing):
    now = filled(standing)
    assert sorted(now) == sorted({row.id for row in (*USUAL, *standing)})
    known = {row.id for row in standing}
    assert [id_ for id_ in now if id_ in known] == [row.id for row in standing]


@given(st.sets(st.integers(0, len(USUAL) - 1), min_size=1))
def test_where_those_that_stand_are_in_their_order_all_are_so_afterwards(some):
    standing = [USUAL[n] for n in sorted(some)]
    assert filled(standing) == [row.id for row in USUAL]


def test_an_empty_table_begins_as_it_is_opened_and_own_rows_stay_first():
    assert list(among(USUAL, [])) == USUAL
    own = [Row(OWN[0], "V", {})]
    assert filled(own) == [OWN[0], *(row.id for row in USUAL)]
