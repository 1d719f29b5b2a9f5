"""The view of pages by itself: pictures are asked for once, whatever the size of the view."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mcdesk.ui.filing import jobs
from mcdesk.ui.filing.showing import Showing
from mcdesk.ui.printing.pages import PageView

A4 = (595.3, 841.9)
WIDTH = 442
TALL = round((WIDTH - 32) * A4[1] / A4[0]) + 32
"""As high as an upright page is, with its margins, where no scroll bar takes of the width."""


@pytest.mark.parametrize("less", [0, 1, 4, 8, 12, 16, 24])
def test_a_page_about_as_high_as_the_view_is_asked_for_once(qtbot, less):
    view, asked = PageView(), []
    qtbot.addWidget(view)

    def draw(pages, scale):
        asked.append(scale)
        for page in pages:
            view.put_image(page, scale, QImage(8, 8, QImage.Format.Format_RGB32))

    view.wanted.connect(draw)
    view.resize(WIDTH, TALL - less)
    view.show()
    view.show_pages((A4,))
    del asked[:]
    for _turn in range(40):
        QApplication.processEvents()
    assert len(asked) <= 1
    assert view.has_all
    assert view.layout_.width <= view.viewport().width()


def test_only_pictures_that_are_still_looked_at_are_drawn(qtbot, open_tasks, tmp_path, monkeypatch):
    drawn, begun, gate = [], threading.Event(), threading.Event()
    picture = QImage(8, 8, QImage.Format.Format_RGB32)

    def draw(pages, page, scale, _desk):
        begun.set()
        gate.wait(5)
        drawn.append((pages.data, page, scale))
        return pages, page, scale, picture

    monkeypatch.setattr(jobs, "load", lambda path, _desk: jobs.Pages(path.name, (A4,)))
    monkeypatch.setattr(jobs, "draw", draw)
    view = PageView()
    qtbot.addWidget(view)
    tasks = open_tasks(object())
    showing = Showing(tasks, view)
    showing.use(view)
    view.resize(WIDTH, TALL)
    view.show()
    showing.show("one", tmp_path / "one")
    qtbot.waitUntil(begun.is_set)
    for _again in range(3):
        view.zoom_in()
    showing.show("two", tmp_path / "two")
    view.fit_width()
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    qtbot.waitUntil(lambda: view.has_all)
    assert [(name, scale) for name, _page, scale in drawn] == [
        ("one", drawn[0][2]), ("two", view.scale)]  # fmt: skip
