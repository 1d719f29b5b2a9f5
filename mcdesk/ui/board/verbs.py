"""What can be done on the board, declared as actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import N_
from mcdesk.ui.actions import Action
from mcdesk.ui.board import why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views.tile import CardTile
    from mcdesk.ui.board.fit import Wishes
    from mcdesk.ui.board.page import BoardPage

FOLLOW_UPS = ("correction", "revision")
RIGHTS = {"exception": "exception"} | dict.fromkeys(
    ("hand_over", "edit", "correction", "revision"), "cards"
)
"""The right that a deed of a card's own page takes; who may send back depends on the card."""


class Verbs:
    """The board's actions as short methods, and when each may be used."""

    def __init__(self, page: BoardPage) -> None:
        self._page = page
        self._turn = -1
        self._all: tuple[Wishes, Wishes] | None = None  # how it was, and is, with all columns shown
        self._tiles: list[CardTile] = []

    def open(self) -> None:
        """Open the chosen card."""
        tiles = self._page.chosen()
        if tiles:
            self._page.card_opened.emit(tiles[0].id)

    def print(self) -> None:
        """Print the chosen cards."""
        tiles = self._page.chosen()
        if tiles:
            self._page.print_requested.emit(tuple(tile.id for tile in tiles))

    def make(self, paper: str) -> None:
        """Make a paper of the chosen card."""
        tiles = self._page.chosen()
        if tiles:
            self._page.paper_requested.emit(paper, tiles[0].id, tiles[0].code)

    def move(self) -> None:
        """Ask where the chosen cards are to go."""
        self._page.mover.ask_target(self._page.chosen_ids())

    def advance(self) -> None:
        """Let the chosen cards enter what they are ready for."""
        self._page.mover.advance(self._page.chosen_ids())

    def rest(self, what: str) -> None:
        """Hold, halt, cancel or reopen the chosen cards."""
        self._page.mover.rest(self._page.chosen_ids(), what)

    def on_page(self, deed: str) -> None:
        """Ask for something that is done with one card; several are sent back together."""
        tiles = self._page.chosen()
        if len(tiles) > 1 and deed == "send_back":
            self.move()
        elif tiles:
            self._page.mover.ask(tiles[0].id, deed)

    def resume(self) -> None:
        """Resume the chosen cards."""
        self._page.mover.resume(self._page.chosen_ids())

    def toggle_panel(self) -> None:
        """Open or close the side panel."""
        self._page.show_panel(shown=not self.is_panel_open())

    def toggle_squeeze(self) -> None:
        """Squeeze the columns into the window, or no longer."""
        columns = self._page.columns
        columns.change(squeeze=not columns.arrangement.squeeze)
        self._page.actions_.refresh()

    def close_column(self) -> None:
        """Close or open the column that the keyboard is on."""
        cards = self._page.columns.current_list()
        if cards is not None:
            self._page.columns.toggle(cards.cards.stage)

    def hide_column(self) -> None:
        """Hide the column that the keyboard is on."""
        cards = self._page.columns.current_list()
        if cards is not None:
            self._page.columns.change(hide=cards.cards.stage)
            self._page.actions_.refresh()

    def show_all_columns(self) -> None:
        """Show hidden and closed columns, or the empty ones; once more brings them back."""
        columns = self._page.columns
        state, shown = columns.arrangement, columns.arrangement.wishes()
        if self._all is not None and self._all[1] == shown:
            state.take(self._all[0])
            self._all = None
        else:
            if not state.closed and not state.hidden:
                state.opened |= set(columns.columns)
            state.opened |= state.closed
            state.closed.clear()
            state.hidden.clear()
            self._all = shown, state.wishes()
        columns.change()
        self._page.actions_.refresh()

    def choose_all(self) -> None:
        self._page.columns.choose(
            [tile.id for cards in self._page.columns.lists() for tile in cards.cards.tiles]
        )

    def choose_nothing(self) -> None:
        self._page.columns.clear_choice()

    def _asked(self) -> list[CardTile]:
        """Return the chosen cards, found once for all actions that are asked in a turn."""
        if self._turn != self._page.actions_.turn:
            self._turn, self._tiles = self._page.actions_.turn, self._page.chosen()
        return self._tiles

    def why_not_open(self) -> str:
        return why.why_not_open(self._asked())

    def why_not_show(self) -> str:
        """Tell that a page, or a paper, is that of one card."""
        return self.why_not_open() or why.why_not_show(self._asked())

    def why_not_write(self) -> str:
        return why.why_not_write(self._asked(), read_only=self._page.is_read_only)

    def why_not_one(self, right: str = "") -> str:
        """Tell that something is done with one card, not with several, or not by who works here."""
        return self.why_not_write() or why.why_not_one(self._asked()) or self._why_no_right(right)

    def why_not(self, about: Callable[[Sequence[CardTile]], str], right: str = "") -> str:
        """Tell why the chosen cards cannot be changed in a way, "" where they can."""
        return self.why_not_write() or about(self._asked()) or self._why_no_right(right)

    def why_not_rest(self, what: str) -> str:
        """Tell why none of the chosen cards can come to rest in a way, or be reopened."""
        return self.why_not_write() or why.why_not_rest(self._asked(), what, self._page.info)

    def _why_no_right(self, right: str) -> str:
        return why.why_no_right(self._page.info, right, self._asked()) if right else ""

    def archive(self) -> None:
        """Take the chosen cards off the board."""
        self._page.mover.archive(self._page.chosen_ids())

    def retrieve(self) -> None:
        """Take the chosen cards out of the archive."""
        self._page.mover.retrieve(self._page.chosen_ids())

    def is_panel_open(self) -> bool:
        return self._page.is_panel_shown and not self._page.panel.isHidden()

    def is_squeezed(self) -> bool:
        return self._page.columns.arrangement.squeeze


