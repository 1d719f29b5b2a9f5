"""What a person may not do with a form is said beforehand, by the rule that the command asks."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.storage.conftest import accept
from tests.walk import Walker


@pytest.fixture
def waiting(desk, card):
    """A letter that is frozen and waits for its Head."""
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    desk.execute(do.AddPerson(name="ID-09", roles=["id"]))
    return desk


def view(desk):
    return desk.form(line(desk).form_id)


def line(desk):
    return desk.outline("MC-1").forms[0]


def refusal(desk, command):
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    return caught.value.findings[0]


def test_who_works_on_the_card_may_change_and_sign_it(waiting):
    assert view(waiting).no_fill is None
    assert view(waiting).no_sign is None
    assert line(waiting).no_sign is None


def test_a_stranger_is_told_beforehand_that_nothing_can_be_changed(app, waiting):
    with app.acting_as(waiting, "ID-09"):
        said = view(waiting).no_fill
        assert said is not None
        assert said.code == "no_right"
        assert said == refusal(waiting, do.ChangeForm(form="MC-1/R1", reason="x"))


def test_who_may_not_fill_a_form_is_told_before_typing_who_may(app, waiting):
    assert view(waiting).no_write is None
    with app.acting_as(waiting, "ID-09"):
        said = view(waiting).no_write
        assert said == refusal(waiting, do.SetValue(form="MC-1/R1", path="topic", new="x"))
        assert said.sentence("en").endswith(
            "it takes: CTL coordinator; CTL lead; Head of Study Program (of its programme); "
            "Head of Curriculum; Pelita Learning Hub; on its team: Instructional designer, "
            "Lecturer (SME), Graphic designer, Digital content specialist, Reviewer."
        )
    waiting.execute(do.CancelCard(card="MC-1", reason="no demand"))
    assert view(waiting).no_write == refusal(
        waiting, do.SetValue(form="MC-1/R1", path="topic", new="x")
    )


def test_an_ended_card_is_neither_changed_nor_signed(waiting):
    waiting.execute(do.CancelCard(card="MC-1", reason="no demand"))
    sign = do.SignForm(form="MC-1/R1", role="hsp", person="HSP-LAW", decision="approve",
                       medium="paper", scan_owed=True)  # fmt: skip
    assert view(waiting).no_sign == line(waiting).no_sign == refusal(waiting, sign)
    assert view(waiting).no_fill == refusal(waiting, do.ChangeForm(form="MC-1/R1", reason="r"))


def test_of_a_completed_card_nothing_stays_open_but_what_lives(confirming):
    """What was left to be supplied later is shut with the card: a command refuses it, too."""
    walker, proposal = Walker(confirming), form_of(confirming, "F2")
    assert "p8" in confirming.form(proposal).open_paths
    walker.confirm()
    accept(confirming)
    walker.move("opening")
    walker.open_class()
    walker.complete()
    assert confirming.form(proposal).open_paths == ()
    late = do.SetValue(form=proposal, path="p8", new="typed too late")
    assert refusal(confirming, late).code == "completed"
    (row, *_rest) = confirming.form(form_of(confirming, "F5")).content.table("c1")
    living = do.SetCell(form=form_of(confirming, "F5"), field="c1", row=row.id, column="note",
                        new="found afterwards")  # fmt: skip
    confirming.execute(living)


def test_a_letter_over_another_card_under_way_can_still_be_signed(desk, card):
    desk.execute(do.CreateCard(title_en="Second", programme="LAW", lead="SME-03", code="MC-2"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    desk.execute(do.CancelCard(card="MC-1", reason="no demand"))
    assert view(desk).no_sign is None


@pytest.mark.parametrize(("faculty", "code"), [("MED", "no_right"), ("LAW", "deans_only")])
def test_a_secretary_who_has_nothing_to_record_is_told_beforehand(app, waiting, faculty, code):
    """A letter waits for its Head: no Dean's secretary records that."""
    waiting.execute(do.AddFaculty(code="MED", name_en="Medicine"))
    waiting.execute(do.AddPerson(name="SEC"))
    waiting.execute(do.AppointOffice(person="SEC", role="secretary", faculty=faculty))
    with app.acting_as(waiting, "SEC"):
        said = view(waiting).no_sign
        sign = do.SignForm(form="MC-1/R1", role="hsp", person="HSP-LAW", decision="approve",
                           medium="paper", scan_owed=True)  # fmt: skip
        assert said == refusal(waiting, sign)
        assert said.code == code
        assert code != "no_right" or "Dean's secretary (of its faculty)" in said.sentence("en")
    waiting.execute(do.JoinTeam(card="MC-1", person="SEC", role="sme"))
    with app.acting_as(waiting, "SEC"):
        assert view(waiting).no_sign.code == code, "a letter is accepted by the lead"
    waiting.execute(do.JoinTeam(card="MC-1", person="SEC", role="sme", lead=True))
    with app.acting_as(waiting, "SEC"):
        assert view(waiting).no_sign is None


