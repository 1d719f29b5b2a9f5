"""The keyboard: it comes back to what had it, and no reload of a form takes it out of the form."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from mcdesk.procedure import commands as do
from mcdesk.ui.board import words
from mcdesk.ui.credential.page import CardPageView
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.host import PageHost
from mcdesk.ui.tasks import Tasks
from tests.ui.forms.fakes import FakeHost, FakeJobs
from tests.ui.shared_desk import OneAtATime
from tests.walk import Walker


class Shell(QWidget):
    """A window with a sidebar's button before the pages, as the program's own has."""

    def __init__(self) -> None:
        super().__init__()
        self.board = QPushButton("Board")
        self.host = PageHost()
        line = QHBoxLayout(self)
        line.addWidget(self.board)
        line.addWidget(self.host, 1)
        self.resize(1366, 768)


@pytest.fixture
def shell(qtbot: Any) -> Shell:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    return shell


class Fields(QWidget):
    """A page with two lines and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.deed = QLineEdit(), QLineEdit(), QPushButton("Change…")
        line = QHBoxLayout(self)
        for each in (self.first, self.second, self.deed):
            line.addWidget(each)


class TestComingBack:
    def test_a_page_gives_the_keyboard_back_to_what_had_it(self, shell):
        below, above = Fields(), Fields()
        shell.host.open(below, "below")
        below.second.setFocus()
        shell.host.open(above, "above")
        above.first.setFocus()
        shell.host.back()
        assert below.second.hasFocus()

    def test_also_where_the_way_led_over_the_sidebar(self, shell, qtbot):
        pages = {"ideas": Fields(), "work": Fields()}
        for place, page in pages.items():
            shell.host.add_place(place, place, lambda page=page: page)
        shell.host.go("ideas")
        pages["ideas"].second.setFocus()
        shell.board.setFocus()
        shell.host.go("work")
        shell.host.go("ideas")
        assert pages["ideas"].second.hasFocus()

    def test_what_can_no_longer_have_it_gives_it_to_its_page(self, shell):
        below = Fields()
        below.take_focus = below.first.setFocus
        shell.host.open(below, "below")
        below.deed.setFocus()
        shell.host.open(Fields(), "above")
        below.deed.setEnabled(False)
        shell.host.back()
        assert below.first.hasFocus()


class TestStaying:
    def test_the_keyboard_stays_in_a_page_whose_button_went_away_behind_a_dialog(
        self, shell, qtbot
    ):
        page = Fields()
        page.take_focus = page.second.setFocus
        shell.host.open(page, "page")
        page.deed.setFocus()
        dialog = QDialog(shell)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        page.deed.hide()
        dialog.accept()
        shell.activateWindow()
        qtbot.waitUntil(page.second.hasFocus)

    def test_nor_does_it_leave_with_what_is_hidden_or_deleted(self, shell, qtbot):
        page = Fields()
        page.take_focus = page.second.setFocus
        shell.host.open(page, "page")
        page.deed.setFocus()
        page.deed.hide()
        qtbot.waitUntil(page.second.hasFocus)
        page.first.setFocus()
        page.first.deleteLater()
        qtbot.waitUntil(page.second.hasFocus)

    def test_what_has_the_keyboard_again_at_once_keeps_it(self, shell):
        page = Fields()
        page.take_focus = page.second.setFocus
        shell.host.open(page, "page")
        page.second.setFocus()
        page.second.clearFocus()
        page.first.setFocus()
        QApplication.processEvents()
        QApplication.processEvents()
        assert page.first.hasFocus()

    def test_who_goes_to_the_sidebar_stays_there(self, shell):
        page = Fields()
        shell.host.open(page, "page")
        page.deed.setFocus()
        shell.board.setFocus()
        page.deed.hide()
        assert shell.board.hasFocus()


@pytest.fixture
def tasks(qapp, desk):
    shared = OneAtATime(desk)
    made = Tasks(lambda: shared)
    yield made
    assert made.close()


def test_the_list_of_a_card_has_the_keys_again_after_a_form(shell, tasks, desk, card, qtbot):
    words.use_names(desk.info().role_labels, desk.info().stages)
    page = CardPageView(tasks, desk.outline(card).tile.id)
    with qtbot.waitSignal(page.loaded):
        shell.host.open(page, "card")
    forms = page.body.forms.list
    assert forms.hasFocus()
    shell.host.open(Fields(), "form:1")
    shell.host.back()
    assert forms.hasFocus()


def test_a_card_below_a_form_gives_its_list_the_keys_although_it_never_had_them(
    shell, tasks, desk, card, qtbot
):
    words.use_names(desk.info().role_labels, desk.info().stages)
    page = CardPageView(tasks, desk.outline(card).tile.id)
    with qtbot.waitSignal(page.loaded):
        shell.host.open(page, "card")
        shell.host.open(Fields(), "form:1")
    shell.host.back()
    assert page.body.forms.list.hasFocus()


