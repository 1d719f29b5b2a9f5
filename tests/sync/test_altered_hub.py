"""A hub in which somebody wrote an entry anew, and all hashes behind it (fault 17)."""

from __future__ import annotations

import json
from argparse import Namespace
from contextlib import nullcontext
from dataclasses import fields, replace
from functools import partial

import pytest

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.honest_differences import OF_TAKER
from mcdesk.application.journal import Line, chained
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import text_digest
from mcdesk.procedure.records import RECORDS, Redaction
from mcdesk.procedure.records.redaction import MARK
from mcdesk.script import team as script
from mcdesk.ui.team.healings import healing_words
from tests.asking import content
from tests.sync.conftest import records
from tests.sync.entries import decided, line_of, removal, removed
from tests.sync.forged import forge, rewritten, taken_out, with_cell
from tests.sync.lost_hub import put_back, rename
from tests.sync.meeting import write
from tests.sync.secret import SECRET

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)
"""A server's journal is written by its owner alone; the way is the same."""


@FILE
def test_an_entry_that_was_written_anew_is_named_and_nothing_is_exchanged(team):
    """Fault 17 of reliability.md."""
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "Honest words")
    team.sync("r0")
    rename(other, "Later", "MC-2")
    team.sync("r1")
    team.sync("r0")
    number = rewritten(team.hub.path, "Honest words", "Forged words")
    before = records(one)
    one.execute(do.ChangeCard(card="MC-2", short_title="Waits"))
    one.follow(one.replica().hub_id, str(team.hub.path))
    for _again in range(2):
        with pytest.raises(Trouble) as told:
            team.app.exchange(one)
        assert told.value.code == "altered"
        assert f"entry {number}, of CTL-01, MC-1" in told.value.title
        assert "put back" not in str(told.value)
    assert one.replica().waiting == 1
    assert one.replica().healed is None
    assert "Forged" not in str(records(one)["card"])
    assert records(one)["person"] == before["person"]
    assert f"entry {number}" in one.replica().altered
    found = team.app.check_hub(str(team.hub.path), one)
    assert any(f"entry {number} is another one" in line for line in found)
    assert any(f"entry {number}, of CTL-01" in line for line in found)
    team.app.rebuild_hub(one, str(team.hub.path), "")
    team.app.exchange(one)
    assert one.replica().altered == ""
    assert one.replica().waiting == 0


@FILE
@pytest.mark.parametrize("how", ["came in a packet", "was removed"])
def test_a_forged_text_does_not_pass_as_what(team, how):
    """Who says that it came in a packet, or was removed for ever, has altered it all the same."""
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "Honest words")
    for name in ("r0", "r1"):
        team.sync(name)
    rename(one, "Later", "MC-2")
    for name in ("r0", "r1"):
        team.sync(name)
    forged = "Forged words" if how == "came in a packet" else f"Forged words {MARK}1 May 2026: x]"
    forge(team.hub.path, "Honest words", forged, packet=how == "came in a packet")
    with pytest.raises(Trouble) as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert "Honest words" in str(records(other)["form_value"])


@FILE
def test_an_altered_entry_behind_one_that_says_more_is_named(team):
    """As a newer program might have done the first again."""
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "Just before", "MC-2")
    write(one, "Honest words")
    for name in ("r0", "r1"):
        team.sync(name)
    forge(team.hub.path, "Honest words", "Forged words", packet=False, before="Just before")
    with pytest.raises(Trouble) as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert "MC-1" in told.value.title
    assert "Honest words" in str(records(other)["form_value"])


@FILE
def test_a_status_names_a_hub_that_was_found_altered(team, capsys, monkeypatch):
    desk = team.desks["r0"]
    desk.note_altered("The team’s hub was altered: entry 7")
    monkeypatch.setattr(script, "desk_of", lambda *_given: nullcontext(desk))
    script._status(Namespace(json=False), team.app)
    assert "altered\tThe team’s hub was altered: entry 7" in capsys.readouterr().out


