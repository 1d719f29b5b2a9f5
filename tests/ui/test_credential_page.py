"""The page of a micro-credential with a desk in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.procedure.commands import JoinTeam, MoveCard, OpenForm, RemoveFile, UndoEvent
from mcdesk.ui import language, theme
from mcdesk.ui.credential import possible
from mcdesk.ui.credential.attaching import FilesDialog
from mcdesk.ui.credential.deeds import DeedButton
from mcdesk.ui.credential.errands import Refusal
from mcdesk.ui.credential.page import CardPageView
from mcdesk.ui.credential.stepper import wrap
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.parts import Link
from tests.ui.credential_fakes import PageDesk, a_form, a_page
from tests.ui.dragging import COPIED, answers_to_move


class Window:
    """Keeps what the page tells the window."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.opened: list[str] = []

    def open_card(self, card_id: str) -> None:
        self.opened.append(card_id)

    def say(self, words: str) -> None:
        self.said.append(words)

    say_done = say


@pytest.fixture
def desk(made):
    tile = made.tile(1, id="c1", code="MC-1", stage="timeline", debts=1)
    return PageDesk(a_page(made.outline(tile), made.procedure().stages), made.info())


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def page(qtbot, open_tasks, desk, window):
    view = CardPageView(open_tasks(desk), "c1", window)
    qtbot.addWidget(view)
    view.resize(1216, 700)
    with qtbot.waitSignal(view.loaded):
        view.show()
    return view


def dialog_of(page, kind=QDialog):
    return next(found for found in page.findChildren(kind) if found.isVisible())


# --- showing ----------------------------------------------------------------------------------


def test_it_shows_the_card_and_begins_with_the_present_stage(page):
    assert page.windowTitle() == "MC-1"
    assert page.body.forms.list.key() == "f-F3"
    assert page.body.tabs.tabText(1) == "Sign-offs and debts  2"
    assert page.body.tabs.indexOf(page.body.essentials) < 0


def test_essentials_have_a_tab_when_there_are_some(page, desk, qtbot):
    desk.shown = replace(desk.shown, essentials={"hours": "30"}, has_essentials=True)
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert page.body.tabs.tabText(page.body.tabs.count() - 1) == "Essentials"


def test_it_reads_again_when_its_card_is_touched(page, desk, qtbot):
    before = desk.reads
    page.apply_changes(Changes(cards=frozenset(("other",)), events=("x",)))
    with qtbot.waitSignal(page.loaded):
        page.apply_changes(Changes(cards=frozenset(("c1",)), events=("y",)))
    page.apply_changes(Changes(cards=frozenset(("c1",)), events=("y",)))
    assert desk.reads == before + 1


def test_on_another_day_it_reads_again_so_that_today_is_today(page, desk, qtbot):
    day = page.state.today + timedelta(days=1)
    desk.shown = replace(desk.shown, outline=replace(desk.shown.outline, today=day))
    with qtbot.waitSignal(page.loaded):
        page.new_day()
    assert page.state.today == day


def test_a_deed_that_cannot_be_done_says_why(page, window):
    page.do_when_read("revision")
    assert window.said == ["A revision starts from a completed micro-credential."]


def test_changes_meanwhile_are_read_once_more(page, desk, qtbot):
    before = desk.reads
    for event in "abc":
        page.apply_changes(Changes(cards=frozenset(("c1",)), events=(event,)))
    qtbot.waitUntil(lambda: desk.reads == before + 2)


def test_choice_stays_while_it_reads_again(page, qtbot):
    page.body.forms.list.choose("f-R1")
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert page.body.forms.list.key() == "f-R1"


def at_stage(desk, stage, forms):
    """Let the card stand at a stage, with these forms."""
    here = next(each for each in desk.shown.stages if each.id == stage)
    tile = desk.shown.outline.tile._replace(stage=stage)
    outline = replace(desk.shown.outline, stage=here, tile=tile)
    desk.shown = replace(desk.shown, outline=outline, all_forms=forms)


