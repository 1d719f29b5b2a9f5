"""Merging two changes against their base: both are kept, or nothing is chosen."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mcdesk.application.merge import Collision, Merged, merge, merge_text, settle_text
from mcdesk.application.sentences import sentences

WORDS = st.sampled_from(
    ["One. ", "Two! ", "Three? ", "Line\n", "- item\n", "Ada 3.5 sks. ", "”x.” "]
)
TEXT = st.lists(WORDS, max_size=6).map("".join)
VALUE = st.one_of(st.none(), st.booleans(), TEXT, st.lists(st.sampled_from("abcd"), unique=True))
QUICK = settings(max_examples=40, deadline=None)


@QUICK
@given(VALUE, VALUE)
def test_a_change_of_one_side_only_is_taken(base, new):
    for long_text in (True, False):
        assert merge(base, new, base, long_text=long_text).value in (new, base)
        mine = merge(base, new, base, long_text=long_text)
        theirs = merge(base, base, new, long_text=long_text)
        assert isinstance(mine, Merged)
        assert theirs == Merged(new)


@QUICK
@given(VALUE, VALUE)
def test_the_same_change_on_both_sides_is_taken_once(base, new):
    assert merge(base, new, new, long_text=True) == Merged(new)


@QUICK
@given(TEXT, TEXT, TEXT)
def test_no_sentence_of_either_side_is_lost(base, mine, theirs):
    merged = merge_text(base, mine, theirs)
    if merged is None:
        return
    known = sentences(base)
    for text in (mine, theirs):
        added = [part.strip() for part in sentences(text) if part not in known]
        assert all(part in merged for part in added)


@QUICK
@example("Three? One. One. ", "Two! One. Three? ")
@given(TEXT, TEXT)
def test_texts_merge_to_the_one_that_changed(base, text):
    assert merge_text(base, text, base) == text
    assert merge_text(base, base, text) == text
    assert merge_text(base, text, text) == text


@QUICK
@given(st.text(max_size=60))
def test_sentences_joined_are_the_text(text):
    assert "".join(sentences(text)) == text


@QUICK
@given(st.text(alphabet='ab.!…"”)] \n\t', max_size=30))
def test_a_sentence_ends_behind_its_mark_or_its_line(text):
    mark = re.compile(r".*?(?:[.!?…]+[\"”’)\]]*\s+|\n+|$)", re.DOTALL)
    assert sentences(text) == [part for part in mark.findall(text) if part]


def test_texts_beyond_measure_go_to_a_person():
    """Comparing them would hold up everything else."""
    base = "- ya\n" * 2000
    assert sentences("." * 100_000) == ["." * 100_000]
    assert merge_text(base, f"{base}- mine\n", f"- theirs\n{base}") is None


def test_sentences_of_different_places_are_both_kept():
    base = "The need is there. The market is small. We begin in May."
    mine, theirs = base.replace("small", "large"), base.replace("May", "June")
    expected = "The need is there. The market is large. We begin in June."
    assert merge(base, mine, theirs, long_text=True) == Merged(expected)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("One.", "Mine.", "Theirs."),
        ("", "Mine.", "Theirs."),
        ("One. Two.", "One. Mine.", "Theirs. Others. Three."),
        ("One. Two.", "One. Two. Mine.", "One. Two. Theirs."),
        ("One. Two. Three.", "", "Mine. Two. Three."),
        ("One. Two.", "", "One. Three."),
        (None, "mine", "theirs"),
        ("a", ["b"], "c"),
        (1, 2, 3),
    ],
)
def test_where_both_changed_the_same_place_nothing_is_chosen(base, mine, theirs):
    found = merge(base, mine, theirs, long_text=True)
    assert found == Collision(base, mine, theirs)


def test_short_texts_do_not_merge_by_sentence():
    base = "One. Two."
    assert isinstance(merge(base, "One! Two.", "One. Two!"), Collision)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]),
        (["a"], ["a", "b"], ["a", "c"], ["a", "c", "b"]),
        (None, ["a"], ["b"], ["b", "a"]),
        (["a", "b"], [], ["a", "b", "c"], ["c"]),
        (["a"], [], [], []),
    ],
)
def test_choices_merge_as_a_set(base, mine, theirs, merged):
    assert merge(base, mine, theirs) == Merged(merged)


def test_empty_is_empty_however_it_is_written():
    assert merge(None, "", "x") == Merged("x")
    assert merge("x", "", None) == Merged(None)
    assert merge("", "x", None) == Merged("x")


NEED = "Learners mediate disputes. They practise listening. They write agreements."
NEED_MINE = (
    "Learners mediate real disputes. They practise listening. They write agreements. I close."
)
NEED_THEIRS = (
    "Learners mediate disputes. They practise active listening. They write good agreements."
)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("A runs. B sits. C walks.", "A runs. B sits. C walks. D stands.",
         "A runs. B sits. C strolls.", "A runs. B sits. C strolls. D stands."),
        (NEED, NEED_MINE, NEED_THEIRS,
         "Learners mediate real disputes. They practise active listening. "
         "They write good agreements. I close."),
        ("One. Two.", "One. Mine.", "Theirs. Two. Three.", "Theirs. Mine. Three."),
        ("- one\n- two", "- one\n- two\n- three", "- one\n- second", "- one\n- second\n- three"),
        ("One. Two.", "Mine. One. Two.", "First. Two.", "Mine. First. Two."),
        ("One. Two.", "One. Mine. Two.", "One. Second.", "One. Mine. Second."),
        ("One. Two.", "One. Two.\n\nMine.", "One.", "One. Mine."),
        ("One. Two. Three.", "One.\n\nTwo. Three.", "First. Two. Three.",
         "First.\n\nTwo. Three."),
        ("One. Two. ", "One. Two. Mine. ", "One. Second.", "One. Second. Mine. "),
    ],
)  # fmt: skip
def test_who_adds_a_sentence_has_not_touched_the_one_beside_it(base, mine, theirs, merged):
    assert merge_text(base, mine, theirs) == merged
    assert settle_text(base, mine, theirs, "mine") == merged
    assert settle_text(base, mine, theirs, "both") == merged


def test_mine_keeps_what_others_wrote_in_the_sentence_beside_the_one_both_changed():
    """Two changed sentences in a row are two, not one block."""
    base = "It begins here. They listen to each other. They write agreements. It ends."
    mine = "It begins here. They listen to each other. They sign agreements. It ends."
    theirs = "It begins here. They listen to all others. They write good agreements. Soon. It ends."
    assert merge_text(base, mine, theirs) is None
    said = "It begins here. They listen to all others. They sign agreements. Soon. It ends."
    assert settle_text(base, mine, theirs, "mine") == said
    rewritten = "It begins here. Quite other. Nothing alike. It ends."
    said = "It begins here. Quite other. They sign agreements. It ends."
    assert settle_text(base, mine, rewritten, "mine") == said


def test_lines_that_both_changed_stay_lines():
    said = settle_text("- a\n- b\n- c", "- a\n- mine\n- c", "- a\n- theirs\n- c", "both")
    assert said == "- a\n- theirs\n- mine\n- c"
    assert settle_text("- a", "- a\n- mine", "- a\n- theirs", "both") == "- a\n- theirs\n- mine"
    said = settle_text("- law\n- ethics", "- law for banks", "- law since 2020\n- ethics", "both")
    assert said == "- law since 2020\n- law for banks", "an item of a list stays one"


BASE = "It begins here. It goes on here. It ends here. Then nothing."


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        ("mine", "It begins with mine. It goes on here. It ends with theirs. Then mine."),
        ("both", "It begins with theirs. It begins with mine. It goes on here. "
                 "It ends with theirs. Then mine."),
    ],
)  # fmt: skip
def test_only_the_sentences_that_both_changed_are_chosen_between(keep, said):
    mine = "It begins with mine. It goes on here. It ends here. Then mine."
    theirs = "It begins with theirs. It goes on here. It ends with theirs. Then nothing."
    assert merge_text(BASE, mine, theirs) is None
    assert settle_text(BASE, mine, theirs, keep) == said


def test_texts_that_collide_as_a_whole_stand_one_behind_the_other_in_paragraphs():
    assert settle_text("Base.", "Mine.", "Theirs.", "both") == "Theirs.\n\nMine."
    assert settle_text("Base.", "Mine.", "Theirs.", "mine") == "Mine."
    assert settle_text("", "Mine.", "Theirs.", "both") == "Theirs.\n\nMine."
    assert settle_text("Base.", "", "Theirs.", "both") == "Theirs."


@QUICK
@given(TEXT, TEXT, TEXT)
def test_settling_loses_no_sentence_of_mine_and_changes_no_merge(base, mine, theirs):
    merged = merge_text(base, mine, theirs)
    for keep in ("mine", "both"):
        said = settle_text(base, mine, theirs, keep)
        assert merged is None or said == merged
        known = {each.strip() for each in sentences(base)}
        own = [each.strip() for each in sentences(mine) if each.strip() not in known]
        others = [each.strip() for each in sentences(theirs) if each.strip() not in known]
        assert all(each in said for each in own)
        assert keep == "mine" or all(each in said for each in others)


def test_mine_takes_no_rewriting_away_beside_which_it_stands():
    base = "Lectures take two hours.\nStudents meet weekly on campus."
    theirs = "Everything is taught online through recorded video."
    mine = "Lectures take two hours.\nBring a laptop.\nStudents meet weekly on campus."
    for keep in ("mine", "both"):
        said = settle_text(base, mine, theirs, keep)
        assert theirs in said, said
        assert "Bring a laptop." in said, said


ITEMS = "- law\n- ethics in the office\n- mediation\n- agreements"
TALK = "We begin here. They listen to each other. They write.\n\nIt ends in May. Nobody is late."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "mine_kept", "both_kept"),
    [
        (ITEMS, "- agreements\n- law\n- ethics in the office\n- mediation",
         "- law\n- agreements\n- ethics in the office\n- mediation",
         "- agreements\n- law\n- ethics in the office\n- mediation",
         "- law\n- agreements\n- ethics in the office\n- mediation"),
        (TALK, "They listen to each other. We begin here. They write.\n\n"
         "It ends in May. Nobody is late.",
         "We begin here. They write.\n\nIt ends in May. They listen to each other. Nobody is late.",
         "They listen to each other. We begin here. They write.\n\n"
         "It ends in May. Nobody is late.",
         "We begin here. They write.\n\n"
         "It ends in May. They listen to each other. Nobody is late."),
        (ITEMS, "- ethics in every office\n- law\n- mediation\n- agreements",
         "- law\n- mediation\n- agreements\n- ethics in the office",
         "- ethics in every office\n- law\n- mediation\n- agreements",
         "- law\n- mediation\n- agreements\n- ethics in every office"),
    ],
)  # fmt: skip
def test_what_both_moved_to_different_places_goes_to_a_person_and_stands_once(
    base, mine, theirs, mine_kept, both_kept
):
    assert merge_text(base, mine, theirs) is None
    assert settle_text(base, mine, theirs, "mine") == mine_kept
    assert settle_text(base, mine, theirs, "both") == both_kept


LAST = "- law\n- mediation\n- agreements\n- ethics in the office"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (LAST, f"{LAST}\n- fees", f"{LAST}\n- fees"),
        (LAST, LAST.replace("the office", "every office"),
         LAST.replace("the office", "every office")),
        (LAST.replace("- law", "- law of trade"), LAST.replace("mediation", "mediation at work"),
         "- law of trade\n- mediation at work\n- agreements\n- ethics in the office"),
    ],
)  # fmt: skip
def test_what_both_moved_to_the_same_place_stands_once(mine, theirs, merged):
    assert merge_text(ITEMS, mine, theirs) == merged
    assert merge_text(ITEMS, theirs, mine) == merged


def test_what_one_moved_and_the_other_changed_is_changed_where_it_stands_now():
    changed = ITEMS.replace("the office", "every office")
    both = LAST.replace("the office", "every office")
    assert merge_text(ITEMS, LAST, changed) == both
    assert merge_text(ITEMS, changed, LAST) == both
    moved = "They listen to each other. We begin here. They write.\n\nIt ends in May."
    base = "We begin here. They listen to each other. They write.\n\nIt ends in May."
    said = "They listen well to each other. We begin here. They write.\n\nIt ends in May."
    assert merge_text(base, moved, base.replace("listen", "listen well")) == said


def test_who_keeps_mine_has_what_they_moved_where_it_was_changed():
    base = "- old\n- law\n- ethics in the office\n- mediation\n- agreements\n- fees"
    mine = base.replace("old", "mine").replace("the office", "every office")
    theirs = base.replace("old", "theirs").replace("- ethics in the office\n", "")
    theirs += "\n- ethics in the office"
    assert merge_text(base, mine, theirs) is None
    assert settle_text(base, mine, theirs, "mine") == mine
    both = "- theirs\n- mine\n- law\n- mediation\n- agreements\n- fees\n- ethics in every office"
    assert settle_text(base, mine, theirs, "both") == both


PARTS = [f"{word} is said about number {n}." for n, word in enumerate(("Law", "Trade", "Work",
         "Youth", "Water", "Light"))]  # fmt: skip


@st.composite
def rearranged(draw):
    """Return all the sentences in another order, some of them changed."""
    order = draw(st.permutations(PARTS))
    changed = draw(st.sets(st.sampled_from(PARTS), max_size=2))
    return [f"{each[:-1]} anew." if each in changed else each for each in order]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([" ", "\n"]), rearranged(), st.permutations(PARTS))
def test_what_was_only_moved_about_stands_once(between, mine, theirs):
    base = between.join(PARTS)
    own, others = between.join(mine), between.join(theirs)
    for one, other in ((own, others), (others, own)):
        found = [settle_text(base, one, other, keep) for keep in ("mine", "both")]
        merged = merge_text(base, one, other)
        for said in [*found, *([] if merged is None else [merged])]:
            for part in PARTS:
                stands = [each for each in (part, f"{part[:-1]} anew.") if each in said]
                assert len(stands) >= 1, (part, said)
                assert all(said.count(each) == 1 for each in stands), (part, said)


@pytest.mark.parametrize("mine", ["The faculty pays", "Costs are none of theirs"])
def test_what_has_no_full_stop_stays_a_line_of_its_own(mine):
    base, theirs = "The learner pays.", "The learner pays. Nothing is paid back."
    for one, other in ((mine, theirs), (theirs, mine)):
        for keep in ("mine", "both"):
            assert settle_text(base, one, other, keep) == f"{mine}\nNothing is paid back."
        assert merge_text(base, one, other) == f"{mine}\nNothing is paid back."


def test_the_same_words_with_other_white_space_are_merged_the_same_from_both_sides():
    base = "We begin. It ends."
    mine, theirs = "We start now.\n\nIt goes on. It ends.", "We start now. It goes on.\n\nIt ends."
    merged = merge_text(base, mine, theirs)
    assert merged == merge_text(base, theirs, mine)
    assert merged == "We start now.\n\nIt goes on.\n\nIt ends."


PLACES = "One is here. Two is there. Three is far."


@pytest.mark.parametrize("said", ["Both add this.", "Both add this!", "both add this"])
def test_what_both_add_at_different_places_goes_to_a_person(said):
    mine = PLACES.replace("Two", "Both add this. Two")
    theirs = PLACES.replace("Three", f"{said}{' ' if said[-1] in '.!' else chr(10)}Three")
    for one, other in ((mine, theirs), (theirs, mine)):
        assert merge_text(PLACES, one, other) is None
        assert settle_text(PLACES, one, other, "mine") == one
