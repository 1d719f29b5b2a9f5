"""Help inside the program: the guide's pages, and the keys of every action."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget
from typing_extensions import override

from mcdesk import i18n, resources
from mcdesk.i18n import N_, _
from mcdesk.ui import language, theme
from mcdesk.ui.deeds import MENUS
from mcdesk.ui.escape import Escape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.ui.actions import Action, Actions

KEYS = "keys"
TOPICS = (
    ("README", N_("What is what")),
    ("start", N_("Start")),
    ("take-over", N_("Take over")),
    ("board", N_("The board")),
    ("search", N_("Search everything")),
    ("fill-a-form", N_("Fill a form")),
    ("forms-outside", N_("Forms for people without the program")),
    ("freeze-and-sign", N_("Freeze and sign")),
    ("print", N_("Print")),
    ("evidence", N_("Evidence")),
    ("signing-session", N_("A signing session")),
    ("register", N_("Register")),
    ("scans", N_("Scans of signed paper")),
    ("exceptions", N_("Exceptions and other honest ways")),
    ("undo-and-history", N_("Undo and history")),
    ("backup-and-restore", N_("Backup and restore")),
    ("people-and-settings", N_("People and settings")),
    ("team", N_("Sharing with a team")),
    ("forms-and-wording", N_("Forms and wording")),
    ("development-guide", N_("Development guide")),
    (KEYS, N_("Keyboard shortcuts")),
)
ALWAYS = (
    (N_("Arrows"), N_("go from card to card and from column to column")),
    (N_("Space"), N_("choose the card too, or no longer")),
    (N_("Enter"), N_("open the card")),
    (N_("Menu key, Shift+F10"), N_("open the menu of a card, a row or a cell")),
    ("Ctrl+PgUp, Ctrl+PgDn", N_("in a form: the section before, the next one")),
    ("Ctrl+F, Ctrl+H", N_("in a form: find, replace")),
    ("F3, Shift+F3", N_("in a form or the guide: the next place that was found, the one before")),
    ("Ctrl+Enter", N_("send a comment; end a dialog with what was written")),
    ("Ctrl+Alt+M", N_("in a form: comment on the field in use")),
    ("Shift+F2", N_("in a table: the comment on the cell or row")),
    ("Del", N_("in a table: empty the cells, or take out rows that are marked whole")),
    ("F6", N_("in the guide: from the chapters to the text and back")),
    ("Ctrl++, Ctrl+-, Ctrl+0", N_("in the guide: larger letters, smaller ones, as at first")),
    ("F1", N_("this help")),
)


BESIDE, WIDEST = 48, 380  # pixels beside a topic's words, and of the list of topics at most
HIGHEST = 300  # pixels of a picture, so that words stand on the first screen, too


class GuideText(QTextBrowser):
    """Shows a page of the guide; its pictures are made to fit."""

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        folder = resources.guide(i18n.language())
        if type != QTextDocument.ResourceType.ImageResource.value or folder is None:
            return super().loadResource(type, name)
        picture = QImage(str(_own(folder / QUrl(name).path())))
        room = QSize(self.viewport().width() - 4 * theme.PAGE, HIGHEST)
        if picture.width() <= room.width() and picture.height() <= HIGHEST:
            return picture
        return picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio,
                              Qt.TransformationMode.SmoothTransformation)  # fmt: skip


def _own(picture: Path) -> Path:
    """Return a picture in the language and colours in use, where there is one."""
    language_ = "" if i18n.language() == "en" else i18n.language()
    colours = "dark" if theme.current() is theme.DARK else ""
    own = picture.with_stem("-".join(filter(None, (picture.stem, language_, colours))))
    return own if own.is_file() else picture


class HelpPage(QWidget):
    """The guide's topics left, the chosen one right.

    Signals:
        closed: back to where help was called.
    """

    closed = Signal()

    def __init__(self, actions: Actions, topic: str = "README") -> None:
        super().__init__()
        self._actions = actions
        self.topics = QListWidget()
        self.topics.setMinimumWidth(240)
        self.text = GuideText()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.PAGE, theme.PAGE, theme.PAGE, theme.PAGE)
        line.setSpacing(theme.PAGE)
        line.addWidget(self.topics)
        line.addWidget(self.text, 1)
        self._fill()
        self.topics.currentRowChanged.connect(self._show)
        language.language_changed.connect(self._write)
        theme.theme_changed.connect(self._write)
        Escape(self, self.closed.emit)
        self.show_topic(topic)

    def page_title(self) -> str:
        """Return what the trail calls this page."""
        return _("Help")

    def take_focus(self) -> None:
        """Put the keyboard on the list of topics."""
        self.topics.setFocus()

    def show_topic(self, topic: str) -> None:
        """Show a topic; one that is not there shows the keys."""
        places = [
            row
            for row in range(self.topics.count())
            if self.topics.item(row).data(Qt.ItemDataRole.UserRole) == topic
        ]
        self.topics.setCurrentRow(places[0] if places else self.topics.count() - 1)

    def _fill(self) -> None:
        self.topics.setAccessibleName(_("Topics"))
        for topic, title in TOPICS:
            if topic == KEYS or self._file(topic) is not None:
                item = QListWidgetItem(_(title))
                item.setData(Qt.ItemDataRole.UserRole, topic)
                item.setSizeHint(QSize(0, 30))
                self.topics.addItem(item)
        self._fit_topics()

    def _fit_topics(self) -> None:
        """Give the list the width of its longest topic in the language in use."""
        rows = range(self.topics.count())
        metrics = self.topics.fontMetrics()
        longest = max(
            (metrics.horizontalAdvance(self.topics.item(n).text()) for n in rows), default=0
        )
        self.topics.setFixedWidth(max(240, min(longest + BESIDE, WIDEST)))

    def _file(self, topic: str) -> Path | None:
        """Return the page of a topic in the language in use, if there is one."""
        folder = resources.guide(i18n.language())
        page = folder / f"{topic}.md" if folder is not None else None
        return page if page is not None and page.is_file() else None

    def _write(self) -> None:
        names = dict(TOPICS)
        for row in range(self.topics.count()):
            item = self.topics.item(row)
            item.setText(_(names[item.data(Qt.ItemDataRole.UserRole)]))
        self._fit_topics()
        self._show(self.topics.currentRow())

    def _show(self, row: int) -> None:
        if row < 0:
            return
        topic = str(self.topics.item(row).data(Qt.ItemDataRole.UserRole))
        page = self._file(topic)
        if topic == KEYS or page is None:
            self.text.setHtml(self._keys())
        else:
            self.text.setMarkdown(page.read_text(encoding="utf-8"))

    def _follow(self, link: QUrl) -> None:
        """Go to another topic of the guide; anything else opens outside."""
        topic = link.path().removesuffix(".md")
        if link.isRelative() and any(topic == known for known, _title in TOPICS):
            self.show_topic(topic)
        elif not link.isRelative():
            QDesktopServices.openUrl(link)

    def _keys(self) -> str:
        """Return all keys as a table, menu by menu."""
        rows = [_row(_(keys), _(words)) for keys, words in ALWAYS]
        for menu, title in MENUS:
            mine = list(self._with_keys(menu))
            if mine:
                rows.append(f"<tr><td colspan='2'><h3>{escape(_(title))}</h3></td></tr>")
                rows += [_row(keys, words) for keys, words in mine]
        heading = escape(_("Keyboard shortcuts"))
        return f"<h2>{heading}</h2><table>{''.join(rows)}</table>"

    def _with_keys(self, menu: str) -> Iterator[tuple[str, str]]:
        for action in self._actions.declared():
            if menu in action.menus and action.shortcut:
                yield _native(action), _(action.title)


def _native(action: Action) -> str:
    """Return the keys of an action as this system writes them; both Enter keys are one."""
    shape = QKeySequence.SequenceFormat.NativeText
    apart = [keys for keys in action.shortcut.split() if not keys.endswith("+Return")]
    return ", ".join(QKeySequence(keys).toString(shape) for keys in apart)


def _row(keys: str, words: str) -> str:
    return (
        f"<tr><td style='padding:2px 24px 2px 0'><b>{escape(keys)}</b></td>"
        f"<td style='padding:2px 0'>{escape(words)}</td></tr>"
    )
