"""The real window on a real workspace: scrolling, dropping, filtering, each to the repaint.

Runs in a process of its own (`python -m bench.board FILE ROUNDS`), so that the figures of one
size do not warm up the next, and hands its samples over as one line of JSON.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.figures import Figure, Goal, Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = (1920, 1080)
WAIT = 20.0
FRAMES = 60
REST = 0.2  # seconds: what a change sets off later (counts, toasts) is over by then
STILL = 0.6  # seconds: as long as the columns stand still behind whoever types, and more
SLICE = 120  # pixels: one turn of the wheel
FEW = "0042"
WORDS = ("ri", "ris", "risk", "safe", "mc-law", "0042", "pilot data", "zzz", "")


def measure(folder: Path, path: Path, rounds: int) -> Iterator[Figure]:
    """Measure a copy of a workspace in a process of its own."""
    command = [sys.executable, "-m", "bench.board", str(path), str(rounds), str(folder)]
    home = dict.fromkeys(("HOME", "APPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(folder))
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"the window could not be measured:\n{run.stderr[-2000:]}")
    told = json.loads(run.stdout.splitlines()[-1])
    yield from _figures(f"{told['cards']:,} cards", told)


def _figures(cards: str, told: dict[str, Any]) -> Iterator[Figure]:
    def samples(name: str) -> Samples:
        return Samples(list(told[name]))

    one, all_ = (Goal(3, "p95"),), (Goal(16.7, "p95"),)
    yield Figure(f"{cards}: one column scrolled", samples("one"), goals=one)
    yield Figure(f"{cards}: all visible columns scrolled", samples("all"), goals=all_)
    yield Figure(
        f"{cards}: all columns paged, cards never painted before",
        samples("fresh"),
        note=f"{told['columns']} columns open, {told['visible']} cards in sight",
    )
    drop = (Goal(10, "median"), Goal(16.7, "p95"), Goal(6, "ratio"))
    yield Figure(
        f"{cards}: drop to committed and repainted",
        samples("drop"),
        control=samples("bare"),
        goals=drop,
        note="control: two updates in a bare TRUNCATE/FULL commit, and both columns repainted",
    )
    yield Figure(
        f"{cards}: of the drop, until the window hears of the commit",
        samples("heard"),
        note="drop, worker, command, commit; the rest is applying the change and painting",
    )
    filtered = (Goal(33, "p95"),)
    yield Figure(f"{cards}: filter keystroke to repaint", samples("filter"), goals=filtered)
    yield Figure(
        f"{cards}: columns take their room, once typing rests",
        samples("rest"),
        goals=(Goal(100, "max"),),
        note="after few cards were found",
    )
    yield Figure(
        f"{cards}: longest gap of the window at rest", samples("gap"), goals=(Goal(100, "max"),)
    )


class Bench:
    """The window under measurement, with a bare database beside it as the control."""

    def __init__(self, path: Path, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from mcdesk.ui import theme

        self.app = QApplication.instance() or QApplication([])
        assert isinstance(self.app, QApplication)
        theme.apply(self.app, "light")
        self.control = _control(folder / "control.db")
        self.tasks = _tasks(path)
        self.heard_at = 0.0
        self.tasks.changed.connect(self.hear)  # before the window's own slots
        self.window = self._open(path, folder)

    def _open(self, path: Path, folder: Path) -> Any:
        """Open the window as the program does, and wait until its workers have answered."""
        from mcdesk.application.views import Board
        from mcdesk.models.quick_board import read_tiles
        from mcdesk.ui import places

        columns = places.shipped_columns()
        window = _window(self.tasks, columns, folder)
        today = datetime.now().astimezone().date()
        tiles = read_tiles(path)
        window.board.show_board(Board(*columns, tiles, today))
        window.show()
        loaded: list[object] = []
        window.board.loaded.connect(lambda: loaded.append(1))
        window.begin()
        self.wait(lambda: bool(loaded) and window.info is not None)
        self.wait_for(0.5)
        return window

    def hear(self, _changes: object) -> None:
        """Note when a commit is told."""
        self.heard_at = time.perf_counter()

    # --- waiting ------------------------------------------------------------------------

    def settle(self) -> None:
        """Let everything that is due be done: layouts, then the paints that they ask for."""
        for _turn in range(3):
            self.app.processEvents()

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Live on until something is the case."""
        from PySide6.QtCore import QEventLoop, QTimer

        late = time.monotonic() + WAIT
        guard = QTimer()
        guard.start(500)
        while not is_done():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > late:
                raise RuntimeError("the window does not answer")

    def wait_for(self, seconds: float) -> None:
        """Live on for some time, and no longer: the pause between two keys is measured, too."""
        from PySide6.QtCore import QTimer

        over: list[object] = []
        QTimer.singleShot(round(seconds * 1000), lambda: over.append(1))
        self.wait(lambda: bool(over))

    # --- what is measured ---------------------------------------------------------------

    @property
    def lists(self) -> list[Any]:
        """The columns' lists that are open."""
        return list(self.window.board.columns.lists())

    def scroll(self, lists: list[Any], slice_: int, frames: int) -> Samples:
        """Scroll lists by a slice a frame, each frame painted whole."""
        found = Samples()
        for frame in range(frames):
            with found.timed():
                for cards in lists:
                    bar = cards.verticalScrollBar()
                    bar.setValue((frame * slice_) % max(bar.maximum(), 1))
                    cards.viewport().update()
                self.app.processEvents()
        return found

    def drop(self) -> tuple[float, float] | None:
        """Drop a card that is ready on its next column; None where none is ready.

        As with every drag, its beginning asks where the card may go: while it is under way.

        Returns the milliseconds until the window hears of the commit, and until it is repainted.
        """
        from mcdesk.ui.board.model import cards_as_mime

        models = self.window.board.models
        ready = (t for t in models.tiles.values() if t.ready_for in models.models)
        tile = next((t for t in ready if t.status == "active"), None)
        if tile is None:
            return None
        from PySide6.QtCore import QModelIndex, Qt

        mime = cards_as_mime([tile.id])
        self.window.board.dragging.ask((tile,))
        self.wait_for(REST)
        self.heard_at = 0.0
        began = time.perf_counter()
        model = models.models[tile.ready_for]
        model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
        self.wait(lambda: bool(self.heard_at))
        self.settle()
        took = (time.perf_counter() - began) * 1e3
        if models.tiles[tile.id].stage != tile.ready_for:
            raise RuntimeError(f"{tile.code} was not moved")
        return (self.heard_at - began) * 1e3, took

    def bare_drop(self, number: int) -> float:
        """Commit two changes to the bare database and repaint two columns."""
        self.wait_for(REST)
        began = time.perf_counter()
        self.control.execute("begin immediate")
        self.control.execute("update card set stage = ? where id = ?", (number, number % 50))
        self.control.execute("insert into journal(body) values (?)", ("x" * 600,))
        self.control.execute("commit")
        for cards in self.lists[:2]:
            cards.viewport().update()
        self.app.processEvents()
        return (time.perf_counter() - began) * 1e3

    def type_filter(self, text: str) -> float:
        """Put a text into the search as a keystroke does, and let the board be painted."""
        board = self.window.board
        wanted = text.casefold()
        self.wait_for(REST)
        began = time.perf_counter()
        board.bar.search.setText(text)
        self.wait(lambda: board.models.filter.text.casefold() == wanted)
        self.settle()
        return (time.perf_counter() - began) * 1e3

    def rest_filter(self) -> float:
        """Let the columns take their room, as when whoever typed pauses, and be painted."""
        self.wait_for(REST)
        began = time.perf_counter()
        self.window.board.columns.still.settle()
        self.settle()
        took = (time.perf_counter() - began) * 1e3
        self.wait_for(STILL)
        return took

    def gap(self, seconds: float) -> float:
        """Return the longest time for which the window did nothing, while it has nothing to do."""
        longest, last = 0.0, time.perf_counter()
        end = last + seconds
        while last < end:
            self.app.processEvents()
            time.sleep(0.002)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
        return longest * 1e3


