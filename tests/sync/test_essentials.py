"""Two people complete what is known of a micro-credential that was taken over, apart."""

from __future__ import annotations

import json

import psycopg
import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.essentials import CHOSEN, COUNTED, LISTED, fits
from mcdesk.procedure.records import Card, changed
from tests.sync.conftest import Team, address_of
from tests.sync.forger import Forger
from tests.sync.meeting import meet

CODE = "MC-T"


@pytest.fixture
def two(team: Team):
    """Two people of the team, who have the same card that was taken over."""
    one, other = team.desks["r0"], team.desks["r1"]
    known = {"hours": 30, "weeks": 4}
    one.execute(do.TakeOverCard(title_en="Sewing", programme="LAW", stage="design", code=CODE,
                                since="2026-11-01", essentials=known))  # fmt: skip
    meet(team)
    return one, other


def complete(desk, **essentials) -> None:
    desk.execute(do.ChangeCard(card=CODE, essentials=essentials))


def test_each_essential_is_merged_by_itself(team, two):
    one, other = two
    complete(one, hours=36, mode="online", weeks=None)
    complete(other, outcomes=["Sew", "Cut"])
    complete(other, language=["english"], mode="online")
    meet(team)
    for desk in two:
        assert desk.page(CODE).essentials == {
            "hours": 36, "mode": "online", "outcomes": ["Sew", "Cut"], "language": ["english"],
        }  # fmt: skip
        assert not desk.attention()


def test_only_the_same_essential_changed_differently_is_asked_about(team, two):
    one, other = two
    complete(one, hours=36)
    other.execute_together(
        do.ChangeCard(card=CODE, essentials={key: new}, base={key: old})
        for key, old, new in (("hours", 30, 40), ("pace", None, "cohort"))
    )
    meet(team)
    for desk in two:
        assert desk.page(CODE).essentials == {"hours": 36, "weeks": 4, "pace": "cohort"}
    (line,) = other.attention()
    assert [(p.label.en, p.label.id, p.base, p.mine, p.theirs) for p in line.places] == [
        ("Hours", "Jam", "30", "40", "36")
    ]
    other.settle(line.n, "again")
    meet(team)
    assert one.page(CODE).essentials == {"hours": 40, "weeks": 4, "pace": "cohort"}
    assert not other.attention()


def outcomes(desk, new: list[str], base: list[str] | None) -> None:
    desk.execute(do.ChangeCard(card=CODE, essentials={"outcomes": new}, base={"outcomes": base}))


def test_a_list_that_both_changed_apart_holds_both_and_nobody_is_asked(team, two):
    one, other = two
    outcomes(one, ["Sew", "Cut"], None)
    meet(team)
    outcomes(one, ["Sew", "Cut", "Theirs"], ["Sew", "Cut"])
    outcomes(other, ["Sew well", "Cut"], ["Sew", "Cut"])
    outcomes(other, ["Sew well", "Cut", "Mine"], ["Sew well", "Cut"])
    meet(team)
    for desk in two:
        assert set(desk.page(CODE).essentials["outcomes"]) == {"Sew well", "Cut", "Mine", "Theirs"}
        assert desk.page(CODE).essentials["outcomes"][:2] == ["Sew well", "Cut"]
        assert not desk.attention()


def test_a_list_that_is_done_again_keeps_what_others_did_elsewhere_in_it(team, two):
    one, other = two
    outcomes(one, ["Sew", "Cut"], None)
    meet(team)
    complete(one, outcomes=["Sew by hand", "Cut", "Theirs"], hours=36)
    other.execute(
        do.ChangeCard(
            card=CODE,
            essentials={"outcomes": ["Sew well", "Cut"], "hours": 40},
            base={"outcomes": ["Sew", "Cut"], "hours": 30},
        )
    )
    meet(team)
    (line,) = other.attention()
    assert other.page(CODE).essentials["outcomes"] == ["Sew by hand", "Cut", "Theirs"]
    other.settle(line.n, "again")
    meet(team)
    for desk in two:
        known = desk.page(CODE).essentials
        assert (known["outcomes"], known["hours"]) == (["Sew well", "Cut", "Theirs"], 40)


def test_it_is_told_whether_others_words_stand_where_something_is_done_again(team, two):
    one, other = two
    complete(one, hours=36)
    other.execute(do.ChangeCard(card=CODE, essentials={"hours": 40}, base={"hours": 30}))
    meet(team)
    assert said(other) == [
        "Done again, it takes the place of what others changed meanwhile; what else they changed "
        "stays."
    ]
    complete(one, hours=30)
    meet(team)
    assert said(other) == ["What stood against it is gone: it can be done now."]


