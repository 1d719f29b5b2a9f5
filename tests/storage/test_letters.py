"""One assignment letter over several cards: each card's lead accepts, each one's Head assigns."""

from __future__ import annotations

import pytest

from mcdesk.application.as_it_stood import since_frozen
from mcdesk.application.knowledge import Knowledge
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.sealing import Sealing
from mcdesk.signing.judge import judge
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from mcdesk.ui.forms.sign_check import lines_to_sign
from tests.walk import Walker, create


@pytest.fixture
def letter(desk, card):
    """A frozen letter over MC-1 of Law and MC-2 of Notary, which have other leads and Heads."""
    desk.execute(do.AddProgramme(code="NOT", name_en="Notary", faculty="LAW"))
    for name in ("SME-08", "SME-09"):
        desk.execute(do.AddPerson(name=name, roles=["sme"]))
    desk.execute(do.AddPerson(name="HSP-NOT"))
    desk.execute(do.AppointOffice(person="HSP-NOT", role="hsp", programme="NOT"))
    given = {"title_en": "Second", "programme": "NOT", "lead": "SME-08", "code": "MC-2"}
    desk.execute(do.CreateCard(**given))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    walker = Walker(desk)
    walker.desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "law"}))
    walker.freeze("R1")
    return desk


def sign(desk, role: str, person: str, form: str = "MC-1/R1") -> None:
    decision = "accept" if role == "sme" else "approve"
    desk.execute(do.SignForm(form=form, role=role, person=person, decision=decision,
                             medium="paper", scan_owed=True))  # fmt: skip


def missing(desk, code: str) -> set[str]:
    return {finding.role for finding in desk.outline(code).next.findings}


def block(desk) -> list[tuple[str, str, str, tuple[str, ...]]]:
    view = desk.form(desk.outline("MC-1").forms[0].form_id)
    return [(line.role, line.person, line.state, line.cards) for line in view.signatures]


def test_each_card_needs_its_own_head_and_its_own_lead(app, letter):
    desk = letter
    assert block(desk) == [
        ("hsp", "HSP-LAW", "waiting", ("MC-1",)),
        ("hsp", "HSP-NOT", "waiting", ("MC-2",)),
        ("sme", "SME-03", "later", ("MC-1",)),
        ("sme", "SME-08", "later", ("MC-2",)),
    ]
    sign(desk, "hsp", "HSP-NOT")
    assert (missing(desk, "MC-1"), missing(desk, "MC-2")) == ({"hsp", "sme"}, {"sme"})
    sign(desk, "hsp", "HSP-LAW", "MC-2/R1")
    sign(desk, "sme", "SME-03")
    assert (missing(desk, "MC-1"), missing(desk, "MC-2")) == (set(), {"sme"})
    view = desk.form(desk.outline("MC-1").forms[0].form_id)
    assert view.status == "frozen"
    assert [line.state for line in view.signatures] == ["done", "done", "done", "waiting"]
    with pytest.raises(Refused):
        desk.execute(do.MoveCard(card="MC-2", to="2"))
    desk.execute(do.MoveCard(card="MC-1", to="2"))
    sign(desk, "sme", "SME-08", desk.outline("MC-1").forms[0].form_id)
    desk.execute(do.MoveCard(card="MC-2", to="2"))
    assert app.check(desk.store.path) == ()


def test_what_was_done_to_each_card_since_a_letter_was_frozen_is_told(letter):
    """Its print names the others, too."""
    view = letter.form(form_id(letter, "MC-1"))
    letter.execute(do.ChangeCard(card="MC-2", short_title="Later"))
    with letter.store.read() as reader:
        found = since_frozen(Knowledge(reader, letter.today), view.revision.id)
    assert [event.kind for _place, event in found.events] == [do.ChangeCard.event]


def test_a_head_of_all_and_a_lead_of_all_sign_once(desk, card):
    create(desk, "MC-2")
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "law"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    sign(desk, "hsp", "HSP-LAW")
    sign(desk, "sme", "SME-03")
    assert (missing(desk, "MC-1"), missing(desk, "MC-2")) == (set(), set())
    assert [line[2:] for line in block(desk)] == [("done", ()), ("done", ())]
    with pytest.raises(Refused) as caught:
        sign(desk, "sme", "SME-03", "MC-2/R1")
    assert caught.value.code == "signed_twice"


