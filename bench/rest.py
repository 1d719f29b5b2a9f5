"""What the window does when nobody touches it: every screen of `mcdesk shots`, counted."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize
from typing_extensions import override

from bench.figures import Figure, Goal, Samples
from mcdesk.bootstrap import App
from mcdesk.ui import launch, theme
from mcdesk.ui.shots import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SIZE = QSize(1366, 768)
QUIET = 1.5  # seconds in which what a screen sets off behind itself comes to its end
WATCHED = 0.5
MOST = 30
"""Events in this time: a caret blinks once or twice, painted with all widgets that it lies on."""


class Counted(QObject):
    """Counts every event that is sent to anything, and remembers what it was."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: Counter[str] = Counter()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let it pass."""
        self.kinds[f"{type(watched).__name__} {event.type().name}"] += 1
        return False


def measure(folder: Path) -> Iterator[Figure]:
    """Show every screen of the sample, and count the events once it should be at rest."""
    app = launch.make_application()
    theme.apply(app, "light")
    path = folder / "rest.mcdesk"
    path.unlink(missing_ok=True)
    App().make_sample(path)
    events, spent, busiest = Samples(), Samples(), ("", "")
    for name in Studio(App, path, SIZE).visit():
        _live(app, QUIET)
        with _counted(app) as counted:
            began = time.thread_time()
            _live(app, WATCHED)
            spent.add((time.thread_time() - began) * 1e3)
        if counted.kinds.total() >= max(events.values, default=0):
            busiest = name, ", ".join(kind for kind, _n in counted.kinds.most_common(2))
        events.add(counted.kinds.total())
    screens = f"{len(events.values)} screens at rest"
    yield Figure(
        f"{screens}: events in half a second", events, unit="", goals=(Goal(MOST, "max"),),
        note="most at {}: {}".format(*busiest) if busiest[1] else "",
    )  # fmt: skip
    yield Figure(f"{screens}: processor time of the window in it", spent)


@contextmanager
def _counted(app: QApplication) -> Iterator[Counted]:
    counted = Counted()
    app.installEventFilter(counted)
    yield counted
    app.removeEventFilter(counted)


def _live(app: QApplication, seconds: float) -> None:
    """Let the window live for a time, as when nobody touches it."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.005)