def said(desk) -> list[str]:
    (line,) = desk.attention()
    return [words.en for words in line.now]


def test_what_came_while_the_dialog_was_open_stays(team, two):
    """What was on screen is the base; a list takes both, and what clashes is refused."""
    one, other = two
    shown = dict(one.page(CODE).essentials)
    complete(other, outcomes=["Sew", "Theirs"], hours=36)
    meet(team)
    one.execute(
        do.ChangeCard(card=CODE, essentials={"outcomes": ["Mine"]}, base={"outcomes": None})
    )
    with pytest.raises(Refused):
        one.execute(do.ChangeCard(card=CODE, essentials={"hours": 40}, base=shown))
    meet(team)
    for desk in two:
        known = desk.page(CODE).essentials
        assert (set(known["outcomes"]), known["hours"]) == ({"Sew", "Theirs", "Mine"}, 36)
        assert not desk.attention()


def test_a_history_tells_each_essential(two):
    one, _other = two
    complete(one, hours=None, outcomes=["Sew", "Cut"], language=["english", "indonesian"])
    line = one.history(CODE)[0]
    assert {change.label.en: (change.old, change.new) for change in line.changes} == {
        "Learning outcomes": ("", "Sew\nCut"),
        "Hours": ("30", ""),
        "Language of instruction": ("", "English, Indonesian"),
    }


SHAPES = (
    0, 1, -1, 10_000, 10_001, 0.5, 10_000.5, 1e-7, 2**60, True, False, None, [], {}, [1], ["a"],
    ["a", None], [True], [{}], [[]], [1.5, "x", {"a": 1}], "", " ", "5", "00005", "5.25",
    "10000.0", "10000.01", "0.0", " 5 ", "5 ", "5\n", "\t5", "5.", ".5", "5,5", "+5", "-5", "1e3",
    "1E+2", "1e400", "NaN", "Infinity", "inf", "0x10", "0b11", "0o17", "1_000", "_5", "5_", "1__0",
    "1.0_0", "\u096b", "\uff15", "\u0663", "5\u00a0", "\u20035", "5\x1c", "5\x85", "5" * 6,
    "0." + "0" * 19 + "1", "0." + "0" * 20 + "1", "x" * 40, "x" * 41, "\u00e9" * 40,
    "\U0001f600" * 41,
)  # fmt: skip
"""Values of all sorts, as an essential might hold them."""


def test_a_server_and_the_program_take_the_same_shapes(shared: Team, server):
    def takes(key: str, value: object) -> bool:
        said = json_text({"essentials": json_text({key: value})})
        try:
            connection.execute("select hub.check_essentials('null', %s::jsonb)", (said,))
        except psycopg.errors.CheckViolation:
            return False
        return True

    with psycopg.connect(address_of(server, shared.hub.engine.url.database)) as connection:
        connection.autocommit = True
        differing = [
            (key, value)
            for key in (*COUNTED, *LISTED, *CHOSEN, "other")
            for value in SHAPES
            if takes(key, value) != fits(key, json.loads(json_text(value)))
        ]
        assert differing == []
        assert [value for value in SHAPES if takes("hours", value)] == [
            1, 10_000, 0.5, 1e-7, "5", "00005", "5.25", "10000.0", "0." + "0" * 19 + "1",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [{"outcomes": 5}, {"modules": [[1]]}, {"hours": {"a": 1}}, {"language": 5}, {"kkni": [1]},
     {"outcomes": [None]}, {"weeks": "abc"}, {"other": 1}, {"hours": 0}, {"weeks": 10001}],
)  # fmt: skip
def test_a_server_takes_no_essentials_that_no_form_takes(shared: Team, bad):
    """What stood there already, and what is changed beside it, is taken still."""
    desk = shared.desks["r0"]
    desk.execute(do.TakeOverCard(title_en="Old", programme="LAW", code=CODE, stage="design",
                                 since="2026-10-01", essentials={"hours": 30}))  # fmt: skip
    shared.sync("r0")
    forger = Forger(shared.hub.address, desk.person_id, desk)
    card = forger.find(Card, code=CODE)

    def push(**said) -> str:
        text = json_text({**json.loads(card.essentials), **said})
        return forger.push(forger.event("CardChanged", (card, changed(card, essentials=text))))

    assert "such as forms take it" in push(**bad)
    assert push(weeks=4, modules=["A", 2], language=["english"], pace="cohort") == "ok"
    forger.close()
