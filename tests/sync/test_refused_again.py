"""What a hub refused once more, where it was upgraded or a login put right: it is offered again."""

from __future__ import annotations

from datetime import datetime

import psycopg
import pytest
from sqlalchemy import make_url

from mcdesk import teaming
from mcdesk.application import refused_again
from mcdesk.errors import HubRefusal, Refused, Trouble
from mcdesk.models import hub_rules
from mcdesk.procedure import commands as do
from tests.sync.older_hub import owner_of

COMMENT = "comment on function hub.hub_push(text, bigint, text, jsonb) is "
MEMBER = "update hub.member set person_id = %s where login = %s"
OFFERED, NOT_OFFERED = ("again", "away"), ("away",)


@pytest.fixture
def desk(team, monkeypatch):
    """A workspace that exchanges as the program does, always by the same line."""
    desk = team.desks["r0"]
    address = getattr(team.hub, "address", "the hub")
    desk.follow(team.hub.identity()[0], address)
    monkeypatch.setattr(teaming, "hub_at", lambda _address: team.hub)
    monkeypatch.setattr(teaming, "clock_of", lambda _hub: datetime.fromisoformat(desk.stamp()))
    return desk


@pytest.fixture
def as_owner(team, server):
    """Does something at the hub's database that its owner alone may."""

    def act(words: str, *given: str) -> None:
        with psycopg.connect(owner_of(team.hub, server), autocommit=True) as admin:
            admin.execute(words, given or None)

    return act


def refusing(team, monkeypatch, why: str = "The hub refuses") -> None:
    """Let the hub refuse every change of a card."""
    append = team.hub.append

    def refuse(lines, seen):
        for line in lines:
            if line.kind == "CardChanged":
                raise HubRefusal(line.id, why, "", why)
        return append(lines, seen)

    monkeypatch.setattr(team.hub, "append", refuse)


def settles(team, desk) -> tuple[str, ...]:
    """Exchange, then return the ways of the change that needs a look."""
    team.app.exchange(desk)
    return change(desk).settles


def change(desk):
    """Return the change that needs a look."""
    (line,) = [line for line in desk.attention() if line.kind == "CardChanged"]
    return line


def refused_twice(team, desk) -> None:
    """Let a change of a card be refused, do it again, and let that be refused, too."""
    desk.execute(do.ChangeCard(card="MC-1", title_en="One"))
    assert settles(team, desk) == OFFERED
    assert [said.en for said in change(desk).now] == [
        "The hub refused this, and nothing here stands against it: done again, the hub is asked "
        "once more."
    ], "nobody knows that the reason is gone"
    again(team, desk)


def again(team, desk) -> None:
    """Do it once more, for nothing: it is offered no more then."""
    desk.settle(change(desk).n, "again")
    assert settles(team, desk) == NOT_OFFERED
    assert settles(team, desk) == NOT_OFFERED


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_what_was_refused_comes_back_once_where_the_hub_was_upgraded(
    team, desk, as_owner, monkeypatch
):
    refusing(team, monkeypatch)
    as_owner(COMMENT + "'mcdesk 3'")
    refused_twice(team, desk)
    as_owner(COMMENT + f"'mcdesk {hub_rules.FUNCTIONS}'")
    assert settles(team, desk) == OFFERED
    again(team, desk)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_what_was_refused_comes_back_where_a_login_was_put_right(team, desk, as_owner):
    """And it goes; that the login is another one's is told until then, and no longer."""
    her = next(each.id for each in desk.directory().people if each.id != desk.person_id)
    login = str(make_url(team.hub.address).username)
    as_owner(MEMBER, her, login)
    refused_twice(team, desk)
    assert desk.replica().other_login is not None
    as_owner(MEMBER, desk.person_id, login)
    assert settles(team, desk) == OFFERED
    assert desk.replica().other_login is None
    while lines := desk.attention():
        desk.settle(lines[0].n, lines[0].settles[0])
    team.app.exchange(desk)
    assert (desk.attention(), desk.waiting()) == ((), ())


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_login_that_was_put_wrong_meanwhile_is_told_at_once(team, desk, as_owner):
    """The program has run all day."""
    team.app.exchange(desk)
    assert desk.replica().other_login is None
    her = next(each.id for each in desk.directory().people if each.id != desk.person_id)
    as_owner(MEMBER, her, str(make_url(team.hub.address).username))
    team.app.exchange(desk)
    assert desk.replica().other_login is not None


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_whose_login_it_is_is_told_though_the_exchange_broke_off(team, desk, as_owner, monkeypatch):
    team.app.exchange(desk)
    her = next(each.id for each in desk.directory().people if each.id != desk.person_id)
    as_owner(MEMBER, her, str(make_url(team.hub.address).username))

    def break_off(_lines, _seen):
        raise Trouble("no_answer", "The hub does not answer.")

    monkeypatch.setattr(team.hub, "append", break_off)
    desk.execute(do.ChangeCard(card="MC-1", title_en="One"))
    with pytest.raises(Trouble, match="does not answer"):
        team.app.exchange(desk)
    assert desk.replica().other_login is not None


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_what_was_refused_comes_back_where_another_works_here(team, desk, as_owner):
    """Who works here was said wrong: the hub takes it from whom the login stands for."""
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    team.app.exchange(desk)
    her = next(each.id for each in desk.directory().people if each.name == "CTL-02")
    as_owner(MEMBER, her, str(make_url(team.hub.address).username))
    refused_twice(team, desk)
    desk.person_id = her
    assert change(desk).settles == OFFERED
    desk.settle(change(desk).n, "again")
    team.app.exchange(desk)
    assert desk.outline("MC-1").tile.title_en == "One"
    assert all(line.kind != "CardChanged" for line in desk.attention())


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_change_of_the_directory_behind_many_others_counts(team, desk, monkeypatch):
    """Rights come as entries of the hub, whatever else was written before."""
    monkeypatch.setattr(refused_again, "SOME", 2)
    monkeypatch.setattr(team.hub, "close", lambda: None)
    refusing(team, monkeypatch)
    refused_twice(team, desk)
    for number in range(4):
        desk.execute(do.WriteComment(form="MC-2/F2", path="p10", text=f"Number {number}"))
    assert settles(team, desk) == NOT_OFFERED
    her = next(each for each in desk.directory().people if each.id != desk.person_id)
    desk.execute(do.ChangePerson(person=her.id, position="Lecturer"))
    assert settles(team, desk) == OFFERED


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_script_does_not_what_the_list_does_not_offer(team, desk, monkeypatch):
    """It says why not, and what can be done."""
    monkeypatch.setattr(team.hub, "close", lambda: None)
    refusing(team, monkeypatch)
    refused_twice(team, desk)
    (line,) = desk.attention()
    with pytest.raises(Refused) as caught:
        desk.settle(line.n, "again")
    assert str(caught.value).startswith("It was done again, and the hub refused it for the same")
    assert (desk.attention(), desk.waiting()) == ((line,), ())
    desk.settle(line.n, "away")
    assert not desk.attention()