def search_action(page: BoardPage) -> Action:
    """Return what goes to the search, from wherever in the window the board is shown in."""
    return Action(id="board.search", title=N_("Search the board"), icon="search", shortcut="/",
                  callback=page.bar.focus_search, menus=("view",))  # fmt: skip


def board_actions(page: BoardPage) -> list[Action]:
    """Return what is done with the keyboard on the board itself."""
    return [*_card_actions(page, Verbs(page)), *_view_actions(page, Verbs(page))]


def _card_actions(page: BoardPage, do: Verbs) -> list[Action]:
    card, many = ("card",), do.why_not_write
    return [
        Action(id="card.open", title=N_("Open"), icon="file-text", callback=do.open,
               menus=card, reason=do.why_not_show, shortcut="Ctrl+Enter Ctrl+Return"),
        Action(id="card.missing", title=N_("What is missing?"), icon="list-todo", shortcut="W",
               callback=page.show_missing, menus=card, reason=do.why_not_show),
        Action(id="card.print", title=N_("Print…"), icon="printer", callback=do.print,
               menus=card, reason=do.why_not_open, shortcut="Ctrl+P"),
        Action(id="card.binder", title=N_("Evidence binder…"), icon="files",
               callback=partial(do.make, "binder"), menus=card, reason=do.why_not_show),
        Action(id="card.catalogue", title=N_("Catalogue sheet…"), icon="file-text",
               callback=partial(do.make, "catalogue"), menus=card, reason=do.why_not_show),
        Action(id="card.advance", title=N_("Advance"), icon="arrow-right", shortcut="A",
               callback=do.advance, menus=card, reason=many, separator=True),
        Action(id="card.move", title=N_("Move to…"), icon="kanban", shortcut="M",
               callback=do.move, menus=card, reason=many),
        Action(id="card.hold", title=N_("Put on hold…"), icon="circle-pause", menus=card,
               callback=partial(do.rest, "hold"), reason=_rest(do, "hold"), separator=True),
        Action(id="card.resume", title=N_("Resume"), icon="play", callback=do.resume,
               menus=card, reason=partial(do.why_not, why.why_not_resume, "rest")),
        Action(id="card.halt", title=N_("Halt…"), icon="octagon-pause", menus=card,
               callback=partial(do.rest, "halt"), reason=_rest(do, "halt")),
        Action(id="card.cancel", title=N_("Cancel the micro-credential…"), icon="ban", menus=card,
               callback=partial(do.rest, "cancel"), reason=_rest(do, "cancel")),
        Action(id="card.reopen", title=N_("Reopen…"), icon="rotate-ccw", menus=card,
               callback=partial(do.rest, "reopen"), reason=_rest(do, "reopen")),
        Action(id="card.archive", title=N_("Archive"), icon="archive", menus=card,
               callback=do.archive, reason=partial(do.why_not, why.why_not_archive, "move")),
        Action(id="card.retrieve", title=N_("Take out of the archive"), icon="archive-restore",
               menus=card, callback=do.retrieve,
               reason=partial(do.why_not, why.why_not_retrieve, "move")),
        *_page_actions(do),
    ]  # fmt: skip


