"""Writes the guide into a text document: headings, paragraphs, lists, numbers with their links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTableCellFormat,
    QTextTableFormat,
)

from mcdesk.application.guide_chapters import SIGNERS, STAGES
from mcdesk.application.shown import show_setting
from mcdesk.i18n import _
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.units import counted
from mcdesk.ui import language, theme
from mcdesk.ui.wording.words import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextDocument, QTextTable

    from mcdesk.application.guide_chapters import Line, Number, Shown, Text
    from mcdesk.application.redline import Kind
    from mcdesk.application.views import GuideView, SettingLine
    from mcdesk.i18n import Language
    from mcdesk.procedure.stage import Label

CHANGES = "changes"
"""The chapter after which the editions stand."""
LEADING = 145.0
INDENT = 1.9
Cell = tuple[str, QTextCharFormat]


@dataclass(frozen=True, slots=True)
class Look:
    """How the text is set: how large, and in which languages, the first one leading."""

    scale: float
    languages: tuple[Language, ...]


class GuideWriter:
    """Writes one edition; `places` then says where each chapter begins."""

    def __init__(self, document: QTextDocument, view: GuideView, look: Look) -> None:
        self._cursor = QTextCursor(document)
        self._view, self._look = view, look
        self._unit = theme.base_size() * look.scale
        self._formats: dict[tuple[float, str, bool], QTextCharFormat] = {}
        self.places: dict[str, int] = {}

    def write(self, title: str, words: str, shown: Sequence[tuple[Shown, ...]]) -> None:
        """Write the title, a sentence about the edition, and the chapters in each language."""
        cursor = self._cursor
        cursor.document().setIndentWidth(self._unit * INDENT)
        cursor.beginEditBlock()
        cursor.setBlockFormat(self._block(below=0.2))
        cursor.insertText(title, self._format(1.75, bold=True))
        self._paragraph(words, self._format(0.92, "muted"), below=0.6)
        for chapter in zip(*shown, strict=True):
            self._chapter(chapter)
        cursor.endEditBlock()

    # --- chapters -------------------------------------------------------------------------

    def _chapter(self, chapter: tuple[Shown, ...]) -> None:
        """Write a chapter, with its text in one language after the other."""
        first, *others = chapter
        self._cursor.insertBlock(self._block(above=2.2, below=0.1))
        self.places.setdefault(first.id, self._cursor.position())
        self._pieces(first.title, self._format(1.3, bold=True))
        for other in others:
            self._cursor.insertBlock(self._block(below=0.1))
            self._pieces(other.title, self._format(1.08, "muted"))
        self._lines(first.lines, self._format())
        for other in others:
            self._lines(other.lines, self._format(colour="muted"))
        if first.id == STAGES and first.state != "gone":
            self._stages()
        self._numbers(first.numbers)
        if first.id == CHANGES and first.state != "gone":
            self._editions()

    def _lines(self, lines: Sequence[Line], form: QTextCharFormat) -> None:
        entries = None
        for line in lines:
            is_next = line.is_entry and entries is not None
            self._cursor.insertBlock(self._block(above=0.25 if is_next else 0.7))
            if not line.is_entry:
                entries = None
            elif entries is None:
                entries = self._cursor.createList(_bullets())
            else:
                entries.add(self._cursor.block())
            self._pieces(line.pieces, form)

    # --- tables ---------------------------------------------------------------------------

    def _numbers(self, numbers: Sequence[Number]) -> None:
        """Write the settings that a chapter shows, each with the day from which it holds."""
        if not numbers:
            return
        self._caption(_("In force today"))
        lines = [self._view.settings.get(number.key) for number in numbers]
        has_text = any(line is not None and not _is_short(line) for line in lines)
        table = self._table(len(numbers), (30, 36, 20, 14) if has_text else (46, 20, 20, 14))
        for row, (number, line) in enumerate(zip(numbers, lines, strict=True)):
            label = " / ".join(dict.fromkeys(map(number.label.text, self._look.languages)))
            self._cell(table, row, 0, (label, self._marked(self._format(), number.kind)))
            self._cell(table, row, 1, self._value(line))
            since = self._since(line), self._format(0.92, "muted")
            self._cell(table, row, 2, since)
            link = (_("Change"), self._link(f"setting:{number.key}", 0.92))
            self._cell(table, row, 3, *((link,) if self._view.may and line is not None else ()))
        self._leave(table)

    def _value(self, line: SettingLine | None) -> Cell:
        if line is None or line.value in (None, ""):
            return _("not given yet"), self._format(colour="muted")
        unit = f" {counted(line.unit, line.value).text()}" if line.unit else ""
        is_short = _is_short(line)
        return f"{show_setting(line.value)}{unit}", self._format(bold=is_short)

    def _since(self, line: SettingLine | None) -> str:
        if line is None or not line.since:
            return _("as shipped") if line is not None else ""
        return _("since {day}").format(day=language.short_day(line.since, self._view.today))

    def _stages(self) -> None:
        """Write the stages with their forms, and who signs these."""
        shown = self._look.languages[0]
        self._caption(_(SIGNERS))
        table = self._table(len(self._view.stages), (7, 37, 56))
        for row, stage in enumerate(self._view.stages):
            self._cell(table, row, 0, (str(stage.number), self._format(0.92, "muted")))
            self._cell(table, row, 1, (stage.title.text(shown), self._format(0.92, bold=True)))
            told = "\n".join(_signed(form, roles, shown) for form, roles in stage.forms)
            self._cell(table, row, 2, (told or "–", self._format(0.92)))
        self._leave(table)

    def _editions(self) -> None:
        """Write the editions with who published them and why, the newest first."""
        self._caption(_("Editions in this workspace"))
        versions = self._view.form.versions
        table = self._table(len(versions), (14, 30, 56))
        for row, version in enumerate(versions):
            link = (version.version, self._link(f"edition:{version.digest}"))
            self._cell(table, row, 0, link)
            day = f"{language.long_day(version.since)}, {_(STATES[version.state])}"
            self._cell(table, row, 1, (day, self._format(0.92)))
            told = " · ".join(filter(None, (version.by, version.reason)))
            cells = [(told or _("came with the program"), self._format(0.92, "muted"))]
            if row + 1 < len(versions):
                cells.append(("  ", self._format(0.92)))
                compare = self._link(f"compare:{version.digest}", 0.92)
                cells.append((_("What changed"), compare))
            self._cell(table, row, 2, *cells)
        self._leave(table)

    def _caption(self, words: str) -> None:
        self._cursor.insertBlock(self._block(above=1.1, below=0.3))
        self._cursor.insertText(words, self._format(0.92, "muted", bold=True))

    def _table(self, rows: int, widths: Sequence[int]) -> QTextTable:
        made = QTextTableFormat()
        made.setBorder(0)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        made.setCellPadding(round(self._unit * 0.45))
        made.setCellSpacing(0)
        kind = QTextLength.Type.PercentageLength
        made.setWidth(QTextLength(kind, 100))
        made.setColumnWidthConstraints([QTextLength(kind, width) for width in widths])
        return self._cursor.insertTable(rows, len(widths), made)

    def _cell(self, table: QTextTable, row: int, column: int, *cells: Cell) -> None:
        cell = table.cellAt(row, column)
        ruled = QTextTableCellFormat()
        ruled.setBottomBorder(1.0)
        ruled.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        ruled.setBottomBorderBrush(theme.current().line)
        cell.setFormat(ruled)
        cursor = cell.firstCursorPosition()
        for words, form in cells:
            for number, line in enumerate(words.split("\n")):
                if number:
                    cursor.insertBlock()
                cursor.insertText(line, form)

    def _leave(self, table: QTextTable) -> None:
        """Go on writing after a table."""
        self._cursor = table.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)

    # --- parts ----------------------------------------------------------------------------

    def _paragraph(self, words: str, form: QTextCharFormat, below: float = 0.0) -> None:
        self._cursor.insertBlock(self._block(below=below))
        self._cursor.insertText(words, form)

    def _pieces(self, pieces: Text, form: QTextCharFormat) -> None:
        for piece in pieces:
            self._cursor.insertText(piece.text, self._marked(form, piece.kind))

    def _marked(self, form: QTextCharFormat, kind: Kind) -> QTextCharFormat:
        """Return a format for words that stayed, came (green) or went (red and struck)."""
        made, colours = QTextCharFormat(form), theme.current()
        if kind == "gone":
            made.setForeground(colours.bad)
            made.setBackground(colours.bad_soft)
            made.setFontStrikeOut(True)
        elif kind == "added":
            made.setForeground(colours.good)
            made.setBackground(colours.good_soft)
            made.setFontUnderline(True)
        return made

    def _format(
        self, size: float = 1.0, colour: str = "ink", *, bold: bool = False
    ) -> QTextCharFormat:
        key = size, colour, bold
        if key not in self._formats:
            font = theme.font("body", bold=bold)
            font.setPointSizeF(self._unit * size)
            made = self._formats[key] = QTextCharFormat()
            made.setFont(font)
            made.setForeground(getattr(theme.current(), colour))
        return QTextCharFormat(self._formats[key])

    def _link(self, target: str, size: float = 1.0) -> QTextCharFormat:
        made = self._format(size, "accent")
        made.setAnchor(True)
        made.setAnchorHref(target)
        made.setFontUnderline(True)
        return made

    def _block(self, *, above: float = 0.0, below: float = 0.0) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setTopMargin(self._unit * above)
        made.setBottomMargin(self._unit * below)
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        made.setLineHeight(LEADING, kind.value)
        return made


def _bullets() -> QTextListFormat:
    made = QTextListFormat()
    made.setStyle(QTextListFormat.Style.ListDisc)
    made.setIndent(1)
    return made


def _is_short(line: SettingLine) -> bool:
    """Tell whether a setting is a number or an answer, no text."""
    return isinstance(line.value, bool) or decimal(line.value) is not None


def _signed(form: Label, roles: Sequence[Label], shown: Language) -> str:
    """Return a form with the roles that sign it."""
    names = ", ".join(role.text(shown) for role in roles)
    return f"{form.text(shown)}: {names}" if names else form.text(shown)