def test_a_co_developer_does_not_accept_for_the_lead(letter):
    letter.execute(do.JoinTeam(card="MC-1", person="SME-09", role="sme"))
    sign(letter, "hsp", "HSP-LAW")
    with pytest.raises(Refused) as caught:
        sign(letter, "sme", "SME-09")
    assert caught.value.code == "not_lead"


def test_who_does_not_lead_is_told_where_the_letter_is_looked_at(letter):
    letter.execute(do.JoinTeam(card="MC-1", person="SME-09", role="sme"))
    sign(letter, "hsp", "HSP-LAW")
    people = {entry.name: entry.id for entry in letter.directory().people}

    def unheld(name: str) -> str:
        letter.use_person(people[name])
        lines = letter.form(letter.outline("MC-1").forms[0].form_id).signatures
        (line,) = [each for each in lines if each.role == "sme" and each.cards == ("MC-1",)]
        return line.unheld.code if line.unheld else ""

    assert unheld("SME-03") == ""
    assert unheld("SME-09") == "not_lead"


def test_an_acceptance_outlives_the_lead_who_gave_it(letter):
    desk = letter
    sign(desk, "hsp", "HSP-LAW")
    sign(desk, "sme", "SME-03")
    desk.execute(do.HandOver(from_person="SME-03", to_person="SME-09", reason="leave"))
    assert missing(desk, "MC-1") == set()


def form_id(desk, code: str) -> str:
    return next(form.form_id for form in desk.outline(code).forms if form.kind == "R1")


def test_a_cancelled_main_card_does_not_hold_the_letter_up(app, letter):
    desk = letter
    sign(desk, "hsp", "HSP-LAW")
    desk.execute(do.CancelCard(card="MC-1", reason="x"))
    sign(desk, "hsp", "HSP-NOT", form_id(desk, "MC-2"))
    sign(desk, "sme", "SME-08", form_id(desk, "MC-2"))
    assert desk.form(form_id(desk, "MC-2")).status == "signed"
    assert [line[:3] for line in block(desk)] == [
        ("hsp", "HSP-LAW", "done"), ("hsp", "HSP-NOT", "done"), ("sme", "SME-08", "done"),
    ]  # fmt: skip
    with pytest.raises(Refused) as caught:
        sign(desk, "sme", "SME-09", form_id(desk, "MC-2"))
    assert caught.value.code != "cancelled"
    assert app.check(desk.store.path) == ()


def test_a_card_that_was_cancelled_is_marked_in_the_head_of_its_letter(letter):
    letter.execute(do.CancelCard(card="MC-1", reason="x"))
    found = letter.sheet(form_id(letter, "MC-2"), "frozen").covers
    assert [(card.code, card.is_cancelled) for card in found] == [("MC-1", True), ("MC-2", False)]
    assert found[0].title_id.startswith("Penyusunan Kontrak")


def test_who_leads_a_cancelled_card_and_another_signs_for_the_other(letter):
    desk = letter
    given = {"title_en": "Third", "programme": "NOT", "lead": "SME-08", "code": "MC-3"}
    desk.execute(do.CreateCard(**given))
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="r"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-3"))
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "tax law"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    desk.execute(do.CancelCard(card="MC-2", reason="x"))
    sign(desk, "hsp", "HSP-LAW")
    sign(desk, "hsp", "HSP-NOT")
    sign(desk, "sme", "SME-03")
    assert desk.form(form_id(desk, "MC-1")).status == "frozen"
    sign(desk, "sme", "SME-08")
    assert missing(desk, "MC-3") == set()
    assert desk.form(form_id(desk, "MC-1")).status == "signed"


def test_a_letter_of_cancelled_cards_alone_keeps_its_block(letter):
    for code in ("MC-1", "MC-2"):
        letter.execute(do.CancelCard(card=code, reason="x"))
    with pytest.raises(Refused) as caught:
        sign(letter, "hsp", "HSP-LAW")
    assert caught.value.code == "cancelled"
    assert len(block(letter)) == 4


