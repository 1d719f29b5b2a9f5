"""The search over everything that is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.ui.window import MainWindow


def open_search(window: MainWindow) -> None:
    """Open the search above the page that is shown, with what was last looked for."""
    from mcdesk.ui.search.page import SearchPage

    page = window.host.bring_up("search")
    if not isinstance(page, SearchPage):
        page = SearchPage(window.tasks, window.rooms.searched)
        page.searched.connect(partial(setattr, window.rooms, "searched"))
        page.place_requested.connect(partial(show_place, window))
        window.open_page(page, "search")
    page.begin()


def show_place(window: MainWindow, place: str, record: str) -> None:
    """Show a place of the sidebar above the search, with the record that was found chosen there."""
    if not window.host.has_place(place):
        return
    choose = getattr(window.host.visit(place), "choose_record", None)
    if callable(choose):
        choose(record)
