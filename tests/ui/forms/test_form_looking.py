"""Coming back to a form: what changed since its last version, or since one last looked."""

from __future__ import annotations

from PySide6.QtCore import QUrl

from mcdesk.procedure import commands as do
from tests.ui.forms.stage import OpenReal


def test_changes_since_the_last_look_are_offered_with_their_time(open_real: OpenReal) -> None:
    first = open_real("F2")
    bar = first.editor.bench.bar
    assert not bar._changes.isVisible()
    first.desk.execute(do.SetValue(form=first.editor.form_id, path="p10", new="Written since."))
    stage = open_real("F2")
    assert stage.editor.bench.bar._changes.isVisible()
    stage.editor.acts.toggle_changes()
    shown = stage.editor.bench.changes.toPlainText()
    assert shown.startswith("Changed since you last looked, ")
    assert "Written since." in shown
    assert "Since version" not in shown


def test_one_goes_from_the_version_to_the_last_look_and_back(open_real: OpenReal) -> None:
    open_real("F2")
    stage = open_real("F2")
    page = stage.editor.bench.changes
    stage.editor.acts.show_changes("look")
    assert "Nothing has changed since then." in page.toPlainText()
    asked: list[str] = []
    page.since_requested.connect(asked.append)
    page.show_differences((), 3, others=[("look", "Since you last looked")])
    assert "Changed since version 3" in page.toPlainText()
    page._on_anchor(QUrl("since:look"))
    assert asked == ["look"]
    assert page.toPlainText().startswith("Changed since you last looked")
