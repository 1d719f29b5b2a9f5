"""What one person typed and could not store is never carried out under another person's name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from mcdesk.application.drafts import DraftFile
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import SetValue
from mcdesk.ui.forms.keeping import UNSENT
from tests.ui.forms.fakes import PERSONS, FakeDesk, make_view
from tests.ui.forms.stage import Open, Stage

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-11-22T10:00:00"
HIS, HERS, UNKNOWN = "u-budi", "u-rina", ""
OTHER = "u-budi-2"
"""The second entry of Budi in the directory."""


class Desk(FakeDesk):
    """A workspace in which somebody works: Budi, an instructional designer, unless said else."""

    person, roles = HIS, ("id",)

    def info(self) -> Any:
        return replace(super().info(), person_id=self.person, roles=self.roles)


def desk_of(person: str, *roles: str, **changes: Any) -> Desk:
    desk = Desk(make_view(**changes))
    desk.person, desk.roles = person, roles or ("sme",)
    return desk


def twin_desk() -> Desk:
    """A workspace whose directory knows that Budi has two entries."""
    both = (replace(each, entries=(OTHER,)) if each.id == HIS else each for each in PERSONS)
    return desk_of(HIS, persons=tuple(both))


@pytest.fixture
def file(tmp_path: Path) -> DraftFile:
    return DraftFile(tmp_path / "d")


def left(file: DraftFile, text: str, who: str | None, **more: Any) -> None:
    """Write a line as it lies in the file; `who` None is one of an earlier version."""
    line = {"form": "form-1", "path": "p1", "base": None, "text": text, "at": AT, **more}
    with file.path.open("a", encoding="utf-8") as raw:
        raw.write(json.dumps(line if who is None else {**line, "who": who}) + "\n")


def panel(stage: Stage) -> Any:
    return stage.editor.bench.side.contents._aside


def offers(stage: Stage) -> list[str]:
    QGuiApplication.processEvents()
    return [b.text() for b in panel(stage).findChildren(QPushButton) if b.isVisible()]


def press(stage: Stage, words: str) -> None:
    QGuiApplication.processEvents()
    buttons = [b for b in panel(stage).findChildren(QPushButton) if b.isVisible()]
    next(b for b in buttons if b.text() == words).click()


def said(stage: Stage) -> str:
    return str(stage.editor.bench.notice.words)


def test_what_another_typed_is_told_and_waits_for_them(open_form: Open, file: DraftFile) -> None:
    left(file, "hers", HERS)
    stage = open_form(desk=desk_of(HIS), drafts=file.path)
    assert stage.done == []
    assert stage.block("p1").editor.line.text() == ""
    assert "Not stored: 1 text that Rina Wijaya typed" in said(stage)
    assert offers(stage) == []
    assert stage.editor.save_drafts()
    assert [draft.text for draft in file.pending()] == ["hers"]


def test_it_is_put_back_when_they_work_again(open_form: Open, file: DraftFile) -> None:
    left(file, "hers", HERS)
    open_form(desk=desk_of(HIS), drafts=file.path).editor.shut()
    stage = open_form(desk=desk_of(HERS), drafts=file.path)
    assert stage.done == [SetValue(form="form-1", path="p1", new="hers", base=None)]
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_typing_in_the_same_place_leaves_theirs(open_form: Open, file: DraftFile) -> None:
    left(file, "hers", HERS)
    stage = open_form(desk=desk_of(HIS), drafts=file.path)
    block = stage.block("p1")
    block.focus_path("p1")
    QTest.keyClicks(block.editor.line, "his")
    stage.session.flush()
    assert stage.desk.view.content.value("p1") == "his"
    assert stage.editor.save_drafts()
    assert [draft.text for draft in file.pending()] == ["hers"]


def test_ctl_may_read_it_copy_it_or_put_it_away_knowingly(open_form: Open, file: DraftFile) -> None:
    left(file, "hers", HERS)
    left(file, "a remark of hers", HERS, form="remark:form-1")
    stage = open_form(desk=desk_of(HIS, "ctl"), drafts=file.path)
    assert stage.done == []
    assert offers(stage) == ["Copy", "Give this up…"] * 2
    press(stage, "Copy")
    assert QGuiApplication.clipboard().text() == "a remark of hers"
    press(stage, "Give this up…")
    asked = stage.editor.findChild(QDialog)
    assert "never stored" in " ".join(
        label.text() for label in asked.findChildren(type(panel(stage).heading))
    )
    asked.reject()
    assert len(panel(stage)._session.keeper.others) == 2
    press(stage, "Give this up…")
    stage.editor.findChildren(QDialog)[-1].accept()
    assert offers(stage) == ["Copy", "Give this up…"]
    assert stage.editor.save_drafts()
    assert [draft.text for draft in file.pending()] == ["hers"]


def test_a_line_of_an_earlier_version_is_offered_not_stored(
    open_form: Open, file: DraftFile
) -> None:
    left(file, "whose?", None)
    stage = open_form(desk=desk_of(HIS), drafts=file.path)
    assert stage.done == []
    assert "it is not known who typed it" in said(stage)
    assert offers(stage) == ["Copy", "Put back", "Give mine up"]
    press(stage, "Put back")
    assert stage.done == [SetValue(form="form-1", path="p1", new="whose?", base=None)]
    assert stage.editor.save_drafts()
    assert file.pending() == file.aside() == ()


def test_what_a_refusal_left_is_not_stored_by_the_next_person(
    open_form: Open, file: DraftFile
) -> None:
    desk = desk_of(HERS)
    stage = open_form(desk=desk, drafts=file.path)
    desk.refuse = Refused(Finding("no_right", "You may not do this."))
    stage.session.set("p1", "Reader was here")
    assert stage.editor.save_drafts()
    stage.editor.shut()
    again = open_form(desk=desk_of(HIS, "ctl"), drafts=file.path)
    assert again.done == []
    assert "Rina Wijaya" in said(again)


def test_a_comment_that_another_began_is_not_in_my_box(open_form: Open, file: DraftFile) -> None:
    stage = open_form(desk=desk_of(HERS), drafts=file.path)
    stage.editor.bench.go("p1")
    stage.editor.bench.side.comments.box.setPlainText("Half a remark")
    stage.editor.shut()
    again = open_form(desk=desk_of(HIS), drafts=file.path)
    again.editor.bench.go("p1")
    assert again.editor.bench.side.comments.box.toPlainText() == ""
    again.editor.shut()
    UNSENT.clear()
    hers = open_form(desk=desk_of(HERS), drafts=file.path)
    hers.editor.bench.go("p1")
    assert hers.editor.bench.side.comments.box.toPlainText() == "Half a remark"


def test_a_comment_of_an_earlier_version_is_offered_until_it_is_sent(
    open_form: Open, file: DraftFile
) -> None:
    left(file, "Half", None, form="remark:form-1")
    stage = open_form(desk=desk_of(HIS), drafts=file.path)
    stage.editor.bench.go("p1")
    assert stage.editor.bench.side.comments.box.toPlainText() == "Half"
    stage.editor.bench.side.comments._on_send()
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_what_another_kept_aside_is_not_put_back_by_me(open_form: Open, file: DraftFile) -> None:
    stage = open_form(desk=desk_of(HERS), drafts=file.path)
    stage.session.keeper.keep_aside("p1", None, "hers, aside")
    stage.editor.shut()
    again = open_form(desk=desk_of(HIS, "ctl"), drafts=file.path)
    assert offers(again) == ["Copy", "Give this up…"]
    again.editor.shut()
    hers = open_form(desk=desk_of(HERS), drafts=file.path)
    assert offers(hers) == ["Copy", "Put back", "Give mine up"]


def test_what_one_typed_under_another_entry_of_the_directory_is_ones_own(
    open_form: Open, file: DraftFile
) -> None:
    """Two entries were found to be of one person, and the second was put away (MatchEntry)."""
    left(file, "under his other entry", OTHER)
    left(file, "half a remark", OTHER, form="remark:form-1")
    stage = open_form(desk=twin_desk(), drafts=file.path)
    assert stage.done == [
        SetValue(form="form-1", path="p1", new="under his other entry", base=None)
    ]
    assert "Not stored" not in said(stage)
    stage.editor.bench.go("p1")
    assert stage.editor.bench.side.comments.box.toPlainText() == "half a remark"
    stage.editor.bench.side.comments._on_send()
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_who_still_works_under_the_entry_that_was_put_away_finds_what_they_typed(
    open_form: Open, file: DraftFile
) -> None:
    left(file, "under the entry that stays", HIS)
    desk = twin_desk()
    desk.person = OTHER
    stage = open_form(desk=desk, drafts=file.path)
    assert [command.new for command in stage.done] == ["under the entry that stays"]
    assert stage.editor.save_drafts()
    assert file.pending() == ()


@pytest.mark.parametrize(
    ("first", "then"), [(("one", HIS), ("two", OTHER)), (("one", OTHER), ("two", HIS))]
)
def test_of_two_texts_that_one_typed_in_a_place_the_later_stands_and_none_is_lost(
    open_form: Open, file: DraftFile, first: tuple[str, str], then: tuple[str, str]
) -> None:
    left(file, *first)
    left(file, *then)
    stage = open_form(desk=twin_desk(), drafts=file.path)
    assert [command.new for command in stage.done] == [then[0]]
    assert offers(stage) == ["Copy", "Put back", "Give mine up"]
    assert stage.editor.save_drafts()
    assert file.pending() == ()
    assert [kept.text for kept in file.aside()] == [first[0]]


def test_what_another_typed_is_told_by_their_name_whichever_entry_it_was(
    open_form: Open, file: DraftFile
) -> None:
    left(file, "a", HIS)
    left(file, "b", OTHER, path="p2")
    desk = twin_desk()
    desk.person = HERS
    stage = open_form(desk=desk, drafts=file.path)
    assert "Not stored: 2 texts that Budi Santoso typed" in said(stage)
