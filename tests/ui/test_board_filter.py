"""Which cards a filter keeps."""

from __future__ import annotations

import pytest

from mcdesk.ui.board.filter import Filter, waits_for
from mcdesk.ui.board.fit import NARROW, RAIL, TIGHTEST, WIDEST, Wanted, fit, gaps
from mcdesk.ui.board.sketch import Ruler, fit_code, wrap
from mcdesk.ui.board.stock import Stock


@pytest.fixture
def tiles(made):
    return [
        made.tile(1, stage="design", ready_for="development", blocked_count=0),
        made.tile(2, planned_end="2026-11-01"),
        made.tile(3, debts=1),
        made.tile(4, status="completed"),
        made.tile(5, status="on_hold", planned_end="2026-11-01", ready_for="timeline"),
        made.tile(6, status="completed", archived_on="2026-11-01"),
    ]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(), [1, 2, 3, 5]),
        (Filter(everything=True), [1, 2, 3, 4, 5, 6]),
        (Filter(archived=True), [1, 2, 3, 5, 6]),
        (Filter(archived=True, late=True), [2]),
        (Filter(stage="design"), [1]),
        (Filter(ready=True), [1]),
        (Filter(late=True), [2]),
        (Filter(debt=True), [3]),
        (Filter(text="2603"), [3]),
        (Filter(text="MC- 2602"), [2]),
        (Filter(text="nothing like it"), []),
    ],
)
def test_parts(tiles, made, wanted, kept):
    assert [tile.id for tile in wanted.apply(tiles, made.today)] == [f"c{n}" for n in kept]


def test_people_and_places(tiles, made):
    first = tiles[0]
    person = first.faces[0].person_id
    found = Filter(person=person).apply(tiles, made.today)
    assert first in found
    assert all(person in {face.person_id for face in tile.faces} for tile in found)
    assert first in Filter(programme=first.programme_id).apply(tiles, made.today)
    assert first in Filter(faculty=first.faculty_id).apply(tiles, made.today)
    assert Filter(faculty="none").apply(tiles, made.today) == []


def test_waiting_is_by_role_on_the_card_or_by_office(made):
    tile = made.tile(1, waits_for="sme dean")
    lead = next(face.person_id for face in tile.faces if face.role == "sme")
    assert waits_for(tile, lead, frozenset())
    assert waits_for(tile, "stranger", frozenset((("dean", "", ""),)))
    assert not waits_for(tile, "stranger", frozenset((("ctl", "", ""),)))
    assert Filter(waiting=True).apply([tile], made.today, lead) == [tile]


def test_an_office_waits_for_nothing_outside_its_faculty_or_programme(made):
    """A Dean is shown what is the Dean's of that faculty, as the rights have it."""
    tile = made.tile(1, waits_for="hsp dean", faculty_id="flaw", programme_id="law")
    for offices, waits in (
        (("dean", "flaw", ""), True),
        (("dean", "fnur", ""), False),
        (("hsp", "flaw", "law"), True),
        (("hsp", "", "law"), True),
        (("hsp", "fnur", "nur"), False),
        (("ctl", "flaw", "law"), False),
    ):
        assert waits_for(tile, "stranger", frozenset((offices,))) == waits, offices


@pytest.mark.parametrize(
    ("faculty", "waits_for_", "scans", "waits"),
    [("flaw", "hsp dean", 0, True), ("fnur", "hsp dean", 0, False), ("flaw", "hsp", 0, False),
     ("flaw", "ctl", 2, True), ("fnur", "ctl", 2, False)],
)  # fmt: skip
def test_for_a_secretary_waits_what_her_dean_owes_and_the_scans(
    made, faculty, waits_for_, scans, waits
):
    tile = made.tile(1, waits_for=waits_for_, faculty_id="flaw", scans_owed=scans)
    offices = frozenset((("secretary", faculty, ""),))
    assert waits_for(tile, "sec", offices) == waits
    assert not waits_for(made.tile(1, waits_for="secretary"), "sec", frozenset())


