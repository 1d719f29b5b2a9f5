"""Actions: declared once as data; menus, buttons, shortcuts and the palette are views of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from shiboken6 import isValid

from mcdesk.i18n import _
from mcdesk.ui import icons, language, theme
from mcdesk.ui.menu_reasons import MenuReasons, show_reason
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHOWN_OR_HIDDEN = (QEvent.Type.Show, QEvent.Type.Hide)


class Action(NamedTuple):
    """Something that a person can do.

    `title` is marked with `N_`; `shortcut` may list several, separated by blanks; `menus` are the
    menus that show it, in the order of the declarations; `enabled` is asked when the state of the
    window changes, or `reason`, which tells why it cannot be done and is "" where it can; `checked`
    makes it a switch. `palette` tells whether Ctrl+K finds it; `last`
    that it ends its menu, whatever is declared later.
    """

    id: str
    title: str
    callback: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    menus: tuple[str, ...] = ()
    enabled: Callable[[], bool] | None = None
    reason: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    help: str = ""
    palette: bool = True
    separator: bool = False
    last: bool = False


class Actions(QObject):
    """The actions of one window, each as one QAction.

    Signals:
        refreshed: what is enabled or checked may have changed.
    """

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._declared: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._has_icons = False
        self.turn = 0
        theme.theme_changed.connect(self._write)
        language.language_changed.connect(self._write)

    def register(
        self, actions: Iterable[Action], home: QWidget, *, everywhere: bool = True
    ) -> None:
        """Declare actions; their shortcuts work in `home`, or in its whole window.

        They do so only while `home` is shown: a menu that stands elsewhere has them, too.
        """
        context, keys = Qt.ShortcutContext, _Keys(home, self._write_one)
        for action in actions:
            made = QAction(home)
            keys.give(action, made)
            made.setShortcutContext(
                context.WindowShortcut if everywhere else context.WidgetWithChildrenShortcut
            )
            made.setCheckable(action.checked is not None)
            made.setObjectName(action.id)
            made.triggered.connect(_Trigger(action.callback, made).go)
            home.addAction(made)
            self._declared[action.id] = action
            self._made[action.id] = made
            self._write_one(action, made)
        self.refresh()

    def __getitem__(self, id_: str) -> QAction:
        return self._made[id_]

    def refresh(self) -> None:
        """Ask every action again whether it is enabled and checked.

        `turn` counts these; what several of them look at needs to be found once in each.
        """
        self.turn += 1
        for action, made in self._living():
            if action.enabled is not None:
                made.setEnabled(action.enabled())
            if action.reason is not None:
                show_reason(made, action.reason(), _tip(action))
            if action.checked is not None:
                made.setChecked(action.checked())
        self.refreshed.emit()

    def fill(self, menu: QMenu, name: str) -> QMenu:
        """Put the actions that belong to the menu `name` into `menu`; closed ones say why."""
        if any(name in action.menus and action.reason for action in self._declared.values()):
            MenuReasons(menu)
        for action, made in sorted(self._living(), key=lambda entry: entry[0].last):
            if name in action.menus:
                if action.separator and menu.actions():
                    menu.addSeparator()
                menu.addAction(made)
        return menu

    def declared(self) -> list[Action]:
        """Return the actions that there are, in the order of their declaration."""
        return [action for action, _made in self._living()]

    def for_palette(self) -> list[tuple[Action, QAction]]:
        """Return what the command palette may offer now."""
        return [
            (action, made) for action, made in self._living() if action.palette and made.isEnabled()
        ]

    def closed_for_palette(self) -> list[tuple[Action, QAction]]:
        """Return what cannot be done now and says why."""
        return [
            (action, made)
            for action, made in self._living()
            if action.palette and not made.isEnabled() and made.statusTip()
        ]

    def button(self, id_: str, parent: QWidget, *, kind: str = "quiet") -> QToolButton:
        """Return a button that is a view of the action `id_`."""
        button = QToolButton(parent)
        button.setProperty("kind", kind)
        self._draw_icon(self._declared[id_], self._made[id_])
        button.setDefaultAction(self._made[id_])
        button.setAutoRaise(True)
        button.setAccessibleName(self._made[id_].text())
        return button

    def _living(self) -> list[tuple[Action, QAction]]:
        """Return the actions whose home still exists; the others are forgotten."""
        for id_, made in list(self._made.items()):
            if not isValid(made):
                del self._made[id_], self._declared[id_]
        return [(action, self._made[id_]) for id_, action in self._declared.items()]

    def _write(self) -> None:
        """Write titles, help and icons in the language and theme in use."""
        for action, made in self._living():
            self._write_one(action, made)

    def _write_one(self, action: Action, made: QAction) -> None:
        made.setText(_title(action, made))
        made.setIconVisibleInMenu(True)
        made.setToolTip(_tip(action))
        if self._has_icons or not made.icon().isNull():
            self._draw_icon(action, made)

    def draw_icons(self) -> None:
        """Draw the icons that menus show; the buttons' own are there from the start."""
        self._has_icons = True
        for action, made in self._living():
            if made.icon().isNull():
                self._draw_icon(action, made)

    def _draw_icon(self, action: Action, made: QAction) -> None:
        if action.icon:
            made.setIcon(icons.icon(action.icon))


def _tip(action: Action) -> str:
    """Return what an action that can be done says when pointed at: what it does, and its key."""
    words, key = _(action.help) or _(action.title), _first_key(action.shortcut)
    return f"{words} ({key})" if key else words


@cache
def _first_key(shortcut: str) -> str:
    """Return the first key of a shortcut as this system calls it, or ""."""
    keys = shortcut.split()
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def _title(action: Action, made: QAction) -> str:
    """Return what an action is called; in the menu of the view its key stands beside it always."""
    title, key = _(action.title), _first_key(action.shortcut)
    if made.shortcuts() or not key or "view" not in action.menus:
        return title
    return f"{title}\t{key}"


def _keys_of(action: Action) -> list[QKeySequence]:
    return [QKeySequence(key) for key in action.shortcut.split()]


class _Keys(QObject):
    """Gives actions their keys while their home is shown, and takes them while it is hidden."""

    def __init__(self, home: QWidget, write: Callable[[Action, QAction], None]) -> None:
        super().__init__(home)
        self._given: list[tuple[Action, QAction]] = []
        self._write = write
        home.installEventFilter(self)

    def give(self, action: Action, made: QAction) -> None:
        """Give an action its keys."""
        made.setShortcuts(_keys_of(action))
        self._given.append((action, made))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in SHOWN_OR_HIDDEN and not event.spontaneous():
            for action, made in self._given:
                made.setShortcuts(_keys_of(action) if kind == QEvent.Type.Show else [])
                if "view" in action.menus:
                    self._write(action, made)
        return False


class _Trigger(QObject):
    """Calls an action's callback without handing on the signal's own argument."""

    def __init__(self, callback: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._callback = callback

    def go(self) -> None:
        """Call the action."""
        self._callback()
