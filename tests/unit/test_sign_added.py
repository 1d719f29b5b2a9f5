"""Whom a signature brings along: who may be put on a team, of which cards, and since when."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from mcdesk.application.views import PersonLine
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import AddPerson, AppointOffice, JoinTeam, SignForm
from mcdesk.ui.forms.sign_added import Added, _line, holder_of

WISH = SignForm(form="f", role="sme", person="p", medium="paper")
OUTSIDE = Refused(Finding("not_in_role", "Not on the team."))
NAMES = SimpleNamespace(person=lambda person: f"<{person}>")


def added(*rights: str) -> Added:
    info = SimpleNamespace(role_scopes={"sme": "card", "dean": "faculty"}, rights=set(rights))
    return Added(info)


def view(*covers: str) -> SimpleNamespace:
    return SimpleNamespace(covers=covers, today=date(2026, 11, 23),
                           header=SimpleNamespace(card_id="c-1", code="MC-1"))  # fmt: skip


def line(*cards: str) -> SimpleNamespace:
    return SimpleNamespace(cards=cards)


def test_who_acts_for_somebody_does_not_hold_the_role():
    assert holder_of(WISH) == "p"
    assert holder_of(SignForm(form="f", role="sme", person="p", on_behalf_of="q")) == "q"


def test_only_who_may_put_people_on_teams_is_offered_it_for_a_role_of_the_team():
    made = added("cards")
    assert made.may_join(OUTSIDE, WISH)
    assert not added("record").may_join(OUTSIDE, WISH)
    assert not made.may_join(OUTSIDE, SignForm(form="f", role="dean", person="p"))
    assert not made.may_join(Refused(Finding("note", "A reason.")), WISH)
    assert not made.may_join(ValueError(), WISH)
    made.join("p", "sme")
    assert not made.may_join(OUTSIDE, WISH), "it was asked already"
    assert made.may_join(OUTSIDE, SignForm(form="f", role="sme", person="q"))


@pytest.mark.parametrize(("rights", "role"), [(("cards",), "dean"), ((), "sme")])
def test_nobody_joins_where_the_role_or_the_right_is_another(rights, role):
    made = added(*rights)
    made.join("p", role)
    assert made.state == ""
    assert made.commands(SignForm(form="f", role=role, person="p"), view(), None) == ()


def test_whoever_joins_does_so_by_the_day_of_the_decision_and_not_after_today():
    made = added("cards")
    made.join("p", "sme")
    assert made.state != ""
    (join,) = made.commands(WISH, view(), None)
    assert join == JoinTeam(card="c-1", person="p", role="sme", since="2026-11-23", id=join.id)
    for on, since in (("2026-11-01", "2026-11-01"), ("2026-12-24", "2026-11-23")):
        wish = SignForm(form="f", role="sme", person="p", on=on)
        assert [each.since for each in made.commands(wish, view(), None)] == [since]
    other = SignForm(form="f", role="sme", person="q")
    assert made.commands(other, view(), None) == (), "somebody else signs now"


def test_over_a_letter_the_cards_of_the_line_are_joined():
    made = added("cards")
    made.join("p", "sme")
    letter = view("MC-1", "MC-2", "MC-3")
    asked = [(line("MC-2", "MC-9"), ["MC-2"]), (line(), ["MC-1", "MC-2", "MC-3"]),
             (None, ["MC-1", "MC-2", "MC-3"])]  # fmt: skip
    for of, cards in asked:
        assert [each.card for each in made.commands(WISH, letter, of)] == cards
        words = made.words(WISH, letter, of, NAMES)
        assert words == f"Joins the team of {', '.join(cards)} together with the decision: <p>."
    assert "MC-1" in made.words(WISH, view(), None, NAMES)


def test_who_is_entered_is_known_before_anything_is_written():
    made = added("cards")
    person = AddPerson(name="SME-09", titles_before="Dr.", roles=["sme"], position="Lektor", id="n")
    office = AppointOffice(person="n", role="hsp", programme="LAW")
    other = AppointOffice(person="x", role="dean", faculty="LAW")
    dialog = SimpleNamespace(id="n", commands=lambda: (person, office, other), open=lambda: None)
    before = PersonLine("n", "old", "old", (), "")
    kept = made.enter(dialog, "sme", _view_with(before))
    (entered,) = kept.persons
    assert (entered.id, entered.name, entered.position) == ("n", "SME-09", "Lektor")
    assert entered.roles == ("sme", "hsp")
    assert entered.full_name.startswith("Dr.")
    assert made.is_entered("n")
    assert not made.is_entered("p")
    wish = SignForm(form="f", role="sme", person="n")
    *first, join = made.commands(wish, view(), None)
    assert first == [person, office, other]
    assert (join.person, join.role) == ("n", "sme")
    said = made.words(wish, view(), None, NAMES).splitlines()
    assert said[0] == "Entered in the directory together with the decision, not before: <n>."
    assert len(said) == 2
    assert _line((office, person)).roles == ("sme", "hsp")


def _view_with(*persons: PersonLine) -> object:
    from dataclasses import make_dataclass

    return make_dataclass("View", ["persons"])(persons)
