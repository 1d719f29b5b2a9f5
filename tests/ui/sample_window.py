"""The whole window on the sample workspace, led from page to page."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize

from mcdesk.bootstrap import App
from mcdesk.ui import launch, theme
from mcdesk.ui.shots import Studio
from tests.ui.tabs import awake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def opened(qtbot: Any, sample: Path, folder: Path) -> Iterator[Studio]:
    """Open a copy of the sample in a window that has the keyboard."""
    shutil.copytree(sample.parent, folder, dirs_exist_ok=True)
    theme.apply(launch.make_application(), "light")
    studio = Studio(App, folder / sample.name, QSize(1366, 768))
    window = awake(qtbot, studio.window)
    window.resize(studio.size)
    window.begin()
    studio.settle()
    yield studio
    window.close()
    studio._state.cleanup()


def pages(studio: Studio, names: tuple[str, ...]) -> Iterator[str]:
    """Show pages in turn, every part of a card and the help, too; yield what each is called."""
    scenes = dict(studio.scenes())
    for name in names:
        scenes[name]()
        studio.settle()
        studio._await_page()
        yield name
        studio.leave()
    studio.window.show_help()
    studio.settle()
    yield "help"
    studio.leave()
