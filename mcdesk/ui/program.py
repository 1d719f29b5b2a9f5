"""The program in front of the screen: which workspace is open, and going from one to another."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from mcdesk.folders import data_folder, last_opened
from mcdesk.i18n import N_, _
from mcdesk.paths import is_file
from mcdesk.ui import fitting, places
from mcdesk.ui.garbage import settle
from mcdesk.ui.single import SingleInstance, raise_other
from mcdesk.ui.state import default_path, last_workspace
from mcdesk.ui.window import APART, MainWindow

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.errors import McDeskError
    from mcdesk.ui import launch
    from mcdesk.ui.actions import Action
    from mcdesk.ui.crash import CrashKeeper
    from mcdesk.ui.start.joining import Joining
    from mcdesk.ui.start.page import NewWorkspace, StartPage
    from mcdesk.ui.start.restoring import Looking
    from mcdesk.ui.state import WindowState
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.wiring import Wiring

SUFFIX = ".mcdesk"
CANNOT_OPEN = ("missing", "damaged", "too_new", "no_workspace", "in_use", "folder", "old_schema")
FIRST = 24  # more cards than a column of a large screen shows


class Program(QObject):
    """Opens windows on workspaces; one workspace at a time."""

    def __init__(self, make_app: launch.MakeApp, read_tiles: launch.ReadTiles,
                 state: WindowState) -> None:  # fmt: skip
        super().__init__()
        self.make_app, self.read_tiles, self.state = make_app, read_tiles, state
        self.window: QMainWindow | None = None
        self.person = ""
        self._single = SingleInstance(self)
        self._single.called.connect(self._come_up)
        self._throw_away: Path | None = None
        self._start: StartPage | None = None
        self._crash: CrashKeeper | None = None

    @cached_property
    def _setup(self) -> Tasks:
        """The worker that makes, restores and fills workspaces: its "desk" is the app."""
        from mcdesk.ui.tasks import Tasks

        factory: Any = self.make_app
        tasks = Tasks(factory, closes=False)  # an app has nothing to be closed
        tasks.failed.connect(self._explain)
        return tasks

    def _watch(self) -> None:
        """Be ready for bugs: save what is typed first, then report."""
        from mcdesk.ui.crash import CrashKeeper

        if self._crash is None:
            self._crash = CrashKeeper(self._save_drafts, default_path().parent)
            self._crash.install()

    # --- opening ------------------------------------------------------------------------

    def open_first(self, arguments: argparse.Namespace) -> bool:
        """Open what the command line, or the last time, names; False where a window has it."""
        self.person = arguments.person
        named = getattr(arguments, "file", None) or arguments.workspace
        path = named or last_opened(last_workspace())
        if path is None or (named is None and not is_file(path)):
            self.show_start()
            return True
        if raise_other(path):
            return False
        self.open(path)
        return True

    def open(
        self, path: Path, throw_away: Path | None = None, joining: Joining | None = None
    ) -> None:
        """Open a window on a workspace; its first frame waits for nothing.

        `throw_away` is the folder that goes with the window, for a copy of the sample; `joining`
        brings the workspace, which is not whole yet.
        """
        window = MainWindow(self.state)
        front = window.show_front(path, keeps=throw_away is None)
        front.painted.connect(partial(self._furnish, window, path, joining))
        self._replace(window, throw_away)

    def _furnish(self, window: MainWindow, path: Path, joining: Joining | None) -> None:
        """Make the board and show the cards that fit on it; the rest is read by the workers."""
        from mcdesk.application.views.tile import Board
        from mcdesk.ui.after_paint import AfterPaint
        from mcdesk.ui.tasks import Tasks
        from mcdesk.ui.wiring import local_now

        self._dress()
        stages, phases = self.state.columns(path) or places.shipped_columns()
        made = partial(self._desk, path, joining)
        tasks = Tasks(made, partial(made, read_only=True))
        tasks.failed.connect(partial(self._on_failed, window, path))
        window.furnish(tasks, stages=stages, phases=phases, wiring=self._wiring(path))
        if joining is not None:
            joining.show_in(window)
        elif window.board.models.filter.shows_all():
            tiles = tuple(self.read_tiles(path, [stage.id for stage in stages], FIRST))
            today = local_now().date()
            if tiles:
                window.board.show_board(Board(stages, phases, tiles, today), whole=False)
        AfterPaint(window.board, partial(self._begin, window, path))

    def _dress(self) -> None:
        """Put on style and style sheet; the first frame is painted without them."""
        from mcdesk.ui import theme

        app = QApplication.instance()
        if isinstance(app, QApplication) and not app.styleSheet():
            theme.apply(app, self.state.theme)

    def _desk(self, path: Path, joining: Joining | None, *, read_only: bool = False) -> DeskPort:
        if joining is not None:
            joining.wait()
        desk = self.make_app().open(path, self.person, read_only=read_only)
        settle()  # what opening imported, before somebody looks through it
        return desk

    def _begin(self, window: MainWindow, path: Path) -> None:
        """Let the workers open the workspace, then keep it fresh and backed up."""
        from mcdesk.ui import freshening

        self._watch()
        settle()
        window.board.loaded.connect(settle)
        freshening.begin(window, partial(self._on_open, window, path))

    def _on_open(self, window: MainWindow, path: Path) -> None:
        from mcdesk.ui.freshening import keep_up

        window.begin()
        QTimer.singleShot(3 * APART, window, partial(self._single.listen, path))  # who holds it
        if self._throw_away is None:
            places.remember(path)
            self.state.note_recent(path)
            later = partial(keep_up, window, self.make_app, path, self._setup, self._explain)
            QTimer.singleShot(0, window, later)  # a click comes in between

    def _on_failed(self, window: MainWindow, path: Path, error: McDeskError) -> None:
        """Go back to the first page when a workspace cannot be opened at all."""
        code = getattr(error, "code", "")
        if code == "in_use" and raise_other(path):
            window.tasks.failed.disconnect(window.show_error)  # nothing is wrong: it is open
            QApplication.quit()
        elif code in CANNOT_OPEN:
            if code == "missing":
                last_workspace().unlink(missing_ok=True)
            self.show_start()

    def _replace(self, window: QMainWindow, throw_away: Path | None = None) -> bool:
        """Show a window in the place of the one before; False when that one has to stay."""
        old, gone = self.window, self._throw_away
        if isinstance(old, MainWindow) and not old.may_close():
            window.deleteLater()
            return False
        self._single.stop()
        self.window, self._throw_away = window, throw_away
        if isinstance(window, MainWindow):
            self._start = None
        fitting.show(window)
        if old is not None:
            old.close()
            old.deleteLater()
        places.discard(gone)
        return True

    def _come_up(self) -> None:
        """Come to the front: the program was started once more on this workspace."""
        if self.window is not None:
            self.window.showNormal() if self.window.isMinimized() else self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # --- the first page -----------------------------------------------------------------

    def show_start(self) -> None:
        """Show the first page: new, open, restore, sample."""
        from mcdesk.ui.start.making import try_hub
        from mcdesk.ui.start.page import StartActions, StartPage
        from mcdesk.ui.start.window import FirstWindow

        self._watch()
        self._dress()
        window = FirstWindow(self.state, self.window)
        actions = StartActions(
            create=self.create,
            open=self.open_file,
            check=self._looking.at_backup, count=self._looking.at_waiting,
            restore=self.restore,
            sample=self.look_at_sample,
            join=self.join,
            try_hub=partial(try_hub, self._setup.run),
            folder=data_folder(),
            recent=tuple(path for path in self.state.recent if is_file(path)),
            backups=self._backups(), zone=self.state.zone,
        )  # fmt: skip
        page = StartPage(actions)
        page.language_requested.connect(self._use_language)
        window.setCentralWidget(page)
        if self._replace(window):
            self._start = page

    def _use_language(self, wanted: str) -> None:
        from mcdesk.ui import language

        self.state.language = wanted
        language.switch("id" if wanted == "id" else "en")

    @property
    def is_waited_for(self) -> bool:
        """Whether the first page waits for something that was begun there."""
        return self._start is not None and self._start.is_working

    def create(self, wish: NewWorkspace) -> None:
        """Make a workspace and open it."""
        self.person = ""
        from mcdesk.ui.start.making import create

        self.work(_("Making the workspace …"), partial(create, wish), self.open)

    def join(self, hub: str, path: Path) -> None:
        """Make a workspace of what a team's hub holds; its board opens while the rest comes."""
        from mcdesk.ui.start.joining import join

        self.person = ""
        join(self, hub, path)

    def open_file(self, path: Path) -> None:
        """Open a workspace that a person chose."""
        self.person = ""
        if not raise_other(path):
            self.open(path)

    def _ask_restore(self) -> None:
        """Ask over the board which backup is to come back; the board goes once that is known."""
        from mcdesk.ui.start.asking import ask_restore

        if self.window is not None:
            ask_restore(self.window, data_folder(), self._backups(), self._looking.at_backup,
                        self._leave_for, self._looking.at_waiting, self.open_file)  # fmt: skip

    def _leave_for(self, backup: Path, target: Path) -> None:
        from mcdesk.ui.backing import leave_backups

        leave_backups(self.window)
        self.show_start()
        self.restore(backup, target)

    def _backups(self) -> Path:
        """Return where the daily backups are."""
        return self.state.backup_folder or data_folder() / "backups"

    @property
    def _looking(self) -> Looking:
        from mcdesk.ui.start.restoring import Looking

        return Looking(self.work)

    def restore(self, backup: Path, target: Path) -> None:
        """Restore a backup and open what it holds, once it was said what was set aside."""
        from mcdesk.ui.start.restoring import restore

        if self._start is not None:
            job = partial(restore, backup, target)
            self.work(_("Restoring the backup …"), job, self._start.show_restored)

    def work(
        self, words: str, job: Callable[..., Any], done: Callable[[Any], object], *,
        failed: Callable[[McDeskError], object] | None = None, stops: bool = False,
    ) -> None:  # fmt: skip
        """Do long work: on the first page with its progress, else with a line below the board."""
        if self._start is not None:
            self._start.run(self._setup, words, job, done, failed or self._explain, stops=stops)
            return
        if not isinstance(self.window, QMainWindow):
            self._setup.run_long(job, done, self._explain, busy=words)
            return
        from mcdesk.ui.busy import hand_on

        line = self.window.statusBar()
        line.showMessage(words)
        line.show()
        told, failed = partial(hand_on, line, done), partial(hand_on, line, self._explain)
        self._setup.run_long(job, told, failed, busy=words)

    def look_at_sample(self) -> None:
        """Open the window on a throw-away copy of the sample."""
        from mcdesk.ui.start.making import sample

        path = places.sample_folder() / f"sample{SUFFIX}"
        words = _("Filling the sample; this takes some seconds …")
        self.work(words, partial(sample, path), self._open_sample, stops=True)

    def _open_sample(self, path: Path | None) -> None:
        if path is None:
            return
        self.person = ""
        self.open(path, path.parent)

    # --- what the window may do -----------------------------------------------------------

    def _wiring(self, path: Path) -> Wiring:
        from mcdesk.ui import pages
        from mcdesk.ui.backing import Backups
        from mcdesk.ui.switching import use_person
        from mcdesk.ui.wiring import Wiring

        return Wiring(
            places=pages.places(Backups(self.make_app, path, self.state)),
            print_cards=pages.print_cards,
            print_forms=pages.print_forms,
            make_paper=pages.make_paper,
            file_scans=partial(pages.take_files, self.make_app),
            sign_form=pages.sign_form,
            take_over=pages.take_over,
            sample=self.look_at_sample,
            use_person=use_person,
            actions=self._actions,
            drafts_path=path.with_name(f"{path.name}.drafts"),
        )

    def _actions(self, window: MainWindow) -> Sequence[Action]:
        from mcdesk.ui import pages
        from mcdesk.ui.actions import Action
        from mcdesk.ui.backing import back_up

        def deed(name: str, title: str, icon: str, call: Callable[[], object]) -> Action:
            return Action(id=name, title=title, callback=call, icon=icon, menus=("file",))

        check = partial(pages.check_pdf, window, self.make_app)
        return (
            deed("new_workspace", N_("New or other workspace…"), "folder-open", self.show_start),
            deed("back_up", N_("Back up…"), "archive", partial(back_up, window, self.make_app)),
            deed("restore", N_("Restore a backup…"), "archive-restore", self._ask_restore),
            deed("check_pdf", N_("Check a signed PDF…"), "file-check", check),
            *pages.paper_actions(window),
        )

    # --- ends ---------------------------------------------------------------------------

    def _explain(self, error: McDeskError) -> None:
        from mcdesk.ui import dialogs

        dialogs.explain(error, self.window)

    def _save_drafts(self) -> None:
        save = getattr(self.window, "save_drafts", None)
        if callable(save):
            save()

    def shut(self) -> None:
        """End what runs beside the window; throw the copy of the sample away."""
        if "_setup" in vars(self):
            self._setup.close()
        places.discard(self._throw_away)
