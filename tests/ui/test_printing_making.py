"""A long print from the window: where it goes, cancel, what became of it, and where it is found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget

from mcdesk import i18n
from mcdesk.errors import Trouble
from mcdesk.reports.output import part_of
from mcdesk.ui.printing.making import Making, make
from mcdesk.ui.printing.papers import make_binder
from tests.ui.kept_preview import Host
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


def hangs(_what: str, out: Path, progress) -> int:
    import os

    part_of(out, os.getpid()).write_text("half")
    progress(1, 4)
    time.sleep(600)
    return 0


def fails(_what: str, _out: Path, _progress) -> int:
    raise Trouble("output", "It did not work.", "Try another place.")


def making(printer) -> Making:
    return Making("A paper", "paper.pdf", lambda _desk, _progress: "what", lambda: printer)


def begun(qtbot, tasks, host, printer):
    parent = keep(qtbot, tasks, QWidget())
    dialog = make(making(printer), tasks, host, parent)
    assert dialog is not None
    return dialog


def writes(_what: str, out: Path, progress) -> int:
    out.write_text("whole")
    progress(1, 1)
    return 1


def test_what_was_told_goes_with_its_page_and_what_is_made_does_not(qtbot, tasks, host):
    page = keep(qtbot, tasks, QWidget())
    page.show()
    dialog = make(making(writes), tasks, host, page)
    still = make(making(hangs), tasks, host, page)
    qtbot.waitUntil(dialog.opener.isVisible, timeout=20_000)
    page.hide()
    assert not dialog.isVisible()
    assert still.isVisible()
    still.reject()


def test_what_was_told_gives_way_to_the_next_file(qtbot, tasks, host):
    page = keep(qtbot, tasks, QWidget())
    told = make(making(writes), tasks, host, page)
    qtbot.waitUntil(told.opener.isVisible, timeout=20_000)
    still = make(making(hangs), tasks, host, page)
    assert not told.isVisible()
    last = make(making(hangs), tasks, host, page)
    assert still.isVisible()
    still.reject()
    last.reject()


def test_a_binder_is_made_named_by_its_card_and_opened(qtbot, tasks, host):
    parent = keep(qtbot, tasks, QWidget())
    dialog = make_binder(tasks, "MC-1", "MC-1", host, parent)
    qtbot.waitUntil(dialog.opener.isVisible, timeout=30_000)
    assert dialog.path.name == "MC-1_binder.pdf"
    pages = len(PdfReader(dialog.path).pages)
    assert dialog.words.text() == f"{pages} pages, saved as MC-1_binder.pdf"
    dialog.opener.click()
    dialog.folder.click()
    assert host.shown == [dialog.path, dialog.path.parent]


def test_the_name_speaks_the_language_in_use(qtbot, tasks, host):
    i18n.use_language("id")
    parent = keep(qtbot, tasks, QWidget())
    dialog = make_binder(tasks, "MC-1", "MC-1", host, parent)
    assert dialog.path.name == "MC-1_berkas-bukti.pdf"
    dialog.reject()


def test_nothing_is_begun_without_a_place(qtbot, tasks, host):
    host.refuses = True
    parent = keep(qtbot, tasks, QWidget())
    assert make_binder(tasks, "MC-1", "MC-1", host, parent) is None


@pytest.mark.parametrize("way", ["ender", "close"])
def test_cancel_and_closing_leave_nothing_half(qtbot, tasks, host, tmp_path, way):
    dialog = begun(qtbot, tasks, host, hangs)
    qtbot.waitUntil(lambda: dialog.bar.maximum() == 4, timeout=20_000)
    assert list(tmp_path.glob(".*.part"))
    dialog.ender.click() if way == "ender" else dialog.close()
    qtbot.waitUntil(lambda: not list(tmp_path.iterdir()), timeout=5000)


def test_a_cancel_before_it_begins_begins_nothing(qtbot, tasks, host, tmp_path):
    gate = []

    def slow(_desk, _progress):
        while not gate:
            time.sleep(0.01)
        return "what"

    parent = keep(qtbot, tasks, QWidget())
    dialog = make(Making("A paper", "paper.pdf", slow, lambda: hangs), tasks, host, parent)
    errand = dialog._errand
    dialog.reject()
    gate.append(True)
    qtbot.waitUntil(tasks.is_idle, timeout=5000)
    assert errand.apart is None
    assert list(tmp_path.iterdir()) == []


def test_trouble_is_told_in_the_window_that_waits(qtbot, tasks, host):
    dialog = begun(qtbot, tasks, host, fails)
    qtbot.waitUntil(lambda: "did not work" in dialog.words.text(), timeout=20_000)
    assert "Try another place." in dialog.words.text()
    assert dialog.bar.isHidden()
    assert dialog.opener.isHidden()
    assert dialog.ender.text() == "Close"


def test_one_works_on_meanwhile(qtbot, tasks, host):
    dialog = begun(qtbot, tasks, host, hangs)
    qtbot.waitUntil(lambda: dialog.bar.maximum() == 4, timeout=20_000)
    assert not dialog.isModal()
    told = []
    tasks.run(lambda desk: desk.outline("MC-1").tile.code, told.append, kind="reader")
    qtbot.waitUntil(lambda: told == ["MC-1"], timeout=5000)
    dialog.reject()


def test_a_place_that_cannot_be_written_is_told(qtbot, tasks, host, tmp_path):
    (tmp_path / "file").write_text("in the way")
    host.folder = tmp_path / "file"
    parent = keep(qtbot, tasks, QWidget())
    dialog = make_binder(tasks, "MC-1", "MC-1", host, parent)
    qtbot.waitUntil(lambda: "could not be written" in dialog.words.text(), timeout=30_000)
