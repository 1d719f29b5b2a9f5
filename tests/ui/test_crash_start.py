"""Crashes are told once and hold nothing personal; the first page asks for what is needed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from mcdesk.errors import Finding
from mcdesk.ui import crash, dialogs
from mcdesk.ui.start.page import NewWorkspace, StartActions, StartPage


def fail(secret: str) -> None:
    raise ValueError(secret)


@pytest.fixture
def keeper(qapp, tmp_path, monkeypatch):
    saved = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: None)
    made = crash.CrashKeeper(lambda: saved.append(1), tmp_path / "crash")
    made.saved = saved
    made.install()
    yield made
    made.remove()


def test_what_a_hard_end_left_is_kept_and_not_written_over(keeper, tmp_path):
    """Python writes to this file while the process dies (documentation of faulthandler)."""
    folder = tmp_path / "crash"
    keeper.remove()
    (folder / "fault.txt").write_text("Fatal Python error: Aborted", encoding="utf-8")
    keeper.install()
    keeper.remove()
    keeper.install()
    assert (folder / "died.txt").read_text(encoding="utf-8") == "Fatal Python error: Aborted"
    assert (folder / "fault.txt").read_text(encoding="utf-8") == ""


def raise_in(keeper, secret="secret"):
    try:
        fail(secret)
    except ValueError as error:
        keeper.caught(ValueError, error, error.__traceback__)


class TestCrash:
    def test_drafts_are_saved_first_and_one_report_is_shown_for_one_kind(self, keeper, monkeypatch):
        shown = []
        monkeypatch.setattr(keeper, "_show", shown.append)
        told = []
        keeper.reported.disconnect()
        keeper.reported.connect(told.append)
        for _number in range(3):
            raise_in(keeper)
        assert len(keeper.saved) == 3
        assert len(told) == 1
        assert "fail" in told[0]
        assert "secret" not in told[0]

    def test_the_report_is_written(self, keeper, tmp_path):
        keeper.reported.disconnect()
        raise_in(keeper)
        files = list((tmp_path / "crash").glob("crash-*.txt"))
        assert len(files) == 1
        assert "secret" not in files[0].read_text(encoding="utf-8")

    def test_a_failure_while_saving_drafts_hides_nothing(self, keeper, capsys):
        keeper.reported.disconnect()
        told = []
        keeper.reported.connect(told.append)
        keeper._save_drafts = lambda: 1 / 0
        raise_in(keeper)
        assert len(told) == 1
        assert "ZeroDivisionError" in capsys.readouterr().err

    def test_hooks_go_back_to_what_they_were(self, keeper):
        before = keeper._before
        assert sys.excepthook == keeper.caught
        keeper.remove()
        assert sys.excepthook is before

    def test_the_dialog_copies_its_report(self, qtbot, qapp):
        dialog = crash.CrashDialog("report <b>text</b>")
        qtbot.addWidget(dialog)
        dialog._copy()
        assert qapp.clipboard().text() == "report <b>text</b>"


@pytest.fixture
def start(qtbot, tmp_path):
    calls = []
    actions = StartActions(
        create=lambda wish: calls.append(("create", wish)),
        open=lambda path: calls.append(("open", path)),
        check=lambda backup, done: done(backup),
        restore=lambda source, target: calls.append(("restore", source, target)),
        sample=lambda: calls.append(("sample",)),
        join=lambda hub, path: calls.append(("join", hub, path)),
        try_hub=lambda wish, done, failed: calls.append(("try", wish)),
        folder=tmp_path,
        count=lambda _target, done: done(None),
        recent=(tmp_path / "old.mcdesk",),
    )
    page = StartPage(actions)
    page.calls = calls
    qtbot.addWidget(page)
    page.show()
    return page


class TestStart:
    def test_a_new_workspace_needs_a_name_and_a_role(self, start, tmp_path):
        start._show_form()
        form = start._form
        assert not form.ok.isEnabled()
        form.person.setText("Sari Dewi")
        assert form.ok.isEnabled()
        form.roles["ctl"].setChecked(False)
        assert not form.ok.isEnabled()
        form.roles["ctl_lead"].setChecked(True)
        form.ok.click()
        wish = NewWorkspace("Sari Dewi", ("ctl_lead",), "CTL team workspace",
                            tmp_path / "ctl.mcdesk")  # fmt: skip
        assert start.calls == [("create", wish)]

    def test_a_file_is_opened(self, start, monkeypatch):
        monkeypatch.setattr(
            "mcdesk.ui.start.page.QFileDialog.getOpenFileName", lambda *what: ("/x/y.mcdesk", "")
        )
        start._open()
        assert start.calls == [("open", Path("/x/y.mcdesk"))]

    def test_a_backup_is_restored_to_a_place_of_choice(self, start, monkeypatch):
        dialog = "mcdesk.ui.start.page.QFileDialog"
        monkeypatch.setattr(f"{dialog}.getOpenFileName", lambda *what: ("/b/ctl.zip", ""))
        monkeypatch.setattr(f"{dialog}.getSaveFileName", lambda *what: ("/x/ctl.mcdesk", ""))
        start.ask_restore()
        assert start.calls == [("restore", Path("/b/ctl.zip"), Path("/x/ctl.mcdesk"))]

    def test_cancelling_does_nothing(self, start, monkeypatch):
        monkeypatch.setattr(
            "mcdesk.ui.start.page.QFileDialog.getOpenFileName", lambda *what: ("", "")
        )
        start._open()
        start.ask_restore()
        assert start.calls == []

    def test_the_language_can_be_chosen_at_once(self, start, qtbot):
        from mcdesk.ui.parts import Link

        link = next(w for w in start.findChildren(Link) if w.text() == "Bahasa Indonesia")
        with qtbot.waitSignal(start.language_requested) as wanted:
            link.click()
        assert wanted.args == ["id"]


class TestFindings:
    def test_text_is_plain_and_links_lead_there(self, qtbot):
        finding = Finding("x", "<b>{n}</b> missing", {"n": 2}, form="F2", path="p7", role="sme")
        dialog = dialogs.FindingsDialog("No", (finding,))
        qtbot.addWidget(dialog)
        labels = [w for w in dialog.findChildren(QLabel) if "missing" in w.text()]
        assert labels[0].text() == "<b>2</b> missing"
        from mcdesk.ui.parts import Link

        dialog.findChildren(Link)[0].click()
        assert dialog.wanted == ("F2", "p7")

    def test_a_reason_is_needed(self, qtbot):
        dialog = dialogs.ReasonDialog("Back", "Why?", "Send back")
        qtbot.addWidget(dialog)
        assert not dialog.ok.isEnabled()
        dialog._edit.setPlainText("  because ")
        assert dialog.ok.isEnabled()
        assert dialog.reason == "because"
