"""Sentences that one side joined or split are merged, chosen between and kept as one change."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.application.merge import merge_text, settle_text
from mcdesk.application.sentences import sentences

QUICK = settings(max_examples=150, deadline=None)
ACTS = ("word", "word", "add", "out", "move")
ENDS = ((".", " "), (".", " "), ("!", "\n"), ("", "\n"), (".", "\n\n"))


@st.composite
def texts(draw):
    """Return a base and two changes of it; no word stands twice in any of them."""
    new = count(1)

    def sentence(side):
        words = [f"{side}{next(new)}" for _each in range(draw(st.integers(2, 6)))]
        return words, draw(st.sampled_from(ENDS))

    def edited(side):
        parts = list(base)
        acts = draw(st.lists(st.sampled_from(ACTS), max_size=2))
        once = [draw(st.sampled_from(["split", "join", "word"]))]
        for act in once + acts if draw(st.booleans()) else acts + once:
            at = draw(st.integers(0, max(len(parts) - 1, 0)))
            if act == "add" or not parts:
                parts.insert(draw(st.integers(0, len(parts))), sentence(side))
                continue
            words, end = parts.pop(at)
            k = draw(st.integers(0, len(words) - 1))
            if act == "word":
                parts.insert(at, ([*words[:k], f"{side}{next(new)}", *words[k + 1 :]], end))
            elif act == "move":
                parts.insert(draw(st.integers(0, len(parts))), (words, end))
            elif act == "join" and at < len(parts):
                parts[at] = words + parts[at][0], end
            elif act == "split" and len(words) > 3:
                half = len(words) // 2
                parts[at:at] = (words[:half], (".", " ")), (words[half:], end)
            elif act != "out":
                parts.insert(at, (words, end))
        return parts

    base = [sentence("b") for _each in range(draw(st.integers(1, 5)))]
    return [written(parts) for parts in (base, edited("m"), edited("t"))]


def written(parts):
    return "".join(f"{' '.join(words)}{''.join(end)}" for words, end in parts).strip()


def words(text):
    return Counter(re.findall(r"\w+", text))


def results(base, mine, theirs):
    """Return the merged text and what a person gets who keeps mine or both."""
    found = {"": merge_text(base, mine, theirs),
             **{how: settle_text(base, mine, theirs, how) for how in ("mine", "both")}}  # fmt: skip
    return {how: text for how, text in found.items() if text is not None}


@QUICK
@given(texts())
def test_nothing_that_all_have_is_lost_and_nothing_new_of_mine(three):
    base, mine, theirs = map(words, three)
    for how, said in results(*three).items():
        assert not (base & mine & theirs) - words(said), how
        assert not mine - base - words(said), how
        assert how == "mine" or not theirs - base - words(said), how


@QUICK
@given(texts())
def test_nothing_is_told_twice_and_nothing_taken_out_comes_back(three):
    base, mine, theirs = map(words, three)
    found = results(*three)
    is_merged = "" in found
    for how in found.keys() - {"both"}:
        assert max(words(found[how]).values(), default=1) == 1, how
        gone = base - (mine & theirs) if is_merged else base - mine
        assert not gone & words(found[how]), how


@QUICK
@given(texts())
def test_no_two_sentences_become_one_and_either_side_comes_to_the_same(three):
    base, mine, theirs = three
    known = {part.strip() for text in three for part in sentences(text)}
    for how, said in results(*three).items():
        assert {part.strip() for part in sentences(said)} <= known, how
    assert merge_text(base, mine, theirs) == merge_text(base, theirs, mine)


CASE = "Learners write one summary of a case. They talk about it in groups. The class is over."
CASE_MINE = CASE.replace("one summary", "two summaries")
CASE_JOINED = "Learners write one summary of a case and talk about it in groups. The class is over."
SIX = "Learners come to six meetings in a room and write one report at the end."
SIX_SPLIT = "Learners come to six meetings in a room. They write one report at the end."
FEES = "Learners pay the fee themselves. The exam is in the last week on campus."
FEES_JOINED = "Learners pay the fee themselves and the exam is in the last week on campus."
LIST = "- read the case\n- write a summary of trade law\n- talk in small groups\n- close"
LIST_MINE = LIST.replace("trade law", "trade law today")
LIST_JOINED = LIST.replace("law\n- talk", "law; talk")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        (CASE, CASE_MINE, CASE_JOINED,
         "Learners write one summary of a case and talk about it in groups. "
         "Learners write two summaries of a case. They talk about it in groups. "
         "The class is over."),
        (CASE, CASE_JOINED, CASE_MINE,
         "Learners write two summaries of a case. They talk about it in groups. "
         "Learners write one summary of a case and talk about it in groups. "
         "The class is over."),
        (SIX, SIX.replace("six", "eight"), SIX_SPLIT,
         f"{SIX_SPLIT}\n\n{SIX.replace('six', 'eight')}"),
        (f"It begins. {SIX} It ends.", "It begins. It ends.", f"It begins. {SIX_SPLIT} It ends.",
         f"It begins. {SIX_SPLIT} It ends."),
        (FEES, "The exam is in the last week on campus.", FEES_JOINED, FEES_JOINED),
        (LIST, LIST_MINE, LIST_JOINED,
         "- read the case\n- write a summary of trade law; talk in small groups\n"
         "- write a summary of trade law today\n- talk in small groups\n- close"),
    ],
)  # fmt: skip
def test_what_was_joined_or_split_is_one_change_of_all_of_it(base, mine, theirs, both):
    assert merge_text(base, mine, theirs) is None
    assert merge_text(base, theirs, mine) is None
    assert settle_text(base, mine, theirs, "mine") == mine
    assert settle_text(base, theirs, mine, "mine") == theirs
    assert settle_text(base, mine, theirs, "both") == both


def test_what_they_did_to_other_sentences_holds_beside_what_was_joined():
    theirs = f"Before all. {CASE_JOINED.replace('over', 'done')}"
    mine = f"{CASE_MINE} Go home."
    said = settle_text(CASE, mine, theirs, "mine")
    assert said == f"Before all. {CASE_MINE.replace('over', 'done')} Go home."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (SIX, f"{SIX} Two people read it.", SIX_SPLIT, f"{SIX_SPLIT} Two people read it."),
        (CASE, f"{CASE} Go home.", CASE_JOINED, f"{CASE_JOINED} Go home."),
        (FEES, FEES.replace(". The", ". \nThe"), FEES_JOINED, None),
    ],
)
def test_who_writes_beside_what_was_joined_or_split_has_not_touched_it(
    base, mine, theirs, merged
):  # fmt: skip
    assert merge_text(base, mine, theirs) == merge_text(base, theirs, mine) == merged


def test_white_space_between_sentences_that_the_other_joined_goes_to_a_person():
    for between in (" \n", "\n\n"):
        mine = FEES.replace(" The", f"{between}The")
        assert merge_text(FEES, mine, FEES_JOINED) is None
        assert settle_text(FEES, mine, FEES_JOINED, "mine") == mine
        assert settle_text(FEES, mine, FEES_JOINED, "both") == FEES_JOINED


def test_what_was_put_back_stands_where_it_stood_beside_what_they_changed():
    base = f"- see the campus\n- Sign the list? {SIX}\n{FEES}\n- bring the final paper"
    theirs = "- see the old campus\n- bring the final paper"
    mine = f"{SIX[:-1]}, bring the final paper"
    assert merge_text(base, mine, theirs) is None
    assert settle_text(base, mine, theirs, "both") == f"- see the old campus\n{mine}"


def test_writing_between_sentences_that_the_other_joined_goes_to_a_person():
    mine = FEES.replace("The exam", "Nobody pays twice. The exam")
    assert merge_text(FEES, mine, FEES_JOINED) is None
    assert settle_text(FEES, mine, FEES_JOINED, "mine") == mine
    said = settle_text(FEES, mine, FEES_JOINED, "both")
    assert said == f"Nobody pays twice. {FEES_JOINED}"


@QUICK
@given(texts(), st.data())
def test_whoever_changed_white_space_all_come_to_the_same(three, data):
    base, mine, _theirs = three
    gap = st.sampled_from([" ", "\n", "\n\n"])
    theirs = re.sub(r"(?<=[.!])\s+", lambda _gap: data.draw(gap), mine)
    merged = merge_text(base, mine, theirs)
    assert merged == merge_text(base, theirs, mine)
    if merged is not None:
        assert merged.split() == mine.split()