def test_a_stage_without_forms_begins_with_those_before_it(desk, qtbot, open_tasks):
    bare = tuple(
        stage._replace(forms=()) if stage.id == "baseline" else stage for stage in desk.shown.stages
    )
    desk.shown = replace(desk.shown, stages=bare)
    at_stage(desk, "baseline", desk.shown.all_forms)
    view = CardPageView(open_tasks(desk), "c1", Window())
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.loaded):
        view.show()
    assert view.body.forms.list.key() == "f-F3"


def test_another_stage_begins_with_its_own_forms(page, desk, qtbot):
    page.body.forms.list.choose("f-R1")
    at_stage(desk, "proposal", desk.shown.all_forms)
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert page.body.forms.list.key() == "f-F2"


def test_a_form_that_was_opened_from_elsewhere_is_chosen(page):
    page.choose_form("f-F2")
    assert page.body.forms.list.key() == "f-F2"


def test_a_form_just_begun_is_chosen_once_it_is_listed(page, desk, qtbot):
    page.body.forms.list.choose("f-R1")
    page.choose_form("f-F4")
    assert page.body.forms.list.key() == "f-R1"
    begun = a_form("F4", "baseline", "empty")
    desk.shown = replace(desk.shown, all_forms=(*desk.shown.all_forms, begun))
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert page.body.forms.list.key() == "f-F4"


def test_trouble_is_told_and_can_be_tried_again(qtbot, open_tasks, desk):
    broken = PageDesk(desk.shown, desk.about)
    broken.page = lambda _card: (_ for _ in ()).throw(Trouble("disk", "No disk.", "Try later."))
    view = CardPageView(open_tasks(broken), "c1")
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: "No disk." in view._hint.text())
    assert not view._again.isHidden()
    del broken.page
    with qtbot.waitSignal(view.loaded):
        view._again.click()


def test_texts_follow_the_language(page, qtbot):
    with qtbot.waitSignal(page.loaded):
        language.switch("id")
    assert page.body.header._title.text() == page.state.tile.title_id
    assert page.body.forms.list.lines.entries[1].title == "Formulir R1"


def test_an_endless_reason_makes_no_head_wider(page, qtbot):
    header, outline = page.body.header, page.state.outline
    usual = header.minimumSizeHint().width()
    tile = outline.tile._replace(status="on_hold", status_reason="x" * 3000)
    outline = replace(outline, tile=tile)
    header.show_state(replace(page.state, page=replace(page.state.page, outline=outline)))
    labels = header._chips.findChildren(QLabel)
    (reason,) = [each for each in labels if each.text() == "x" * 3000]
    qtbot.waitUntil(reason.isVisible)
    assert header._flow.minimumSize().width() <= usual
    assert reason.geometry().right() <= header.width()


def test_what_the_team_lacks_leads_to_its_place(page):
    page.follow("team", "")
    assert page.body.tabs.currentWidget() is page.body.team
    page.body.tabs.setCurrentIndex(0)
    page.do_when_read("team")
    assert page.body.tabs.currentWidget() is page.body.team


def test_a_revision_says_what_it_revises_and_the_other_what_revises_it(page, desk, qtbot):
    kin = page.body.header._kin
    assert kin.isHidden()
    desk.shown = replace(desk.shown, revision_of="MC-OLD", revised_by=("MC-3", "MC-4"))
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert kin.isVisible()
    first, second = "Revision of MC-OLD: it began with what was signed there.", "Revised as"
    assert kin.text() == f"{first} {second} MC-3, MC-4."


def test_a_closed_deed_says_why(page):
    advance = page.body.header._buttons["advance"]
    assert not advance.isEnabled()
    assert advance.toolTip() == "The Dean has not signed."
    assert advance.accessibleDescription() == advance.toolTip()


def test_a_way_back_that_is_closed_to_one_says_why_and_is_no_link(page, desk, qtbot):
    only = Finding("not_yours", "Only the CTL lead may move this card here.")
    state = replace(page.state, targets={stage.id: (only,) for stage in page.state.page.stages})
    needs = page.body.needs
    link = next(each for each in needs.findChildren(Link) if each.text() == "3 Proposal…")
    assert link.isEnabled()
    needs.show_state(state)
    link = next(each for each in needs.findChildren(Link) if each.text() == "3 Proposal…")
    assert not link.isEnabled()
    assert only.text in [label.text() for label in needs.findChildren(QLabel)]
    assert possible.reason(state, "send_back") == only.text
    page.body.card.show_state(state)
    page.body.card.moves.send_back("proposal")
    assert "cannot move to 3 Proposal" in dialog_of(page, Refusal).windowTitle()


