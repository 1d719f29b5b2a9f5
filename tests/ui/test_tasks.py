"""Two workers; every job answers once, on the window's thread."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject

from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.ui.tasks import Priority, Tasks


class Heard:
    """Notes what came home, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[object] = []
        self.threads: set[str] = set()

    def take(self, result: object) -> None:
        self.done.append(result)
        self.threads.add(threading.current_thread().name)

    def fail(self, error: object) -> None:
        self.failed.append(error)
        self.threads.add(threading.current_thread().name)

    @property
    def count(self) -> int:
        return len(self.done) + len(self.failed)


@pytest.fixture
def tasks(open_tasks):
    return open_tasks(object())


def thread_name(desk: object) -> str:
    return threading.current_thread().name


@pytest.mark.parametrize("kind", ["local", "reader"])
def test_a_job_runs_on_its_worker_and_answers_here(qtbot, tasks, kind):
    heard = Heard()
    tasks.run(thread_name, heard.take, heard.fail, kind=kind)
    qtbot.waitUntil(lambda: heard.count == 1)
    assert heard.done == [f"mcdesk-{kind}"]
    assert heard.threads == {threading.main_thread().name}


def test_jobs_that_wait_go_by_priority(qtbot, tasks):
    order, begun, gate = [], threading.Event(), threading.Event()
    tasks.run(lambda desk: (begun.set(), gate.wait(5)), order.append)
    assert begun.wait(5)
    for name, priority in (("idle", Priority.IDLE), ("normal", Priority.NORMAL),
                           ("urgent", Priority.URGENT)):  # fmt: skip
        tasks.run(lambda desk, name=name: name, order.append, priority=priority)
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order[1:] == ["urgent", "normal", "idle"]


@pytest.mark.parametrize("error", [Refused(Finding("a", "No.")), Trouble("disk", "Full.")])
def test_known_errors_go_to_failed_and_only_there(qtbot, tasks, error):
    heard = Heard()

    def job(desk):
        raise error

    tasks.run(job, heard.take, heard.fail)
    qtbot.waitUntil(lambda: heard.count == 1)
    assert heard.failed == [error]


def test_without_a_handler_the_signal_tells(qtbot, tasks):
    def job(desk):
        raise Trouble("disk", "Full.")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(job, lambda result: None)
    assert told.args[0].code == "disk"


def test_a_bug_goes_to_the_excepthook_and_the_caller_hears_trouble(qtbot, tasks, monkeypatch):
    heard, bugs = Heard(), []
    monkeypatch.setattr(sys, "excepthook", lambda *what: bugs.append(what[0]))
    tasks.run(lambda desk: 1 / 0, heard.take, heard.fail)
    qtbot.waitUntil(lambda: heard.count == 1)
    assert bugs == [ZeroDivisionError]
    assert heard.failed[0].code == "bug"


def test_changes_are_published_once_before_done(qtbot, tasks):
    order = []
    changes = Changes(cards=frozenset("a"))
    tasks.changed.connect(lambda told: order.append("changed"))
    tasks.run(lambda desk: ("x", changes), lambda result: order.append("done"))
    qtbot.waitUntil(lambda: len(order) == 2)
    tasks.publish(changes)
    assert order == ["changed", "done"]


def test_a_cancelled_job_answers_nobody(qtbot, tasks):
    heard, gate = Heard(), threading.Event()
    tasks.run(lambda desk: gate.wait(5), heard.take)
    job = tasks.run(lambda desk: "never", heard.take, heard.fail)
    job.cancel()
    tasks.run(lambda desk: "after", heard.take)
    gate.set()
    qtbot.waitUntil(lambda: "after" in heard.done)
    assert "never" not in heard.done
    assert heard.failed == []


def test_who_asked_hears_that_long_work_stopped_before_it_began_or_had_anything(qtbot, tasks):
    heard, stopped, gate, begun = Heard(), [], threading.Event(), threading.Event()
    tasks.run(lambda desk: gate.wait(5), heard.take)
    waits = tasks.run_long(
        lambda desk, progress: "never", heard.take, stopped=lambda: stopped.append("waited")
    )
    waits.cancel()
    gate.set()
    qtbot.waitUntil(lambda: stopped == ["waited"])
    gate.clear()

    def nothing(desk, progress):
        begun.set()
        gate.wait(5)
        return "all" if progress(1, 2) else None

    runs = tasks.run_long(nothing, heard.take, stopped=lambda: stopped.append("ran"))
    assert begun.wait(5)
    runs.cancel()
    gate.set()
    qtbot.waitUntil(lambda: stopped == ["waited", "ran"])
    assert heard.done == [True]


