"""The main window: sidebar, places, opened pages, notices; it remembers how it looked."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from mcdesk.i18n import N_, _
from mcdesk.ui.front import Front, front_of, key_of, save
from mcdesk.ui.override import override
from mcdesk.ui.state import WindowState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Changes, IdeaLine, WorkspaceInfo
    from mcdesk.errors import McDeskError
    from mcdesk.i18n import Language
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Phase, Stage
    from mcdesk.ui.ideas import IdeasPage
    from mcdesk.ui.palette import Palette
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.theme import Mode
    from mcdesk.ui.toast import Toast
    from mcdesk.ui.wiring import Wiring
    from mcdesk.ui.work import WorkPage

ROOMY = 1500
TABLES = frozenset(("person", "office", "programme", "faculty", "setting", "definition"))


class MainWindow(QMainWindow):
    """The window on one workspace.

    Paints headed columns at once; `begin()` then asks the workers for workspace and cards.

    Signals:
        card_opened: a card (id) was opened as a page.
        closed: the window is gone and the workers have ended.
    """

    card_opened = Signal(str)
    closed = Signal()

    info: WorkspaceInfo | None = None
    can_undo = can_redo = is_furnished = False

    def __init__(self, state: WindowState | None = None) -> None:
        super().__init__()
        self.state = state or WindowState()
        self.setWindowTitle("MC Desk")
        self.setMinimumSize(900, 560)
        self.resize(1360, 740)
        if not self.state.geometry.isEmpty():
            self.restoreGeometry(self.state.geometry)

    def show_front(self, workspace: Path) -> Front:
        """Show the first frame, where everything will be, and return it."""
        front = front_of(self.state, workspace)
        self.setCentralWidget(front)
        return front

    def furnish(
        self, tasks: Tasks, *, stages: Sequence[Stage] = (), phases: Sequence[Phase] = (),
        wiring: Wiring | None = None,
    ) -> None:  # fmt: skip
        """Make what the window is for; imported now, so that the first frame need not wait."""
        from mcdesk.ui.actions import Actions
        from mcdesk.ui.board.page import BoardPage
        from mcdesk.ui.deeds import window_actions
        from mcdesk.ui.host import PageHost
        from mcdesk.ui.opener import Opener
        from mcdesk.ui.wiring import Wiring

        self.tasks, self.wiring = tasks, wiring or Wiring()
        self.actions_ = Actions(self)
        self.board = BoardPage(tasks, self.actions_)
        self.host = PageHost()
        self.opener = Opener(self)
        self.actions_.register(window_actions(self), self)
        if self.wiring.actions is not None:
            self.actions_.register(self.wiring.actions(self), self)
        self._make_places()
        self._lay_out()
        self._connect()
        self._restore()
        if stages:
            self.board.use_stages(stages, phases)
        self.host.go("board")
        self.is_furnished = True
        self._fit_sidebar()

    def _make_places(self) -> None:
        from mcdesk.ui.deeds import main_menu
        from mcdesk.ui.sidebar import PLACES, Sidebar

        own = ("board", "work", "ideas")
        places = []
        for place in PLACES:
            make = self.wiring.places.get(place.id)
            if place.id in own:
                self.host.add_place(place.id, place.title, partial(getattr, self, place.id))
            elif make is not None:
                self.host.add_place(place.id, place.title, partial(make, self))
            else:
                continue
            places.append(place)
        self.sidebar = Sidebar(places, main_menu(self), self)

    @cached_property
    def work(self) -> WorkPage:
        """What waits for the person who is working now."""
        from mcdesk.ui.work import WorkPage

        page = WorkPage(self.board.models)
        page.card_opened.connect(self.open_card)
        page.counted.connect(self._on_work)
        return page

    @cached_property
    def ideas(self) -> IdeasPage:
        """What may become micro-credentials."""
        from mcdesk.ui.ideas import IdeasPage

        page = IdeasPage()
        page.wished.connect(self.do)
        page.card_wished.connect(self.new_card)
        return page

    @cached_property
    def palette_(self) -> Palette:
        """The command palette."""
        from mcdesk.ui.palette import Palette

        return Palette(self.actions_, self.board.models.all_tiles, self.open_card, self)

    @cached_property
    def toast(self) -> Toast:
        """The line that tells in passing what was done."""
        from mcdesk.ui.toast import Toast

        toast = Toast(self._middle)
        toast.undo_requested.connect(self.undo)
        return toast

    def open_palette(self) -> None:
        """Open the command palette."""
        self.palette_.open()

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

        from mcdesk.ui.banner import Banner
        from mcdesk.ui.busy import BusyLine

        self.banner, self.busy = Banner(), BusyLine(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.banner, self.host, self.busy):
            right.addWidget(part, 1 if part is self.host else 0)
        middle = self._middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.sidebar)
        line.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.tasks.changed.connect(self._on_changed)
        self.tasks.failed.connect(self.show_error)
        self.tasks.busy_changed.connect(self.busy.show_busy)
        self.busy.cancel_requested.connect(self._on_cancel)
        self.board.card_opened.connect(self.open_card)
        self.board.form_requested.connect(self.open_form)
        self.board.print_requested.connect(self.print_card)
        self.board.create_requested.connect(self.new_card)
        self.board.take_over_requested.connect(self.take_over)
        self.board.sample_requested.connect(self.look_at_sample)
        self.board.mover.said.connect(self.say_done)
        self.board.mover.form_requested.connect(self.open_form)
        self.board.mover.progressed.connect(self.busy.show_progress)
        self.sidebar.went.connect(self.go)
        self.sidebar.language_requested.connect(self.use_language)
        self.sidebar.person_requested.connect(self._choose_person)
        self.host.moved.connect(self.sidebar.show_place)
        self.board.allow(
            take_over=self.wiring.take_over is not None, sample=self.wiring.sample is not None
        )
        self.board.loaded.connect(self._on_loaded)

    def _restore(self) -> None:
        state = self.state
        self.board.columns.arrangement = state.arrangement()
        self.board.bar.show_hidden(len(self.board.columns.arrangement.hidden))
        self.board.use_density(state.density)
        self.board.show_filter(state.filter)
        self.board.show_panel(shown=state.panel if state.knows_panel else self.width() >= ROOMY)

    # --- beginning and reading ----------------------------------------------------------

    def begin(self) -> None:
        """Ask the workers for workspace and cards; to be called after the first paint."""
        from mcdesk.ui import jobs

        self.actions_.draw_icons()
        self.tasks.run(jobs.read_info, self._on_info)
        self.board.load()
        self.tasks.run(jobs.read_ideas, self.ideas.show_ideas, kind="reader")

    def _on_info(self, info: WorkspaceInfo) -> None:
        self.info = info
        if info.stages and not self.board.columns.columns:
            self.board.use_stages(info.stages, info.phases)
        self.board.use_workspace(info)
        roles = frozenset(info.roles)
        may_move = "move" in info.rights and not info.read_only
        self.work.use_person(info.person_id, roles, may_move=may_move)
        self.ideas.use(info)
        self.banner.show_info(info)
        self.sidebar.show_info(info, self.wiring.now().date())
        self.setWindowTitle(f"{info.name} - MC Desk")
        self._write_undo(info.undo, info.redo)
        self.actions_.refresh()
        QTimer.singleShot(0, self.keep_seen)

    def _on_changed(self, changes: Changes) -> None:
        if changes.events:
            self._write_undo(changes.undo, changes.redo)
        from mcdesk.ui import jobs

        if changes.tables & TABLES:
            self.tasks.run(jobs.read_info, self._on_info)
        if "idea" in changes.tables:
            self.tasks.run(jobs.read_ideas, self.ideas.show_ideas, kind="reader")

    def _write_undo(self, undo: str, redo: str) -> None:
        from mcdesk.application.history import EVENTS

        self.can_undo, self.can_redo = bool(undo), bool(redo)
        for id_, kind, plain, named in (
            ("undo", undo, _("Undo"), _("Undo: {what}")),
            ("redo", redo, _("Redo"), _("Redo: {what}")),
        ):
            words = EVENTS[kind].text() if kind in EVENTS else ""
            self.actions_[id_].setText(named.format(what=words) if words else plain)
        self.actions_.refresh()

    # --- going --------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a place of the sidebar."""
        if self.host.has_place(place) and not self.host.go(place):
            self.sidebar.show_place(self.host.place)

    def open_card(self, card_id: str) -> None:
        """Open a card as a page."""
        self.opener.open_card(card_id)
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

        self.tasks.run(partial(jobs.execute, command), self._on_done)

    def _on_done(self, changes: Changes) -> None:
        self.say(_("Done"), undo=bool(changes.undo))

    def new_card(self, idea: IdeaLine | None = None) -> None:
        """Ask for a new micro-credential's essentials and start it."""
        from mcdesk.application.views import IdeaLine
        from mcdesk.ui import jobs
        from mcdesk.ui.new_card import NewCardDialog

        if self.info is None:
            return
        dialog = NewCardDialog(self.info, self, idea if isinstance(idea, IdeaLine) else None)
        if dialog.exec():
            commands = dialog.commands()
            said = _("{title} created").format(title=dialog.title_en.text().strip())
            self.tasks.run(partial(jobs.execute_all, commands), partial(self._on_created, said))
        dialog.deleteLater()

    def _on_created(self, said: str, changes: Changes) -> None:
        self.say(said, undo=True)
        self.board.columns.choose([tile.id for tile in changes.tiles], focus=True)

    def undo(self) -> None:
        """Undo the last step: the page's own, or the workspace's."""
        self._step("undo", _("Undone"))

    def redo(self) -> None:
        """Do again what was undone."""
        self._step("redo", _("Done again"))

    def _step(self, name: str, said: str) -> None:
        from mcdesk.ui import jobs

        own = getattr(self.host.page, name, None)
        if callable(own):
            own()
        else:
            self.tasks.run(jobs.undo if name == "undo" else jobs.redo, partial(self._on_step, said))

    def _on_step(self, said: str, _changes: Changes) -> None:
        self.say(said)

    def print_card(self, card: str) -> None:
        """Print a card."""
        if self.wiring.print_card is not None:
            self.wiring.print_card(self, card)

    def take_over(self) -> None:
        """Enter a micro-credential that is already under way."""
        if self.wiring.take_over is not None:
            self.wiring.take_over(self)

    def look_at_sample(self) -> None:
        """Open the sample."""
        if self.wiring.sample is not None:
            self.wiring.sample()

    # --- saying -------------------------------------------------------------------------

    def say(self, words: str, *, undo: bool = False) -> None:
        """Tell in passing what was done."""
        self.toast.say(words, undo=undo)

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

    def use_theme(self, mode: Mode) -> None:
        """Show everything in light or dark, or as the system does."""
        self.state.theme = mode
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        from mcdesk.ui import theme

        theme.apply(app, mode)
        self.actions_.refresh()

    def _choose_person(self) -> None:
        """Offer who works now."""
        if self.info is None or self.wiring.use_person is None:
            return
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QAction
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        for person in self.info.persons:
            entry = QAction(person.name.replace("&", "&&"), menu)
            entry.setData(person.id)
            entry.setCheckable(True)
            entry.setChecked(person.id == self.info.person_id)
            menu.addAction(entry)
        menu.triggered.connect(self._on_person)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.sidebar.mapToGlobal(QPoint(8, self.sidebar.height() - 90)))

    def _on_person(self, entry: QAction) -> None:
        if self.wiring.use_person is not None:
            self.wiring.use_person(self, str(entry.data()))

    def _on_work(self, count: int) -> None:
        self.sidebar.show_count("work", count)

    def _on_cancel(self) -> None:
        if self.board.mover.job is not None:
            self.board.mover.job.cancel()

    # --- the window itself --------------------------------------------------------------

    def _fit_sidebar(self) -> None:
        self.sidebar.show_narrow(narrow=self.width() < ROOMY)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_furnished:
            self._fit_sidebar()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_furnished and not self.host.leave_all():
            event.ignore()
            return
        if self.is_furnished:
            self.keep_state()
            if not self.tasks.close():
                self._tell_unfinished()
        super().closeEvent(event)
        self.closed.emit()

    def _tell_unfinished(self) -> None:
        from mcdesk.errors import Trouble
        from mcdesk.ui import dialogs

        trouble = Trouble(
            "unfinished",
            N_("Something is still being written."),
            N_("It was not waited for any longer. Please look at it at the next start."),
        )
        dialogs.explain(trouble, self)

    def keep_state(self) -> None:
        """Write down how the window looks."""
        state, board = self.state, self.board
        state.geometry = self.saveGeometry()
        state.density = board.density
        state.filter = board.models.filter
        state.panel = board.is_panel_shown
        state.keep_arrangement(board.columns.arrangement)
        self.keep_seen()
        state.save()

    def _on_loaded(self) -> None:
        if self.info is not None:
            QTimer.singleShot(0, self.keep_seen)

    def keep_seen(self) -> None:
        """Keep the columns and a picture of the first frame for the next start."""
        from mcdesk.ui.front_picture import picture_of

        columns = self.board.columns
        if self.info is None or not columns.columns or self.host.page is not self.board:
            return
        path, state = Path(self.info.path), self.state
        stages = tuple(column.stage for column in columns.columns.values())
        state.keep_columns(path, (stages, self.board.phases))
        is_kept = save(picture_of(self), state.front_path)
        state.front_key = key_of(state, path) if is_kept else ""
        state.save()