def test_an_empty_card_has_words_everywhere(qtbot, open_tasks, desk):
    desk.shown = replace(desk.shown, team=(), files=(), history=())
    view = CardPageView(open_tasks(desk), "c1")
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.loaded):
        view.show()
    for tab in (view.body.team, view.body.files, view.body.history):
        view.body.tabs.setCurrentWidget(tab)
        assert tab.list._nothing


# --- the way ----------------------------------------------------------------------------------


def test_arrow_keys_go_along_the_way_and_space_shows_the_forms(page, qtbot):
    steps = page.body.stepper.buttons
    assert steps[3].accessibleName() == "4 Timeline discussion: here now"
    steps[3].setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(page.focusWidget(), key)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Left)
    with qtbot.waitSignal(page.body.stepper.stage_chosen) as told:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert told.args == ["assignment"]
    assert page.body.forms.list.key() == "f-R1"


@pytest.mark.parametrize("width", [500, 640, 900, 1200])
def test_the_name_of_the_present_stage_is_never_cut(page, width):
    stepper = page.body.stepper
    stepper.resize(width, stepper.height())
    stepper._place()
    here = next(each for each in stepper.buttons if each.step.state == "here")
    metrics = QFontMetrics(theme.font("small", bold=True))
    lines = wrap(here.step.stage.short.text(), here.width(), metrics)
    assert " ".join(lines) == here.step.stage.short.text()
    assert stepper.buttons[-1].geometry().right() + 1 == width


# --- forms ------------------------------------------------------------------------------------


def test_ctrl_p_prints_the_chosen_form(page, qtbot):
    page.window().activateWindow()
    page.body.forms.list.setFocus()
    page.body.forms.list.choose("f-R1")
    with qtbot.waitSignal(page.print_requested) as asked:
        qtbot.keyClick(page.body.forms.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [("f-R1",)]


def test_a_finding_leads_to_the_field(page, qtbot):
    shown = page.body.needs.findChild(FindingList)
    with qtbot.waitSignal(page.form_requested) as told:
        shown.followed.emit("F3", "t1")
    assert told.args == ["f-F3", "t1"]


def test_a_finding_about_somebody_s_own_sheet_leads_to_that_sheet(page, desk, qtbot):
    own = [
        a_form("F9", "confirmation", form_id=f"f-{who}", assessor_id=who) for who in ("u1", "u2")
    ]
    desk.shown = replace(desk.shown, all_forms=tuple(own))
    owed = Finding("sheet", "Sheet 1 is not signed.", form="F9", role="rev", person="u1")
    shown = page.body.needs.findChild(FindingList)
    with qtbot.waitSignal(page.form_requested) as told:
        shown._on_followed(owed)
    assert told.args == ["f-u1", ""]


def test_a_finding_on_a_form_not_begun_begins_it(page, desk, qtbot):
    page.follow("F6", "a1")
    qtbot.waitUntil(lambda: desk.done == [OpenForm(card="c1", form="F6")])


def test_forms_are_opened_and_printed(page, qtbot):
    forms = page.body.forms
    with qtbot.waitSignal(page.form_requested) as told:
        qtbot.keyClick(forms.list, Qt.Key.Key_Return)
    assert told.args == ["f-F3", ""]
    forms.list.selectAll()
    with qtbot.waitSignal(page.print_requested) as told:
        forms.deeds["print"].trigger()
    assert told.args == [("f-R1", "f-F2", "f-F3")]


def test_the_binder_is_made_from_the_page_also_when_it_is_only_read(page, qtbot):
    deed = page.body.card.deeds["page.binder"]
    with qtbot.waitSignal(page.paper_requested) as told:
        deed.trigger()
    assert told.args == ["binder", "c1", page.state.tile.code]
    info = replace(page.state.info, read_only=True)
    page.body.card.show_state(replace(page.state, info=info))
    assert deed.isEnabled()
    assert not page.body.card.deeds["page.edit"].isEnabled()


def test_begin_is_offered_for_a_form_not_begun(page, desk, qtbot):
    forms = page.body.forms
    forms.list.choose("kind:F4")
    assert forms.deeds["open"].text() == "Begin"
    forms.deeds["open"].trigger()
    qtbot.waitUntil(lambda: desk.done == [OpenForm(card="c1", form="F4")])


def test_only_frozen_forms_are_signed(page):
    forms = page.body.forms
    assert "not frozen" in forms._why_not_sign()
    forms.list.choose("f-R1")
    assert "Everybody" in forms._why_not_sign()
    assert "already" in forms._why_not_external()
    forms.list.choose("f-F2")
    assert forms._why_not_sign() == ""


# --- doing ------------------------------------------------------------------------------------


def test_advancing_moves_at_once_and_tells(page, desk, window, qtbot):
    way = replace(desk.shown.outline.ways[0], findings=())
    desk.shown = replace(desk.shown, outline=replace(desk.shown.outline, ways=(way,)))
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    with qtbot.waitSignal(page.changed):
        page.body.header._buttons["advance"].click()
    assert desk.done == [MoveCard(card="c1", to="baseline")]
    assert window.said == ["MC-1 moved to 5 Timeline preparation"]


def test_a_refusal_says_why_and_leads_there(page, desk, qtbot):
    desk.refusal = Refused(Finding("a", "It is missing.", form="F2", path="p1", role="id"))
    page.body.card.resume()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(Refusal)))
    refusal = dialog_of(page, Refusal)
    with qtbot.waitSignal(page.form_requested) as told:
        refusal.findChild(FindingList).followed.emit("F2", "p1")
    assert told.args == ["f-F2", "p1"]


