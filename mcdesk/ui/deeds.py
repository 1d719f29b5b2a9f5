"""The window's own actions and its main menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from mcdesk.i18n import N_, _
from mcdesk.ui import language
from mcdesk.ui.actions import Action
from mcdesk.ui.sidebar import PLACES

if TYPE_CHECKING:
    from mcdesk.i18n import Language
    from mcdesk.ui.theme import Mode
    from mcdesk.ui.window import MainWindow

MENUS = (
    ("file", N_("File")),
    ("edit", N_("Edit")),
    ("card", N_("Card")),
    ("go", N_("Go")),
    ("view", N_("View")),
    ("help", N_("Help")),
)


class When:
    """When the window's actions may be used."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def may_write(self) -> bool:
        """Tell whether anything may be changed."""
        info = self._window.info
        return info is not None and not info.read_only

    def may_take_over(self) -> bool:
        """Tell whether micro-credentials under way may be entered."""
        return self.may_write() and self._window.wiring.take_over is not None

    def may_choose_person(self) -> bool:
        """Tell whether another person can be said to work here."""
        return self._window.info is not None and self._window.wiring.use_person is not None

    def may_undo(self) -> bool:
        """Tell whether anything could be taken back; where there is no step, the key says so."""
        return self.may_write()

    def may_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self.may_write() and (self._window.steps.can_redo or self._on_page())

    def _on_page(self) -> bool:
        return callable(getattr(self._window.host.page, "undo", None))

    def is_theme(self, mode: str) -> bool:
        """Tell whether these colours are in use."""
        return self._window.state.theme == mode


def window_actions(window: MainWindow) -> list[Action]:
    """Return the actions that work everywhere in the window."""
    when = When(window)
    return [
        Action(id="card.new", title=N_("New micro-credential…"), icon="plus", shortcut="Ctrl+N",
               callback=window.new_card, menus=("file",), enabled=when.may_write),
        Action(id="take_over", title=N_("Take over micro-credentials under way…"),
               icon="download", callback=window.take_over, menus=("file",),
               enabled=when.may_take_over),
        Action(id="file_scans", title=N_("File scans…"), icon="stamp",
               callback=partial(window.wiring.file_scans, window, ()), menus=("file",),
               enabled=when.may_write),
        Action(id="idea.new", title=N_("Note an idea…"), icon="lightbulb",
               callback=window.note_idea, menus=("file",), enabled=when.may_write),
        Action(id="quit", title=N_("Close"), icon="log-out", shortcut="Ctrl+Q",
               callback=window.close, menus=("file",), separator=True, last=True),
        Action(id="undo", title=N_("Undo"), icon="undo-2", shortcut="Ctrl+Z",
               callback=window.undo, menus=("edit",), enabled=when.may_undo),
        Action(id="redo", title=N_("Redo"), icon="redo-2", shortcut="Ctrl+Shift+Z Ctrl+Y",
               callback=window.redo, menus=("edit",), enabled=when.may_redo),
        Action(id="undone", title=N_("Undone micro-credentials: bring back…"),
               icon="archive-restore", callback=window.rooms.show_undone, menus=("edit",),
               enabled=when.may_write),
        Action(id="palette", title=N_("Find or do anything…"), icon="search", shortcut="Ctrl+K",
               callback=window.open_palette, menus=("go",), palette=False),
        Action(id="search", title=N_("Search everything that is written…"), icon="search",
               shortcut="Ctrl+Shift+F", callback=window.rooms.open_search, menus=("go",)),
        Action(id="back", title=N_("Back"), icon="arrow-left", shortcut="Alt+Left",
               callback=window.host.back, menus=("go",)),
        Action(id="person", title=N_("Who works here? Change the person…"), icon="user",
               callback=window.choose_person, menus=("file",), enabled=when.may_choose_person,
               separator=True),
        Action(id="help", title=N_("Help"), icon="circle-help", shortcut="F1",
               callback=window.show_help, menus=("help",)),
        Action(id="keys", title=N_("Keyboard shortcuts"), icon="square-kanban", shortcut="Shift+F1",
               callback=window.show_keys, menus=("help",)),
        *_places(window),
        *_settings(window),
        *_filters(window),
        *_languages(window),
        *_looks(window, when),
    ]  # fmt: skip


SETTINGS = (
    N_("Settings: workspace"), N_("Settings: guide"), N_("Settings: demands"),
    N_("Settings: calendar"), N_("Settings: signatures"), N_("Settings: back up now, daily backup"),
    N_("Settings: language and colours"),
)  # fmt: skip
"""The groups of the settings, in their order there, as Ctrl+K finds them."""