def test_what_a_newer_program_says_besides_is_no_alteration():
    """Done again by one, an entry may bear more columns; another word, day or person is another."""
    own = line_of()

    def said(**new: object) -> Line:
        record = {"id": "c", "row_version": 1, "title_en": "A"} | new
        return line_of(effects=[{"table": "card", "id": "c", "old": None, "new": record}])

    assert not is_altered(own, said(later="x"))
    assert is_altered(own, said(title_en="B"))
    assert is_altered(own, said(row_version=3))
    assert is_altered(said(kept='{"a":1}'), said(kept='{"a":2,"b":2}'))
    assert is_altered(said(kept='["a"]'), said(kept='["b"]'))
    assert is_altered(own, line_of(by="q"))
    assert is_altered(own, line_of(today="2026-11-24"))
    assert is_altered(own, line_of(command={"do": "ChangeCard", "card": "d"}))
    assert is_altered(own, line_of(effects=[]))
    for shape in ({"note": None}, {"command": None}, {"note": ["made_by"]}, {"effects": None}):
        assert is_altered(own, line_of(**shape))
    assert is_altered(own, line_of(effects=[{"table": "card", "id": "c", "old": None, "new": [1]}]))
    assert is_altered(own, replace(own, body="{"))
    assert not is_altered(own, replace(line_of(by="q"), id="other"))


def test_one_more_cell_in_a_row_is_an_alteration():
    """A program says more in a column of its own; what a row holds, a person said."""

    def said(**new: str) -> Line:
        record = {"id": "w", "row_version": 1, **new}
        return line_of(effects=[{"table": "form_row", "id": "w", "old": None, "new": record}])

    for column in ("cells", "extra"):
        own, more = (said(**{column: json.dumps(each)}) for each in ({"a": 1}, {"a": 1, "b": 2}))
        assert is_altered(own, more)
        assert is_altered(more, own)
    assert is_altered(said(cells='{"a":[{"b":1}]}'), said(cells='{"a":[{"b":1,"c":2}]}'))
    assert not is_altered(said(cells='{"a":1,"b":2}'), said(cells='{"b":2, "a":1}'))


