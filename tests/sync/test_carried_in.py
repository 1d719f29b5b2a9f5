"""What a packet brought makes no hub that was put back an altered one; what is forged does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.healing import HUB_ID
from mcdesk.application.journal import Line, read_event
from mcdesk.application.redacting import filled
from mcdesk.application.taken_anew import lies_ahead
from mcdesk.errors import Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import Comment, Redaction
from tests.sync.carried_in import (
    FORM,
    SECRET,
    Case,
    attached,
    brought_again,
    frozen,
    idea,
    in_office,
    in_team,
    opened,
    out_of_office,
    out_of_team,
    person_of,
    removed,
    removed_file,
    row,
    secret,
    with_later,
)
from tests.sync.conftest import found, journal, records
from tests.sync.entries import decided, line_of
from tests.sync.forged import forged_event
from tests.sync.meeting import FILE, meet

if TYPE_CHECKING:
    from collections.abc import Callable

    Body = dict[str, Any]

HOURS = timedelta(hours=1)
HONEST = {
    "as usual": Case(),
    "of what takes no right, by who has no duty": Case(idea, "TAKER"),
    "by who only reads": Case(idea, "TAKER", in_office("reader")),
    "by who has a duty": Case(row, "TAKER", in_team),
    "by who leaves the team on that day": Case(row, "TAKER", in_team, out_of_team()),
    "by who had left the team": Case(row, "TAKER", in_team, out_of_team("2026-11-20")),
    "by who leaves the office on that day": Case(row, "TAKER", in_office("ctl"), out_of_office),
    "by a clock that is behind": Case(clock=-23 * HOURS),
    "by a clock that is ahead": Case(clock=20 * HOURS),
    "removed for ever": Case(secret, after=removed),
    "removed for ever, by another": Case(secret, "TAKER", in_office("ctl"), removed),
    "removed for ever from a version": Case(frozen, after=removed),
    "removed for ever from a version that another froze": Case(
        frozen, "TAKER", in_office("ctl"), removed, -20 * HOURS
    ),
    "a file that was removed for ever": Case(attached, after=removed_file),
    "removed for ever, by a clock that is behind": Case(secret, after=removed, clock=-20 * HOURS),
}


@FILE
@pytest.mark.parametrize("first", ["author", "taker"])
@pytest.mark.parametrize("name", HONEST)
def test_what_was_taken_in_honestly_alters_no_hub(team, tmp_path, name, first):
    brought_again(team, HONEST[name], tmp_path, first)
    one, other = team.desks["r0"], team.desks["r1"]
    assert records(one) == records(other)
    assert not [*one.attention(), *other.attention()]
    kept = list(lines(team.hub))
    assert kept == list(lines(one.store)) == list(lines(other.store))
    if "removed" in name:
        assert not any(SECRET in line.body for line in kept)


def lines(source: Any) -> Any:
    if hasattr(source, "lines_after"):
        return journal(source)
    with source.look() as unit:
        return unit.lines_after(0)


# --- what is forged -----------------------------------------------------------------------------


def said(by: str, at: str = "2026-11-23T15:00:00Z", **more: Any) -> Callable[[Body, str], None]:
    """Say of an entry that somebody took it in, or what else is given."""

    def change(event: Body, whose: str) -> None:
        event["note"] = {"made_by": event["by"], "made_at": event["at"]} | more.get("note", {})
        event |= {"by": whose or by, "at": at, "today": more.get("today", at[:10])}

    return change


def other_words(event: Body, whose: str) -> None:
    said("")(event, whose)
    effect = event["effects"][0]["new"]
    effect["value"] = json_text("Forged words")
    event["command"]["new"] = "Forged words"


FORGED = {
    "far ahead": ("TAKER", said("", "2030-12-24T09:00:00Z")),
    "two days ahead": ("TAKER", said("", "2026-11-25T21:00:00Z")),
    "before it was made": ("TAKER", said("", "2026-11-21T09:00:00Z")),
    "on another day": ("TAKER", said("", today="2026-12-24")),
    "by nobody of the directory": ("", said("nobody")),
    "with other words": ("TAKER", other_words),
    "of another author": ("TAKER", said("", note={"made_by": "somebody"})),
    "of another moment": ("TAKER", said("", note={"made_at": "2026-11-22T09:00:00Z"})),
}


def told(team: Any) -> list[str]:
    codes = []
    for name in ("r0", "r1"):
        with pytest.raises(Trouble) as trouble:
            team.sync(name)
        codes.append(trouble.value.code)
    return codes


@FILE
@pytest.mark.parametrize("name", FORGED)
def test_what_is_forged_as_taken_in_is_told(team, name):
    taker, change = FORGED[name]
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddPerson(name="TAKER"))
    one.execute(do.SetValue(form=FORM, path="p10", new="My own words"))
    with_later(team)
    before, whose = records(other), person_of(one, taker) if taker else ""
    forged_event(team.hub.path, "My own words", lambda event: change(event, whose))
    assert told(team) == ["altered", "altered"]
    assert records(other) == before


@FILE
def test_of_what_was_taken_in_its_author_brings_no_other_day(team, tmp_path):
    """The author's own entry names no taker: the day on which it counts is that of its moment."""
    one, other = team.desks["r0"], team.desks["r1"]
    meet(team)
    secret(one)
    path, _count = team.app.packet_out(one, tmp_path / "one")
    assert team.app.packet_in(other, path).kept == 1
    team.sync("r1")
    with_later(team)

    def change(event: Body) -> None:
        event |= {"by": event["note"]["made_by"], "at": event["note"]["made_at"],
                  "today": "2026-12-24", "note": {}}  # fmt: skip

    forged_event(team.hub.path, SECRET, change)
    assert told(team) == ["altered", "altered"]


