"""A form on its way to paper: the sheet, the styles, and the blocks gathered so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.reports.block import Block, Cell, CellLine, Gap, Row, Space
from mcdesk.reports.flow import A4, SIDE, Entry
from mcdesk.reports.fonts import BOLD, ITALIC, Style
from mcdesk.reports.pen import MUTED
from mcdesk.reports.text import Glyphs, Line, lines, paragraphs

if TYPE_CHECKING:
    from mcdesk.application.views import Sheet
    from mcdesk.procedure.stage import Label
    from mcdesk.reports.redline import Redline

TITLE = Style(BOLD, 14, 18)
SUBTITLE = Style(ITALIC, 10, 13, MUTED)
HEADING = Style(BOLD, 10.5, 14)
HEADING_ID = Style(ITALIC, 9, 14, MUTED)
BODY = Style("NotoSans-Regular", 9, 12)
STRONG = Style(BOLD, 9, 12)
SECOND = Style(ITALIC, 7.5, 9.6, MUTED)
"""The Indonesian wording under the English one."""
INLINE = Style(ITALIC, 8.2, 12, MUTED)
"""The Indonesian wording after the English one, on the same line."""
SMALL = Style("NotoSans-Regular", 7.5, 9.8, MUTED)
COUNT = Style("NotoSans-Regular", 7.5, 12, MUTED)
"""The number of a field, on the same baseline as its label."""
WROTE = Style(ITALIC, 6.5, 8.6, MUTED)
"""Who wrote at a changed place."""
CELL = Style("NotoSans-Regular", 8, 10.6)
CELL_ID = Style(ITALIC, 7, 9, MUTED)
COLUMN = Style(BOLD, 7.5, 9.4)
COLUMN_ID = Style(ITALIC, 7, 8.8, MUTED)
BULLET = 9.0


@dataclass(slots=True, kw_only=True)
class Blocks:
    """Gathers the blocks of some pages.

    `wide` tells that what is added lies on its side, `dense` that the signatures do with less room.
    """

    glyphs: Glyphs = field(default_factory=Glyphs)
    entries: list[Entry] = field(default_factory=list)
    wide: bool = False
    dense: bool = False

    @property
    def width(self) -> float:
        """The width of the text where the next block goes."""
        return A4[1 if self.wide else 0] - 2 * SIDE

    def add(
        self,
        block: Block,
        *,
        keep: bool = False,
        heads: tuple[Block, ...] = (),
        anchor: str = "",
        whole: bool = False,
        again: tuple[Block, ...] = (),
    ) -> None:
        self.entries.append(Entry(block, keep, heads, anchor, self.wide, whole, again))

    def hold(self) -> None:
        """Hold what was added last together with what comes next."""
        self.entries[-1] = replace(self.entries[-1], keep=True)

    def space(self, height: float) -> None:
        self.add(Space(height))

    def clean(self, text: str) -> str:
        return self.glyphs.clean(text)

    def label(self, label: Label, width: float, first: Style, second: Style) -> tuple[Line, ...]:
        """Return a label in both languages, one under the other."""
        found = lines([(self.clean(label.en), first)], width)
        if label.id and label.id != label.en:
            found += lines([(self.clean(label.id), second)], width)
        return found

    def both(self, label: Label, first: Style, second: Style) -> list[tuple[str, Style]]:
        """Return a label in both languages on one line, as spans."""
        spans = [(self.clean(label.en), first)]
        if label.id and label.id != label.en:
            spans.append((f"/ {self.clean(label.id)}", second))
        return spans

    def prose(self, text: str, width: float, style: Style) -> tuple[CellLine, ...]:
        """Return a typed text as lines; its lists are indented, its empty lines kept."""
        found: list[CellLine] = []
        for paragraph in paragraphs(self.clean(text)):
            if not paragraph.text:
                found.append(Gap(style.leading / 2))
                continue
            indent = BULLET if paragraph.bullet else 0.0
            broken = lines([(paragraph.text, style)], width - indent)
            found.extend(_indented(broken, indent, style))
        return tuple(found)


@dataclass(slots=True)
class Paper(Blocks):
    """Gathers the blocks of one form; `redline` marks in them what changed."""

    sheet: Sheet
    redline: Redline | None = None

    @property
    def is_blank(self) -> bool:
        return self.sheet.kind == "blank"

    @property
    def is_to_read(self) -> bool:
        """Tell whether nobody fills the form in: the guide (F1), whose chapters are its text."""
        return all(entry.is_made for entry in self.sheet.definition.fields.values())

    @property
    def is_to_fill(self) -> bool:
        """Tell whether its places become fields that are filled in on screen."""
        return bool(self.sheet.sent)

    def value(self, path: str) -> Json:
        """Return what stands at `path`: typed, computed or living."""
        for content in (self.sheet.content, self.sheet.computed, self.sheet.living):
            value = content.value(path)
            if not is_empty(value):
                return value
        return None


def _indented(broken: tuple[Line, ...], indent: float, style: Style) -> list[Line]:
    """Shift the lines of a list's entry; the first one begins with its bullet."""
    if not indent:
        return list(broken)
    shifted = []
    for number, line in enumerate(broken):
        pieces = tuple((text, kind, left + indent) for text, kind, left in line.pieces)
        mark = (("•", style, 1.5),) if number == 0 else ()
        shifted.append(Line((*mark, *pieces), line.height, line.width + indent))
    return shifted


def text_row(
    spans: list[tuple[str, Style]], width: float, *, above: float = 0.0, below: float = 0.0
) -> Row:
    """Return running text over the whole width, without a rule."""
    cell = Cell(0, width, lines(spans, width))
    return Row((cell,), width, above=above, below=below, rule=0)


def prose_row(blocks: Blocks, text: str, style: Style, *, above: float = 0.0) -> Row:
    """Return a text with its paragraphs and lists over the whole width, without a rule."""
    cell = Cell(0, blocks.width, blocks.prose(text, blocks.width, style))
    return Row((cell,), blocks.width, above=above, rule=0)
