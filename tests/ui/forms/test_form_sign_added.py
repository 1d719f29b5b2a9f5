"""Whoever is entered or put on a team for a signature: with the decision, for each of its cards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QWidget

from mcdesk.application.journal import Event, read_event
from mcdesk.procedure import commands as do
from mcdesk.ui.forms.signing import Signing, sign_form
from mcdesk.ui.people.dialogs import PersonDialog
from tests.ui.forms.fakes import FakeDesk, FakeJobs, frozen_view
from tests.walk import Walker

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.ui.forms.sign import SignDialog

WORDS = "Joins the team of MC-1, MC-2 together with the decision: "


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def letter(desk: Any, card: str) -> Any:
    """A frozen letter over MC-1 and MC-2 of one programme, whose teams have no lecturer any more.

    The Head has assigned, so that it waits for a lecturer to accept it.
    """
    desk.execute(do.CreateCard(title_en="Second", programme="LAW", lead="SME-03", code="MC-2"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "law"}))
    Walker(desk).freeze("R1")
    desk.execute(
        do.SignForm(form="MC-1/R1", role="hsp", person="HSP-LAW", medium="paper", scan_owed=True)
    )
    for code in ("MC-1", "MC-2"):
        team = desk.page(code).team
        member = next(each for each in team if each.role == "sme" and not each.until)
        desk.execute(do.LeaveTeam(member=member.id, until=member.since))
    return desk


def begin(desk: Any, window: QWidget) -> Signing:
    form = next(line.form_id for line in desk.page("MC-1").all_forms if line.kind == "R1")
    signing = sign_form(FakeJobs(desk), form, window, role="sme")
    assert signing.dialog is not None
    signing.dialog._decisions.press("accept")
    signing.dialog._media.press("paper")
    signing.dialog.scan_owed.click()
    return signing


def enter(dialog: SignDialog, name: str) -> PersonDialog:
    """Enter somebody from the dialog, as a person does."""
    dialog.person.setText(name)
    dialog._on_changed()
    dialog.adds.link.click()
    entering: PersonDialog = dialog.findChild(PersonDialog)
    entering.action.click()
    return entering


def members(desk: Any, code: str) -> list[str]:
    return [each.person for each in desk.page(code).team if each.role == "sme" and not each.until]


def known(desk: Any) -> list[str]:
    return [each.name for each in desk.directory().people]


def events(desk: Any) -> int:
    return len(desk.history())


def newest_step(desk: Any) -> list[Event]:
    """Return the events of the step that was made last."""
    with desk.store.read() as reader:
        found = [read_event(str(line["body"])) for line in reader.journal()]
    return [each for each in found if each.group == found[0].group]


def test_who_is_entered_while_signing_joins_every_card_of_the_letter_with_the_decision(
    letter: Any, window: QWidget
) -> None:
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    before = events(letter)
    entering = enter(dialog, "New Lecturer")
    assert dialog.person.text() == "New Lecturer"
    assert "and not before" in " ".join(
        each.text() for each in entering.findChildren(type(dialog._together))
    )
    said = dialog._together.text().split("\n")
    assert said == [
        "Entered in the directory together with the decision, not before: New Lecturer.",
        WORDS + "New Lecturer.",
    ]
    assert (events(letter), members(letter, "MC-1")) == (before, [])
    assert "New Lecturer" not in known(letter)
    dialog.action.click()
    assert signing.dialog is None
    assert [members(letter, code) for code in ("MC-1", "MC-2")] == [["New Lecturer"]] * 2
    made = {each.kind for each in newest_step(letter)}
    assert made == {"PersonAdded", "TeamJoined", "FormSigned"}
    form = next(line.form_id for line in letter.page("MC-1").all_forms if line.kind == "R1")
    assert letter.form(form).status == "signed"


def test_a_signature_that_is_cancelled_enters_nobody_and_asks_before(
    letter: Any, window: QWidget
) -> None:
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    before = events(letter)
    enter(dialog, "New Lecturer")
    dialog.reject()
    assert signing.dialog is dialog, "who was entered is not discarded unasked"
    dialog.reject()
    assert signing.dialog is None
    assert events(letter) == before
    assert "New Lecturer" not in known(letter)


def test_an_entry_that_is_refused_can_be_changed_and_nothing_was_written(
    letter: Any, window: QWidget
) -> None:
    letter.execute(do.ChangePerson(person="SME-03", login="lecturer"))
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    before = events(letter)
    dialog.person.setText("New Lecturer")
    dialog._on_changed()
    dialog.adds.link.click()
    entering = dialog.findChild(PersonDialog)
    entering.login.setText("lecturer")
    entering.action.click()
    dialog.action.click()
    assert dialog.why == "The login lecturer is taken."
    assert events(letter) == before
    assert not dialog.alters.link.isHidden()
    dialog.alters.link.click()
    assert entering.isVisible()
    assert entering.login.text() == "lecturer"
    entering.login.setText("lecturer2")
    entering.name.setText("New Lecturer-Two")
    entering.action.click()
    assert dialog.person.text() == "New Lecturer-Two"
    dialog.action.click()
    assert signing.dialog is None
    assert members(letter, "MC-2") == ["New Lecturer-Two"]


def test_who_is_not_on_the_team_is_put_on_it_from_the_refusal(letter: Any, window: QWidget) -> None:
    letter.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    dialog.person.setText("SME-08")
    dialog._on_changed()
    assert dialog.joins.isHidden()
    before = events(letter)
    dialog.action.click()
    assert "does not hold the role" in dialog.why
    assert dialog.joins.text() == "Put on the team"
    assert not dialog.joins.isHidden()
    dialog.joins.click()
    assert dialog._together.text() == WORDS + "SME-08."
    assert dialog.joins.isHidden()
    assert dialog.action.isEnabled()
    assert (events(letter), members(letter, "MC-1")) == (before, [])
    dialog.action.click()
    assert signing.dialog is None
    assert [members(letter, code) for code in ("MC-1", "MC-2")] == [["SME-08"]] * 2


def test_a_decision_of_before_begins_the_duty_by_that_day(letter: Any, window: QWidget) -> None:
    letter.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    dialog.person.setText("SME-08")
    dialog.on.setText("20/11/2026")
    dialog._on_changed()
    dialog.action.click()
    dialog.joins.click()
    dialog.action.click()
    assert signing.dialog is None
    found = [each for each in letter.page("MC-2").team if each.person == "SME-08"]
    assert [each.since for each in found] == ["2026-11-20"]


def test_the_team_is_not_offered_to_who_may_not_put_anybody_on_it(
    letter: Any, window: QWidget, monkeypatch: Any
) -> None:
    letter.execute(do.AddPerson(name="SME-08", roles=["sme"]))
    info = letter.info()
    monkeypatch.setattr(letter, "info", lambda: replace(info, rights=info.rights - {"cards"}))
    signing = begin(letter, window)
    dialog = signing.dialog
    assert dialog is not None
    dialog.person.setText("SME-08")
    dialog._on_changed()
    dialog.action.click()
    assert "does not hold the role" in dialog.why
    assert dialog.joins.isHidden()


def test_another_scan_after_the_warning_is_not_discarded_unasked(
    window: QWidget, tmp_path: Path
) -> None:
    signing = sign_form(FakeJobs(FakeDesk(frozen_view())), "form-1", window, role="dean")
    dialog = signing.dialog
    assert dialog is not None
    for number in (1, 2):
        scan = tmp_path / f"{number}.pdf"
        scan.write_bytes(b"pdf")
        dialog.set_scan(str(scan))
        assert "Once more" not in dialog.why
        dialog.reject()
        assert signing.dialog is dialog
        assert dialog.why == "Once more, and what you wrote is discarded."
    dialog.reject()
    assert signing.dialog is None
