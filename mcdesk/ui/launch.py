"""Starting the window: paint first, then let the workers open the workspace.

Order: QApplication and theme, the window with its headed columns and the tiles of the last
summary (standard library only), the first paint; then storage is imported on the workers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import qt_words
from mcdesk.ui.dragged import FilesPassText
from mcdesk.ui.garbage import Garbage
from mcdesk.ui.program import Program
from mcdesk.ui.state import WindowState

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import CardTile

MakeApp = Callable[[], "AppPort"]
ReadTiles = Callable[[Path, "Sequence[str]", int], "Sequence[CardTile]"]
NO_DISPLAY = 3


def run(arguments: argparse.Namespace, make_app: MakeApp, read_tiles: ReadTiles) -> int:
    """Run a window verb; return the exit code."""
    if arguments.verb == "shots":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from mcdesk.ui import shots

        return shots.run(arguments, make_app)
    if not has_display():
        print(no_display(), file=sys.stderr)
        return NO_DISPLAY
    application = make_application()
    state = WindowState()
    i18n.use_language(arguments.lang or state.language)
    garbage = Garbage(application)
    program = Program(make_app, read_tiles, state)
    if arguments.verb == "demo":
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, program.look_at_sample)
        program.show_start()
    elif not program.open_first(arguments):
        return 0
    code = application.exec()
    garbage.stop()
    program.shut()
    return code


def has_display() -> bool:
    """Tell whether a window can be shown."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform.startswith("offscreen"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def no_display() -> str:
    """Return what to do where no window can be shown (design.md, 11)."""
    return _(
        "mcdesk: this terminal has no display to show a window on. Start the program from the "
        "desktop. Without a display, 'mcdesk shots --out FOLDER' draws every screen as a picture, "
        "and 'mcdesk --help' names the verbs that need none."
    )


def make_application() -> QApplication:
    """Return the application with its names, and what holds in all its windows."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("MC Desk")
    application.setDesktopFileName("mcdesk")
    qt_words.install(application)
    FilesPassText(application)
    return application