def test_an_office_that_changes_changes_what_the_board_says_of_a_letter(app, letter):
    desk = letter
    sign(desk, "hsp", "HSP-LAW")
    given = {"person": "HSP-LAW", "role": "hsp", "programme": "NOT", "since": "2026-01-01"}
    changes = desk.execute(do.AppointOffice(**given, id="second"))
    assert {tile.code for tile in changes.tiles} == {"MC-1", "MC-2"}
    assert app.check(desk.store.path) == ()
    desk.execute(do.EndOffice(office="second", until="2026-01-02"))
    assert app.check(desk.store.path) == ()
    assert desk.execute(do.AddPerson(name="SME-10", roles=["sme"])).tiles == ()


def test_a_decision_on_the_day_of_the_hand_over_counts_on_every_card(app, desk, card):
    create(desk, "MC-2")
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "law"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    sign(desk, "hsp", "HSP-LAW")
    sign(desk, "sme", "SME-03")
    desk.execute(do.HandOver(from_person="SME-03", to_person="SME-08", reason="leave"))
    assert (missing(desk, "MC-1"), missing(desk, "MC-2")) == (set(), set())
    assert app.check(desk.store.path) == ()


def test_who_handed_one_card_over_today_still_signs_for_the_other(desk, card):
    create(desk, "MC-2")
    desk.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "law"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    sign(desk, "hsp", "HSP-LAW")
    over = {"from_person": "SME-03", "to_person": "SME-08", "reason": "leave"}
    desk.execute(do.HandOver(**over, card="MC-1"))
    sign(desk, "sme", "SME-03")
    assert missing(desk, "MC-2") == set()


def test_a_letter_goes_on_when_the_card_it_was_opened_for_is_cancelled(app, letter):
    desk, form = letter, form_id(letter, "MC-2")
    desk.execute(do.CancelCard(card="MC-1", reason="x"))
    desk.execute(do.ChangeForm(form=form, reason="r"))
    desk.execute(do.SetValue(form=form, path="topic", new="notary law"))
    desk.execute(do.FillForm(form="MC-2/R1", values={"topic": "law of notaries"}))
    desk.execute(do.CreateCard(title_en="Third", programme="NOT", lead="SME-08", code="MC-3"))
    desk.execute(do.CoverCard(form=form, card="MC-3"))
    desk.execute(do.FreezeForm(form=form))
    sign(desk, "hsp", "HSP-NOT", form)
    sign(desk, "sme", "SME-08", form)
    assert desk.form(form).status == "signed"
    assert (missing(desk, "MC-2"), missing(desk, "MC-3")) == (set(), set())
    assert app.check(desk.store.path) == ()


def test_a_letter_of_ended_cards_alone_is_not_changed(letter):
    form = form_id(letter, "MC-2")
    for code in ("MC-1", "MC-2"):
        letter.execute(do.CancelCard(card=code, reason="x"))
    with pytest.raises(Refused) as caught:
        letter.execute(do.ChangeForm(form=form, reason="r"))
    assert caught.value.code == "cancelled"


@pytest.fixture
def second_head(letter):
    """Two Heads of Law at a time; the letter names the one who came second."""
    letter.execute(do.ChangeForm(form="MC-1/R1", reason="r"))
    letter.execute(do.AddPerson(name="HSP-LAW2"))
    letter.execute(do.AppointOffice(person="HSP-LAW2", role="hsp", programme="LAW"))
    person = next(each.id for each in letter.directory().people if each.name == "HSP-LAW2")
    letter.execute(do.FillForm(form="MC-1/R1", values={"hsp": person}))
    letter.execute(do.FreezeForm(form="MC-1/R1"))
    return letter


def heads(lines) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.person, line.cards) for line in lines if line.role == "hsp"]


def test_of_two_heads_the_one_whom_the_letter_names_is_to_sign(second_head):
    expected = [("HSP-LAW2", ("MC-1",)), ("HSP-NOT", ("MC-2",))]
    id_ = form_id(second_head, "MC-1")
    assert heads(second_head.form(id_).signatures) == expected
    assert heads(second_head.sheet(id_, "frozen").signatures) == expected