def _rest(do: Verbs, what: str) -> Callable[[], str]:
    """Return what tells why none of the chosen cards can come to rest in a way, or be reopened."""
    return partial(do.why_not_rest, what)


def _follow(do: Verbs, what: str) -> Callable[[], str]:
    """Return what tells why no correction or revision can begin."""
    return partial(do.why_not, partial(why.why_not_follow, what=what), RIGHTS[what])


def _page_reason(do: Verbs, deed: str) -> Callable[[], str]:
    if deed in FOLLOW_UPS:
        return _follow(do, deed)
    if deed == "send_back":
        return do.why_not_write
    return partial(do.why_not_one, RIGHTS[deed])


def _page_actions(do: Verbs) -> list[Action]:
    """Return what a card's own page asks for, too, for menu and palette of the board."""
    deeds = (
        ("send_back", N_("Send back…"), "corner-up-left"),
        ("exception", N_("Move by exception…"), "scale"),
        ("hand_over", N_("Hand over…"), "users"),
        ("edit", N_("Edit details…"), "pencil"),
        ("correction", N_("Record a correction…"), "stamp"),
        ("revision", N_("New revision…"), "copy"),
    )
    return [
        Action(id=f"card.{deed}", title=title, icon=icon, menus=("card",),
               reason=_page_reason(do, deed),
               callback=partial(do.on_page, deed), separator=deed == "send_back")
        for deed, title, icon in deeds
    ]  # fmt: skip


def _view_actions(page: BoardPage, do: Verbs) -> list[Action]:
    view = ("view",)
    return [
        Action(id="board.clear", title=N_("Clear the filter"), icon="x", shortcut="Shift+C",
               callback=page.bar.clear, menus=view),
        Action(id="board.density", title=N_("Next card size"), icon="rows-3", shortcut="D",
               callback=page.next_density, menus=view, separator=True),
        Action(id="board.squeeze", title=N_("Squeeze columns into the window"), shortcut="S",
               icon="fold-horizontal", callback=do.toggle_squeeze, menus=view,
               checked=do.is_squeezed),
        Action(id="board.panel", title=N_("Side panel"), icon="panel-right", shortcut="P",
               callback=do.toggle_panel, menus=view, checked=do.is_panel_open),
        Action(id="board.close_column", title=N_("Close this column"), icon="chevron-left",
               shortcut="C", callback=do.close_column, menus=view, separator=True),
        Action(id="board.hide_column", title=N_("Hide this column"), icon="eye-off",
               shortcut="H", callback=do.hide_column, menus=view),
        Action(id="board.all_columns", title=N_("Show all columns"), icon="eye",
               shortcut="Shift+H", callback=do.show_all_columns, menus=view,
               help=N_("Show hidden and closed columns; once more: as they stood before")),
        Action(id="board.choose_all", title=N_("Choose all cards"), icon="square-check-big",
               shortcut="Ctrl+Shift+A", callback=do.choose_all, menus=view),
        Action(id="board.choose_nothing", title=N_("Choose no card"), shortcut="Esc", icon="x",
               callback=do.choose_nothing, menus=view),
    ]  # fmt: skip
