"""Small parts that every screen is put together from: labels, headings, rules, buttons."""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mcdesk.ui import icons, theme
from mcdesk.ui.override import override

ENDLESS = (
    r"(?>(?:[A-Z@%&—]|[mw](?=[mw])|[^\s\u200bA-Z@%&—](?:(?![mw]{2})[^\s\u200bA-Z@%&—])?){12})"
    r"(?=[^\s\u200b])"
)
"""As much of a word as stands in a line of the narrowest pane: 24 letters, 12 wide ones."""

STEPS, LEAST = ("/\\@", "-_.:,;?&="), 3
"""Behind which signs of addresses and paths a line breaks best, the best first; how many letters
stay before it at the least."""

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QResizeEvent
    from PySide6.QtWidgets import QFormLayout


LONGEST_TIP = 80  # letters in a line of a tooltip
PASSAGE = 300  # letters of a text that are shown beside something else
SLIMMEST = 72  # pixels of a link whose words are cut


class Link(QPushButton):
    """A link that knows what it leads to.

    Signals:
        followed: the value it was made with.
    """

    followed = Signal(object)

    def __init__(self, text: str, value: object, kind: str = "link") -> None:
        super().__init__(text)
        self._value = value
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.followed.emit(self._value)


class SlimLink(Link):
    """A link whose words are cut where there is no room for them; they are spoken whole."""

    def __init__(self, text: str, value: object) -> None:
        super().__init__(text, value)
        self._words = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self._around(hint) + self._long(self._words))
        return hint

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        hint.setWidth(min(hint.width(), SLIMMEST))
        return hint

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._around(super().sizeHint())
        right = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._words, right, room)
        if shown != self.text():
            self.setText(shown)

    def _around(self, hint: QSize) -> int:
        """Return how much wider the link is than its words."""
        return hint.width() - self._long(self.text())

    def _long(self, words: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width()


def keep_shut(button: QWidget, why: str) -> None:
    """Shut a button with the reason as its tooltip, spoken too; open it where there is none."""
    button.setEnabled(not why)
    button.setToolTip(tip(why))
    button.setAccessibleDescription(why)


def tip(words: str) -> str:
    """Return words as a tooltip: without markup, so in lines, for Qt breaks none without."""
    plain = words.replace("<", "‹").replace(">", "›")
    return fill(plain, LONGEST_TIP, break_on_hyphens=False)


class IconButton(QPushButton):
    """A push button with an icon in the colour of its kind, also after the theme was switched.

    Folded it shows its icon alone; its words are its tooltip then.
    """

    def __init__(self, text: str, icon: str, kind: str = "") -> None:
        super().__init__(text)
        self._icon, self._kind, self._words = icon, kind, text
        self.is_folded = False
        self._dress()
        theme.theme_changed.connect(self._dress)

    @override
    def setText(self, text: str) -> None:
        self._words = text
        super().setText("" if self.is_folded else text)
        self._dress()

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or the words too."""
        if folded != self.is_folded:
            self.is_folded = folded
            name = self._words.replace("&&", "&")
            if folded:
                self.setAccessibleName(self.accessibleName() or name)
                self.setToolTip(self.toolTip() or name)
            elif self.toolTip() == name:
                self.setToolTip("")
            self.setText(self._words)

    @property
    def words_width(self) -> int:
        """How much room the words take."""
        return self.fontMetrics().horizontalAdvance(self._words) + theme.TIGHT

    def _dress(self) -> None:
        """Put on the icon, apart from the text where there is one."""
        ink = theme.current().accent_ink if self._kind == "primary" else None
        after = theme.TIGHT if self.text() else 0
        self.setIconSize(QSize(16 + after, 16))
        self.setIcon(icons.icon(self._icon, ink, after=after))


class Sign(QLabel):
    """A label that shows an icon in a colour of the theme, also after the theme was switched."""

    def __init__(self, name: str, tone: str, size: int) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)
        self._dress()
        theme.theme_changed.connect(self._dress)

    def _dress(self) -> None:
        colour: QColor = getattr(theme.current(), self._tone)
        self.setPixmap(icons.pixmap(self._name, colour, self._size, 2.0).copy())


def panel(
    margins: tuple[int, int, int, int] = (14, 12, 14, 12), spacing: int = theme.GAP
) -> tuple[QFrame, QVBoxLayout]:
    """Return a framed ground, and the column of what stands on it."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    return frame, column


def label(text: str = "", role: str = "", *, state: str = "", wrap: bool = False) -> QLabel:
    """Return a label whose text is never read as markup; one that wraps breaks endless words."""
    made = Wrapped(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if state:
        made.setProperty("state", state)
    return made


class Wrapped(QLabel):
    """A label of several lines, which break within an endless word, too.

    It still says its words as they were given.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(breakable(text))
        self._words = text
        self.setWordWrap(True)

    @override
    def setText(self, text: str) -> None:
        self._words = text
        super().setText(breakable(text))

    @override
    def text(self) -> str:
        return self._words


def passage(text: str, role: str = "", *, state: str = "") -> QLabel:
    """Return a label of what a person wrote: the beginning of a long text, all in its tooltip."""
    is_long = len(text) > PASSAGE
    made = label(f"{text[:PASSAGE].rstrip()}…" if is_long else text, role, state=state, wrap=True)
    if is_long:
        made.setToolTip(tip(text))
    return made


def breakable(text: str) -> str:
    """Return a text whose endless words may break over lines, so that no label grows too wide."""
    found, at, endless = [], 0, re.compile(ENDLESS)
    while (hit := endless.search(text, at)) is not None:
        cut = _cut(text, *hit.span())
        found += [text[at:cut], "\u200b"]
        at = cut
    return "".join((*found, text[at:]))


def _cut(text: str, start: int, end: int) -> int:
    """Return where a piece of an endless word ends: behind a sign of addresses, in no number."""
    places = range(end, start + LEAST, -1)
    for signs in STEPS:
        for at in places:
            if text[at - 1] in signs and text[at] not in signs and not text[at].isdigit():
                return at
    return next((at for at in places if not _in_number(text, at)), end)


def _in_number(text: str, at: int) -> bool:
    """Tell whether a place lies within a number, or an address or version made of numbers."""
    around = text[at - 1] + text[at]
    return any(sign.isdigit() for sign in around) and all(
        sign.isdigit() or sign in ".:," for sign in around
    )


def button(text: str, kind: str = "", icon: str = "") -> QPushButton:
    """Return a push button of a kind: primary, quiet, link, danger, chip, choice."""
    made = IconButton(text, icon, kind) if icon else QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(kind == "primary")
    return made


def rule() -> QFrame:
    """Return a thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def sign(name: str, tone: str, size: int = 16) -> QLabel:
    """Return a label that shows an icon in a colour of the theme (its name)."""
    return Sign(name, tone, size)


def row(*parts: QWidget | int, spacing: int = theme.GAP) -> QHBoxLayout:
    """Return a row of widgets; a number is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


def side_by_side(*parts: tuple[QWidget, int]) -> QSplitter:
    """Return parts beside each other, each with its share of the width, which is moved by hand."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setChildrenCollapsible(False)
    for number, (widget, width) in enumerate(parts):
        made.addWidget(widget)
        made.setStretchFactor(number, width)
    made.setSizes([width for _widget, width in parts])
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def align_labels(*forms: QFormLayout) -> None:
    """Let the fields of some forms begin at the same place, however long their labels are."""
    from PySide6.QtWidgets import QFormLayout

    role = QFormLayout.ItemRole.LabelRole
    items = (form.itemAt(row, role) for form in forms for row in range(form.rowCount()))
    labels = [found for item in items if item is not None and (found := item.widget()) is not None]
    widest = max((each.sizeHint().width() for each in labels), default=0)
    for each in labels:
        each.setMinimumWidth(widest)
    for form in forms:
        form.setHorizontalSpacing(theme.GAP)
