"""Icons: the SVGs of `resources/icons`, tinted in the theme's colours and kept until it changes."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mcdesk import resources
from mcdesk.ui import theme

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


def icon(name: str, colour: QColor | None = None, size: int = 16) -> QIcon:
    """Return the icon `name` in `colour` (the theme's muted ink), pale where it is disabled."""
    look = theme.current()
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, colour or look.muted, size, ratio))
        result.addPixmap(pixmap(name, look.line, size, ratio), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon `name` drawn in `colour`, `size` pixels wide on a screen of `ratio`."""
    key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
    if key not in _pixmaps:
        _pixmaps[key] = _tint(name, colour, size, ratio)
    return _pixmaps[key]


def _tint(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Render an SVG with its strokes in `colour`."""
    path = resources.root() / "icons" / f"{name}.svg"
    drawing = path.read_bytes().replace(b"currentColor", colour.name().encode())
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result


def forget() -> None:
    """Drop every kept picture; colours have changed."""
    _pixmaps.clear()


theme.theme_changed.connect(forget)