def _settings(window: MainWindow) -> list[Action]:
    if "settings" not in window.wiring.places:
        return []
    return [
        Action(id=f"settings.{group}", title=title, icon="settings",
               callback=partial(_open_settings, window, group))
        for group, title in enumerate(SETTINGS)
    ]  # fmt: skip


def _open_settings(window: MainWindow, group: int) -> None:
    """Show a group of the settings."""
    window.go("settings")
    show = getattr(window.host.page, "go", None)
    if window.host.place == "settings" and callable(show):
        show(group)


FILTERS = (
    ("waiting", N_("Filter: waiting for me")), ("late", N_("Filter: late")),
    ("ready", N_("Filter: ready")), ("debt", N_("Filter: debts")),
    ("scan", N_("Filter: scan owed")), ("everything", N_("Filter: finished too")),
    ("archived", N_("Filter: archived too")),
)  # fmt: skip
"""The switches of the board's filter, as Ctrl+K finds them."""
TONGUES: tuple[tuple[Language, str], ...] = (
    ("en", N_("Language: English")), ("id", N_("Language: Bahasa Indonesia")),
)  # fmt: skip


def _filters(window: MainWindow) -> list[Action]:
    return [
        Action(id=f"filter.{name}", title=title, icon="eye",
               callback=partial(_switch, window, name))
        for name, title in FILTERS
    ]  # fmt: skip


def _switch(window: MainWindow, name: str) -> None:
    """Turn a switch of the board's filter, where one sees what it does."""
    if window.host.page is not window.board:
        window.go("board")
    window.board.bar.switch(name)


def _languages(window: MainWindow) -> list[Action]:
    return [
        Action(id=f"language.{tongue}", title=title, icon="languages",
               callback=partial(window.use_language, tongue))
        for tongue, title in TONGUES
    ]  # fmt: skip


def _places(window: MainWindow) -> list[Action]:
    return [
        Action(id=f"go.{place.id}", title=place.title, icon=place.icon,
               menus=("go", "help") if place.id == "guide" else ("go",),
               shortcut=f"Ctrl+{number}", callback=partial(window.go, place.id))
        for number, place in enumerate(PLACES, 1)
        if place.id in ("board", "work", "ideas") or place.id in window.wiring.places
    ]  # fmt: skip


def _looks(window: MainWindow, when: When) -> list[Action]:
    modes: tuple[tuple[Mode, str, str], ...] = (
        ("light", N_("Light colours"), "sun"),
        ("dark", N_("Dark colours"), "moon"),
        ("system", N_("Colours as the system"), "monitor"),
    )
    return [
        Action(id=f"theme.{mode}", title=title, icon=icon, menus=("view",),
               callback=partial(window.use_theme, mode),
               checked=partial(when.is_theme, mode), separator=mode == "light")
        for mode, title, icon in modes
    ]  # fmt: skip


def main_menu(window: MainWindow) -> QMenu:
    """Return the menu behind the button at the top of the sidebar.

    It is filled when it is first opened: no first paint waits for what nobody has asked for.
    """
    menu = QMenu(window)
    once = Qt.ConnectionType.SingleShotConnection
    menu.aboutToShow.connect(partial(_fill_main, window, menu), once)
    return menu


def _fill_main(window: MainWindow, menu: QMenu) -> None:
    """Put the menus of the window into its main one."""
    shown = []
    for name, title in MENUS:
        inner = window.actions_.fill(QMenu(menu), name)
        if inner.actions():
            inner.aboutToShow.connect(partial(_fill_anew, window, inner, name))
            inner.setTitle(_(title))
            menu.addMenu(inner)
            shown.append((inner, title))
    writer = _MenuTitles(shown, menu)
    language.language_changed.connect(writer.write)


def _fill_anew(window: MainWindow, menu: QMenu, name: str) -> None:
    """Show what was declared after the menu was made, too: the team's deeds come late."""
    menu.clear()
    window.actions_.fill(menu, name)


class _MenuTitles(QMenu):
    """Writes the menus' titles again when the language changes."""

    def __init__(self, menus: list[tuple[QMenu, str]], parent: QMenu) -> None:
        super().__init__(parent)
        self._menus = menus

    def write(self) -> None:
        """Write every title in the language in use."""
        for menu, title in self._menus:
            menu.setTitle(_(title))
