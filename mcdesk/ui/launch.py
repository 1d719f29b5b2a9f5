"""Starting the window: paint first, then let the workers open the workspace.

Order: QApplication and theme, the window with its headed columns and the tiles of the last
summary (standard library only), the first paint; then storage is imported on the workers.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mcdesk import i18n, resources
from mcdesk.procedure.load import read_procedure
from mcdesk.ui import theme
from mcdesk.ui.state import WindowState, default_path

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import CardTile
    from mcdesk.procedure.definition import ProcedureDefinition

MakeApp = Callable[[], "AppPort"]
ReadTiles = Callable[[Path], "tuple[CardTile, ...]"]
NO_DISPLAY = 3


def run(arguments: argparse.Namespace, make_app: MakeApp, read_tiles: ReadTiles) -> int:
    """Run a window verb; return the exit code."""
    if arguments.verb == "shots":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from mcdesk.ui import shots

        return shots.run(arguments, make_app)
    if not has_display():
        return NO_DISPLAY
    application = make_application()
    state = WindowState()
    i18n.use_language(arguments.lang or state.language)
    theme.apply(application, state.theme)
    from mcdesk.ui.garbage import Garbage
    from mcdesk.ui.program import Program

    garbage = Garbage(application)
    program = Program(make_app, read_tiles, state)
    if arguments.verb == "demo":
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
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """Return the application with its names."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("MC Desk")
    application.setApplicationVersion(resources.version())
    application.setDesktopFileName("mcdesk")
    return application


def shipped_procedure() -> ProcedureDefinition | None:
    """Return the shipped procedure, whose stages head the columns before a workspace is read."""
    text = (resources.root() / "procedure" / "uph_ctl.toml").read_text(encoding="utf-8")
    return read_procedure(text, "procedure", [])


def last_workspace() -> Path:
    """Return the file that names the workspace opened last."""
    return default_path().with_name("last-workspace")


def sample_folder() -> Path:
    """Return a folder for a throw-away copy of the sample."""
    return Path(tempfile.mkdtemp(prefix="mcdesk-sample-"))
