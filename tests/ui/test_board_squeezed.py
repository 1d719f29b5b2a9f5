"""However narrow a card is, what is painted on it stays in its room and covers nothing."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from mcdesk.application.views import Face
from mcdesk.application.views.tile import faces_text
from mcdesk.bootstrap import App
from mcdesk.ui import language, theme
from mcdesk.ui.board import delegate as painting
from mcdesk.ui.board.sketch import FACE, MARGIN, PAD, STEP, Measures, sketch

WIDTHS = (72, 75, 79, 84, 91, 98, 103, 110, 127, 145, 180, 240, 320)


class Noted(QPainter):
    """A painter that notes where it was asked to paint text and pictures."""

    parts: list[tuple[str, QRect]]

    def drawText(self, *given):
        if len(given) == 3 and given[2]:
            x, base, text = given
            metrics = self.fontMetrics()
            top, room = base - metrics.ascent(), metrics.horizontalAdvance(text)
            self.parts.append((text, QRect(x, top, room, metrics.height())))
        super().drawText(*given)

    def drawPixmap(self, *given):
        x, y, picture = given
        size = picture.deviceIndependentSize().toSize()
        self.parts.append((f"picture {x}", QRect(x, y, size.width(), size.height())))
        super().drawPixmap(*given)

    def fillRect(self, x, y, width, height, colour):
        if colour == theme.current().column:
            self.parts.append(("bar", QRect(x, y, width, height)))
        super().fillRect(x, y, width, height, colour)


@pytest.fixture(scope="module")
def cards(sample):
    """The cards of the sample, and two that carry every sign there is."""
    desk = App().open(sample, read_only=True)
    try:
        tiles = desk.board().tiles
    finally:
        desk.close()
    full = {"debts": 1, "scans_owed": 1, "back_from": "design", "round": 12, "loop": 3}
    many = tuple(Face(f"p{n}", f"Q10{n}", "SME", "sme") for n in range(6))
    late = next(tile for tile in tiles if tile.counts_components)._replace(
        id="late", planned_end="2026-11-12", faces_text=faces_text(many), done=128, of=130, **full
    )
    return *tiles, late, late._replace(id="alone", faces_text="[]", planned_end="2026-12-28")


def painted(monkeypatch, cards, width, density, today):
    """Yield each card with the parts that are painted on it."""
    monkeypatch.setattr(painting, "QPainter", Noted)
    drawer = painting.CardDelegate()
    drawer.fit(width)
    drawer.use(density, today)
    for tile in cards:
        Noted.parts = []
        drawer._picture(tile, width, 0, 1.0)
        yield tile, drawer.measures, Noted.parts[1:]


@pytest.mark.parametrize("shown", ["en", "id"])
@pytest.mark.parametrize("density", ["roomy", "normal", "line"])
def test_no_two_parts_of_a_card_overlap_nor_leave_it(qapp, monkeypatch, cards, density, shown):
    language.switch(shown)
    wrong = []
    for width in WIDTHS:
        inner = width - 2 * (MARGIN + PAD)
        for tile, measures, parts in painted(
            monkeypatch, cards, width, density, date(2026, 11, 30)
        ):
            room = QRect(0, 0, inner + 2, measures.height - 2 * MARGIN)
            for what, part in parts:
                if not room.contains(part):
                    wrong.append((width, tile.code, what, part, "outside"))
            for (one, first), (other, second) in itertools.combinations(parts, 2):
                is_next_face = first.y() == second.y() and second.x() - first.x() == STEP
                if first.size() == second.size() and is_next_face and first.width() == FACE:
                    continue  # faces touch
                if first.intersects(second):
                    wrong.append((width, tile.code, one, first, other, second))
    assert not wrong, f"{len(wrong)}: {wrong[:12]}"


@pytest.mark.parametrize("shown", ["en", "id"])
def test_a_late_card_tells_its_date_at_every_width(qapp, cards, shown):
    language.switch(shown)
    today = date(2026, 11, 30)
    late = [tile for tile in cards if tile.is_late(today)]
    assert len(late) > 3
    for width in range(72, 330, 3):
        for tile in late:
            assert sketch(tile, width, Measures.of("normal", width), today).due, (width, tile.code)


@pytest.mark.parametrize("shown", ["en", "id"])
def test_a_card_with_people_shows_one_at_every_width(qapp, cards, shown):
    """Signs, a face, then progress in the longest words that leave room for both."""
    language.switch(shown)
    for width in range(72, 330, 3):
        for tile in cards:
            drawn = sketch(tile, width, Measures.of("normal", width), date(2026, 11, 30))
            assert drawn.faces or not tile.faces, (width, tile.code)
