"""Numbers drawn offline hold, where the replica had reserved them (decisions.md, 21)."""

from __future__ import annotations

import json
from itertools import pairwise

import psycopg
import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.names import is_a_number
from mcdesk.procedure.records import NumberBlock
from tests.sync.conftest import Cut, Team, address_of, records
from tests.sync.meeting import form_of, meet, number_of
from tests.walk import Walker


@pytest.fixture
def two(team: Team):
    """Two people of the team, each with numbers reserved."""
    for name in ("r0", "r1"):
        team.sync(name)
        assert team.desks[name].reserve()
        team.sync(name)
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def freeze(desk, code: str) -> str:
    walker = Walker(desk, code)
    walker.fill_proposal()
    walker.freeze("F2")
    return number_of(desk, code)


def new_card(desk, title: str) -> str:
    desk.execute(do.CreateCard(title_en=title, programme="LAW"))
    return {tile.title_en: tile.code for tile in desk.board().tiles}[title]


def blocks(desk, series: str) -> list[NumberBlock]:
    with desk.store.read() as reader:
        return [e for e in reader.select(NumberBlock, series=series) if e.holder]


def provisional(desk, code: str) -> bool:
    return form_of(desk, code=code).header.provisional


def test_what_two_people_draw_offline_holds(team, two):
    one, other = two
    mine, theirs = freeze(one, "MC-1"), freeze(other, "MC-2")
    codes = new_card(one, "First"), new_card(other, "Second")
    assert mine != theirs
    assert codes[0] != codes[1]
    assert not provisional(other, "MC-2")
    meet(team)
    assert not one.attention()
    assert not other.attention()
    assert (number_of(other, "MC-1"), number_of(one, "MC-2")) == (mine, theirs)
    shown = {tile.title_en: tile.code for tile in one.board().tiles}
    assert (shown["First"], shown["Second"]) == codes
    assert records(one) == records(team.hub)


def test_nothing_is_reserved_twice_and_more_when_few_are_left(team, two):
    one, _other = two
    assert not one.reserve()
    code = new_card(one, "One")
    assert not one.reserve(), "two of three are left"
    new_card(one, "Two")
    assert one.reserve()
    meet(team)
    ranges = sorted((e.first, e.last) for e in blocks(one, code[:-2]))
    assert len(ranges) == 3
    assert all(a[1] < b[0] for a, b in pairwise(ranges)), ranges


def test_a_number_beyond_what_was_reserved_is_provisional_until_the_hub_has_it(team, two):
    one, other = two
    with other.store.rewrite() as unit, unit.unguarded():
        unit.connection.exec_driver_sql("update number_block set used = last where holder <> ''")
    number = freeze(other, "MC-2")
    assert provisional(other, "MC-2")
    assert other.sheet(form_of(other, code="MC-2").form_id, "frozen").header.provisional
    with other.store.rewrite() as unit:  # as it was: the hub must find what it knows
        unit.connection.exec_driver_sql("update number_block set used = first - 1 "
                                        "where holder <> ''")  # fmt: skip
    meet(team)
    assert number_of(one, "MC-2") == number
    assert not provisional(other, "MC-2")


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_numbers_whose_reservation_the_hub_does_not_have_are_not_drawn(team):
    one, other = team.desks["r0"], team.desks["r1"]
    for desk in (one, other):
        assert desk.reserve()
    with pytest.raises(Cut):
        team.sync("r1", "before the push")
    number = freeze(other, "MC-2")
    assert provisional(other, "MC-2")
    meet(team)
    assert number_of(one, "MC-2") == number
    ranges = sorted((e.first, e.last) for e in blocks(one, "CTL/MC/F2/2026"))
    assert len(ranges) == 2
    assert ranges[0][1] < ranges[1][0], ranges


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_copy_on_another_computer_does_not_draw_from_the_same_block(team, two):
    one, _other = two
    copy = team.copy("r0", "copy")
    one = team.desks["r0"]
    freeze(copy, "MC-2")
    assert provisional(copy, "MC-2")
    freeze(one, "MC-1")
    assert not provisional(one, "MC-1")
    team.sync("copy")
    assert copy.reserve()
    meet(team)
    assert not one.attention()
    assert number_of(one, "MC-1") != number_of(one, "MC-2")


