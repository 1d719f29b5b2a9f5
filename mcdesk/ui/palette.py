"""The command palette: "Find or do anything", one list of cards and actions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.page_deeds import tab_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QAction

    from mcdesk.application.views import CardTile
    from mcdesk.ui.actions import Action

MOST = 40
LINE = 28  # pixels of a line of what is found


@dataclass(frozen=True)
class Hit:
    """Something found: its words and what choosing it does."""

    text: str
    icon: str
    run: Callable[[], object]


Named = tuple[str, Hit]
"""What a hit is called where it is looked for, and the hit."""
STEPS = ("undo", "redo")
"""Actions that are about the one step that they name."""


class Palette(QFrame):
    """A field and a list over the window; Enter does what is chosen, Esc closes it.

    Signals:
        missed: what was chosen is not there any more; its name.
    """

    missed = Signal(str)

    def __init__(
        self, actions: Callable[[], list[tuple[Action, QAction]]],
        cards: Callable[[], Iterable[CardTile]],
        open_card: Callable[[str], object], parent: QWidget,
        more: Callable[[], Iterable[Named]], forms: Callable[[list[str]], Iterable[Hit]],
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self._actions, self._cards, self._open_card = actions, cards, open_card
        self._more, self._forms = more, forms
        self._home = parent
        self._hits: list[Hit] = []
        self._archived: tuple[CardTile, ...] = ()
        self.field = QLineEdit()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(560, 420)

    def open(self) -> None:
        """Show the palette, empty, in the upper middle of the window."""
        self.field.setPlaceholderText(_("Find or do anything"))
        self.field.setAccessibleName(_("Find or do anything"))
        self.field.clear()
        self._search("")
        at = QPoint((self._home.width() - self.width()) // 2, 70)
        self.move(self._home.mapToGlobal(at))
        self.show()
        self.field.setFocus()

    def use_archived(self, tiles: tuple[CardTile, ...]) -> None:
        """Find the cards that are off the board, too; what is chosen already stays so."""
        is_other, self._archived = tiles != self._archived, tiles
        if is_other:
            self.look_again()

    def look_again(self) -> None:
        """Find what became known meanwhile, too."""
        if self.isVisible() and self.field.text():
            row, before = self.list.currentRow(), self._hits
            chosen = before[row].text if 0 <= row < len(before) else ""
            self._search(self.field.text())
            same = [at for at, hit in enumerate(self._hits) if hit.text == chosen]
            near = min(same, key=lambda at: abs(at - row), default=row)
            self.list.setCurrentRow(min(max(near, 0), self.list.count() - 1))

    def _search(self, text: str) -> None:
        self._hits = self.matches(text)
        self.list.clear()
        muted = theme.current().muted
        for hit in self._hits:
            line = QListWidgetItem(icons.icon(hit.icon, muted), hit.text)
            line.setSizeHint(QSize(0, LINE))  # no wider than the list: what is longer ends in dots
            line.setToolTip(hit.text)
            self.list.addItem(line)
        self.list.setCurrentRow(0)
        if not self._hits:
            nothing = QListWidgetItem(_("Nothing is called that. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)

    def matches(self, text: str) -> list[Hit]:
        """Return what fits the words: actions first, then cards, then forms of cards."""
        wanted = text.casefold().split()
        found = self._actions_called(wanted)
        found += self._cards_called(wanted, MOST - len(found))
        return [*found, *islice(self._forms(wanted), MOST - len(found))]

    def _actions_called(self, wanted: list[str]) -> list[Hit]:
        """Return what is called so: of the declared actions, then of what else there is."""
        found = []
        declared = self._actions()
        open_ = {_title(made) for _action, made in declared if made.isEnabled()}
        for action, made in declared:
            title = _title(made)
            if title in open_ and not made.isEnabled():
                continue  # two tabs of a page offer the same: what can be done now is meant
            # Undo and redo show which step they take; that step is not what they are called.
            called = f"{_(action.title)} {action.title} {tab_of(made)}".casefold()
            if all(word in called for word in wanted):
                keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                run = partial(self._trigger, action.id, title)
                found.append(Hit(f"{title}   {keys}".rstrip(), action.icon or "arrow-right", run))
        for called, hit in self._more() if wanted else ():
            if all(word in called for word in wanted):
                found.append(hit)
        return found[: MOST // 2]

    def _trigger(self, id_: str, title: str) -> None:
        """Do an action: the one that is there now, for a page may have been made anew.

        Of a step back or forth that is another one by now nothing is done.
        """
        found = [made for action, made in self._actions() if action.id == id_]
        same = [made for made in found if _title(made) == title]
        if same or (found and id_ not in STEPS):
            (same or found)[0].trigger()
        else:
            self.missed.emit(title)

    def _cards_called(self, wanted: list[str], most: int) -> list[Hit]:
        """Return the cards that fit the words, those of the archive last."""
        found: list[Hit] = []
        on_board = list(self._cards())
        known = {tile.id for tile in on_board} if self._archived else set()
        off_board = [tile for tile in self._archived if tile.id not in known]
        for tile in (*on_board, *off_board):
            if len(found) >= most:
                break
            if wanted and all(word in tile.search for word in wanted):
                title = f"{tile.code}   {tile.title(i18n.language())}"
                icon = "archive" if tile.archived_on else "file-text"
                found.append(Hit(title, icon, _OpenCard(self._open_card, tile.id)))
        return found

    def _run(self) -> None:
        row = self.list.currentRow()
        self.hide()
        if 0 <= row < len(self._hits):
            self._hits[row].run()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._hits:
                self.list.setCurrentRow((self.list.currentRow() + step) % len(self._hits))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return False


def _title(made: QAction) -> str:
    return made.text().partition("\t")[0].replace("&", "")


@dataclass(frozen=True)
class _OpenCard:
    """Opens one card."""

    open: Callable[[str], object]
    card: str

    def __call__(self) -> None:
        self.open(self.card)
