"""The pages of the chosen bundle, drawn by the page's own worker as they come into sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.ui.filing import jobs
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from mcdesk.errors import McDeskError
    from mcdesk.ui.filing.jobs import Pages
    from mcdesk.ui.printing.pages import PageView
    from mcdesk.ui.tasks import Job, Tasks


class Showing(QObject):
    """Loads bundles and draws their pages; what is no longer looked at is not drawn."""

    def __init__(self, own: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._own = own
        self._view: PageView | None = None
        self._pages: dict[str, Pages] = {}
        self._shown = ""
        self._drawing: dict[int, Job] = {}

    def use(self, view: PageView) -> None:
        """Show pages in this view from now on."""
        self._drop_drawing()
        self._view, self._shown = view, ""
        view.wanted.connect(self._on_wanted)

    def again(self) -> None:
        """Show the bundle that is picked next, even if it is the one that is shown."""
        self._shown = ""

    def forget(self, *keys: str) -> None:
        """Let the pages of bundles go: of all of them where none is named."""
        for key in keys or tuple(self._pages):
            self._pages.pop(key, None)
        self._shown = ""

    def show(self, key: str, path: Path) -> None:
        """Show a bundle, whose PDF lies there."""
        if key == self._shown:
            return
        self._shown = key
        self._drop_drawing()
        if key in self._pages:
            self._on_loaded(key, self._pages[key])
            return
        self._own.run(partial(jobs.load, path), partial(self._on_loaded, key), self.tell)

    def tell(self, error: McDeskError) -> None:
        """Say in place of the pages why there are none."""
        if self._view is not None:
            self._view.show_message(words_of(error))

    def _on_loaded(self, key: str, pages: Pages) -> None:
        self._pages[key] = pages
        if key == self._shown and self._view is not None:
            self._view.show_pages(pages.sizes)
            self._view.go_to(len(pages.sizes) - 1)  # the signatures stand at the end

    def _on_wanted(self, numbers: list[int], scale: float) -> None:
        """Have pages drawn; those asked for before and no longer near are forgotten."""
        pages, view = self._pages.get(self._shown), self._view
        if pages is None or view is None:
            return
        near = set(numbers) | set(view.in_sight)
        for number, job in list(self._drawing.items()):
            if number not in near or number in numbers:
                job.cancel()
                view.lose_image(number) if number not in numbers else None
                del self._drawing[number]
        for number in numbers:
            work = partial(jobs.draw, pages, number, scale)
            self._drawing[number] = self._own.run(work, self._on_drawn, self.tell)

    def _on_drawn(self, drawn: tuple[Pages, int, float, QImage]) -> None:
        pages, number, scale, image = drawn
        if self._pages.get(self._shown) is pages and self._view is not None:
            self._drawing.pop(number, None)
            self._view.put_image(number, scale, image)

    def stop(self) -> None:
        """Draw nothing more: the page goes."""
        self._drop_drawing()

    def _drop_drawing(self) -> None:
        for job in self._drawing.values():
            job.cancel()
        self._drawing.clear()
