"""What the bar above a form offers is found by its name, too (Ctrl+K)."""

from __future__ import annotations

from mcdesk.ui.actions import Actions
from mcdesk.ui.palette import Palette
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage


def palette_of(stage: Stage) -> Palette:
    editor = stage.editor
    return Palette(
        lambda: [each for own in editor.findChildren(Actions) for each in own.for_palette()],
        list, print, editor, list, lambda _words: (),
    )  # fmt: skip


def names(stage: Stage, typed: str) -> list[str]:
    return [hit.text.partition("   ")[0] for hit in palette_of(stage).matches(typed)]


def test_freezing_and_the_preview_of_an_open_form_are_found(open_form: Open) -> None:
    stage = open_form(make_view())
    assert names(stage, "freeze") == ["Freeze for signature…"]
    assert names(stage, "preview") == names(stage, "print") == ["Print preview"]
    assert names(stage, "replace") == ["Find and replace"]
    assert names(stage, "sign…") == names(stage, "change…") == []
    asked: list[str] = []
    stage.editor.print_requested.connect(asked.append)
    palette_of(stage).matches("preview")[0].run()
    assert asked == ["form-1"]


def test_signing_and_changing_of_a_frozen_form_are_found(open_form: Open) -> None:
    stage = open_form(frozen_view())
    assert names(stage, "sign…") == ["Sign…"]
    assert names(stage, "change…") == ["Change…"]
    assert names(stage, "freeze") == []
    asked: list[str] = []
    stage.editor.sign_requested.connect(asked.append)
    palette_of(stage).matches("sign…")[0].run()
    assert asked == ["form-1"]