def test_the_head_whom_the_letter_names_is_asked_on_the_cards_other_forms(second_head):
    sign(second_head, "hsp", "HSP-LAW2")
    second_head.execute(do.OpenForm(card="MC-1", form="F2"))
    lines = {line.kind: line.form_id for line in second_head.outline("MC-1").forms}
    (proposal,) = heads(second_head.form(lines["F2"]).signatures)
    assert proposal[0] == "HSP-LAW2"
    assert heads(second_head.sheet(lines["F2"], "draft").signatures) == [("HSP-LAW2", ())]


def test_a_head_named_in_the_letter_who_is_no_longer_in_office_is_not_expected(second_head):
    people = second_head.directory().people
    office = next(o for each in people if each.name == "HSP-LAW2" for o in each.offices)
    second_head.execute(do.EndOffice(office=office.id, until=second_head.today.isoformat()))
    found = heads(second_head.form(form_id(second_head, "MC-1")).signatures)
    assert found == [("HSP-LAW", ("MC-1",)), ("HSP-NOT", ("MC-2",))]


def test_two_lecturers_of_one_letter_seal_it_one_after_the_other(letter):
    form = next(line.form_id for line in letter.outline("MC-1").forms if line.kind == "R1")
    vault = Memory()
    letter.keys = KeyBunch("w", lambda: vault)
    me = letter.info().person_id
    sign(letter, "hsp", "HSP-LAW")
    sign(letter, "hsp", "HSP-NOT")
    for name in ("SME-03", "SME-08"):
        letter.use_person(next(p.id for p in letter.info().persons if p.name == name))
        letter.execute(do.SignForm(form=form, role="sme", person=name, decision="accept"))
        line = next(x for x in letter.form(form).signatures if x.person == name and x.sign_off_id)
        Sealing(form, "sme", sign_off=line.sign_off_id)(letter)
    letter.use_person(me)
    lines = letter.form(form).signatures
    sealed = {line.person: line.sealed for line in lines if line.role == "sme"}
    assert sorted(sealed) == ["SME-03", "SME-08"]
    assert all(sealed.values())
    assert not any(line.sealed for line in lines if line.role == "hsp")
    judged = judge(letter.file_path(sealed["SME-08"].digest).read_bytes())
    assert [(seal.role, seal.name) for seal in judged.seals] == [
        ("sme", "SME-03"), ("sme", "SME-08"),
    ]  # fmt: skip
    assert judged.is_sound


def unheld(desk) -> list[tuple[str, str, bool]]:
    view = desk.form(desk.outline("MC-1").forms[0].form_id)
    return [(line.role, line.cards[0], line.unheld is None) for line in view.signatures
            if line.state == "waiting"]  # fmt: skip


def test_each_line_is_offered_to_whoever_decides_in_it_for_its_own_card(letter):
    """A Dean's secretary who leads one of the cards is offered the line of that alone."""
    desk = letter
    desk.execute(do.AppointOffice(person="SME-08", role="secretary", faculty="LAW"))
    desk.use_person(person_id(desk, "SME-08"))
    assert unheld(desk) == [("hsp", "MC-1", False), ("hsp", "MC-2", False)]
    desk.use_person(person_id(desk, "CTL-01"))
    assert unheld(desk) == [("hsp", "MC-1", True), ("hsp", "MC-2", True)]
    sign(desk, "hsp", "HSP-LAW")
    sign(desk, "hsp", "HSP-NOT")
    desk.use_person(person_id(desk, "SME-08"))
    assert unheld(desk) == [("sme", "MC-1", False), ("sme", "MC-2", True)]
    view = desk.form(form_id(desk, "MC-1"))
    assert [line.cards for line in lines_to_sign(view, desk.info())] == [("MC-2",)]
    with pytest.raises(Refused):
        sign(desk, "sme", "SME-03")


def test_a_head_of_another_programme_holds_the_line_of_the_own_card(letter):
    letter.use_person(person_id(letter, "HSP-NOT"))
    assert unheld(letter) == [("hsp", "MC-1", False), ("hsp", "MC-2", True)]


def person_id(desk, name: str) -> str:
    return next(each.id for each in desk.directory().people if each.name == name)
