"""The main window: sidebar, places, opened pages, notices; it remembers how it looked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QApplication

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import _, apart
from mcdesk.ui.enter import PressingWindow
from mcdesk.ui.front import Front, front_of
from mcdesk.ui.override import override
from mcdesk.ui.state import WindowState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Changes, IdeaLine, WorkspaceInfo
    from mcdesk.errors import McDeskError
    from mcdesk.i18n import Language
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Phase, Stage
    from mcdesk.ui.actions import Actions
    from mcdesk.ui.banner import Banner
    from mcdesk.ui.board.page import BoardPage
    from mcdesk.ui.busy import BusyLine
    from mcdesk.ui.cover import Cover
    from mcdesk.ui.host import PageHost
    from mcdesk.ui.opener import Opener
    from mcdesk.ui.rooms import Rooms
    from mcdesk.ui.sidebar import Sidebar
    from mcdesk.ui.steps import Steps
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.theme import Mode
    from mcdesk.ui.wiring import Wiring

SETTLED, STANDS = 1_000, 100  # milliseconds without a change of size, and until a board is painted
APART = 100  # milliseconds between what an open window does that nobody waits for
TABLES = frozenset(("person", "office", "absence", "programme", "faculty", "setting", "definition"))


class MainWindow(PressingWindow):
    """The window on one workspace.

    Paints headed columns at once; `begin()` then asks the workers for workspace and cards.

    Signals:
        card_opened: a card (id) was opened as a page.
        closing: the window goes; its workers still take jobs.
        closed: the window is gone and the workers have ended.
    """

    card_opened = Signal(str)
    closing = Signal()
    closed = Signal()

    tasks: Tasks
    wiring: Wiring
    actions_: Actions
    board: BoardPage
    host: PageHost
    opener: Opener
    rooms: Rooms
    steps: Steps
    sidebar: Sidebar
    banner: Banner
    busy: BusyLine
    middle: QWidget
    info: WorkspaceInfo | None = None
    keeps: Path | None = None  # the workspace whose board is remembered
    seen_front: object = None
    cover: Cover | None = None
    is_furnished = False

    def __init__(self, state: WindowState | None = None) -> None:
        super().__init__()
        self.state = state or WindowState()
        self.setWindowTitle("MC Desk")
        self.setMinimumSize(900, 560)
        self.settling = QTimer(self, singleShot=True, interval=SETTLED)
        self.settling.timeout.connect(self._keep_look)
        self.resize(1360, 740)
        if not self.state.geometry.isEmpty():
            self.restoreGeometry(self.state.geometry)

    def show_front(self, workspace: Path, *, keeps: bool = True) -> Front:
        """Show the first frame, where everything will be, and return it.

        `keeps` tells whether the board's arrangement and filter are remembered.
        """
        self.keeps = workspace if keeps else None
        front = front_of(self.state, workspace)
        self.setCentralWidget(front)
        return front

    def furnish(
        self, tasks: Tasks, *, stages: Sequence[Stage] = (), phases: Sequence[Phase] = (),
        wiring: Wiring | None = None,
    ) -> None:  # fmt: skip
        """Make what the window is for; loaded now, so that the first frame need not wait."""
        from mcdesk.ui.furnish import furnish
        from mcdesk.ui.wiring import Wiring

        self.tasks, self.wiring = tasks, wiring or Wiring()
        furnish(self)
        self.host.go("board")
        if stages:
            self.board.use_stages(stages, phases)
        self.is_furnished = True
        self._fit_sidebar()

    def open_palette(self) -> None:
        """Open the command palette."""
        self.rooms.open_palette()

    # --- beginning and reading ----------------------------------------------------------

    def begin(self) -> None:
        """Ask the workers for workspace and cards; to be called after the first paint."""
        from mcdesk.ui import jobs

        self.tasks.run(jobs.read_info, self._on_info)
        self.board.load()
        self.rooms.read_ideas()
        QTimer.singleShot(7 * APART, self, self.actions_.draw_icons)

    def _on_info(self, info: WorkspaceInfo) -> None:
        self.info = info
        if info.stages and not self.board.columns.columns:
            self.board.use_stages(info.stages, info.phases)
        self.board.use_workspace(info)
        self.banner.show_info(info)
        self.sidebar.show_info(info, self.wiring.now().date())
        self.setWindowTitle(f"{info.name} - MC Desk")
        self.state.note_zone(info.path)
        self.steps.show(info.undo, info.redo)
        QTimer.singleShot(0, self, self._use_rooms)
        self.keep_front_soon()

    def _use_rooms(self) -> None:
        """Tell the other places who works here, a turn later: clicks come in between."""
        info = self.info
        if info is not None:
            may_move = "move" in info.rights and not info.read_only
            absences = None if info.read_only else info.absences
            self.rooms.work.use_person(info.person_id, info.offices, absences, may_move=may_move)
            self.rooms.ideas.use(info)
            self._read_mentions()

    def _read_mentions(self) -> None:
        from mcdesk.ui import jobs

        self.tasks.run(jobs.read_mentions, self.rooms.work.show_mentions, kind="reader")

    def hear(self, changes: Changes) -> None:
        """Take what a commit changed of what the window itself shows."""
        if changes.events:
            self.steps.show(changes.undo, changes.redo)
        from mcdesk.ui import jobs

        if changes.tables & TABLES:
            self.tasks.run(jobs.read_info, self._on_info)
        if "definition" in changes.tables:
            self.board.load()
        if "comment" in changes.tables:
            self._read_mentions()
        if "idea" in changes.tables:
            self.rooms.read_ideas()

    # --- going --------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a place of the sidebar."""
        if self.host.has_place(place) and not self.host.go(place):
            self.sidebar.show_place(self.host.place)

    def open_card(self, card_id: str, deed: str = "") -> None:
        """Open a card as a page, and do something there once it is read."""
        self.opener.open_card(card_id)
        do_when_read = getattr(self.host.page, "do_when_read", None)
        if deed and callable(do_when_read):
            do_when_read(deed)
        self.card_opened.emit(card_id)

    def open_form(self, card: str, form: str, path: str = "") -> None:
        """Open a form of a card, by its id or kind, at a place in it."""
        self.opener.open_form(card, form, path)

    def open_form_id(self, form: str, path: str = "") -> None:
        """Open a form that exists, at a place in it."""
        self.opener.open_form_id(form, path)

    def open_page(self, page: QWidget, key: str = "") -> None:
        """Open any page; what it wishes is heard."""
        self.opener.open_page(page, key)

    # --- doing --------------------------------------------------------------------------

    def do(self, command: Command) -> None:
        """Carry out a command and say so."""
        from mcdesk.ui import jobs

        self.tasks.run(partial(jobs.execute, command), self.say_step)

    def say_step(self, changes: Changes) -> None:
        """Say which step was taken."""
        from mcdesk.ui.steps import step_words

        self.say(step_words(changes.undo) or _("Done"), undo=bool(changes.undo))

    def new_card(self, idea: IdeaLine | None = None) -> None:
        """Ask for a new micro-credential's essentials and start it."""
        from mcdesk.application.views import IdeaLine
        from mcdesk.ui.board.why import why_no_right
        from mcdesk.ui.new_card import NewCardDialog

        if self.info is None:
            return
        if why := why_no_right(self.info, "cards"):
            self.show_error(Refused(Finding("no_right", why)))
            return
        dialog = NewCardDialog(self.info, self, idea if isinstance(idea, IdeaLine) else None)
        dialog.carry_out(self.tasks, dialog.job, self._on_created)

    def _on_created(self, changes: Changes) -> None:
        codes = ", ".join(apart(tile.code) for tile in changes.tiles)
        self.say(_("{code} created").format(code=codes), undo=True)
        self.board.columns.choose([tile.id for tile in changes.tiles], focus=True)

    def undo(self) -> None:
        """Undo the last step: the page's own, or the workspace's."""
        self.steps.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self.steps.redo()

    def print_cards(self, cards: Sequence[str]) -> None:
        """Print cards."""
        if self.wiring.print_cards is not None:
            self.wiring.print_cards(self, cards)

    def take_over(self) -> None:
        """Enter a micro-credential that is already under way."""
        if self.wiring.take_over is not None:
            self.wiring.take_over(self)

    def show_help(self) -> None:
        """Open the guide at what the page that is shown is about."""
        self.rooms.show_help()

    def show_keys(self) -> None:
        """Open the list of keys."""
        self.rooms.show_help("keys")

    def note_idea(self) -> None:
        """Ask for a new idea, over whatever page is shown: who is in a form goes on there."""
        self.rooms.ideas.ask()

    def look_at_sample(self) -> None:
        """Open the sample."""
        if self.wiring.sample is not None:
            self.wiring.sample()

    # --- saying -------------------------------------------------------------------------

    def say(self, words: str, *, undo: bool = False) -> None:
        """Tell in passing what was done; undo is offered where the last step can be undone."""
        self.rooms.toast.say(words, undo=undo and self.steps.has_undo)

    def say_done(self, words: str) -> None:
        """Tell what was done; it can be undone."""
        self.say(words, undo=True)

    def show_error(self, error: McDeskError) -> None:
        """Explain what nobody else has explained."""
        from mcdesk.ui import dialogs

        dialogs.explain(error, self)

    @property
    def drafts_path(self) -> Path | None:
        """The file of drafts beside the workspace."""
        return self.wiring.drafts_path

    def now(self) -> datetime:
        """Return the time, with its zone."""
        return self.wiring.now()

    def save_drafts(self) -> None:
        """Let the page that is open keep what is being typed; for crashes."""
        page = self.host.page if self.is_furnished else None
        save = getattr(page, "save_drafts", None)
        if callable(save):
            save()

    # --- language, look, person ---------------------------------------------------------

    def use_language(self, wanted: Language) -> None:
        """Show everything in another language."""
        from mcdesk.ui import language

        self.state.language = wanted
        language.switch(wanted)

    @property
    def theme_mode(self) -> Mode:
        """Light, dark, or as the system does."""
        return self.state.theme

    def use_theme(self, mode: Mode) -> None:
        """Show everything in light or dark, or as the system does."""
        self.state.theme = mode
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        from mcdesk.ui import theme

        theme.apply(app, mode)
        self.actions_.refresh()

    def choose_person(self) -> None:
        """Offer who works now."""
        if self.info is None or self.wiring.use_person is None:
            return
        from PySide6.QtCore import QPoint

        from mcdesk.ui.persons import offer_people

        place = self.sidebar.mapToGlobal(QPoint(8, self.sidebar.height() - 90))
        offer_people(self, self.info, place, partial(self.wiring.use_person, self))

    def show_work(self, count: int) -> None:
        """Show how much waits for the person who is working now."""
        self.sidebar.show_count("work", count)

    def cancel(self) -> None:
        """Stop the long job that is going on, after the step it is at."""
        self.board.mover.cancel()

    # --- the window itself --------------------------------------------------------------

    def _fit_sidebar(self) -> None:
        from mcdesk.ui import remember

        self.sidebar.show_narrow(narrow=self.width() < remember.ROOMY)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_furnished:
            self._fit_sidebar()
            self.settling.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.is_furnished and event.type() == QEvent.Type.WindowStateChange:
            self.settling.start()

    def _keep_look(self) -> None:
        """Keep size, place and columns at once: a window that is killed comes back as it stood."""
        from mcdesk.ui import remember

        remember.keep_look(self)

    def may_close(self) -> bool:
        """Tell whether no opened page wants to stay; one that does says why."""
        return not self.is_furnished or self.host.agrees_to_leave()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        from mcdesk.ui import remember

        if self.is_furnished and not self.host.leave_all():
            event.ignore()
            return
        if self.is_furnished:
            remember.end(self)
        super().closeEvent(event)
        self.closed.emit()

    def keep_front(self) -> None:
        """Keep the picture of the columns for the next start, now that the board stands."""
        from mcdesk.ui import remember

        remember.keep_front(self)

    def keep_front_soon(self) -> None:
        """Keep the first frame once the board stands and is painted, in a turn of its own."""
        if self.info is not None:
            QTimer.singleShot(STANDS, self, self.keep_front)
