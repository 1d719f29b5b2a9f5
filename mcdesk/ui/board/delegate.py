"""Paints a card: one delegate for all columns, measured texts and pictures kept between paints."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mcdesk.ui import icons, language, theme
from mcdesk.ui.board.model import StageModel
from mcdesk.ui.board.pictures import Ground, KeptCards, Pictures
from mcdesk.ui.board.sketch import (
    CHIP,
    FACE,
    ICON,
    MARGIN,
    MARK,
    ONE_LINE,
    PAD,
    STEP,
    Density,
    Measures,
    Sketch,
    line_texts,
    sketch,
    stacked_texts,
)
from mcdesk.ui.board.words import has_names
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mcdesk.application.views import CardTile
    from mcdesk.ui.listed import Index

FOCUSED = QStyle.StateFlag.State_HasFocus.value
SELECTED = QStyle.StateFlag.State_Selected.value
HOVERED = QStyle.StateFlag.State_MouseOver.value
SKETCHES = 4000
SHORTEST = 8  # a bar of progress shorter than this says nothing
STATES = FOCUSED | SELECTED | HOVERED


class CardDelegate(QStyledItemDelegate):
    """Paints the cards of every column in one density.

    A card tells its state by words and signs; colour only underlines them.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = date.min
        self.measures = Measures.of("normal")
        self._width = ONE_LINE
        self._kept = KeptCards()
        self._sketches: dict[str, tuple[CardTile, int, Sketch]] = {}
        self._pictures = Pictures()
        self._use_fonts()
        theme.theme_changed.connect(self._forget)
        language.language_changed.connect(self._forget)

    def use(self, density: Density, today: date) -> None:
        """Paint in `density`, lateness and age as of `today`; as before, nothing is forgotten."""
        is_stacked = density == "line" and self._width < ONE_LINE
        before = self.measures.density, self.measures.is_stacked, self.today
        if (density, is_stacked, today) == before:
            return
        self.measures = Measures.of(density, self._width)
        self.today = today
        self._forget()

    def fit(self, width: int) -> bool:
        """Paint for columns of this width; tell whether cards have another height now."""
        self._width, before = width, self.measures
        if before.density != "line" or before.is_stacked == (width < ONE_LINE):
            return False
        self.use(before.density, self.today)
        return True

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.measures.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, StageModel)  # asked without the way through Qt, for each card
        tile = model.tiles[index.row()]
        rect, state = option.rect, option.state.value & STATES
        ratio = painter.device().devicePixelRatioF()
        picture = self._kept.find(tile, rect.width(), state, ratio)
        if picture is None:
            picture = self._picture(tile, rect.width(), state, ratio)
            self._kept.keep(tile, rect.width(), state, ratio, picture)
        painter.drawPixmap(rect.left(), rect.top(), picture)

    def _picture(self, tile: CardTile, width: int, state: int, ratio: float) -> QPixmap:
        """Paint one card as a picture, which scrolling then only copies."""
        drawn = self._sketch_of(tile, width)
        height = self.measures.height
        ground = Ground(
            width,
            height,
            drawn.is_late,
            drawn.is_resting,
            bool(state & SELECTED),
            bool(state & FOCUSED),
            bool(state & HOVERED),
            ratio,
        )
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.current().column)
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, self._pictures.ground(ground))
        painter.translate(MARGIN + PAD, MARGIN)
        if self.measures.is_stacked:
            self._paint_stacked(painter, tile, drawn, width - 2 * (MARGIN + PAD))
        elif self.measures.density == "line":
            self._paint_line(painter, tile, drawn, width)
        else:
            self._paint_card(painter, drawn, width - 2 * (MARGIN + PAD))
        painter.end()
        return picture

    def _sketch_of(self, tile: CardTile, width: int) -> Sketch:
        """Return a card's measured texts, kept while card and width stay the same."""
        kept = self._sketches.get(tile.id)
        if kept is not None and kept[0] is tile and kept[1] == width:
            return kept[2]
        if len(self._sketches) > SKETCHES:
            self._sketches.clear()
        found = sketch(tile, width, self.measures, self.today)
        self._sketches[tile.id] = (tile, width, found)
        return found

    def _paint_card(self, painter: QPainter, drawn: Sketch, inner: int) -> None:
        """Paint a card in the two tall densities, row by row."""
        look, small, bold = theme.current(), self.measures.small, self.measures.bold
        y = PAD
        painter.setFont(self._small)
        painter.setPen(look.faint)
        painter.drawText(0, y + small.ascent(), drawn.code)
        painter.drawText(drawn.right_x, y + small.ascent(), drawn.right)
        y += small.height() + 3
        painter.setFont(self._bold)
        painter.setPen(look.muted if drawn.is_resting else look.ink)
        for row, line in enumerate(drawn.title):
            painter.drawText(0, y + row * bold.height() + bold.ascent(), line)
        y += (len(drawn.title) or 1) * bold.height() + 2
        painter.setFont(self._small)
        painter.setPen(look.muted)
        painter.drawText(0, y + small.ascent(), drawn.programme)
        painter.setPen(look.faint)
        painter.drawText(drawn.age_x, y + small.ascent(), drawn.age)
        self._paint_state(painter, drawn, y + small.height() + 4)
        bottom = self.measures.height - 2 * MARGIN - PAD
        self._paint_people(painter, drawn, bottom - CHIP - 4 - FACE)
        self._paint_progress(painter, drawn, inner, bottom - CHIP)

    def _paint_state(self, painter: QPainter, drawn: Sketch, y: int) -> None:
        """Paint what blocks the card, or that it is ready, on hold, returned ..."""
        if drawn.state is None:
            return
        colour: QColor = getattr(theme.current(), drawn.state.tone)
        small = self.measures.small
        ratio = painter.device().devicePixelRatioF()
        top = y + (small.height() - ICON) // 2
        painter.drawPixmap(0, top, icons.pixmap(drawn.state.icon, colour, ICON, ratio))
        painter.setPen(colour)
        for row, line in enumerate(drawn.state_lines):
            painter.drawText(ICON + 5, y + row * small.height() + small.ascent(), line)

    def _paint_people(self, painter: QPainter, drawn: Sketch, y: int) -> None:
        """Paint faces, marks, and "2 of 4"."""
        x = 0
        ratio = painter.device().devicePixelRatioF()
        look = theme.current()
        for face in drawn.faces:
            painter.drawPixmap(x, y, self._pictures.face(face.initials, face.person_id, ratio))
            x += STEP
        if drawn.more_faces:
            painter.drawPixmap(x, y, self._pictures.face(f"+{drawn.more_faces}", "", ratio))
            x += STEP
        x += 8 if x else 0
        for mark in drawn.marks:
            picture = icons.pixmap(mark.icon, getattr(look, mark.tone), ICON, ratio)
            painter.drawPixmap(x, y + (FACE - ICON) // 2, picture)
            x += MARK
        small = self.measures.small
        painter.setPen(look.muted)
        painter.drawText(
            drawn.progress_x, y + (FACE - small.height()) // 2 + small.ascent(), drawn.progress
        )

    def _paint_progress(self, painter: QPainter, drawn: Sketch, inner: int, y: int) -> None:
        """Paint the bar where it has room, and right of it the chip with the planned end."""
        look = theme.current()
        room = drawn.due_x - 8 if drawn.due else inner
        middle = y + CHIP // 2
        if room >= SHORTEST:
            painter.fillRect(0, middle - 2, room, 4, look.column)
            done = max(round(room * drawn.share), 4) if drawn.share else 0
            painter.fillRect(0, middle - 2, done, 4, look.phase_build)
        if drawn.due:
            ratio = painter.device().devicePixelRatioF()
            late, sign = drawn.is_late, drawn.due_signed
            chip = self._pictures.chip(
                drawn.due, drawn.due_width, ratio, late=late, signed=sign
            )  # fmt: skip
            painter.drawPixmap(drawn.due_x, y, chip)

    def _paint_line(self, painter: QPainter, tile: CardTile, drawn: Sketch, width: int) -> None:
        """Paint a card as one line: number, title, and the sign of its state."""
        look, body = theme.current(), self.measures.body
        height = self.measures.height - 2 * MARGIN
        inner = width - 2 * (MARGIN + PAD)
        base = (height - body.height()) // 2 + body.ascent()
        inner -= self._paint_sign(painter, drawn, inner, (height - ICON) // 2)
        number, x, title = line_texts(tile, inner, self.measures)
        painter.setFont(self._small)
        painter.setPen(look.faint)
        painter.drawText(0, base, number)
        painter.setFont(self._body)
        painter.setPen(look.muted if drawn.is_resting else look.ink)
        painter.drawText(x, base, title)

    def _paint_stacked(
        self, painter: QPainter, tile: CardTile, drawn: Sketch, inner: int
    ) -> None:  # fmt: skip
        """Paint a card of the smallest density in a narrow column: the title below its number."""
        look, small, body = theme.current(), self.measures.small, self.measures.body
        y = theme.GAP - 1
        beside = self._paint_sign(painter, drawn, inner, y + (small.height() - ICON) // 2)
        code, title = stacked_texts(tile, inner, beside + 4, self.measures)
        painter.setFont(self._small)
        painter.setPen(look.faint)
        painter.drawText(0, y + small.ascent(), code)
        y += small.height()
        painter.setFont(self._body)
        painter.setPen(look.muted if drawn.is_resting else look.ink)
        for row, line in enumerate(title):
            painter.drawText(0, y + row * body.height() + body.ascent(), line)

    def _paint_sign(self, painter: QPainter, drawn: Sketch, right: int, y: int) -> int:
        """Paint the one sign that a line has room for; return how wide it is."""
        sign = self._sign(drawn)
        if sign is None:
            return 0
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(right - ICON, y, icons.pixmap(*sign, ICON, ratio))
        return ICON

    def _sign(self, drawn: Sketch) -> tuple[str, QColor] | None:
        """Return the one sign that a line has room for."""
        look = theme.current()
        if drawn.is_late:
            return "calendar-x", look.bad
        if drawn.marks:
            return drawn.marks[0].icon, getattr(look, drawn.marks[0].tone)
        if drawn.state is not None and drawn.state.icon != "hourglass":
            return drawn.state.icon, getattr(look, drawn.state.tone)
        return None

    def _use_fonts(self) -> None:
        self._small, self._body = theme.font("small"), theme.font("body")
        self._bold = theme.font("body", bold=True)

    def forget_cards(self, cards: frozenset[str]) -> None:
        """Measure and paint these cards anew: their badge is another."""
        for card in cards:
            self._sketches.pop(card, None)
        self._kept.drop(cards)

    def forget_names(self) -> None:
        """Measure and paint anew the cards that name a role or a stage."""
        drawn = self._sketches.items()
        self.forget_cards(frozenset(id_ for id_, (tile, *_rest) in drawn if has_names(tile)))

    def _forget(self) -> None:
        """Drop what was measured and painted: colours, language, density or day have changed."""
        self._kept.forget()
        self._sketches.clear()
        self._pictures.forget()
        self._use_fonts()
