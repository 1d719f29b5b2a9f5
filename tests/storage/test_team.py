"""Who is on a card's team: roles, dates, the lead."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.walk import PEOPLE


def code_of(desk, command) -> str:
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    return caught.value.code


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
        desk.execute(do.CancelCard(card="MC-1", reason="r"))
        assert code_of(desk, do.ReopenCard(card="MC-1", reason="r")) == "no_right"


def test_joining_again_changes_only_what_is_given(desk, card):
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", since="2026-11-01"))
    assert (duty(desk, "SME-03").lead, duty(desk, "SME-03").since) == (True, "2026-11-01")
    assert code_of(desk, do.JoinTeam(card="MC-1", person="SME-03", role="sme")) == "on_team"
    desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="sme", lead=False))
    assert (duty(desk, "SME-03").lead, duty(desk, "SME-03").since) == (False, "2026-11-01")
    changes = {c.label.en: (c.old, c.new) for c in desk.history("MC-1", limit=1)[0].changes}
    assert changes == {"Lead": ("✓", "")}
    changes = {c.label.en: (c.old, c.new) for c in desk.history("MC-1", limit=2)[1].changes}
    assert changes == {"Since": ("2026-11-23", "2026-11-01")}


def test_nobody_hands_over_to_the_same_person(desk, card):
    command = do.HandOver(from_person="SME-03", to_person="SME-03", reason="leave")
    assert code_of(desk, command) == "same_person"


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
