"""What stands on paper is a fact: what comes meanwhile changes neither a print nor a scan."""

from __future__ import annotations

import hashlib
import json

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import ClosedPeriod, PrintedBooklet, SignOff, StoredFile
from tests.sync.conftest import Team, found
from tests.sync.meeting import meet
from tests.walk import Walker, create

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)

PERIOD = {"year": "2026/2027", "semester": "odd"}
SCAN = {"scan": hashlib.sha256(b"scan").hexdigest(), "name": "version 1.pdf", "size": 4}


@pytest.fixture
def two(team: Team):
    for desk in team.desks.values():
        path = desk.store.file_path(SCAN["scan"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"scan")
    return team.desks["r0"], team.desks["r1"]


def close(desk, code: str) -> None:
    """Close the period, with one more micro-credential in its register."""
    create(desk, code)
    desk.execute(do.OpenForm(card=code, form="F4"))
    desk.execute(do.FillForm(form=f"{code}/F4", values=PERIOD))
    desk.execute(do.CancelCard(card=code, reason="No demand"))
    desk.execute(do.ClosePeriod(**PERIOD))


def close_again(desk) -> None:
    desk.execute(do.ReopenPeriod(**PERIOD, reason="One was missing"))
    close(desk, "MC-Y")


def signed(desk, version: int) -> SignOff:
    (closed,) = found(desk, ClosedPeriod, version=version)
    (decision,) = found(desk, SignOff, revision_id=closed.id)
    return decision


def test_a_booklet_stays_what_was_printed(team, two):
    """Its code stands on the cover: the page that comes back is known by it."""
    one, other = two
    Walker(one).fill_proposal()
    Walker(one).freeze("F2")
    meet(team)
    other.execute(do.KeepBooklet(who="DEAN-LAW", forms=["MC-1/F2"]))
    (printed,) = found(other, PrintedBooklet)
    one.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new="Never printed."))
    one.execute(do.FreezeForm(form="MC-1/F2"))
    meet(team)
    for desk in two:
        (kept,) = found(desk, PrintedBooklet)
        assert (kept.id, kept.forms) == (printed.id, printed.forms)
        assert [version for _form, version in json.loads(kept.forms)] == [1]


def test_the_scan_of_a_register_is_no_evidence_of_the_next_one(team, two):
    one, other = two
    close(one, "MC-X")
    one.execute(do.SignPeriod(**PERIOD, person="CTL-01", medium="paper"))
    meet(team)
    other.execute(do.FilePeriodScan(**PERIOD, **SCAN))
    close_again(one)
    one.execute(do.SignPeriod(**PERIOD, person="CTL-01", medium="paper"))
    meet(team)
    for desk in two:
        assert signed(desk, 2).scan_owed
    assert [line.kind for line in other.attention()] == ["PeriodScanFiled"]


def test_a_decision_that_is_kept_as_a_fact_keeps_its_scan(team, two):
    one, other = two
    close(one, "MC-X")
    meet(team)
    given = {"scan": SCAN["scan"], "scan_name": SCAN["name"], "scan_size": SCAN["size"]}
    other.execute(do.SignPeriod(**PERIOD, person="CTL-01", medium="paper", **given))
    close_again(one)
    meet(team)
    for desk in two:
        (scan,) = found(desk, StoredFile, digest=SCAN["scan"])
        assert signed(desk, 1).evidence_id == scan.id
    assert not other.attention()
