"""What holds for every merge of texts and of rows, whoever moved, changed, added or took out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.application.merge import Merged, merge, merge_text, settle_text
from mcdesk.application.row_order import TOP, RowOrder
from mcdesk.application.sentences import sentences

QUICK = settings(max_examples=120, deadline=None)
WORDS = ("Law", "Trade", "Work", "Youth", "Water", "Light")
LONG = tuple(f"{word} is said about number {n}" for n, word in enumerate(WORDS))
SHORT = tuple("ABCDEF")
SAME = "Both say this"
"""A sentence that either side may add; what both added once stands once."""


@st.composite
def edited(draw, base, side):
    """Return a text's sentences after some taking out, moving, changing and adding."""
    text = list(base)
    for number, act in enumerate(draw(st.lists(st.sampled_from(
            ["out", "move", "move", "change", "other", "add", "same"]), max_size=3))):  # fmt: skip
        at = draw(st.integers(0, max(len(text) - 1, 0)))
        if act == "same":
            text[at:at] = [] if SAME in text else [SAME]
        elif act == "add" or not text:
            text.insert(at, f"New {side}{number}")
        elif act == "change":
            text[at] += f" {side}"
        elif act == "other":
            text[at] = f"Quite {side}{number}"
        else:
            gone = text.pop(at)
            if act == "move":
                text.insert(draw(st.integers(0, len(text))), gone)
    return text


@st.composite
def three(draw):
    """Return sentences of a base, of mine and of theirs, and what stands behind and between."""
    base = draw(st.sampled_from([LONG, SHORT]))[: draw(st.integers(1, 5))]
    mark = draw(st.sampled_from([("", ". "), ("- ", "\n")]))
    return list(base), draw(edited(base, "m")), draw(edited(base, "t")), mark


def written(parts, mark):
    return "".join(f"{mark[0]}{part}{mark[1]}" for part in parts).strip()


def read(text, mark):
    return [part.strip().removeprefix(mark[0]).removesuffix(".") for part in sentences(text)]


def results(base, mine, theirs, mark):
    """Return the merged text and what a person gets who keeps mine or both."""
    texts = [written(parts, mark) for parts in (base, mine, theirs)]
    found = {"": merge_text(*texts), **{how: settle_text(*texts, how) for how in ("mine", "both")}}
    return {how: read(text, mark) for how, text in found.items() if text is not None}


@QUICK
@given(three())
def test_a_merge_is_the_same_from_both_sides(texts):
    *parts, mark = texts
    base, mine, theirs = (written(each, mark) for each in parts)
    merged = merge_text(base, mine, theirs)
    assert merged == merge_text(base, theirs, mine)
    assert merge_text(base, base, theirs) == theirs
    assert merge_text(base, mine, base) == mine
    if merged is not None:
        assert {settle_text(base, mine, theirs, how) for how in ("mine", "both")} == {merged}


@QUICK
@given(three())
def test_no_sentence_is_made_up_or_stands_twice(texts):
    base, mine, theirs, _mark = texts
    for how, found in results(*texts).items():
        for part, count in Counter(found).items():
            assert count <= max(each.count(part) for each in (base, mine, theirs)), (how, part)
        told = Counter(re.findall(r"number \d", "\n".join(found)))
        assert how == "both" or all(count == 1 for count in told.values()), (how, found)


@QUICK
@given(three())
def test_what_one_took_out_is_out_and_nothing_else_is(texts):
    base, mine, theirs, _mark = texts
    for how, found in results(*texts).items():
        for part in base:
            if part in mine and part in theirs:
                assert part in found, (how, part)
            elif how == "" or (how == "mine" and part not in mine):
                assert part not in found, (how, part)
        assert not {*mine} - {*base} - {*found}, how
        assert how == "mine" or not {*theirs} - {*base} - {*found}, how


