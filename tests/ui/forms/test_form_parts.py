"""A form that is signed module by module: what is closed, what can be done with each part."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mcdesk.application.redline import Difference, Piece
from mcdesk.application.views import PartLine, RevisionLine
from mcdesk.procedure.commands import ChooseSigning
from mcdesk.procedure.content import Row
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.freeze import FreezeDialog
from mcdesk.ui.forms.part_list import acts_of
from mcdesk.ui.forms.part_words import frozen_words, state_of_part
from mcdesk.ui.forms.standing_words import state_words, still_to_do
from mcdesk.ui.pages import _titles
from tests.ui.forms.fakes import make_view

if TYPE_CHECKING:
    from collections.abc import Callable


def part(scope: str, status: Any = "draft", *, frozen: bool = False, waits: bool = False,
         stray: bool = False) -> PartLine:  # fmt: skip
    number = scope.removeprefix("M")
    name = Label(f"module {number}", f"modul {number}")
    version = int(status != "draft")
    return PartLine(f"part-{scope}", scope, name, status, version, frozen, frozen, waits, stray,
                    signed=int(waits), signers=2)  # fmt: skip


@pytest.fixture
def by_module() -> Any:
    """A design whose first module is frozen, and whose second is being written."""
    rows = tuple(Row(f"r{n}", f"{n}", {"code": f"{n}.1", "statement": "State"}) for n in (1, 2))
    view = make_view("F7", rows={"d7": rows})
    return replace(
        view, by_module="module", closed=frozenset({"r1"}),
        parts=(part("M1", "frozen", frozen=True, waits=True), part("M2")),
    )  # fmt: skip


def test_the_rows_of_a_frozen_module_are_closed_and_the_others_open(
    by_module: Any, open_form: Callable[..., Any]
) -> None:
    editor = open_form(by_module).editor
    editor.bench.show_section("outcomes")
    model = editor.bench.page("outcomes").blocks["d7"].editor.model
    open_ = [bool(model.flags(model.index(n, 1)) & Qt.ItemFlag.ItemIsEditable) for n in (0, 1)]
    assert open_ == [False, True]
    assert not model.setData(model.index(0, 1), "Other")
    assert model.setData(model.index(1, 1), "Other")


def test_each_part_offers_what_can_be_done_with_it(
    by_module: Any, open_form: Callable[..., Any]
) -> None:
    assert acts_of(by_module.parts[0]) == ("sign", "change")
    assert acts_of(by_module.parts[1]) == ("freeze",)
    assert acts_of(part("stray", stray=True)) == ()
    editor = open_form(by_module).editor
    asked: list[tuple[str, str]] = []
    editor.acts.parts.act = lambda act, id_: asked.append((act, id_))
    editor.bench.side.part_requested.disconnect()
    editor.bench.side.part_requested.connect(editor.acts.parts.act)
    names = {b.accessibleName(): b for b in editor.bench.side.findChildren(QPushButton)}
    names["Module 2: Freeze…"].click()
    names["Module 1: Change…"].click()
    assert asked == [("freeze", "part-M2"), ("change", "part-M1")]
    asked.clear()
    editor.bench.bar.freeze_requested.emit()
    assert asked == [("freeze", "part-M2")]


def test_what_changed_in_a_part_is_shown_and_leads_to_the_other_parts(
    by_module: Any, open_form: Callable[..., Any]
) -> None:
    line = RevisionLine("v1", 1, "d", "", "2026-11-02", "2026-11-02T03:00:00Z", "Rina", False)
    parts = tuple(replace(part(scope, "void"), revisions=(line,)) for scope in ("M1", "M2"))
    stage = open_form(replace(by_module, parts=parts))
    piece = Piece("added", "two clauses")
    found = (Difference("d7/r2/statement", "d7", Label("Outcomes", ""), (piece,), "cell", row=2),)
    stage.desk.redline = lambda *_asked: SimpleNamespace(
        since=SimpleNamespace(found=found, who=((),))
    )
    assert acts_of(parts[0]) == ("freeze", "changes", "print")
    acts = stage.editor.acts
    acts.show_changes("part:part-M2")
    stage.jobs.pump()
    shown = stage.editor.bench.changes.toPlainText()
    assert "Module 2: changed since version 1" in shown
    assert "two clauses" in shown
    assert "Module 1" in shown
    assert stage.editor.bench.is_showing_changes
    acts.toggle_changes()
    assert not stage.editor.bench.is_showing_changes
    asked: list[str] = []
    acts.parts.ask = asked.append
    bar = stage.editor.bench.bar
    bar._changes.click()
    assert (asked, bar._changes.isChecked()) == (["changes"], False)


def test_a_part_bears_the_number_of_the_whole_form(
    by_module: Any, open_form: Callable[..., Any]
) -> None:
    whole = replace(by_module, header=replace(by_module.header, number="CTL/7"))
    stage = open_form(whole)
    part_view = replace(by_module, header=replace(by_module.header, number=""))
    stage.editor.acts.parts._ask_freeze((part_view, SimpleNamespace(role_labels={})))
    (dialog,) = stage.editor.findChildren(FreezeDialog)
    assert (dialog.number.text(), dialog.command().number) == ("CTL/7", "")
    dialog.reject()


def test_where_the_parts_stand_is_said_in_words(by_module: Any) -> None:
    assert state_words(by_module)[0] == "By module: 1 of 4 sign-offs"
    said = [state_of_part(part)[0] for part in by_module.parts]
    assert said == ["frozen, 1 of 2 signed", "not frozen"]
    assert still_to_do(by_module) == [
        "Module 1: not signed by all yet.",
        "Module 2: not frozen for signature yet.",
    ]


def test_what_stays_open_is_told_only_where_something_does(by_module: Any) -> None:
    every = frozenset({"r1", "r2", *by_module.definition.fields})
    frozen = (part("M1", "signed", frozen=True), part("M2", "signed", frozen=True))
    shut = replace(by_module, parts=frozen, closed=every)
    assert frozen_words(shut) == "All parts are frozen."
    open_ = replace(shut, closed=frozenset({"r1", "r2"}))
    assert "what stays open can still be written" in frozen_words(open_)


def test_the_choice_stands_in_the_menu_and_is_a_command(open_form: Callable[..., Any]) -> None:
    stage = open_form(replace(make_view("F7"), by_module="whole"))
    by_module, as_whole = stage.editor.acts.parts.actions()
    assert (by_module.enabled(), as_whole.enabled()) == (True, False)
    by_module.callback()
    assert stage.desk.done[-1] == ChooseSigning(form="form-1", by_module=True)


def test_a_preview_shows_the_whole_and_each_frozen_part(by_module: Any) -> None:
    desk = SimpleNamespace(form=lambda _form: by_module)
    title = by_module.definition.title.text()
    assert _titles(["form-1"], desk) == [("form-1", title), ("part-M1", f"{title}: module 1")]


def test_freezing_is_offered_while_a_part_is_open(
    by_module: Any, open_form: Callable[..., Any]
) -> None:
    assert not open_form(by_module).editor.bench.bar._freeze.isHidden()
    rest = (by_module.parts[0], part("stray", stray=True))
    assert open_form(replace(by_module, parts=rest)).editor.bench.bar._freeze.isHidden()
