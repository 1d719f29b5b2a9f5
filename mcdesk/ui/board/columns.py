"""The columns side by side under their phases: room, keyboard, selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mcdesk.ui import language, theme
from mcdesk.ui.board.bands import Bands
from mcdesk.ui.board.cards import CardList, Viewport
from mcdesk.ui.board.column import StageColumn
from mcdesk.ui.board.fit import EDGE, Arrangement, Wanted, fit, stand
from mcdesk.ui.board.hand import first_near
from mcdesk.ui.board.head import BAND, FOOT, bands_of
from mcdesk.ui.board.still import Still
from mcdesk.ui.board.targets import Targets
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent

    from mcdesk.application.views import Changes
    from mcdesk.procedure.stage import Phase, Stage
    from mcdesk.ui.board.delegate import CardDelegate
    from mcdesk.ui.board.head import Band
    from mcdesk.ui.board.tiles import BoardModels


class ColumnsArea(QScrollArea):
    """The board's columns.

    Signals:
        open_requested: a card (id) is to be opened.
        chosen: other cards are chosen, or the keyboard is on another card.
        menu_requested: the menu of the chosen cards is wanted at a place of the screen.
        ground_menu_requested: a menu is wanted where there is no card.
        drag_wanted: the chosen cards are being dragged.
        arranged: columns were closed, opened, hidden or squeezed by hand.
    """

    open_requested = Signal(str)
    chosen = Signal()
    menu_requested = Signal(QPoint)
    ground_menu_requested = Signal(QPoint)
    drag_wanted = Signal()
    arranged = Signal()

    def __init__(self, models: BoardModels, delegate: CardDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewport(Viewport())
        self.models = models
        self.arrangement = Arrangement()
        self.columns: dict[str, StageColumn] = {}
        self.is_loaded = self._is_working = False
        self._phases: tuple[Phase, ...] = ()
        self._delegate = delegate
        self._strip = Bands(self)
        self._last = ""
        self._standing: tuple[int, ...] = ()
        self.still = Still(self)
        self.targets = Targets(self)
        self.setWidget(self._strip)
        self._owes_word = False  # fewer cards are chosen than was told
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on a head leaves the search
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        models.counted.connect(self._on_counted)
        language.language_changed.connect(self._write)
        theme.theme_changed.connect(self._strip.update)

    def use_stages(self, stages: Sequence[Stage], phases: Sequence[Phase]) -> None:
        """Make a column for each stage; those that stand already stay, under their name of now."""
        self._phases = tuple(phases)
        self.models.use_stages(stage.id for stage in stages)
        for stage in stages:
            if stage.id not in self.columns:
                self.columns[stage.id] = self._make(stage)
            else:
                self.columns[stage.id].rename(stage)
        self._write()
        self.arrange()

    def _make(self, stage: Stage) -> StageColumn:
        column = StageColumn(stage, self.models.models[stage.id], self._delegate, self._strip)
        column.toggled.connect(self.toggle)
        cards = column.list
        cards.open_requested.connect(self.open_requested)
        cards.menu_requested.connect(self.menu_requested)
        cards.ground_menu_requested.connect(self.ground_menu_requested)
        cards.drag_wanted.connect(self.drag_wanted)
        cards.chosen.connect(self._on_chosen)
        cards.step_requested.connect(self._step)
        cards.chosen_alone.connect(self._on_chosen_alone)
        cards.focused.connect(self._on_focused)
        cards.entered.connect(self._on_entered)
        cards.hovering.connect(self.targets.note_hovering)
        column.show()
        return column

    @property
    def bands(self) -> list[Band]:
        """The bands of the phases, as they are painted."""
        return self._strip.bands

    # --- arrangement --------------------------------------------------------------------

    def visible_columns(self) -> list[StageColumn]:
        """Return the columns that are not hidden, from left to right."""
        hidden = self.arrangement.hidden
        return [column for id_, column in self.columns.items() if id_ not in hidden]

    def apply(self, changes: Changes) -> None:
        """Show what a commit changed; a column that it empties stays as it stands."""
        self._is_working = bool(self.models.shown())
        self.models.apply(changes)
        self._is_working = False

    def arrange(self) -> None:
        """Give every column its place and width.

        While somebody works, an open column stays open without cards, so that nothing moves away
        under the hand; the next load, filter or change of size closes it.
        """
        shown = self.visible_columns()
        had = self._in_hand()
        for id_, column in self.columns.items():
            column.setVisible(id_ not in self.arrangement.hidden)
        has_cards = bool(self.models.shown())
        wanted = [
            self.arrangement.wish(column.stage, self.models.counts(column.stage.id)[0])
            for column in shown
        ]
        if self._is_working:
            wanted = [
                want if column.is_rail else want._replace(is_open=True)
                for column, want in zip(shown, wanted, strict=True)
            ]
        room, squeeze = self.viewport().width(), self.arrangement.squeeze
        widths = fit(wanted, room, squeeze=squeeze, loaded=self.is_loaded and has_cards)
        rails = [want.is_closed for want in wanted]
        standing = (*map(id, shown), *widths, *rails, room, self.viewport().height())
        if standing != self._standing:
            self._standing = standing
            self._place(shown, wanted, widths)
        if had is not None and not had.list.isVisible():
            self._hand_on(had)
        elif self.hasFocus():
            self.focus_first()

    def _in_hand(self) -> StageColumn | None:
        """Return the column whose cards have the keyboard."""
        return next((each for each in self.columns.values() if each.list.hasFocus()), None)

    def _hand_on(self, had: StageColumn) -> None:
        """Give the keyboard of a column that went to the nearest open one, best to its right.

        One that has cards comes first; where none is open, the keyboard rests here.
        """
        order = list(self.columns.values())
        there = [each.list if each.list.isVisible() else None for each in order]
        cards = first_near(there, order.index(had)) or next(filter(None, there), None)
        if cards is None:
            self.clear_choice()
            self.setFocus()
            return
        self._use(cards)
        self.clear_choice(cards)
        cards.setFocus()
        cards.choose(max(cards.currentIndex().row(), 0))

    def _place(
        self, shown: Sequence[StageColumn], wanted: Sequence[Wanted], widths: Sequence[int]
    ) -> None:
        height, places = self.viewport().height(), stand(wanted, widths)
        if self._delegate.fit(max(widths, default=0)):
            for column in shown:
                column.list.doItemsLayout()
        for column, place in zip(shown, places, strict=True):
            if place.is_rail != column.is_rail:
                column.show_rail(rail=place.is_rail)
            column.setGeometry(place.x, BAND, place.width, max(height - BAND - FOOT, 60))
        end = places[-1].x + places[-1].width if places else 0
        self._strip.resize(end + EDGE, height)
        self._place_bands(shown)

    def lay_out(self) -> None:
        """Lay out at once which cards have changed, so that all is painted in one go."""
        for cards in self.lists():
            cards.lay_out()

    def _place_bands(self, shown: Sequence[StageColumn]) -> None:
        stages = [column.stage for column in shown]
        self._strip.bands = bands_of(self._phases, stages, [column.geometry() for column in shown])
        self._strip.update()

    def toggle(self, stage: str) -> None:
        """Close an open column, open a closed one; a click on its head scrolls to no other."""
        state, column = self.arrangement, self.columns[stage]
        is_click, bar = self.hasFocus(), self.horizontalScrollBar()
        place = bar.value()
        if column.is_rail:
            state.closed.discard(stage)
            state.opened.add(stage)
        else:
            state.opened.discard(stage)
            state.closed.add(stage)
        if is_click:
            self.focus_first(stage, leaving=column)
        self.arrange()
        if is_click:
            bar.setValue(place)
        if not column.is_rail:
            self.ensureWidgetVisible(column, EDGE, 0)
        self.arranged.emit()

    def change(
        self, *, hide: str = "", show: Iterable[str] = (), squeeze: bool | None = None
    ) -> None:
        """Hide a column, show hidden ones again, or squeeze all into the window."""
        state = self.arrangement
        if hide:
            state.hidden.add(hide)
        state.hidden -= set(show)
        if squeeze is not None:
            state.squeeze = squeeze
        self.arrange()
        self.arranged.emit()

    def _on_counted(self) -> None:
        if not self.is_loaded:
            return
        if self.models.is_whole:
            for stage, column in self.columns.items():
                column.header.show_counts(self.models.counts(stage))
        if not self.still.holds():
            self.arrange()

    def _write(self) -> None:
        for column in self.columns.values():
            column.write()
        self._place_bands(self.visible_columns())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    # --- what is chosen -----------------------------------------------------------------

    def lists(self) -> list[CardList]:
        """Return the lists of the columns that are open, from left to right."""
        return [column.list for column in self.visible_columns() if not column.is_rail]

    def selected_ids(self) -> list[str]:
        """Return the ids of the chosen cards, column by column."""
        return [id_ for cards in self.lists() for id_ in cards.selected_ids()]

    def current_list(self) -> CardList | None:
        """Return the list that the keyboard is or was on last."""
        column = self.columns.get(self._last)
        return column.list if column is not None and not column.is_rail else None

    def current_id(self) -> str:
        """Return the id of the card that the keyboard is on, or ""."""
        cards = self.current_list()
        return cards.current_id() if cards is not None else ""

    def choose(self, ids: Iterable[str], *, focus: bool = False) -> None:
        """Choose cards by id, those that are shown; the first gets the keyboard."""
        self.clear_choice()
        first = True
        for id_ in ids:
            found = self.models.find(id_)
            if found is None or self.columns[found[0].stage].is_rail:
                continue
            cards = self.columns[found[0].stage].list
            cards.choose(found[1], alone=False)
            if first:
                self._use(cards)
                if focus:
                    cards.setFocus()
            first = False

    def shows(self, id_: str) -> bool:
        """Tell whether a card is shown in a column that is open."""
        found = self.models.find(id_)
        return found is not None and self.columns[found[0].stage].list in self.lists()

    def clear_choice(self, but: CardList | None = None) -> None:
        """Choose nothing in any column, or in any other than one."""
        for column in self.columns.values():
            if column.list is not but and column.list.selectionModel().hasSelection():
                column.list.clearSelection()

    def leave(self, place: str) -> None:
        """Choose no longer several cards, unseen from another place of the sidebar."""
        if place != "board" and len(self.selected_ids()) > 1:
            self.clear_choice()

    def rest(self) -> None:
        """Choose nothing and show each column from its first card."""
        self.clear_choice()
        for cards in self.lists():
            cards.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def _on_chosen_alone(self) -> None:
        """Choose nothing in other columns; it is told once, with what this one chooses now."""
        sender = self.sender()
        for cards in self.lists():
            if cards is not sender and cards.selectionModel().hasSelection():
                cards.blockSignals(True)
                cards.clearSelection()
                cards.blockSignals(False)
                self._owes_word = True
        if self._owes_word:
            QTimer.singleShot(0, self, self._tell_owed)

    def _tell_owed(self) -> None:
        if self._owes_word:
            self._on_chosen()

    def _on_chosen(self) -> None:
        self._owes_word = False
        self.chosen.emit()

    def _on_focused(self) -> None:
        sender = self.sender()
        if isinstance(sender, CardList):
            is_other = self._last != sender.cards.stage
            self._use(sender)
            if is_other:
                self.chosen.emit()

    def _on_entered(self) -> None:
        """Give the keyboard on to the chosen card, which may have gone to another column."""
        sender = self.sender()
        chosen = [cards for cards in self.lists() if cards.selected_ids()]
        if chosen and sender not in chosen:
            chosen[0].setFocus()

    def _use(self, cards: CardList) -> None:
        """Let one list be where Tab arrives; the arrows reach the others."""
        self._last = cards.cards.stage
        for column in self.columns.values():
            mine = column.list is cards
            policy = Qt.FocusPolicy.StrongFocus if mine else Qt.FocusPolicy.ClickFocus
            column.list.setFocusPolicy(policy)
        self.ensureWidgetVisible(cards, 8, 0)

    def focus_first(self, stage: str = "", *, leaving: StageColumn | None = None) -> None:
        """Put the keyboard on the first column that has cards, or the one nearest to a stage.

        Not on one that is about to go (`leaving`).
        """
        open_ = [each for each in self.lists() if leaving is None or each is not leaving.list]
        order = list(self.columns.values())
        lists = [each.list if each.list in open_ else None for each in order]
        cards = first_near(lists, list(self.columns).index(stage) if stage else 0)
        if cards is not None:
            self._use(cards)
            cards.setFocus()

    def _step(self, step: int) -> None:
        """Go to the nearest card of the next open column that has cards."""
        sender = self.sender()
        lists = [cards for cards in self.lists() if cards.cards.tiles or cards is sender]
        if not isinstance(sender, CardList) or sender not in lists:
            return
        place = lists.index(sender) + step
        if 0 <= place < len(lists):
            level = sender.visualRect(sender.currentIndex()).center()
            other = lists[place]
            index = other.indexAt(QPoint(20, level.y()))
            row = index.row() if index.isValid() else len(other.cards.tiles) - 1
            with QSignalBlocker(self):
                self.clear_choice(other)
                self._use(other)
                other.setFocus()
                other.choose(row if level.y() >= 0 else 0)
            self.chosen.emit()
