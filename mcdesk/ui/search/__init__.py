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
        page.place_requested.connect(window.go)
        window.open_page(page, "search")
    page.begin()
