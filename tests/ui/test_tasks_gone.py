"""Workers and receivers that go: who waits for them, and who is called no more."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from mcdesk.ui.tasks import Tasks


def test_one_has_not_ended_before_the_workers_of_the_pages_that_went(qtbot, qapp):
    tasks, own, gate = Tasks(object), Tasks(object), threading.Event()
    own.run(lambda _desk: gate.wait(5), lambda _result: None)
    tasks.end(own, lambda: None)
    qtbot.waitUntil(tasks.is_idle)
    assert not tasks.has_ended()
    assert not tasks.close(limit=0.05)
    qtbot.waitUntil(lambda: tasks._local.join(0) and tasks._reader.join(0))
    assert not tasks.has_ended(), "a page that went still reads"
    gate.set()
    assert tasks.close()
    assert tasks.has_ended()


def test_of_pages_that_went_only_those_are_kept_whose_workers_have_not_ended(qtbot, qapp):
    tasks, first, second = (Tasks(object) for _each in range(3))
    tasks.end(first, lambda: None)
    qtbot.waitUntil(first.has_ended)
    tasks.end(second, lambda: None)
    assert tasks._ending == [second]
    assert tasks.close()


@pytest.mark.parametrize("is_gone", [True, False])
def test_who_is_gone_does_not_hear_that_long_work_stopped(qtbot, open_tasks, is_gone):
    heard: list[str] = []

    class Receiver(QObject):
        def on_stopped(self) -> None:
            heard.append("stopped")

    tasks, receiver, gate = open_tasks(object()), Receiver(), threading.Event()
    tasks.run(lambda _desk: gate.wait(5), lambda _result: None)
    waits = tasks.run_long(lambda _desk, _told: 1, heard.append, stopped=receiver.on_stopped)
    waits.cancel()
    if is_gone:
        with qtbot.waitSignal(receiver.destroyed):
            receiver.deleteLater()
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert heard == ([] if is_gone else ["stopped"])
