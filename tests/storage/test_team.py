"""Who is on a card's team: roles, dates, the lead."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from tests.asking import code_of
from tests.walk import PEOPLE


def duty(desk, name: str, role: str = "sme"):
    return next(m for m in desk.page("MC-1").team if (m.person, m.role) == (name, role))


@pytest.mark.parametrize("role", ["hsp", "dean", "ctl", "ctl_lead", "secretary", "plh", "reader"])
def test_nobody_joins_a_team_as_an_office(app, desk, card, role):
    with app.acting_as(desk, "ID-02"):
        assert code_of(desk, do.JoinTeam(card="MC-1", person="ID-02", role=role)) == "office"


def test_an_entry_in_an_office_role_gives_no_right(app, desk, card):
    from mcdesk.procedure.records import Card, TeamMember

    person = next(p.id for p in desk.directory().people if p.name == "ID-02")
    with desk.store.write() as uow:
        of = uow.select(Card, code="MC-1")[0].id
        for role in ("ctl_lead", "hsp"):
            uow.put(
                TeamMember(id=role, card_id=of, person_id=person, role=role, since="2026-01-01")
            )
        uow.effects()
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "t"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    with app.acting_as(desk, "ID-02"):
        sign = do.SignForm(form="MC-1/R1", role="hsp", person="ID-02")
        assert code_of(desk, sign) == "not_in_role"
        assert code_of(desk, do.CancelCard(card="MC-1", reason="r")) == "no_right"
    desk.execute(do.CancelCard(card="MC-1", reason="r"))
    with app.acting_as(desk, "ID-02"):
        assert code_of(desk, do.ReopenCard(card="MC-1", reason="r")) == "no_right"


def test_joining_again_changes_only_what_is_given(desk, card):
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", since="2026-11-01"))
    assert (duty(desk, "SME-03").lead, duty(desk, "SME-03").since) == (True, "2026-11-01")
    assert code_of(desk, do.JoinTeam(card="MC-1", person="SME-03", role="sme")) == "on_team"
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", lead=False))
    assert (duty(desk, "SME-03").lead, duty(desk, "SME-03").since) == (False, "2026-11-01")
    changes = {c.label.en: (c.old, c.new) for c in desk.history("MC-1", limit=1)[0].changes}
    assert changes == {"Lead": ("Yes", "")}
    changes = {c.label.en: (c.old, c.new) for c in desk.history("MC-1", limit=2)[1].changes}
    assert changes == {"Since": ("2026-11-23", "2026-11-01")}


def test_nobody_hands_over_to_the_same_person(desk, card):
    command = do.HandOver(from_person="SME-03", to_person="SME-03", reason="leave")
    assert code_of(desk, command) == "same_person"


def test_the_history_says_who_handed_over_to_whom(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.HandOver(from_person="SME-03", to_person="SME-08", reason="leave"))
    title = desk.history(limit=1)[0].what
    assert (title.en, title.id) == (
        "Duties handed over: SME-03 → SME-08",
        "Tugas diserahterimakan: SME-03 → SME-08",
    )


def test_a_lead_who_hands_over_later_leads_until_then(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.HandOver(from_person="SME-03", to_person="SME-08", reason="leave",
                             card="MC-1", on="2026-12-01"))  # fmt: skip
    assert duty(desk, PEOPLE["sme"]).lead
    assert duty(desk, "SME-08").lead


def test_no_duty_ends_before_it_began(desk, card):
    before = do.LeaveTeam(member=duty(desk, "SME-03").id, until="2026-11-22")
    assert code_of(desk, before) == "ends_before"
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave"}
    assert code_of(desk, do.HandOver(**over, on="2020-01-01")) == "ends_before"
    with pytest.raises(Refused) as caught:
        desk.execute(do.HandOver(**over, card="MC-1", on="2026-11-22"))
    sentence = caught.value.findings[0].sentence()
    assert all(word in sentence for word in ("SME-03", "MC-1", "2026-11-23"))
    desk.execute(do.HandOver(**over, on="2026-11-23"))


def test_who_was_to_join_later_leaves_without_a_day(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-12-01"))
    desk.execute(do.LeaveTeam(member=duty(desk, "SME-08").id))
    assert duty(desk, "SME-08").until == "2026-12-01"


def test_nobody_leads_before_the_duty_begins(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    later = {"card": "MC-1", "role": "sme", "since": "2026-12-01"}
    assert code_of(desk, do.JoinTeam(**later, person="SME-08", lead=True)) == "lead_later"
    assert code_of(desk, do.JoinTeam(**later, person="SME-03")) == "lead_later"
    desk.execute(do.JoinTeam(**later, person="SME-08"))
    lead = do.JoinTeam(card="MC-1", person="SME-08", role="sme", lead=True)
    assert code_of(desk, lead) == "lead_later"
    assert duty(desk, "SME-03").lead
    desk.execute(do.JoinTeam(**{**later, "since": "2026-11-23"}, person="SME-08", lead=True))
    assert (duty(desk, "SME-03").lead, duty(desk, "SME-08").lead) == (False, True)


DAYS = ("2026-11-22", "2026-11-23", "2026-11-24", "2026-11-30", "2026-12-01", "2026-12-31")


def held_on(team, day: str) -> list[tuple[str, str, bool]]:
    """Return person, role and lead of each duty that a team has on a day."""
    return [
        (m.person, m.role, m.lead)
        for m in team
        if m.since <= day and (not m.until or day < m.until)
    ]


def on_day(desk, day: str) -> list[tuple[str, str, bool]]:
    """Return person, role and lead of each duty of a day."""
    return held_on(desk.page("MC-1").team, day)


def leads(desk, day: str) -> list[str]:
    return [person for person, _role, lead in on_day(desk, day) if lead]


def leads_by_day(desk, days: Iterable[str]) -> dict[str, int]:
    """Return how many lead on each of these days; on none of them a role is held twice."""
    team, found = desk.page("MC-1").team, {}
    for day in days:
        duties = held_on(team, day)
        held = [(person, role) for person, role, _lead in duties]
        assert len(held) == len(set(held)), (day, held)
        found[day] = sum(lead for _person, _role, lead in duties)
    return found


def check_team(desk, *, since: str = "2026-11-23") -> None:
    """Every day has one lead, and nobody holds a role twice."""
    assert leads_by_day(desk, DAYS) == {day: int(day >= since) for day in DAYS}


@pytest.fixture
def second(desk, card):
    """A second lecturer of the team, since before today."""
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-11-01"))


@pytest.mark.parametrize("day", ["2026-11-23", "2026-12-01"])
def test_a_hand_over_to_a_member_leaves_one_entry_a_day(desk, second, day):
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on=day))
    check_team(desk)
    assert leads(desk, day) == ["SME-08"]
    assert ("SME-08", "sme", False) in on_day(desk, "2026-11-22")
    desk.undo()
    assert leads(desk, day) == ["SME-03"]


def test_a_hand_over_to_who_joins_later_or_leaves_later_takes_all_of_it(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-11-24"))
    desk.execute(do.LeaveTeam(member=duty(desk, "SME-08").id, until="2026-12-01"))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-12-15"))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-11-30"))
    check_team(desk)
    assert [leads(desk, day) for day in DAYS[2:]] == [["SME-03"], *[["SME-08"]] * 3]


def test_a_duty_whose_end_is_known_is_handed_over_until_then(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.LeaveTeam(member=duty(desk, "SME-03").id, until="2026-12-10"))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-12-01"))
    for day, leader in (("2026-11-30", "SME-03"), ("2026-12-01", "SME-08"),
                        ("2026-12-09", "SME-08")):  # fmt: skip
        assert leads(desk, day) == [leader]
    assert on_day(desk, "2026-12-10") == [e for e in on_day(desk, "2026-12-10") if e[1] != "sme"]
    assert code_of(desk, do.HandOver(**over, on="2026-12-01")) == "no_duties"


def test_who_takes_over_until_a_day_keeps_what_they_held_after_it(desk, second):
    desk.execute(do.LeaveTeam(member=duty(desk, "SME-03").id, until="2026-12-10"))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-12-01"))
    for day, leads_then in (("2026-11-30", False), ("2026-12-05", True), ("2026-12-10", False)):
        assert on_day(desk, day).count(("SME-08", "sme", leads_then)) == 1


def test_a_hand_over_without_the_lead_keeps_the_entry_of_who_takes_over(desk, second):
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", lead=True))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-11-30"))
    check_team(desk)
    assert on_day(desk, "2026-12-01").count(("SME-08", "sme", True)) == 1


def test_a_lead_given_after_a_hand_over_dated_ahead_is_the_only_one(desk, second):
    desk.execute(do.AddPerson(name="SME-09", roles=["sme"]))
    over = {"from_person": "SME-03", "to_person": "SME-09", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-12-01"))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", lead=True))
    check_team(desk)
    assert leads(desk, "2026-11-24") == leads(desk, "2026-12-31") == ["SME-08"]
    assert ("SME-03", "sme", False) in on_day(desk, "2026-11-30")


def test_who_led_before_keeps_the_days_of_the_lead(desk, card):
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", since="2026-11-01"))
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-11-01"))
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", lead=True))
    check_team(desk, since="2026-11-22")
    assert leads(desk, "2026-11-22") == ["SME-03"]
    assert leads(desk, "2026-11-23") == ["SME-08"]
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", lead=True))
    check_team(desk, since="2026-11-22")
    assert leads(desk, "2026-11-23") == ["SME-03"]


def test_nobody_holds_a_role_twice_on_one_day(desk, second):
    member = duty(desk, "SME-08").id
    desk.execute(do.LeaveTeam(member=member, until="2026-12-01"))
    again = do.JoinTeam(card="MC-1", person="SME-08", role="sme")
    with pytest.raises(Refused) as caught:
        desk.execute(again)
    assert caught.value.code == "on_team_until"
    assert "2026-11-30" in str(caught.value)
    desk.execute(do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-12-01"))
    longer = do.LeaveTeam(member=member, until="2026-12-15")
    assert code_of(desk, longer) == "on_team_since"
    earlier = do.JoinTeam(card="MC-1", person="SME-08", role="sme", since="2026-11-15")
    assert code_of(desk, earlier) == "on_team_until"
    check_team(desk)


def test_who_handed_the_lead_over_cannot_have_it_for_longer(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    old = duty(desk, "SME-03").id
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-11-30"))
    assert code_of(desk, do.LeaveTeam(member=old, until="2026-12-31")) == "led_by_another"
    check_team(desk)


def test_what_is_said_of_today_counts_only_who_is_on_duty_today(desk, card):
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-12-01"))
    faces = {face.name for tile in desk.board().tiles for face in tile.faces}
    assert ("SME-03" in faces, "SME-08" in faces) == (True, False)


def test_who_is_on_duty_comes_before_who_will_be_and_who_was(desk, second):
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", since="2026-10-01"))
    desk.execute(do.LeaveTeam(member=duty(desk, "GD-01", "gd").id, until="2026-11-23"))
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave", "card": "MC-1"}
    desk.execute(do.HandOver(**over, on="2026-12-01"))
    found = [(line.person, line.since) for line in desk.page("MC-1").team]
    assert found[:2] == [("SME-03", "2026-10-01"), ("SME-08", "2026-11-01")]
    assert found[-2:] == [("SME-08", "2026-12-01"), ("GD-01", "2026-11-23")]


def any_day(chance: random.Random) -> str:
    return (date(2026, 11, 23) + timedelta(days=chance.randint(-10, 20))).isoformat()


def any_command(desk, chance: random.Random):
    """Return a command about the team, with any people and days."""
    people, day = ["SME-03", "SME-08", "SME-09", "ID-02"], chance.choice(["", any_day(chance)])
    kind = chance.random()
    if kind < 0.5:
        return do.JoinTeam(card="MC-1", person=chance.choice(people), role="sme", since=day,
                           lead=chance.choice([None, True]))  # fmt: skip
    if kind < 0.8:
        old, new = chance.sample(people, 2)
        return do.HandOver(from_person=old, to_person=new, card="MC-1", reason="any", on=day)
    return do.LeaveTeam(member=chance.choice(desk.page("MC-1").team).id, until=day)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_nobody_holds_a_role_twice_and_one_leads_at_most(app, desk, second, seed):
    chance = random.Random(seed)
    desk.execute(do.AddPerson(name="SME-09", roles=["sme"]))
    days = [(date(2026, 11, 12) + timedelta(days=n)).isoformat() for n in range(40)]
    done = 0
    for _turn in range(12):
        try:
            desk.execute(any_command(desk, chance))
        except Refused:
            continue
        done += 1
        found = leads_by_day(desk, days)
        assert max(found.values()) <= 1, found
    assert done
    assert app.check(desk.store.path) == ()


def test_a_second_entry_that_was_put_away_is_known_with_the_first(desk, card):
    second = new_id()
    desk.execute(do.AddPerson(id=second, name="SME-03"))
    first = next(line.id for line in desk.info().persons
                 if line.name == "SME-03" and line.id != second)  # fmt: skip
    desk.execute(do.MatchEntry(kind="person", entry=second, same_as=first))
    lines = {line.id: line.entries for line in desk.info().persons if line.name == "SME-03"}
    assert lines == {first: (second,)}


def test_whose_entry_was_put_away_works_as_the_one_that_stays(app, desk, card):
    """Whoever reads beside the writer hears of it, too: nobody is a raw id."""
    second = new_id()
    desk.execute(do.AddPerson(id=second, name="SME-03"))
    first = next(line.id for line in desk.info().persons
                 if line.name == "SME-03" and line.id != second)  # fmt: skip
    reader = app.open(desk.store.path, second, read_only=True)
    desk.execute(do.MatchEntry(kind="person", entry=second, same_as=first))
    assert reader.info().person_id == first
    assert reader.info().roles == ("sme",)
    app.close(reader)