def _control(path: Path) -> sqlite3.Connection:
    """Return a bare database under the same settings as a workspace."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = truncate")
    connection.execute("pragma synchronous = full")
    connection.execute("create table card(id integer primary key, stage text)")
    connection.execute("create table journal(n integer primary key, body text)")
    connection.executemany("insert into card values (?, '')", ((n,) for n in range(50)))
    return connection


def _tasks(path: Path) -> Any:
    from mcdesk.bootstrap import App
    from mcdesk.ui.tasks import Tasks

    app = App()
    return Tasks(lambda: app.open(path), lambda: app.open(path, read_only=True))


def _window(tasks: Any, columns: Any, folder: Path) -> Any:
    from mcdesk.ui.state import WindowState
    from mcdesk.ui.window import MainWindow

    state = WindowState(folder / "window.ini")
    window = MainWindow(state)
    window.furnish(tasks, stages=columns[0], phases=columns[1])
    window.resize(*SIZE)
    return window


def run(path: Path, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure everything once and return the samples by name."""
    bench = Bench(path, folder)
    lists = bench.lists
    visible = sum(cards.viewport().height() // max(cards.sizeHintForRow(0), 1) for cards in lists)
    found: dict[str, Any] = {
        "cards": len(bench.window.board.models.tiles), "columns": len(lists), "visible": visible,
        "fresh": bench.scroll(lists, SIZE[1], 20).values,
        "all": bench.scroll(lists, SLICE, FRAMES).values,
        "one": bench.scroll(lists[:1], SLICE, FRAMES).values,
        "gap": [bench.gap(1.0)], "drop": [], "heard": [], "bare": [], "filter": [],
        "rest": [],
    }  # fmt: skip
    for number in range(10 * rounds):
        took = bench.drop()
        if took is None:
            break
        found["heard"].append(took[0])
        found["drop"].append(took[1])
        found["bare"].append(bench.bare_drop(number))
    for _round in range(rounds):
        found["filter"] += [bench.type_filter(text) for text in WORDS]
    for _round in range(rounds):
        bench.type_filter(FEW)
        found["rest"].append(bench.rest_filter())
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))) + "\n")
    sys.stdout.flush()
    os._exit(0)