def test_waiting_for_an_assessor_by_name_is_for_no_other_one(made):
    tile = made.tile(1, waits_for="rev:u-2 ctl")
    assert waits_for(tile, "u-2", frozenset())
    assert not waits_for(tile, "u-22", frozenset())
    assert not waits_for(tile, "u-1", frozenset((("rev", "", ""),)))
    assert waits_for(tile, "u-1", frozenset((("ctl", "", ""),)))


@pytest.mark.parametrize(
    "wanted",
    [Filter(), Filter(text="a b", late=True), Filter(person="p", stage="s", everything=True)],
)
def test_a_filter_survives_the_settings_file(wanted):
    assert Filter.from_text(wanted.to_text()) == wanted


def test_unknown_lines_in_the_settings_are_left_out():
    assert Filter.from_text("colour=red\nlate=1\n\nbroken") == Filter(late=True)


class TestFit:
    phases = ["plan"] * 7 + ["build"] * 4 + ["launch"] * 3

    def wanted(self, counts):
        return [Wanted(phase, n) for phase, n in zip(self.phases, counts, strict=True)]

    def test_all_columns_share_a_wide_window(self):
        wanted = self.wanted([1] * 14)
        widths = fit(wanted, 6000, squeeze=False)
        assert widths == [WIDEST] * 14

    def test_empty_columns_become_rails_when_it_is_tight(self):
        wanted = self.wanted([3, 0, 2, 0, 0, 0, 1, 4, 5, 1, 0, 1, 1, 0])
        widths = fit(wanted, 1310, squeeze=False)
        assert [width == RAIL for width in widths] == [want.cards == 0 for want in wanted]
        assert sum(widths) + gaps(wanted) <= 1310

    def test_fourteen_full_columns_fit_a_laptop_squeezed(self):
        wanted = self.wanted([9] * 14)
        widths = fit(wanted, 1310, squeeze=True)
        assert sum(widths) + gaps(wanted) <= 1310
        assert min(widths) >= TIGHTEST
        assert min(fit(wanted, 1310, squeeze=False)) == NARROW

    def test_a_person_has_the_last_word(self):
        wanted = self.wanted([3] * 14)
        wanted[0] = Wanted("plan", 3, is_closed=True)
        wanted[1] = Wanted("plan", 0, is_open=True)
        widths = fit(wanted, 1310, squeeze=False)
        assert widths[0] == RAIL
        assert widths[1] > RAIL


def test_the_number_of_a_code_is_never_cut(qapp):
    from mcdesk.ui import theme

    ruler = Ruler(theme.font("small"))
    for room in range(0, 200, 7):
        shown = fit_code("MC-LAW-LAW-2603", room, ruler)
        assert "MC-LAW-LAW-2603".endswith(shown)
        assert shown.endswith("2603")


@pytest.mark.parametrize("text", ["", "a", "one two three four five six seven", "x" * 400])
def test_wrapped_lines_fit(qapp, text):
    from mcdesk.ui import theme

    ruler = Ruler(theme.font("body"))
    lines = wrap(text, 90, 2, ruler)
    assert len(lines) <= 2
    assert all(ruler.horizontalAdvance(line) <= 92 for line in lines)


class TestStock:
    """Each key narrows what the one before found, and never finds less than the whole would."""

    KEYS = ("r", "ri", "ris", "ris 26", "ris 260", "is 260", "", "2602", "2602 r", "zz", "z", "ri")

    def found(self, stock, text):
        return [tile.id for tile in stock.find(text.split(), everything=False)]

    def whole(self, stock, text):
        return self.found(Stock(stock.tiles), text)

    def test_key_by_key_it_finds_what_the_whole_has(self, tiles):
        stock = Stock(tiles)
        for text in self.KEYS:
            assert self.found(stock, text) == self.whole(stock, text), text

    def test_a_card_that_comes_between_two_keys_is_found(self, tiles, made):
        stock = Stock(tiles)
        before = self.found(stock, "260")
        come = made.tile(7)
        stock.put(come)
        assert set(self.found(stock, "2607")) == {"c7"}
        stock.drop(come)
        assert self.found(stock, "2607") == []
        assert self.found(stock, "260") == before

    def test_what_is_found_is_nobody_elses_list(self, tiles):
        stock = Stock(tiles)
        stock.find(["26"], everything=False).clear()
        assert self.found(stock, "260") == self.whole(stock, "260") != []