def sec_of(desk, faculty: str = "LAW") -> str:
    """Let somebody be the secretary of a faculty's Dean."""
    desk.execute(do.AddPerson(name="SEC"))
    desk.execute(do.AppointOffice(person="SEC", role="secretary", faculty=faculty))
    return "SEC"


def test_a_role_that_is_not_there_is_answered_with_those_that_are(waiting):
    waiting.execute(do.AddPerson(name="NEW"))
    said = refusal(waiting, do.AppointOffice(person="NEW", role="head")).sentence("en")
    assert said.startswith("There is no role “head”. The roles are: ")
    assert all(role in said for role in ("ctl", "ctl_lead", "dean", "hsp", "secretary", "sme"))


def test_a_secretary_decides_for_nobody_by_a_letter(app, waiting):
    """She records what her Dean decided (decisions.md, 14): whatever other office she holds."""
    secretary = sec_of(waiting)
    waiting.execute(do.AppointOffice(person=secretary, role="plh"))
    acting = {"capacity": "a.n.", "on_behalf_of": "HSP-LAW", "letter": "1/SK/2026"}
    sign = do.SignForm(form="MC-1/R1", role="hsp", person=secretary, **acting)
    with app.acting_as(waiting, secretary):
        said = refusal(waiting, sign)
        assert said.code == "never_decides"
        assert said.sentence("en").startswith("SEC is a Dean's secretary")
        (head, _sme) = view(waiting).signatures
        assert head.unheld == said
    on_paper = do.SignForm(
        form="MC-1/R1", role="hsp", person=secretary, medium="paper", scan_owed=True, **acting
    )
    assert refusal(waiting, on_paper).code == "never_decides"
    waiting.execute(do.JoinTeam(card="MC-1", person=secretary, role="id"))
    with app.acting_as(waiting, secretary):
        assert refusal(waiting, sign).code == "never_decides"


def test_a_secretary_with_another_office_is_told_beforehand_that_nothing_is_hers(app, waiting):
    """Everybody else decides by a letter at least: for her the way is shut with the reason."""
    secretary = sec_of(waiting)
    waiting.execute(do.AppointOffice(person=secretary, role="plh"))
    with app.acting_as(waiting, secretary):
        assert view(waiting).no_sign.code == "deans_only"
    waiting.execute(do.AppointOffice(person=secretary, role="hsp", programme="LAW"))
    with app.acting_as(waiting, secretary):
        assert view(waiting).no_sign is None
        waiting.execute(do.SignForm(form="MC-1/R1", role="hsp", person=secretary))


def test_a_secretary_who_leads_another_card_of_a_letter_accepts_it(app, desk, card):
    secretary = sec_of(desk, "LAW")
    desk.execute(do.CreateCard(title_en="Second", programme="LAW", lead=secretary, code="MC-2"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp")
    with app.acting_as(desk, secretary):
        assert view(desk).no_sign is None
        desk.execute(do.SignForm(form="MC-1/R1", role="sme", person=secretary, decision="accept"))


def test_a_page_says_of_each_right_who_has_it(app, waiting):
    assert waiting.page("MC-1").denied.keys() <= {"definitions", "exception", "reopen", "settings"}
    with app.acting_as(waiting, "SME-03"):
        denied = waiting.page("MC-1").denied
        assert "fill" not in denied
        assert denied["cards"] == refusal(waiting, do.ChangeCard(card="MC-1", title_en="Other"))
        assert denied["cards"].sentence("en") == (
            "SME-03 may not do this on MC-1; it takes: CTL coordinator; CTL lead; on its team: "
            "Instructional designer."
        )


def test_while_nobody_is_chosen_nobody_signs(waiting):
    waiting.use_person("")
    said = view(waiting).no_sign
    assert said is not None
    assert said.code == "unknown_person"


def test_who_neither_holds_the_role_nor_records_it_signs_by_a_letter_only(app, waiting):
    def unheld(role="hsp"):
        return next(each for each in view(waiting).signatures if each.role == role).unheld

    with app.acting_as(waiting, "ID-09"):
        sign = do.SignForm(form="MC-1/R1", role="hsp", person="ID-09", decision="approve")
        assert unheld() == refusal(waiting, sign)
        assert view(waiting).no_sign is None
    with app.acting_as(waiting, "HSP-LAW"):
        assert unheld() is None
    assert unheld() is None
