"""Ids from natural keys, and ranks that always leave room."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.procedure.identity import (
    NAMESPACE,
    form_id,
    is_rank,
    natural_id,
    new_id,
    place_in,
    rank_between,
    ranks,
    value_id,
)

QUICK = settings(max_examples=40, deadline=None)


def test_a_natural_key_always_gives_the_same_id():
    assert natural_id("team", "c", "sme") == natural_id("team", "c", "sme")
    assert natural_id("team", "c", "sme") != natural_id("team", "csme")
    assert natural_id("a", "bc") != natural_id("ab", "c")
    assert uuid.UUID(natural_id("x")).version == 5
    assert form_id("card", "c", "F2") == "3f675fe9-66e0-5a33-8057-4e5547505dba"
    assert form_id("card", "c", "F2") != form_id("card", "c", "F2", round_=2)
    assert value_id("f", "p1") != value_id("f", "p2")


def test_new_ids_are_random():
    assert len({new_id() for _ in range(50)}) == 50


@QUICK
@given(st.lists(st.integers(0, 200), min_size=1, max_size=60))
def test_wherever_something_is_put_the_order_holds(places):
    order: list[str] = []
    for place in places:
        index = place % (len(order) + 1)
        rank = place_in(order, index)
        order.insert(index, rank)
    assert order == sorted(set(order))
    assert all(not rank.endswith("0") for rank in order)


@QUICK
@given(st.lists(st.sampled_from(["!!é", "", "0", "V", "V0", "V1", "zz", "a b", "~", "z" * 5000])),
       st.integers(0, 9))  # fmt: skip
def test_beside_a_rank_that_cannot_be_read_there_is_a_place_too(order, index):
    """A hub in a file takes any; what is put somewhere goes by those that can be read."""
    order.sort(key=str.encode)
    before, after = (list(filter(is_rank, part)) for part in (order[:index], order[index:]))
    rank = place_in(order, index)
    assert is_rank(rank)
    assert all(each < rank for each in before)
    assert all(rank < each or each in before for each in after)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100])
def test_many_ranks_are_in_order_between_two(count):
    for before, after in (("", ""), ("A", ""), ("", "A"), ("A", "B"), ("A", "A1"), ("z", "")):
        found = ranks(count, before, after)
        assert len(found) == count
        assert list(found) == sorted(set(found))
        assert all(before < rank and (not after or rank < after) for rank in found)


def test_always_at_the_end_the_ranks_stay_short():
    rank = ""
    for _ in range(200):
        rank = rank_between(rank, "")
    assert len(rank) < 45
    assert max(map(len, ranks(1000))) <= 4


@pytest.mark.parametrize(("before", "after"), [("B", "A"), ("A", "A")])
def test_there_is_no_rank_between_what_is_not_in_order(before, after):
    with pytest.raises(ValueError, match="no rank between"):
        rank_between(before, after)


@QUICK
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_a_natural_id_is_the_uuid5_of_its_key(key):
    assert natural_id(*key) == str(uuid.uuid5(NAMESPACE, "\x1f".join(key)))