@FILE
def test_a_hub_that_got_one_more_cell_is_named_altered(team):
    """That somebody agreed to a change of dates is said by a cell alone."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddRow(form="MC-1/F2", field="p28", cells={"hours": "7"}))
    for name in ("r0", "r1"):
        team.sync(name)
    rename(one, "Later", "MC-2")
    for name in ("r0", "r1"):
        team.sync(name)
    with_cell(team.hub.path, do.AddRow.event, agreed_by="DEAN-LAW")
    with pytest.raises(Trouble) as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert "DEAN-LAW" not in str(content(other, "F2").table("p28")[0].cells)


def test_of_what_came_in_a_packet_the_author_and_the_moment_are_compared():
    """Who takes it in, and when, is another at each computer; whose work it is and of when not."""

    def taken(by: str, at: str, **note: str) -> Line:
        said = {"made_by": "p", "made_at": "2026-11-20T09:00:00Z"} | note
        return line_of(by=by, at=at, today=at[:10], note=said)

    own = taken("q", "2026-11-23T09:00:00Z")
    assert not is_altered(own, taken("s", "2026-11-24T09:00:00Z"))
    assert is_altered(own, taken("q", "2026-11-23T09:00:00Z", made_by="s"))
    assert is_altered(own, taken("q", "2026-11-23T09:00:00Z", made_at="2026-11-21T09:00:00Z"))
    there = line_of(at="2026-11-20T09:00:00Z", today="2026-11-20")
    assert not is_altered(own, there), "its author brought it without a packet"
    assert is_altered(own, line_of(at="2026-11-19T09:00:00Z", today="2026-11-19"))


def test_what_was_removed_for_ever_is_no_alteration():
    """Whoever has the removal not yet has the words; who brings the entry again has it."""
    own, words = removed("A text"), f"{MARK}23 November 2026: asked]"
    there = removed(words)
    assert not is_altered(own, there, [removal(words)])
    assert is_altered(own, removed(words, title_id="C"), [removal(words)])
    assert is_altered(own, removed("The Dean agrees."), [removal(words)])
    both = removed("A text", before="Another"), removed("A text", before="The Dean agrees.")
    assert is_altered(*both, [removal(words)])
    assert is_altered(own, there)
    assert is_altered(own, removed(f"Forged {words}"))


def test_who_has_a_removal_knows_the_words_of_before_by_the_hash_of_their_entry():
    was, words = removed("A text"), f"{MARK}23 November 2026: asked]"
    own = replace(removed(words), hash=chained("0", was.body))
    lines = json.dumps([["e", "0", own.hash, text_digest(own.body)]])
    made = replace(removal(words), lines=lines)
    assert not is_altered(own, was, [made])
    assert is_altered(own, removed("The Dean agrees."), [made])
    assert is_altered(own, was, [removal(words)])


def removed_remark(text: str, asked: str) -> Line:
    command = {"do": "WriteComment", "form": "f", "path": "p10", "text": asked}
    effects = [{"table": "comment", "id": "k", "old": None, "new": {"id": "k", "text": text}}]
    return line_of(kind="CommentWritten", command=command, effects=effects)


def test_what_a_remark_asked_is_compared_where_it_was_removed_for_ever():
    """Its command may say the words with blanks that were not kept, and nothing else."""
    words = f"{MARK}23 November 2026: asked]"
    gone = Redaction(id="x", subject_table="comment", subject_id="k", name="text", words=words)
    own = removed_remark("A text", " A text ")
    assert not is_altered(own, removed_remark(words, words), [gone])
    assert is_altered(own, removed_remark("A text", "The Dean agrees."), [gone])


def test_what_a_newer_command_says_besides_is_no_alteration():
    """An argument that this program does not know, or that is there with its usual value."""
    own = line_of(command={"do": "SignForm", "form": "f"})
    more = {"do": "SignForm", "form": "f", "note": "", "medium": "program", "unheard_of": "x"}
    assert not is_altered(own, line_of(command=more))
    assert not is_altered(line_of(command=more), own)
    assert is_altered(own, line_of(command={"do": "SignForm", "form": "f", "note": "Said"}))
    assert is_altered(own, line_of(command={"do": "SignForm", "form": "g"}))
    assert is_altered(own, line_of(command={"do": "Nothing", "form": "f"}))


def test_what_another_record_says_besides_is_an_alteration():
    """Of a freezing, too, where nobody knows what it tells (`test_told_besides.py`)."""

    def said(*tables: str, kind: str) -> Line:
        made = [{"table": each, "id": "m", "old": None, "new": {"id": "m"}} for each in tables]
        return line_of(kind=kind, effects=[*json.loads(line_of().body)["effects"], *made])

    for kind in ("FormFrozen", "CardChanged"):
        for table in ("comment", "form_row", "sign_off"):
            assert is_altered(said(kind=kind), said(table, kind=kind))
            assert is_altered(said(table, kind=kind), said(kind=kind))


def test_what_came_in_a_packet_differs_by_its_taker_and_the_moment_alone():
    own, taken = decided("p", "2026-11-23"), partial(decided, "q", "2026-12-24", whose="p")
    assert not is_altered(own, taken())
    assert not is_altered(taken(), own)
    assert is_altered(own, taken(recorded_by="r"))
    assert is_altered(own, taken(recorded_by="2026-12-24"))
    assert is_altered(own, taken(decided_on="2026-11-24"))
    assert is_altered(own, decided("q", "2026-12-24", whose="r"))
    assert is_altered(own, decided("q", "2026-12-24"))


def test_nobody_is_named_as_the_signer_by_having_taken_it_in():
    """Only what says who carried it out is of its taker: no signer, and no day of a decision."""
    own = decided("dean", "2026-11-23")
    taken = partial(decided, "q", "2026-12-24", whose="dean")
    assert not is_altered(own, taken())
    assert is_altered(own, taken(person_id="q"))
    assert is_altered(own, taken(decided_on="2026-12-24"))
    assert is_altered(own, taken(recorded_at="2026-11-23T09:00:00Z", recorded_by="2026-12-24"))


SAID = {"card": {"resume_on", "opening_on", "entered_at"}, "debt": {"instructed_by", "owed_by",
        "until"}, "correction": {"agreed_by"}, "sign_off": {"letter_since", "letter_until",
        "decided_on"}, "signing_key": {"registered_at"}, "external": {"signed_by"},
        "definition": {"published_on"}}  # fmt: skip
"""Columns of people and days that a command says, or that no packet brings."""


def test_each_column_of_people_and_days_is_of_the_taker_or_said():
    for table, kind in RECORDS.items():
        names = {entry.name for entry in fields(kind)}
        ends = ("_by", "_at", "_on", "since", "until")
        dated = {name for name in names if name.endswith(ends) or name in ("at", "author", "day")}
        assert dated == OF_TAKER.get(table, frozenset()) | SAID.get(table, set()), table


@pytest.mark.parametrize("team", ["server"], indirect=True)
@pytest.mark.parametrize("who", ["r0", "r1"])
def test_a_hub_that_was_put_back_after_a_removal_is_not_called_altered(team, at, who):
    lead, writer, third = (team.desks[name] for name in ("r0", "r1", "r2"))
    team.settle_all()
    base = lead.replica().head.seq
    text = f"Ask {SECRET}."
    writer.execute(do.WriteComment(form="MC-1/F2", path="p10", text=text, id="said"))
    for name in ("r1", "r2", "r0"):
        team.sync(name)
    lead.execute(do.RemoveContent(comment="said", reason="Asked by the person"))
    for name in ("r0", "r1"):
        team.sync(name)
    put_back(at, base)
    team.sync(who)
    rename(third, "Waits", "MC-2")
    team.sync("r2")
    team.settle_all()
    assert SECRET not in str(records(third))
    assert records(third) == records(team.hub)


@FILE
def test_an_entry_that_is_missing_in_the_midst_is_named(team):
    """A hub that was put back lacks its end; what is told of this one is what was found."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.WriteComment(form="MC-1/F2", path="p10", text="A remark that vanishes"))
    team.sync("r0")
    team.sync("r1")
    rename(other, "Later", "MC-2")
    team.sync("r1")
    team.sync("r0")
    number = taken_out(team.hub.path, "A remark that vanishes")
    found = team.app.check_hub(str(team.hub.path), one)
    assert any(f"entry {number} of the workspace is missing" in line for line in found)
    assert any(f"entry {number}, of CTL-01, MC-1" in line for line in found)
    assert not any("it ends at" in line or "is another one" in line for line in found)
    one.follow(one.replica().hub_id, str(team.hub.path))
    team.app.exchange(one)
    (healing,) = one.healings()
    assert healing == one.healings()[0]
    assert f"entry {number}, of CTL-01, MC-1" in healing.missing
    assert (healing.gone, healing.again) == (1, 1)
    words = healing_words(healing)
    assert f"entry {number}, of CTL-01, MC-1" in words
    assert "had been put back to an older state" not in words
    team.sync("r1")
    assert records(other) == records(one), "it is there again, for all"


@FILE
def test_a_hub_that_was_put_back_lacks_nothing_in_the_midst(team):
    one = team.desks["r0"]
    old = team.hub.path.read_bytes()
    rename(one, "Once more")
    rename(one, "And again")
    team.sync("r0")
    team.hub.path.write_bytes(old)
    team.sync("r0")
    (healing,) = one.healings()
    assert (healing.gone, healing.missing) == (2, "")
    assert "had been put back to an older state" in healing_words(healing)
