"""Details of a card are changed over what was on screen; what others did since is not lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mcdesk.application.based import merged_lists, settled_list
from mcdesk.application.merge import Collision, Merged
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do

CODE = "MC-T"


@pytest.fixture
def taken(at):
    """A desk with a micro-credential that was taken over."""
    desk = at()
    known = {"outcomes": ["Sew", "Cut"], "hours": 30}
    desk.execute(do.TakeOverCard(title_en="Sewing", programme="LAW", stage="design", code=CODE,
                                 since="2026-11-01", essentials=known))  # fmt: skip
    return desk


def essentials(desk) -> dict:
    return dict(desk.page(CODE).essentials)


def complete(desk, base: dict, **new) -> None:
    desk.execute(do.ChangeCard(card=CODE, essentials=new, base=base))


def test_what_another_added_to_a_list_stands_beside_mine(taken):
    base = essentials(taken)
    complete(taken, {}, outcomes=["Sew", "Cut", "Theirs"])
    complete(taken, base, outcomes=["Sew", "Cut better"])
    assert essentials(taken)["outcomes"] == ["Sew", "Cut better", "Theirs"]


def test_an_outcome_that_another_changed_stays_in_its_place(taken):
    base = essentials(taken)
    complete(taken, {}, outcomes=["Sew by hand", "Cut"])
    complete(taken, base, outcomes=["Sew", "Cut better"])
    assert essentials(taken)["outcomes"] == ["Sew by hand", "Cut better"]


def test_the_same_essential_changed_meanwhile_is_refused_with_what_it_says(taken):
    base = essentials(taken)
    complete(taken, {}, hours=36, weeks=6)
    with pytest.raises(Refused) as caught:
        complete(taken, {**base, "weeks": None}, hours=40, weeks=8)
    found = {each.path: each for each in caught.value.findings}
    assert {each.code for each in found.values()} == {"collision"}
    assert found["hours"].sentence("en") == "“Hours” was changed meanwhile: it says “36” now."
    assert (found["hours"].params["now"], found["weeks"].params["now"]) == (36, 6)
    assert essentials(taken) == {"outcomes": ["Sew", "Cut"], "hours": 36, "weeks": 6}
    complete(taken, {"hours": 36}, hours=40)
    assert essentials(taken)["hours"] == 40


def test_titles_and_the_day_of_opening_are_asked_about_too(taken):
    taken.execute(do.ChangeCard(card=CODE, title_en="Tailoring", opening="2027-02-01"))
    base = {"title_en": "Sewing", "title_id": "", "opening": ""}
    with pytest.raises(Refused) as caught:
        taken.execute(do.ChangeCard(card=CODE, title_en="Needles", title_id="Jarum",
                                    opening="2027-03-01", base=base))  # fmt: skip
    assert {each.path for each in caught.value.findings} == {"title_en", "opening"}
    tile = taken.outline(CODE).tile
    assert (tile.title_en, tile.title_id) == ("Tailoring", "")


def test_without_a_base_nobody_is_asked_and_the_same_is_no_clash(taken):
    base = essentials(taken)
    complete(taken, {}, hours=36)
    complete(taken, base, hours=36)
    complete(taken, {}, hours=40)
    assert essentials(taken)["hours"] == 40


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "made"),
    [
        ("ab", "axb", "aby", "axby"),
        ("ab", "a", "abc", "ac"),
        ("ab", "xab", "yab", "xyab"),
        ("", "x", "y", "xy"),
        ("ab", "b", "a", None),
        ("ab", "ax", "ay", "?"),
        ("ab", "ba", "abc", "?"),
        ("abc", "ac", "bc", "c"),
        ("ab", "aB", "xb", "xB"),
        ("abc", "abcd", "abC", "abCd"),
        ("abc", "Abc", "abCd", "AbCd"),
        ("abc", "aXYc", "abZ", "aXYZ"),
        ("abc", "aXc", "abc", "aXc"),
        ("abc", "acD", "abC", "aCD"),
        ("ab", "abcd", "abce", "abcde"),
        ("ab", "xb", "abx", "?"),
        ("ab", "abxy", "abyx", "?"),
        ("abc", "axbc", "cab", "?"),
        ("aa", "aab", "Xaa", "Xaab"),
        ("abc", "bac", "ac", "?"),
        ("abc", "ac", "acb", "ac"),
        ("abc", "ac", "bac", "?"),
        ("aabc", "baac", "abc", "?"),
        ("", "xs", "sy", "xsy"),
        ("", "sy", "xs", "xsy"),
        ("a", "asx", "ays", "aysx"),
    ],
)
def test_lists_are_merged_by_their_entries(base, mine, theirs, made):
    found = merged_lists(list(base), list(mine), list(theirs))
    wanted = list(made) if made else made
    is_clash = made == "?"
    assert isinstance(found, Collision) if is_clash else found == Merged(wanted)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "made"),
    [
        ("ab", "ax", "ay", "ax"),
        ("ab", "xb", "yBc", "xBc"),
        ("ab", "a", "aBc", "ac"),
        ("ab", "aB", "a", "aB"),
        ("ab", "ba", "abc", "bac"),
        ("abc", "axbc", "cab", "axbc"),
        ("", "x", "y", "xy"),
        ("abc", "bac", "ac", "bac"),
        ("abc", "ac", "bacd", "acd"),
        ("ab", "b", "x", "b"),
        ("ab", "xb", "y", "xb"),
        ("abc", "xbc", "yc", "xbc"),
        ("abc", "c", "cb", "c"),
        ("a", "", "x", "x"),
    ],
)
def test_of_what_both_did_to_an_entry_mine_holds_where_a_person_wants_it(base, mine, theirs, made):
    assert settled_list(list(base), list(mine), list(theirs)) == list(made)


NEW = {"mine": "mnos", "theirs": "tuvs"}
"""What each side writes anew; one entry is the same with both."""


@st.composite
def changes(draw) -> tuple[list[str], list[str], list[str]]:
    """A list, and two changes of it: entries taken out, changed, moved, and added behind any."""
    base = list("abcd")[: draw(st.integers(0, 4))]
    made = []
    for new in NEW.values():
        fresh, side = draw(st.permutations(new)), []
        for entry in base:
            side += [fresh.pop()] if fresh and draw(st.booleans()) else []
            deed = draw(st.sampled_from(["keep", "out", "change"]))
            side += (
                [entry] if deed == "keep" else [fresh.pop()] if deed == "change" and fresh else []
            )
        if side and draw(st.booleans()):
            moved = side.pop(draw(st.integers(0, len(side) - 1)))
            side.insert(draw(st.integers(0, len(side))), moved)
        made.append(side)
    return base, *made


@given(changes())
def test_a_list_that_is_merged_holds_both_changes_each_in_its_order(changed):
    base, mine, theirs = changed
    assume(base not in (mine, theirs))  # that one's order is the other's, also of what was moved
    found = merged_lists(base, mine, theirs)
    if isinstance(found, Collision):
        return
    made = found.value or []
    for side in (mine, theirs):
        assert set(side) - set(base) <= set(made)
        assert [entry for entry in made if entry in side] == [
            entry for entry in side if entry in made
        ]
    assert [entry for entry in made if entry in base] == [
        entry for entry in base if entry in mine and entry in theirs
    ]


@given(changes())
def test_a_list_that_only_one_changed_is_as_that_one_made_it(changed):
    base, mine, _theirs = changed
    assert merged_lists(base, mine, base) == merged_lists(base, base, mine) == Merged(mine or None)


@given(changes())
def test_lists_that_fit_do_so_whoever_comes_first(changed):
    base, mine, theirs = changed
    assert type(merged_lists(base, mine, theirs)) is type(merged_lists(base, theirs, mine))


@given(changes())
def test_where_a_person_wants_it_nothing_written_is_lost_and_nothing_taken_out_is_back(changed):
    base, mine, theirs = changed
    made = settled_list(base, mine, theirs)
    assert set(mine) - set(base) <= set(made)
    assert set(mine) & set(theirs) <= set(made)
    assert not [entry for entry in made if entry in base and entry not in mine]


def test_an_outcome_that_another_took_out_and_i_moved_is_asked_about(taken):
    complete(taken, {}, outcomes=["Sew", "Cut", "Iron"])
    base = essentials(taken)
    complete(taken, {}, outcomes=["Sew", "Iron"])
    with pytest.raises(Refused):
        complete(taken, base, outcomes=["Cut", "Sew", "Iron"])
    assert essentials(taken)["outcomes"] == ["Sew", "Iron"]
