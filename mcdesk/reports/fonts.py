"""The faces that paper is set in: registered on first use, kept for the process, measured fast.

Noto Sans carries the text; what it lacks (arrows, signs of mathematics, symbols) comes from
three more faces, which are loaded only when a text asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from mcdesk import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

REGULAR: Final = "NotoSans-Regular"
BOLD: Final = "NotoSans-Bold"
ITALIC: Final = "NotoSans-Italic"
OTHERS: Final = ("NotoSansMath-Regular", "NotoSansSymbols-Regular", "NotoSansSymbols2-Regular")

BOX: Final = "\ue000"
"""An empty check box; this and the next are drawn as lines, not as glyphs."""
TICKED: Final = "\ue001"
STAR: Final = "\ue002"
DRAWN: Final = {BOX: 1.02, TICKED: 1.02, STAR: 0.86}
"""The widths of the drawn signs, in shares of the type size."""


@cache
def font(name: str) -> TTFont:
    """Return the font `name`, read and registered once."""
    made = TTFont(name, str(resources.root() / "fonts" / f"{name}.ttf"))
    registerFont(made)
    return made


@cache
def letters(name: str) -> frozenset[int]:
    """Return the characters that the font `name` can draw."""
    return frozenset(font(name).face.charToGlyph)


@cache
def font_for(char: str) -> str:
    """Return the name of the further font that has `char`, or "" where none has."""
    return next((name for name in OTHERS if ord(char) in letters(name)), "")


def is_drawable(char: str) -> bool:
    """Tell whether any face has a glyph for `char`."""
    return ord(char) in letters(REGULAR) or bool(font_for(char))


class _Widths(dict[str, float]):
    """The widths of single characters for size 1, looked up on first use."""

    def __init__(self, name: str) -> None:
        super().__init__(DRAWN)
        self.name = name

    def __missing__(self, char: str) -> float:
        name = self.name if ord(char) in letters(self.name) else font_for(char) or self.name
        face = font(name).face
        width = float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000
        self[char] = width
        return width


@cache
def _widths(name: str) -> _Widths:
    return _Widths(name)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: font, size, distance of the lines, grey or colour.

    `mark` strikes it through (`gone`) or underlines it (`added`).
    """

    font: str = REGULAR
    size: float = 9.0
    leading: float = 12.0
    colour: int = 0x1F2328
    mark: Literal["", "added", "gone"] = ""

    def width(self, text: str) -> float:
        """Return the width of `text` in points."""
        return sum(map(_widths(self.font).__getitem__, text)) * self.size


def runs(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield `(font, piece)` for `text`; the drawn signs come alone, with the font ""."""
    known = letters(name)
    if text.isascii() or all(ord(char) in known for char in text):
        yield name, text
        return
    start, current = 0, _font_of(text[0], name)
    for place, char in enumerate(text):
        wanted = _font_of(char, name)
        if wanted != current or char in DRAWN:
            if place > start:
                yield current, text[start:place]
            start, current = place, wanted
    yield current, text[start:]


def _font_of(char: str, name: str) -> str:
    if char in DRAWN:
        return ""
    return name if ord(char) in letters(name) else font_for(char) or name