@FILE
@pytest.mark.parametrize("role", ["", "reader", "sme"])
def test_a_remark_is_nobody_else_s_whoever_its_author_is(team, role):
    """Whoever has it as its author's own knows that it was not adopted."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddPerson(name="LECTURER", roles=[role] if role else []))
    with team.app.acting_as(one, "LECTURER"):
        one.execute(do.WriteComment(form=FORM, path="p10", text="I do not agree.", id="said"))
    author, dean = (person_of(one, each) for each in ("LECTURER", "DEAN-LAW"))
    with_later(team)

    def change(event: Body) -> None:
        said(dean, note={"adopted": "1"})(event, dean)
        event["effects"][0]["new"] |= {"author": dean, "at": event["at"]}

    forged_event(team.hub.path, "I do not agree", change)
    assert told(team) == ["altered", "altered"]
    assert {found(each, Comment, id="said")[0].author for each in (one, other)} == {author}


@FILE
@pytest.mark.parametrize("first", ["author", "another adopter"])
def test_a_remark_that_was_adopted_while_it_waited_alters_no_hub(team, tmp_path, first):
    """Its author left, and sends it all the same; or a second one adopted it, too."""
    one, other, third = (team.desks[name] for name in ("r0", "r1", "r2"))
    one.execute(do.AddPerson(name="LECTURER"))
    meet(team)
    team.sync("r2")
    old = team.hub.path.read_bytes()
    with team.app.acting_as(one, "LECTURER"):
        one.execute(do.WriteComment(form=FORM, path="p10", text="I do not agree.", id="said"))
    path, _count = team.app.packet_out(one, tmp_path / "one")
    assert team.app.packet_in(other, path, adopted=True).kept == 1
    team.sync("r1")
    team.hub.path.write_bytes(old)
    if first != "author":
        with team.app.acting_as(third, "GD-01"):
            assert team.app.packet_in(third, path, adopted=True).kept == 1
    for name in ("r0" if first == "author" else "r2", "r1", "r0", "r2"):
        team.sync(name)
    assert records(one) == records(other) == records(third)
    whose = "LECTURER" if first == "author" else "GD-01"
    (remark,) = found(other, Comment, id="said")
    assert remark.author == person_of(one, whose)


def test_its_author_may_adopt_a_remark_with_all_that_waited_and_not_take_it_in():
    def remark(at: str, **note: str) -> Line:
        made = {"id": "k", "text": "A", "author": "p", "at": at}
        effects = [{"table": "comment", "id": "k", "old": None, "new": made}]
        command = {"do": "WriteComment", "text": "A"}
        return line_of(at=at, command=command, note=note, effects=effects)

    first, later = "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"
    taken = {"made_by": "p", "made_at": first}
    assert not is_altered(remark(first), remark(later, **taken, adopted="1"))
    assert is_altered(remark(first), remark(later, **taken))


# --- clocks -------------------------------------------------------------------------------------


@FILE
def test_what_was_made_later_than_it_is_here_is_not_taken_in(team, tmp_path):
    """Its entry would bear a moment before it was made: the clock of one of both is wrong."""
    one = team.desks["r0"]
    meet(team)
    row(one)
    path, _count = team.app.packet_out(one, tmp_path / "one")
    behind = opened(team, "r1", -48 * HOURS)
    with pytest.raises(Refused, match="the clock of this computer is behind"):
        behind.packet_in(team.desks["r1"], path)
    assert not team.desks["r1"].replica().waiting
    right = opened(team, "r1", timedelta())
    assert right.packet_in(team.desks["r1"], path).kept == 1


@FILE
def test_the_work_of_who_left_is_adopted_whatever_its_clock_said(team, tmp_path):
    """Nobody else could bring it: no word is lost."""
    one = team.desks["r0"]
    one.execute(do.AddPerson(name="LECTURER"))
    meet(team)
    with team.app.acting_as(one, "LECTURER"):
        one.execute(do.WriteComment(form=FORM, path="p10", text="I do not agree."))
    path, _count = team.app.packet_out(one, tmp_path / "one")
    behind = opened(team, "r1", -48 * HOURS)
    assert behind.packet_in(team.desks["r1"], path, adopted=True).kept == 1


@FILE
def test_what_was_left_in_a_workspace_comes_whatever_the_clock_says(team):
    """Nobody can send it anew (`salvaging.py`)."""
    one = team.desks["r0"]
    meet(team)
    row(one)
    packed = replace(one.pack(), is_own=True)
    opened(team, "r1", -48 * HOURS)
    other = team.desks["r1"]
    with team.app.acting_as(other, "DEAN-LAW"):
        with pytest.raises(Refused, match="the clock of this computer is behind"):
            other.take_packet(replace(packed, is_own=False))
        assert other.take_packet(packed).kept + len(other.attention()) == 1


@FILE
def test_without_a_hub_a_packet_comes_whatever_the_clock_says(team, tmp_path):
    """There is no hub that could be put back, and no other way."""
    one = team.desks["r0"]
    meet(team)
    row(one)
    path, _count = team.app.packet_out(one, tmp_path / "one")
    behind = opened(team, "r1", -48 * HOURS)
    team.desks["r1"].store.set_fact(HUB_ID, "")
    assert behind.packet_in(team.desks["r1"], path).kept == 1


@FILE
def test_what_is_known_here_to_have_been_lies_ahead_of_no_clock(team):
    """Whose clock is behind goes on exchanging: entries here tell how late it is."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.SetValue(form=FORM, path="p10", new="My own words"))
    with_later(team)
    whose = person_of(one, "DEAN-LAW")
    forged_event(team.hub.path, "My own words", lambda event: said("")(event, whose))
    opened(team, "r1", -60 * HOURS)
    team.sync("r1")
    assert not other.attention()