@pytest.fixture
def editor(shell, desk, card, qtbot, tmp_path):
    """An open R1 of a real card, in a window with a sidebar."""
    words.use_names(desk.info().role_labels, desk.info().stages)
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    form = next(line.form_id for line in desk.page(card).all_forms if line.kind == "R1")
    jobs = FakeJobs(desk)
    editor = FormEditor(jobs, form, FakeHost(tmp_path / "drafts"))
    editor.walker = walker
    shell.host.open(editor, f"form:{form}")
    yield editor
    editor.shut()


def is_in(editor: FormEditor) -> bool:
    """Tell whether the keyboard is on something in the form that is seen."""
    now = QApplication.focusWidget()
    return now is not None and editor.isAncestorOf(now) and now.isVisible()


def opened(editor: FormEditor) -> None:
    editor.walker.freeze("R1")
    editor.session.reload()
    editor.acts.change()
    dialog = editor.findChild(ChangeDialog)
    dialog.reason.setPlainText("Another topic")
    dialog.accept()


def frozen(editor: FormEditor) -> None:
    editor.acts.freeze()
    dialog = editor.findChild(FreezeDialog)
    assert dialog.action.isEnabled()
    dialog.accept()


def signed(editor: FormEditor) -> None:
    editor.walker.freeze("R1")
    editor.session.reload()
    editor.walker.sign("R1", "hsp", "sme:accept")
    editor.session.reload()


def withdrawn(editor: FormEditor) -> None:
    signed(editor)
    line = editor.session.view.decisions[-1]
    editor.walker.desk.execute(do.WithdrawSignOff(sign_off=line.sign_off_id, reason="Wrong day"))
    editor.session.reload()


def returned(editor: FormEditor) -> None:
    editor.walker.freeze("R1")
    editor.session.reload()
    editor.walker.sign("R1", "hsp")
    given = {"role": "sme", "decision": "return", "medium": "paper", "note": "Too early",
             "scan_owed": True}  # fmt: skip
    editor.walker.desk.execute(do.SignForm(form="MC-1/R1", person="SME-03", **given))
    editor.session.reload()


def changed(editor: FormEditor) -> None:
    other = do.SetValue(
        form=editor.form_id, path="topic", new="Theirs", base="Digital contract law"
    )
    editor.apply_changes(editor.walker.desk.execute(other))


WAYS = [opened, frozen, signed, withdrawn, returned, changed]


@pytest.mark.parametrize("from_", ["topic", "outline", "bar"])
@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_the_keyboard_stays_in_a_form_however_it_is_loaded_anew(editor, shell, qtbot, way, from_):
    bench = editor.bench
    if from_ == "outline":
        bench.outline.setFocus()
    elif from_ == "bar":
        shown = [b for b in bench.bar.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
        shown[-1].setFocus()
    else:
        bench.go(from_)
    qtbot.waitUntil(lambda: is_in(editor))
    way(editor)
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.isActiveWindow() and is_in(editor))
    qtbot.wait(1)
    assert is_in(editor)


def test_the_button_that_opens_a_form_hands_the_keyboard_to_the_form(editor, shell, qtbot):
    editor.walker.freeze("R1")
    editor.session.reload()
    change = next(b for b in editor.bench.state_notice.findChildren(QPushButton) if b.isVisible())
    change.setFocus()
    change.click()
    dialog = editor.findChild(ChangeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reason.setPlainText("Another topic")
    dialog.accept()
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.isActiveWindow() and is_in(editor))


def test_a_click_on_the_label_of_a_field_puts_the_cursor_into_it(editor, shell, qtbot):
    page = editor.bench.page(editor.bench.section_id)
    block = next(b for b in page.blocks.values() if b.head.label and b.editor and b.editor.input())
    QTest.mouseClick(block.head.label, Qt.MouseButton.LeftButton)
    now = QApplication.focusWidget()
    assert now is not None
    assert block.editor.isAncestorOf(now)


def test_the_next_section_begins_at_its_first_field_also_where_that_is_a_choice(
    shell, desk, card, qtbot, tmp_path
):
    words.use_names(desk.info().role_labels, desk.info().stages)
    desk.execute(do.OpenForm(card=card, form="R2"))
    form = next(line.form_id for line in desk.page(card).all_forms if line.kind == "R2")
    editor = FormEditor(FakeJobs(desk), form, FakeHost(tmp_path / "drafts"))
    shell.host.open(editor, f"form:{form}")
    sections = [section.id for section in editor.session.definition.sections]
    before = editor.session.definition.sections[sections.index("advice") - 1]
    editor.bench.go(before.fields[0].id)
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
    )
    assert editor.bench.section_id == "advice"
    first = editor.bench.page("advice").blocks["hc"].editor
    assert first.isAncestorOf(QApplication.focusWidget())
    editor.shut()