def test_progress_comes_home_and_cancel_stops_the_work(qtbot, tasks):
    heard, seen, gate = Heard(), [], threading.Event()

    def job(desk, progress):
        done = 0
        while progress(done, 100) and done < 100:
            done += 1
            if done == 3:
                gate.wait(5)
        return done

    running = tasks.run_long(job, heard.take, progress=lambda done, of: seen.append((done, of)))
    qtbot.waitUntil(lambda: (2, 100) in seen)
    running.cancel()
    gate.set()
    qtbot.waitUntil(lambda: heard.count == 1)
    assert heard.done == [3]


def test_busy_words_are_shown_while_it_lasts(qtbot, tasks):
    words = []
    tasks.busy_changed.connect(words.append)
    tasks.run(lambda desk: None, lambda result: None, busy="Writing")
    qtbot.waitUntil(lambda: words == ["Writing", ""])


def test_a_receiver_that_is_gone_is_not_called(qtbot, tasks):
    class Receiver(QObject):
        def take(self, result: object) -> None:
            raise AssertionError("called")

    heard, gate = Heard(), threading.Event()
    receiver = Receiver()
    tasks.run(lambda desk: gate.wait(5), receiver.take)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    gate.set()
    tasks.run(lambda desk: 1, heard.take)
    qtbot.waitUntil(lambda: heard.count == 1)


def test_the_desk_is_made_on_the_worker_and_tried_again_after_trouble(qtbot, qapp):
    made = []

    def factory():
        made.append(threading.current_thread().name)
        if len(made) == 1:
            raise Trouble("in_use", "Taken.")
        return object()

    tasks, heard = Tasks(factory), Heard()
    for _number in range(2):
        tasks.run(lambda desk: "done", heard.take, heard.fail)
    qtbot.waitUntil(lambda: heard.count == 2)
    assert [error.code for error in heard.failed] == ["in_use"]
    assert heard.done == ["done"]
    assert set(made) == {"mcdesk-local"}
    assert tasks.close()


def test_closing_waits_for_what_was_asked_and_closes_the_desk(qapp):
    class Desk:
        closed = False

        def close(self) -> None:
            self.closed = True

    desk, written = Desk(), []
    tasks = Tasks(lambda: desk)
    for number in range(20):
        tasks.run(lambda desk, number=number: written.append(number), lambda result: None)
    assert tasks.close()
    assert written == list(range(20))
    assert desk.closed


def test_closing_says_when_it_did_not_end(qapp):
    gate = threading.Event()
    tasks = Tasks(object)
    tasks.run(lambda desk: gate.wait(5), lambda result: None)
    assert not tasks.close(limit=0.05)
    gate.set()
    assert tasks.close()


def test_the_workers_of_a_page_that_goes_end_behind_what_waits_and_hold_up_nothing(qtbot, qapp):
    tasks, own, gate, order = Tasks(object), Tasks(object), threading.Event(), list[str]()
    own.run(lambda _desk: gate.wait(5) and order.append("read"), lambda _result: None)
    tasks.run(lambda _desk: order.append("kept"), lambda _result: None)
    tasks.end(own, lambda: order.append("last"))
    tasks.run(lambda _desk: order.append("saved"), lambda _result: None)
    qtbot.waitUntil(tasks.is_idle)
    assert order == ["kept", "saved"]
    assert not own.has_ended()
    assert not tasks.close(limit=0.05), "who closes is told that something is read still"
    gate.set()
    assert tasks.close()
    assert order == ["kept", "saved", "read", "last"]
    assert own.has_ended()


def test_a_job_whose_page_is_gone_ends_quietly(qtbot, qapp, monkeypatch):
    begun, gate, ended, lost = threading.Event(), threading.Event(), [], []
    monkeypatch.setattr(threading, "excepthook", lost.append)
    tasks = Tasks(object, closes=False)

    def job(desk, progress):
        begun.set()
        gate.wait(5)
        ended.append(progress(1, 2))

    tasks.run_long(job, lambda result: None, progress=lambda done, of: None)
    assert begun.wait(5)
    assert not tasks.close(0)
    worker = tasks._local
    with qtbot.waitSignal(tasks.destroyed):
        tasks.deleteLater()
    gate.set()
    assert worker.join(5)
    assert ended == [False]
    assert not lost
