"""Icons: the SVGs of `resources/icons`, tinted in the theme's colours and kept until it changes."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mcdesk import resources
from mcdesk.ui import theme

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
_icons: dict[tuple[str, int, int, int], QIcon] = {}


def icon(name: str, colour: QColor | None = None, size: int = 16, *, after: int = 0) -> QIcon:
    """Return the icon `name` in `colour` (the theme's muted ink), pale where it is disabled.

    `after` is empty room at its right: a style sheet knows no distance between icon and text.
    """
    look = theme.current()
    ink = colour or look.muted
    key = (name, ink.rgba(), size, after)
    if key not in _icons:
        made = _icons[key] = QIcon()
        for ratio in {1.0, _sharpest()}:
            made.addPixmap(_widened(pixmap(name, ink, size, ratio), after))
            pale = _widened(pixmap(name, look.line, size, ratio), after)
            made.addPixmap(pale, QIcon.Mode.Disabled)
    return _icons[key]


def _widened(picture: QPixmap, after: int) -> QPixmap:
    """Return a picture with so much empty room at its right."""
    if not after:
        return picture
    ratio = picture.devicePixelRatio()
    result = QPixmap(picture.width() + round(after * ratio), picture.height())
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return result


def _sharpest() -> float:
    """Return the highest ratio of pixels of the screens that there are."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon `name` drawn in `colour`, `size` pixels wide on a screen of `ratio`."""
    key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
    if key not in _pixmaps:
        _pixmaps[key] = _tint(name, colour, size, ratio)
    return _pixmaps[key]


def _tint(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Return an icon with its strokes in `colour`."""
    result = QPixmap(_drawn(name, size, ratio))
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(0, 0, size, size, QColor(colour.rgb()))
    painter.end()
    return result


@lru_cache(maxsize=256)
def _drawn(name: str, size: int, ratio: float) -> QPixmap:
    """Render an SVG, which has strokes of one colour alone, once for all colours."""
    drawing = (resources.root() / "icons" / f"{name}.svg").read_bytes()
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
    _icons.clear()


theme.theme_changed.connect(forget)
