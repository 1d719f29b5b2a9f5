"""`mcdesk shots`: every screen as PNG without a display, drawn on the sample workspace."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from mcdesk import i18n
from mcdesk.errors import Trouble, WrongUsage, system_words
from mcdesk.i18n import _
from mcdesk.ui import launch, places, theme
from mcdesk.ui.backing import Backups
from mcdesk.ui.state import WindowState
from mcdesk.ui.tasks import Priority, Tasks
from mcdesk.ui.window import MainWindow
from mcdesk.ui.wiring import Wiring

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import DeskPort

Scene = tuple[str, Callable[[], object]]


def run(arguments: argparse.Namespace, make_app: launch.MakeApp) -> int:
    """Draw every screen of the sample into a folder; return the exit code."""
    try:
        size = size_of(arguments.size)
        folder: Path = arguments.out
        make_folder(folder)
    except (WrongUsage, Trouble) as error:
        print(f"mcdesk shots: {error}")
        return 2 if isinstance(error, WrongUsage) else 3
    application = launch.make_application()
    i18n.use_language(arguments.lang or "en")
    theme.apply(application, arguments.theme)
    with tempfile.TemporaryDirectory() as place:
        path = arguments.workspace or Path(place) / "sample.mcdesk"
        if arguments.workspace is None:
            make_app().make_sample(path)
        suffix = f"{i18n.language()}-{arguments.theme}-{size.width()}"
        for name in Studio(make_app, path, size).draw(folder, suffix):
            print(name, flush=True)
    return 0


def size_of(text: str) -> QSize:
    """Return a size written as 1366x768; raises WrongUsage."""
    width, _mark, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 0 < int(width) * int(height) < 10**8):
        raise WrongUsage(f"{text!r} is not a size such as 1366x768")
    return QSize(int(width), int(height))


def make_folder(folder: Path) -> None:
    """Make the folder for the pictures; raises Trouble where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".try").write_bytes(b"")
        (folder / ".try").unlink()
    except OSError as error:
        raise Trouble(
            "output",
            _("{path} cannot be written to.").format(path=folder),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error


class Studio:
    """One window on a workspace, led from scene to scene."""

    def __init__(self, make_app: launch.MakeApp, path: Path, size: QSize) -> None:
        self.size = size
        self.tasks = Tasks(partial(_open, make_app, path), partial(_open_reader, make_app, path))
        stages, phases = places.shipped_columns()
        self._state = tempfile.TemporaryDirectory()
        state = WindowState(Path(self._state.name) / "window.ini")
        from mcdesk.ui import pages

        self.window = MainWindow(state)
        self.window.furnish(
            self.tasks,
            stages=stages,
            phases=phases,
            wiring=Wiring(
                places=pages.places(Backups(make_app, path, state)),
                take_over=pages.take_over,
                print_cards=pages.print_cards,
            ),
        )

    def draw(self, folder: Path, suffix: str) -> Iterator[Path]:
        """Draw every scene into `folder`, yielding each file."""
        for name in self.visit():
            file = folder / f"{name}-{suffix}.png"
            self.window.grab().save(str(file))
            yield file

    def visit(self) -> Iterator[str]:
        """Show every scene in turn, each whole when its name is yielded; then close the window."""
        self.window.resize(self.size)
        self.window.show()
        self.window.begin()
        self.settle()
        try:
            for name, enter in self.scenes():
                enter()
                self.settle()
                self._await_page()
                yield name
                self.leave()
        finally:
            self.window.close()
            self._state.cleanup()

    def leave(self) -> None:
        """Go back to the board."""
        while self.window.host.back():
            self.settle()

    def settle(self) -> None:
        """Wait until both workers have done all that was asked, and the window has painted."""
        for _round in range(3):
            for kind in ("local", "reader"):
                loop = QEventLoop()
                done = partial(_quit, loop)
                self.tasks.run(_nothing, done, done, kind=kind, priority=Priority.IDLE)
                loop.exec()
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def _await_page(self) -> None:
        """Wait for what a page goes on making once it was painted."""
        while not getattr(self.window.host.page, "is_ready", True):
            self.settle()

    def _search(self) -> None:
        """Look for words that stand in the sample."""
        self.window.rooms.searched = "module data"
        self.window.rooms.open_search()

    def scenes(self) -> Iterator[Scene]:
        """Yield every screen with how to get there."""
        from mcdesk.ui import pages

        tiles = sorted(self.window.board.models.tiles.values(), key=lambda tile: tile.code)
        yield "board", partial(self._choose, tiles[0].id)
        for stage in ("timeline", "approval", "design"):
            card = next((tile.id for tile in tiles if tile.stage == stage), tiles[0].id)
            yield f"card-{stage}", partial(self.window.open_card, card)
        shown = {"F2": "proposal", "F3": "timeline", "F6": "approval", "R2": "discussion"}
        for kind, stage in shown.items():
            card = next((tile.id for tile in tiles if tile.stage == stage), tiles[0].id)
            yield f"form-{kind}", partial(self.window.open_form, card, kind)
        yield "takeover", self.window.take_over
        yield "search", self._search
        yield "session", partial(pages.signing_session, self.window)
        for place in ("work", "ideas", "directory", "settings", "wording", "register"):
            if self.window.host.has_place(place):
                yield place, partial(self.window.go, place)

        if self.window.host.has_place("guide"):
            yield "guide", self._read_guide

    def _read_guide(self) -> None:
        """Open the guide at a chapter with numbers."""
        self.window.go("guide")
        page: Any = self.window.host.page
        page.go("size")

    def _choose(self, card: str) -> None:
        self.window.board.columns.choose([card], focus=True)


def draw_board(desk: DeskPort, out: Path) -> None:
    """Draw the board of an open workspace as one PNG (for the self-test)."""
    application = launch.make_application()
    theme.apply(application, "light")
    tasks = Tasks(partial(_same, desk))
    try:
        board = desk.board()
        window = MainWindow(WindowState(out.with_suffix(".ini")))
        window.furnish(tasks, stages=board.stages, phases=board.phases)
        window.board.show_board(board)
        window.resize(1366, 768)
        if not window.grab().save(str(out)):
            raise Trouble("output", _("{path} cannot be written to.").format(path=out))
    finally:
        tasks.close()


def _open(make_app: launch.MakeApp, path: Path) -> DeskPort:
    return make_app().open(path)


def _open_reader(make_app: launch.MakeApp, path: Path) -> DeskPort:
    return make_app().open(path, read_only=True)


def _same(desk: DeskPort) -> DeskPort:
    return desk


def _nothing(_desk: DeskPort) -> None:
    """Do nothing: an answer tells that all before it is done."""


def _quit(loop: QEventLoop, _answer: object) -> None:
    loop.quit()
