"""The pages of a document below each other on a desk: scrolled, zoomed, walked by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import theme
from mcdesk.ui.printing.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QShowEvent, QWheelEvent

    from mcdesk.ui.printing.pdf import Size

STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
REAL = 96 / 72
"""Pixels to a point at 100 percent."""
WIDEST_FIT = 1.5
"""On a large screen a page that fits is not blown up further than this."""
KEPT_PIXELS = 40_000_000


class PageView(QAbstractScrollArea):
    """Shows pages; those that come into sight are asked for and painted when they are there.

    Signals:
        wanted: pictures of pages (list of numbers) at a scale (pixels to a point) are wanted.
        moved: another page is in the middle of the view, or the zoom has changed.
    """

    wanted = Signal(list, float)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.layout_ = Layout(())
        self._fits = True
        self._zoom = 1.0
        self._images: dict[int, tuple[float, QImage]] = {}
        self._asked: dict[int, float] = {}
        self._message = ""
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # --- what is shown --------------------------------------------------------------------

    def show_pages(self, sizes: Sequence[Size]) -> None:
        """Show another document, from its first page."""
        self.layout_ = Layout(tuple(sizes))
        self._images.clear()
        self._asked.clear()
        self._message = ""
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def show_message(self, text: str) -> None:
        """Show words where there is no page."""
        self.show_pages(())
        self._message = text
        self.viewport().update()

    def put_image(self, page: int, scale: float, image: QImage) -> None:
        """Take the picture of a page; one of another scale only while there is none."""
        stale = scale != self.scale and page in self._images
        if page >= self.layout_.count or stale:
            return
        self._images[page] = (scale, image)
        self._forget_far()
        self.viewport().update()

    def lose_image(self, page: int) -> None:
        """Note that a picture could not be made; it is asked for again when wanted."""
        self._asked.pop(page, None)

    @property
    def has_all(self) -> bool:
        """Whether every page in sight is shown sharply."""
        return all(self._images.get(p, (0,))[0] == self.scale for p in self.in_sight)

    # --- zoom -----------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The share of the real size."""
        if not self._fits:
            return self._zoom
        return min(max(self._room / max(self.layout_.widest * REAL, 1), 0.1), WIDEST_FIT)

    @property
    def _room(self) -> int:
        """The width a page may take beside the scroll bar, whether that is there or not.

        A width that followed the bar would make it come and go: a page as high as the view is
        too high without it and fits with it.
        """
        bar = self.verticalScrollBar().sizeHint().width()
        return self.maximumViewportSize().width() - bar - 2 * self.layout_.margin

    @property
    def scale(self) -> float:
        """Pixels of the screen to a point of paper."""
        return round(self.zoom * REAL * self.devicePixelRatioF(), 3)

    @property
    def fits(self) -> bool:
        return self._fits

    def fit_width(self) -> None:
        """Make pages as wide as the view."""
        self._set_zoom(self._zoom, fits=True)

    def real_size(self) -> None:
        """Show pages as large as on paper."""
        self._set_zoom(1.0)

    def zoom_in(self) -> None:
        self._set_zoom(next((step for step in STEPS if step > self.zoom + 0.01), STEPS[-1]))

    def zoom_out(self) -> None:
        self._set_zoom(next((s for s in reversed(STEPS) if s < self.zoom - 0.01), STEPS[0]))

    def _set_zoom(self, zoom: float, *, fits: bool = False) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(self.layout_.height, 1)
        self._zoom, self._fits = zoom, fits
        self._arrange()
        bar.setValue(round(share * self.layout_.height))
        self._on_scrolled()

    # --- place ----------------------------------------------------------------------------

    @property
    def count(self) -> int:
        return self.layout_.count

    @property
    def page(self) -> int:
        """The page that is looked at, counted from 0."""
        return self.layout_.page_at(
            self.verticalScrollBar().value() + self.viewport().height() // 3
        )

    @property
    def in_sight(self) -> range:
        """The pages of which something can be seen."""
        top = self.verticalScrollBar().value()
        return self.layout_.between(top, top + self.viewport().height())

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        page = min(max(page, 0), max(self.count - 1, 0))
        if self.count:
            top = self.layout_.tops[page] - self.layout_.margin
            self.verticalScrollBar().setValue(round(top))

    def _arrange(self) -> None:
        """Lay the pages out at the zoom chosen and set the scroll bars."""
        self.layout_.arrange(self.zoom * REAL)
        room = self.viewport().size()
        bar = self.verticalScrollBar()
        bar.setPageStep(room.height())
        bar.setSingleStep(48)
        bar.setRange(0, max(round(self.layout_.height) - room.height(), 0))
        width = 0 if self._fits else round(self.layout_.width) - room.width()
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(width, 0))

    def _on_scrolled(self) -> None:
        """Ask for what has come into sight, and for its neighbours."""
        self.setAccessibleName(
            _("Page {n} of {m}").format(n=self.page + 1, m=self.count) if self.count else ""
        )
        seen = self.in_sight
        around = range(max(seen.start - 1, 0), min(seen.stop + 1, self.count))
        missing = [
            page
            for page in sorted(around, key=lambda number: number not in seen)
            if self._asked.get(page) != self.scale
        ]
        self._asked.update(dict.fromkeys(missing, self.scale))
        if missing and self.isVisible():
            self.wanted.emit(missing, self.scale)
        elif missing:
            self._asked.clear()
        self.moved.emit()
        self.viewport().update()

    def _forget_far(self) -> None:
        """Drop the pictures farthest away when they take too much memory."""
        here = self.page
        while len(self._images) > 3 and (
            sum(image.width() * image.height() for _scale, image in self._images.values())
            > KEPT_PIXELS
        ):
            farthest = max(self._images, key=lambda page: abs(page - here))
            del self._images[farthest]
            self._asked.pop(farthest, None)

    # --- Qt -------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        share = self.verticalScrollBar().value() / max(self.layout_.height, 1)
        self._arrange()
        if self._fits:
            self.verticalScrollBar().setValue(round(share * self.layout_.height))
        self._on_scrolled()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_scrolled()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        jump = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = max(bar.pageStep() - 48, 48)
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.go_to(self.page + 1) if jump else bar.setValue(bar.value() + step)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self.go_to(self.page - 1) if jump else bar.setValue(bar.value() - step)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme.current()
        painter.fillRect(event.rect(), look.column)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._message:
            painter.setPen(look.muted)
            room = self.viewport().rect().adjusted(40, 40, -40, -40)
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(centre), self._message)
        for page in self.in_sight:
            self._paint_page(painter, page)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        left, top, width, height = self.layout_.box(page, self.viewport().width())
        box = QRect(left - self.horizontalScrollBar().value(),
                    top - self.verticalScrollBar().value(), width, height)  # fmt: skip
        painter.fillRect(box.adjusted(-1, -1, 1, 1), theme.current().line)
        painter.fillRect(box, QColor("white"))
        if page not in self._images:
            return
        scale, image = self._images[page]
        if scale == self.scale:
            image.setDevicePixelRatio(self.devicePixelRatioF())
            painter.setClipRect(box)
            painter.drawImage(box.topLeft(), image)
            painter.setClipping(False)
        else:
            painter.drawImage(box, image)
