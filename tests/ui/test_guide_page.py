"""The page of the development guide on a real workspace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from mcdesk import i18n
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.ui import language, theme
from mcdesk.ui.guide.bars import BOTH
from mcdesk.ui.guide.page import GuidePage
from mcdesk.ui.printing.documents import GUIDE, documents_of
from mcdesk.ui.printing.made import make_pdf
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)

SHORT = Label("Say what it is.", "Sebutkan namanya.")


@pytest.fixture
def make(qtbot, tasks):
    def made(**given) -> GuidePage:
        page = keep(qtbot, tasks, GuidePage(tasks, **given))
        page.resize(1100, 700)
        page.show()
        qtbot.waitUntil(lambda: page.data_ is not None)
        return page

    return made


@pytest.fixture
def page(make):
    return make()


@pytest.fixture
def in_english():
    before = i18n.language()
    yield
    language.switch(before)


def rows(page) -> list[str]:
    return [page.outline.item(row).text() for row in range(page.outline.count())]


def told(page) -> str:
    return page.text.toPlainText()


def publish(desk, since: str = "") -> None:
    data = wording.with_text(desk.guide_view().form.current.data, "section:naming", "help", SHORT)
    text = toml_text({**data, "version": "2026.2"})
    desk.execute(do.PublishDefinitions(forms={"F1.toml": text}, since=since, reason="shorter"))


def with_two_editions(qtbot, page) -> None:
    """Have another edition published beside the page."""
    from_worker(qtbot, page.tasks, publish)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.view.form.versions) == 2)
    page.show_edition(page.view.form.current.digest)


# --- reading ---------------------------------------------------------------------------------


def test_all_chapters_stand_in_the_outline_and_in_the_text(page):
    found = rows(page)
    assert found[:3] == [
        "Introduction",
        "1 Definition and legal basis",
        "2 The fourteen stages and who signs",
    ]
    assert len(found) == 16
    assert all(name in told(page) for name in found)
    assert "Attendance alone earns nothing" in told(page)


def test_a_number_stands_with_the_day_from_which_it_holds(qtbot, page):
    assert "as shipped" in told(page)
    command = do.SetSetting(key="hours_per_sks", value=47, since="2020-03-09")
    from_worker(qtbot, page.tasks, lambda desk: desk.execute(command))
    page.refresh()
    qtbot.waitUntil(lambda: "47 h" in told(page))
    assert "since 9 Mar 2020" in told(page)


def test_one_week_is_no_weeks(page):
    lines = told(page).splitlines()
    assert "1 week" in lines
    assert "12 weeks" in lines


def test_who_may_change_a_setting_is_led_to_it_and_nobody_else(qtbot, page):
    assert "setting:hours_per_sks" in page.text.toHtml()
    with qtbot.waitSignal(page.setting_requested) as heard:
        page.follow("setting:hours_per_sks")
    assert heard.args == ["hours_per_sks"]

    def hand_over(desk) -> None:
        desk.execute(do.AddPerson(name="READER", roles=["reader"]))
        desk.use_person(next(each.id for each in desk.info().persons if each.name == "READER"))

    from_worker(qtbot, page.tasks, hand_over)
    page.refresh()
    qtbot.waitUntil(lambda: not page.view.may)
    assert "setting:" not in page.text.toHtml()
    assert "Hours per sks" in told(page)


def test_the_stages_stand_with_their_signers(page):
    assert "Micro-Credential Development Timeline" in told(page)
    assert "Head of Study Program, Dean" in told(page)


def test_the_outline_leads_to_a_chapter_and_follows_the_scrolling(page):
    page.outline.setCurrentRow(7)
    assert page.chapter == "standards"
    bar = page.text.verticalScrollBar()
    before = bar.value()
    assert before > 0
    bar.setValue(0)
    assert page.outline.currentRow() == 0
    bar.setValue(before + 1)
    assert page.outline.currentRow() == 7
    bar.setValue(bar.maximum())
    assert page.outline.currentRow() == page.outline.count() - 1


def test_the_last_chapter_stays_the_chosen_one_where_it_cannot_come_to_the_top(page):
    last = page.outline.count() - 1
    page.outline.setCurrentRow(last)
    assert (page.chapter, page.outline.currentRow()) == ("changes", last)


def test_a_chapter_that_is_asked_for_before_the_text_is_read_is_shown(make):
    page = make(chapter="rights")
    assert page.chapter == "rights"
    assert page.text.verticalScrollBar().value() > 0
    assert page.outline.currentItem().text().startswith("11 ")


# --- languages, letters, colours -------------------------------------------------------------


def test_the_other_language_and_both(page):
    page.go("size")
    page.show_language("id")
    assert "3 Ukuran, beban belajar, sks" in told(page)
    assert "3 Size, workload, sks" not in told(page)
    assert page.chapter == "size"
    page.show_language(BOTH)
    for words in ("3 Ukuran, beban belajar, sks", "3 Size, workload, sks", "Hitunglah menurut"):
        assert words in told(page)
    checked = [code for code, made in page.bar.languages.items() if made.isChecked()]
    assert checked == [BOTH]


def test_the_page_follows_the_language_of_the_window(qtbot, page, in_english):
    page.go("size")
    page.show_language("en")
    language.switch("id")
    qtbot.waitUntil(lambda: "3 Ukuran, beban belajar, sks" in told(page))
    assert page.chapter == "size"
    assert rows(page)[0] == "Pengantar"


def test_larger_letters_keep_the_chapter_and_are_remembered(qtbot, page):
    page.go("rights")
    before = page.text.document().size().height()
    with qtbot.waitSignal(page.scaled) as heard:
        qtbot.keyClick(page.text, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == [1.25]
    assert page.text.document().size().height() > before
    assert page.chapter == "rights"
    for _time in range(10):
        page.scale(1)
    assert not page.bar.larger.isEnabled()
    page.scale(0)
    assert page.bar.larger.isEnabled()


def test_lines_do_not_grow_wider_than_can_be_read(page):
    page.resize(2400, 900)
    QApplication.processEvents()
    frame = page.text.document().rootFrame().frameFormat()
    width = page.text.viewport().width() - frame.leftMargin() - frame.rightMargin()
    assert 400 < width < 1000


def test_other_colours_keep_the_place_and_the_words_looked_for(page, qapp):
    page.bar.words.setText("rubric")
    page.go("rights")
    before = theme.current()
    theme.apply(qapp, "dark" if before is theme.LIGHT else "light")
    try:
        assert page.chapter == "rights"
        assert page.bar.words.text() == "rubric"
        assert page.text.finds
    finally:
        theme.apply(qapp, before.name)


# --- finding ---------------------------------------------------------------------------------


def test_a_slash_searches_as_on_the_board(qtbot, page):
    qtbot.keyClick(page.text, Qt.Key.Key_Slash)
    assert page.bar.words.hasFocus()
    qtbot.keyClicks(page.bar.words, "and/or")
    assert page.bar.words.text() == "and/or"


def test_finds_are_counted_and_walked_with_the_keyboard(qtbot, page):
    qtbot.keyClick(page.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.bar.words.hasFocus()
    qtbot.keyClicks(page.bar.words, "BADGE")
    total = told(page).lower().count("badge")
    assert page.bar.count.text() == f"1 of {total}"
    first = page.text.finds[0]
    assert first.selectedText().lower() == "badge"
    qtbot.keyClick(page.bar.words, Qt.Key.Key_Return)
    assert page.bar.count.text() == f"2 of {total}"
    qtbot.keyClick(page.bar.words, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.count.text() == f"1 of {total}"
    qtbot.keyClick(page.bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.bar.count.text() == f"{total} of {total}"
    qtbot.keyClick(page.bar.words, Qt.Key.Key_Escape)
    assert page.bar.words.text() == ""
    assert page.text.finds == []
    assert page.text.hasFocus()


def test_a_find_is_brought_into_sight_and_its_chapter_is_the_current_one(page):
    page.bar.words.setText("Creative Commons")
    assert page.outline.currentItem().text().startswith("11 ")
    place = page.text.cursorRect(page.text.finds[0])
    assert 0 <= place.top() < page.text.viewport().height()


def test_the_outline_says_where_the_words_stand(page):
    page.bar.words.setText("rubric")
    marked = [row for row in rows(page) if row.endswith(")")]
    assert marked == ["6 Assessment and integrity  (1)"]


def test_words_that_stand_nowhere_are_said_to(page):
    page.bar.words.setText("zebra")
    assert page.bar.count.text() == "Nothing found"
    assert not page.bar.next.isEnabled()


def test_what_is_selected_is_looked_for(page):
    page.bar.words.setText("rubric")
    page.text.setTextCursor(page.text.finds[0])
    page.bar.words.clear()
    page.begin_search()
    assert page.bar.words.text() == "rubric"


# --- editions --------------------------------------------------------------------------------


def test_an_edition_alone_has_nothing_to_be_compared_with(page):
    assert page.editions.other.isHidden()
    assert "came with the program" in told(page)


def test_any_edition_can_be_shown(qtbot, page):
    with_two_editions(qtbot, page)
    assert "Say what it is." in told(page)
    first = page.view.form.versions[1].digest
    page.follow(f"edition:{first}")
    assert "Say what it is." not in told(page)
    assert "Name the skill" in told(page)
    assert page.editions.edition.currentData() == first


def test_what_changed_stands_red_and_green_in_the_text(qtbot, page):
    with_two_editions(qtbot, page)
    page.follow(f"compare:{page.view.form.current.digest}")
    assert "Edition 2026.2 beside edition 2026.1: 1 chapter differs." in told(page)
    assert "4 Naming  (changed)" in rows(page)
    found = page.text.document().find("Say", page.text.places["naming"])
    assert found.charFormat().fontUnderline()
    gone = page.text.document().find("not the number of the course")
    assert gone.charFormat().fontStrikeOut()
    page.compare_with("")
    assert "not the number of the course" not in told(page)
    assert not any(row.endswith("(changed)") for row in rows(page))


def test_an_edition_is_no_other_to_itself(qtbot, page):
    with_two_editions(qtbot, page)
    newest, first = (version.digest for version in page.view.form.versions)
    page.compare_with(first)
    page.show_edition(first)
    assert page.editions.other.findData(first) < 0
    assert page.editions.other.findData(newest) > 0
    assert "beside edition" not in told(page)


# --- copy and print --------------------------------------------------------------------------


def test_a_chapter_is_copied_with_its_numbers_and_without_the_next(page):
    page.go("size")
    page.copy_chapter()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("3 Size, workload, sks\n")
    assert "Hours per sks" in copied
    assert "4 Naming" not in copied


def test_the_edition_that_is_shown_is_printed(qtbot, page):
    with_two_editions(qtbot, page)
    first = page.view.form.versions[1].digest
    page.show_edition(first)
    with qtbot.waitSignal(page.print_requested) as heard:
        page.editions.print_.click()
    digest, title = heard.args
    assert (digest, title) == (first, "Micro-Credential Development Guide 2026.1")

    def made(desk) -> tuple[str, bytes]:
        (document,) = documents_of(desk, [(GUIDE + digest, title)])
        (choice,) = document.choices
        return document.file_name(choice), make_pdf(desk, document, choice)

    name, data = from_worker(qtbot, page.tasks, made)
    assert name == "Micro-Credential-Development-Guide-2026.1.pdf"
    assert data.startswith(b"%PDF")


def test_escape_goes_back_to_where_the_guide_was_called(qtbot, page):
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page.text, Qt.Key.Key_Escape)


def test_f6_goes_from_the_text_to_the_chapters_and_back(qtbot, page):
    page.take_focus()
    qtbot.keyClick(page.text, Qt.Key.Key_F6)
    assert page.outline.hasFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_Down)
    assert page.chapter == "definition"
    qtbot.keyClick(page.outline, Qt.Key.Key_F6)
    assert page.text.hasFocus()


def test_everything_has_a_name_to_be_spoken(page):
    bar, editions = page.bar, page.editions
    named = (page.outline, page.text, bar.words, bar.back, bar.next, bar.smaller, bar.larger,
             editions.edition, editions.other)  # fmt: skip
    assert all(widget.accessibleName() for widget in named)
