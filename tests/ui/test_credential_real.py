"""The page on a real workspace: what is done here is kept, shown, and undone."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from mcdesk.errors import Finding, Refused
from mcdesk.procedure import commands as do
from mcdesk.ui import jobs
from mcdesk.ui.board import words
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.page import CardPageView
from mcdesk.ui.forms.withdraw import WithdrawDialog
from mcdesk.ui.parts import Link
from mcdesk.ui.tasks import Tasks
from tests.ui.shared_desk import OneAtATime
from tests.walk import Walker


@pytest.fixture
def desk(desk):
    """A desk for the workers of the page and for the test."""
    return OneAtATime(desk)


@pytest.fixture
def tasks(qapp, desk):
    made = Tasks(lambda: desk)
    yield made
    assert made.close()


@pytest.fixture
def show(qtbot, tasks, desk):
    def shown(code="MC-1"):
        words.use_names(desk.info().role_labels, desk.info().stages)
        view = CardPageView(tasks, desk.outline(code).tile.id)
        tasks.changed.connect(view.apply_changes)
        qtbot.addWidget(view)
        with qtbot.waitSignal(view.loaded):
            view.show()
        return view

    return shown


def dialog_of(view) -> CommandDialog:
    return next(found for found in view.findChildren(CommandDialog) if found.isVisible())


def test_an_open_gate_is_passed_and_undone_from_the_history(show, card, desk, qtbot):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    view = show()
    with qtbot.waitSignal(view.loaded):
        view.body.header._buttons["advance"].click()
    assert view.state.here.id == "discussion"
    view.body.tabs.setCurrentWidget(view.body.history)
    moved = view.body.history.list.lines.entries[1]
    assert moved.title == "Moved: 2 Initial discussion"
    view.body.history.list.choose(moved.key)
    with qtbot.waitSignal(view.loaded):
        view.body.history.deeds["undo"].trigger()
    assert view.state.here.id == "assignment"


def test_a_card_is_sent_back_after_what_falls_was_shown(show, card, desk, qtbot):
    Walker(desk).to("proposal")
    view = show()
    view.body.card.moves.send_back("assignment")
    dialog = dialog_of(view)
    qtbot.waitUntil(lambda: bool(dialog.fallen))
    dialog.input("reason").setPlainText("Another lecturer")
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert view.state.here.id == "assignment"
    shown = [label.text() for label in view.body.needs.findChildren(QLabel)]
    assert "Sent back from 3 Proposal" in shown
    assert "Another lecturer" in shown


def test_an_exception_leaves_a_debt_that_is_paid(show, card, desk, qtbot):
    view = show()
    view.body.card.moves.exception()
    dialog = dialog_of(view)
    dialog.input("reason").setPlainText("Announced")
    dialog.input("owed").setPlainText("The letter")
    for key, typed in (("owed_by", "HSP-LAW"), ("until", "1 Dec 2026"), ("instructed_by", "VR")):
        dialog.input(key).setText(typed)
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert view.state.tile.debts == 1
    view.body.show_debts()
    view.body.signing.deeds["pay"].trigger()
    dialog = dialog_of(view)
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert view.state.tile.debts == 0


def refuse(error, *_given, **_named):
    raise error


def test_a_sign_off_is_withdrawn_with_a_reason(show, card, desk, qtbot, monkeypatch):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    view = show()
    tab = view.body.signing
    entry = next(e for e in tab.list.lines.entries if e.title.startswith("HSP-LAW"))
    tab.list.choose(entry.key)
    tab.deeds["withdraw"].trigger()
    dialog = next(d for d in view.findChildren(WithdrawDialog) if d.isVisible())
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Assignment waits for Head of Study Program again." in said
    assert not dialog.action.isEnabled()
    dialog.reason.setPlainText("another letter came")
    lock = Refused(Finding("locked", "Not while the {what} lasts.", {"what": "audit"}))
    with monkeypatch.context() as refusing:
        refusing.setattr(desk._desk, "execute", partial(refuse, lock))
        dialog.accept()
        qtbot.waitUntil(lambda: dialog.why == "Not while the audit lasts.")
    assert dialog.isVisible()
    assert dialog.reason.toPlainText() == "another letter came"
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert view.state.form("R1").status == "frozen"
    entry = next(e for e in tab.list.lines.entries if e.title.startswith("HSP-LAW"))
    assert entry.state == "withdrawn"
    assert "another letter came" in entry.detail
    tab.list.choose(entry.key)
    assert tab._why_not_withdraw().startswith("Withdrawn on ")


def test_a_card_on_hold_shows_why_and_goes_on(show, card, desk, qtbot):
    desk.execute(do.HoldCard(card=card, reason="On leave", until="2026-12-01"))
    view = show()
    told = {label.text() for label in view.body.header.findChildren(QLabel)}
    assert {"On leave", "To be resumed on 1 December 2026"} <= told
    buttons = view.body.header._buttons
    assert not buttons["resume"].isHidden()
    assert buttons["hold"].isHidden()
    with qtbot.waitSignal(view.loaded):
        buttons["resume"].click()
    assert view.state.tile.status == "active"
    told = {label.text() for label in view.body.header.findChildren(QLabel)}
    assert not any("resumed" in words for words in told)


def test_a_form_not_begun_is_begun_and_opened(show, card, qtbot):
    view = show()
    view.body.forms.list.choose("kind:F2")
    with qtbot.waitSignal(view.form_requested) as told:
        view.body.forms.deeds["open"].trigger()
    qtbot.waitUntil(lambda: view.state.form("F2") is not None)
    assert told.args == [view.state.form("F2").form_id, ""]


def test_a_file_is_kept_and_taken_out_again(show, card, qtbot, tmp_path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF letter")
    view = show()
    view.body.add_files([letter])
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(QDialog)))
    dialog = dialog_of(view)
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert [entry.title for entry in view.body.files.list.lines.entries] == ["letter.pdf"]
    target = tmp_path / "copy.pdf"
    with qtbot.waitSignal(view.errands.said):
        view.body.files.opener.save_to(view.body.files.list.value(), str(target))
    assert target.read_bytes() == b"%PDF letter"


def test_a_scan_owed_is_attached_from_what_the_card_needs(show, card, desk, qtbot, tmp_path):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    desk.execute(
        do.SignForm(form="MC-1/R1", role="hsp", person="HSP-LAW", medium="paper", scan_owed=True)
    )
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF signed")
    view = show()
    assert view.state.tile.scans_owed == 1
    links = [link for link in view.body.needs.findChildren(Link) if "scan" in link.text()]
    links[0].click()
    chooser = next(d for d in view.findChildren(QFileDialog) if d.isVisible())
    chooser.filesSelected.emit([str(scan)])
    chooser.reject()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(CommandDialog)))
    dialog = dialog_of(view)
    assert (dialog.value("purpose"), dialog.value("form")) == (
        "scan",
        view.state.form("R1").form_id,
    )
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert view.state.tile.scans_owed == 0
    assert view.body.card.why_not("scan") == "No decision owes a scan."


def test_a_card_taken_over_shows_its_essentials(show, card, desk):
    desk.execute(
        do.TakeOverCard(
            code="MC-2", title_en="Taken", programme="LAW", stage="design", since="2026-11-01",
            forms=[{"form": "R1", "state": "before", "number": "17"}],
            essentials={"outcomes": ["Explain"], "hours": "30"},
        )
    )  # fmt: skip
    view = show("MC-2")
    assert [step.state for step in view.state.steps()[:8]] == ["before"] * 7 + ["here"]
    assert view.body.tabs.indexOf(view.body.essentials) >= 0


def test_a_card_that_is_gone_is_said(qtbot, tasks, desk):
    view = CardPageView(tasks, "no-such-card")
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: "no longer there" in view._hint.text())
    assert "no-such-card" not in view._hint.text()
    assert view._again.isHidden()


def test_the_page_of_a_new_card_that_is_undone_goes_back(show, card, desk, tasks, qtbot):
    desk.execute(do.CreateCard(programme="LAW", title_en="Undone", code="MC-2", lead="SME-03"))
    view = show("MC-2")
    said, code = [], view.state.tile.code
    view._host = SimpleNamespace(say=said.append)
    with qtbot.waitSignal(view.closed):
        tasks.run(jobs.undo, lambda changes: None)
    assert said == [f"{code} is no longer there"]


def test_without_rights_nothing_is_moved(show, card, desk, app):
    with app.acting_as(desk, "GD-01"):
        view = show()
    assert not view.body.header._buttons["move"].isEnabled()
    assert "GD-01" in view.body.header._buttons["move"].toolTip()


def test_an_original_of_a_form_not_begun_is_asked_what_its_gate_reads(show, card, desk, qtbot):
    Walker(desk).to("discussion")
    view = show()
    tab = view.body.forms
    view.body.tabs.setCurrentWidget(tab)
    tab.list.choose("kind:R10")
    tab.deeds["external"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(CommandDialog)))
    dialog = dialog_of(view)
    for key, typed in (("number", "9/2026"), ("date", "1 Nov 2026"), ("signed_by", "The SME")):
        dialog.input(key).setText(typed)
    dialog.fill("fact:verdict", "aligned")
    with qtbot.waitSignal(view.loaded):
        dialog.accept()
    assert desk.original("MC-1", "R10").facts == {"verdict": "aligned"}
