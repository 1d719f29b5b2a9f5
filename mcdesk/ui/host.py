"""Where pages stand: the places of the sidebar, and opened pages with their trail and way back.

A page may have `page_title()` (for the trail), `shut()` (called before it goes; it keeps what was
typed), `may_leave()` (False keeps it open, after it has said why), `stayed()` (it was let go, but
another page keeps the window open), `new_day()` (called after midnight, where it shows or proposes
days), `take_focus()` (puts the keyboard where one begins), `leads_on` (a list one comes back to)
and the property `of` (the code of the micro-credential
that it is a form of).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.focus import PageFocus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class _Opened(NamedTuple):
    """A page on the trail; `place` is the one of the sidebar whose own page it is, if any."""

    key: str
    page: QWidget
    place: str = ""


class PageHost(QWidget):
    """Shows one place or opened page at a time.

    Signals:
        moved: another place (id) or page is shown.
    """

    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._titles: dict[str, str] = {}
        self._trail: list[_Opened] = []
        self._agreed = False
        self._place = ""
        self._focus = PageFocus(self)
        self._stack = QStackedWidget()
        self._bar = QFrame()
        self._bar.setProperty("role", "bar")
        self._crumbs = QHBoxLayout(self._bar)
        self._crumbs.setContentsMargins(10, 4, 16, 4)
        self._crumbs.setSpacing(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(self._stack, 1)
        theme.theme_changed.connect(self._write)
        language.language_changed.connect(self._write)
        self._write()

    @property
    def place(self) -> str:
        """The place of the sidebar that is shown, or was last."""
        return (self._trail[-1].place if self._trail else "") or self._place

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._stack.currentWidget()

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """All pages that there are: those of places, and the opened ones."""
        own = (opened.page for opened in self._trail if not opened.place)
        return (*self._places.values(), *own)

    @property
    def key(self) -> str:
        """The key of the opened page that is shown; "" at a place of the sidebar."""
        return self._trail[-1].key if self._trail else ""

    def add_place(self, id_: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a place of the sidebar; its page is made when somebody first goes there."""
        self._makers[id_], self._titles[id_] = make, title

    def has_place(self, id_: str) -> bool:
        """Tell whether the sidebar leads to a place."""
        return id_ in self._makers

    def _page_of(self, place: str) -> QWidget:
        """Return the page of a place; the first time it is made."""
        if place not in self._places:
            page = self._places[place] = self._makers[place]()
            self._stack.addWidget(page)
        return self._places[place]

    def go(self, place: str) -> bool:
        """Show a place; the pages opened above the last one go. False when one stays."""
        while self._trail:
            if not self._drop():
                return False
        self._place = place
        self._show(self._page_of(place))
        return True

    def visit(self, place: str) -> QWidget:
        """Show a place's page above the present one, to which one comes back; return it."""
        key = f"place:{place}"
        self._trail = [opened for opened in self._trail if opened.key != key]
        page = self._page_of(place)
        self._trail.append(_Opened(key, page, place))
        self._show(page)
        return page

    def open(self, page: QWidget, key: str = "") -> None:
        """Show a page above the present one."""
        self._trail.append(_Opened(key, page))
        self._stack.addWidget(page)
        self._show(page)

    def bring_up(self, key: str, *, out_of: str = "") -> QWidget | None:
        """Show the opened page `key` above the present one, if it is on the trail, and return it.

        So one goes back to where one came from, not to what lay below the page when it was opened
        first. A page of the kind `out_of` that was opened out of it is left instead: from a form
        to its card one goes back. A page that `leads_on` nobody has left for good.
        """
        keys = [opened.key for opened in self._trail]
        if key not in keys:
            return None
        top = self._trail[-1]
        is_out_of_it = bool(out_of) and keys[-2:-1] == [key] and top.key.startswith(out_of)
        if is_out_of_it and not getattr(top.page, "leads_on", False):
            if not self._drop():
                return None
        else:
            self._trail.append(self._trail.pop(keys.index(key)))
        self._show(self._trail[-1].page)
        return self._trail[-1].page

    def back(self) -> bool:
        """Go back one page; False when there is none, or it stays."""
        if not self._trail or not self._drop():
            return False
        self._show(self._trail[-1].page if self._trail else self._page_of(self._place))
        return True

    def put_away(self, page: QWidget) -> None:
        """Let an opened page go that has done what it was for, also where another is shown."""
        if page is self.page:
            self.back()
        opened = next((each for each in self._trail if each.page is page), None)
        if opened is not None and not opened.place and page is not self.page and _leave(page):
            self._trail.remove(opened)
            self._let_go(page)
            self._write()

    def may_leave_all(self) -> bool:
        """Ask every opened page whether it may go, the topmost first; False when one stays."""
        for place, opened in enumerate(reversed(self._trail)):
            if not _may_leave(opened.page):
                for let_go in self._trail[len(self._trail) - place :]:
                    _call(let_go.page, "stayed")
                return False
        return True

    def forget(self, but: Collection[str]) -> None:
        """Let the pages of places go, to be made anew; those of `but` stay."""
        for place in [id_ for id_ in self._places if id_ not in but]:
            page = self._places.pop(place)
            self._focus.forget(page)
            self._stack.removeWidget(page)
            page.deleteLater()

    def agrees_to_leave(self) -> bool:
        """Ask every opened page just before all of them leave, which asks them no second time."""
        self._agreed = self.may_leave_all()
        return self._agreed

    def leave_all(self) -> bool:
        """Let every opened page keep what was typed; none where one of them wants to stay."""
        agreed, self._agreed = self._agreed, False
        if not agreed and not self.may_leave_all():
            return False
        for opened in reversed(self._trail):
            _call(opened.page, "shut")
        return True

    def end_at(self, place: str) -> None:
        """Show a place once all opened pages have left (`leave_all`): none is asked again."""
        for opened in self._trail:
            if not opened.place:
                self._let_go(opened.page)
        self._trail.clear()
        self.go(place)

    def _drop(self) -> bool:
        """Let the topmost page go, after it has kept what was typed."""
        opened = self._trail[-1]
        page = opened.page
        if not opened.place and not _leave(page):
            return False
        self._trail.pop()
        if not opened.place:
            self._let_go(page)
        return True

    def _let_go(self, page: QWidget) -> None:
        self._focus.forget(page)
        self._stack.removeWidget(page)
        page.deleteLater()

    def _show(self, page: QWidget) -> None:
        self._focus.leave()
        self._stack.setCurrentWidget(page)
        self._write()
        self._focus.enter(page)
        self.moved.emit(self.place)

    def _write(self) -> None:
        """Write the trail: Board › MC-… › Proposal."""
        parts.clear(self._crumbs)
        top = self._trail[-1] if self._trail else None
        has_title = top is not None and (bool(top.place) or hasattr(top.page, "page_title"))
        self._bar.setVisible(has_title)
        if not has_title:
            return
        back = parts.button("", "quiet")
        back.setIcon(icons.icon("arrow-left", theme.current().ink))
        back.setAccessibleName(_("Back"))
        back.setToolTip(_("Back (Alt+Left)"))
        back.clicked.connect(self.back)
        self._crumbs.addWidget(back)
        place = parts.Link(_(self._titles[self._place]), -1)
        place.followed.connect(self._on_crumb)
        self._crumbs.addWidget(place)
        for level in range(len(self._trail)):
            self._crumbs.addWidget(parts.label("›", "muted"))
            title = self._title(level)
            if level == len(self._trail) - 1:
                self._crumbs.addSpacing(4)  # as far from the sign as a link's words are
                self._crumbs.addWidget(parts.label(title, "heading"))
            else:
                link = parts.Link(title.replace("&", "&&"), level)
                link.followed.connect(self._on_crumb)
                self._crumbs.addWidget(link)
        self._crumbs.addStretch(1)

    def _title(self, level: int) -> str:
        """Return what a page of the trail is called; a form apart from its card, with its card."""
        opened = self._trail[level]
        if opened.place:
            return _(self._titles[opened.place])
        title, of = page_title(opened.page), opened.page.property("of")
        below = self._trail[level - 1].page.windowTitle() if level else ""
        return f"{of} · {title}" if of and of != below else title

    def refresh(self) -> None:
        """Write the trail again: a page's title has changed."""
        self._write()

    def _on_crumb(self, level: int) -> None:
        if level < 0:
            self.go(self._place)
        else:
            while len(self._trail) > level + 1 and self.back():
                pass


def page_title(page: QWidget) -> str:
    """Return what a page calls itself."""
    told = getattr(page, "page_title", None)
    return str(told()) if callable(told) else page.windowTitle()


def _may_leave(page: QWidget) -> bool:
    may = getattr(page, "may_leave", None)
    return not callable(may) or bool(may())


def _leave(page: QWidget) -> bool:
    """Let a page keep what was typed; False when it wants to stay."""
    if not _may_leave(page):
        return False
    _call(page, "shut")
    return True


def _call(page: QWidget, name: str) -> None:
    """Tell a page something that it may want to know."""
    told = getattr(page, name, None)
    if callable(told):
        told()
