"""What a version of a form changed: against the one before it by default, or any one chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.application.views import VersionNote
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.fold import with_value
from mcdesk.ui.forms.standing_words import closed_words, opened_words
from tests.ui.forms.decided import decision
from tests.ui.forms.fakes import FakeDesk, frozen_view, make_view, signature

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import FormView, Sheet
    from tests.ui.forms.stage import Open, Stage

TITLES = ("First title", "Second title", "Third title")


class ThreeVersions(FakeDesk):
    """A form that was frozen three times, each time with another title."""

    def sheet(self, form: str, kind: str, revision: str = "") -> Sheet:
        made = super().sheet(form, kind, revision)
        title = TITLES[int(revision[-1]) - 1]
        return replace(made, content=with_value(self.view.content, "p1", title))


def versions(view: FormView) -> dict[str, Any]:
    """Return the three versions, and what is told of them."""
    first = frozen_view().revisions[0]
    moments = ("2026-11-20T01:00:00Z", "2026-11-21T01:00:00Z", "2026-11-22T01:00:00Z")
    lines = tuple(
        replace(first, id=f"rev-{n}", version=n, frozen_at=at, current=n == len(moments))
        for n, at in enumerate(moments, 1)
    )
    notes = tuple(note(line.version, view.today) for line in lines)
    return {"revisions": lines, "revision": lines[-1], "versions": notes}


def note(version: int, day: date) -> VersionNote:
    changed = (Label("Title (English)", "Judul (Inggris)"),) if version > 1 else ()
    return VersionNote(version, day, "ID-01", changed)


@pytest.fixture
def stage(open_form: Open) -> Stage:
    """The third version, frozen and unchanged."""
    view = frozen_view("F2", values={"p1": TITLES[-1]})
    return open_form(desk=ThreeVersions(replace(view, is_unchanged=True, **versions(view))))


def shown(stage: Stage) -> str:
    assert stage.editor.bench.is_showing_changes
    words: str = stage.editor.bench.changes.toPlainText()
    return words


def line_of(stage: Stage, version: int) -> QPushButton | None:
    found = stage.editor.bench.side.contents.versions.findChildren(QPushButton)
    words = f"Version {version} "
    return next((each for each in found if each.accessibleName().startswith(words)), None)


def returned_view(**changes: Any) -> FormView:
    """A version that the first signer returned: nobody signed it."""
    lines = (signature("sme", "SME", "returned", "u-rina", "Dr. Rina Wijaya, M.M.", step=1),
             signature("hsp", "Head of Study Program", "waiting", step=2))  # fmt: skip
    made = decision("sme", decision="return")
    return frozen_view("F2", status="returned", signatures=lines, decisions=(made,), **changes)


def test_what_a_return_asks_for_stands_out_and_not_signing(open_form: Open) -> None:
    stage = open_form(returned_view())
    notice = stage.editor.bench.state_notice
    (change,) = notice.findChildren(QPushButton)
    assert (change.text(), change.property("kind")) == ("Change…", "primary")
    sign = stage.editor.bench.bar._sign
    assert sign.isVisible()
    assert sign.property("kind") != "primary"
    stage = open_form(frozen_view("F2"))
    (change,) = stage.editor.bench.state_notice.findChildren(QPushButton)
    assert change.property("kind") == "link"
    assert stage.editor.bench.bar._sign.property("kind") == "primary"


def test_the_number_of_what_is_frozen_is_said_once_beside_the_title_where_it_has_room(
    open_form: Open,
) -> None:
    bench = open_form(frozen_view("F2")).editor.bench
    bench.resize(1600, 700)
    assert bench.bar._number.isVisible()
    assert bench.state_notice.words.startswith("Frozen as version 1 on 20 Nov 2026")
    assert "Number" not in bench.state_notice.words
    bench.resize(700, 700)
    assert not bench.bar._number.isVisible()
    assert "Number: CTL/MC/F2/2026/0118." in bench.state_notice.words
    bench.resize(1600, 700)
    assert "Number" not in bench.state_notice.words


def test_who_comes_to_the_banner_by_key_stays_there_while_the_number_moves(
    open_form: Open,
) -> None:
    bench = open_form(frozen_view("F2")).editor.bench
    bench.resize(1600, 700)
    bench.state_notice.take_focus()
    bench.resize(700, 700)
    now = QApplication.focusWidget()
    assert now is not None
    assert bench.state_notice.isAncestorOf(now)


def test_where_the_number_has_no_room_beside_the_title_the_banner_says_how_it_stands() -> None:
    view = frozen_view("F2")
    assert closed_words(view).endswith("Number: CTL/MC/F2/2026/0118.")
    reserved = replace(view, header=replace(view.header, provisional=True))
    assert closed_words(reserved).endswith("Number: CTL/MC/F2/2026/0118 (provisional).")
    nameless = replace(view, header=replace(view.header, number=""))
    assert "Number" not in closed_words(nameless)


def test_what_nobody_signed_is_not_said_to_have_been_signed() -> None:
    opened = returned_view(read_only=False, is_unchanged=False)
    assert opened_words(opened) == (
        "Opened for changes. It is no longer what was frozen as version 1: freeze it, then have "
        "it signed."
    )
    same = replace(opened, is_unchanged=True)
    assert opened_words(same) == "Opened for changes. Nothing has changed since version 1."
    signed = replace(opened, decisions=(decision("sme"),))
    assert "what was signed as version 1" in opened_words(signed)
    assert "its sign-offs still stand" in opened_words(replace(signed, is_unchanged=True))
    before = replace(opened, decisions=(decision("sme", 0), *opened.decisions))
    assert "what was frozen as" in opened_words(before), "an earlier version was signed"


def test_a_frozen_version_is_compared_with_the_one_before(stage: Stage) -> None:
    """It said "the content is the same": the version stood beside itself."""
    stage.editor.acts.toggle_changes()
    assert shown(stage).startswith("Changed since version 2\n")
    assert "SecondThird title" in shown(stage)


def test_any_other_version_is_chosen(stage: Stage) -> None:
    stage.editor.acts.toggle_changes()
    assert "Since version 3  ·  Since version 1" in shown(stage)
    stage.editor.bench.changes.anchorClicked.emit(QUrl("since:rev-1"))
    assert shown(stage).startswith("Changed since version 1\n")
    assert "FirstThird title" in shown(stage)
    assert "Since version 3  ·  Since version 2" in shown(stage)
    stage.editor.bench.changes.anchorClicked.emit(QUrl("since:own"))
    assert shown(stage).startswith("Changed since version 3\n")
    assert "Title (English)" not in shown(stage)


def test_what_was_changed_since_the_newest_version_is_compared_with_that(open_form: Open) -> None:
    view = make_view("F2", values={"p1": "A fourth title"})
    stage = open_form(desk=ThreeVersions(replace(view, **versions(view))))
    stage.editor.acts.toggle_changes()
    assert shown(stage).startswith("Changed since version 3\n")
    assert "Since version 2  ·  Since version 1" in shown(stage)


@pytest.mark.parametrize("version", [2, 3])
def test_a_line_of_the_versions_opens_what_that_version_changed(stage: Stage, version: int) -> None:
    stage.desk.change("p1", TITLES[-1], "Rina")  # today, behind all three
    stage.session.reload()
    line = line_of(stage, version)
    assert line is not None
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Space)  # the window lets Enter do the same
    before, after = TITLES[version - 2].split()[0], TITLES[version - 1]
    assert shown(stage).startswith(f"What version {version} changed since version {version - 1}\n")
    assert before + after in shown(stage)
    assert "Rina" not in shown(stage)
    assert "Since version 3" in shown(stage), "what stands now can be compared from here, too"


def test_the_first_version_has_none_before_it_and_opens_nothing(stage: Stage) -> None:
    assert line_of(stage, 1) is None
