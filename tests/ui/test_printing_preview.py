"""The print preview on a real workspace: what is chosen, shown, saved, printed."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from mcdesk.errors import Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.ui import fitting
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.printing import documents, made, output, pdf
from mcdesk.ui.printing.documents import BOARD, CARD, Choice, Document, names_for
from mcdesk.ui.printing.host import SystemHost
from mcdesk.ui.printing.layout import Layout
from mcdesk.ui.printing.papers import show_catalogue
from mcdesk.ui.printing.preview import PreviewDialog
from mcdesk.ui.printing.side import Side
from mcdesk.ui.saving import ask_file
from tests.ui.kept_preview import kept_host, kept_preview  # noqa: F401 - fixtures
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)
from tests.ui.tabs import assert_ring
from tests.walk import Walker, create

A4 = (595.3, 841.9)


@pytest.fixture
def forms(desk):
    """R1 is frozen and signed, R2 is begun."""
    lines = desk.outline("MC-1").forms
    return [(line.form_id, f"{line.kind} {line.title.en}") for line in lines]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


# --- pure -----------------------------------------------------------------------------------


def test_the_forms_of_several_cards_are_offered_each_with_its_card(desk, forms):
    create(desk, "MC-2")
    ids = {tile.code: tile.id for tile in desk.board().tiles}
    requests = [(CARD + ids[code], code) for code in ("MC-1", "MC-2")]
    told = []
    found = documents.documents_of(desk, requests, lambda *far: told.append(far) or True)
    titles = [document.title for document in found]
    assert titles[: len(forms)] == [f"MC-1 · {line.short.text()}"
                                    for line in desk.outline("MC-1").forms]  # fmt: skip
    assert {document.name.split("_")[0] for document in found[len(forms) :]} == {"MC-2"}
    assert told == [(0, 2), (1, 2)]
    assert documents.name_for_all([(each, each.choices[0]) for each in found]) == "2_cards.pdf"
    (one, *_) = documents.documents_of(desk, requests[:1])
    assert one.title == desk.outline("MC-1").forms[0].title.text(), "one card needs no code"


def test_of_whole_cards_only_forms_that_hold_something_are_ticked(qtbot, desk, forms):
    taken = do.TakeOverCard(
        code="T-1", title_en="Taken", programme="LAW", stage="design", since="2026-11-01",
        forms=[{"form": "R1", "state": "missing"}],
    )  # fmt: skip
    (tile,) = (each for each in desk.execute(taken).tiles if each.code == "T-1")
    alone = [(line.form_id, line.kind) for line in desk.outline("T-1").forms]
    assert all(each.holds for each in documents.documents_of(desk, alone)), "they were asked for"
    bare = {line.form_id for line in desk.outline("T-1").forms if line.status in documents.BARE}
    found = documents.documents_of(desk, [(CARD + tile.id, "T-1")])
    assert bare
    assert {each.id for each in found if not each.holds} == bare
    side = Side()
    qtbot.addWidget(side)
    side.show_documents(found)
    assert [document.id for document, _choice in side.wanted] == [
        each.id for each in found if each.holds
    ]


def test_no_file_is_ever_replaced():
    choice = Choice("frozen", "Version 1", "v1")
    document = Document("1", "t", "MC-1_F6", (choice,))
    assert document.file_name(choice) == "MC-1_F6_v1.pdf"
    pairs = [(document, choice)] * 3
    assert names_for(pairs, ["mc-1_f6_V1.PDF"]) == (
        "MC-1_F6_v1_(2).pdf", "MC-1_F6_v1_(3).pdf", "MC-1_F6_v1_(4).pdf",
    )  # fmt: skip


def test_pages_lie_below_each_other():
    layout = Layout((A4, A4[::-1]))
    layout.arrange(1.0)
    assert layout.tops == [16.0, 16 + A4[1] + 16]
    assert layout.page_at(0) == layout.page_at(500) == 0
    assert layout.page_at(900) == 1
    assert list(layout.between(0, 2000)) == [0, 1]
    assert list(layout.between(900, 950)) == [1]
    assert list(Layout(()).between(0, 10)) == []
    assert layout.box(0, 2000)[0] == (2000 - 595) // 2


def test_a_damaged_pdf_is_a_trouble():
    with pytest.raises(Trouble):
        pdf.page_sizes(b"no pdf")


# --- what there is to print -----------------------------------------------------------------


def test_choices_follow_the_state_of_a_form(desk, forms):
    letter, minutes = documents.documents_of(desk, forms)
    assert [choice.kind for choice in letter.choices] == ["frozen", "blank"]
    assert letter.file_name(letter.choices[0]) == "MC-1_R1_v1.pdf"
    assert "signed" in letter.choices[0].words
    assert [choice.kind for choice in minutes.choices] == ["draft", "blank"]
    assert minutes.file_name(minutes.choices[0]).endswith("_draft.pdf")


def test_reading_many_forms_can_be_cancelled(desk, forms):
    assert len(documents.documents_of(desk, forms * 3, lambda done, of: done < 2)) == 2


def test_a_changed_form_offers_its_draft_and_its_earlier_version(desk, forms):
    from mcdesk.procedure import commands as do

    desk.execute(do.ChangeForm(form="MC-1/R1", reason="typo"))
    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="Contracts"))
    (letter,) = documents.documents_of(desk, forms[:1])
    assert [choice.kind for choice in letter.choices] == ["draft", "frozen", "blank"]
    draft, frozen = (made.make_pdf(desk, letter, choice) for choice in letter.choices[:2])
    assert draft != frozen


# --- the dialog -----------------------------------------------------------------------------


def test_a_form_is_shown_page_by_page(preview, forms, qtbot):
    dialog = preview(forms[:1])
    assert not dialog.side.list.isVisible()
    assert dialog.windowTitle() == "Print preview"
    assert dialog.view.accessibleName().startswith("Page 1 of")
    view = dialog.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.count - 1
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.verticalScrollBar().value() == 0


def test_zoom_keeps_to_its_steps_and_fits_the_width(preview, forms, qtbot):
    view = preview(forms[:1]).view
    fitted = view.zoom
    view.zoom_in()
    assert view.zoom > fitted
    assert not view.fits
    qtbot.waitUntil(lambda: view.has_all, timeout=8000)
    for _again in range(30):
        view.zoom_out()
    assert view.zoom == 0.25
    view.real_size()
    assert view.zoom == 1.0
    view.fit_width()
    assert view.zoom == pytest.approx(fitted, abs=0.02)
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    assert view.zoom > fitted


def test_another_version_is_shown_when_it_is_chosen(preview, forms, qtbot):
    dialog = preview(forms[:1])
    before = dialog._printed
    dialog.side._group.button(1).click()
    qtbot.waitUntil(lambda: dialog._printed is not before, timeout=8000)
    assert dialog._printed.choice.kind == "blank"


def test_several_forms_are_ticked_and_chosen_together(preview, forms, qtbot):
    dialog = preview(forms)
    assert dialog.actions_.print.text() == "Print 2 forms…"
    dialog.side.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.actions_.print.text() == "Print…"
    assert [document.id for document, _choice in dialog.side.wanted] == [forms[0][0]]
    dialog.side.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.actions_.print.isEnabled()
    dialog.side.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.side.findChild(object, "blank").click()
    assert {choice.kind for _document, choice in dialog.side.wanted} == {"blank"}
    dialog.side.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: dialog._printed.document.id == forms[1][0], timeout=8000)


def test_saving_all_into_one_file(preview, forms, qtbot, host, tmp_path):
    dialog = preview(forms)
    dialog.actions_.save_requested.emit(True)
    qtbot.waitUntil(lambda: (tmp_path / "MC-1.pdf").is_file(), timeout=8000)
    qtbot.waitUntil(lambda: "MC-1.pdf" in dialog.actions_._words.text())
    words = text_of(tmp_path / "MC-1.pdf")
    assert "Assignment" in words
    assert "Minutes" in words
    dialog.actions_.followed.emit()
    assert host.shown == [tmp_path / "MC-1.pdf"]


def test_saving_a_file_for_each_form(preview, forms, qtbot, tmp_path):
    (tmp_path / "MC-1_R1_v1.pdf").write_bytes(b"kept")
    dialog = preview(forms)
    dialog.actions_.save_requested.emit(False)
    qtbot.waitUntil(lambda: "2 forms saved" in dialog.actions_._words.text(), timeout=8000)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "MC-1_R1_v1.pdf", "MC-1_R1_v1_(2).pdf", "MC-1_R2_1_draft.pdf",
    ]  # fmt: skip
    assert (tmp_path / "MC-1_R1_v1.pdf").read_bytes() == b"kept"


@pytest.mark.parametrize("what", ["save", "open", "print"])
def test_what_is_cancelled_before_its_turn_came_is_told(preview, forms, qtbot, tasks, host, what):
    """The reader is still drawing pages."""
    dialog = preview(forms[:1])
    go = threading.Event()
    tasks.run(lambda _desk: go.wait(20), lambda _none: None, kind="reader")
    host.printer = QPrinter()
    start = {"save": partial(dialog._on_save, True), "open": dialog._on_open,
             "print": dialog._on_print}  # fmt: skip
    start[what]()
    assert not dialog.actions_.save.isEnabled()
    dialog.actions_._cancel.click()
    go.set()
    qtbot.waitUntil(dialog.actions_.save.isEnabled)
    assert dialog._job is None
    assert dialog.actions_._bar.isHidden()


def test_a_file_that_cannot_be_written_is_told(preview, forms, qtbot, host, tmp_path):
    host.folder = tmp_path / "nowhere"
    dialog = preview(forms[:1])
    dialog.actions_.save_requested.emit(True)
    qtbot.waitUntil(lambda: "could not be written" in dialog.actions_._words.text(), timeout=8000)
    assert dialog.actions_.save.isEnabled()
    dialog.actions_.save_requested.emit(False)
    qtbot.waitUntil(lambda: "could not be read" in dialog.actions_._words.text(), timeout=8000)


def test_opening_in_the_reader(preview, forms, qtbot, host):
    dialog = preview(forms[:1])
    dialog.actions_.open.click()
    qtbot.waitUntil(lambda: len(host.shown) == 1, timeout=8000)
    assert host.shown[0].name == "MC-1_R1_v1.pdf"
    assert host.shown[0].read_bytes().startswith(b"%PDF")
    host.refuses = True
    dialog.actions_.open.click()
    qtbot.waitUntil(lambda: "No program" in dialog.actions_._words.text(), timeout=8000)
    dialog.actions_.open.click()
    qtbot.waitUntil(lambda: len(host.shown) == 3, timeout=8000)
    assert len({path.name for path in host.shown}) == 3, "a reader may hold the first one open"


def test_printing_paints_every_page_as_it_lies(preview, forms, qtbot, host, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    host.printer = printer
    dialog = preview(forms)
    dialog.actions_.print.click()
    qtbot.waitUntil(lambda: "saved as" in dialog.actions_._words.text(), timeout=8000)
    assert dialog.actions_._words.text().endswith("saved as paper.pdf"), "it went into a file"
    sizes = pdf.page_sizes((tmp_path / "paper.pdf").read_bytes())
    assert len(sizes) == int(dialog.actions_._words.text().split()[0])
    assert all(abs(min(size) - A4[0]) < 4 for size in sizes)


def test_a_range_of_pages_and_a_cancelled_print(desk, forms, tmp_path):
    (letter, minutes) = documents.documents_of(desk, forms)
    chosen = [(letter, letter.choices[0]), (minutes, minutes.choices[0])]
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 2)
    assert output.print_on(desk, chosen, printer, lambda done, of: True) == 1
    assert output.print_on(desk, chosen, printer, lambda done, of: False) == 0
    assert output.save_one(desk, chosen, tmp_path / "no.pdf", lambda done, of: False) == 0
    assert not (tmp_path / "no.pdf").exists()
    assert output.save_each(desk, chosen, tmp_path, lambda done, of: False) == 0


def test_nothing_is_printed_when_no_printer_is_chosen(preview, forms, host):
    dialog = preview(forms[:1])
    dialog.actions_.print.click()
    assert dialog._job is None
    host.refuses = True
    dialog.actions_.save.click()
    assert dialog._job is None


def test_the_board_is_printed_too(qtbot, tasks, host, tmp_path):
    dialog = keep(qtbot, tasks, PreviewDialog(tasks, [(BOARD, "Board")], host))
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.count == 1 and dialog.view.has_all, timeout=8000)
    dialog.actions_.save.click()
    qtbot.waitUntil(lambda: (tmp_path / "board_2026-11-23.pdf").is_file(), timeout=8000)
    document, choice = dialog.side.shown
    assert document.id == BOARD
    assert choice.size == "auto"
    assert choice.words == "As large as needed: A4, 1 page"
    assert [one.words for one in document.choices[1:]] == ["On A4, 1 page", "On A3, 1 page"]
    assert "6.5 points" in dialog.side._note.text()
    qtbot.waitUntil(lambda: dialog._job is None)


def test_the_sheet_of_a_catalogue_is_seen_before_it_is_saved(qtbot, desk, tasks, host, tmp_path):
    walker = Walker(desk)
    walker.discussion()
    walker.fill_proposal()
    dialog = show_catalogue(tasks, "MC-1", "MC-1", host, None)
    keep(qtbot, tasks, dialog)
    qtbot.waitUntil(lambda: dialog.view.count == 1 and dialog.view.has_all, timeout=8000)
    dialog.actions_.save.click()
    qtbot.waitUntil(lambda: (tmp_path / "MC-1_catalogue.pdf").is_file(), timeout=8000)
    assert "MC-1" in text_of(tmp_path / "MC-1_catalogue.pdf")
    qtbot.waitUntil(lambda: dialog._job is None)


def test_why_there_is_no_sheet_of_a_catalogue_yet_is_told(qtbot, tasks, host):
    dialog = show_catalogue(tasks, "MC-1", "MC-1", host, None)
    keep(qtbot, tasks, dialog)
    qtbot.waitUntil(lambda: "proposal" in dialog.view._message, timeout=8000)
    bar = dialog.actions_
    for button in (bar.save, bar.open, bar.print):
        assert not button.isEnabled()
        assert button.toolTip() == dialog.view._message


def test_a_form_that_is_gone_is_told_in_words(qtbot, tasks, host):
    dialog = keep(qtbot, tasks, PreviewDialog(tasks, [("nothing", "Nothing")], host))
    dialog.show()
    qtbot.waitUntil(lambda: "nothing" in dialog.view._message, timeout=8000)


def test_closing_cancels_what_runs(qtbot, tasks, host, forms):
    dialog = keep(qtbot, tasks, PreviewDialog(tasks, forms, host))
    dialog.show()
    job = dialog._job
    dialog.reject()
    assert job.is_cancelled


def test_refusals_have_words(desk):
    with pytest.raises(Refused):
        documents.documents_of(desk, [("nothing", "x")])


@pytest.mark.parametrize("room", [QRect(0, 0, 1366, 728), QRect(0, 27, 1024, 600)])
def test_the_title_bar_of_a_large_dialog_is_in_sight(room):
    place = fitting.place_in(room, QSize(1180, 900))
    with_title = place.adjusted(0, 0, 0, fitting.TITLE_BAR)
    assert room.contains(with_title)


def test_saving_begins_in_the_documents_and_goes_on_where_it_was(tmp_path, monkeypatch):
    place = QStandardPaths.StandardLocation.DocumentsLocation
    known = Path(QStandardPaths.writableLocation(place))
    assert SystemHost().folder in (known, Path.home())
    assert SystemHost().folder.is_dir()
    chosen = str(tmp_path / "a.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (chosen, ""))
    monkeypatch.setattr(SystemHost, "used_last", None)
    SystemHost().choose_file(None, "", "a.pdf", "")
    assert SystemHost().folder == tmp_path


def test_a_file_saved_gets_its_ending_and_replaces_none_unasked(tmp_path, monkeypatch):
    """The system's dialog has asked about the name typed only, which lacks the ending."""
    typed, asked = [tmp_path / "Proposal v1.2"], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(typed[0]), ""))
    monkeypatch.setattr(Dialog, "exec", lambda dialog: bool(asked.append(dialog.windowTitle())))
    file = tmp_path / "Proposal v1.2.pdf"
    assert ask_file(None, "", tmp_path / "a.pdf", "") == file
    file.touch()
    assert ask_file(None, "", tmp_path / "a.pdf", "") is None
    assert asked == ["Replace the file that is there?"]
    typed[0] = file
    assert ask_file(None, "", tmp_path / "a.pdf", "") == file


def test_what_a_reader_was_given_stays_until_the_program_ends(preview, forms, host):
    file = SystemHost().scratch() / "shown.pdf"
    file.write_bytes(b"%PDF")
    preview(forms[:1]).done(0)
    assert file.exists()
    assert SystemHost().scratch() == file.parent
    file.unlink()


def test_enter_presses_the_button_that_has_the_keyboard(preview, forms, qtbot):
    dialog = preview(forms)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    asked = []
    bar = dialog.actions_
    for name in ("print_requested", "save_requested", "open_requested"):
        signal = getattr(bar, name)
        signal.disconnect()
        signal.connect(lambda *_told, name=name: asked.append(name))
    assert QApplication.focusWidget() is dialog.view
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    bar.open.setFocus()
    QTest.keyClick(bar.open, Qt.Key.Key_Return)
    bar.show_count(1)
    bar.save.setFocus()
    QTest.keyClick(bar.save, Qt.Key.Key_Return)
    assert asked == ["print_requested", "open_requested", "save_requested"]
    before = dialog.view.fits
    dialog.bar._fit.setFocus()
    QTest.keyClick(dialog.bar._fit, Qt.Key.Key_Return)
    assert dialog.view.fits != before
    assert len(asked) == 3
    assert_ring(dialog)