def test_a_refused_move_names_card_and_stage(page, desk, qtbot):
    desk.refusal = Refused(Finding("a", "It is missing.", form="F2", path="p1", role="id"))
    page.body.card.advance()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(Refusal)))
    refusal = dialog_of(page, Refusal)
    tile, way = page.state.tile, page.state.outline.next
    where = page.state.stage_name(way.target)
    assert refusal.windowTitle() == f"{tile.code} cannot move to {where} yet"
    assert tile.title_en in [label.text() for label in refusal.findChildren(QLabel)]


def test_a_lead_is_made(page, desk, qtbot):
    team = page.body.team
    team.list.choose("m2")
    assert "lecturer" in team._why_not_lead()
    team.list.choose("m1")
    assert "already" in team._why_not_lead()
    desk.shown = replace(
        desk.shown, team=(replace(desk.shown.team[0], lead=False), *desk.shown.team[1:])
    )
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    team.deeds["lead"].trigger()
    qtbot.waitUntil(lambda: bool(desk.done))
    assert desk.done == [JoinTeam(card="c1", person="p1", role="sme", lead=True)]


@pytest.mark.parametrize("shown", ["en", "id"])
def test_in_a_narrow_window_the_filter_of_the_history_is_not_cut(page, qtbot, shown):
    language.switch(shown)
    try:
        page.resize(760, 700)
        history = page.body.history
        page.body.tabs.setCurrentWidget(history)
        qtbot.waitUntil(lambda: history.person.count() > 1)
        whole = history.person.fontMetrics().horizontalAdvance(history.person.itemText(0))
        qtbot.waitUntil(lambda: history.person.width() >= whole + 40)
    finally:
        language.switch("en")


def test_history_is_filtered_and_undone(page, desk, window, qtbot):
    history = page.body.history
    page.body.tabs.setCurrentWidget(history)
    history.person.setCurrentIndex(history.person.findData("Johan"))
    history.person.activated.emit(0)
    assert [e.key for e in history.list.lines.entries if not e.is_heading] == ["e2"]
    assert "withdrawn" in history._why_not_undo()
    history.person.setCurrentIndex(0)
    history.words.setText("NEW words")
    assert history.list.key() == "e3"
    history.deeds["undo"].trigger()
    qtbot.waitUntil(lambda: bool(window.said))
    assert desk.done == [UndoEvent(of="e3")]


