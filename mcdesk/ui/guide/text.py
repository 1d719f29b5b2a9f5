"""The text of the guide: a column that can be read, chapters to go to, words to be found."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QTextCharFormat, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import theme
from mcdesk.ui.escape import Escape
from mcdesk.ui.guide.writing import GuideWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from mcdesk.application.guide_chapters import Shown
    from mcdesk.application.views import GuideView
    from mcdesk.ui.guide.writing import Look

COLUMN = 84  # letters of middling width in a line
EDGE = 28
ABOVE = 12  # pixels over a chapter's title that is gone to
SHORTEST = 2  # letters that are looked for


class GuideText(QTextBrowser):
    """Shows what a `GuideWriter` writes.

    Signals:
        chapter_changed: another chapter (id) has come to be read.
        followed: the target of a link.
        found_changed: other words were found, or another find is the current one.
        scale_requested: larger (1) or smaller (-1) letters are wanted.
        escaped: Esc was pressed.
    """

    chapter_changed = Signal(str)
    followed = Signal(str)
    found_changed = Signal()
    scale_requested = Signal(int)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Text of the development guide"))
        Escape(self, self.escaped.emit)
        self.places: Mapping[str, int] = {}
        self.chapter = ""
        self.finds: list[QTextCursor] = []
        self.at = -1
        self._words = ""
        self._scale = 1.0
        self._kept_at = -1
        self.anchorClicked.connect(self._on_anchor)
        self.verticalScrollBar().valueChanged.connect(self._follow)

    def show_text(
        self, view: GuideView, look: Look, head: tuple[str, str],
        shown: Sequence[tuple[Shown, ...]],
    ) -> None:  # fmt: skip
        """Write the text anew; the chapter that was read stays where it stood."""
        chapter, behind = self.chapter, self.behind
        blocker = QSignalBlocker(self.verticalScrollBar())
        self._scale = look.scale
        self.clear()
        self.document().setUndoRedoEnabled(False)
        self._fit()  # before anything is written: the text is laid out once
        writer = GuideWriter(self.document(), view, look)
        writer.write(*head, shown)
        self.places = writer.places
        blocker.unblock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_words(self._words, go=False)
        self.chapter = ""
        if chapter in self.places:
            self.go(chapter, behind)
        else:
            self._follow()

    # --- chapters -------------------------------------------------------------------------

    def go(self, chapter: str, behind: float = 0.0) -> None:
        """Bring a chapter to the top, or a part of it that lies `behind` (share of a chapter)."""
        if chapter not in self.places:
            return
        top, length = self._top(chapter), self._length(chapter)
        bar = self.verticalScrollBar()
        blocker = QSignalBlocker(bar)
        bar.setValue(round(top - ABOVE + behind * length))
        blocker.unblock()
        self.viewport().update()
        self._kept_at = bar.value()
        self._set_chapter(chapter)

    def _top(self, chapter: str) -> float:
        block = self.document().findBlock(self.places[chapter])
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _length(self, chapter: str) -> float:
        names = list(self.places)
        after = names.index(chapter) + 1
        end = self._top(names[after]) if after < len(names) else self.document().size().height()
        return max(end - self._top(chapter), 1.0)

    @property
    def behind(self) -> float:
        """Return how far into the chapter that is read the top of the page lies."""
        if self.chapter not in self.places:
            return 0.0
        passed = self.verticalScrollBar().value() + ABOVE - self._top(self.chapter)
        return min(max(passed / self._length(self.chapter), 0.0), 1.0)

    def _follow(self) -> None:
        """Tell which chapter stands at the top; one that was gone to stays until one scrolls."""
        bar, names = self.verticalScrollBar(), list(self.places)
        if bar.value() == self._kept_at or not names:
            return
        self._kept_at = -1
        if 0 < bar.maximum() == bar.value():
            self._set_chapter(names[-1])
            return
        line = bar.value() + 3 * ABOVE
        passed = [name for name in names if self._top(name) <= line]
        self._set_chapter(passed[-1] if passed else names[0])

    def _set_chapter(self, chapter: str) -> None:
        if chapter != self.chapter:
            self.chapter = chapter
            self.chapter_changed.emit(chapter)

    def chapter_text(self) -> str:
        """Return title and text of the chapter that is read."""
        if self.chapter not in self.places:
            return ""
        later = [place for place in self.places.values() if place > self.places[self.chapter]]
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.places[self.chapter])
        last = min(later) - 1 if later else self.document().characterCount() - 1
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText().strip()

    # --- finding --------------------------------------------------------------------------

    def find_words(self, words: str, *, go: bool = True) -> None:
        """Mark every place where words stand, and go to the first one from here on."""
        self._words = words = words.strip()
        self.finds, self.at = [], -1
        cursor = QTextCursor(self.document())
        while len(words) >= SHORTEST:
            cursor = self.document().find(words, cursor)
            if cursor.isNull():
                break
            self.finds.append(cursor)
        if self.finds:
            begin = self.places.get(self.chapter, 0)
            self.at = next((n for n, c in enumerate(self.finds) if c.position() >= begin), 0)
        self._mark()
        if self.finds and go:
            self._show_find()
        self.found_changed.emit()

    def step(self, by: int) -> None:
        """Go to the next find (1) or the one before (-1); after the last comes the first."""
        if self.finds:
            self.at = (self.at + by) % len(self.finds)
            self._mark()
            self._show_find()
            self.found_changed.emit()

    def finds_by_chapter(self) -> dict[str, int]:
        """Return how many finds stand in each chapter."""
        names, starts = list(self.places), list(self.places.values())
        counts = dict.fromkeys(names, 0)
        for found in self.finds:
            place = bisect_right(starts, found.selectionStart()) - 1
            if place >= 0:
                counts[names[place]] += 1
        return counts

    def _mark(self) -> None:
        colours, marks = theme.current(), []
        for number, found in enumerate(self.finds):
            mark = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            now = number == self.at
            form.setBackground(colours.accent if now else colours.warn_soft)
            form.setForeground(colours.accent_ink if now else colours.ink)
            mark.format, mark.cursor = form, found
            marks.append(mark)
        self.setExtraSelections(marks)

    def _show_find(self) -> None:
        """Bring the current find into sight, a third from the top where one has to scroll."""
        found, bar = self.finds[self.at], self.verticalScrollBar()
        place, height = self.cursorRect(found), self.viewport().height()
        self._kept_at = -1
        if place.top() < 0 or place.bottom() > height:
            bar.setValue(bar.value() + place.top() - height // 3)
        names, starts = list(self.places), list(self.places.values())
        at = bisect_right(starts, found.selectionStart()) - 1
        if at >= 0:
            self._kept_at = bar.value()
            self._set_chapter(names[at])

    # --- the column -----------------------------------------------------------------------

    def _fit(self) -> None:
        """Give the column a width that can be read, in the middle of the room there is."""
        font = theme.font()
        font.setPointSizeF(theme.base_size() * self._scale)
        if self.document().defaultFont() != font:
            self.document().setDefaultFont(font)
        widest = COLUMN * QFontMetricsF(font).averageCharWidth()
        room = self.viewport().width()
        side = max((room - widest) // 2, EDGE)
        frame = self.document().rootFrame()
        if frame.frameFormat().leftMargin() == side:
            return
        made = QTextFrameFormat(frame.frameFormat())
        made.setLeftMargin(side)
        made.setRightMargin(side)
        made.setTopMargin(EDGE)
        made.setBottomMargin(2 * EDGE)
        frame.setFrameFormat(made)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        chapter, behind = self.chapter, self.behind
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            if self.chapter:
                self.go(chapter, behind)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.scale_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _on_anchor(self, url: QUrl) -> None:
        self.followed.emit(url.toString())
