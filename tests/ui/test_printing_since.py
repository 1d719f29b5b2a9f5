"""A preview that marks what changed: since what, and what becomes of it with another version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mcdesk.procedure import commands as do
from mcdesk.ui.forms.since_when import Marked
from mcdesk.ui.printing import documents
from mcdesk.ui.printing.documents import Choice
from tests.ui.kept_preview import kept_host, kept_preview  # noqa: F401 - fixtures
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    kept_desk,
    kept_file,
    kept_tasks,
)


@pytest.fixture
def letter(desk):
    """R1, frozen twice and opened again, looked at once; its id and what it is called."""
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R1")
    path = next(path for path, value in desk.form(form).content.values.items()
                if isinstance(value, str) and " " in value)  # fmt: skip
    for text in ("Second words", "Third words"):
        desk.execute(do.ChangeForm(form=form, reason="r"))
        desk.execute(do.SetValue(form=form, path=path, new=text))
        if text.startswith("Second"):
            desk.execute(do.FreezeForm(form=form))
    desk.look(form)
    return form, "R1 Letter"


def choose(dialog, start: str) -> None:
    box = dialog.side.since.list
    place = next(n for n in range(box.count()) if box.itemText(n).startswith(start))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def offered(dialog) -> list[str]:
    box = dialog.side.since.list
    return [box.itemText(n).split(",")[0] for n in range(box.count())]


def test_a_version_offers_only_what_came_before_it(preview, letter):
    dialog = preview([letter])
    assert offered(dialog) == [
        "Nothing is marked", "Version 2", "Version 1", "Your last look", "A day…"
    ]  # fmt: skip
    choose(dialog, "Version 2")
    assert dialog.side.shown[1].since == "version:2"
    dialog.side._group.button(1).click()
    assert dialog.side.shown[1].version == 2
    assert offered(dialog)[:2] == ["Nothing is marked", "Version 1"]
    assert dialog.side.shown[1].since == ""
    choose(dialog, "Version 1")
    assert dialog.side.wanted[0][1].since == "version:1"
    dialog.side._group.button(3).click()
    assert dialog.side.since.isHidden()
    assert dialog.side.shown[1].since == ""


def test_what_changed_is_shown_saved_and_named(preview, letter, qtbot, tmp_path):
    dialog = preview([letter])
    choose(dialog, "Version 1")
    qtbot.waitUntil(lambda: dialog._printed.choice.since == "version:1")
    dialog.actions_.save_requested.emit(True)
    qtbot.waitUntil((tmp_path / "MC-1_R1_draft_changes.pdf").exists)


def test_a_day_is_typed_and_one_that_is_none_says_so(preview, letter, qtbot):
    dialog = preview([letter])
    since = dialog.side.since
    assert since.day.isHidden()
    choose(dialog, "A day")
    assert since.day.isVisible()
    first = dialog.side.shown[1].since
    since.day.setFocus()
    since.day.selectAll()
    qtbot.keyClicks(since.day, "1 jan")
    qtbot.keyClick(since.day, Qt.Key.Key_Return)
    assert dialog.side.shown[1].since.endswith("-01-01")
    assert dialog.side.shown[1].since != first
    since.day.selectAll()
    qtbot.keyClicks(since.day, "soon")
    qtbot.keyClick(since.day, Qt.Key.Key_Return)
    assert since._hint.text().startswith(
        "“soon” is not a date that exists. Write day, month and year"
    )
    assert dialog.side.shown[1].since.endswith("-01-01")


def test_the_board_and_a_blank_have_no_changes_to_mark(desk, letter):
    (form,) = documents.documents_of(desk, [letter])
    (board,) = documents.documents_of(desk, [(documents.BOARD, "Board")])
    assert form.bases_of(form.choices[-1]) is None
    assert board.bases_of(board.choices[0]) is None


def test_changes_are_marked_in_all_forms_at_once_as_each_has_them(preview, letter, desk):
    other = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R2")
    dialog = preview([letter, (other, "R2 Minutes")])
    choose(dialog, "Version 2")
    assert not dialog.side.since_all.isHidden()
    dialog.side.since_all.click()
    assert [choice.since for _document, choice in dialog.side.wanted] == ["version:2", ""]
    dialog.side._chosen[0] = replace(dialog.side._chosen[0], since="2026-11-20")
    dialog.side._on_since_all()
    assert [choice.since for _document, choice in dialog.side.wanted][0] == "2026-11-20"
    assert dialog.side._documents[1].since_like(Choice("draft", "", ""), "2026-11-20")
    assert dialog.side._documents[1].since_like(Choice("blank", "", ""), "2026-11-20") == ""


def test_a_print_is_first_marked_as_the_editor_shows_what_changed(preview, letter, desk):
    form, title = letter
    named = desk.redline(form, "draft", "2026-01-01").since.who
    who = next(each.who for place in named for each in place)
    marked = Marked(form, "2026-01-01", "", who, ("Another", who))
    dialog = preview([(marked, title)])
    assert (dialog.side.shown[1].since, dialog.side.shown[1].by) == ("2026-01-01", who)
    assert dialog._printed.choice.by == who
    people = dialog.side.since.people
    assert not people.isHidden()
    people.setCurrentIndex(0)
    people.activated.emit(0)
    assert (dialog.side.shown[1].since, dialog.side.shown[1].by) == ("2026-01-01", "")
    choose(dialog, "Nothing")
    assert people.isHidden()
    assert dialog.side.shown[1] == dialog.side.shown[1].plain


def test_a_version_that_is_shown_is_the_one_that_is_printed(desk, letter):
    form, title = letter
    newest = max(desk.form(form).revisions, key=lambda line: line.version)
    (document,) = documents.documents_of(desk, [(Marked(form, "version:1", newest.id), title)])
    assert (document.first.revision, document.first.since) == (newest.id, "version:1")