@pytest.mark.parametrize("times", [40, 400])
def test_a_long_change_is_shown_whole_below(page, qtbot, times):
    history = page.body.history
    page.body.tabs.setCurrentWidget(history)
    history.words.setText("nothing of the sort")
    assert history.detail.isHidden()
    state, words = page.state, " ".join(f"w{n}" for n in range(times))
    change = replace(state.page.history[0].changes[0], old=words, new=f"{words} b")
    line = replace(state.page.history[0], changes=(change,), note="<b>why</b>")
    history.words.clear()
    history.show_state(replace(state, page=replace(state.page, history=(line,))))
    assert not history.detail.isHidden()
    qtbot.waitUntil(lambda: "<b>why</b>" in history.detail.toPlainText())
    history.detail.look_again()
    qtbot.waitUntil(lambda: history.detail.toPlainText().count("w") > times)


def test_a_very_long_history_comes_in_parts(page):
    history, state = page.body.history, page.state
    page.body.tabs.setCurrentWidget(history)
    lines = tuple(replace(state.page.history[2], event_id=f"e{n}") for n in range(500))
    history.show_state(replace(state, page=replace(state.page, history=lines)))
    assert history.list.lines.rowCount() == 152
    assert history.deeds["older"].isEnabled()
    history.deeds["older"].trigger()
    assert history.list.lines.rowCount() == 452
    history.deeds["older"].trigger()
    assert not history.deeds["older"].isEnabled()


# --- files ------------------------------------------------------------------------------------


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPoint(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(event)


def test_dropped_files_are_copied_never_moved(page, qtbot, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"x" * 10)
    enter, drop_ = page.dragEnterEvent, page.dropEvent
    assert answers_to_move(enter, drop_, tmp_path / "scan.pdf") == COPIED
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(FilesDialog)))


def test_dropped_files_are_attached(page, desk, qtbot, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"x" * 10)
    drop(page, scan, tmp_path)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(FilesDialog)))
    dialog = dialog_of(page, FilesDialog)
    dialog.fill("purpose", "scan")
    with qtbot.waitSignal(page.changed):
        dialog.accept()
    (attached,) = desk.done
    assert (attached.name, attached.size, attached.purpose) == ("scan.pdf", 10, "scan")
    assert page.body.tabs.currentWidget() is page.body.files


def test_files_of_unknown_kind_are_not_opened(page):
    files = page.body.files
    files.list.choose("x2")
    assert "save a copy" in files._why_not_open()
    files.list.choose("x3")
    assert files._why_not_open() == ""
    assert "link" in files._why_not_save()


def test_a_copy_is_opened_under_its_name(page, desk, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    desk.folder = tmp_path
    (tmp_path / ("d" * 64)).write_bytes(b"pdf")
    page.body.files.list.choose("x1")
    page.body.files.deeds["open"].trigger()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].fileName() == "scan.pdf"
    page.body.files.list.choose("x3")
    page.body.files.deeds["open"].trigger()
    assert opened[1].toString() == "https://lms.example"
    page.body.files.opener._copies.cleanup()


def test_a_copy_is_saved_and_a_missing_one_is_trouble(page, desk, window, qtbot, tmp_path):
    desk.folder = tmp_path
    (tmp_path / ("d" * 64)).write_bytes(b"pdf")
    page.body.files.list.choose("x1")
    page.body.files.opener.save_to(page.body.files.list.value(), str(tmp_path / "copy.pdf"))
    qtbot.waitUntil(lambda: window.said == ["Saved as copy.pdf"])
    assert (tmp_path / "copy.pdf").read_bytes() == b"pdf"
    desk.folder = tmp_path / "gone"
    page.body.files.opener.save_to(page.body.files.list.value(), str(tmp_path / "again.pdf"))
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog)))
    dialog_of(page).close()


def test_a_file_that_has_not_come_from_the_team_yet_is_told(page, desk, qtbot, tmp_path):
    desk.folder, desk.hub_id = tmp_path, "hub"
    page.body.files.list.choose("x1")
    page.body.files.opener.save_to(page.body.files.list.value(), str(tmp_path / "copy.pdf"))
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog)))
    said = " ".join(label.text() for label in dialog_of(page).findChildren(QLabel))
    assert "next exchange" in said
    qtbot.waitUntil(lambda: desk.wanted == ["d" * 64])
    dialog_of(page).close()


