"""Words in a cell: broken between words, and within one only where it is longer than the cell."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextOption

LONG = 2000
"""So many letters of a cell are drawn; all of them stand in its editor."""
MEASURED = 4000
"""So many measures are kept: a column that is dragged has only its own cells measured anew."""
_LEFT = Qt.AlignmentFlag.AlignLeft
_FIGURE = re.compile(r"[+\-\u2212]?[0-9][0-9.,\u00a0]*")


def is_figure(words: str) -> bool:
    """Tell whether words are a number as it is shown, with or without a sign: it never breaks."""
    return _FIGURE.fullmatch(words) is not None


def draw(painter: QPainter, rect: QRect, words: str, side: Qt.AlignmentFlag = _LEFT) -> None:
    """Draw words in a cell, from its top on; a number that has no room ends in “…”."""
    if is_figure(words):
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QRectF(rect), words[:LONG], _option(side))


def height(words: str, font: QFont, width: int) -> int:
    """Return how high words stand in a cell of a width."""
    return _height(words[:LONG], font.toString(), width)


@lru_cache(maxsize=MEASURED)
def _height(words: str, name: str, width: int) -> int:
    font = QFont()
    font.fromString(name)
    sheet = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(sheet)
    painter.setFont(font)
    found = painter.boundingRect(QRectF(0, 0, width, 100_000), words, _option(_LEFT))
    painter.end()
    return ceil(found.height())


@cache
def _option(side: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(side | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
