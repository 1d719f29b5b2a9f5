"""Deliberate faults of the protocol: each must break a promise, else the checks could not fail.

The list stands beside the protocol (reliability.md, 4.4): whoever adds a rule adds its fault.
"""

from __future__ import annotations

import pytest

from mcdesk.application import replay, replica
from mcdesk.models import hub, replaying
from mcdesk.sync import syncing
from tests.sync import test_meeting
from tests.sync.conftest import Team


def no_shadows(patch) -> None:
    """What waits is forgotten, but its values stay on the records."""

    def take_off(self, line):
        replace, self._replace = self._replace, lambda *_given: None
        original(self, line)
        self._replace = replace

    original = replaying.SqlReplicaUnit.take_off
    patch.setattr(replaying.SqlReplicaUnit, "take_off", take_off)


def head_not_verified(patch) -> None:
    """The hub's journal is believed to be the one known."""
    patch.setattr(
        syncing, "_common", lambda _replica, _hub, mine, theirs: min(mine.seq, theirs.seq)
    )


def content_not_compared(patch) -> None:
    """A known id is taken for the same event, whatever it says."""
    known = hub.SqliteHub.append

    def append(self, lines, seen):
        with self._reading() as unit:
            fresh = [line for line in lines if unit.line_named(line.id) is None]
        return known(self, fresh, seen)

    patch.setattr(hub.SqliteHub, "append", append)


def ids_not_known(patch) -> None:
    """The hub takes every push, also one that it has already."""
    patch.setattr(hub, "_is_known", lambda _unit, _line: False)


def other_hub_not_noticed(patch) -> None:
    """Another hub under the same address is written to."""
    patch.setattr(syncing, "_must_be_ours", lambda _ours, _theirs: None)


def written_over(patch) -> None:
    """What somebody else wrote meanwhile is not looked at."""
    patch.setattr(replica, "collisions", lambda *_given: iter(()))


def drawn_anew(patch) -> None:
    """Ids are drawn anew when a command is carried out again."""
    patch.setattr(replay.Replay, "next_id", lambda _self, _table: "")


def base_forgotten(patch) -> None:
    """A command without a base takes what stands there now for what it found."""
    patch.setattr(replay.Replay, "has", lambda _self, _table, _id: False)


def numbers_drawn_anew(patch) -> None:
    """A number that is still free is not kept."""
    patch.setattr(replay.Replay, "number", lambda _self, _series: 0)


def facts_refused(patch) -> None:
    """A decision on paper is refused like any other command."""
    patch.setattr(replica, "is_fact", lambda _command: False)


def files_after_events(patch) -> None:
    """Files do not go before the events that name them."""
    patch.setattr(syncing, "send_files", lambda _replica, _hub, _lines: [])


def with_folder(test):
    """Return a test that wants a folder as one that does not."""
    return lambda team, two: test(team, two, team.folder)


FAULTS = {
    no_shadows: test_meeting.test_a_code_that_nobody_took_stays,
    head_not_verified: test_meeting.test_a_restored_hub_that_others_wrote_to_since,
    other_hub_not_noticed: with_folder(test_meeting.test_a_hub_of_another_team_is_not_written_to),
    written_over: test_meeting.test_what_cannot_be_settled_so_stays_in_the_list,
    drawn_anew: test_meeting.test_what_was_drawn_stays_when_it_is_done_again,
    base_forgotten: test_meeting.test_a_value_written_blindly_does_not_cover_a_foreign_one,
    facts_refused: test_meeting.test_a_decision_on_paper_is_a_fact,
    files_after_events: with_folder(test_meeting.test_a_file_goes_before_the_event_that_names_it),
    ids_not_known: test_meeting.test_a_push_whose_answer_was_lost_is_not_taken_twice,
    content_not_compared: test_meeting.test_an_id_that_stands_for_something_else_is_refused,
    numbers_drawn_anew: test_meeting.test_a_code_that_is_free_stays,
}


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_of_the_protocol_is_caught(team: Team, monkeypatch, fault):
    fault(monkeypatch)
    with pytest.raises(BaseException):  # noqa: B017 - any failure of the test will do
        FAULTS[fault](team, (team.desks["r0"], team.desks["r1"]))
