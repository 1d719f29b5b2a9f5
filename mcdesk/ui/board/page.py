"""The board's page: bar, columns, side panel; reads through the workers, acts through the mover."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.ui import jobs, language, theme
from mcdesk.ui.board import words
from mcdesk.ui.board.bar import BoardBar
from mcdesk.ui.board.columns import ColumnsArea
from mcdesk.ui.board.delegate import CardDelegate
from mcdesk.ui.board.dragging import Dragging
from mcdesk.ui.board.hand import kept
from mcdesk.ui.board.mover import Mover
from mcdesk.ui.board.tiles import BoardModels
from mcdesk.ui.board.verbs import board_actions, search_action
from mcdesk.ui.state import DENSITIES
from mcdesk.ui.tasks import Priority, Tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import (
        Board,
        CardOutline,
        CardTile,
        Changes,
        TeamMarks,
        WorkspaceInfo,
    )
    from mcdesk.procedure.stage import Phase, Stage
    from mcdesk.ui.actions import Actions
    from mcdesk.ui.board.empty import EmptyBoard, NoHit
    from mcdesk.ui.board.filter import Filter
    from mcdesk.ui.board.panel import CardPanel
    from mcdesk.ui.board.sketch import Density

TOLD = frozenset({"closed_period", "absence"})  # tables that no tile shows, and the panel does


class BoardPage(QWidget):
    """The board.

    Signals:
        card_opened: a card (id) is to be opened as a page.
        form_requested: a form's place (card id, form id or kind, path) is to be opened.
        print_requested: cards (a tuple of ids) are to be printed.
        paper_requested: a paper (its name) of a card (id, code) is to be made.
        create_requested / take_over_requested / sample_requested: ways to begin.
        loaded: the board has its cards.
        deed_requested: something (deed) is to be done on the page of a card (id).
    """

    card_opened = Signal(str)
    form_requested = Signal(str, str, str)
    print_requested = Signal(object)
    paper_requested = Signal(str, str, str)
    create_requested = Signal()
    take_over_requested = Signal()
    sample_requested = Signal()
    loaded = Signal()
    deed_requested = Signal(str, str)
    help_topic = "board"

    def __init__(self, tasks: Tasks, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks, self.actions_ = tasks, actions
        self.models = BoardModels(self)
        self.delegate = CardDelegate(self)
        self.mover = Mover(tasks, self.models, self)
        self.dragging = Dragging(self)
        self.bar = BoardBar(self.models, self)
        self.columns = ColumnsArea(self.models, self.delegate, self)
        self.density: Density = "normal"
        self.is_read_only = False
        self.info: WorkspaceInfo | None = None
        self.phases: tuple[Phase, ...] = ()
        self.is_panel_shown = False
        self._offers = (True, True)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(60)
        self._lay_out()
        self._connect()
        actions.register([search_action(self)], self)
        actions.register(board_actions(self), self, everywhere=False)
        for id_ in ("board.squeeze", "board.density", "board.panel"):
            self.bar.add_button(actions.button(id_, self.bar))

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self.columns)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._middle)
        self._split.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.tasks.changed.connect(self.apply)
        self.bar.typed.connect(self.columns.still.hold)
        self.bar.filtered.connect(self.show_filter)
        self.bar.create_requested.connect(self.create_requested)
        self.bar.hit_requested.connect(self._go_to_hit)
        self.bar.left.connect(self.take_focus)
        self.columns.open_requested.connect(self.card_opened)
        self.columns.chosen.connect(self._on_chosen)
        self.columns.menu_requested.connect(self._open_menu)
        self.columns.ground_menu_requested.connect(self._open_ground_menu)
        self.models.counted.connect(self._on_counted)
        self.columns.drag_wanted.connect(self.dragging.start)
        self.columns.arranged.connect(self._on_arranged)
        self.bar.columns_requested.connect(self._on_columns_requested)
        self.models.move_requested.connect(self.mover.move)
        self.mover.form_requested.connect(self.form_requested)
        self._ask.timeout.connect(self._ask_outline)
        theme.theme_changed.connect(self._repaint)
        language.language_changed.connect(self._repaint)

    @cached_property
    def panel(self) -> CardPanel:
        """The side panel; made when it is first opened."""
        from mcdesk.ui.board.panel import WIDTH, CardPanel

        panel = CardPanel(self)
        panel.hide()
        panel.open_requested.connect(self.card_opened)
        panel.form_requested.connect(self.form_requested)
        panel.print_requested.connect(self._print_one)
        panel.advance_requested.connect(self.mover.advance_one)
        panel.deed_requested.connect(self.deed_requested)
        panel.closed.connect(self._on_panel_closed)
        self._split.addWidget(panel)
        self._split.setSizes([1000, WIDTH])
        return panel

    @cached_property
    def empty(self) -> EmptyBoard:
        """What a board without cards shows; made when it is first needed."""
        from mcdesk.ui.board.empty import EmptyBoard

        empty = EmptyBoard(self)
        take_over, sample = self._offers
        empty.allow(take_over=take_over, sample=sample)
        empty.allow_new(allowed=not self.is_read_only)
        empty.create_requested.connect(self.create_requested)
        empty.take_over_requested.connect(self.take_over_requested)
        empty.sample_requested.connect(self.sample_requested)
        self._middle.addWidget(empty)
        return empty

    # --- what is shown ------------------------------------------------------------------

    def use_stages(self, stages: Sequence[Stage], phases: Sequence[Phase]) -> None:
        """Show headed columns for these stages; cards come later."""
        words.use_names({}, stages)
        self.phases = tuple(phases)
        self.columns.use_stages(stages, phases)

    def allow(self, *, take_over: bool, sample: bool) -> None:
        """Let the empty board offer taking over and the sample, or not."""
        self._offers = take_over, sample

    def use_workspace(self, info: WorkspaceInfo) -> None:
        """Take who is working, with which offices and rights."""
        stages = info.stages or words.known_stages()
        if words.use_names(info.role_labels, stages):
            self.delegate.forget_names()
            self._repaint()
        is_other = self.models.use_person(info.person_id, info.offices)
        if is_other and len(self.columns.selected_ids()) > 1:
            self.columns.choose([self.columns.current_id()])
        self.info = info
        self.mover.use(info)
        self.allow_writing(allowed=not info.read_only)

    def allow_writing(self, *, allowed: bool) -> None:
        """Let cards be made and moved here, or not."""
        self.is_read_only = not allowed
        self.bar.allow_new(allowed=allowed)
        if "empty" in vars(self):
            self.empty.allow_new(allowed=allowed)
        self.actions_.refresh()

    def load(self) -> None:
        """Read the whole board."""
        read = partial(jobs.read_board, self.models.filter)
        self.tasks.run(read, self.show_board, priority=Priority.URGENT)

    def show_board(self, board: Board, *, whole: bool = True) -> None:
        """Show a board: whole, or the first cards of each column until the rest is read."""
        self.phases = board.phases
        if not words.known_stages():
            words.use_names({}, board.stages)
        self.columns.is_loaded = True
        self.delegate.use(self.density, board.today)
        is_first = not self.models.is_whole
        is_other_day = not is_first and board.today != self.models.today
        with kept(self.columns, has_keyboard=self._has_keyboard()):
            self.models.load(board, whole=whole)
            self.columns.use_stages(board.stages, board.phases)
        if is_other_day:
            self._repaint()
            self._on_chosen()
        self._show_empty()
        if self.isVisible() and self._is_idle(is_first=is_first):
            self.take_focus()
        self.loaded.emit()

    def _is_idle(self, *, is_first: bool) -> bool:
        """Tell whether nobody works here; the first board takes the keyboard from the bar."""
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            return True
        return is_first and self.bar.isAncestorOf(now) and now is not self.bar.search

    def apply(self, changes: Changes) -> None:
        """Show what a commit changed; chosen cards stay chosen where they go."""
        touched = {tile.id for tile in changes.tiles} | changes.gone
        if touched:
            with kept(self.columns, has_keyboard=self._has_keyboard(), touched=touched):
                self.columns.apply(changes)
                self.columns.lay_out()
            self._show_empty()
        is_told = bool(changes.tables & TOLD)
        if self.is_panel_shown and (is_told or self.panel.is_about(touched | changes.cards)):
            self._ask.start()

    def show_badges(self, marks: TeamMarks) -> None:
        """Show which cards' changes wait for the team's hub or need a look."""
        self.delegate.forget_cards(self.models.use_marks(marks))

    def show_filter(self, wanted: Filter) -> None:
        """Show the cards that pass a filter."""
        reads = wanted.archived != self.models.filter.archived and self.models.is_whole
        self.bar.show_filter(wanted)
        with kept(self.columns, has_keyboard=self._has_keyboard()):
            self.models.show(wanted)
            if reads:
                self.load()
            self.columns.lay_out()

    def use_density(self, density: Density) -> None:
        """Show cards roomy, normal or as lines."""
        self.density = density
        self.delegate.use(density, self.models.today)
        self._repaint()
        self.actions_.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the cards, or on what an empty board offers."""
        cards = self.columns.current_list()
        if not self.models.tiles and self.models.is_whole:
            self.empty.take_focus()
        elif cards is not None and cards.cards.tiles:
            cards.setFocus()
        else:
            self.columns.focus_first(cards.cards.stage if cards is not None else "")

    def _has_keyboard(self) -> bool:
        """Tell whether the keyboard is on the cards, or will be once the window has it again."""
        now = self.window().focusWidget()
        return now is not None and self.isVisible() and self.columns.isAncestorOf(now)

    def rest(self) -> None:
        """Stand as after a start: nothing chosen, each column at its first card."""
        self.columns.rest()
        self._ask_outline()

    def next_density(self) -> None:
        """Go round the densities."""
        self.use_density(DENSITIES[(DENSITIES.index(self.density) + 1) % len(DENSITIES)])

    def show_panel(self, *, shown: bool) -> None:
        """Open or close the side panel."""
        self.is_panel_shown = shown
        if shown and (self.models.tiles or not self.models.is_whole):  # else with the first card
            self.panel.show()
            self._ask.start()
        elif self._has_panel():
            self.panel.hide()
        self.actions_.refresh()

    def chosen(self) -> list[CardTile]:
        """Return the tiles that are chosen, or the one that the keyboard is on."""
        ids = self.columns.selected_ids() or [self.columns.current_id()]
        return [self.models.tiles[id_] for id_ in ids if id_ in self.models.tiles]

    def chosen_ids(self) -> list[str]:
        """Return the ids of the cards that are chosen."""
        return [tile.id for tile in self.chosen()]

    def show_missing(self) -> None:
        """Show what the chosen card needs, and go there."""
        self.show_panel(shown=True)
        self.panel.take_focus()

    def _print_one(self, card: str) -> None:
        self.print_requested.emit((card,))

    def _has_panel(self) -> bool:
        return "panel" in vars(self)

    def _show_empty(self) -> None:
        """Show the columns, or without any card what explains them."""
        if self.models.tiles:
            self._middle.setCurrentWidget(self.columns)
            self._on_counted()  # the columns come up over what says that no card passes
            if self.is_panel_shown:
                self.panel.show()
            return
        stages = [column.stage for column in self.columns.columns.values()]
        self.empty.use_stages(stages, self.phases)
        self._middle.setCurrentWidget(self.empty)
        if self._has_panel():
            self.panel.hide()

    def _repaint(self) -> None:
        for column in self.columns.columns.values():
            column.list.doItemsLayout()
            column.list.viewport().update()
            column.update()

    # --- what is chosen -----------------------------------------------------------------

    def _on_chosen(self) -> None:
        self.actions_.refresh()
        if self._has_panel() and self.panel.isVisible():
            self._ask.start()

    def _ask_outline(self) -> None:
        if not self._has_panel():
            return
        ids = self.chosen_ids()
        if len(ids) > 1:
            from mcdesk.ui.board.chosen import chosen_on

            self.panel.show_several(chosen_on(self))
        elif ids and not self.panel.isHidden():
            self.tasks.run(partial(jobs.read_outline, ids[0]), self._on_outline, kind="reader")
        else:
            self.panel.show_outline(None)

    def _on_outline(self, outline: CardOutline) -> None:
        if self.chosen_ids() == [outline.tile.id]:
            self.panel.show_outline(outline)

    def _on_arranged(self) -> None:
        self.bar.show_hidden(len(self.columns.arrangement.hidden))

    def _on_columns_requested(self) -> None:
        self.columns.change(show=list(self.columns.arrangement.hidden))

    def _go_to_hit(self) -> None:
        """Choose the first card that passes what is being searched for."""
        self.columns.still.settle()
        found = (tile.id for cards in self.columns.lists() for tile in cards.cards.tiles)
        self.columns.choose(list(found)[:1], focus=True)

    def _on_panel_closed(self) -> None:
        """Give the keyboard back to the card that it was about."""
        self.show_panel(shown=False)
        self.columns.choose(self.chosen_ids(), focus=True)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.actions_.fill(QMenu(self), "card")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _open_ground_menu(self, place: QPoint) -> None:
        """Offer what does not need a card: new ones, and how the board looks."""
        menu = QMenu(self)
        for name in ("file", "view"):
            self.actions_.fill(menu, name)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @cached_property
    def no_hit(self) -> NoHit:
        """What lies over the columns when no card passes the filter."""
        from mcdesk.ui.board.empty import NoHit

        return NoHit(self._middle, self.bar)

    def _on_counted(self) -> None:
        """Say that no card passes the filter, where that is so."""
        hides_all = self.models.is_whole and bool(self.models.tiles) and not self.models.shown()
        if hides_all and not self.models.filter.is_empty():
            self.no_hit.show_over(self._middle, self.models)
        elif "no_hit" in vars(self):
            self.no_hit.hide()