def test_an_exchange_reserves_for_who_works_there(app, desk, tmp_path):
    app.make_hub(desk, str(tmp_path / "team.mcdhub"))
    app.exchange(desk)
    assert [(e.first, e.last) for e in blocks(desk, "CTL/MC/F2/2026")] == [(1, 10)]
    assert not desk.replica().waiting
    desk.execute(do.AddPerson(name="READER", roles=["reader"], id="reader-1"))
    app.exchange(desk)
    other = app.join(tmp_path / "other.mcdesk", str(tmp_path / "team.mcdhub"), "READER")
    app.exchange(other)
    assert len(blocks(other, "CTL/MC/F2/2026")) == 1, "who only reads draws no numbers"
    app.close(other)


def test_without_a_hub_numbers_follow_each_other(desk):
    assert not desk.reserve()
    assert not blocks(desk, "CTL/MC/F2/2026")


@pytest.mark.parametrize(
    "given",
    [
        {"holder": "", "series": {"A": 1}},
        {"holder": "x", "series": {"A": 0}},
        {"holder": "x", "series": {"A": 5000}},
        {"holder": "x", "series": {"": 5}},
    ],
    ids=json.dumps,
)
def test_a_block_is_small_and_somebodys(desk, given):
    with pytest.raises(Refused):
        desk.execute(do.ReserveNumbers(**given))


def test_the_last_numbers_of_a_series_are_not_reserved_over_its_end(desk):
    desk.execute(do.ReserveNumbers(holder="x", series={"A": 99}))
    with desk.store.rewrite() as unit:
        unit.connection.exec_driver_sql("update number_block set used = 9990 where holder = ''")
    assert not desk.execute(do.ReserveNumbers(holder="y", series={"A": 10})).events


def test_codes_that_were_given_by_hand_are_not_reserved(team):
    one, other = team.desks["r0"], team.desks["r1"]
    series = new_card(one, "By the program")[:-2]
    for number in (3, 4, 7):
        one.execute(do.CreateCard(title_en=f"Hand {number}", programme="LAW",
                                  code=f"{series}{number:02d}"))  # fmt: skip
    for name, desk in (("r0", one), ("r1", other)):
        team.sync(name)
        assert desk.reserve()
        team.sync(name)
    meet(team)
    assert [(b.first, b.last) for b in blocks(one, series)] == [(8, 10), (11, 13)]
    drawn = new_card(one, "First"), new_card(other, "Second")
    meet(team)
    assert not one.attention()
    assert not other.attention()
    assert sorted(drawn) == [f"{series}08", f"{series}11"]


NUMBERS = (
    "", "1", "CTL/MC/F2/2026/0001", "1" * 80, "1" * 81, "\u00e9" * 80, "\u00e9" * 81,
    "\U0001f600" * 80, "\U0001f600" * 81, "1\n2", "1\t2", "1\r", "\x01", "\x1f", "\x7f", "\x85",
    "1\u00a02", "\u00ad", "\u061c", "\u200b", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066",
    "\u3000", "\ue000", "\ufeff", "No. 5 (a)", "\u2116 5", "\u096b", "a\u0301",
)  # fmt: skip
"""Texts of all sorts, as a document might bear them for a number."""


def test_a_server_and_the_program_take_the_same_numbers(shared: Team, server):
    with psycopg.connect(address_of(server, shared.hub.engine.url.database)) as connection:
        for text in NUMBERS:
            (taken,) = connection.execute("select hub.is_a_number(%s)", (text,)).fetchone()
            assert taken == is_a_number(text), repr(text)
        every = "select n from generate_series(1, 1114111) n where n not between 55296 and 57343"
        rows = connection.execute(f"{every} and not hub.is_a_number(chr(n))")
        refused = {code for (code,) in rows}
    signs = (code for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF)
    assert refused == {code for code in signs if not is_a_number(chr(code))}