def test_a_decision_in_the_program_lies_ahead_by_its_author_s_clock_alone():
    """It keeps the moment that was signed, which is compared."""
    known = ["2026-11-23T09:00:00Z", "no moment"]
    for medium, ahead in (("paper", True), ("program", False)):
        event = read_event(decided("q", "2026-12-24", whose="p", medium=medium).body)
        assert lies_ahead(event, known) is ahead
        assert not lies_ahead(replace(event, note={}), known), "nobody took it in"


@FILE
def test_a_clock_that_is_behind_is_told_with_the_way_out(team):
    """An entry that lies ahead of all that is known here: altered, or this clock is behind."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.SetValue(form=FORM, path="p10", new="My own words"))
    with_later(team)
    whose = person_of(one, "DEAN-LAW")
    at = datetime(2026, 11, 26, 9, tzinfo=UTC).isoformat()
    forged_event(team.hub.path, "My own words", lambda event: said("", at)(event, whose))
    with pytest.raises(Trouble, match="altered, or a clock is wrong: entry") as trouble:
        team.sync("r1")
    assert trouble.value.code == "altered"
    opened(team, "r1", 60 * HOURS)
    other = team.desks["r1"]
    team.sync("r1")
    assert not other.replica().waiting


# --- what was removed for ever ------------------------------------------------------------------


@pytest.mark.parametrize(("own", "other", "made"), [
    ({"a": "<out>", "b": 1}, {"a": "A text", "b": 2}, {"a": "A text", "b": 1}),
    ({"a": '"<out>"'}, {"a": '"A text"'}, {"a": '"A text"'}),
    ({"a": "<out>"}, {"a": {"b": [1]}}, {"a": {"b": [1]}}),
    ({"a": '{"b":"<out>","c":1}'}, {"a": '{"b":"x","c":2}'}, {"a": '{"b":"x","c":1}'}),
    ({"a": ["x <out> y", "z"]}, {"a": ["x w y"]}, {"a": ["x w y", "z"]}),
    ({"a": "<out>", "b": ""}, {"b": "x"}, {"a": "<out>", "b": ""}),
])  # fmt: skip
def test_what_a_removal_took_is_filled_with_what_another_entry_holds(own, other, made):
    gone = Redaction(id="x", subject_table="card", subject_id="c", name="a", words="<out>")
    assert filled(json_text(own), json_text(other), [gone]) == json_text(made)


def test_of_a_removed_file_the_note_is_filled_too_since_no_words_are_left_in_it():
    gone = Redaction(id="x", subject_table="file", subject_id="f", name="", words="<out>")
    own, other = {"name": "<out>", "note": ""}, {"name": "A", "note": "B"}
    assert filled(json_text(own), json_text(other), [gone]) == json_text(other)
