"""The processes that are measured from outside: `python -m bench.child bare|window [FILE]`.

Each writes a line of JSON to its standard output when it has painted, and ends when its standard
input is closed, so that its memory can be read from outside in between. A window ends as by its
close button, and leaves behind what the next start shows first. Nothing is imported here before the
mark `python` but what the interpreter itself needs.
"""

from __future__ import annotations

import time

PYTHON = time.monotonic_ns()

import json  # noqa: E402 - the mark comes first
import os  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from typing_extensions import override

    from mcdesk.ui.front import Front
else:

    def override(method: object) -> object:
        """Stand for the real one, which the bare window does not load."""
        return method


TICK, WATCHED = 4, 4.0
STANDS, CLOSING = 25.0, 20  # seconds for a named workspace to be read and backed up, and closed
SIZE = (1360, 740)
HEAVY = ("sqlalchemy", "alembic", "reportlab", "pyhanko", "psycopg", "openpyxl", "pypdfium2", "PIL")


class Marks:
    """What happened when, told to the process outside once the cards are painted."""

    def __init__(self) -> None:
        self.columns = self.seen = self.cards = 0
        self.heavy: list[str] = []

    def on_front(self, front: Front, _event: object) -> None:
        """Note the first frame, if it shows the columns, or the whole board."""
        if front.picture is not None:
            self.columns = self.columns or time.monotonic_ns()
        if front.is_whole:
            self.seen = self.seen or time.monotonic_ns()

    def on_card(self, *_painted: object) -> None:
        """Note the first card, and tell once the whole frame is painted."""
        if not self.cards:
            from PySide6.QtCore import QTimer

            self.cards = time.monotonic_ns()
            self.heavy = [name for name in HEAVY if name in sys.modules]
            QTimer.singleShot(0, self.tell)

    def tell(self) -> None:
        """Write the marks, then watch for gaps in the window's own time."""
        now = time.monotonic_ns()
        tell(columns=self.columns, seen=self.seen, painted=now, cpu=cpu(), heavy=self.heavy)
        self.watch = Watch()


class Watch:
    """Looks every few milliseconds whether the window is alive, and tells the longest gap."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.began = self.last = time.perf_counter()
        self.longest = 0.0
        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(TICK)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now
        if now - self.began > (STANDS if is_named() else WATCHED):
            self.timer.stop()
            tell(gap=self.longest * 1e3, late=[name for name in HEAVY if name in sys.modules])


def tell(**marks: object) -> None:
    """Write a line for the process outside."""
    sys.stdout.write(json.dumps({"python": PYTHON, **marks}) + "\n")
    sys.stdout.flush()


def cpu() -> float:
    """Return the processor time of this process in milliseconds: what load does not lengthen."""
    return time.process_time_ns() / 1e6


def end_with_input() -> None:
    """End this process, whatever it does, when its standard input is closed."""

    def wait() -> None:
        sys.stdin.read()
        close_window()
        time.sleep(CLOSING)
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def close_window() -> None:
    """Press the close button, from whichever thread."""
    from PySide6.QtCore import QMetaObject, Qt
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if application is not None:
        queued = Qt.ConnectionType.QueuedConnection
        QMetaObject.invokeMethod(application, "closeAllWindows", queued)


def is_named() -> bool:
    """Tell whether this process was named a workspace."""
    return "--workspace" in sys.argv


def bare() -> None:
    """Paint an empty window: the physical price of Python and Qt."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        """Tells when it was painted."""

        is_painted = False

        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.is_painted:
                self.is_painted = True
                QTimer.singleShot(0, lambda: tell(painted=time.monotonic_ns(), cpu=cpu()))

    app = QApplication([])
    window = Window()
    window.resize(*SIZE)
    window.show()
    app.exec()


def window(arguments: list[str]) -> None:
    """Start the program as a person does, with its painting overheard."""
    from mcdesk import __main__ as program
    from mcdesk.ui.plain_import import load_qt

    load_qt()  # as the program does before all that follows here
    from mcdesk.ui.front import Front
    from mcdesk.ui.window import MainWindow

    marks = Marks()

    def watch_cards(*_window: object) -> None:
        from mcdesk.ui.board.delegate import CardDelegate

        overhear(CardDelegate, "paint", marks.on_card)

    overhear(Front, "paintEvent", marks.on_front)
    overhear(MainWindow, "furnish", watch_cards)
    sys.exit(program.main(arguments))


def overhear(cls: type, name: str, told: Callable[..., object]) -> None:
    """Let `told` be called after each call of a method, with what that was given."""
    method = getattr(cls, name)

    def heard(*arguments: object, **named: object) -> object:
        result = method(*arguments, **named)
        told(*arguments)
        return result

    setattr(cls, name, heard)


if __name__ == "__main__":
    end_with_input()
    if sys.argv[1] == "bare":
        bare()
    else:
        window(sys.argv[2:])
