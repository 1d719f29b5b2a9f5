"""A member brings another workspace in at a hub on a server, and opens no hole by it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.application.journal import Effect, read_event
from mcdesk.models import checking, server_members
from mcdesk.procedure.commands.bringing import BROUGHT
from mcdesk.procedure.records import Card, Office, Person, SigningKey, SignOff, as_data
from mcdesk.signing.ed25519 import verify
from tests.sync.brought import ALL, bring, card_in, made, put_away, read, whole
from tests.sync.conftest import Team, address_of, clock, records
from tests.sync.forger import Forger

NOT_WHOLE = {"at": {"at": "24:00"}, "by": {"by": 5}, "today": {"today": "x"}, "note": {"note": []},
             "group": {"group": ""}, "command": {"command": {}}, "format": {"format": 2},
             "effects": {"effects": [{"table": 5}]}}  # fmt: skip
"""What no event says of itself, which everybody would read."""


@pytest.fixture
def theirs(tmp_path) -> Path:
    return made(tmp_path / "theirs.mcdesk", "Theirs", "CTL-02")


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_takes_what_the_lead_brings_in_and_nothing_else(team: Team, theirs, server):
    one, other = team.desks["r0"], team.desks["r1"]
    app = clock()
    lead = read(app, theirs, lambda desk: desk.person_id)
    later = card_in(app.plan_bringing(one, theirs, ALL), "MC-1").id
    bring(app, one, theirs, matches={lead: one.person_id}, leave_out=frozenset({later}))
    team.sync("r0")
    report, _changes = bring(app, one, theirs)
    assert report.plan.events > 15
    before = one.replica()
    assert team.sync("r0").pushed == before.waiting
    assert one.replica().head.seq == before.head.seq + before.waiting
    assert put_away(one) == []
    team.sync("r1")
    assert records(one) == records(other) == records(team.hub)
    assert checking.check(other.store.path, verify) == ()
    _forge(team, theirs, server)


def _forge(team: Team, theirs: Path, server: str) -> None:
    """Try what a member with plain SQL would: to speak for others under cover of a bringing-in."""
    desk = team.desks["r0"]
    forger = Forger(team.hub.address, desk.person_id, desk)
    database = team.hub.engine.url.database
    someone = forger.find(Person, name="SME-03").id
    server_members.add_member(address_of(server, database), f"sme_{database}", someone)
    lecturer = Forger(address_of(server, database, f"sme_{database}"), someone, desk)
    signed = next(read_event(e.body) for e in read(clock(), theirs, whole)
                  if e.kind == "FormSigned")  # fmt: skip
    card = forger.find(Card, code="MC-2")
    decision = signed.effects[0].new
    mine = forger.find(Person, name="ID-02")
    tries = {
        "a card of the team": [Effect("card", card.id, as_data(card), {
            **as_data(card), "stage": "completion", "row_version": card.row_version + 1})],
        "a decision on it": [_new(decision, "sign_off", id="s-1", card_id=card.id)],
        "a member's decision": [_new(decision, "sign_off", id="s-2", card_id="c", form_id="f",
                                     person_id=desk.person_id)],
        "somebody's decision": [_new(decision, "sign_off", id="s-3", card_id="c", form_id="f",
                                     person_id=mine.id)],
        "a key of a member": [_new(as_data(SigningKey(id="k", person_id=mine.id, public="p")),
                                   "signing_key")],
        "a setting": [Effect("setting", "x", None, {"id": "x", "row_version": 1, "deleted": False,
                                                    "key": "a", "value": "1", "since": ""})],
    }  # fmt: skip
    for what, effects in tries.items():
        event = replace(signed, id=f"forged-{len(what)}", effects=tuple(effects))
        said = _push(forger, event, event.body())
        assert re.search(
            "belongs to this team|nobody of this team|does not change setting", said
        ), what
        assert "not what its text says" in _push(forger, event, signed.body()), what
    said_whole = json.loads(signed.body())
    for what, change in NOT_WHOLE.items():
        said = _push(forger, replace(signed, id=f"part-{what}"), json.dumps(
            said_whole | {"id": f"part-{what}"} | change))  # fmt: skip
        assert "brought in is an event that is whole" in said, what
    for text in ("", "x", "[]", "null", 5, None):
        assert "brought in is an event that is whole" in _push(
            forger, replace(signed, id="no-event"), text
        ), text
    office = forger.find(Office, person_id=mine.id)
    taken = replace(office, person_id=someone)
    matched = lecturer.event("EntriesMatched", (office, taken))
    assert "takes the right" in lecturer.push(matched)
    matched = forger.event("EntriesMatched", (office, replace(office, person_id=desk.person_id)))
    assert "only what is matched goes over" in forger.push(matched)
    assert "matching makes no entries" in forger.push(
        forger.event("EntriesMatched", (None, replace(office, id="new-office")))
    )
    honest = replace(signed, id="by-another")
    assert "takes the right" in _push(lecturer, honest, honest.body())
    assert forger.find(SignOff, id="s-1") is None
    for each in (forger, lecturer):
        each.close()


def _new(data: dict, table: str, **more: object) -> Effect:
    new = {**data, **more, "row_version": 1}
    return Effect(table, str(new["id"]), None, new)


def _push(forger: Forger, event, text: str) -> str:
    outer = replace(
        event, kind=f"{BROUGHT}.{event.kind}", by=forger.person,
        command={"do": "BringEvent", "origin": "x", "text": text, "places": [0]},
    )  # fmt: skip
    return forger.push(outer)
