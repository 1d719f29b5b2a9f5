"""A contribution statement's number at a server: just drawn, of its year, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import NumberBlock, Person, Revision, changed
from tests.sync.conftest import Team
from tests.sync.forger import Forger
from tests.walk import Walker

SERIES = "CTL/MC/SK/2026"
FIRST, SECOND = f"{SERIES}/0001", f"{SERIES}/0002"
DRAWN = "bears the number that was drawn for it"
SAYS = "a statement says whose it is"


@pytest.fixture
def forger(shared: Team, server):
    made = Forger(shared.hub.address, shared.desks["r0"].person_id, shared.desks["r0"])
    yield made
    made.close()


def count(series: str = SERIES, used: int = 1, last: int = 9999) -> NumberBlock:
    id_ = natural_id("number_block", series)
    return NumberBlock(id=id_, series=series, first=1, last=last, used=used)


def push(forger: Forger, number: str, *draws, day: str = "2026-11-23", **said) -> str:
    """Push that somebody's statement got a number, with what was drawn; return what is said."""
    event = forger.event("StatementNumbered", *draws, today=day)
    note = {"since": "2026-01-01", "until": "2026-12-31", "digest": "d" * 64, "number": number}
    person = forger.find(Person, name="SME-03").id
    return forger.push(replace(event, note={"person": person, **note, **said}))


def test_a_number_is_the_one_that_was_drawn_just_then(forger):
    assert DRAWN in push(forger, FIRST), "nothing was drawn"
    assert DRAWN in push(forger, SECOND, (None, count())), "another one was drawn"
    assert DRAWN in push(forger, "CTL/MC/F2/2026/0001", (None, count("CTL/MC/F2/2026")))
    last_year = count("CTL/MC/SK/2025")
    assert DRAWN in push(forger, "CTL/MC/SK/2025/0001", (None, last_year))
    assert push(forger, FIRST, (None, count())) == "ok"
    one = forger.find(NumberBlock, id=count().id)
    assert DRAWN in push(forger, FIRST, (one, changed(one, used=2)))
    assert push(forger, SECOND, (one, changed(one, used=2))) == "ok"


def test_a_number_that_is_typed_is_nobodys(forger):
    number = forger.find(Revision).number
    assert "given once" in push(forger, number, (None, count(f"# {number}", last=1)))
    assert push(forger, "12/SK", (None, count("# 12/SK", last=1))) == "ok"
    assert DRAWN in push(forger, "12/SK"), "for another person"
    assert push(forger, FIRST, (None, count(f"# {FIRST}", last=1))) == "ok"
    assert "given once" in push(forger, FIRST, (None, count()))


@pytest.mark.parametrize(
    "said",
    [{"digest": "d"}, {"digest": ""}, {"person": "nobody"}, {"since": ""}, {"until": "2025-01-01"},
     {"until": "soon"}],
)  # fmt: skip
def test_a_statement_says_whose_it_is_of_which_days_and_over_what(forger, said):
    assert SAYS in push(forger, FIRST, (None, count()), **said)


def test_a_form_gets_no_number_of_a_statement(shared: Team, forger, monkeypatch):
    desk, number = shared.desks["r0"], "12/SK"
    assert push(forger, number, (None, count(f"# {number}", last=1))) == "ok"
    shared.sync("r0")
    Walker(desk, "MC-2").fill_proposal()
    freeze = do.FreezeForm(form="MC-2/F2", number=number)
    with pytest.raises(Refused) as caught:
        desk.execute(freeze)
    assert caught.value.code == "number_taken"
    with monkeypatch.context() as lawless:
        lawless.setattr("mcdesk.application.numbers.is_stated", lambda *_given: False)
        desk.execute(freeze)
        shared.sync("r0")
    assert "was given or reserved already" in desk.attention()[-1].reasons[0].en