def test_a_file_is_removed(page, desk, qtbot):
    page.body.files.list.choose("x1")
    page.body.files.deeds["remove"].trigger()
    qtbot.waitUntil(lambda: desk.done == [RemoveFile(file="x1")])


def test_a_file_that_a_frozen_version_lists_is_removed_once_that_was_said(page, desk, qtbot):
    page.body.files.list.choose("x4")
    page.body.files.deeds["remove"].trigger()
    dialog = dialog_of(page)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel)).replace("\u200b", "")
    assert "survey.pdf is listed with version 2 of F2" in said
    dialog.reject()
    assert desk.done == []
    page.body.files.deeds["remove"].trigger()
    dialog_of(page).accept()
    qtbot.waitUntil(lambda: desk.done == [RemoveFile(file="x4")])


@pytest.mark.parametrize(("key", "next_"), [("x2", "x3"), ("x4", "x3")])
def test_once_a_file_is_removed_the_keyboard_is_in_the_list_at_the_next_one(
    page, desk, qtbot, key, next_
):
    """Where it stayed at “Remove”, the key that removed one file would remove the next."""
    files = page.body.files
    page.body.tabs.setCurrentWidget(files)
    files.list.choose(key)
    button = next(b for b in files.findChildren(DeedButton) if b.accessibleName() == "Remove")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    if key == "x4":
        QTest.keyClick(dialog_of(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.done == [RemoveFile(file=key)])
    rest = tuple(file for file in desk.shown.files if file.id != key)
    desk.shown = replace(desk.shown, files=rest)
    page.refresh()
    qtbot.waitUntil(lambda: files.list.key() == next_)
    assert page.window().focusWidget() is files.list


def test_nothing_is_written_when_read_only(qtbot, open_tasks, desk, made):
    desk.about = made.info(read_only=True)
    view = CardPageView(open_tasks(desk), "c1")
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.loaded):
        view.show()
    for tab in view.body.lists():
        writing = {"sign", "pay", "add", "remove", "undo", "external", "lead", "link"}
        for id_ in writing & set(tab.deeds._deeds):
            assert not tab.deeds[id_].isEnabled(), id_


def test_buttons_give_up_their_words_where_room_is_short(page):
    button = page.body.forms._buttons[-1]
    page.body.forms.resize(900, 400)
    assert button.text().strip() == "External original…"
    page.body.forms.resize(420, 400)
    assert button.text() == ""
    assert button.accessibleName() == "External original…"
    assert page.minimumSizeHint().width() < 1000


def test_words_are_never_markup(page):
    """Fault 36 of reliability.md."""
    shown = [label for label in page.findChildren(QLabel) if label.text()]
    assert len(shown) > 5
    assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}


def test_duties_are_handed_over_whoever_is_chosen_while_somebody_has_one(page, desk, qtbot):
    team = page.body.team
    ended = replace(desk.shown.team[0], until="2026-12-01")
    for shown, why in (((ended, *desk.shown.team[1:]), ""), ((ended,), "open duty")):
        desk.shown = replace(desk.shown, team=shown)
        with qtbot.waitSignal(page.loaded):
            page.refresh()
        team.list.choose("m1")
        assert "end already" in team._why_not()
        assert why in team._why_not_over()
        assert bool(team._why_not_over()) == bool(why)


def test_where_two_ways_are_open_each_has_its_button(page, desk, qtbot):
    (way,) = [each for each in desk.shown.outline.ways if each.kind != "back"]
    ways = (replace(way, id="a", target="components", findings=()),
            replace(way, id="b", target="approval", findings=()))  # fmt: skip
    buttons = page.body.header._buttons
    assert buttons["beside"].isHidden()
    desk.shown = replace(desk.shown, outline=replace(desk.shown.outline, ways=ways, onward="b"))
    with qtbot.waitSignal(page.loaded):
        page.refresh()
    assert buttons["advance"].text().startswith("Advance to 7")
    assert buttons["beside"].text().startswith("Or to 6")
    buttons["beside"].click()
    qtbot.waitUntil(lambda: bool(desk.done))
    assert desk.done[-1].to == "components"
