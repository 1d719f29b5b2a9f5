"""What people typed, made fit for paper.

Every character is real or a listed replacement, every line stays inside its column. Nothing
here knows markup: `<b>` and `&` are drawn as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import clean_text
from mcdesk.reports.fonts import DRAWN, Style, is_drawable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUIET = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Characters without a shape of their own: they are left out without a word."""
RUN = 4
"""So many letters in a row that no face has are replaced as one, with the spaces between."""
MANY = 12
"""So many other signs in a row are replaced as one."""
LISTED = 40
"""So many code points of one replacement are listed."""
SPACES = re.compile(r"[\t\x0b\x0c\u2028\u2029\u2000-\u200a\u205f\u3000]")
SOFT = "/-_.,;:?&=+"

Word = tuple[str, Style, float]
"""A piece of text without a break, its style and its width."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the place of characters that no face has."""

    shown: str
    meaning: str


@dataclass(slots=True)
class Glyphs:
    """Cleans texts for paper and remembers what was replaced, in the order of appearance."""

    used: dict[str, Replacement] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """Return `text` with only such characters as can be drawn."""
        if text.isascii() and text.isprintable():
            return text
        text = SPACES.sub(" ", clean_text(text))
        bad = {char for char in set(text) if char != "\n" and not _is_fit(char)}
        if not bad:
            return text
        quiet = bad & QUIET
        text = text.translate({ord(char): None for char in quiet})
        bad -= quiet
        letters = "".join(re.escape(char) for char in sorted(bad) if _is_letter(char))
        signs = "".join(re.escape(char) for char in sorted(bad) if not _is_letter(char))
        patterns = [f"[{letters}]+(?: [{letters}]+)*"] if letters else []
        patterns += [f"[{signs}]+"] if signs else []
        return re.sub("|".join(patterns), self._replaced, text) if bad else text

    def _replaced(self, match: re.Match[str]) -> str:
        found = match.group()
        if found in self.used:
            return self.used[found].shown
        if len(found) < (RUN if _is_letter(found[0]) else MANY):
            return "".join(" " if char == " " else self._single(char) for char in found)
        number = 1 + sum(len(known) > 1 for known in self.used)
        shown = f"[{_script(found)} {number}]"
        points = " ".join(f"U+{ord(char):04X}" for char in found[:LISTED])
        more = f" … ({len(found)})" if len(found) > LISTED else ""
        self.used[found] = Replacement(shown, points + more)
        return shown

    def _single(self, char: str) -> str:
        shown = f"[U+{ord(char):04X}]"
        self.used[char] = Replacement(shown, _name(char))
        return shown


def _is_fit(char: str) -> bool:
    if char in DRAWN or char in QUIET or unicodedata.category(char)[0] == "C":
        return False
    return is_drawable(char)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _name(char: str) -> str:
    return unicodedata.name(char, "control or private character").lower()


def _script(text: str) -> str:
    """Return the script that most of `text` is written in, as its characters' names say."""
    words = [_name(char).split(" ", 1)[0] for char in text[:LISTED]]
    word = max(words, key=words.count)
    known = {"cjk": "Chinese", "hiragana": "Japanese", "katakana": "Japanese", "hangul": "Korean"}
    if word in ("arabic", "hebrew", "thai", "devanagari", "tamil"):
        return word.capitalize()
    return known.get(word, "signs")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: pieces with their styles, each at its distance from the left."""

    pieces: tuple[tuple[str, Style, float], ...]
    height: float
    width: float


def lines(spans: Iterable[tuple[str, Style]], width: float) -> tuple[Line, ...]:
    """Break clean text, in one or several styles, into lines no wider than `width`."""
    found: list[Line] = []
    row: list[Word] = []
    used = 0.0
    for word in _words(spans, width):
        _text, style, wide = word
        space = style.width(" ") if row else 0.0
        if row and used + space + wide > width + 0.01:
            found.append(_line(row))
            row, used, space = [], 0.0, 0.0
        row.append(word)
        used += space + wide
    if row:
        found.append(_line(row))
    return tuple(found)


EVEN = 4
"""A word without any sign that takes so many lines is cut into pieces that are alike."""


def _words(spans: Iterable[tuple[str, Style]], width: float) -> Iterator[Word]:
    for text, style in spans:
        for word in text.split(" "):
            if not word:
                continue
            wide = style.width(word)
            if wide <= width:
                yield word, style, wide
            else:
                yield from cut(word, style, _even(word, style, wide, width))


def _even(word: str, style: Style, wide: float, width: float) -> float:
    """Return how wide the pieces of a long word are: those of a digest all alike.

    So that no two letters of it are left for a line of their own.
    """
    if not (word.isalnum() and width < wide <= EVEN * width):
        return width
    return min(width, wide / -(-wide // width) + style.size)


def cut(word: str, style: Style, width: float) -> Iterator[Word]:
    """Cut a word that is wider than its column, after a sign of punctuation where there is one."""
    start, used = 0, 0.0
    for place, char in enumerate(word):
        wide = style.width(char)
        if place > start and used + wide > width:
            end = _soft_end(word, start, place)
            yield word[start:end], style, style.width(word[start:end])
            used = style.width(word[end:place])
            start = end
        used += wide
    yield word[start:], style, style.width(word[start:])


def _soft_end(word: str, start: int, place: int) -> int:
    for end in range(place, (start + place) // 2, -1):
        if word[end - 1] in SOFT:
            return end
    return place


def _line(row: list[Word]) -> Line:
    """Join neighbouring words of the same style into one piece."""
    pieces: list[tuple[str, Style, float]] = []
    left = 0.0
    for text, style, wide in row:
        if pieces:
            space = style.width(" ")
            if pieces[-1][1] is style:
                pieces[-1] = (f"{pieces[-1][0]} {text}", style, pieces[-1][2])
            else:
                pieces.append((text, style, left + space))
            left += space + wide
        else:
            pieces.append((text, style, 0.0))
            left = wide
    return Line(tuple(pieces), max(style.leading for _text, style, _left in pieces), left)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a longer text; `bullet` tells that it is an entry of a list."""

    text: str
    bullet: bool = False


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split clean text at its line ends; lines with `- ` are entries of a list."""
    found = []
    for line in text.strip("\n").split("\n"):
        bare = line.strip()
        is_entry = bare.startswith(("- ", "• "))
        found.append(Paragraph(bare[2:].strip() if is_entry else bare, is_entry))
    return tuple(found)
