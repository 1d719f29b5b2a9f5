"""A removal for ever that the hub refuses leaves all as it was, and says of what it was and why."""

from __future__ import annotations

import pytest

from mcdesk.errors import Finding
from mcdesk.models import server_hub
from mcdesk.models.server_refusals import REASONS, refusal_of
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, records
from tests.sync.meeting import FILE, form_of, meet, text_of, write
from tests.sync.secret import SECRET, whole


def remove(desk, path: str) -> None:
    desk.execute(do.RemoveContent(form=form_of(desk).form_id, path=path, reason="Asked"))


@FILE
def test_to_look_at_what_could_not_be_removed_removes_nothing(team: Team):
    one = team.desks["r0"]
    write(one, SECRET)
    meet(team)
    before = records(one)
    remove(one, "p10")
    one.set_aside(one.waiting()[-1].id, "The hub refuses")
    (line,) = one.attention()
    assert (line.path, line.settles) == ("p10", ("again", "away"))
    assert one.attention() == (line,)
    assert text_of(one) == SECRET
    assert records(one) == before
    assert whole(one) == ()
    one.settle(line.n, "again")
    meet(team)
    assert text_of(team.desks["r1"]).startswith("[Removed on")
    assert not one.attention()


@FILE
def test_a_removal_that_is_refused_leaves_what_is_asked_about_as_it_was(team: Team):
    """The list may hold the only copy of somebody's words."""
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, SECRET)
    team.sync("r0")
    write(other, "An hour of my own words.")
    team.sync("r1")
    before = other.attention()
    other.execute(do.RemoveContent(form=form_of(other).form_id, path="p10", reason="Asked"))
    assert other.attention() != before
    other.set_aside(other.waiting()[-1].id, "The hub refuses")
    assert [line for line in other.attention() if line.kind != "ContentRemoved"] == list(before)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_the_place_is_named_and_the_reason_told_in_both_languages(team: Team, monkeypatch):
    one = team.desks["r0"]
    row = form_of(one).content.rows["p20"][0].id
    monkeypatch.setattr(server_hub, "entries_without", lambda _connection, _removal: {})
    for path, place, in_ in (
        ("p10", "Background and problem", "Latar belakang dan masalah"),
        (f"p20/{row}/statement", "Learning outcomes, row 1, Outcome",
         "Capaian pembelajaran (CP), baris 1, Rumusan capaian"),
    ):  # fmt: skip
        meet(team)
        remove(one, path)
        team.sync("r0")
        line = one.attention()[-1]
        assert line.what.en == f"Content removed for ever: {place}"
        assert line.what.id == f"Isi dihapus selamanya: {in_}"
        assert "What the hub holds of this place is not what" in line.reasons[0].en
        assert "Isi tempat ini di hub bukan" in line.reasons[0].id


@FILE
def test_a_person_and_a_comment_are_named(team: Team):
    one = team.desks["r0"]
    form = form_of(one).form_id
    one.execute(do.ChangePerson(person="CTL-01", email="ctl-01@example.org"))
    one.execute(do.WriteComment(form=form, path="p10", text=SECRET, id="comment-1"))
    meet(team)
    for wish, place in (({"person": "CTL-01", "field": "email"}, "CTL-01"),
                        ({"comment": "comment-1"}, "Background and problem")):  # fmt: skip
        one.execute(do.RemoveContent(reason="Asked", **wish))
        one.set_aside(one.waiting()[-1].id, "The hub refuses")
        line = one.attention()[-1]
        assert line.what.en == f"Content removed for ever: {place}"
        assert "again" in line.settles


@pytest.mark.parametrize("said", [
    "a removal says when, by whom and why, and nothing else", "nothing of card is removed",
    "a removal names a place that is there", "a removal brings the entries that it names",
    "a removal names entries of this hub", "a removal takes out what it names and nothing else",
])  # fmt: skip
def test_what_a_server_says_of_a_removal_is_told_in_words(said):
    reason = refusal_of(said, "event").reason
    assert reason in [words for _pattern, words in REASONS]
    assert Finding("refused_by_hub", reason).sentence("id") != reason
