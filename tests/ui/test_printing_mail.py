"""E-mail drafts from the window: who is listed, what is opened, saved, and told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mcdesk.procedure import commands as do
from mcdesk.ui.printing.mail_dialog import MailDialog
from mcdesk.ui.printing.papers import ask_mail
from tests.ui.kept_preview import Host
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
    working,
)


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


@pytest.fixture
def dialog(qtbot, qapp, desk, host):
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R2")
    values = {"present": ["SME-03", "ID-02"], "verdict": "agreed"}
    desk.execute(do.FillForm(form=form, values=values, rows={}))
    desk.execute(do.FreezeForm(form=form))
    with working(desk) as tasks:
        parent = keep(qtbot, tasks, QWidget())
        ask_mail(tasks, form, "MC-1", host, parent)
        qtbot.waitUntil(lambda: bool(parent.findChildren(MailDialog)), timeout=8000)
        yield parent.findChildren(MailDialog)[0]
        qtbot.waitUntil(tasks.is_idle, timeout=8000)


def test_it_lists_who_is_to_sign_and_whose_address_is_missing(dialog):
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert {line.split(" · ")[0] for line in lines} == {"SME-03", "ID-02"}
    assert all("no e-mail address in the directory" in line for line in lines)


def test_drafts_of_the_ticked_are_opened_in_the_mail_program(dialog, host, qtbot):
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.action.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "1 draft opened", timeout=8000)
    (path,) = host.shown
    assert path.suffix == ".eml"
    assert path.parent == host.scratch()


def test_where_no_program_opens_them_it_says_what_to_do(dialog, host, qtbot):
    host.refuses = True
    dialog.action.click()
    qtbot.waitUntil(lambda: "save them to a folder instead" in dialog.told.text(), timeout=8000)


def test_drafts_are_saved_to_a_folder(dialog, host, qtbot):
    dialog.save.click()
    qtbot.waitUntil(lambda: "2 drafts saved in" in dialog.told.text(), timeout=8000)
    assert len(list(host.folder.glob("*.eml"))) == 2


def test_nobody_ticked_is_nothing_to_open(dialog):
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.action.isEnabled()
    assert dialog.why == "Tick at least one recipient."