@QUICK
@given(three())
def test_no_move_is_undone_without_asking(texts):
    base, mine, theirs, _mark = texts
    merged = results(*texts).get("", [])
    everywhere = [part for part in base if part in mine and part in theirs and part in merged]
    for one, other in combinations(everywhere, 2):
        before, own, others, now = (each.index(one) < each.index(other)
                                    for each in (base, mine, theirs, merged))  # fmt: skip
        assert now == (own if own != before else others), (one, other)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("A. B.", "B. A.", "A.", "A."),
        ("A. B.", "B. A.", "B.", "B."),
        ("A. B. C.", "C. A. B.", "A. B.", "A. B."),
        ("A. B. C.", "B. C1. A.", "A. C.", "C1. A."),
        ("- a\n- b\n- c", "- c\n- a\n- b", "- a\n- b", "- a\n- b"),
    ],
)
def test_what_one_moved_and_the_other_took_out_is_out(base, mine, theirs, merged):
    for one, other in ((mine, theirs), (theirs, mine)):
        assert merge_text(base, one, other) == merged
        assert {settle_text(base, one, other, how) for how in ("mine", "both")} == {merged}


def test_mine_holds_over_a_sentence_that_they_moved_and_changed():
    base = "We begin in May. The law of trade is taught today."
    mine = "The law of trade is taught tomorrow."
    theirs = "The law of trade is taught now. We begin in May."
    assert merge_text(base, mine, theirs) is None
    assert settle_text(base, mine, theirs, "mine") == mine
    both = "The law of trade is taught now. The law of trade is taught tomorrow."
    assert settle_text(base, mine, theirs, "both") == both


def test_what_was_moved_and_changed_by_one_and_taken_out_by_the_other_is_a_collision():
    base = "We begin in May. The law of trade is taught today. Nobody is late."
    mine = "The law of trade is taught tomorrow. We begin in May. Nobody is late."
    theirs = "We begin in May. Nobody is late."
    assert merge_text(base, mine, theirs) is None
    assert merge_text(base, theirs, mine) is None
    assert {settle_text(base, mine, theirs, how) for how in ("mine", "both")} == {mine}
    assert settle_text(base, theirs, mine, "mine") == theirs


def test_two_moves_that_do_not_go_together_are_a_collision():
    base = "A. B. C. D."
    mine, theirs = "B. A. C. D.", "A. C. D. B."
    assert merge_text(base, mine, theirs) is None
    assert settle_text(base, mine, theirs, "mine") == mine
    assert settle_text(base, mine, theirs, "both") == theirs


TAGS = st.lists(st.sampled_from("abcdef"), unique=True)


@QUICK
@given(TAGS, TAGS, TAGS)
def test_choices_keep_what_was_added_and_lose_what_was_taken_away(base, mine, theirs):
    found = [merge(base, *sides) for sides in ((mine, theirs), (theirs, mine))]
    assert all(isinstance(each, Merged) for each in found)
    one, other = (each.value or [] for each in found)
    assert set(one) == set(other)
    assert len(one) == len(set(one))
    for tag in {*base, *mine, *theirs}:
        stays = tag in mine and tag in theirs if tag in base else True
        assert (tag in one) == stays, tag


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@QUICK
@given(IDS.flatmap(lambda ids: st.tuples(st.just(ids), st.permutations(ids))), IDS, st.data())
def test_rows_that_a_file_moved_stand_as_there_and_none_twice(rows, others, data):
    base, file = rows
    here = [*base, *(id_ for id_ in others if id_ not in base)]
    here = [id_ for id_ in here if not data.draw(st.booleans(), label=f"{id_} is out")]
    file = [id_ for id_ in file if not data.draw(st.booleans(), label=f"{id_} is out there")]
    order = RowOrder(base, file, here)
    now = list(here)
    for id_ in (each for each in file if each in order.went):
        now.remove(id_)
        behind = order.behind(id_)
        now.insert(0 if behind == TOP else now.index(behind) + 1, id_)
    common = [id_ for id_ in file if id_ in here]
    assert order.state == "theirs"
    assert sorted(now) == sorted(here)
    assert [id_ for id_ in now if id_ in file] == common
    assert RowOrder(base, base, here).went == frozenset()


@QUICK
@given(IDS.flatmap(lambda ids: st.tuples(st.just(ids), *[st.permutations(ids)] * 2)))
def test_where_rows_were_moved_here_too_a_person_decides(rows):
    base, file, here = rows
    order = RowOrder(base, file, here)
    assert (order.state == "conflict") == (list(here) != list(base))
    assert bool(order.went) == (list(file) != list(base))
