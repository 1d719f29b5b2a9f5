"""Texts in the room that there is: widths that are remembered, codes, elided and broken lines.

A code gives up its leading parts one by one ("MC-LAW-LAW-2603", "LAW-2603", "2603"), so that its
number is never cut.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont

KNOWN = 20_000
SENTENCES = 1_000
SHORT = 40
MORE = 10  # spaces that a text is wider than its room for sure, however its signs are kerned


class Ruler(QFontMetrics):
    """Font metrics that remember what comes again: the widths of words, dates and codes.

    Also how a sentence is broken that stands on many cards, as what blocks them does.
    """

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._known: dict[str, int] = {}
        self._broken: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def width_of(self, text: str) -> int:
        """Return the width of a text in pixels."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > KNOWN:
                self._known.clear()
            found = self._known[text] = self.horizontalAdvance(text)
        return found

    def broken(self, text: str, room: int, lines: int) -> tuple[str, ...]:
        """Return a text as `wrap` breaks it, each once."""
        key = (text, room, lines)
        if key not in self._broken:
            if len(self._broken) > SENTENCES:
                self._broken.clear()
            self._broken[key] = wrap(text, room, lines, self)
        return self._broken[key]


def short_code(code: str) -> str:
    """Return a code's programme and number: "LAW-2603"."""
    return "-".join(code.split("-")[-2:])


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.width_of(text) if isinstance(metrics, Ruler) else metrics.horizontalAdvance(text)


def fit_code(code: str, room: int, metrics: QFontMetrics) -> str:
    """Return as much of a code's end as fits; its last part, the number, always stays whole."""
    parts = code.split("-")
    while len(parts) > 1 and _width(metrics, "-".join(parts)) > room:
        parts.pop(0)
    return "-".join(parts)


def elide(text: str, room: int, metrics: QFontMetrics) -> str:
    """Return the text, cut at the end where it does not fit."""
    if len(text) < SHORT and _width(metrics, text) <= room:
        return text
    return metrics.elidedText(text, _at_the_end(), room)


@cache
def _at_the_end() -> Qt.TextElideMode:
    from PySide6.QtCore import Qt  # its many enums cost more than the rest of the first frame

    return Qt.TextElideMode.ElideRight


def wrap(text: str, room: int, lines: int, metrics: QFontMetrics) -> tuple[str, ...]:
    """Break a text into at most `lines` lines; the last is cut where it does not fit."""
    found: list[str] = []
    words, space = text.split(), _width(metrics, " ")
    while words and len(found) < lines - 1:
        line = words.pop(0)
        used = _width(metrics, line)
        while words and (more := space + _width(metrics, words[0])) + used <= room:
            used += more
            line = f"{line} {words.pop(0)}"
        found.append(line if used <= room else elide(line, room, metrics))
    if words:
        found.append(elide(_seen(words, room, metrics), room, metrics))
    return tuple(found)


def _seen(words: list[str], room: int, metrics: QFontMetrics) -> str:
    """Return a text, or of one that will be cut as many of its words as can be seen, and some more.

    To cut it, Qt shapes all of it; what blocks a card names each of its components.
    """
    used, space = 0, _width(metrics, " ")
    for number, word in enumerate(words, start=1):
        used += _width(metrics, word) + space
        if used > room + MORE * space:
            return " ".join(words[:number])
    return " ".join(words)
